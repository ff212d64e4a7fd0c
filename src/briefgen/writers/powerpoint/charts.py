"""Editable charts and vector pictures on slides: their parts in the package, and how the slide shows them."""

from __future__ import annotations

from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part

from briefgen.charts.engine.series import ChartPanel, Inset
from briefgen.deck.shapes import Box
from briefgen.ooxml.drawingml import NAMESPACES, frame, names
from briefgen.writers.charts.editable import native_chart
from briefgen.writers.charts.text import CHART_TYPE, CHART_URI, SVG_TYPE, ChartLook, vector_extension
from briefgen.writers.charts.workbook import WORKBOOK_TYPE


def _add(holder: Any, name: str, kind: str, content: bytes, relation: str) -> tuple[str, Any]:
    """Put a new part into the package and relate a part to it; returns the key of the relation and the part."""
    part = Part(holder.package.next_partname(name), kind, holder.package, content)
    return holder.relate_to(part, relation), part


def chart_frame(slide: Any, number: int, panel: ChartPanel, box: Box, look: ChartLook) -> str:
    """A panel as a chart of the slide, inside the box of its figure."""
    chart, workbook = native_chart(panel, look)
    key, part = _add(slide, "/ppt/charts/chart%d.xml", CHART_TYPE, chart, RELATIONSHIP_TYPE.CHART)
    _add(part, "/ppt/embeddings/chart%d.xlsx", WORKBOOK_TYPE, workbook, RELATIONSHIP_TYPE.PACKAGE)
    return (
        f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr>{names(number, f'Chart {number}', descr=panel.said)}"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'{frame(inside(box, panel.place), "p")}<a:graphic><a:graphicData uri="{CHART_URI}">'
        f'<c:chart xmlns:c="{CHART_URI}" r:id="{key}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )


def inside(box: Box, share: Inset) -> Box:
    """The part of a box that shares name."""
    return Box(box.x + share.x * box.w, box.y + share.y * box.h, share.w * box.w, share.h * box.h)


def vector(slide: Any, svg: bytes) -> str:
    """The extension of a picture that shows the same as SVG where the program knows it."""
    key, _ = _add(slide, "/ppt/media/chart%d.svg", SVG_TYPE, svg, RELATIONSHIP_TYPE.IMAGE)
    return vector_extension(key)
