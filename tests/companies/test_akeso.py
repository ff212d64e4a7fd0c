"""A real company on three days: every document passes its own audit, and nothing wrong is said of its trials."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pptx import Presentation

from briefgen import charts
from briefgen.brand.brand_file import read_brand
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.checks import check_dataset
from briefgen.cli.main import main
from briefgen.dataset.load import load_dataset
from briefgen.document.dump import dump_document
from briefgen.document.inlines import plain
from briefgen.document.walk import inlines_of
from briefgen.editor.news import News
from briefgen.measures import measured
from briefgen.office.package import open_package
from briefgen.values.dates import Period
from briefgen.view.view import View, view_of
from support.office_text import words
from support.real_project import TEMPLATES, briefs
from support.sampling import THOROUGH, sampled
from support.unsaid import unsaid

DATA = Path(__file__).parent / "akeso" / "data"
BRAND = read_brand(TEMPLATES / "brand", "brand")
BUILDS = (
    ("2024-12-31", "2024-Q4", "quarterly-briefing", "akeso", "docx"),
    ("2025-06-30", "2025-Q2", "asset-deck", "cadonilimab", "pptx"),
    ("2025-12-31", "2025-Q4", "asset-deck", "ivonescimab", "pptx"),
)
DAYS = tuple(build[:2] for build in BUILDS)


@cache
def dataset():
    return load_dataset(DATA)


def seen(day: str, audience: str = "investor") -> View:
    as_of = Period.parse(day[:4]).start.replace(month=int(day[5:7]), day=int(day[8:]))
    period = dict(DAYS)[day]
    return view_of(dataset(), as_of, Period.parse(period), audience)


@cache
def text(day: str) -> str:
    """What the documents of a day say, composed and not written; workbooks say it in columns and are left out. Of the
    last day all are composed, of those before it a part."""
    found, every = [], 1 if day == DAYS[-1][0] else 2
    for brief in briefs():
        view = seen(day, brief.audience)
        for outline in sampled([one for one in outline_brief(brief, view) if one.format != "xlsx"], every):
            document = compose_document(outline, view, TEMPLATES)
            found += [plain(inlines) for inlines in (document.title, *inlines_of(document.blocks))]
    return "\n".join(re.sub(r"[\s\u00a0]+", " ", line) for line in found)


def test_the_records_have_no_error() -> None:
    assert not [problem for problem in check_dataset(dataset()) if problem.severity == "error"]


@pytest.mark.parametrize(("day", "period", "brief", "subject", "format"), BUILDS, ids=[build[0] for build in BUILDS])
def test_documents_of_a_day_pass_their_own_audit_and_keep_to_the_design(
    day: str, period: str, brief: str, subject: str, format: str, tmp_path: Path
) -> None:
    arguments = ["--data", str(DATA), "--templates", str(TEMPLATES), "--output", str(tmp_path), "--for", subject]
    assert (
        main(
            [
                "build",
                brief,
                *arguments,
                "--as-of",
                day,
                "--period",
                period,
                "--format",
                format,
                "--charts",
                "native",
                "--jobs",
                "1",
            ]
        )
        == 0
    )
    (written,) = tmp_path.rglob(f"*.{format}")
    assert [str(one.problem("")) for one in measured(open_package(written), BRAND)] == []
    said = re.sub(r"[\s\u00a0]+", " ", words(written))
    assert_nothing_wrong(said)


def head(said: str, start: int) -> str:
    """What stands once before the values of the comparison that a number belongs to, as in "(endpoint not met) was "."""
    before = list(
        re.finditer(r"(?:\(|^|\s)([\w; ]+?)\)?(?::| was) [\d\[]", said[max(0, start - 260) : start + 1], re.MULTILINE)
    )
    return before[-1][1].lower() if before else ""


def assert_nothing_wrong(said: str) -> None:
    assert not re.search(r"(?:PFS|OS|ORR|survival) (?:<|= )?0\.0\d", said), "a p-value as a value of its endpoint"
    for number, word in (
        ("0.777", "boundary not crossed"),
        ("0.79", "endpoint not met"),
        ("0.057", "endpoint not met"),
    ):
        for match in re.finditer(rf"(?<![\d.–-]){re.escape(number)}(?!\d)", said):
            before, after = head(said, match.start()), said[match.start() : match.start() + 90].lower()
            claimed = "did not reach the threshold" in said[match.start() : match.start() + 60]
            near = said[max(0, match.start() - 150) : match.start()].lower()
            panel = any(
                said in near
                for said in (
                    "boundary not crossed, interim, maturity 39%",
                    "endpoint not met",
                    "did not meet its os endpoint: ",
                    "did not meet its os endpoint in the itt population (",
                    "did not meet the os endpoint of harmoni in ",
                    "endpoint was not met: ",
                    "os not met (7 sep 2025), hr ",
                    "did not cross its boundary",
                )
            )
            missed = word in after or after.startswith("0.777, boundary not crossed, interim")
            assert missed or word in before or claimed or panel, before + after
    for match in re.finditer(r"5\.8 months \(95% CI 5\.0–8\.2|(?<![\d.])0\.51 \(95% CI 0\.38–0\.69|9\.9–NE", said):
        titled = said[max(0, match.start() - 40) : match.start()].endswith("at an interim analysis: hazard ratio of ")
        row = re.search(r"[Ii]nterim analysis(?: met the endpoint:)?[^:]{0,130}$", said[: match.start()])
        named = "Interim PFS analysis" in said[max(0, match.start() - 330) : match.start()]
        assert (
            titled or row or named or "interim" in head(said, match.start()) + said[match.start() : match.start() + 50]
        )
    for match in re.finditer(r"0\.784", said):
        assert (
            "0.777 (interim; boundary not crossed; maturity 39%)" in said[max(0, match.start() - 170) : match.start()]
        )
    assert not re.search(r"(?<!\()n = (?:322|398|532|610|445|291)\b", said), "the enrolment as n of an arm"
    assert "met its endpoint (PFS): OS" not in said


@pytest.mark.parametrize("day", [day for day, _ in DAYS])
def test_nothing_wrong_is_said_on_any_day(day: str) -> None:
    assert_nothing_wrong(text(day))
    assert unsaid(text(day)) == {}


def test_an_earlier_analysis_in_a_table_names_the_comparator_of_its_arms() -> None:
    brief = next(brief for brief in briefs() if brief.name == "area-landscape")
    view = view_of(dataset(), date(2026, 3, 31), Period.parse("2026-Q1"), "investor")
    outline = next(one for one in outline_brief(brief, view) if (one.subject, one.format) == ("lung-cancer", "docx"))
    shown = dump_document(compose_document(outline, view, TEMPLATES)).replace("\u00a0", " ")
    assert "17.1 vs 14.5 months with placebo plus chemotherapy; relative risk reduction 20%" in shown


def test_an_earlier_day_does_not_know_what_came_later() -> None:
    assert "HARMONi-6" not in "\n".join(trial.name.text for trial in seen("2024-12-31").all("trial") if trial.results)
    assert "16.8 months" not in text("2024-12-31")
    assert not re.search(r"(?<![\d.–-])0\.79(?!\d)", text("2025-06-30"))


def test_an_earlier_analysis_that_was_told_with_a_later_one_was_not_on_record_before_it() -> None:
    trials = [seen("2025-12-31").find("trial", name) for name in ("harmoni-a", "compassion-15")]
    found = [next(result for result in trial.results if result.earlier) for trial in trials]
    news = [News("pivotal_readout", result.trial, result) for result in found]
    assert [bool(one.earlier) for one in news] == [False, True]


def test_a_result_whose_source_has_a_month_was_reported_on_the_day_of_its_event() -> None:
    trials = [seen("2025-12-31").find("trial", name) for name in ("compassion-15", "harmoni-a")]
    found = [next(result for result in trial.results if result.earlier) for trial in trials]
    assert [result.announced.value.text for result in found] == ["2025-10", "2025-11"]
    assert [result.reported.value.text for result in found] == ["2025-10-19", "2025-11"]


def test_the_arms_and_the_effect_of_a_comparison_stand_together() -> None:
    line = next(line for line in text("2025-12-31").splitlines() if "endpoint not met) was 16.8 months with" in line)
    assert "14.0 months with placebo plus chemotherapy; HR 0.79 (95% CI 0.62–1.01); p = 0.057" in line
    assert line.lower().count("endpoint not met") == 1
    assert "Earlier analysis: OS hazard ratio 0.66 (interim) in the ITT population, endpoint met." in text("2025-12-31")


def test_a_tendency_of_safety_needs_several_trials_that_all_say_so() -> None:
    view = seen("2025-12-31")
    tendencies = {name: view.find("asset", name).safety_tendency for name in ("ivonescimab", "cadonilimab")}
    assert tendencies == {"ivonescimab": "more", "cadonilimab": ""}


def test_a_calendar_of_a_deck_has_reference_numbers_beside_its_events() -> None:
    view = seen("2025-12-31")
    events = view.find("asset", "ivonescimab").events
    drawn = charts.numbered("calendar", charts.prepare("calendar", events, view.as_of), lambda told: str(len(told)))
    assert all(entry.refs.isdigit() for lane in drawn.rows for entry in lane.entries)
    assert charts.numbered("timeline", drawn, str) is drawn


def test_cells_say_a_day_in_short_also_where_it_is_one_of_several_that_are_stated() -> None:
    lines = text("2025-12-31").splitlines()
    assert {"4 Jun 2025", "5 Jun 2025"} <= set(lines)
    assert "5 June 2025" not in lines


def test_a_grant_without_a_date_is_told_apart_from_one_without_a_day() -> None:
    said = " ".join(text("2025-12-31").split())
    assert "Grant dates. Not in the sources for six designations; for two more only the month or the year." in said


def test_of_a_territory_that_grew_what_was_added_is_told() -> None:
    assert "Latin America, Middle East and Africa added" in " ".join(text("2025-12-31").split())


def test_who_runs_a_study_and_where_is_told() -> None:
    assert "532 patients, 50 sites, China" in " ".join(text("2025-12-31").split())


def test_what_comes_next_of_a_readout_is_of_its_own_disease_and_weighs_most() -> None:
    ahead = {trial.id: trial.next for trial in seen("2025-12-31").all("trial")}
    assert ahead["harmoni-a"].id == "ivo-us-bla"
    assert ahead["harmoni-6"].id == "harmoni-3-sq-readout"
    assert ahead["compassion-15"] is None


def test_what_was_expected_for_a_time_that_has_passed_is_not_told_as_the_next_step() -> None:
    """A build of a later day: the first half of 2026 is over and no source says what came of it."""
    brief = next(brief for brief in briefs() if brief.name == "quarterly-briefing")
    view = view_of(dataset(), date(2026, 7, 1), Period.parse("2025-Q4"), brief.audience)
    told = 0
    for outline in outline_brief(brief, view):
        if outline.format == "docx" or (THOROUGH and outline.format == "pptx"):
            lines = [plain(line) for line in inlines_of(compose_document(outline, view, TEMPLATES).blocks)]
            said = [line for line in lines if "H1\u00a02026" in line]
            told += len(said)
            assert not [
                one for one in said if re.search(r"next|expected in", one, re.IGNORECASE) and "past due" not in one
            ]
    assert told


def test_an_approved_use_has_the_source_that_states_it() -> None:
    (uses,) = (
        program
        for program in seen("2025-12-31").find("asset", "ivonescimab").approved
        if program.use.text == "PD-L1+ NSCLC"
    )
    assert uses.use.fact.sources == uses.stage.fact.sources != ()


def test_only_a_primary_endpoint_is_said_to_be_met() -> None:
    said = text("2025-12-31")
    assert "HARMONi-A reports a statistically significant OS result" in said
    assert not re.search("HARMONi-A met|met its secondary", said)
    (risk,) = (r for r in seen("2025-12-31").find("trial", "harmoni-a").readout.heads if r.judgement)
    assert risk.state.text == "Significant"
    assert "HARMONi-6 met its PFS endpoint" in said


def test_an_interim_look_that_missed_is_an_interim_one() -> None:
    (look,) = (r for r in seen("2025-12-31").find("trial", "harmoni-2").results if r.judgement == "not_crossed")
    assert look.state.text == "Boundary not crossed, interim"


@pytest.mark.parametrize("said", [
    "No date: BLA in the United States",
    "\nFirst-line squamous and non-squamous NSCLC\n",
    "\nEGFRm NSCLC after EGFR-TKI\nPhase III; filing intended\n",
    "Not reported. Data cut-off (HARMONi-2 and HARMONi-6); patient numbers, data cut-off, follow-up and safety (HARMONi).",
    "HARMONi-2 did not cross its OS boundary at an interim analysis (maturity 39%). HARMONi did not "
    "meet its OS endpoint in the ITT population (p = 0.057, threshold 0.0448).",
    "PFS was longer with ivonescimab in all four trials (HARMONi-A without an interval). OS was significantly longer "
    "in HARMONi-A, one of three that report it.",
    "PFS favours ivonescimab in all three trials that report an interval; OS is significant in one of three",
    "PFS favours cadonilimab in both trials; OS favours it in both",
    "Not shown. Eight further results stand in the quarterly workbook on Akeso.",
    "PFS was longer with cadonilimab in both trials. OS was longer in both.",
])  # fmt: skip
def test_a_profile_says_what_has_no_result_and_counts_the_trials_that_show_a_difference(said: str) -> None:
    assert said in text("2025-12-31")


def test_what_a_profile_has_no_room_for_stands_in_the_workbook_of_its_company() -> None:
    view = seen("2025-12-31")
    asset = view.find("asset", "ivonescimab")
    brief = next(brief for brief in briefs() if brief.name == "quarterly-briefing")
    outline = next(o for o in outline_brief(brief, view) if o.subject == "akeso" and o.format == "xlsx")
    document = compose_document(outline, view, TEMPLATES)
    sheets = " ".join(plain(inlines).replace("\u00a0", " ") for inlines in inlines_of(document.blocks))
    instalments = [part.amount for deal in asset.deals for part in deal.instalments]
    dated = [one.granted or one.announced for one in asset.designations]
    values = [one.value for trial in asset.readouts for one in trial.results]
    assert all((instalments, dated, values))
    lost = [one.text for one in (*instalments, *dated, *values) if one.text.replace("\u00a0", " ") not in sheets]
    assert not lost


def test_what_limits_a_result_is_no_second_reason_beside_its_limits() -> None:
    view = seen(DAYS[-1][0])
    (brief,) = (one for one in briefs() if one.name == "asset-deck")
    (deck,) = (one for one in outline_brief(brief, view) if one.subject == "penpulimab")
    slide = dump_document(compose_document(deck, view, TEMPLATES), facts=False).partition("## AK105-202: ")[2]
    rail = slide.partition("\n## ")[0]
    assert "### Limits\n*Not reported: data cut-off, follow-up and safety.*" in rail
    assert rail.count("ingle-arm") == 3  # title, design, and that no effect can be read: no limit of its own
    assert "### Why it matters\nPenpulimab is approved in the United States for this use." in rail


def test_a_programme_tells_its_line_its_combination_and_what_its_trials_found() -> None:
    programs = {
        (p.asset.id, p.indication.id, p.territory.value.short): p
        for p in (program for asset in seen("2025-12-31").assets for program in asset.programs)
    }

    def said(asset: str, use: str, where: str) -> list[tuple[str, str]]:
        told = programs[asset, use, where].told
        return [(one.words.text.replace("\u00a0", " "), one.tone) for one in told]

    assert said("ivonescimab", "egfrm-nsclc", "China") == [("final OS Nov 2025", "news")]
    assert said("ivonescimab", "pdl1-nsclc", "China") == [("interim OS not significant", "plain")]
    filing = [("HARMONi", "plain"), ("OS not met", "missed"), ("filing intended", "plain")]
    assert said("ivonescimab", "egfrm-nsclc", "United States") == filing
    assert said("ivonescimab", "sq-nsclc", "China") == [("HARMONi-6", "plain"), ("interim PFS 19 Oct 2025", "news")]
    outside = programs["ivonescimab", "nonsq-nsclc", "Outside China"]
    assert [one.words.text.replace("\u00a0", " ") for one in outside.told] == ["HARMONi-3", "enrolment to end H2 2026"]
    assert said("penpulimab", "hcc", "China") == [("under review as of 16 Mar 2025", "plain")]
    assert said("cadonilimab", "cervical-la", "China") == [("trial cleared 3 Jan 2022", "plain")]
    assert said("cadonilimab", "her2neg-gej", "United States")[1] == ("trial cleared 12 Dec 2025", "news")
    lines = {use: str(p.told_line or "") for (_, use, _), p in programs.items()}
    assert (lines["egfrm-nsclc"], lines["npc-1l"], lines["cervical-1l"]) == ("after EGFR-TKI", "", "")
    given = {use: str(p.treatment or "") for (_, use, where), p in programs.items() if where == "China"}
    assert (given["egfrm-nsclc"], given["pdl1-nsclc"], given["hcc"]) == ("+\u00a0chemotherapy", "alone", "")


def test_approvals_of_a_year_and_open_filings_are_told_in_sentences_with_their_age() -> None:
    said = " ".join(text("2025-12-31").replace("\u00a0", " ").split())
    assert "Five uses approved in 2025" in said
    assert "In China, ivonescimab was approved in PD-L1+ NSCLC (announced" in said
    assert "cadonilimab in 1L cervical cancer (4 Jun)" in said
    assert "penpulimab was approved in 1L NK-NPC and pretreated NK-NPC (23 Apr)" in said
    assert (
        "Also stated: 5 Jun for cadonilimab in China, 24 Apr for penpulimab in the United States and May 2023" in said
    )
    assert "One filing open, one intended" in said
    assert (
        "was not yet filed on 1 June 2025 (not approved; Summit said that it intends a BLA). No filing is known" in said
    )
    assert "was under review on 16 March 2025 (with anlotinib; sNDA). No decision is known" in said
    assert (
        "Ivonescimab received four CDE Breakthrough Therapy Designations, the latest granted Nov 2025; CDE Pri" in said
    )
    assert "213 days for ivonescimab (1 June 2025) and 290 days for penpulimab (16 March 2025)" in said
    assert "PD-L1 CPS below 5: 49.8% of patients (share of the ITT population at baseline)" in said
    assert "Four events are expected, three of them with a date." in said
    assert "Eighteen programmes: eleven approved, one filed and six phase III" in said
    younger = (
        view_of(dataset(), date(2025, 8, 1), Period.parse("2025-Q3"), "investor").find("company", "akeso").undecided
    )
    assert [program.asset.id for program in younger if program.is_stale] == ["penpulimab"], "61 days are no age"
    older = " ".join(text("2024-12-31").split())
    assert "No decision is on record" not in older


def test_a_sentence_begins_with_what_limits_all_of_its_values() -> None:
    view = seen("2025-12-31")

    def openings(trial: str) -> set[tuple[str, str]]:
        return {(str(one.endpoint.value), one.opening) for one in view.find("trial", trial).results}

    assert {("PFS", "met"), ("PFS", "interim")} <= openings("harmoni-6")
    assert ("OS", "significant") in openings("harmoni-a")
    assert ("OS", "final") in openings("compassion-15")
    assert ("OS", "") in openings("harmoni")


def test_an_interim_look_that_crossed_no_boundary_is_undecided_and_no_miss() -> None:
    view = seen("2025-12-31")
    (look,) = (r for r in view.find("trial", "harmoni-2").results if r.undecided)
    assert (look.maturity.text, look.beside_value.role.code) == ("39%", "")
    programs = (program for program in view.all("program") if program.indication.id == "pdl1-nsclc")
    assert "missed" not in {one.tone for program in programs for one in program.told}
    said = text("2025-12-31")
    assert (
        "7 Sep 2025. OS with ivonescimab in HARMONi-2 is not significant: HR 0.777 (interim; boundary not crossed), "
        "maturity 39%, ITT, 25 Apr 2025." in said
    )
    assert "OS significant in one of three trials reporting it" in said


@pytest.mark.parametrize("said", [
    "Investigational use in the United States. The sources state no approval there, and a current approval",
    "Approved use. The sources state a current approval of ivonescimab in China for EGFRm NSCLC (after EGFR-TKI).",
])  # fmt: skip
def test_the_banner_of_a_trial_says_first_where_its_own_programme_stands(said: str) -> None:
    assert said in text("2025-12-31")


def test_a_title_counts_what_is_newly_expected_as_its_rows_do() -> None:
    slide = text("2025-12-31").split("one trial clearance, first dates for two programmes")[1]
    rows = slide.split("No change on record")[0]
    assert rows.count("○ Expected") == 2
    assert "PFS HR 0.46" not in rows, "before and now are of one endpoint"
    assert "■ Designation" in rows
    assert "Seven changes since 30 September 2025" in text("2025-12-31")


def test_a_readout_of_before_stands_against_the_summary() -> None:
    said = text("2025-12-31")
    assert "HARMONi: OS not met (7 Sep 2025), HR 0.79 (0.62–1.01), p = 0.057 (threshold 0.0448)." in said


def test_china_is_told_of_what_is_kept_where_a_programme_is_there_by_itself() -> None:
    assert "upfront; Akeso keeps China" in text("2025-12-31")


def test_the_first_page_has_room_for_its_figure_beside_five_points(tmp_path: Path) -> None:
    briefing = ["build", "quarterly-briefing", "--for", "akeso", "--as-of", "2025-12-31", "--period", "2025-Q4"]
    places = ["--data", str(DATA), "--templates", str(TEMPLATES), "--output", str(tmp_path)]
    assert main([*briefing, *places, "--format", "docx", "--jobs", "1"]) == 0
    (written,) = tmp_path.rglob("*.docx")
    said = re.sub(r"[\s\u00a0]+", " ", words(written))
    assert "OS longer in three of five trials, not significant in two" in said


@pytest.mark.parametrize("said", [
    "(final analysis; statistically significant) was 16.8 months", "in the ITT population (final analysis) was 13.9 months",
    "At the final analysis, in 610 patients (ITT), median OS was 13.9 months (95% CI 12.0–16.8) vs 11.1 months (10.2–12.2)",
    "was 16.8 vs 14.1 months with placebo plus chemotherapy; relative risk reduction 26% (CI not reported)",
    "earlier (endpoint met): hazard ratio 0.66 (interim)", "China recorded more than 810,000 new cases",
    "discontinuation due to adverse events in the safety population: 5.6%",
])  # fmt: skip
def test_what_limits_a_value_stands_beside_it(said: str) -> None:
    assert said in text("2025-12-31")


def test_a_caveat_that_a_result_says_is_no_claim() -> None:
    said = text("2025-12-31")
    assert "p = 0.057" in said
    assert "did not reach the threshold of 0.0448" not in said
    assert "Penpulimab is the only anti-PD-1 monoclonal antibody of the IgG1 subtype in the world" in said


def test_a_mixed_readout_is_not_told_as_met_alone() -> None:
    assert "HARMONi met its PFS endpoint but had a mixed outcome overall" in text("2025-06-30")


def test_a_threshold_is_told_as_one_everywhere() -> None:
    said = text("2025-12-31")
    assert "(threshold 0.0448)" in said
    assert "0.0448 needed" not in said


def test_where_medicines_are_approved_names_the_only_one_and_says_all_of_all() -> None:
    assert "All three medicines are approved in China and penpulimab is approved in the United States." in text(
        DAYS[-1][0]
    )


def test_a_profile_says_which_day_of_an_approval_is_that_of_its_announcement() -> None:
    assert "Approval of 25 Apr 2025: day of the announcement." in text(DAYS[-1][0])


def test_an_approval_whose_title_names_the_line_of_treatment_in_full_names_its_use_once() -> None:
    assert "Approval of cadonilimab in first-line cervical cancer (NMPA), 4 Jun 2025, in China." in text("2025-06-30")


def test_a_trial_that_will_start_comes_next_for_trials_of_its_kind_of_disease_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    days = ["--period", "2025-Q4", "--as-of", "2025-12-31", "--data", str(DATA)]
    assert main(["show", "asset-deck", "cadonilimab", "--format", "pptx", *days]) == 0
    said = capsys.readouterr().out.replace("\u00a0", " ")
    gastric, cervical = (
        said.partition(f"\n## {trial}")[2].partition("\n## ")[0] for trial in ("COMPASSION-15", "COMPASSION-16")
    )
    assert "Start of COMPASSION-37 (Phase III, no date)" in gastric
    assert "COMPASSION-37" not in cervical
    assert "### Next\n*No next step is in the sources" in cervical


def test_cards_of_an_area_begin_with_what_is_new_and_a_joint_venture_is_granted_by_nobody(
    capsys: pytest.CaptureFixture[str],
) -> None:
    days = ["--period", "2025-Q4", "--as-of", "2025-12-31", "--data", str(DATA)]
    assert main(["show", "quarterly-briefing", "gastrointestinal-cancer", "--format", "pptx", *days]) == 0
    cards = [line for line in capsys.readouterr().out.splitlines() if line.startswith("card ")]
    assert ["13.9" in card for card in cards] == [True, False, False, False]
    assert "| Joint venture | Financial terms" in cards[-1]
    assert main(["show", "quarterly-briefing", "lung-cancer", "--format", "docx", *days]) == 0
    assert "\n## One filing intended\n" in capsys.readouterr().out


def test_a_title_for_doctors_leaves_long_names_of_diseases_to_its_subtitle(tmp_path: Path) -> None:
    days = ["--period", "2025-Q4", "--as-of", "2025-12-31", "--data", str(DATA), "--output", str(tmp_path), "--quiet"]
    assert main(["build", "medical-deck", "--for", "penpulimab", *days, "--jobs", "1"]) == 0
    slides = Presentation(str(tmp_path / "2025-Q4" / "medical-deck" / "penpulimab.pptx")).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides if slide.shapes.title]
    assert "AK105-202: objective response rate and duration of response" in titles
    assert "AK105-304: progression-free survival and overall survival" in titles
    assert not [title for title in titles if "\u2026" in title]


def test_one_wording_for_what_is_not_stated_and_for_what_a_ratio_of_responders_is_worth() -> None:
    said = text("2025-12-31")
    assert (
        "Start of COMPASSION-37 (Phase III, no date)" in said
    )  # the next step of the medicine, where the use has none
    assert "Next: not stated" not in said
    assert "no next step stated" not in said
    assert "compares responders only, who are not randomised groups" in said
    assert "Approved use (see the note); designation (CDE BTD)" in said


def test_below_a_table_of_uses_stands_whom_its_results_are_of() -> None:
    said = text("2025-12-31")
    assert "HARMONi-A (n = 322): PFS" in said
    assert "HARMONi-2 (n = 398) vs pembrolizumab: PFS" in said
    assert "ITT; HARMONi-A: all patients. In brackets: 95% CI, where reported. Safety: safety population." in said
    assert "322 patients, median follow-up 32.5 months (final OS analysis)" in said, "its PFS is of an earlier look"
    assert "Population unless a row says otherwise" not in said


def test_a_table_of_uses_names_what_effects_are_against_once_and_says_that_survival_is_open() -> None:
    said = text("2025-12-31")
    assert "HARMONi vs placebo + chemo: PFS HR 0.52" in said
    assert "HARMONi-A (n = 322): PFS" in said, "its medians name the arm"
    assert "HARMONi-6 (n = 532) vs tislelizumab + chemo: PFS HR 0.60 (0.46–0.78), met, interim; OS not reported" in said
    assert "; OS not reported" not in "".join(re.findall(r"HARMONi-2 \(n = 398\) .*", said))


def test_what_is_absent_cites_no_source() -> None:
    view = seen("2025-12-31")
    (brief,) = (one for one in briefs() if one.name == "asset-deck")
    (deck,) = (one for one in outline_brief(brief, view) if one.subject == "ivonescimab")
    told = dump_document(compose_document(deck, view, TEMPLATES), facts=False)
    assert re.search(r"Not reported: [\w ,;]+\.(?!\^)", told)
    assert not re.search(r"Not reported: [\w ,;]+\.\^", told)
    assert re.search(r"OS HR 0\.777\b.*\*\*boundary not crossed, interim\*\*, maturity 39%", told), "a caution"


def test_what_qualifies_a_value_and_who_acted_stands_beside_it() -> None:
    said = text("2025-12-31")
    assert "PFS hazard ratio 0.48 (subgroup: third-generation EGFR-TKI before)" in said
    assert "hazard ratio 0.79 (95% CI 0.62–1.01); p = 0.057 (threshold 0.0448)" in said
    assert (
        "Breakthrough Therapy Designation for ivonescimab, first-line triple-negative breast cancer (CDE), Nov 2025."
        in said
    )
    assert "0.777 (interim; boundary not crossed; maturity 39%) is shown here; stated elsewhere: 0.784" in said
    assert "Four claims of Akeso that no source shows to be so are listed in the workbook" in said
    assert "Key points, the most material first; abbreviations are spelled out at the end" in said
    assert "Next steps without a date" in said
    assert "Ivonescimab: limitations of the evidence" not in said  # each limit stands on the slide of its trial
    assert "none stated" not in said
    assert "nothing stated" not in said
    assert "Joint venture to" not in said


def test_beside_a_miss_a_filing_that_comes_next_is_told_once_and_a_further_value_says_what_it_is() -> None:
    lines = text("2025-12-31").split("\n")
    why = next(line for line in lines if line.startswith("Ivonescimab is in Phase III in the United States"))
    assert "BLA" not in why
    assert "BLA of ivonescimab in the United States, intended (no date)." in lines
    assert "hazard ratio, third-generation EGFR-TKI before (subgroup), CI not reported" in lines


def test_a_register_tells_days_and_misses_in_its_rows_and_what_has_no_date_last() -> None:
    lines = text("2025-12-31").split("\n")
    assert "Approved, 24 May 2024" in lines
    assert "Approved, announced 25 Apr 2025" in lines
    assert "HARMONi-2: interim OS not significant" in lines
    assert any(line.startswith("HARMONi: OS not met; run by Summit; not approved") for line in lines)
    assert "COMPASSION-37; trial cleared 12 Dec 2025" in lines
    assert "no trial in the sources" in lines
    begins = "NMPA accepts NDA of cadonilimab in pretreated cervical cancer"
    after = [lines[at : at + 20] for at, line in enumerate(lines) if line == begins]
    undated = {"BLA of ivonescimab in the United States", "Summit licence closed and first instalment paid"}
    assert any(undated <= set(some) for some in after)


def test_a_profile_of_many_trials_keeps_to_a_page_with_a_heading_over_what_they_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = ["build", "asset-profile", "--for", "ivonescimab", "--as-of", "2025-12-31", "--period", "2025-Q4"]
    places = ["--data", str(DATA), "--templates", str(TEMPLATES), "--output", str(tmp_path)]
    assert main([*profile, *places, "--jobs", "1"]) == 0
    assert "over-budget" not in "".join(capsys.readouterr())
    (written,) = tmp_path.rglob("*.docx")
    said = words(written)
    assert "What the trials show" in said
    assert "VEGF vascular" not in said
