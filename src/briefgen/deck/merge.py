"""Slides that share: neighbours that say so and are short stand together on one slide, whose title tells them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from briefgen.deck.drafts import Draft, is_note
from briefgen.deck.lists import bears_name, notes_of, run_on, title_of
from briefgen.deck.pairs import may_pair, paired
from briefgen.deck.prose import is_prose
from briefgen.deck.stack import BESIDE
from briefgen.document.blocks import Block, Callout, Chips, Column, Columns, DefinitionList, Heading, Paragraph, Table
from briefgen.document.inlines import Inlines, Text, plain
from briefgen.document.walk import every
from briefgen.lexicon.spelling import large

MOST = 4
"""So many stand on one slide; of lists more may."""
NARROW = 2
"""A table of so many columns, beside that of its references, stands beside another."""


def shared(drafts: Sequence[Draft], fits: Callable[[Draft, Sequence[Draft]], bool]) -> list[Draft]:
    """The drafts, neighbours of one chapter that may share a slide joined as far as these parts fit on one."""
    found: list[Draft] = []
    group: list[Draft] = []
    for draft in drafts:
        if len(group) == 1 and _alike(group[0], draft) and may_pair(group[0], draft):
            if pair := next((one for one in paired(group[0], draft) if fits(one, (group[0], draft))), None):
                found.append(pair)
                group = []
                continue
        elif group and _alike(group[-1], draft) and (len(group) < MOST or all(one.lists for one in group)):
            parts = [*group, draft]
            if fits(joined(parts), parts):
                group = parts
                continue
        same = _of_its_name(group, draft)
        if same and fits(joined([*same, draft]), [*same, draft]):
            found += _closed(group[: -len(same)])
            group = [*same, draft]
            continue
        found += _closed(group)
        group = [draft] if draft.heading.joins and not draft.heading.little else []
        found += [] if group else [draft]
    return [*found, *_closed(group)]


def _of_its_name(group: Sequence[Draft], draft: Draft) -> Sequence[Draft]:
    """The last of a group that have the name of the next, behind others that have not: they go on with it. Lists stay
    as full as they are."""
    name = "" if draft.lists else draft.heading.joins
    same = list(takewhile(lambda one: _alike(one, draft) and one.heading.joins == name, reversed(group)))
    return same[::-1] if len(same) < len(group) else []


def _closed(group: Sequence[Draft]) -> list[Draft]:
    return [joined(group)] if len(group) > 1 else list(group)


def _alike(one: Draft, other: Draft) -> bool:
    """Whether both may share a slide: never a statement that must be seen, nor the slides of two chapters."""
    same = one.heading.chapter == other.heading.chapter
    named = all(draft.heading.joins and not draft.heading.little for draft in (one, other))
    return same and named and not (one.notice or other.notice)


def joined(group: Sequence[Draft]) -> Draft:
    """One draft with the parts below each other, or beside each other where each is narrow; lists run on."""
    first = group[0]
    heading = Heading(2, _title(group), chapter=first.heading.chapter, annex=first.heading.annex)
    if all(one.lists for one in group):
        return replace(run_on(group, heading), parts=tuple(group))
    parts = [(*_subhead(one), *_body(one)) for one in group]
    narrow = all(_is_narrow(block) for one in group for block in one.blocks)
    blocks: list[Block] = (
        [Columns(tuple(map(Column, parts)))] if narrow else [block for part in parts for block in part]
    )
    notes = [Paragraph((*subtitle, Text(".")), "note") for one in group if (subtitle := one.heading.subtitle)]
    small = [block for one in group for block in one.blocks if is_note(block)]
    return replace(
        first,
        heading=heading,
        blocks=[*blocks, *notes, *small],
        notes=notes_of(group),
        lists=False,
        parts=tuple(group),
    )


def appended(lead: Draft, other: Draft, *, headed: bool) -> list[Block]:
    """The blocks of a draft with those of another below them, under its title where that heads them."""
    subtitle = other.heading.subtitle
    about = [Paragraph((*subtitle, Text(".")), "note")] if subtitle else []
    small = [block for one in (lead, other) for block in one.blocks if is_note(block)]
    return [*_body(lead), *(_subhead(other) if headed else ()), *_body(other), *about, *small]


def _title(group: Sequence[Draft]) -> Inlines:
    """The names of all parts as one title, each once, behind the word that all their own titles begin with."""
    heads = {
        head for one in group if bears_name(one.heading) and (head := plain(one.heading.inlines).rpartition(": ")[0])
    }
    told = list(dict.fromkeys(name for one in group for name in one.names or (one.heading.joins,)))
    return title_of(heads.pop() if len(heads) == 1 and not any(one.names for one in group) else "", told)


def _subhead(draft: Draft) -> tuple[Heading, ...]:
    """The title of a part: its finding, or its name where the title of the slide has the rest; none over a subhead."""
    if not bears_name(draft.heading):
        return (Heading(3, draft.heading.inlines),)
    if any(_opens_with_head(block) for block in draft.blocks[:1]):
        return ()
    return (Heading(3, (Text(large(draft.heading.joins)),)),)


def _opens_with_head(block: Block) -> bool:
    """Whether it is a subhead, or columns of which the first begins with one."""
    first = block.columns[0].blocks[:1] if isinstance(block, Columns) and block.style not in BESIDE else (block,)
    return any(isinstance(one, Heading) for one in first)


def _body(draft: Draft) -> list[Block]:
    return [block for block in draft.blocks if not is_note(block)]


def _is_narrow(block: Block) -> bool:
    inside = every((block,))
    return all(_takes_little(one) for one in inside)


def _takes_little(block: Block) -> bool:
    if isinstance(block, Table):
        return len(block.head) - block.referenced <= NARROW
    return isinstance(block, DefinitionList | Chips | Callout) or is_prose(block)
