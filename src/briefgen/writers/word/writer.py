"""Writes a document as Word: real styles, fields, links and tables on the brand's reference.docx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any

from docx.oxml import parse_xml

from briefgen.brand.brand import Brand
from briefgen.document.allowance import Chapter, over_budget
from briefgen.document.blocks import AbbreviationList, Block, Blocks, Callout, Figure, Heading, Rail, ReferenceList
from briefgen.document.document import Document
from briefgen.document.inlines import plain
from briefgen.document.walk import every
from briefgen.ooxml.archive import unpacked
from briefgen.ooxml.wordml import DECLARED, qn
from briefgen.problems import Problem
from briefgen.reference.word_leftovers import drawings_of
from briefgen.reference.word_template import open_word
from briefgen.writers.ledgering import UNSIGNED, Marked, Written, finish
from briefgen.writers.properties import in_property
from briefgen.writers.word.across import part_xml
from briefgen.writers.word.blocks import blocks_xml, chapters_of, contents_xml, heading_xml
from briefgen.writers.word.cjk import mark_east_asian
from briefgen.writers.word.ends import fill_last_lines, keep_together
from briefgen.writers.word.figures import draw_figures
from briefgen.writers.word.front import GUTTER, NARROWEST, RAIL, headline_xml, masthead_xml, meta_xml, rail_xml
from briefgen.writers.word.joints import keep_cautions, keep_leads, keep_statements, merge_page_breaks, separate_tables
from briefgen.writers.word.looks import ruler
from briefgen.writers.word.margins import write_margins
from briefgen.writers.word.measure import EMU
from briefgen.writers.word.pages import air_of_front, settle_pages, shorten_rail
from briefgen.writers.word.pieces import Page
from briefgen.writers.word.sides import settle_sides
from briefgen.writers.word.text import TextSetting, WordDraft

COLUMN_GAP = 0.7 / 2.54
"""Inches between the two columns of the end matter."""
RUNNING = ("Lead", "Body Text", "Key Point", "List Bullet", "List Number")
"""Styles of text whose last lines are more than a word or two."""
_BEGUN = 0.01
"""A page that holds less than this share of the main part belongs to what follows."""


def write_word(document: Document, brand: Brand) -> bytes:
    """The document as .docx on the brand's reference.docx; the same document gives the same bytes."""
    return trace_word(document, brand).data


def trace_word(document: Document, brand: Brand) -> Written:
    """The document as .docx with its ledger."""
    return finish(mark_word(document, brand))


def mark_word(document: Document, brand: Brand) -> Marked:
    """The document as .docx, its values marked."""
    template = open_word(brand)
    package = template.package
    section = package.sections[-1]
    width = (section.page_width - section.left_margin - section.right_margin) / 914400
    kinds = set(map(type, every(document.blocks)))
    linked, explained = ReferenceList in kinds, AbbreviationList in kinds
    marks = len(drawings_of(package.part))
    draft = WordDraft(
        document, template.brand, package.part, template.styles, linked=linked, explained=explained, marks=marks
    )
    setting = TextSetting(width)
    if draft.medical:
        _make_medical(draft)
    warnings = _fill_body(package.element.body, _body_xml(draft, setting), draft, _page(section))
    mark_east_asian(package.element.body, brand)
    write_margins(draft, section, setting, keep=brand.corporate("docx"))
    _part_columns(package.element.body)
    _set_properties(package, document)
    out = BytesIO()
    package.save(out)
    return Marked(unpacked(out.getvalue()), draft.traces, document, warnings)


# --- the medical look --------------------------------------------------------------------------------------


def _make_medical(draft: WordDraft) -> None:
    """Turn navy and blue of the styles into ink and slate; citations and links stay blue."""
    kept = {draft.styles[name] for name in ("Citation", "Hyperlink", "Reference Number")}
    roots = [style for style in draft.part.styles.element if style.get(qn("w:styleId")) not in kept]
    tokens = {draft.brand.color(token): token for token in ("navy", "blue", "phase_1", "phase_2")}
    for element in (element for root in [*roots, draft.part.numbering_part.element] for element in root.iter()):
        for attribute in ("w:val", "w:color", "w:fill"):
            token = tokens.get(element.get(qn(attribute)) or "")
            if token:
                is_text = element.tag == qn("w:color")
                color = draft.text_color(token) if is_text else draft.mark_color(token)
                element.set(qn(attribute), color)


# --- the body ----------------------------------------------------------------------------------------------


def _body_xml(draft: WordDraft, setting: TextSetting) -> str:
    """Notice and headline, then the rest; in a company's own template, which has its own header, below a masthead. The
    first page of a document with a rail is narrower, and running text of a document in chapters is."""
    blocks = draft.document.blocks
    first = next((at for at, block in enumerate(blocks) if not isinstance(block, Callout)), len(blocks))
    rail = next((block for block in blocks if isinstance(block, Rail)), None)
    chapter = _first_wide(blocks) if rail else _first_chapter(blocks)
    wide = setting.width >= NARROWEST
    parts = [masthead_xml(draft, setting)] if draft.brand.corporate("docx") else []
    parts.append(blocks_xml(draft, blocks[:first], setting))
    parts.append(headline_xml(draft, blocks, setting))
    inside = replace(setting, aside=RAIL if wide and chapter < len(blocks) else 0.0)
    if rail is not None and wide:
        beside = RAIL + GUTTER
        narrow = replace(setting, width=setting.width - beside, aside=beside, rail=beside)
        page = tuple(block for block in blocks[first:chapter] if block is not rail)
        parts += [rail_xml(draft, rail, setting, chapters_of(blocks)), blocks_xml(draft, page, narrow)]
    else:
        parts += [
            meta_xml(draft, setting),
            *contents_xml(draft, blocks, setting),
            blocks_xml(draft, blocks[first:chapter], inside),
        ]
        opening = blocks[chapter] if chapter == first < len(blocks) else None
        if isinstance(opening, Heading):
            parts += heading_xml(draft, opening, inside, opens=True)
            chapter += 1
    end = _end_matter(blocks) if wide else len(blocks)
    parts.append(blocks_xml(draft, blocks[chapter:end], inside))
    if end < len(blocks):
        parts.append(blocks_xml(draft, blocks[end : end + 1], setting))
        parts.append(part_xml(draft, keep_next=True))
        parts.append(
            blocks_xml(draft, blocks[end + 1 :], replace(setting, width=_column(setting.width), style="Statement"))
        )
    return "".join(parts)


def _first_wide(blocks: Blocks) -> int:
    """Where the first page's column beside a rail ends: at the first chapter, without chapters at the first figure."""
    figures = (at for at, block in enumerate(blocks) if isinstance(block, Figure))
    chapter = _first_chapter(blocks)
    return chapter if chapter < len(blocks) else next(figures, len(blocks))


def _first_chapter(blocks: Blocks) -> int:
    return next((at for at, block in enumerate(blocks) if _is_chapter(block)), len(blocks))


def _end_matter(blocks: Blocks) -> int:
    """Where the last chapter begins, if it holds the reference list: it is set in two columns."""
    last = max((at for at, block in enumerate(blocks) if _is_chapter(block)), default=len(blocks))
    listed = any(isinstance(block, ReferenceList) and not block.run_in for block in blocks[last:])
    return last if listed else len(blocks)


def _column(width: float) -> float:
    return (width - COLUMN_GAP) / 2


def _is_chapter(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _page(section: Any) -> Page:
    across = section.page_width - section.left_margin - section.right_margin
    column = (across - COLUMN_GAP * 914400) / 2
    height = section.page_height - section.top_margin - section.bottom_margin
    return Page(across / EMU, height / EMU, column / EMU, (RAIL + GUTTER) * 72)


def _fill_body(body: Any, xml: str, draft: WordDraft, page: Page) -> tuple[Problem, ...]:
    """Put the parsed XML before the section properties, in place of what the reference document shows; warnings of how
    many pages it takes."""
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    parsed = parse_xml(f"<w:body {DECLARED}>{xml}</w:body>")
    separate_tables(parsed, draft)
    merge_page_breaks(parsed, draft)
    keep_leads(parsed, draft)
    keep_cautions(parsed, draft)
    keep_statements(parsed, draft)
    rule = ruler(draft.brand, draft.part.styles.element)
    named = frozenset({draft.styles["Caption"], draft.styles["Heading 1"]})
    keep_together(parsed, page, rule, 1, named)
    air = air_of_front(parsed, draft, page)
    shorten_rail(parsed, draft, page, air)
    settle_sides(parsed, draft, page, rule)
    parsed, end = settle_pages(parsed, draft, page, air)
    keep_together(parsed, page, rule, 0)
    fill_last_lines(parsed, page, rule, frozenset(draft.styles[name] for name in RUNNING))
    _number_contents(parsed, end.chapters)
    draw_figures(draft, parsed)
    for child in list(parsed):
        body.insert(len(body) - 1, child)
    return tuple(_over_budget(draft.document, [*end.chapters, end.at(page)]))


def _number_contents(root: Any, chapters: list[float]) -> None:
    """Print the page of each chapter in the lists of contents, as foreseen, so that they are right before Word updates
    its fields."""
    for field in root.iter(qn("w:instrText")):
        found = re.fullmatch(r" PAGEREF _Toc0*(\d+) \\h ", field.text or "")
        if found and int(found[1]) <= len(chapters):
            texts = (run.find(qn("w:t")) for run in field.getparent().itersiblings())
            next(text for text in texts if text is not None).text = str(int(chapters[int(found[1]) - 1] + _BEGUN) + 1)


def _over_budget(document: Document, places: list[float]) -> Iterator[Problem]:
    """Whether the main part takes more pages than it may; the places are those where chapters begin and the text ends,
    in pages. A page that the annex begins on counts where the main part has begun it."""
    heads = [block for block in document.blocks if _is_chapter(block) and isinstance(block, Heading)]
    if len(heads) != len(places) - 1:
        return
    chapters = [
        Chapter(plain(head.inlines), end - begin, head.annex)
        for head, begin, end in zip(heads, places, places[1:], strict=False)
    ]
    end = next((begin for head, begin in zip(heads, places, strict=False) if head.annex), places[-1])
    yield from over_budget(document, "page", ceil(end - _BEGUN), chapters)


def _part_columns(body: Any) -> None:
    """Let the end matter run in two columns: what is before it is a section of its own, with the same margins. Between
    the columns of two pages a heading as wide as the page is one too."""
    holders = body.findall(f"{qn('w:p')}/{qn('w:pPr')}/{qn('w:sectPr')}")
    for number, holder in enumerate((*holders, body.sectPr) if holders else ()):
        section = holder if holder is body.sectPr else deepcopy(body.sectPr)
        if section is not holder:
            holder.getparent().replace(holder, section)
        if number:
            _set_columns(section, 1 + number % 2)


def _set_columns(section: Any, count: int) -> None:
    """A section that goes on in so many columns: two below what is above them, one on a new page."""
    for name in ("w:titlePg", "w:type", "w:cols"):
        for element in section.findall(qn(name)):
            section.remove(element)
    begins = "continuous" if count > 1 else "nextPage"
    section.find(qn("w:pgSz")).addprevious(parse_xml(f'<w:type {DECLARED} w:val="{begins}"/>'))
    gap = f' w:num="2" w:space="{round(COLUMN_GAP * 1440)}"' if count > 1 else ""
    section.find(qn("w:pgMar")).addnext(parse_xml(f"<w:cols {DECLARED}{gap}/>"))


# --- properties --------------------------------------------------------------------------------------------


def _set_properties(package: Any, document: Document) -> None:
    moment = _moment(document.as_of)
    core = package.core_properties
    core.title, core.subject = in_property(plain(document.title)), in_property(document.subject)
    core.author = "briefgen"
    core.last_modified_by, core.revision, core.language = "briefgen", 1, document.language
    core.identifier = UNSIGNED
    core.keywords = in_property(", ".join(document.keywords))
    core.created = core.modified = moment
    language = package.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), document.language)


def _moment(day: str) -> datetime:
    """The day the document speaks from; without one, a fixed day."""
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})", day)
    year, month, date = map(int, found.groups()) if found else (1980, 1, 1)
    return datetime(year, month, date)
