"""Editable charts and vector pictures on slides: their parts in the package, and how the slide shows them."""

from __future__ import annotations

from pptx.opc.constants import RELATIONSHIP_TYPE

from briefgen.charts.engine.series import ChartPanel, Inset
from briefgen.deck.shapes import Box
from briefgen.ooxml.drawingml import NAMESPACES, frame, names
from briefgen.writers.charts.editable import native_chart
from briefgen.writers.charts.text import CHART_TYPE, CHART_URI, SVG_TYPE, ChartLook, vector_extension
from briefgen.writers.charts.workbook import WORKBOOK_TYPE
from briefgen.writers.powerpoint.parts import Part, SlideParts


def chart_frame(parts: SlideParts, slide: Part, number: int, panel: ChartPanel, box: Box, look: ChartLook) -> str:
    """A panel as a chart of the slide, inside the box of its figure."""
    chart, workbook = native_chart(panel, look)
    part = parts.add("ppt/charts/chart", "xml", CHART_TYPE, chart)
    key = slide.relate_to(RELATIONSHIP_TYPE.CHART, part.name)
    sheet = parts.add("ppt/embeddings/chart", "xlsx", WORKBOOK_TYPE, workbook)
    part.relate_to(RELATIONSHIP_TYPE.PACKAGE, sheet.name)
    return (
        f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr>{names(number, f'Chart {number}', descr=panel.said)}"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'{frame(inside(box, panel.place), "p")}<a:graphic><a:graphicData uri="{CHART_URI}">'
        f'<c:chart xmlns:c="{CHART_URI}" r:id="{key}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )


def inside(box: Box, share: Inset) -> Box:
    """The part of a box that shares name."""
    return Box(box.x + share.x * box.w, box.y + share.y * box.h, share.w * box.w, share.h * box.h)


def vector(parts: SlideParts, slide: Part, svg: bytes) -> str:
    """The extension of a picture that shows the same as SVG where the program knows it."""
    part = parts.add("ppt/media/chart", "svg", SVG_TYPE, svg)
    return vector_extension(slide.relate_to(RELATIONSHIP_TYPE.IMAGE, part.name))
