"""DrawingML by hand: colours, lines, paragraphs, boxes and tables as XML, for slides and layouts alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from briefgen.brand.brand import Brand
from briefgen.deck.shapes import Anchor, Box, Grid, GridCell, GridRow, Para, Rule, Run, Stroke
from briefgen.deck.text import BULLET_INDENT
from briefgen.frozen import frozen
from briefgen.ooxml.direction import set_apart
from briefgen.ooxml.marks import CLOSING, OPENING
from briefgen.values.cjk import east_asian_language
from briefgen.values.facts import Content, Fact, Role

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
SCHEME = {
    "ink": "tx1", "white": "bg1", "navy": "tx2", "mist": "bg2", "blue": "accent1",
    "slate": "accent2", "teal": "accent3", "plum": "accent4", "moss": "accent5", "amber": "accent6",
}  # fmt: skip
"""Tokens that are colours of the theme."""
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
SIDES = {"left": "l", "right": "r", "center": "ctr"}
ANCHORS = {"top": "t", "middle": "ctr", "bottom": "b"}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

_EAST_ASIAN = re.compile(
    f"((?:{OPENING})*[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]+"
    f"{CLOSING}*)"
)
"""East Asian signs, with the marks of values that begin or end at them."""
LinkXml = Callable[[Run], str]


@frozen
class Pen:
    """What text is written with: the brand, the language, how a run's link is spelled on this slide, how text that
    states a fact is marked, the typeface where it is not that of the theme, and the colour of bullets."""

    brand: Brand
    language: str
    link: LinkXml = lambda run: ""
    mark: Callable[[str, Fact | None, Role, Content | None], str] = lambda text, *_: text
    face: str = ""
    accent: str = "blue"


def emu(inches: float) -> int:
    """Inches as English Metric Units."""
    return round(inches * 914_400)


def clean(text: str) -> str:
    """Text as XML allows it."""
    return escape(_UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def color(token: str, brand: Brand) -> str:
    """A colour of the theme, or its digits."""
    if token in SCHEME and brand.themed:
        return f'<a:schemeClr val="{SCHEME[token]}"/>'
    return f'<a:srgbClr val="{brand.color(token)}"/>'


def fill(token: str, brand: Brand) -> str:
    """A solid fill, or none."""
    return f"<a:solidFill>{color(token, brand)}</a:solidFill>" if token else "<a:noFill/>"


def line(stroke: Stroke | None, brand: Brand, tag: str = "ln") -> str:
    """An outline or a cell border, or none."""
    if stroke is None:
        return f"<a:{tag}><a:noFill/></a:{tag}>"
    dash = '<a:prstDash val="dash"/>' if stroke.dashed else '<a:prstDash val="solid"/>'
    return f'<a:{tag} w="{round(stroke.points * 12_700)}">{fill(stroke.color, brand)}{dash}</a:{tag}>'


def frame(box: Box, tag: str = "a") -> str:
    """Position and size."""
    return (
        f'<{tag}:xfrm><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{emu(box.w)}" cy="{emu(box.h)}"/></{tag}:xfrm>'
    )


def names(number: int, name: str, *, decorative: bool = False, descr: str = "", click: str = "") -> str:
    """The id, name and alt text of a shape."""
    inner = click + (DECORATIVE if decorative else "")
    alt = f" descr={quoteattr(_UNPRINTABLE.sub('', descr))}" if descr or decorative else ""
    return f'<p:cNvPr id="{number}" name={quoteattr(name)}{alt}>{inner}</p:cNvPr>'


# --- text --------------------------------------------------------------------------------------------------


def language_of(text: str, default: str) -> str:
    """The language of a run by its script."""
    return (not text.isascii() and east_asian_language(text)) or default


def run_properties(run: Run, size: float, pen: Pen, tag: str = "a:rPr", language: str = "") -> str:
    """Size, weight, colour, language and link of a run."""
    lang = language or language_of(run.text, pen.language)
    within = run.cites or run.url.startswith("#")
    kind = "none" if within else "sng" if run.url else ""
    look = _look(
        run.color, size, lang, pen.brand, pen.language, pen.face,
        bold=run.bold, italic=run.italic, raised=run.superscript, underlined=kind,
    )  # fmt: skip
    return f"<{tag} {look}{pen.link(run) if kind else ''}</{tag}>"


@lru_cache(maxsize=4_096)
def _look(
    token: str,
    size: float,
    language: str,
    brand: Brand,
    usual: str,
    face: str,
    *,
    bold: bool,
    italic: bool,
    raised: bool,
    underlined: str,
) -> str:
    """The attributes of a run, and what stands before its link."""
    flags = (' b="1"' if bold else ' b="0"') + (' i="1"' if italic else "")
    flags += ' baseline="30000"' if raised else ""
    flags += f' u="{underlined}"' if underlined else ""
    flags += "" if brand.themed else ' cap="none" spc="0"' + ("" if italic else ' i="0"')
    latin = f"<a:latin typeface={quoteattr(face)}/>" if face else ""
    body = fill(token, brand) + latin + _east_asian(language, brand, usual)
    return f'lang="{language}" sz="{round(size * 100)}"{flags} dirty="0">{body}'


def _east_asian(language: str, brand: Brand, usual: str) -> str:
    """The typeface of Chinese, Japanese and Korean signs, where the theme's is not the right one."""
    if language == usual or language[:2] not in {"zh", "ja", "ko"}:
        return ""
    face = brand.east_asian_for(language)
    return f"<a:ea typeface={quoteattr(face)}/>" if face != brand.east_asian or not brand.themed else ""


def paragraph(para: Para, pen: Pen) -> str:
    """A paragraph with exact line spacing."""
    if para.heading and pen.brand.headings and not pen.face:
        pen = replace(pen, face="+mj-lt")
    indent = emu(BULLET_INDENT)
    left, right = (emu(para.spare / 2),) * 2 if para.align == "center" else (0, emu(para.spare))
    margins = f' marL="{indent}" indent="-{indent}"' if para.bullet else f' marL="{left}" indent="0"'
    margins += f' marR="{right}"'  # said of each: some programs carry it on to the next paragraph
    spacing = (
        f'<a:lnSpc><a:spcPts val="{round(para.line * 100)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(para.before * 100)}"/></a:spcBef>'
        '<a:spcAft><a:spcPts val="0"/></a:spcAft>'
    )
    properties = f'<a:pPr algn="{SIDES[para.align]}"{margins}>{spacing}{_bullet(para, pen)}</a:pPr>'
    end = f'<a:endParaRPr lang="{pen.language}" sz="{round(para.size * 100)}" dirty="0"/>'
    return f"<a:p>{properties}{''.join(_run(run, para.size, pen) for run in _spaced(para.runs))}{end}</a:p>"


def _spaced(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs, the space behind a source mark apart in its colour: some programs give a linked mark the colour of the
    run that follows it."""
    mark: Run | None = None
    for run in runs:
        if mark and run.text[:1] == " " and run.text != " " and run.fact is None:
            yield Run(" ", mark.color)
            yield replace(run, text=run.text[1:])
        elif mark and run.text == " ":
            yield replace(run, color=mark.color)
        else:
            yield run
        mark = run if run.cites else None


def _bullet(para: Para, pen: Pen) -> str:
    if not para.bullet:
        return "<a:buNone/>"
    paint = f"<a:buClr>{color(pen.accent, pen.brand)}</a:buClr>"
    if para.bullet.isdigit():
        return f'{paint}<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod" startAt="{para.bullet}"/>'
    return f'{paint}<a:buSzPct val="60000"/><a:buFont typeface="Arial"/><a:buChar char="{para.bullet}"/>'


def _run(run: Run, size: float, pen: Pen) -> str:
    """Text in its own language; East Asian signs and other words become runs of their own."""
    text = set_apart(pen.mark(run.text, run.fact, run.role, run.content))
    language = language_of(run.text, "")
    if not language:
        return _plain_run(run, text, size, pen, pen.language)
    parts = [part for part in _EAST_ASIAN.split(text) if part]
    return "".join(
        _plain_run(run, part, size, pen, language if _EAST_ASIAN.match(part) else pen.language) for part in parts
    )


def _plain_run(run: Run, text: str, size: float, pen: Pen, language: str) -> str:
    properties = run_properties(run, size, pen, language=language)
    if "\n" not in text:
        return f"<a:r>{properties}<a:t>{clean(text)}</a:t></a:r>" if text else ""
    texts = [f"<a:r>{properties}<a:t>{clean(part)}</a:t></a:r>" if part else "" for part in text.split("\n")]
    within = run_properties(replace(run, text=text, url="", cites=False), size, pen)
    return f"<a:br>{within}</a:br>".join(texts)


def text_body(
    paras: Iterable[Para],
    pen: Pen,
    anchor: Anchor,
    inset: tuple[float, float],
    tag: str = "p",
    *,
    own: bool = True,
    ragged: float = 0.0,
) -> str:
    """The text of a shape: fixed insets, wrapped, never fitted by the program; or not its `own` but a template's."""
    x, y, right = emu(inset[0]), emu(inset[1]), emu(inset[0] + ragged)
    body = "".join(paragraph(para, pen) for para in paras) or "<a:p/>"
    if not own:
        return f"<{tag}:txBody><a:bodyPr><a:noAutofit/></a:bodyPr><a:lstStyle/>{body}</{tag}:txBody>"
    return (
        f'<{tag}:txBody><a:bodyPr wrap="square" lIns="{x}" tIns="{y}" rIns="{right}" bIns="{y}" '
        f'anchor="{ANCHORS[anchor]}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{body}</{tag}:txBody>'
    )


# --- shapes ------------------------------------------------------------------------------------------------


def geometry(box: Box, *, rounded: bool = False) -> str:
    """A rectangle, or one with corners of 0.05 in."""
    if not rounded:
        return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    adjust = round(0.05 / max(min(box.w, box.h), 0.1) * 100_000)
    return f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {adjust}"/></a:avLst></a:prstGeom>'


def rectangle(
    number: int, name: str, box: Box, token: str, stroke: Stroke | None, brand: Brand, *, rounded: bool = False
) -> str:
    """A decorative rectangle."""
    return (
        f"<p:sp {NAMESPACES}><p:nvSpPr>{names(number, name, decorative=True)}<p:cNvSpPr/>"
        f"<p:nvPr/></p:nvSpPr><p:spPr>{frame(box)}{geometry(box, rounded=rounded)}{fill(token, brand)}"
        f'{line(stroke, brand)}</p:spPr><p:txBody><a:bodyPr rtlCol="0" anchor="ctr"/><a:lstStyle/>'
        "<a:p><a:endParaRPr/></a:p></p:txBody></p:sp>"
    )


def straight(number: int, rule: Rule, brand: Brand) -> str:
    """A decorative line."""
    return (
        f"<p:cxnSp {NAMESPACES}><p:nvCxnSpPr>{names(number, f'Rule {number}', decorative=True)}<p:cNvCxnSpPr/>"
        f"<p:nvPr/></p:nvCxnSpPr><p:spPr>{frame(rule.box)}"
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{line(rule.stroke, brand)}</p:spPr></p:cxnSp>'
    )


def table(number: int, grid: Grid, pen: Pen, holder: str) -> str:
    """A table with its own borders and no style."""
    first = ' firstRow="1"' if grid.headed else ' firstCol="1"'
    columns = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in grid.widths)
    flush = _is_flush(grid)
    rows = "".join(f'<a:tr h="{emu(row.height)}">{_cells(row, grid, pen, flush)}</a:tr>' for row in grid.rows)
    return (
        f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr>{names(number, f'{grid.name} {number}')}"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f"<p:nvPr>{holder}</p:nvPr></p:nvGraphicFramePr>{frame(grid.box, 'p')}<a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        f"<a:tblPr{first}><a:tableStyleId>{NO_STYLE}</a:tableStyleId></a:tblPr>"
        f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _is_flush(grid: Grid) -> tuple[bool, bool]:
    """Whether the words of the first and of the last column stand at the edges of the table, as what stands above and
    below it does: nothing there is filled, and the last column is set at the right."""
    ends = [(row.cells[0], row.cells[-1]) for row in grid.rows]
    first = not any(cell.fill for cell, _ in ends)
    return first, not any(cell.fill or cell.para.align != "right" for _, cell in ends)


def _cells(row: GridRow, grid: Grid, pen: Pen, flush: tuple[bool, bool]) -> str:
    if not row.merged:
        last = len(row.cells) - 1
        edges = ((flush[0] and not at, flush[1] and at == last) for at in range(last + 1))
        return "".join(_cell(cell, grid.inset, pen, flush=edge) for cell, edge in zip(row.cells, edges, strict=True))
    columns = len(grid.widths)
    blank = [GridCell(Para((), one.para.size), one.fill, one.below) for one in row.cells]
    covered = "".join(_cell(cell, grid.inset, pen, ' hMerge="1"') for cell in blank)
    return _cell(row.cells[0], grid.inset, pen, f' gridSpan="{columns}"') + covered * (columns - 1)


_NO_LINES = "".join(f"<a:{side}><a:noFill/></a:{side}>" for side in ("lnL", "lnR", "lnT"))


def _cell(
    cell: GridCell, inset: tuple[float, float], pen: Pen, span: str = "", flush: tuple[bool, bool] = (False, False)
) -> str:
    """A cell, without a margin at its left or right where it is flush; lines that are shorter end at its own margin,
    which programs heed where they pass over a paragraph's."""
    brand = pen.brand
    x, y = map(emu, inset)
    left, right = 0 if flush[0] else x, (0 if flush[1] else x) + emu(cell.para.spare)
    para = replace(cell.para, spare=0.0) if cell.para.spare else cell.para
    return (
        f"<a:tc{span}><a:txBody><a:bodyPr/><a:lstStyle/>{paragraph(para, pen)}</a:txBody>"
        f'<a:tcPr marL="{left}" marR="{right}" marT="{y}" marB="{y}" anchor="ctr">'
        f"{_NO_LINES}{line(cell.below, brand, 'lnB')}{fill(cell.fill, brand)}</a:tcPr></a:tc>"
    )
