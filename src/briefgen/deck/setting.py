"""How a body is set: the document and brand it belongs to, how far it shrinks, and what surrounds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any, Literal, TypeVar

from briefgen.brand.brand import Brand
from briefgen.document.document import Document
from briefgen.frozen import frozen

T = TypeVar("T")
TextKind = Literal["bullets", "column", "statement", "strip", "comment"]

Inside = Literal["", "column", "rail", "weighed", "parted", "real-world"]


@frozen
class Setting:
    """Passed down while shapes are placed. `shrink` is how tightly (scale.FULL, CLOSE, TIGHT); `squeeze` is
    the share of their natural height that figures get (above one also the rows of tables); `text` is the kind of text
    of this area, `inside` what it lies in; `captions` are printed where several figures or tables must be told
    apart; what is set for a `rough` count of its slides alone is not evened out over them; a rail reaches down to the
    `floor`."""

    document: Document
    brand: Brand
    shrink: int = 0
    squeeze: float = 1.0
    text: TextKind = "bullets"
    inside: Inside = ""
    captions: bool = False
    rough: bool = False
    floor: float = 0.0
    measured: dict[tuple[Any, ...], tuple[Any, Any]] = field(default_factory=dict, compare=False, repr=False)
    """What was measured once, shared by all settings that are tried for the bodies of a deck."""

    def once(self, what: str, thing: Any, measure: Callable[[], T], *how: float | str) -> T:
        """The measure of a thing, taken once for each way `how` it is set; of several in a tuple, of each of them."""
        key = (what, *(map(id, thing) if isinstance(thing, tuple) else (id(thing),)), *how)
        if key not in self.measured:
            self.measured[key] = (thing, measure())
        found: T = self.measured[key][1]
        return found
