"""The pipeline: a thin line to a mark at the stage each row has reached, and words at the right of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import capital, group_names
from briefgen.charts.pipeline_rows import REACHED, Pipeline, PipelineRow, indication_words, notes_of, unknown_words
from briefgen.values.facts import CHINA, MISSING, OUTSIDE

STAGES = ("Pre", "I", "II", "III", "Filed", "Appr.")
"""Heads of the columns of stages; those of phases stand under a common one."""
PHASES = (1, 3)
"""The first and the last column of phases."""
PLAIN = ("preclinical", "phase_1", "phase_2", "phase_3", "filed", "approved")
"""Stages that their column says; every other one is told in words."""

UNDATED = "date not in the sources"
"""Beside an approval whose day no source gives."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Points of the rows; inches above and below their text, of a column of stages, and of the mark of a stage."""

    text: float
    air: float
    step: float
    pill: tuple[float, float]


PAGE = Measures(8.5, 0.0225, 0.3, (0.25, 0.1))
SLIDE, ROOMY = Measures(10.5, 0.03, 0.62, (0.56, 0.125)), Measures(12.0, 0.07, 0.85, (0.66, 0.16))
NARROW = Measures(10.5, 0.03, 0.38, (0.25, 0.125))
"""Rows of a part of a slide."""
LICENSED, NEWS = "licensed to", "Bold blue: moved or begun in the period."
"""What is said of a partner, and of rows with news."""
USE, PLACE = "Indication", "Territory"
"""Heads of the columns of words."""
WIDEST, NARROWEST = 0.34, 0.17
"""Shares of the width that the columns of words take at most, and that is left for the words at the marks at least."""
SEVERAL = 2
"""With so many rows for each asset its name stands over them; else in a column of its own."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns begin: asset (where there is one), indication, territory, track; and the first stage of it."""

    asset: float
    indication: float
    territory: float
    track: float
    first: int
    measures: Measures

    @property
    def end(self) -> float:
        """Where the track ends."""
        return self.track + (len(STAGES) - self.first) * self.measures.step


def lay_out_lines(numbers: Pipeline, canvas: Canvas) -> None:
    """Head, group rows, a row for each program."""
    rows = numbers.rows
    measures = PAGE if canvas.medium == "page" else _on_slide(numbers, canvas)
    canvas.sizes = replace(canvas.sizes, text=measures.text, pad=measures.air)
    assets = {(str(row.group), str(row.asset)) for row in rows}
    over = len(rows) >= SEVERAL * len(assets)
    companies = len(group_names(rows)) > 1
    columns = _columns(rows, canvas, measures, named=not over)
    y = _head(canvas, columns, named=not over)
    above: PipelineRow | None = None
    for row in rows:
        starts = above is None or (above.group, above.asset) != (row.group, row.asset)
        if over:
            y = _asset_over(row, canvas, y, companies=companies)
        elif companies:
            y = canvas.group(y, str(row.group or ""))
        y = _row(row, canvas, columns, y, named=not over and starts)
        above = row
    canvas.height = _legend(numbers, canvas, y) + 0.01


def _on_slide(numbers: Pipeline, canvas: Canvas) -> Measures:
    """Large rows where they are few, small ones beside something else."""
    return NARROW if canvas.room == "narrow" else SLIDE if numbers.dense else ROOMY


def _columns(rows: Sequence[PipelineRow], canvas: Canvas, measures: Measures, *, named: bool) -> Columns:
    inset, most = canvas.sizes.inset, WIDEST * canvas.width
    text = measures.text
    asset = max(canvas.measure(capital(str(row.asset)), text, bold=True) for row in rows) if named else 0.0
    use = max(canvas.measure(indication_words(row), text) for row in rows)
    place = max(canvas.measure(str(row.territory), text, bold=True) for row in rows)
    use, place = (max(wide, canvas.measure(head, text, bold=True)) for wide, head in ((use, USE), (place, PLACE)))
    first = min([REACHED[str(row.stage.value)] - 1 for row in rows if str(row.stage.value) in REACHED] or [1])
    first = min(first, PHASES[0])
    asset = min(asset + 0.15, most / 2) if named else 0.0
    place = min(place + 0.15, most / 2)
    spare = canvas.width * (1 - NARROWEST) - (len(STAGES) - first) * measures.step - asset - place - inset
    use = min(use + 0.15, most, spare)
    return Columns(inset, inset + asset, inset + asset + use, inset + asset + use + place, first, measures)


def _head(canvas: Canvas, columns: Columns, *, named: bool) -> float:
    """Heads of the columns above the head rule; the phases under their own."""
    points = SLIDE.text if canvas.medium == "slide" and canvas.room == "wide" else canvas.sizes.small
    line = canvas.leading(points)
    middle = 1.5 * line + 0.03
    heads = [(columns.indication, USE), (columns.territory, PLACE), (columns.end + 0.08, "Status")]
    for left, name in [(columns.asset, "Asset"), *heads] if named else heads:
        canvas.text(left, middle, name, points, "slate", bold=True)
    for at in range(columns.first, len(STAGES)):
        canvas.text(_middle(columns, at), middle, STAGES[at], points, "slate", bold=True, align="center")
    start, end = (_middle(columns, at) for at in PHASES)
    canvas.text((start + end) / 2, line / 2, "Phase", points, "slate", bold=True, align="center")
    canvas.line(start - 0.12, line + 0.015, end + 0.12, line + 0.015, "rule", 0.75)
    bottom = 2 * line + 0.06
    canvas.line(0.0, bottom, canvas.width, bottom, canvas.strong, 1.25, layer=3)
    return bottom + 0.02


def _middle(columns: Columns, stage: int) -> float:
    return columns.track + (stage - columns.first + 0.5) * columns.measures.step


def _asset_over(row: PipelineRow, canvas: Canvas, y: float, *, companies: bool) -> float:
    """The name of the asset over its rows, what it is and whose beside it."""
    name = capital(str(row.asset))
    after = canvas.group(y, name)
    beside = ", ".join(str(part) for part in (row.descriptor, row.group if companies else None) if part)
    left = canvas.sizes.inset + canvas.measure(name, canvas.sizes.text, bold=True) + 0.12
    if after > y and beside and left + canvas.measure(beside, canvas.sizes.text) < canvas.width:
        canvas.text(left, after - canvas.leading(canvas.sizes.text) / 2 - 0.03, beside, canvas.sizes.text, "slate")
    return after


def _row(row: PipelineRow, canvas: Canvas, columns: Columns, y: float, *, named: bool) -> float:
    text = canvas.sizes.text
    use = canvas.wrap(indication_words(row), text, columns.territory - columns.indication - 0.1,
                      italic=not row.indication)  # fmt: skip
    missing = row.territory.role == MISSING
    place = canvas.wrap(str(row.territory), text, columns.track - columns.territory - 0.1, bold=not missing,
                        italic=missing)  # fmt: skip
    name = canvas.wrap(capital(str(row.asset)), text, columns.indication - 0.1, bold=True) if named else []
    left = _words_begin(row, columns)
    said = _status(row)
    status = canvas.wrap(said, text, canvas.width - left, bold=row.news) if said else []
    lines = max(len(use), len(place), len(name), len(status))
    height = canvas.leading(text, lines) + 2 * canvas.pad
    middle = y + height / 2

    def write(x: float, words: list[str], color: str, *, bold: bool = False, italic: bool = False) -> None:
        top = middle - canvas.leading(text, len(words)) / 2
        canvas.lines(x, top, words, text, color, bold=bold, italic=italic)

    write(columns.asset, name, canvas.strong, bold=True)
    write(columns.indication, use, "ink" if row.indication else "slate", italic=not row.indication)
    ink = "slate" if missing else {CHINA: "plum", OUTSIDE: "teal"}.get(row.territory.role, "ink")
    write(columns.territory, place, ink, bold=not missing, italic=missing)
    _mark(row, canvas, columns, middle)
    color = "brick" if _ended(row) else "slate" if not row.stage else canvas.accent if row.news else "ink"
    write(left, status, color, bold=row.news or _ended(row), italic=not row.stage)
    return canvas.end_row(y, height)


def _ended(row: PipelineRow) -> bool:
    """Whether it was stopped, refused or withdrawn."""
    return row.is_halted or (bool(row.stage) and str(row.stage.value) not in REACHED)


def _words_begin(row: PipelineRow, columns: Columns) -> float:
    """Where the words at the right of a mark begin; where nothing is marked, at the beginning of the track."""
    reached = REACHED.get(str(row.stage.value), 0) if row.stage else 0
    return _middle(columns, reached - 1) + columns.measures.pill[0] / 2 + 0.08 if reached else columns.track


def _mark(row: PipelineRow, canvas: Canvas, columns: Columns, middle: float) -> None:
    reached = REACHED.get(str(row.stage.value), 0) if row.stage else 0
    if not reached:
        return
    wide, high = columns.measures.pill
    x = _middle(columns, reached - 1)
    canvas.line(columns.track, middle, x, middle, "rule", 1.3, layer=2)
    fill = canvas.brand.stage_fill(row.stage.role.code)
    edge = {"phase_0": "steel", "phase_1": "steel", "phase_2": "steel", "brick_tint": "brick"}.get(fill, "")
    canvas.box(x - wide / 2, middle - high / 2, wide, high, fill, edge, radius=0.05, dashed=row.is_halted, layer=4)


def _status(row: PipelineRow) -> str:
    """The stage where its column does not say it, the day of its approval, who runs it, its status, what was designated
    or met."""
    if not row.stage:
        parts = [unknown_words(row)]
    else:
        plain = str(row.stage.value) in PLAIN and not row.is_halted
        parts = [] if plain else [str(row.stage)]
        undated = UNDATED if row.stage.value == "approved" else ""
        parts += [said] if (said := str(row.approved or undated)) else []
    owner = row.owner or row.partner
    parts += [f"{LICENSED} {owner}" if row.partner else str(owner)] if owner else []
    if row.stage and row.status and not row.is_halted and row.status.text.casefold() != str(row.stage).casefold():
        parts.append(str(row.status))
    parts += [words for mark, words in notes_of(row) if mark]
    first, *others = parts or [""]
    return ", ".join([capital(first), *others])


def _legend(numbers: Pipeline, canvas: Canvas, y: float) -> float:
    """What bold blue words mean, where there are any."""
    if not any(row.news and _status(row) and not _ended(row) for row in numbers.rows):
        return y
    points = canvas.sizes.small
    canvas.text(canvas.sizes.inset, y + canvas.leading(points) / 2 + 0.05, NEWS, points, "slate")
    return y + canvas.leading(points) + 0.06
