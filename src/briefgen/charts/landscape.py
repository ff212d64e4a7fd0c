"""Landscape: assets by stage, grouped by target, modality or company; each cell says indication and territory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, short_territory, traced
from briefgen.charts.engine.stage_columns import ENDS, STAGES, column_of
from briefgen.records.vocabulary import HALTED
from briefgen.values.facts import NAME, Traced
from briefgen.view.asset import AssetView
from briefgen.view.program import ProgramView

GROUPINGS = ("target", "modality", "company")
FIRST = {"wide": 0.2, "narrow": 0.21}
NARROWEST = 0.78
"""Inches a stage needs; where they have less, empty columns give way, then all: each box then names its stage."""
ACROSS = 3
"""Boxes beside each other where there are no columns."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an asset stands: the stage in one indication and territory."""

    stage: Traced
    indication: Traced
    territory: Traced

    @property
    def column(self) -> str:
        """Name of its column."""
        return column_of(self.stage)

    @property
    def words(self) -> str:
        """PROC, China."""
        where = str(self.territory) if self.territory else "territory not stated"
        what = str(self.indication) if self.indication else "indication not stated"
        return f"{capital(what)}, {where}"


@dataclass(frozen=True, slots=True)
class LandscapeRow:
    """One asset in its group."""

    group: Traced | None
    asset: Traced
    company: Traced | None
    places: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Landscape:
    """Assets group by group, the columns on every part, and what the groups are."""

    rows: tuple[LandscapeRow, ...]
    columns: tuple[str, ...]
    by: str = "target"


def prepare(programs: Iterable[ProgramView], by: str = "target") -> Landscape | None:
    """Programs by asset, grouped by "target", "modality" or "company"; what names none comes last."""
    if by not in GROUPINGS:
        raise ValueError(f"a landscape is grouped by {', '.join(GROUPINGS)}, not by '{by}'")
    assets: dict[str, list[ProgramView]] = {}
    for program in programs:
        assets.setdefault(str(program.asset.name), []).append(program)
    rows = [_row(found, by) for found in assets.values()]
    groups = list(dict.fromkeys(str(row.group or "") for row in rows))
    rows.sort(key=lambda row: (row.group is None, groups.index(str(row.group or ""))))
    reached = {place.column for row in rows for place in row.places}
    steps = [at for at, name in enumerate(STAGES) if name in reached] or [0]
    ends = [name for name in ENDS if name in reached]
    return Landscape(tuple(rows), (*STAGES[steps[0] : steps[-1] + 1], *ends), by) if rows else None


def _row(programs: list[ProgramView], by: str) -> LandscapeRow:
    asset = programs[0].asset
    places = tuple(
        Standing(p.stage, p.indication.label if p.indication else p.indication.name, short_territory(p.territory))
        for p in programs
    )
    return LandscapeRow(_group(asset, by), asset.name, traced(asset.company.name) if asset.company else None, places)


def _group(asset: AssetView, by: str) -> Traced | None:
    if by == "company":
        return traced(asset.company.name) if asset.company else None
    if by == "modality":
        return traced(asset.modality)
    names = [target.name for target in asset.targets]
    if len(names) < 2:
        return names[0] if names else None
    return Traced(" / ".join(map(str, names)), names[0].fact, NAME)


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: Landscape, canvas: Canvas) -> None:
    """Head with the stages, group heads, one row per asset."""
    left = FIRST[canvas.room] * canvas.width
    columns = _fitting(numbers, canvas, left)
    step = (canvas.width - left) / (len(columns) or ACROSS)
    y = _head(canvas, columns or ("Stage", "", ""), left, step)
    for row in numbers.rows:
        group = capital(str(row.group)) if row.group else f"{capital(numbers.by)} not stated"
        y = _asset(row, canvas, columns, left, step, canvas.group(y, group))
    canvas.height = y + 0.02


def _fitting(numbers: Landscape, canvas: Canvas, left: float) -> tuple[str, ...]:
    """All columns, or where they would be too narrow those that hold something, or none."""
    if (canvas.width - left) / len(numbers.columns) >= NARROWEST:
        return numbers.columns
    used = {place.column for row in numbers.rows for place in row.places}
    filled = tuple(name for name in numbers.columns if name in used)
    return filled if (canvas.width - left) / len(filled) >= NARROWEST else ()


def _head(canvas: Canvas, columns: tuple[str, ...], left: float, step: float) -> float:
    sizes = canvas.sizes
    heads = [canvas.wrap(name, sizes.text, step - 0.1, bold=True) for name in columns]
    high = canvas.leading(sizes.text, max(map(len, heads))) + 0.1
    canvas.text(sizes.inset, high / 2, "Asset", sizes.text, "slate", bold=True)
    for index, head in enumerate(heads):
        top = (high - canvas.leading(sizes.text, len(head))) / 2
        canvas.lines(left + index * step + 0.05, top, head, sizes.text, "slate", bold=True)
    canvas.line(0, high, canvas.width, high, canvas.strong, 1.25)
    return high


def _asset(row: LandscapeRow, canvas: Canvas, columns: tuple[str, ...], left: float, step: float, y: float) -> float:
    sizes = canvas.sizes
    room = left - 2 * sizes.inset
    name = canvas.wrap(capital(str(row.asset)), sizes.text, room, bold=True)
    under = canvas.wrap(str(row.company), sizes.small, room) if row.company else []
    cells = _cells(row, columns)
    chips = [[canvas.wrap(_words(place, columns), sizes.small, step - 0.24) for place in cell] for cell in cells]
    heights = [_high(cell, canvas) for cell in chips]
    words = canvas.leading(sizes.text, len(name)) + canvas.leading(sizes.small, len(under))
    height = max(words, *heights) + 2 * canvas.pad
    middle = y + height / 2
    after = canvas.lines(sizes.inset, middle - words / 2, name, sizes.text, bold=True)
    canvas.lines(sizes.inset, after, under, sizes.small, "slate")
    for index, (cell, lines, high) in enumerate(zip(cells, chips, heights, strict=True)):
        top = middle - high / 2
        for place, text in zip(cell, lines, strict=True):
            top = _chip(place, text, canvas, left + index * step + 0.05, top, step - 0.12)
    for index in range(len(cells)):
        canvas.line(left + index * step, y, left + index * step, y + height)
    return canvas.end_row(y, height)


def _cells(row: LandscapeRow, columns: tuple[str, ...]) -> list[list[Standing]]:
    """The places of each column; without columns dealt out in the order of stages."""
    if columns:
        return [[place for place in row.places if place.column == column] for column in columns]
    names = [*STAGES, *ENDS]
    places = sorted(row.places, key=lambda place: names.index(place.column))
    return [places[at::ACROSS] for at in range(ACROSS)]


def _words(place: Standing, columns: tuple[str, ...]) -> str:
    plain = columns and place.stage.role.code not in HALTED
    return place.words if plain else f"{place.stage if place.stage else ENDS[-1]}: {place.words}"


def _high(cell: list[list[str]], canvas: Canvas) -> float:
    return sum(canvas.leading(canvas.sizes.small, len(lines)) + 0.06 for lines in cell) + 0.05 * max(len(cell) - 1, 0)


def _chip(place: Standing, lines: list[str], canvas: Canvas, x: float, y: float, width: float) -> float:
    """A box in the stage's colour with indication and territory; returns where the next may begin."""
    sizes = canvas.sizes
    code = place.stage.role.code if place.stage else ""
    fill, ink = canvas.brand.stage_fill(code), canvas.brand.stage_ink(code)
    line = {"phase_0": "steel", "phase_1": "steel", "white": "steel", "brick_tint": "brick"}.get(fill, "")
    high = canvas.leading(sizes.small, len(lines)) + 0.06
    canvas.box(x, y, width, high, fill, line, weight=0.75, radius=0.04, dashed=not code)
    plain = not code
    canvas.lines(x + 0.06, y + 0.03, lines, sizes.small, "slate" if plain else ink, italic=plain)
    return y + high + 0.05


# --- words ---------------------------------------------------------------------------------------------------


def describe(numbers: Landscape) -> str:
    """Asset by asset."""
    clauses = [
        f"{row.group or f'{numbers.by} not stated'}, {row.asset}{f' ({row.company})' if row.company else ''}: "
        + ", ".join(f"{place.stage if place.stage else 'stage not stated'} in {place.words}" for place in row.places)
        for row in numbers.rows
    ]
    return alt_text(f"Landscape of assets by stage, grouped by {numbers.by}", clauses)


CHART = Chart(
    name="landscape",
    summary="Competing assets by stage, grouped by target, modality or company",
    needs='programs, and optionally by="target", "modality" or "company"',
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
