"""The register: everything that a view holds on a subject, one row for each record, so that no cut loses anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import methodcaller
from typing import Any, TypeAlias

from briefgen.editor.changes import named
from briefgen.editor.differing import Difference, differences_of
from briefgen.editor.known import known
from briefgen.frozen import frozen
from briefgen.values.facts import MISSING, REFERENCE, TEXT, VALUE, Traced
from briefgen.values.quantity import Quantity
from briefgen.view.asked import line_of
from briefgen.view.base import Missing, RecordView, fact_of, key_of, naming, part_of, record_of
from briefgen.view.company import CompanyView
from briefgen.view.comparison import ComparisonView
from briefgen.view.program import ProgramView
from briefgen.view.result import ResultView
from briefgen.view.source import SourceView
from briefgen.view.subject import Subject
from briefgen.view.view import View

Cell: TypeAlias = tuple[str | Traced, ...]
"""What stands in a cell: values, and words between them."""
Arms: TypeAlias = Mapping[str, Traced]
"""Names of arms by their ids."""
_BESIDE = frozenset(
    {"id", "source", "announced", "note", "reason", "preferred", "audiences", "embargo_until", "programs", "context"}
)
"""Fields of every record that say nothing of the matter, or stand in a column or on a sheet of their own."""
_BEYOND = {"Pipeline": ("asset",), "Earlier stages": ("asset",), "Comparisons": ("trial", "endpoint", "alpha")}
"""What the first columns of a sheet are, where that is no field of its records or another order reads better."""
_OF_ARMS = ("arm", "experimental", "control")
"""Fields that hold the id of an arm."""
_SPELLED = {"isin": "ISIN", "lei": "LEI", "url": "Web address", "dar": "DAR", "p": "P-value", "alpha": "Threshold of p"}


@frozen
class RecordLine:
    """A record: what its fields say, since when it is known, its id and its place in the data files; and the ids of
    its sources."""

    cells: tuple[Cell, ...]
    sources: tuple[str, ...]


@frozen
class Register:
    """Records of one kind, one line each, under the heads of their columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[RecordLine, ...]


SHEETS = (
    "Pipeline", "Earlier stages", "Catalysts", "Results", "Comparisons", "Deals", "Regulatory", "Events",
    "Company figures", "Claims", "Comments", "Trials", "Assets", "Targets", "Companies", "Diseases", "Standard of care",
    "Epidemiology", "Benchmarks", "People", "Sources", "Differences", "Gaps",
)  # fmt: skip
"""Kinds of records in the order of their sheets; a subject has those of which something is known."""


def registers(view: View, subject: Subject) -> tuple[Register, ...]:
    """Every record of a subject by kind, then the sources of all of them, then what the sources leave out."""
    rows = {name: tuple(dict.fromkeys(records)) for name, records in _sheets(view, subject).items()}
    named_there = [person for records in rows.values() for person in _people(records)]
    theirs = [one for one in naming(view, "person", key_of(subject)) if getattr(one, "company", None) == subject]
    rows["People"] = tuple(dict.fromkeys([*named_there, *theirs]))
    made = [_register(name, records) for name, records in rows.items() if records]
    cited = dict.fromkeys(id for one in made for line in one.rows for id in line.sources)
    sources = tuple(dict.fromkeys(_with_via(seen for id in cited if (seen := view.find("source", id)))))
    made += [_register("Sources", sources)] if sources else []
    gaps = tuple(
        RecordLine(((gap.asset.name,), (text,), _key(text)), text.fact.sources)
        for gap in subject.gaps
        for text in gap.missing
    )
    differing = tuple(
        RecordLine((_label(one), (one.field,), (one.chosen,), tuple(_joined(((other,) for other in one.others), "; ")),
                    _key(one.record)), _all_sources(one))
        for one in differences_of(subject)
    )  # fmt: skip
    if differing:
        made.append(Register("Differences", ("Of", "Field", "Told", "Also stated", "Record"), differing))
    return (*made, *([Register("Gaps", ("Asset", "Not stated", "Record"), gaps)] if gaps else ()))


def _label(one: Difference) -> Cell:
    """What sources state differently: a record by its name, a result by its trial and by what it measures."""
    result = one.result
    if result is None:
        return (one.name,)
    return tuple(_joined([(said,) for said in (result.trial.name, result.endpoint, result.population) if said], ", "))


def _all_sources(one: Difference) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for value in (one.chosen, *one.others) for id in value.fact.sources))


def _sheets(view: View, subject: Subject) -> dict[str, Iterable[RecordView]]:
    trials, events = _of(subject, "trial"), _of(subject, "event")
    mine = {trial.id for trial in trials}
    told = dict.fromkeys([*subject.events[::-1], *(event for event in events if not event.expected)])
    companies = [subject] if isinstance(subject, CompanyView) else []
    parties = [party for deal in subject.deals for party in (deal.licensor, deal.licensee) if party]
    assets = {asset.id for asset in subject.assets}
    return {
        "Pipeline": subject.programs,
        "Earlier stages": _earlier(subject.programs),
        "Catalysts": dict.fromkeys([*subject.catalysts, *(event for event in events if event.expected)]),
        "Results": _with_earlier(subject.results),
        "Comparisons": [
            one for one in naming(view, "comparison", *(("trial", id) for id in sorted(mine))) if one.trial.id in mine
        ],
        "Deals": _of(subject, "deal"),
        "Regulatory": (*_of(subject, "filing"), *_of(subject, "designation")),
        "Events": told,
        "Company figures": [
            one
            for one in naming(view, "metric", key_of(subject), *(("asset", id) for id in sorted(assets)))
            if one.company == subject or (one.asset and one.asset.id in assets)
        ],
        "Claims": _of(subject, "claim"),
        "Comments": subject.commentary,
        "Trials": trials,
        "Assets": subject.assets,
        "Targets": [target for asset in subject.assets for target in asset.targets],
        "Companies": (*companies, *subject.companies, *parties),
        "Diseases": subject.diseases,
        "Standard of care": subject.context,
        "Epidemiology": subject.epidemiology,
        "Benchmarks": subject.benchmarks,
    }


def _of(subject: Subject, kind: str) -> tuple[Any, ...]:
    """Every record of a kind that concerns a subject, also those that its questions leave out."""
    found: tuple[Any, ...] = methodcaller("_all", kind)(subject)
    return found


def _earlier(programs: Iterable[ProgramView]) -> Iterator[ProgramView]:
    """What a programme was before it was what it is, the newest first."""
    for program in programs:
        before = program.previous
        while isinstance(before, ProgramView):
            yield before
            before = before.previous


def _with_earlier(results: Iterable[ResultView]) -> Iterator[ResultView]:
    """Results, each before the analyses that it supersedes."""
    for result in results:
        yield from (result, *result.earlier)


def _people(records: Iterable[RecordView]) -> Iterator[RecordView]:
    """Whom records name as speakers or as there."""
    for seen in records:
        for field in ("attributed_to", "said_by", "people"):
            if field in type(part_of(seen)).model_fields:
                there = getattr(seen, field)
                yield from there if isinstance(there, tuple) else filter(None, (there,))


def _with_via(sources: Iterable[SourceView]) -> Iterator[RecordView]:
    for source in sources:
        yield source
        if isinstance(source.via, SourceView):
            yield source.via


# --- columns -----------------------------------------------------------------------------------------------


def _register(name: str, records: tuple[RecordView, ...]) -> Register:
    """The fields that any of the records gives, in the order of the data model; a field of exact numbers is followed by
    the numbers alone and their units."""
    more = _BEYOND.get(name, ())
    fields = dict.fromkeys((*more, *(field for seen in records for field in type(part_of(seen)).model_fields)))
    columns: list[tuple[str, list[Cell]]] = []
    for field in fields:
        values = [_value(seen, field, more) for seen in records]
        if field in _BESIDE or not any(map(_given, values)):
            continue
        label = _SPELLED.get(field) or field.replace("_", " ").capitalize()
        cells = [tuple(_cell(value, seen, field, _arms(seen))) for seen, value in zip(records, values, strict=True)]
        columns += [(label, cells), *_numbers(label, values)]
    columns += [
        ("Known", [(seen.announced,) if known(seen) else () for seen in records]),
        ("Record", [_key(seen) for seen in records]),
        ("Data", [(Traced(line_of(seen), seen.fact, REFERENCE),) for seen in records]),
    ]
    lines = zip(records, zip(*(cells for _, cells in columns), strict=True), strict=True)
    rows = tuple(RecordLine(cells, tuple(_sources(seen, cells))) for seen, cells in lines)
    return Register(name, tuple(label for label, _ in columns), rows)


def _sources(seen: RecordView, cells: tuple[Cell, ...]) -> Iterable[str]:
    """Ids of the sources of a record and of each value of it."""
    own = seen.fact
    values = (one.fact for cell in cells for one in cell if isinstance(one, Traced))
    return dict.fromkeys([*own.sources, *(id for fact in values if fact.record == own.record for id in fact.sources)])


def _value(seen: RecordView, field: str, more: tuple[str, ...]) -> Any:
    return getattr(seen, field) if field in more or field in type(part_of(seen)).model_fields else None


def _numbers(label: str, values: list[Any]) -> Iterator[tuple[str, list[Cell]]]:
    """The exact numbers of a field, and their units; nothing when they are printed no other way."""
    exact = [_exact(value) if isinstance(value, Traced) else None for value in values]
    if not any(one and one.text != value.text for one, value in zip(exact, values, strict=True)):
        return
    yield f"{label}, number", [(one,) if one else () for one in exact]
    units = [(_unit(value) if one else None) for one, value in zip(exact, values, strict=True)]
    if any(units):
        yield f"{label}, unit", [(unit,) if unit else () for unit in units]


def _exact(value: Traced) -> Traced | None:
    """The number of a value alone, when the source states exactly one, without a qualifier."""
    number = value.content.exact if isinstance(value.content, Quantity) else None
    if number is None:
        return None
    text = f"{number:f}"
    return replace(value, text=text, role=VALUE, known=Quantity(text, number))


def _unit(value: Traced) -> Traced | None:
    quantity = value.content
    assert isinstance(quantity, Quantity)
    text = " ".join(filter(None, (quantity.currency, quantity.unit)))
    return replace(value, text=text, role=VALUE, value=None, known=None) if text else None


# --- cells -------------------------------------------------------------------------------------------------


def _key(seen: RecordView | Traced) -> Cell:
    return (Traced(str(seen.fact.record), seen.fact, REFERENCE),)


def _given(value: Any) -> bool:
    return value is not False and bool(value)


def _joined(cells: Iterable[Cell], between: str) -> Iterator[str | Traced]:
    """Cells as one, those that say something."""
    first = True
    for cell in filter(None, cells):
        yield from cell if first else (between, *cell)
        first = False


def _arms(seen: RecordView) -> Arms:
    """The arms of a comparison's trial, whose ids nobody reads."""
    return {part_of(arm).id: arm.name for arm in seen.trial.arms} if isinstance(seen, ComparisonView) else {}


def _cell(value: Any, seen: RecordView, field: str, arms: Arms) -> Iterator[str | Traced]:
    """A value as printed; nothing where the dataset holds nothing, for that is neither "no" nor "not disclosed"."""
    match value:
        case None | Missing() | False:
            return
        case True:
            yield Traced("yes", fact_of(seen, field), VALUE)
        case tuple():
            cells = [tuple(_cell(item, seen, field, arms)) for item in value]
            yield from _joined(cells, "\n" if any(isinstance(item, RecordView) for item in value) else "; ")
        case RecordView() if part_of(value) is not record_of(value):
            yield from _joined(_parts(value, arms), ", ")
        case RecordView():
            name = getattr(value, "name", None)
            yield name if isinstance(name, Traced) else Traced(named(value), value.fact, TEXT)
        case Traced() if value.role == MISSING and value.value is None:
            return
        case _:
            yield value


def _parts(part: RecordView, arms: Arms) -> Iterator[Cell]:
    """What a part of a record says: its first field, then the others each after its name."""
    first = True
    for field in type(part_of(part)).model_fields:
        if field in _BESIDE:
            continue
        value = getattr(part, field)
        if field in _OF_ARMS and isinstance(value, Traced):
            value = arms.get(value.text, value)
        cell = tuple(_cell(value, part, field, arms))
        if cell:
            yield cell if first else (f"{field.replace('_', ' ')} ", *cell)
            first = False
