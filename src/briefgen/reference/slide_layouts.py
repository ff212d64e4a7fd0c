"""The named slide layouts: placeholders where DESIGN puts them, and the brand's bars, rules and stripes."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.brand.brand import Brand
from briefgen.deck import front
from briefgen.deck import grid as s
from briefgen.deck.layouts import MEDICAL, SLOTS
from briefgen.deck.scale import BODY, DENSE, DISPLAY, FIGURE, HERO, LARGE, SMALL, TITLE, line_height
from briefgen.deck.shapes import Anchor, Box, Rule, Stroke
from briefgen.frozen import frozen
from briefgen.ooxml.drawingml import ANCHORS, NAMESPACES, SIDES, emu, fill, frame, names, rectangle, straight

FOOTER, FOOTER_RIGHT, FOOTER_NUMBER = (
    Box(0.6, 7.09, 6.0, 0.18),
    Box(6.8, 7.09, 5.33, 0.18),
    Box(12.233, 7.09, 0.5, 0.18),
)
MEDICAL_FOOTER, MEDICAL_RIGHT = Box(0.6, 7.12, 7.0, 0.26), Box(7.7, 7.13, 4.43, 0.26)
MEDICAL_NUMBER = Box(12.233, 7.13, 0.5, 0.26)
FOOTER_SLOT, PAGE_SLOT = 11, 12
BODY_BOX = Box(s.LEFT, s.BODY_TOP, s.WIDTH, 4.3)
PICTURES = {
    "Chart": Box(0.6, 1.72, 12.133, 4.45),
    "Chart and Text": Box(0.6, 1.72, 8.03, 4.58),
    "Chart and Three Texts": Box(0.6, 1.72, 12.133, 2.55),
}
TEXTS = {
    "Chart and Text": (Box(9.11, 1.9, 3.443, 4.28),),
    "Chart and Three Texts": tuple(Box(x, 5.02, 3.911, 1.3) for x in (0.6, 4.711, 8.822)),
    "Text": (Box(0.6, 1.5, 12.133, 4.8),),
    "Two Content": (Box(0.6, 1.5, 5.9, 4.8), Box(6.833, 1.5, 5.9, 4.8)),
    "Three Content": tuple(Box(x, 1.5, 3.911, 4.8) for x in (0.6, 4.711, 8.822)),
    "Cards": (Box(0.6, 3.98, 5.9, 2.32), Box(6.833, 3.98, 5.9, 2.32)),
    "Statement": tuple(Box(x, 1.62, 3.911, 4.6) for x in (0.6, 4.711, 8.822)),
}
SECTION_STRIPES = (
    12.283,
    (("phase_4", 0.35), ("phase_3", 0.27), ("phase_2", 0.20), ("phase_1", 0.14), ("phase_0", 0.09)),
)


@frozen
class Slot:
    """A placeholder of a layout: its kind and idx, where it stands and how its text looks."""

    name: str
    kind: str
    idx: int
    box: Box
    points: float
    color: str = "ink"
    bold: bool = False
    anchor: Anchor = "top"
    align: str = "left"
    prompt: str = "Text"


def layout_names() -> list[str]:
    """Every layout of the brand's template, investor and medical."""
    return [*SLOTS, *(name + MEDICAL for name in SLOTS)]


def layout_xml(name: str, brand: Brand) -> str:
    """One layout as XML."""
    base, medical = name.removesuffix(MEDICAL), name.endswith(MEDICAL)
    shapes = list(_decoration(base, medical, brand))
    number = len(shapes) + 2
    for offset, holder in enumerate(_holders(base, medical)):
        shapes.append(holder_xml(number + offset, holder, brand))
    bare = ' showMasterSp="0"' if brand.logo and base in {"Cover", "Section"} else ""
    back = f"<p:bg><p:bgPr>{fill('navy', brand)}<a:effectLst/></p:bgPr></p:bg>" if base == "Section" else ""
    return (
        f'<p:sldLayout {NAMESPACES}{bare} preserve="1" userDrawn="1"><p:cSld name="{name}">{back}'
        f"<p:spTree>{TREE}{''.join(shapes)}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


def holder_xml(number: int, holder: Slot, brand: Brand) -> str:
    """A placeholder as XML, its look in the list style so that typed text follows it."""
    kind = f' type="{holder.kind}"' if holder.kind else ""
    idx = f' idx="{holder.idx}"' if holder.idx else ""
    quarter = ' sz="quarter"' if holder.kind in {"body", "pic", "tbl", "ftr", "sldNum"} else ""
    look = (
        f'<a:lvl1pPr marL="0" indent="0" algn="{SIDES[holder.align]}"><a:lnSpc>'
        f'<a:spcPts val="{round(line_height(holder.points) * 100)}"/></a:lnSpc>'
        '<a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f'<a:buNone/><a:defRPr sz="{round(holder.points * 100)}" b="{int(holder.bold)}">{fill(holder.color, brand)}'
        "</a:defRPr></a:lvl1pPr>"
    )
    text = holder.prompt
    run = f'<a:r><a:rPr lang="en-GB"/><a:t>{text}</a:t></a:r>'
    if holder.kind == "sldNum":
        run = (
            '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-GB"/>'
            "<a:t>‹#›</a:t></a:fld>"
        )
    elif holder.kind == "ftr":
        run = ""
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr>{names(number, holder.name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{kind}{quarter}{idx}/></p:nvPr></p:nvSpPr><p:spPr>{frame(holder.box)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
        f'anchor="{ANCHORS[holder.anchor]}"><a:noAutofit/></a:bodyPr><a:lstStyle>{look}</a:lstStyle>'
        f'<a:p>{run}<a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>'
    )


# --- placeholders ------------------------------------------------------------------------------------------


def _holders(base: str, medical: bool) -> Iterator[Slot]:
    if base == "Cover":
        yield Slot("Title", "ctrTitle", 0, front.COVER_TITLE, HERO, "white", True, "bottom", prompt="Title")
        yield Slot("Subtitle", "subTitle", 13, front.COVER_LINES, TITLE, "phase_1", prompt="Subject")
        yield Slot("Notice", "body", s.LINES_SLOT, front.COVER_POINTER, SMALL, "phase_1", prompt="Notice")
    elif base == "Section":
        yield Slot("Title", "title", 0, front.SECTION_TITLE, FIGURE, "white", True, prompt="Chapter")
        yield Slot("Number", "body", s.NUMBER_SLOT, front.SECTION_NUMBER, HERO, "phase_2", True, "bottom", prompt="1")
        yield Slot("Lead", "body", s.LINES_SLOT, front.SECTION_TEXT, DISPLAY, "phase_1", prompt="Lead")
    else:
        yield from _content(base, medical)
    if medical or base not in {"Cover", "Section"}:
        yield from _footers(medical)


def _content(base: str, medical: bool) -> Iterator[Slot]:
    ink = "ink" if medical else "navy"
    yield Slot("Title", "title", 0, s.TITLE, TITLE, ink, True, prompt="The finding, with its limit")
    yield Slot("Subtitle", "body", s.SUBTITLE_SLOT, s.SUBTITLE, LARGE, "slate", prompt="Subtitle")
    main, _ = SLOTS[base]
    if main == "picture":
        yield Slot("Chart", "pic", s.MAIN_SLOT, PICTURES[base], BODY, "slate", prompt="Chart")
    elif main == "table":
        yield Slot("Table", "tbl", s.MAIN_SLOT, BODY_BOX, BODY, "slate", prompt="Table")
    points = LARGE if base in {"Text", "Two Content"} else BODY
    for slot, box in zip(s.TEXT_SLOTS, TEXTS.get(base, ()), strict=False):
        yield Slot(f"Text {slot - 20}", "body", slot, box, points)
    note = Box(s.LEFT, s.NOTE_TOP, s.WIDTH, round(s.NOTE_BOTTOM - s.NOTE_TOP, 3))
    yield Slot("Notes and sources", "body", s.SMALL_SLOT, note, SMALL, "slate", False, "bottom")


def _footers(medical: bool) -> Iterator[Slot]:
    if medical:
        yield Slot("Footer", "ftr", FOOTER_SLOT, MEDICAL_FOOTER, DENSE, "white", True, "middle")
        yield Slot("Footer right", "body", s.RIGHT_SLOT, MEDICAL_RIGHT, SMALL, "white", False, "middle", "right")
        yield Slot("Slide number", "sldNum", PAGE_SLOT, MEDICAL_NUMBER, SMALL, "white", True, "middle", "right")
        return
    yield Slot("Footer", "ftr", FOOTER_SLOT, FOOTER, SMALL, "slate", False, "middle")
    yield Slot("Footer right", "body", s.RIGHT_SLOT, FOOTER_RIGHT, SMALL, "slate", False, "middle", "right")
    yield Slot("Slide number", "sldNum", PAGE_SLOT, FOOTER_NUMBER, SMALL, "ink", True, "middle", "right")


# --- decoration --------------------------------------------------------------------------------------------


def _decoration(base: str, medical: bool, brand: Brand) -> Iterator[str]:
    dark = base in {"Cover", "Section"}
    number = 2
    if base == "Cover":
        yield rectangle(number, "Panel", Box(0.0, 0.0, front.PANEL, 7.5), "navy", None, brand)
        number += 1
    if dark:
        yield rectangle(number, "Brand bar", s.BAR, "phase_2", None, brand)
    if base == "Cover":
        number += 1
        yield straight(number, front.COVER_RULE, brand)
    if base == "Section":
        left, stripes = SECTION_STRIPES
        for token, width in stripes:
            number += 1
            yield rectangle(number, "Stripe", Box(round(left, 3), 0.0, width, 7.5), token, None, brand)
            left += width
    if medical:
        yield rectangle(number + 1, "Footer bar", Box(0.0, 7.0, 13.333, 0.5), "slate", None, brand)
    elif not dark:
        yield straight(number + 1, Rule(Box(0.6, 7.02, 12.133, 0.0), Stroke("rule", 0.75)), brand)


def slide_size() -> tuple[int, int]:
    """Width and height of a slide in EMU."""
    return emu(s.SLIDE[0]), emu(s.SLIDE[1])
