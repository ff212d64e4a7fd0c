"""Citations: every sentence, row, card and figure that states a fact cites its sources, without the writer's help."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from briefgen.document.blocks import (
    AbbreviationList,
    Block,
    Blocks,
    BulletList,
    Callout,
    Card,
    Cards,
    Chips,
    Column,
    Columns,
    DefinitionList,
    Figure,
    Front,
    Heading,
    Metrics,
    NumberedList,
    Outcome,
    Outcomes,
    PageBreak,
    Panels,
    Paragraph,
    Rail,
    ReferenceList,
    Row,
    SpeakerNotes,
    Statement,
    Stories,
    Story,
    Table,
)
from briefgen.document.inlines import Cite, Inline, Inlines, Text, Value, is_gap, plain
from briefgen.document.walk import Trace, leaves, map_flows, map_inlines, parts, traces, traces_in
from briefgen.lexicon import en
from briefgen.values.facts import NAME

SEVERAL = 6
"""Sources of a strip of figures that a subtitle names; marks of more would tell nothing of any figure."""
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


def cite_blocks(blocks: Blocks) -> Blocks:
    """The blocks with citations put in: after sentences, in Ref. columns, at card labels and subheads."""
    cited: list[Block] = []
    for block in blocks:
        cited.append(_cited(block))
        if isinstance(block, (DefinitionList, Panels, Metrics, Chips)) and not bears_no_mark(block):
            _cite_head(cited, sources_in((block,)))
        elif isinstance(block, Figure) and not block.referenced:
            _cite_subtitle(cited, block.sources)
        elif isinstance(block, (Figure, Table, Stories)):
            _lighten_subtitle(cited)
    return tuple(cited)


def bears_no_mark(block: Block) -> bool:
    """Whether it is a strip of figures with so many sources that marks would tell nothing of any of them."""
    return isinstance(block, Metrics) and len(sources_in((block,))) > SEVERAL


def _cited(block: Block) -> Block:
    match block:
        case Paragraph() | BulletList() | NumberedList():
            return map_inlines(block, cite_sentences)
        case Table():
            return _cited_in_rows(block) if block.style == "marked" else cite_table(block)
        case Cards(cards):
            return Cards(tuple(map(_cited_card, cards)))
        case Stories(stories):
            return Stories(tuple(map(_cited_story, stories)))
        case Outcomes(outcomes):
            return Outcomes(tuple(map(_cited_outcome, outcomes)))
        case Rail(blocks):
            return Rail(tuple(map(_cited_facts, blocks)))
        case Columns(style="railed"):
            return map_flows(replace(block, columns=tuple(map(_cited_within, block.columns))), cite_blocks)
        case Callout() | Statement() | Front() | Columns():
            return map_flows(block, cite_blocks)
        case Heading(subtitle=subtitle):
            return replace(block, subtitle=_with_cite(subtitle, sources_in((block,)))) if subtitle else block
        case DefinitionList() | Panels() | Metrics() | Chips() | Figure():
            return block
        case SpeakerNotes() | ReferenceList() | AbbreviationList() | PageBreak():
            return block
        case _:
            assert_never(block)


def _cited_facts(block: Block) -> Block:
    """A block of the rail: each of its facts is cited."""
    if not isinstance(block, DefinitionList):
        return _cited(block)
    items = ((term, _with_cite(text, sources_of(term, text))) for term, text in block.items)
    return DefinitionList(tuple(items))


def _cited_card(card: Card) -> Card:
    return replace(card, label=_with_cite(card.label, sources_of(card.label, card.figure, card.text, card.qualifier)))


def _cited_story(story: Story) -> Story:
    """A figure is cited at what it measures; what is told, after each sentence."""
    cited = {name: cite_sentences(getattr(story, name)) for name in ("new", "why", "following")}
    return replace(story, measure=_with_cite(story.measure, sources_of(story.figure, story.measure)), **cited)


def _cited_outcome(outcome: Outcome) -> Outcome:
    """An outcome is cited at its name, or where a head above it says that, behind what its figure is."""
    sources = sources_of(*outcome.cells)
    if not outcome.name:
        return replace(outcome, measure=_with_cite(outcome.measure, sources))
    return replace(outcome, name=_with_cite(outcome.name, sources))


def cite_sentences(inlines: Inlines) -> Inlines:
    """Inlines with a citation after each sentence whose sources differ from those of the next; no source states what
    is missing."""
    cut = list(sentences(inlines))
    stated = (tuple(inline for inline in one if not is_gap(inline)) for one in cut)
    sources = [sources_of(sentence) for sentence in stated]
    result: list[Inline] = []
    for index, sentence in enumerate(cut):
        following = sources[index + 1] if index + 1 < len(sources) else ()
        cite = Cite(sources[index]) if sources[index] and set(sources[index]) != set(following) else None
        result += _with_cite_at_end(sentence, cite)
    return tuple(result)


def sentences(inlines: Inlines) -> Iterator[Inlines]:
    """Inlines cut after full stops of plain text; values and names are never cut."""
    current: list[Inline] = []
    for inline in inlines:
        if not isinstance(inline, Text):
            current.append(inline)
            continue
        start = 0
        for end in _SENTENCE_END.finditer(inline.text):
            current.append(Text(inline.text[start : end.end()]))
            yield tuple(current)
            current, start = [], end.end()
        if inline.text[start:]:
            current.append(Text(inline.text[start:]))
    if current:
        yield tuple(current)


def _with_cite_at_end(sentence: Inlines, cite: Cite | None) -> list[Inline]:
    if cite is None:
        return list(sentence)
    last = sentence[-1]
    if isinstance(last, Text) and last.text != last.text.rstrip():
        stripped = last.text.rstrip()
        return [*sentence[:-1], *([Text(stripped)] if stripped else []), cite, Text(last.text[len(stripped) :])]
    return [*sentence, cite]


def cite_table(table: Table) -> Table:
    """The table with a Ref. column when a row has sources, marks in its note, and the sources of both; one that cites
    already stays."""
    if table.referenced or any(isinstance(inline, Cite) for row in table.rows for cell in row.cells for inline in cell):
        return table
    rows = [(row, () if row.group else sources_of(*row.cells)) for row in table.rows]
    sources = tuple(dict.fromkeys(source for _, found in rows for source in found))
    if not sources:
        return table
    cited = tuple(_cited_row(row, found) for row, found in rows)
    head, note = (*table.head, (Text(en.REFERENCES),)), cite_sentences(table.note)
    sources = tuple(dict.fromkeys((*sources, *sources_of(table.note))))
    return replace(
        table, head=head, rows=cited, align=(*table.align, "left"), note=note, sources=sources, referenced=True
    )


def _cited_row(row: Row, found: tuple[str, ...]) -> Row:
    """A row with its sources in a cell of their own; what the head of a group states is cited behind it."""
    if row.group:
        return replace(row, cells=(_with_cite(row.cells[0], sources_of(row.cells[0])), *row.cells[1:]))
    return Row((*row.cells, (Cite(found),) if found else ()))


def _cited_in_rows(table: Table) -> Table:
    """A table with the mark of each row behind its last cell that states something."""
    rows = []
    for row in table.rows:
        told = [at for at, cell in enumerate(row.cells) if not all(map(is_gap, leaves(cell)))]
        at, cells = (told or [0])[-1], list(row.cells)
        cells[at] = _with_cite(cells[at], sources_of(*cells))
        rows.append(replace(row, cells=tuple(cells)))
    sources = sources_of(*(cell for row in table.rows for cell in row.cells), table.note)
    return replace(table, rows=tuple(rows), note=cite_sentences(table.note), sources=sources)


def _cited_within(column: Column) -> Column:
    """A column beside a rail: a register in it cites in its cells, as the words beside and below it do."""
    return replace(column, blocks=tuple(map(_marked, column.blocks)))


def _marked(block: Block) -> Block:
    """A register with a mark behind each sentence of its cells; what one says in a word is cited where its row
    says most."""
    if not isinstance(block, Table) or block.style != "register":
        return block
    sources = tuple(dict.fromkeys(source for row in block.rows for source in sources_of(*row.cells)))
    return replace(block, rows=tuple(Row(_marked_cells(row.cells), row.group) for row in block.rows), sources=sources)


def _marked_cells(cells: Sequence[Inlines]) -> tuple[Inlines, ...]:
    """The cells of a row with their marks: those of one stretch leave theirs to the longest that states something."""
    longest = max(range(len(cells)), key=lambda at: (_is_stated(cells[at]), len(plain(cells[at]))), default=0)
    marked = [cite_sentences(cell) if at == longest or len(cell) > 1 else cell for at, cell in enumerate(cells)]
    told = {source for cell in marked for inline in cell if isinstance(inline, Cite) for source in inline.sources}
    left = tuple(source for source in sources_of(*cells) if source not in told)
    if left:
        marked[longest] = _with_cite(marked[longest], left)
    return tuple(marked)


def _is_stated(inlines: Inlines) -> bool:
    """Whether inlines hold a value that a source states: what is missing is cited nowhere."""
    return bool(sources_of(tuple(one for one in leaves(inlines) if isinstance(one, Value) and not is_gap(one))))


def _cite_head(blocks: list[Block], sources: tuple[str, ...]) -> None:
    """Cite at the subhead over a block, or at the subtitle of its slide."""
    for index in range(len(blocks) - 2, -1, -1):
        block = blocks[index]
        if isinstance(block, Heading):
            if block.level == 3:
                blocks[index] = replace(block, inlines=_with_cite(block.inlines, sources))
            else:
                _cite_subtitle(blocks, sources)
            return


def _cite_subtitle(blocks: list[Block], sources: tuple[str, ...]) -> None:
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if isinstance(block, Heading) and block.level < 3:
            if block.subtitle:
                blocks[index] = replace(block, subtitle=_with_cite(block.subtitle, sources))
            return


def _lighten_subtitle(blocks: list[Block]) -> None:
    """A subtitle above a block that has marks of its own has none for what the block cites too."""
    told = {source for part in parts(blocks[-1]) for cite in traces(part) for source in sources_behind(cite)}
    told |= set(getattr(blocks[-1], "sources", ()))
    at = next((at for at in range(len(blocks) - 1, -1, -1) if isinstance(blocks[at], Heading)), None)
    heading = blocks[at] if at is not None else None
    if at is None or not isinstance(heading, Heading) or heading.level > 2 or not heading.subtitle:
        return
    mark = heading.subtitle[-1]
    if isinstance(mark, Cite) and set(mark.sources) <= told:
        blocks[at] = replace(heading, subtitle=heading.subtitle[:-1])


def _with_cite(inlines: Inlines, sources: tuple[str, ...]) -> Inlines:
    before = inlines[-1] if inlines else None
    if isinstance(before, Cite):
        return (*inlines[:-1], Cite(tuple(dict.fromkeys(before.sources + sources))))
    return (*inlines, Cite(sources)) if sources else inlines


def sources_of(*stretches: Inlines) -> tuple[str, ...]:
    """Ids of the sources that the values in inlines rest on, in reading order and once each."""
    return _ids(traces(stretches))


def sources_in(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Ids of the sources that the values in blocks rest on, in reading order and once each."""
    return _ids(traces_in(blocks))


def _ids(found: Iterable[Trace]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for one in found for source in sources_behind(one)))


def sources_behind(one: Trace) -> tuple[str, ...]:
    """Ids of the sources behind a value or a citation; a name has none of its own."""
    if isinstance(one, Value):
        return () if one.role == NAME else one.fact.sources
    return one.sources
