"""The register: everything that a view holds on a subject, one row for each record, so that no cut loses anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from briefgen.editor.changes import named
from briefgen.editor.known import known
from briefgen.values.facts import MISSING, Traced
from briefgen.view.base import Missing, RecordView, part_of, record_of
from briefgen.view.result import ResultView
from briefgen.view.subject import Subject

_BESIDE = frozenset(
    {"id", "source", "announced", "note", "reason", "preferred", "audiences", "embargo_until", "programs"}
)
"""Fields of every record that say nothing of the matter, or stand in a column or on a sheet of their own."""


@dataclass(frozen=True, slots=True)
class Register:
    """One kind of records: its columns and its rows; the last columns lead to record, sources and data file."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def registers(subject: Subject) -> tuple[Register, ...]:
    """Every record of a subject by kind, then the sources of all of them, then what the sources leave out."""
    kinds: dict[str, Iterable[RecordView]] = {
        "Pipeline": subject.programs,
        "Catalysts": subject.catalysts,
        "Results": _with_earlier(subject.results),
        "Deals": subject.deals,
        "Events": subject.events[::-1],
        "Designations": subject.designations,
        "Trials": subject.trials,
        "Assets": subject.assets,
        "Claims": subject.claims,
        "Comments": subject.commentary,
        "Epidemiology": subject.epidemiology,
        "Benchmarks": subject.benchmarks,
        "Diseases": subject.context,
        "Company figures": getattr(subject, "metrics", ()),
    }
    rows = {name: tuple(dict.fromkeys(records)) for name, records in kinds.items()}
    cited = dict.fromkeys(source for records in rows.values() for seen in records for source in seen.sources)
    made = [
        _register(name, records) for name, records in (*rows.items(), ("Sources", tuple(_with_via(cited)))) if records
    ]
    gaps = tuple(
        (str(gap.asset.name), str(text), str(text.fact.record)) for gap in subject.gaps for text in gap.missing
    )
    return (*made, Register("Gaps", ("Asset", "Not stated", "Record"), gaps)) if gaps else tuple(made)


def _with_earlier(results: Iterable[ResultView]) -> Iterator[ResultView]:
    """Results, each before the analyses that it supersedes."""
    for result in results:
        yield from (result, *result.earlier)


def _with_via(sources: Iterable[Any]) -> Iterator[Any]:
    for source in sources:
        yield source
        if source.via:
            yield source.via


def _register(name: str, records: tuple[RecordView, ...]) -> Register:
    """The fields that any of the records gives, in the order of the data model."""
    fields = dict.fromkeys(
        field for seen in records for field in type(part_of(seen)).model_fields if field not in _BESIDE
    )
    given = [field for field in fields if any(_given(getattr(seen, field)) for seen in records)]
    lead = ("asset",) if name == "Pipeline" else ()
    columns = tuple(field.replace("_", " ").capitalize() for field in (*lead, *given))
    rows = tuple((*(_cell(getattr(seen, field)) for field in (*lead, *given)), *_trace(seen)) for seen in records)
    return Register(name, (*columns, "Known", "Record", "Sources", "Data"), rows)


def _trace(seen: RecordView) -> tuple[str, ...]:
    when, fact = known(seen), seen.fact
    return when.short() if when else "", str(fact.record), "\n".join(fact.sources), str(fact.origin)


def _given(value: Any) -> bool:
    return value is not False and bool(value)


def _cell(value: Any) -> str:
    """A value as printed; empty where the dataset holds nothing, for that is neither "no" nor "not disclosed"."""
    match value:
        case bool():
            return "yes" if value else ""
        case tuple():
            return "; ".join(map(_cell, value))
        case Missing():
            return ""
        case RecordView() if part_of(value) is not record_of(value):
            parts = (getattr(value, field) for field in type(part_of(value)).model_fields if field not in _BESIDE)
            return " ".join(_cell(part) for part in parts if _given(part))
        case RecordView():
            return named(value)
        case Traced() if value.role == MISSING and value.value is None:
            return ""
        case _:
            return str(value)
