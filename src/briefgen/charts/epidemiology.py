"""Epidemiology: a territory's part drawn inside the world's bar, shares marked as derived."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital
from briefgen.frozen import frozen
from briefgen.lexicon.en import APPROXIMATE
from briefgen.values.facts import DERIVED, Fact, Traced
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory
from briefgen.view.epidemiology import EpidemiologyView, drawn_together

TITLES = {
    "incidence": "New cases of {what}, {year}",
    "mortality": "Deaths from {what}, {year}",
    "prevalence": "People living with {what}, {year}",
    "prevalence_1y": "One-year prevalence of {what}, {year}",
    "prevalence_5y": "Five-year prevalence of {what}, {year}",
}
"""Titles of the counts; only numbers of people are drawn, for ratios and ranks are not parts of a whole."""


@frozen
class TerritoryShare:
    """A territory inside the whole; `share` is derived."""

    place: Traced
    value: Traced
    share: Traced | None = None


@frozen
class EpidemiologyRow:
    """One measure in one year: the whole, and its parts. Without a whole each part has its own bar."""

    title: str
    indication: Traced
    year: Traced
    place: Traced | None
    whole: Traced | None
    parts: tuple[TerritoryShare, ...]


@frozen
class DiseaseNumbers:
    """The measures; all bars share one scale, whose end is the largest number of the whole chart."""

    rows: tuple[EpidemiologyRow, ...]
    largest: Decimal


def prepare(epidemiology: Iterable[EpidemiologyView]) -> DiseaseNumbers | None:
    """The counts among some epidemiology records, grouped by indication, measure and year; of each disease those of the
    same people."""
    groups: dict[tuple[str, str, str], list[EpidemiologyView]] = {}
    for item in drawn_together(epidemiology):
        measure = str(item.measure.value or item.measure)
        groups.setdefault((item.indication.id, measure, str(item.year)), []).append(item)
    rows = tuple(_row(measure, items) for (_, measure, _), items in groups.items())
    if not rows:
        return None
    return DiseaseNumbers(rows, max(number_of(value) for row in rows for value in _values(row)))


def _row(measure: str, items: list[EpidemiologyView]) -> EpidemiologyRow:
    whole = next((item for item in items if _code(item.territory) == "world"), None)
    parts = tuple(
        TerritoryShare(item.territory, item.value, _share(item.value, whole.value) if whole else None)
        for item in items
        if item is not whole
    )
    indication, year = items[0].indication.name, items[0].year
    what = ", ".join((str(indication), *items[0].people))
    title = TITLES[measure].format(what=what, year=year)
    place, value = (whole.territory, whole.value) if whole else (None, None)
    return EpidemiologyRow(title, indication, year, place, value, parts)


def _code(territory: Traced) -> str:
    place = territory.value
    return ",".join(place.include) if isinstance(place, Territory) and not place.exclude else territory.text


def _values(row: EpidemiologyRow) -> list[Traced]:
    return ([row.whole] if row.whole else []) + [part.value for part in row.parts]


def number_of(value: Traced) -> Decimal:
    """The number itself: of 1.1 million it is 1,100,000."""
    quantity = value.value
    if not isinstance(quantity, Quantity) or quantity.number is None:
        return Decimal(0)
    return quantity.number.scaleb(quantity.scale)


def _share(part: Traced, whole: Traced) -> Traced | None:
    """The part in per cent of the whole, as a derived value; a bound, such as more than, has no share."""
    if any(value.value.qualifier not in ("", *APPROXIMATE) for value in (part, whole) if value.content):
        return None
    if not 0 < number_of(part) <= number_of(whole):
        return None
    share = (100 * number_of(part) / number_of(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    fact = Fact(
        record=part.fact.record,
        path=("share",),
        origin=part.fact.origin,
        formula=f"{_figure(part)} / {_figure(whole)}",
        inputs=(part.fact, whole.fact),
    )
    return Traced(f"{share}%", fact, DERIVED, Quantity(f"{share}%", share, unit="%"))


def _figure(value: Traced) -> str:
    return figure_of(value.value) if isinstance(value.value, Quantity) else value.text


def figure_of(quantity: Quantity) -> str:
    """The figure as labels print it, with the word that belongs to the number: 1.1 million people, 324,603."""
    return quantity.core if quantity.scale else quantity.figure


def _qualifier(value: Traced) -> str:
    return value.value.qualifier if isinstance(value.value, Quantity) else ""


# --- layout --------------------------------------------------------------------------------------------------


TITLE_SHARE = 0.26
"""Share of a page's width that titles beside the bars take."""


WIDE = 9.0
"""Inches: a chart wider than that goes across its slide."""
LEAST_PAD = 0.04
"""Inches above and below a low block however tight the chart is."""


def lay_out(numbers: DiseaseNumbers, canvas: Canvas) -> None:
    """A block per measure: title, bar with its part inside, the part's label below. On a page, which has less room, and
    across a slide a low block: the title stands beside its bar and all of a label in one line."""
    low = canvas.medium == "page" or canvas.width > WIDE
    if low and all(len(row.parts) == 1 for row in numbers.rows):
        _lay_out_low(numbers, canvas)
        return
    room = max(_label_width(canvas, value) for row in numbers.rows for value in _values(row))
    scale = (canvas.width - room - 0.12) / float(numbers.largest)
    y = 0.0
    for index, row in enumerate(numbers.rows):
        top = y + (0.16 * canvas.stretch if index else 0.0)
        bottom = _block(row, canvas, scale, top)
        y = canvas.end_row(y, bottom - y, "none")
    canvas.height = y


def _lay_out_low(numbers: DiseaseNumbers, canvas: Canvas) -> None:
    """A line per measure: its title at the left, the bar of the whole, its part inside, below it the part's label."""
    sizes = canvas.sizes
    left, pad = canvas.width * TITLE_SHARE, max(canvas.pad, LEAST_PAD)
    beside = max(_line_width(canvas, *_beside(row)) for row in numbers.rows)
    scale = (canvas.width - left - beside - 0.1) / float(numbers.largest)
    y = 0.0
    for row in numbers.rows:
        title = canvas.wrap(row.title, sizes.name, left - 0.15, bold=True)
        words = canvas.leading(sizes.name, len(title))
        high = canvas.leading(sizes.value)
        drawn = high + (0.04 + canvas.leading(sizes.name) if row.whole else 0.0)
        top = y + pad + max(words - drawn, 0.0) / 2
        canvas.lines(0, y + pad + max(drawn - words, 0.0) / 2, title, sizes.name, bold=True)
        part = row.parts[0]
        width = float(number_of(row.whole or part.value)) * scale
        if row.whole:
            canvas.box(left, top, width, high, canvas.pale, "steel", weight=0.75)
            _part_label(part, canvas, top + high + 0.04, left)
        canvas.box(left, top, max(float(number_of(part.value)) * scale, 0.01), high, canvas.accent, layer=3)
        figure, under = _beside(row)
        written = canvas.text(left + width + 0.08, top + high / 2, figure, sizes.value, bold=True)
        canvas.text(left + width + 0.14 + written.width, top + high / 2, under, sizes.small, "slate")
        canvas.line(left, top - 0.04, left, top + drawn, "ink", 1.0, layer=5)
        y = canvas.end_row(y, max(words, drawn) + 2 * pad, "none")
    canvas.height = y


def _beside(row: EpidemiologyRow) -> tuple[str, str]:
    """What stands behind a bar: the figure of the whole, or of the part where none is stated, and whose it is."""
    part = row.parts[0]
    return _whole_words(row.whole) if row.whole else (_qualified(part.value), capital(str(part.place)))


def _line_width(canvas: Canvas, figure: str, under: str) -> float:
    return canvas.measure(figure, canvas.sizes.value, bold=True) + canvas.measure(under, canvas.sizes.small) + 0.14


def _label_width(canvas: Canvas, value: Traced) -> float:
    sizes = canvas.sizes
    figure, under = _whole_words(value)
    return max(canvas.measure(figure, sizes.value + 2, bold=True), canvas.measure(under, sizes.small)) + 0.05


def _block(row: EpidemiologyRow, canvas: Canvas, scale: float, y: float) -> float:
    sizes = canvas.sizes
    lines = canvas.wrap(row.title, sizes.name, canvas.width, bold=True)
    y = canvas.lines(0, y, lines, sizes.name, bold=True) + 0.09
    high = (0.3 if canvas.medium == "page" else 0.42) + 0.06 * (canvas.stretch - 1) * 5
    high = max(high, canvas.leading(sizes.value + 2) + canvas.leading(sizes.small))
    if row.whole is None:
        for part in row.parts:
            y = _own_bar(part, canvas, scale, y)
        return y
    width = float(number_of(row.whole)) * scale
    canvas.box(0.005, y, width, high, canvas.pale, "steel", weight=0.75)
    first, others = row.parts[:1], row.parts[1:]
    for part in first:
        canvas.box(0.005, y, max(float(number_of(part.value)) * scale, 0.01), high, canvas.accent, layer=3)
    canvas.line(0.007, y - 0.05, 0.007, y + high + 0.05, "ink", 1.25, layer=5)
    _whole_label(row.whole, canvas, width + 0.1, y + high / 2)
    y += high + 0.06
    for part in first:
        y = _part_label(part, canvas, y)
    for part in others:
        y = _own_bar(part, canvas, scale, y + 0.09)
    return y


def _whole_label(value: Traced, canvas: Canvas, x: float, y: float) -> None:
    sizes = canvas.sizes
    step = canvas.leading(sizes.value + 2)
    top = y - (step + canvas.leading(sizes.small)) / 2
    figure, under = _whole_words(value)
    canvas.lines(x, top, [figure], sizes.value + 2, bold=True)
    canvas.lines(x, top + step, [under], sizes.small, "slate")


def _whole_words(value: Traced) -> tuple[str, str]:
    """The figure of the world and the words below it, which carry an "approximately"."""
    if _qualifier(value) in APPROXIMATE:
        return _figure(value), "World (approximate)"
    return _qualified(value), "World"


def _part_label(part: TerritoryShare, canvas: Canvas, y: float, left: float = 0.0) -> float:
    """China 61,060, and beside it the derived share."""
    sizes = canvas.sizes
    place = str(part.place)
    name = f"{place[:1].upper()}{place[1:]} {_qualified(part.value)}"
    middle = y + canvas.leading(sizes.name) / 2
    left += 0.005 if not left else 0.05
    written = canvas.text(left, middle, name, sizes.name, canvas.accent, bold=True)
    if part.share:
        words = f"{part.share} of world (derived)"
        x = left + written.width + 0.295
        if x + canvas.measure(words, sizes.small) > canvas.width:
            x, middle = left, middle + canvas.leading(sizes.name)
        canvas.text(x, middle, words, sizes.small + 0.5, "slate")
    return middle + canvas.leading(sizes.name) / 2


def _own_bar(part: TerritoryShare, canvas: Canvas, scale: float, y: float) -> float:
    """A part that has no place inside the whole: a thinner bar of its own at the same scale."""
    high = canvas.sizes.bar * 0.8
    width = max(float(number_of(part.value)) * scale, 0.02)
    canvas.box(0.005, y, width, high, canvas.accent, layer=3)
    canvas.line(0.007, y - 0.02, 0.007, y + high + 0.02, "ink", 1.25, layer=5)
    return _part_label(part, canvas, y + high + 0.03) + 0.03


def _qualified(value: Traced) -> str:
    qualifier = _qualifier(value)
    return f"{qualifier} {_figure(value)}" if qualifier else _figure(value)


def describe(numbers: DiseaseNumbers) -> str:
    """Measure by measure: the whole and its parts."""
    clauses = []
    for row in numbers.rows:
        whole = [f"world {_qualified(row.whole)}"] if row.whole else []
        parts = [
            f"{part.place} {_qualified(part.value)}" + (f", {part.share} of world (derived)" if part.share else "")
            for part in row.parts
        ]
        clauses.append(f"{row.title}: {', '.join([*whole, *parts])}")
    return alt_text("Bar chart, part of the whole", clauses, "Bars start at zero.")


CHART = Chart(
    name="epidemiology",
    summary="Cases and deaths, a territory inside the world total",
    needs="epidemiology of one indication",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
