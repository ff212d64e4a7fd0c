"""Programmes by stage: one bar a stage as high as it has programmes, parted by asset where there are few; the
programmes of a single asset by territory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, short_territory, traced
from briefgen.frozen import frozen
from briefgen.values.facts import Traced, count
from briefgen.values.quantity import Quantity
from briefgen.view.program import ProgramView

LADDER = (
    ("Pre-\nclinical", "phase_0", ("discovery", "preclinical", "ind_enabling")),
    ("Phase\nI", "phase_1", ("phase_1",)),
    ("Phase\nII", "phase_2", ("phase_1_2", "phase_2")),
    ("Phase\nIII", "phase_3", ("phase_2_3", "phase_3")),
    ("Filed", "phase_4", ("filed",)),
    ("Approved", "phase_5", ("approved", "marketed")),
)
"""Every bar with its colour and the stages that it counts."""
PLOT, TALLEST, WIDEST = 2.0, 4.2, 1.4
"""How high the bars may be, at most where there is room, and how wide."""
EMPTY, GAP, HEAD, FOOT = 0.44, 0.06, 0.72, 0.5
FEW = 4
"""A bar of so many assets or fewer is parted; so many programmes or fewer do not fill the height."""
KEYED = 8
"""So many names or fewer are told by letters where not each finds room in its bar."""
BIG, MIDDLE, TITLE, TEXT = 36.0, 18.0, 14.0, 10.5


@frozen
class Share:
    """The programmes of one asset at a stage, or those of the one asset in one territory."""

    of: Traced
    programmes: Traced


@frozen
class Stage:
    """A bar: its name, its colour, how many programmes stand there and whose they are."""

    name: str
    color: str
    programmes: Traced | None
    shares: tuple[Share, ...]

    @property
    def told(self) -> str:
        """Its name on one line."""
        return self.name.replace("-\n", "").replace("\n", " ")


@frozen
class Stages:
    """The bars from the earliest stage, and how many programmes and assets they count."""

    rows: tuple[Stage, ...]
    programmes: Traced
    assets: Traced


def prepare(programs: Iterable[ProgramView]) -> Stages | None:
    """Programmes with a stage that stands on the ladder; those without one are a bar of their own."""
    every = list(programs)
    rungs = {code: at for at, (_, _, codes) in enumerate(LADDER) for code in codes}
    placed: list[list[ProgramView]] = [[] for _ in LADDER]
    others: list[ProgramView] = []
    for one in every:
        stage = traced(one.stage)
        at = rungs.get(stage.role.code) if stage else None
        (others if at is None else placed[at]).append(one)
    if not any(placed):
        return None
    assets = list({str(one.asset.name): one.asset.name for one in every}.values())
    alone = len(assets) == 1
    ladder = [*zip(((name, color) for name, color, _ in LADDER), placed, strict=True)]
    order = [str(share.of) for share in _shares(every, alone=alone)]
    rows = [_stage(name, color, mine, order, alone=alone) for (name, color), mine in ladder]
    if others:
        rows.append(_stage("Other", "", others, order, alone=alone))
    return Stages(tuple(rows), _counted(every), _counted(assets))


def _stage(name: str, color: str, mine: list[ProgramView], order: list[str], *, alone: bool) -> Stage:
    """A bar with its shares in the order of all programmes, which is the same in every bar."""
    shares = sorted(_shares(mine, alone=alone), key=lambda share: order.index(str(share.of)))
    return Stage(name, color, _counted(mine) if mine else None, tuple(shares))


def _shares(mine: list[ProgramView], *, alone: bool) -> list[Share]:
    """Programmes by asset, of one asset by territory, the most first."""
    parts: dict[str, tuple[Traced, list[ProgramView]]] = {}
    for one in mine:
        of = (alone and short_territory(one.territory)) or one.asset.name
        parts.setdefault(str(of), (of, []))[1].append(one)
    return sorted((Share(of, _counted(some)) for of, some in parts.values()), key=lambda one: -_number(one))


def _number(one: Share | Stage) -> int:
    return int(one.programmes.value) if one.programmes else 0


def lay_out(numbers: Stages, canvas: Canvas) -> None:
    """What is counted, the bars on one line, the count above each and its name below."""
    total, assets = numbers.programmes, numbers.assets
    title = f"{total} programme{_plural(total)} covered, by stage"
    canvas.text(0.0, 0.14, title, TITLE, canvas.strong, bold=True)
    parted = "By territory" if assets.value == 1 else f"{assets} assets"
    of = f"{parted}; a programme is one asset in one indication and territory"
    below = canvas.lines(0.0, 0.3, canvas.wrap(of, TEXT, canvas.width), TEXT, "slate")
    room = PLOT * canvas.stretch
    most = max(map(_number, numbers.rows))
    unit = min(room, TALLEST) / max(most, FEW)
    empty = [_label_width(row, canvas) for row in numbers.rows if not row.programmes]
    filled = len(numbers.rows) - len(empty)
    wide = min(WIDEST, (canvas.width - sum(empty) - GAP * (len(numbers.rows) - 1)) / filled)
    key = _key(numbers.rows, wide, unit, canvas)
    if key:
        told = ", ".join(f"{letter}:\u00a0{name}" for name, letter in key.items())
        below = canvas.lines(0.0, below + 0.04, canvas.wrap(told, TEXT, canvas.width), TEXT)
    base = below + HEAD + room
    x = 0.0
    for row in numbers.rows:
        own = wide if row.programmes else _label_width(row, canvas)
        _bar(row, x, own, base, unit, key, canvas)
        x += own + GAP
    canvas.line(0.0, base, x - GAP, base, "ink", 1.0, layer=4)
    canvas.height = base + FOOT


def _plural(counted: Traced) -> str:
    return "" if counted.value == 1 else "s"


def _counted(things: Sequence[Any]) -> Traced:
    """How many, in digits."""
    number = len(things)
    return replace(count(things), text=str(number), known=Quantity(str(number), Decimal(number)))


def _label_width(row: Stage, canvas: Canvas) -> float:
    """The width of a stage without programmes: that of its name."""
    return max(EMPTY, *(canvas.measure(line, TEXT) for line in row.name.split("\n")))


def _key(rows: Sequence[Stage], wide: float, unit: float, canvas: Canvas) -> dict[str, str]:
    """A letter for each name in the bars; none where every name finds room there, or where there are too many."""
    shown = [(row, share) for row in rows for share in _parts(row)]
    if all(_fits(_words(row, share, {}), wide, _number(share) * unit, canvas) for row, share in shown):
        return {}
    names = dict.fromkeys(str(share.of) for _, share in shown)
    return dict(zip(names, ascii_uppercase, strict=False)) if len(names) <= KEYED else {}


def _parts(row: Stage) -> tuple[Share, ...]:
    """The shares that a bar shows."""
    return row.shares if len(row.shares) <= FEW else ()


def _words(row: Stage, share: Share, key: dict[str, str]) -> list[str]:
    """What stands in a part of a bar: the name, or its letter, and its programmes where the bar has others."""
    name, own = str(share.of), _number(share)
    if key:
        return [key[name] if own == _number(row) else f"{key[name]}: {own}"]
    return [name] if own == _number(row) else [name, str(own)]


def _fits(words: Sequence[str], wide: float, tall: float, canvas: Canvas) -> bool:
    return canvas.measure(words[0], TEXT) <= wide - 0.04 and canvas.leading(TEXT, len(words)) <= tall


def _bar(row: Stage, x: float, wide: float, base: float, unit: float, key: dict[str, str], canvas: Canvas) -> None:
    middle, number = x + wide / 2, _number(row)
    top = base - number * unit
    y = base
    for share in reversed(_parts(row)):
        tall = _number(share) * unit
        _block(row, x, y - tall, wide, tall - (0.02 if y < base else 0.0), canvas, _words(row, share, key))
        y -= tall
    if row.programmes and not _parts(row):
        _block(row, x, top, wide, base - top, canvas, [])
    points = BIG if number else MIDDLE
    color = canvas.strong if number else "slate"
    canvas.text(middle, top - points / 72 * 0.62, str(number), points, color, bold=True, align="center")
    ink = "ink" if number else "slate"
    canvas.lines(middle, base + 0.08, _name(row, wide, canvas), TEXT, ink, bold=bool(number), align="center")


def _name(row: Stage, wide: float, canvas: Canvas) -> list[str]:
    """The name of a stage below its bar, on one line where the bar is wide enough."""
    whole = row.told
    return [whole] if canvas.measure(whole, TEXT, bold=True) <= wide else row.name.split("\n")


def _block(row: Stage, x: float, y: float, wide: float, tall: float, canvas: Canvas, words: Sequence[str]) -> None:
    """A part of a bar with what is told of it, where that finds room."""
    if row.color:
        canvas.box(x, y, wide, tall, row.color, "steel" if row.color in {"phase_0", "phase_1"} else "")
    else:
        canvas.box(x, y, wide, tall, "white", "steel", dashed=True)
    if not words or not _fits(words, wide, tall, canvas):
        return
    dark = row.color in {"phase_3", "phase_4", "phase_5"}
    top = y + (tall - canvas.leading(TEXT, len(words))) / 2
    for at, line in enumerate(words):
        at_y = top + canvas.leading(TEXT) * (at + 0.5)
        canvas.text(x + wide / 2, at_y, line, TEXT, "white" if dark else "ink", bold=at == 1, align="center")


def describe(numbers: Stages) -> str:
    """Stage by stage, the latest first."""
    clauses = []
    for row in reversed(numbers.rows):
        if row.programmes:
            whose = ", ".join(f"{share.of} {share.programmes}" for share in row.shares[:FEW])
            more = " and others" if len(row.shares) > FEW else ""
            clauses.append(f"{row.told} {row.programmes} ({whose}{more})")
    subject = f"Bar chart of {numbers.programmes} programmes by stage"
    return alt_text(subject, clauses, "A stage says nothing about efficacy.")


CHART = Chart(
    name="stages",
    summary="How many programmes stand at each stage, and of which assets; for covers",
    needs="programs",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
    splits=False,
)
