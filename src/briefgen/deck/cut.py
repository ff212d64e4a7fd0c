"""From a document to slides: drafts shared, cut and carried on until every body fits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate

from briefgen.brand.brand import Brand, Face
from briefgen.deck import merge
from briefgen.deck.abridge import eased, relieved
from briefgen.deck.carry import carried
from briefgen.deck.chapters import sized, undivided
from briefgen.deck.drafts import Draft, body_of, gather
from briefgen.deck.fit import THIN, fit, needs_captions
from briefgen.deck.footnotes import (
    MAX_LINES,
    MOST_LINES,
    Footnotes,
    explained,
    footnotes,
    owing,
    strip_notes,
    unexplained,
)
from briefgen.deck.geometry import DESIGN, REGISTER, Frame, Geometry
from briefgen.deck.grid import MAX_CARDS, NOTE_GAP, WIDTH
from briefgen.deck.layouts import layout_of
from briefgen.deck.listings import listing_of
from briefgen.deck.lists import alone, as_list, opens_with_references, uncaptioned
from briefgen.deck.numbered import FittedSlide, numbered
from briefgen.deck.overflow import DoesNotFitError, TooLongError, overflow, too_little_room
from briefgen.deck.pairs import is_paired
from briefgen.deck.room import Laid, held, names_of
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Deck, Para, Placed, Slide
from briefgen.deck.shed import shed
from briefgen.deck.stack import place_stack
from briefgen.deck.text import Look, line_count, ragged, to_runs
from briefgen.deck.thin import together
from briefgen.deck.titles import body_top, of_one_size, subtitle_of, titles_of
from briefgen.document.blocks import AbbreviationList, Block, Blocks, Paragraph, ReferenceList, Table
from briefgen.document.document import Document, ShortForm
from briefgen.document.inlines import plain
from briefgen.problems import Problem, ProblemsFoundError

CARD = 2.55
"""The least width of a card and the gutter beside it."""
BARE = 0.2
"""A slide that is filled less says next to nothing."""
CLOSER = 1.08
"""Of its room a slide that a nearly empty one joins takes so much at most as designed."""
ONE_LINE = 0.88
"""Of its line the title of a register takes so much at most, so that a count of its slides fits behind it."""


def cut_deck(document: Document, brand: Brand, geometry: Geometry = DESIGN) -> Deck:
    """The document as slides in these boxes; ProblemsFoundError names every text that fits nowhere."""
    setting = Setting(document, brand)
    gathered = [as_list(draft, document) for draft in gather(document)]
    if geometry.corporate:
        geometry = of_one_size([draft for draft in gathered if not draft.chapter], document, brand, geometry)
    drafts = eased(merge.shared(gathered, lambda draft, parts: _shares(draft, parts, setting, geometry)))
    drafts = explained(drafts, document)
    problems: list[Problem] = []
    layouts: list[str] = []
    parts: list[list[FittedSlide]] = []
    owed: tuple[ShortForm, ...] = ()
    for at, draft in enumerate(drafts):
        try:
            drafts[at] = draft = owing(draft, owed)
            parts.append(_parts(draft, setting, geometry) if not draft.chapter else [])
            owed = unexplained((*owed, *draft.new), [one.small for one in parts[-1]])
        except (TooLongError, DoesNotFitError) as error:
            problems.append(overflow(draft, error, document))
            layouts.append(layout_of(tuple(body_of(draft.blocks, document))))
            parts.append([])
    kept = undivided(drafts, [len(some) for some in parts])
    if len(kept) < len(drafts):
        drafts, parts = kept, [some for draft, some in zip(drafts, parts, strict=True) if not draft.chapter]
    laid = [Laid(draft, some) for draft, some in zip(drafts, parts, strict=True)]
    shared = partial(
        together,
        filled=lambda one: _filled(one.slides[0], setting),
        reset=lambda draft: _on_one(draft, setting, geometry),
        run_on=lambda draft: _anew(draft, setting, geometry),
    )
    laid = carried(laid, lambda draft: _anew(draft, setting, geometry))
    laid = shared(laid)
    laid = held(
        laid, document.allowance, lambda draft: _anew(draft, setting, geometry), lambda one: _is_bare(one, setting)
    )
    laid = shared(laid)
    drafts, parts = [one.draft for one in laid], [one.slides for one in laid]
    slides: list[Slide] = []
    try:
        slides = list(numbered(drafts, parts, document, brand, geometry))
    except TooLongError as error:
        problems.append(overflow(None, error, document))
        layouts.append("Section" if error.what.startswith("section") else "Cover")
    if problems:
        raise ProblemsFoundError(_caused(problems, layouts, document, brand, geometry))
    references = next((slide.number for slide in slides if slide.layout.startswith("References")), 0)
    return Deck(
        title=plain(document.title),
        subject=" · ".join(plain(line) for line in document.subtitle) or document.subject,
        keywords=document.keywords,
        language=document.language,
        as_of=document.as_of,
        variant=document.variant,
        slides=tuple(slides),
        references=references,
        anchors=_anchors(laid),
        chapters=tuple(sized(drafts, [max(1, len(some)) for some in parts])),
    )


def _caused(
    problems: Sequence[Problem], layouts: Sequence[str], document: Document, brand: Brand, geometry: Geometry
) -> Sequence[Problem]:
    """The problems of a document that fits our own design are those of the company's template."""
    if not geometry.corporate:
        return problems
    try:
        cut_deck(document, replace(brand, face=Face(), heads=Face()))
    except ProblemsFoundError:
        return problems
    named = dict(geometry.named)
    return [too_little_room(p, named[at], geometry.path) for p, at in zip(problems, layouts, strict=True)]


# --- parts -------------------------------------------------------------------------------------------------


def _parts(draft: Draft, setting: Setting, geometry: Geometry) -> list[FittedSlide]:
    """The slides of a draft; a heading that a long name makes too long is told whole in the body, and one that is never
    cut in two loses rows, where that is a help."""
    whole = draft.heading.section in setting.document.allowance.stays_whole
    try:
        return (_made_whole if whole else _set)(draft, setting, geometry)
    except TooLongError as error:
        other = relieved(draft, error.what)
        if other is None:
            raise
        return _parts(other, setting, geometry)


def _made_whole(draft: Draft, setting: Setting, geometry: Geometry) -> list[FittedSlide]:
    """The draft on one slide, without as few rows as that takes; as many slides as it is when more would have to go.
    DoesNotFitError for a block that is on no slide, however few of its rows."""

    def one_slide(less: Draft) -> list[FittedSlide]:
        try:
            found = _set(less, setting, geometry)
        except DoesNotFitError:
            return []
        return [replace(found[0], left=tuple(less.notes[len(draft.notes) :]))] if len(found) == 1 else []

    if found := one_slide(draft):
        return found
    lesser = list(_shed(draft))
    set_ones: dict[int, list[FittedSlide]] = {}
    first = bisect_left(range(len(lesser)), True, key=lambda at: bool(set_ones.setdefault(at, one_slide(lesser[at]))))
    return set_ones.get(first) or _set(draft, setting, geometry)


def _shed(draft: Draft) -> Iterator[Draft]:
    """The draft with ever fewer rows."""
    while (less := shed(draft)) is not None:
        yield less
        draft = less


def _anew(draft: Draft, setting: Setting, geometry: Geometry) -> Laid[FittedSlide] | None:
    """A draft set once more; None where it does not fit."""
    try:
        return Laid(draft, _parts(draft, setting, geometry))
    except (TooLongError, DoesNotFitError):
        return None


def _anchors(laid: Sequence[Laid[FittedSlide]]) -> dict[str, int]:
    """The slides that links within the deck lead to, the cover being the first of all."""
    starts = accumulate((one.takes for one in laid), initial=2)
    return {
        part.anchor: start
        for one, start in zip(laid, starts, strict=False)
        for part in (one.draft, *one.draft.parts)
        if part.anchor
    }


def _shares(joined: Draft, parts: Sequence[Draft], setting: Setting, geometry: Geometry) -> bool:
    """Whether parts fit one slide: as designed, with nothing closer or smaller; at any size two readouts, and parts of
    which one alone leaves its slide nearly empty. Lists may take more slides, but fewer than apart."""
    setting = replace(setting, rough=True)
    try:
        found = _set(joined, setting, geometry)
        if joined.lists:
            *before, last = parts
            apart = (merge.joined(before) if len(before) > 1 else before[0], last)
            return len(found) < sum(len(_set(one, setting, geometry)) for one in apart)
        if len(found) > 1 or is_paired(joined):
            return len(found) == 1
        (whole,) = found
        alone = (_set(part, setting, geometry) for part in parts if not part.heading.annex)
        return _filled(whole, setting) <= 1 or any(
            len(some) == 1 and _filled(some[0], setting) < THIN for some in alone
        )
    except (TooLongError, DoesNotFitError):
        return False


def _on_one(draft: Draft, setting: Setting, geometry: Geometry) -> Laid[FittedSlide] | None:
    """A draft on one slide with all its rows, at most a little closer than as designed; None where it does not fit."""
    found = _anew(draft, setting, geometry)
    alone = found and len(found.slides) == 1 and not found.slides[0].left
    return found if found and alone and _filled(found.slides[0], setting) <= CLOSER else None


def _is_bare(one: Laid[FittedSlide], setting: Setting) -> bool:
    """Whether a draft that would share a slide stands alone on one and says next to nothing there."""
    return bool(one.draft.heading.joins) and len(one.slides) == 1 and _filled(one.slides[0], setting) < BARE


def _filled(slide: FittedSlide, setting: Setting) -> float:
    """The share of its room that a slide takes as designed, with nothing closer or smaller."""
    room = slide.frame.body_bottom(slide.small.lines) - slide.top
    setting = replace(setting, captions=needs_captions(slide.blocks))
    return place_stack(slide.blocks, 0.0, 0.0, slide.frame.width, setting).bottom / room


def _set(draft: Draft, setting: Setting, geometry: Geometry) -> list[FittedSlide]:
    document, brand = setting.document, setting.brand
    layout = layout_of(tuple(body_of(draft.blocks, document)))
    shape = _frame(draft, layout, document, brand, geometry)
    lines = 1
    while True:
        frame = shape.below(lines)
        subtitle = subtitle_of(draft, document, brand, frame)
        top = body_top(subtitle, brand, frame)
        small, fitted_parts = _fitted(draft, top, setting, frame)
        titles = titles_of(draft, [body for body, _ in fitted_parts], document, brand, shape)
        most = max(line_count(title, brand.headed, shape.title.w) for title in titles)
        if most <= lines or lines > 1:
            break
        lines = most
    found = []
    for (body, placed), title in zip(fitted_parts, titles, strict=True):
        own = small if len(fitted_parts) == 1 else _part_print(draft, body, small, document, brand, frame)
        suited = layout_of(body)
        if geometry.corporate and geometry.frame(suited) != shape:
            suited = layout
        free = ragged(title, brand.headed, frame.title.w)
        if geometry.corporate:  # whose placeholder keeps its own insets
            title, free = replace(title, spare=free), 0.0
        found.append(FittedSlide(title, subtitle, body, placed, top, own, suited, frame, free))
    return [_alone(draft, one, document, brand) for one in found] if draft.names else found


def _alone(draft: Draft, slide: FittedSlide, document: Document, brand: Brand) -> FittedSlide:
    """A slide of lists that run on with what is said of its only list below its title, and no name above it, where that
    leaves the list its room."""
    about = alone(draft, slide.blocks)
    if about is None and opens_with_references(slide.blocks):
        return replace(slide, placed=uncaptioned(slide.placed, slide.top))
    if about is None:
        return slide
    told = replace(draft, heading=replace(draft.heading, subtitle=about))
    subtitle = subtitle_of(told, document, brand, slide.frame)
    top = body_top(subtitle, brand, slide.frame)
    placed = uncaptioned(slide.placed, top)
    if placed.bottom > slide.frame.body_bottom(slide.small.lines) + NOTE_GAP / 2:
        return slide
    return replace(slide, subtitle=subtitle, top=top, placed=placed)


def _frame(draft: Draft, layout: str, document: Document, brand: Brand, geometry: Geometry) -> Frame:
    """Where a draft stands: of the brand's own layouts what the annex holds, and a register elsewhere, has a frame of
    its own under a title of one line."""
    register = all(isinstance(block, Table) and block.style == "register" for block in draft.blocks)
    dense = draft.heading.annex or draft.lists or register
    if geometry.corporate or not draft.blocks or not dense:
        return geometry.frame(layout)
    title = Para(to_runs(draft.heading.inlines, document, Look(bold=True)), REGISTER.title_sizes[0])
    return REGISTER if line_count(title, brand.headed, ONE_LINE * WIDTH) == 1 else geometry.frame(layout)


def _fitted(draft: Draft, top: float, setting: Setting, frame: Frame) -> tuple[Footnotes, list[tuple[Blocks, Placed]]]:
    """The small print and the fitted body; abbreviations give way to the notes if that saves a slide. In a company's
    template, where the body has what small print leaves, that has a line less."""
    blocks = tuple(body_of(draft.blocks, setting.document, _cards_in(frame.width)))
    empty: list[tuple[Blocks, Placed]] = [((), Placed((), top))]
    setting = replace(setting, captions=needs_captions(blocks))
    best: tuple[Footnotes, list[tuple[Blocks, Placed]]] | None = None
    misfit_found: DoesNotFitError | None = None
    rooms: set[float] = set()
    tries = [
        (draft, MAX_LINES - frame.snug),
        (draft, MAX_LINES - 1),
        *([(replace(draft, new=()), MAX_LINES - 1)] if draft.new else ()),
    ]
    for told, most in tries:
        small = _print(told, blocks, setting.document, setting.brand, most, frame)
        room = frame.body_bottom(small.lines) - top
        if room in rooms:
            continue
        rooms.add(room)
        try:
            parts = fit(blocks, frame.left, top, frame.width, room, setting) if blocks else empty
        except DoesNotFitError as error:
            misfit_found = error
            continue
        if best is None or len(parts) < len(best[1]):
            best = small, parts
        if len(parts) == 1:
            break
    if best is None:
        raise misfit_found or AssertionError("a body either fits or does not")
    return best


def _cards_in(width: float) -> int:
    """How many cards stand side by side."""
    return min(MAX_CARDS, max(1, int(width / CARD)))


def _print(draft: Draft, body: Blocks, document: Document, brand: Brand, most: int, frame: Frame) -> Footnotes:
    """The small print below a body: its notes, and sources unless it is itself a list of them."""
    notes = strip_notes(draft.blocks)
    own = () if _only_references(draft.blocks) else (draft.heading, *body, *(Paragraph(n, "note") for n in notes))
    named = filter(None, (names_of(draft),))  # what they rest on stands on the slides that they name
    small = footnotes(own, [*notes, *named], document, brand, most, frame.width, draft.new)
    if small.lines > MOST_LINES:
        raise TooLongError("note", "".join(para.text for para in small.paras), f"{MOST_LINES} lines")
    return small


def _part_print(
    draft: Draft, body: Blocks, whole: Footnotes, document: Document, brand: Brand, frame: Frame
) -> Footnotes:
    """The small print of one part; that of the whole where its own would need more lines, or the body has all the room
    as abbreviations gave way to the notes."""
    if not whole.lines:
        return whole
    most = whole.lines if frame.snug else max(whole.lines, MAX_LINES - 1)
    own = _print(draft, body, document, brand, most, frame)
    return own if own.lines <= most else whole


def _only_references(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, ReferenceList | AbbreviationList) or listing_of(block) for block in blocks)
