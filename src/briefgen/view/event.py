"""Events in a view, with who speaks and what is claimed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.lexicon import spelling
from briefgen.lexicon.diseases import with_short_lines
from briefgen.records.vocabulary import ADVISERS, APPROVALS, EVENT_GROUPS, EVENT_STEPS, READOUTS
from briefgen.values.dates import PartialDate
from briefgen.values.facts import DATE, MISSING, Traced
from briefgen.view.ahead import is_decided
from briefgen.view.base import Missing, RecordView, missing, record_of, shows
from briefgen.view.filing import FilingView

if TYPE_CHECKING:
    from briefgen.view.area import IndicationView
    from briefgen.view.asset import AssetView
    from briefgen.view.company import CompanyView
    from briefgen.view.deal import DealView
    from briefgen.view.designation import DesignationView
    from briefgen.view.result import ResultView
    from briefgen.view.trial import TrialView


MARKS = {"readout": "●", "regulatory": "■", "deal": "◊"}
"""What stands before a kind of event in a table; a circle before any other."""
SPOKEN = ("congress_presentation", "publication")
"""Kinds of events at which results are told; without one their title says what they are."""

OCCASIONS = (*SPOKEN, "conference")
"""Kinds of events at which something is told: what it is happened apart from them."""

PLAIN = (
    *READOUTS, *APPROVALS, "ind_clearance", "first_patient_in", "enrollment_complete", "nda_submitted", "nda_accepted",
    "nda_resubmitted", "designation_granted", "positive_opinion", "negative_opinion", "reimbursement_listing",
    "reimbursement_declined", "launch", "crl", "refusal", "priority_review", "goal_date", "advisory_committee",
)  # fmt: skip
"""Kinds of events that their kind, agency and disease tell as well as their title."""


def repeats(event: EventView, telling: EventView) -> bool:
    """Whether an event is a talk or a paper of what another one told on the same day."""
    same = event.trials == telling.trials and str(event.when) == str(telling.when)
    return bool(event != telling and event.type.value in SPOKEN and not event.told and same)


@shows("event")
class EventView(RecordView):
    """A dated fact."""

    type: Traced
    title: Traced
    date: Traced
    companies: tuple[CompanyView, ...]
    assets: tuple[AssetView, ...]
    indications: tuple[IndicationView, ...]
    trials: tuple[TrialView, ...]
    deal: DealView | Missing
    filing: FilingView | Missing
    territory: Traced
    agency: Traced
    outcome: Traced
    endpoint: Traced
    place: Traced
    occasion: Traced
    people: tuple[PersonView, ...]
    detail: Traced

    @property
    def when(self) -> Traced:
        """Its date as printed in tables and charts."""
        date: PartialDate = self._record.date
        role = MISSING if date.grain == "unknown" else DATE
        return Traced(date.short(), self._fact("date"), role, date)

    @property
    def expected(self) -> bool:
        """Whether it lies in the future of the as-of day, by its date or its source's words."""
        date: PartialDate = self._record.date
        return self._record.expected or bool(date.start and date.start > self._view.as_of)

    @property
    def answered(self) -> bool:
        """Whether what is expected has been answered: a goal date or a plan of a filing by a later step, a decision by
        the decision of its agency."""
        if not (self._record.expected and self._record.filing):
            return self._record.expected and is_decided(self)
        filing: FilingView | Missing = self.filing
        return isinstance(filing, FilingView) and filing.has_moved_past(self._record.type, self._record.date)

    @property
    def past_due(self) -> bool:
        """Expected, but its window has passed by the as-of day."""
        date: PartialDate = self._record.date
        return self.expected and bool(date.end and date.end < self._view.as_of)

    @property
    def is_endpoint_worded(self) -> bool:
        """Whether the words for its endpoint say that they are of one: primary endpoint."""
        return bool(self.endpoint) and "endpoint" in self.endpoint.text

    @property
    def judgement(self) -> str:
        """Its outcome; of an endpoint that a trial names otherwise than primary, that it was significant."""
        named = record_of(self).endpoint or ""
        if self._record.outcome == "met" and named and any(t.calls_primary(named) is False for t in self.trials):
            return "significant"
        return self._record.outcome or ""

    @property
    def in_period(self) -> bool:
        """Whether it certainly happened in the period: its first and its last possible day lie there."""
        return self._view.holds(self._record.date)

    @property
    def unnamed_assets(self) -> tuple[AssetView, ...]:
        """Its medicines, where its title names none of them."""
        assets: tuple[AssetView, ...] = self.assets
        return () if any(self._names(asset.name) for asset in assets) else assets

    @property
    def unnamed_indications(self) -> tuple[IndicationView, ...]:
        """Its indications, where its title names none of them."""
        indications: tuple[IndicationView, ...] = self.indications
        named = any(self._names(words) for one in indications for words in (one.name, one.short))
        return () if named else indications

    @property
    def placed(self) -> Traced:
        """Its territory, else the one in which all programmes of its trials in its diseases stand."""
        mine = set(self.trials)
        programs = [program for asset in self.assets for program in asset.programs if mine & set(program.trials)]
        uses = self.indications or [program.indication for program in programs]
        told = {program.territory for program in programs if program.indication in uses}
        return told.pop() if not self.territory and len(told) == 1 else self.territory

    @property
    def granting_agency(self) -> Traced:
        """The agency whose step it is; none of an approval that another body grants on its advice."""
        advised = self._record.type in APPROVALS and self._record.agency in ADVISERS
        return missing(self._fact("agency")) if advised else self.agency

    @property
    def untold_agency(self) -> Traced:
        """The agency that acted, where its title does not name it."""
        named = any(word in self._record.title for word in (self.agency.text, str(self._record.agency)))
        return missing(self._fact("agency")) if named else self.agency

    @property
    def untold_occasion(self) -> Traced:
        """The occasion that it belongs to, if its title does not say it."""
        told = self.occasion.text in self.title.text
        return missing(self._fact("occasion")) if told else self.occasion

    def _names(self, words: Traced) -> bool:
        """Whether its title holds these words, be a line of treatment in them in short or in full."""
        title = self._record.title
        return any(words.text.lower() in said.lower() for said in (title, with_short_lines(title)))

    @property
    def company(self) -> CompanyView | Missing:
        """The first company it concerns."""
        companies: tuple[CompanyView, ...] = self.companies
        return companies[0] if companies else Missing("company", missing(self._fact("companies")))

    @property
    def told(self) -> ResultView | Missing:
        """Of the results that were told at it the one that says most of its trial; never one of safety. An approval and
        whatever else is no readout tells itself, though its source may hold results."""
        for trial in self.trials if self.group == "readout" else ():
            for result in (*trial.readout.heads, *(lead for lead in trial.leads if not lead.is_safety)):
                if result.told_at == self:
                    return result
        return Missing("result", missing(self.fact))

    @property
    def designations(self) -> tuple[DesignationView, ...]:
        """The designations that it gave."""
        return tuple(one for asset in self.assets for one in asset.designations if one.event == self)

    @property
    def is_plain(self) -> bool:
        """Whether its kind, agency and disease tell it as well as its title."""
        return self._record.type in PLAIN and bool(self.trials or self.assets)

    @property
    def lesser(self) -> Traced:
        """The kind of approval that it is, where that is less than a full one."""
        return self.filing.lesser_on(self) if self.filing else missing(self._fact("type"))

    @property
    def group(self) -> str:
        """Readout, regulatory, deal, trial or other: its lane in a calendar."""
        return EVENT_GROUPS.get(self._record.type, "other")

    @property
    def marked_type(self) -> Traced:
        """Its type behind the mark of its group: "■ Designation"."""
        return replace(self.type, text=f"{MARKS.get(self.group, '○')} {spelling.large(self.type.text)}")

    @property
    def step(self) -> str:
        """Decision, readout, regulatory step, filing, trial step or event: what kind of step it is where it lies ahead;
        a talk or a paper that no trial is named for reads out nothing."""
        if self._record.type in SPOKEN and not self.trials:
            return "event"
        return next((step for step, kinds in EVENT_STEPS.items() if self._record.type in kinds), "event")

    @property
    def is_dated(self) -> bool:
        """Whether its date has an end: not that it is expected in the coming months."""
        return bool(self.date and self.date.value.end)

    @property
    def is_readout(self) -> bool:
        """Whether it is a readout of any kind."""
        return self._record.type in READOUTS


@shows("person")
class PersonView(RecordView):
    """Who speaks."""

    name: Traced
    spellings: tuple[Traced, ...]
    title: Traced
    role: Traced
    affiliation: Traced
    company: CompanyView | Missing


@shows("claim")
class ClaimView(RecordView):
    """What somebody says and nobody has shown."""

    type: Traced
    text: Traced
    company: CompanyView
    said_by: PersonView | Missing
    assets: tuple[AssetView, ...]
    indications: tuple[IndicationView, ...]
    trial: TrialView | Missing
    event: EventView | Missing

    @property
    def is_told_by_test(self) -> bool:
        """Whether it is a caveat on a trial of which a test is on record: no claim, for a result says what came out."""
        if self.type.value != "caveat" or isinstance(self.trial, Missing):
            return False
        return any(result.judgement for result in self.trial.results)

    @property
    def is_of_outsider(self) -> bool:
        """Whether it is a claim of somebody who is of no company."""
        return bool(self.type == "superlative" and self.said_by and not self.said_by.company)
