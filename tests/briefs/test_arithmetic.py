"""Computed values: exact, derived, with formula and inputs, and refused where they would mislead."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.briefs.arithmetic import (
    NotComputableError,
    days_between,
    difference,
    months_between,
    share,
    total,
    years_between,
)
from briefgen.briefs.render import Narrative
from briefgen.cli.main import main
from briefgen.values.dates import PartialDate
from briefgen.values.facts import DATE, MISSING, VALUE, Citation, Traced
from briefgen.values.quantity import Quantity
from support.facts import fact
from support.real_project import TEMPLATES

FACT = fact("result/x", "value", "data/x.yaml:1:1", (Citation("s"),))
NUMBERS = st.decimals(0, 10**9, places=3).map(lambda n: n.normalize()).filter(lambda n: n.as_tuple().exponent <= 0)
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


def value(text: str) -> Traced:
    quantity = Quantity.parse(text)
    return Traced(quantity.text, FACT, MISSING if quantity.sentinel == "not_disclosed" else VALUE, quantity)


def day(text: str) -> Traced:
    return Traced(text, FACT, DATE, PartialDate.parse(text))


def plain(traced: Traced) -> str:
    return " ".join(traced.text.split())


def test_share_is_rounded_half_up_and_derived() -> None:
    found = share(value("61,060"), value("approximately 324,603"))
    assert found.text == "18.8%"
    assert (str(found.role), found.fact.derived, found.fact.formula) == ("derived", True, "61,060 / 324,603")
    assert found.fact.sources == ("s",)
    assert share(value("1"), value("16"), 0).text == "6%"
    assert share(value("1"), value("8"), 0).text == "13%"  # 12.5 rounds up


@pytest.mark.parametrize(("first", "second", "text"), [
    ("28.1%", "12.4%", "15.7 percentage points"), ("8.40 months", "4.5 months", "3.90 months"),
    ("4.5 months", "8.4 months", "−3.9 months"), ("USD 85 million", "USD 15 million", "USD 70 million"),
    ("approximately 324,603", "61,060", "approximately 263,543"), ("8.4 months (95% CI 6.9-10.1)", "4.5 months", "3.9 months"),
])  # fmt: skip
def test_difference(first: str, second: str, text: str) -> None:
    found = difference(value(first), value(second))
    assert plain(found) == text
    assert (str(found.role), str(found.fact.record), len(found.fact.inputs)) == ("derived", "derived/difference", 2)


@pytest.mark.parametrize(("values", "text", "formula"), [
    (("USD 85 million", "up to USD 1,485 million"), "up to USD 1,570 million", "USD 85 million + USD 1,485 million"),
    (("171 patients", "174 patients"), "345 patients", "171 patients + 174 patients"),
    (("10.5%", "20.25%"), "30.75%", "10.5% + 20.25%"), (("about 5", "7"), "about 12", "5 + 7"), (("7",), "7", "7"),
])  # fmt: skip
def test_total(values: tuple[str, ...], text: str, formula: str) -> None:
    found = total(map(value, values))
    assert (plain(found), found.fact.formula) == (text, formula)


@pytest.mark.parametrize(("compute", "words"), [
    (lambda: share(value("4-15.9%"), value("100%")), "single numbers; '4–15.9%' is a range"),
    (lambda: share(value("5 months"), value("10 patients")), "'5 months' and '10 patients' differ"),
    (lambda: share(value("12"), value("10")), "12 is no part of 10"),
    (lambda: share(value("0"), value("0")), "no part"),
    (lambda: share(value("5"), value("more than 10")), "is 'more than' another"),
    (lambda: difference(value("not reached"), value("8.4 months")), "'not reached' is no number"),
    (lambda: difference(value("up to 8 months"), value("4 months")), "is 'up to' another"),
    (lambda: difference(value("USD 8 million"), value("EUR 4 million")), "'USD 8 million' and 'EUR 4 million' differ"),
    (lambda: total([value("USD 85 million"), value("not disclosed")]), "'not disclosed' is no number"),
    (lambda: total([value("up to 5"), value("more than 5")]), "both 'up to' and 'more than'"),
    (lambda: total([]), "needs values"),
    (lambda: days_between(day("2025"), day("2025-10-31")), "two exact days"),
    (lambda: months_between(day("by 2025-10-31"), day("2025-12-31")), "no first and last day"),
    (lambda: months_between(day("2025-12-31"), day("2025-01-01")), "does not certainly lie before"),
    (lambda: months_between(day("2025"), day("2025-06")), "does not certainly lie before"),
    (lambda: years_between(value("5 years"), day("2025-06")), "no first and last day"),
])  # fmt: skip
def test_what_would_mislead_is_refused(compute, words: str) -> None:
    with pytest.raises(NotComputableError) as error:
        compute()
    assert words in " ".join(str(error.value).split())
    assert error.value.hint


@pytest.mark.parametrize(("earlier", "later", "months", "years"), [
    ("2023-10-20", "2025-12-31", "26 months", "2 years"), ("2023-10", "2025-12-31", "26 months", "2 years"),
    ("2023", "2025-12-31", "24–35 months", "2 years"), ("2019-06", "2025-Q4", "75–78 months", "6 years"),
    ("2025-01-31", "2025-02-28", "1 month", "less than one year"), ("2025-01-31", "2025-02-27", "less than one month", "less than one year"),
    ("2024-02-29", "2025-02-28", "12 months", "1 year"), ("2025-H1", "2025-H2", "0–11 months", "less than one year"),
    ("2024-06", "2025-06", "11–12 months", "0–1 years"), ("2025-01-31", "2025-03", "1–2 months", "less than one year"),
])  # fmt: skip
def test_time_is_no_more_precise_than_its_dates(earlier: str, later: str, months: str, years: str) -> None:
    found = months_between(day(earlier), day(later))
    assert (found.text, years_between(day(earlier), day(later)).text) == (months, years)
    assert (str(found.role), found.fact.formula) == ("derived", f"{later} - {earlier}")


def test_days_between() -> None:
    assert days_between(day("2025-05-01"), day("2025-10-31")).text == "183 days"


def test_a_refusal_is_a_problem_of_the_template(tmp_path: Path) -> None:
    (tmp_path / "page.md.j2").write_text("first\n{{ a|difference(b) }}")
    narrative = Narrative(tmp_path, "templates", "")
    narrative.render('{% include "page.md.j2" %}', {"a": value("4-15.9%"), "b": value("3%")}, "brief/page.md.j2")
    (problem,) = narrative.problems
    assert (problem.code, str(problem.origin)) == ("not-computable", "templates/page.md.j2:2")
    assert "side by side" in problem.hint


PAGE = """\
## Computed

FERN-one, {{ late.population }} set: {{ late.value }} with ACM, {{ control.value }} with docetaxel.

Table: FERN-one, {{ late.population }} set

| Derived | Value |
|---|---|
| ACM less docetaxel | {{ late.value|difference(control.value) }} |
| Docetaxel less ACM | {{ control.value|difference(late.value) }} |
| Total | {{ (deal.upfront, deal.milestones)|total }} |
| Since the paper | {{ late.announced|age }}, {{ late.data_cut_off|months_between(as_of) }} |
"""


@pytest.mark.parametrize("format", ["docx", "pptx"])
def test_computed_values_reach_the_ledger_and_pass_the_audit(
    format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    shutil.copy(Path(__file__).parents[1] / "support" / "claims_data.yaml", tmp_path / "data")
    shutil.copytree(TEMPLATES / "brand", tmp_path / "templates" / "brand")
    find = "".join(f'{{% set {name} = view.find("{kind}", "{name}") %}}' for name, kind in
                   (("late", "result"), ("control", "result"), ("deal", "deal")))  # fmt: skip
    note = tmp_path / "templates" / "note"
    note.mkdir()
    (note / "brief.yaml").write_text(
        f"{{title: Note, for: asset, audience: investor, footer: Public., documents: {{{format}: note.md.j2}}}}\n"
    )
    (note / "note.md.j2").write_text(find + PAGE)
    assert main(["build", "--for", "acm-1", "--period", "2025-Q4", "--as-of", "2025-12-31", "--quiet"]) == 0
    assert main(["audit", "output"]) == 0
    (path,) = tmp_path.rglob("*.ledger.json")
    content = json.loads(path.read_text("utf-8"))
    facts = content["facts"]
    found = {
        e["text"]: facts[e["fact"]] for p in content["passages"] for e in p.get("entries", ()) if e["role"] == "derived"
    }
    assert {" ".join(text.split()): fact["formula"] for text, fact in found.items()} == {
        "15.7 percentage points": "28.1% - 12.4%", "−15.7 percentage points": "12.4% - 28.1%",
        "up to USD 1,570 million": "USD 85 million + USD 1,485 million",
        "41 days": "2025-12-31 - 2025-11-20", "3 months": "2025-12-31 - 2025-09-30",
    }  # fmt: skip
    assert all(fact["inputs"] for fact in found.values())


# --- properties --------------------------------------------------------------------------------------------------


def exact(traced: Traced) -> Decimal:
    number = Quantity.parse(traced.text).number
    assert number is not None
    return number


@pytest.mark.parametrize("texts", [
    ("up to USD 85 million", "up to USD 1,400 million"), ("approximately 8.40 months", "4.5 months"), ("4%", "6%"),
    ("28.1%", "12.4%"), ("3.5", "9"), ("ca. 5 per 100,000", "2 per 100,000"), ("RMB 3 billion", "RMB 5 billion"), ("2億", "3億"),
])  # fmt: skip
def test_what_is_computed_is_the_quantity_that_a_source_would_print(texts: tuple[str, str]) -> None:
    for found in (total(map(value, texts)), *([] if "up to" in texts[0] else [difference(*map(value, texts))])):
        assert found.value == Quantity.parse(found.text)


def test_nothing_that_was_computed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    values = [value("28.1%"), value("12.4%")]
    monkeypatch.setattr(Quantity, "parse", lambda written: pytest.fail(f"'{written}' is read again"))
    assert [plain(difference(*values)), plain(total(values))] == ["15.7 percentage points", "40.5%"]


@given(NUMBERS, NUMBERS)
def test_a_difference_is_exact(first: Decimal, second: Decimal) -> None:
    assert exact(difference(value(f"{first:,f} months"), value(f"{second:,f} months"))) == first - second


@given(st.lists(NUMBERS, min_size=1, max_size=6))
def test_a_total_is_exact_and_has_no_order(numbers: list[Decimal]) -> None:
    values = [value(f"{number:,f}") for number in numbers]
    assert exact(total(values)) == exact(total(reversed(values))) == sum(numbers)


@given(NUMBERS, NUMBERS.filter(bool), st.integers(0, 3))
def test_a_share_is_within_half_a_digit(part: Decimal, rest: Decimal, digits: int) -> None:
    whole = part + rest
    found = exact(share(value(f"{part:f}"), value(f"{whole:f}"), digits))
    assert abs(found - part * 100 / whole) <= Decimal(5).scaleb(-digits - 1) + Decimal("1e-15")


@given(DAYS, st.integers(0, 20_000))
def test_months_are_full_months(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    (least, most) = months_between(day(str(first)), day(str(last))).value
    assert least == most
    assert after(first, least) <= last < after(first, least + 1)


@given(DAYS, st.integers(400, 9_000), st.sampled_from(["{:%Y-%m}", "{:%Y}"]))
def test_coarser_dates_print_a_span_that_holds_the_truth(first: date, days: int, form: str) -> None:
    last = first + timedelta(days=days)
    (truth, _) = months_between(day(str(first)), day(str(last))).value
    least, most = months_between(day(form.format(first)), day(str(last))).value
    assert least <= truth <= most


def after(start: date, months: int) -> date:
    """The day so many months later, the last of its month where there is none."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for day in (start.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError
