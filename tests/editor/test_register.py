"""The register: nothing that the audience may see is lost, nothing else is in it; the same data give the same bytes."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from briefgen.cli.main import main
from briefgen.dataset.load import load_dataset
from briefgen.editor.register import registers
from briefgen.values.dates import Period
from briefgen.view.view import view_of
from support.portfolio_data import write_portfolio
from support.real_project import ROOT, real_view

Q4 = Period.parse("2025-Q4")


def _holds_all(view, subject) -> None:
    rows = {row for one in registers(subject) for row in one.rows}
    cells = {cell for row in rows for cell in row}
    records = [*subject.programs, *subject.catalysts, *subject.deals, *subject.events, *subject.designations, *subject.trials]
    mine = {trial.id for trial in subject.trials}
    results = [result for result in view.all("result") if result.trial.id in mine]
    for seen in (*records, *results, *subject.claims, *subject.epidemiology, *subject.benchmarks, *subject.context):
        assert str(seen.fact.record) in cells
        assert any(str(seen.fact.record) in row and all(id in "\n".join(row) for id in seen.fact.sources) for row in rows)
        for source in seen.sources:
            assert str(source.fact.record) in cells
    for result in results:
        assert any(str(result.fact.record) in row and str(result.value) in row for row in rows)


def test_no_record_is_lost(tmp_path: Path) -> None:
    write_portfolio(tmp_path / "many")
    many = view_of(load_dataset(tmp_path / "many"), Q4.end, Q4, "investor")
    real = real_view()
    for view, subjects in ((real, (*real.companies, *real.areas, *real.assets)), (many, (*many.companies[:3], *many.assets[:4]))):
        for subject in subjects:
            _holds_all(view, subject)


def test_what_was_not_known_that_day_is_not_in_it() -> None:
    early = real_view(as_of=date(2025, 6, 30), period=Period.parse("2025-Q2"))
    assert not any("henlius-2025-10-23" in cell for c in early.companies for one in registers(c) for row in one.rows for cell in row)


def test_the_command_writes_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        arguments = ["--data", str(ROOT / "data"), "--period", "2025-Q4", "--as-of", "2025-12-31"]
        assert main(["register", "henlius", str(tmp_path / name), *arguments]) == 0
    data = (tmp_path / "a.xlsx").read_bytes()
    assert data == (tmp_path / "b.xlsx").read_bytes()
    with ZipFile(BytesIO(data)) as package:
        book, sheet = (package.read(f"xl/{name}.xml").decode() for name in ("workbook", "worksheets/sheet1"))
    for name in ("Pipeline", "Catalysts", "Results", "Events", "Sources", "Gaps"):
        assert f'name="{name}"' in book
    assert "autoFilter" in sheet
    assert 'state="frozen"' in sheet
    assert main(["register", "henlius", str(tmp_path / "a.xls")]) == 2
    assert "does not end in .xlsx" in capsys.readouterr().err


def test_nothing_known_is_an_empty_cell_and_not_disclosed_is_said(tmp_path: Path) -> None:
    (tmp_path / "all.yaml").write_text("""
sources: [{id: s, type: press_release, tier: company_release, company: acme, title: S, published: 2025-06-10}]
companies: [{id: acme, name: Acme, source: s}, {id: partner, name: Partner, partner_only: true, source: s}]
assets: [{id: ac-1, name: AC-1, company: acme, source: s}]
deals:
  - {id: one, type: out_license, assets: ac-1, licensor: acme, licensee: partner, exclusive: true, upfront: USD 5 million, source: s}
  - {id: two, type: out_license, assets: ac-1, licensor: acme, licensee: partner, upfront: not disclosed, source: s}
  - {id: three, type: out_license, assets: ac-1, licensor: acme, licensee: partner, source: s}
""")
    view = view_of(load_dataset(tmp_path), Q4.end, Q4, "investor")
    deals = next(one for one in registers(view.find("company", "acme")) if one.name == "Deals")
    shown = {row[deals.columns.index("Record")]: tuple(row[deals.columns.index(n)] for n in ("Exclusive", "Upfront")) for row in deals.rows}
    assert shown == {"deal/one": ("yes", "USD\u00a05\u00a0million"), "deal/two": ("", "not disclosed"), "deal/three": ("", "")}
