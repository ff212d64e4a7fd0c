"""Slides that are set and nearly empty share one: with a neighbour, in the annex with the next short one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from briefgen.deck.drafts import Draft
from briefgen.deck.lists import notes_of
from briefgen.deck.merge import MOST, appended, joined
from briefgen.deck.room import Laid
from briefgen.document.blocks import Outcomes
from briefgen.document.walk import every

T = TypeVar("T")
LITTLE = 0.35
"""A slide that takes less of its room stands alone only where no other has room for it."""


def together(
    laid: Sequence[Laid[T]],
    filled: Callable[[Laid[T]], float],
    reset: Callable[[Draft], Laid[T] | None],
    run_on: Callable[[Draft], Laid[T] | None] = lambda draft: None,
) -> list[Laid[T]]:
    """The drafts in order, each that takes little joined with another that has room: in the main part its neighbour,
    those of its chapter first, under the title of the fuller; in the annex the next, under the names of both. Of
    several that share a slide before it the last go on to it where both slides then hold enough. `reset` sets a joined
    draft on one slide, None where it does not fit. A list of the annex that no slide has room for runs on behind lists
    of several slides, or behind the references, where `run_on` sets them on as many."""
    found = list(laid)
    divided = any(one.draft.chapter for one in found)
    at = 0
    while at < len(found):
        step = None
        if _may(found[at]) and filled(found[at]) < LITTLE:
            others = (other for other in _others(found, at) if _may_both(found, at, other, divided))
            step = next((step for other in others if (step := _step(found, at, other, filled, reset))), None)
            if step is None and found[at].draft.lists:
                step = _run_on(found, at, run_on)
        if step is None:
            at += 1
        else:
            at, found = 0, step
    return found


def _step(
    found: Sequence[Laid[T]],
    at: int,
    other: int,
    filled: Callable[[Laid[T]], float],
    reset: Callable[[Draft], Laid[T] | None],
) -> list[Laid[T]] | None:
    """All drafts once two of them share, or once one before has given its last parts; None where neither is."""
    first, last = sorted((at, other))
    one, two = found[first].draft, found[last].draft
    if _fits([*_parts(one), *_parts(two)]):
        fuller, lesser = sorted((found[first], found[last]), key=filled, reverse=True)
        listed = one.heading.annex and two.heading.annex
        whole = _named(one, two) if listed else _led(fuller.draft, lesser.draft)
        if laid := reset(replace(whole, heading=replace(whole.heading, annex=one.heading.annex))):
            return [*found[:first], laid, *found[first + 1 : last], *found[last + 1 :]]
    own = _parts(one)
    for kept in range(len(own) - 1, 0, -1) if other == at - 1 and _is_named(one) else ():
        given = [*own[kept:], *_parts(two)]
        before = reset(_as(one, joined(own[:kept]) if kept > 1 else own[0]))
        if before and filled(before) >= LITTLE and _fits(given) and (after := reset(_as(two, joined(given)))):
            return [*found[:first], before, after, *found[last + 1 :]]
    return None


def _run_on(found: Sequence[Laid[T]], at: int, run_on: Callable[[Draft], Laid[T] | None]) -> list[Laid[T]] | None:
    """All drafts once a list has gone on behind others, those of its chapter first; None where it has nowhere to go."""
    own = found[at].draft.opened
    others = sorted(_others(found, at), key=lambda other: found[other].draft.opened != own)
    return next((step for other in others if (step := _behind(found, at, other, run_on))), None)


def _behind(
    found: Sequence[Laid[T]], at: int, other: int, run_on: Callable[[Draft], Laid[T] | None]
) -> list[Laid[T]] | None:
    """All drafts once a list has gone on behind others of its chapter, or behind the references, which take no further
    slide; None where it may not."""
    last, lists = found[at], found[other]
    one, two = lists.draft, last.draft
    cites = bool(one.names) and not one.parts
    named = cites or (one.opened == two.opened and all(part.heading.joins for part in _parts(one)))
    if not (one.lists and one.heading.annex and two.heading.annex and named):
        return None
    laid = run_on(_named(one, two))
    if laid is None or len(laid.slides) > len(lists.slides):
        return None
    return [laid if one is lists else one for one in found if one is not last]


def _others(found: Sequence[Laid[T]], at: int) -> Iterator[int]:
    """With whom a draft may share, the nearest behind it first; of the main part only its neighbours."""
    here = found[at].draft
    near = [n for n in (at + 1, at - 1) if 0 <= n < len(found)]
    yield from sorted(near, key=lambda n: found[n].draft.opened != here.opened)
    if here.heading.annex:
        far = [*range(at + 2, len(found)), *range(at - 2, -1, -1)]
        yield from (n for n in far if found[n].draft.heading.annex or found[n].draft.opened == here.opened)


def _may_both(found: Sequence[Laid[T]], at: int, other: int, divided: bool) -> bool:
    """Whether two may share a slide: those of two chapters where none opens with a slide of its own, and of annex and
    main part where they stand under one word."""
    one, two = found[at].draft, found[other].draft
    same = one.opened == two.opened
    is_near = one.heading.annex == two.heading.annex
    return _may(found[other]) and (same or (is_near and not divided))


def _may(one: Laid[T]) -> bool:
    """Whether a draft may share a slide: a name for the title is given, and it is no statement nor a trial's result."""
    draft = one.draft
    named = all(part.heading.joins for part in _parts(draft))
    told = any(isinstance(block, Outcomes) for block in every(draft.blocks))
    return named and len(one.slides) == 1 and not (draft.notice or draft.chapter or told)


def _fits(parts: Sequence[Draft]) -> bool:
    return len(parts) <= MOST or all(part.lists for part in parts)


def _parts(draft: Draft) -> Sequence[Draft]:
    return draft.parts or (draft,)


def _is_named(draft: Draft) -> bool:
    """Whether its title is the names of what shares it."""
    return bool(draft.parts) and not draft.heading.joins


def _named(one: Draft, two: Draft) -> Draft:
    """Two drafts as one at the place of the first, under the names of all parts."""
    return _with_both(_as(one, joined([*_parts(one), *_parts(two)])), one, two)


def _led(lead: Draft, other: Draft) -> Draft:
    """Two drafts as one under the title of the first, that of the other above its part; under names where that is what
    the first has."""
    if _is_named(lead):
        return _named(lead, other)
    blocks = appended(lead, other, headed=not _is_named(other))
    return _with_both(replace(lead, blocks=blocks, parts=(*_parts(lead), *_parts(other)), lists=False), lead, other)


def _with_both(draft: Draft, one: Draft, two: Draft) -> Draft:
    """A draft of two, with what either names, explains and says."""
    own = {part.anchor for part in draft.parts} - {""}
    gone = tuple(named for named in (*one.gone, *two.gone) if named[0] not in own)
    new = tuple(dict.fromkeys((*one.new, *two.new)))
    notes = [note for some in (one, two) for note in (some.notes if some.parts else notes_of([some]))]
    return replace(draft, gone=gone, new=new, notes=notes, shed=one.shed + two.shed)


def _as(place: Draft, draft: Draft) -> Draft:
    """A draft in the place of another."""
    heading = replace(draft.heading, annex=place.heading.annex, chapter=place.heading.chapter)
    return replace(draft, heading=heading, folded=place.folded, new=place.new, gone=place.gone)
