"""Designations: assets and indications by agency; a designation is a hollow diamond, never a bar, never an approval."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, traced
from briefgen.charts.engine.matrix import Cell, Head, matrix, nothing
from briefgen.frozen import frozen
from briefgen.values.facts import Traced
from briefgen.view.designation import DesignationView

EMPTY = "none disclosed"


@frozen
class DesignationRow:
    """What one agency designated, and when the world was told."""

    agency: Traced
    type: Traced
    announced: Traced | None
    is_announced: bool = True

    @property
    def words(self) -> str:
        """Breakthrough Therapy Designation."""
        return capital(self.type.text)

    @property
    def day(self) -> str:
        """announced 1 May 2025; of what no source dates the day of its source."""
        if not self.announced:
            return "no date"
        return f"{'announced' if self.is_announced else 'source of'} {self.announced}"


@frozen
class DesignationsRow:
    """An asset in an indication with its designations, of whatever agency."""

    asset: Traced
    indication: Traced
    proposed: bool
    designations: tuple[DesignationRow, ...]


@frozen
class Designations:
    """Rows, and the agencies that are columns on every part."""

    rows: tuple[DesignationsRow, ...]
    agencies: tuple[str, ...]


def prepare(designations: Iterable[DesignationView]) -> Designations | None:
    """Designations grouped by asset and indication."""
    groups: dict[tuple[str, str], list[DesignationView]] = {}
    for item in designations:
        groups.setdefault((str(item.asset.name), str(item.indication.name)), []).append(item)
    rows = tuple(_row(items) for items in groups.values())
    agencies = dict.fromkeys(str(found.agency) for row in rows for found in row.designations)
    return Designations(rows, tuple(agencies)) if rows else None


def _row(items: list[DesignationView]) -> DesignationsRow:
    first = items[0]
    found = tuple(DesignationRow(item.agency, item.type, traced(item.announced), item.is_announced) for item in items)
    return DesignationsRow(first.asset.name, first.indication.name, any(item.proposed for item in items), found)


def lay_out(numbers: Designations, canvas: Canvas) -> None:
    """The matrix, and below it what the diamond means."""
    sizes = canvas.sizes
    rows = [(_head(row), [_cell(row, agency) for agency in numbers.agencies]) for row in numbers.rows]
    y = matrix(canvas, "Asset and indication", numbers.agencies, rows) + 0.08 + canvas.leading(sizes.small) / 2
    canvas.diamond(sizes.inset + 0.08, y)
    canvas.text(sizes.inset + 0.25, y, "Designation (not an approval)", sizes.small, "slate")
    canvas.height = y + canvas.leading(sizes.small) / 2 + 0.04


def _head(row: DesignationsRow) -> Head:
    indication = f"{row.indication} (proposed)" if row.proposed else str(row.indication)
    return Head(capital(str(row.asset)), capital(indication))


def _cell(row: DesignationsRow, agency: str) -> Cell:
    found = [designation for designation in row.designations if str(designation.agency) == agency]
    if not found:
        return nothing(EMPTY)

    def draw(canvas: Canvas, x: float, y: float, room: float) -> float:
        height = 0.0
        for designation in found:
            top = y + height if y >= 0 else y
            height += _designation(designation, canvas, x, top, room) + (0.05 if designation is not found[-1] else 0)
        return height

    return draw


def _designation(designation: DesignationRow, canvas: Canvas, x: float, y: float, room: float) -> float:
    """The diamond, the designation's name and its day; returns the height."""
    sizes = canvas.sizes
    indent = 2.6 * sizes.dot + 0.06
    lines = canvas.wrap(designation.words, sizes.text, room - indent, bold=True)
    day = canvas.wrap(designation.day, sizes.small, room - indent)
    if y >= 0:
        canvas.diamond(x + 1.3 * sizes.dot, y + canvas.leading(sizes.text) / 2)
        below = canvas.lines(x + indent, y, lines, sizes.text, canvas.accent, bold=True)
        canvas.lines(x + indent, below, day, sizes.small, "slate")
    return canvas.leading(sizes.text, len(lines)) + canvas.leading(sizes.small, len(day))


def describe(numbers: Designations) -> str:
    """Designation by designation."""
    clauses = [
        f"{row.asset}, {_head(row).under}: {found.agency} {found.words}, {found.day}"
        for row in numbers.rows
        for found in row.designations
    ]
    return alt_text("Matrix of regulatory designations by agency", clauses, "A designation is not an approval.")


CHART = Chart(
    name="designations",
    summary="Regulatory designations by asset, indication and agency",
    needs="designations",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
