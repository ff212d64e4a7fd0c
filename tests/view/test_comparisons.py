"""Comparisons in the view: whole and as results, and what limits a number travels with it whatever prints it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen import charts
from briefgen.briefs.filters import core, estimate, figure, in_turn
from briefgen.dataset.load import load_dataset
from briefgen.values.dates import Period
from briefgen.view import asked
from briefgen.view.several import limits_of
from briefgen.view.view import View, view_of

RECORDS = """
defaults: {source: early}
sources:
  - {id: early, type: press_release, tier: company_release, company: acme, title: Early, published: 2025-02-01}
  - {id: late, type: press_release, tier: company_release, company: acme, title: Late, published: 2025-06-01}
areas: [{id: all, name: Medicine}]
indications: [{id: a, name: disease a, area: all}, {id: b, name: disease b, area: all}]
companies: [{id: acme, name: Acme}]
assets: [{id: drug, name: drug, company: acme, programs: [{indication: a, stage: phase_3}]}]
trials:
  - id: t
    name: T
    assets: drug
    indications: a
    enrolled: 400 patients
    arms:
      - {id: drug, name: drug plus diet, short: drug, patients: 198}
      - {id: placebo, name: placebo, role: control, patients: 200}
    endpoints: [{endpoint: PFS, role: co_primary, assessor: BICR}, {endpoint: OS, role: co_primary}]
    analyses:
      - {id: look, kind: interim, data_cut_off: 2025-01-15, median_follow_up: 8.7 months}
      - {id: last, kind: final, data_cut_off: 2025-05-15, source: late}
comparisons:
"""
PFS = """
  - trial: t
    analysis: look
    endpoint: PFS
    measure: median
    population: ITT
    values: {drug: {value: 11.1 months (95% CI 7.3-NE), events: 60}, placebo: 5.8 months (95% CI 5.0-8.2)}
    effect: {measure: hazard_ratio, value: 0.51 (95% CI 0.38-0.69)}
    p: {value: <0.0001, sided: one, alpha: 0.0001}
    significance: met
"""


@pytest.fixture
def seen(tmp_path: Path):
    def view(comparisons: str, day: str = "2025-12-31", more: str = "") -> View:
        (tmp_path / "all.yaml").write_text(RECORDS + comparisons + more)
        return view_of(load_dataset(tmp_path), date.fromisoformat(day), Period.parse("2025"), "investor")

    return view


def test_what_kind_of_interval_a_comparison_has_is_said_with_its_first(seen) -> None:
    results = seen(PFS).find("trial", "t").results
    together = results[0].together
    told = [in_turn(one, together).text.replace("\u00a0", " ") for one in together]
    assert told == ["11.1 months (95% CI 7.3–NE)", "5.8 months (5.0–8.2)", "0.51 (0.38–0.69)", "p <0.0001 (one-sided)"]
    assert in_turn(together[2], together[2:]).text.count("95%") == 1


def printed(view: View) -> list[str]:
    return [f"{r.measure}: {r.value}".replace("\u00a0", " ") for r in view.find("trial", "t").results]


def test_a_comparison_is_seen_whole_and_as_results(seen) -> None:
    trial = seen(PFS).find("trial", "t")
    (whole,) = trial.comparisons
    assert str(whole.p).replace("\u00a0", " ") == "p <0.0001 (one-sided)"
    assert str(whole.alpha) == "0.0001"
    assert [str(value.value.value.number) for value in whole.values] == ["11.1", "5.8"]
    assert printed(seen(PFS)) == [
        "median: 11.1 months (95% CI 7.3–NE; interim)",
        "median: 5.8 months (95% CI 5.0–8.2; interim)",
        "hazard ratio: 0.51 (95% CI 0.38–0.69; interim)",
        "p-value: p <0.0001 (one-sided; interim)",
    ]
    assert [r.arm_label.text for r in trial.results[:2]] == ["drug plus diet", "placebo"]
    assert [str(r.patients) for r in trial.results] == ["198", "200", "not reported", "not reported"]
    assert {r.data_cut_off.text.replace("\u00a0", " ") for r in trial.results} == {"15 January 2025"}
    assert [r.is_control for r in trial.results[:2]] == [False, True]
    assert trial.results[0].together == trial.results


def test_each_fact_leads_to_its_place_in_the_comparison(seen) -> None:
    facts = [r.value.fact for r in seen(PFS).find("trial", "t").results]
    assert {fact.record.kind for fact in facts} == {"comparison"}
    assert [fact.field for fact in facts] == ["values[0].value", "values[1].value", "effect[0].value", "p.value"]
    assert [fact.origin.line for fact in facts] == [30, 30, 31, 32]


def test_what_limits_a_number_stays_in_every_shorter_form(seen) -> None:
    for r in seen(PFS).find("trial", "t").results:
        for shorter in (figure(r.value), estimate(r.value), core(r.value)):
            assert "interim" in shorter.text
    missed = seen(
        "  - {trial: t, endpoint: OS, values: {drug: 40%, placebo: 38%}, effect: {measure: odds_ratio, value: 1.1}, significance: not_met}\n"
    )
    assert all("endpoint not met" in figure(r.value).text for r in missed.find("trial", "t").results)


@pytest.mark.parametrize(
    ("measure", "value", "text"),
    [
        ("difference", "12.3% (95% CI 4.0-20.6)", "12.3 percentage points (95% CI 4.0–20.6)"),
        ("ls_mean_difference", "-0.9% (95% CI -1.1 to -0.7)", "−0.9 percentage points (95% CI −1.1 to −0.7)"),
        ("risk_reduction", "2.1%", "2.1 percentage points"),
        ("difference", "-5.2 mmHg", "−5.2 mmHg"),
        ("vaccine_efficacy", "-4.1% (95% CI -30.2 to 17.0)", "−4.1% (95% CI −30.2 to 17.0)"),
        ("rate_ratio", "0.44 (95% CI 0.31-0.62)", "0.44 (95% CI 0.31–0.62)"),
        ("number_needed_to_treat", "7", "7"),
    ],
)
def test_effects_of_every_field_are_printed_as_what_they_are(seen, measure: str, value: str, text: str) -> None:
    view = seen(
        f"  - {{trial: t, endpoint: other, endpoint_name: days well, effect: {{measure: {measure}, value: {value}}}}}\n"
    )
    (result,) = view.find("trial", "t").results
    assert result.value.text.replace("\u00a0", " ") == text
    assert str(result.endpoint) == "days well"
    assert result.is_comparison
    for kind in ("efficacy", "landmark"):
        assert charts.prepare(kind, [result]) is None
    assert (charts.prepare("forest", [result]) is None) == (measure != "rate_ratio")


def test_an_arms_patients_are_not_those_of_a_subgroup_or_of_responders(seen) -> None:
    for more in (
        "endpoint: ORR, population: PD-L1 high, subgroup: true",
        "endpoint: DOR, measure: median, population: ITT",
        "endpoint: ORR, population: evaluable",
    ):
        value = "8 months" if "DOR" in more else "40%"
        view = seen(f"  - {{trial: t, {more}, values: {{drug: {value}}}}}\n")
        assert not view.find("trial", "t").results[0].patients


def test_a_later_analysis_takes_its_source_and_hides_the_earlier(seen) -> None:
    both = PFS.replace("  - trial: t", "  - id: first\n    trial: t") + PFS.replace("look", "last").replace(
        "  - trial: t", "  - id: second\n    supersedes: first\n    trial: t"
    ).replace("11.1", "11.9")
    assert printed(seen(both, "2025-03-01"))[0] == "median: 11.1 months (95% CI 7.3–NE; interim)"
    late = seen(both).find("trial", "t").results
    assert [str(r.value.value.number) for r in late if not r.is_comparison] == ["11.9", "5.8"]
    assert [str(r.supersedes.value.value.number) for r in late if not r.is_comparison] == ["11.1", "5.8"]


def test_results_recorded_one_by_one_belong_together_and_say_what_limits_them(seen) -> None:
    rows = """results:
  - {trial: t, endpoint: OS, measure: median, arm: drug, value: 16.8 months}
  - {trial: t, endpoint: OS, measure: median, arm: placebo, value: 14.0 months}
  - {trial: t, endpoint: OS, measure: hazard_ratio, value: 0.79, significance: not_met}
  - {trial: t, endpoint: OS, measure: p_value, value: 0.057, analysis: interim}
  - {trial: t, endpoint: OS, measure: rate, at: 1 year, value: 60%}
"""
    results = seen("", more=rows).find("trial", "t").results
    assert [len(r.together) for r in results] == [3, 3, 3, 1, 1]
    assert str(results[2].value) == "0.79 (endpoint not met)"
    assert results[3].value.text.replace("\u00a0", " ") == "p = 0.057 (interim)"


def test_the_primary_endpoints_are_said_when_they_are_listed(seen) -> None:
    assert str(seen(PFS).find("trial", "t").primary_endpoint) == "PFS (BICR) and OS"


def test_bars_of_one_unit_have_one_scale_and_arms_stay_together(seen) -> None:
    rates = "  - {trial: t, endpoint: ORR, values: {drug: 48%, placebo: 30%}}\n  - {trial: t, endpoint: OS, at: 1 year, values: {drug: 92%, placebo: 90%}}\n"
    drawn = charts.prepare("efficacy", seen(rates).find("trial", "t").results)
    assert {span for _, span in drawn.spans} == {(0, 92)}
    assert drawn.rows[0].beside(drawn.rows[1])
    assert not drawn.rows[1].beside(drawn.rows[2])


@pytest.mark.parametrize(
    ("whole", "shared"), [("1,000", "50.0%"), ("approximately 1,000", "50.0%"), ("more than 1,000", None)]
)
def test_no_share_is_computed_from_a_bound(seen, whole: str, shared: str | None) -> None:
    rows = f"""epidemiology:
  - {{indication: a, measure: incidence, value: "{whole}", year: 2022, territory: world}}
  - {{indication: a, measure: incidence, value: "500", year: 2022, territory: china}}
"""
    drawn = charts.prepare("epidemiology", seen("", more=rows).all("epidemiology"))
    said = charts.describe("epidemiology", drawn)
    assert ("of world" in said) == bool(shared)
    assert shared is None or shared in said


# --- names of arms, limits and verdicts -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arms", "labels"),
    [
        (("drug plus diet|drug", "placebo plus diet|placebo"), ["drug plus diet", "placebo plus diet"]),
        (("drug plus diet|drug + diet", "placebo|"), ["drug + diet", "placebo"]),
        (("drug 10 mg|drug", "drug 20 mg|drug"), ["drug 10 mg", "drug 20 mg"]),
        (("HER2-targeted drug|drug", "placebo|"), ["drug", "placebo"]),
    ],
)  # fmt: skip
def test_a_short_name_loses_nothing_of_its_arm(tmp_path: Path, arms: tuple[str, str], labels: list[str]) -> None:
    said = ", ".join(
        f"{{id: {i}, name: {a.split('|')[0]}{', short: ' + a.split('|')[1] if a.split('|')[1] else ''}}}"
        for i, a in zip("ab", arms, strict=True)
    )
    trial = f"  - {{id: u, name: U, assets: drug, indications: a, arms: [{said}]}}\n"
    records = RECORDS.replace("comparisons:\n", trial)
    (tmp_path / "all.yaml").write_text(records)
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025"), "investor")
    assert [arm.label.text for arm in view.find("trial", "u").arms] == labels


TWO_LOOKS = """
  - {id: first, trial: t, analysis: look, endpoint: PFS, effect: {measure: hazard_ratio, value: 0.62}, announced: 2025-02-01}
  - {id: second, trial: t, analysis: last, endpoint: PFS, effect: {measure: hazard_ratio, value: 0.81}, supersedes: first, source: late}
"""


@pytest.mark.parametrize("kind", ["readout_interim", "readout_topline"])
@pytest.mark.parametrize("outcome", ["met", "not_met"])
def test_the_verdict_of_an_earlier_analysis_stands_beside_its_own_values_only(seen, kind: str, outcome: str) -> None:
    event = f"events: [{{id: e, type: {kind}, date: 2025-01-31, title: Readout, companies: acme, assets: drug, trials: t, outcome: {outcome}, endpoint: PFS}}]"
    (final,) = seen(TWO_LOOKS, more=event).find("trial", "t").results
    (first,) = final.earlier
    assert (bool(final.missed), final.met) == (False, False)
    assert (bool(first.missed), first.met) == (outcome == "not_met", outcome == "met")


@pytest.mark.parametrize("kind", ["readout_final", "readout_topline"])
def test_the_verdict_of_the_final_analysis_stands_beside_no_earlier_values(seen, kind: str) -> None:
    event = f"events: [{{id: e, type: {kind}, date: 2025-05-20, title: Readout, companies: acme, assets: drug, trials: t, outcome: not_met, endpoint: PFS}}]"
    (final,) = seen(TWO_LOOKS, more=event).find("trial", "t").results
    assert str(final.value) == "0.81 (endpoint not met)"
    assert str(final.earlier[0].value) == "0.62 (interim)"


MISSED = """
  - trial: t
    analysis: last
    endpoint: OS
    measure: median
    population: ITT
    values: {drug: 16.8 months, placebo: 14.0 months}
    effect: {measure: hazard_ratio, value: 0.79 (95% CI 0.62-1.01)}
    significance: not_met
"""


def test_a_summary_of_a_trial_never_leaves_out_what_was_missed(seen) -> None:
    told = seen(PFS + MISSED).find("trial", "t").in_short
    assert [str(result.endpoint.value) for result in told] == ["PFS", "OS"]
    assert told[1].is_missed or any(one.is_missed for one in told[1].together)
    assert [str(result.endpoint.value) for result in seen(MISSED).find("trial", "t").in_short] == ["OS"]


def test_a_summary_of_a_trial_never_leaves_out_what_was_significant(seen) -> None:
    told = seen(PFS + MISSED.replace("not_met", "significant")).find("trial", "t").in_short
    assert [str(result.endpoint.value) for result in told] == ["PFS", "OS"]


def test_a_plot_of_ratios_counts_as_drawn_only_with_an_interval(seen) -> None:
    bare = PFS.replace("0.51 (95% CI 0.38-0.69)", "0.51")
    assert all(lead.is_drawn_as_ratio for lead in seen(PFS).find("trial", "t").leads)
    (lead,) = seen(bare).find("trial", "t").leads
    assert not lead.is_drawn_as_ratio
    assert charts.prepare("forest", lead.trial.efficacy) is None


def test_a_comparison_is_told_arm_by_arm_where_its_trial_has_the_same_two_arms(seen) -> None:
    def by_arm(rows: str) -> list[tuple[bool, str, str]]:
        leads = seen("", more=f"results:\n{rows}").find("trial", "t").leads
        told = [(r.by_arm, r.of_medicine, r.of_control) for r in leads]
        return [(yes, str(own.arm) if own else "", str(control.arm) if control else "") for yes, own, control in told]

    pair = "  - {trial: t, endpoint: OS, measure: median, arm: drug, value: 16.8 months}\n" + (
        "  - {trial: t, endpoint: OS, measure: median, arm: placebo, value: 14.0 months}\n"
    )
    ratio = "  - {trial: t, endpoint: PFS, measure: hazard_ratio, value: 0.79}\n"
    assert by_arm(pair + ratio) == [(True, "drug plus diet", "placebo"), (True, "", "")]
    assert by_arm("  - {trial: t, endpoint: OS, measure: rate, at: 1 year, value: 60%}\n") == [(False, "", "")]
    assert by_arm("  - {trial: t, endpoint: OS, measure: p_value, value: 0.04}\n") == [(False, "", "")]
    other = "  - {trial: t, endpoint: ORR, measure: rate, arm: drug low, value: 40%}\n" + (
        "  - {trial: t, endpoint: ORR, measure: rate, arm: placebo, value: 20%}\n"
    )
    assert {yes for yes, _, _ in by_arm(pair + other)} == {False}, "a column has one arm"
    third = "  - {trial: t, endpoint: OS, measure: median, arm: drug twice, value: 15.0 months}\n"
    assert by_arm(pair + third) == [(False, "", "")]


def test_what_a_comparison_supersedes_is_told_beside_an_effect(seen) -> None:
    first = PFS.replace("  - trial: t", "  - id: first\n    trial: t")
    second = PFS.replace("  - trial: t", "  - id: second\n    supersedes: first\n    trial: t").replace("look", "last")
    (lead,) = seen(first + second).find("trial", "t").leads
    assert lead.by_arm
    without = "\n".join(line for line in (first + second).split("\n") if "effect" not in line and "p:" not in line)
    (lead,) = seen(without).find("trial", "t").leads
    assert not lead.by_arm


RATE = """
  - {trial: t, analysis: look, endpoint: PFS, at: 9 months, population: ITT, values: {drug: 56%, placebo: 40%}}
"""
SAFETY = "".join(
    f"""
  - {{trial: t, analysis: look, endpoint: {kind}, population: safety population, values: {{drug: 29%, placebo: 16%}}}}
"""
    for kind in ("SAE", "discontinuation", "TEAE")
)


def test_rates_stand_beside_an_effect_that_is_alone(seen) -> None:
    trial = seen(PFS + RATE).find("trial", "t")
    assert [str(rate.at) for rate in trial.readout.rates] == ["9 months"]
    second = PFS.replace("endpoint: PFS", "endpoint: OS")
    assert not seen(PFS + RATE + second).find("trial", "t").readout.rates


def test_what_a_readout_has_no_room_for_is_what_neither_panels_rates_nor_rail_tell(seen) -> None:
    assert not seen(PFS + RATE).find("trial", "t").readout.untold
    trial = seen(PFS + RATE + SAFETY).find("trial", "t")
    assert [str(lead.endpoint) for lead in trial.readout.untold] == [
        str(lead.endpoint) for lead in trial.leads if lead.is_safety
    ][2:]


def test_a_trial_with_few_values_is_thin(seen) -> None:
    assert seen(PFS + RATE).find("trial", "t").readout.is_thin
    assert not seen(PFS + RATE + SAFETY).find("trial", "t").readout.is_thin


def test_each_of_several_effects_has_its_own_test(seen) -> None:
    both = """
  - trial: t
    endpoint: OS
    effect:
      - {measure: hazard_ratio, value: 0.62, p: 0.01, significance: met}
      - {measure: difference, value: 4%, p: 0.2, significance: not_met}
"""
    trial = seen(both).find("trial", "t")
    tests = [one for one in trial.results if one.measure == "p_value"]
    assert [str(one.value) for one in tests] == ["p\u00a0=\u00a00.01", "p\u00a0=\u00a00.2 (endpoint not met)"]


def test_values_of_another_measure_stand_together_by_themselves(seen) -> None:
    more = """
results:
  - {id: rate, trial: t, endpoint: ORR, value: 40%}
  - {id: many, trial: t, endpoint: ORR, measure: count, value: 80}
"""
    view = seen("  - {trial: t, endpoint: OS, effect: {measure: hazard_ratio, value: 0.62}}", more=more)
    assert [one.id for one in view.find("result", "rate").together] == ["rate"]
    assert [one.id for one in view.find("result", "many").together] == ["many"]
    assert "there is no record 'result.none'" in asked._quoted(view, "result.none")


def test_no_values_have_no_limits() -> None:
    with pytest.raises(ValueError, match="no values"):
        limits_of(())
