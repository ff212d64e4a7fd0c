"""The main part of a document held against what it may take: slides or pages before the annex, and who takes most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.document.document import Document
from briefgen.document.inlines import plain
from briefgen.frozen import frozen
from briefgen.problems import Problem
from briefgen.values.counting import count

NAMED = 3
"""So many chapters are named, those that take most."""
_HINT = "lower other figures of `budget:`, move sections behind `main-part-ends`, or raise it"
_OF_SLIDES = "name more under `gives_way:`, "
"""What helps a deck alone: no page gives way."""


@frozen
class Chapter:
    """A chapter as it was set: its name, the slides or pages that it takes, and whether it stands in the annex."""

    name: str
    takes: float
    annex: bool = False


def over_budget(document: Document, unit: str, takes: int, chapters: Sequence[Chapter]) -> Iterator[Problem]:
    """That the main part of a document takes more than it may, with the chapters that take most; `unit` names a slide
    or page."""
    allowance = document.allowance
    if not 0 < allowance.most < takes:
        return
    sizes: dict[str, float] = {}
    for chapter in chapters:
        if chapter.name and not chapter.annex:
            sizes[chapter.name] = sizes.get(chapter.name, 0.0) + chapter.takes
    most = sorted(sizes.items(), key=lambda item: -item[1])[:NAMED]
    named = ", ".join(f"{name} ({takes:.1f})".replace(".0)", ")") for name, takes in most)
    message = (
        f"{document.brief}: the main part of '{plain(document.title)}' has {count(takes, unit)}, "
        f"{takes - allowance.most} more than its budget of {allowance.most}"
    )
    message += f"; most is taken by {named}" if named else ""
    hint = _OF_SLIDES * (unit == "slide") + _HINT
    yield Problem(allowance.allowed_at, "over-budget", message, hint, "warning")
