"""Inlines as Word runs, and the state of one Word document while it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from briefgen.brand.brand import Brand
from briefgen.document.document import Document, Reference, cite_numbers, cite_spans, span_text
from briefgen.document.inlines import Cite, Emph, Inlines, Link, Strong, Text, Value, plain
from briefgen.frozen import frozen
from briefgen.ooxml.marks import Marks
from briefgen.ooxml.wordml import RunFormat, bookmark, external_link, field_runs, internal_link, paragraph, run, twips
from briefgen.values.facts import ALARM, FLAG, MISSING, Role

_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_MEDICAL_TEXT = {"navy": "ink", "blue": "slate", "phase_1": "fog", "phase_2": "fog"}
_MEDICAL_MARK = {"navy": "slate", "blue": "slate"}


@frozen
class PendingChart:
    """A chart yet to be drawn: its name and numbers, its width and the height it wants in inches."""

    chart: str
    numbers: Any
    width: float
    height: float


@dataclass(slots=True)
class WordDraft:
    """What writing one document needs and counts: styles by name, the package part, numbers given so far.

    `linked` says whether the reference list is printed, so that citations can point to it, `explained` whether the
    list of abbreviations is; `spelled` are those already explained under a table or figure, `sourced` the last label
    that printed its sources, `pictures` the charts to draw once pages are settled, `traces` the values printed.
    """

    document: Document
    brand: Brand
    part: Any
    styles: Mapping[str, str]
    linked: bool
    explained: bool = False
    figures: int = 0
    tables: int = 0
    headings: int = 0
    spelled: set[str] = field(default_factory=set)
    sourced: tuple[str, tuple[str, ...]] = ("", ())
    marks: int = 0
    pictures: dict[str, PendingChart] = field(default_factory=dict)
    traces: Marks = field(default_factory=Marks)

    @property
    def medical(self) -> bool:
        """Whether the document has the medical look."""
        return self.document.variant == "medical"

    @property
    def heads(self) -> frozenset[str]:
        """The styles of headings of a body."""
        return frozenset(self.styles[f"Heading {level}"] for level in (1, 2, 3))

    def text_color(self, token: str) -> str:
        """The colour of text for a token: the medical look turns navy and blue into ink and slate."""
        return self.brand.color(_MEDICAL_TEXT.get(token, token) if self.medical else token)

    def mark_color(self, token: str) -> str:
        """The colour of fills and lines for a token."""
        return self.brand.color(_MEDICAL_MARK.get(token, token) if self.medical else token)

    def next_mark(self) -> int:
        """A number no bookmark or picture has yet."""
        self.marks += 1
        return self.marks


_RUNNING = ("Statement", "Side Note", "Source", "Box Text")
"""Styles of small print and boxes, which are read as running text is."""


@frozen
class TextSetting:
    """Where inlines and blocks stand: the width left in inches, the style of paragraphs, a size for lists (0: as the
    style says), the colour of bold text, and whether emphasis is muted, the ground dark or links impossible. Running
    text ends `aside` inches before the right margin, so that its lines are read with ease; nothing enters the `rail`
    inches there."""

    width: float
    style: str = "Body Text"
    size: float = 0.0
    strong: str = ""
    muted: bool = False
    dark: bool = False
    links: bool = True
    nested: bool = False
    aside: float = 0.0
    rail: float = 0.0

    def ends_at(self, inset: float = 0.0) -> str:
        """Where lines of running text end, as an indent; `inset` are inches that the style keeps within its box."""
        return f'<w:ind w:right="{twips(self.aside + inset)}"/>' if self.aside and not self.nested else ""

    def keeps_clear(self) -> str:
        """The same for lines as long as a figure or table."""
        return f'<w:ind w:right="{twips(self.rail)}"/>' if self.rail and not self.nested else ""


def inlines_xml(draft: WordDraft, inlines: Inlines, setting: TextSetting, form: RunFormat = RunFormat()) -> str:  # noqa: B008
    """Inlines as runs and hyperlinks."""
    parts: list[str] = []
    for inline in merge_cites(inlines):
        match inline:
            case Text(text):
                parts.append(run(text, form))
            case Value(text, fact, role):
                marked = draft.traces.value(text, fact, role, inline.content)
                parts.append(run(marked, _value_form(draft, role, setting, form)))
            case Strong(children):
                color = setting.strong or form.color
                parts.append(inlines_xml(draft, children, setting, replace(form, bold=True, color=color)))
            case Emph(children):
                muted = setting.muted and not form.style
                emphasis = _missing(draft, setting, form) if muted else replace(form, italic=True)
                parts.append(inlines_xml(draft, children, setting, emphasis))
            case Link(children, url):
                parts.append(_link(draft, children, url, setting, form))
            case Cite():
                parts.append(_cite(draft, inline, setting, form))
    return "".join(parts)


def merge_cites(inlines: Inlines) -> Inlines:
    """Citations that follow each other directly become one."""
    merged: list[Any] = []
    for inline in inlines:
        if isinstance(inline, Cite) and merged and isinstance(merged[-1], Cite):
            merged[-1] = Cite(merged[-1].sources + inline.sources)
        else:
            merged.append(inline)
    return tuple(merged)


def _value_form(draft: WordDraft, role: Role, setting: TextSetting, form: RunFormat) -> RunFormat:
    """How a value is set; what is missing is set apart in the place of a value, and upright in running text."""
    if role == FLAG:
        return replace(form, bold=True, color=draft.text_color("blue"))
    if role == ALARM:
        return replace(form, bold=True, color=draft.brand.color("amber"))
    in_place = setting.muted and setting.style not in _RUNNING
    return _missing(draft, setting, form) if role == MISSING and (in_place or setting.dark) else form


def _missing(draft: WordDraft, setting: TextSetting, form: RunFormat) -> RunFormat:
    if setting.dark:
        return replace(form, italic=True)
    return replace(form, style=draft.styles["Not Disclosed"], bold=False if form.bold else None, color="")


def _link(draft: WordDraft, children: Inlines, url: str, setting: TextSetting, form: RunFormat) -> str:
    inner = replace(setting, links=False)
    if not setting.links:
        return inlines_xml(draft, children, inner, form)
    styled = replace(form, style=draft.styles["Hyperlink"], color="")
    relation = draft.part.relate_to(url, _HYPERLINK, is_external=True)
    return external_link(relation, inlines_xml(draft, children, inner, styled))


def _cite(draft: WordDraft, cite: Cite, setting: TextSetting, form: RunFormat) -> str:
    size = form.size if form.size else 0.0
    return cite_links(draft, cite, setting, RunFormat(style=draft.styles["Citation"], size=size))


def cite_links(draft: WordDraft, cite: Cite, setting: TextSetting, form: RunFormat, between: str = ",") -> str:
    """The numbers of a citation, each linked to its reference; a run of numbers links to its first."""
    parts: list[str] = []
    for position, (first, last) in enumerate(cite_spans(draft.document, cite)):
        comma = run(between, form) if position else ""
        number = run(span_text(first, last), form)
        target = f"ref_{first}"
        parts.append(comma + (internal_link(target, number) if draft.linked and setting.links else number))
    return "".join(parts)


def printed(document: Document, inlines: Inlines) -> str:
    """The inlines as plain text with the numbers of citations."""
    return "".join(
        cite_numbers(document, part) if isinstance(part, Cite) else plain((part,)) for part in merge_cites(inlines)
    )


def stop(inlines: Inlines) -> str:
    """A full stop, unless the text has its own or ends with a web address."""
    if inlines and isinstance(inlines[-1], Link):
        return ""
    return "" if plain(inlines).rstrip().endswith((".", "!", "?")) else "."


# --- lines below figures and tables ------------------------------------------------------------------------


def note_and_sources(
    draft: WordDraft, note: Inlines, sources: tuple[str, ...], shown: str, setting: TextSetting, label: str = ""
) -> tuple[str, ...]:
    """The small print below a figure or table: its note with abbreviations that no list explains, then its sources, by
    number where a list names them. What the figure or table before has just named is not named again."""
    setting = replace(setting, muted=True)
    lines: list[str] = []
    spelled = "" if draft.explained else _abbreviations(draft, shown, plain(note), setting)
    if note or spelled:
        between = run(stop(note) + " ") if note and spelled else ""
        lines.append(inlines_xml(draft, note, setting) + between + spelled)
    if sources and draft.linked:
        cited = _sources(draft, sources, setting)
        lines = [f"{lines[0]}{run(stop(note) if not spelled else '')}{run(' ')}{cited}" if lines else cited]
    elif sources:
        before, named = draft.sourced
        if before and named == sources and len(sources) > 2:
            lines.append(run("Sources: ", RunFormat(bold=True)) + run(f"as {before}."))
        else:
            lines.append(_sources(draft, sources, setting))
            draft.sourced = (label, sources)
    style = draft.styles["Source"]
    return tuple(
        paragraph(style, line, keep_next=number < len(lines), text=plain(note), extra=setting.keeps_clear())
        for number, line in enumerate(lines, 1)
    )


def _abbreviations(draft: WordDraft, shown: str, note: str, setting: TextSetting) -> str:
    parts: list[str] = []
    for entry in draft.document.abbreviations:
        used = re.search(rf"(?<![\w-]){re.escape(entry.short)}(?!\w)", f"{shown} {note}")
        if not used or entry.short in draft.spelled:
            continue
        draft.spelled.add(entry.short)
        if f"{entry.short}:" not in note:
            parts.append(inlines_xml(draft, (entry.stated, Text(": "), *entry.long), setting) + run(stop(entry.long)))
    return run(" ").join(parts)


def _sources(draft: WordDraft, sources: tuple[str, ...], setting: TextSetting) -> str:
    wanted = {draft.document.number(source) for source in sources}
    references = [entry for entry in draft.document.references if entry.number in wanted]
    references.sort(key=lambda entry: entry.number)
    label = run("Source: " if len(references) == 1 else "Sources: ", RunFormat(bold=True))
    if draft.linked:
        return label + cite_links(draft, Cite(sources), setting, RunFormat(), ", ") + run(".")
    entries = [_source(draft, entry, references, setting) for entry in references]
    return label + run(" ").join([*entries, *_cited_together(draft, references)])


def _source(draft: WordDraft, entry: Reference, among: list[Reference], setting: TextSetting) -> str:
    number = run(str(entry.number))
    alone = entry.via and sum(other.via == entry.via for other in among) == 1
    ending = run(f", cited in {entry.via}.") if alone else run(stop(entry.short))
    return number + run(" ") + inlines_xml(draft, entry.short, setting) + ending


def _cited_together(draft: WordDraft, references: list[Reference]) -> list[str]:
    """One sentence for several sources that the same source cites."""
    found = []
    for via in sorted({entry.via for entry in references if entry.via}):
        cited = tuple(entry.id for entry in references if entry.via == via)
        if len(cited) > 1:
            found.append(run(f"{cite_numbers(draft.document, Cite(cited))} cited in {via}."))
    return found


def caption(draft: WordDraft, kind: str, number: int, inlines: Inlines, setting: TextSetting, part: str = "") -> str:
    """The caption above a figure or table: label with a SEQ field, then its reading, and below its first line
    how it is measured; `part` is "(1 of 2)"."""
    label = RunFormat(style=draft.styles["Caption Label"])
    repeated = r" \c" if part and not part.startswith("(1 ") else ""
    sequence = field_runs(rf"SEQ {kind}{repeated} \* ARABIC", str(number), label)
    end = run(f" {part}." if part else ".", label)
    mark = draft.next_mark()
    name = f"{kind.lower()}_{number}"
    target = sequence if repeated else bookmark(name, mark, run(f"{kind} ", label) + sequence)
    opening = run(f"{kind} ", label) if repeated else ""
    reading, how = _at_break(inlines)
    below = RunFormat(bold=False, color=draft.text_color("slate"), size=8.5)
    words = run(" ") + inlines_xml(draft, reading, setting) + inlines_xml(draft, how, setting, below)
    content = opening + target + end + words
    return paragraph(draft.styles["Caption"], content, keep_next=True, extra=setting.keeps_clear())


def _at_break(inlines: Inlines) -> tuple[Inlines, Inlines]:
    """Inlines before their first break of a line, and what follows with that break."""
    for index, inline in enumerate(inlines):
        if isinstance(inline, Text) and "\n" in inline.text:
            before, _, after = inline.text.partition("\n")
            return (*inlines[:index], Text(before)), (Text(f"\n{after}"), *inlines[index + 1 :])
    return inlines, ()
