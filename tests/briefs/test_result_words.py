"""What the shipped templates say of results: comparisons by their name, endpoints apart, populations beside values."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from briefgen.audit.numbers import audit_numbers
from briefgen.brand.brand_file import read_brand
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.dataset.load import load_dataset
from briefgen.document.blocks import Figure, Heading
from briefgen.document.document import Document
from briefgen.document.inlines import plain
from briefgen.document.walk import inlines_of
from briefgen.office.read import read_office
from briefgen.view.view import view_of
from briefgen.writers.powerpoint.writer import trace_presentation
from briefgen.writers.word.writer import trace_word
from support.real_project import AS_OF, PERIOD, TEMPLATES, briefs

RECORDS = """
sources: [{id: s, type: press_release, tier: company_release, company: acme, title: Made-up results, published: 2025-11-05}]
areas: [{id: oncology, name: Oncology}]
indications: [{id: tumour, name: made-up tumour, area: oncology}]
defaults: {source: "s, paragraph 1"}
companies: [{id: acme, name: Acme}]
assets: [{id: mab, name: acmemab, company: acme, modality: small_molecule, programs: [{indication: tumour, territory: china, stage: phase_3}]}]
trials: [{id: t, name: PEAK-1, assets: mab, phase: phase_3, indications: tumour, regimen: acmemab, comparator: placebo%s}]
"""
RATIOS = """
  - {trial: t, endpoint: OS, measure: hazard_ratio, value: 0.79 (95% CI 0.62-1.01), note: Not significant}
  - {trial: t, endpoint: OS, measure: p_value, value: 0.057, note: One-sided}
  - {trial: t, endpoint: PFS, measure: hazard_ratio, value: 0.52 (95% CI 0.41-0.66)}
  - {trial: t, endpoint: PFS, measure: p_value, value: <0.001}
"""
BRAND = read_brand(TEMPLATES / "brand", "templates/brand")


@cache
def made(results: str, more: str = "", trial: str = "") -> tuple[Document, ...]:
    """Every text and deck about a company with one trial and these results; none is refused."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        Path(folder, "data.yaml").write_text(RECORDS % trial + f"results: {results or '[]'}\n{more}")
        view = {name: view_of(load_dataset(Path(folder)), AS_OF, PERIOD, name) for name in ("investor", "medical")}
    return tuple(
        compose_document(outline, view[brief.audience], TEMPLATES)
        for brief in briefs()
        for outline in outline_brief(brief, view[brief.audience])
        if outline.format != "xlsx"
    )


def words(documents: tuple[Document, ...]) -> str:
    return re.sub(
        r"[\s\u00a0]+",
        " ",
        "\n".join(plain(words) for found in documents for words in (found.title, *inlines_of(found.blocks))),
    )


def drawn(documents: tuple[Document, ...]) -> str:
    """What the figures say to whoever does not see them."""
    figures = (block for found in documents for block in found.blocks if isinstance(block, Figure))
    return " ".join(figure.alt for figure in figures).replace("\u00a0", " ")


def titles(documents: tuple[Document, ...]) -> set[str]:
    blocks = [block for found in documents for block in found.blocks]
    return {plain(block.inlines).replace("\u00a0", " ") for block in blocks if isinstance(block, Heading)}


def event(outcome: str, endpoint: str = "", day: str = "2025-11-05") -> str:
    named = f", endpoint: {endpoint}" if endpoint else ""
    return (
        f"  - {{id: e-{day}, type: readout_final, date: {day}, title: Readout of {endpoint or 'an endpoint'}, companies: acme, "
        f"assets: mab, trials: t, indications: tumour, outcome: {outcome}{named}}}\n"
    )


# --- comparisons -------------------------------------------------------------------------------------------


def test_a_p_value_is_never_printed_as_a_value_of_its_endpoint() -> None:
    text = words(made(RATIOS))
    assert re.search(r"PFS hazard ratio (not reported )?0.52 \(95% CI 0.41–0.66\); p <0.001", text)
    for value in ("<0.001", "0.057"):
        assert not re.search(rf"(PFS|OS|survival) {value}", text)


def test_a_p_value_leads_no_trial() -> None:
    alone = "\n  - {trial: t, endpoint: PFS, measure: p_value, value: <0.001}\n  - {trial: t, endpoint: ORR, value: 41.2%}\n"
    found = titles(made(alone))
    assert any(title.startswith("PEAK-1: ORR of 41.2%") for title in found)
    assert not any("0.001" in title for title in found)


def test_the_kind_of_a_p_value_and_what_is_said_of_a_ratio_stand_beside_it() -> None:
    text = words(made(RATIOS))
    assert "p = 0.057, one-sided" in text
    assert "OS hazard ratio 0.79 (95% CI 0.62–1.01), not significant" in text


def test_ratios_of_benchmarks_have_a_column_of_their_own() -> None:
    rows = "".join(
        f"  - {{indication: tumour, regimen: docetaxel, endpoint: PFS, measure: {measure}, value: {value}}}\n"
        for measure, value in (("median", "4.0 months"), ("hazard_ratio", "0.66"), ("p_value", "<0.001"))
    )
    text = drawn(made("", f"benchmarks:\n{rows}"))
    assert "median PFS 4.0 months, hazard ratio PFS 0.66, p-value PFS <0.001" in text


# --- endpoints ---------------------------------------------------------------------------------------------


def test_a_met_endpoint_is_never_joined_with_the_value_of_another() -> None:
    found = titles(made(RATIOS, f"events:\n{event('met', 'PFS')}"))
    assert any(title.startswith("PEAK-1 met its endpoint (PFS): PFS hazard ratio of 0.52") for title in found)
    assert not any("met its endpoint (PFS): OS" in title for title in found)


def test_what_came_out_is_said_once_in_a_title() -> None:
    missed = RATIOS.replace("note: Not significant", "significance: not_met")
    found = titles(made(missed, f"events:\n{event('not_met', 'OS')}"))
    assert any(title.startswith("PEAK-1 did not meet its endpoint (OS): hazard ratio of 0.79") for title in found)
    assert not any("(OS)" in title and "endpoint not met" in title for title in found)


def test_two_outcomes_are_both_told() -> None:
    both = f"events:\n{event('met', 'PFS', '2025-06-01')}{event('not_met', 'OS')}"
    found = titles(made(RATIOS, both))
    assert any(title.startswith("PEAK-1 met its endpoint (PFS) and did not meet its endpoint (OS)") for title in found)
    assert "OS hazard ratio (endpoint not met): 0.79 (95% CI 0.62–1.01), not significant; p = 0.057" in words(
        made(RATIOS, both)
    )


def test_an_endpoint_without_its_value_lends_its_outcome_to_no_other() -> None:
    found = titles(made(RATIOS, f"events:\n{event('met', 'ORR')}"))
    assert any(title.startswith("PEAK-1 met its endpoint (ORR)") for title in found)
    assert not any("(ORR):" in title for title in found)


def test_a_mixed_outcome_is_told_without_a_value() -> None:
    found = titles(made(RATIOS, f"events:\n{event('mixed', 'PFS')}"))
    assert any(title.startswith("PEAK-1 had a mixed outcome") for title in found)
    assert not any("mixed outcome:" in title for title in found)


def test_the_primary_endpoint_is_the_one_that_the_trial_names() -> None:
    found = titles(made(RATIOS, f"events:\n{event('met', 'primary endpoint')}", ", primary_endpoint: PFS"))
    assert any(title.startswith("PEAK-1 met its primary endpoint: PFS hazard ratio of 0.52") for title in found)


# --- populations and arms ----------------------------------------------------------------------------------


def test_two_ratios_with_a_population() -> None:
    rows = "".join(
        f"\n  - {{trial: t, endpoint: {end}, measure: hazard_ratio, population: intention-to-treat, value: {value}}}"
        for end, value in (("PFS", "0.55 (95% CI 0.40-0.75)"), ("OS", "0.82 (95% CI 0.60-1.10)"))
    )
    assert any("PFS hazard ratio of 0.55" in title for title in titles(made(rows)))


def test_a_subgroup_is_named_in_titles_and_is_no_headline_while_the_whole_is_known() -> None:
    sub = "\n  - {trial: t, endpoint: PFS, measure: hazard_ratio, subgroup: true, population: %s, value: %s}"
    subgroups = sub % ("women", "0.31 (95% CI 0.12-0.80)") + sub % ("men", "1.20 (95% CI 0.70-2.10)")
    found = titles(made(subgroups))
    assert any(title.startswith("PEAK-1: results by subgroup only") for title in found)
    assert not any("0.31" in title and "women" not in title for title in found)
    whole = "\n  - {trial: t, endpoint: PFS, measure: hazard_ratio, value: 0.70 (95% CI 0.50-0.90)}"
    found = titles(made(subgroups + whole))
    assert any("PFS hazard ratio of 0.70" in title for title in found)
    assert not any("0.31" in title for title in found)
    assert "PFS hazard ratio 0.31 (95% CI 0.12–0.80) in women (subgroup)" in words(made(subgroups))


def test_a_range_of_several_trials_keeps_its_population() -> None:
    more = "benchmarks:\n  - {indication: tumour, regimen: chemotherapy, endpoint: ORR, value: 4-15.9%, population: second line, trials: two trials}\n"
    more += "  - {indication: tumour, regimen: docetaxel, endpoint: ORR, value: 5-9%, population: third line, trials: four trials}\n"
    text = words(made("", more))
    assert "4–15.9% spans two trials, second line." in text
    assert "5–9% spans four trials, third line." in text


def test_the_value_of_a_control_arm_is_named_and_no_highlight() -> None:
    rows = "\n  - {id: old, trial: t, endpoint: OS, measure: median, arm: placebo, value: 10.1 months}"
    rows += (
        "\n  - {id: new, trial: t, endpoint: OS, measure: median, arm: placebo, value: 11.1 months, supersedes: old}"
    )
    assert any("median OS of 11.1 months with placebo" in title for title in titles(made(rows)))


ARMS = """
  - {trial: t, endpoint: OS, measure: median, arm: acmemab plus made-up drug, value: 13.9 months (95% CI 12.0-16.8)}
  - {trial: t, endpoint: OS, measure: median, arm: placebo plus made-up drug, value: 11.1 months (95% CI 10.2-12.2)}
  - {trial: t, endpoint: PFS, measure: rate, at: 9 months, arm: acmemab plus made-up drug, value: 62%}
  - {trial: t, endpoint: PFS, measure: median, arm: acmemab plus made-up drug, value: not reached (95% CI 27.0-NE)}
"""


def test_long_arms_short_titles_and_no_alarm() -> None:
    documents = made(ARMS, f"events:\n{event('met', 'OS')}")
    assert max(map(len, titles(documents))) <= 112
    assert "not reached (95% CI 27.0–NE)" in words(documents)
    decks = [found for found in documents if found.brief in ("asset-deck", "quarterly-briefing")][:2]
    for written in (*(trace_presentation(found, BRAND) for found in decks), trace_word(documents[-1], BRAND)):
        assert audit_numbers("file", read_office(written.data), written.ledger).problems == ()


@pytest.mark.parametrize("outcome", ["met", "not_met", "mixed"])
def test_any_outcome_without_results(outcome: str) -> None:
    assert made("", f"events:\n{event(outcome)}")


def test_a_label_with_nothing_to_say_is_not_printed() -> None:
    row = '{indication: tumour, measure: incidence, value: "150,700 cases", year: 2022, territory: china, source: s}'
    text = words(made(RATIOS, f"epidemiology:\n  - {row}\n"))
    assert "150,700" in text
    assert "Need." not in text


# --- rows that hold several numbers ------------------------------------------------------------------------

OVERALL = """
  - {trial: t, endpoint: OS, measure: hazard_ratio, value: 0.71 (95% CI 0.55-0.92), patients: 142}
  - {trial: t, endpoint: OS, measure: p_value, value: "0.0095", patients: 142}
  - {trial: t, endpoint: OS, measure: median, value: not reached, patients: 142}
"""


def test_a_row_is_named_after_the_first_number_that_stands_in_it() -> None:
    told = words(made(OVERALL))
    assert "Median OS" in told
    assert not re.search(r"OS( hazard ratio)?\s+Not reached", told.replace("Median OS", "")), (
        "the row says 'not reached' first"
    )
    assert "142 and 142" not in told


def test_an_effect_says_that_there_was_a_control_even_if_nobody_names_it() -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        text = RECORDS.replace(", regimen: acmemab, comparator: placebo", "")
        Path(folder, "data.yaml").write_text(text % "" + f"results: {OVERALL}\n")
        view = view_of(load_dataset(Path(folder)), AS_OF, PERIOD, "investor")
    told = words(
        tuple(
            compose_document(outline, view, TEMPLATES)
            for brief in briefs()
            if brief.audience == "investor"
            for outline in outline_brief(brief, view)
            if outline.format != "xlsx"
        )
    )
    assert "No control arm is on record" not in told
    assert "no treatment effect" not in told
    assert "name of the control arm" in told


def test_a_value_whose_endpoint_has_no_name_says_so() -> None:
    told = words(made('\n  - {trial: t, endpoint: other, measure: mean, value: "-15.2% (95% CI -16.1 to -14.3)"}\n'))
    assert re.search(r"[Mm]ean unnamed endpoint", told)
    assert "−15.2% (95% CI −16.1 to −14.3)" in told
    assert not re.search(r"\bother (\W|of)", told)


@pytest.mark.parametrize(
    ("said", "primary", "words_of_it"),
    [("met", "PFS", "PEAK-1 met its PFS endpoint"),
     ("met", "OS", "PEAK-1 reports a statistically significant PFS result"),
     ("significant", "PFS", "PEAK-1 reports a statistically significant PFS result")],
)  # fmt: skip
def test_met_is_said_of_a_primary_endpoint_whose_source_says_so(said: str, primary: str, words_of_it: str) -> None:
    told = RATIOS.replace("0.52 (95% CI 0.41-0.66)", f"0.52 (95% CI 0.41-0.66), significance: {said}")
    found = titles(made(told, trial=f", endpoints: [{{endpoint: {primary}, role: primary}}]"))
    assert any(title.startswith(words_of_it) for title in found)
    assert ("endpoint met" in words(made(told))) is False


# --- what the record says of an analysis ---------------------------------------------------------------------

LOOKS = """
    , arms: [{id: drug, name: acmemab}, {id: placebo, name: placebo, role: control}],
    endpoints: [{endpoint: PFS, role: primary}, {endpoint: OS, role: secondary}],
    analyses: [{id: first, kind: interim, maturity: 52%, data_cut_off: 2024-12}, {id: last, kind: final}]
"""
LOOKED = """
comparisons:
  - {id: early, trial: t, analysis: first, endpoint: PFS, population: ITT, effect: {measure: hazard_ratio, value: 0.72}}
  - {id: late, trial: t, analysis: last, endpoint: PFS, population: ITT, effect: {measure: hazard_ratio, value: 0.70}, p: <0.001, supersedes: early}
  - {trial: t, analysis: last, endpoint: DOR, population: responders, effect: {measure: hazard_ratio, value: 0.45}, p: <0.001}
  - {trial: t, analysis: first, endpoint: OS, population: ITT, effect: {measure: hazard_ratio, value: 0.81}, significance: interim_not_crossed}
"""


def test_the_analysis_of_a_value_and_its_maturity_stand_beside_it_in_tables() -> None:
    text = words(made("", LOOKED, LOOKS))
    assert re.search(r"Responders; final analysis\b", text)
    assert "ITT; maturity 52%" in text
    assert "earlier (data cut-off Dec 2024; maturity 52%)" in text


def test_a_missed_p_value_beside_other_news_names_its_threshold() -> None:
    missed = """
comparisons:
  - {trial: t, analysis: last, endpoint: PFS, population: ITT, effect: {measure: hazard_ratio, value: 0.79 (95% CI 0.62-1.01)}, p: {value: 0.057, alpha: 0.0448}, significance: not_met}
"""
    assert "p = 0.057 (threshold 0.0448), 5 Nov 2025" in words(made("", missed, LOOKS))
