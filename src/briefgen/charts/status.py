"""Status by territory: assets and indications by territory, the stage reached in each as a chip of its ramp colour."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, short_territory, traced
from briefgen.charts.engine.matrix import Cell, Head, matrix, nothing
from briefgen.frozen import frozen
from briefgen.records.vocabulary import HALTED
from briefgen.values.facts import Traced
from briefgen.view.program import ProgramView

UNNAMED = "Territory not in the sources"


@frozen
class Status:
    """The stage in one territory."""

    territory: Traced
    stage: Traced
    status: Traced | None

    @property
    def is_halted(self) -> bool:
        """Whether the stage already says the status, because it ended or stayed it."""
        return self.stage.role.code in HALTED


@frozen
class StatusRow:
    """An asset in an indication with its status in each territory."""

    asset: Traced
    indication: Traced
    statuses: tuple[Status, ...]


@frozen
class Territories:
    """Rows, and the territories that are columns on every part."""

    rows: tuple[StatusRow, ...]
    places: tuple[str, ...]


def prepare(programs: Iterable[ProgramView]) -> Territories | None:
    """Programs grouped by asset and indication; territories in the order they appear, unnamed ones last."""
    groups: dict[tuple[str, str], list[ProgramView]] = {}
    for item in programs:
        groups.setdefault((str(item.asset.name), str(item.indication.name)), []).append(item)
    rows = tuple(_row(items) for items in groups.values())
    places = dict.fromkeys(_place(found) for row in rows for found in row.statuses)
    return Territories(rows, tuple(sorted(places, key=lambda place: place == UNNAMED))) if rows else None


def _row(items: list[ProgramView]) -> StatusRow:
    indication = items[0].indication
    statuses = tuple(Status(short_territory(i.territory), i.stage, traced(i.status)) for i in items)
    return StatusRow(items[0].asset.name, indication.label if indication else indication.name, statuses)


def _place(status: Status) -> str:
    return str(status.territory) if status.territory else UNNAMED


def lay_out(numbers: Territories, canvas: Canvas) -> None:
    """The matrix."""
    rows = [(_head(row), [_cell(row, place) for place in numbers.places]) for row in numbers.rows]
    canvas.height = matrix(canvas, "Asset and indication", numbers.places, rows) + 0.02


def _head(row: StatusRow) -> Head:
    return Head(
        capital(str(row.asset)), capital(str(row.indication)) if row.indication else "Indication not in the sources"
    )


def _cell(row: StatusRow, place: str) -> Cell:
    found = [status for status in row.statuses if _place(status) == place]
    if not found:
        return nothing("not in the sources")

    def draw(canvas: Canvas, x: float, y: float, room: float) -> float:
        height = 0.0
        for status in found:
            height += _chip(status, canvas, x, y + height if y >= 0 else y, room)
            height += 0.05 if status is not found[-1] else 0.0
        return height

    return draw


def _chip(status: Status, canvas: Canvas, x: float, y: float, room: float) -> float:
    """The stage, and below it the status; returns the height."""
    sizes = canvas.sizes
    under = canvas.wrap(str(status.status), sizes.small, room) if status.status and not status.is_halted else []
    if not status.stage:
        high = canvas.chip_height(str(status.stage), room)
        if y >= 0:
            canvas.chip(x, y + high / 2, str(status.stage), room)
    else:
        lines = canvas.wrap(str(status.stage), sizes.text, room - 0.2, bold=True)
        high = canvas.leading(sizes.text, len(lines)) + 0.07
        if y >= 0:
            _stage(status.stage.role.code, lines, canvas, x, y)
    if y >= 0:
        canvas.lines(x, y + high + 0.02, under, sizes.small, "slate")
    return high + canvas.leading(sizes.small, len(under)) + 0.02


def _stage(code: str, lines: list[str], canvas: Canvas, x: float, y: float) -> None:
    points = canvas.sizes.text
    fill, ink = canvas.brand.stage_fill(code), canvas.brand.stage_ink(code)
    line = {"phase_0": "steel", "phase_1": "steel", "brick_tint": "brick"}.get(fill, "")
    if fill == "white":
        ink, line = "slate", "slate"
    width = max(canvas.measure(words, points, bold=True) for words in lines) + 0.2
    canvas.box(x, y, width, canvas.leading(points, len(lines)) + 0.07, fill, line, weight=0.75, radius=0.05)
    canvas.lines(x + width / 2, y + 0.035, lines, points, ink, bold=True, align="center")


def describe(numbers: Territories) -> str:
    """Row by row, territory by territory."""
    clauses = [
        f"{row.asset}, {row.indication if row.indication else 'indication not in the sources'}: "
        + ", ".join(
            f"{_place(found)} {found.stage if found.stage else 'stage not in the sources'}"
            + (f" ({found.status})" if found.status and not found.is_halted else "")
            for found in row.statuses
        )
        for row in numbers.rows
    ]
    return alt_text("Matrix of development stage by territory", clauses)


CHART = Chart(
    name="status",
    summary="Stage of each asset and indication by territory",
    needs="programs",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
