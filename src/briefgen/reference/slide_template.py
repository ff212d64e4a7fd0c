"""A PowerPoint template ready for use: its layouts for ours, where things stand in them, and their colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from briefgen.brand.brand import Brand
from briefgen.brand.colour import is_dark, luminance, mixed, readable
from briefgen.deck import scale as s
from briefgen.deck.geometry import DESIGN, Frame, Geometry, Opening
from briefgen.deck.layouts import MEDICAL, SLOTS
from briefgen.deck.shapes import Box
from briefgen.problems import Origin, Problem, ProblemsFoundError, require
from briefgen.reference.import_file import take_in, unusable
from briefgen.reference.slide_match import (
    FEET,
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
from briefgen.reference.slide_theme import (
    Patch,
    Theme,
    TitleLook,
    fill_of,
    ground_of,
    grounds_at,
    patches_of,
    read_theme,
    readable_on,
    title_look,
)
from briefgen.reference.typefaces import stretched

_EMU = 914_400
_WHITE = 0.97
"""Grounds lighter than this count as white."""
_LEAST_BODY, _LEAST_TITLE = (5.0, 2.6), 0.62
_FOOT = 0.42


@dataclass(frozen=True, slots=True)
class Surface:
    """One of our layouts in a company's template: the match, the placeholders by our slots, ground and title."""

    match: Match
    slots: tuple[tuple[int, Placeholder], ...]
    ground: str
    title: TitleLook
    title_color: str
    patches: tuple[Patch, ...] = ()

    def reads_at(self, box: Box, color: str) -> str:
        """The colour, or the one nearest to it that reads on what lies under a box."""
        return readable_on(color, grounds_at(box, self.ground, self.patches))


@dataclass(frozen=True, slots=True)
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
        surface = self.surface(layout)
        if layout.removesuffix(MEDICAL) in {"Cover", "Section"}:
            return _front_palette(self.brand, surface.ground)
        return self.brand.recolored() if luminance(surface.ground) > _WHITE else self.brand.on(surface.ground)


def slide_template(brand: Brand) -> SlideTemplate | None:
    """The company's own template, if the brand names one; ProblemsFoundError if it cannot be used."""
    template = examined(brand)
    if template is not None:
        require(template.problems)
    return template


def slide_geometry(brand: Brand) -> tuple[Brand, Geometry]:
    """What decks are cut with: the brand as wide as the template's typeface, and the template's boxes."""
    template = slide_template(brand)
    return (brand, DESIGN) if template is None else (template.brand, template.geometry)


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
    offers = layouts_of(presentation, scale)
    matches, problems = match_layouts(offers, brand)
    layouts = _layouts(presentation)
    surfaces = tuple((match.ours, _surface(match, layouts, (width, height), scale, brand)) for match in matches)
    theme = read_theme(presentation.slide_masters[0])
    size = (round(width / _EMU / scale, 3), round(height / _EMU / scale, 3))
    geometry = Geometry()
    if len(surfaces) == len(SLOTS):
        geometry, more = _geometry(dict(surfaces), layouts, size, scale, brand)
        problems += more
    wider = stretched(brand, (theme.major, theme.minor))
    return SlideTemplate(data, size, scale, theme, offers, surfaces, geometry, problems, wider)


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


def _surface(match: Match, layouts: Sequence[Any], edges: tuple[int, int], scale: float, brand: Brand) -> Surface:
    layout = layouts[match.offer.index]
    ground, patches = ground_of(layout, *edges), patches_of(layout, scale)
    shape = next(s for s in layout.placeholders if s._element.find(f".//{qn('p:ph')}").get("type") in TITLES)
    look = title_look(layout, shape, ground)
    slots = tuple(_slots(match))
    filled = fill_of(shape, layout)
    grounds = (filled,) if filled else grounds_at(dict(slots)[s.TITLE_SLOT].box, ground, patches)
    color = look.color or ("FFFFFF" if is_dark(grounds[0]) else brand.color("navy"))
    return Surface(match, slots, ground, look, readable_on(color, grounds), patches)


def _slots(match: Match) -> list[tuple[int, Placeholder]]:
    """Which placeholder each of our slots fills."""
    offer = match.offer
    found: list[tuple[int, Placeholder]] = []
    if title := offer.first(TITLES):
        found.append((s.TITLE_SLOT, title))
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


def _front_palette(brand: Brand, ground: str) -> Brand:
    """Colours of covers and chapters, which our own layouts set white on navy."""
    strong = "FFFFFF" if is_dark(ground) else brand.color("ink")
    pale = readable(mixed(strong, ground, 0.15), ground)
    blue = readable(brand.color("blue"), ground)
    return brand.recolored(white=strong, phase_1=pale, phase_2=pale, slate=pale, blue=blue, ink=strong, navy=strong)


# --- boxes -------------------------------------------------------------------------------------------------


def _geometry(
    surfaces: dict[str, Surface], layouts: Sequence[Any], size: tuple[float, float], scale: float, brand: Brand
) -> tuple[Geometry, tuple[Problem, ...]]:
    problems: list[Problem] = []
    frames = []
    for name, surface in surfaces.items():
        if name in {"Cover", "Section"}:
            continue
        frame = _frame(surface, layouts[surface.match.offer.index], size, scale)
        if frame.width < _LEAST_BODY[0] or frame.note_bottom - frame.plain < _LEAST_BODY[1]:
            message = f"layout '{surface.match.offer.name}' leaves no room for {name}: {frame.width:.1f} in wide"
            message += f", {max(0.0, frame.note_bottom - frame.plain):.1f} in high"
            hint = f"it takes {_LEAST_BODY[0]:g} x {_LEAST_BODY[1]:g} in; name another under layouts in _brand.yml"
            problems.append(Problem(Origin(str(brand.template("pptx"))), "missing-layout", message, hint))
        if _two_lines(frame.title) < _SMALLEST_TITLE:
            found = f"{frame.title.w:.1f} in wide, {frame.title.h:.1f} in high"
            message = f"layout '{surface.match.offer.name}' leaves no room for titles: {found}"
            hint = f"two lines of {_SMALLEST_TITLE:g} points take 0.4 in; name another layout in _brand.yml"
            problems.append(Problem(Origin(str(brand.template("pptx"))), "missing-layout", message, hint))
        frames.append((name, frame))
    cover, section = (_opening(surfaces[name], size, scale) for name in ("Cover", "Section"))
    return Geometry(tuple(frames), cover, section), tuple(problems)


def _frame(surface: Surface, layout: Any, size: tuple[float, float], scale: float) -> Frame:
    offer, look = surface.match.offer, surface.title
    title = _inside(dict(surface.slots)[s.TITLE_SLOT].box, look)
    area = _area_of(offer, layout, title, size, scale)
    beside = title.bottom < area.y + 1 or title.y > area.bottom
    if title.h < _LEAST_TITLE and beside:
        title = replace(title, h=_LEAST_TITLE)
    top = max(area.y, round(title.bottom + 0.1, 3)) if title.y < area.y else area.y
    subtitle = dict(surface.slots).get(s.SUBTITLE_SLOT)
    held = _inside(subtitle.box, look) if subtitle else Box(area.x, top, area.w, 0.32)
    held = replace(held, h=0.32) if subtitle is None else held
    below = max(top, held.y + max(held.h, 0.32) + 0.1) if subtitle else top + 0.45
    largest = min(look.points / scale, 32.0)
    return Frame(
        title=title,
        anchor=look.anchor,
        align=look.align,
        title_sizes=(largest, min(largest, 20.0 if title.w > 10 else 17.0, max(_SMALLEST_TITLE, _two_lines(title)))),
        bold=look.bold,
        subtitle=held,
        left=area.x,
        width=area.w,
        top=round(below, 3),
        plain=top,
        note_bottom=round(area.bottom, 3),
        feet=_feet(surface, area, size),
    )


_SMALLEST_TITLE = 12.0


def _two_lines(title: Box) -> float:
    """The size in points at which two lines stand in a title's box."""
    return float(int(title.h * 72 / 2 / 1.2))


def _area_of(offer: Layout, layout: Any, title: Box, size: tuple[float, float], scale: float) -> Box:
    """Where the body may stand: the content placeholders together, else the master's, else below the title."""
    boxes = [holder.box for holder in offer.body if holder.kind not in {"subTitle"} and _large(holder)]
    if not boxes:
        bodies = (shape for shape in layout.slide_master.placeholders if _kind(shape) in {"body", "obj", ""})
        boxes = [Box(*(round(e / _EMU / scale, 4) for e in (b.left, b.top, b.width, b.height))) for b in bodies][:1]
    foot = min([size[1] - 0.4, *(h.box.y for h in offer.holders if h.kind in FEET and h.box.y > size[1] / 2)])
    if not boxes:
        return Box(title.x, round(title.bottom + 0.2, 3), title.w, round(foot - 0.1 - title.bottom - 0.2, 3))
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), min(max(box.bottom for box in boxes), foot - 0.06)
    inset = min(0.1, max(0.0, title.x - left))
    return Box(round(left + inset, 4), top, round(right - left - 2 * inset, 4), round(bottom - top, 4))


def _kind(shape: Any) -> str:
    mark = shape._element.find(f".//{qn('p:ph')}")
    return "" if mark is None else str(mark.get("type", ""))


def _inside(box: Box, look: TitleLook) -> Box:
    """A placeholder's box without its inner margins."""
    x, y = look.inset
    return Box(round(box.x + x, 4), round(box.y + y, 4), round(box.w - 2 * x, 4), round(box.h - 2 * y, 4))


_LEAST_FOOT = 5.0
"""A footer placeholder narrower than this is left for the free room around it."""


def _feet(surface: Surface, area: Box, size: tuple[float, float]) -> tuple[Box, Box]:
    """The footer's left and right: in the template's footer, else in its row, clear of logos and the slide number."""
    offer = surface.match.offer
    footer, date, number = (offer.first((kind,)) for kind in ("ftr", "dt", "sldNum"))
    row = footer or date or number
    top = row.box.y if row else size[1] - _FOOT
    tall = max(row.box.h if row else 0.3, 0.3)
    if footer and footer.box.w >= _LEAST_FOOT:
        left, right = footer.box.x, footer.box.right
    else:
        left, right = _free(Box(area.x, top, area.w, tall), surface.patches, size, footer.box if footer else None)
    if number and abs(number.box.y - top) < 0.3 and number.box.x > left + (right - left) / 2:
        right = min(right, number.box.x + max(0.0, number.box.w - 0.5) - 0.1)
    elif number is None:
        right -= 0.6
    split = round((right - left) * 0.56, 3)
    return (
        Box(left, top, split, tall),
        Box(round(left + split + 0.15, 3), top, round(right - left - split - 0.15, 3), tall),
    )


def _free(
    row: Box, patches: Sequence[Patch], size: tuple[float, float], near: Box | None
) -> tuple[float, float]:
    """Where a row is free of logos and other small shapes: around the template's footer, else where it is widest."""
    taken = sorted(
        (patch.box.x - 0.1, patch.box.right + 0.1)
        for patch in patches
        if patch.box.w < size[0] / 2 and patch.box.y < row.bottom and patch.box.bottom > row.y
    )
    gaps, at = [], row.x
    for begin, end in (*taken, (row.right, row.right)):
        if begin > at:
            gaps.append((round(at, 4), round(min(begin, row.right), 4)))
        at = max(at, end)
    gaps = [gap for gap in gaps if gap[1] - gap[0] >= 2.0] or [(row.x, row.right)]
    middle = near.x + near.w / 2 if near else None
    around = [gap for gap in gaps if middle is not None and gap[0] <= middle <= gap[1]]
    return max(around or gaps, key=lambda gap: gap[1] - gap[0])


def _opening(surface: Surface, size: tuple[float, float], scale: float) -> Opening:
    """Title and text of a cover or chapter; text without a placeholder stands below the title."""
    offer, look = surface.match.offer, surface.title
    title = _inside(dict(surface.slots)[s.TITLE_SLOT].box, look)
    holder = dict(surface.slots).get(s.SUBTITLE_SLOT)
    foot = min([size[1] - 0.35, *(h.box.y - 0.05 for h in offer.holders if h.kind in FEET and h.box.y > size[1] / 2)])
    if holder and holder.box.y >= title.bottom - 0.3:
        text = _inside(holder.box, look)
        text = replace(text, h=round(max(text.h, min(foot, text.y + 3.2) - text.y), 3))
    elif holder and holder.box.h > 1.0:
        text = _inside(holder.box, look)
    else:
        top = round(title.bottom + 0.2, 3)
        text = Box(title.x, top, title.w, round(max(0.3, foot - top), 3))
    largest = min(look.points / scale, 48.0)
    area = Box(title.x, title.y, title.w, title.h)
    return Opening(
        title=title,
        text=text,
        title_sizes=(largest, min(largest, 20.0)),
        anchor=look.anchor,
        bold=look.bold,
        align=look.align,
        feet=_feet(surface, replace(area, x=text.x, w=max(text.w, 4.0)), size),
    )
