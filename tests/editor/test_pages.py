"""A rich company's Word briefing keeps its budget, tells equal things once; annex and workbook hold what it cuts."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.dataset.load import load_dataset
from briefgen.document.blocks import Figure, Heading
from briefgen.document.dump import dump_document
from briefgen.document.inlines import plain
from briefgen.editor import findings, read_materiality
from briefgen.editor.budget import Budget
from briefgen.editor.choice import told_of
from briefgen.editor.news import news_of
from briefgen.editor.told import Told
from briefgen.values.dates import Period
from briefgen.view.view import View, view_of
from support.real_project import TEMPLATES, briefs

COMPANIES = Path(__file__).parents[1] / "companies"
NAMES = ("akeso", "kestrane")


@cache
def seen(name: str, day: date = date(2025, 12, 31)) -> View:
    return view_of(load_dataset(COMPANIES / name / "data", name), day, Period.parse("2025-Q4"), "investor")


@cache
def briefing(name: str, format: str = "docx"):
    brief = next(brief for brief in briefs() if brief.name == "quarterly-briefing")
    outlines = outline_brief(brief, seen(name))
    return compose_document(next(o for o in outlines if (o.subject, o.format) == (name, format)), seen(name), TEMPLATES)


def told(name: str, budget: Budget | None = None) -> Told:
    view, ranking = seen(name), read_materiality(TEMPLATES)
    company = view.find("company", name)
    news = news_of(findings(view, company, view.period, ranking))
    return told_of(company, news, budget or Budget(), ranking, view.as_of)


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[*\\]|\^[\d,–]+\^", "", text))


@pytest.mark.parametrize("name", NAMES)
def test_the_main_part_tells_what_the_budget_allows(name: str) -> None:
    heads = [block for block in briefing(name).blocks if isinstance(block, Heading)]
    main = [plain(block.inlines) for block in heads if not block.annex]
    trials = told(name).readouts
    names = [str(trial.name) for trial in trials]
    assert names
    assert all(trial.has_failed for trial in trials[Budget().readouts :])
    assert all(any(one in head for head in main) for one in names)
    behind = [plain(block.inlines) for block in heads if block.annex]
    first = behind.index("Further results and sources")
    told_whole = [one for one in behind[first + 1 :] if one not in ("Further diseases", "Where sources differ")]
    assert told_whole[:2] == ["Further results", "Not in the sources"]
    assert behind[-2:] == ["References", "Abbreviations"]


def test_pages_of_trials_that_share_a_use_say_once_what_comes_next_and_full_ones_come_before_short_ones() -> None:
    found = told("akeso").pages
    assert [(str(page.trial.name), page.says_next) for page in found] == [
        ("HARMONi-6", True),
        ("HARMONi-A", False),
        ("HARMONi", True),
        ("COMPASSION-15", True),
    ]
    assert [page.tells_next for page in found] == [True, False, True, False]
    assert [bool(page.why) for page in found] == [True, True, False, False]
    text = flat(dump_document(briefing("akeso")))
    assert (
        text.count(
            "What comes next The sources expect the BLA of ivonescimab in the United States (intended, no date)."
        )
        == 1
    )
    assert "Why it matters. In HARMONi, the OS endpoint was not met" in text
    assert "In PD-L1 TPS 50% or more the interval (0.37–1.33) includes one." in text
    assert (
        "PFS hazard ratio below one in all four subgroups; in one the interval includes one Hazard ratio with its interval"
        in text
    )


def test_a_figure_draws_programmes_with_news_and_the_furthest_in_the_order_of_the_files() -> None:
    every = told(NAMES[0]).programs
    few = told(NAMES[0], Budget(programs=5)).programs
    assert len(few) == 5 < len(every)
    assert [program for program in every if program in few] == list(few)
    news = {asset for one in told(NAMES[0]).news for asset in getattr(one.record, "assets", ())}
    assert {program.asset for program in few} <= news
    assert told(NAMES[0], Budget(expected=1)).expected_events == told(NAMES[0]).expected_events[:1]


def test_steps_ahead_are_drawn_where_many_have_a_date_and_else_listed() -> None:
    for name in (*NAMES, "wrenfield"):
        found = told(name)
        assert bool(found.steps_drawn) == (name == "wrenfield") == (len(found.subject.dated_catalysts) > 3)
        assert found.looks_ahead
        assert found.steps_drawn or found.steps_listed == found.subject.catalysts
        assert not (found.steps_drawn and found.steps_listed)
        assert [len(alike) for alike in found.stages_railed] == [len(alike) for alike in found.subject.stages]
        decisions = found.subject.approved_lately or found.subject.undecided
        assert found.tells_decisions == bool(decisions and not found.subject.filings)


def test_many_deals_are_a_table_and_few_are_told_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    name = max(NAMES, key=lambda name: len(seen(name).find("company", name).deals))
    few = told(name)
    others = len(seen(name).find("company", name).deals) - len(few.deals)
    assert (len(few.deals_apart), few.deals_listed) == (others, ())
    monkeypatch.setattr("briefgen.editor.choice.APART", others - 1)
    many = told(name)
    assert (many.deals_apart, many.deals_listed) == ((), few.deals_apart)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost(name: str) -> None:
    figures = [block for block in briefing(name).blocks if isinstance(block, Figure)]
    drawn = " ".join(plain(figure.facts) for figure in figures)
    beside = dump_document(briefing(name, "xlsx"), facts=False)
    said = flat(f"{dump_document(briefing(name), facts=False)} {drawn} {beside}").casefold()
    company = seen(name).find("company", name)
    stated = [str(event.title) for event in (*company.events, *company.catalysts)]
    stated += [str(result.value.value.figure) for result in company.results]
    stated += [str(claim.text) for claim in company.claims] + [str(program.stage) for program in company.programs]
    stated += [str(asset.name) for asset in company.assets] + [str(d.type) for d in company.designations]
    assert [one for one in stated if flat(one).casefold() not in said] == []


def test_what_is_cut_is_counted() -> None:
    said = flat(dump_document(briefing("akeso"), facts=False))
    company, main = seen("akeso").find("company", "akeso"), told("akeso")
    beyond = len(company.readouts) - len(main.readouts)
    assert beyond > 0
    assert re.search(r"(\w+) more studies with results: see \*?Further results\*?\.", said)
    assert re.search(r"The workbook holds \w+ more events?\.", said)


def test_equal_things_are_told_in_one_sentence() -> None:
    said = flat(dump_document(briefing("akeso"), facts=False))
    main, _, annex = said.partition("# Annex")
    assert main.count("four CDE Breakthrough Therapy Designations, the latest granted Nov 2025") == 1
    assert "CDE Breakthrough Therapy Designation for EGFRm NSCLC" not in annex
    assert said.count("esignation is not an approval") == 1


def test_sentences_tell_where_medicines_stand_unless_a_figure_draws_every_programme() -> None:
    assert told("akeso").drawn
    assert not told("akeso", Budget(programs=17)).drawn
    assert "Where each medicine stands" not in dump_document(briefing("akeso"), facts=False)


def test_a_summary_tells_the_positions_of_a_few_assets() -> None:
    assert len(told("akeso", Budget(positions=1)).positions) == 1
    company = seen("akeso").find("company", "akeso")
    assert set(told("akeso", Budget(positions=99)).positions) == {program.asset for program in company.programs}


def test_a_timeline_shows_the_period_and_what_is_expected() -> None:
    company, shown = seen("akeso").find("company", "akeso"), told("akeso", Budget(events=99)).events
    assert shown == (*company.new_events, *company.catalysts)
    assert told("akeso", Budget(events=2)).events == (company.new_events[-1], company.catalysts[0])


def test_a_quiet_quarter_shows_the_last_events() -> None:
    view = view_of(
        load_dataset(COMPANIES / "kestrane" / "data", "k"), date(2025, 12, 31), Period.parse("2019-Q1"), "investor"
    )
    company, ranking = view.find("company", "kestrane"), read_materiality(TEMPLATES)
    assert not company.new_events
    assert told_of(company, (), Budget(), ranking, view.as_of).events == (*company.events[-3:], *company.catalysts)


def test_diseases_of_the_trials_told_come_first() -> None:
    (first,) = told("akeso", Budget(diseases=1)).diseases
    trials = told("akeso").readouts
    assert any(first in (indication, *indication.ancestors) for trial in trials for indication in trial.indications)
    assert first.epidemiology or first.benchmarks or first.context


def test_all_patients_come_before_subgroups() -> None:
    trial = next(t for t in seen("akeso").all("trial") if str(t.name) == "HARMONi-6")
    groups = [lead.subgroup for lead in trial.leads]
    assert groups == sorted(groups)
    assert any(groups)
    assert {one for lead in trial.leads for one in lead.together} == set(trial.results)


@pytest.mark.parametrize(("day", "stale"), [(date(2025, 12, 31), False), (date(2027, 1, 1), True)])
def test_a_source_more_than_a_quarter_old_is_stale(day: date, stale: bool) -> None:
    assert seen("akeso", day).find("asset", "cadonilimab").is_stale is stale


def test_a_value_stands_beside_the_outcome_of_its_own_endpoint_only() -> None:
    trial = next(t for t in seen("akeso").all("trial") if str(t.name) == "HARMONi")
    assert len(trial.outcomes) != 1 or any(result.tells_outcome is False for result in trial.results)
    silent = next(t for t in seen("akeso").all("trial") if t.results and not t.outcomes)
    assert all(result.tells_outcome for result in silent.results)


PRIMARY = """defaults: {{source: "a, page 1"}}
sources:
  - {{id: a, type: press_release, tier: company_release, company: acme, title: T, published: 2025-11-20}}
  - {{id: b, type: news, tier: secondary, title: U, published: 2025}}
areas: [{{id: lung, name: Lung}}]
indications: [{{id: asthma, name: asthma, area: lung}}]
companies: [{{id: acme, name: Acme}}]
assets: [{{id: drug, name: Drug, company: acme, programs: [{{indication: asthma, territory: us, stage: phase_2, source: "b, page 1"}}]}}]
trials: [{{id: t, name: T-1, assets: drug, indications: asthma, phase: phase_2{declared}}}]
results:
  - {{trial: t, endpoint: exacerbations, measure: annualised_rate, value: "0.71", event: e}}{more}
events:
  - {{id: e, type: readout_topline, date: 2025-11-20, title: Topline readout of T-1, companies: acme, assets: drug,
     indications: asthma, trials: t, outcome: {outcome}}}
"""
MORE = "\n  - {trial: t, endpoint: PRO, value: 40%, event: e}"


@pytest.mark.parametrize(
    ("declared", "more", "outcome", "point"),
    [
        ("", "", "met", "T-1 met its endpoint in asthma."),
        (", primary_endpoint: exacerbations", "", "not_met", "T-1 did not meet its endpoint in asthma."),
        (", primary_endpoint: FEV1", "", "met", "T-1 met an unnamed endpoint in asthma."),
        (", endpoints: [{endpoint: PRO, role: primary}]", "", "met", "T-1 met an unnamed endpoint in asthma."),
        ("", MORE, "not_met", "T-1 did not meet an unnamed endpoint in asthma."),
        ("", "", "mixed", "T-1 had a mixed outcome in asthma."),
        ("", "", "not_applicable", "T-1 reports an annualised rate of exacerbations in asthma."),
    ],
)
def test_a_point_says_what_a_readout_says_of_its_endpoint(
    tmp_path: Path, declared: str, more: str, outcome: str, point: str
) -> None:
    data = PRIMARY.format(declared=declared, more=more, outcome=outcome)
    (tmp_path / "a.yaml").write_text(data, encoding="utf-8")
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    brief = next(one for one in briefs() if one.name == "quarterly-briefing")
    outline = next(one for one in outline_brief(brief, view) if one.subject == "acme" and one.format == "docx")
    words = flat(dump_document(compose_document(outline, view, TEMPLATES), facts=False))
    assert f"1. {point} " in words
    assert "published up to 20 November 2025" in words


def test_the_annex_repeats_no_result_that_the_main_part_tells() -> None:
    _, _, annex = flat(dump_document(briefing("akeso"), facts=False)).partition("## Further results")
    heads = re.findall(r"\| ([\w-]+): Phase ", annex.partition("## ")[0])
    assert "HARMONi-2" in heads
    assert not {"HARMONi-6", "HARMONi"} & set(heads)
    assert "125 patients. No treatment effect can be read from the figures of a single arm." in annex
    assert "Median DOR | Not reached (9.2–NE). Responders |" in annex
    assert "398 patients, ITT" in annex
    assert "Median PFS | 11.1 months (7.3–NE) against 5.8 months (5.0–8.2); HR 0.51 (0.38–0.69); p <0.0001" in annex
    assert "PD-L1 CPS below 1 | 23%; share of the ITT population at baseline |" in annex


def test_a_profile_draws_its_first_trial() -> None:
    brief = next(brief for brief in briefs() if brief.name == "asset-profile")
    outlines = outline_brief(brief, seen("kestrane"))
    drawn = {
        outline.subject: [block.chart for block in compose_document(outline, seen("kestrane"), TEMPLATES).blocks
                          if isinstance(block, Figure)]
        for outline in outlines
    }  # fmt: skip
    assert drawn == {"velmatrutide": ["differences"], "orsulizumab": ["forest"], "kv-31": ["reductions"]}
