"""What comes next: what weighs most of what is ahead, dated before undated, never what is past due."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.briefs.filters import uses_in_one
from briefgen.dataset.load import load_dataset
from briefgen.editor.page import TrialPage
from briefgen.lexicon.diseases import with_lines_in_words
from briefgen.records.vocabulary import EVENT_KINDS, EVENT_STEPS
from briefgen.values.dates import Period
from briefgen.view.asset import AssetView
from briefgen.view.view import view_of

DATA = """
sources: [{id: s, type: press_release, tier: company_release, company: acme, title: S, published: 2025-02-01}]
areas: [{id: oncology, name: Oncology}]
indications:
  - {id: nsclc, name: non-small cell lung cancer, short: NSCLC, area: oncology}
  - {id: tnbc, name: triple-negative breast cancer, short: TNBC, area: oncology}
companies: [{id: acme, name: Acme, source: s}]
assets:
  - {id: ac-1, name: AC-1, company: acme, source: s, programs: [{indication: nsclc, territory: us, stage: phase_3}]}
trials: [{id: one, name: ONE, assets: ac-1, phase: phase_3, indications: nsclc, source: s}]
events:
"""
AHEAD = "  - {{id: {named}, type: {id}, date: {date}, title: T, expected: true, companies: acme, assets: ac-1, {more}, source: s}}\n"


def seen(folder: Path, *events: tuple[str, str], more: str = "indications: nsclc, territory: us") -> AssetView:
    (folder / "all.yaml").write_text(
        DATA + "".join(AHEAD.format(named=i.replace("_", "-"), id=i, date=d, more=more) for i, d in events)
    )
    view = view_of(load_dataset(folder), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    found = view.find("asset", "ac-1")
    assert isinstance(found, AssetView)
    return found


def first(asset: AssetView) -> list[str | None]:
    """What comes next of a use, and of its trial."""
    of_trial = asset.trials[0].next
    use = asset.programs[0].next
    return [str(one.type.value) if one else None for one in (use, of_trial)]


@pytest.mark.parametrize(
    ("sooner", "weightier"),
    [("enrollment_complete", "nda_submitted"), ("nda_submitted", "readout_topline"), ("readout_topline", "goal_date"),
     ("guidance", "enrollment_complete")],
)  # fmt: skip
def test_what_weighs_more_is_told_before_what_comes_sooner(tmp_path: Path, sooner: str, weightier: str) -> None:
    asset = seen(tmp_path, (sooner, "2026-Q1"), (weightier, "2027"))
    assert first(asset) == [weightier, weightier]
    assert asset.next_step
    assert asset.next_step.type.value == weightier


def test_of_one_kind_what_has_a_date_comes_first_then_the_earliest(tmp_path: Path) -> None:
    asset = seen(tmp_path, ("readout_final", "unknown"), ("readout_topline", "2026-H2"), ("readout_interim", "2026-Q1"))
    assert first(asset) == ["readout_interim", "readout_interim"]


def test_an_undated_intention_is_next_of_a_use_and_no_dated_event_of_the_medicine(tmp_path: Path) -> None:
    asset = seen(tmp_path, ("nda_submitted", "unknown"))
    assert first(asset) == ["nda_submitted", "nda_submitted"]
    assert not asset.next_step


def test_what_is_past_due_or_of_another_disease_is_not_next(tmp_path: Path) -> None:
    assert first(seen(tmp_path, ("readout_topline", "2025-Q1"))) == [None, None]
    assert first(seen(tmp_path, ("readout_topline", "2026-Q1"), more="indications: tnbc, territory: us")) == [
        None,
        None,
    ]


def test_a_use_of_several_trials_names_the_readout_that_comes(tmp_path: Path) -> None:
    (programme,) = seen(tmp_path, ("readout_topline", "2026"), more="trials: one, indications: nsclc").programs
    assert (programme.comes_as, str(programme.coming)) == ("readout", "Readout")
    other = "  - {id: two, name: TWO, assets: ac-1, phase: phase_3, indications: nsclc, source: s}\nevents:\n"
    data = (tmp_path / "all.yaml").read_text().replace("trials: [{id: one", "trials:\n  - {id: one")
    (tmp_path / "all.yaml").write_text(data.replace("source: s}]\nevents:\n", f"source: s}}\n{other}"))
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    (programme,) = view.find("asset", "ac-1").programs
    assert (programme.comes_as, str(programme.coming)) == ("", "T")


def test_each_kind_of_event_is_one_step() -> None:
    named = [kind for kinds in EVENT_STEPS.values() for kind in kinds]
    assert len(named) == len(set(named))
    assert set(named) <= set(EVENT_KINDS.codes)


@pytest.mark.parametrize(
    ("titles", "named", "called"),
    [
        (("Readout of ONE", "Enrolment of ONE complete"), "ONE", ["Readout", "Enrolment complete"]),
        (("Readout of ONE-2", "Start of ONE"), "ONE", ["Readout of ONE-2", "Start"]),
        (("Readout of ONE",), None, ["Readout of ONE"]),
    ],
    ids=["each without its trial", "never a part of a longer name", "a single step keeps its own"],
)
def test_steps_of_one_trial_are_told_without_it(
    tmp_path: Path, titles: tuple[str, ...], named: str | None, called: list[str]
) -> None:
    kinds = ("readout_topline", "enrollment_complete")
    lines = "".join(
        AHEAD.format(named=kind.replace("_", "-"), id=kind, date="2026", more="trials: one").replace("title: T", f"title: {title}")
        for kind, title in zip(kinds, titles, strict=False)
    )  # fmt: skip
    (tmp_path / "all.yaml").write_text(DATA + lines)
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    ahead = TrialPage(view.find("trial", "one"), None, 0).ahead
    assert str(ahead.trial.name) == named if named else ahead.trial is None
    assert sorted(str(step.title) for step in ahead.steps) == sorted(called)
    assert {str(step.day) for step in ahead.steps} == {"2026"}


def test_a_page_tells_the_steps_of_the_next_trial_else_the_next_step_else_none(tmp_path: Path) -> None:
    def told(*events: str) -> list[str]:
        two = "source: s}, {id: two, name: TWO, assets: ac-1, phase: phase_3, indications: nsclc, source: s}]\nevents:"
        (tmp_path / "all.yaml").write_text("".join([DATA.replace("source: s}]\nevents:\n", two), *events, "\n"]))
        view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
        return [step.event.id for step in TrialPage(view.find("trial", "one"), None, 0).ahead.steps]

    def event(named: str, more: str) -> str:
        return "\n" + AHEAD.format(named=named, id="guidance", date="2026", more=more).rstrip()

    assert told(" []") == []
    assert told(event("of-use", "indications: nsclc")) == ["of-use"]
    assert told(event("of-two", "indications: nsclc, trials: two")) == ["of-two"]
    assert told(event("of-one", "trials: one"), event("of-two", "trials: two")) == ["of-one"]


EXPECTED = "{id: hoped, date: 2026-03, expected: true, companies: acme, assets: ac-1, title: T, source: s, "
CAME = "{id: came, date: 2025-12-10, announced: 2025-12-10, companies: acme, assets: ac-1, title: T, source: s, "


@pytest.mark.parametrize(
    ("hoped", "came", "answered"),
    [
        ("type: reimbursement_listing, agency: NICE, indications: nsclc", "type: reimbursement_declined, agency: NICE, indications: nsclc", True),
        ("type: reimbursement_listing, agency: NICE", "type: reimbursement_listing, agency: NICE, indications: nsclc", True),
        ("type: goal_date, agency: FDA, indications: nsclc", "type: crl, agency: FDA, indications: nsclc", True),
        ("type: positive_opinion, agency: EMA, indications: nsclc", "type: negative_opinion, agency: EMA, indications: nsclc", True),
        ("type: reimbursement_listing, agency: G-BA, indications: nsclc", "type: reimbursement_declined, agency: NICE, indications: nsclc", False),
        ("type: reimbursement_listing, agency: NICE, indications: nsclc", "type: regulatory_approval, agency: NICE, indications: nsclc", False),
        ("type: goal_date, agency: FDA, indications: tnbc", "type: crl, agency: FDA, indications: nsclc", False),
        ("type: goal_date, agency: FDA, indications: nsclc, territory: us", "type: crl, agency: FDA, indications: nsclc, territory: japan", False),
        ("type: goal_date, agency: FDA, indications: nsclc, trials: one", "type: crl, agency: FDA, indications: nsclc, trials: two", False),
        ("type: goal_date, agency: FDA, indications: nsclc, announced: 2025-12-20", "type: crl, agency: FDA, indications: nsclc", False),
        ("type: goal_date, indications: nsclc", "type: crl, agency: FDA, indications: nsclc", False),
        ("type: readout_topline, agency: FDA, indications: nsclc", "type: crl, agency: FDA, indications: nsclc", False),
    ],
    ids=["a refusal answers", "the only use is meant", "a letter answers a goal date", "an opinion, be it negative", "another agency",
         "an approval is no listing", "another use", "another place", "another trial", "told after it", "no agency named", "no decision"],
)  # fmt: skip
def test_what_its_agency_has_decided_on_the_same_use_since_is_no_longer_ahead(
    tmp_path: Path, hoped: str, came: str, answered: bool
) -> None:
    two = "source: s}, {id: two, name: TWO, assets: ac-1, phase: phase_3, indications: nsclc, source: s}]\nevents:\n"
    data = DATA.replace("source: s}]\nevents:\n", two)
    (tmp_path / "all.yaml").write_text(f"{data}  - {EXPECTED}{hoped}}}\n  - {CAME}{came}}}\n")
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    assert [event.id for event in view.find("asset", "ac-1").catalysts] == ([] if answered else ["hoped"])


def test_of_windows_that_begin_on_one_day_the_shorter_comes_first(tmp_path: Path) -> None:
    asset = seen(tmp_path, ("readout_topline", "2026-H1"), ("goal_date", "2026"), ("nda_submitted", "2026-Q1"))
    assert [event.type.value for event in asset.catalysts] == ["nda_submitted", "readout_topline", "goal_date"]


def test_on_a_page_about_a_medicine_what_comes_next_does_not_name_it(tmp_path: Path) -> None:
    titled = DATA + AHEAD.format(named="later", id="filing", date="unknown", more="")
    (tmp_path / "all.yaml").write_text(titled.replace("title: T", "title: BLA of AC-1 in the US").replace(", , ", ", "))
    asset = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor").find(
        "asset", "ac-1"
    )
    assert isinstance(asset, AssetView)
    assert [str(step.title) for step in asset.someday.steps] == ["BLA in the US"]
    assert not asset.ahead.steps


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("first-line squamous NSCLC", "first-line non-squamous NSCLC"), ["first-line squamous", "non-squamous NSCLC"]),
        (("first-line squamous NSCLC", "second-line squamous NSCLC"), []),
        (("first-line squamous NSCLC",), []),
    ],
)
def test_uses_with_the_same_first_and_last_words_are_told_in_one_name(
    names: tuple[str, ...], said: list[str], tmp_path: Path
) -> None:
    programs = [f"{{indication: use-{n}, territory: us, stage: phase_3}}" for n, _ in enumerate(names)]
    uses = "".join(f"  - {{id: use-{n}, name: {name}, area: oncology}}\n" for n, name in enumerate(names))
    data = DATA.replace("companies:", f"{uses}companies:", 1).replace(
        "{indication: nsclc, territory: us, stage: phase_3}", ", ".join(programs)
    )
    (tmp_path / "all.yaml").write_text(data.removesuffix("events:\n"))
    asset = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor").find(
        "asset", "ac-1"
    )
    assert isinstance(asset, AssetView)
    assert [one.text for one in uses_in_one(asset.programs)] == said


def test_a_short_line_of_treatment_stands_in_words_in_a_row() -> None:
    assert with_lines_in_words("1L\u00a0NPC") == "first-line NPC"
    assert with_lines_in_words("pretreated NPC") == "pretreated NPC"
