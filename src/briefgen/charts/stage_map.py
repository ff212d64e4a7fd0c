"""Stage map: every programme as a chip below its stage, beside those of its therapeutic area or company."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital, tight_territory, traced
from briefgen.charts.engine.stage_columns import COLUMNS, ENDS, STAGES, column_of, shared_widths
from briefgen.charts.stage_chip import CLEARED, Chip, draw_chip, height_of, least_of, width_of, words_of
from briefgen.frozen import frozen
from briefgen.lexicon.en import NOT_IN_SOURCES
from briefgen.values.facts import Traced
from briefgen.view.base import Missing
from briefgen.view.program import ProgramView

DENSE, DENSER, MOST = 13, 24, 15
"""Lines, and programmes, up to which chips have the size of labels; with more they are smaller. Lines of a group at
most, of which chips take two and more where columns are many and narrow."""
FEW = 6
"""So many diseases at most have each a group of their own."""
GROUP, GAP, AFTER_NAME, BETWEEN = 1.35, 0.06, 0.11, 0.045
"""Inches: the names of areas at most unless a word is wider, air between columns, after a name, and between chips."""
STEP, STEPS = 0.1, 40
"""Inches that one column gives another at a time where that makes the map lower, and how often at most."""
SPARE = 0.08
"""Inches that a chip wants beside its words and can do without."""


@frozen
class Group:
    """The programmes of a therapeutic area; where all are of one, those of a company or a disease."""

    name: Traced | None
    chips: tuple[Chip, ...]


@frozen
class StageMap:
    """The groups, the columns on every part, and how many programmes each column holds in all."""

    rows: tuple[Group, ...]
    columns: tuple[str, ...]
    counts: tuple[int, ...]


def prepare(programs: Iterable[ProgramView], most: int = MOST) -> StageMap | None:
    """Programmes by area of their indication; where all are of one area by company, many of few diseases by disease.
    Groups with news come first, and the largest; a map may be cut between groups. None where one needs more than so
    many lines."""
    every = list(programs)
    areas = {str(area) for program in every if (area := _area(program))}
    several = len({str(program.asset.company.name) for program in every}) > 1
    by_company = several and len(areas) == 1
    diseases = {str(program.indication.name) for program in every}
    by_disease = by_company and len(every) > DENSER and len(diseases) <= FEW
    groups: dict[str, list[Chip]] = {}
    names: dict[str, Traced | None] = {}
    for program in every:
        chip = _chip(program, several=several and not by_company)
        name = program.asset.company.name if by_company else _area(program)
        if by_disease:
            name, chip = chip.indication, replace(chip, named=False)
        names.setdefault(str(name or ""), name)
        groups.setdefault(str(name or ""), []).append(chip)
    chips = [chip for some in groups.values() for chip in some]
    used = [name for name in (*STAGES, *ENDS) if any(chip.column == name for chip in chips)]
    counts = tuple(sum(chip.column == name for chip in chips) for name in used)
    news = {name: any(chip.is_new or chip.is_read_out for chip in some) for name, some in groups.items()}
    ordered = sorted(groups, key=lambda name: (not name, not news[name], -len(groups[name])))
    rows = tuple(Group(names[name], tuple(groups[name])) for name in ordered)
    lines = max((_deepest(row, tuple(used)) for row in rows), default=0) * _lines_of_a_chip(chips, len(used))
    return StageMap(rows, tuple(used), counts) if chips and lines <= most else None


def _lines_of_a_chip(chips: list[Chip], columns: int) -> int:
    """How many lines chips need on a slide, about: letters of nine points are some 0.075 inches wide."""
    longest = max(len(f"{chip.asset} {chip.what} {chip.where}") for chip in chips) if chips else 0
    return -(-int(100 * (0.075 * longest + 0.4)) // int(100 * 10.7 / max(columns, 1)))


def _area(program: ProgramView) -> Traced | None:
    return None if isinstance(program.indication, Missing) else program.indication.area.name


def _chip(program: ProgramView, *, several: bool) -> Chip:
    """A programme; of several companies it says whose it is, else only who runs it for the company."""
    asset, owner = program.asset, program.owner
    return Chip(
        asset=asset.name,
        indication=program.indication.lined if program.indication else program.indication.name,
        spelled=traced(program.indication.tabled) if program.indication else None,
        treatment=traced(program.treatment),
        territory=tight_territory(program.territory),
        stage=program.stage,
        owner=traced(owner.name) if owner and (several or owner != asset.company) else None,
        column=column_of(program.stage),
        is_new=program.has_begun,
        is_moved=program.moved,
        is_read_out=program.has_read_out,
        is_cleared=program.is_cleared,
    )


def fewer(numbers: StageMap) -> StageMap | None:
    """The same without the last programme, to which nothing happened in the period, of the longest column that has
    such a one beside others; None where there is none. The columns keep their counts."""
    quiet = [
        (sum(one.column == chip.column for one in group.chips), at, place)
        for at, group in enumerate(numbers.rows)
        for place, chip in enumerate(group.chips)
        if not (chip.is_new or chip.is_read_out)
    ]
    longest, at, place = max(quiet, default=(0, 0, 0))
    if longest < 2:
        return None
    rows = [*numbers.rows]
    rows[at] = replace(rows[at], chips=(*rows[at].chips[:place], *rows[at].chips[place + 1 :]))
    return replace(numbers, rows=tuple(rows))


# --- layout --------------------------------------------------------------------------------------------------


@frozen
class Grid:
    """Left edges of the columns, their widths, and the size of the chips' letters."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    points: float


def lay_out(numbers: StageMap, canvas: Canvas) -> None:
    """Heads with counts, a row of chips for each area, the legend."""
    grid = _grid(numbers, canvas)
    numbers = _spelled(numbers, canvas, grid)
    y = _head(numbers, canvas, grid)
    for group, name in zip(numbers.rows, _names(numbers.rows), strict=True):
        y = _group(group, name, numbers, canvas, grid, y)
    canvas.height = _legend(numbers, canvas, y)


def _spelled(numbers: StageMap, canvas: Canvas, grid: Grid) -> StageMap:
    """The map with indications in fuller words, each where all of its chips stand on one line with them."""
    wide = dict(zip(numbers.columns, grid.widths, strict=True))

    def in_full(chip: Chip) -> Chip:
        return replace(chip, indication=chip.spelled or chip.indication)

    def fits(chip: Chip) -> bool:
        return width_of(in_full(chip), canvas, grid.points) <= wide[chip.column] + SPARE

    broken = {str(chip.indication) for group in numbers.rows for chip in group.chips if not fits(chip)}
    rows = (
        replace(group, chips=tuple(one if str(one.indication) in broken else in_full(one) for one in group.chips))
        for group in numbers.rows
    )
    return replace(numbers, rows=tuple(rows))


def _grid(numbers: StageMap, canvas: Canvas) -> Grid:
    """Columns share the width by their widest chip, none so narrow that a word breaks; then one gives another of it as
    long as that makes the map lower."""
    chips = [chip for group in numbers.rows for chip in group.chips]
    lines = sum(_deepest(group, numbers.columns) for group in numbers.rows)
    sizes = canvas.sizes
    points = sizes.text if lines <= DENSE and len(chips) <= DENSER else sizes.small
    names = _names(numbers.rows)
    whole = max(canvas.measure(name, sizes.text, bold=True) for name in names)
    word = max(canvas.widest(name, sizes.text, bold=True) for name in names)
    left = min(whole + 0.2, GROUP) if canvas.room == "wide" else min(whole + 0.15, 0.9)
    left = max(left, min(word + AFTER_NAME, 0.25 * canvas.width))
    needs, leasts = [], []
    for name in numbers.columns:
        own = [chip for chip in chips if chip.column == name]
        wide = max((width_of(chip, canvas, points) for chip in own), default=0.0)
        needs.append(max(wide, canvas.measure(name, sizes.text, bold=True) + 0.5))
        word = max((least_of(chip, canvas, points) for chip in own), default=0.0)
        leasts.append(max(word, canvas.widest(name, sizes.text, bold=True) + 0.14))
    room = canvas.width - left - GAP * len(needs)
    widths = _lowered(shared_widths(needs, leasts, room), leasts, numbers, canvas, points)
    lefts = [left + sum(widths[:at]) + GAP * (at + 1) for at in range(len(widths))]
    return Grid(tuple(lefts), tuple(widths), points)


def _lowered(widths: list[float], leasts: list[float], numbers: StageMap, canvas: Canvas, points: float) -> list[float]:
    """Widths of the columns, one of which gives another a step as long as that makes the map lower."""

    @cache
    def heights(at: int, width: float) -> tuple[float, ...]:
        """How high a column of this width is in each group."""
        found = []
        for group in numbers.rows:
            own = [chip for chip in group.chips if chip.column == numbers.columns[at]]
            lines = [words_of(chip, canvas, points, width).lines for chip in own]
            found.append(sum(height_of(some, canvas, points) + BETWEEN for some in lines))
        return tuple(found)

    def height(widths: list[float]) -> tuple[float, float]:
        """How high the map is, and how high all its columns are together."""
        columns = [heights(at, width) for at, width in enumerate(widths)]
        return round(sum(map(max, zip(*columns, strict=True))), 3), round(sum(map(sum, columns)), 3)

    for _ in range(STEPS):
        givers = [at for at, width in enumerate(widths) if width - STEP >= leasts[at]]
        tried = [
            [round(width + STEP * ((at == to) - (at == giver)), 4) for at, width in enumerate(widths)]
            for giver in givers
            for to in range(len(widths))
            if to != giver
        ]
        best = min(tried, key=height, default=widths)
        if height(best) >= height(widths):
            break
        widths = best
    return widths


def _names(groups: Iterable[Group]) -> list[str]:
    """The names of the groups, without a last word that all of several share: Lung, Head and neck."""
    names = [capital(str(group.name)) if group.name else capital(NOT_IN_SOURCES) for group in groups]
    told = [name.split(" ") for name in names if name != capital(NOT_IN_SOURCES)]
    shared = len(told) > 1 and all(len(words) > 1 and words[-1] == told[0][-1] for words in told)
    return [name.removesuffix(f" {told[0][-1]}") for name in names] if shared else names


def _deepest(group: Group, columns: tuple[str, ...]) -> int:
    return max(sum(chip.column == name for chip in group.chips) for name in columns)


def _head(numbers: StageMap, canvas: Canvas, grid: Grid) -> float:
    """The stages with their counts: at the right of their names, or below where one has no room for both."""
    sizes, line = canvas.sizes, canvas.leading(canvas.sizes.text)
    columns = list(zip(numbers.columns, numbers.counts, grid.lefts, grid.widths, strict=True))
    beside = all(
        canvas.measure(f"{name}  {count}", sizes.name, bold=True) <= width - 0.2 for name, count, _, width in columns
    )
    heads = [
        [name] if beside else canvas.wrap(name, sizes.text, width - 0.12, bold=True) for name, _, _, width in columns
    ]
    high = line * (max(map(len, heads)) + (0 if beside else 1)) + 0.13
    for (name, count, left, width), head in zip(columns, heads, strict=True):
        code = COLUMNS.get(name, ("",))[0]
        fill, ink = canvas.brand.stage_fill(code), canvas.brand.stage_ink(code)
        canvas.box(left, 0.0, width, high, fill, "steel" if fill in ("phase_0", "phase_1", "white") else "", weight=0.6)
        inset = 0.1 if beside else 0.06
        canvas.lines(left + inset, 0.065, head, sizes.text, ink, bold=True)
        middle = high / 2 if beside else high - 0.065 - line / 2
        canvas.text(left + width - inset, middle, str(count), sizes.name, ink, bold=True, align="right")
    return high + 0.07


def _group(group: Group, named: str, numbers: StageMap, canvas: Canvas, grid: Grid, y: float) -> float:
    """The chips of an area, stacked below their stages."""
    air = 0.07 * canvas.stretch
    name = canvas.wrap(named, canvas.sizes.text, grid.lefts[0] - AFTER_NAME + 0.01, bold=True)
    between = BETWEEN * canvas.stretch
    bottoms = [canvas.lines(0.0, y + air + 0.02, name, canvas.sizes.text, canvas.strong, bold=True) + between]
    for column, left, width in zip(numbers.columns, grid.lefts, grid.widths, strict=True):
        top = y + air
        for chip in group.chips:
            if chip.column == column:
                top = draw_chip(chip, canvas, (left, width), grid.points, top) + between
        bottoms.append(top)
    return canvas.end_row(y, max(bottoms) - y + air - between)


def _legend(numbers: StageMap, canvas: Canvas, y: float) -> float:
    """What colours of chips mean, of those that occur."""
    chips = [chip for group in numbers.rows for chip in group.chips]
    said = [
        (_begun_words(chips), canvas.accent, "", any(chip.is_new for chip in chips)),
        ("read out in the period", "mist", canvas.accent, any(chip.is_read_out for chip in chips)),
    ]
    cleared = any(chip.is_cleared for chip in chips)
    x, sizes = 0.0, canvas.sizes
    middle = y + 0.08 + canvas.leading(sizes.small) / 2
    for words, fill, line, found in said:
        if found:
            canvas.box(x, middle - 0.06, 0.18, 0.12, fill, line, weight=1.25)
            x += canvas.text(x + 0.26, middle, words, sizes.small, "slate").width + 0.6
    if cleared:
        x += canvas.text(
            x, middle, f"{CLEARED}: the trial may start; no source says that it has", sizes.small, "slate"
        ).width
    return middle + canvas.leading(sizes.small) / 2 if x else y + 0.02


def _begun_words(chips: Iterable[Chip]) -> str:
    """What the chips in full colour are: new, moved to another stage, or of both kinds."""
    kinds = {chip.is_moved for chip in chips if chip.is_new}
    words = " or ".join(word for moved, word in ((False, "new"), (True, "moved")) if moved in kinds)
    return f"{words} in the period"


# --- words ---------------------------------------------------------------------------------------------------


def describe(numbers: StageMap) -> str:
    """Stage by stage, each programme with its territory."""
    every = [chip for group in numbers.rows for chip in group.chips]
    clauses = [
        f"{column}: " + ", ".join(f"{chip.asset} in {chip.use} ({chip.where})"
                                  for chip in every if chip.column == column)
        for column in numbers.columns
    ]  # fmt: skip
    return alt_text("Programmes by stage and therapeutic area", clauses)


CHART = Chart(
    name="stage-map",
    summary="Every programme below its stage, by therapeutic area, with what is new in the period",
    needs="programs, of at most fifteen lines in an area",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
    fewer=fewer,
)
