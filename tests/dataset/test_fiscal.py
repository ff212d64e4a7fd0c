"""Fiscal periods by the year of their company."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.dataset.fiscal import last_month
from briefgen.dataset.load import load_dataset
from briefgen.records import Company, Event, Metric
from briefgen.values.dates import Period
from briefgen.view.view import view_of

DATA = """
sources: [{id: s, type: press_release, tier: company_release, company: acme, title: S, published: 2026-02-10}]
companies: [{id: acme, name: Acme, source: s, FISCAL}]
metrics:
  - {company: acme, type: sales, measure: sales, value: USD 3 million, period: FY2025-Q3, source: s}
  - {company: acme, type: sales, measure: sales, value: USD 4 million, period: 2025-FQ4, source: s}
events:
  - {id: plan, type: launch, title: Launch, date: FY2026, expected: true, companies: acme, source: s}
"""


@pytest.mark.parametrize(
    ("fiscal", "third", "year"),
    [
        ("fiscal_year_end: 31 March", ("2024-10-01", "2024-12-31"), ("2025-04-01", "2026-03-31")),
        ("fiscal_year_end: June 30", ("2025-01-01", "2025-03-31"), ("2025-07-01", "2026-06-30")),
        ("fiscal_year_end: 31 December", ("2025-07-01", "2025-09-30"), ("2026-01-01", "2026-12-31")),
        (
            "fiscal_year_end: 31 March, fiscal_year_by_start: true",
            ("2025-10-01", "2025-12-31"),
            ("2026-04-01", "2027-03-31"),
        ),
        ("fiscal_year_end: end of winter", (None, None), (None, None)),
    ],
)
def test_a_fiscal_period_has_the_days_of_its_company(
    fiscal: str, third: tuple[str, str], year: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "all.yaml").write_text(DATA.replace("FISCAL", fiscal))
    dataset = load_dataset(tmp_path)
    period = next(iter(dataset.all(Metric))).period
    plan = next(iter(dataset.all(Event))).date
    assert period is not None
    assert [day and day.isoformat() for day in (period.start, period.end)] == list(third)
    assert [day and day.isoformat() for day in (plan.start, plan.end)] == list(year)
    assert (period.long(), plan.long()) == ("Q3\u00a0FY2025", "FY2026")
    view = view_of(dataset, date(2026, 6, 1), Period.parse("2026-Q1"), "investor")
    company = view.find("company", "acme")
    assert company is not None
    assert [str(metric.of) for metric in company.metrics] == ["Q4\u00a0FY2025"]
    assert [event.past_due for event in company.catalysts] == [year[1] == "2026-03-31"]


@pytest.mark.parametrize(
    ("written", "month"),
    [("30.06.", 6), ("--03-31", 3), ("09-30", 9), ("the Sunday nearest 30 September", 9), ("?", None)],
)
def test_the_month_in_which_a_year_ends(written: str, month: int | None) -> None:
    assert last_month(Company(id="a", name="A", fiscal_year_end=written)) == month
