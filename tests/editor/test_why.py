"""Why it matters: records beside the news, the contrary first, and nothing that the data do not say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.dataset.load import load_dataset
from briefgen.editor import findings, read_materiality
from briefgen.editor.budget import Budget
from briefgen.editor.choice import told_of
from briefgen.editor.news import News, news_of
from briefgen.editor.why import each_next_once, with_reasons
from briefgen.values.dates import Period
from briefgen.view.ahead import next_about
from briefgen.view.base import record_of
from briefgen.view.view import view_of
from support.real_project import TEMPLATES

Q4 = Period.parse("2025-Q4")
DATA = """
sources:
  - {id: first, type: press_release, tier: company_release, company: acme, title: First, published: 2023-06-10}
  - {id: old, type: press_release, tier: company_release, company: acme, title: Old, published: 2025-06-10}
  - {id: new, type: press_release, tier: company_release, company: acme, title: New, published: 2025-11-10}
areas: [{id: oncology, name: Oncology}]
indications:
  - {id: lung, name: lung cancer, area: oncology}
  - {id: nsclc, name: non-small cell lung cancer, short: NSCLC, area: oncology, parent: lung}
  - {id: breast, name: breast cancer, area: oncology}
companies: [{id: acme, name: Acme, source: old}, {id: partner, name: Partner, partner_only: true, source: old}]
assets:
  - id: ac-1
    name: AC-1
    company: acme
    source: old
    programs:
      - {indication: nsclc, territory: china, stage: approved}
      - {indication: nsclc, territory: us, stage: phase_3}
trials:
  - {id: one, name: ONE, assets: ac-1, phase: phase_3, indications: nsclc, comparator: placebo, design: [randomised, open-label], countries: china, limits: crossover allowed, source: old}
  - {id: two, name: TWO, assets: ac-1, phase: phase_3, indications: MISSED, source: old}
  - {id: three, name: THREE, assets: ac-1, phase: phase_2, indications: nsclc, source: old}
results:
  - {id: one-before, trial: one, endpoint: PFS, measure: hazard_ratio, value: 0.6, analysis: interim, source: old}
  - {id: one-pfs, trial: one, endpoint: PFS, measure: hazard_ratio, value: 0.5, analysis: final, supersedes: one-before, source: new}
  - {id: two-os, trial: two, endpoint: OS, measure: hazard_ratio, value: 0.99, significance: not_met, source: WHEN}
  - {id: three-orr, trial: three, endpoint: ORR, measure: rate, value: 30%, source: old}
epidemiology:
  - {id: cases, indication: nsclc, measure: incidence, value: "1,000", year: 2022, territory: world, source: old}
deals:
  - {id: licence, type: out_license, assets: ac-1, licensor: acme, licensee: partner, signed: 2025-06-01, upfront: USD 5 million, source: old}
"""


NOTED = "{indication: nsclc, territory: us, stage: phase_3, note: A filing is intended}"
"""A programme of which its source says there what comes next."""


def leading(folder: Path, missed: str = "nsclc", when: str = "old", extra: str = "") -> News:
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "all.yaml").write_text(DATA.replace("MISSED", missed).replace("WHEN", when) + extra)
    return _leading(folder)


def _leading(folder: Path) -> News:
    return _all(folder)[0]


def _all(folder: Path) -> tuple[News, ...]:
    view = view_of(load_dataset(folder / "data"), Q4.end, Q4, "investor")
    acme, ranking = view.find("company", "acme"), read_materiality(TEMPLATES)
    news = news_of(findings(view, acme, Q4, ranking))
    told = told_of(acme, news, Budget(), ranking, view.as_of)
    return with_reasons(news, acme, told.missed)


def said(news: News) -> list[tuple[str, str, str]]:
    return [(one.kind, record_of(one.record).id, str(one.value or "")) for one in news.reasons]


def test_a_result_stands_beside_what_speaks_against_it_and_what_it_means(tmp_path: Path) -> None:
    assert said(leading(tmp_path)) == [
        ("contrary", "two-os", ""), ("status", "ac-1", ""), ("other", "three-orr", ""), ("earlier", "one-before", ""),
        ("comparator", "one", "placebo"), ("need", "cases", ""), ("economics", "licence", ""),
        ("limit", "one", "crossover allowed"), ("limit", "one", "open-label"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("result", "readout", "brief", "mixed"),
    [
        ("significance: significant", "", "significant", (False, False)),
        ("significance: met", "", "met", (False, False)),
        ('significance: met, margin: "1.2"', "", "", (False, False)),
        ("significance: met", "mixed", "", (True, True)),
        ("analysis: final", "mixed", "", (False, False)),
    ],
)
def test_the_fewest_words_tell_a_plain_verdict(
    tmp_path: Path, result: str, readout: str, brief: str, mixed: tuple[bool, bool]
) -> None:
    told = "{id: came-out, type: readout_final, title: Came out, date: 2025-11-10, companies: acme, trials: one, assets: ac-1, outcome: mixed, source: new}"
    extra = f"events: [{told}]\n" if readout else ""
    data = DATA.replace(
        "measure: hazard_ratio, value: 0.5, analysis: final", f"measure: hazard_ratio, value: 0.5, {result}"
    )
    (tmp_path / "data").mkdir()
    data = data.replace("name: ONE,", "name: ONE, primary_endpoint: PFS,")
    (tmp_path / "data" / "all.yaml").write_text(data.replace("MISSED", "nsclc").replace("WHEN", "old") + extra)
    news = _leading(tmp_path)
    assert news.trial
    assert (news.told_as, news.found_in_brief) == ("readout", brief)
    assert (news.trial.readout.is_judged_mixed, news.trial.readout.is_mixed) == mixed
    assert replace(news, result=None).found_in_brief == ""


def test_the_furthest_program_of_the_use_is_its_status(tmp_path: Path) -> None:
    (status,) = (one.record for one in leading(tmp_path).reasons if one.kind == "status")
    assert (status.stage, str(status.territory)) == ("approved", "China")  # type: ignore[attr-defined]


def test_a_programme_that_was_stopped_is_not_the_furthest_of_its_use(tmp_path: Path) -> None:
    leading(tmp_path)
    data = tmp_path / "data" / "all.yaml"
    data.write_text(data.read_text().replace("stage: approved", "stage: discontinued"))
    (status,) = (one.record for one in _leading(tmp_path).reasons if one.kind == "status")
    assert (status.stage, str(status.territory)) == ("phase_3", "United States")  # type: ignore[attr-defined]


def test_a_miss_in_the_wider_disease_is_contrary_one_elsewhere_or_long_ago_is_not(tmp_path: Path) -> None:
    assert said(leading(tmp_path, missed="lung"))[0] == ("contrary", "two-os", "")
    for given in ({"missed": "breast"}, {"when": "first"}):
        assert "contrary" not in [kind for kind, _, _ in said(leading(tmp_path, **given))]


def test_another_endpoint_of_the_same_trial_that_was_missed_is_contrary(tmp_path: Path) -> None:
    extra = "comparisons:\n  - {id: one-os, trial: one, endpoint: OS, effect: {measure: hazard_ratio, value: 1.1}, significance: not_met, source: old}\n"
    assert said(leading(tmp_path, missed="breast", extra=extra))[0][:2] == ("contrary", "one-os.hazard-ratio.0")


def test_a_deal_that_ended_is_no_economics(tmp_path: Path) -> None:
    ended = DATA.replace(
        "upfront: USD 5 million",
        "upfront: USD 5 million, amendments: [{type: terminated, date: 2025-07-01, source: old}]",
    )
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "all.yaml").write_text(ended.replace("MISSED", "nsclc").replace("WHEN", "old"))
    assert "economics" not in [kind for kind, _, _ in said(_leading(tmp_path))]


def test_a_deal_is_no_economics_of_a_trial_outside_its_territory(tmp_path: Path) -> None:
    for place, told in (("china", False), ("japan", True)):
        there = DATA.replace("name: ONE,", f"name: ONE, territory: {place},").replace(
            "licensee: partner,", "licensee: partner, territory: japan,"
        )
        (tmp_path / place / "data").mkdir(parents=True)
        (tmp_path / place / "data" / "all.yaml").write_text(there.replace("MISSED", "nsclc").replace("WHEN", "old"))
        assert ("economics" in [kind for kind, _, _ in said(_leading(tmp_path / place))]) is told


def test_what_was_missed_has_nothing_against_it(tmp_path: Path) -> None:
    (news, *_) = [leading(tmp_path, when="new")]
    assert record_of(news.record).id == "two"
    assert [kind for kind, _, _ in said(news)] == ["status", "other", "need", "economics"]


def test_a_miss_stands_beside_the_territory_where_the_use_is_not_approved(tmp_path: Path) -> None:
    (news, *_) = [leading(tmp_path, when="new")]
    (status,) = (one.record for one in news.reasons if one.kind == "status")
    assert (status.stage, str(status.territory)) == ("phase_3", "United States")  # type: ignore[attr-defined]


def test_another_medicine_that_is_approved_for_the_use_stands_beside_a_result(tmp_path: Path) -> None:
    extra = "assets:\n  - {id: rv-1, name: RV-1, company: acme, source: old, programs: [{indication: nsclc, territory: us, stage: approved}]}\n"
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rival.yaml").write_text(extra, encoding="utf-8")
    assert [record_of(one.record).id for one in leading(tmp_path).reasons if one.kind == "rival"] == ["rv-1"]


def test_need_is_no_reason_beside_news_and_the_next_dated_event_of_the_medicine_is(tmp_path: Path) -> None:
    ahead = "{type: guidance, companies: acme, assets: ac-1, indications: nsclc, source: old, expected: true, "
    extra = f"""events:
  - {ahead}id: later, title: Later decision, date: 2026-06}}
  - {ahead}id: undated, title: Some decision, date: unknown}}
  - {ahead}id: sooner, title: Sooner decision, date: 2026-02}}
"""
    news = leading(tmp_path, extra=extra)
    assert "need" in [one.kind for one in news.reasons]
    assert "need" not in [one.kind for one in news.why]
    assert news.next is not None
    assert record_of(news.next).id == "sooner"
    assert leading(tmp_path).next is None


@pytest.mark.parametrize(
    ("of", "found"),
    [
        ("indications: nsclc, territory: germany", False),
        ("indications: breast", False),
        ("", False),
        ("trials: three", True),
        ("indications: nsclc, territory: switzerland", True),
    ],
)
def test_the_next_step_of_a_decision_is_of_its_use_and_territory(tmp_path: Path, of: str, found: bool) -> None:
    (tmp_path / "all.yaml").write_text(f"""{DATA.replace("MISSED", "nsclc").replace("WHEN", "old")}
events:
  - {{id: gone, type: application_withdrawn, title: Gone, date: 2025-11-08, companies: acme, assets: ac-1, indications: nsclc, territory: switzerland, source: new}}
  - {{id: step, type: guidance, title: Step, date: 2026-02, expected: true, companies: acme, assets: ac-1, source: new, {of}}}
""")
    view = view_of(load_dataset(tmp_path), Q4.end, Q4, "investor")
    gone, step = (next(event for event in view.all("event") if event.id == id) for id in ("gone", "step"))
    assert next_about(gone, [step]) == (step if found else None)


def test_news_that_stand_together_tell_a_step_ahead_once_as_long_as_there_are_others(tmp_path: Path) -> None:
    ahead = "{type: guidance, companies: acme, assets: ac-1, indications: nsclc, source: old, expected: true, "
    extra = (
        f"events:\n  - {ahead}id: later, title: L, date: 2026-06}}\n  - {ahead}id: sooner, title: S, date: 2026-02}}\n"
    )
    news = leading(tmp_path, extra=extra)
    steps = view_of(load_dataset(tmp_path / "data"), Q4.end, Q4, "investor").find("company", "acme").catalysts
    told = [record_of(one.next).id for one in each_next_once([news, news, news], steps) if one.next]
    assert told == ["sooner", "later", "sooner"]


def test_where_a_use_stands_is_a_reason_on_its_own_on_the_slide_of_a_trial_when_it_is_approved(tmp_path: Path) -> None:
    news = leading(tmp_path)
    (status,) = (one for one in news.reasons if one.kind == "status")
    assert status.record in [one.record for one in news.why_beside_arms]
    assert [one.record for one in replace(news, reasons=(status,)).why_beside_arms] == [status.record]
    (running,) = (one for one in status.record.asset.programs if one.stage == "phase_3")
    assert not replace(news, reasons=(replace(status, record=running),)).why_beside_arms


@pytest.mark.parametrize("step", ["nda_submitted", "guidance"])
def test_a_filing_that_comes_next_is_not_told_beside_a_miss_as_well(tmp_path: Path, step: str) -> None:
    ahead = f"{{id: s, type: {step}, title: S, date: unknown, companies: acme, assets: ac-1, indications: nsclc, "
    data = DATA.replace("{indication: nsclc, territory: us, stage: phase_3}", NOTED)
    (tmp_path / "data").mkdir()
    whole = data.replace("MISSED", "nsclc").replace("WHEN", "new") + f"events: [{ahead}source: old, expected: true}}]\n"
    (tmp_path / "data" / "all.yaml").write_text(whole)
    missed = next(one for one in _all(tmp_path) if one.result and one.result.is_missed)
    (status,) = (one for one in missed.why_beside_arms if one.kind == "status")
    assert str(status.value or "") == ("" if step == "nda_submitted" else "a filing is intended")


def test_a_step_that_is_told_above_is_referred_to(tmp_path: Path) -> None:
    ahead = "{type: guidance, companies: acme, assets: ac-1, indications: nsclc, source: old, expected: true, "
    news = leading(tmp_path, extra=f"events:\n  - {ahead}id: only, title: S, date: 2026-02}}\n")
    steps = view_of(load_dataset(tmp_path / "data"), Q4.end, Q4, "investor").find("company", "acme").catalysts
    first, second = each_next_once([news, news], steps)
    assert (first.next_beside, second.next_beside) == (None, first)


def test_an_approval_that_a_reason_tells_is_not_told_with_the_result_of_another_trial(tmp_path: Path) -> None:
    news = leading(tmp_path)
    status, other = (next(one for one in news.reasons if one.kind == kind) for kind in ("status", "other"))
    own = other.record.trial.readout.own_approval
    assert replace(other, beside=()).names_approval
    assert replace(other, beside=(status.record,)).names_approval == (status.record not in own)
