"""What a head of investor relations and a medical reviewer heard when they read a real company's documents aloud."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.document.inlines import plain
from briefgen.document.walk import inlines_of
from briefgen.values.dates import Period
from briefgen.view.view import view_of
from companies.test_akeso import dataset
from support.real_project import TEMPLATES, briefs


@cache
def said(day: str, period: str, brief: str, subject: str, format: str) -> str:
    """What one document says, a line for each heading, paragraph, item and cell."""
    (found,) = (one for one in briefs() if one.name == brief)
    view = view_of(dataset(), date.fromisoformat(day), Period.parse(period), found.audience)
    outline = next(one for one in outline_brief(found, view) if (one.format, one.subject) == (format, subject))
    document = compose_document(outline, view, TEMPLATES)
    lines = [plain(inlines) for inlines in (document.title, *inlines_of(document.blocks))]
    return "\n".join(re.sub(r"[\s\u00a0]+", " ", line) for line in lines)


def second_quarter(format: str) -> str:
    return said("2025-06-30", "2025-Q2", "quarterly-briefing", "akeso", format)


def last_quarter(format: str) -> str:
    return said("2025-12-31", "2025-Q4", "quarterly-briefing", "akeso", format)


def after_the_year(format: str) -> str:
    return said("2026-03-31", "2026-Q1", "quarterly-briefing", "akeso", format)


def test_a_trial_with_results_of_a_subgroup_alone_is_not_said_to_have_none() -> None:
    found = "COMPASSION-03 (n = 99 evaluable patients, single-arm): OS rate at 24 months 100.0% in complete responders (subgroup)"
    assert found in after_the_year("pptx")
    assert "COMPASSION-03: no result reported" not in after_the_year("pptx")


def test_a_use_tells_both_arms_and_what_its_endpoint_came_to_also_where_results_are_of_different_patients() -> None:
    row = "OS HR 0.66, CI not reported, met, interim (ITT); subsequent systemic treatment 36.4% vs 50.5% with "
    assert f"{row}placebo + chemo, interim (all patients)" in second_quarter("pptx")


def test_a_slide_without_safety_has_the_design_of_its_trial_and_the_role_of_its_endpoints_in_its_rail() -> None:
    deck = said("2025-12-31", "2025-Q4", "quarterly-briefing", "akeso", "pptx")
    assert "Randomised, double-blind and placebo-controlled; co-primary: PFS and OS." in deck
    assert "Randomised and double-blind; primary: OS." in deck


@pytest.mark.parametrize("format", ["docx", "pptx"])
def test_a_headline_on_a_subgroup_names_it(format: str) -> None:
    headline = "COMPASSION-03 reports OS in complete responders (subgroup) in pretreated cervical cancer"
    assert headline in after_the_year(format)
    assert not re.search(r"reports OS(?! in complete responders)", after_the_year(format))


def test_a_large_figure_of_a_subgroup_names_it() -> None:
    assert "OS rate at 24 months in complete responders (subgroup), CI not reported" in after_the_year("pptx")


def test_a_comment_and_what_stands_beside_it_say_how_mature_its_values_are() -> None:
    deck = last_quarter("pptx")
    assert "the hazard ratio was 0.777 (interim; boundary not crossed; maturity 39%) in ITT" in deck
    assert "OS hazard ratio in the ITT population: 0.777 (interim; boundary not crossed), maturity 39%." in deck


def test_the_summary_for_doctors_says_how_mature_an_open_look_is() -> None:
    deck = said("2025-12-31", "2025-Q4", "medical-deck", "ivonescimab", "pptx")
    assert "OS hazard ratio in the ITT population: 0.777 (interim; boundary not crossed), maturity 39%" in deck


def test_doctors_are_told_of_which_looks_results_are_and_from_which_kinds_of_source_a_status_is() -> None:
    deck = said("2025-12-31", "2025-Q4", "medical-deck", "ivonescimab", "pptx")
    assert (
        "HARMONi-2: overall survival and progression-free survival at interim analyses, and safety in first-line"
        in deck
    )
    assert "HARMONi-6: progression-free survival and safety at an interim analysis in first-line squamous" in deck
    assert "phase III outside China (sq NSCLC and nsq NSCLC)\nPress release and news\n" in deck


def test_a_cover_and_a_title_say_that_an_analysis_was_the_final_one() -> None:
    deck = said("2025-12-31", "2025-Q4", "asset-deck", "cadonilimab", "pptx")
    assert "COMPASSION-15 reports a final OS analysis: cadonilimab vs placebo, both with chemotherapy" in deck
    assert "COMPASSION-15, final analysis: OS hazard ratio of 0.61 (95% CI 0.51–0.73) in the ITT population" in deck


def test_what_a_result_took_the_place_of_is_a_sentence_of_its_own() -> None:
    told = "relative risk reduction 26%. Earlier (interim analysis; data cut-off Dec 2023; maturity 52%): 17.1 vs 14.5 months"
    assert told in last_quarter("docx")
    assert "p <0.001. Earlier (endpoint met): hazard ratio 0.66 (interim)." in last_quarter("docx")


def test_a_readout_without_values_of_arms_is_told_in_a_sentence_with_its_test() -> None:
    page = second_quarter("docx")
    assert "OS hazard ratio in the ITT population: 0.777 (interim; boundary not crossed), maturity 39%." in page
    assert "PFS hazard ratio in the ITT population (endpoint met): 0.52 (95% CI 0.41–0.66); p <0.00001." in page


def test_an_approval_says_who_approved_what_where_and_for_whom() -> None:
    told = "The NMPA approved ivonescimab in China for first-line PD-L1-positive NSCLC; day of the announcement."
    assert told in second_quarter("pptx")


def test_what_is_expected_is_told_once_where_the_table_of_events_has_it() -> None:
    assert after_the_year("docx").count("Squamous readout of HARMONi-3") == 1


def test_a_share_of_patients_names_whom_it_counts() -> None:
    assert "PD-L1 CPS below 5: 49.8% of patients (share of the ITT population at baseline)" in last_quarter("docx")


def test_two_medicines_approved_in_one_place_are_told_together() -> None:
    page = said("2025-12-31", "2025-Q4", "area-landscape", "lung-cancer", "docx")
    assert "Ivonescimab and penpulimab are approved in China." in page


def test_readouts_beside_pivotal_ones_are_the_others() -> None:
    assert "Three approvals, three pivotal readouts and one other readout became known in Q2 2025" in second_quarter(
        "docx"
    )


def test_what_is_missing_of_a_trial_is_not_reported_and_of_a_deal_not_in_the_sources() -> None:
    page = last_quarter("docx")
    assert "not stated" not in page.lower()
    assert "Not reported: data cut-off." in page
    assert "Financial terms not in the sources." in page


@pytest.mark.parametrize("format", ["docx", "pptx"])
def test_a_missing_interval_names_whose_it_is(format: str) -> None:
    assert "Not reported: confidence intervals of PFS and OS." in last_quarter(format)
    assert "confidence interval of PFS, data cut-off and follow-up" in second_quarter(format).replace("Conf", "conf")
    assert "confidence interval of OS, data cut-off and safety" in second_quarter(format).replace("Conf", "conf")


def test_a_title_over_some_of_the_changes_counts_the_rows_below_it() -> None:
    deck = second_quarter("pptx")
    head = (
        "Eight main changes on record since 31 March 2025: three approvals, three readouts, one designation, one deal"
    )
    title, _, rest = deck.partition(head)
    rows = rest.split("Four more: see the events and results of the annex.")[0]
    found = [rows.count(f"{kind}\n") for kind in ("■ Approval", "● Readout", "■ Designation", "◊ Deal")]
    assert title
    assert found == [3, 3, 1, 1]


def test_programmes_that_share_an_approval_are_counted_as_programmes() -> None:
    page = second_quarter("docx")
    assert "Three approvals, three pivotal readouts" in page
    assert "Q2 2025 brought approval of four programmes, ivonescimab in PD-L1+ NSCLC in China" in page


def test_trials_of_which_the_sources_leave_out_the_same_are_told_together() -> None:
    page = last_quarter("docx")
    assert "HARMONi-2. Confidence interval of OS and data cut-off. HARMONi-6. Data cut-off. HARMONi. Patient" in page
    assert "COMPASSION-15 and AK105-304. Data cut-off and safety. COMPASSION-16. Safety." in page


def test_a_profile_says_of_an_endpoint_of_one_trial_what_came_of_it_and_of_a_step_that_it_is_expected() -> None:
    before = said("2025-06-30", "2025-Q2", "asset-profile", "ivonescimab", "docx")
    assert (
        "PFS was longer with ivonescimab in all three trials (HARMONi-A without an interval). OS was longer in none."
        in before
    )
    assert "PFS favours ivonescimab in both trials that report an interval; OS is significant in none" in before
    now = said("2025-12-31", "2025-Q4", "asset-profile", "ivonescimab", "docx")
    assert "Expected next, HARMONi-3" in now
    assert "H1 2026: squamous enrolment complete" in now
    assert "HARMONi-2 did not cross its OS boundary at an interim analysis (maturity 39%)." in now


def test_a_note_on_a_subgroup_needs_no_whole_beside_it_and_a_map_says_which_programmes_are_new_to_the_record() -> None:
    assert "whole population" not in after_the_year("pptx")
    assert "A subgroup supports no conclusion of its own." in after_the_year("pptx")
    assert "Four programmes are first named in sources of Q4 2025, and counted as no news." in last_quarter("pptx")


def test_a_slide_says_once_that_a_trial_has_a_single_arm() -> None:
    slide = (
        after_the_year("pptx").split("COMPASSION-03: results by subgroup only; single-arm trial")[1].split("Annex")[0]
    )
    assert "Single-arm trial. No treatment effect can be read from these values." in slide
    assert "Design: single-arm." not in slide


def test_results_of_one_arm_are_told_with_it_with_their_analysis_and_once() -> None:
    slides, page = after_the_year("pptx"), after_the_year("docx")
    assert "more result of COMPASSION-03" not in slides  # a chart and a table tell both
    assert (
        "Patient numbers" not in slides.partition("COMPASSION-03: results by subgroup only")[2].partition("HARMONi")[0]
    )
    assert "99 evaluable patients in the trial; single-arm, follow-up 26.5 months" in page
    assert "Updated analysis, median follow-up 26.5 months" in page
    assert page.partition("What limits the result")[2].partition("HARMONi")[0].lower().count("single") == 1


def test_a_ratio_without_arms_that_is_older_than_the_period_has_its_day() -> None:
    assert "maturity 39%. Reported on 25 April 2025." in after_the_year("docx")


def test_the_age_of_a_source_is_told_once() -> None:
    page = last_quarter("docx")
    assert "Nothing new is on record for penpulimab (latest source 29 Apr 2025)." in page
    assert "Newer sources on penpulimab may be public." in page
    assert "246 days" not in page


def test_a_change_of_a_deal_without_a_day_came_later() -> None:
    assert (
        "Later expanded (no date); Latin America, Middle East and Africa added; payments for this not in the sources."
        in last_quarter("docx")
    )


def test_every_one_of_five_studies_is_named_among_the_facts() -> None:
    facts = said("2025-12-31", "2025-Q4", "asset-deck", "ivonescimab", "pptx").partition("six programmes on record")[2]
    assert "HARMONi-3, Phase III" in facts.partition("Results")[0].replace("\u00a0", " ")


def test_ratios_are_spelled_out_above_results_that_have_some() -> None:
    assert "HR: hazard ratio. Values of different trials" in last_quarter("pptx")


def test_an_approved_use_is_told_with_its_line() -> None:
    page, slides = last_quarter("docx"), last_quarter("pptx")
    stated = "in China for EGFRm NSCLC (after EGFR-TKI) and PD-L1+ NSCLC (first line)"
    assert stated in page
    assert stated in slides
    _, _, trial = page.rpartition("HARMONi-A: longer OS")
    assert "EGFRm NSCLC after EGFR-TKI" in trial.partition("Why it matters")[0], "the use that the note speaks of"
    assert "is approved in China for this use." in trial.partition("What limits")[0]
    assert "1L G/GEJ cancer + chemo" in slides


def test_changes_say_what_of_a_trial_was_on_record_and_where_its_steps_are() -> None:
    slides = last_quarter("pptx")
    assert "OS not on record" not in slides
    assert ", 1L sq NSCLC (Summit)" in slides.replace("\u00a0", " ").replace("**", "")
    assert "first dates for two programmes" in slides
    assert "Breakthrough Therapy Designation, FDA" not in second_quarter("pptx").partition("What is new")[2]


def test_an_effect_alone_keeps_what_came_out_for_its_endpoint() -> None:
    assert "HR 0.66 (interim). ITT; endpoint met" in second_quarter("docx")


def test_what_speaks_against_a_row_of_the_summary_is_not_told_again_below_it() -> None:
    before, _, also = second_quarter("pptx").partition("Also new. ")
    assert "HR 0.777" in before
    assert also.startswith("HARMONi, PFS hazard ratio")
    assert "0.777" not in also.partition("\n")[0]


def test_what_a_use_stands_for_names_its_line_of_treatment_once() -> None:
    view = view_of(dataset(), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    named = {id: str(view.find("indication", id).defined) for id in ("sq-nsclc", "cervical-1l", "egfrm-nsclc", "hcc")}
    assert named["sq-nsclc"] == "locally advanced or metastatic squamous non-small cell lung cancer, first line"
    assert named["cervical-1l"] == "persistent, recurrent or metastatic cervical cancer in first line"
    assert named["egfrm-nsclc"].endswith("that progressed after EGFR-TKI therapy")
    assert named["hcc"] == "hepatocellular carcinoma"


def test_codes_stand_together_and_an_approved_use_is_why_its_trial_matters() -> None:
    assert "PD-1/VEGF bispecific of Akeso; codes AK112 and SMT112 (United States)" in last_quarter("pptx")
    deck = said("2025-12-31", "2025-Q4", "asset-deck", "cadonilimab", "pptx")
    assert "Why it matters\n\nCadonilimab is approved in China for this use." in deck


def test_a_deal_between_equals_without_a_day_of_signing_says_so_below_its_title() -> None:
    assert "Joint venture; day of signing not in the sources" in last_quarter("pptx")


def test_a_cover_tells_its_finding_in_words_and_a_title_what_read_out() -> None:
    slides = last_quarter("pptx").replace("\u00a0", " ")
    assert "in first-line squamous NSCLC in China; HR 0.60 (95% CI 0.46–0.78), ITT; OS not reported." in slides
    assert "HARMONi missed OS with ivonescimab in EGFRm NSCLC (7 Sep 2025)." in slides
    assert "six in Phase III; three read out in Q4 2025, one is new" in slides
    gastric = said("2025-12-31", "2025-Q4", "asset-deck", "cadonilimab", "pptx")
    assert "junction adenocarcinoma; HR 0.61 (95% CI 0.51–0.73), ITT; safety not reported." in gastric


def test_designations_of_one_disease_and_day_are_told_together_and_stages_within_a_sentence() -> None:
    deck = said("2025-12-31", "2025-Q4", "medical-deck", "penpulimab", "pptx")
    types = "FDA Breakthrough Therapy Designation, FDA Orphan Drug Designation and FDA Fast Track designation"
    assert f"{types} for NPC, stated in a source of Apr 2025\n" in deck
    assert "R/R cHL); filed in China (HCC); approved in the United States (1L" in deck
    assert "What is stated here rests on press releases and news; the newest source is of 29 April 2025." in deck
    assert "Akeso’s release of 24 April 2025" in deck, "an apostrophe and no straight mark"


def test_a_trial_that_has_not_started_is_a_next_step_that_is_not_said_to_be_missing() -> None:
    deck = said("2025-12-31", "2025-Q4", "asset-deck", "cadonilimab", "pptx")
    assert "What the sources leave open on cadonilimab: safety\n" in deck
    assert "No expected event is dated or named; open: start of COMPASSION-37 (Phase III, no date)" in deck
