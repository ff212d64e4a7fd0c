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
    assert "COMPASSION-03: OS rate at 24 months 100.0% in complete responders (subgroup)." in after_the_year("pptx")
    assert "COMPASSION-03: no result reported" not in after_the_year("pptx")


def test_a_use_tells_both_arms_and_what_its_endpoint_came_to_also_where_results_are_of_different_patients() -> None:
    row = "OS HR 0.66, endpoint met, interim, CI not reported (ITT); subsequent systemic treatment 36.4% vs 50.5% with "
    assert f"{row}placebo plus chemotherapy, interim (all patients)." in second_quarter("pptx")


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


def test_a_cover_and_a_title_say_that_an_analysis_was_the_final_one() -> None:
    deck = said("2025-12-31", "2025-Q4", "asset-deck", "cadonilimab", "pptx")
    assert "COMPASSION-15 reports a final OS analysis: cadonilimab plus chemotherapy vs placebo" in deck
    assert "COMPASSION-15, final analysis: OS hazard ratio of 0.61 (95% CI 0.51–0.73) in the ITT population" in deck
