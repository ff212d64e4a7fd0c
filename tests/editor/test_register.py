"""The register: nothing that the audience may see is lost, and nothing else is in it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from briefgen.dataset.load import load_dataset
from briefgen.dataset.store import Dataset
from briefgen.editor.register import SHEETS, Register, registers
from briefgen.records import BY_KIND
from briefgen.records.vocabulary import AUDIENCES
from briefgen.values.dates import PartialDate, Period
from briefgen.values.facts import Traced
from briefgen.values.quantity import Quantity
from briefgen.view.base import part_of, record_of
from briefgen.view.view import view_of
from support.portfolio_data import write_portfolio
from support.real_project import ROOT, real_view

Q4 = Period.parse("2025-Q4")
COMPANIES = ROOT / "tests" / "companies"
WORDS_ONLY = {"area", "abbreviation"}
"""Kinds that name and spell what others are about."""


def _text(cell) -> str:
    return "".join(map(str, cell))


def _rows(made: tuple[Register, ...]) -> dict[str, list[str]]:
    """The rows of each record, as one text each."""
    rows: dict[str, list[str]] = {}
    for one in made:
        at = one.columns.index("Record")
        for line in one.rows:
            rows.setdefault(_text(line.cells[at]), []).append("\n".join((*map(_text, line.cells), *line.sources)))
    return rows


def _holds_all(view, subject) -> set[str]:
    """The records in the registers of a subject, when none that concerns it is missing there."""
    rows = _rows(registers(view, subject))
    trials = {trial.id for trial in subject.trials}
    results = [result for result in view.all("result") if result.trial.id in trials]
    compared = [one for one in view.all("comparison") if one.trial.id in trials]
    concerned = (
        *subject.assets, *subject.programs, *subject.catalysts, *subject.deals, *subject.events, *subject.filings,
        *subject.designations, *subject.trials, *results, *compared, *subject.claims, *subject.epidemiology,
        *subject.benchmarks, *subject.context, *subject.diseases, *subject.companies, *getattr(subject, "metrics", ()),
    )  # fmt: skip
    for seen in concerned:
        mine = rows[str(seen.fact.record)]
        assert any(all(id in row for id in seen.fact.sources) for row in mine)
        for source in seen.sources:
            assert str(source.fact.record) in rows
        for field in type(part_of(seen)).model_fields:
            stated = getattr(part_of(seen), field)
            if isinstance(stated, (Quantity, PartialDate)) and field not in ("announced", "embargo_until"):
                told = getattr(seen, field)
                assert not told or any(str(told) in row for row in mine), f"{seen.fact.record}.{field}: {told}"
    return set(rows)


@cache
def loaded(folder: Path) -> Dataset:
    return load_dataset(folder)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_portfolio(tmp_path_factory.mktemp("register") / "many")


@pytest.mark.parametrize("audience", AUDIENCES.codes)
@pytest.mark.parametrize("data", ["data", "tests/companies/akeso/data", "tests/companies/kestrane/data", "portfolio"])
def test_no_record_is_lost(data: str, audience: str, many: Path) -> None:
    view = view_of(loaded(many if data == "portfolio" else ROOT / data), date(2025, 12, 31), Q4, audience)
    subjects = (*view.companies, *view.areas)
    few = subjects if data == "data" else (*view.companies[:2], *view.areas[:2])
    held = {subject.id: _holds_all(view, subject) for subject in few}
    if data != "portfolio":
        others = (_rows(registers(view, subject)) for subject in subjects if subject.id not in held)
        told = {record for rows in (*held.values(), *others) for record in rows}
        every = {str(seen.fact.record) for kind in set(BY_KIND) - WORDS_ONLY for seen in view.all(kind)}
        assert every - told <= _of_nobody(view, subjects)


def _of_nobody(view, subjects) -> set[str]:
    """Records that no company or area of the view has anything to do with, and sources that no record cites."""
    assets = {asset.id for subject in subjects for asset in subject.assets}
    loose = {str(asset.fact.record) for asset in view.all("asset") if asset.id not in assets}
    diseases = {disease.id for subject in subjects for disease in subject.diseases}
    loose |= {str(one.fact.record) for one in view.all("indication") if one.id not in diseases}
    cited = {id for kind in BY_KIND for one in view.all(kind) if kind != "source" for id in one.fact.sources}
    loose |= {str(one.fact.record) for one in view.all("source") if one.id not in cited}
    for kind in ("epidemiology", "benchmark"):
        loose |= {str(one.fact.record) for one in view.all(kind) if one.indication.id not in diseases}
    return loose


def test_every_sheet_is_named() -> None:
    view = view_of(load_dataset(COMPANIES / "akeso" / "data"), date(2025, 12, 31), Q4, "investor")
    for subject in (*view.companies, *view.areas):
        names = [one.name for one in registers(view, subject)]
        assert names == [name for name in SHEETS if name in names]


def test_what_was_not_known_that_day_is_not_in_it() -> None:
    early = real_view(as_of=date(2025, 6, 30), period=Period.parse("2025-Q2"))
    told = [row for company in early.companies for rows in _rows(registers(early, company)).values() for row in rows]
    assert told
    assert not any("henlius-2025-10-23" in row for row in told)


DEALS = """
sources: [{id: s, type: press_release, tier: company_release, company: acme, title: S, published: 2025-06-10}]
companies: [{id: acme, name: Acme, source: s}, {id: partner, name: Partner, partner_only: true, source: s}]
assets: [{id: ac-1, name: AC-1, company: acme, source: s}]
deals:
  - {id: one, type: out_license, assets: ac-1, licensor: acme, licensee: partner, exclusive: true, upfront: USD 5 million, source: s}
  - {id: two, type: out_license, assets: ac-1, licensor: acme, licensee: partner, upfront: not disclosed, source: s}
  - {id: three, type: out_license, assets: ac-1, licensor: acme, licensee: partner, upfront: up to USD 7 million, source: s}
  - {id: four, type: out_license, assets: ac-1, licensor: acme, licensee: partner, source: s}
"""


def _deals(tmp_path: Path) -> Register:
    (tmp_path / "all.yaml").write_text(DEALS)
    view = view_of(load_dataset(tmp_path), Q4.end, Q4, "investor")
    return next(one for one in registers(view, view.companies[0]) if one.name == "Deals")


def test_nothing_known_is_an_empty_cell_and_not_disclosed_is_said(tmp_path: Path) -> None:
    deals = _deals(tmp_path)
    columns = ("Exclusive", "Upfront", "Upfront, number", "Upfront, unit")
    shown = {
        _text(line.cells[deals.columns.index("Record")]): tuple(
            _text(line.cells[deals.columns.index(n)]) for n in columns
        )
        for line in deals.rows
    }
    assert shown == {
        "deal/one": ("yes", "USD\u00a05\u00a0million", "5", "USD million"),
        "deal/two": ("", "not disclosed", "", ""),
        "deal/three": ("", "up\u00a0to USD\u00a07\u00a0million", "", ""),
        "deal/four": ("", "", "", ""),
    }


def test_every_value_of_a_row_leads_to_its_record(tmp_path: Path) -> None:
    for line in _deals(tmp_path).rows:
        values = [one for cell in line.cells for one in cell if isinstance(one, Traced)]
        assert all(one.fact.record.kind in ("asset", "company", "deal") and one.fact.origin.line for one in values)
        assert line.sources == ("s",)


def test_values_of_arms_say_the_name_of_the_arm() -> None:
    view = view_of(load_dataset(COMPANIES / "akeso" / "data"), date(2025, 12, 31), Q4, "investor")
    rows = {key: rows for company in view.companies for key, rows in _rows(registers(view, company)).items()}
    seen = next(one for one in view.all("comparison") if one.values)
    names = {part_of(arm).id: str(arm.name) for arm in seen.trial.arms}
    for value in record_of(seen).values:
        assert any(f"{names[value.arm]}, value " in row for row in rows[str(seen.fact.record)])
