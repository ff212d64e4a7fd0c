"""An invented company of another field, built on two days: sales, a rejected filing, a withdrawn indication, a venture."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.checks import check_dataset
from briefgen.cli.main import main
from briefgen.dataset.load import load_dataset
from briefgen.measures import measured
from briefgen.office.package import open_package
from briefgen.project import bundled_templates
from support.unsaid import unsaid

DATA = Path(__file__).parent / "kestrane" / "data"
DAYS = {"2024-12-31": "2024-Q4", "2025-12-31": "2025-Q4"}
NEVER = (
    r"\bNeed\.\s*$", r"\b(\w+ in [A-Z][\w ]+) and \1\b", r"\bcases new cases\b", r"\broyalties: tiered royalties\b",
    r"\b[a-z]+_[a-z0-9_]+\b", r"\bIt states to be\b", r"\bAll no\b", r"\b(a|the|of|in|is|for) \1\b", r"\bfill and fault\b",
    r"SECRET|ask investor relations|The letter itself is not public",
)  # fmt: skip
"""What no text of a document says: empty labels, doubled words and lists, names of the schema, internal remarks."""


def run(*arguments: str) -> str:
    """What a command of the program prints; it must end well."""
    out = io.StringIO()
    with redirect_stdout(out):
        code = main(list(arguments))
    assert code == 0, out.getvalue()
    return out.getvalue()


def places(day: str, data: Path = DATA) -> tuple[str, ...]:
    """Where a command finds what it reads, and of which day."""
    return "--data", str(data), "--templates", str(bundled_templates()), "--as-of", day, "--period", DAYS[day]


@cache
def shown(brief: str, subject: str, form: str, day: str) -> str:
    return run("show", brief, subject, "--format", form, *places(day)).replace("\u00a0", " ")


def test_the_records_are_sound() -> None:
    assert [p for p in check_dataset(load_dataset(DATA)) if p.severity == "error"] == []


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    ("brief", "subject", "form"),
    [
        ("quarterly-briefing", "kestrane", "docx"), ("quarterly-briefing", "kestrane", "pptx"),
        ("asset-deck", "orsulizumab", "pptx"), ("asset-profile", "velmatrutide", "docx"),
    ],
)  # fmt: skip
def test_nothing_is_said_that_nobody_would_sign(brief: str, subject: str, form: str, day: str) -> None:
    text = shown(brief, subject, form, day)
    lines = [line for line in text.splitlines() if not line.startswith(("Sources:", "look:", ":::", "  '", "panel"))]
    assert unsaid("\n".join(re.sub(r"kes-[\w-]+", "", line) for line in lines)) == {}
    for pattern in NEVER:
        assert not [line for line in lines if re.search(pattern, re.sub(r"kes-[\w-]+", "", line))], pattern


def test_each_day_tells_what_it_knew() -> None:
    before, after = (shown("quarterly-briefing", "kestrane", "docx", day) for day in DAYS)
    assert "omplete response letter" not in before
    events = shown("quarterly-briefing", "kestrane", "xlsx", "2025-12-31")
    assert "Complete response letter of the FDA for orsulizumab in PsA (adults)" in events
    assert "returns its rights in Japan" not in before
    returned = "Nordvalk Pharma returns its rights in Japan (its review of the portfolio); milestones up to USD"
    assert returned in after.replace("\u00a0", " ")
    assert "USD 760 million" in before
    assert "USD 760 million" not in after
    assert "ndication withdrawn" not in before
    assert "indication withdrawn, 15 September 2025" in after
    assert "USD 820" not in before
    assert "Expected for FY2025" in after
    assert "28 Apr 2025" in before.partition("## Events")[2].partition("#")[0]
    assert "In the coming months" in after


def test_a_filing_that_is_resubmitted_was_not_added_but_changed_its_status() -> None:
    text = shown("quarterly-briefing", "kestrane", "docx", "2025-12-31").replace("\u00a0", " ")
    assert "Changed stage or status in Q4 2025: orsulizumab in PsA in the United States." in text
    assert "Q4 2025 added" not in text


def test_a_readout_from_before_the_period_is_told_with_its_day() -> None:
    text = shown("quarterly-briefing", "kestrane", "docx", "2025-12-31").replace("\u00a0", " ")
    assert "p = 0.31 (two-sided). Reported on 8 July 2025." in text
    assert "p <0.001 (two-sided). Reported on 21 May 2024." in text


def test_a_title_counts_the_rows_below_it() -> None:
    text = shown("quarterly-briefing", "kestrane", "pptx", "2025-12-31")
    title, _, rest = text.partition("## Five changes on record since")[2].partition("\n")
    rows = rest.partition("Sources:")[0].splitlines()
    changes = [row for row in rows if row.startswith(("| ■ Filing", "| ■ Label", "| ◊ Deal"))]
    expected = [row for row in rows if row.startswith("| ○ Expected")]
    assert title.endswith(
        ": one filing resubmitted, one label update (earlier), one deal ended (earlier), two events newly expected"
    )
    assert (len(changes), len(expected)) == (3, 2)


def test_a_designation_names_its_agency_beside_a_program_of_another_territory() -> None:
    text = shown("asset-deck", "orsulizumab", "pptx", "2025-12-31")
    beside = text.partition("### Designations, not approvals")[2].partition("###")[0].splitlines()
    assert [line for line in beside if line.startswith("- NMPA Breakthrough Therapy Designation: PsA")]
    assert [line for line in beside if line.startswith("- FDA Fast Track designation: PsA")]


def test_a_trial_belongs_to_the_use_that_was_filed_on_it_and_the_decision_to_that_use() -> None:
    rows = shown("asset-deck", "orsulizumab", "pptx", "2025-12-31").replace("\u00a0", " ").splitlines()
    filed = next(row for row in rows if row.startswith("| **Psoriatic arthritis, adults** | United States"))
    assert "CLARION-1" in filed
    assert "PDUFA" in filed
    other = next(row for row in rows if row.startswith("| **Psoriatic arthritis**") and "| Worldwide" in row)
    assert "| CLARION-1: see United States" in other, "its evidence is not told of another use"


@pytest.mark.parametrize(("brief", "format"), [("asset-profile", "docx"), ("asset-deck", "pptx")])
def test_a_designation_that_a_report_merely_names_was_not_announced_that_day(brief: str, format: str) -> None:
    text = shown(brief, "orsulizumab", format, "2025-12-31").replace("\u00a0", " ")
    assert "ource of" in text
    assert not re.search(r"(BTD|Fast Track|Designation)[^.|]* announced", text)


def test_programs_that_stand_alike_are_told_once() -> None:
    text = shown("quarterly-briefing", "kestrane", "docx", "2024-12-31")
    assert (
        "Orsulizumab, an IL-23 mAb, is filed in the United States for PsA and in Phase III worldwide for two indications"
        in text
    )
    now = shown("quarterly-briefing", "kestrane", "docx", "2025-12-31")
    assert "in Phase III in the European Union for type 2 diabetes (run by Nordvalk), " in now, "whose it is"
    assert "withdrawn in the European Union for obesity (approval of Nordvalk Pharma)" in now


def test_a_flag_is_told_in_words_and_figures_in_sentences() -> None:
    text = shown("quarterly-briefing", "kestrane", "docx", "2025-12-31")
    assert "It states that it is an emerging growth company." in text
    deck = shown("quarterly-briefing", "kestrane", "pptx", "2025-12-31")
    assert (
        "Net product sales of velmatrutide in the United States came to USD 212.4 million in Q3 2025 (+18% on a" in deck
    )


def test_a_letter_that_was_answered_is_told_with_the_answer_and_a_trial_of_the_use_where_it_is_told() -> None:
    deck = shown("quarterly-briefing", "kestrane", "pptx", "2025-12-31").replace("\u00a0", " ")
    assert "CLARION-1; complete response letter, 28 Apr 2025; resubmitted, Oct 2025" in deck
    assert "| Psoriatic arthritis | Worldwide | Phase III | CLARION-1: see United States | ^" in deck
    assert "| Plaque psoriasis | Worldwide | Phase III | *no trial in the sources* |" in deck


@pytest.mark.parametrize("day", DAYS)
def test_files_pass_the_audit(day: str, tmp_path: Path) -> None:
    run("build", "asset-profile", "--for", "velmatrutide", *places(day), "--output", str(tmp_path))
    assert list(tmp_path.rglob("*.docx"))


@pytest.mark.parametrize(
    "said",
    [
        "least-squares mean change from baseline in HbA1c at week 40 (endpoint met): −1.9 percentage points (SE 0.05) with velmatrutide (baseline 8.2%)",
        "difference −0.2 percentage points (95% CI −0.35 to −0.05), non-inferiority margin 0.3 percentage points.",
        "ACR 20 response at week 24 (endpoint met): 58.4% with orsulizumab, 31.1% with placebo; odds ratio 3.11",
        "annualised rate of exacerbations at week 52 (endpoint not met): 1.04 per year with orsulizumab, 1.17 per year with placebo; rate ratio 0.89 (95% CI 0.71–1.11); p = 0.31",
        "(interim analysis; endpoint met): 21 cases with KV-31 against 112 cases with placebo; vaccine efficacy 81.3% (95% CI 70.2–88.3)",
        "**geometric mean antibody titre at day 29** | interim analysis | 14,210 | 1,180 | ratio of geometric mean titres 12.0 (95% CI 11.1–13.0; not formally tested)",
    ],
)  # fmt: skip
def test_every_kind_of_comparison_reads_right(said: str) -> None:
    told = [("quarterly-briefing", "kestrane"), ("asset-profile", "velmatrutide"), ("asset-profile", "orsulizumab")]
    texts = [shown(brief, subject, "docx", "2025-12-31").replace("\u00a0", " ") for brief, subject in told]
    assert any(said.lower() in text.lower() for text in texts)


@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_what_was_missed_within_a_year_stands_in_the_summary(form: str) -> None:
    text = shown("quarterly-briefing", "kestrane", form, "2025-12-31").replace("\u00a0", " ")
    told = {
        "docx": "Orsulizumab did not meet the exacerbations endpoint of BREEZE in COPD: rate ratio 0.89 (95% CI 0.71–1.11) at week 52",
        "pptx": "In BREEZE, the exacerbations endpoint was not met: rate ratio 0.89 (95% CI 0.71–1.11) at week 52",
    }
    after = {"docx": "# One approved use", "pptx": "changes on record since"}
    assert text.index(f"Against the trend.** {told[form]}") < text.index(after[form])


def test_gaps_in_prose_are_no_refusals_to_disclose() -> None:
    assert (
        "not disclosed"
        not in shown("quarterly-briefing", "kestrane", "docx", "2025-12-31").split("## Sources")[0].lower()
    )


def test_an_editable_chart_draws_millions_of_which_the_source_writes_the_word(tmp_path: Path) -> None:
    run(
        "build",
        "asset-deck",
        "--for",
        "orsulizumab",
        "--charts",
        "native",
        "--output",
        str(tmp_path),
        *places("2025-12-31"),
    )
    (written,) = tmp_path.rglob("*.pptx")
    assert written.name == "orsulizumab.pptx"
    assert [
        str(one.problem(""))
        for one in measured(open_package(written), read_brand(bundled_templates() / "brand", "brand"))
    ] == []


def test_panels_lead_with_the_primary_endpoint_also_where_its_arms_count_patients() -> None:
    text = shown("asset-deck", "kv-31", "pptx", "2025-12-31").replace("\u00a0", " ")
    assert text.index("81.3%") < text.index("ratio of geometric mean titres")
    assert "vaccine efficacy of 81.3%" in text.partition("##")[2]


def test_effects_that_each_have_a_panel_and_a_scale_are_not_drawn_again() -> None:
    text = shown("asset-deck", "orsulizumab", "pptx", "2025-12-31")
    clarion = text.partition("## CLARION-1")[2].partition("\n## ")[0]
    assert "Endpoint met" in clarion
    assert "[forest:" not in clarion
    assert "[differences:" not in clarion
    assert "58.4%" in clarion


@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_a_title_says_once_what_came_out_and_gives_a_missed_ratio_its_interval(form: str) -> None:
    text = shown("quarterly-briefing", "kestrane", form, "2025-12-31")
    assert "BREEZE did not meet its endpoint (exacerbations): rate ratio of 0.89 (95% CI 0.71–1.11);" in text
    assert "HARBOUR met its primary endpoint at an interim analysis: vaccine efficacy of 81.3%;" in text


def test_excepted_countries_have_their_article_in_a_sentence() -> None:
    text = shown("asset-deck", "velmatrutide", "pptx", "2025-12-31")
    assert "exclusive rights to velmatrutide worldwide except the United States and Japan" in text


def test_an_option_that_lapsed_is_told_to_have_lapsed_once() -> None:
    text = shown("quarterly-briefing", "kestrane", "docx", "2025-12-31")
    assert re.search(
        r"signed in October 2024, which lapsed in June 2025\.\S+ The terms were USD 15 million upfront\.\S*\n", text
    )
    deck = shown("asset-deck", "orsulizumab", "pptx", "2025-12-31")
    assert "option lapsed" not in deck
    assert "What Tessaly Bio pays" not in deck
    assert "### Who held what" in deck
    assert "outside this agreement, all other territories" in deck
    assert "| **Jun 2025** | Option of Tessaly Bio on orsulizumab lapsed | Deal ended |" in deck


def test_another_trial_is_told_by_its_effect() -> None:
    deck = shown("asset-deck", "velmatrutide", "pptx", "2025-12-31")
    assert "COMPASS: least-squares mean difference in HbA1c at week 52 −0.2 percentage points (95% CI" in deck


@pytest.mark.parametrize(
    ("look", "head"), [("analysis: interim, ", "Interim, not formally tested"), ("", "Not formally tested")]
)
def test_a_figure_that_was_not_formally_tested_says_so(look: str, head: str, tmp_path: Path) -> None:
    data = copytree(DATA, tmp_path / "data")
    trials = data / "trials.yaml"
    titre = "{trial: harbour, analysis: interim, endpoint: antibody_titre"
    assert titre in trials.read_text()
    trials.write_text(trials.read_text().replace(titre, titre.replace("analysis: interim, ", look)))
    deck = run("show", "asset-deck", "kv-31", "--format", "pptx", *places("2025-12-31", data)).replace("\u00a0", " ")
    assert re.search(rf"outcome Antibody titre at day 29\S* \| {head} \| 12\.0", deck)


def test_a_readout_names_an_active_comparator_and_for_healthcare_professionals_its_tests_beside_the_figure() -> None:
    deck = shown("asset-deck", "velmatrutide", "pptx", "2025-12-31")
    assert (
        "COMPASS met its HbA1c endpoint of non-inferiority: velmatrutide vs basal insulin, LS mean difference −0.2"
        in deck
    )
    medical = shown("medical-deck", "velmatrutide", "pptx", "2025-12-31")
    assert "### Efficacy: HbA1c at week 52" in medical
    assert "Next dated" not in medical
    assert "observed" not in medical


def test_what_is_expected_in_the_coming_months_has_no_date() -> None:
    assert "Three events are expected, two of them with a date." in shown(
        "quarterly-briefing", "kestrane", "docx", "2025-12-31"
    )


def test_a_profile_counts_the_results_that_it_neither_tells_nor_draws() -> None:
    page = shown("asset-profile", "orsulizumab", "docx", "2025-12-31")
    assert "**Not shown.** One further result stands in the quarterly workbook on Kestrane." in page


def test_a_company_without_a_programme_in_china_keeps_other_territories() -> None:
    deck = shown("quarterly-briefing", "kestrane", "pptx", "2025-12-31")
    assert "outside this agreement, all other territories." in deck
    assert "China." not in deck


def test_results_without_a_hazard_ratio_spell_none() -> None:
    slides = shown("quarterly-briefing", "kestrane", "pptx", "2025-12-31")
    assert "Every result on record by trial; an empty cell: not in the sources." in slides
    assert "HR: hazard ratio" not in slides


def test_what_a_step_of_a_filing_says_beside_its_title_is_told_with_it_on_slides() -> None:
    deck = shown("quarterly-briefing", "kestrane", "pptx", "2025-12-31")
    assert "FDA label of velmatrutide in type 2 diabetes (adults) updated. A warning on gallbladder disease was" in deck


def test_in_whom_a_trial_was_run_stands_under_its_title_and_what_was_returned_is_held_not_kept() -> None:
    deck = shown("quarterly-briefing", "kestrane", "pptx", "2025-12-31")
    assert "Phase III trial in RSV disease, adults aged 60 and older: KV-31 against placebo, 24,310" in deck
    assert "worldwide; held by Kestrane, United States, Japan." in deck, "Japan was licensed once and came back"


def test_a_trial_without_a_territory_stands_with_the_use_that_has_none_of_its_own() -> None:
    deck = shown("asset-deck", "velmatrutide", "pptx", "2025-12-31")
    assert (
        "| European Union | Phase III | **COMPASS** (n = 1,204) vs basal insulin: least-squares mean difference in HbA1c"
        in deck
    )


def test_what_is_missing_of_several_trials_alike_is_told_of_them_once() -> None:
    deck = shown("quarterly-briefing", "kestrane", "pptx", "2025-12-31")
    row = "| **ASCEND-2, COMPASS, CLARION-1, BREEZE and HARBOUR** | Data cut-off, follow-up and safety |"
    assert deck.count("| Data cut-off, follow-up and safety |") == deck.count(row) == 1


def test_a_row_of_what_changed_says_why_an_agency_or_a_holder_took_a_step() -> None:
    deck = shown("quarterly-briefing", "kestrane", "pptx", "2025-12-31").partition("## Five changes")[2]
    assert "(adults) updated: a warning on gallbladder disease was added |" in deck.partition("## ")[0]


def test_a_fiscal_year_that_is_the_calendars_is_not_told_apart() -> None:
    assert "iscal year to" not in shown("quarterly-briefing", "kestrane", "docx", "2025-12-31")


def test_under_the_title_of_a_venture_its_parties_are_not_named_again() -> None:
    deck = shown("quarterly-briefing", "kestrane", "pptx", "2025-12-31")
    assert "for KV-31\nSubtitle: Joint venture, signed on 14 February 2024^" in deck


def test_a_rail_tells_the_rate_of_royalties_once() -> None:
    profile = shown("asset-profile", "velmatrutide", "docx", "2025-12-31")
    assert "Royalty\n: Tiered, from 12% to 18% of net sales^" in profile
    assert "\nVelmatrutide: marketed in the United States for type 2 diabetes (adults); ASCEND-2" in profile


def test_two_effects_whose_arms_no_chart_shows_are_drawn_below_their_panels_what_says_most_first() -> None:
    deck = shown("quarterly-briefing", "kestrane", "pptx", "2025-12-31")
    slide = deck.partition("\n## HARBOUR met")[2].partition("\n## ")[0]
    assert 0 < slide.find("[reductions: ") < slide.find("[forest: ")


def test_an_agency_that_advises_grants_no_approval() -> None:
    deck = shown("quarterly-briefing", "kestrane", "pptx", "2025-12-31").replace("\u00a0", " ")
    assert "Velmatrutide in obesity granted conditional approval in the European Union" in deck
    assert "granted full approval by the FDA" in deck
    assert "EMA approv" not in "".join(shown("quarterly-briefing", "kestrane", "pptx", day) for day in DAYS)
