"""Rules on commentary: no number is typed, every id in braces names a value of the dataset."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.dataset.quotes import UnknownQuoteError, find_quoted, hints_for, quotes
from briefgen.dataset.store import Dataset
from briefgen.problems import Origin, Problem
from briefgen.records import Commentary

_TYPED = re.compile(r"\S*\d\S*")
_ADDRESS = re.compile(r"\]\([^)\s]*\)")
_NUMBERED = re.compile(r"^\s*\d+[.)] ", re.MULTILINE)
_AROUND = ".,;:!?()[]\"'“”‘’*_"
"""Signs around a typed word that are no part of it."""


def check(dataset: Dataset) -> Iterator[Problem]:
    """Typed digits, lone braces, and quotes that name nothing."""
    for commentary in dataset.all(Commentary):
        yield from _unknown(dataset, commentary)
        yield from _typed(dataset, commentary)


def _unknown(dataset: Dataset, commentary: Commentary) -> Iterator[Problem]:
    for quote in quotes(commentary.text):
        try:
            find_quoted(dataset, quote.name)
        except UnknownQuoteError as error:
            place = _place(dataset, commentary, quote.start)
            yield Problem(place, "unknown-quote", _message(commentary, f"{{{quote.name}}}: {error}"), error.hint)
    for at, sign in enumerate(_without_quotes(commentary.text)):
        if sign in "{}":
            hint = "write an id between { and }, on one line; a brace has no other use here"
            message = _message(commentary, f"a '{sign}' stands alone")
            yield Problem(_place(dataset, commentary, at), "unknown-quote", message, hint)


def _typed(dataset: Dataset, commentary: Commentary) -> Iterator[Problem]:
    bare = _without_quotes(commentary.text)
    for other in (_ADDRESS, _NUMBERED):
        bare = other.sub(lambda found: " " * len(found[0]), bare)
    for found in _TYPED.finditer(bare):
        word = found[0].strip(_AROUND)
        known = list(dict.fromkeys(hints_for(dataset, word)))[:3]
        hint = f"write {' or '.join(known)}" if known else "write the id of its record in braces: {RESULT-ID}"
        place = _place(dataset, commentary, found.start())
        yield Problem(place, "untraced-number", _message(commentary, f'"{word}" is typed'), hint)


def _place(dataset: Dataset, commentary: Commentary, at: int) -> Origin:
    return dataset.sign_of(commentary, "text", at)


def _message(commentary: Commentary, message: str) -> str:
    return f"commentary '{commentary.id}': {message}"


def _without_quotes(text: str) -> str:
    """The text with blanks in the place of its quotes."""
    for quote in quotes(text):
        text = text[: quote.start] + " " * (quote.end - quote.start) + text[quote.end :]
    return text
