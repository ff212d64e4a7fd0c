"""The rows of a pipeline: one per asset, indication and territory, with the stage reached and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from briefgen.charts.engine.chart import capital, group_names, tight_territory, traced, traced_in
from briefgen.frozen import frozen
from briefgen.lexicon.diseases import with_short_lines
from briefgen.lexicon.en import LINES, tight_regimen
from briefgen.records.vocabulary import DESIGNATION_SHORT, HALTED
from briefgen.values.facts import Traced
from briefgen.view.designation import DesignationView
from briefgen.view.program import ProgramView
from briefgen.view.standing import Standing

REACHED = {
    "discovery": 1, "preclinical": 1, "ind_enabling": 1, "phase_1": 2, "phase_1_2": 2, "phase_2": 3, "phase_2_3": 3,
    "phase_3": 4, "filed": 5, "approved": 6, "marketed": 6,
}  # fmt: skip
"""How many columns the bar of a stage spans."""
BEHIND = ("after ", "in ", "with ", "without ", "following ")
"""How a line of treatment begins that goes on from its indication."""
LINE = 38
"""Signs of an indication that a line holds."""
DENSE = 8
"""With more rows than this each is one line: stage and status. Designations then stand in tables."""


@frozen
class Designated:
    """A designation of this row: agency, type, and the indication it is for when the row has another."""

    agency: Traced
    type: Traced
    indication: Traced | None = None

    @property
    def words(self) -> str:
        """NMPA BTD (PROC)."""
        kind = DESIGNATION_SHORT.get(str(self.type.value), self.type.text)
        return f"{self.agency} {kind}" + (f" ({self.indication})" if self.indication else "")


@frozen
class PipelineRow:
    """One program."""

    group: Traced | None
    asset: Traced
    descriptor: Traced | None
    partner: Traced | None
    indication: Traced
    line: Traced | None
    treatment: Traced | None
    territory: Traced
    stage: Traced
    status: Traced | None = None
    told: tuple[Standing, ...] = ()
    """What its trials found, its status and what comes next."""
    approved: Traced | None = None
    """The day of its approval, as short as it is told in tables."""
    remark: Traced | None = None
    """What is remarked of that day."""
    owner: Traced | None = None
    """The partner of a row that is one line: it stands in the place of the asset, where that is named above."""
    designations: tuple[Designated, ...] = ()
    endpoint_met: tuple[Traced, ...] = ()
    news: bool = False
    """Whether it moved or began in the period."""
    refs: str = ""
    """The reference numbers of what is said of it."""
    described: str = ""
    """Those of what its asset is."""

    @property
    def is_halted(self) -> bool:
        """Whether its status ended or stays what its stage says."""
        return self.stage.role.code in HALTED


@frozen
class Pipeline:
    """The rows of the chart, group by group."""

    rows: tuple[PipelineRow, ...]
    dense: bool = False


def prepare(programs: Iterable[ProgramView]) -> Pipeline | None:
    """Rows of some programs, companies in the order they appear."""
    every = tuple(programs)
    rows = _spelled_where_short([_row(program) for program in every], every)
    groups = group_names(rows)
    rows.sort(key=lambda row: groups.index(str(row.group or "")))
    if dense := len(rows) > DENSE:
        rows = [replace(row, partner=None, owner=row.partner, designations=(), endpoint_met=()) for row in rows]
    return Pipeline(tuple(rows), dense) if rows else None


def _row(program: ProgramView) -> PipelineRow:
    asset, owner, indication = program.asset, program.owner, program.indication
    partner = traced(owner.name) if owner and owner != asset.company else None
    return PipelineRow(
        group=traced(asset.company.name),
        asset=asset.name,
        descriptor=None if partner else traced(asset.descriptor),
        partner=partner,
        indication=indication.label if indication else indication.name,
        line=_line(program),
        treatment=traced(program.treatment),
        territory=tight_territory(program.territory),
        stage=program.stage,
        status=traced(program.status),
        told=program.told,
        approved=traced(program.approved_on),
        remark=traced(program.approved_remark),
        designations=tuple(_designated(found, program) for found in program.designations),
        endpoint_met=tuple(traced(event.endpoint) or event.outcome for event in program.endpoint_met),
        news=program.has_begun,
    )


def _spelled_where_short(rows: Sequence[PipelineRow], programs: Sequence[ProgramView]) -> list[PipelineRow]:
    """The rows, each indication spelled out that is in none of its rows longer than the longest in short, nor than a
    line."""
    both = [(row, _spelled(row, program)) for row, program in zip(rows, programs, strict=True)]
    most = min(max((len(indication_words(row)) for row in rows), default=0), LINE)
    long = {str(row.indication) for row, told in both if len(indication_words(told)) > most}
    return [row if str(row.indication) in long else told for row, told in both]


def _spelled(row: PipelineRow, program: ProgramView) -> PipelineRow:
    """The row with the name of its indication, a line of treatment in short: 1L squamous NSCLC. That line is not told
    again."""
    if not program.indication:
        return row
    name = program.indication.name
    told = replace(name, text=with_short_lines(name.text))
    is_named = row.line is not None and row.line.text.casefold() in told.text.casefold()
    return replace(row, indication=told, line=None if is_named else row.line)


def _designated(designation: DesignationView, program: ProgramView) -> Designated:
    other = designation.indication != program.indication
    return Designated(designation.agency, designation.type, traced(designation.indication.label) if other else None)


def numbered(numbers: Pipeline, number: Callable[[Sequence[Traced]], str]) -> Pipeline:
    """The same with the reference numbers of each row."""
    return replace(numbers, rows=tuple(_with_numbers(row, number) for row in numbers.rows))


def _with_numbers(row: PipelineRow, number: Callable[[Sequence[Traced]], str]) -> PipelineRow:
    said = tuple(traced_in(replace(row, group=None, descriptor=None)))
    return replace(row, refs=number(said), described=number(tuple(traced_in(row.descriptor))))


# --- words ---------------------------------------------------------------------------------------------------


def _line(program: ProgramView) -> Traced | None:
    """The line of treatment, as short as it stands before a disease: 1L."""
    line = traced(program.told_line)
    return replace(line, text=LINES.get(line.text, line.text)) if line else None


def indication_words(row: PipelineRow) -> str:
    """EGFRm NSCLC after EGFR-TKI, + chemo; 1L PD-L1+ NSCLC, alone: the number of a line stands in front."""
    if not row.indication:
        return "Indication not in the sources"
    line, treatment = str(row.line or ""), tight_regimen(str(row.treatment or ""))
    words = f"{row.indication}{'' if not line else f' {line}' if line.startswith(BEHIND) else f', {line}'}"
    words = f"{line} {row.indication}" if line in LINES.values() else words
    return capital(f"{words}, {treatment}" if treatment else words)


def unknown_words(row: PipelineRow) -> str:
    """What is said of a row without a stage: Enrolling; phase not in the sources. What has ended needs none."""
    if row.status and row.status.value in HALTED:
        return capital(str(row.status))
    if row.status:
        return f"{capital(str(row.status))}; phase not in the sources"
    return "Phase not in the sources"


def notes_of(row: PipelineRow) -> list[str]:
    """The words of each designation and endpoint met."""
    return [*(found.words for found in row.designations), *(_met_words(met) for met in row.endpoint_met)]


def _met_words(met: Traced) -> str:
    return "Endpoint met" if met.text == "met" else f"{capital(met.text)} met"
