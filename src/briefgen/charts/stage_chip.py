"""A chip of a stage map: one programme in a box, its asset and indication, where it is run and what is new of it."""

from __future__ import annotations

from dataclasses import replace

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import capital
from briefgen.charts.engine.stage_columns import COLUMNS
from briefgen.frozen import frozen
from briefgen.lexicon.companies import in_short
from briefgen.lexicon.en import tight_regimen
from briefgen.records.vocabulary import HALTED
from briefgen.values.facts import CHINA, NAME, OUTSIDE, Traced

EDGE, INSET, ABOVE = 0.06, 0.08, 0.035
"""Inches: the coloured edge of a chip, and what is left beside and above its words."""
NEW, CLEARED = "new", "cleared"
"""What is said of a programme that began or moved in the period, and of one whose trial is cleared and not known to
run."""


@frozen
class Chip:
    """One programme."""

    asset: Traced
    indication: Traced
    territory: Traced
    stage: Traced
    owner: Traced | None
    column: str
    is_new: bool
    is_moved: bool
    """Of one that is new whether it moved here from another stage."""
    is_read_out: bool
    is_cleared: bool
    named: bool = True
    """Whether it says its indication; its group may do that."""
    treatment: Traced | None = None
    """What the medicine is given with, where there is room for it: + chemotherapy."""
    spelled: Traced | None = None
    """The indication in fuller words, where its chips have room for them: 1L squamous NSCLC."""

    @property
    def where(self) -> str:
        """Territory, or that none is stated, who runs it there if not the company of the asset, and that it is new or
        cleared."""
        state = CLEARED if self.is_cleared else NEW if self.is_new else ""
        said = [str(self.territory), in_short(str(self.owner or "")), state]
        return ", ".join(filter(None, said))

    @property
    def beside(self) -> str:
        """What the medicine is given with, where it says its indication: + chemo."""
        given = tight_regimen(str(self.treatment or ""))
        return given if self.named and given.startswith("+") else ""

    @property
    def use(self) -> str:
        """The indication, whoever says it."""
        return replace(self, named=True).what

    @property
    def what(self) -> str:
        """The indication; of a programme that came to a stop also how."""
        halted = f", {self.stage}" if self.stage and self.stage.role.code in HALTED else ""
        if not self.named:
            return halted.removeprefix(", ")
        return f"{self.indication if self.indication else 'indication not in the sources'}{halted}"


@frozen
class Words:
    """The words of a chip in lines: its asset, what stands beside it, what below, and at the end where it is run."""

    asset: list[str]
    beside: str
    what: list[str]
    where: list[str]

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return len(self.asset) + len(self.what) + len(self.where)


def words_of(chip: Chip, canvas: Canvas, points: float, width: float) -> Words:
    """Asset and indication, at the right end the territory, or below each other where the width has no room."""
    asset, inner = capital(str(chip.asset)), _inner(width)
    bold = canvas.measure(f"{asset}  ", points, bold=True)
    where = canvas.measure(chip.where, points, bold=True) + 0.1
    beside = bold + where <= inner
    one_line = beside and bold + canvas.measure(chip.what, points) + where <= inner
    fuller = " ".join(filter(None, [chip.what, chip.beside]))
    told = fuller if beside and bold + canvas.measure(fuller, points) + where <= inner else chip.what
    return Words(
        asset=[asset] if beside else canvas.wrap(asset, points, inner, bold=True),
        beside=told if one_line else "",
        what=canvas.wrap(chip.what, points, inner) if chip.what and not one_line else [],
        where=[] if beside else canvas.wrap(chip.where, points, inner, bold=True),
    )


def _inner(width: float) -> float:
    """What a chip has for its words."""
    return width - EDGE - 2 * INSET


def width_of(chip: Chip, canvas: Canvas, points: float) -> float:
    """What a chip needs to stand on one line."""
    words = canvas.measure(f"{capital(str(chip.asset))}  ", points, bold=True) + canvas.measure(chip.what, points)
    return words + canvas.measure(chip.where, points, bold=True) + EDGE + 0.35


def least_of(chip: Chip, canvas: Canvas, points: float) -> float:
    """What a chip needs to break no word."""
    bold = max(canvas.widest(words, points, bold=True) for words in (capital(str(chip.asset)), chip.where))
    return max(bold, canvas.widest(chip.what, points)) + EDGE + 2 * INSET + 0.01


def height_of(lines: int, canvas: Canvas, points: float) -> float:
    """How high a chip of so many lines is."""
    return canvas.leading(points) * lines + 2 * ABOVE


def draw_chip(chip: Chip, canvas: Canvas, place: tuple[float, float], points: float, y: float) -> float:
    """A chip in a column, from its left and its width, below a height; returns its bottom."""
    left, width = place
    words, line = words_of(chip, canvas, points, width), canvas.leading(points)
    high = height_of(words.lines, canvas, points)
    halted = chip.column == "Stopped" or bool(chip.stage and chip.stage.role.code in HALTED)
    edge = canvas.brand.stage_fill(COLUMNS.get(chip.column, ("",))[0])
    fill = canvas.accent if chip.is_new else "mist"
    canvas.box(left, y, width, high, fill, canvas.accent if chip.is_read_out else "", weight=1.25)
    canvas.box(left, y, EDGE, high, "brick" if halted else "steel" if edge in ("white", "phase_0") else edge, layer=3)
    ink, soft = ("white", "white") if chip.is_new else (canvas.strong, "ink")
    role = chip.territory.role if chip.territory else NAME
    hue = "white" if chip.is_new else {CHINA: "plum", OUTSIDE: "teal"}.get(role, "slate")
    x, first = left + EDGE + INSET, y + ABOVE
    after = canvas.lines(x, first, words.asset, points, ink, bold=True)
    if words.beside:
        bold = canvas.measure(f"{words.asset[0]}  ", points, bold=True)
        canvas.text(x + bold, first + line / 2, words.beside, points, soft)
    if not words.where:
        canvas.text(left + width - INSET, first + line / 2, chip.where, points, hue, bold=True, align="right")
    after = canvas.lines(x, after, words.what, points, soft)
    canvas.lines(x, after, words.where, points, hue, bold=True)
    return y + high
