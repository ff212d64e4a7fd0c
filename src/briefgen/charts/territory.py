"""Deal territory: where a licence or another deal holds, the places taken out of it, and what is outside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from briefgen.charts.deal import since
from briefgen.charts.engine.canvas import RAISED, Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, traced, traced_in
from briefgen.frozen import frozen
from briefgen.lexicon.en import NOT_IN_SOURCES
from briefgen.values.facts import CHINA, TERRITORY, Fact, Role, Traced
from briefgen.values.territory import CHINESE, NAMES, Territory
from briefgen.view.base import part_of
from briefgen.view.deal import DealView, amended_on

OTHERS = "All other territories"
LONG = 36
"""Signs beyond which a list of places has their short names."""
ADDED_LATER = ", added later"
UNDATED = f"date of the change {NOT_IN_SOURCES}"


@frozen
class TerritoryRow:
    """A part of the licensed territory: who holds it, since when, the places."""

    holder: Traced
    places: Traced
    since: str
    """(since 4 March 2025), (added later); empty when it is as signed."""
    day: Traced | None
    """The day that it names, where it names one."""
    terms: tuple[Traced, ...] = ()
    """What is licensed there: the rights."""
    aside: str = ""
    """What is said below the places beside these."""
    refs: str = ""
    """The reference numbers of its sources."""

    @property
    def below(self) -> str:
        """exclusive, to develop and commercialise."""
        rights = " and ".join(filter(None, [", ".join(map(str, self.terms[:-1])), *map(str, self.terms[-1:])]))
        return ", ".join(filter(None, [self.aside, f"to {rights}" if rights else ""]))

    @property
    def head(self) -> str:
        """Company B (since 4 March 2025)."""
        return f"{self.holder}{self.since}"


@frozen
class DealTerritory:
    """The territory of one deal, and what is not in it: places taken out of it, or where only places are named what is
    left, and who keeps that as far as it is known."""

    rows: tuple[TerritoryRow, ...]
    excluded: tuple[Traced, ...]
    rest: Traced | None
    keeper: Traced | None
    licensed: bool
    returned: bool = False
    """Whether some of it was licensed once."""
    refs: str = ""
    """The reference numbers of what is outside."""

    @property
    def kind(self) -> str:
        """What the deal is called."""
        return "licence" if self.licensed else "agreement"

    @property
    def outside(self) -> str:
        """Kept by Company A, or held, where it took some of it back; who holds it may be unknown."""
        if self.keeper:
            return f"{'Held' if self.returned else 'Kept'} by {self.keeper}"
        return f"Excluded from the {self.kind}" if self.excluded else f"Outside this {self.kind}"


def prepare(deal: DealView) -> DealTerritory | None:
    """The territory of a deal; None when it is not stated."""
    place = deal.territory.value
    if not deal.territory or not isinstance(place, Territory):
        return None
    fact = deal.territory.fact
    excluded = tuple(_excluded(code, fact) for code in place.exclude)
    keeper = traced(deal.keeper.name)
    returned = any(part_of(change).type == "territory_returned" for change in deal.amendments)
    rest = _rest(place, fact, keeps_china=deal.keeps_china)
    return DealTerritory(_rows(deal, place, fact), excluded, rest, keeper, deal.is_licence, returned)


def _rows(deal: DealView, place: Territory, fact: Fact) -> tuple[TerritoryRow, ...]:
    """What was licensed at signing and, apart, what was added later; one row where more was changed than that."""
    changes = [(change.date, term) for change in deal.amendments for term in change.changed if term.term == TERRITORY]
    added = [(day, term.added) for day, term in changes if term.added]
    if added and len(added) == len(changes):
        first = changes[0][1].old
        later = [_row(deal, more.value, more.fact, _added(day), day) for day, more in added]
        since_signing = _row(deal, first.value, first.fact, ", since signing")
        return (replace(since_signing, terms=tuple(deal.rights), aside="exclusive" if deal.exclusive else ""), *later)
    amended = amended_on(deal, "territory")
    return (_row(deal, Territory("", place.include), fact, since(amended), amended),)


def _row(deal: DealView, place: Territory, fact: Fact, when: str, day: Traced | None = None) -> TerritoryRow:
    whole = Territory("", place.include)
    words = whole.long if len(whole.long) <= LONG else whole.tight
    role, codes = Role(TERRITORY, place.group), ",".join(place.include)
    undated = UNDATED if when == ADDED_LATER else ""
    return TerritoryRow(deal.licensee.short, Traced(words, fact, role, codes), when, traced(day), aside=undated)


def _added(day: Traced) -> str:
    return f", added {day}" if day else ADDED_LATER


def _rest(place: Territory, fact: Fact, *, keeps_china: bool) -> Traced | None:
    """All territories that are not named; of a worldwide licence nothing is left but what is taken out."""
    if "world" in place.include:
        return None
    if not keeps_china:
        return Traced(OTHERS, fact, Role(TERRITORY, "other"), OTHERS)
    return Traced("Rest of the world, including China", fact, CHINA, OTHERS)


def _excluded(code: str, fact: Fact) -> Traced:
    return Traced(NAMES[code], fact, CHINA if code in CHINESE else Role(TERRITORY, "other"), code)


def numbered(numbers: DealTerritory, number: Callable[[Sequence[Traced]], str]) -> DealTerritory:
    """The same with the reference numbers of each part."""
    rows = tuple(replace(row, refs=number(tuple(traced_in(row)))) for row in numbers.rows)
    return replace(numbers, rows=rows, refs=number((numbers.rest,)) if numbers.rest else "")


# --- layout --------------------------------------------------------------------------------------------------

WITHOUT = "other than the territories added later"
"""What is said of the rest of the world where some of it was licensed after signing."""
EDGE = 0.06
"""How wide the coloured edge of a panel is."""


def lay_out(numbers: DealTerritory, canvas: Canvas) -> None:
    """The licensed territory, and below it what is taken out or not in it."""
    y, gap = 0.01, 0.13 * canvas.stretch
    for row in numbers.rows:
        words = capital(str(row.places)) + (", except the places below" if numbers.excluded else "")
        y = _panel((row.head, words, row.below, row.refs), row.places.role == CHINA, y, canvas) + gap
    if numbers.excluded:
        y = _chips(numbers, canvas, y) + gap
    if numbers.rest:
        kept = (numbers.outside, str(numbers.rest), WITHOUT if len(numbers.rows) > 1 else "", numbers.refs)
        y = _panel(kept, numbers.rest.role == CHINA, y, canvas) + gap
    canvas.height = y - gap + 0.01


def _inset(canvas: Canvas) -> float:
    return 0.2 if canvas.medium == "slide" else 0.12


def _panel(said: tuple[str, str, str, str], china: bool, top: float, canvas: Canvas) -> float:
    """A tinted panel of a head, places, what is said below them and reference numbers, with an edge in the colour of
    China or of other places; where it ends."""
    title, words, aside, refs = said
    sizes, inset = canvas.sizes, _inset(canvas)
    color = "plum" if china else "teal"
    points = sizes.name + (2 if canvas.medium == "slide" else 0.5)
    room = canvas.width - 2 * inset
    head = canvas.wrap(title, sizes.text, room, bold=True)
    hung = max(0.0, canvas.measure(refs, points * RAISED) - inset / 2)  # numbers may hang into the inset
    lines = canvas.wrap(words, points, room - hung, bold=True)
    below = canvas.wrap(aside, sizes.text, room) if aside else []
    air = 0.11 * canvas.stretch
    height = 2 * air + canvas.leading(sizes.text, len(head)) + 0.08 + canvas.leading(points, len(lines)) + 0.04
    height += canvas.leading(sizes.text, len(below)) + 0.04 if below else 0.0
    canvas.box(0, top, canvas.width, height, f"{color}_tint")
    canvas.box(0, top, EDGE, height, color, layer=3)
    y = canvas.lines(inset, top + air, head, sizes.text, color, bold=True) + 0.08
    y = canvas.lines(inset, y, lines, points, bold=True, refs=refs)
    canvas.lines(inset, y + 0.04, below, sizes.text, "slate")
    return top + height + 0.01


def _chips(numbers: DealTerritory, canvas: Canvas, top: float) -> float:
    sizes, inset = canvas.sizes, _inset(canvas)
    air = 0.11 * canvas.stretch
    y = canvas.lines(inset, top + air, [numbers.outside], sizes.text, "slate", bold=True) + 0.08
    points, x = sizes.text, inset
    high = canvas.leading(points) + 0.1
    for place in numbers.excluded:
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
    """Held, taken out, outside."""
    clauses = [", ".join(filter(None, (row.head, str(row.places), row.below))) for row in numbers.rows]
    outside = f"{numbers.outside[:1].lower()}{numbers.outside[1:]}"
    if numbers.excluded:
        clauses.append(f"{outside}, {', '.join(map(str, numbers.excluded))}")
    if numbers.rest:
        clauses.append(f"{outside}, {numbers.rest.text[:1].lower()}{numbers.rest.text[1:]}")
    return alt_text(f"Territory of the {numbers.kind}", clauses)


CHART = Chart(
    name="deal-territory",
    summary="Where a licence holds and what is taken out of it",
    needs="one deal with a territory",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
    splits=False,
    numbered=numbered,
)
