"""The named slide layouts: placeholders where DESIGN puts them, and the brand's bars, rules and stripes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.brand.brand import Brand
from briefgen.deck import front
from briefgen.deck import scale as s
from briefgen.deck.layouts import MEDICAL, SLOTS
from briefgen.deck.shapes import Anchor, Box, Rule, Stroke
from briefgen.ooxml.drawingml import ANCHORS, NAMESPACES, SIDES, emu, fill, frame, names, rectangle, straight

FOOTER, FOOTER_RIGHT, FOOTER_NUMBER = (
    Box(0.6, 7.06, 6.0, 0.24),
    Box(6.8, 7.06, 5.33, 0.24),
    Box(12.233, 7.06, 0.5, 0.24),
)
MEDICAL_FOOTER, MEDICAL_RIGHT = Box(0.6, 7.12, 7.0, 0.26), Box(7.7, 7.13, 4.43, 0.26)
MEDICAL_NUMBER = Box(12.233, 7.13, 0.5, 0.26)
FOOTER_SLOT, PAGE_SLOT = 11, 12
BODY = Box(s.LEFT, s.BODY_TOP, s.WIDTH, 4.3)
PICTURES = {
    "Chart": Box(0.6, 1.72, 12.133, 4.45),
    "Chart and Text": Box(0.6, 1.78, 7.6, 3.72),
    "Chart and Three Texts": Box(0.6, 1.72, 12.133, 2.55),
}
TEXTS = {
    "Chart and Text": (Box(8.95, 1.72, 3.783, 4.58),),
    "Chart and Three Texts": tuple(Box(x, 5.02, 3.911, 1.3) for x in (0.6, 4.711, 8.822)),
    "Text": (Box(0.6, 1.5, 12.133, 4.8),),
    "Two Content": (Box(0.6, 1.5, 5.966, 4.8), Box(6.767, 1.5, 5.966, 4.8)),
    "Three Content": tuple(Box(x, 1.5, 3.911, 4.8) for x in (0.6, 4.711, 8.822)),
    "Cards": (Box(0.6, 3.98, 5.966, 2.32), Box(6.767, 3.98, 5.966, 2.32)),
    "Statement": tuple(Box(x, 1.62, 3.911, 4.6) for x in (0.6, 4.711, 8.822)),
}
COVER_STRIPES = (8.75, (("phase_4", 1.42), ("phase_3", 1.08), ("phase_2", 0.82), ("phase_1", 0.58), ("phase_0", 0.683)))
SECTION_STRIPES = (
    12.283,
    (("phase_4", 0.35), ("phase_3", 0.27), ("phase_2", 0.20), ("phase_1", 0.14), ("phase_0", 0.09)),
)


@dataclass(frozen=True, slots=True)
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
    leading: float = 1.28
    align: str = "left"
    prompt: str = "Text"


def layout_names() -> list[str]:
    """Every layout of the brand's template, investor and medical."""
    return [*SLOTS, *(name + MEDICAL for name in SLOTS)]


def layout_xml(name: str, brand: Brand) -> str:
    """One layout as XML."""
    base, medical = name.removesuffix(MEDICAL), name.endswith(MEDICAL)
    dark = base in {"Cover", "Section"}
    shapes = list(_decoration(base, medical, brand))
    number = len(shapes) + 2
    for offset, holder in enumerate(_holders(base, medical)):
        shapes.append(holder_xml(number + offset, holder, brand))
    back = f"<p:bg><p:bgPr>{fill('navy', brand)}<a:effectLst/></p:bgPr></p:bg>" if dark else ""
    return (
        f'<p:sldLayout {NAMESPACES} preserve="1" userDrawn="1"><p:cSld name="{name}">{back}'
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
        f'<a:spcPts val="{round(holder.points * holder.leading * 100)}"/></a:lnSpc>'
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
        yield Slot("Title", "ctrTitle", 0, front.COVER_TITLE, 44, "white", True, "bottom", 1.12, prompt="Title")
        yield Slot("Subtitle", "subTitle", 13, front.COVER_LINES, 20, "phase_1", leading=1.45, prompt="Subject")
        yield Slot("Notice", "body", s.LINES_SLOT, front.COVER_POINTER, 11, "phase_1", prompt="Notice")
    elif base == "Section":
        yield Slot("Title", "title", 0, front.SECTION_TITLE, 36, "white", True, leading=1.12, prompt="Chapter")
        yield Slot(
            "Number", "body", s.NUMBER_SLOT, front.SECTION_NUMBER, 60, "phase_2", True, "bottom", 1.05, prompt="1"
        )
        yield Slot("Lead", "body", s.LINES_SLOT, front.SECTION_TEXT, 18, "phase_1", leading=1.3, prompt="Lead")
    else:
        yield from _content(base, medical)
    if medical or base not in {"Cover", "Section"}:
        yield from _footers(medical)


def _content(base: str, medical: bool) -> Iterator[Slot]:
    ink = "ink" if medical else "navy"
    yield Slot("Title", "title", 0, s.TITLE, 26, ink, True, "bottom", 1.12, prompt="The finding, with its limit")
    yield Slot("Subtitle", "body", s.SUBTITLE_SLOT, s.SUBTITLE, 14, "slate", leading=1.2, prompt="Subtitle")
    main, _ = SLOTS[base]
    if main == "picture":
        yield Slot("Chart", "pic", s.MAIN_SLOT, PICTURES[base], 12, "slate", prompt="Chart")
    elif main == "table":
        yield Slot("Table", "tbl", s.MAIN_SLOT, BODY, 12, "slate", prompt="Table")
    points = 14.5 if base in {"Text", "Cards", "Two Content"} else 12.5
    for slot, box in zip(s.TEXT_SLOTS, TEXTS.get(base, ()), strict=False):
        yield Slot(f"Text {slot - 20}", "body", slot, box, points)
    note = Box(s.LEFT, 6.42, s.WIDTH, 0.5)
    yield Slot("Notes and sources", "body", s.SMALL_SLOT, note, s.SMALL, "slate", False, "bottom", s.NOTE_LEADING)


def _footers(medical: bool) -> Iterator[Slot]:
    if medical:
        yield Slot("Footer", "ftr", FOOTER_SLOT, MEDICAL_FOOTER, 11, "white", True, "middle", 1.2)
        yield Slot("Footer right", "body", s.RIGHT_SLOT, MEDICAL_RIGHT, 9, "white", False, "middle", 1.2, "right")
        yield Slot("Slide number", "sldNum", PAGE_SLOT, MEDICAL_NUMBER, 9, "white", True, "middle", 1.2, "right")
        return
    yield Slot("Footer", "ftr", FOOTER_SLOT, FOOTER, 9, "slate", False, "middle", 1.2)
    yield Slot("Footer right", "body", s.RIGHT_SLOT, FOOTER_RIGHT, 9, "slate", False, "middle", 1.2, "right")
    yield Slot("Slide number", "sldNum", PAGE_SLOT, FOOTER_NUMBER, 9, "navy", True, "middle", 1.2, "right")


# --- decoration --------------------------------------------------------------------------------------------


def _decoration(base: str, medical: bool, brand: Brand) -> Iterator[str]:
    dark = base in {"Cover", "Section"}
    bar = Box(0.6, 0.0, 1.2, 0.09)
    number = 2
    yield rectangle(number, "Brand bar", bar, "phase_2" if dark else "slate" if medical else "blue", None, brand)
    if dark:
        left, stripes = COVER_STRIPES if base == "Cover" else SECTION_STRIPES
        for token, width in stripes:
            number += 1
            yield rectangle(number, "Stripe", Box(round(left, 3), 0.0, width, 7.5), token, None, brand)
            left += width
        if base == "Cover":
            number += 1
            yield straight(number, Rule(Box(0.6, 5.45, 7.6, 0.0), Stroke("phase_4", 1.0)), brand)
    if medical:
        yield rectangle(number + 1, "Footer bar", Box(0.0, 7.0, 13.333, 0.5), "slate", None, brand)
    elif not dark:
        yield straight(number + 1, Rule(Box(0.6, 7.0, 12.133, 0.0), Stroke("rule", 0.75)), brand)


def slide_size() -> tuple[int, int]:
    """Width and height of a slide in EMU."""
    return emu(s.SLIDE[0]), emu(s.SLIDE[1])
