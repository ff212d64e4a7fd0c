"""The blocks of a document gathered under the headings that open its slides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from briefgen.deck.grid import MAX_CARDS
from briefgen.deck.listings import abbreviation_list, reference_list
from briefgen.document.blocks import (
    AbbreviationList,
    Block,
    BulletList,
    Callout,
    Card,
    Cards,
    Column,
    Columns,
    Front,
    Heading,
    PageBreak,
    Paragraph,
    Rail,
    ReferenceList,
    SpeakerNotes,
    Statement,
)
from briefgen.document.document import Document, ShortForm
from briefgen.document.inlines import Inlines, Text
from briefgen.document.walk import every


@dataclass(slots=True)
class Draft:
    """A slide to be: its heading and blocks before fitting; a chapter opening has a chapter number.

    A `folded` chapter is one that has no slide of its own. The title of a `repeated` heading leaves room for the count
    that tells its slides apart; a `told` one stands whole in the body. `new` are the short forms that readers meet here
    first. `gone` are the slides behind it that
    went to the annex, each with the `anchor` that leads to it and its name. One that `lists` holds nothing but tables,
    each with its name in `names` where several run on from slide to slide. `parts` are the drafts that share it.
    """

    heading: Heading
    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    chapter: int = 0
    notice: bool = False
    repeated: bool = False
    told: bool = False
    folded: Inlines = ()
    anchor: str = ""
    shed: int = 0
    new: tuple[ShortForm, ...] = ()
    gone: tuple[tuple[str, Inlines], ...] = ()
    lists: bool = False
    names: tuple[str, ...] = ()
    parts: tuple[Draft, ...] = ()

    @property
    def opened(self) -> Inlines:
        """The word of the tracker that the slide stands under."""
        return (Text(self.heading.chapter),) if self.heading.chapter else self.folded


def gather(document: Document) -> list[Draft]:
    """The flat blocks gathered under their headings; small print under a title alone makes no slide."""
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
            draft.notice = draft.notice or notice or _states(block)
            draft.notes += (one for one in every((block,)) if isinstance(one, SpeakerNotes))
            draft.blocks += () if isinstance(block, SpeakerNotes) else (block,)
    return [draft for draft in drafts if draft.chapter or draft.heading.subtitle or not all(map(is_note, draft.blocks))]


def is_note(block: Block) -> bool:
    """Whether a block is small print."""
    return isinstance(block, Paragraph) and block.style in ("note", "side")


def _open(blocks: Iterable[Block], notice: bool = False) -> Iterator[tuple[Block, bool]]:
    """Blocks without statements around them and page breaks between; whether each is part of a statement."""
    for block in blocks:
        if isinstance(block, Statement):
            yield from _open(block.blocks, True)
        elif isinstance(block, Rail):
            yield from _open(block.blocks, notice)
        elif not isinstance(block, PageBreak | Front):
            yield block, notice


def _states(block: Block) -> bool:
    """Whether a statement stands in the block's columns."""
    return isinstance(block, Columns) and any(
        isinstance(inner, Statement) for column in block.columns for inner in column.blocks
    )


def _draft_for(block: Block, drafts: list[Draft], document: Document) -> Draft:
    """The slide the block belongs to; a chapter opening takes only paragraphs and notes."""
    if not drafts:
        drafts.append(Draft(Heading(2, document.title)))
    elif drafts[-1].chapter and not isinstance(block, Paragraph | SpeakerNotes):
        drafts.append(Draft(Heading(2, drafts[-1].heading.inlines, annex=drafts[-1].heading.annex)))
    return drafts[-1]


def body_of(blocks: Iterable[Block], document: Document, most: int = MAX_CARDS) -> Iterator[Block]:
    """Blocks as they are laid out: small print and what is no part of a body out, statements and rails opened, lists of
    the document in, at most so many cards in a row."""
    blocks = list(blocks)
    after_cards = False
    for block in blocks:
        match block:
            case Paragraph(style="note" | "side") | SpeakerNotes() | PageBreak() | Front():
                continue
            case ReferenceList():
                yield reference_list(document)
            case AbbreviationList():
                yield abbreviation_list(document)
            case Cards(cards):
                yield from _card_rows(cards, most)
            case BulletList(items) if after_cards and len(items) > 1:
                half = (len(items) + 1) // 2
                yield Columns((Column((BulletList(items[:half]),)), Column((BulletList(items[half:]),))))
            case Statement(blocks=inside) | Rail(inside):
                yield from body_of(inside, document, most)
            case Columns(columns):
                inner = tuple(replace(c, blocks=tuple(body_of(c.blocks, document, most))) for c in columns)
                yield replace(block, columns=inner)
            case Callout():
                yield replace(block, blocks=tuple(body_of(block.blocks, document, most)))
            case _:
                yield block
        after_cards = isinstance(block, Cards)


def _card_rows(cards: Sequence[Card], most: int) -> Iterator[Cards]:
    """Rows of at most so many cards, evenly filled."""
    rows = -(-len(cards) // most)
    step = -(-len(cards) // rows) if rows else 1
    for start in range(0, len(cards), step):
        yield Cards(tuple(cards[start : start + step]))
