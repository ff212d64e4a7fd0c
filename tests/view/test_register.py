"""Filings, deals, company figures, designations and remarks as they were known on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen import charts
from briefgen.briefs.reach import answers
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.marks import Rectangle
from briefgen.checks import check_dataset
from briefgen.dataset.facts import facts_of
from briefgen.dataset.load import load_dataset
from briefgen.values.dates import Period
from briefgen.view.base import part_of
from briefgen.view.glance import glance_of
from briefgen.view.view import View, view_of
from support.chart_samples import brand as sample_brand

BASE = """
sources:
  - {id: s1, type: press_release, tier: company_release, company: acme, title: One, published: 2024-01-10}
  - {id: s2, type: press_release, tier: company_release, company: acme, title: Two, published: 2024-06-20}
  - {id: s3, type: press_release, tier: company_release, company: acme, title: Three, published: 2025-03-05}
  - {id: s4, type: press_release, tier: company_release, company: acme, title: Four, published: 2025-09-01}
areas: [{id: immunology, name: Immunology}]
indications:
  - {id: arthritis, name: arthritis, area: immunology}
  - {id: psa, name: psoriatic arthritis, short: PsA, area: immunology, parent: arthritis}
  - {id: psoriasis, name: plaque psoriasis, area: immunology}
companies: [{id: acme, name: Acme, source: "s1, p 1"}, {id: beta, name: Beta, partner_only: true, source: "s1, p 1"}]
assets:
  - id: drug
    name: drugumab
    company: acme
    source: s1, p 1
    programs:
      - {indication: psa, territory: world, stage: phase_3}
      - {indication: psoriasis, territory: us, stage: phase_2}
"""
FILING = """
filings:
  - id: psa-us
    asset: drug
    indication: psa
    territory: us
    agency: FDA
    population: adults
    source: s1, p 2
    steps:
      - {step: submitted, date: 2023-12}
      - {step: goal_date, goal: PDUFA, date: 2024-12-15, source: "s2, p 1"}
      - {step: complete_response, date: 2025-03-04, source: "s3, p 1"}
      - {step: approved, approval: accelerated, date: 2025-08-30, source: "s4, p 1"}
"""


def said(*things: Any) -> tuple[str, ...]:
    """Values as they print, with plain blanks and dashes."""
    return tuple(str(thing).replace("\u00a0", " ").replace("\u2013", "-") for thing in things)


@pytest.fixture
def known(tmp_path: Path) -> Callable[..., View]:
    def view(more: str, day: str, period: str = "2025") -> View:
        (tmp_path / "all.yaml").write_text(BASE + more)
        return view_of(load_dataset(tmp_path), date.fromisoformat(day), Period.parse(period), "investor")

    return view


def marks(program: Any) -> list[tuple[str, str, bool]]:
    """Fill, outline and whether that is broken, of the marks of a pipeline."""
    canvas = Canvas(sample_brand(), 12.0, "slide")
    charts.CHARTS["pipeline"].lay_out(charts.prepare("pipeline", [program]), canvas)
    return [(mark.fill, mark.line, mark.dashed) for mark in canvas.marks if isinstance(mark, Rectangle)]


def us(view: View) -> Any:
    asset = view.find("asset", "drug")
    assert asset
    return next(
        (p for p in asset.programs if str(p.territory) == "United States" and str(p.indication.label) == "PsA"), None
    )


@pytest.mark.parametrize(
    ("day", "stage", "status"),
    [
        ("2024-01-31", "filed", "filed"),
        ("2025-02-28", "filed", "filed"),
        ("2025-03-31", "filed", "rejected"),
        ("2025-12-31", "approved", "accelerated_approved"),
    ],
)
def test_steps_of_a_filing_give_its_program_stage_and_status(known: Any, day: str, stage: str, status: str) -> None:
    program = us(known(FILING, day))
    assert (program.stage, program.status) == (stage, status)


def test_a_rejected_filing_is_nowhere_a_plain_one(known: Any) -> None:
    view = known(FILING, "2025-03-31")
    program = us(view)
    assert said(program.stage) == ("Filed (complete response letter)",)
    assert program.stage.role.code == "rejected"
    told = {
        name: charts.CHARTS[name].describe(charts.prepare(name, [program]))
        for name in ("pipeline", "status", "landscape")
    }
    assert {
        name for name, words in told.items() if "Filed (complete response letter)" in words.replace("\u00a0", " ")
    } == set(told)
    assert marks(program) == [("brick_tint", "brick", True)]
    assert marks(us(known(FILING, "2024-12-31"))) == [("phase_4", "", False)]


def test_a_filing_is_told_of_the_company_that_files_though_the_asset_is_of_another(known: Any) -> None:
    view = known(FILING.replace("agency: FDA", "agency: FDA\n    applicant: beta"), "2025-12-31")
    assert [one.id for one in view.find("company", "beta").filings] == ["psa-us"]
    assert known(FILING, "2025-12-31").find("company", "beta").filings == ()


def test_a_filing_says_nothing_of_another_territory_or_indication(known: Any) -> None:
    asset = known(FILING, "2025-12-31").find("asset", "drug")
    rows = {(str(p.indication.label), str(p.territory)): str(p.stage.value) for p in asset.programs}
    assert rows == {
        ("PsA", "worldwide"): "phase_3", ("plaque psoriasis", "United States"): "phase_2",
        ("PsA", "United States"): "approved",
    }  # fmt: skip


def test_a_step_is_an_event_with_its_own_source_and_place(known: Any) -> None:
    (event,) = [e for e in known(FILING, "2025-12-31").find("asset", "drug").events if e.type == "crl"]
    assert str(event.title) == "Complete response letter of the FDA for drugumab in PsA (adults)"
    assert event.date.fact.sources == ("s3",)
    line = (BASE + FILING).splitlines()[event.date.fact.origin.line - 1]
    assert "complete_response" in line
    stage = us(known(FILING, "2025-12-31")).stage
    assert "approved" in (BASE + FILING).splitlines()[stage.fact.origin.line - 1]


def test_a_goal_date_is_expected_until_a_decision_answers_it(known: Any) -> None:
    (goal,) = known(FILING, "2024-07-01").find("asset", "drug").catalysts
    assert str(goal.title) == "PDUFA date for drugumab in PsA (adults)"
    assert known(FILING, "2025-02-01").find("asset", "drug").catalysts[0].past_due
    assert known(FILING, "2025-03-31").find("asset", "drug").catalysts == ()
    assert [p.code for p in check_dataset(known(FILING, "2025-03-31").dataset)] == []


def test_an_early_step_learnt_late_does_not_undo_a_later_one(known: Any) -> None:
    late = FILING.replace("{step: submitted, date: 2023-12}", '{step: submitted, date: 2023-12, source: "s4, p 9"}')
    assert us(known(late, "2025-12-31")).stage == "approved"


def test_an_event_that_the_user_tells_is_not_told_twice(known: Any) -> None:
    own = (
        "events:\n  - {id: own, type: crl, title: No approval yet, date: 2025-03-04, companies: acme, assets: drug, "
        'indications: psa, territory: us, source: "s3, p 1"}\n'
    )
    crls = [e.id for e in known(FILING + own, "2025-12-31").find("asset", "drug").events if e.type == "crl"]
    assert crls == ["own"]


@pytest.mark.parametrize(
    ("steps", "stage", "status"),
    [
        ("{step: submitted, date: 2024-01}, {step: application_withdrawn, date: 2024-05}", "phase_3", "application_withdrawn"),
        ("{step: approved, date: 2024-01}, {step: launched, date: 2024-02}, {step: reimbursed, date: 2024-03}", "marketed", "reimbursed"),
        ("{step: approved, date: 2024-01, approval: conditional}", "approved", "conditionally_approved"),
        ("{step: approved, date: 2024-01}, {step: indication_withdrawn, date: 2024-05}", "withdrawn", "indication_withdrawn"),
        ("{step: submitted, date: 2024-01}, {step: refused, date: 2024-05}", "filed", "refused"),
    ],
)  # fmt: skip
def test_every_end_of_a_filing(known: Any, steps: str, stage: str, status: str) -> None:
    more = f"filings:\n  - {{asset: drug, indication: psa, territory: us, agency: FDA, source: 's2, p 1', steps: [{steps}]}}\n"
    program = us(known(more, "2025-12-31"))
    assert (program.stage, program.status) == (stage, status)


DEAL = """
deals:
  - id: licence
    type: out_license
    assets: drug
    licensor: acme
    licensee: beta
    territory: world
    signed: 2024-01-09
    upfront: USD 10 million
    milestones: up to USD 90 million
    total: up to USD 100 million
    source: s1, p 3
    amendments:
      - {date: 2025-03-04, what: Beta returns its rights in Japan, territory: world except japan, milestones: up to USD 70 million, source: "s3, p 2"}
      - {type: terminated, date: 2025-08-31, source: "s4, p 2"}
"""


def test_what_was_agreed_later_is_not_told_earlier(known: Any) -> None:
    before, after, ended = (
        known(DEAL, day).find("deal", "licence") for day in ("2024-12-31", "2025-03-31", "2025-12-31")
    )
    assert said(before.territory, before.milestones) == ("worldwide", "up to USD 90 million")
    assert before.amendments == ()
    assert said(after.territory, after.milestones) == ("worldwide except Japan", "up to USD 70 million")
    assert not before.amended
    assert not after.terminated
    assert said(after.amended, ended.terminated) == ("4 March 2025", "31 August 2025")
    (change,) = after.amendments
    assert [(c.term, *said(c.old, c.new)) for c in change.changed] == [
        ("territory", "worldwide", "worldwide except Japan"),
        ("milestones", "up to USD 90 million", "up to USD 70 million"),
    ]
    assert after.territory.fact.sources == ("s3",)
    assert before.territory.fact.sources == ("s1",)


def test_a_total_is_not_told_when_one_of_its_parts_was_changed_since(known: Any) -> None:
    assert said(known(DEAL, "2024-12-31").find("deal", "licence").total) == ("up to USD 100 million",)
    assert not known(DEAL, "2025-03-31").find("deal", "licence").total


def test_sums_of_an_amendment_bear_its_day_in_charts(known: Any) -> None:
    deals = known(DEAL, "2025-03-31").find("asset", "drug").deals
    said = charts.CHARTS["deal"].describe(charts.prepare("deal", deals))
    assert "signed 9 January 2024; USD 10 million upfront; up to USD 70 million milestones (since 4 March 2025)" in said
    sums = charts.prepare("deal-economics", deals)
    assert "upfront USD 10 million, milestones up to USD 70 million (since 4 March 2025)" in (
        charts.CHARTS["deal-economics"].describe(sums)
    )
    held = [known(DEAL, day).find("asset", "drug").deals[0] for day in ("2024-12-31", "2025-03-31")]
    signed, changed = (
        charts.CHARTS["deal-territory"].describe(charts.prepare("deal-territory", deal)) for deal in held
    )
    assert "since" not in signed
    assert "Beta (since 4 March 2025), worldwide" in changed.replace("\u00a0", " ")
    before = charts.prepare("deal", known(DEAL, "2024-12-31").find("asset", "drug").deals)
    assert "since" not in charts.CHARTS["deal"].describe(before)


def test_an_amendment_is_an_event_from_its_day(known: Any) -> None:
    events = known(DEAL, "2025-12-31").find("asset", "drug").events
    assert [(str(e.type.value), str(e.title)) for e in events] == [
        ("deal_amended", "Beta returns its rights in Japan"), ("deal_terminated", "Licence of Acme and Beta: terminated"),
    ]  # fmt: skip
    assert known(DEAL, "2024-12-31").find("asset", "drug").events == ()


def test_an_option_that_lapsed_is_told_as_one_of_its_holder(known: Any) -> None:
    more = (
        DEAL.partition("    amendments")[0]
        + '    amendments: [{type: option_lapsed, date: 2025-06, source: "s4, p 2"}]\n'
    )
    (event,) = known(more, "2025-12-31").find("asset", "drug").events
    assert str(event.title) == "Option of Beta on drugumab lapsed"


def test_a_joint_venture_goes_from_nobody_to_nobody(known: Any) -> None:
    more = DEAL.partition("    amendments")[0].replace("type: out_license", "type: joint_venture")
    deals = known(more, "2025-12-31").find("asset", "drug").deals
    said = charts.CHARTS["deal"].describe(charts.prepare("deal", deals))
    assert "of Acme and Beta" in said
    assert "from Acme" not in said


def test_a_day_that_has_not_come_ends_no_deal(known: Any) -> None:
    plain = DEAL.partition("    amendments")[0] + "    terminated: 2025-06-30\n"
    assert not known(plain, "2024-12-31").find("deal", "licence").terminated
    assert known(plain, "2025-12-31").find("deal", "licence").terminated


METRICS = """
metrics:
  - {company: acme, type: sales, measure: net sales, asset: drug, value: USD 10 million, period: 2024-Q4, source: "s3, p 1"}
  - {company: acme, type: sales, measure: net sales, asset: drug, value: USD 31 million, period: FY2024, source: "s3, p 1"}
  - {company: acme, type: sales, measure: net sales, asset: drug, value: USD 14 million, period: 2025-Q2, source: "s4, p 1"}
  - {company: acme, type: sales, measure: net sales, value: USD 60-66 million, period: FY2025, guidance: true, source: "s3, p 1"}
  - {company: acme, type: sales, measure: net sales, value: USD 58-62 million, period: FY2025, guidance: true, source: "s4, p 1"}
  - {company: acme, type: net_income, measure: net income, value: USD 2 million, period: 2025-Q2, accounting: non_gaap, source: "s4, p 1"}
"""


def test_the_latest_figure_of_each_kind_holds_and_guidance_is_apart(known: Any) -> None:
    company = known(METRICS, "2025-12-31").find("company", "acme")
    assert [said(m.value, m.of) for m in company.figures] == [
        ("USD 14 million", "Q2 2025"), ("USD 31 million", "FY2024"), ("USD 2 million", "Q2 2025"),
    ]  # fmt: skip
    assert [said(m.value) for m in company.guidance] == [("USD 58-62 million",)]
    assert [bool(m.unusual) for m in company.figures] == [False, False, True]
    assert [said(m.value) for m in known(METRICS, "2025-03-31").find("company", "acme").guidance] == [
        ("USD 60-66 million",)
    ]


@pytest.mark.parametrize(("earlier", "later"), [("2025-09", "2025-10"), ("FY2024-Q4", "FY2025-Q1"), ("2023", "FY2024")])
def test_a_figure_gives_way_to_the_next_of_its_length(known: Any, earlier: str, later: str) -> None:
    row = (
        "  - {{company: acme, type: sales, measure: net sales, value: USD {} million, period: {}, source: 's3, p 1'}}\n"
    )
    rows = (
        "metrics:\n"
        + row.format(1, "2022-Q1" if "Q" not in earlier else "2022")
        + row.format(2, earlier)
        + row.format(3, later)
    )
    company = known(rows, "2025-12-31").find("company", "acme")
    assert [said(m.value)[0] for m in company.figures] == ["USD 1 million", "USD 3 million"]


def test_a_figure_has_a_time(tmp_path: Path) -> None:
    (tmp_path / "all.yaml").write_text(BASE + "metrics: [{company: acme, measure: net sales, value: USD 1 million}]\n")
    with pytest.raises(Exception, match="a figure has a period or a day"):
        load_dataset(tmp_path)


DESIGNATIONS = """
designations:
  - {asset: drug, agency: FDA, type: fast_track, indication: psa, territory: us, source: "s1, p 1"}
  - {asset: drug, agency: NMPA, type: breakthrough_therapy, indication: psa, territory: china, source: "s1, p 1"}
  - {asset: drug, agency: EMA, type: prime, indication: psoriasis, territory: eu, source: "s1, p 1"}
"""


def test_a_designation_stands_with_the_program_of_its_indication_and_territory_and_none_is_dropped(known: Any) -> None:
    asset = known(DESIGNATIONS, "2025-12-31").find("asset", "drug")
    world, us_psoriasis = asset.programs
    assert [str(d.short) for d in world.designations] == ["FDA Fast Track", "NMPA BTD"]
    assert us_psoriasis.designations == ()
    assert [str(d.short) for d in asset.unplaced] == ["EMA PRIME"]


def test_a_designation_leaves_the_worldwide_program_where_its_territory_has_one(known: Any) -> None:
    asset = known(DESIGNATIONS + FILING, "2025-12-31").find("asset", "drug")
    held = {
        str(p.territory): [str(d.short) for d in p.designations]
        for p in asset.programs
        if str(p.indication.label) == "PsA"
    }
    assert held == {"worldwide": ["NMPA BTD"], "United States": ["FDA Fast Track"]}


def test_a_designation_for_a_part_of_a_disease_stands_with_the_narrowest_program(known: Any) -> None:
    wide = BASE.rstrip().splitlines()[-1].replace("psoriasis, territory: us", "arthritis, territory: world")
    asset = known(f"{wide}\n{DESIGNATIONS}", "2025-12-31").find("asset", "drug")
    held = {str(p.indication.label): len(p.designations) for p in asset.programs}
    assert held == {"PsA": 2, "plaque psoriasis": 0, "arthritis": 0}


def test_a_rule_of_a_slide_about_one_asset_is_asked_of_its_records(known: Any) -> None:
    drug = known(FILING, "2025-10-01").find("asset", "drug")
    assert said(*(p.stage for p in drug.programs)) == ("Phase III", "Phase II", "Approved")
    told = glance_of(drug, drug)
    assert said(*(p.stage for p in told.shown)) == ("Approved", "Phase III", "Phase II")
    assert drug.running == told.shown[1:]
    assert not drug.vague
    assert not drug.only_claimed


COURSE = """
claims: [{id: first, company: acme, assets: [lone], type: superlative, text: The first of its kind, source: "s1, p 1"}]
"""
LONE = BASE.replace("assets:", """assets:
  - {id: lone, name: lone, company: acme, source: "s1, p 1", programs: [
      {indication: psa, stage: discontinued, territory: us}, {indication: psa, stage: on_hold, territory: japan},
      {indication: psa, stage: phase_2, territory: china}, {stage: phase_1, territory: korea}]}""").replace(
    "parent: arthritis}", """parent: arthritis, context: [
      {topic: course, text: It flares, source: "s1, p 1"},
      {topic: unmet_need, text: Little helps, opinion: true, source: "s1, p 1"}]}""")  # fmt: skip


@pytest.mark.parametrize(
    ("audience", "told"), [("investor", ("It flares", "Little helps")), ("medical", ("It flares",))]
)
def test_doctors_see_no_opinions_on_a_disease(tmp_path: Path, audience: str, told: tuple[str, ...]) -> None:
    (tmp_path / "all.yaml").write_text(LONE + COURSE)
    lone = view_of(load_dataset(tmp_path), date(2025, 10, 1), Period.parse("2025"), audience).find("asset", "lone")
    assert [str(course.disease.name) for course in lone.courses] == ["arthritis", "psoriatic arthritis"]
    assert [said(*(known.text for known in course.known)) for course in lone.courses] == [told, told]


def test_a_medicine_hardly_known_is_one_of_claims_only(tmp_path: Path) -> None:
    (tmp_path / "all.yaml").write_text(LONE + COURSE)
    lone = view_of(load_dataset(tmp_path), date(2025, 10, 1), Period.parse("2025"), "investor").find("asset", "lone")
    assert lone.only_claimed
    assert said(*(p.stage for p in lone.running)) == ("On hold", "Phase II", "Phase I")
    assert said(*(p.stage for p in lone.vague)) == ("Phase I",)
    assert len(glance_of(lone, lone).shown) == 2


def test_remarks_reach_no_output(known: Any) -> None:
    more = DEAL.replace("    type: out_license\n", "    type: out_license\n    remarks: ask the lawyer SECRETWORD\n", 1)
    view = known(more, "2025-12-31")
    deal = view.find("deal", "licence")
    assert part_of(deal).remarks == ("ask the lawyer SECRETWORD",)
    assert not answers(deal, "remarks")
    assert answers(deal, "note")
    assert not [fact for fact in facts_of(view.dataset) if "SECRETWORD" in str(fact.value)]


LOSS = """
metrics:
  - {company: acme, type: net_income, measure: Net loss, value: USD (12.3) million, period: 2025-Q2, source: "s4, p 1"}
trials:
  - {id: t, name: T, assets: drug, type: interventional, phase: phase_2, enrolled: n = 300, enrolment_planned: 320, source: "s4, p 1"}
"""


def test_a_loss_is_told_once_and_a_bare_enrolment_is_one_of_patients(tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(BASE + LOSS)
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    assert view.all("metric")[0].value.text == "USD\u00a012.3\u00a0million"
    trial = view.all("trial")[0]
    assert (trial.enrolled.text, trial.enrolment_planned.text) == ("300\u00a0patients", "320\u00a0patients")


TWICE = """
events:
  - {id: one, type: regulatory_approval, companies: acme, title: Approved, date: 2025-08-30, assets: drug, indications: psa, territory: us, agency: FDA, source: "s4, p 1"}
  - {id: two, type: regulatory_approval, companies: acme, title: Approved again, date: 2025-08-29, assets: drug, indications: psa, territory: us, agency: FDA, source: "s3, p 1"}
"""


def test_an_approval_that_may_be_another_is_told_once_until_somebody_decides(tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(BASE + TWICE)
    dataset = load_dataset(tmp_path)
    told = view_of(dataset, date(2025, 12, 31), Period.parse("2025-Q4"), "investor").all("event")
    assert [str(event.title) for event in told] == ["Approved"]
    assert [p.code for p in check_dataset(dataset) if "Approved again" in p.message] == ["same-event"]
    before = view_of(dataset, date(2025, 8, 30), Period.parse("2025-Q3"), "investor").all("event")
    assert [str(event.title) for event in before] == ["Approved again"]
