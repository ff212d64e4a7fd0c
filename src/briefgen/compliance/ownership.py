"""Rules on what a value belongs to: it stands under no other name, and is computed from its like only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefgen.compliance.clauses import is_owners
from briefgen.compliance.quantities import COMPUTED
from briefgen.compliance.rule import Rule, Stated, name_pattern, says, stated_by, text_pattern
from briefgen.document.passages import normal
from briefgen.frozen import frozen
from briefgen.lexicon.en import tight_regimen
from briefgen.problems import Problem
from briefgen.records import Arm, Benchmark, Comparison, Epidemiology, Result, Trial
from briefgen.records.endpoints import COMPARISONS
from briefgen.records.vocabulary import EPIDEMIOLOGY_MEASURES
from briefgen.values.facts import RecordKey

CONTROL = re.compile(r"\b(placebo|control|comparator)\b")
ALIKE = ("trial", "population", "measure", "at", "assessor")
"""What results must have in common for a value to be computed from them."""


def _binding(stated: Stated) -> Iterator[Problem]:
    """The nearest name decides: a value under the name of an asset it does not belong to must name its owner, and in a
    sentence that names both stand with the owner."""
    owner = _owner(stated)
    if owner is None:
        return
    passage = stated.passage
    for words in (*passage.levels, *(() if owner.compared else (passage.section.words, stated.world.cover))):
        named = [id for id in stated.world.named_in(words) if id not in owner.assets]
        if any(says(words, name) for name in owner.names):
            if words == passage.words and not _is_given(stated, owner, named):
                yield _given_to_another(stated, owner, named)
            return
        if named:
            asset = stated.world.find("asset", named[0])
            message = f"stands under the name of {asset.name} but {stated.made_of} a value of {owner.label}"
            hint = f"name {owner.label} in the same sentence, row, card or heading, or leave {asset.name} out of it"
            yield stated.problem("comparator-as-result", message, hint)
            return
    if owner.compared:
        message = f"{stated.made_of} a value of {owner.label}, which is not named with it"
        yield stated.problem("comparator-as-result", message, "print its `arm` in the same sentence, row or card")


def _is_given(stated: Stated, owner: _Owner, named: Iterable[str]) -> bool:
    """Whether a sentence that names the owner gives the value to it; what is computed belongs to all it names."""
    if not stated.passage.is_sentence or stated.value.fact.derived:
        return True
    others = [name_pattern(name) for id in named for name in stated.world.names[id]]
    owners = [text_pattern(name) for name in owner.names]
    return is_owners(stated.passage.words, normal(stated.value.text), owners, others)


def _given_to_another(stated: Stated, owner: _Owner, named: Iterable[str]) -> Problem:
    names = [stated.world.find("asset", id).name for id in named]
    wrong = f"gives it to {' or '.join(names)}" if names else "compares it with that"
    message = f"is a value of {owner.label}, but its sentence {wrong}"
    hint = f"write the value behind the name of {owner.label}: a value belongs to the nearest name before it"
    return stated.problem("comparator-as-result", message, hint)


@frozen
class _Owner:
    """What a value belongs to: what to call it, the names that say so, the assets it may stand under, and whether it is
    the arm that an asset is compared with."""

    label: str
    names: tuple[str, ...]
    assets: tuple[str, ...] = ()
    compared: bool = False


def _owner(stated: Stated) -> _Owner | None:
    record, trial = stated.record, stated.trial
    if isinstance(record, Benchmark):
        return _Owner(record.regimen, (record.regimen,))
    if trial is None:
        return None
    own = [name for id in trial.assets for name in stated.world.names.get(id, ())]
    if isinstance(record, Result) and _is_comparator(record, trial, own, stated.world.arms(trial)):
        return _control(trial, str(record.arm))
    arm = _arm(stated, trial)
    if arm is not None and arm.role == "control":
        return _control(trial, arm.name, arm.short)
    also = (trial.regimen, record.arm if isinstance(record, Result) else None, arm.name if arm else None)
    return _Owner(trial.name, (trial.name, *own, *filter(None, also)), trial.assets)


def _control(trial: Trial, arm: str, short: str | None = None) -> _Owner:
    """The arm that the medicine of a trial is compared with, by each name that it is printed by."""
    names = filter(None, (arm, short, tight_regimen(arm), trial.comparator))
    return _Owner(f"{arm} in {trial.name}", tuple(names), compared=True)


def _arm(stated: Stated, trial: Trial) -> Arm | None:
    """The arm that a value of a comparison is of; none where the value compares arms."""
    record, path = stated.record, stated.fact.path
    if not isinstance(record, Comparison) or path[:1] != ("values",) or not isinstance(path[1], int):
        return None
    return next((arm for arm in trial.arms if arm.id == record.values[int(path[1])].arm), None)


def _is_comparator(result: Result, trial: Trial, own: Iterable[str], arms: Iterable[str]) -> bool:
    """Whether a result is of the arm that an asset is compared with: the asset is in another arm, not in this one."""
    if not result.arm or result.measure in COMPARISONS:
        return False
    mine = [*own, *([trial.regimen] if trial.regimen else [])]
    arm, comparator = normal(result.arm), normal(trial.comparator or "")
    if any(says(arm, name) for name in mine):
        return False
    compared = CONTROL.search(arm) or (comparator and (arm in comparator or comparator in arm))
    return bool(compared) or any(says(other, name) for other in arms for name in mine)


def _alike(stated: Stated) -> Iterator[Problem]:
    """Values are computed from results of one trial and one population only."""
    results = [other.record for other in _computed_from(stated)]
    if len(results) < 2 or stated.record is not results[0]:
        return
    names = (*ALIKE, "endpoint") if stated.value.fact.record == RecordKey("derived", "difference") else ALIKE
    different = [name for name in names if len({getattr(record, name, record.id) for record in results}) > 1]
    if different:
        message = f"is computed from values that differ in {' and '.join(different)}"
        hint = "print both values side by side; only arms of one trial can be set off against each other"
        yield stated.problem("unlike-values", message, hint)


def _same_measure(stated: Stated) -> Iterator[Problem]:
    """Epidemiology is computed from values of one measure: deaths are no share of new cases."""
    found = stated_by(stated.value, stated.passage, stated.world) if stated.value.fact.record in COMPUTED else ()
    rows = [other.record for other in found if other.is_value and isinstance(other.record, Epidemiology)]
    measures = list(dict.fromkeys(row.measure for row in rows))
    if len(measures) > 1 and stated.record is rows[0]:
        said = " and ".join(EPIDEMIOLOGY_MEASURES.print(measure) for measure in measures)
        hint = "print both values side by side; a share is of the same measure in a wider territory or disease"
        yield stated.problem("unlike-values", f"is computed from values of two measures, {said}", hint)


def _absolute(stated: Stated) -> Iterator[Problem]:
    """A value computed from results stands beside them, in the same section."""
    computed = _computed_from(stated)
    values = stated.passage.section.values if computed else ()
    printed = {(value.fact.record, value.fact.path) for value in values}
    for other in computed:
        if other.record is stated.record and (other.fact.record, other.fact.path) not in printed:
            message = f"is computed from {other.content.core} ({other.record.id}), which is not printed with it"
            yield stated.problem("derived-alone", message, "print the values it was computed from in the same section")


def _computed_from(stated: Stated) -> list[Stated]:
    """The results and benchmarks that a derived value was computed from."""
    found = stated_by(stated.value, stated.passage, stated.world) if stated.value.fact.derived else ()
    return [other for other in found if other.is_value and isinstance(other.record, (Comparison, Result, Benchmark))]


RULES: tuple[Rule, ...] = (_binding, _alike, _same_measure, _absolute)
