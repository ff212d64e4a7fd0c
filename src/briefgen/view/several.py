"""Several records told as one: those that are alike, what limits results alike, which are told, what they supersede."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from briefgen.frozen import frozen
from briefgen.lexicon.en import BEFORE_VALUES, ENDPOINT_MET, FINAL
from briefgen.records.endpoints import SIGNIFICANCES
from briefgen.values.brackets import USUAL_KIND
from briefgen.values.facts import ENDPOINT, TEXT, Role, Traced
from briefgen.values.quantity import Quantity
from briefgen.view.base import Missing, fact_of, missing
from briefgen.view.result import ResultView

if TYPE_CHECKING:
    from briefgen.view.program import ProgramView

T = TypeVar("T")


class Groups(tuple[tuple[T, ...], ...]):
    """Records in groups: what is said of several of them is said of each group."""

    __slots__ = ()

    def __getitem__(self, key: Any) -> Any:
        """A group, or some of them."""
        found = super().__getitem__(key)
        return Groups(found) if isinstance(key, slice) else found


def alike(things: Iterable[T], *fields: str) -> tuple[tuple[T, ...], ...]:
    """Records grouped by what is the same in all the fields named, in their order: `Groups`."""
    groups: dict[tuple[Any, ...], list[T]] = {}
    for thing in things:
        groups.setdefault(tuple(map(as_printed, (getattr(thing, field) for field in fields))), []).append(thing)
    return Groups(map(tuple, groups.values()))


def first_places(programs: Iterable[ProgramView]) -> tuple[tuple[ProgramView, ...], ...]:
    """Programmes of a stated territory by that: of more than two territories those of the first."""
    groups = alike((one for one in programs if one.territory), "territory")
    return groups if len(groups) == 2 else groups[:1]


def as_printed(value: Any) -> Any:
    """What tells two values of a field apart: a rejected filing is no filing, though both are filed. What is not stated
    of two is alike."""
    if isinstance(value, Missing):
        return str(value)
    return (value, value.text) if isinstance(value, Traced) else value


@frozen
class Whom:
    """Whom some results are of."""

    usual: ResultView | None
    """One of those of the population that more trials are told of than any other; none where one says nothing of it."""
    apart: tuple[tuple[ResultView, ...], ...]
    """The others, by population."""


def whom_of(results: Iterable[ResultView]) -> Whom:
    """Whom results are of: what is so of most trials can be said once, of the others with their names."""
    told = list(results)
    groups = sorted(alike((one for one in told if one.population), "population"), key=_trials, reverse=True)
    several = len(groups) == 1 or (len(groups) > 1 and _trials(groups[0]) > _trials(groups[1]))
    if several and all(one.population for one in told) and _trials(groups[0]) > 1:
        return Whom(groups[0][0], Groups(groups[1:]))
    return Whom(None, Groups(groups))


def _trials(results: Sequence[ResultView]) -> int:
    return len({result.trial.id for result in results})


def limits_of(results: Sequence[ResultView], *, but: str = "") -> Traced:
    """What limits each of several values alike, in words that stand once before them, that they are final,
    and what their test came to, but for what is said already. A value that stands alone keeps its limits beside it."""
    words = [BEFORE_VALUES.get(word, word) for word in _common(results) if word != but]
    if results and all(result.is_final for result in results):
        words.append(BEFORE_VALUES[FINAL])
    if results and all(result.significant for result in results):
        words.append(ENDPOINT_MET if all(result.met for result in results) else SIGNIFICANCES.print("significant"))
    fact = fact_of(results[0], "significance") if results else None
    if fact is None:
        raise ValueError("no values, so nothing limits them")
    role = Role(ENDPOINT, "not_met") if results[0].judgement == "not_met" else TEXT
    return Traced("; ".join(words), fact, role) if words else missing(fact)


def first_bounded(results: Iterable[ResultView]) -> ResultView | None:
    """The first whose interval is of the usual kind, which a caption may tell once for all."""
    bounded = (one for one in results if one.has_interval and one.value.value.interval.kind == USUAL_KIND)
    return next(bounded, None)


def first_leads(leads: Sequence[ResultView], most: int) -> tuple[ResultView, ...]:
    """The first of some comparisons, and of the others those that were not significant; all where `most` is none."""
    return tuple(
        lead for n, lead in enumerate(leads) if not most or n < most or any(one.is_missed for one in lead.together)
    )


def leads_beyond(leads: Sequence[ResultView], most: int) -> tuple[ResultView, ...]:
    """What `first_leads` leaves out, without those that a plot of the ratios of their trial draws."""
    told = first_leads(leads, most)
    return tuple(lead for lead in leads if lead not in told and (lead.trial.curves or not lead.is_drawn_as_ratio))


def superseded_by(results: Sequence[ResultView]) -> tuple[tuple[ResultView, ...], ...]:
    """What the values of a comparison supersede, analysis by analysis, the latest first."""
    deepest = max((len(result.earlier) for result in results), default=0)
    return Groups(tuple(r.earlier[n] for r in results if len(r.earlier) > n) for n in range(deepest))


def beside(result: ResultView, results: Sequence[ResultView]) -> Traced:
    """The value of a result without what `limits_of` says before it and its kin."""
    said = result.value
    common = _common(results)
    quantity: Quantity = said.value.without(*common)
    return replace(said, text=quantity.text, value=quantity)


def _common(results: Sequence[ResultView]) -> tuple[str, ...]:
    first = results[0].limits if len(results) > 1 else ()
    return tuple(word for word in first if all(word in result.limits for result in results))
