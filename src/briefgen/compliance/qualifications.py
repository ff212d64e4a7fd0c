"""Rules on what limits a value: its population, its caveat, who said it, and the later analysis."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.compliance.rule import Rule, Stated, says
from briefgen.problems import Problem
from briefgen.records import Benchmark, Claim, Company, Comparison, Person, Result
from briefgen.values.facts import RecordKey


def _population(stated: Stated) -> Iterator[Problem]:
    """The patients a value is of; a subgroup's in the same sentence, row or card."""
    record = stated.record
    if not stated.is_value or not isinstance(record, (Comparison, Result, Benchmark)):
        return
    passage = stated.passage
    strict = isinstance(record, (Comparison, Result)) and record.subgroup
    near = " ".join((passage.words, *passage.heads)) if strict and passage.kind != "heading" else passage.near
    limits = [record.population, record.trials if isinstance(record, Benchmark) else None]
    for words in limits:
        if words and not says(near, words):
            place = "the same sentence, row or card" if strict else "the paragraph, row, card, heading or note"
            message = f"{stated.made_of} {record.kind} '{record.id}', whose '{words}' is not printed with it"
            field = "population" if words == record.population else "trials"
            yield stated.problem("population-dropped", message, f"print its `{field}` in {place}")


def _caveat(stated: Stated) -> Iterator[Problem]:
    """What its record says must be printed wherever the value is."""
    caveat = getattr(stated.record, "caveat", None)
    if stated.is_value and caveat and not says(stated.passage.section.words, caveat):
        message = f"is printed without its caveat: {caveat}"
        yield stated.problem("caveat-dropped", message, "print `{b.caveat}` in the same section")


def _attribution(stated: Stated) -> Iterator[Problem]:
    """Who said it: beside a claim, and in the section of a spoken value."""
    record, passage = stated.record, stated.passage
    if isinstance(record, Claim):
        words, place = passage.near, "the same sentence, row or paragraph"
    elif stated.fact.attributed_to:
        words, place = passage.section.words, "the same section"
    else:
        return
    names = _speakers(stated)
    if names and not any(says(words, name) for name in names):
        message = f"was said by {names[0]}, who is not named"
        yield stated.problem("attribution-dropped", message, f"print who says it in {place}")


def _speakers(stated: Stated) -> tuple[str, ...]:
    """The names of who said it, as far as the day and the audience know them."""
    person: Person | None = stated.world.find("person", stated.fact.attributed_to)
    if person:
        return (person.name,)
    claiming = stated.record.company if isinstance(stated.record, Claim) else None
    company: Company | None = stated.world.find("company", claiming)
    return (company.name, *(legal.name for legal in company.legal_names)) if company else ()


def _superseded(stated: Stated) -> Iterator[Problem]:
    """A later analysis of the same value stands in the same section."""
    kind = stated.record.kind
    if not stated.is_value or kind not in ("comparison", "result"):
        return
    later = stated.world.successors(stated.record.id)
    values = stated.passage.section.values if later else ()
    printed = {value.fact.record for value in values if value.fact.path[-1:] == ("value",)}
    if later and not printed & {RecordKey(kind, id) for id in later}:
        newest: Comparison | Result = stated.world.find(kind, later[-1])
        said = f" ({newest.value.text})" if isinstance(newest, Result) else ""
        message = f"is of an analysis that '{newest.id}'{said} supersedes and stands without it"
        yield stated.problem("superseded-alone", message, "print the later analysis, or both in the same section")


RULES: tuple[Rule, ...] = (_population, _caveat, _attribution, _superseded)
