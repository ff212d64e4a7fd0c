"""How wide the columns of a table are: what their text wants where there is room, else so that rows are low."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import permutations, product
from math import ceil
from operator import le

from briefgen.brand.lines import bearable
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Para
from briefgen.deck.text import line_count, line_width, widest_word

MANY = 6
"""Columns beyond which the margins of cells are small."""
NARROW = 0.9
"""Narrower columns (numbers, references) take no share of spare width."""
AIR, CLOSE_AIR = 0.06, 0.004
"""What a column has beside its widest cell, and in a table of many columns, whose margins are enough."""
USUAL = 20
"""Of so many cells of a dense table one may wrap before its column grows wider."""
SAMPLE = 60
"""So many rows of a dense table settle how wide its columns are."""
FEW = 12
"""So many cells of a column, its head with them, are counted line by line for how wide it is."""
TRADES = (0.05, 0.1, 0.2, 0.4)
"""Inches that one column may give to another."""
STEP = 0.05
"""Inches by which a column is tried narrower."""


def widths_of(
    columns: Sequence[Sequence[Para]], total: float, setting: Setting, pad: float, *, dense: bool
) -> tuple[float, ...]:
    """Column widths: what the text wants where there is room, else shared by need above each widest word. In a dense
    table a few long cells widen no column: they wrap."""
    room = pad + (AIR if dense or len(columns) <= MANY else CLOSE_AIR)
    natural = [[line_width(p, setting.brand) + p.spare + room for p in column] for column in columns]
    words = [max(widest_word(p, setting.brand) + p.spare for p in column) + room for column in columns]
    wanted = [max(_wanted(lines, dense), word) for lines, word in zip(natural, words, strict=True)]
    least = bearable(words, total)
    if dense and sum(map(max, natural)) <= total:  # the few long cells have room, too
        wanted = [max(widths) for widths in natural]
    if sum(wanted) <= total:
        broad = [want if want >= NARROW else 0.0 for want in wanted]
        weights = broad if sum(broad) else wanted
        spare = (total - sum(wanted)) / sum(weights)
        return _rounded([want + spare * weight for want, weight in zip(wanted, weights, strict=True)], total)
    shared = _shared(_lowest(natural, least, total), wanted, total)
    few = len(columns[0]) <= FEW
    return _rounded(_traded(columns, shared, least, pad, setting) if few else shared, total)


def _lowest(columns: Sequence[Sequence[float]], least: Sequence[float], total: float) -> list[float]:
    """Widths at which the rows of a table are as low as they can be: the columns that hold up a row grow, where an inch
    saves most lines. `columns` are the widths that their cells take in one line."""
    rows = list(zip(*columns, strict=True))[:SAMPLE]
    sample = list(zip(*rows, strict=True))

    @cache
    def lines(number: int, width: float) -> list[int]:
        return [ceil(round(cell / width, 6)) for cell in sample[number]]

    widths = list(least)
    while True:
        high = _high(lines, widths)
        whole = sum(high)
        offers = []
        for cells, tall in zip(rows, high, strict=True):
            wider = [max(width, cell / max(1, tall - 1)) for width, cell in zip(widths, cells, strict=True)]
            extra = sum(wider) - sum(widths)
            if tall > 1 and sum(wider) <= total:
                offers.append(((whole - sum(_high(lines, wider))) / extra, wider))
        if not offers:
            return widths
        _, widths = max(offers)


def _traded(
    columns: Sequence[Sequence[Para]], widths: Sequence[float], least: Sequence[float], pad: float, setting: Setting
) -> list[float]:
    """The widths of a table of few rows after trades of one column with another, or of all others with one, as long as
    they make its rows lower by what their lines take in fact, or with rows as low leave fewer cells in several
    lines."""

    @cache
    def lines(number: int, width: float) -> list[int]:
        return [line_count(para, setting.brand, width - pad) for para in columns[number]]

    def cost(tried: Sequence[float]) -> tuple[int, int]:
        taken = [lines(number, width) for number, width in enumerate(tried)]
        return sum(map(max, zip(*taken, strict=True))), sum(map(sum, taken))

    def needed(number: int, width: float, most: Sequence[int]) -> float:
        """The least width at which the cells of a column take so many lines at most."""
        found = (width - step * STEP for step in range(int((width - least[number]) / STEP), 0, -1))
        return next((narrow for narrow in found if all(map(le, lines(number, narrow), most))), width)

    def given(giver: int, taker: int) -> list[float]:
        """Widths at which one column has what one other can spare without higher rows, and the rest without more
        lines; of that it has what it needs."""
        taken = [lines(number, width) for number, width in enumerate(best)]
        taken[giver] = list(map(max, zip(*taken, strict=True)))
        tight = [width if at == taker else needed(at, width, taken[at]) for at, width in enumerate(best)]
        wide = sum(best) - sum(tight) + tight[taker]
        tight[taker] = needed(taker, wide, lines(taker, wide))
        return [width + (sum(best) - sum(tight)) / len(tight) for width in tight]

    best = list(widths)
    lowest = cost(best)
    pairs = list(permutations(range(len(columns)), 2))
    while True:
        trades = []
        for (giver, taker), much in product(pairs, TRADES):
            other = list(best)
            other[giver], other[taker] = best[giver] - much, best[taker] + much
            if other[giver] >= least[giver]:
                trades.append((cost(other), much, other))
        trades += [(cost(other), sum(best), other) for other in (given(*pair) for pair in pairs)]
        taken, _, other = min(trades, default=(lowest, 0.0, best))
        if taken >= lowest:
            return best
        lowest, best = taken, other


def _high(lines: Callable[[int, float], Sequence[int]], widths: Sequence[float]) -> list[int]:
    """How many lines each row takes; `lines` says how many the cells of a column, by its number, take in a width."""
    return list(map(max, zip(*map(lines, range(len(widths)), widths), strict=True)))


def _wanted(widths: Sequence[float], dense: bool) -> float:
    """The widest cell; of many the widest but for those few that are longer than all others."""
    few = len(widths) // USUAL if dense else 0
    return sorted(widths)[-1 - few]


def _shared(least: Sequence[float], wanted: Sequence[float], total: float) -> list[float]:
    """Give each column its least, then fill by the root of what it still wants, so that long texts wrap most."""
    widths, room = list(least), total - sum(least)
    while room >= 0.001 and any(need := [_lacks(*one) for one in zip(wanted, widths, strict=True)]):
        given = [
            min(want - width, room * one / sum(need)) if one else 0.0
            for want, width, one in zip(wanted, widths, need, strict=True)
        ]
        widths = [width + more for width, more in zip(widths, given, strict=True)]
        room -= sum(given)
    return widths


def _lacks(want: float, width: float) -> float:
    """The root of what a column still wants beyond its width; what no eye sees is nothing."""
    return float(max(0.0, round(want - width, 9)) ** 0.6)


def _rounded(widths: Sequence[float], total: float) -> tuple[float, ...]:
    rounded = [round(width, 3) for width in widths[:-1]]
    return (*rounded, round(total - sum(rounded), 3))
