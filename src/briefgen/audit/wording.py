"""Words that weigh like numbers: a changed passage still has its values, but do they still say the same?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.audit.numerals import folded, locate
from briefgen.ledger import Entry, Printed
from briefgen.place import Passage

SOURCES = ("source line", "source note", "reference", "reference entry")
"""Kinds of passages that people do not reword: they say where the numbers come from."""
_NOT = "not|no|never|without|neither|nor"
_ABOUT = "approximately|about|around|nearly|almost|more than|over|at least|less than|under|up to|at most"
_CURRENCY = "USD|EUR|CNY|RMB|HKD|JPY|GBP|CHF"
_UNIT = "days?|weeks?|months?|years?|hours?|thousand|million|billion|mg|kg|patients|cases|deaths|people|per cent"
_COUNT = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|fourth|fifth|sixth"
_SENTINEL = "not reached|not estimable|immature|not reported|not disclosed"
_PHASE = "phase [IV]+(?:/[IV]+)?"
_BEFORE = re.compile(rf"(?:\b({_NOT}|{_ABOUT}|{_CURRENCY})\s*|([~≈≥≤><-]|[<>]=)\s?)$", re.IGNORECASE)
_AFTER = re.compile(rf"\s?(%|‰|/[IV]+\b|(?:{_UNIT}|{_CURRENCY})\b)", re.IGNORECASE)
_PHASES = re.compile(rf"\b{_PHASE}", re.IGNORECASE)
_CLEAR = "approximately|nearly|almost|up to|at most"
_STUDY = "real-world|randomi[sz]ed|subgroup|cross-trial|head-to-head|investigational"
_TYPED = re.compile(rf"%|\b(?:{_SENTINEL}|{_UNIT}|{_CURRENCY}|{_PHASE}|{_CLEAR}|{_STUDY})\b", re.IGNORECASE)
_STATED = re.compile(rf"{_TYPED.pattern}|\b(?:{_NOT}|{_ABOUT}|{_COUNT})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with the words of a passage."""

    code: str
    message: str
    hint: str = ""


def untraced(text: str) -> Finding:
    """What nobody stated."""
    return Finding("untraced-number", f"no record says '{text}'", "print it from a record, or take it out")


def weighs(text: str) -> bool:
    """Whether words that nobody traced say a unit, a phase, a qualifier or that something is not known."""
    return _TYPED.search(text) is not None


def new_phases(was: str, now: str) -> list[str]:
    """Phases of trials, which are numbers in Roman signs, that a text says and did not say before."""
    return sorted((_weighty(_PHASES, folded(now)) - _weighty(_PHASES, folded(was))).elements())


def changes(one: Printed, passage: Passage, loose: Sequence[Entry], names: Mapping[str, set[str]]) -> Iterator[Finding]:
    """What a passage, whose values are all there, says differently; `loose` are the names and texts of it that were
    reworded, `names` all names of the document with their records."""
    was, now = folded(one.text), folded(passage.text)
    if was == now:
        return
    if one.kind in SOURCES and _bare(was) != _bare(now):
        yield Finding("source-changed", f"it reads '{shortened(passage.text)}'", f"it was '{shortened(one.text)}'")
        return
    found = list(_beside(one.entries, was, now))
    found += _exchanged(loose, was, now, names)
    found += [untraced(phase) for phase in new_phases(was, now)]
    yield from found or _lost(loose, was, now)


def _bare(text: str) -> str:
    """Letters and digits in their order; the writing tells which of the digits are reference numbers."""
    return "".join(letter for letter in text if letter.isalpha())


def _beside(entries: Sequence[Entry], was: str, now: str) -> Iterator[Finding]:
    """A qualifier, a negation or a unit next to a value that is new there, or gone."""
    at_was = at_now = 0
    for entry in entries:
        text = folded(entry.text)
        start, other = locate(was, text, at_was), locate(now, text, at_now)
        if start < 0 or other < 0:
            continue
        at_was, at_now = start + len(text), other + len(text)
        before, beside = _word(_BEFORE.search(was[:start])), _word(_BEFORE.search(now[:other]))
        if before != beside:
            yield _qualified(entry.text, before, beside)
        before, beside = _word(_AFTER.match(was, at_was)), _word(_AFTER.match(now, at_now))
        if before != beside:
            message = f"'{entry.text}' is followed by '{beside}' and no longer by '{before}'"
            yield Finding("value-changed", message, "print it with its own unit")


def _word(match: re.Match[str] | None) -> str:
    return match.group().strip().lower() if match else ""


def _qualified(text: str, before: str, beside: str) -> Finding:
    if before:
        return Finding("qualifier-dropped", f"'{before}' no longer stands before '{text}'", f"print '{before} {text}'")
    return Finding("qualifier-added", f"'{beside} {text}' says more than its record", f"print '{text}' as it was")


def _exchanged(loose: Sequence[Entry], was: str, now: str, names: Mapping[str, set[str]]) -> Iterator[Finding]:
    """A name in whose place another name of the document stands."""
    if not loose:
        return
    gone = {entry.fact.record for entry in loose}
    others = (name for name, records in names.items() if not records & gone)
    new = [name for name in others if _times(name, now) > _times(name, was)]
    if new:
        longest = max(new, key=len)
        yield Finding("wrong-place", f"'{longest}' stands where '{loose[0].text}' was", "its values are not about this")


def _times(name: str, text: str) -> int:
    count, at = 0, locate(text, name, 0)
    while at >= 0:
        count, at = count + 1, locate(text, name, at + len(name))
    return count


def _lost(loose: Sequence[Entry], was: str, now: str) -> Iterator[Finding]:
    """Weighty words that are gone: typed ones, and those of texts that people reworded."""
    stated = Counter(word for entry in loose for word in _weighty(_STATED, folded(entry.text)))
    lost = (_weighty(_STATED, was) - _weighty(_STATED, now)) & stated
    lost |= _weighty(_TYPED, was) - _weighty(_TYPED, now)
    if lost:
        words = ", ".join(f"'{word}'" for word in sorted(lost))
        yield Finding("word-changed", f"{words} is gone; it reads '{shortened(now)}'", f"it was '{shortened(was)}'")


def _weighty(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(match.group().lower() for match in pattern.finditer(text))


def shortened(text: str, most: int = 70) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= most else f"{text[: most - 3].rstrip()}..."
