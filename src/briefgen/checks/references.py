"""Rules on ids: every id that a record names exists, is of the right kind, and trees have no loops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.checks.walk import link_fields, links, parts
from briefgen.dataset.store import Dataset
from briefgen.dataset.tree import Path_
from briefgen.problems import Problem, did_you_mean
from briefgen.records import BY_KIND, Area, Comparison, Indication, Part, Record, Result, Source

TREES: tuple[tuple[type[Record], str], ...] = (
    (Area, "parent"), (Indication, "parent"), (Source, "via"), (Result, "supersedes"), (Comparison, "supersedes"),
)  # fmt: skip


def check(dataset: Dataset, broken: frozenset[tuple[str, str]] = frozenset()) -> Iterator[Problem]:
    """Dangling ids and loops; a record that is broken is told of at its own place."""
    known = {kind: frozenset(dataset.ids(kind)) for kind in BY_KIND}
    for record in dataset:
        for path, part in parts(record):
            if _names_known(part, known):
                continue
            for inner, kind, id in links(part):
                if id in known[kind] or (kind, id) in broken:
                    continue
                if not _is_made(dataset, record, path):
                    yield _dangling(dataset, record, (*path, *inner), kind, id, broken)
    for (kind, id), fields in dataset.options.items():
        record = dataset.records[kind][id]
        for path, index, option in ((path, n, o) for path, options in fields.items() for n, o in enumerate(options)):
            for source in option.source.ids if option.source else ():
                if dataset.find("source", source) is None and ("source", source) not in broken:
                    yield _dangling(dataset, record, (*path, index, "source"), "source", source, broken)
    for tree, field in TREES:
        yield from _loops(dataset, tree, field)


def _names_known(part: Part, known: Mapping[str, frozenset[str]]) -> bool:
    """Whether all that a part itself names is there."""
    for name, kind in link_fields(type(part)):
        value = getattr(part, name)
        if value and not (known[kind].issuperset(value) if isinstance(value, tuple) else value in known[kind]):
            return False
    return True


def _is_made(dataset: Dataset, record: Record, path: Path_) -> bool:
    """Whether it was made of a filing or a deal, whose own ids are told of there, once."""
    if record.kind == "event":
        return record.id in dataset.made
    return path[:1] == ("programs",) and (record.kind, record.id, path[1]) in dataset.programs


def _dangling(
    dataset: Dataset, record: Record, path: Path_, kind: str, id: str, broken: frozenset[tuple[str, str]]
) -> Problem:
    named = [other for broken_kind, other in broken if broken_kind == kind]
    field = ".".join(str(step) for step in path if isinstance(step, str) and step != "ids")
    others = [other for other in BY_KIND if dataset.find(other, id) is not None]
    if others:
        hint = f"'{id}' is {_a(others[0])}; this field names {_a(kind)}"
    else:
        known = [other for other in (*dataset.ids(kind), *named) if (kind, other) != (record.kind, record.id)]
        hint = did_you_mean(id, known) or f"add it to the list '{BY_KIND[kind].plural}'"
    message = f"{field}: there is no {kind} '{id}'"
    return Problem(dataset.origin(record, path), "unknown-id", message, hint)


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeio" else f"a {kind}"


def _loops(dataset: Dataset, kind: type[Record], field: str) -> Iterator[Problem]:
    """A problem at every record that is above itself."""
    for record in dataset.all(kind):
        seen: list[str] = []
        id = getattr(record, field)
        while id is not None and id not in seen:
            seen.append(id)
            above = dataset.find(kind.kind, id)
            id = getattr(above, field) if above else None
        if record.id in seen:
            way = " > ".join([record.id, *seen[: seen.index(record.id) + 1]])
            yield Problem(dataset.origin(record, (field,)), "loop", f"{field}: {way} is a loop", "remove one of them")
