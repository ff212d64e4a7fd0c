"""Slides that only list: the registers of an annex, and references with abbreviations, run on from slide to slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.deck.drafts import Draft, body_of
from briefgen.deck.listings import listing_of
from briefgen.deck.shapes import Placed, TextShape, moved
from briefgen.deck.tables import CAPTION, whole_of
from briefgen.document.blocks import Block, Heading, Paragraph, Table
from briefgen.document.document import Document
from briefgen.document.inlines import Inlines, Strong, Text, plain
from briefgen.lexicon import en
from briefgen.lexicon.spelling import large, small

BEHIND = ". "
"""What stands between the name of a list and what is said of it."""


def as_list(draft: Draft, document: Document) -> Draft:
    """A draft of the annex that may share and holds nothing but a table with that as a register, and the references
    with a name above each list; another as it is."""
    body = tuple(body_of(draft.blocks, document))
    lists = [block for block in body if isinstance(block, Heading | Table)]
    if any(listing_of(block) for block in lists) and len(lists) == len(body):
        tables, names = zip(*_named(draft, lists), strict=True)
        return replace(draft, blocks=list(tables), lists=True, names=names)
    shares = draft.heading.annex and draft.heading.joins and not draft.heading.little
    if draft.notice or not shares or len(draft.blocks) != 1:
        return draft
    return replace(
        draft,
        blocks=[replace(table, style="register") for table in tables_of(body)] or draft.blocks,
        lists=bool(tables_of(body)),
    )


def run_on(drafts: Sequence[Draft], heading: Heading) -> Draft:
    """Drafts that only list as one of them, with the name of each and what is said of it above its table."""
    tables: list[Block] = []
    names: list[str] = []
    for draft in drafts:
        if draft.names:
            tables += tables_of(draft.blocks)
            names += draft.names
            continue
        own = draft.heading
        name: Inlines = (Text(large(own.joins)),) if bears_name(own) else own.inlines
        about: Inlines = (Text(BEHIND), *own.subtitle) if own.subtitle else ()
        tables += [replace(table, caption=(Strong(name), *about)) for table in tables_of(draft.blocks)]
        names.append(draft.heading.joins)
    return replace(drafts[0], heading=heading, blocks=tables, names=tuple(names), notes=notes_of(drafts))


def notes_of(drafts: Sequence[Draft]) -> list[Block]:
    """What is spoken at drafts that share a slide: of a title that tells how many there are it is told there, since the
    slide has the name alone."""
    counts = [draft.heading.inlines for draft in drafts if bears_name(draft.heading) and not _is_name(draft.heading)]
    return [*(Paragraph((*title, Text("."))) for title in counts), *(note for one in drafts for note in one.notes)]


def titled(draft: Draft, bodies: Sequence[Sequence[Block]]) -> list[Inlines]:
    """What each slide of lists that run on lists, that of several slides counted."""
    names = dict(zip(map(_caption_of, tables_of(draft.blocks)), draft.names, strict=True))
    told = [list(dict.fromkeys(names[_caption_of(table)] for table in tables_of(body))) for body in bodies]
    head = en.ANNEX if plain(draft.heading.inlines).startswith(f"{en.ANNEX}: ") else ""

    def counted(name: str, at: int) -> str:
        on = [number for number, others in enumerate(told) if name in others]
        return name + (" " + en.part(on.index(at) + 1, len(on), "\u00a0") if len(on) > 1 else "")

    return [title_of(head, [counted(name, at) for name in own]) for at, own in enumerate(told)]


def title_of(head: str, names: Sequence[str]) -> Inlines:
    """The names of what shares a slide as its title, behind a word that all of them stand under; one of several that
    itself names two is told as two."""
    words = [Text(f"{head}: ")] if head else []
    names = [part for name in names for part in name.split(en.AND)] if len(names) > 1 else names
    for index, name in enumerate(names):
        between = "" if index == 0 else en.AND if index == len(names) - 1 else ", "
        words.append(Text(between + (name if index or head else large(name))))
    return tuple(words)


def alone(draft: Draft, body: Sequence[Block]) -> Inlines | None:
    """What is said of the only list of a slide, whose title has its name; None where there are several, or one with a
    finding above it."""
    captions = {_caption_of(table) for table in tables_of(body)}
    for table, name in zip(tables_of(draft.blocks), draft.names, strict=True):
        first, *about = table.caption
        if captions == {plain(table.caption)} and plain((first,)).casefold() == name.casefold():
            return tuple(about[1:])
    return None


def opens_with_references(body: Sequence[Block]) -> bool:
    """Whether a slide begins with the list that its title names."""
    first = listing_of(body[0])
    return first is not None and first.references


def uncaptioned(placed: Placed, top: float) -> Placed:
    """Lists without the words above the first of them, from this height on."""
    first, *others = placed.shapes
    shapes = others if isinstance(first, TextShape) and first.name == CAPTION else placed.shapes
    by = top - min(shape.box.y for shape in shapes)
    return Placed(tuple(moved(shape, by) for shape in shapes), round(placed.bottom + by, 4))


def bears_name(heading: Heading) -> bool:
    """Whether a title is its slide's name, alone or behind a word, or tells in the annex how many there are: *Annex: 18
    programmes*."""
    return plain(heading.inlines).rpartition(": ")[0] == en.ANNEX or _is_name(heading)


def _is_name(heading: Heading) -> bool:
    return plain(heading.inlines).rpartition(": ")[2].casefold() == heading.joins.casefold()


def tables_of(blocks: Sequence[Block]) -> list[Table]:
    """The tables among blocks."""
    return [block for block in blocks if isinstance(block, Table)]


def _named(draft: Draft, body: Sequence[Heading | Table]) -> Iterator[tuple[Table, str]]:
    """Each list under the head that stands before it, the first under the title."""
    head = draft.heading.inlines
    for block in body:
        if isinstance(block, Heading):
            head = block.inlines
        else:
            whole = listing_of(block)
            name = en.LISTED if whole and whole.references else plain(head)
            yield replace(block, caption=(Strong((Text(name),)),)), small(name)


def _caption_of(table: Table) -> str:
    return plain(whole_of(table).caption)
