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


def places_added(old: Traced, new: Traced) -> Traced | None:
    """What of a territory was not in an earlier one that it holds as a whole."""
    before, now = old.value, new.value
    if not isinstance(before, Territory) or not isinstance(now, Territory) or before.exclude != now.exclude:
        return None
    if not set(before.include) < set(now.include):
        return None
    more = replace(now, include=tuple(place for place in now.include if place not in before.include))
    return replace(new, value=more, text=more.long)
