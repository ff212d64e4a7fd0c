"""From a document to slides: cover, chapters, bodies that fit, and the standing texts of each slide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from briefgen.brand import Brand
from briefgen.deck.evidence import inlines_of, text_of
from briefgen.deck.fit import DoesNotFitError, fit, needs_captions
from briefgen.deck.front import TooLongError, cover, fitted, section
from briefgen.deck.layouts import MEDICAL, in_slots, layout_of
from briefgen.deck.scale import (
    BODY_TOP,
    BODY_TOP_PLAIN,
    LEFT,
    MAX_CARDS,
    SIZES,
    SUBTITLE,
    SUBTITLE_SLOT,
    TITLE,
    TITLE_SLOT,
    WIDTH,
    body_bottom,
)
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Deck, Para, Placed, Shape, Slide, Words
from briefgen.deck.smallprint import MOST_LINES, SmallPrint, small_print, source_notes, strip_notes
from briefgen.deck.tables import reference_table
from briefgen.deck.text import Look, height, to_runs
from briefgen.document import (
    AbbreviationList,
    Block,
    BulletList,
    Callout,
    Card,
    Cards,
    Column,
    Columns,
    Document,
    Heading,
    Inlines,
    PageBreak,
    Paragraph,
    ReferenceList,
    SpeakerNotes,
    Statement,
    Strong,
    Text,
    Value,
    plain,
)
from briefgen.problems import Origin, Problem, ProblemsFoundError

Blocks = tuple[Block, ...]


@dataclass(slots=True)
class Draft:
    """A slide to be: its heading and blocks before fitting; a chapter opening has a chapter number."""

    heading: Heading
    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    chapter: int = 0
    notice: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One fitted slide of a draft, without its number."""

    title: Para
    heading: Inlines
    subtitle: Para | None
    blocks: Blocks
    placed: Placed
    top: float
    small: SmallPrint


def cut_deck(document: Document, brand: Brand) -> Deck:
    """The document as slides; ProblemsFoundError names every text that fits nowhere."""
    drafts = _drafts(document)
    problems: list[Problem] = []
    parts: list[list[Part]] = []
    for draft in drafts:
        try:
            parts.append(_parts(draft, document, brand) if not draft.chapter else [])
        except (TooLongError, DoesNotFitError) as error:
            problems.append(_problem(draft, error, document))
            parts.append([])
    slides: list[Slide] = []
    try:
        slides = list(_numbered(drafts, parts, document, brand))
    except TooLongError as error:
        problems.append(_problem(None, error, document))
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


# --- drafts ------------------------------------------------------------------------------------------------


def _drafts(document: Document) -> list[Draft]:
    """The flat blocks gathered under their headings."""
    drafts: list[Draft] = []
    chapter = 0
    for block, notice in _open(document.blocks):
        if isinstance(block, Heading) and block.level == 1:
            chapter += 1
            drafts.append(Draft(block, chapter=chapter))
        elif isinstance(block, Heading) and block.level == 2:
            drafts.append(Draft(block, notice=notice))
        else:
            draft = _draft_for(block, drafts, document)
            draft.notice = draft.notice or notice
            (draft.notes if isinstance(block, SpeakerNotes) else draft.blocks).append(block)
    return [draft for draft in drafts if draft.chapter or draft.blocks or draft.heading.subtitle]


def _open(blocks: Iterable[Block], notice: bool = False) -> Iterator[tuple[Block, bool]]:
    """Blocks without statements around them and page breaks between; whether each is part of a statement."""
    for block in blocks:
        if isinstance(block, Statement):
            yield from _open(block.blocks, True)
        elif not isinstance(block, PageBreak):
            yield block, notice


def _draft_for(block: Block, drafts: list[Draft], document: Document) -> Draft:
    """The slide the block belongs to; a chapter opening takes only paragraphs and notes."""
    if not drafts:
        drafts.append(Draft(Heading(2, document.title)))
    elif drafts[-1].chapter and not isinstance(block, Paragraph | SpeakerNotes):
        drafts.append(Draft(Heading(2, drafts[-1].heading.inlines)))
    return drafts[-1]


# --- parts -------------------------------------------------------------------------------------------------


def _parts(draft: Draft, document: Document, brand: Brand) -> list[Part]:
    notes = strip_notes(draft.blocks)
    blocks = tuple(_body(draft.blocks, document))
    own = () if _only_references(draft.blocks) else (draft.heading, *blocks)
    small = small_print(own, notes, document, brand)
    if small.lines > MOST_LINES:
        raise TooLongError("note", "".join(para.text for para in small.paras), f"{MOST_LINES} lines")
    subtitle = _subtitle(draft, document, brand)
    top = _body_top(subtitle, brand)
    bottom = body_bottom(small.lines)
    setting = Setting(document, brand, captions=needs_captions(blocks))
    fitted_parts = fit(blocks, LEFT, top, WIDTH, bottom - top, setting) if blocks else [((), Placed((), top))]
    found = []
    for index, (body, placed) in enumerate(fitted_parts, 1):
        more = (Text(f" ({index} of {len(fitted_parts)})"),) if len(fitted_parts) > 1 else ()
        heading = (*draft.heading.inlines, *more)
        title = _title(heading, document, brand)
        print_ = small if len(fitted_parts) == 1 or not own else _part_print(draft, body, notes, document, brand, small)
        found.append(Part(title, heading, subtitle, body, placed, top, print_))
    return found


def _part_print(
    draft: Draft, body: Blocks, notes: Sequence[Inlines], document: Document, brand: Brand, whole: SmallPrint
) -> SmallPrint:
    """The small print of one part; that of the whole where its own would need more lines."""
    own = small_print((draft.heading, *body), notes, document, brand)
    return own if own.lines <= max(whole.lines, 2) else whole


def _title(inlines: Inlines, document: Document, brand: Brand) -> Para:
    look = Look("ink" if document.variant == "medical" else "navy", bold=True)
    return fitted(inlines, look, SIZES["title"], 1.12, TITLE, "title", document, brand)


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


def _body(blocks: Iterable[Block], document: Document) -> Iterator[Block]:
    """Blocks as they are laid out: small print taken out, lists of the document put in."""
    blocks = list(blocks)
    after_cards = False
    for block in blocks:
        match block:
            case Paragraph(style="note"):
                continue
            case ReferenceList():
                yield reference_table(document)
            case AbbreviationList():
                yield from _abbreviations(document)
            case Cards(cards):
                yield from _card_rows(cards)
            case BulletList(items) if after_cards and len(items) > 1:
                half = (len(items) + 1) // 2
                yield Columns((Column((BulletList(items[:half]),)), Column((BulletList(items[half:]),))))
            case Columns(columns):
                inner = tuple(replace(c, blocks=tuple(_body(c.blocks, document))) for c in columns)
                yield replace(block, columns=inner)
            case Callout():
                yield replace(block, blocks=tuple(_body(block.blocks, document)))
            case _:
                yield block
        after_cards = isinstance(block, Cards)


def _card_rows(cards: Sequence[Card]) -> Iterator[Cards]:
    """Rows of at most four cards, evenly filled."""
    rows = -(-len(cards) // MAX_CARDS)
    step = -(-len(cards) // rows) if rows else 1
    for start in range(0, len(cards), step):
        yield Cards(tuple(cards[start : start + step]))


def _abbreviations(document: Document) -> Iterator[Block]:
    """The abbreviations in columns, read down one after the other."""
    entries = document.abbreviations
    for start in range(0, len(entries), 36):
        some = entries[start : start + 36]
        count = 3 if len(some) > 12 else 2
        step = -(-len(some) // count)
        yield Columns(tuple(
            Column(tuple(Paragraph((Strong((Text(a.short),)), Text("  "), *a.long)) for a in some[at : at + step]))
            for at in range(0, len(some), step)
        ))  # fmt: skip


# --- slides ------------------------------------------------------------------------------------------------


def _numbered(
    drafts: Sequence[Draft], parts: Sequence[Sequence[Part]], document: Document, brand: Brand
) -> Iterator[Slide]:
    """Every slide in order, cover first, with chapter openings that name what follows."""
    suffix = MEDICAL if document.variant == "medical" else ""
    notice = bool(drafts) and drafts[0].notice
    yield cover(document, brand, f"Cover{suffix}", notice)
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
            yield replace(slide, notes=_speaker(draft, document, [draft.heading, *draft.blocks], ()))
            continue
        for offset, part in enumerate(some):
            yield _slide(starts[index] + offset, draft, part, document, suffix, titles)


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
        _footer(document),
        _speaker(draft, document, (draft.heading, *part.blocks), part.small.moved),
    )


def _unique(title: Para, titles: dict[str, int]) -> Para:
    """A title used before is counted, so that a screen reader can tell the slides apart."""
    count = titles[title.text] = titles.get(title.text, 0) + 1
    return title if count == 1 else replace(title, runs=(*title.runs, replace(title.runs[-1], text=f" ({count})")))


def _footer(document: Document) -> tuple[Para, Para]:
    medical = document.variant == "medical"
    color, points = ("white", 11.0) if medical else ("slate", 9.0)
    left, right = document.footer
    strong = medical and not any(isinstance(inline, Strong) for inline in left)
    first = Para(to_runs(left, document, Look(color, bold=strong)), points, 1.2)
    second = Para(to_runs(right, document, Look(color)), 9.0, 1.2, "right")
    return first, second


def _speaker(draft: Draft, document: Document, blocks: Sequence[Block], moved: Sequence[str]) -> str:
    spoken = "\n".join(plain(inlines) for inlines in inlines_of(draft.notes))
    return "\n\n".join(filter(None, [spoken, " ".join(moved), source_notes(blocks, document)]))


# --- problems ----------------------------------------------------------------------------------------------


def _problem(draft: Draft | None, error: TooLongError | DoesNotFitError, document: Document) -> Problem:
    """What does not fit, on which slide, and what to do."""
    slide = f", slide '{_shortened(plain(draft.heading.inlines))}'" if draft else ""
    where = f"{document.brief}: {plain(document.title)}{slide}"
    if isinstance(error, TooLongError):
        message = f"{where}: the {error.what} of {len(error.text)} characters does not fit {error.limit}"
        return Problem(_origin(draft), "does-not-fit", message, _HINTS.get(error.what, "shorten it"))
    kind = type(error.block).__name__.lower()
    message = f"{where}: a {kind} fits on no slide: '{_shortened(_first_words(error.block))}'"
    return Problem(_origin(draft), "does-not-fit", message, "shorten its text or divide it into several")


_HINTS = {"title": "a title has two lines, about 110 characters; say the rest in the subtitle or body"}


def _origin(draft: Draft | None) -> Origin:
    """The place of the first traced value of the heading, if it has one."""
    for inline in draft.heading.inlines if draft else ():
        if isinstance(inline, Value) and inline.fact.origin:
            path, *numbers = inline.fact.origin.rsplit(":", 2)
            if len(numbers) == 2 and all(number.isdigit() for number in numbers):
                return Origin(path, int(numbers[0]), int(numbers[1]))
    return Origin()


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77].rstrip()}..."


def _first_words(block: Block) -> str:
    return " ".join(text_of((block,)).split())
