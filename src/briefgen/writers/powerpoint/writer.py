"""PowerPoint: the deck's slides as real layouts, placeholders, tables, pictures and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, assert_never

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.coreprops import CorePropertiesPart

from briefgen import charts
from briefgen.brand.brand import Brand
from briefgen.deck.cut import cut_deck
from briefgen.deck.grid import RIGHT_SLOT, TITLE_SLOT
from briefgen.deck.layouts import IN_ANNEX
from briefgen.deck.shapes import Backdrop, Box, Deck, Grid, Para, Picture, Rule, Run, Shape, Slide, TextShape
from briefgen.document.allowance import over_budget
from briefgen.document.document import ChartFormat, Document
from briefgen.ooxml.drawingml import (
    NAMESPACES,
    Pen,
    fill,
    frame,
    geometry,
    line,
    names,
    paragraph,
    rectangle,
    run_properties,
    straight,
    table,
    text_body,
)
from briefgen.ooxml.marks import Marks
from briefgen.problems import Origin, Problem, ProblemsFoundError
from briefgen.reference.slide_corporate import (
    corporate_holders,
    foot_brand,
    footers,
    left_to_right,
    rescale,
    stands,
    title_brand,
)
from briefgen.reference.slide_layouts import FOOTER_SLOT, PAGE_SLOT
from briefgen.reference.slide_template import SlideTemplate, Surface, slide_template
from briefgen.reference.typefaces import drawn_with, own_faces
from briefgen.writers.ledgering import CORE, UNSIGNED, Marked, Written, finish
from briefgen.writers.powerpoint.parts import XML, Blank, Offered, Part, SlideParts, blank_of
from briefgen.writers.properties import in_property

if TYPE_CHECKING:
    from briefgen.charts.engine.canvas import Medium
    from briefgen.charts.engine.series import ChartPanel

PROGRAM = "briefgen"
SLIDE_JUMP = "ppaction://hlinksldjump"
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")
_SLIDE = (
    f'{XML}<p:sld {NAMESPACES}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
    "</p:nvGrpSpPr><p:grpSpPr/>{}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
)
_PAGE_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


def write_presentation(document: Document, brand: Brand) -> bytes:
    """The document as a .pptx; ProblemsFoundError if a text fits nowhere or the template lacks a layout."""
    return trace_presentation(document, brand).data


def trace_presentation(document: Document, brand: Brand) -> Written:
    """The document as a .pptx with its ledger."""
    return finish(mark_presentation(document, brand))


def mark_presentation(document: Document, brand: Brand) -> Marked:
    """The document as a .pptx, its values marked."""
    template = slide_template(brand)
    if template is None:
        deck = cut_deck(document, own_faces(brand))
    else:
        deck = cut_deck(document, template.brand, template.geometry)
    blank = blank_of(brand, template)
    layouts = _layouts(blank, deck, brand) if template is None else _corporate(blank, deck, template)
    parts = SlideParts(blank)
    slides = parts.add_slides([layouts[slide.layout] for slide in deck.slides])
    marks = Marks()
    for slide, target in zip(deck.slides, slides, strict=True):
        shown = brand if template is None else template.palette(slide.layout)
        layout = layouts[slide.layout]
        _Writer(deck, shown, target, layout, parts, marks, document.charts, template).write(slide)
    warnings = tuple(over_budget(document, "slide", deck.main, deck.chapters))
    written = parts.written()
    return Marked(written | {CORE: _properties(written[CORE], deck)}, marks, document, warnings)


def _layouts(blank: Blank, deck: Deck, brand: Brand) -> dict[str, Offered]:
    """The template's layouts by name, all that the deck needs."""
    found = {layout.name: layout for layout in blank.layouts if layout.first}
    lacking = sorted({slide.layout for slide in deck.slides} - set(found))
    if lacking:
        message = f"reference.pptx of '{brand.name}' lacks the layout {', '.join(lacking)}"
        hint = f"it has {', '.join(sorted(found))}"
        raise ProblemsFoundError([Problem(Origin(f"{brand.folder}/reference.pptx"), "missing-layout", message, hint)])
    return found


def _corporate(blank: Blank, deck: Deck, template: SlideTemplate) -> dict[str, Offered]:
    """The layouts of a company's template under our names."""
    names = {slide.layout for slide in deck.slides}
    return {name: blank.layouts[template.surface(name).match.offer.index] for name in names}


def _properties(core: bytes, deck: Deck) -> bytes:
    """Title, subject, language and dates; the day is the document's, never the clock's."""
    kind: Any = CorePropertiesPart
    properties = kind.load(PackURI(f"/{CORE}"), CONTENT_TYPE.OPC_CORE_PROPERTIES, None, core)
    properties.title, properties.subject = in_property(deck.title), in_property(deck.subject)
    properties.author = properties.last_modified_by = PROGRAM
    properties.identifier = UNSIGNED
    properties.keywords = in_property(", ".join(deck.keywords))
    properties.language = deck.language
    properties.created = properties.modified = _midnight(deck.as_of)
    properties.revision = 1
    written: bytes = properties.blob
    return written


def _midnight(day: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), datetime.min.time())
    except ValueError:
        return datetime(1980, 1, 1)


@dataclass(slots=True)
class _Writer:
    """Writes one slide: counts its shape ids and relates its links and pictures."""

    deck: Deck
    brand: Brand
    target: Part
    layout: Offered
    parts: SlideParts
    marks: Marks
    charts: ChartFormat = "picture"
    template: SlideTemplate | None = None
    surface: Surface | None = None
    holders: dict[int, str] = field(default_factory=dict)
    standing: dict[int, str] = field(default_factory=dict)
    clicks: dict[int, str] = field(default_factory=dict)
    """What leads to each slide that a link of this one leads to."""
    number: int = 1

    def write(self, slide: Slide) -> None:
        """Put the deck's shapes on the empty slide, and what is spoken into its notes; in a company's template, where
        one layout stands for several of ours, the slide bears the name of ours, behind that of the annex in it."""
        if self.template is not None:
            self.surface = self.template.surface(slide.layout)
        found = corporate_holders(self.surface) if self.surface else self.layout.placeholders
        for slot, holder, place in found:
            self.holders[slot], self.standing[slot] = holder, place
        self.target.content = _SLIDE.format("".join(self._all(slide)).replace(f" {NAMESPACES}", "")).encode()
        if self.template is not None:
            tree = parse_xml(self.target.content)
            tree.cSld.set("name", f"{IN_ANNEX if slide.number > self.deck.main else ''}{slide.layout}")
            rescale(tree, self.template.scale)
            left_to_right(tree)
            self.target.content = serialize_part_xml(tree)
        if slide.spoken:
            words = "".join(self.marks.value(run.text, run.fact, run.role, run.content) for run in slide.spoken)
            self.parts.add_notes(self.target, _spoken(words))

    def _all(self, slide: Slide) -> Iterator[str]:
        pen = self._pen(slide.number)
        if self.surface is not None:
            pen = replace(pen, brand=title_brand(self.brand, self.surface), face="")
        yield self._words(slide.title, pen, held=TITLE_SLOT)
        if self.surface is not None and self.surface.plate:
            box, color = self.surface.plate
            yield rectangle(self._next(), "Plate", box, "white", None, self.brand.recolored(white=color))
        for shape in slide.shapes:
            yield from self._shape(shape, slide.number)
        if slide.footer:
            yield from self._footer(slide)

    def _shape(self, shape: Shape, slide: int) -> Iterator[str]:
        match shape:
            case TextShape():
                yield self._words(shape, self._pen(slide), held=shape.slot if shape.slot != TITLE_SLOT else None)
            case Backdrop(box, token, stroke, rounded):
                number = self._next()
                yield rectangle(number, f"Backdrop {number}", box, token, stroke, self.brand, rounded=rounded)
            case Rule():
                yield straight(self._next(), shape, self.brand)
            case Grid():
                yield table(self._next(), shape, self._pen(slide), self._holder(shape.slot))
            case Picture():
                yield from self._figure(shape)
            case _:
                assert_never(shape)

    def _holder(self, slot: int) -> str:
        """The placeholder that a table or a picture fills; none for a shape of its own, never the title's."""
        return self.holders.get(slot, "") if slot != TITLE_SLOT else ""

    def _next(self) -> int:
        self.number += 1
        return self.number

    def _words(self, words: TextShape, pen: Pen, held: int | None) -> str:
        number = self._next()
        holder = self.holders.get(held, "") if held is not None else ""
        locks = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>' if holder else "<p:cNvSpPr/>"
        if not holder and not (words.fill or words.stroke):
            locks = '<p:cNvSpPr txBox="1"/>'
        shape = ""
        stays = stands(words, held, self.surface) if self.surface else self.standing.get(held or 0) == frame(words.box)
        own = not (stays and self.surface)
        if not holder or not stays:
            shape = frame(words.box) + geometry(words.box, rounded=words.rounded)
            if not (self.surface and held == TITLE_SLOT):
                shape += fill(words.fill, pen.brand) + line(words.stroke, pen.brand)
        if self.surface and held == TITLE_SLOT and self.surface.title_plate:
            shape += fill("white", self.brand.recolored(white=self.surface.title_plate))
        return (
            f"<p:sp {NAMESPACES}><p:nvSpPr>{names(number, f'{words.name} {number}', click=self._click(words.leads_to))}"
            f"{locks}<p:nvPr>{holder}</p:nvPr></p:nvSpPr><p:spPr>{shape}</p:spPr>"
            f"{text_body(words.paras, pen, words.anchor, words.inset, own=own, ragged=words.ragged)}</p:sp>"
        )

    def _figure(self, picture: Picture) -> Iterator[str]:
        """A chart as the document wants it: editable where its kind allows, else a picture."""
        brand = self.brand if self.surface is None else drawn_with(self.brand, self.surface.families[-1])
        box = picture.box
        medium: Medium = "slide"
        shown = (picture.chart, picture.numbers, box.w, box.h, brand, medium, self.deck.variant)
        if self.charts == "native" and (panels := charts.panels(*shown, self.deck.language)):
            yield from self._editable(picture, panels, brand)
            return
        drawn = partial(charts.draw, *shown, language=self.deck.language)
        more = self._vector(drawn(vector=True)) if self.charts == "svg" else ""
        yield self._picture(picture, drawn(), more)

    def _editable(self, picture: Picture, panels: tuple[ChartPanel, ...], brand: Brand) -> Iterator[str]:
        from briefgen.writers.charts.text import ChartLook  # most decks hold pictures alone
        from briefgen.writers.powerpoint.charts import chart_frame

        look = ChartLook(brand, self.deck.language, themed=True)
        for index, panel in enumerate(panels):
            shown = panel if index else panel.described(picture.alt)
            shown = shown.described(self.marks.figure(shown.said, charts.values(picture.chart, picture.numbers)))
            yield chart_frame(self.parts, self.target, self._next(), shown, picture.box, look)

    def _vector(self, image: bytes) -> str:
        from briefgen.writers.powerpoint.charts import vector

        return vector(self.parts, self.target, image)

    def _picture(self, picture: Picture, image: bytes, more: str) -> str:
        key = self.parts.add_picture(self.target, image)
        number = self._next()
        alt = self.marks.figure(picture.alt, charts.values(picture.chart, picture.numbers))
        return (
            f"<p:pic {NAMESPACES}><p:nvPicPr>{names(number, f'Chart {number}', descr=alt)}"
            '<p:cNvPicPr><a:picLocks noGrp="1" noChangeAspect="1"/></p:cNvPicPr>'
            f"<p:nvPr>{self._holder(picture.slot)}</p:nvPr></p:nvPicPr>"
            f'<p:blipFill><a:blip r:embed="{key}">{more}</a:blip><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
            f"<p:spPr>{frame(picture.box)}{geometry(picture.box)}</p:spPr></p:pic>"
        )

    def _footer(self, slide: Slide) -> Iterator[str]:
        """Footer left and right and the slide number, in the layout's own boxes."""
        pen = self._pen(slide.number)
        if self.surface is not None:
            yield from self._foot(slide, self.surface, pen)
            return
        left, right = slide.footer or ((), ())
        for name, slot, para in (("Footer", FOOTER_SLOT, left), ("Footer right", RIGHT_SLOT, right)):
            if isinstance(para, Para) and para.runs and slot in self.holders:
                yield self._held(name, slot, paragraph(para, pen))
        if PAGE_SLOT in self.holders:
            token = "white" if self.deck.variant == "medical" else "navy"
            text = _page(slide.number, token, pen)
            yield self._held("Slide number", PAGE_SLOT, f'<a:p><a:pPr algn="r"/>{text}</a:p>')

    def _foot(self, slide: Slide, surface: Surface, pen: Pen) -> Iterator[str]:
        """The same in a company's template."""
        for words in footers(slide, surface, self.brand):
            yield self._words(words, replace(pen, brand=foot_brand(self.brand, surface, words.box)), held=words.slot)
        box = surface.foot.number
        pen = replace(pen, brand=foot_brand(self.brand, surface, box))
        text = _page(slide.number, "slate", pen)
        plate = fill("white", pen.brand) if surface.plate_at(box, self.brand.color("slate")) else ""
        if PAGE_SLOT in self.holders:
            yield self._held("Slide number", PAGE_SLOT, f"<a:p>{text}</a:p>", fill=plate)
        else:
            yield self._held("Slide number", PAGE_SLOT, f'<a:p><a:pPr algn="r"/>{text}</a:p>', box, plate)

    def _held(self, name: str, slot: int, paragraphs: str, box: Box | None = None, fill: str = "") -> str:
        number = self._next()
        locks = '<p:cNvSpPr txBox="1"/>' if box else '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        body = '<a:bodyPr lIns="0" rIns="0" anchor="ctr"/>' if box else "<a:bodyPr/>"
        return (
            f"<p:sp {NAMESPACES}><p:nvSpPr>{names(number, f'{name} {number}')}"
            f"{locks}<p:nvPr>{'' if box else self.holders[slot]}</p:nvPr></p:nvSpPr>"
            f"<p:spPr>{frame(box) + geometry(box) if box else ''}{fill}</p:spPr>"
            f"<p:txBody>{body}<a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
        )

    # links

    def _pen(self, slide: int) -> Pen:
        face = self.surface.face if self.surface else ""
        accent = "slate" if self.deck.variant == "medical" else "blue"
        return Pen(self.brand, self.deck.language, lambda run: self._link(run, slide), self.marks.value, face, accent)

    def _link(self, run: Run, slide: int) -> str:
        """A web address, the slide of an anchor, or the references slide for a citation."""
        if run.url in self.deck.anchors:
            return self._click(self.deck.anchors[run.url])
        if run.url:
            key = self.target.relate_to(RELATIONSHIP_TYPE.HYPERLINK, run.url, outside=True)
            return f'<a:hlinkClick r:id="{key}">{_OWN_COLOR}</a:hlinkClick>'
        if run.cites and self.deck.references and self.deck.references != slide:
            return self._click(self.deck.references)
        return ""

    def _click(self, slide: int) -> str:
        if not slide:
            return ""
        if slide not in self.clicks:
            key = self.target.relate_to(RELATIONSHIP_TYPE.SLIDE, self.parts.slides[slide - 1].name)
            self.clicks[slide] = f'<a:hlinkClick r:id="{key}" action="{SLIDE_JUMP}">{_OWN_COLOR}</a:hlinkClick>'
        return self.clicks[slide]


_OWN_COLOR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)
"""A link keeps the colour of its words, whatever the theme says of links."""


def _page(number: int, token: str, pen: Pen) -> str:
    """The field of a slide's number."""
    look = run_properties(Run("", token, bold=True), 9.0, pen)
    return f'<a:fld id="{_PAGE_FIELD}" type="slidenum">{look}<a:t>{number}</a:t></a:fld>'


def _spoken(text: str) -> str:
    """Notes without what XML cannot hold."""
    return _UNSPEAKABLE.sub("", text).replace("\t", " ")
