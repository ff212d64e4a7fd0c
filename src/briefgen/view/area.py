"""Therapeutic areas and diseases in a view."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from briefgen.lexicon.diseases import in_sentence, with_lines_in_words, with_short_lines
from briefgen.lexicon.en import LINES
from briefgen.values.facts import Traced
from briefgen.view.base import Missing, RecordView, missing, naming, part_of, record_of, shows, some, traced_of
from briefgen.view.epidemiology import drawn_together
from briefgen.view.named import assets_of, indications_of
from briefgen.view.program import ProgramView
from briefgen.view.several import alike
from briefgen.view.subject import Subject

if TYPE_CHECKING:
    from briefgen.view.asset import AssetView
    from briefgen.view.benchmark import BenchmarkView
    from briefgen.view.epidemiology import EpidemiologyView

TITLED = 108
"""Signs of what limits published outcomes that a title has room for."""
READABLE = 32
"""So many letters of a disease's name are read as easily as an abbreviation."""
ROW = 38
"""So many letters of it stand in a line of a narrow table."""
SPELLED = 64
"""So many letters of it a sentence has room for."""
RANKS = ("rank_incidence", "rank_mortality")


@shows("area")
class AreaView(Subject):
    """A therapeutic area with the areas below it."""

    name: Traced
    parent: AreaView | Missing

    @cached_property
    def below(self) -> tuple[AreaView, ...]:
        """This area and every area below it."""
        children = [area for area in naming(self._view, "area", ("area", self.id)) if record_of(area).parent == self.id]
        return (self, *(inner for child in children for inner in child.below))

    @property
    def _within(self) -> tuple[RecordView, ...]:
        return self.below

    @property
    def _whole(self) -> tuple[AssetView, ...]:
        """No asset: it has uses in other areas too."""
        return ()

    @cached_property
    def _members(self) -> frozenset[str]:
        """Ids of the indications in this area."""
        return frozenset(indication.id for indication in self._inside)

    @cached_property
    def _inside(self) -> tuple[IndicationView, ...]:
        areas = {area.id for area in self.below}
        every = naming(self._view, "indication", *(("area", id) for id in sorted(areas)))
        return tuple(i for i in every if record_of(i).area in areas)

    @cached_property
    def _asset_ids(self) -> frozenset[str]:
        """Ids of the assets with an indication here."""
        view, members = self._view, [("indication", id) for id in sorted(self._members)]
        direct = (asset.id for asset in naming(view, "asset", *members))
        held = (record_of(seen) for kind in ("designation", "trial") for seen in naming(view, kind, *members))
        every = some(view, "asset", (*direct, *(id for record in held for id in assets_of(record))))
        return frozenset(asset.id for asset in every if self._members & {i.id for i in asset.indications})

    @cached_property
    def diseases(self) -> tuple[IndicationView, ...]:
        """Every indication of the area that is in use, widest first."""
        return tuple(sorted(self._inside, key=lambda disease: (len(disease.ancestors), disease.id)))

    @property
    def approved_for(self) -> Literal["one", "both", "all", "some", ""]:
        """How many of its assets have an approval: of one it is said whether it has, both, all, some; else none."""
        held, every = len({program.asset for program in self.approved}), len(self.assets)
        if every <= 1:
            return "one"
        if held == every:
            return "both" if every == 2 else "all"
        return "some" if held else ""

    def _near(self, kind: str) -> tuple[Any, ...]:
        if kind == "asset":
            return some(self._view, kind, self._asset_ids)
        members = [("indication", id) for id in sorted(self._members)]
        return naming(self._view, kind, *members, *(("asset", id) for id in sorted(self._asset_ids)))

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


@shows("indication")
class IndicationView(RecordView):
    """A disease or a part of it."""

    short: Traced
    definition: Traced
    area: AreaView
    parent: IndicationView | Missing
    line: Traced
    context: tuple[ContextView, ...]

    @property
    def name(self) -> Traced:
        """Its name as it stands in a sentence, in small letters where it is no name of its own."""
        name: Traced = traced_of(self, "name", record_of(self).name)
        return replace(name, text=in_sentence(name.text))

    @property
    def is_area_itself(self) -> bool:
        """Whether it is all of its area, which has its name."""
        return bool(self.area.name.text.lower() == self.name.text.lower())

    @property
    def label(self) -> Traced:
        """The abbreviation when there is one, else the name."""
        label: Traced = self.short or self.name
        return label

    @property
    def brief(self) -> Traced:
        """Its name where that is about as short as an abbreviation, else the label."""
        named: Traced = self.name
        return named if len(named.text) <= READABLE else self.label

    @property
    def readable(self) -> Traced:
        """Its name where that is about as short as an abbreviation, else the label with its line."""
        named: Traced = self.name
        return named if len(named.text) <= READABLE else self.in_line

    @property
    def defined(self) -> Traced:
        """What its abbreviation stands for: its definition, else its name, with its line of treatment behind where that
        does not name it."""
        said: Traced = self.definition or self.name
        line = LINES.get(self.line.text.lower(), "") if self.line else ""
        leads = line and line not in with_short_lines(said.text)
        return replace(said, text=f"{said.text}, {self.line.text}") if leads else said

    @property
    def tabled(self) -> Traced:
        """The same with its line of treatment in short, one form for a whole column: 1L squamous NSCLC."""
        return replace(self.readable, text=with_short_lines(self.readable.text))

    @property
    def lined(self) -> Traced:
        """The label behind the line of treatment in short, where it does not name one: 1L sq NSCLC."""
        label, line = self.label, LINES.get(self.line.text.lower(), "") if self.line else ""
        leads = line and line.lower() not in with_short_lines(label.text).lower()
        return replace(label, text=f"{line}\u00a0{label.text}") if leads else label

    @property
    def in_line(self) -> Traced:
        """The same, and before a line that is no number: EGFRm NSCLC after EGFR-TKI."""
        label, line = self.label, self.line.text
        follows = line.startswith("after ") and line.casefold() not in label.text.casefold()
        return replace(label, text=f"{label} {line}") if follows else self.lined

    @property
    def in_row(self) -> Traced:
        """Its name where a line of a narrow table holds it, else its short name with the line of treatment in words:
        first-line gastric cancer."""
        named: Traced = self.name
        if len(named.text) <= ROW:
            return named
        return replace(self.in_line, text=with_lines_in_words(self.in_line.text))

    @property
    def spelled(self) -> Traced:
        """Its name where a sentence has room for it, else the label."""
        named: Traced = self.name
        return named if len(named.text) <= SPELLED else self.label

    @cached_property
    def ancestors(self) -> tuple[IndicationView, ...]:
        """Wider diseases, widest first."""
        parent = self.parent
        return (*parent.ancestors, parent) if parent else ()

    @property
    def plain(self) -> IndicationView | Missing:
        """The widest disease that it is part of, where its short name says it in none of its words."""
        widest = next(iter(self.ancestors), None)
        if widest and self.label.text.casefold() not in widest.name.text and widest.name.text not in self.label.text:
            return widest
        return Missing("indication", missing(self._fact("parent")))

    @cached_property
    def epidemiology(self) -> tuple[EpidemiologyView, ...]:
        """Its epidemiology."""
        rows = naming(self._view, "epidemiology", ("indication", self.id))
        return tuple(row for row in rows if row.indication == self)

    @property
    def counted(self) -> tuple[EpidemiologyView, ...]:
        """Its epidemiology that bars can show side by side: numbers of the same people."""
        return drawn_together(self.epidemiology)

    @property
    def uncounted(self) -> tuple[EpidemiologyView, ...]:
        """Its epidemiology that words tell: ratios, shares, ranges, and numbers of other people than the bars."""
        told = (*self.counted, *self.ranks)
        return tuple(row for row in self.epidemiology if row not in told)

    @property
    def is_drawn(self) -> bool:
        """Whether bars show its numbers: more than one measure of the same people."""
        return len({str(row.measure) for row in self.counted}) > 1

    @property
    def drawn(self) -> tuple[EpidemiologyView, ...]:
        """What they show."""
        return self.counted if self.is_drawn else ()

    @property
    def is_only_counted(self) -> bool:
        """Whether all that is on record of it are numbers that a sentence tells."""
        return bool(self.epidemiology) and not (self.is_drawn or self.context or self.benchmarks)

    @property
    def numbers(self) -> tuple[EpidemiologyView, ...]:
        """What bars can show of it, else what words tell."""
        return self.counted or self.uncounted

    @property
    def leading(self) -> tuple[EpidemiologyView, ...]:
        """The number that a title tells and the deaths beside it: of new cases before deaths before others, worldwide
        before elsewhere."""
        by_measure = ([row for row in self.counted if row.measure == one] for one in ("incidence", "mortality"))
        told = next(filter(None, by_measure), self.counted)
        first = next((row for row in told if row.is_worldwide), next(iter(told), None))
        return (first, *first.deaths) if first else ()

    @property
    def ranges(self) -> tuple[tuple[BenchmarkView, ...], ...]:
        """Published outcomes that are ranges over trials, those of one population and of the same trials together."""
        return alike((one for one in self.benchmarks if one.is_range), "population", "trials")

    @property
    def titled_caveat(self) -> Traced | Missing:
        """What limits published outcomes first, where a title has room for it."""
        first = next((one.caveat for one in self.benchmarks if one.caveat), None)
        return first if first and len(first.text) < TITLED else missing(self.fact)

    @property
    def worldwide(self) -> EpidemiologyView | Missing:
        """Its number of new cases worldwide."""
        return next((row for row in self._new_cases if row.is_worldwide), Missing("epidemiology", missing(self.fact)))

    @property
    def elsewhere(self) -> tuple[EpidemiologyView, ...]:
        """Its numbers of new cases in single territories."""
        return tuple(row for row in self._new_cases if not row.is_worldwide)

    @property
    def _new_cases(self) -> tuple[EpidemiologyView, ...]:
        return tuple(row for row in self.counted if row.measure == "incidence")

    @property
    def ranks(self) -> tuple[EpidemiologyView, ...]:
        """Where it ranks among diseases."""
        return tuple(row for row in self.epidemiology if row.measure in RANKS)

    @cached_property
    def benchmarks(self) -> tuple[BenchmarkView, ...]:
        """Published values of treatments of it."""
        return tuple(row for row in naming(self._view, "benchmark", ("indication", self.id)) if row.indication == self)


@shows("context")
class ContextView(RecordView):
    """One thing known of a disease."""

    topic: Traced
    text: Traced
    opinion: bool
