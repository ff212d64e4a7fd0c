"""Review copies of presentations: a numbered anchor at each claim, and what stands behind it in the notes."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import count
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from briefgen.accessibility.slides import SMALLEST
from briefgen.frozen import frozen
from briefgen.ledger.ledger import Entry
from briefgen.office.passages import REVIEW_ANCHOR, REVIEW_COPY, REVIEW_NOTES
from briefgen.ooxml.marks import Marks
from briefgen.review.claim import NumberedClaim, lines_of, stated
from briefgen.writers.ledgering import Marked

SIZE = 171_450
"""Height of an anchor in EMU, and its width for a number below 100; 0.19 inch."""
INK, PAPER = "A61E6B", "FFFFFF"
"""A colour of no brand, so that nobody takes an anchor for a part of the slide; and of the number on it."""


@frozen
class _Spot:
    """Where the anchor of a claim goes, and the values that the claim states."""

    left: int
    top: int
    entries: tuple[Entry, ...]
    shape: Any
    """The shape that states it, or in which the row is."""


def annotate_slides(marked: Marked) -> bytes:
    """The package, still marked, with anchors on the slides and their claims in the notes."""
    presentation = Presentation(BytesIO(marked.package))
    presentation.core_properties.content_status = REVIEW_COPY
    numbers = count(1)
    for slide in presentation.slides:
        spots = sorted(_spots(slide, marked.marks), key=lambda spot: (spot.top, spot.left))
        claims = [(spot, NumberedClaim(next(numbers), tuple(dict.fromkeys(spot.entries)))) for spot in spots]
        for spot, claim in claims:
            _anchor(slide, spot, claim.number, presentation)
        if claims:
            _note(slide, [line for _, claim in claims for line in ("", *map(str, lines_of(claim, marked.document)))])
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()


def _spots(slide: Any, marks: Marks) -> Iterator[_Spot]:
    """Every shape, table row and chart that states something; what each slide repeats at its foot does not."""
    for shape in slide.shapes:
        if shape.name.startswith("Footer"):
            continue
        if getattr(shape, "has_table", False):
            yield from _rows(shape, marks)
        elif entries := tuple(stated(_text(shape._element), marks)):
            yield _Spot(shape.left, shape.top, entries, shape)


def _rows(shape: Any, marks: Marks) -> Iterator[_Spot]:
    top = shape.top
    for row in shape.table.rows:
        several = sum(bool(cell.text) for cell in row.cells) > 1
        if entries := tuple(stated(_text(row._tr), marks, names=several)):
            yield _Spot(shape.left, top + max(row.height - SIZE, 0) // 2, entries, shape)
        top += row.height


def _text(element: Any) -> str:
    """All marked text of a shape or row: its paragraphs and its alternative text."""
    alts = [node.get("descr", "") for node in element.iter("{*}cNvPr")]
    return "\n".join([*alts, *(node.text or "" for node in element.iter("{*}t"))])


def _anchor(slide: Any, spot: _Spot, number: int, presentation: Any) -> None:
    """A filled disc with the number of the claim, at the left of what states it and level with its top. It is
    read before that, but behind a title, with which each slide begins."""
    width = SIZE if number < 100 else SIZE * 5 // 4
    left = min(max(spot.left - width, 0), presentation.slide_width - width)
    top = min(spot.top, presentation.slide_height - SIZE)
    disc = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, Emu(left), Emu(top), Emu(width), Emu(SIZE))
    beside, is_title = spot.shape._element, spot.shape == slide.shapes.title
    (beside.addnext if is_title else beside.addprevious)(disc._element)
    disc.name = f"{REVIEW_ANCHOR} {number}"
    disc.adjustments[0] = 0.5
    disc.fill.solid()
    disc.fill.fore_color.rgb = _color(INK)
    disc.line.fill.background()
    disc.shadow.inherit = False
    frame = disc.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.MIDDLE, False
    run = frame.paragraphs[0].add_run()
    frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    run.text = str(number)
    run.font.size, run.font.bold = Pt(SMALLEST), True
    run.font._element.set("lang", presentation.core_properties.language)
    run.font.color.rgb = _color(PAPER)


def _color(hexadecimal: str) -> Any:
    return RGBColor(*bytes.fromhex(hexadecimal))  # type: ignore[no-untyped-call]


def _note(slide: Any, lines: list[str]) -> None:
    """The claims of a slide below what its notes already say."""
    frame = slide.notes_slide.notes_text_frame
    before = frame.text
    frame.text = "\n".join([*([before, ""] if before else []), REVIEW_NOTES, *lines])
