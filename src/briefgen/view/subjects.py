"""What a brief is about: companies, areas and assets, all answering the same questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from briefgen.records import Metric, Program
from briefgen.records.vocabulary import FLAGS, MODALITY_SHORT
from briefgen.values.dates import UNKNOWN, PartialDate
from briefgen.values.facts import TEXT, Traced
from briefgen.view.base import Missing, RecordView, SourceView, fact_of, missing, part_of, path_of, record_of, shows
from briefgen.view.commentary import CommentaryView
from briefgen.view.records import (
    BenchmarkView,
    ClaimView,
    ContextView,
    DealView,
    DesignationView,
    EpidemiologyView,
    EventView,
    FilingView,
    IndicationView,
    MetricView,
    NameView,
    ProgramView,
    ResultView,
    TargetView,
    TrialView,
    assets_of,
    highest,
    indications_of,
    parties_of,
)

T = TypeVar("T", bound=RecordView)


def by_date(events: Iterable[T], when: Callable[[T], PartialDate] = lambda e: record_of(e).date) -> tuple[T, ...]:
    """Events from the earliest to the latest; unknown dates last."""
    return tuple(sorted(events, key=lambda event: when(event).sort_key))


@dataclass(frozen=True, slots=True)
class Gap:
    """What the sources leave out of an asset, in short words."""

    asset: AssetView
    missing: tuple[Traced, ...]


@dataclass(frozen=True, slots=True)
class Highlight:
    """One thing to show first: its kind ("endpoint", "designation", "result", "stage", "deal") and its record."""

    kind: str
    record: RecordView


class Subject(RecordView):
    """What a brief is about: a company, an area or an asset. The same queries for all three."""

    name: Traced

    def _concerns(self, seen: RecordView) -> bool:
        raise NotImplementedError  # pragma: no cover

    def _all(self, kind: str) -> tuple[Any, ...]:
        return tuple(seen for seen in self._view.all(kind) if self._concerns(seen))

    @cached_property
    def assets(self) -> tuple[AssetView, ...]:
        """Assets, own ones first."""
        return self._all("asset")

    @cached_property
    def programs(self) -> tuple[ProgramView, ...]:
        """Programs: asset x indication x territory, each with its stage."""
        return tuple(program for asset in self.assets for program in asset.programs if self._concerns(program))

    @cached_property
    def companies(self) -> tuple[CompanyView, ...]:
        """Companies whose assets or rights are in view here."""
        found = [asset.company for asset in self.assets] + [p.owner for p in self.programs if p.owner]
        return tuple(dict.fromkeys(company for company in found if company))

    @cached_property
    def trials(self) -> tuple[TrialView, ...]:
        """Trials and real-world studies."""
        return self._all("trial")

    @cached_property
    def readouts(self) -> tuple[TrialView, ...]:
        """Trials with a result in view."""
        return tuple(trial for trial in self.trials if trial.results)

    @cached_property
    def results(self) -> tuple[ResultView, ...]:
        """Results of its trials."""
        return tuple(result for trial in self.trials for result in trial.results)

    @cached_property
    def events(self) -> tuple[EventView, ...]:
        """Events that happened, earliest first."""
        return by_date(event for event in self._all("event") if not event.expected)

    @cached_property
    def events_in_period(self) -> tuple[EventView, ...]:
        """Events that certainly happened in the period; of others only the day on which they became known is told."""
        return tuple(event for event in self.events if event.in_period)

    @cached_property
    def new_events(self) -> tuple[EventView, ...]:
        """Events that became known in the period, whenever they happened."""
        return tuple(event for event in self.events if event.is_new)

    @cached_property
    def catalysts(self) -> tuple[EventView, ...]:
        """Expected events, earliest window first, undated ones last."""
        expected = [event for event in self._all("event") if event.expected and not event.answered]
        return tuple(sorted(expected, key=lambda e: (record_of(e).date.start or record_of(e).date.sort_key[0], e.id)))

    @cached_property
    def designations(self) -> tuple[DesignationView, ...]:
        """Regulatory designations; none is an approval."""
        return self._all("designation")

    @cached_property
    def filings(self) -> tuple[FilingView, ...]:
        """Applications to agencies, in the order of the dataset; those with a known step."""
        return tuple(filing for filing in self._all("filing") if filing.steps)

    @cached_property
    def deals(self) -> tuple[DealView, ...]:
        """Deals, earliest first."""
        return by_date(self._all("deal"), lambda d: record_of(d).signed or UNKNOWN)

    @cached_property
    def claims(self) -> tuple[ClaimView, ...]:
        """What somebody says and nobody has shown."""
        return self._all("claim")

    @cached_property
    def commentary(self) -> tuple[CommentaryView, ...]:
        """Comments of the house for the period on it, its assets, trials, diseases and deals."""
        about = {self, *self._within, *self.assets, *self.trials, *self.deals, *self.diseases}
        return tuple(c for c in self._view.all("commentary") if c.is_due and c.subject in about)

    @property
    def _within(self) -> tuple[RecordView, ...]:
        """What belongs to it as a whole."""
        return ()

    @cached_property
    def indications(self) -> tuple[IndicationView, ...]:
        """Indications of its programs, designations and trials."""
        found = [program.indication for program in self.programs]
        found += [designation.indication for designation in self.designations]
        found += [indication for trial in self.trials for indication in trial.indications]
        return tuple(dict.fromkeys(indication for indication in found if indication))

    @cached_property
    def diseases(self) -> tuple[IndicationView, ...]:
        """Its indications and the wider diseases they belong to, widest first."""
        wide = {wider: None for indication in self.indications for wider in (*indication.ancestors, indication)}
        return tuple(sorted(wide, key=lambda disease: (len(disease.ancestors), disease.id)))

    @cached_property
    def epidemiology(self) -> tuple[EpidemiologyView, ...]:
        """Epidemiology of its diseases."""
        return tuple(row for disease in self.diseases for row in disease.epidemiology)

    @cached_property
    def benchmarks(self) -> tuple[BenchmarkView, ...]:
        """Published values of other treatments in its diseases."""
        return tuple(row for disease in self.diseases for row in disease.benchmarks)

    @cached_property
    def context(self) -> tuple[ContextView, ...]:
        """What is known of its diseases: standard of care, course, options, unmet need."""
        return tuple(row for disease in self.diseases for row in disease.context)

    @cached_property
    def highlights(self) -> tuple[Highlight, ...]:
        """What to show first: readouts met, approvals, designations, results, stages, deals; each kind in turn."""
        kinds: dict[str, Sequence[RecordView]] = {
            "endpoint": [e for e in self.events if e.is_readout and e.outcome in ("met", "not_met")][::-1],
            "designation": list(self.designations),
            "result": [
                first
                for trial in self.readouts
                if not trial.is_real_world and isinstance(first := trial.headline, ResultView) and not first.is_control
            ],
            "stage": [program for asset in self.assets if (program := highest(self.programs, asset))],
            "deal": list(self.deals)[::-1],
            "metric": list(getattr(self, "metrics", ())),
        }
        longest = max(map(len, kinds.values()))
        turns = ((kind, rows[turn]) for turn in range(longest) for kind, rows in kinds.items() if turn < len(rows))
        return tuple(Highlight(kind, seen) for kind, seen in turns)

    @cached_property
    def changes(self) -> tuple[RecordView, ...]:
        """Events, results, programs and deals that became known in the period."""
        kinds = (*self.new_events, *self.catalysts, *self.results, *self.programs, *self.deals, *self.designations)
        return tuple(dict.fromkeys(seen for seen in kinds if seen.is_new))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """For each asset what a reader would look for here and the sources leave out."""
        found = (
            Gap(asset, undisclosed(asset, [p for p in self.programs if p.asset == asset])) for asset in self.assets
        )
        return tuple(gap for gap in found if gap.missing)

    @cached_property
    def latest_sources(self) -> tuple[SourceView, ...]:
        """Sources of what is known here, newest first."""
        facts = [*self.assets, *self.programs, *self.trials, *self.results, *self.events, *self.deals]
        every = dict.fromkeys(source for seen in facts for source in seen.sources)
        found = [source for source in every if record_of(source).published and not source.is_later]
        return tuple(sorted(found, key=lambda s: record_of(s).published.sort_key, reverse=True))


@shows("legalname")
class LegalNameView(RecordView):
    """A legal name of a company."""

    name: Traced
    valid_from: Traced


@shows("listing")
class ListingView(RecordView):
    """A stock exchange listing."""

    exchange: Traced
    code: Traced
    date: Traced


@shows("company")
class CompanyView(Subject):
    """A company."""

    name: Traced
    legal_names: tuple[LegalNameView, ...]
    listings: tuple[ListingView, ...]
    isin: Traced
    lei: Traced
    fiscal_year_end: Traced
    currency: Traced
    website: Traced
    focus: tuple[Traced, ...]
    regions: tuple[Traced, ...]
    flags: tuple[Traced, ...]
    partner_only: bool

    @cached_property
    def listing(self) -> ListingView | Missing:
        """Its first listing, or absent."""
        return self.listings[0] if self.listings else Missing("company", missing(self._fact("listings")))

    @cached_property
    def metrics(self) -> tuple[MetricView, ...]:
        """Company figures; the latest of each kind."""
        latest: dict[tuple[Any, ...], MetricView] = {}
        for metric in self._view.all("metric"):
            record: Metric = record_of(metric)
            if metric.company != self:
                continue
            same = latest.get(key := _kind_of(record))
            if same is None or record_of(same).of.sort_key <= record.of.sort_key:
                latest[key] = metric
        return tuple(latest.values())

    @property
    def titles(self) -> tuple[Traced, ...]:
        """What it is by a rule or a title it holds, as printed words."""
        return tuple(replace(flag, text=_title(flag.text)) for flag in self.flags)

    @property
    def figures(self) -> tuple[MetricView, ...]:
        """Company figures that were reached; guidance apart."""
        return tuple(metric for metric in self.metrics if not metric.guidance)

    @property
    def guidance(self) -> tuple[MetricView, ...]:
        """What the company expects."""
        return tuple(metric for metric in self.metrics if metric.guidance)

    def _concerns(self, seen: RecordView) -> bool:
        record, own = record_of(seen), self.id
        match record.kind:
            case "asset" if isinstance(seen, ProgramView):
                return own in (record.company, part_of(seen).owner)
            case "asset":
                parties = {p for d in self._view.all("deal") if record.id in record_of(d).assets for p in parties_of(d)}
                owners = {program.owner for _, program in self._view.parts(record, "programs")}
                return own == record.company or own in parties or own in owners
            case "event":
                return own in record.companies
            case "claim":
                return bool(own == record.company)
            case "deal":
                return own in parties_of(seen)
            case "filing" if record.applicant == own:
                return True
            case "designation" | "filing" | "trial":
                asset_ids = {asset.id for asset in self.assets if record_of(asset).company == own}
                return bool(asset_ids & assets_of(record))
            case _:
                return False


@shows("area")
class AreaView(Subject):
    """A therapeutic area with the areas below it."""

    name: Traced
    parent: AreaView | Missing

    @cached_property
    def below(self) -> tuple[AreaView, ...]:
        """This area and every area below it."""
        children = [area for area in self._view.all("area") if record_of(area).parent == self.id]
        return (self, *(inner for child in children for inner in child.below))

    @property
    def _within(self) -> tuple[RecordView, ...]:
        return self.below

    @cached_property
    def _members(self) -> frozenset[str]:
        """Ids of the indications in this area."""
        areas = {area.id for area in self.below}
        return frozenset(i.id for i in self._view.all("indication") if record_of(i).area in areas)

    @cached_property
    def _asset_ids(self) -> frozenset[str]:
        """Ids of the assets with an indication here."""
        return frozenset(a.id for a in self._view.all("asset") if self._members & {i.id for i in a.indications})

    @cached_property
    def diseases(self) -> tuple[IndicationView, ...]:
        """Every indication of the area that is in use, widest first."""
        inside = [i for i in self._view.all("indication") if i.id in self._members]
        return tuple(sorted(inside, key=lambda disease: (len(disease.ancestors), disease.id)))

    def _concerns(self, seen: RecordView) -> bool:
        record = record_of(seen)
        if isinstance(seen, ProgramView):
            if part_of(seen).indication is None:
                every = (program for _, program in self._view.parts(record, "programs"))
                stated = {program.indication for program in every if program.indication}
                return bool(stated) and stated <= self._members
            return part_of(seen).indication in self._members
        if record.kind == "asset":
            return record.id in self._asset_ids
        named = indications_of(record)
        if named:
            return bool(named & self._members)
        return bool(assets_of(record) & self._asset_ids)


@shows("asset")
class AssetView(Subject):
    """An asset (a drug). Its stage is that of its programs."""

    name: Traced
    company: CompanyView
    form: Traced
    modality: Traced
    targets: tuple[TargetView, ...]
    payload: Traced
    linker: Traced
    dar: Traced
    origin: Traced
    feature: Traced
    names: tuple[NameView, ...]

    @property
    def assets(self) -> tuple[AssetView, ...]:
        """Itself."""
        return (self,)

    @cached_property
    def programs(self) -> tuple[ProgramView, ...]:
        """Its programs as known; of two rows for one indication and territory the later announced holds."""
        return tuple(rows[-1] for rows in self._histories.values())

    @cached_property
    def _histories(self) -> dict[tuple[Any, ...], list[ProgramView]]:
        rows: dict[tuple[Any, ...], list[ProgramView]] = {}
        known = [
            ProgramView(self._view, self._record, program, ("programs", index))
            for index, program in self._view.parts(self._record, "programs")
        ]
        for row in sorted(known, key=lambda p: self._since(p, known)):
            program: Program = part_of(row)
            territory = program.territory.text if program.territory else None
            rows.setdefault((program.indication, territory, program.line), []).append(row)
        order = {path_of(row): index for index, row in enumerate(known)}
        return dict(sorted(rows.items(), key=lambda item: order[path_of(item[1][0])]))

    def _since(self, row: ProgramView, known: Sequence[ProgramView]) -> str:
        """The day a row counts from; an early step of a filing that is learnt late does not undo a later one."""
        filing, place = part_of(row).filing, path_of(row)
        later = [p for p in known if filing and part_of(p).filing == filing and path_of(p) > place]
        days = [str(self._view.known_day(part_of(p), record_of(p)) or "") for p in (row, *later)]
        return min(days)

    @property
    def unplaced(self) -> tuple[DesignationView, ...]:
        """Designations that belong to none of its programs: for another indication, or in another territory."""
        return tuple(d for d in self.designations if not any(d.is_of(program) for program in self.programs))

    @property
    def descriptor(self) -> Traced:
        """Short description: targets and modality, as "B7-H4 ADC"."""
        if self._record.descriptor:
            return Traced(self._record.descriptor, self._fact("descriptor"), TEXT)
        targets = "/".join(target.name.text for target in self.targets)
        modality = self._record.modality or ""
        kind = MODALITY_SHORT.get(modality, modality.replace("_", " "))
        text = " ".join(part for part in (targets, kind) if part)
        return Traced(text, self._fact("modality"), TEXT) if text else missing(self._fact("modality"))

    @property
    def area(self) -> AreaView | Missing:
        """The area of its first indication."""
        return next((i.area for i in self.indications), Missing("area", missing(self._fact("programs"))))

    @cached_property
    def brands(self) -> tuple[NameView, ...]:
        """Brand names, each with its territory."""
        return tuple(name for name in self.names if name.kind == "brand")

    @cached_property
    def partners(self) -> tuple[CompanyView, ...]:
        """Companies other than its own with rights or programs."""
        found = [party for deal in self.deals for party in (deal.licensor, deal.licensee)]
        found += [program.owner for program in self.programs if program.owner]
        return tuple(dict.fromkeys(party for party in found if party and party != self.company))

    @property
    def highest(self) -> ProgramView | Missing:
        """Its furthest program; there may be others in other territories. Absent when no stage is disclosed."""
        return highest(self.programs, self) or Missing("asset", missing(self._fact("programs")))

    @property
    def undisclosed(self) -> tuple[Traced, ...]:
        """What a reader would look for and the sources leave out, in short words."""
        return undisclosed(self, self.programs)

    @property
    def has_story(self) -> bool:
        """Whether there is more to tell than its stages: results, deals, or numbers on its diseases."""
        return bool(self.readouts or self.deals or self.epidemiology or self.benchmarks)

    @cached_property
    def approved(self) -> tuple[ProgramView, ...]:
        """Programs with an approval."""
        return tuple(p for p in self.programs if p.stage in ("approved", "marketed"))

    def _concerns(self, seen: RecordView) -> bool:
        if isinstance(seen, ProgramView):
            return bool(record_of(seen).id == self.id)
        return self.id in assets_of(record_of(seen))


def _title(flag: str) -> str:
    """The words of a flag: those of the vocabulary, else its own."""
    return FLAGS.get(flag.lower().replace(" ", "_").replace("-", "_"), flag.replace("_", " "))


def _kind_of(metric: Metric) -> tuple[Any, ...]:
    """What makes two figures one of two times: a year and a quarter are two figures."""
    grain = metric.period.text.partition("-")[2][:1] if metric.period else "day"
    places = metric.territory.text if metric.territory else None
    kind = (metric.measure, metric.asset, metric.indication, places, metric.accounting, metric.guidance)
    return (*kind, metric.period.text if metric.guidance and metric.period else grain)


def undisclosed(asset: AssetView, programs: Sequence[ProgramView]) -> tuple[Traced, ...]:
    """What some programs of an asset, its trials and its deals leave undisclosed."""
    found: list[Traced] = []
    for program in programs:
        lacks = {"phase": program.stage, "territory": program.territory}
        words = " and ".join(word for word, given in lacks.items() if not given)
        if words and program.indication:
            found.append(missing(fact_of(program, "stage"), f"{words} for {program.indication.label.text}"))
        elif not program.indication:
            place = f" {program.territory.value.place}" if program.territory else ""
            found.append(missing(fact_of(program, "indication"), f"indication{place}"))
    if not any(trial.efficacy for trial in asset.trials):
        found.append(missing(fact_of(asset, "programs"), "efficacy and safety values"))
    found += [missing(deal.fact, "financial terms of the deal") for deal in asset.deals if not deal.has_terms]
    return tuple(found)
