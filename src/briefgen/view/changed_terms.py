"""Terms of a deal that an amendment changed: what held before, what holds since, and which places were added."""

from __future__ import annotations

from dataclasses import replace

from briefgen.frozen import frozen
from briefgen.values.facts import Traced
from briefgen.values.territory import Territory


@frozen
class Changed:
    """A term of a deal that was changed: its name, what held before, what holds since."""

    term: str
    old: Traced
    new: Traced
    added: Traced | None = None
    """The places that a territory gained, when it lost none."""
    lost: Traced | None = None
    """The places that are left out of a territory since, when that is all that changed of it."""


def places_added(old: Traced, new: Traced) -> Traced | None:
    """What of a territory was not in an earlier one that it holds as a whole."""
    before, now = old.value, new.value
    if not isinstance(before, Territory) or not isinstance(now, Territory) or before.exclude != now.exclude:
        return None
    if not set(before.include) < set(now.include):
        return None
    more = replace(now, include=tuple(place for place in now.include if place not in before.include))
    return replace(new, value=more, text=more.long)


def places_lost(old: Traced, new: Traced) -> Traced | None:
    """What a territory leaves out that an earlier one of the same places did not."""
    before, now = old.value, new.value
    if not isinstance(before, Territory) or not isinstance(now, Territory) or before.include != now.include:
        return None
    if not set(before.exclude) < set(now.exclude):
        return None
    less = replace(now, include=tuple(place for place in now.exclude if place not in before.exclude), exclude=())
    return replace(new, value=less, text=less.long)
