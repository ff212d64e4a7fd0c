"""Lists at the end of a Word document: references, and what short forms mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from briefgen.document.addresses import located
from briefgen.document.blocks import AbbreviationList
from briefgen.document.document import Reference, ShortForm
from briefgen.document.inlines import Inline, Link, Value, plain
from briefgen.lexicon import en
from briefgen.ooxml.wordml import Border, RunFormat, bookmark, internal_link, paragraph, run
from briefgen.writers.word.text import TextSetting, WordDraft, inlines_xml, stop

_MANY = 20
"""So many references are a list that is searched, not read through."""
_ALIKE = 3
"""More of them that lack the same say so together, below the list."""
_BOLD = RunFormat(bold=True)
_BETWEEN = '<w:spacing w:after="48"/>'
"""Many references keep their distance, whatever else is set closer."""
_APART = '<w:spacing w:before="100"/>'
"""What stands in one paragraph at the foot of a page stays apart from what is above it."""


def references_xml(draft: WordDraft, setting: TextSetting) -> list[str]:
    """Every reference, one below the other; what several of many lack alike stands once below them all."""
    entries = sorted(draft.document.references, key=lambda e: e.number)
    if len(entries) <= _MANY:
        return [_reference(draft, entry, setting, "") for entry in entries]
    lacks = Counter(entry.missing for entry in entries)
    alike = {missing for missing, number in lacks.items() if missing and number > _ALIKE}
    shown = (replace(entry, missing="") if entry.missing in alike else entry for entry in entries)
    lacking = _lacking(draft, [entry for entry in entries if entry.missing in alike])
    return [*(_reference(draft, entry, setting, _BETWEEN) for entry in shown), *lacking]


def _reference(draft: WordDraft, entry: Reference, setting: TextSetting, apart: str) -> str:
    number = run(str(entry.number), RunFormat(style=draft.styles["Reference Number"]))
    content = bookmark(f"ref_{entry.number}", draft.next_mark(), number) + run("\t")
    cited = entry.brief or entry.entry
    content += inlines_xml(draft, located(cited), setting) + run(stop(cited)) + _beside(draft, entry)
    return paragraph(draft.styles["Reference"], content, extra=apart)


def _lacking(draft: WordDraft, entries: Sequence[Reference]) -> list[str]:
    """What references lack, a paragraph for those that lack the same, each led by its numbers."""
    alike: dict[str, list[Reference]] = {}
    for entry in entries:
        alike.setdefault(entry.missing, []).append(entry)
    return [
        paragraph(
            draft.styles["Statement"],
            run(", ").join(internal_link(f"ref_{one.number}", run(str(one.number))) for one in those)
            + run(": ")
            + run(missing, RunFormat(style=draft.styles["Not Disclosed"])),
            text=missing,
        )
        for missing, those in alike.items()
    ]


def references_in_line_xml(draft: WordDraft, setting: TextSetting) -> list[str]:
    """Every reference in one paragraph: number, who published it, which leads where it is found, and when. None of
    these is whole, so none says what it lacks; a list of references and the check of the data do."""
    head = run("References. ", RunFormat(bold=True))
    entries = [_in_line(draft, one, setting) for one in sorted(draft.document.references, key=lambda e: e.number)]
    above = Border(draft.mark_color("navy"), 0.75, space=4).xml("top")
    ruled = f"<w:pBdr>{above}</w:pBdr>{_APART}"
    return [paragraph(draft.styles["Statement"], head + run(" ").join(entries), extra=ruled)]


def _in_line(draft: WordDraft, entry: Reference, setting: TextSetting) -> str:
    number = run(str(entry.number), RunFormat(style=draft.styles["Reference Number"]))
    content = bookmark(f"ref_{entry.number}", draft.next_mark(), number) + run("\u00a0")
    links = [one for one in entry.entry if isinstance(one, Link)]
    lead, day = entry.dated[:-2], entry.dated[-2:]
    name = (replace(links[0], inlines=lead), *day) if links else entry.dated
    also = [one for one in entry.entry if _is_printed(one)]
    content += inlines_xml(draft, name, setting) + run(".")
    content += "".join(run(" ") + inlines_xml(draft, located((one,)), setting) for one in also)
    return content + _beside(draft, replace(entry, missing=""))


def _is_printed(inline: Inline) -> bool:
    """Whether a part of a citation is printed behind a name that leads where it is found: a DOI, the day of finding."""
    if isinstance(inline, Link):
        return plain(located((inline,))).startswith("doi:")
    return isinstance(inline, Value) and inline.fact.path == ("retrieved",)


def _beside(draft: WordDraft, entry: Reference) -> str:
    """What a reference lacks, and in which other it is cited."""
    content = ""
    if entry.missing:
        content += run(" ") + run(entry.missing, RunFormat(style=draft.styles["Not Disclosed"]))
    if entry.via:
        content += run(f" {en.CITED_IN} ") + internal_link(f"ref_{entry.via}", run(str(entry.via))) + run(".")
    return content


def abbreviations_xml(draft: WordDraft, block: AbbreviationList, setting: TextSetting) -> list[str]:
    """What the short forms mean, in one paragraph; where it is asked for behind a word that says what they are."""
    lead, apart = (run("Abbreviations. ", _BOLD), _APART) if block.run_in else ("", "")
    entries = (_meaning(draft, entry, setting) + run(stop(entry.long)) for entry in draft.document.abbreviations)
    return [paragraph(draft.styles["Statement"], lead + run(" ").join(entries), extra=apart)]


def _meaning(draft: WordDraft, entry: ShortForm, setting: TextSetting) -> str:
    """A short form and what it means."""
    short = inlines_xml(draft, (entry.stated,), setting, _BOLD)
    return short + run(" ") + inlines_xml(draft, entry.long, setting)
