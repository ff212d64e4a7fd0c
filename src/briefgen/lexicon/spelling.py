"""How English words are spelled: their first letter, the article before them, and how Americans spell them."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from briefgen.lexicon.en import AMERICAN_PARTS, AMERICAN_WORDS, UNNAMED_TREATMENTS

_AN_LETTERS = "AEFHILMNORSX"
"""Letters whose names begin with a vowel: an HR, an mRNA."""
_PREFIX = re.compile(r"(?!p-value)(?:[dlmnopst]|tert|sec|iso|ortho|meta|para|cis|trans)-|[a-z]{1,2}(?=[A-Z])")
"""What stands before a chemical name or abbreviation in small letters: n-butyl, mRNA, siRNA."""


def keeps_its_first_letter(text: str) -> bool:
    """Whether a first word is a name that is written in one way only: pMMR, HER2, α-synuclein, n-butyl, siRNA,
    B-cell, p < 0.05; what is somebody's is taken for a company's, unless it is a treatment."""
    first = re.split(r"[\s,;:./]", text, maxsplit=1)[0]
    if not first or (not first[0].isascii() and not first[0].isalpha()):
        return True
    if re.match(r"[A-Z]-\w", first) or first in ("n", "p"):
        return True
    if first.endswith(("'s", "’s")) and first.lower() not in UNNAMED_TREATMENTS:
        return True
    greek = "\u0370" <= first[0] <= "\u03ff" or first[0] == "µ"
    rest = first.split("-", 1)[0][1:]
    return greek or bool(_PREFIX.match(first)) or rest != rest.lower() or any(letter.isdigit() for letter in rest)


def large(text: str) -> str:
    """With a large first letter, as sentences begin."""
    return text if keeps_its_first_letter(text) else text[:1].upper() + text[1:]


def small(text: str) -> str:
    """With a small first letter, as in the middle of a sentence."""
    return text if keeps_its_first_letter(text) else text[:1].lower() + text[1:]


DETERMINERS = frozenset({"a", "an", "the", "one", "its", "their", "this", "several", "two", "three"})
"""Words before which no article stands."""


def article(text: str) -> str:
    """The indefinite article before a text: an antibody, a PD-1 antibody, an mRNA, a siRNA, an 8-week course; none
    before the protease, which has one."""
    word = re.split(r"[\s,/-]", text, maxsplit=1)[0]
    if text[len(word) :].startswith(" ") and word.lower() in DETERMINERS:
        return ""
    if word[:1].isdigit():
        return "an" if re.match(r"8|1[18](?!\d)|1[18](?=,?\d{3}(?!\d))", word) else "a"
    if "\u0370" <= word[:1] <= "\u03ff":
        return "an" if word[0] in "αεηιουω" else "a"
    if word[:2] == "si" and word[2:].isupper():
        return "a"
    spelled = word.isupper() or len(word) == 1 or any(letter.isdigit() for letter in word)
    if spelled or (word[1:] != word[1:].lower() and word[:1].islower()):
        return "an" if word[:1].upper() in _AN_LETTERS else "a"
    return "an" if word[:1].lower() in "aeiou" and not word.lower().startswith(("uni", "eu", "one")) else "a"


# --- British and American ------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+")


def words_in(text: str) -> frozenset[str]:
    """The words of a text in small letters."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def american(text: str, but: Collection[str] = ()) -> str:
    """A text as Americans spell it; words of `but`, in small letters, stay as they are."""
    return _WORD.sub(lambda found: found[0] if found[0].lower() in but else _american(found[0]), text)


@lru_cache(4096)
def _american(word: str) -> str:
    british = word.lower()
    found = AMERICAN_WORDS.get(british, british)
    for part, spelled in AMERICAN_PARTS.items():
        found = found.replace(part, spelled)
    if found == british:
        return word
    return found.upper() if word.isupper() else found[0].upper() + found[1:] if word[0].isupper() else found
