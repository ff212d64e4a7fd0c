"""A PowerPoint template ready for use: its layouts for ours, where things stand in them, and their colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from briefgen.brand.brand import Brand
from briefgen.brand.colour import TEXT, is_dark, luminance, mixed, readable
from briefgen.deck import grid as s
from briefgen.deck.geometry import DESIGN, Frame, Geometry, Opening
from briefgen.deck.layouts import MEDICAL, SLOTS
from briefgen.deck.shapes import Box
from briefgen.frozen import frozen
from briefgen.problems import Origin, Problem, ProblemsFoundError, require
from briefgen.reference.import_file import HINT, take_in, unusable
from briefgen.reference.slide_boxes import frame_of, opening_of, too_small
from briefgen.reference.slide_feet import Foot, foot_of
from briefgen.reference.slide_grounds import Patch, fill_of, grounds_at, patches_of, readable_on, worst
from briefgen.reference.slide_leftovers import drop_old_content
from briefgen.reference.slide_match import (
    PICTURES,
    TABLES,
    TEXTS,
    TITLES,
    Layout,
    Match,
    Placeholder,
    layouts_of,
    match_layouts,
)
from briefgen.reference.slide_theme import Theme, TitleLook, colors_of, read_theme, text_face, title_look
from briefgen.reference.typefaces import own_faces, set_in

_EMU = 914_400
_WHITE = 0.97
"""Grounds lighter than this count as white."""
_NOWHERE = Box(0, 0, 0, 0)
_UNKNOWN_FOOT = Foot(_NOWHERE, _NOWHERE, _NOWHERE)
_TOKENS = ("ink", "slate", "navy", "blue")
"""Colours of text, all of which must read."""


@frozen
class Surface:
    """One of our layouts in a company's template: the match, the placeholders by our slots, the title and its colour,
    what is drawn beneath, where the foot stands, the typeface of text as the template names it, and the families of
    title and text.

    `ground` is the colour under the text; a title, text or foot that no colour makes readable gets a plate of one.
    """

    match: Match
    slots: tuple[tuple[int, Placeholder], ...]
    title: TitleLook
    title_color: str
    title_plate: str
    patches: tuple[Patch, ...]
    face: str
    families: tuple[str, ...]
    number_fill: str = ""
    ground: str = "FFFFFF"
    plate: tuple[Box, str] | None = None
    foot: Foot = _UNKNOWN_FOOT

    def reads_at(self, box: Box, color: str) -> str:
        """The colour, or the one nearest to it that reads on what lies under a box of the foot."""
        return readable_on(color, self._under(box))

    def plate_at(self, box: Box, color: str) -> str:
        """The colour to lay under a box of the foot; empty where a colour reads on what is there."""
        grounds = self._under(box)
        return grounds[0] if worst(readable_on(color, grounds), grounds) < TEXT else ""

    def _under(self, box: Box) -> tuple[str, ...]:
        if self.number_fill and box == self.foot.number:
            return (self.number_fill,)
        return grounds_at(box, self.patches)


@frozen
class SlideTemplate:
    """A company's template: how large its slides are, what it offers, and our layouts in it."""

    data: bytes
    size: tuple[float, float]
    scale: float
    theme: Theme
    offers: tuple[Layout, ...]
    surfaces: tuple[tuple[str, Surface], ...]
    geometry: Geometry
    problems: tuple[Problem, ...]
    brand: Brand

    def surface(self, layout: str) -> Surface:
        """The surface of one of our layouts, investor or medical."""
        known = dict(self.surfaces)
        return known.get(layout) or known[layout.removesuffix(MEDICAL)]

    def palette(self, layout: str) -> Brand:
        """The brand with the colours that read on the layout's ground."""
        return _palette(layout.removesuffix(MEDICAL), self.surface(layout).ground, self.brand)


def slide_template(brand: Brand) -> SlideTemplate | None:
    """The company's own template, if the brand names one; ProblemsFoundError if it cannot be used."""
    template = examined(brand)
    if template is not None:
        require(template.problems)
    return template


def slide_geometry(brand: Brand) -> tuple[Brand, Geometry]:
    """What decks are cut with: the brand as text is set, and the template's boxes."""
    template = slide_template(brand)
    return (own_faces(brand), DESIGN) if template is None else (template.brand, template.geometry)


def examined(brand: Brand) -> SlideTemplate | None:
    """The company's own template with everything that is wrong with it; ProblemsFoundError if it does not open."""
    if not brand.corporate("pptx"):
        return None
    taken = take_in(brand, "pptx")
    template = _read(taken.data, brand)
    return replace(template, problems=template.problems + taken.problems)


@lru_cache(maxsize=4)
def _read(data: bytes, brand: Brand) -> SlideTemplate:
    """What a template says of itself. Nothing but the template goes in, so whatever fails here fails because of it."""
    presentation = _opened(data, brand)
    try:
        template = _examined(presentation, data, brand)
        for _, surface in template.surfaces:
            presentation.slides.add_slide(_layouts(presentation)[surface.match.offer.index])
        presentation.save(BytesIO())
    except Exception as error:
        raise _does_not_open(error, brand) from None
    return template


def _layouts(presentation: Any) -> list[Any]:
    return [layout for master in presentation.slide_masters for layout in master.slide_layouts]


def _examined(presentation: Any, data: bytes, brand: Brand) -> SlideTemplate:
    width, height = presentation.slide_width, presentation.slide_height
    scale = min(height / _EMU / 7.5, width / _EMU / 10)
    size = (round(width / _EMU / scale, 3), round(height / _EMU / scale, 3))
    path = str(brand.template("pptx"))
    left_out = (
        Problem(Origin(path), "left-out", f"{what} of its old document: left out of every document", HINT, "warning")
        for what in drop_old_content(presentation)
    )
    offers = layouts_of(presentation, scale)
    matches, problems = match_layouts(offers, brand)
    problems += tuple(left_out)
    layouts = _layouts(presentation)
    surfaces = {match.ours: _surface(match, layouts[match.offer.index], size, scale, brand) for match in matches}
    geometry = Geometry()
    if len(surfaces) == len(SLOTS):
        geometry, more = _geometry(surfaces, layouts, size, scale, path)
        problems += more
        surfaces = {name: _grounded(name, one, geometry, brand) for name, one in surfaces.items()}
    theme = read_theme(presentation.slide_masters[0])
    titles, texts = (dict.fromkeys(one.families[at] for one in surfaces.values()) for at in (0, 1))
    own = set_in(replace(brand, headings=""), texts, titles)
    return SlideTemplate(data, size, scale, theme, offers, tuple(surfaces.items()), geometry, problems, own)


def reference_deck(brand: Brand) -> Any:
    """The brand's own reference presentation, opened; ProblemsFoundError if it cannot be used."""
    return _opened(take_in(brand, "pptx").data, brand)


def _opened(data: bytes, brand: Brand) -> Any:
    try:
        return Presentation(BytesIO(data))
    except Exception as error:
        raise _does_not_open(error, brand) from None


def _does_not_open(error: Exception, brand: Brand) -> ProblemsFoundError:
    if isinstance(error, ProblemsFoundError):
        return error
    reason = f"does not open as a presentation ({' '.join(str(error).split())[:80] or type(error).__name__})"
    return ProblemsFoundError([unusable(brand, "pptx", reason, "open it in PowerPoint and save it again")])


# --- surfaces ----------------------------------------------------------------------------------------------


def _surface(match: Match, layout: Any, size: tuple[float, float], scale: float, brand: Brand) -> Surface:
    patches = patches_of(layout, size, scale)
    holders = {_mark(shape): shape for shape in reversed(list(layout.placeholders))}
    title = next(holders[kind] for kind in TITLES if kind in holders)
    text = next((holders[kind] for kind in ("", "obj", "body", "subTitle") if kind in holders), None)
    look, face = title_look(layout, title), text_face(layout, text)
    slots = tuple(_slots(match))
    filled = fill_of(title, layout, TITLES)
    grounds = (filled,) if filled else grounds_at(dict(slots)[s.TITLE_SLOT].box, patches)
    wanted = look.color or ("FFFFFF" if is_dark(grounds[0]) else brand.color("navy"))
    color, plate = readable_on(wanted, grounds), ""
    if worst(color, grounds) < TEXT:
        color, plate = readable_on(wanted, grounds[:1]), grounds[0]
    theme = colors_of(layout).theme
    named = {"+mj-lt": theme.major, "+mn-lt": theme.minor}
    families = tuple(named.get(one, one) for one in (look.face, face))
    number = holders.get("sldNum")
    fill = fill_of(number, layout, ("sldNum",)) if number is not None else ""
    return Surface(match, slots, look, color, plate, patches, face, families, fill)


def _mark(shape: Any) -> str:
    return str(shape._element.find(f".//{qn('p:ph')}").get("type", ""))


def _grounded(name: str, surface: Surface, geometry: Geometry, brand: Brand) -> Surface:
    """A surface with the ground of its text: one on which all colours read on all that lies there, else a plate."""
    if opening := {"Cover": geometry.cover, "Section": geometry.section}.get(name):
        box = opening.text
    else:
        frame = geometry.frame(name)
        top = min(frame.plain, frame.subtitle.y)
        box = Box(frame.left, top, frame.width, round(frame.note_bottom - top, 4))
    grounds = grounds_at(box, surface.patches)
    for ground in grounds:
        if _reads(name, ground, grounds, brand):
            return replace(surface, ground=ground)
    plate = next((one for one in (grounds[0], "FFFFFF") if _reads(name, one, (one,), brand)), "FFFFFF")
    return replace(surface, ground=plate, plate=(box, plate))


def _reads(name: str, ground: str, grounds: Sequence[str], brand: Brand) -> bool:
    palette = _palette(name, ground, brand)
    return all(worst(palette.color(token), grounds) >= TEXT for token in _TOKENS)


def _slots(match: Match) -> list[tuple[int, Placeholder]]:
    """Which placeholder each of our slots fills."""
    offer = match.offer
    found = [(s.TITLE_SLOT, holder) for holder in offer.holders if holder.kind in TITLES][:1]
    body = list(offer.body)
    if match.ours in {"Cover", "Section"}:
        text = offer.first(("subTitle",)) or offer.first(("body", "", "obj"))
        return [*found, *([(s.SUBTITLE_SLOT, text)] if text else [])]
    if subtitle := subtitle_of(offer):
        found.append((s.SUBTITLE_SLOT, subtitle))
        body.remove(subtitle)
    main, texts = SLOTS[match.ours]
    for kinds, slots in ((PICTURES if main == "picture" else TABLES, (s.MAIN_SLOT,) if main else ()),
                         (TEXTS, s.TEXT_SLOTS[:texts])):  # fmt: skip
        for slot in slots:
            holder = max((h for h in body if h.kind in kinds and _large(h)), key=_area, default=None)
            if holder:
                found.append((slot, holder))
                body.remove(holder)
    return found


def subtitle_of(offer: Layout) -> Placeholder | None:
    """A low text placeholder directly below the title of a content layout."""
    title = offer.first(TITLES)
    for holder in offer.body:
        if holder.kind not in {"body", "subTitle"} or title is None:
            continue
        if holder.box.h <= 0.9 and holder.box.y >= title.box.y and holder.box.y - title.box.bottom < 0.5:
            return holder
    return None


def _large(holder: Placeholder) -> bool:
    return holder.box.h > 0.9


def _area(holder: Placeholder) -> float:
    return holder.box.w * holder.box.h


def _palette(name: str, ground: str, brand: Brand) -> Brand:
    if name in {"Cover", "Section"}:
        return _front_palette(brand, ground)
    return brand.recolored() if luminance(ground) > _WHITE else brand.on(ground)


def _front_palette(brand: Brand, ground: str) -> Brand:
    """Colours of covers and chapters, which our own layouts set white on navy."""
    strong = "FFFFFF" if is_dark(ground) else readable(brand.color("ink"), ground)
    pale = readable(mixed(strong, ground, 0.15), ground)
    blue = readable(brand.color("blue"), ground)
    return brand.recolored(white=strong, phase_1=pale, phase_2=pale, slate=pale, blue=blue, ink=strong, navy=strong)


# --- boxes -------------------------------------------------------------------------------------------------


def _geometry(
    surfaces: dict[str, Surface], layouts: Sequence[Any], size: tuple[float, float], scale: float, path: str
) -> tuple[Geometry, tuple[Problem, ...]]:
    """The boxes of all layouts, and what has no room in them; the surfaces get their feet."""
    frames: list[tuple[str, Frame]] = []
    openings: dict[str, Opening] = {}
    problems: dict[Problem, None] = {}
    for name, surface in surfaces.items():
        offer, slots = surface.match.offer, dict(surface.slots)
        drawn = [patch.box for patch in surface.patches if patch.box.w < size[0] / 2 and patch.box.h < size[1] / 2]
        place: Frame | Opening
        if name in {"Cover", "Section"}:
            place = opening_of(name, offer, surface.title, slots, drawn, size, scale)
            area = Box(place.text.x, place.text.y, max(place.text.w, 4.0), place.text.h)
        else:
            painted = [patch.box for patch in surface.patches]
            place = frame_of(layouts[offer.index], offer, surface.title, slots, painted, size, scale)
            area = Box(place.left, place.plain, place.width, place.note_bottom - place.plain)
        foot = foot_of(offer, drawn, area, size)
        surfaces[name] = replace(surface, foot=foot)
        feet = (foot.left, foot.right)
        if isinstance(place, Frame):
            above = foot.top - 0.06 if foot.top > size[1] * 0.75 else size[1]
            frames.append((name, replace(place, feet=feet, note_bottom=round(min(place.note_bottom, above), 3))))
            place = frames[-1][1]
        else:
            openings[name] = replace(place, feet=feet)
        for what, hint in too_small(name, place):
            message = f"layout '{offer.name}' leaves no room for {what}"
            hint += "; make its placeholder larger, or name another under layouts in _brand.yml"
            problems[Problem(Origin(path), "missing-layout", message, hint)] = None
    named = tuple((name, surface.match.offer.name) for name, surface in surfaces.items())
    geometry = Geometry(tuple(frames), openings["Cover"], openings["Section"], path, named)
    return geometry, tuple(problems)
