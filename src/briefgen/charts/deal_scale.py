"""Deal to scale: what is paid at signing as a solid bar, what may follow hatched beside it, never added up twice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from briefgen.brand.lines import RESERVE
from briefgen.charts.deal import since
from briefgen.charts.deal_economics import millions
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, traced
from briefgen.frozen import frozen
from briefgen.values.facts import Traced
from briefgen.view.deal import DealView, amended_on
from briefgen.view.deal_elements import bare

LARGE = {"slide": (24.0, 18.0, 14.0, 12.0), "page": (12.0, 9.5)}
HIGH = {"slide": 0.6, "page": 0.34}
UNDIVIDED = "not divided in the sources"
DERIVED_REST = "beyond the upfront payment (derived)"
TERMS_OUTSIDE = "Royalties come on top."


@frozen
class DealPart:
    """One part of the bar: its name, the amount as stated (none for the rest of a total), and its length."""

    name: str
    value: Traced | None
    millions: Decimal
    amended: Traced | None = None
    number: Traced | None = None
    unit: Traced | None = None
    """The amount without its currency and unit, which stand smaller behind the first one."""

    @property
    def large(self) -> str:
        """What is printed large."""
        return str(self.number or self.value)

    @property
    def words(self) -> str:
        """What the part is, behind its large amount."""
        return f"{self.unit or ''} {self._name}".strip()

    @property
    def _name(self) -> str:
        return f"{self.name}{since(self.amended)}"

    @property
    def drawn(self) -> str:
        """What stands in the bar."""
        return f"{self.large} {self._name}" if self.value else self._name

    def __str__(self) -> str:
        return f"{self.value} {self._name}" if self.value else self._name


@frozen
class DealScale:
    """The parts of one deal from left to right, and its total where the bar holds all of it."""

    rows: tuple[DealPart, ...]
    total: DealPart | None
    royalties: bool


def prepare(deal: DealView) -> DealScale | None:
    """The bar of a deal, the unit that all of its amounts share behind the first of them; None where no amount can be
    set against another."""
    found, unit = _scale(deal), traced(deal.unit)
    if found is None or unit is None:
        return found
    first, *others = map(_apart, found.rows)
    return replace(found, rows=(replace(first, unit=unit), *others), total=found.total and _apart(found.total))


def _apart(part: DealPart) -> DealPart:
    """A part whose amount stands without its unit."""
    return replace(part, number=bare(part.value)) if part.value else part


def _scale(deal: DealView) -> DealScale | None:
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
        return DealScale((first, DealPart(DERIVED_REST if value else UNDIVIDED, value, rest)), total, royalties)
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
    points = _size(numbers, canvas)
    y = canvas.leading(points) / 2
    first = numbers.rows[0]
    _figure(first, 0.0, y, points, canvas)
    if numbers.total is not None:
        _figure(numbers.total, canvas.width, y, points, canvas, right=True)
    top = canvas.leading(points) + 0.06
    middle, x, below = top + high / 2, 0.0, top + high
    for part in numbers.rows:
        wide = canvas.width * float(part.millions / whole)
        if part is first:
            canvas.box(x, top, max(wide, 0.03), high, canvas.strong, layer=5)
        else:
            canvas.hatched(x, top, wide, high)
            room = canvas.measure(part.drawn, canvas.sizes.name, bold=True)
            if room + 0.5 <= wide:
                _inside(part, x + wide / 2, middle, canvas)
            else:
                lines = canvas.wrap(part.drawn, canvas.sizes.text, canvas.width)
                below = canvas.lines(canvas.width, below + 0.05, lines, canvas.sizes.text, align="right")
        x += wide
    if numbers.royalties:
        below = canvas.lines(0.0, below + 0.05, [TERMS_OUTSIDE], canvas.sizes.small, "slate")
    canvas.height = below + 0.02


def _size(numbers: DealScale, canvas: Canvas) -> float:
    """The largest size at which both figures stand on one line."""
    heads = [numbers.rows[0], *([numbers.total] if numbers.total else [])]
    sizes = LARGE[canvas.medium]
    return next((points for points in sizes if sum(_wide(p, points, canvas) for p in heads) + 0.3 <= canvas.width),
                sizes[-1])  # fmt: skip


def _wide(part: DealPart, points: float, canvas: Canvas) -> float:
    return (
        canvas.measure(part.large, points, bold=True) + 0.08 + canvas.measure(part.words, canvas.sizes.name, bold=True)
    )


def _figure(part: DealPart, x: float, y: float, points: float, canvas: Canvas, *, right: bool = False) -> None:
    """An amount with its name behind it, from a left edge or up to a right one."""
    base = y + (points - canvas.sizes.name) / 72 * 0.36
    behind = x if right else x + canvas.measure(part.large, points, bold=True) + 0.08
    words = canvas.text(behind, base, part.words, canvas.sizes.name, bold=True, align="right" if right else "left")
    before = x - words.width / RESERVE - 0.08 if right else x
    canvas.text(before, y, part.large, points, canvas.strong, bold=True, align=words.align)


def _inside(part: DealPart, x: float, y: float, canvas: Canvas) -> None:
    """The words of a part in the middle of it, on white."""
    points = canvas.sizes.name
    width = canvas.measure(part.drawn, points, bold=True)
    canvas.box(x - width / 2 - 0.12, y - 0.16, width + 0.24, 0.32, "white", layer=5)
    canvas.text(x, y, part.drawn, points, canvas.strong if part.value else "slate", bold=bool(part.value),
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
