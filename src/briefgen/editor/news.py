"""News: findings as documents tell them, each with its leading record and, of a trial, its first new result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from briefgen.editor.findings import Finding
from briefgen.values.facts import Traced
from briefgen.view.base import RecordView, record_of
from briefgen.view.deal import DealView
from briefgen.view.event import EventView
from briefgen.view.program import DesignationView, ProgramView
from briefgen.view.result import ResultView
from briefgen.view.trial import TrialView

About = Literal["trial", "result", "event", "program", "deal", "designation", "asset"]
_ABOUT: Mapping[type[RecordView], About] = {
    TrialView: "trial", ResultView: "result", EventView: "event", ProgramView: "program", DealView: "deal",
    DesignationView: "designation",
}  # fmt: skip
ReasonKind = Literal["contrary", "status", "comparator", "other", "earlier", "need", "economics", "limit"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing to know beside a piece of news: its kind, the record that says it and, of a comparator or a limit, the
    value.

    Contrary is a result that was missed or not significant, status a program of the use, other a result of another
    trial in the same disease, earlier the analysis that was superseded, need an epidemiology or a benchmark.
    """

    kind: ReasonKind
    record: RecordView
    value: Traced | None = None


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news."""

    kind: str
    """Kind of finding, as in editor.yaml."""
    record: RecordView
    """A trial with new results, an event, a deal, a designation or a program that moved."""
    result: ResultView | None = None
    """Of a trial the new result to tell first."""
    expected: bool = False
    """Whether it is expected and not yet true."""
    reasons: tuple[Reason, ...] = ()
    """What the data say beside it, the contrary first."""
    next: EventView | None = None
    """The foremost event that is expected of what it is about."""

    @property
    def about(self) -> About:
        """What kind of record it tells of."""
        return next((about for kind, about in _ABOUT.items() if isinstance(self.record, kind)), "asset")

    @property
    def why(self) -> tuple[Reason, ...]:
        """The reasons that stand beside it; need has a page of its own."""
        return tuple(reason for reason in self.reasons if reason.kind != "need")


COUNTED_BY_TYPE = ("first_patient_in", "ind_clearance", "nda_submitted", "launch", "congress_presentation")
"""Types of events of which several are counted by their name."""


@dataclass(frozen=True, slots=True)
class NewsOfAKind:
    """The news of one kind, in their order."""

    kind: str
    """Kind of finding, as in editor.yaml."""
    items: tuple[News, ...]

    @property
    def type(self) -> Traced | None:
        """What all of them are counted as: the type of a single event, or of several whose type has a plural."""
        types = {str(event.type): event.type for event in self._events if event.type}
        if len(self._events) < len(self.items) or len(types) != 1:
            return None
        one = next(iter(types.values()))
        return one if len(self.items) == 1 or one.value in COUNTED_BY_TYPE else None

    @property
    def has_steps(self) -> bool:
        """Whether some are events other than the signing of a deal."""
        return any(event.type != "deal_signed" for event in self._events)

    @property
    def _events(self) -> tuple[EventView, ...]:
        return tuple(one.record for one in self.items if isinstance(one.record, EventView))


def by_kind(news: Sequence[News]) -> tuple[NewsOfAKind, ...]:
    """News by kind, in the order of the first of each."""
    kinds = dict.fromkeys(one.kind for one in news)
    return tuple(NewsOfAKind(kind, tuple(one for one in news if one.kind == kind)) for kind in kinds)


def news_of(found: Sequence[Finding]) -> tuple[News, ...]:
    """What became known in the period and may stand alone, in the order of the findings."""
    return tuple(_news(one) for one in found if one.is_new and one.is_news)


def _news(finding: Finding) -> News:
    trial = next((seen for seen in finding.records if isinstance(seen, TrialView)), None)
    results = [seen for seen in finding.records if isinstance(seen, ResultView) and seen.is_new]
    efficacy = [result for result in results if trial and result in trial.efficacy]
    if trial and efficacy:
        return News(finding.kind, trial, min(efficacy, key=_behind))
    lead = finding.lead
    return News(finding.kind, lead, expected=isinstance(lead, EventView) and lead.expected)


def _behind(result: ResultView) -> tuple[bool, bool, bool, bool]:
    """What puts a result behind others: a subgroup, a p-value alone, one arm where arms are compared, the control."""
    p_value = record_of(result).measure == "p_value"
    return result.subgroup, p_value, not result.is_comparison, result.is_control
