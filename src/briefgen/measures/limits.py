"""How far a file may be from the design: what the design asks for, and what is held against it today."""

from __future__ import annotations

from briefgen.frozen import frozen


@frozen
class Limits:
    """What is allowed at most, and of pages at least.

    `empty` is the share of a slide's body that one empty rectangle may take, `level` the inches by which a rail may end
    above or below what stands beside it, `small` the share of notes and sources among the words of a deck's main part,
    `words` how many words a slide has for each that the design gives it; `page` and `last` are the shares of a page,
    and of the last one, that are filled in a document of several pages.
    """

    empty: float
    level: float
    small: float
    words: float
    page: float
    last: float


DESIGN = Limits(empty=0.2, level=0.15, small=0.12, words=1.0, page=0.9, last=0.6)
"""What the design asks for; `benchmarks/design.py` counts how often files are beyond it."""
TODAY = Limits(empty=0.75, level=0.15, small=0.3, words=1.25, page=0.55, last=0.45)
"""What `check --full` warns of. Short slides that stand alone and lists of many sources are not yet where the design
wants them."""
