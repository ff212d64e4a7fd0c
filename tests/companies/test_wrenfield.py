"""An invented company entered by somebody who knew only the README and docs: ten records of each kind, deals of every
kind, filings of ten agencies, words as releases write them."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path

import pytest

from briefgen.checks import check_dataset
from briefgen.cli.main import main
from briefgen.dataset.load import load_dataset
from briefgen.problems import ProblemsFoundError
from briefgen.project import bundled_templates
from support.unsaid import unsaid

DATA = Path(__file__).parent / "wrenfield" / "data"


@cache
def shown(form: str, brief: str = "quarterly-briefing", subject: str = "wrenfield", period: str = "2025-Q4") -> str:
    out = io.StringIO()
    folders = ("--data", str(DATA), "--templates", str(bundled_templates()))
    where = (*folders, "--as-of", "2025-12-31", "--period", period)
    with redirect_stdout(out):
        assert main(["show", brief, subject, "--format", form, *where]) == 0, out.getvalue()
    return out.getvalue().replace("\u00a0", " ")


def test_the_records_are_sound() -> None:
    assert [p for p in check_dataset(load_dataset(DATA)) if p.severity == "error"] == []


def test_without_a_miss_there_is_no_box_against_the_trend() -> None:
    page = shown("docx")
    assert "Interim only" not in page
    assert "::: caution\n**" not in page.partition("# ")[0]


def test_each_kind_of_deal_is_told_as_what_it_is() -> None:
    page, deck = shown("docx"), shown("pptx")
    assert "has agreed to buy royalties on WRF-11 from Wrenfield" in page
    assert "acquire WRF-11" not in page + deck
    assert "$250 million in total" in page  # a total of which nobody says what it includes
    assert "at $18.50 per share and one contingent value right" in page
    for said in ("joint venture, Brackenmoor Therapeutics (", "Price per share", "ended on 2 October 2025"):
        assert said in deck
    assert "in Europe in Europe" not in page + deck
    for text in (page, deck):
        assert "The terms are single-digit royalties, upfront payment not disclosed." in text


def test_a_rejected_filing_makes_no_other_one_rejected() -> None:
    page = shown("docx")
    assert (
        "filed (complete response letter) in the United States for C3 glomerulopathy, filed in the United States for IgAN"
        in page
    )
    assert "refusals or withdrawals" in page
    assert "metric 4 | filed\nmetric 1 | filed (complete response letter)\n" in page


def test_an_application_that_was_withdrawn_is_the_status_of_its_use() -> None:
    profile = shown("docx", "asset-profile", "wrf-11")
    assert "| Switzerland | Transthyretin amyloid cardiomyopathy | **Application withdrawn**^2^ |" in profile
    assert "Switzerland: Application withdrawn; WRF-11" in shown("docx")
    assert "application withdrawn in Switzerland (ATTR-CM)" in shown("pptx", "medical-deck", "wrf-11")
    deck = shown("pptx")
    assert "| **ATTR-CM** | Switzerland | Application withdrawn | BRACKEN-1: see" in deck
    assert "without a stated stage" not in deck
    assert "phase for ATTR-CM" not in deck, "that its application was withdrawn is where it stands"


def test_an_approval_that_is_no_full_one_is_told_as_what_it_is_wherever_it_is_told() -> None:
    deck, page = shown("pptx"), shown("docx")
    stated = (
        "only of WRF-11 in the United States for ATTR-CM (adults), and in the United Kingdom for ATTR-CM (conditional"
        " approval); of WRF-22 in China for IgAN (accelerated approval)."
    )
    assert stated in deck.replace("^1,2^", "")
    assert stated in page.replace("^1,2^", "")
    assert (
        "The MHRA approved WRF-11 in the United Kingdom for transthyretin amyloid cardiomyopathy (conditional " in deck
    )
    assert "| MHRA approval (conditional) |" in deck
    assert "WRF-22, IgAN: NMPA approval (accelerated), 11 Oct 2025" in deck
    assert "approved in China for IgAN (accelerated approval), filed" in page
    assert (
        "and in the United Kingdom for ATTR-CM (conditional approval); WRF-22 is approved in China for IgAN (acc"
        in page
    )
    assert "marketed in the United States and approved in the United Kingdom (cond" in shown(
        "docx", "asset-profile", "wrf-11"
    )
    assert "filed in Japan (by Kobori Pharma), filed in" in page, "a partner files, it does not run what is filed"
    assert "Annex: eleven programmes, three approved\n" in deck, "a marketed use is approved"


def test_what_sources_state_differently_of_a_trial_stands_beside_what_it_found() -> None:
    page = re.sub(r"\^[\d,–]+\^", "", shown("docx"))
    assert (
        "- Not reported: follow-up.\n- Sources differ. BRACKEN-1, enrolled: 612 patients here, 611 patients elsewhere.\n"
        in page
    )
    assert "EU: Filed, positive opinion 17 Oct 2025" in page, "the day of the step, not that of the source"


def test_each_dose_has_its_value_in_the_panel_and_the_beginning_of_a_year_comes_before_its_half() -> None:
    deck = shown("pptx")
    panel = deck[deck.index("outcome Percentage change from baseline in UPCR at week 36") :][:400]
    assert [panel.index(one) for one in ("−28% | WRF-22 100 mg", "−41% | WRF-22 200 mg", "−5% | placebo")]
    assert "## Nine filings with seven agencies and one planned; " in deck
    page = shown("docx")
    assert "## Further results\n" not in page, "figures and tables tell all results"
    assert "## Further diseases\n\n**C3 glomerulopathy.**" in page
    assert "\nThirteen events fall in Q4 2025; seven more" in page, "no sentence begins with a figure"
    assert page.index("**Early 2026**") < page.index("**H1 2026**") if "**H1 2026**" in page else True


def test_sentences_end_once_and_agencies_are_named() -> None:
    page = shown("docx")
    assert "28 Oct 2025. The agency asks for a further trial." in page
    assert ".." not in page.replace("...", "")
    assert "the Swissmedic" not in page
    assert "filed with Health Canada" in page


def test_the_annex_holds_spellings_numbers_and_abbreviations() -> None:
    page, deck = shown("docx"), shown("pptx")
    assert "**Speaker Two** is spelled S. Two or Two Speaker in other sources" in page
    assert "LEI: 00000000000000000000" in page
    assert "**6MWD** six-minute walk distance" in deck
    assert "**HHF** hospitalisation for heart failure" in deck


def test_an_option_taken_up_and_a_deal_that_ended_are_news() -> None:
    page, deck = shown("docx"), shown("pptx")
    taken, ended = (
        "Option of Kobori Pharma on WRF-22 exercised",
        "Research collaboration of Wrenfield Biotherapeutics and Kobori Pharma",
    )
    assert f"| ◊ Option exercised | **WRF-22** | {taken} | 1 Dec 2025 |" in page
    assert f"| **1 Dec 2025** | {taken} | WRF-22 | Option exercised |" in deck
    assert all(f"{ended}: terminated" in text for text in (page, deck))


def test_figures_and_posters_say_what_they_are_of() -> None:
    page = shown("docx")
    assert "Net product sales, WRF-11, Europe, Q4 FY2025" in page
    assert "Poster, Cardiology Congress, 8 Nov 2025" in page


def test_a_figure_draws_what_the_head_of_its_trial_tells_and_says_what_that_is() -> None:
    page = shown("docx")
    assert "Figure: BRACKEN-1: least-squares mean difference in 6MWD at month 12 with its confidence interval" in page
    assert "| **Annualised rate of HHF** | Final analysis | 0.29 per year | 0.51 per year | Rate ratio 0.57" in page


def test_a_company_is_told_by_the_legal_name_that_has_its_name() -> None:
    assert "Wrenfield Biotherapeutics, Inc. has been listed on Nasdaq" in shown("docx")


def test_a_name_that_a_comma_has_cut_is_a_problem(tmp_path: Path) -> None:
    text = "companies:\n  - {id: a, name: A, legal_names: [A Bio, Inc.], source: s}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFoundError) as raised:
        load_dataset(tmp_path)
    assert any("put quotes around a name with a comma" in problem.message for problem in raised.value.problems)


@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_nothing_is_said_that_nobody_would_sign(form: str) -> None:
    assert unsaid(shown(form).partition("\nfacts:")[0]) == {}


def test_the_first_sentence_counts_each_thing_as_what_it_is() -> None:
    (lead,) = (line for line in shown("docx").splitlines() if line.startswith("Lead: "))
    for said in (
        "26 disclosures became known in Q4 2025",
        "three approvals (one from earlier)",
        "Eleven events are newly expected.",
    ):
        assert said in lead
    assert lead.startswith("Lead: WRF-11 in ATTR-CM granted conditional approval by the MHRA. Application to Swiss")
    assert "five deals" not in lead  # of many kinds the most material are counted
    assert "trial start" not in lead  # an application that was withdrawn is none


def test_a_title_that_counts_changes_says_which_happened_before_the_period() -> None:
    title = "since 31 December 2024: three approvals (one earlier), one readout, four other events"
    assert f"## Eight main changes on record {title}" in shown("pptx", period="2025")


def test_what_happened_long_before_the_period_in_which_it_became_known_leads_no_briefing() -> None:
    deck = shown("pptx")
    assert "## Eight main changes on record since 30 September 2025: two approvals, six other events" in deck
    changes = deck.partition("| Change |")[2].partition("\n\n")[0]
    assert "Approval" in changes
    assert "2024" not in changes
    assert "three approvals (one from earlier)" in shown("docx")


def test_programmes_that_began_stand_beside_those_that_changed_stage_or_status() -> None:
    (lead,) = (
        line for line in shown("docx").splitlines() if line.startswith("WRF-11 is approved in the United States")
    )
    assert "Began or changed stage or status in Q4 2025: WRF-11 in ATTR-CM in the European Union" in lead
    assert lead.startswith(
        "WRF-11 is approved in the United States for ATTR-CM (adults) and in the United Kingdom for ATTR-CM (conditional "
        "approval); WRF-22 is approved in China for IgAN (accelerated approval)."
    )
    assert "added" not in lead.lower()


def test_dates_of_one_row_have_one_form_and_a_figure_counts_every_programme_once() -> None:
    assert "| **Chief executive appointed, date** | 1 Oct 2025 | 2 Oct 2025 |" in shown("pptx")
    assert "one marketed, two approved, four filed and four at other stages" in shown("docx")


def test_pages_and_slides_count_the_same_disclosures() -> None:
    page, deck = shown("docx"), shown("pptx")
    assert "In all, 26 disclosures became known in Q4 2025" in page
    assert "metric 26 | **new disclosures**" in deck
    assert "holds 22 more.\n" in page  # eight more are steps ahead, which the timeline draws
    assert "The annex holds 22" not in page


def test_what_a_payer_declines_is_no_application_refused() -> None:
    deck = shown("pptx")
    assert "Reimbursement declined" in deck
    assert "Application refused" not in deck
    stories = [line for line in deck.splitlines() if line.startswith("story ")]
    assert not [story for story in stories if "Sanmar Capital" in story]  # no deal is a reason of a decision


def test_a_venture_without_a_medicine_has_one_comma() -> None:
    assert "(Wrenfield Biotherapeutics 49%, Sanmar Capital 51%), signed in June 2024" in shown("docx")


@pytest.mark.parametrize("said", [
    "## THICKET: UPCR change at week 36 of −28% with WRF-22 100 mg, −41% with WRF-22 200 mg, −5% with placebo",
    "at week 36 of −28% with WRF-22 100 mg, −41% with WRF-22 200 mg, −5% with placebo",
    "(WRF-22 200 mg) −41%, CI not reported; THICKET (placebo) −5%",
])  # fmt: skip
def test_every_arm_of_a_value_without_an_effect_is_told_and_drawn(said: str) -> None:
    assert said in shown("pptx")


@pytest.mark.parametrize("said", [
    "CHF 45m upfront (CHF 25m paid on 1 October 2025, CHF 20m on first patient dosed in phase III), CHF 20m",
    "$150 million upfront, $100 million on approval in the EU and $250 million in total",
    "Co-development agreement, Wrenfield Biotherapeutics and Aldane AG",
    "Royalty purchase, Wrenfield Biotherapeutics to Sanmar Capital",
])  # fmt: skip
def test_instalments_that_are_the_upfront_payment_stand_in_brackets_behind_it(said: str) -> None:
    assert said in shown("pptx")


def test_what_stood_before_is_no_column_where_nothing_did_and_a_step_ahead_stands_once_beside_the_news() -> None:
    deck = shown("pptx")
    assert "| Change | Asset and use | Now | 2025 | Ref. |" in deck
    stories = [line for line in deck.splitlines() if line.startswith("story ")]
    assert len(stories) == 3
    assert not any("NICE decision on Tersivan" in line for line in stories), "NICE has declined since that was told"
    assert not any("expected" in line for line in stories), "Launch in Germany is no step of Switzerland"
    assert "main changes on record since 30 September 2025: " in deck
    assert "Named for the first time in our sources, without a date: one designation." in deck


def test_a_goal_date_that_an_event_tells_is_what_its_filing_awaits() -> None:
    deck = shown("pptx")
    (filed,) = [
        line for line in deck.splitlines() if line.startswith("| **IgA nephropathy** | United States | Filed |")
    ]
    assert "PDUFA date of WRF-22, 14 Aug 2026" in filed
    assert "has the next dated decision, on 14 August 2026; three further steps have no date\n" in deck


def test_beside_a_profile_a_licence_stands_before_other_deals_and_what_has_no_room_below() -> None:
    page = shown("docx", "asset-profile", "wrf-11")
    rail = page.partition("::: rail")[2].partition("\n:::\n")[0]
    assert rail.index("### Licence to Kobori") < rail.index("### Royalty purchase, Wrenfield")
    assert "\nMilestones\n: Up to $340m" in rail
    assert "Supply agreement" not in rail
    assert "**Further rights.** Supply agreement, Aldane AG and Wrenfield Biotherapeutics, December 2024" in page


def test_a_rate_of_deaths_is_a_mortality_and_long_numbers_and_years_are_set_as_numbers_are() -> None:
    page = shown("docx")
    assert "Mortality in the United States in 2018: 30%." in page
    assert "New cases in Europe" not in page
    assert "Prevalence worldwide in 2024: 300,000–500,000." in page
    assert "Prevalence in Japan in 2020–2022: 0.02%." in page


def test_a_trial_that_may_be_of_several_territories_is_told_once_on_a_slide() -> None:
    deck = shown("pptx", "asset-deck", "wrf-22")
    rows = [line for line in deck.splitlines() if line.startswith("| **IgA nephropathy** |")]
    assert sum("**−41%**" in row or "−41% with WRF-22 200 mg" in row for row in rows) == 1
    assert sum("| **THICKET**, as in China" in row for row in rows) == 2


def test_the_fee_of_an_option_stands_on_the_slide_of_its_deal() -> None:
    deck = shown("pptx", "asset-deck", "wrf-22").partition("## Kobori Pharma has taken up its option")[2]
    assert "Option on a licence in Japan for JPY 5 billion, taken up on 1 December 2025" in deck.partition("## ")[0]


def test_what_a_later_source_says_was_announced_before_is_told_beside_the_newest_source() -> None:
    said = (
        "published up to 3 December 2025, and on one source of a later day for what was announced by 31 December 2025"
    )
    assert f"draws on sources {said}, and is not updated" in shown("docx")
    medical = shown("pptx", "medical-deck", "wrf-11")
    assert "For what was announced by 31 December 2025 it also rests on one source of a later day." in medical


def test_the_end_of_a_fiscal_year_that_is_not_the_calendars_stands_where_its_quarters_are_named() -> None:
    assert "Fiscal year to\n: 30 September^" in shown("docx")
    assert "Table: Figures as stated by the company; a fiscal year (FY) ends on 30 September\n" in shown("docx")
    assert "\nNote: A fiscal year (FY) ends on 30 September.^4^\nSources: wr-q3, wr-10k\n" in shown("pptx")


def test_days_of_designations_are_written_alike() -> None:
    assert "FDA Fast Track designation for IgAN, stated in a source of 6 Nov 2025; EMA Orphan designation" in shown(
        "docx"
    )


def test_a_profile_says_for_whom_and_by_what_kind_of_approval_a_use_is_approved() -> None:
    assert "\nWRF-22: approved in China for IgAN (accelerated approval)^" in shown("docx", "asset-profile", "wrf-22")
    assert "| United States | Transthyretin amyloid cardiomyopathy, adults |" in shown(
        "docx", "asset-profile", "wrf-11"
    )
    assert "| ATTR-CM, adults | United States | Marketed |" in shown("pptx")


def test_what_an_amendment_adds_is_told_once_and_a_decision_lacks_no_next_step() -> None:
    deck = shown("pptx")
    assert "Kobori Pharma gains rights in South Korea and Taiwan; upfront payment" in deck
    assert "No next step" not in deck.partition("Chapter: What is new")[0]


def test_several_doses_are_named_where_nothing_says_what_all_patients_get() -> None:
    assert "\nSubtitle: Phase II trial in IgA nephropathy: WRF-22 100 mg or WRF-22 200 mg against placebo^" in shown(
        "pptx"
    )
    assert "| WRF-22 100 mg or WRF-22 200 mg, against placebo |" in shown("docx")
