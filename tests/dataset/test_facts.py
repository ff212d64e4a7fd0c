"""The factbook holds the same facts that documents trace."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from briefgen.dataset.facts import facts_of
from briefgen.dataset.load import load_dataset
from briefgen.values.dates import Period
from briefgen.values.facts import Traced
from briefgen.view.base import record_of
from briefgen.view.view import view_of

ROOT = Path(__file__).parents[2]


def test_facts_are_those_of_documents() -> None:
    dataset = load_dataset(ROOT / "data", "data")
    view = view_of(dataset, date(2025, 12, 31), Period.parse("2025-Q4"), "internal")
    facts = {(str(f.fact.record), f.fact.field): f.fact for f in facts_of(dataset)}
    compared = 0
    for kind in ("result", "benchmark", "epidemiology", "trial", "event", "deal", "metric", "designation", "claim"):
        for seen in view.all(kind):
            for name in type(record_of(seen)).model_fields:
                value = getattr(seen, name)
                known = facts.get((f"{kind}/{seen.id}", name))
                if isinstance(value, Traced) and value and known:
                    assert value.fact == known
                    compared += 1
    assert compared > 150


def test_parts_have_their_own_path_source_and_place() -> None:
    dataset = load_dataset(ROOT / "data", "data")
    facts = {(str(f.fact.record), f.fact.field): f for f in facts_of(dataset)}
    listed = facts["company/hansoh", "listings[0].date"]
    assert (listed.value.text, listed.field) == ("2019-06", "date")
    assert listed.fact.citations[0].source == "hansoh-2025-05-01"
    assert str(listed.place).startswith("data/hansoh.yaml:")
    stage = facts["asset/hs-20089", "programs[1].stage"]
    assert (stage.value, stage.fact.citations[0].locator) == ("phase_1", "paragraph 3")
    assert not any(field.endswith(("source", "id", "reason", "preferred")) for _, field in facts)
