"""Texts that fit nowhere, as problems that name them."""

from __future__ import annotations

from briefgen.deck.drafts import Draft
from briefgen.deck.evidence import text_of
from briefgen.document import Block, Document, Value, plain
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


def misfit(draft: Draft | None, error: TooLongError | DoesNotFitError, document: Document) -> Problem:
    """What does not fit, on which slide, and what to do."""
    slide = f", slide '{_shortened(plain(draft.heading.inlines))}'" if draft else ""
    where = f"{document.brief}: {plain(document.title)}{slide}"
    if isinstance(error, TooLongError):
        message = f"{where}: the {error.what} of {len(error.text)} characters does not fit {error.limit}"
        return Problem(_origin(draft), "does-not-fit", message, _HINTS.get(error.what, "shorten it"))
    kind = type(error.block).__name__.lower()
    message = f"{where}: a {kind} fits on no slide: '{_shortened(_first_words(error.block))}'"
    return Problem(_origin(draft), "does-not-fit", message, "shorten its text or divide it into several")


_HINTS = {"title": "a title has two lines, about 110 characters; say the rest in the subtitle or body"}


def _origin(draft: Draft | None) -> Origin:
    """The place of the first traced value of the heading, if it has one."""
    for inline in draft.heading.inlines if draft else ():
        if isinstance(inline, Value) and inline.fact.origin:
            path, *numbers = inline.fact.origin.rsplit(":", 2)
            if len(numbers) == 2 and all(number.isdigit() for number in numbers):
                return Origin(path, int(numbers[0]), int(numbers[1]))
    return Origin()


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77].rstrip()}..."


def _first_words(block: Block) -> str:
    return " ".join(text_of((block,)).split())
