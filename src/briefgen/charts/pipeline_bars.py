"""The pipeline of a slide: a bar to the stage that each row has reached, with what is said of it beside or below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from briefgen.brand.lines import pieces
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import capital, group_names
from briefgen.charts.pipeline_rows import (
    DENSE,
    REACHED,
    Pipeline,
    PipelineRow,
    indication_words,
    notes_of,
    unknown_words,
)

COLUMNS = (
    ("preclinical", "Preclinical", "Pre-\nclinical"),
    ("phase_1", "Phase I", "Phase\nI"),
    ("phase_2", "Phase II", "Phase\nII"),
    ("phase_3", "Phase III", "Phase\nIII"),
    ("filed", "Filed", "Filed"),
    ("approved", "Approved", "Ap-\nproved"),
)
SHARES = {"wide": (0.0, 0.135, 0.348, 0.483), "narrow": (0.0, 0.15, 0.31, 0.455)}
"""Where asset, indication, territory and track begin, as shares of the width."""
WIDEST = 1.35
"""How much wider a column of words may become."""


def lay_out_bars(numbers: Pipeline, canvas: Canvas) -> None:
    """Head, group rows, program rows."""
    if numbers.dense:
        sizes = canvas.sizes
        air = 0.4 if len(numbers.rows) <= 1.4 * DENSE else 0.15
        canvas.sizes = replace(sizes, name=sizes.text, bar=sizes.bar * 0.7, pad=sizes.pad * air)
    lefts = _lefts(numbers, canvas)
    y = top = _head(canvas, lefts)
    grouped = len(group_names(numbers.rows)) > 1
    above = None
    for row in numbers.rows:
        y = canvas.group(y, str(row.group or "") if grouped else "")
        named = not numbers.dense or above is None or (row.asset, row.group) != (above.asset, above.group)
        y = _row_marks(row, canvas, lefts, y, named=named)
        above = row
    step = _step(canvas, lefts)
    for index in range(len(COLUMNS) + 1):
        x = min(lefts[3] + index * step, canvas.width - 0.005)
        canvas.line(x, top, x, y)
    canvas.height = y + 0.01


def _lefts(numbers: Pipeline, canvas: Canvas) -> list[float]:
    """Where the columns begin; those of words are widened, within bounds, so that no word is broken."""
    starts = [share * canvas.width for share in SHARES[canvas.room]]
    names = _widest([capital(str(row.asset)) for row in numbers.rows], canvas, canvas.sizes.name, bold=True)
    uses = _widest([indication_words(row) for row in numbers.rows], canvas, canvas.sizes.text)
    lefts = starts[:1]
    for (left, right), need in zip(pairwise(starts), (names, uses, 0.0), strict=True):
        lefts.append(lefts[-1] + max(right - left, min(need, WIDEST * (right - left))))
    return lefts


def _widest(texts: Iterable[str], canvas: Canvas, points: float, *, bold: bool = False) -> float:
    """The room that the longest word needs."""
    words = {piece.rstrip() for text in texts for piece in pieces(text)}
    return max(canvas.measure(word, points, bold=bold) for word in words) + 1.5 * canvas.sizes.inset + 0.01


def _step(canvas: Canvas, lefts: list[float]) -> float:
    return (canvas.width - lefts[3]) / len(COLUMNS)


def _head(canvas: Canvas, lefts: list[float]) -> float:
    """Column heads, the stage ramp above the track."""
    sizes, step = canvas.sizes, _step(canvas, lefts)
    room = step - 0.025
    narrow = any(canvas.measure(name, sizes.text, bold=True) > room - 0.04 for _, name, _ in COLUMNS)
    points = sizes.small if narrow else sizes.text
    wrapped = any(canvas.measure(name, points, bold=True) > room for _, name, _ in COLUMNS)
    height = canvas.leading(points, 2 if wrapped else 1) + 0.09
    for index, (stage, name, broken) in enumerate(COLUMNS):
        fill = canvas.brand.stage_fill(stage)
        ink = canvas.brand.stage_ink(stage)
        x = lefts[3] + index * step + 0.0125
        canvas.box(x, 0.015, room, height, fill, "steel" if fill in {"phase_0", "phase_1"} else "", weight=0.6)
        lines = broken.split("\n") if wrapped and canvas.measure(name, points, bold=True) > room else [name]
        top = 0.015 + (height - canvas.leading(points, len(lines))) / 2
        canvas.lines(x + room / 2, top, lines, points, ink, bold=True, align="center")
    for left, name in zip(lefts, ("Asset", "Indication", "Territory"), strict=False):
        canvas.text(left + sizes.inset, 0.015 + height / 2, name, points, "slate", bold=True)
    return height + 0.015 + (0.09 if canvas.medium == "slide" else 0.06)


def _row_marks(row: PipelineRow, canvas: Canvas, lefts: list[float], y: float, *, named: bool) -> float:
    sizes = canvas.sizes
    inset = sizes.inset
    rooms = [right - left - 1.5 * inset for left, right in pairwise(lefts)]
    name = canvas.wrap(capital(str(row.asset)), sizes.name, rooms[0], bold=True) if named else []
    under = canvas.wrap(said, sizes.small, rooms[0]) if (said := _under(row)) else []
    for_what = indication_words(row)
    indication = canvas.wrap(for_what, sizes.text, rooms[1], italic=not row.indication)
    notes = notes_of(row)
    note_lines = _note_lines(row, canvas, lefts, notes)
    below = note_lines if notes and not _beside(row, canvas, lefts, notes) else []
    names_height = canvas.leading(sizes.name, len(name)) + (canvas.leading(sizes.small, len(under)) if under else 0)
    track_height = sizes.bar + (canvas.leading(sizes.text, len(below)) + 0.05 if below else 0.0)
    content = max(
        names_height,
        canvas.leading(sizes.text, len(indication)),
        canvas.chip_height(row.territory, rooms[2]),
        track_height,
    )
    height = content + 2 * canvas.pad
    middle = y + height / 2
    after = canvas.lines(inset, middle - names_height / 2, name, sizes.name, bold=True)
    canvas.lines(inset, after, under, sizes.small, "slate")
    top = middle - canvas.leading(sizes.text, len(indication)) / 2
    color = "ink" if row.indication else "slate"
    canvas.lines(lefts[1] + inset, top, indication, sizes.text, color, italic=not row.indication)
    canvas.chip(lefts[2] + inset, middle, row.territory, rooms[2])
    bar_middle = middle - (track_height - sizes.bar) / 2
    _track(row, canvas, lefts, bar_middle)
    _draw_notes(row, canvas, lefts, bar_middle, notes, below)
    return canvas.end_row(y, height)


def _under(row: PipelineRow) -> str:
    if row.owner:
        return str(row.owner)
    if row.partner:
        return f"licensed to {row.partner}"
    return str(row.descriptor or "")


# --- the track -----------------------------------------------------------------------------------------------


def _bar_end(row: PipelineRow, canvas: Canvas, lefts: list[float]) -> float:
    """Right end of the bar; the left edge of the track for a row without one."""
    return lefts[3] + REACHED.get(str(row.stage.value), 0) * _step(canvas, lefts) - 0.0125


def _track(row: PipelineRow, canvas: Canvas, lefts: list[float], middle: float) -> None:
    sizes, stage = canvas.sizes, str(row.stage.value)
    x, top = lefts[3] + 0.0125, middle - sizes.bar / 2
    whole = canvas.width - x - 0.0125
    if not row.stage:
        canvas.box(x + 0.01, top, whole - 0.02, sizes.bar, "white", "steel", weight=1.0, dashed=True)
        canvas.missing(x + 0.14, middle, unknown_words(row))
    elif stage not in REACHED:
        fill = canvas.brand.stage_fill(stage)
        color = "brick" if fill == "brick_tint" else "slate"
        canvas.box(x, top, whole, sizes.bar, fill, color, weight=1.25, dashed=True)
        canvas.text(x + 0.1, middle, str(row.stage), sizes.text, color, bold=True)
    else:
        _stage_bar(row, canvas, x, middle, _bar_end(row, canvas, lefts) - x)


def _stage_bar(row: PipelineRow, canvas: Canvas, x: float, middle: float, width: float) -> None:
    sizes, stage, halted = canvas.sizes, row.stage.role.code, row.is_halted
    fill = canvas.brand.stage_fill(stage)
    outline = {"phase_0": "steel", "phase_1": "steel", "brick_tint": "brick"}.get(fill, "")
    weight = 1.25 if halted else 0.6
    canvas.box(x, middle - sizes.bar / 2, width, sizes.bar, fill, outline, weight=weight, dashed=halted, layer=3)
    if _label_inside(row, canvas, width):
        ink = canvas.brand.stage_ink(stage)
        canvas.text(x + width - 0.08, middle, str(row.stage), sizes.text, ink, bold=True, align="right")
    else:
        color = "brick" if halted else "ink"
        canvas.text(x + width + 0.07, middle, str(row.stage), sizes.text, color, bold=True, knock=True)


def _label_inside(row: PipelineRow, canvas: Canvas, width: float) -> bool:
    return canvas.measure(str(row.stage), canvas.sizes.text, bold=True) + 0.14 <= width


# --- what follows the bar ------------------------------------------------------------------------------------


def _notes_left(row: PipelineRow, canvas: Canvas, lefts: list[float]) -> float:
    end = _bar_end(row, canvas, lefts)
    if not row.stage or str(row.stage.value) not in REACHED:
        return canvas.width
    if not _label_inside(row, canvas, end - lefts[3] - 0.0125):
        end += canvas.measure(str(row.stage), canvas.sizes.text, bold=True) + 0.1
    return end + 0.075


def _beside(row: PipelineRow, canvas: Canvas, lefts: list[float], notes: list[tuple[str, str]]) -> bool:
    """Whether all notes fit in one line to the right of the bar."""
    return _notes_left(row, canvas, lefts) + sum(_note_width(canvas, note) for note in notes) <= canvas.width + 0.1


def _note_width(canvas: Canvas, note: tuple[str, str]) -> float:
    mark = 2.6 * canvas.sizes.dot + 0.06 if note[0] else 0.0
    return mark + canvas.measure(note[1], canvas.sizes.text) + 0.16


def _note_lines(
    row: PipelineRow, canvas: Canvas, lefts: list[float], notes: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Notes as lines below the bar, each with its mark on its first line."""
    room = canvas.width - lefts[3] - 3 * canvas.sizes.dot - 0.1
    lines: list[tuple[str, str]] = []
    for mark, words in notes:
        first, *rest = canvas.wrap(words, canvas.sizes.text, room)
        lines += [(mark, first), *(("", line) for line in rest)]
    return lines


def _draw_notes(
    row: PipelineRow,
    canvas: Canvas,
    lefts: list[float],
    middle: float,
    notes: list[tuple[str, str]],
    below: list[tuple[str, str]],
) -> None:
    if below:
        y = middle + canvas.sizes.bar / 2 + 0.05 + canvas.leading(canvas.sizes.text) / 2
        for mark, words in below:
            _note(canvas, lefts[3] + 0.0125, y, mark, words)
            y += canvas.leading(canvas.sizes.text)
        return
    x = _notes_left(row, canvas, lefts)
    for note in notes:
        _note(canvas, x, middle, *note)
        x += _note_width(canvas, note)


def _note(canvas: Canvas, x: float, y: float, mark: str, words: str) -> None:
    r = canvas.sizes.dot
    if mark == "diamond":
        canvas.diamond(x + 1.3 * r, y)
    elif mark == "dot":
        canvas.dot(x + 1.3 * r, y)
    canvas.text(x + (2.6 * r + 0.06 if mark else 0.0), y, words, canvas.sizes.text, knock=True)
