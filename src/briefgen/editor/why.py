"""Why it matters: what the data themselves say beside a piece of news, as records and never as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from briefgen.editor.news import News
from briefgen.editor.reason import Reason
from briefgen.records.endpoints import NOT_SIGNIFICANT
from briefgen.view.ahead import next_about
from briefgen.view.area import IndicationView
from briefgen.view.asset import AssetView
from briefgen.view.base import RecordView, record_of
from briefgen.view.deal import DealView
from briefgen.view.event import EventView
from briefgen.view.result import ResultView
from briefgen.view.subject import Subject
from briefgen.view.trial import TrialView


def with_reasons(news: Iterable[News], subject: Subject, missed: Sequence[ResultView]) -> tuple[News, ...]:
    """News with what the data say beside each, and what comes next; `missed` are the results of a year that were not
    significant."""
    told: set[RecordView] = set()  # a deal stands beside the first piece of news that it belongs to
    found: list[News] = []
    for one in news:
        mine = [why for why in reasons(one, subject, missed) if why.kind != "economics" or why.record not in told]
        told.update(why.record for why in mine if why.kind == "economics")
        found.append(replace(one, reasons=tuple(mine), next=next_about(one.record, subject.catalysts)))
    return tuple(found)


def each_next_once(news: Sequence[News], expected: Sequence[EventView]) -> tuple[News, ...]:
    """News that stand together: what was told to come next beside an earlier piece gives way to what comes after it,
    where anything does, else refers to it."""
    found: list[News] = []
    for one in news:
        told = [other.next for other in found]
        after = next_about(one.record, [event for event in expected if event not in told])
        before = next((other for other in found if one.next and other.next == one.next), None)
        found.append(replace(one, next=after or one.next, next_beside=None if after else before))
    return tuple(found)


def reasons(one: News, subject: Subject, missed: Sequence[ResultView]) -> tuple[Reason, ...]:
    """What the data say beside a piece of news: a comparison with a treatment and the contrary before all others;
    nothing where they say nothing."""
    matter = _Matter(one, subject)
    return tuple(
        reason
        for part in (matter.comparator(active=True), matter.contrary(missed), matter.status(), matter.rival(),
                     matter.other(missed), matter.earlier(), matter.comparator(active=False), matter.need(),
                     matter.economics(), matter.limits())
        for reason in part
    )  # fmt: skip


class _Matter:
    """A piece of news with the trial, the assets and the diseases that it is about."""

    def __init__(self, one: News, subject: Subject) -> None:
        self.news = one
        self.subject = subject
        lead = one.record
        trials: tuple[TrialView, ...] = (lead,) if isinstance(lead, TrialView) else getattr(lead, "trials", ())
        self.trial = trials[0] if len(trials) == 1 else None
        self.assets: tuple[AssetView, ...] = _several(lead, "asset", "assets")
        self.diseases: tuple[IndicationView, ...] = _several(lead, "indication", "indications")
        if self.trial and not self.diseases:
            self.diseases = self.trial.indications

    def contrary(self, missed: Sequence[ResultView]) -> Iterator[Reason]:
        """A missed result of the same medicine in the same disease, of another trial or another endpoint."""
        if self._is_miss():
            return
        for result in missed:
            alike = set(result.trial.assets) & set(self.assets) and self._shares(result.trial.indications)
            if alike and result not in (self.news.result, *self._told()):
                yield Reason("contrary", result)
                return

    def status(self) -> Iterator[Reason]:
        """The furthest program of each use; of a result that was missed that of a territory without an approval, where
        it is known; an approval says it itself, and a filing that its use is filed."""
        if self.news.kind in ("approval", "refusal") or self.news.record in self.subject.programs:
            return
        mine = (program for program in self.subject.programs if program.asset in self.assets and program.stage)
        uses = [program for program in mine if program.indication in self.diseases]
        if uses:
            unapproved = [program for program in uses if program not in self.subject.approved and program.territory]
            furthest = max(unapproved if self._is_miss() and unapproved else uses, key=lambda use: use.reach)
            if not (self.news.kind == "filing" and furthest.stage.value == "filed"):
                yield Reason("status", furthest)

    def rival(self) -> Iterator[Reason]:
        """Another medicine of the subject that is approved for the use."""
        others = (program for program in self.subject.approved if program.asset not in self.assets)
        approved = [program for program in others if program.indication in self.diseases]
        if self.news.result and approved:
            yield Reason("rival", approved[0])

    def comparator(self, *, active: bool) -> Iterator[Reason]:
        """What a new result was compared with: a treatment, or placebo and what goes with it, which weighs less."""
        if self.trial and self.news.result and self.trial.comparator and self.trial.is_active == active:
            yield Reason("comparator", self.trial, self.trial.comparator)

    def other(self, missed: Sequence[ResultView]) -> Iterator[Reason]:
        """The first result of another trial of the same diseases, of the same medicine and endpoint before others."""
        if not self.news.result:
            return
        others = [t for t in self.subject.readouts if t != self.trial and not t.is_real_world and t.readout.finding]
        others = [t for t in others if set(t.indications) & set(self.diseases)]
        others.sort(key=lambda trial: not set(trial.assets) & set(self.assets))
        mine = record_of(self.news.result).endpoint
        heads = [head for trial in others for head in _heads(trial) if head not in missed]
        heads.sort(key=lambda h: not (set(h.trial.assets) & set(self.assets) and record_of(h).endpoint == mine))
        if heads:
            yield Reason("other", heads[0])

    def earlier(self) -> Iterator[Reason]:
        """The analysis that the new result supersedes."""
        if self.news.result and self.news.result.earlier:
            yield Reason("earlier", self.news.result.earlier[0])

    def need(self) -> Iterator[Reason]:
        """How many have the disease, else what other treatments reached."""
        for rows in ([d.epidemiology for d in self.diseases], [d.benchmarks for d in self.diseases]):
            for row in (row for group in rows for row in group):
                yield Reason("need", row)
                return

    def economics(self) -> Iterator[Reason]:
        """The newest deal on the medicine that holds, whose terms are disclosed, and whose territory the news is not
        outside of; news of a deal says it itself, and no deal is a reason of what an agency decides."""
        if self.news.kind in ("approval", "refusal"):
            return
        about = (self.news.record, getattr(self.news.record, "deal", None))
        deals = [d for d in self.subject.deals if d.has_terms and not d.terminated and d not in about]
        deals = [deal for deal in deals if set(deal.assets) & set(self.assets) and self._is_within(deal)]
        if deals:
            yield Reason("economics", deals[-1])

    def limits(self) -> Iterator[Reason]:
        """What limits a new result: what its trial says of itself, an open or single-arm design."""
        if not self.trial or not self.news.result:
            return
        for value in self.trial.restrictions:
            yield Reason("limit", self.trial, value)

    def _shares(self, others: Iterable[IndicationView]) -> bool:
        """Whether diseases are the same, or one is a part of the other."""
        mine, its = set(self.diseases), set(others)
        wide = {above for disease in its for above in disease.ancestors}
        return bool(mine & (its | wide) or its & {above for disease in mine for above in disease.ancestors})

    def _is_within(self, deal: DealView) -> bool:
        """Whether rights may hold where the trial, or what happened, is; a place not named says nothing against it."""
        place = getattr(self.trial or self.news.record, "territory", None)
        return not place or not deal.territory or deal.territory.value.overlaps(place.value)

    def _told(self) -> tuple[ResultView, ...]:
        return self.news.result.together if self.news.result else ()

    def _is_miss(self) -> bool:
        """Whether the news itself is that something was missed."""
        missed = (record_of(r).significance in NOT_SIGNIFICANT or bool(r.missed) for r in self._told())
        return any(missed) or getattr(self.news.record, "outcome", None) == "not_met"


def _several(lead: RecordView, single: str, many: str) -> tuple[Any, ...]:
    named: tuple[Any, ...] = getattr(lead, many, ())
    one = getattr(lead, single, None)
    return named or ((one,) if isinstance(one, RecordView) else ())


def _heads(trial: TrialView) -> tuple[ResultView, ...]:
    """What a trial found first, then what else it is read for."""
    finding = trial.readout.finding
    return tuple(dict.fromkeys([*([finding] if finding else []), *trial.readout.heads]))
