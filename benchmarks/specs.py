"""What finished documents show, as plain data for scripts of other tools: texts, tables, shapes, notes and marks of charts."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Emu

from briefgen.charts.engine import raster
from briefgen.charts.engine.drawing import DASHES, DPI, Drawing
from briefgen.charts.engine.faces import BASELINE, font_of, runs_of
from briefgen.charts.engine.marks import Disc, Line, Mark, Path, Rectangle, Shape, TextLine

Spec = dict[str, Any]


@contextmanager
def drawings() -> Iterator[dict[str, Drawing]]:
    """The charts drawn meanwhile in this process, by the hash of their pictures."""
    drawn: dict[str, Drawing] = {}
    png = raster.png

    def noted(drawing: Drawing) -> bytes:
        data = png(drawing)
        drawn[_hash(data)] = drawing
        return data

    raster.png = noted
    try:
        yield drawn
    finally:
        raster.png = png


def deck_spec(data: bytes, drawn: dict[str, Drawing]) -> Spec:
    """The slides of a finished deck."""
    deck = Presentation(io.BytesIO(data))
    slides = []
    for slide in deck.slides:
        shapes = [spec for shape in slide.shapes if (spec := _shape(shape, drawn))]
        notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        slides.append(
            {"title": slide.shapes.title.text if slide.shapes.title else "", "shapes": shapes, "notes": notes}
        )
    return {"width": deck.slide_width, "height": deck.slide_height, "slides": slides}


def pages_spec(data: bytes, drawn: dict[str, Drawing]) -> Spec:
    """The paragraphs, tables and charts of a finished Word document, in their order."""
    document = Document(io.BytesIO(data))
    blocks: list[Spec] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            blocks.append({"kind": "table", "rows": [[cell.text for cell in row.cells] for row in block.rows]})
        for blip in block._element.iter(qn("a:blip")):
            picture = document.part.related_parts[blip.get(qn("r:embed"))].blob
            if drawing := drawn.get(_hash(picture)):
                blocks.append({"kind": "chart", "chart": chart_spec(drawing)})
        if isinstance(block, Paragraph) and block.text.strip():
            heading = (block.style.name or "").startswith("Heading") if block.style else False
            blocks.append({"kind": "heading" if heading else "text", "text": block.text})
    return {"blocks": blocks}


def _shape(shape: Any, drawn: dict[str, Drawing]) -> Spec | None:
    box = [int(side or 0) for side in (shape.left, shape.top, shape.width, shape.height)]
    if hasattr(shape, "image"):
        drawing = drawn.get(_hash(shape.image.blob))
        more = {"chart": chart_spec(drawing)} if drawing else {"logo": shape.image.blob.hex()}
        return {"kind": "chart" if drawing else "logo", "box": box, **more}
    if shape.has_table:
        rows = [[_paragraphs(cell.text_frame) for cell in row.cells] for row in shape.table.rows]
        widths = [int(column.width) for column in shape.table.columns]
        return {"kind": "table", "box": box, "rows": rows, "widths": widths}
    if shape.shape_type == MSO_SHAPE_TYPE.LINE:
        return {"kind": "line", "box": box}
    if shape.has_text_frame:
        filled = shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE
        return {"kind": "box" if filled else "text", "box": box, "paragraphs": _paragraphs(shape.text_frame)}
    return None


def _paragraphs(frame: Any) -> list[list[Spec]]:
    return [[_run(run) for run in paragraph.runs] for paragraph in frame.paragraphs]


def _run(run: Any) -> Spec:
    size = Emu(run.font.size).pt if run.font.size else 12
    return {"text": run.text, "size": size, "bold": bool(run.font.bold), "link": run.hyperlink.address or ""}


def chart_spec(drawing: Drawing) -> Spec:
    """The marks of a chart as a script would give them to matplotlib: colours, sizes in points, font files."""
    marks = [spec for mark in sorted(drawing.marks, key=lambda mark: mark.layer) for spec in _mark(mark, drawing)]
    return {"inches": [side / DPI for side in drawing.pixels], "scale": drawing.scale, "marks": marks}


def _mark(mark: Mark, drawing: Drawing) -> Iterator[Spec]:
    brand, scale = drawing.brand, drawing.scale
    color = lambda token: brand.hex(token) if token else "none"  # noqa: E731
    look: Spec = {}
    if isinstance(mark, (Rectangle, Disc, Shape)):
        look = {"fill": color(mark.fill), "line": color(mark.line), "weight": mark.weight * scale if mark.line else 0}
    match mark:
        case Rectangle():
            yield {"mark": "bar", "at": [mark.x, mark.y], "size": [mark.w, mark.h], "radius": mark.radius, **look}
        case Disc():
            yield {"mark": "dot", "at": [mark.x, mark.y], "radius": mark.radius, **look}
        case Shape():
            yield {"mark": "polygon", "points": mark.points, **look}
        case Line() | Path():
            points = mark.points if isinstance(mark, Path) else (mark.start, mark.end)
            dashes = DASHES.get(mark.style)
            yield {
                "mark": "line",
                "points": points,
                "line": color(mark.color),
                "weight": mark.weight * scale,
                "dashes": dashes,
            }
        case TextLine() if mark.text:
            pieces = list(runs_of(mark, brand))
            at = [mark.x, mark.y + mark.points / 72 * BASELINE]
            font = font_of(mark, brand, *pieces[0])
            yield {"mark": "text", "at": at, "text": "".join(text for _, text in pieces), "size": mark.points * scale,
                   "color": color(mark.color), "align": mark.align, "font": font.get_file() or ""}  # fmt: skip


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
