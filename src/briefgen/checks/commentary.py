"""Rules on commentary: no number is typed, every id in braces names a value of the dataset."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.dataset.quotes import UnknownQuoteError, find_quoted, hints_for, quotes
from briefgen.dataset.store import Dataset
from briefgen.problems import Problem
from briefgen.records import Commentary

_TYPED = re.compile(r"\S*\d\S*")
_ADDRESS = re.compile(r"\]\([^)\s]*\)")
_NUMBERED = re.compile(r"^\s*\d+[.)] ", re.MULTILINE)
_AROUND = ".,;:!?()[]\"'“”‘’*_"
"""Signs around a typed word that are no part of it."""


def check(dataset: Dataset) -> Iterator[Problem]:
    """Typed digits, lone braces, and quotes that name nothing."""
    for commentary in dataset.all(Commentary):
        for at, code, message, hint in (*_unknown(dataset, commentary.text), *_typed(dataset, commentary.text)):
            place = dataset.line_of(commentary, ("text",), commentary.text.count("\n", 0, at))
            yield Problem(place, code, f"commentary '{commentary.id}': {message}", hint)


def _unknown(dataset: Dataset, text: str) -> Iterator[tuple[int, str, str, str]]:
    for quote in quotes(text):
        try:
            find_quoted(dataset, quote.name)
        except UnknownQuoteError as error:
            yield quote.start, "unknown-quote", f"{{{quote.name}}}: {error}", error.hint
    for at, sign in enumerate(_without_quotes(text)):
        if sign in "{}":
            hint = "write an id between { and }, on one line; a brace has no other use here"
            yield at, "unknown-quote", f"a '{sign}' stands alone", hint


def _typed(dataset: Dataset, text: str) -> Iterator[tuple[int, str, str, str]]:
    bare = _without_quotes(text)
    for other in (_ADDRESS, _NUMBERED):
        bare = other.sub(lambda found: " " * len(found[0]), bare)
    for found in _TYPED.finditer(bare):
        word = found[0].strip(_AROUND)
        known = list(dict.fromkeys(hints_for(dataset, word)))[:3]
        hint = f"write {' or '.join(known)}" if known else "write the id of its record in braces: {RESULT-ID}"
        yield found.start(), "untraced-number", f'"{word}" is typed', hint


def _without_quotes(text: str) -> str:
    """The text with blanks in the place of its quotes."""
    for quote in quotes(text):
        text = text[: quote.start] + " " * (quote.end - quote.start) + text[quote.end :]
    return text
