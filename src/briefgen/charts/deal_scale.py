"""Deal to scale: what is paid at signing as a solid bar, what may follow hatched beside it, never added up twice."""

from __future__ import annotations

import re
from decimal import Decimal

from briefgen.brand.lines import RESERVE
from briefgen.charts.deal import since
from briefgen.charts.deal_economics import millions
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, traced
from briefgen.frozen import frozen
from briefgen.values.facts import Traced
from briefgen.view.deal import DealView, amended_on

LARGE = {"slide": (24.0, 18.0, 14.0, 12.0), "page": (12.0, 9.5)}
HIGH = {"slide": 0.6, "page": 0.34}
UNDIVIDED = "not divided in the sources"
BEYOND = "beyond the upfront payment"
TERMS_OUTSIDE = "Royalties come on top."
NUMBER = re.compile(r"(\d[\d.,]*)")
EDGE = 0.02
"""What the bar keeps from the edge of its picture, in inches: a line is drawn half on either side of its place."""
APART = 0.08
"""Inches between an amount and the words beside it."""


@frozen
class DealPart:
    """One part of the bar: its name, the amount as stated (none for the rest of a total), and its length."""

    name: str
    value: Traced | None
    millions: Decimal
    amended: Traced | None = None

    @property
    def around(self) -> tuple[str, str, str]:
        """What stands before its number, the number, which alone is large, and what the part is."""
        before, number, behind = NUMBER.split(str(self.value), maxsplit=1)
        return before.strip(), number, f"{behind} {self._name}".strip()

    def beside(self, first: DealPart) -> str:
        """Its words in a bar whose first part says currency and unit, where it has the same: up to 4,500 in total."""
        before, number, behind = NUMBER.split(str(self.value), maxsplit=1) if self.value else ("", "", "")
        currency, _, unit = NUMBER.split(str(first.value), maxsplit=1)
        if not (number and before.endswith(currency) and behind == unit):
            return str(self)
        return f"{before.removesuffix(currency)}{number} {self._name}"

    @property
    def _name(self) -> str:
        return f"{self.name}{since(self.amended)}"

    def __str__(self) -> str:
        return f"{self.value} {self._name}" if self.value else self._name


@frozen
class DealScale:
    """The parts of one deal from left to right, and its total where the bar holds all of it."""

    rows: tuple[DealPart, ...]
    total: DealPart | None
    royalties: bool


def prepare(deal: DealView) -> DealScale | None:
    """The bar of a deal; None where no amount can be set against another."""
    first = _part(deal, "upfront", "upfront")
    if first is None or not first.millions:
        return None
    later, total = _part(deal, "milestones", "in milestones"), _part(deal, "total", "in total")
    royalties = bool(deal.royalties or deal.royalty_rate)
    said = deal.total_includes_upfront
    holds_upfront = said.value if isinstance(said, Traced) else said
    if later is not None and later.millions:
        rest = total.millions - first.millions - later.millions if total is not None and holds_upfront else Decimal(-1)
        more = (DealPart(UNDIVIDED, None, rest),) if rest > 0 else ()
        return DealScale((first, later, *more), total if rest >= 0 else None, royalties)
    if total is None or total.millions <= first.millions:
        return None
    if holds_upfront:
        rest, value = total.millions - first.millions, traced(deal.beyond_upfront)
        name = f"{'in milestones' if deal.milestones_for else BEYOND} (derived)" if value else UNDIVIDED
        return DealScale((first, DealPart(name, value, rest)), total, royalties)
    if holds_upfront is False:
        return DealScale((first, DealPart("beyond it", total.value, total.millions, total.amended)), None, royalties)
    return None


def _part(deal: DealView, field: str, name: str) -> DealPart | None:
    """An amount in the currency of the upfront payment."""
    value = traced(getattr(deal, field))
    number = millions(value)
    if value is None or number is None or value.value.currency != deal.upfront.value.currency:
        return None
    return DealPart(name, value, number, amended_on(deal, field))


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: DealScale, canvas: Canvas) -> None:
    """The first amount and the total above their ends of the bar; the others in it, or below where it is too narrow."""
    high, whole = HIGH[canvas.medium], sum(part.millions for part in numbers.rows)
    end = canvas.width - EDGE
    points = _size(numbers, canvas)
    y = canvas.leading(points) / 2
    first = numbers.rows[0]
    _figure(first, 0.0, y, points, canvas)
    if numbers.total is not None:
        _figure(numbers.total, end, y, points, canvas, right=True)
    top = canvas.leading(points) + 0.08
    middle, x, below = top + high / 2, 0.0, top + high
    for part in numbers.rows:
        wide = end * float(part.millions / whole)
        if part is first:
            canvas.box(x, top, max(wide, 0.03), high, canvas.strong, layer=5)
        else:
            canvas.hatched(x, top, wide, high, within=canvas.pale)
            said = part.beside(first)
            room = canvas.measure(said, canvas.sizes.name, bold=True)
            if room + 0.5 <= wide:
                _inside(part, said, (x + wide / 2, middle), canvas)
            else:
                lines = canvas.wrap(str(part), canvas.sizes.text, end)
                below = canvas.lines(end, below + 0.05, lines, canvas.sizes.text, align="right")
        x += wide
    canvas.height = below + 0.02


def _size(numbers: DealScale, canvas: Canvas) -> float:
    """The largest size at which both figures stand on one line."""
    heads = [numbers.rows[0], *([numbers.total] if numbers.total else [])]
    sizes = LARGE[canvas.medium]
    return next((points for points in sizes if sum(_wide(p, points, canvas) for p in heads) + 0.3 <= canvas.width),
                sizes[-1])  # fmt: skip


def _wide(part: DealPart, points: float, canvas: Canvas) -> float:
    """How wide an amount stands with the words around it."""
    sizes = zip(part.around, (canvas.sizes.name, points, canvas.sizes.name), strict=True)
    return sum(canvas.measure(text, size, bold=True) / RESERVE + APART for text, size in sizes if text) - APART


def _figure(part: DealPart, x: float, y: float, points: float, canvas: Canvas, *, right: bool = False) -> None:
    """An amount between what stands before it and its name, from a left edge or up to a right one."""
    small = canvas.sizes.name
    base = y + (points - small) / 72 * 0.36
    before, number, behind = part.around
    said = [(before, base, small, "ink"), (number, y, points, canvas.strong), (behind, base, small, "ink")]
    for text, middle, size, ink in reversed(said) if right else said:
        if text:
            canvas.text(x, middle, text, size, ink, bold=True, align="right" if right else "left")
            x += (canvas.measure(text, size, bold=True) / RESERVE + APART) * (-1 if right else 1)


def _inside(part: DealPart, said: str, place: tuple[float, float], canvas: Canvas) -> None:
    """The words of a part in the middle of it, on white."""
    points, (x, y) = canvas.sizes.name, place
    width = canvas.measure(said, points, bold=True)
    canvas.box(x - width / 2 - 0.12, y - 0.16, width + 0.24, 0.32, "white", layer=5)
    canvas.text(x, y, said, points, canvas.strong if part.value else "slate", bold=bool(part.value),
                italic=not part.value, align="center")  # fmt: skip


def describe(numbers: DealScale) -> str:
    """Part by part, then the total."""
    clauses = [str(part) for part in numbers.rows]
    if numbers.total is not None:
        clauses.append(str(numbers.total))
    royalties = f" {TERMS_OUTSIDE}" if numbers.royalties else ""
    return alt_text("Bar of what is paid, to scale", clauses, f"What is hatched may not be paid.{royalties}")


CHART = Chart(
    name="deal-scale",
    summary="Upfront payment and milestones of one deal as one bar, to scale",
    needs="one deal with an upfront payment and its milestones or its total",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
    splits=False,
)
