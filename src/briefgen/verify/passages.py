"""Where in a text a name stands, and what is near it: the same paragraph, or a few sentences before or after."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property, lru_cache

from briefgen.verify.extract import SourceText, clean
from briefgen.verify.mentions import Mentions, NumberMention, mentions_in

REACH = 3
"""Sentences between a value and the name it belongs to."""
_SHORT = "".join(rf"(?<!\b{word})" for word in ("et al", "vs", "No", "Dr", "Mr", "Ms", "Prof", "approx"))
_END = re.compile(_SHORT + r"[.!?][)\"'\]]*\s+(?=[A-Z\d(\"'\[])")
_SPELLINGS = (
    (r"ou?r(?=s?\b|ed|ing|-|\\)", "ou?r"), (r"gyn(?:ae|e)co", "gyna?eco"), (r"h(?:ae|e)m", "ha?em"),
    (r"(?:oe|e)sophag", "o?esophag"), (r"p(?:ae|e)diatr", "pa?ediatr"), (r"leuk(?:ae|e)m", "leuka?em"),
    (r"is(?=e|ing|ation)", "i[sz]"), (r"(?<=licen)[cs](?=e)", "[cs]"), (r"cent(?:re|er)", "cent(?:re|er)"),
)  # fmt: skip


class Passages:
    """A source's text, its numbers, dates and codes, and the sentences and paragraphs they stand in."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.text = source.text
        self._positions: dict[tuple[str, ...], list[int]] = {}

    @cached_property
    def mentions(self) -> Mentions:
        """Everything countable in it."""
        return mentions_in(self.text)

    @cached_property
    def by_value(self) -> dict[Decimal, list[NumberMention]]:
        """Its numbers by value."""
        return self.mentions.by_value()

    @cached_property
    def _paragraphs(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(r"\n[ ]*\n\s*", self.text))]

    @cached_property
    def _sentences(self) -> list[int]:
        ends = {match.end() for match in _END.finditer(self.text)}
        return sorted({*self._paragraphs, *ends})

    def positions(self, names: tuple[str, ...]) -> list[int]:
        """Where any of the names begins."""
        if names not in self._positions:
            found = (match.start() for name in names if name for match in pattern_of(name).finditer(self.text))
            self._positions[names] = sorted(found)
        return self._positions[names]

    def sentence(self, offset: int) -> tuple[str, int]:
        """The sentence around a place, and the place in it."""
        number = bisect_right(self._sentences, offset)
        start = self._sentences[number - 1]
        end = self._sentences[number] if number < len(self._sentences) else len(self.text)
        return self.text[start:end], offset - start

    def near(self, offset: int, positions: Iterable[int], reach: int = REACH) -> bool:
        """Whether a place lies in the paragraph of one of the positions, or within reach of its sentence."""
        sentence, paragraph = bisect_right(self._sentences, offset), bisect_right(self._paragraphs, offset)
        return any(
            bisect_right(self._paragraphs, other) == paragraph
            or abs(bisect_right(self._sentences, other) - sentence) <= reach
            for other in positions
        )


@lru_cache(maxsize=4096)
def pattern_of(name: str) -> re.Pattern[str]:
    """A name in British or American spelling, with any space or hyphen between its words, singular or plural."""
    escaped = re.escape(clean(name).strip())
    for spelling, either in _SPELLINGS:
        escaped = re.sub(spelling, lambda _, either=either: either, escaped, flags=re.IGNORECASE)  # type: ignore[misc]
    joined = re.sub(r"(?:\\ |\\-|\s)+", r"[\\s-]+", escaped)
    return re.compile(rf"(?<![A-Za-z0-9]){joined}s?(?![A-Za-z0-9]|-\d)", re.IGNORECASE)
