"""Editable charts and vector pictures in Word: their parts in the package, and how a paragraph shows them."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml

from briefgen.charts.engine.series import ChartPanel
from briefgen.ooxml.wordml import DECLARED, quoted
from briefgen.writers.charts.editable import native_chart
from briefgen.writers.charts.text import CHART_TYPE, CHART_URI, SVG_TYPE, ChartLook, vector_extension
from briefgen.writers.charts.workbook import WORKBOOK_TYPE

_EMU = 914400


def _add(holder: Any, name: str, kind: str, content: bytes, relation: str) -> tuple[str, Any]:
    """Put a new part into the package and relate a part to it; returns the key of the relation and the part."""
    part = Part(holder.package.next_partname(name), kind, content, holder.package)
    return holder.relate_to(part, relation), part


def chart_run(holder: Any, number: int, panel: ChartPanel, width: float, height: float, look: ChartLook) -> Any:
    """A run with a panel of a figure of that width and height as an inline chart."""
    chart, workbook = native_chart(panel, look)
    key, part = _add(holder, "/word/charts/chart%d.xml", CHART_TYPE, chart, RELATIONSHIP_TYPE.CHART)
    _add(part, "/word/embeddings/chart%d.xlsx", WORKBOOK_TYPE, workbook, RELATIONSHIP_TYPE.PACKAGE)
    across, down = int(panel.place.w * width * _EMU), int(panel.place.h * height * _EMU)
    return parse_xml(
        f'<w:r {DECLARED}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr="{quoted(panel.said)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{CHART_URI}"><c:chart xmlns:c="{CHART_URI}" r:id="{key}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def add_vector(holder: Any, blip: Any, svg: bytes) -> None:
    """Let a picture show the same as SVG where the program knows it."""
    key, _ = _add(holder, "/word/media/chart%d.svg", SVG_TYPE, svg, RELATIONSHIP_TYPE.IMAGE)
    extension = vector_extension(key).replace("<a:extLst>", f"<a:extLst {DECLARED}>", 1)
    blip.append(parse_xml(extension))
