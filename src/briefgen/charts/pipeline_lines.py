"""The pipeline: a thin line to a mark at the stage each row has reached, and words at the right of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from briefgen.brand.lines import RESERVE
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import capital, group_names
from briefgen.charts.pipeline_rows import REACHED, Pipeline, PipelineRow, indication_words, notes_of, unknown_words
from briefgen.frozen import frozen
from briefgen.lexicon.en import REFERENCES
from briefgen.values.facts import CHINA, MISSING, OUTSIDE

STAGES = ("Pre", "I", "II", "III", "Filed", "Appr.")
"""Heads of the columns of stages; those of phases stand under a common one."""
PHASES = (1, 3)
"""The first and the last column of phases; on a page phase I has none where no row stands in it."""
PLAIN = ("preclinical", "phase_1", "phase_2", "phase_3", "filed", "approved")
"""Stages that their column says; every other one is told in words."""

UNDATED = "date not in the sources"
"""Beside an approval whose day no source gives."""
SIGNS = "*\u2020"
"""Behind the day of an approval of which something is remarked, which is said below the rows."""


@frozen
class Measures:
    """Points of the rows; inches above and below their text, of a column of stages, of the mark of a stage, and between
    columns of words."""

    text: float
    air: float
    step: float
    pill: tuple[float, float]
    gap: float = 0.15
    beside: float = 0.08
    """Inches between a mark and the words beside it."""


PAGE = Measures(8.0, 0.0265, 0.313, (0.25, 0.1), 0.08, 0.09)
SLIDE, ROOMY = Measures(10.5, 0.03, 0.62, (0.56, 0.125)), Measures(12.0, 0.07, 0.85, (0.66, 0.16))
NARROW = Measures(10.5, 0.03, 0.38, (0.25, 0.125))
"""Rows of a part of a slide."""
BESIDE = 0.05
"""Between the words at a mark and the reference numbers."""
LICENSED = "licensed to"
NEWS = "In this colour: new in the period"
"""What is said of a partner, and of news, in their colour: a brand may have any."""
Tone: TypeAlias = Literal["plain", "news", "missed", "unknown"]
Said: TypeAlias = tuple[str, Tone]
"""A part of what is said at a mark."""
COLORS = {"plain": "ink", "missed": "brick", "unknown": "slate"}
"""Of what is said at a mark; news has the accent of the document."""
USE, PLACE = "Indication", "Territory"
"""Heads of the columns of words."""
WIDEST, NARROWEST = 0.34, 0.17
"""Shares of the width that the columns of words take at most, and that is left for the words at the marks at least."""
WIDTHS = (0.24, 0.27, 0.3, 0.32, 0.34, 0.36, 0.39)
"""Shares of a page that its column of indications may take: the one that saves most lines."""
SEVERAL = 2
"""With so many rows for each asset its name stands over them; else in a column of its own."""


@frozen
class Columns:
    """Where the columns begin: asset (where there is one), indication, territory, track; and the first stage of it."""

    asset: float
    indication: float
    territory: float
    track: float
    first: int
    measures: Measures
    right: float
    """Where the words at the marks end, before the reference numbers; those of a row of short ones may go on."""
    signs: Mapping[str, str]
    """The sign of each remark on the day of an approval."""

    @property
    def use_room(self) -> float:
        """Inches for the words of an indication."""
        return self.territory - self.indication - self.measures.gap

    @property
    def place_room(self) -> float:
        """Inches for the words of a territory."""
        return self.track - self.territory - self.measures.gap


def lay_out_lines(numbers: Pipeline, canvas: Canvas) -> None:
    """Head, group rows, a row for each program."""
    rows = numbers.rows
    measures = PAGE if canvas.medium == "page" else _on_slide(numbers, canvas)
    canvas.sizes = replace(canvas.sizes, text=measures.text, pad=measures.air)
    assets = {(str(row.group), str(row.asset)) for row in rows}
    over = len(rows) >= SEVERAL * len(assets)
    companies = len(group_names(rows)) > 1
    shared = [over and numbers.dense and bool(_owners_of(row, rows)) for row in rows]
    shown = [replace(row, owner=None) if said else row for row, said in zip(rows, shared, strict=True)]
    columns = _columns(shown, canvas, measures, named=not over)
    y = _head(canvas, columns, named=not over)
    above: PipelineRow | None = None
    for row, one in zip(rows, shown, strict=True):
        starts = above is None or (above.group, above.asset) != (row.group, row.asset)
        if over:
            y = _asset_over(row, canvas, y, _owners_of(row, rows) if numbers.dense else "", companies=companies)
        elif companies:
            y = canvas.group(y, str(row.group or ""))
        y = _row(one, canvas, columns, y, named=not over and starts)
        above = row
    canvas.height = _legend(numbers, canvas, columns, y) + 0.01


def _on_slide(numbers: Pipeline, canvas: Canvas) -> Measures:
    """Large rows where they are few, small ones beside something else."""
    return NARROW if canvas.room == "narrow" else SLIDE if numbers.dense else ROOMY


def _columns(rows: Sequence[PipelineRow], canvas: Canvas, measures: Measures, *, named: bool) -> Columns:
    inset, most = canvas.sizes.inset, WIDEST * canvas.width
    text = measures.text
    asset = max(canvas.measure(capital(str(row.asset)), text, bold=True) for row in rows) if named else 0.0
    use = max(canvas.measure(indication_words(row), text) for row in rows)
    place = max(canvas.measure(str(row.territory), text, bold=row.territory.role != MISSING) for row in rows)
    use, place = (max(wide, canvas.measure(head, text, bold=True)) for wide, head in ((use, USE), (place, PLACE)))
    first = min([REACHED[str(row.stage.value)] - 1 for row in rows if str(row.stage.value) in REACHED] or [1])
    first = min(first, PHASES[0] if canvas.medium == "slide" else PHASES[1] - 1)
    gap, refs = measures.gap, _refs_width(rows, canvas)
    asset = min(asset + gap, most / 2) if named else 0.0
    place = min(place + gap, most / 2)
    spare = canvas.width * (1 - NARROWEST) - (len(STAGES) - first) * measures.step - asset - place - inset
    left, right = inset + asset, canvas.width - refs
    signs = _signs(rows, canvas)

    def columns(use: float) -> Columns:
        return Columns(inset, left, left + use, left + use + place, first, measures, right, signs)

    if canvas.medium == "slide":
        return columns(min(use + gap, most, spare))
    tried = (columns(min(use + gap, share * canvas.width, spare)) for share in WIDTHS)
    return min(tried, key=lambda found: sum(_lines(row, canvas, found) for row in rows))


def _lines(row: PipelineRow, canvas: Canvas, columns: Columns) -> int:
    """The lines that a row takes."""
    use = canvas.wrap(indication_words(row), canvas.sizes.text, columns.use_room)
    return max(len(use), len(_said(row, canvas, columns)))


def _said(row: PipelineRow, canvas: Canvas, columns: Columns) -> list[list[Said]]:
    """What is said at the mark of a row, in lines as wide as its own reference numbers leave."""
    own = canvas.measure(row.refs, canvas.sizes.small) + BESIDE if row.refs else 0.0
    right = max(columns.right, canvas.width - own) if columns.right < canvas.width else columns.right
    return _in_lines(_status(row, columns.signs), canvas, right - _words_begin(row, columns))


def _refs_width(rows: Sequence[PipelineRow], canvas: Canvas) -> float:
    """The width of the column of reference numbers: none where no row has one."""
    if not any(row.refs for row in rows):
        return 0.0
    small = canvas.sizes.small
    wide = max(canvas.measure(REFERENCES, small, bold=True), *(canvas.measure(row.refs, small) for row in rows))
    return wide + BESIDE


def _head(canvas: Canvas, columns: Columns, *, named: bool) -> float:
    """Heads of the columns above the head rule; the phases under their own."""
    points = SLIDE.text if canvas.medium == "slide" and canvas.room == "wide" else canvas.sizes.small
    line = canvas.leading(points)
    middle = 1.5 * line + 0.03
    heads = [(columns.indication, USE), (columns.territory, PLACE), (_words_at(len(STAGES), columns), "Status")]
    for left, name in [(columns.asset, "Asset"), *heads] if named else heads:
        canvas.text(left, middle, name, points, "slate", bold=True)
    if columns.right < canvas.width:
        canvas.text(canvas.width - canvas.sizes.inset, middle, REFERENCES, points, "slate", bold=True, align="right")
    for at in range(columns.first, len(STAGES)):
        canvas.text(_middle(columns, at), middle, STAGES[at], points, "slate", bold=True, align="center")
    start, end = (_middle(columns, at) for at in (max(columns.first, PHASES[0]), PHASES[1]))
    canvas.text((start + end) / 2, line / 2, "Phase", points, "slate", bold=True, align="center")
    canvas.line(start - 0.12, line + 0.015, end + 0.12, line + 0.015, "rule", 0.75)
    bottom = 2 * line + 0.06
    canvas.line(0.0, bottom, canvas.width, bottom, canvas.strong, 1.25, layer=3)
    return bottom + 0.02


def _middle(columns: Columns, stage: int) -> float:
    return columns.track + (stage - columns.first + 0.5) * columns.measures.step


def _owners_of(row: PipelineRow, rows: Sequence[PipelineRow]) -> str:
    """Who else runs the programmes of an asset, where each has territories of its own: Summit Therapeutics in US."""
    mine = [one for one in rows if (one.group, one.asset) == (row.group, row.asset)]
    where: dict[str, list[str]] = {}
    for one in mine:
        place = one.territory.value
        where.setdefault(str(one.owner or ""), []).append(place.place_tight if place else str(one.territory))
    shared = sum(len(set(places)) for places in where.values()) > len({str(one.territory) for one in mine})
    told = [f"{name} {' and '.join(dict.fromkeys(places))}" for name, places in where.items() if name]
    return "" if shared else "; ".join(told)


def _asset_over(row: PipelineRow, canvas: Canvas, y: float, owners: str, *, companies: bool) -> float:
    """The name of the asset over its rows, what it is and whose beside it."""
    name = capital(str(row.asset))
    after = canvas.group(y, name)
    whose = ", ".join(str(part) for part in (row.descriptor, row.group if companies else None) if part)
    beside = "; ".join(filter(None, (whose, owners)))
    left = canvas.sizes.inset + canvas.measure(name, canvas.sizes.text, bold=True) + 0.12
    if after > y and beside and left + canvas.measure(beside, canvas.sizes.text) < canvas.width:
        middle = after - canvas.leading(canvas.sizes.text) / 2 - 0.03
        said = canvas.text(left, middle, beside, canvas.sizes.text, "slate")
        if row.described and row.descriptor:
            canvas.raised(said, row.described)
    return after


def _row(row: PipelineRow, canvas: Canvas, columns: Columns, y: float, *, named: bool) -> float:
    text = canvas.sizes.text
    use = canvas.wrap(indication_words(row), text, columns.use_room,
                      italic=not row.indication)  # fmt: skip
    missing = row.territory.role == MISSING
    place = canvas.wrap(str(row.territory), text, columns.place_room, bold=not missing,
                        italic=missing)  # fmt: skip
    name = canvas.wrap(capital(str(row.asset)), text, columns.indication - 0.1, bold=True) if named else []
    left = _words_begin(row, columns)
    status = _said(row, canvas, columns)
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
    top = middle - canvas.leading(text, len(status)) / 2
    for at, line in enumerate(status):
        _write(line, canvas, left, top + canvas.leading(text) * (at + 0.5))
    if columns.right < canvas.width:
        canvas.text(
            canvas.width - canvas.sizes.inset, middle, row.refs, canvas.sizes.small, canvas.accent, align="right"
        )
    return canvas.end_row(y, height)


def _ended(row: PipelineRow) -> bool:
    """Whether it was stopped, refused or withdrawn."""
    return row.is_halted or (bool(row.stage) and str(row.stage.value) not in REACHED)


def _words_begin(row: PipelineRow, columns: Columns) -> float:
    """Where the words at the right of a mark begin; where nothing is marked, at the beginning of the track."""
    reached = REACHED.get(str(row.stage.value), 0) if row.stage else 0
    return _words_at(reached, columns) if reached else columns.track


def _words_at(reached: int, columns: Columns) -> float:
    """Where words begin beside the mark of a stage."""
    return _middle(columns, reached - 1) + columns.measures.pill[0] / 2 + columns.measures.beside


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


def _status(row: PipelineRow, signs: Mapping[str, str]) -> list[Said]:
    """The stage where its column does not say it, the day of its approval, who runs it, what its trials found, its
    status, what is next, what was designated or met."""
    grey: Tone = "unknown" if not row.stage else "missed" if _ended(row) else "plain"
    parts: list[Said] = []
    if not row.stage:
        parts.append((unknown_words(row), grey))
    elif str(row.stage.value) not in PLAIN or row.is_halted:
        parts.append((str(row.stage), grey))
    if row.stage and row.stage.value == "approved" and not row.is_halted:
        parts.append((_signed_day(row, signs) or UNDATED, "plain" if row.approved else "unknown"))
    elif row.approved:
        parts.append((_signed_day(row, signs), grey))
    owner = row.owner or row.partner
    parts += [(f"{LICENSED} {owner}" if row.partner else str(owner), grey)] if owner else []
    parts += [(str(one.words), one.tone) for one in row.told]
    parts += [(words, grey) for words in notes_of(row)]
    return [(capital(words) if at == 0 else words, tone) for at, (words, tone) in enumerate(parts)]


def _signed_day(row: PipelineRow, signs: Mapping[str, str]) -> str:
    """The day of its approval, with the sign of what is remarked of it."""
    return f"{row.approved}{signs.get(str(row.remark), '')}" if row.approved else ""


def _signs(rows: Sequence[PipelineRow], canvas: Canvas) -> dict[str, str]:
    """The sign of each remark on a day of approval; none where they are many, or longer than a line below the rows."""
    remarks = list(dict.fromkeys(str(row.remark) for row in rows if row.approved and row.remark))
    signs = dict(zip(remarks, SIGNS, strict=False))
    points = canvas.sizes.small
    fits = canvas.measure(_meanings(signs), points) + canvas.measure(NEWS, points, bold=True) < canvas.width
    return signs if len(remarks) <= len(SIGNS) and fits else {}


def _meanings(signs: Mapping[str, str]) -> str:
    """What the signs mean, with room for what stands behind."""
    return "".join(f"{sign} {capital(remark)}. " for remark, sign in signs.items())


def _in_lines(parts: list[Said], canvas: Canvas, room: float) -> list[list[Said]]:
    """What is said at a mark in lines: a part begins a new line where the one before has no room for it."""
    lines: list[list[Said]] = []
    used, space = 0.0, canvas.measure(" ", canvas.sizes.text)
    for at, (words, tone) in enumerate(parts):
        said = words + ("," if at + 1 < len(parts) else "")
        bold, italic = _face(tone)
        wide = canvas.measure(said, canvas.sizes.text, bold=bold, italic=italic)
        if lines and used + space + wide <= room:
            lines[-1].append((said, tone))
            used += space + wide
            continue
        wrapped = canvas.wrap(said, canvas.sizes.text, room, bold=bold, italic=italic)
        lines += [[(line, tone)] for line in wrapped]
        used = canvas.measure(wrapped[-1], canvas.sizes.text, bold=bold, italic=italic)
    return lines


def _write(line: list[Said], canvas: Canvas, x: float, y: float) -> None:
    space = canvas.measure(" ", canvas.sizes.text)
    for words, tone in line:
        bold, italic = _face(tone)
        color = canvas.accent if tone == "news" else COLORS[tone]
        written = canvas.text(x, y, words, canvas.sizes.text, color, bold=bold, italic=italic)
        x += written.width / RESERVE + space


def _face(tone: Tone) -> tuple[bool, bool]:
    """Whether words of a tone are bold, and whether they are italic."""
    return tone in ("news", "missed"), tone == "unknown"


def _legend(numbers: Pipeline, canvas: Canvas, columns: Columns, y: float) -> float:
    """What signs and bold words in colour mean, where there are any."""
    has_news = any(one.tone == "news" for row in numbers.rows for one in row.told)
    x, points, words = canvas.sizes.inset, canvas.sizes.small, _meanings(columns.signs)
    if not words and not has_news:
        return y
    middle = y + canvas.leading(points) / 2 + 0.05
    if words:
        canvas.text(x, middle, words.rstrip(), points, "slate")
    if has_news:
        canvas.text(x + canvas.measure(words, points), middle, NEWS, points, canvas.accent, bold=True)
    return y + canvas.leading(points) + 0.06
