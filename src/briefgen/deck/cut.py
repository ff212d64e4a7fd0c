"""From a document to slides: cover, chapters, bodies that fit, and the standing texts of each slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.brand import Brand
from briefgen.deck.drafts import Draft, body_of, gather
from briefgen.deck.evidence import inlines_of
from briefgen.deck.fit import fit, needs_captions
from briefgen.deck.front import cover, fitted, section
from briefgen.deck.layouts import MEDICAL, in_slots, layout_of
from briefgen.deck.misfit import DoesNotFitError, TooLongError, misfit
from briefgen.deck.scale import (
    BODY_TOP,
    BODY_TOP_PLAIN,
    LEFT,
    SIZES,
    SMALL,
    SUBTITLE,
    SUBTITLE_SLOT,
    TITLE,
    TITLE_SLOT,
    WIDTH,
    body_bottom,
)
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Box, Deck, Para, Placed, Shape, Slide, Words
from briefgen.deck.smallprint import MAX_LINES, MOST_LINES, SmallPrint, small_print, source_notes, strip_notes
from briefgen.deck.text import Look, Runs, height, joined, line_count, stated, to_runs
from briefgen.document import (
    AbbreviationList,
    Block,
    Document,
    Inlines,
    Paragraph,
    ReferenceList,
    Strong,
    Text,
    plain,
)
from briefgen.problems import Problem, ProblemsFoundError

Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One fitted slide of a draft, without its number."""

    title: Para
    subtitle: Para | None
    blocks: Blocks
    placed: Placed
    top: float
    small: SmallPrint


def cut_deck(document: Document, brand: Brand) -> Deck:
    """The document as slides; ProblemsFoundError names every text that fits nowhere."""
    drafts = gather(document)
    problems: list[Problem] = []
    parts: list[list[Part]] = []
    for draft in drafts:
        try:
            parts.append(_parts(draft, document, brand) if not draft.chapter else [])
        except (TooLongError, DoesNotFitError) as error:
            problems.append(misfit(draft, error, document))
            parts.append([])
    slides: list[Slide] = []
    try:
        slides = list(_numbered(drafts, parts, document, brand))
    except TooLongError as error:
        problems.append(misfit(None, error, document))
    if problems:
        raise ProblemsFoundError(problems)
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
    )


# --- parts -------------------------------------------------------------------------------------------------


def _parts(draft: Draft, document: Document, brand: Brand) -> list[Part]:
    subtitle = _subtitle(draft, document, brand)
    top = _body_top(subtitle, brand)
    small, fitted_parts = _fitted(draft, top, document, brand)
    found = []
    for index, (body, placed) in enumerate(fitted_parts, 1):
        more = (Text(f" ({index}\u00a0of\u00a0{len(fitted_parts)})"),) if len(fitted_parts) > 1 else ()
        title = _title((*draft.heading.inlines, *more), document, brand)
        own = small if len(fitted_parts) == 1 else _part_print(draft, body, small, document, brand)
        found.append(Part(title, subtitle, body, placed, top, own))
    return found


def _fitted(
    draft: Draft, top: float, document: Document, brand: Brand
) -> tuple[SmallPrint, list[tuple[Blocks, Placed]]]:
    """The small print and the fitted body; abbreviations give way to the notes if that saves a slide."""
    blocks = tuple(body_of(draft.blocks, document))
    empty: list[tuple[Blocks, Placed]] = [((), Placed((), top))]
    setting = Setting(document, brand, captions=needs_captions(blocks))
    best: tuple[SmallPrint, list[tuple[Blocks, Placed]]] | None = None
    misfit_found: DoesNotFitError | None = None
    for most in (MAX_LINES, MAX_LINES - 1):
        small = _print(draft, blocks, document, brand, most)
        room = body_bottom(small.lines) - top
        try:
            parts = fit(blocks, LEFT, top, WIDTH, room, setting) if blocks else empty
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


def _print(draft: Draft, body: Blocks, document: Document, brand: Brand, most: int) -> SmallPrint:
    """The small print below a body: its notes, and sources unless it is itself a list of them."""
    notes = strip_notes(draft.blocks)
    own = () if _only_references(draft.blocks) else (draft.heading, *body, *(Paragraph(n, "note") for n in notes))
    small = small_print(own, notes, document, brand, most)
    if small.lines > MOST_LINES:
        raise TooLongError("note", "".join(para.text for para in small.paras), f"{MOST_LINES} lines")
    return small


def _part_print(draft: Draft, body: Blocks, whole: SmallPrint, document: Document, brand: Brand) -> SmallPrint:
    """The small print of one part; that of the whole where its own would need more lines."""
    own = _print(draft, body, document, brand, max(whole.lines, MAX_LINES - 1))
    return own if own.lines <= max(whole.lines, MAX_LINES - 1) else whole


def _title(inlines: Inlines, document: Document, brand: Brand) -> Para:
    """Two lines at most; one line where a slightly smaller size saves a lonely last word."""
    look = Look("ink" if document.variant == "medical" else "navy", bold=True)
    full = fitted(inlines, look, SIZES["title"], 1.12, TITLE, "title", document, brand)
    sizes = (full.size - 0.5 * step for step in range(5))
    single = next((size for size in sizes if line_count(replace(full, size=size), brand, WIDTH) == 1), full.size)
    return replace(full, size=single)


def _subtitle(draft: Draft, document: Document, brand: Brand) -> Para | None:
    if not draft.heading.subtitle:
        return None
    box = replace(SUBTITLE, h=2 * 14 * 1.2 / 72)
    para = Para(to_runs(draft.heading.subtitle, document, Look("slate")), 14.0, 1.2)
    while para.size > SIZES["subtitle"][1] and height((para,), brand, WIDTH) > 0.3:
        para = replace(para, size=para.size - 0.5)
    if height((para,), brand, WIDTH) > 0.3:
        return fitted(draft.heading.subtitle, Look("slate"), SIZES["subtitle"], 1.2, box, "subtitle", document, brand)
    return para


def _body_top(subtitle: Para | None, brand: Brand) -> float:
    if subtitle is None:
        return BODY_TOP_PLAIN
    extra = height((subtitle,), brand, WIDTH) - 0.3
    return BODY_TOP + max(0.0, round(extra, 3))


def _only_references(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, ReferenceList | AbbreviationList) for block in blocks)


# --- slides ------------------------------------------------------------------------------------------------


def _numbered(
    drafts: Sequence[Draft], parts: Sequence[Sequence[Part]], document: Document, brand: Brand
) -> Iterator[Slide]:
    """Every slide in order, cover first, with chapter openings that name what follows."""
    suffix = MEDICAL if document.variant == "medical" else ""
    notice = bool(drafts) and drafts[0].notice
    standing = _footer(document, brand)
    framed = standing if document.variant == "medical" else None
    yield replace(cover(document, brand, f"Cover{suffix}", notice), footer=framed)
    starts, number = [], 2
    for draft, some in zip(drafts, parts, strict=True):
        starts.append(number)
        number += 1 if draft.chapter else len(some)
    titles: dict[str, int] = {}
    for index, (draft, some) in enumerate(zip(drafts, parts, strict=True)):
        if draft.chapter:
            entries = _entries(drafts, starts, index)
            text = next((b.inlines for b in draft.blocks if isinstance(b, Paragraph)), draft.heading.subtitle)
            slide = section(
                starts[index], draft.chapter, draft.heading.inlines, text, document, brand, f"Section{suffix}", entries
            )
            notes = _speaker(draft, document, [draft.heading, *draft.blocks], ())
            yield replace(slide, spoken=notes, footer=framed)
            continue
        for offset, part in enumerate(some):
            yield replace(_slide(starts[index] + offset, draft, part, document, suffix, titles), footer=standing)


def _entries(drafts: Sequence[Draft], starts: Sequence[int], index: int) -> list[tuple[Inlines, int]]:
    found = []
    for draft, start in zip(drafts[index + 1 :], starts[index + 1 :], strict=True):
        if draft.chapter:
            break
        found.append((draft.heading.inlines, start))
    return found


def _slide(number: int, draft: Draft, part: Part, document: Document, suffix: str, titles: dict[str, int]) -> Slide:
    layout = layout_of(part.blocks)
    shapes: list[Shape] = []
    if part.subtitle:
        box = replace(SUBTITLE, h=round(SUBTITLE.h + part.top - BODY_TOP, 3))
        shapes.append(Words("Subtitle", box, (part.subtitle,), slot=SUBTITLE_SLOT))
    shapes += in_slots(part.placed.shapes, layout)
    shapes += part.small.words()
    title = _unique(part.title, titles)
    return Slide(
        number,
        layout + suffix,
        Words("Title", TITLE, (title,), "bottom", slot=TITLE_SLOT),
        tuple(shapes),
        spoken=_speaker(draft, document, (draft.heading, *part.blocks), part.small.moved),
    )


def _unique(title: Para, titles: dict[str, int]) -> Para:
    """A title used before is counted, so that a screen reader can tell the slides apart."""
    count = titles[title.text] = titles.get(title.text, 0) + 1
    more = replace(title.runs[-1], text=f" ({count})", fact=None)
    return title if count == 1 else replace(title, runs=(*title.runs, more))


def _footer(document: Document, brand: Brand) -> tuple[Para, Para]:
    """Left and right of the foot of every slide, each on one line."""
    medical = document.variant == "medical"
    color, points = ("white", 11.0) if medical else ("slate", SMALL)
    left, right = document.footer
    strong = medical and not any(isinstance(inline, Strong) for inline in left)
    widths = (7.0, 4.43) if medical else (6.0, 5.33)
    looks = (Look(color, bold=strong), Look(color))
    first = fitted(left, looks[0], (points, SMALL), 1.2, Box(0, 0, widths[0], 0.24), "footer", document, brand)
    second = fitted(right, looks[1], (SMALL, SMALL), 1.2, Box(0, 0, widths[1], 0.24), "footer", document, brand)
    return first, replace(second, align="right")


def _speaker(draft: Draft, document: Document, blocks: Sequence[Block], moved: Sequence[Runs]) -> Runs:
    spoken = joined((stated(inlines) for inlines in inlines_of(draft.notes)), "\n")
    return joined((spoken, joined(moved, " "), source_notes(blocks, document)), "\n\n")
