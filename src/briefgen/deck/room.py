"""The main part of a deck held to its room: slides that give way go to the annex, one by one; a slide of their section
that stays, else the summary, names each of them with a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from briefgen.deck.drafts import Draft
from briefgen.deck.shed import count_of
from briefgen.document.document import Allowance
from briefgen.document.inlines import Inline, Inlines, Link, Text, plain
from briefgen.frozen import frozen
from briefgen.lexicon import en

T = TypeVar("T")
CLAUSES = (": ", "; ", " (")
"""What of a title stands before these names its slide."""


@frozen
class Laid(Generic[T]):
    """A draft with the slides that it was set to; a chapter opening has none and takes one."""

    draft: Draft
    slides: list[T]

    @property
    def takes(self) -> int:
        """How many slides it takes."""
        return max(1, len(self.slides))


def held(
    laid: Sequence[Laid[T]],
    allowance: Allowance,
    reset: Callable[[Draft], Laid[T] | None],
    is_bare: Callable[[Laid[T]], bool],
) -> list[Laid[T]]:
    """The drafts in order, those that give way at the head of the annex as long as the main part takes more than its
    room, and then those of them that are bare. `reset` sets a draft anew, None where it has no place; one that no slide
    has room to name stays."""
    main = [one for one in laid if not one.draft.heading.annex]
    annex = [one for one in laid if one.draft.heading.annex]
    moved: list[Laid[T]] = []
    while annex:
        full = 0 < allowance.most < 1 + sum(one.takes for one in main)
        going = (n for n in _in_order(main, allowance.gives_way) if full or is_bare(main[n]))
        step = next(_steps(main, going, f"#{len(moved) + 1}", reset), None)
        if step is None:
            break
        number, naming_at, naming = step
        main[naming_at] = naming
        gone = main.pop(number)
        draft = as_annex(gone.draft, f"#{len(moved) + 1}")
        moved.insert(0, reset(draft) or replace(gone, draft=draft))
    return heading_annex(main, moved, annex)


def heading_annex(main: Sequence[Laid[T]], moved: Sequence[Laid[T]], annex: Sequence[Laid[T]]) -> list[Laid[T]]:
    """All in order: what moved stands at the head of the annex, behind its opening."""
    opened = bool(annex) and annex[0].draft.chapter > 0
    return [*main, *annex[:opened], *moved, *annex[opened:]]


def names_of(draft: Draft) -> Inlines:
    """The note that counts the rows that left a slide and names the slides that went to the annex from behind it: two
    more; A; B."""
    found: list[Inline] = [*count_of(draft)]
    for anchor, name in draft.gone:
        found += [*([Text("; ")] if found else []), Link(_as_words(name), anchor)]
    return (Text(en.IN_ANNEX), *found, Text(".")) if found else ()


def _steps(
    main: Sequence[Laid[T]], numbers: Iterable[int], anchor: str, reset: Callable[[Draft], Laid[T] | None]
) -> Iterator[tuple[int, int, Laid[T]]]:
    """What may go next, the first first: where it stands, and the slide of the main part that names it, where that is,
    which takes no more for it."""
    for number in numbers:
        going = main[number].draft
        gone = ((anchor, short_name(going.heading.inlines)), *going.gone)
        for at in _naming(main, number):
            naming = reset(replace(main[at].draft, gone=(*gone, *main[at].draft.gone)))
            if naming and naming.takes <= main[at].takes:
                yield number, at, naming


def _naming(main: Sequence[Laid[T]], number: int) -> list[int]:
    """The slides that may name one that goes, as readers look for it: the nearest of its section, and then the last of
    the main part, which the annex follows, before the others."""
    able = [at for at, one in enumerate(main) if at != number and not (one.draft.chapter or one.draft.notice)]
    section = main[number].draft.heading.section
    kin = [at for at in able if section and main[at].draft.heading.section == section]
    kin.sort(key=lambda at: abs(at - number))
    return list(dict.fromkeys((*kin, *reversed(able))))


def _in_order(main: Sequence[Laid[T]], gives_way: Sequence[str]) -> Iterator[int]:
    """The drafts that give way: those of the first section first, of each the last first."""
    for section in gives_way:
        yield from (n for n in range(len(main) - 1, 0, -1) if main[n].draft.heading.section == section)


def short_name(title: Inlines) -> Inlines:
    """A title up to its first clause."""
    for index, inline in enumerate(title):
        if isinstance(inline, Text) and (cuts := [inline.text.index(sign) for sign in CLAUSES if sign in inline.text]):
            return (*title[:index], Text(inline.text[: min(cuts)]))
    return title


def _as_words(name: Inlines) -> Inlines:
    """A name in one piece, that a program shows in one look; one with digits keeps what they rest on."""
    return name if any(sign.isdigit() for sign in plain(name)) else (Text(plain(name)),)


def as_annex(draft: Draft, anchor: str) -> Draft:
    """The draft as a slide of the annex, led to by its anchor."""
    heading = replace(draft.heading, annex=True, chapter=en.ANNEX)
    return replace(draft, anchor=anchor, heading=heading, folded=(), gone=())
