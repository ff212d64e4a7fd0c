"""Two readouts that say little share a slide, half each; a band below both says why they matter, safety and next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.deck.drafts import Draft, is_note
from briefgen.deck.stack import BESIDE
from briefgen.document.blocks import Block, Column, Columns, Figure, Heading, Outcomes, Paragraph
from briefgen.document.inlines import Inline, Inlines, Strong, Text, plain
from briefgen.document.walk import every, values_in
from briefgen.values.facts import Fact
from briefgen.values.quantity import Quantity

FIGURE_FOLLOWS, BETWEEN = ": ", "; "
"""What stands before the figure of a title, and between two titles."""


def may_pair(one: Draft, other: Draft) -> bool:
    """Whether both may stand beside each other: one shows what came out of a trial, the other so or in a table."""
    return all(_parts(draft) for draft in (one, other)) and any(_is_readout(draft) for draft in (one, other))


def is_paired(draft: Draft) -> bool:
    """Whether a slide is one of two readouts."""
    return any(isinstance(block, Columns) and block.style == "halved" for block in draft.blocks)


def paired(one: Draft, other: Draft) -> Iterator[Draft]:
    """Both readouts on one slide, under their whole titles, or under what these say before their figures, which stand
    over each half."""
    halves = [parts for draft in (one, other) if (parts := _parts(draft))]
    titles = (one.heading.inlines, other.heading.inlines)
    blocks: list[Block] = [
        _halves([(Heading(3, draft.heading.inlines), *_lead(draft)) for draft in (one, other)]),
        _halves([_undrawn(main) for main, _ in halves]),
        Columns(tuple(Column(_run_in(rail)) for _, rail in halves), "banded"),
        *(block for draft in (one, other) for block in draft.blocks if is_note(block)),
    ]
    for first, second in (titles, tuple(_before_figure(title) for title in titles)):
        heading = replace(one.heading, inlines=(*first, Text(BETWEEN), *second), subtitle=(), joins="")
        yield replace(one, heading=heading, blocks=blocks, notes=[*one.notes, *other.notes])


def _is_readout(draft: Draft) -> bool:
    return any(isinstance(block, Outcomes) for block in every(draft.blocks))


def _parts(draft: Draft) -> tuple[tuple[Block, ...], tuple[Block, ...]] | None:
    """What a slide shows, with the caveats below it, and its words with those of its rail; nothing where it has columns
    of another kind."""
    body = [block for block in draft.blocks if not is_note(block)]
    rows = [block for block in body if isinstance(block, Columns)]
    if not rows:
        return tuple(body), ()
    if len(rows) > 1 or rows[0].style not in BESIDE:
        return None
    main, rail = (column.blocks for column in rows[0].columns)
    caveats = (block for block in body if not isinstance(block, Columns))
    words = [block for block in main if isinstance(block, Paragraph)]
    return (*(block for block in main if block not in words), *caveats), (*rail, *words)


def _halves(parts: Sequence[tuple[Block, ...]]) -> Columns:
    return Columns(tuple(map(Column, parts)), "halved")


def _lead(draft: Draft) -> tuple[Paragraph, ...]:
    return (Paragraph(draft.heading.subtitle, "lead"),) if draft.heading.subtitle else ()


def _undrawn(main: Sequence[Block]) -> tuple[Block, ...]:
    """Without the charts whose figures all stand in the panels above them."""
    told = {value.fact for value in values_in(block for block in main if isinstance(block, Outcomes))}
    return tuple(
        block for block in main if not (isinstance(block, Figure) and _figures(block) and _figures(block) <= told)
    )


def _figures(figure: Figure) -> set[Fact]:
    """The facts behind what a chart draws as figures."""
    return {value.fact for value in figure.facts if isinstance(value.content, Quantity)}


def _run_in(rail: Sequence[Block]) -> tuple[Block, ...]:
    """A rail as running text, each head at the beginning of its part; where it holds more than words, as it is."""
    words = [block for block in rail if isinstance(block, Heading | Paragraph)]
    if len(words) < len(rail):
        return tuple(rail)
    said: list[Inline] = []
    for block in words:
        if isinstance(block, Heading):
            said += [*_apart(said), Strong((*block.inlines, Text(".")))]
        else:
            said += [*_apart(said), *(Text(", ") if inline == Text("\n") else inline for inline in block.inlines)]
    return (Paragraph(tuple(said)),) if said else ()


def _apart(said: Sequence[Inline]) -> tuple[Text, ...]:
    return (Text(" "),) if said else ()


def _before_figure(title: Inlines) -> Inlines:
    """What a title says before its figure; the whole of one that says no more than a name."""
    for index, inline in enumerate(title):
        if isinstance(inline, Text) and FIGURE_FOLLOWS in inline.text:
            kept = inline.text.partition(FIGURE_FOLLOWS)[0]
            before = (*title[:index], Text(kept)) if kept else title[:index]
            return before if " " in plain(before) else title
    return title
