"""Landscape: assets as chips below their stage, in rows of their target, modality or company."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, capital
from briefgen.charts.engine.stage_columns import COLUMNS, ENDS, shared_widths
from briefgen.charts.landscape_rows import AssetChip, Landscape, LandscapeRow, Standing, prepare
from briefgen.frozen import frozen
from briefgen.values.facts import CHINA, NAME, OUTSIDE

GROUP = {"wide": 1.5, "narrow": 1.0}
"""Inches that names of groups take at most unless a word is wider."""
NARROWEST = 0.78
"""Inches a stage needs; where they have less, empty columns give way, then all: each chip then names its stage."""
ACROSS = 3
"""Chips beside each other where there are no columns."""
GAP, INSET, APART = 0.07, 0.08, 0.055
"""Inches: between columns, inside a chip, between chips."""


@frozen
class Grid:
    """The columns that are drawn, none where they have no room, with their left edges and widths."""

    columns: tuple[str, ...]
    lefts: tuple[float, ...]
    widths: tuple[float, ...]


def lay_out(numbers: Landscape, canvas: Canvas) -> None:
    """Head with the stages, then the lines of chips of each group, then what marks mean."""
    grid = _grid(numbers, canvas)
    y = _head(numbers, canvas, grid)
    for _, found in groupby(numbers.rows, key=lambda row: str(row.group or "")):
        rows = tuple(found)
        y = _rows(rows, numbers, canvas, grid, y)
    canvas.height = _legend(numbers, canvas, y)


def _grid(numbers: Landscape, canvas: Canvas) -> Grid:
    """All columns, or where they would be too narrow those that hold something, or none; the widest chip has most."""
    sizes = canvas.sizes
    names = [_name(row, numbers.by) for row in numbers.rows]
    whole = max(canvas.measure(name, sizes.text, bold=True) for name in names)
    word = max(canvas.widest(name, sizes.text, bold=True) for name in names)
    left = min(max(min(whole, GROUP[canvas.room]), word), 0.3 * canvas.width) + 0.12
    chips = [chip for row in numbers.rows for chip in row.chips]
    used = {chip.column for chip in chips} | {chip.came_from for chip in chips}
    counts = dict(zip(numbers.columns, numbers.counts, strict=True))
    filled = tuple(name for name in numbers.columns if name in used)
    for columns, counted in ((numbers.columns, True), (numbers.columns, False), (filled, False)):
        room = canvas.width - left - GAP * len(columns)
        ends = [f"{name.split()[-1]}  {counts[name]}" if counted else "" for name in columns]
        leasts = [
            max(_least(name, chips, canvas), canvas.measure(end, sizes.text, bold=True))
            for name, end in zip(columns, ends, strict=True)
        ]
        if sum(leasts) <= room:
            needs = [max((_need(chip, canvas) for chip in chips if chip.column == name), default=0) for name in columns]
            return _placed(columns, left, shared_widths(needs, leasts, room))
    return _placed((), left, [(canvas.width - left) / ACROSS - GAP] * ACROSS)


def _placed(columns: tuple[str, ...], left: float, widths: Sequence[float]) -> Grid:
    lefts = [left + sum(widths[:at]) + GAP * (at + 1) for at in range(len(widths))]
    return Grid(columns, tuple(lefts), tuple(widths))


def _name(row: LandscapeRow, by: str) -> str:
    return capital(str(row.group)) if row.group else f"{capital(by)} not in the sources"


def _least(column: str, chips: Sequence[AssetChip], canvas: Canvas) -> float:
    """What a column needs so that no word in it is broken."""
    sizes = canvas.sizes
    said = [words for chip in chips if chip.column == column for words in (str(chip.company or ""), *_told(chip))]
    longest = max((canvas.widest(words, sizes.small) for words in said if words), default=0.0) + 2 * INSET + 0.02
    return max(canvas.widest(column, sizes.text, bold=True), longest, NARROWEST)


def _need(chip: AssetChip, canvas: Canvas) -> float:
    """What a chip needs so that its name, company and territory stand on one line."""
    sizes = canvas.sizes
    first = canvas.measure(f"{capital(str(chip.asset))}  ", sizes.text, bold=True)
    first += canvas.measure(f"{chip.company}  ", sizes.small) if chip.company else 0.0
    first += canvas.measure(str(chip.territory), sizes.small, bold=True) if chip.territory else 0.0
    return max(first, min(canvas.measure(_told(chip)[0], sizes.small), 1.6)) + 2 * INSET + 0.05


def _told(chip: AssetChip) -> list[str]:
    """Its indications, each with its territory unless that is one for all."""
    if chip.territory is not None:
        return [capital(", ".join(dict.fromkeys(place.what for place in chip.places)))]
    return [place.words for place in chip.places]


def _head(numbers: Landscape, canvas: Canvas, grid: Grid) -> float:
    """The stages, each with its count and a strip of its colour."""
    sizes, line = canvas.sizes, canvas.leading(canvas.sizes.text)
    columns = grid.columns or ("Stage",)
    counts = dict(zip(numbers.columns, numbers.counts, strict=True))
    heads = []
    for name, width in zip(columns, grid.widths, strict=False):
        words = canvas.wrap(name, sizes.text, width, bold=True)
        number = f"  {counts[name]}" if name in counts else ""
        beside = canvas.measure(f"{words[-1]}{number}", sizes.text, bold=True) <= width
        heads.append((words if beside or not number else [*words, ""], number if beside else number.strip()))
    high = line * max(len(words) for words, _ in heads) + 0.05
    bottom = high + 0.07
    canvas.line(0, bottom, canvas.width, bottom, canvas.strong, 1.25)
    canvas.text(0, high - line / 2 - 0.02, capital(numbers.by), sizes.text, "slate", bold=True)
    for name, (words, number), left, width in zip(columns, heads, grid.lefts, grid.widths, strict=False):
        top = high - 0.02 - line * len(words)
        canvas.lines(left, top, words, sizes.text, "slate", bold=True)
        if number:
            along = canvas.measure(words[-1], sizes.text, bold=True) if words[-1] else 0.0
            along += canvas.measure("  ", sizes.text, bold=True) if words[-1] else 0.0
            canvas.text(left + along, high - 0.02 - line / 2, number.strip(), sizes.text, canvas.strong, bold=True)
        if name in COLUMNS:
            fill = canvas.brand.stage_fill(COLUMNS[name][0])
            edge = "steel" if fill in ("white", "phase_0", "phase_1") else "brick" if name == "Stopped" else ""
            canvas.box(left, bottom - 0.06, width, 0.06, fill, edge, weight=0.5, layer=3)
    return bottom


def _rows(rows: Sequence[LandscapeRow], numbers: Landscape, canvas: Canvas, grid: Grid, y: float) -> float:
    """The lines of a group beside its name."""
    began, sizes = y, canvas.sizes
    air = 1.6 * canvas.pad
    name = canvas.wrap(_name(rows[0], numbers.by), sizes.text, grid.lefts[0] - GAP - 0.1, bold=True)
    words = canvas.leading(sizes.text, len(name))
    canvas.lines(0, y + air + 0.02, name, sizes.text, canvas.strong, bold=True)
    for index, row in enumerate(rows):
        top = y + (air if index == 0 else 0.0)
        bottom = _line(row, canvas, grid, top)
        last = row is rows[-1]
        after = max(bottom, began + air + words + 0.04) + air if last else bottom + APART * canvas.stretch
        y = canvas.end_row(y, after - y, "none")
    canvas.bands[-len(rows) :] = [replace(band, group="", head=0.0) for band in canvas.bands[-len(rows) :]]
    for left in grid.lefts[1:] if grid.columns else ():
        canvas.line(left - GAP / 2, began, left - GAP / 2, y, layer=0)
    canvas.line(0, y, canvas.width, y, "rule", 0.75)
    return y


def _line(row: LandscapeRow, canvas: Canvas, grid: Grid, top: float) -> float:
    """Chips below their stages; without columns dealt out from left to right. Returns where they end."""
    if not grid.columns:
        bottom = top
        for at in range(0, len(row.chips), ACROSS):
            begins = bottom + (APART if at else 0.0)
            some = zip(row.chips[at : at + ACROSS], grid.lefts, grid.widths, strict=False)
            bottom = max(_chip(chip, canvas, left, width, begins, staged=True) for chip, left, width in some)
        return bottom
    bottom = top
    for chip in row.chips:
        at = grid.columns.index(chip.column)
        bottom = max(bottom, _chip(chip, canvas, grid.lefts[at], grid.widths[at], top))
        if chip.came_from in grid.columns:
            start = grid.columns.index(chip.came_from)
            middle = top + 0.035 + canvas.leading(canvas.sizes.text) / 2
            onward = at > start
            ring = grid.lefts[start] + (0.12 if onward else grid.widths[start] - 0.12)
            tip = grid.lefts[at] - 0.015 if onward else grid.lefts[at] + grid.widths[at] + 0.015
            canvas.arrow(ring, tip, middle, canvas.accent, 1.5)
            canvas.dot(ring, middle, hollow=True, scale=0.7)
    return bottom


def _chip(chip: AssetChip, canvas: Canvas, left: float, width: float, y: float, *, staged: bool = False) -> float:
    """A box with the name of the asset, its company and indications, its territory at the right end of the first line
    that has room. Returns its bottom."""
    inner = width - 2 * INSET
    lines, ink, hue = _chip_lines(chip, canvas, inner, staged=staged), _ink(chip, canvas), _hue(chip, canvas)
    high = sum(canvas.leading(line.points) for line in lines) + 0.07
    fill = canvas.accent if chip.is_new else "brick_tint" if chip.column == ENDS[0] else "mist"
    canvas.box(left, y, width, high, fill, radius=0.04, layer=3)
    top = y + 0.035
    for line in lines:
        middle = top + canvas.leading(line.points) / 2
        if line.words:
            colour = ink if line.bold else _soft(chip)
            canvas.text(left + INSET, middle, line.words, line.points, colour, bold=line.bold)
        if line.aside:
            start = left + INSET + canvas.measure(f"{line.words}  ", line.points, bold=line.bold)
            canvas.text(start, middle, line.aside, canvas.sizes.small, _soft(chip))
        if line.where:
            end = left + width - INSET
            canvas.text(end, middle, line.where, canvas.sizes.small, hue, bold=True, align="right")
        top += canvas.leading(line.points)
    return y + high


@frozen
class ChipLine:
    """A line of a chip: words, what follows them in small letters, and at its right end a territory."""

    words: str
    points: float
    bold: bool = False
    aside: str = ""
    where: str = ""


def _chip_lines(chip: AssetChip, canvas: Canvas, inner: float, *, staged: bool) -> list[ChipLine]:
    sizes, stage = canvas.sizes, chip.places[0].stage
    told = [f"{stage if stage else ENDS[-1]}: {words}" if staged else words for words in _told(chip)]
    company, where = str(chip.company or ""), chip.places[0].where if chip.territory is not None else ""
    if canvas.measure(where, sizes.small, bold=True) > inner:
        told, where = [f"{told[0]}, {where}", *told[1:]], ""
    lines = [ChipLine(line, sizes.text, True) for line in canvas.wrap(_asset(chip), sizes.text, inner, bold=True)]
    free = inner - canvas.measure(where, sizes.small, bold=True) - 0.08 if where else inner
    if company and len(lines) == 1 and _wide(replace(lines[0], aside=company), canvas) <= free:
        lines, company = [replace(lines[0], aside=company)], ""
    for words in (company, *told) if company else told:
        lines += [ChipLine(line, sizes.small) for line in canvas.wrap(words, sizes.small, inner)]
    if where:
        at = next((at for at, line in enumerate(lines) if _wide(line, canvas) <= free), len(lines))
        lines[at:] = [replace(line, where="" if index else where) for index, line in enumerate(lines[at:])] or [
            ChipLine("", sizes.small, where=where)
        ]
    return lines


def _asset(chip: AssetChip) -> str:
    return capital(str(chip.asset))


def _wide(line: ChipLine, canvas: Canvas) -> float:
    words = canvas.measure(f"{line.words}  " if line.aside else line.words, line.points, bold=line.bold)
    return words + (canvas.measure(line.aside, canvas.sizes.small) if line.aside else 0.0)


def _ink(chip: AssetChip, canvas: Canvas) -> str:
    return "white" if chip.is_new else canvas.strong


def _soft(chip: AssetChip) -> str:
    return "white" if chip.is_new else "slate"


def _hue(chip: AssetChip, canvas: Canvas) -> str:
    """The colour of its territory: that of China, or of what is outside."""
    role = chip.territory.role if chip.territory else NAME
    return "white" if chip.is_new else {CHINA: "plum", OUTSIDE: "teal"}.get(role, canvas.strong)


def _legend(numbers: Landscape, canvas: Canvas, y: float) -> float:
    """What a filled chip and an arrow mean, where they occur."""
    chips = [chip for row in numbers.rows for chip in row.chips]
    sizes, x = canvas.sizes, 0.0
    middle = y + 0.08 + canvas.leading(sizes.small) / 2
    if any(chip.is_new for chip in chips):
        canvas.box(x, middle - 0.06, 0.18, 0.12, canvas.accent)
        x += canvas.text(x + 0.26, middle, "new in the period", sizes.small, "slate").width + 0.6
    if any(chip.came_from for chip in chips):
        canvas.arrow(x, x + 0.4, middle, canvas.accent, 1.5)
        canvas.dot(x, middle, hollow=True, scale=0.7)
        x += canvas.text(x + 0.48, middle, "moved in the period", sizes.small, "slate").width + 0.6
    return middle + canvas.leading(sizes.small) / 2 if x else y + 0.02


# --- words ---------------------------------------------------------------------------------------------------


def describe(numbers: Landscape) -> str:
    """Asset by asset."""
    assets: dict[str, tuple[LandscapeRow, list[AssetChip]]] = {}
    for row in numbers.rows:
        for chip in row.chips:
            assets.setdefault(str(chip.asset), (row, []))[1].append(chip)
    clauses = [
        f"{row.group or f'{numbers.by} not in the sources'}, "
        f"{name}{f' ({chips[0].company})' if chips[0].company else ''}: "
        + ", ".join(_said(place) for chip in chips for place in chip.places)
        for name, (row, chips) in assets.items()
    ]
    return alt_text(f"Landscape of assets by stage, grouped by {numbers.by}", clauses)


def _said(place: Standing) -> str:
    stage = str(place.stage) if place.stage else "stage not in the sources"
    indication = str(place.indication) if place.indication else "indication not in the sources"
    came = f" (from {place.left})" if place.left else ""
    return f"{stage}{came} in {indication}, {place.where}"


CHART = Chart(
    name="landscape",
    summary="Competing assets by stage, in rows of their target, modality or company, with what moved in the period",
    needs='programs, and optionally by="target", "modality" or "company"',
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
