"""An option that was taken up and the end of a deal: each is an event, once, never before its day."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.checks import check_dataset
from briefgen.dataset.load import load_dataset
from briefgen.records import Event, Mention
from briefgen.values.territory import Territory

AROUND = """
sources: [{id: old, type: press_release, tier: company_release, publisher: Alder, published: 2024-02-01, title: Signed},
  {id: new, type: press_release, tier: company_release, publisher: Alder, published: 2025-12-03, title: Taken up}]
areas: [{id: oncology, name: Oncology}]
indications: [{id: cancer, name: cancer, area: oncology}]
companies: [{id: a, name: Alder, source: old}, {id: b, name: Birch, source: old}, {id: c, name: Cedar, source: old}]
assets: [{id: one, name: ONE-1, company: a, source: old}, {id: two, name: TWO-2, company: a, source: old}]
"""
DEAL = (
    "deals: [{id: d, type: option, assets: [one, two], licensor: a, licensee: b, signed: 2024-02, source: old, %s}]\n"
)


def events(folder: Path, deal: str, more: str = "") -> list[Event]:
    (folder / "a.yaml").write_text(AROUND + DEAL % deal + more, encoding="utf-8")
    dataset = load_dataset(folder)
    assert [problem for problem in check_dataset(dataset) if problem.severity == "error"] == []
    return list(dataset.all(Event))


def test_an_option_is_taken_up_by_its_holder_on_its_asset(tmp_path: Path) -> None:
    taken = (
        "options: [{on: rights, holder: c, asset: two, territory: japan, exercised: 2025-12-01, source: new}, {on: it}]"
    )
    (event,) = events(tmp_path, taken)
    assert (event.type, event.title) == ("option_exercised", "Option of Cedar on TWO-2 exercised")
    assert (event.companies, event.assets) == (("a", "b", "c"), ("two",))
    assert (event.announced, event.source) == (None, Mention(ids=("new",)))
    assert event.territory == Territory.parse("japan")


def test_an_end_that_the_source_cannot_know_is_known_from_its_day(tmp_path: Path) -> None:
    (event,) = events(tmp_path, "terminated: 2025-10-02")
    assert (event.type, event.title) == ("deal_terminated", "Option of Alder and Birch: terminated")
    assert event.announced == event.date


@pytest.mark.parametrize(
    ("deal", "more"),
    [
        ("terminated: 2025-10-02, amendments: [{type: rights_returned, date: 2025-10, source: new}]", ""),
        (
            "terminated: 2025-10-02",
            "events: [{id: e, type: deal_terminated, title: It ended, date: 2025-10, deal: d, companies: a, source: new}]",
        ),
    ],
)
def test_what_tells_it_already_tells_it_once(tmp_path: Path, deal: str, more: str) -> None:
    (event,) = events(tmp_path, deal, more)
    assert event.date.text == "2025-10"
