"""WordprocessingML as text: runs, paragraphs and tables built as strings and parsed once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from xml.sax.saxutils import escape

from briefgen.frozen import frozen
from briefgen.ooxml.direction import only_rightwards, set_apart
from briefgen.values.signs import EMBEDDED, ENDED, without_marks

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())

_RTL_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RTL = re.compile(f"({EMBEDDED}\\()?[{_RTL_LETTERS}](?:[^\\W\\dA-Za-z]|[ {_RTL_LETTERS}])*(?<! )(?(1)\\){ENDED}|)")
_BREAKS = re.compile(r"([\n\t])")


@cache
def qn(name: str) -> str:
    """A name with its prefix as parsed XML has it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def twips(inches: float) -> int:
    """Inches in twentieths of a point."""
    return round(inches * 1440)


def quoted(text: str) -> str:
    """Text for an attribute in double quotes."""
    return escape(text, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


# --- runs --------------------------------------------------------------------------------------------------


@frozen
class Border:
    """A line: its colour, width in points, kind (Word's name) and distance to the text in points."""

    color: str
    points: float = 0.5
    kind: str = "single"
    space: int = 0

    def xml(self, side: str) -> str:
        """The border as element `side`."""
        size = max(2, round(self.points * 8))
        return f'<w:{side} w:val="{self.kind}" w:sz="{size}" w:space="{self.space}" w:color="{self.color}"/>'


@frozen
class RunFormat:
    """Direct formatting of a run; what is not set comes from its styles."""

    style: str = ""
    bold: bool | None = None
    italic: bool | None = None
    color: str = ""
    size: float = 0.0
    fill: str = ""
    border: Border | None = None

    def xml(self, *, rtl: bool = False) -> str:
        """The run properties in the order of the schema."""
        size = round(self.size * 2)
        parts = (
            f'<w:rStyle w:val="{self.style}"/>' if self.style else "",
            _toggle("b", self.bold),
            _toggle("i", self.italic),
            f'<w:color w:val="{self.color}"/>' if self.color else "",
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "",
            self.border.xml("bdr") if self.border else "",
            shading(self.fill),
            "<w:rtl/>" if rtl else "",
        )
        inner = "".join(parts)
        return f"<w:rPr>{inner}</w:rPr>" if inner else ""


_BARE = RunFormat()


def _toggle(name: str, value: bool | None) -> str:
    if value is None:
        return ""
    return f"<w:{name}/><w:{name}Cs/>" if value else f'<w:{name} w:val="0"/><w:{name}Cs w:val="0"/>'


def run(text: str, form: RunFormat = _BARE) -> str:
    """Text as runs; stretches of Arabic or Hebrew become right-to-left runs of their own."""
    parts: list[str] = []
    start, text = 0, set_apart(text)
    for match in _RTL.finditer(text):
        parts += [_one_run(text[start : match.start()], form, rtl=False), _one_run(match.group(), form, rtl=True)]
        start = match.end()
    return "".join([*parts, _one_run(text[start:], form, rtl=False)])


def _one_run(text: str, form: RunFormat, *, rtl: bool) -> str:
    if not text:
        return ""
    pieces = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    content = "".join(pieces.get(piece) or _text(piece) for piece in _BREAKS.split(text) if piece)
    return f"<w:r>{form.xml(rtl=rtl)}{content}</w:r>"


def _text(text: str) -> str:
    read = without_marks(text)
    space = ' xml:space="preserve"' if read != read.strip() or "  " in read else ""
    return f"<w:t{space}>{escape(text, {chr(13): '&#13;'})}</w:t>"


def field_runs(instruction: str, cached: str, form: RunFormat = _BARE) -> str:
    """A field with the result it shows until it is updated."""
    properties = form.xml()
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(cached, form)}<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(name: str, number: int, content: str) -> str:
    """Content that links can point to."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def internal_link(anchor: str, content: str) -> str:
    """A link to a bookmark of the same document."""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{content}</w:hyperlink>'


def external_link(relation: str, content: str) -> str:
    """A link to a web address, by relationship id."""
    return f'<w:hyperlink r:id="{relation}" w:history="1">{content}</w:hyperlink>'


def inline_picture(number: int, name: str, file: str, key: str, alt: str, size: tuple[float, float]) -> str:
    """A picture that stands in its line, by relationship id; its size in inches."""
    extent = f'cx="{round(size[0] * 914_400)}" cy="{round(size[1] * 914_400)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{number}" name="{name}" descr="{quoted(alt)}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{file}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


# --- paragraphs --------------------------------------------------------------------------------------------


_FRAMED = '<w:framePr w:w="{}" w:hSpace="0" w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:x="{}" w:y="1"/>'


def paragraph(
    style: str,
    content: str,
    *,
    text: str = "",
    keep_next: bool = False,
    keep_lines: bool = False,
    break_before: bool | None = None,
    numbering: int = 0,
    tabs: Sequence[tuple[str, float]] = (),
    align: str = "",
    extra: str = "",
    frame: tuple[float, float] | None = None,
) -> str:
    """A paragraph in a style (by id). `text` is its plain text: a foreign name turns no sentence; `extra` are
    properties between tabs and alignment (spacing, indents), or the outline level where no alignment is given. One in a
    `frame`, which begins so many inches from the left margin and is so many wide, stands level with what follows."""
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>' if numbering else ""
    parts = (
        f'<w:pStyle w:val="{style}"/>',
        "<w:keepNext/>" if keep_next else "",
        "<w:keepLines/>" if keep_lines else "",
        page_break_before(break_before),
        _FRAMED.format(twips(frame[1]), twips(frame[0])) if frame else "",
        number,
        tab_stops(tabs),
        "<w:bidi/>" if only_rightwards(text) and not tabs and not numbering else "",
        extra,
        f'<w:jc w:val="{align}"/>' if align in ("right", "center") else "",
    )
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{content}</w:p>"


def page_break_before(value: bool | None) -> str:
    """Start the paragraph on a new page, or (False) not even if its style says so."""
    if value is None:
        return ""
    return "<w:pageBreakBefore/>" if value else '<w:pageBreakBefore w:val="0"/>'


def tab_stops(tabs: Sequence[tuple[str, float]]) -> str:
    """Tab stops as kind and position in inches."""
    stops = "".join(f'<w:tab w:val="{kind}" w:pos="{twips(at)}"/>' for kind, at in tabs)
    return f"<w:tabs>{stops}</w:tabs>" if stops else ""


def shading(fill: str) -> str:
    """A plain fill."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""


# --- tables ------------------------------------------------------------------------------------------------


_NO_MARGINS = (0.0, 0.0, 0.0, 0.0)
"""Margins of cells in a table that names no style, whatever those of a company's template are."""
_FLOATING = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="text" w:horzAnchor="margin"'
    ' w:tblpX="{}" w:tblpY="1"/><w:tblOverlap w:val="never"/>'
)


def table(
    widths: Sequence[float],
    rows: Iterable[str],
    *,
    style: str = "",
    look: str = "0000",
    borders: str = "",
    margins: tuple[float, float, float, float] | None = None,
    description: str = "",
    beside: float = 0.0,
) -> str:
    """A table of fixed layout; widths in inches, margins (top, left, bottom, right) in points. One that stands
    `beside` the text begins so many inches from the left margin, level with the paragraph that follows."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    parts = (
        f'<w:tblStyle w:val="{style}"/>' if style else "",
        _FLOATING.format(twips(beside)) if beside else "",
        f'<w:tblW w:w="{sum(map(twips, widths))}" w:type="dxa"/>',
        '<w:tblInd w:w="0" w:type="dxa"/>',
        f"<w:tblBorders>{borders}</w:tblBorders>" if borders else "",
        '<w:tblLayout w:type="fixed"/>',
        _margins("tblCellMar", margins if style else margins or _NO_MARGINS),
        f'<w:tblLook w:val="{look}"/>',
        f'<w:tblDescription w:val="{quoted(description)}"/>' if description else "",
    )
    return f"<w:tbl><w:tblPr>{''.join(parts)}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(cells: Iterable[str], *, header: bool = False) -> str:
    """A row that no page break splits; a header row repeats on every page."""
    repeat = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def cell(
    width: float,
    content: str,
    *,
    span: int = 1,
    fill: str = "",
    borders: Mapping[str, Border] | None = None,
    margins: tuple[float, float, float, float] | None = None,
    align: str = "center",
) -> str:
    """A table cell; `borders` by side, `align` is vertical."""
    sides = "".join((borders or {})[side].xml(side) for side in _SIDES if side in (borders or {}))
    parts = (
        f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>',
        f'<w:gridSpan w:val="{span}"/>' if span > 1 else "",
        f"<w:tcBorders>{sides}</w:tcBorders>" if sides else "",
        shading(fill),
        _margins("tcMar", margins),
        f'<w:vAlign w:val="{align}"/>',
    )
    return f"<w:tc><w:tcPr>{''.join(parts)}</w:tcPr>{content}</w:tc>"


_SIDES = ("top", "left", "bottom", "right")


def _margins(name: str, points: tuple[float, float, float, float] | None) -> str:
    if points is None:
        return ""
    sides = "".join(
        f'<w:{side} w:w="{round(size * 20)}" w:type="dxa"/>' for side, size in zip(_SIDES, points, strict=True)
    )
    return f"<w:{name}>{sides}</w:{name}>"
