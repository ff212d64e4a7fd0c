"""How English words begin: a large or small first letter, and the article before them."""

from __future__ import annotations

import re

_AN_LETTERS = "AEFHILMNORSX"
"""Letters whose names begin with a vowel: an HR, an mRNA."""
_PREFIX = re.compile(r"(?!p-value)(?:[dlmnopst]|tert|sec|iso|ortho|meta|para|cis|trans)-|[a-z]{1,2}(?=[A-Z])")
"""What stands before a chemical name or abbreviation in small letters: n-butyl, mRNA, siRNA."""


def keeps_its_first_letter(text: str) -> bool:
    """Whether a first word is a name that is written in one way only: pMMR, HER2, α-synuclein, n-butyl, siRNA."""
    first = re.split(r"[\s,;:./]", text, maxsplit=1)[0]
    if not first or (not first[0].isascii() and not first[0].isalpha()):
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


def article(text: str) -> str:
    """The indefinite article before a text: an antibody, a PD-1 antibody, an mRNA, a siRNA, an 8-week course."""
    word = re.split(r"[\s,/-]", text, maxsplit=1)[0]
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
