"""Deal territory: where the licence holds, the places taken out of it, and that all others are outside it."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.charts.deal import since
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text
from briefgen.values.facts import CHINA, TERRITORY, Fact, Role, Traced
from briefgen.values.territory import CHINESE, NAMES, Territory
from briefgen.view.deal import DealView, amended_on

OTHERS = "All other territories"


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """One territory: who holds it, what is in, what is taken out; where only places are named, what is left."""

    holder: Traced
    included: Traced
    excluded: tuple[Traced, ...]
    rest: Traced | None = None
    amended: Traced | None = None
    """The day of the amendment that states it; none when it is as signed."""


@dataclass(frozen=True, slots=True)
class DealTerritory:
    """The territory of one deal."""

    rows: tuple[TerritoryRow, ...]


def prepare(deal: DealView) -> DealTerritory | None:
    """The territory of a deal; None when it is not stated."""
    place = deal.territory.value
    if not deal.territory or not isinstance(place, Territory):
        return None
    fact = deal.territory.fact
    role = Role(TERRITORY, place.group)
    included = Traced(Territory("", place.include).long, fact, role, ",".join(place.include))
    excluded = tuple(_excluded(code, fact) for code in place.exclude)
    return DealTerritory(
        (TerritoryRow(deal.licensee.name, included, excluded, _rest(place, fact), amended_on(deal, "territory")),)
    )


def _rest(place: Territory, fact: Fact) -> Traced | None:
    """All territories that are not named; of a worldwide licence nothing is left but what is taken out."""
    if "world" in place.include:
        return None
    if place.overlaps(Territory("", ("china",))):
        return Traced(OTHERS, fact, Role(TERRITORY, "other"), OTHERS)
    return Traced(f"{OTHERS}, China among them", fact, CHINA, OTHERS)


def _excluded(code: str, fact: Fact) -> Traced:
    return Traced(NAMES[code], fact, CHINA if code in CHINESE else Role(TERRITORY, "other"), code)


# --- layout --------------------------------------------------------------------------------------------------


def lay_out(numbers: DealTerritory, canvas: Canvas) -> None:
    """The licensed territory, and below it what is taken out or not in it."""
    row = numbers.rows[0]
    words = f"{row.included.text[:1].upper()}{row.included.text[1:]}"
    words += ", except the places listed below" if row.excluded else ""
    y = _panel(f"Included, {row.holder}{since(row.amended)}", words, row.included.role == CHINA, 0.01, canvas)
    if row.excluded:
        y = _chips(row, canvas, y + 0.13 * canvas.stretch)
    if row.rest:
        y = _panel("Outside this licence", str(row.rest), row.rest.role == CHINA, y + 0.13 * canvas.stretch, canvas)
    canvas.height = y + 0.01


def _inset(canvas: Canvas) -> float:
    return 0.2 if canvas.medium == "slide" else 0.12


def _panel(title: str, words: str, china: bool, top: float, canvas: Canvas) -> float:
    """A tinted panel in the colour of China or of other places; where it ends."""
    sizes, inset = canvas.sizes, _inset(canvas)
    color = "plum" if china else "teal"
    points = sizes.name + (2 if canvas.medium == "slide" else 0.5)
    room = canvas.width - 2 * inset
    head = canvas.wrap(title, sizes.text, room, bold=True)
    lines = canvas.wrap(words, points, room, bold=True)
    air = 0.11 * canvas.stretch
    height = 2 * air + canvas.leading(sizes.text, len(head)) + 0.08 + canvas.leading(points, len(lines)) + 0.04
    canvas.box(0.01, top, canvas.width - 0.02, height, f"{color}_tint", color, weight=1.25)
    y = canvas.lines(inset, top + air, head, sizes.text, color, bold=True) + 0.08
    canvas.lines(inset, y, lines, points, bold=True)
    return top + height + 0.01


def _chips(row: TerritoryRow, canvas: Canvas, top: float) -> float:
    sizes, inset = canvas.sizes, _inset(canvas)
    air = 0.11 * canvas.stretch
    y = canvas.lines(inset, top + air, ["Excluded from the licence"], sizes.text, "slate", bold=True) + 0.08
    points, x = sizes.text, inset
    high = canvas.leading(points) + 0.1
    for place in row.excluded:
        width = canvas.measure(str(place), points, bold=True) + 0.2
        if x > inset and x + width > canvas.width - inset:
            x, y = inset, y + high + 0.07
        tint = ("plum_tint", "plum") if place.role == CHINA else ("white", "steel")
        canvas.box(x, y, width, high, *tint, weight=0.75, radius=0.05)
        ink = "plum" if place.role == CHINA else "ink"
        canvas.text(x + width / 2, y + high / 2, str(place), points, ink, bold=True, align="center")
        x += width + 0.1
    bottom = y + high + air + 0.04
    canvas.box(0.01, top, canvas.width - 0.02, bottom - top, "", "steel", weight=1.0, dashed=True)
    return bottom


def describe(numbers: DealTerritory) -> str:
    """Included, taken out, outside."""
    row = numbers.rows[0]
    clauses = [f"included, {row.holder}, {row.included}{since(row.amended)}"]
    if row.excluded:
        clauses.append(f"excluded from the licence, {', '.join(map(str, row.excluded))}")
    if row.rest:
        clauses.append(f"outside this licence, {row.rest.text[:1].lower()}{row.rest.text[1:]}")
    return alt_text("Territory of the licence", clauses)


CHART = Chart(
    name="deal-territory",
    summary="Where a licence holds and what is taken out of it",
    needs="one deal with a territory",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
    splits=False,
)
