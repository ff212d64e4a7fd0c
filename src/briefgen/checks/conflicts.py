"""Rules on conflicts: where sources disagree one statement is preferred, for a reason."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.dataset.conflicts import Conflict, Said, conflicts_of
from briefgen.dataset.store import Dataset
from briefgen.problems import Problem
from briefgen.records import Event, Result, Source
from briefgen.records.vocabulary import TIERS

HINT = "write `preferred: true` and a `reason:` at one of them"


def check(dataset: Dataset) -> Iterator[Problem]:
    """Undecided conflicts, preferences without a reason, for a lower tier or over nothing."""
    deciding = {(Result.kind, result.supersedes) for result in dataset.all(Result)}
    for conflict in conflicts_of(dataset):
        deciding |= {(said.record.kind, said.record.id) for said in conflict.preferred}
        if len(conflict.preferred) == 1:
            yield from _tiers(dataset, conflict)
        else:
            yield from _undecided(conflict)
    for record in dataset:
        if record.preferred and not record.reason:
            origin = dataset.origin(record, ("preferred",))
            message = f"{record.kind} '{record.id}' is preferred without a reason"
            yield Problem(origin, "no-reason", message, "add `reason:`")
        if record.preferred and (record.kind, record.id) not in deciding:
            origin = dataset.origin(record, ("preferred",))
            message = f"{record.kind} '{record.id}' is preferred, yet no other record states the same thing"
            hint = "remove `preferred`; or make both records alike in what they are about"
            yield Problem(origin, "prefers-nothing", message, hint, "warning")
    yield from _options(dataset)


def _undecided(conflict: Conflict) -> Iterator[Problem]:
    preferred = conflict.preferred
    said = "; ".join(map(str, conflict.said))
    if isinstance(conflict.said[0].record, Event) and conflict.what == Event.plural and not preferred:
        message = f"events may be one, which sources date differently: {said}"
        hint = f"keep one; or, where sources disagree, {HINT}; name the territory or trial that tells them apart"
        yield Problem(conflict.said[0].origin, "same-event", message, hint, "warning")
        return
    fault = "several are preferred" if preferred else "none is preferred"
    for one in preferred or conflict.said[:1]:
        yield Problem(one.origin, "conflicting-values", f"{conflict.what} disagree and {fault}: {said}", HINT)


def _tiers(dataset: Dataset, conflict: Conflict) -> Iterator[Problem]:
    """A preferred statement whose source ranks below that of another."""
    preferred, best = conflict.preferred[0], min(conflict.said, key=lambda said: _rank(dataset, said))
    if _rank(dataset, best) < _rank(dataset, preferred):
        tiers = [TIERS.print(TIERS.codes[_rank(dataset, said)]) for said in (preferred, best)]
        message = f"the tier '{tiers[0]}' is preferred to the tier '{tiers[1]}'"
        message += f": {preferred}; {best}"
        hint = "prefer the higher tier, or be sure that `reason:` says why not"
        yield Problem(preferred.marked, "lower-tier", message, hint, "warning")


def _options(dataset: Dataset) -> Iterator[Problem]:
    for (kind, id), fields in dataset.options.items():
        record = dataset.find(kind, id)
        for path, options in fields.items() if record else ():
            for index, option in enumerate(options):
                if record and option.preferred and not option.reason:
                    origin = dataset.origin(record, (*path, index, "preferred"))
                    yield Problem(origin, "no-reason", f"{option.value} is preferred without a reason", "add `reason:`")


def _rank(dataset: Dataset, said: Said) -> int:
    """Place of its best source in the order of tiers; found second-hand it is no better than where it was found."""
    ids = said.source.ids if said.source else ()
    return min((_source_rank(dataset, id) for id in ids), default=len(TIERS.codes) - 1)


def _source_rank(dataset: Dataset, id: str, depth: int = 8) -> int:
    source = dataset.find("source", id)
    if not isinstance(source, Source) or depth == 0:
        return len(TIERS.codes) - 1
    own = TIERS.order(source.tier)
    return max(own, _source_rank(dataset, source.via, depth - 1)) if source.via else own
