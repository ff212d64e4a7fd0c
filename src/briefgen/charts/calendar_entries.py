"""What a calendar says of an event: whose it is, when, and in a few words what it tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from briefgen.charts.engine.chart import capital, short_territory, traced
from briefgen.frozen import frozen
from briefgen.lexicon.en import ENDPOINT_NOT_MET, FINAL, INTERIM
from briefgen.records.endpoints import SIGNIFICANCES
from briefgen.records.vocabulary import APPROVALS
from briefgen.values.brackets import USUAL_KIND, Interval
from briefgen.values.dates import UNKNOWN, PartialDate
from briefgen.values.facts import NAME, Traced
from briefgen.values.quantity import Quantity
from briefgen.values.territory import within
from briefgen.view.event import EventView, repeats
from briefgen.view.program import ProgramView
from briefgen.view.result import ResultView
from briefgen.view.trial import TrialView

QUARTERS = 4
"""Quarters ahead of the data date that have a column each."""
LINE = re.compile("^[1-9]L[ \u00a0]")
RATIOS = {"hazard ratio": "HR", "odds ratio": "OR", "risk ratio": "RR"}
LOWER = "lower risk of death"
FILING, START = "decision on filing", "start of recruitment"
"""What a filed program waits for a decision on, and what a trial that does not recruit yet waits for."""
UNDECIDED = "none reported"
CLEARED, INTENDED = "not an approval", "intended"
"""What is said beside the clearance of a trial, and beside a filing that is not yet made."""
_TOLD_BY_STATE = (INTERIM, ENDPOINT_NOT_MET, SIGNIFICANCES.print("interim_not_crossed"))


@frozen
class Told:
    """The result that an event told: its values are those of the arms, or one effect."""

    endpoint: Traced
    measure: Traced
    at: Traced | None
    population: Traced | None
    values: tuple[Traced, ...]
    state: Traced | None
    limits: tuple[str, ...]
    missed: bool
    subgroup: bool = False
    of_death: bool = False
    """Whether it is a reduction of the risk of death."""
    level: Traced | None = None
    """The kind of the interval of which its values have the bounds alone: 95% CI."""
    of_usual: bool = False
    """Whether it is of those whom the foot of the calendar names for all."""

    @property
    def words(self) -> str:
        """PFS HR 0.60 (0.46–0.78), ITT, met, interim."""
        return self._told(self.whom)

    @property
    def shown(self) -> str:
        """The same without whom it is of where the foot says that."""
        return self._told("" if self.of_usual else self.whom)

    def _told(self, whom: str) -> str:
        measure = {"rate": "", "value": ""}.get(str(self.measure), RATIOS.get(str(self.measure), str(self.measure)))
        said = [str(self.endpoint), measure, str(self.at or ""), values := " vs ".join(map(str, self.values))]
        if self.of_death:
            said = [values, LOWER]
        return ", ".join(filter(None, [" ".join(filter(None, said)), whom, self.state_words]))

    @property
    def whom(self) -> str:
        """Whom it is of."""
        return f"{self.population or ''}{' (subgroup)' if self.subgroup else ''}"

    @property
    def state_words(self) -> str:
        """What came out for its endpoint, in full where that was missed, and what else limits it."""
        state = str(self.state or "").lower()
        state = state if self.missed else state.removeprefix("endpoint ")
        return ", ".join(filter(None, [state, *self.limits]))


@frozen
class Entry:
    """One event, or what is open without one: `title` stands where nothing shorter tells it, `refs` are the reference
    numbers of its sources."""

    subjects: tuple[Traced, ...]
    use: Traced | None
    when: Traced
    day: PartialDate
    kind: Traced | None
    agency: Traced | None = None
    marks: tuple[Traced, ...] = ()
    told: Told | None = None
    title: Traced | None = None
    aside: str = ""
    expected: bool = False
    past_due: bool = False
    refs: str = ""

    @property
    def name(self) -> str:
        """Whose event it is: HARMONi-3, sq NSCLC."""
        return capital(", ".join(map(str, (*self.subjects, *([self.use] if self.use else [])))))

    @property
    def gist(self) -> str:
        """What it tells."""
        if self.told:
            return self.told.words
        if self.title:
            return capital(str(self.title)) if not self.subjects else str(self.title)
        kind = " ".join(filter(None, [str(self.agency or ""), str(self.kind or "")]))
        marks = [within(str(mark)) if kind else str(mark) for mark in self.marks]
        return capital("; ".join(filter(None, [", ".join(filter(None, [kind, *marks])), self.aside])))

    @property
    def shown(self) -> str:
        """What stands of that below its name."""
        return self.told.shown if self.told else self.gist

    @property
    def happened(self) -> bool:
        """Whether it stands in the column of the past: what happened, and what is past due."""
        return not self.expected or self.past_due

    @property
    def ahead(self) -> bool:
        """Whether it is expected at a time."""
        return not self.happened and self.day.end is not None

    @property
    def undated(self) -> bool:
        """Whether it is expected without a date."""
        return not self.happened and self.day.end is None

    @property
    def order(self) -> tuple[date, date, bool]:
        """Earliest first, of one day first what tells whether an endpoint was met."""
        state = self.told.state if self.told else None
        judged = bool(state and state.role.code not in (INTERIM, FINAL))
        return self.day.start or self.day.end or date.max, self.day.end or date.max, not judged


@frozen
class Lane:
    """The entries of one kind, earliest first; a `continued` lane goes on below the one before it."""

    kind: str
    name: str
    entries: tuple[Entry, ...]
    continued: bool = False


LANES = {"readout": "Readouts", "regulatory": "Regulatory", "deal": "Deals", "trial": "Trials", "other": "Other"}
"""Kinds of events from the top down."""


def in_lanes(events: Iterable[EventView], open_: Iterable[ProgramView | TrialView]) -> tuple[Lane, ...]:
    """Some events by kind, behind those of a kind what is open without one."""
    held: dict[str, list[EventView]] = {}
    for event in events:
        held.setdefault(event.group, []).append(event)
    waits: dict[str, list[Entry]] = {}
    for one in open_:
        waits.setdefault("trial" if isinstance(one, TrialView) else "regulatory", []).append(_awaited(one))
    made = (Lane(kind, name, (*_entries(held.get(kind, ())), *waits.get(kind, ()))) for kind, name in LANES.items())
    return tuple(lane for lane in made if lane.entries)


def _entries(events: Iterable[EventView]) -> tuple[Entry, ...]:
    """Those of one lane, earliest first. A talk or a paper on the day and the trial of a result that another event told
    is not told again; where two would read the same their titles stand."""
    every = tuple(events)
    telling = [event for event in every if event.told and not event.expected]
    kept = [event for event in every if not any(repeats(event, one) for one in telling)]
    said = Counter(_key(_entry(event)) for event in kept)
    made = (entry if said[_key(entry := _entry(event))] == 1 else _entry(event, titled=True) for event in kept)
    return tuple(sorted(made, key=lambda entry: entry.order))


def _key(entry: Entry) -> tuple[str, ...]:
    return entry.name, str(entry.when), entry.gist


def _entry(event: EventView, *, titled: bool = False) -> Entry:
    told = None if titled or not event.told or event.expected else _told(event.told)
    day = event.when.value if isinstance(event.when.value, PartialDate) else UNKNOWN
    found = Entry(
        subjects=_subjects(event),
        use=_use(event),
        when=event.when,
        day=day,
        kind=None,
        told=told,
        expected=bool(event.expected),
        past_due=bool(event.past_due),
    )
    if told:
        return found
    if titled or not event.is_plain:
        return replace(found, title=event.title)
    given, aside = event.designations, CLEARED if event.type.value == "ind_clearance" else ""
    if given:
        return replace(found, marks=(*(one.full for one in given), *_marks(event)))
    if event.expected and event.step == "filing":
        aside = INTENDED
    return replace(found, kind=event.type, agency=traced(event.agency), marks=tuple(_marks(event)), aside=aside)


def _trials(event: EventView) -> tuple[TrialView, ...]:
    """The trials that it is of; what is approved or refused is a medicine and not the trial behind it."""
    return () if event.type.value in APPROVALS and event.assets else event.trials


def _subjects(event: EventView) -> tuple[Traced, ...]:
    """The trial that it is of, else its medicines, else its companies."""
    trials = _trials(event)
    return (trials[0].name,) if len(trials) == 1 else tuple(one.name for one in event.assets or event.companies)


def _use(event: EventView) -> Traced | None:
    """The disease that it is of where its trial is in several, without its line, as one trial is of one; that of a
    medicine stands among what it tells."""
    trials = _trials(event)
    several = len(trials) == 1 and len(trials[0].indications) > 1
    if not several or len(event.indications) != 1:
        return None
    use = event.indications[0].tabled
    return replace(use, text=LINE.sub("", use.text))


def _marks(event: EventView) -> Iterator[Traced]:
    """The place where no agency says it, the outcome of an endpoint, the diseases of a medicine."""
    if not event.agency and (place := traced(event.territory)):
        yield short_territory(place)
    for said in (event.endpoint, event.outcome):
        if event.outcome and (known := traced(said)):
            yield known
    if len(_trials(event)) != 1:
        yield from (found for one in event.indications if (found := traced(one.label)))


def _told(result: ResultView) -> Told:
    """A result as its calendar tells it: an effect, else the values of its arms."""
    arms = [one for one in result.together if not one.is_comparison]
    values = [result] if result.is_comparison or len(arms) != 2 else arms
    state = traced(result.state)
    limits = tuple(word for word in result.limits if not state or word not in _TOLD_BY_STATE)
    return Told(
        endpoint=result.label,
        measure=result.measure,
        at=traced(result.at),
        population=traced(result.population),
        subgroup=bool(result.subgroup),
        of_death=result.measured_as == "death",
        level=_level(one.stated for one in values),
        values=tuple(_in_brackets(one.stated) for one in values),
        state=state,
        limits=limits,
        missed=result.judgement == "not_met",
    )


def _usual(value: Traced) -> Interval | None:
    """The interval of a value, where it is of the kind that the foot of the calendar says."""
    found = value.value.interval if isinstance(value.value, Quantity) else None
    return found if found and found.kind == USUAL_KIND else None


def _in_brackets(value: Traced) -> Traced:
    """A value with the bounds of such an interval alone: 0.60 (0.46–0.78)."""
    found = _usual(value)
    return replace(value, text=value.text.replace(found.text, found.bounds, 1)) if found else value


def _level(values: Iterable[Traced]) -> Traced | None:
    """The kind of the intervals of which these have the bounds alone."""
    first = next(filter(_usual, values), None)
    return replace(first, text=USUAL_KIND, role=NAME, known=None) if first else None


def _awaited(open_: ProgramView | TrialView) -> Entry:
    """What is open without an expected event: a filed program, or a trial that does not recruit yet."""
    place = traced(open_.territory)
    marks = (short_territory(place),) if place else ()
    if isinstance(open_, TrialView):
        return _open((open_.name,), None, replace(open_.status, text=START), marks)
    step = replace(open_.stage, text=FILING)
    return _open((open_.asset.name,), traced(open_.use), step, marks, UNDECIDED)


def _open(
    subjects: tuple[Traced, ...], use: Traced | None, kind: Traced, marks: tuple[Traced, ...], aside: str = ""
) -> Entry:
    when = replace(kind, text="")
    return Entry(subjects, use, when, UNKNOWN, kind, marks=marks, aside=aside, expected=True)


def without_least(lanes: tuple[Lane, ...]) -> tuple[Lane, ...] | None:
    """The lanes without the oldest of what happened, or the latest of what is ahead, in the lane with most of either;
    where none has two of these without the last of what has no date, in the lane with most of it, and where none has
    two without the last of the lowest lane. None where a single entry is left."""
    if sum(len(lane.entries) for lane in lanes) == 1:
        return None
    dated = [
        stack
        for lane in lanes
        for stack in (
            (lane, [one for one in lane.entries if one.happened], 0),
            (lane, [one for one in lane.entries if one.ahead], -1),
        )
    ]
    undated = [(lane, [one for one in lane.entries if one.undated], -1) for lane in lanes]
    ways = [max(some, key=lambda stack: len(stack[1])) for some in (dated, undated)]
    lane, most, end = next((way for way in ways if len(way[1]) > 1), (lanes[-1], list(lanes[-1].entries), -1))
    left = tuple(one for one in lane.entries if one is not most[end])
    kept = (replace(one, entries=left) if one is lane else one for one in lanes)
    return tuple(one for one in kept if one.entries)


# --- the whole ------------------------------------------------------------------------------------------------


@frozen
class Whole:
    """What every part of a divided calendar has of the whole: its lanes by name, which columns it has, whether all that
    happened did so in the quarter of the data date."""

    names: tuple[str, ...]
    happened: bool
    recent: bool
    later: bool
    undated: bool
    usual: Traced | None = None
    """Whom the values are of where that is not said with them."""


def usual_whom(entries: Iterable[Entry]) -> Traced | None:
    """Whom more values than one are of, and more than of any other; nobody where that is not known of each."""
    told = [entry.told for entry in entries if entry.told]
    named = [one.population for one in told if one.population]
    (most, times), *others = Counter(map(str, named)).most_common() or [("", 0)]
    if len(named) < len(told) or times < 2 or any(number == times for _, number in others):
        return None
    return next(one for one in named if str(one) == most)


def of_usual(entry: Entry, usual: Traced | None) -> Entry:
    """The entry, which does not say whom its value is of where the foot does."""
    told = entry.told
    if usual is None or told is None or told.subgroup or str(told.population) != str(usual):
        return entry
    return replace(entry, told=replace(told, of_usual=True))


@frozen
class CalendarOfEvents:
    """The lanes, and the day the data are as of."""

    rows: tuple[Lane, ...]
    as_of: Traced | PartialDate | date | None
    as_of_day: date
    whole: Whole


def quarter_of(day: date) -> tuple[int, int]:
    """The year of a day and the number of its quarter."""
    return day.year, (day.month - 1) // 3 + 1


def quarters_ahead(as_of: date) -> tuple[date, date]:
    """The first day of the quarters that have columns, and the first after them."""
    first = as_of + timedelta(days=1)
    start = date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)
    return start, date(start.year + QUARTERS // 4, start.month, 1)
