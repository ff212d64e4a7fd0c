"""Words that weigh like numbers: a changed passage still has its values, but do they still say the same?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from briefgen.audit.numerals import Numeral, folded, locate
from briefgen.frozen import frozen
from briefgen.ledger.ledger import STATEMENT, Entry, Printed
from briefgen.lexicon import currencies, en
from briefgen.office.passages import FilePassage
from briefgen.values.facts import RecordKey

SOURCES = ("source line", "source note", "reference", "reference entry")
"""Kinds of passages that people do not reword: they say where the numbers come from."""
_NOT = "|".join(en.NEGATIONS)
_ABOUT = "|".join(re.escape(word) for word in en.QUALIFIERS if word[0].isalpha())
_CURRENCY = "|".join(code for code in currencies.CODES if code not in currencies.WORDS_TOO)
_MONEY = "|".join(currencies.CODES)
"""Beside a number a code is no other word."""
_UNIT = "|".join(en.UNITS_BESIDE)
_COUNT = "|".join((*en.COUNTED[2:], *en.ORDINALS[:6]))
_SENTINEL = "|".join([*(words[0] for words in en.SENTINELS.values()), en.NOT_IN_SOURCES])
_PHASE = "phase [IV]+(?:/[IV]+)?"
_NEGATION = re.compile(rf"\b(?:{'|'.join((*en.NEGATIONS, *en.NOTHING))})\b(?!(?<=\bno)\.)|n['’]t\b", re.IGNORECASE)
_DIGIT = "|".join(en.ONES[1:10])
_TENS = "|".join(en.TENS)
_TEENS = "|".join(en.ONES[10:])
_WORD = f"(?:(?:{_TENS})(?:[- ](?:{_DIGIT}))?|{_TEENS}|{_DIGIT}|hundred|thousand|million|half|dozen)"
_SPELLED = re.compile(
    rf"\b(?:{_WORD}(?:[- ](?:and[- ])?{_WORD})*[- ]?(?:per cent|percent|%|patients|months|years|weeks|fold)"
    r"|twice|thrice|half of|(?:a|one|two|three)[- ](?:half|third|quarter|fifth|tenth|thirds|quarters|fifths)s?"
    r"(?= of| as|\s*[.,;]|$))\b",
    re.IGNORECASE,
)
"""Numbers in words with what they count, and shares in words."""
_BEFORE = re.compile(rf"(?:\b({_NOT}|{_ABOUT}|(?-i:{_MONEY}))\s*|([~≈≥≤><-]|[<>]=)\s?)$", re.IGNORECASE)
_AFTER = re.compile(rf"\s?(%|‰|/[IV]+\b|(?:{_UNIT}|(?-i:{_MONEY}))\b)", re.IGNORECASE)
_PER_CENT = re.compile(r"(?<=\d)\s?(?:per cent\b|percent\b|%)", re.IGNORECASE)
_PHASES = re.compile(rf"\b{_PHASE}", re.IGNORECASE)
_CLEAR = "|".join(en.CLEAR_QUALIFIERS)
_STUDY = "real-world|randomi[sz]ed|subgroup|cross-trial|head-to-head|investigational"
_TYPED = re.compile(rf"%|\b(?:{_SENTINEL}|{_UNIT}|{_CURRENCY}|{_PHASE}|{_CLEAR}|{_STUDY})\b", re.IGNORECASE)
_STATED = re.compile(rf"{_TYPED.pattern}|\b(?:{_NOT}|{_ABOUT}|{_COUNT})\b", re.IGNORECASE)


@frozen
class Misprint:
    """What is wrong with the words of a passage."""

    code: str
    message: str
    hint: str = ""


def untraced(text: str) -> Misprint:
    """What nobody stated."""
    return Misprint("untraced-number", f"no record says '{text}'", "print it from a record, or take it out")


def weighs(text: str) -> bool:
    """Whether words that nobody traced say a unit, a phase, a qualifier, or that something is not so or not known."""
    return _TYPED.search(text) is not None or _NEGATION.search(text) is not None


def new_phases(was: str, now: str) -> list[str]:
    """Phases of trials, which are numbers in Roman signs, that a text says and did not say before."""
    return sorted((_weighty(_PHASES, folded(now)) - _weighty(_PHASES, folded(was))).elements())


def number_words(was: str, now: str) -> list[str]:
    """Numbers in words that a text says of people, time or a share and did not say before."""
    return sorted((_weighty(_SPELLED, folded(now)) - _weighty(_SPELLED, folded(was))).elements())


def changes(
    one: Printed, passage: FilePassage, loose: Sequence[Entry], names: Mapping[str, set[RecordKey]]
) -> Iterator[Misprint]:
    """What a passage, whose values are all there, says differently; `loose` are the names and texts of it that were
    reworded, `names` all names of the document with their records."""
    was, now = _PER_CENT.sub("%", folded(one.text)), _PER_CENT.sub("%", folded(passage.text))
    if was == now:
        return
    if one.kind in SOURCES and _bare(was) != _bare(now):
        before, beside = apart(one.text, passage.text)
        yield Misprint("source-changed", f"it reads '{beside}'", f"it was '{before}'")
        return
    if one.kind == STATEMENT:
        before, beside = apart(was, now)
        yield Misprint("statement-changed", f"the statement reads '{beside}'", f"it was '{before}'; put it back")
        return
    found = list(_beside(one.entries, was, now))
    found += _exchanged(loose, was, now, names)
    found += [untraced(phase) for phase in new_phases(was, now)]
    found += [untraced(words) for words in number_words(was, now)]
    yield from found or list(_negated(was, now)) or _lost(loose, was, now)


def _negated(was: str, now: str) -> Iterator[Misprint]:
    """A "not", "no" or "none" that is gone or came in; one may stand for another."""
    lost, new = _weighty(_NEGATION, was), _weighty(_NEGATION, now)
    if lost.total() == new.total():
        return
    words = ", ".join(f"'{word}'" for word in sorted((lost - new) or (new - lost)))
    what = "is gone" if lost.total() > new.total() else "came in"
    before, beside = apart(was, now)
    yield Misprint("negation-changed", f"{words} {what}; it reads '{beside}'", f"it was '{before}'")


def _bare(text: str) -> str:
    """Letters and digits in their order; the writing tells which of the digits are reference numbers."""
    return "".join(letter for letter in text if letter.isalpha())


def _beside(entries: Sequence[Entry], was: str, now: str) -> Iterator[Misprint]:
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
            yield Misprint("value-changed", message, "print it with its own unit")


def _word(match: re.Match[str] | None) -> str:
    return match.group().strip().lower() if match else ""


def _qualified(text: str, before: str, beside: str) -> Misprint:
    if before:
        return Misprint("qualifier-dropped", f"'{before}' no longer stands before '{text}'", f"print '{before} {text}'")
    return Misprint("qualifier-added", f"'{beside} {text}' says more than its record", f"print '{text}' as it was")


def _exchanged(loose: Sequence[Entry], was: str, now: str, names: Mapping[str, set[RecordKey]]) -> Iterator[Misprint]:
    """A name in whose place another name of the document stands."""
    if not loose:
        return
    gone = {entry.fact.record for entry in loose}
    others = (name for name, records in names.items() if not records & gone)
    new = [name for name in others if _times(name, now) > _times(name, was)]
    if new:
        longest = max(new, key=len)
        message = f"'{longest}' stands where '{loose[0].text}' was"
        yield Misprint("wrong-place", message, "its values are not about this")


def _times(name: str, text: str) -> int:
    count, at = 0, locate(text, name, 0)
    while at >= 0:
        count, at = count + 1, locate(text, name, at + len(name))
    return count


def _lost(loose: Sequence[Entry], was: str, now: str) -> Iterator[Misprint]:
    """Weighty words that are gone: typed ones, and those of texts that people reworded."""
    stated = Counter(word for entry in loose for word in _weighty(_STATED, folded(entry.text)))
    lost = (_weighty(_STATED, was) - _weighty(_STATED, now)) & stated
    lost |= _weighty(_TYPED, was) - _weighty(_TYPED, now)
    if lost:
        words = ", ".join(f"'{word}'" for word in sorted(lost))
        before, beside = apart(was, now)
        yield Misprint("word-changed", f"{words} is gone; it reads '{beside}'", f"it was '{before}'")


def _weighty(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(match.group().lower() for match in pattern.finditer(text))


def apart(was: str, now: str) -> tuple[str, str]:
    """The stretches in which two texts differ, each with some words around it."""
    start = _agree(was, now)
    end = min(_agree(was[::-1], now[::-1]), len(was) - start, len(now) - start)
    return _stretch(was, start, len(was) - end), _stretch(now, start, len(now) - end)


def _agree(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    differ = (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right)
    return next(differ, min(len(one), len(other)))


def _stretch(text: str, start: int, end: int, around: int = 30) -> str:
    """A part of a text from word to word, with dots where it is cut."""
    first = text.rfind(" ", 0, max(start - around, 0)) + 1 if start > around else 0
    last = text.find(" ", end + around)
    last = len(text) if last < 0 else last
    return f"{'...' if first else ''}{shortened(text[first:last], 160)}{'...' if last < len(text) else ''}"


def shortened(text: str, most: int = 70) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= most else f"{text[: most - 3].rstrip()}..."


def sentence_of(text: str, numeral: Numeral, most: int = 60) -> str:
    """A numeral with the word before it and the rest of its sentence, as far as there is room."""
    start = text.rfind(" ", 0, max(numeral.start - 1, 0)) + 1
    rest = text[start:]
    end = re.search(r"[.;](?=\s|$)", rest[numeral.end - start :])
    return shortened(rest[: numeral.end - start + end.start()] if end else rest, most)
