"""The first page of a Word document: masthead, headline, and the rail of facts beside its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from briefgen.brand.fonts import width, wrap
from briefgen.brand.lines import RESERVE
from briefgen.document.blocks import Block, Blocks, BulletList, DefinitionList, Front, Heading, Metrics, Paragraph, Rail
from briefgen.document.inlines import Cite, Inlines, Strong, Text, plain
from briefgen.ooxml.wordml import Border, RunFormat, cell, field_runs, internal_link, paragraph, row, run, table, twips
from briefgen.writers.word.tables import stage_look, stage_of
from briefgen.writers.word.text import TextSetting, WordDraft, inlines_xml, printed

RAIL, GUTTER = 4.6 / 2.54, 0.6 / 2.54
"""Inches of the rail and of the room between it and the text."""
NARROWEST = 6.0
"""A page with less room for text than this has no rail: its facts stand below the headline."""
LABEL, WIDEST_LABEL = 0.3, 2.1 / 2.54
"""Values of a group of facts in the rail stand beside its longest label up to so many inches; below a longer one the
value stands on a line of its own, indented by the first."""
_RAIL_SIZE, _MASTHEAD = 8.5, 9.0
_NONE = (0.0, 0.0, 0.0, 0.0)
"""Margins of a rail: programs move a floating table to the left by what its cells have there."""
_BELOW_BAR = '<w:spacing w:before="40"/>'
SEGMENT = 0.04
"""Inches that a segment of a bar has at least beside its figure, so that that can be read."""
PAGE_NUMBER = 0.25
"""Inches of the number of a page behind a title."""
APART = 0.08
"""Inches between the names of two segments, and between the two sides of the masthead."""
_HEADLINE, _SMALLER, _LINES, _MOST = 22.0, 15.0, 2, 3
"""The size of a headline, the next one of the scale, the lines that one of several headlines may take, and those beyond
which the smaller size is taken."""
_TITLE_LEVEL = '<w:outlineLvl w:val="0"/>'
"""The headline is a heading for those who listen, whatever the template says of its style."""


def masthead_xml(draft: WordDraft, setting: TextSetting) -> str:
    """The line that opens the document: whose it is at the left, which series and period at the right, on a line of its
    own where one has no room for both."""
    document, plainly = draft.document, replace(setting, links=False)
    lines = document.subtitle if len(document.subtitle) > 1 else (_before(document.title, ": ")[0], *document.subtitle)
    left, right = lines[0], lines[-1] if len(lines) > 1 else ()
    name, aside = _before(left, " (")
    bold = RunFormat(bold=True, color=draft.text_color("navy"))
    content = inlines_xml(draft, name, plainly, bold) + inlines_xml(draft, aside, plainly)
    if right:
        bold_part = width(draft.brand, plain(name), _MASTHEAD, bold=True)
        both = bold_part + width(draft.brand, plain((*aside, *right)), _MASTHEAD)
        content += run("\t" if both * RESERVE + APART <= setting.width else "\n\t") + inlines_xml(draft, right, plainly)
    tabs = [("right", setting.width)]
    return paragraph(draft.styles["Masthead"], content, tabs=tabs, text=plain(left), keep_next=True)


def _before(inlines: Inlines, sign: str) -> tuple[Inlines, Inlines]:
    """Inlines up to a sign in their own words, and from it on."""
    for at, inline in enumerate(inlines):
        before, found, after = inline.text.partition(sign) if isinstance(inline, Text) else ("", "", "")
        if found:
            return (*inlines[:at], Text(before)), (Text(found + after), *inlines[at + 1 :])
    return inlines, ()


def headline_xml(draft: WordDraft, blocks: Blocks, setting: TextSetting) -> str:
    """What the period brought, in the longest of its headlines that takes few lines; else the title of the document."""
    front = next((block for block in blocks if isinstance(block, Front) and block.headline), Front(()))
    said: list[Inlines] = [_uncited(line) for line in front.headlines] or [draft.document.title]
    fits = (words for words in said if _height(draft, words, setting.width) <= _LINES)
    words = next(fits, said[-1])
    text = printed(draft.document, words)
    form = RunFormat(size=_SMALLER if _height(draft, words, setting.width) > _MOST else 0.0)
    content = inlines_xml(draft, words, replace(setting, links=False), form)
    lines = [paragraph(draft.styles["Headline"], content, keep_next=True, text=text, extra=_TITLE_LEVEL)]
    lines += [
        paragraph(draft.styles["Heading Subtitle"], inlines_xml(draft, line, setting), keep_next=True)
        for line in draft.document.subtitle[1:-1]
    ]
    return "".join(lines)


def _height(draft: WordDraft, words: Inlines, wide: float) -> int:
    """The lines that a headline takes in its size."""
    return len(wrap(draft.brand.headed, printed(draft.document, words), _HEADLINE, wide / RESERVE, bold=True))


def meta_xml(draft: WordDraft, setting: TextSetting) -> str:
    """What the document is and of when, in a line: for a document without a rail."""
    parts: list[str] = []
    for label, value in draft.document.meta:
        parts.append(run("   " if parts else ""))
        parts.append(inlines_xml(draft, label, setting) + run(" "))
        parts.append(inlines_xml(draft, value, setting, RunFormat(bold=True, color=draft.brand.color("ink"))))
    return paragraph(draft.styles["Meta"], "".join(parts), keep_next=True) if parts else ""


# --- the rail ----------------------------------------------------------------------------------------------


def rail_xml(draft: WordDraft, rail: Rail, setting: TextSetting, chapters: Sequence[Inlines]) -> str:
    """The rail as a table that stands beside the text: what the document is and of when, its groups of facts, and the
    chapters where there are more than a few."""
    inner = replace(setting, width=RAIL, muted=True)
    told = list(_with_cover(rail.blocks, draft.document.meta))
    indent = _indent(draft, [term for group in told for term in _terms(group) if not _is_bold(term)])
    groups = [_group(draft, group, inner, indent) for group in told]
    if chapters:
        groups.append(_contents(draft, chapters))
    rows = []
    for number, content in enumerate(groups):
        line = Border(draft.mark_color("navy"), 1.25) if number == 0 else Border(draft.brand.color("rule"), 0.75)
        rows.append(row([cell(RAIL, content, borders={"top": line}, margins=(4.5, 0, 4.5, 0), align="top")]))
    return table([RAIL], rows, margins=_NONE, beside=setting.width - RAIL)


def _with_cover(blocks: Blocks, meta: Sequence[tuple[Inlines, Inlines]]) -> Iterator[Blocks]:
    """The groups of a rail: the first tells what the document is and of when, with the facts before the first head
    behind the day of the data."""
    groups = list(_groups(blocks))
    opening = groups.pop(0) if groups and not isinstance(groups[0][0], Heading) else ()
    facts = [item for block in opening if isinstance(block, DefinitionList) for item in block.items]
    others = (block for block in opening if not isinstance(block, DefinitionList))
    yield DefinitionList((*meta[:1], *facts, *meta[1:])), *others
    yield from groups


def _groups(blocks: Blocks) -> Iterator[Blocks]:
    """Blocks cut before their headings."""
    group: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and group:
            yield tuple(group)
            group = []
        group.append(block)
    if group:
        yield tuple(group)


def _terms(blocks: Blocks) -> Iterator[Inlines]:
    """The labels of a group of facts."""
    return (term for block in blocks if isinstance(block, DefinitionList) for term, _ in block.items)


def _is_bold(term: Inlines) -> bool:
    """Whether a label is a value itself, as a date is."""
    return any(isinstance(inline, Strong) for inline in term)


def _indent(draft: WordDraft, terms: Iterable[Inlines]) -> float:
    """Where values stand beside their labels: behind the longest that is not too long."""
    widths = (_label_width(draft, term) for term in terms)
    return max((label for label in widths if label <= WIDEST_LABEL), default=LABEL)


def _own_indent(draft: WordDraft, items: Sequence[tuple[Inlines, Inlines]], common: float) -> float:
    """Where the values of a group stand: as far as all others, but nearer where that saves lines."""
    own = min(_indent(draft, [term for term, _ in items]), common)
    lines = (sum(_lines(draft, text, RAIL - indent) for _, text in items) for indent in (own, common))
    return own if next(lines) < next(lines) else common


def _dates_indent(draft: WordDraft, items: Sequence[tuple[Inlines, Inlines]]) -> float:
    """Where the values of dates stand: beside them, but all below them where that saves one of them lines."""
    indent = _indent(draft, [term for term, _ in items])
    saves = any(_lines(draft, text, RAIL - indent) > _lines(draft, text, RAIL) + 2 for _, text in items)
    return 0.0 if saves else indent


def _group(draft: WordDraft, blocks: Blocks, setting: TextSetting, indent: float) -> str:
    """A group of facts under its head; values stand as far to the right in all groups, behind dates in their own."""
    parts: list[str] = []
    for block in blocks:
        match block:
            case Heading(inlines=inlines):
                content = inlines_xml(draft, inlines, setting)
                parts.append(paragraph(draft.styles["Rail Head"], content, text=plain(inlines), keep_next=True))
            case DefinitionList(items):
                dates = _dates_indent(draft, [item for item in items if _is_bold(item[0])])
                own = _own_indent(draft, [item for item in items if not _is_bold(item[0])], indent)
                parts += (_fact(draft, *item, setting, dates if _is_bold(item[0]) else own) for item in items)
            case BulletList(items):
                parts += (_line(draft, item, setting) for item in items)
            case Paragraph(inlines=inlines):
                parts.append(_line(draft, inlines, setting))
            case Metrics():
                parts.append(_bar(draft, block, setting))
            case _:  # the only blocks that a rail may hold, RAIL_BLOCKS
                assert_never(block)  # type: ignore[arg-type]
    return "".join(parts)


def _bar(draft: WordDraft, block: Metrics, setting: TextSetting) -> str:
    """Figures as segments of a bar as wide as they count, in the colours of their stages, and their names below."""
    items = [(plain(figure), figure, _uncited(words)) for figure, words in block.items]
    counts = [float(text) if text.isdigit() else 1.0 for text, _, _ in items]
    widths = _to_scale(counts, [width(draft.brand, text, _RAIL_SIZE, bold=True) + SEGMENT for text, _, _ in items])
    cells = []
    for wide, (_, figure, words) in zip(widths, items, strict=True):
        fill, edges, form = stage_look(draft, stage_of(words)) if stage_of(words) else ("", {}, RunFormat(bold=True))
        grey = fill or draft.brand.color("fog")
        content = paragraph(draft.styles["Table Text"], inlines_xml(draft, figure, setting, form), align="center")
        white = {"right": Border(draft.brand.color("white"), 1.0)}
        cells.append(cell(wide, content, fill=grey, borders=edges or white, margins=(2.5, 0, 2.5, 0)))
    return table(widths, [row(cells)]) + _bar_key(draft, [words for _, _, words in items], widths, setting)


def _bar_key(draft: WordDraft, names: Sequence[Inlines], widths: Sequence[float], setting: TextSetting) -> str:
    """The names of segments, each as near below its own as the others leave it room; in running text where a line does
    not hold them all."""
    wide = [width(draft.brand, plain(words), _RAIL_SIZE) * RESERVE for words in names]
    if sum(wide) + APART * (len(names) - 1) > RAIL:
        joined = [inline for words in names for inline in (Text(", "), *words)][1:]
        return _line(draft, tuple(joined), setting, _BELOW_BAR)
    lefts: list[float] = []
    for number, room in enumerate(wide):
        middle = sum(widths[:number]) + (widths[number] - room) / 2
        lefts.append(max(middle, lefts[-1] + wide[number - 1] + APART if lefts else 0.0))
    end = RAIL
    for number in reversed(range(len(names))):
        lefts[number] = min(lefts[number], end - wide[number])
        end = lefts[number] - APART
    tabbed = zip(lefts, names, strict=True)
    content = "".join((run("\t") if left > 0 else "") + inlines_xml(draft, words, setting) for left, words in tabbed)
    said = " ".join(printed(draft.document, words) for words in names)
    tabs = [("left", left) for left in lefts if left > 0]
    return paragraph(draft.styles["Rail"], content, text=said, tabs=tabs, extra=_BELOW_BAR)


def _to_scale(counts: Sequence[float], needed: Sequence[float]) -> list[float]:
    """Widths that share the rail as the counts do; one that has no room for its figure takes that, from the others."""
    small = {n for n, count in enumerate(counts) if RAIL * count / sum(counts) < needed[n]}
    room = RAIL - sum(needed[n] for n in small)
    shared = sum(count for n, count in enumerate(counts) if n not in small) or 1.0
    return [needed[n] if n in small else room * count / shared for n, count in enumerate(counts)]


def _uncited(inlines: Inlines) -> Inlines:
    return tuple(inline for inline in inlines if not isinstance(inline, Cite))


def _line(draft: WordDraft, inlines: Inlines, setting: TextSetting, extra: str = "") -> str:
    said = printed(draft.document, inlines)
    return paragraph(draft.styles["Rail"], inlines_xml(draft, inlines, setting), text=said, extra=extra)


def _label_width(draft: WordDraft, term: Inlines) -> float:
    return width(draft.brand, printed(draft.document, term), _RAIL_SIZE, bold=_is_bold(term)) * RESERVE + 0.08


def _lines(draft: WordDraft, text: Inlines, room: float) -> int:
    """The lines that text of the rail takes."""
    return len(wrap(draft.brand, plain(text), _RAIL_SIZE, room))


def _fact(draft: WordDraft, term: Inlines, text: Inlines, setting: TextSetting, indent: float) -> str:
    """A label and its value, so far from the left; a bold label is a value itself. Below a label that has no room
    beside it the value stands at the left as its label does."""
    form = RunFormat() if _is_bold(term) else RunFormat(color=draft.text_color("slate"))
    beside = _label_width(draft, term) <= indent
    indent = indent if beside else 0.0
    content = inlines_xml(draft, term, setting, form) + run("\t" if beside else "\n")
    content += inlines_xml(draft, text, setting)
    hanging = f'<w:ind w:left="{twips(indent)}" w:hanging="{twips(indent)}"/>'
    said = printed(draft.document, (*term, Text(" "), *text))
    return paragraph(draft.styles["Rail"], content, text=said, tabs=[("left", indent)], extra=hanging)


def _contents(draft: WordDraft, chapters: Sequence[Inlines]) -> str:
    lines = [paragraph(draft.styles["Rail Head"], run("In this document"), keep_next=True)]
    for number, chapter in enumerate(chapters, 1):
        title = draft.traces.plain(_in_contents(draft, _before(chapter, ": ")[0]))
        content = contents_line(number, title)
        lines.append(paragraph(draft.styles["Rail"], content, text=title, tabs=[("right", RAIL - 0.02)]))
    return "".join(lines)


def _in_contents(draft: WordDraft, title: Inlines) -> Inlines:
    """A title with room for its page behind it: one that is too long without what stands behind its first comma."""
    fits = width(draft.brand, plain(title), _RAIL_SIZE) * RESERVE <= RAIL - PAGE_NUMBER
    return title if fits else _before(title, ", ")[0]


def contents_line(number: int, title: str) -> str:
    """A chapter in a list of contents: its title and the field of its page, both links to it."""
    anchor = f"_Toc{number:08d}"
    return internal_link(anchor, run(title) + run("\t") + field_runs(rf"PAGEREF {anchor} \h", "1"))
