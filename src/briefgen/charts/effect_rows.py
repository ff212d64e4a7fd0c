"""Effects as rows of a chart: how arms differ, the values of both, whom either side favours, what must be cleared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal, TypeAlias

from briefgen.charts.engine.chart import traced
from briefgen.frozen import frozen
from briefgen.lexicon.en import INTERIM
from briefgen.records.endpoints import (
    HIGHER_IS_BETTER,
    IN_POINTS,
    LOWER_IS_BETTER,
    RATIOS,
    REDUCTIONS,
    SOONER_IS_BETTER,
    TIMES_TO_EVENT,
)
from briefgen.values.facts import Traced
from briefgen.values.quantity import UNDISCLOSED, Quantity
from briefgen.view.result import ResultView

Scale: TypeAlias = Literal["ratio", "difference", "reduction"]
Side: TypeAlias = Literal["low", "high", "untold", "unclear"]
AxisKey: TypeAlias = tuple[str, str, str]

MEASURES: dict[Scale, tuple[str, ...]] = {"ratio": RATIOS, "difference": IN_POINTS, "reduction": REDUCTIONS}
"""Effects by the axis they lie on."""
LEVELS = ("rate", "mean", "change", "ls_mean_change", "percent_change", "annualised_rate", "incidence_rate",
          "event_rate", "gmt")  # fmt: skip
"""Values of arms whose order must be that of their effect."""


@frozen
class ArmCell:
    """The value of one arm beside an effect; `bare` when no interval stands below it."""

    name: Traced
    measure: Traced
    value: Traced
    events: Traced | None
    patients: Traced | None
    baseline: Traced | None
    bare: bool = False

    @property
    def quantity(self) -> Quantity:
        """The value as a number."""
        return self.value.value if isinstance(self.value.value, Quantity) else UNDISCLOSED


@frozen
class EffectRow:
    """One effect. `group` is the trial; `better` says which side of the line favours the treatment: untold when that
    depends on the disease, unclear when the sign of the effect is not that of its arms. An
    interim look that crossed no boundary is undecided."""

    group: Traced
    endpoint: Traced
    at: Traced | None
    population: Traced | None
    subgroup: bool
    patients: Traced | None
    assessor: Traced | None
    of_arm: Traced | None
    treatment: ArmCell | None
    control: ArmCell | None
    measure: Traced
    value: Traced
    p: Traced | None
    margin: Traced | None
    margin_at: Decimal | None
    regimen: Traced | None
    comparator: Traced | None
    better: Side
    unit: str = ""
    missed: bool = False
    undecided: bool = False
    real_world: bool = False
    state_told: bool = False
    """Whether the words beside the chart say what its test came to; a mark that was missed stays brick and hollow."""

    @property
    def limits(self) -> tuple[str, ...]:
        """What limits the value, as far as the chart says it."""
        return tuple(word for word in self.quantity.limits if not (self.state_told and word != INTERIM))

    @property
    def quantity(self) -> Quantity:
        """The value as a number."""
        return self.value.value if isinstance(self.value.value, Quantity) else UNDISCLOSED

    @property
    def axis(self) -> AxisKey:
        """What rows on alike axes have in common: a measure, its unit, and of changes the endpoint."""
        of_shares = self.treatment is not None and self.treatment.measure == "rate"
        own = str(self.endpoint) if self.measure in IN_POINTS and not of_shares else ""
        return str(self.measure), self.unit, own

    @property
    def block(self) -> tuple[str, AxisKey, Side]:
        """What rows of one block have in common: the trial, the axis and which side of it is the better one."""
        return str(self.group), self.axis, self.better

    @property
    def cells(self) -> tuple[ArmCell, ...]:
        """Both arms, where they are known."""
        return tuple(cell for cell in (self.treatment, self.control) if cell)


@frozen
class Effects:
    """The rows trial by trial and axis by axis, and every number of each axis, which all parts and trials share."""

    scale: Scale
    rows: tuple[EffectRow, ...]
    spans: tuple[tuple[AxisKey, tuple[Decimal, ...]], ...]

    @property
    def several(self) -> bool:
        """Whether the values come from more than one trial."""
        return len({str(row.group) for row in self.rows}) > 1

    def span(self, row: EffectRow) -> tuple[Decimal, ...]:
        """The numbers on the axis of a row."""
        return dict(self.spans)[row.axis]


def prepare(
    results: Iterable[ResultView], scale: Scale, *, tests: bool = True, intervals: bool = True, states: bool = True
) -> Effects | None:
    """Those of some results that lie on a scale; trials, axes and endpoints in the order they appear. None when no
    source gives an interval: such values are told in words and tables. Without `tests`, without the `intervals` of
    the arms and without the `states` of what was missed where the words beside the chart have them."""
    rows = _with_units([effect_row(found, scale) for found in results if found.measure in MEASURES[scale]])
    if not tests:
        rows = [replace(row, p=None) for row in rows]
    if not states:
        rows = [replace(row, state_told=row.missed and not row.subgroup) for row in rows]
    if not intervals:
        rows = [replace(row, treatment=_bare(row.treatment), control=_bare(row.control)) for row in rows]
    trials = list(dict.fromkeys(str(row.group) for row in rows))
    blocks = list(dict.fromkeys(row.block for row in rows))
    ends = list(dict.fromkeys(str(row.endpoint) for row in rows))
    rows.sort(key=lambda r: (trials.index(str(r.group)), blocks.index(r.block), ends.index(str(r.endpoint))))
    axes = list(dict.fromkeys(row.axis for row in rows))
    spans = tuple((axis, tuple(sorted({n for r in rows if r.axis == axis for n in _numbers(r)}))) for axis in axes)
    return Effects(scale, tuple(rows), spans) if any(row.quantity.interval for row in rows) else None


def _with_units(rows: Sequence[EffectRow]) -> list[EffectRow]:
    """What is not known has the unit of the others of its endpoint, or measure, and stands among them."""
    units: dict[object, str] = {}
    for row in (row for row in rows if row.unit):
        units.setdefault(str(row.measure), row.unit)
        units.setdefault((str(row.measure), str(row.endpoint)), row.unit)
    found = []
    for row in rows:
        like = units.get((str(row.measure), str(row.endpoint)), units.get(str(row.measure), ""))
        found.append(replace(row, unit=like) if row.quantity.sentinel else row)
    return found


def effect_row(found: ResultView, scale: Scale) -> EffectRow:
    """A result as a row, with the values of both arms and the test of its comparison."""
    cells = [(r, _cell(r)) for r in found.together if r.arm and not r.is_comparison]
    mine = [cell for r, cell in cells if not r.is_control and (not found.of_arm or r.arm_label == found.of_arm)]
    controls = [cell for r, cell in cells if r.is_control]
    treatment, control = (one[0] if len(one) == 1 else None for one in (mine, controls))
    tests = [r.value for r in found.together if r.measure == "p_value"]
    better = _better(found, scale, treatment, control)
    return EffectRow(
        group=found.trial.name,
        endpoint=found.endpoint,
        at=traced(found.at),
        population=traced(found.population),
        subgroup=bool(found.subgroup),
        patients=traced(found.patients),
        assessor=traced(found.assessor),
        of_arm=traced(found.of_arm),
        treatment=treatment,
        control=control,
        measure=found.measure,
        value=found.value,
        p=traced(tests[0]) if len(tests) == 1 and not found.subgroup else None,
        margin=traced(found.margin),
        margin_at=_margin_at(found, scale, better),
        regimen=traced(found.trial.regimen),
        comparator=traced(found.trial.comparator),
        better=better,
        unit=found.value.value.unit,
        missed=found.significance == "not_met" or bool(not found.significance and found.missed),
        undecided=found.significance == "interim_not_crossed",
        real_world=bool(found.trial.is_real_world),
    )


def _cell(found: ResultView) -> ArmCell:
    return ArmCell(
        name=found.arm_label,
        measure=found.measure,
        value=found.value,
        events=traced(found.events),
        patients=traced(found.patients),
        baseline=traced(found.baseline),
    )


def _bare(cell: ArmCell | None) -> ArmCell | None:
    """The value of an arm without what is said below it."""
    return replace(cell, bare=True, patients=None, baseline=None) if cell else None


def among_trials(row: EffectRow) -> EffectRow:
    """A row with what a chart of several trials draws of it, and whom it is of, which stands beside the chart: no test,
    no assessor, and of both arms what they reached."""
    bare = replace(row, patients=None, assessor=None, p=None, regimen=None, comparator=None)
    return replace(bare, treatment=_bare(row.treatment), control=_bare(row.control))


def _better(found: ResultView, scale: Scale, treatment: ArmCell | None, control: ArmCell | None) -> Side:
    if scale == "reduction" or found.measure == "risk_reduction":
        return "high"
    if treatment and control and _contrary(found, scale, treatment, control):
        return "unclear"
    code = str(found.endpoint.value)
    if code in SOONER_IS_BETTER:
        return "high" if scale == "ratio" else "low"
    if code in TIMES_TO_EVENT:
        return "low" if scale == "ratio" else "high"
    return "high" if code in HIGHER_IS_BETTER else "low" if code in LOWER_IS_BETTER else "untold"


def _contrary(found: ResultView, scale: Scale, treatment: ArmCell, control: ArmCell) -> bool:
    """Whether the arms differ to the other side than their effect says."""
    numbers = treatment.quantity.number, control.quantity.number, found.value.value.number
    if treatment.measure not in LEVELS or any(number is None for number in numbers):
        return False
    one, other, effect = (number or Decimal(0) for number in numbers)
    return (one - other) * (effect - (1 if scale == "ratio" else 0)) < 0


def _margin_at(found: ResultView, scale: Scale, better: Side) -> Decimal | None:
    """Where the margin lies: that of a difference, often told without its sign, on the side that is worse."""
    quantity = found.margin.value if found.margin else None
    number = quantity.number if isinstance(quantity, Quantity) else None
    if number is None or scale != "difference" or number < 0:
        return number
    return {"low": number, "high": -number}.get(better)


def _numbers(row: EffectRow) -> Sequence[Decimal]:
    quantity, interval = row.quantity, row.quantity.interval
    found = [quantity.number, row.margin_at]
    found += [interval.low, interval.high] if interval else []
    return [number for number in found if number is not None]
