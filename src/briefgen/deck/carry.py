"""Slides of the main part that go on: what one has no room for stands in the annex, named on it with a link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from briefgen.deck.drafts import Draft
from briefgen.deck.room import Laid, as_annex, heading_annex, short_name
from briefgen.deck.tables import TablePart
from briefgen.document.blocks import Block, Columns
from briefgen.document.inlines import Text
from briefgen.document.walk import every
from briefgen.lexicon import en


class Bodied(Protocol):
    """A slide that was set, by what stands on it."""

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks of its body."""


S = TypeVar("S", bound=Bodied)


def carried(laid: Sequence[Laid[S]], reset: Callable[[Draft], Laid[S] | None]) -> list[Laid[S]]:
    """The drafts in order, each of the main part on one slide where what is left of it fits the annex as a slide of its
    own. Lists go on, and what is divided within a table does; a deck without an annex keeps what it has."""
    main = [one for one in laid if not one.draft.heading.annex]
    annex = [one for one in laid if one.draft.heading.annex]
    moved: list[Laid[S]] = []
    for at, one in enumerate(main):
        if annex and (parted := _parted(one, f"#rest-{len(moved) + 1}", reset)):
            main[at] = parted[0]
            moved.append(parted[1])
    return heading_annex(main, moved, annex)


def _parted(one: Laid[S], anchor: str, reset: Callable[[Draft], Laid[S] | None]) -> tuple[Laid[S], Laid[S]] | None:
    """What stays of a draft and what goes, the first with the name of the second; None where it may not be parted."""
    if len(one.slides) < 2 or one.draft.notice or not _goes_on(one):
        return None
    draft, (first, *more) = one.draft, one.slides
    name = (*short_name(draft.heading.inlines), Text(en.CONTINUED))
    stays = reset(replace(draft, blocks=[*first.blocks], parts=(), gone=((anchor, name), *draft.gone)))
    heading = replace(draft.heading, inlines=name)
    rest = [block for slide in more for block in slide.blocks]
    goes = reset(as_annex(replace(draft, heading=heading, blocks=rest, notes=[], parts=()), anchor))
    return (stays, goes) if stays and goes and len(stays.slides) == 1 else None


def _goes_on(one: Laid[S]) -> bool:
    """Whether it is no list, and no table of it was divided."""
    whole = [block for slide in one.slides for block in every(slide.blocks)]
    return any(isinstance(block, Columns) for block in whole) and not any(isinstance(b, TablePart) for b in whole)
