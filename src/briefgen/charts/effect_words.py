"""The words of charts of effects: names, values of arms, effects with what limits them, and what sides favour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from briefgen.charts.close import short
from briefgen.charts.effect_rows import ArmCell, EffectRow
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import capital
from briefgen.charts.engine.series import Phrase
from briefgen.frozen import frozen
from briefgen.lexicon.en import INTERIM, NOT_REPORTED
from briefgen.values.brackets import USUAL_KIND, Interval
from briefgen.values.facts import Traced
from briefgen.values.numbers import NBSP
from briefgen.values.quantity import Quantity

Line: TypeAlias = tuple[Phrase, ...]
JOINT = re.compile(r"(\s+(?:plus|and|with|\+)\s+)")
"""What joins the parts of a regimen."""
ABBREVIATED = {"hazard_ratio": "HR", "odds_ratio": "OR"}
"""How the head of a column says what the head of its axis spells out."""
SHORT = 12
"""Signs of a population that the head of names has room for."""


@frozen
class Favoured:
    """What one side of the line says, and whether it speaks for the treatment."""

    text: str
    of_treatment: bool


def wrapped(
    text: str, canvas: Canvas, points: float, room: float, color: str = "ink", *, bold: bool = False
) -> list[Line]:
    """A text of one look in lines of a room."""
    lines = canvas.wrap(text, points, room, bold=bold) if text else []
    return [(Phrase(line, points, color, bold),) for line in lines]


# --- names ---------------------------------------------------------------------------------------------------


def head_of_names(rows: Sequence[EffectRow]) -> str:
    """What the rows of one trial are of: their one endpoint with who judged it, or that they are endpoints."""
    if not is_of_one(rows):
        return ", ".join(filter(None, ("Endpoint", shared_population(rows))))
    return f"{capital(str(rows[0].endpoint))}{_judged(rows)}"


def short_head_of_names(rows: Sequence[EffectRow]) -> str:
    """The same in short where its one endpoint has an abbreviation: PFS (IRRC)."""
    return f"{short(rows[0].endpoint)}{_judged(rows)}" if is_of_one(rows) else head_of_names(rows)


def _judged(rows: Sequence[EffectRow]) -> str:
    judged = {str(row.assessor or "") for row in rows if not row.subgroup}
    by = judged.pop() if len(judged) == 1 else ""
    return f" ({by})" if by else ""


def shared_population(rows: Sequence[EffectRow]) -> str:
    """The population that several endpoints are all of, where a head has room for it."""
    found = {str(row.population or "") for row in rows}
    said = found.pop() if len(found) == 1 and len(rows) > 1 else ""
    return said if len(said) <= SHORT and not any(row.subgroup for row in rows) else ""


def is_of_one(rows: Sequence[EffectRow]) -> bool:
    """Whether all rows are of one endpoint, first in the whole population, then in its subgroups."""
    return len({str(row.endpoint) for row in rows}) == 1 and [row.subgroup for row in rows][:2] == [False, True]


def name_lines(
    row: EffectRow, rows: Sequence[EffectRow], canvas: Canvas, room: float, *, arms: bool, stem: str = ""
) -> list[Line]:
    """Endpoint and population; a subgroup below its endpoint is named by its population alone, and so is the whole
    where the head says the endpoint. The values of the arms stand below when they have no columns. The stem of its
    population, which stands beside it, is left out."""
    first, under = name_of(row, rows)
    sizes = canvas.sizes
    own = first[len(stem) :].lstrip() if stem and first.startswith(stem) else capital(first)
    lines = wrapped(own, canvas, sizes.text, room, bold=not row.subgroup)
    lines += wrapped(under, canvas, sizes.small, room, "slate")
    for cell in row.cells if arms else ():
        lines += wrapped(cell_words(cell), canvas, sizes.small, room, "slate")
    return lines


def name_of(row: EffectRow, rows: Sequence[EffectRow]) -> tuple[str, str]:
    """What a row is called, and what stands below: when, of whom, how many, judged by whom."""
    index = next(i for i, other in enumerate(rows) if other is row)
    below = row.subgroup and index > 0 and str(rows[index - 1].endpoint) == str(row.endpoint)
    headed = not index and is_of_one(rows)
    population = str(row.population or "")
    kin = [other for other in rows if str(other.endpoint) == str(row.endpoint)]
    whole = any(not other.subgroup for other in kin)
    parts = [
        str(row.at or ""),
        "" if below or headed or shared_population(rows) else population,
        "subgroup" if row.subgroup and not (below and whole) else "",
    ]
    parts += [of_patients(row.patients) or _of_both(row, rows), "" if headed else str(row.assessor or "")]
    parts.append(str(row.of_arm or ""))
    if below:
        first = population or "population not reported"
    elif headed:
        first = f"{population} population" if population.isupper() else population or "all patients"
    else:
        first = str(row.endpoint)
    under = ", ".join(part for part in parts if part)
    return first, under if under.startswith(f"n{NBSP}") else capital(under)


def _of_both(row: EffectRow, rows: Sequence[EffectRow]) -> str:
    """305 and 305 patients, where the heads of the columns do not say how many each arm has."""
    counted = [cell.patients for cell in row.cells]
    told = all(_shared_patients(rows, index) for index in range(2))
    if len(counted) != 2 or told or _counted(rows):
        return ""
    bare = [str(one) for one in counted if one and not (isinstance(one.value, Quantity) and one.value.unit)]
    return f"n{NBSP}={NBSP}{bare[0]}{NBSP}+{NBSP}{bare[1]}" if len(bare) == 2 else ""


def of_patients(patients: Traced | None) -> str:
    """305 patients, or n = 305 of a bare number."""
    if patients is None:
        return ""
    unit = isinstance(patients.value, Quantity) and patients.value.unit
    return str(patients) if unit else f"n{NBSP}={NBSP}{patients}"


# --- values of arms ------------------------------------------------------------------------------------------


def _cell(row: EffectRow, index: int) -> ArmCell | None:
    return row.treatment if index == 0 else row.control


def _cells(rows: Sequence[EffectRow], index: int | None = None) -> list[ArmCell]:
    both = (0, 1) if index is None else (index,)
    return [cell for row in rows for i in both if (cell := _cell(row, i))]


def head_of_arm(rows: Sequence[EffectRow], index: int, canvas: Canvas, room: float) -> list[Line]:
    """The name of an arm, and how many patients it has where every row says the same."""
    sizes, cells = canvas.sizes, _cells(rows, index)
    if not cells:
        return []
    color = "slate" if index else canvas.accent
    lines = wrapped(capital(arm_heads(rows)[index]), canvas, sizes.text, room, color, bold=True)
    return lines + wrapped(_shared_patients(rows, index), canvas, sizes.small, room, "slate")


def head_over_arms(rows: Sequence[EffectRow]) -> str:
    """How the values of both arms are stated: Median PFS, months."""
    stated = _stated(rows)
    if not is_of_one(rows) or not stated.startswith("median"):
        return capital(stated)
    return capital(stated.replace("median", f"median {short(rows[0].endpoint)}", 1))


def arm_heads(rows: Sequence[EffectRow]) -> tuple[str, str]:
    """The names of both arms without what both get at their end: ivonescimab, placebo."""
    return apart(_arm_name(rows, 0), _arm_name(rows, 1))


def apart(one: str, other: str) -> tuple[str, str]:
    """Two regimens without the parts that end both; of each its first part stays."""
    mine, theirs = JOINT.split(one), JOINT.split(other)
    while len(mine) > 1 and len(theirs) > 1 and mine[-1].casefold() == theirs[-1].casefold():
        del mine[-2:], theirs[-2:]
    return "".join(mine), "".join(theirs)


def _arm_name(rows: Sequence[EffectRow], index: int) -> str:
    """The name that all rows give an arm, or what the arm is."""
    names = {str(cell.name) for cell in _cells(rows, index)}
    told = rows[0].comparator if index else rows[0].regimen
    return names.pop() if len(names) == 1 else str(told or ("control" if index else "treatment"))


def _counted(rows: Sequence[EffectRow]) -> bool:
    return all(cell.events and cell.patients for cell in _cells(rows))


def _stated(rows: Sequence[EffectRow]) -> str:
    """How the values of the arms are stated, when all are stated alike: median, months."""
    if _counted(rows):
        return "events / n"
    measures = {str(cell.measure) for cell in _cells(rows)}
    if len(measures) != 1 or "rate" in measures:
        return ""
    if "count" in measures:
        return _unit(rows)
    return ", ".join(part for part in (short_of(measures.pop()), _plural(_unit(rows))) if part)


def gap_of(rows: Sequence[EffectRow]) -> str:
    """What stands across both columns of the arms where a row has no values: medians not reported."""
    return f"medians {NOT_REPORTED}" if _stated(rows).startswith("median") else NOT_REPORTED


def _unit(rows: Sequence[EffectRow]) -> str:
    """The unit that all values of the arms have, where the head says it; per cent stand with their values."""
    units = {cell.quantity.unit for cell in _cells(rows) if not cell.quantity.sentinel}
    measures = {str(cell.measure) for cell in _cells(rows)}
    return units.pop() if len(units) == 1 and len(measures) == 1 and units.isdisjoint({"%"}) else ""


def _plural(unit: str) -> str:
    return f"{unit}s" if unit in {"day", "week", "month", "year"} else unit


def _shared_patients(rows: Sequence[EffectRow], index: int) -> str:
    found = {of_patients(cell.patients) if (cell := _cell(row, index)) else "" for row in rows}
    return found.pop() if len(found) == 1 and not _counted(rows) else ""


def cell_lines(row: EffectRow, rows: Sequence[EffectRow], index: int, canvas: Canvas, room: float) -> list[Line]:
    """The value of an arm with what stands below it; bold where it is the medicine's in the whole population, and its
    endpoint was not missed."""
    cell, sizes = _cell(row, index), canvas.sizes
    if cell is None:
        return []
    color, bold = ("ink", False) if index else (canvas.strong, not (row.subgroup or row.missed or row.undecided))
    if _counted(rows):
        return wrapped(f"{cell.events} / {cell.patients}", canvas, sizes.text, room, color, bold=bold)
    quantity = cell.quantity
    if quantity.sentinel and quantity.sentinel != "not_reached":
        lines = wrapped(quantity.core, canvas, sizes.text, room)
        return [tuple(replace(part, color="slate", italic=True) for part in line) for line in lines]
    lines = wrapped(figure_of(quantity, _unit(rows)), canvas, sizes.text, room, color, bold=bold)
    parts = [] if _shared_patients(rows, index) or _of_both(row, rows) else [of_patients(cell.patients)]
    for part in (*_asides(cell), *parts):
        lines += wrapped(part, canvas, sizes.small, room, "slate")
    return lines


def _asides(cell: ArmCell) -> Iterator[str]:
    quantity = cell.quantity
    if cell.bare:
        return
    if quantity.interval:
        yield f"({bounds_of(quantity.interval)})"
    yield from (aside.text for aside in quantity.asides if aside.kind in ("spread", "quartiles"))
    if cell.baseline:
        yield f"baseline {cell.baseline}"


def cell_words(cell: ArmCell) -> str:
    """The value of an arm in a line: placebo −0.3 percentage points, baseline 8.1%, n = 271."""
    value = f"{cell.events} events" if cell.events else ""
    parts = [f"{cell.name} {figure_of(cell.quantity)}", value]
    parts += [f"baseline {cell.baseline}" if cell.baseline else "", of_patients(cell.patients)]
    return ", ".join(part for part in parts if part)


# --- effects -------------------------------------------------------------------------------------------------


def head_of_axis(rows: Sequence[EffectRow], *, logarithmic: bool) -> str:
    """What lies on the axis: Hazard ratio, log scale."""
    unit = _plural(rows[0].unit) if rows[0].unit != "%" else "%"
    parts = [capital(short_of(str(rows[0].measure))), unit, "log scale" if logarithmic else ""]
    return ", ".join(part for part in parts if part)


def head_of_effect(rows: Sequence[EffectRow], *, short: bool = False) -> str:
    """The measure, its unit and the level of its intervals: Difference, percentage points (95% CI); in short where the
    head of the axis says them: HR (95% CI)."""
    unit, measure = rows[0].unit, str(rows[0].measure)
    words = capital(short_of(measure)) + (f", {_plural(unit)}" if unit and unit != "%" else "")
    if short:
        known = (said for code, said in ABBREVIATED.items() if rows[0].measure == code)
        words = next(known, capital(measure.split()[-1]))
    return ", ".join((f"{words} ({kind_of(row.quantity for row in rows)})", *_said_of_all(rows)))


def _said_of_all(rows: Sequence[EffectRow]) -> list[str]:
    """What limits every one of several effects: it stands once, in their head."""
    if len(rows) < 2 or any(row.missed for row in rows):
        return []
    return [word for word in rows[0].quantity.limits if all(word in row.quantity.limits for row in rows)]


def short_of(measure: str) -> str:
    """A measure as heads abbreviate it: LS mean difference, GMT ratio."""
    words = measure.replace("least-squares", "LS").replace(" from baseline", "")
    return {"ratio of geometric mean titres": "GMT ratio", "geometric mean titre": "GMT"}.get(words, words)


def kind_of(quantities: Iterable[Quantity], otherwise: str = USUAL_KIND) -> str:
    """The kind of the first interval among some values, which their head tells for all: 95% CI."""
    return next((one.interval.kind for one in quantities if one.interval), otherwise)


def effect_lines(row: EffectRow, rows: Sequence[EffectRow], canvas: Canvas, room: float = 99.0) -> list[Line]:
    """The effect with its interval, then what limits it, its p-value, and a margin that is not drawn."""
    sizes, quantity = canvas.sizes, row.quantity
    if quantity.number is None:
        return []
    figure = Phrase(figure_of(quantity, quantity.unit if quantity.unit != "%" else ""), sizes.text, canvas.strong, True)
    aside = bounds_of(quantity.interval, kind_of(r.quantity for r in rows)) if quantity.interval else ""
    whole = (figure, Phrase(f" ({aside})", sizes.text)) if aside else (figure,)
    if sum(canvas.measure(part.text, sizes.text, bold=part.bold) for part in whole) <= room:
        lines: list[Line] = [whole]
    else:
        lines = wrapped(figure.text, canvas, sizes.text, room, canvas.strong, bold=True)
        lines += wrapped(aside, canvas, sizes.text, room)
    for word in (word for word in row.limits if word not in _said_of_all(rows)):
        color = "brick" if row.missed and word != INTERIM else "slate"
        lines += wrapped(word, canvas, sizes.small, room, color, bold=color == "brick")
    lines += wrapped(p_words(row), canvas, sizes.small, room, "slate")
    if row.margin and (row.margin_at is None or len({other.margin_at for other in rows} - {None}) > 1):
        lines += wrapped(margin_words(row), canvas, sizes.small, room, "amber", bold=True)
    return lines


def p_words(row: EffectRow) -> str:
    """The p-value; what limits the effect is not said again."""
    quantity = row.p.value if row.p else None
    if not isinstance(quantity, Quantity):
        return ""
    kind = "; ".join(word for word in quantity.limits if word not in row.quantity.limits)
    return f"{quantity.as_p_value.figure} ({kind})" if kind else quantity.as_p_value.figure


def margin_words(row: EffectRow) -> str:
    """What the interval must clear, in the unit of the effect: margin 0.3, criterion 30%."""
    said = row.margin.value if row.margin else None
    unit = row.quantity.unit if row.quantity.unit != "%" else ""
    figure = figure_of(said, unit) if isinstance(said, Quantity) else ""
    return f"{'criterion' if row.measure == 'vaccine_efficacy' else 'margin'} {figure}"


def figure_of(quantity: Quantity, unit: str = "") -> str:
    """The value with its sign but no brackets, and without a unit that a head says."""
    shared = any(aside.kind == "share" for aside in quantity.asides)
    text = quantity.core if shared else re.split(r"[ \u00a0]\(", quantity.estimate)[0]
    return text.removesuffix(unit).rstrip() if unit and text != unit else text


def bounds_of(interval: Interval, kind: str = USUAL_KIND) -> str:
    """0.51–0.86, or 90% CI 0.51–0.86 when it is of another kind than its head says."""
    return (interval.bounds if interval.kind == kind else interval.text).replace(NBSP, " ")


# --- sides ---------------------------------------------------------------------------------------------------


def favoured(rows: Sequence[EffectRow]) -> tuple[Favoured, Favoured] | None:
    """What the left and the right of the line favour; only what is lower and higher, where better depends on the
    disease; nothing where the effect and the values of its arms point to different sides."""
    treatment, control = arm_heads(rows)
    better = rows[0].better
    if better == "unclear":
        return None
    if better == "untold":
        return Favoured(f"Lower with {treatment}", False), Favoured(f"Higher with {treatment}", False)
    sides = Favoured(f"Favours {treatment}", True), Favoured(f"Favours {control}", False)
    return sides if better == "low" else (sides[1], sides[0])
