"""Computed values: shares, differences, totals and times between dates: exact, derived, with formula and inputs.

What has no honest answer is refused: ranges, sentinels, unlike units, bounds that would turn round. A qualifier
goes on to a difference or total; a share is rounded. Which values may meet (of one trial, one population) claims say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from briefgen.briefs.filters import traced
from briefgen.lexicon.en import APPROXIMATE, POINTS
from briefgen.values.dates import PartialDate
from briefgen.values.facts import DERIVED, Fact, RecordKey, Traced
from briefgen.values.quantity import Quantity
from briefgen.view.epidemiology import EpidemiologyView, alike


class NotComputableError(ValueError):
    """Values that have no honest share, difference, total or distance; message and hint for the writer."""

    def __init__(self, message: str, hint: str = "print the values side by side") -> None:
        super().__init__(message)
        self.hint = hint


def share(part: Any, whole: Any, digits: int = 1) -> Traced:
    """Part of a whole in per cent, rounded half up."""
    values = (traced(part), traced(whole))
    small, large = (_number(value, "a share") for value in values)
    _require_alike("a share", values)
    _qualifier("a share", values, APPROXIMATE)
    if not 0 <= small <= large or large == 0:
        raise NotComputableError(f"{_core(values[0])} is no part of {_core(values[1])}", "put the part first")
    rounded = (small * 100 / large).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return _derived("share", Quantity(f"{rounded}%", rounded, unit="%"), rounded, values, " / ")


def has_shares(rows: Iterable[EpidemiologyView]) -> bool:
    """Whether a share of the world can be computed among counts of diseases: of one disease, measure and year."""
    every = tuple(rows)
    worlds = [row for row in every if row.territory.value.text == "world"]
    return any(_is_share(row, world) for world in worlds for row in every if row not in worlds)


def _is_share(part: EpidemiologyView, whole: EpidemiologyView) -> bool:
    try:
        return alike(part, whole) and bool(share(part.value, whole.value))
    except NotComputableError:
        return False


def difference(value: Any, other: Any) -> Traced:
    """The first less the second; percentages differ in percentage points."""
    values = (traced(value), traced(other))
    first, second = (_number(one, "a difference") for one in values)
    unit, currency = _require_alike("a difference", values)
    qualifier = _qualifier("a difference", values, APPROXIMATE)
    quantity = Quantity.of(first - second, POINTS if unit == "%" else unit, qualifier, currency)
    return _derived("difference", quantity, quantity, values, " - ")


def total(things: Iterable[Any]) -> Traced:
    """The sum of like values; "up to" and other qualifiers go on to it, two different ones are refused."""
    values = tuple(traced(thing) for thing in things)
    if not values:
        raise NotComputableError("a total needs values", "ask `if` before you print it")
    numbers = [_number(value, "a total") for value in values]
    unit, currency = _require_alike("a total", values)
    quantity = Quantity.of(sum(numbers, Decimal(0)), unit, _qualifier("a total", values), currency)
    return _derived("total", quantity, quantity, values, " + ")


def days_between(earlier: Any, later: Any) -> Traced:
    """Days from one exact day to another."""
    values = (traced(earlier), traced(later))
    first, last = (value.value for value in values)
    if not (_is_day(first) and _is_day(last)):
        message = "days can be counted between two exact days only"
        raise NotComputableError(message, "use months_between or years_between, which print what the dates allow")
    number = (last.end - first.end).days
    unit = "day" if number == 1 else "days"
    return _derived_time("days", Quantity(f"{number:,} {unit}", Decimal(number), unit=unit), number, values)


@pass_context
def age(context: Context, day: Any) -> Traced:
    """Days from one exact day to the date of the data."""
    return days_between(day, context["as_of"])


def months_between(earlier: Any, later: Any) -> Traced:
    """Full months from one date to another; a span, 11–12 months, where the dates leave more than one number open."""
    return _between(earlier, later, "month", 1)


def years_between(earlier: Any, later: Any) -> Traced:
    """Full years from one date to another; a span where the dates leave more than one number open."""
    return _between(earlier, later, "year", 12)


# --- quantities ----------------------------------------------------------------------------------------------


def _number(value: Traced, what: str) -> Decimal:
    """The number of a value; a range, a sentinel and a text have none."""
    number = value.value.number if isinstance(value.value, Quantity) else None
    if number is None:
        kind = "is a range" if isinstance(value.value, Quantity) and value.value.is_range else "is no number"
        raise NotComputableError(f"{what} needs single numbers; '{_core(value)}' {kind}")
    return number


def _require_alike(what: str, values: Sequence[Traced]) -> tuple[str, str]:
    """Unit and currency of values that share them."""
    units = dict.fromkeys((value.value.unit, value.value.currency) for value in values)
    if len(units) > 1:
        said = " and ".join(dict.fromkeys(f"'{_core(value)}'" for value in values))
        raise NotComputableError(f"{what} needs one unit and one currency; {said} differ")
    return next(iter(units))


def _qualifier(what: str, values: Sequence[Traced], allowed: Sequence[str] | None = None) -> str:
    """The one qualifier among values, or none."""
    found = list(dict.fromkeys(value.value.qualifier for value in values if value.value.qualifier))
    wrong = [word for word in found if allowed is not None and word not in allowed]
    if wrong:
        raise NotComputableError(f"{what} of a value that is '{wrong[0]}' another cannot be stated")
    if len(found) > 1:
        raise NotComputableError(f"{what} cannot be both '{found[0]}' and '{found[1]}'")
    return found[0] if found else ""


def _core(value: Traced) -> str:
    text = value.value.core if isinstance(value.value, Quantity) else value.text
    return " ".join(text.split())


def _derived(name: str, known: Quantity, number: Any, values: Sequence[Traced], sign: str) -> Traced:
    return _made(name, known, number, values, sign.join(map(_core, values)))


def _made(name: str, known: Quantity, number: Any, values: Sequence[Traced], formula: str) -> Traced:
    inputs = tuple(value.fact for value in values)
    fact = Fact(RecordKey("derived", name), (name,), formula=formula, inputs=inputs)
    return Traced(known.text, fact, DERIVED, number, known)


# --- times ---------------------------------------------------------------------------------------------------


def _between(earlier: Any, later: Any, unit: str, months: int) -> Traced:
    values = (traced(earlier), traced(later))
    (soonest, latest), (first, last) = _days(values[0]), _days(values[1])
    if first < latest:
        message = f"{values[0].text} does not certainly lie before {values[1].text}"
        raise NotComputableError(message, "put the earlier date first")
    least, most = _months(latest, first) // months, _months(soonest, last) // months
    return _derived_time(f"{unit}s", _span(least, most, unit), (least, most), values)


def _span(least: int, most: int, unit: str) -> Quantity:
    """11–12 months, 1 year, less than one month."""
    if most == 0:
        return Quantity(f"less than one {unit}")
    units = unit if most == 1 and least else f"{unit}s"
    if least == most:
        return Quantity(f"{most:,} {units}", Decimal(most), unit=units)
    return Quantity(f"{least:,}–{most:,} {units}", low=Decimal(least), high=Decimal(most), unit=units)


def _days(value: Traced) -> tuple[date, date]:
    """The first and last day that a date may mean."""
    when = value.value
    if not isinstance(when, PartialDate) or when.start is None or when.end is None:
        message = f"'{value.text}' has no first and last day"
        raise NotComputableError(message, "time can be counted from a day, month, quarter, half or year")
    return when.start, when.end


def _months(first: date, last: date) -> int:
    """Full months between two days; the last day of a shorter month completes one."""
    ends = (last + timedelta(days=1)).day == 1
    return 12 * (last.year - first.year) + last.month - first.month - (last.day < first.day and not ends)


def _is_day(when: Any) -> bool:
    return isinstance(when, PartialDate) and when.grain == "day"


def _derived_time(name: str, known: Quantity, number: Any, values: tuple[Traced, Traced]) -> Traced:
    return _made(name, known, number, values, f"{values[1].value.text} - {values[0].value.text}")
