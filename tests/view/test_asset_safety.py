"""What a title tells of the safety of a medicine: both arms of each trial that reports the endpoint of most trials."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.dataset.load import load_dataset
from briefgen.values.dates import Period
from briefgen.view.view import view_of

DATA = """
companies: [{id: acme, name: Acme, source: report}]
areas: [{id: oncology, name: Oncology}]
indications: [{id: tumour, name: made-up tumour, area: oncology}]
assets:
  - id: a-1
    name: A-1
    company: acme
    source: report
    programs: [{indication: tumour, territory: world, stage: phase_3}]
sources: [{id: report, type: press_release, title: Report, publisher: Acme, published: 2025-12-01, tier: company_release}]
trials:
"""
TRIAL = """
  - id: {id}
    name: {id}
    assets: a-1
    indications: tumour
    phase: phase_3
    source: report
    arms: [{{id: own, name: A-1}}, {{id: other, name: placebo, role: control}}]
"""
FOUND = (
    "  - {{trial: {id}, endpoint: {endpoint}, population: safety population, values: {{{values}}}, source: report}}\n"
)
TRAE, STOPPED = "grade3_TRAE", "discontinuation"


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ([("0", TRAE, "own: 64%, other: 54%"), ("1", STOPPED, "own: 5%, other: 4%"),
          ("1", TRAE, "own: 29%, other: 16%")], ["29%", "64%"]),
        ([("0", TRAE, "own: 64%, other: 54%")], ["64%"]),
        ([("0", TRAE, "own: 64%")], []),
        ([("0", TRAE, "own: 64%, other: 54%"), ("1", TRAE, "own: 29%, other: 16%"),
          ("2", STOPPED, "own: 5%, other: 4%")], ["29%", "64%"]),
        ([(trial, TRAE, "own: 6%, other: 5%") for trial in "0123"], ["6%", "6%"]),
    ],
    ids=["the endpoint of most trials", "one trial", "one arm alone", "another endpoint besides", "more than a title holds"],
)  # fmt: skip
def test_a_title_tells_both_arms_of_the_endpoint_of_most_trials(
    found: list[tuple[str, str, str]], told: list[str], tmp_path: Path
) -> None:
    trials = "".join(TRIAL.format(id=f"t{trial}") for trial in dict.fromkeys(trial for trial, _, _ in found))
    rows = "".join(FOUND.format(id=f"t{trial}", endpoint=name, values=values) for trial, name, values in found)
    (tmp_path / "data.yaml").write_text(f"{DATA}{trials}comparisons:\n{rows}")
    asset = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor").find(
        "asset", "a-1"
    )
    assert sorted(str(one.value) for one in asset.safety_found) == told
    beyond = {str(one.trial.name) for one in (*asset.safety_alike, *asset.safety_besides)}
    assert beyond.isdisjoint(str(trial.name) for trial in asset.safety_beyond)
    assert len(beyond) + len(asset.safety_beyond) == len(dict.fromkeys(trial for trial, _, _ in found))
    tendency = "tendency" if asset.safety_tendency else "trials"
    assert asset.safety_titled == ("values" if told and not asset.safety_tendency else tendency)
    assert bool(asset.safety_tendency) == (len(asset.safety_alike) > 1)
    assert asset.safety_studied == ()
    assert asset.safety_endpoint == ("Grade 3+ treatment-related events" if told else None)
    assert len(asset.safety_found) + len(asset.safety_elsewhere) == len(dict.fromkeys(trial for trial, _, _ in found))
