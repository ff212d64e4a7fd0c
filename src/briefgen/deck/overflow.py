"""Texts that fit nowhere, as problems that name them."""

from __future__ import annotations

from briefgen.deck.drafts import Draft
from briefgen.deck.evidence import text_of
from briefgen.document.blocks import Block
from briefgen.document.document import Document
from briefgen.document.inlines import plain
from briefgen.document.size import printed_at
from briefgen.document.walk import values_in
from briefgen.problems import Origin, Problem


class DoesNotFitError(Exception):
    """A block that fits on no slide, however small and alone."""

    def __init__(self, block: Block) -> None:
        super().__init__(type(block).__name__)
        self.block = block


class TooLongError(Exception):
    """A standing text that does not fit its box at its floor; `what` names it."""

    def __init__(self, what: str, text: str, limit: str) -> None:
        super().__init__(what)
        self.what, self.text, self.limit = what, text, limit


def overflow(draft: Draft | None, error: TooLongError | DoesNotFitError, document: Document) -> Problem:
    """What does not fit, on which slide, and what to do."""
    slide = f", slide '{_shortened(plain(draft.heading.inlines))}'" if draft else ""
    where = f"{document.brief}: {_shortened(plain(document.title))}{slide}"
    if isinstance(error, TooLongError):
        message = f"{where}: the {error.what} of {len(error.text)} characters does not fit {error.limit}"
        message += f": '{_shortened(error.text)}'"
        return Problem(_origin(draft, None, document), "does-not-fit", message, _HINTS.get(error.what, "shorten it"))
    kind = type(error.block).__name__.lower()
    message = f"{where}: a {kind} fits on no slide: '{_shortened(_first_words(error.block))}'"
    hint = "shorten its text or divide it into several"
    return Problem(_origin(draft, error.block, document), "does-not-fit", message, hint)


def too_little_room(problem: Problem, layout: str, path: str) -> Problem:
    """The problem of a text that fits our own layouts, as one of the company's template."""
    message = f"layout '{layout}' has too little room: {problem.message}"
    hint = "make its placeholders larger, or name another layout under layouts in _brand.yml"
    return Problem(Origin(path), problem.code, message, hint)


_HINTS = {"title": "a title has two lines, about 110 characters; say the rest in the subtitle or body"}


def _origin(draft: Draft | None, block: Block | None, document: Document) -> Origin:
    """The line of the template that prints the first value of the block, or the nearest before or after it on its
    slide; for a cover, that of its title."""
    if draft is None:
        return document.titled
    near = draft.blocks[: draft.blocks.index(block)] if block is not None and block in draft.blocks else []
    nearest = (*((block,) if block is not None else ()), draft.heading, *reversed(near), *draft.blocks)
    return printed_at(values_in(nearest), document.template)


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77].rstrip()}..."


def _first_words(block: Block) -> str:
    return " ".join(text_of((block,)).split())
