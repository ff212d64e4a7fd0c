"""Numbers of a finished file against its ledger: every numeral is traced at its place, or numbers the file itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from briefgen.audit.align import align
from briefgen.audit.numerals import NUMERAL, Numeral, locate, numerals
from briefgen.ledger import Entry, Ledger, Printed
from briefgen.place import Contents, Passage, Place
from briefgen.problems import Origin, Problem

_LOOSE = ("name", "text", "flag", "reference")
"""Roles of values without digits that people may reword: names and titles."""
OF_TEMPLATE = "text of the template"
"""Why a numeral without a mark in a header or footer needs no source: a company's own template prints it."""
_PAGES = ("page number", "slide number")
"""Numbers that programs set themselves."""
_ADDED = (*_PAGES, "comment of a reviewer", "claim of the review copy")
"""Numbers that may come in after a file was written."""


@dataclass(slots=True)
class Coverage:
    """Numerals found in a file, traced to a fact, and exempt by reason."""

    found: int = 0
    traced: int = 0
    exempt: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(self.found + other.found, self.traced + other.traced, self.exempt + other.exempt)

    def __str__(self) -> str:
        reasons = ", ".join(f"{reason} {number}" for reason, number in sorted(self.exempt.items()))
        more = f" ({reasons})" if reasons else ""
        return f"numerals found {self.found}, traced {self.traced}, exempt {sum(self.exempt.values())}{more}"


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit of one file found."""

    path: str
    coverage: Coverage
    problems: tuple[Problem, ...]


def audit_numbers(path: str, contents: Contents, ledger: Ledger) -> Audited:
    """Hold every numeral of a file against its ledger."""
    return _Audit(path, contents, ledger).run()


class _Audit:
    def __init__(self, path: str, contents: Contents, ledger: Ledger) -> None:
        self.path = path
        self.contents = contents
        self.ledger = ledger
        self.coverage = Coverage()
        self.problems: list[Problem] = []

    def run(self) -> Audited:
        if self.contents.identity != self.ledger.identity:
            what = "of another file" if self.contents.identity else "of a file that says who it is; this one does not"
            self.say(None, "foreign-ledger", f"the ledger is {what}", "build the file again, with its ledger")
            return self.done()
        written = [one for one in self.ledger.printed if one.kind != "picture"]
        pairs, lost, new = align(written, self.contents.passages)
        for one, passage in pairs:
            self.compare(one, passage)
        for one in lost:
            self.removed(one)
        for passage in new:
            self.unknown(passage)
        if not self.coverage.found:
            hint = "an audit that finds nothing proves nothing"
            self.say(None, "no-numerals", "no numeral was found in the file", hint)
        return self.done()

    def done(self) -> Audited:
        return Audited(self.path, self.coverage, tuple(sorted(set(self.problems))))

    def say(self, place: Place | None, code: str, message: str, hint: str = "") -> None:
        where = f"{place}: " if place else ""
        self.problems.append(Problem(Origin(self.path), code, f"{where}{message}", hint))

    # --- a passage that both have ------------------------------------------------------------------------------

    def compare(self, one: Printed, passage: Passage) -> None:
        covered, missing = _covered(one.entries, passage)
        every = numerals(passage)
        rest = [n for n in every if not any(start <= n.start < end for start, end in covered)]
        self.coverage.found += len(every)
        self.coverage.traced += len(every) - len(rest)
        standing = {text for text, reason in one.exempt if reason == OF_TEMPLATE}
        rest = [replace(n, exempt=OF_TEMPLATE) if not n.exempt and n.text in standing else n for n in rest]
        counted = [n for n in rest if n.exempt not in _PAGES]
        before = [(text, reason) for text, reason in one.exempt if reason not in _PAGES]
        kept, gone = _difference(before, [(n.text, n.exempt) for n in counted])
        strange = [numeral for number, numeral in enumerate(counted) if number not in kept or not numeral.exempt]
        self.coverage.exempt.update(numeral.exempt for numeral in rest if numeral not in strange)
        required = [entry for entry in missing if one.kind == "source line" or _required(entry)]
        self.changed(required, passage, strange)
        told = sum(max(1, len(NUMERAL.findall(entry.text))) for entry in required)
        for numeral in strange[told:]:
            self.strange(passage, numeral)
        if len(gone) > len(strange) and not required:
            for text, reason in gone[len(strange) :]:
                self.furniture_removed(passage.place, text, reason)

    def changed(self, missing: Sequence[Entry], passage: Passage, strange: Sequence[Numeral]) -> None:
        for number, entry in enumerate(missing):
            reads = f"; it reads '{_around(passage.text, strange[number])}'" if number < len(strange) else ""
            quantity = entry.quantity
            core = quantity.figure if quantity and quantity.qualifier else ""
            source = f"{entry.fact.record} says '{entry.text}'"
            if core and locate(passage.text, core, 0) >= 0:
                message = f"'{entry.text}' lost its qualifier '{quantity.qualifier if quantity else ''}'"
                self.say(passage.place, "qualifier-dropped", message, f"print '{entry.text}' whole")
            else:
                message = f"'{entry.text}' is not there{reads}"
                self.say(passage.place, "value-changed", message, f"{source}; build again")

    def strange(self, passage: Passage, numeral: Numeral) -> None:
        if numeral.exempt == "citation":
            message = f"the citation '{numeral.text}' is not the one that was written"
            self.say(passage.place, "citation-changed", message, "build the file again")
            return
        if numeral.exempt:
            self.say(passage.place, "number-changed", f"the {numeral.exempt} '{numeral.text}' is not the one written")
            return
        other = self.elsewhere(numeral, passage)
        around = _around(passage.text, numeral)
        if other is not None:
            message = f"'{around}' is traced, but not here: it belongs to {other.place}"
            self.say(passage.place, "wrong-place", message, "put the value back where its source speaks of it")
        else:
            hint = "print it from a record, or take it out"
            self.say(passage.place, "untraced-number", f"no record says '{around}'", hint)

    def elsewhere(self, numeral: Numeral, passage: Passage) -> Printed | None:
        """Another passage that states this very value: the numeral alone, or with its unit."""
        for one, entry in self.ledger.entries():
            if one.kind == "picture" or not _required(entry):
                continue
            at = passage.text.find(entry.text)
            if at >= 0 and at <= numeral.start < at + len(entry.text):
                return one
        return None

    # --- a passage that only one has ---------------------------------------------------------------------------

    def removed(self, one: Printed) -> None:
        if one.kind in ("source line", "source note"):
            self.say(one.place, "source-line-removed", f"the line '{_shortened(one.text)}' is gone", "put it back")
            return
        values = [entry.text for entry in one.entries if _required(entry)]
        if values:
            message = f"{', '.join(repr(value) for value in dict.fromkeys(values))} is gone with its text"
            self.say(one.place, "value-removed", message, f"the text was '{_shortened(one.text)}'")
            return
        for text, reason in one.exempt:
            self.furniture_removed(one.place, text, reason)

    def furniture_removed(self, place: Place, text: str, reason: str) -> None:
        if reason not in _PAGES:
            code = "citation-removed" if reason == "citation" else "number-removed"
            self.say(place, code, f"the {reason} '{text}' is gone", "put it back")

    def unknown(self, passage: Passage) -> None:
        for numeral in numerals(passage):
            self.coverage.found += 1
            if numeral.exempt in _ADDED:
                self.coverage.exempt[numeral.exempt] += 1
            else:
                self.strange(passage, numeral)


def _covered(entries: Sequence[Entry], passage: Passage) -> tuple[list[tuple[int, int]], list[Entry]]:
    """Stretches of the passage that state the entries in their order, and the entries that are not there."""
    text = passage.masked
    covered: list[tuple[int, int]] = []
    missing: list[Entry] = []
    at = 0
    for entry in entries:
        found = locate(text, entry.text, at)
        if found < 0:
            missing.append(entry)
            continue
        at = found + len(entry.text)
        covered.append((found, at))
    return covered, missing


def _difference(before: list[tuple[str, str]], now: list[tuple[str, str]]) -> tuple[set[int], list[tuple[str, str]]]:
    """Indexes of what is as before, and what is gone."""
    if before == now:
        return set(range(len(now))), []
    kept: set[int] = set()
    gone = set(range(len(before)))
    for start, other, size in SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks():
        kept |= set(range(other, other + size))
        gone -= set(range(start, start + size))
    return kept, [before[n] for n in sorted(gone)]


def _required(entry: Entry) -> bool:
    return entry.role not in _LOOSE or any(letter.isdigit() for letter in entry.text)


def _around(text: str, numeral: Numeral) -> str:
    """A numeral with the word or sign after it."""
    end = numeral.end
    while end < len(text) and not text[end].isspace() and end - numeral.end < 12:
        end += 1
    start = numeral.start
    while start > 0 and not text[start - 1].isspace() and numeral.start - start < 12:
        start -= 1
    return text[start:end].strip(".,;:()")


def _shortened(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:67].rstrip()}..."
