"""Numbers of a finished file against its ledger: every numeral is traced at its place, or numbers the file itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.audit.align import align
from briefgen.audit.audited import Audited, Coverage
from briefgen.audit.edits import Edits, count_edits
from briefgen.audit.likeness import common
from briefgen.audit.moving import moves
from briefgen.audit.numerals import (
    NUMERAL,
    Numeral,
    around,
    everywhere,
    folded,
    in_order,
    locate,
    most_in_order,
    numerals,
)
from briefgen.audit.wording import (
    SOURCES,
    Misprint,
    changes,
    new_phases,
    number_words,
    sentence_of,
    shortened,
    untraced,
)
from briefgen.ledger.ledger import STATEMENT, Entry, Ledger, Printed
from briefgen.office.passages import Contents, FilePassage, Place
from briefgen.problems import Origin, Problem
from briefgen.values.facts import FLAG, NAME, REFERENCE, TEXT, RecordKey

_LOOSE = (NAME, TEXT, FLAG, REFERENCE)
"""Roles of values without digits that people may reword: names and titles."""
_LIMITS = ("population", "arm", "regimen", "comparator", "caveat", "trials", "type", "measure", "endpoint", "among")
"""Fields that say for whom, with what and against what a value holds: their words stay, whatever their role."""
STANDING = dict.fromkeys(("header", "footer", "layout"), "text of the template") | {"properties": "name of the file"}
"""Why a numeral without a mark needs no source in these areas: a company's own template prints it, or it says which
document the file is. It must stay as it was written."""
_LOOKS = ("citation", *STANDING.values())
"""Numerals that are what they are by their look or area; a program that changes a look changes no number."""
_SEVERAL = 2
"""More values than these missing from one passage are one problem: its text is another."""
_PAGES = ("page number", "slide number")
"""Numbers that programs set themselves."""
_ADDED = (*_PAGES, "comment of a reviewer", "claim of the review copy")
"""Numbers that may come in after a file was written."""


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
        self.edits = Edits()
        self.names: dict[str, set[RecordKey]] = defaultdict(set)
        self.speakers = {RecordKey("person", entry.fact.attributed_to) for _, entry in ledger.entries()}
        self.codes: set[str] = set()
        self.texts = {passage.text for passage in contents.passages}
        self.claims = {_line(one) for one, entry in ledger.entries() if entry.fact.record.kind == "claim"}
        for _, entry in ledger.entries():
            if len(entry.text) > 1:
                self.names[folded(entry.text)].add(entry.fact.record)
                if entry.role == NAME and entry.fact.record.kind in ("asset", "target"):
                    self.codes.add(folded(entry.text))

    def run(self) -> Audited:
        if self.contents.identity != self.ledger.identity:
            what = "of another file" if self.contents.identity else "of a file that says who it is; this one does not"
            self.say(None, "foreign-ledger", f"the ledger is {what}", "build the file again, with its ledger")
            return self.done()
        written = [one for one in self.ledger.printed if one.kind != "picture"]
        pairs, lost, new = align(written, self.contents)
        for one, passage in pairs:
            self.compare(one, passage)
        for together in _together(lost, self.contents):
            self.removed(together)
        for passage in new:
            self.unknown(passage)
        shown = self.contents.pictures
        drawn = ((one, (one.place.key, one.place.shape)) for one in self.ledger.printed if one.image)
        replaced = [one for one, spot in drawn if shown.get(spot, one.image) != one.image]
        for number in self.contents.hidden:
            self.say(Place("slide", slide=number), "slide-hidden", "a show leaves the slide out", "show it again")
        for one in replaced:
            self.say(one.place, "picture-changed", "the picture is not the one that was drawn", "build the file again")
        for name in self.contents.unseen:
            self.say(Place("sheet", section=name), "sheet-hidden", "the sheet is hidden", "show it again")
        edits = count_edits(pairs, lost, new, self.ledger)
        self.edits = replace(edits, hidden=len(self.contents.hidden), replaced=len(replaced))
        if self.coverage.found == self.coverage.exempt[STANDING["properties"]]:
            hint = "an audit that finds nothing proves nothing"
            self.say(None, "no-numerals", "no numeral was found in the file", hint)
        return self.done()

    def done(self) -> Audited:
        return Audited(self.path, self.coverage, tuple(sorted(set(self.problems))), self.edits)

    def say(self, place: Place | None, code: str, message: str, hint: str = "") -> None:
        where = f"{place}: " if place else ""
        self.problems.append(Problem(Origin(self.path), code, f"{where}{message}", hint))

    def find(self, passage: FilePassage, finding: Misprint) -> None:
        self.say(passage.place, finding.code, finding.message, finding.hint)

    # --- a passage that both have ------------------------------------------------------------------------------

    def compare(self, one: Printed, passage: FilePassage) -> None:
        covered, missing = stated(one.entries, passage, as_written=passage.text == one.text)
        moved = moves(one, passage, missing, covered)
        missing = [entry for entry in missing if not any(entry is other for other in moved.found)]
        covered += moved.stretches
        strange, gone = self.count(one, passage, covered)
        required = [entry for entry in missing if one.kind in SOURCES or self.required(one, entry)]
        said = len(self.problems)
        self.changed(one, self.swapped(required, moved.swapped, passage), passage, strange)
        told = sum(max(1, len(NUMERAL.findall(entry.text))) for entry in required)
        for numeral in strange[told:]:
            self.strange(passage, numeral)
        for text, reason in () if required else gone[len(strange) :]:
            self.furniture_removed(passage.place, text, reason)
        self.unattributed([entry for entry in missing if entry not in required], passage)
        if len(self.problems) == said and passage.text != one.text:
            for finding in changes(one, passage, missing, self.names):
                self.find(passage, finding)

    def count(
        self, one: Printed, passage: FilePassage, covered: Sequence[tuple[int, int]]
    ) -> tuple[list[Numeral], list[tuple[str, str]]]:
        """Count the numerals of a passage; returns those that neither state a value nor were written, and what is
        gone of those that number something of the file."""
        every = numerals(passage)
        rest = [n for n in every if not any(start <= n.start < end for start, end in covered)]
        reasons = {text: reason for text, reason in one.exempt if reason in _LOOKS}
        if reasons:
            rest = [replace(n, exempt=n.exempt or reasons.get(n.text, "")) for n in rest]
        counted = [n for n in rest if n.exempt not in _PAGES]
        before = [(text, reason) for text, reason in one.exempt if reason not in _PAGES]
        kept, gone = _difference(before, [(n.text, n.exempt) for n in counted])
        strange = [numeral for number, numeral in enumerate(counted) if number not in kept or not numeral.exempt]
        self.coverage.found += len(every)
        self.coverage.traced += len(every) - len(rest)
        self.coverage.exempt.update(numeral.exempt for numeral in rest if numeral not in strange)
        return strange, gone

    def required(self, one: Printed, entry: Entry) -> bool:
        """Whether a value must be there as it was written, and may not be reworded."""
        return _required(entry) or self.speaks(one, entry)

    def speaks(self, one: Printed, entry: Entry) -> bool:
        """Whether a value is the name of somebody who said others: a person, or a company beside its claim."""
        if entry.role != NAME:
            return False
        return entry.fact.record in self.speakers or (entry.fact.record.kind == "company" and _line(one) in self.claims)

    def unattributed(self, missing: Sequence[Entry], passage: FilePassage) -> None:
        """Sentences that began with who says them, reworded without the name."""
        text = folded(passage.text)
        for entry in missing:
            said = (name for name in self.names if folded(entry.text).startswith(name) and self.is_somebody(name))
            name = max(said, key=len, default="")
            if entry.role == TEXT and name and locate(text, name, 0) < 0:
                self.nameless(passage, name)

    def is_somebody(self, name: str) -> bool:
        """Whether a name is that of a company or a person."""
        return any(record.kind in ("company", "person") for record in self.names[name])

    def nameless(self, passage: FilePassage, name: str) -> None:
        message = f"it no longer says that these are words of '{name}'"
        self.say(passage.place, "attribution-dropped", message, "name who said it")

    def swapped(
        self, missing: Sequence[Entry], pairs: Sequence[tuple[Entry, Entry]], passage: FilePassage
    ) -> list[Entry]:  # fmt: skip
        """Tell which of the missing values stand in each other's place; returns the others."""
        told = [pair for pair in pairs if any(pair[0] is entry for entry in missing)]
        numbers = [pair for pair in told if NUMERAL.search(pair[0].text)]
        for one, other in {frozenset((a.text, b.text)): (a.text, b.text) for a, b in numbers or told}.values():
            message = f"'{one}' and '{other}' have changed places"
            self.say(passage.place, "wrong-place", message, "put each back where its source speaks of it")
        return [entry for entry in missing if not any(entry is other for pair in told for other in pair)]

    def changed(self, one: Printed, missing: Sequence[Entry], passage: FilePassage, strange: Sequence[Numeral]) -> None:
        if len(missing) > _SEVERAL:
            message = f"{', '.join(repr(entry.text) for entry in missing)} are not there"
            self.say(passage.place, "value-changed", shortened(message, 200), f"it reads '{shortened(passage.text)}'")
            return
        for number, entry in enumerate(missing):
            reads = f"; it reads '{sentence_of(passage.text, strange[number])}'" if number < len(strange) else ""
            quantity = entry.quantity
            source = f"{entry.fact.record} says '{entry.text}'"
            if self.speaks(one, entry):
                self.nameless(passage, entry.text)
            elif quantity and quantity.qualifier and locate(folded(passage.text), folded(quantity.core), 0) >= 0:
                message = f"'{entry.text}' lost its qualifier '{quantity.qualifier}'"
                self.say(passage.place, "qualifier-dropped", message, f"print '{entry.text}' whole")
            else:
                message = f"'{entry.text}' is not there{reads}"
                self.say(passage.place, "value-changed", message, f"{source}; build again")

    def in_name(self, passage: FilePassage, numeral: Numeral) -> bool:
        """Whether the digits belong to the code name of a medicine or its target: naming it states no number."""
        text = folded(passage.text)
        spots = ((name, at) for name in self.codes for at in everywhere(text, name))
        return any(at <= numeral.start < at + len(name) for name, at in spots)

    def strange(self, passage: FilePassage, numeral: Numeral) -> None:
        if self.in_name(passage, numeral):
            self.coverage.traced += 1
            return
        if numeral.exempt == "citation":
            message = f"the citation '{numeral.text}' is not the one that was written"
            self.say(passage.place, "citation-changed", message, "build the file again")
            return
        if numeral.exempt:
            self.say(passage.place, "number-changed", f"the {numeral.exempt} '{numeral.text}' is not the one written")
            return
        other = self.elsewhere(numeral, passage)
        words = around(passage.text, numeral)
        if other is not None:
            self.misplaced(passage, words, other)
        else:
            self.find(passage, untraced(words))

    def misplaced(self, passage: FilePassage, text: str, other: Printed) -> None:
        message = f"'{text}' is traced, but not here: it belongs to {other.place}"
        self.say(passage.place, "wrong-place", message, "put the value back where its source speaks of it")

    def elsewhere(self, numeral: Numeral, passage: FilePassage) -> Printed | None:
        """Another passage that states this very value: the numeral alone, or with its unit."""
        text = folded(passage.text)
        for one, entry in self.ledger.entries():
            if one.kind == "picture" or not _required(entry):
                continue
            at = text.find(folded(entry.text))
            if at >= 0 and at <= numeral.start < at + len(entry.text):
                return one
        return None

    # --- passages that only one has ----------------------------------------------------------------------------

    def removed(self, together: Sequence[Printed]) -> None:
        """Passages that are gone with each other: those of a slide, of a row, or one alone."""
        one = together[0]
        for each in together:
            if each.kind == STATEMENT and (len(together) == 1 or each.text not in self.texts):
                message = f"the statement '{shortened(each.text)}' is gone"
                self.say(each.place, "statement-removed", message, "put it back: readers must see it")
        if len(together) == 1 and one.kind == STATEMENT:
            return
        values = dict.fromkeys(e.text for each in together for e in each.entries if self.required(each, e))
        if one.kind in ("source line", "source note") and len(together) == 1:
            self.say(one.place, "source-line-removed", f"the line '{shortened(one.text)}' is gone", "put it back")
        elif values:
            message = f"{', '.join(map(repr, values))} is gone with its text"
            self.say(one.place, "value-removed", shortened(message, 200), f"the text was '{shortened(one.text)}'")
        else:
            for text, reason in dict.fromkeys(pair for each in together for pair in each.exempt):
                self.furniture_removed(one.place, text, reason)

    def furniture_removed(self, place: Place, text: str, reason: str) -> None:
        if reason not in _PAGES:
            code = "citation-removed" if reason == "citation" else "number-removed"
            self.say(place, code, f"the {reason} '{text}' is gone", "put it back")

    def unknown(self, passage: FilePassage) -> None:
        """A passage that nobody wrote: a copy of another is one problem, else each of its numerals is."""
        found = numerals(passage)
        self.coverage.found += len(found)
        own = [n for n in found if n.exempt in _ADDED]
        coded = [n for n in found if n not in own and self.in_name(passage, n)]
        self.coverage.exempt.update(numeral.exempt for numeral in own)
        if passage.kind == "source line":
            message = f"no document has the line '{shortened(passage.text)}'"
            self.say(passage.place, "source-changed", message, "take it out, or add the source to its record")
        elif len(own) + len(coded) < len(found) and (same := self.copied(passage)) is not None:
            self.misplaced(passage, shortened(passage.text), same)
        else:
            for numeral in found:
                if numeral not in own:
                    self.strange(passage, numeral)
            said = () if passage.kind in ("comment", "review") else (new_phases, number_words)
            for words in (text for new in said for text in new("", passage.text)):
                self.find(passage, untraced(words))

    def copied(self, passage: FilePassage) -> Printed | None:
        """The passage with the same words and values."""
        text = folded(passage.text)
        stating = (one for one in self.ledger.printed if one.entries and one.text)
        return next((one for one in stating if folded(one.text) == text), None)


def _together(lost: Sequence[Printed], contents: Contents) -> Iterator[list[Printed]]:
    """What was taken out in one go: a slide with its notes, or a row of a table."""
    groups: dict[object, list[Printed]] = defaultdict(list)
    for one in lost:
        place = one.place
        slide = place.slide and place.key not in contents.slides
        row = place.row and (place.area, place.key, place.shape, place.table, place.row)
        groups[("slide", place.key) if slide else row or (id(one),)].append(one)
    yield from groups.values()


def stated(
    entries: Sequence[Entry], passage: FilePassage, *, as_written: bool
) -> tuple[list[tuple[int, int]], list[Entry]]:
    """Stretches of the passage that state the entries in their order, and the entries that are not there. Only a
    template may have put a value inside a longer word, so only text as written is searched for parts of words."""
    text = folded(passage.masked)
    parts = [folded(entry.text) for entry in entries]
    places = in_order(parts, text) if as_written else most_in_order(parts, text)
    covered = [(start, start + len(part)) for part, start in zip(parts, places, strict=True) if start >= 0]
    return covered, [entry for entry, start in zip(entries, places, strict=True) if start < 0]


def _difference(before: list[tuple[str, str]], now: list[tuple[str, str]]) -> tuple[set[int], list[tuple[str, str]]]:
    """Indexes of what is as before, and what is gone."""
    if before == now:
        return set(range(len(now))), []
    pairs = list(common(before, now))
    gone = set(range(len(before))) - {here for here, _ in pairs}
    kept = {there for _, there in pairs}
    return kept, [before[n] for n in sorted(gone)]


def _required(entry: Entry) -> bool:
    limits = entry.fact.field in _LIMITS and entry.role == TEXT
    return limits or entry.role not in _LOOSE or any(letter.isdigit() for letter in entry.text)


def _line(one: Printed) -> tuple[object, ...]:
    """What stands in one line: the cells of a row, or a passage."""
    place = one.place
    return (place.area, place.key, place.shape, place.table, place.row, 0 if place.row else place.paragraph)
