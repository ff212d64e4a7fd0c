"""A closed list of codes with their printed words: which one is meant, and what to write for one that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic_core import PydanticCustomError, core_schema

from briefgen.problems import nearest
from briefgen.records.synonyms import ELSEWHERE_SAID, WORDS


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of codes and their printed words; used as metadata of a record's field."""

    name: str
    words: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, name: str, codes: str, **printed: str) -> Vocabulary:
        """A list of codes with spaces between; those with no words of their own are printed as they are spelled."""
        return cls(name, tuple((code, printed.get(code, code.replace("_", " "))) for code in codes.split()))

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, in its natural order."""
        return tuple(code for code, _ in self.words)

    def print(self, code: str) -> str:
        """The printed words of a code."""
        return dict(self.words)[code]

    def order(self, code: str) -> int:
        """Position of the code in the list; stages and phases sort by it."""
        return self.codes.index(code)

    def find(self, written: str) -> str | None:
        """The code that is spelled or printed like this, or None."""
        found = self._by_spelling
        return found[written] if written in found else found.get(_spelled(written))

    @cached_property
    def _by_spelling(self) -> dict[str, str]:
        """Each code by itself, by how it is spelled, and by how its words are where that is no other code."""
        printed = {_spelled(words): code for code, words in reversed(self.words)}
        spelled = {_spelled(code): code for code in reversed(self.codes)}
        return printed | spelled | {code: spelled[_spelled(code)] for code in self.codes}

    def meant(self, written: str) -> str:
        """The code that is meant by a word of the field, or one of nearly the same spelling; empty where none is."""
        said = WORDS.get(self.name, {}).get(_as_said(written), "")
        return said or self._same_words(written) or self._spelled_alike(written)

    def _same_words(self, written: str) -> str:
        """The code of an abbreviation among the words, or the one whose printed words share most of them."""
        for word in re.findall(r"[\w-]+", written):
            if word != written and any(sign.isupper() for sign in word) and word in self.codes:
                return str(word)
        words = _words_of(written)
        shares = [(len(words & said), len(words | said), code) for code, said in self._printed_words()]
        shared, either, code = max(shares, key=lambda share: (share[0] / (share[1] or 1), share[2]))
        return code if shared > 1 and 2 * shared >= either else ""

    def _printed_words(self) -> Iterator[tuple[str, frozenset[str]]]:
        return ((code, _words_of(printed)) for code, printed in self.words)

    def _spelled_alike(self, written: str) -> str:
        """The code that is spelled alike; abbreviations that differ in one letter are different things."""
        spelled = {_spelled(form): code for code, printed in self.words for form in (printed, code)}
        word = _spelled(written)
        same_letters = next((form for form in spelled if sorted(form) == sorted(word)), "")
        begin_alike = [form for form in spelled if form[:1] == word[:1]]
        near = same_letters if len(word) < 6 else nearest(word, begin_alike, 0.75)
        return spelled.get(near, "")

    def hint(self, written: str) -> str:
        """What to write instead of a word that is not in the list."""
        elsewhere = ELSEWHERE_SAID.get(self.name, {})
        said = _as_said(written)
        if said not in WORDS.get(self.name, {}) and (told := elsewhere.get(said) or elsewhere.get(said.split("_")[-1])):
            return told
        if code := self.meant(written):
            words = self.print(code).replace("\u00a0", " ")
            return f"did you mean '{code}'{'' if _spelled(words) == _spelled(code) else f', {words}'}?"
        own = OWN_NAMES.get(self.name)
        if own:
            return f"write `other` and {own}; `briefgen explain {self.name.replace(' ', '-')}` lists the words"
        if len(self.codes) <= 40:
            return f"use one of: {', '.join(self.codes)}"
        return f"`briefgen explain {self.name.replace(' ', '-')}` lists the words"

    def check(self, value: Any) -> str:
        """The code for a written value: case, spaces and hyphens do not matter."""
        if isinstance(value, str) and (known := self._by_spelling.get(value)):
            return known
        code = str(value).strip()
        if known := self.find(code):
            return known
        raise PydanticCustomError(
            "vocabulary",
            "'{value}' is not a known {name}",
            {"value": code, "name": self.name, "hint": self.hint(code)},
        )

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.codes)}


OWN_NAMES = {
    "endpoint": "its name as `endpoint_name`, in the `endpoints` of a trial as `name`",
    "kind of figure": "what it is as `measure`",
}
"""Lists with the word `other`: where what it stands for is said."""


def _spelled(code: str) -> str:
    return code.lower().translate(_BETWEEN)


_BETWEEN = dict.fromkeys(map(ord, "-_ \u00a0"))


def _as_said(written: str) -> str:
    """Words as the lists of synonyms have them."""
    return "_".join(re.findall(r"[a-z0-9.]+", written.lower()))


def _words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", text.lower())) - {"of", "the", "to", "in", "at", "or", "and", "for"}
