"""The verdict on each fact: found, found only elsewhere, not found, or the text of its source is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from briefgen.dataset.facts import RecordedFact, facts_of
from briefgen.dataset.store import Dataset
from briefgen.frozen import frozen
from briefgen.problems import Problem
from briefgen.records import Source
from briefgen.values.dates import PartialDate
from briefgen.verify.matching import Candidate, candidates
from briefgen.verify.neighbours import Neighbours
from briefgen.verify.passages import REACH, Passages
from briefgen.verify.subjects import hints_of, names_of
from briefgen.verify.wanted import Wanted, WantedDate, WantedWords, wanted_of

Outcome = Literal["found", "elsewhere", "not_found", "no_text"]
CONTEXT = 400
"""Signs of the source shown around a value for a reviewer."""
BETTER: tuple[Outcome, ...] = ("found", "elsewhere", "not_found", "no_text")


@frozen
class Verdict:
    """What became of one fact. `place` and `passage` say where the source states it, or what comes nearest, `context`
    more of the words around it, `starts` every place of the text that may be meant.

    `source` is the id of the document that was searched, which is the one a second-hand source was found in.
    """

    recorded: RecordedFact
    printed: str
    outcome: Outcome
    source: str = ""
    place: str = ""
    passage: str = ""
    context: str = ""
    reason: str = ""
    differs: bool = False
    starts: tuple[int, ...] = ()

    def problem(self) -> Problem | None:
        """The problem it is; none when found, or when the text is missing, which is told once for each source."""
        if self.outcome in ("found", "no_text"):
            return None
        label, where = self.recorded.label, self.recorded.place
        if self.outcome == "not_found":
            message = f"{label}: '{self.printed}' is not in the text of {self.source}"
            hint = f"the nearest: {self.place}: {self.passage}" if self.place else "mend the value, or cite its source"
            return Problem(where, "value-not-found", message, hint)
        code = "value-differs" if self.differs else "value-elsewhere"
        message = f"{label}: '{self.printed}' is in {self.source} only differently: {self.reason}"
        hint = f"{self.place}: {self.passage}"
        return Problem(where, code, message, hint, "error" if self.differs else "warning")


@frozen
class Verification:
    """Every finding, and how often each outcome occurred."""

    findings: tuple[Verdict, ...]

    def count(self, outcome: Outcome) -> int:
        """How many facts came out so."""
        return sum(finding.outcome == outcome for finding in self.findings)

    def problems(self) -> Iterator[Problem]:
        """What is wrong, and which sources could not be read."""
        for finding in self.findings:
            if problem := finding.problem():
                yield problem
        yield from self._shared_values()
        yield from self._missing_texts()

    def _shared_values(self) -> Iterator[Problem]:
        """Values of two records of a kind that rest on one and the same number of a text."""
        by_place: dict[tuple[str, str, tuple[int, ...]], list[Verdict]] = {}
        for finding in self.findings:
            if finding.outcome == "found" and finding.recorded.fact.field == "value" and len(finding.starts) == 1:
                kind = finding.recorded.record.kind
                by_place.setdefault((finding.source, kind, finding.starts), []).append(finding)
        for first, *others in by_place.values():
            for other in others:
                yield _shared(first, other)

    def _missing_texts(self) -> Iterator[Problem]:
        missing = Counter(finding.source for finding in self.findings if finding.outcome == "no_text")
        first = {finding.source: finding for finding in reversed(self.findings) if finding.outcome == "no_text"}
        for source, number in sorted(missing.items()):
            message = f"the text of {source} is missing; {number} values cited to it are not verified"
            hint = f"put {source}.txt, .html or .pdf into the folder of source texts"
            yield Problem(first[source].recorded.place, "no-source-text", message, hint, "warning")


def _shared(first: Verdict, other: Verdict) -> Problem:
    message = f"{other.recorded.label}: '{other.printed}' is stated once in {other.source}, and {first.recorded.label}"
    hint = f"one number is the value of one record: {other.place}: {other.passage}"
    return Problem(other.recorded.place, "value-shared", f"{message} rests on the same words", hint, "warning")


def verify_facts(dataset: Dataset, texts: Mapping[str, Passages]) -> Verification:
    """Look up every fact of a dataset that has a source and says something in numbers."""
    every = [(recorded, wanted_of(recorded), _read_in(dataset, recorded)) for recorded in facts_of(dataset)]
    facts = [(recorded, wanted, sources) for recorded, wanted, sources in every if wanted and sources]
    neighbours = Neighbours(facts)
    return Verification(tuple(_finding(dataset, *fact, texts, neighbours) for fact in facts))


def _read_in(dataset: Dataset, recorded: RecordedFact) -> tuple[str, ...]:
    """Ids of the documents in which the fact was read: of a second-hand source the one that cites it."""
    own = (recorded.record.id,) if isinstance(recorded.record, Source) and not recorded.fact.citations else ()
    return tuple(dict.fromkeys(read_in(dataset, id) for id in own or recorded.fact.sources))


def read_in(dataset: Dataset, id: str, depth: int = 8) -> str:
    """The document in which a source was read: of one found cited, the one that cites it."""
    source = dataset.find("source", id)
    return read_in(dataset, source.via, depth - 1) if isinstance(source, Source) and source.via and depth else id


def _finding(
    dataset: Dataset,
    recorded: RecordedFact,
    wanted: tuple[Wanted, ...],
    sources: tuple[str, ...],
    texts: Mapping[str, Passages],
    neighbours: Neighbours,
) -> Verdict:
    """The best verdict over the sources; every part of the fact must be in the same one."""
    printed = ", ".join(part.text for part in wanted)
    known = [source for source in sources if source in texts]
    if not known:
        return Verdict(recorded, printed, "no_text", sources[0])
    searches = [_Search(dataset, recorded, source, texts[source]) for source in known]
    verdicts = [_in_text(search, wanted, neighbours) for search in searches]
    return min(verdicts, key=lambda finding: BETTER.index(finding.outcome))


def _in_text(search: _Search, wanted: tuple[Wanted, ...], neighbours: Neighbours) -> Verdict:
    def taken_from(at: int) -> str:
        return neighbours.taken_from(search.recorded, wanted, search.source, search.passages, at)

    verdicts = [search.look_up(part, taken_from) for part in wanted]
    if all(finding.outcome == "found" for finding in verdicts):
        return replace(verdicts[0], printed=", ".join(part.text for part in wanted))
    return max(verdicts, key=lambda finding: (BETTER.index(finding.outcome), finding.differs))


class _Search:
    """Looks up the parts of one fact in one text."""

    def __init__(self, dataset: Dataset, recorded: RecordedFact, source: str, passages: Passages) -> None:
        self.recorded = recorded
        self.source = source
        self.passages = passages
        self.published = _published(dataset, source)
        self.own = isinstance(recorded.record, Source) and recorded.record.id == source
        self.reach = 0 if isinstance(recorded.record, Source) else REACH
        tiers = names_of(dataset, recorded.record, recorded.part)
        self.names = next((tier for tier in tiers if passages.positions(tier)), tiers[0] if tiers else ())
        self.positions = passages.positions(self.names)
        self.hints = passages.positions(hints_of(recorded.record))

    def look_up(self, wanted: Wanted, taken_from: Callable[[int], str]) -> Verdict:
        """Where the text says it; near the name if it can be, and exactly if it can be. `taken_from` says why a place
        is another record's."""
        found = sorted(candidates(wanted, self.passages), key=self._distance)
        exact = [candidate for candidate in found if not candidate.fault]
        near = self._near(exact, wanted)
        reasons = {one.start: self._of_the_document(one, wanted) or taken_from(one.start) for one in near}
        if mine := [candidate for candidate in near if not reasons[candidate.start]]:
            starts = tuple(sorted(candidate.start for candidate in mine))
            return replace(self._finding(wanted, "found", mine[0]), starts=starts)
        if near:
            return self._finding(wanted, "elsewhere", near[0], reasons[near[0].start])
        if different := self._near([candidate for candidate in found if candidate.fault], wanted):
            return self._finding(wanted, "elsewhere", different[0], different[0].fault, differs=True)
        if exact:
            named = f"it is not near '{self.names[0]}'" if self.positions else f"'{self.names[0]}' is not named there"
            return self._finding(wanted, "elsewhere", exact[0], named)
        return Verdict(self.recorded, wanted.text, "not_found", self.source)

    def _of_the_document(self, candidate: Candidate, wanted: Wanted) -> str:
        """Why a day says nothing of a month: it is the day of the document, which dates no fact but what it names."""
        if not isinstance(wanted, WantedDate) or self._holds_anywhere(wanted):
            return ""
        days = (date for date in self.passages.mentions.dates if date.start == candidate.start)
        return "that is the day of the document" if any(day.readings == (self.published,) for day in days) else ""

    def _distance(self, candidate: Candidate) -> int:
        """How far it stands behind or before the words of its measure; of equal passages the nearest is shown."""
        return min((abs(candidate.start - hint) for hint in self.hints), default=0)

    def _near(self, found: Iterable[Candidate], wanted: Wanted) -> list[Candidate]:
        if self._holds_anywhere(wanted):
            return list(found)
        return [candidate for candidate in found if self.passages.near(candidate.start, self.positions, self.reach)]

    def _holds_anywhere(self, wanted: Wanted) -> bool:
        """A code is a name itself, and the date of a document holds for all of it."""
        if not self.names or self.own or (isinstance(wanted, WantedWords) and wanted.anywhere):
            return True
        return isinstance(wanted, WantedDate) and self.published is not None and wanted.date.end == self.published.end

    def _finding(
        self, wanted: Wanted, outcome: Outcome, at: Candidate, reason: str = "", *, differs: bool = False
    ) -> Verdict:
        place = self.passages.source.place(at.start)
        passage = self.passages.source.excerpt(at.start, at.end)
        context = self.passages.source.excerpt(at.start, at.end, CONTEXT)
        return Verdict(self.recorded, wanted.text, outcome, self.source, place, passage, context, reason, differs)


def _published(dataset: Dataset, id: str) -> PartialDate | None:
    source = dataset.find("source", id)
    return source.published if isinstance(source, Source) else None
