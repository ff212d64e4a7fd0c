"""The furniture of a document: the facts of its cover, the header and footer of its pages or slides."""

from __future__ import annotations

from briefgen.briefs.brief import Brief
from briefgen.briefs.outline import Outline
from briefgen.document.document import Reference
from briefgen.document.inlines import Inline, Inlines, Strong, Text, Value
from briefgen.formats import FORMATS
from briefgen.problems import Origin
from briefgen.values.facts import TEXT, Fact, RecordKey, Traced
from briefgen.view.view import View


def _setting(brief: Brief, field: str, text: str) -> Value:
    """A setting of the brief as a value that leads to it."""
    fact = Fact(RecordKey("brief", brief.name), (field,), Origin(f"templates/{brief.name}/brief.yaml"))
    return Value(text, fact, TEXT)


def meta(brief: Brief, view: View, references: tuple[Reference, ...]) -> tuple[tuple[Inlines, Inlines], ...]:
    """The facts of the cover: day, audience, status and how many sources. One page says at its foot for whom it is
    and how far it has come, and shows its sources."""
    number = len(references)
    counted = Fact(RecordKey("derived", "count"), ("sources",), formula=f"count of {number}")
    count = Traced(f"{number}, listed at the end", counted)
    labels = ("Data as of", "Audience", "Status", "Sources")
    status = _setting(brief, "status", brief.status)
    values = (Value.of(view.day), Value.of(view.audience_name), status, Value.of(count))
    facts = tuple(((Text(label),), (value,)) for label, value in zip(labels, values, strict=True))
    return facts[:1] if brief.budget.pages == 1 else facts


def furniture(outline: Outline, view: View, title: Inlines) -> tuple[tuple[Inlines, Inlines], tuple[Inlines, Inlines]]:
    """Header and footer, each left and right, of pages or slides."""
    brief = outline.brief
    day: Inlines = (Text("Data as of "), Value.of(view.day))
    foot = (_setting(brief, "footer", brief.footer),)
    if brief.look == "medical":
        bold, stop, rest = brief.footer.rpartition(". ") if ". " in brief.footer else (brief.footer, "", "")
        left = (
            Strong((_setting(brief, "footer", (bold + stop).strip()),)),
            Text(" " if rest else ""),
            _setting(brief, "footer", rest),
        )
        fields = (("Job code: ", "job_code"), ("Version: ", "version"), ("Expires: ", "expires"))
        right: list[Inline] = []
        for label, name in fields:
            right += [Text(f" | {label}" if right else label), _setting(brief, name, getattr(brief, name))]
        return (title, day), (left, tuple(right))
    if FORMATS[outline.format].kind == "slides":
        return (title, day), (title, (*foot, Text(" Data as of "), Value.of(view.day)))
    status = _setting(brief, "status", brief.status)
    return (title, day), ((Value.of(view.audience_name), Text(". "), status, Text(". "), *foot), ())
