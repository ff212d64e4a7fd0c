"""Source marks stay with their words, ranges and codes whole: lines end earlier where a program would part either.

A linked mark is a field of its own in some programs, and those may begin a line with it; behind the dash of a range, as
in "0.46–0.78", and the hyphen of a code, as in "HS-20089", they may end one. Where a line has room for the word and
none for its mark, or for what stands before the dash alone, the lines of the paragraph are made a little shorter, so
that both go to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from operator import is_

from briefgen.brand.brand import Brand
from briefgen.brand.lines import RESERVE, Strip
from briefgen.deck.shapes import Grid, GridCell, GridRow, Para, Run, Shape, TextShape
from briefgen.deck.text import BULLET_INDENT, broken, height, line_count, set_lines

STEP, MOST = 0.02, 0.4
"""Inches by which lines are tried shorter, and the most that they become so."""
DASHES = frozenset("–-/")
"""The signs of a range, of a run of source marks, and of a code."""
NEAR, NEARER = 0.012, 0.004
"""What programs may measure differently, as a share of a line, and what they mostly do."""


def marked(shape: Shape, brand: Brand) -> Shape:
    """The shape with no source mark at the beginning of a line and no range or code parted, as far as that costs no
    line."""
    match shape:
        case TextShape(paras=paras, box=box, inset=(inset, _)):
            room = box.w - 2 * inset - shape.ragged
            own = tuple([kept(para, room, brand) for para in paras])
            if any(para.spare for para in own):
                return _shorter(shape, own, room, brand)
            return shape if all(map(is_, own, paras)) else replace(shape, paras=own)
        case Grid():
            return replace(shape, rows=tuple(_row(row, shape, brand) for row in shape.rows))
        case _:
            return shape


def _shorter(shape: TextShape, paras: tuple[Para, ...], room: float, brand: Brand) -> TextShape:
    """The shape with the lines of all its paragraphs shorter, where that adds no line and parts nothing: programs heed
    the margin of a text box where they pass over that of a paragraph."""
    much = max(para.spare for para in paras)
    plain = tuple(replace(para, spare=0.0) for para in paras)
    fits = all(
        line_count(bare, brand, room - much) <= line_count(para, brand, room) and not parts(bare, brand, room - much)
        for bare, para in zip(plain, paras, strict=True)
    )
    return replace(shape, paras=plain, ragged=shape.ragged + much) if fits else replace(shape, paras=paras)


def _row(row: GridRow, grid: Grid, brand: Brand) -> GridRow:
    widths = [sum(grid.widths)] if row.merged else grid.widths
    cells = [_cell(cell, wide - 2 * grid.inset[0], brand) for cell, wide in zip(row.cells, widths, strict=True)]
    return GridRow(tuple(cells), row.height, row.merged)


def _cell(cell: GridCell, room: float, brand: Brand) -> GridCell:
    para = kept(cell.para, room, brand)
    return cell if para is cell.para else GridCell(para, cell.fill, cell.below)


def kept(para: Para, room: float, brand: Brand, *, more: int = 0) -> Para:
    """The paragraph, its lines shorter by the least that keeps all of its marks with their words, its ranges
    and its codes whole; it may take so many lines more where that alone helps."""
    if not _may_part(para):
        return para
    spare = _spare(para, room, brand, more)
    return replace(para, spare=spare) if spare else para


def _may_part(para: Para) -> bool:
    """Whether it has source marks that a line may begin with, ranges, or codes."""
    held = any(run.cites or not DASHES.isdisjoint(run.text) for run in para.runs)
    return held and not para.spare and para.align == "left"


def kept_within(columns: Sequence[tuple[Sequence[Para], float]], brand: Brand) -> list[tuple[Para, ...]]:
    """The paragraphs of texts side by side, each with its width, with their marks, ranges and codes kept: a text that
    is less high than the highest may take a line more."""
    if not any(_may_part(para) for paras, _ in columns for para in paras):
        return [tuple(paras) for paras, _ in columns]
    plain = [tuple(kept(para, room, brand) for para in paras) for paras, room in columns]
    tallest = max((height(paras, brand, room) for paras, (_, room) in zip(plain, columns, strict=True)), default=0.0)
    longer = [
        tuple(kept(para, room, brand, more=1) for para in paras)
        for paras, (_, room) in zip(plain, columns, strict=True)
    ]
    return [
        more if height(more, brand, room) <= tallest else less
        for less, more, (_, room) in zip(plain, longer, columns, strict=True)
    ]


@lru_cache(maxsize=1_024)
def _spare(para: Para, room: float, brand: Brand, more: int) -> float:
    if not parts(para, brand, room):
        return 0.0
    tries = [round(step * STEP, 3) for step in range(1, round(min(MOST, room / 4) / STEP) + 1)]
    lines = line_count(para, brand, room)
    for near in (NEAR, NEARER):
        helpful = [less for less in tries if not parts(para, brand, room - less, near)]
        for allowed in range(more + 1):
            found = next((less for less in helpful if line_count(para, brand, room - less) <= lines + allowed), 0.0)
            if found:
                return found
    return 0.0


def parts(para: Para, brand: Brand, inches: float, near: float = NEAR) -> bool:
    """Whether a line of this width has room for a word and none for the source mark behind it, or for half a range or
    code."""
    room = (inches - (BULLET_INDENT if para.bullet else 0.0)) / para.size
    lines = list(zip(broken(para.runs), set_lines(para, brand), strict=True))
    return any(_parted(line, strip, room * much) for line, strip in lines for much in (1 - near, 1.0, 1 + near))


def _parted(runs: Sequence[Run], line: Strip, room: float) -> bool:
    """Whether the piece that does not fit a line any more would fit it without its mark, or, kerned, up to its dash."""
    seams = [(at, room) for at in _marks(runs)]
    seams += [(at, room * RESERVE) for at, sign in enumerate(line.text, 1) if sign in DASHES]
    for start, end in line.spans(room * RESERVE):
        piece = next((one.end for one in line.breaks if one.end > end), end)
        if any(end < seam < piece and line.reach[seam] - line.reach[start] <= most for seam, most in seams):
            return True
    return False


def _marks(runs: Sequence[Run]) -> Iterator[int]:
    """How many signs stand before each mark."""
    ends = accumulate(len(run.text) for run in runs)
    return (end - len(run.text) for run, end in zip(runs, ends, strict=True) if run.cites)
