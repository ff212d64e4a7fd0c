"""Deal economics: upfront, milestones and total of each deal as bars of their own, never stacked on each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from briefgen.charts.deal import since
from briefgen.charts.engine.axis import Axis, from_zero, grid, tick_labels
from briefgen.charts.engine.canvas import Band, Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, traced
from briefgen.frozen import frozen
from briefgen.lexicon.en import NOT_IN_SOURCES
from briefgen.values.amounts import scale_of
from briefgen.values.facts import Traced
from briefgen.values.quantity import Quantity
from briefgen.view.deal import DealView, amended_on

AMOUNTS = (("upfront", "Upfront"), ("milestones", "Milestones"), ("equity", "Equity"), ("total", "Total"))
ALWAYS = ("upfront", "milestones", "total")
"""Shown also when a deal does not disclose them."""
TERMS = (("royalties", "Royalties"), ("profit_share", "Profit share"))
SHARES = {"wide": (0.27, 0.42), "narrow": (0.26, 0.43)}
"""Where the names of the amounts and the axis begin, as shares of the width."""
NO_AMOUNT = "No amount disclosed"


@frozen
class Amount:
    """One amount of a deal; None when it is not stated."""

    name: str
    value: Traced | None
    millions: Decimal | None
    amended: Traced | None = None

    def __str__(self) -> str:
        return f"{self.value}{since(self.amended)}" if self.value else NOT_IN_SOURCES

    @property
    def contingent(self) -> bool:
        """Whether it is paid only if something happens: milestones, and whatever is "up to"."""
        quantity = self.value.value if self.value else None
        return self.name == "Milestones" or (isinstance(quantity, Quantity) and quantity.qualifier == "up to")


@frozen
class DealEconomicsRow:
    """One deal. `group` is the currency of its amounts: what shares an axis."""

    group: str
    giver: Traced
    taker: Traced
    of_both: bool
    """Whether it goes from neither to the other."""
    assets: tuple[Traced, ...]
    signed: Traced | None
    amounts: tuple[Amount, ...]
    terms: tuple[tuple[str, Traced, Traced | None], ...]
    """Name, words and the day of the amendment that states them."""

    @property
    def parties(self) -> str:
        """Both, and which way it goes."""
        return f"{self.giver} {'and' if self.of_both else 'to'} {self.taker}"


@frozen
class DealEconomics:
    """Deals currency by currency, with the largest amount of each currency."""

    rows: tuple[DealEconomicsRow, ...]
    largest: tuple[tuple[str, Decimal], ...]


def prepare(deals: DealView | Iterable[DealView]) -> DealEconomics | None:
    """One deal or several; nothing when none of them discloses an amount."""
    found = deals if isinstance(deals, Iterable) else (deals,)
    rows = [_row(deal) for deal in found]
    if not any(amount.millions for row in rows for amount in row.amounts):
        return None
    groups = list(dict.fromkeys(row.group for row in rows))
    rows.sort(key=lambda row: (row.group == NO_AMOUNT, groups.index(row.group)))
    largest: dict[str, Decimal] = {}
    for row in rows:
        numbers = [amount.millions for amount in row.amounts if amount.millions is not None]
        largest[row.group] = max([largest.get(row.group, Decimal(0)), *numbers])
    return DealEconomics(tuple(rows), tuple(largest.items()))


def _row(deal: DealView) -> DealEconomicsRow:
    amounts = []
    for field, name in AMOUNTS:
        value = traced(getattr(deal, field))
        if value or field in ALWAYS:
            amounts.append(Amount(name, value, millions(value), amended_on(deal, field) if value else None))
    currencies = [a.value.value.currency for a in amounts if a.value and a.millions is not None]
    return DealEconomicsRow(
        group=f"{currencies[0]} million" if currencies else NO_AMOUNT,
        giver=deal.licensor.name,
        taker=deal.licensee.name,
        of_both=deal.is_of_both,
        assets=tuple(asset.name for asset in deal.assets),
        signed=traced(deal.signed),
        amounts=tuple(_same(amount, currencies[:1]) for amount in amounts),
        terms=tuple(
            (name, value, amended_on(deal, field)) for field, name in TERMS if (value := traced(getattr(deal, field)))
        ),
    )


def _same(amount: Amount, currency: list[str]) -> Amount:
    """An amount in another currency than the deal's first is told in words: no rate turns it into a bar."""
    alike = amount.value is None or not currency or amount.value.value.currency == currency[0]
    return amount if alike else replace(amount, millions=None)


def millions(value: Traced | None) -> Decimal | None:
    """An amount of money in millions of its currency; None for what is none."""
    quantity = value.value if value else None
    if not isinstance(quantity, Quantity) or not quantity.currency:
        return None
    number = quantity.number if quantity.number is not None else quantity.high
    scale, rest = scale_of(quantity.unit)
    return None if number is None or rest or number < 0 else number.scaleb(scale - 6)


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: DealEconomics, canvas: Canvas) -> None:
    """For each currency a head, its deals and an axis."""
    y = 0.0
    largest = dict(numbers.largest)
    for group in dict.fromkeys(row.group for row in numbers.rows):
        rows = [row for row in numbers.rows if row.group == group]
        y = _block(rows, canvas, group, largest[group], y + (0.1 if y else 0.0))
    canvas.height = y + 0.02


def _block(rows: list[DealEconomicsRow], canvas: Canvas, group: str, largest: Decimal, y: float) -> float:
    began, sizes = y, canvas.sizes
    names, left = (share * canvas.width for share in SHARES[canvas.room])
    words = [str(a) for row in rows for a in row.amounts if a.value]
    widest = max((canvas.measure(text, sizes.text, bold=True) for text in words), default=1.0)
    axis = from_zero(largest, left, canvas.width - min(widest, 0.3 * canvas.width) - 0.25)
    canvas.text(0, y + canvas.leading(sizes.text) / 2, "Deal", sizes.text, "slate", bold=True)
    unit = "" if group == NO_AMOUNT else group
    canvas.text(left, y + canvas.leading(sizes.text) / 2, unit or group, sizes.text, "slate", bold=True)
    y = top = y + canvas.leading(sizes.text) + 0.06
    canvas.line(0, y, canvas.width, y, canvas.strong, 1.25)
    first = len(canvas.bands)
    for row in rows:
        y = _deal(row, canvas, axis, names, y)
    bottom = y
    if unit:
        grid(canvas, axis, top, y, Decimal(0))
        bottom = tick_labels(canvas, axis, y)
    around = bottom - began - sum(band.height for band in canvas.bands[first:])
    canvas.bands[first:] = [Band(band.height, group, around) for band in canvas.bands[first:]]
    return bottom


def _deal(row: DealEconomicsRow, canvas: Canvas, axis: Axis, names: float, y: float) -> float:
    sizes = canvas.sizes
    room = names - 0.15
    title = canvas.wrap(
        capital(", ".join(map(str, row.assets))) or "Assets not in the sources", sizes.name, room, bold=True
    )
    under = canvas.wrap(row.parties, sizes.small, room)
    under += canvas.wrap(f"signed {row.signed}" if row.signed else "no date", sizes.small, room)
    stated = [amount for amount in row.amounts if amount.value]
    unstated = [amount.name.lower() for amount in row.amounts if not amount.value]
    named = canvas.wrap(capital(", ".join(unstated)), sizes.text, axis.left - names - 0.05) if unstated else []
    labels = [_label(amount, canvas, axis) for amount in stated]
    steps = [max(sizes.bar * 0.8, canvas.leading(sizes.text, len(one))) + 0.05 + canvas.pad * 0.5 for one in labels]
    room = canvas.width - axis.left - 0.1
    said = [(name, f"{capital(str(value))}{since(day)}") for name, value, day in row.terms]
    terms = [(name, canvas.wrap(words, sizes.small, room)) for name, words in said]
    bars = sum(steps) + canvas.leading(sizes.text, len(named))
    bars += sum(_term_height(name, lines, canvas, names, axis) for name, lines in terms)
    words = canvas.leading(sizes.name, len(title)) + canvas.leading(sizes.small, len(under))
    height = max(words, bars) + 2 * canvas.pad
    after = canvas.lines(0, y + height / 2 - words / 2, title, sizes.name, bold=True)
    canvas.lines(0, after, under, sizes.small, "slate")
    at = y + height / 2 - bars / 2
    for amount, label, step in zip(stated, labels, steps, strict=True):
        _amount(amount, label, canvas, axis, names, at + step / 2)
        at += step
    if named:
        canvas.missing(axis.left + 0.08, at + canvas.leading(sizes.text) / 2, NOT_IN_SOURCES, knock=True)
        at = canvas.lines(names, at, named, sizes.text)
    for name, lines in terms:
        canvas.lines(names, at, canvas.wrap(name, sizes.text, axis.left - names - 0.05), sizes.text)
        for index, line in enumerate(lines):
            middle = at + canvas.leading(sizes.text) / 2 + canvas.leading(sizes.small) * index
            canvas.text(axis.left + 0.08, middle, line, sizes.small, "ink", knock=True)
        at += _term_height(name, lines, canvas, names, axis)
    return canvas.end_row(y, height)


def _term_height(name: str, lines: list[str], canvas: Canvas, names: float, axis: Axis) -> float:
    """The height of a term in words beside its name."""
    label = canvas.wrap(name, canvas.sizes.text, axis.left - names - 0.05)
    return max(canvas.leading(canvas.sizes.text, len(label)), canvas.leading(canvas.sizes.small, len(lines))) + 0.05


def _end(amount: Amount, axis: Axis) -> float:
    """Where the bar of an amount ends; the axis itself where none is drawn."""
    return axis.left if amount.millions is None else max(axis.x(amount.millions), axis.left + 0.03)


def _label(amount: Amount, canvas: Canvas, axis: Axis) -> list[str]:
    """What stands behind the bar, in as many lines as fit there."""
    room = canvas.width - _end(amount, axis) - 0.1
    return canvas.balanced(str(amount), canvas.sizes.text, room, bold=True)


def _amount(amount: Amount, label: list[str], canvas: Canvas, axis: Axis, names: float, y: float) -> None:
    """Solid what is paid, hatched what may be, an outline for the total of both."""
    sizes, high = canvas.sizes, canvas.sizes.bar * 0.72
    canvas.text(names, y, amount.name, sizes.text)
    x = _end(amount, axis)
    if amount.millions is not None and amount.name == "Total":
        canvas.box(axis.left, y - high / 2, x - axis.left, high, "white", canvas.accent, weight=1.5, layer=3)
    elif amount.millions is not None and amount.contingent:
        canvas.hatched(axis.left, y - high / 2, x - axis.left, high)
    elif amount.millions is not None:
        canvas.box(axis.left, y - high / 2, x - axis.left, high, canvas.accent, layer=3)
    for index, line in enumerate(label):
        middle = y + canvas.leading(sizes.text) * (index - (len(label) - 1) / 2)
        canvas.text(x + 0.1, middle, line, sizes.text, canvas.strong, bold=True, knock=True)


# --- words ---------------------------------------------------------------------------------------------------


def describe(numbers: DealEconomics) -> str:
    """Deal by deal, amount by amount."""
    clauses = []
    for row in numbers.rows:
        amounts = [f"{a.name.lower()} {a}" for a in row.amounts]
        terms = [f"{name.lower()}: {value}{since(day)}" for name, value, day in row.terms]
        title = ", ".join(map(str, row.assets)) or "assets not in the sources"
        clauses.append(f"{title}, {row.parties}: {', '.join([*amounts, *terms])}")
    return alt_text("Bar chart of deal amounts, each from zero", clauses, "Milestones and totals may not be paid.")


CHART = Chart(
    name="deal-economics",
    summary="Upfront, milestones and total of deals, side by side and never stacked",
    needs="deals, at least one with an amount",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
