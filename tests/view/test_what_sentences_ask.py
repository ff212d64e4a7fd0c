"""What sentences ask of records, so that the wording book need compare no codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefgen.briefs.filters import standing_alike
from briefgen.dataset.load import load_dataset
from briefgen.view.glance import glance_of
from briefgen.view.several import first_places
from briefgen.view.view import view_of
from support.real_project import AS_OF, PERIOD

DATA = """defaults: {source: "s, page 1"}
sources: [{id: s, type: press_release, tier: company_release, title: T, publisher: P, published: 2025-01-01}]
areas: [{id: eye, name: Ophthalmology}]
indications: [{id: ga, name: geographic atrophy, area: eye}, {id: dme, name: diabetic macular edema, short: DME, area: eye}]
companies: [{id: acme, name: Acme}, {id: bold, name: Bold}]
assets:
  - id: drug
    name: Drug
    company: acme
    programs:
      - {indication: ga, stage: approved, territory: us}
      - {indication: dme, stage: approved, territory: us}
      - {indication: dme, stage: approved, territory: japan}
      - {indication: ga, stage: approved, territory: china}
"""


@pytest.fixture
def found(tmp_path: Path) -> Any:
    def made(kind: str, id: str, more: str = "") -> Any:
        (tmp_path / "a.yaml").write_text(DATA + more, encoding="utf-8")
        return view_of(load_dataset(tmp_path), AS_OF, PERIOD, "investor").find(kind, id)

    return made


@pytest.mark.parametrize(
    ("terms", "asks"),
    [
        ("", {"leaves_money_open", "leaves_closing_open"}),
        ("per_share: USD 2.50, closed: 2025-02", {"leaves_money_open", "is_priced_per_share"}),
        ("per_share: USD 2.50, upfront: USD 5 million, closed: 2025-02", {"leaves_money_open"}),
        ("upfront: USD 5 million, milestones: USD 9 million, royalty_rate: 8%, closed: 2025-02", set()),
        ("upfront: USD 5 million, total: USD 9 million, total_includes_upfront: true, closed: 2025-02",
         {"leaves_money_open"}),
        ("upfront: USD 5 million, total: USD 9 million, total_includes_upfront: false, closed: 2025-02",
         {"leaves_money_open"}),
        ("total_includes_upfront: true, royalties: tiered royalties, closed: 2025-02",
         {"leaves_money_open"}),
    ],
)  # fmt: skip
def test_a_deal(found: Any, terms: str, asks: set[str]) -> None:
    names = (
        "leaves_money_open", "leaves_closing_open", "is_priced_per_share", "is_titled_by_money",
    )  # fmt: skip
    more = (
        f"deals: [{{id: d, type: out_license, licensor: acme, licensee: bold, assets: drug{terms and ', ' + terms}}}]\n"
    )
    deal = found("deal", "d", more)
    assert {name for name in names if getattr(deal, name)} == asks


@pytest.mark.parametrize(
    ("terms", "royalties", "upfront", "open_terms", "rate"),
    [
        ("", "rate", "", "upfront milestones royalties", False),
        ("royalties: tiered royalties of 8%, royalty_rate: 8%, upfront: USD 5 million", "named", "", "milestones", False),
        ("royalties: low double-digit, royalty_rate: 11%", "digits", "", "upfront milestones", True),
        ("royalties: tiered, total: USD 9 million", "words", "", "upfront milestones", False),
        ("total: USD 9 million, total_includes_upfront: true", "rate", "in", "upfront milestones royalties", False),
        ("upfront: USD 5 million, milestones: USD 4 million, total: USD 9 million, total_includes_upfront: false, "
         "royalty_rate: 8%", "rate", "out", "", True),
        ("total_includes_upfront: true", "rate", "", "upfront milestones royalties", False),
    ],
)  # fmt: skip
def test_the_money_of_a_deal(found: Any, terms: str, royalties: str, upfront: str, open_terms: str, rate: bool) -> None:
    more = (
        f"deals: [{{id: d, type: out_license, licensor: acme, licensee: bold, assets: drug{terms and ', ' + terms}}}]\n"
    )
    deal = found("deal", "d", more)
    assert (deal.royalties_as, deal.counts_upfront, deal.open_terms) == (royalties, upfront, tuple(open_terms.split()))
    assert bool(deal.rate_beside) == rate
    assert deal.leaves_open == bool(open_terms)


def test_an_option_names_its_place_where_what_it_is_on_does_not(found: Any) -> None:
    options = "[{on: rights in Japan, territory: japan}, {on: further rights, territory: japan}]"
    more = f"deals: [{{id: d, type: option, licensor: acme, licensee: bold, assets: drug, options: {options}}}]\n"
    first, second = found("deal", "d", more).options
    assert (bool(first.untold_place), str(second.untold_place)) == (False, "in Japan")


@pytest.mark.parametrize(
    ("amendments", "since"),
    [
        ("[]", False),
        ("[{type: rights_returned, date: 2025-05}]", False),
        ("[{type: amended, what: wider, date: 2025-05}]", True),
    ],
)
def test_a_deal_that_only_ended_was_not_amended(found: Any, amendments: str, since: bool) -> None:
    more = f"deals: [{{id: d, type: out_license, licensor: acme, licensee: bold, assets: drug, amendments: {amendments}}}]\n"
    assert found("deal", "d", more).is_amended_since == since


@pytest.mark.parametrize(
    ("endpoint", "worded"), [("", False), (", endpoint: PFS", False), (", endpoint: primary endpoint", True)]
)
def test_an_endpoint_that_is_called_one(found: Any, endpoint: str, worded: bool) -> None:
    more = f"events: [{{id: e, type: readout_topline, title: Read out, date: 2025-01, companies: acme, assets: drug, outcome: met{endpoint}}}]\n"
    assert found("event", "e", more).is_endpoint_worded == worded


def test_of_many_approvals_those_of_the_first_place_are_told(found: Any) -> None:
    drug = found("asset", "drug")
    assert [[str(program.territory) for program in place] for place in drug.approved_first] == [["United States"] * 2]
    assert [len(place) for place in first_places(drug.approved[1:3])] == [1, 1]


RESULT = """trials:
  - {id: t, name: PEAK-1, assets: drug, phase: phase_3, indications: ga, regimen: Drug, comparator: placebo}
results: [{trial: t, endpoint: PFS, measure: %s, value: "%s"%s}]
"""


@pytest.mark.parametrize(
    ("measure", "value", "more", "asks"),
    [
        ("hazard_ratio", "0.60 (95% CI 0.46-0.78)", ", population: ITT",
         {"is_hazard_ratio", "is_of_all", "is_of_a_set", "leaves_sides_open"}),
        ("p_value", "0.01", ", population: PP, note: one-sided", {"is_p_value", "is_of_a_set", "noted"}),
        ("hazard_ratio", "0.60", ', population: adults, margin: "1.2", note: non-inferiority', {"is_hazard_ratio"}),
        ("median", "9 months", ", arm: Drug, note: as reported", {"stated_arm"}),
    ],
)  # fmt: skip
def test_a_result(found: Any, measure: str, value: str, more: str, asks: set[str]) -> None:
    names = (
        "is_hazard_ratio", "is_p_value", "is_of_all", "is_of_a_set", "leaves_sides_open", "noted", "stated_arm",
        "faces_control",
    )  # fmt: skip
    (result,) = found("trial", "t", RESULT % (measure, value, more)).results
    assert {name for name in names if getattr(result, name)} == asks
    assert result.large == result
    assert (bool(result.endpoint_in_brief), result.has_own_sides_open) == (False, result.leaves_sides_open)
    assert not result.trial.spoken_at


@pytest.mark.parametrize(
    ("endpoint", "value", "missed_by", "interval", "in_words"),
    [
        ("PFS", "0.9 (95% CI 0.7-1.2)", "abbreviation", "95%\xa0CI\xa00.7–1.2", False),
        ("lesion growth", "0.9", "name", "", False),
        ("PFS", "not reached", "abbreviation", "", True),
    ],
)
def test_a_missed_result(found: Any, endpoint: str, value: str, missed_by: str, interval: str, in_words: bool) -> None:
    more = RESULT.replace("PFS", "other" if endpoint.islower() else endpoint)
    (result,) = found(
        "trial", "t", more % ("median", value, f", endpoint_name: {endpoint}, significance: not_met")
    ).results
    assert result.missed_by == missed_by
    assert (result.interval.text if result.interval else "") == interval
    assert result.is_in_words == in_words
    (met,) = found("trial", "t", RESULT % ("median", "9 months", ", significance: met")).results
    assert met.missed_by == ""


def test_a_subject(found: Any) -> None:
    asset = found("asset", "drug")
    assert asset.is_told_by_companies
    assert (asset.silent_assets, asset.stale_assets) == ((asset,), (asset,))
    assert (asset.told_disease, asset.lone_teller, asset.first_expected, asset.next_goal) == (None,) * 4
    assert (asset.filings_sent, asset.dated_ahead, asset.care_known) == ((), (), ())


def test_a_disease(found: Any) -> None:
    disease = found("indication", "ga")
    assert (disease.leading, disease.ranges, disease.numbers) == ((), (), ())
    assert not disease.titled_caveat
    counted = """epidemiology:
  - {indication: ga, measure: incidence, territory: us, year: 2024, value: "300 new cases"}
  - {indication: ga, measure: incidence, territory: world, year: 2024, value: "2,000 new cases"}
benchmarks:
  - {indication: ga, regimen: Other, endpoint: ORR, measure: rate, value: 10-20%, caveat: One country}
"""
    disease = found("indication", "ga", counted)
    assert [row.territory.value.text for row in disease.leading] == ["world"]
    assert disease.numbers
    assert [[one.regimen.text for one in group] for group in disease.ranges] == [["Other"]]
    assert not any(one.is_grouped for one in disease.benchmarks)
    assert str(disease.titled_caveat) == "One country"
    assert str(found("asset", "drug", counted).told_disease) == "geographic atrophy"


def test_where_a_medicine_is_approved_names_two_places_or_the_first(found: Any) -> None:
    asset = found("asset", "drug")
    assert [len(group) for group in glance_of(asset, asset).approved_groups] == [2]
    assert all(program.is_for_use for program in asset.programs)
    assert {program.stands_as for program in asset.programs} == {"at stage"}


@pytest.mark.parametrize(
    ("program", "stands"),
    [
        ("stage: phase_3", "in phase"),
        ("stage: discovery", "in stage"),
        ("stage: preclinical", "in development"),
        ("stage: filed, status: rejected", "at stage"),
        ("status: suspended", "at status"),
        ("status: application_withdrawn", "applied for"),
        ("line: first line", ""),
    ],
)
def test_how_it_is_said_where_a_programme_stands(found: Any, program: str, stands: str) -> None:
    more = f"  - {{id: other, name: Other, company: acme, programs: [{{indication: ga, territory: us, {program}}}]}}\n"
    assert [one.stands_as for one in found("asset", "other", more).programs] == [stands]


@pytest.mark.parametrize(
    ("program", "owned_as", "has_standing", "noted"),
    [
        ("stage: approved", "holder", True, False),
        ("stage: withdrawn", "former", True, False),
        ("stage: filed", "applicant", True, False),
        ("stage: withdrawn, status: application_withdrawn", "applicant", True, False),
        ("status: enrolling", "sponsor", True, True),
        ("stage: phase_1, status: trial_cleared", "sponsor", True, True),
        ("stage: phase_1, status: enrolling", "sponsor", True, False),
        ("line: first line", "sponsor", False, False),
    ],
)
def test_whose_a_programme_is(found: Any, program: str, owned_as: str, has_standing: bool, noted: bool) -> None:
    more = f"  - {{id: other, name: Other, company: acme, programs: [{{indication: ga, territory: us, {program}}}]}}\n"
    (one,) = found("asset", "other", more).programs
    assert (one.owned_as, one.has_standing, bool(one.status_noted)) == (owned_as, has_standing, noted)


@pytest.mark.parametrize(
    ("more", "approved_for"),
    [
        ("", "one"),
        ("  - {id: b, name: B, company: acme, programs: [{indication: ga, territory: us, stage: approved}]}\n", "both"),
        ("  - {id: b, name: B, company: acme, programs: [{indication: ga, territory: us, stage: phase_1}]}\n", "some"),
    ],
)
def test_for_how_many_of_its_medicines_an_area_has_an_approval(found: Any, more: str, approved_for: str) -> None:
    assert found("area", "eye", more).approved_for == approved_for
    third = more + "  - {id: c, name: C, company: acme, programs: [{indication: ga, territory: us, stage: approved}]}\n"
    assert found("area", "eye", third).approved_for == {"both": "all", "one": "both"}.get(approved_for, "some")
    assert not found("indication", "ga").is_area_itself


def test_an_area_without_an_approval_and_one_that_is_its_disease(tmp_path: Path) -> None:
    data = DATA.replace("stage: approved", "stage: phase_1").replace(
        "{id: eye, name: Ophthalmology}", "{id: eye, name: DME}"
    )
    data = data.replace("name: diabetic macular edema, short: DME", "name: DME")
    more = "  - {id: other, name: Other, company: acme, programs: [{indication: ga, stage: phase_1}]}\n"
    (tmp_path / "a.yaml").write_text(data + more, encoding="utf-8")
    view = view_of(load_dataset(tmp_path), AS_OF, PERIOD, "investor")
    assert view.find("area", "eye").approved_for == ""
    assert view.find("indication", "dme").is_area_itself


@pytest.mark.parametrize(
    ("population", "among"),
    [("ITT", "set"), ("all patients", "all patients"), ("overall", "everybody"), ("adults", "")],
)
def test_among_whom_patients_are_counted(found: Any, population: str, among: str) -> None:
    (result,) = found("trial", "t", RESULT % ("median", "9 months", f", population: {population}")).results
    assert result.counted_among == among


@pytest.mark.parametrize(("title", "untold"), [("Readout of PEAK-1", True), ("Readout at EYE Congress", False)])
def test_an_occasion_is_told_once(found: Any, title: str, untold: bool) -> None:
    event = f"events: [{{id: e, type: congress_presentation, title: {title}, date: 2025-01-01, companies: acme, assets: drug, occasion: EYE Congress}}]\n"
    assert bool(found("event", "e", event).untold_occasion) == untold


def test_what_is_told_together(found: Any) -> None:
    given = "designations:\n" + "".join(
        f"  - {{asset: drug, agency: fda, type: {kind}, indication: ga, territory: us, granted: 2025-01-{day}}}\n"
        for kind, day in (("fast_track", "02"), ("orphan", "02"), ("breakthrough_therapy", "03"))
    )
    asset = found("asset", "drug", given)
    assert [len(alike) for alike in asset.designations_alike] == [2, 1]
    assert len({program.decision for program in asset.programs}) == 1
    assert asset.is_approved_widely
    assert not found("company", "bold").is_described
    assert not found("company", "bold").is_approved_widely


def test_programmes_that_stand_alike_name_their_use_beside_others(found: Any) -> None:
    alike = standing_alike(found("asset", "drug").programs)
    assert [(len(one.programs), one.first, one.names_use) for one in alike] == [
        (len(one.programs), one.programs[0], True) for one in alike
    ]
    (alone,) = standing_alike(found("asset", "drug").programs[:1])
    assert not alone.names_use


def test_what_a_trial_missed_is_told_of_a_programme_by_the_name_that_its_source_gives_it(found: Any) -> None:
    missed = RESULT % ("hazard_ratio", "1.1", ", endpoint_name: lesion growth, significance: not_met")
    asset = found("asset", "drug", missed.replace("PFS", "other").replace("phase: phase_3", "territory: us"))
    told = [one.words.text for program in asset.programs for one in program.told if one.tone == "missed"]
    assert told == ["lesion growth not met"]


TRIAL = """
trials:
  - {id: t, name: T, assets: drug, indications: ga, endpoints: [{endpoint: PFS, role: primary}, {endpoint: OS, role: secondary}]}
results:
  - {trial: t, endpoint: PFS, measure: hazard_ratio, value: 0.51 (95% CI 0.38-0.69)}
  - {trial: t, endpoint: PFS, measure: hazard_ratio, value: 0.54, population: men, subgroup: true}
  - {trial: t, endpoint: ORR, value: 30%}
"""
OS = "  - {trial: t, endpoint: OS, measure: hazard_ratio, value: 0.77}\n"
BOUNDED = "  - {trial: t, endpoint: OS, measure: hazard_ratio, value: 0.77 (95% CI 0.6-0.9)}\n"
OF_MEN = "  - {trial: t, endpoint: OS, measure: hazard_ratio, value: 0.77, population: men, subgroup: true}\n"
LATER = "  - {trial: t, endpoint: OS, measure: rate, at: 2 years, value: 65%}\n"
OPEN = "  - {trial: t, endpoint: OS, measure: median, value: immature}\n"


@pytest.mark.parametrize(
    ("more", "missing"),
    [("", ""), (OS, "confidence interval of OS"), (BOUNDED, ""), (OF_MEN, ""), (LATER, ""), (OPEN, "")],
)
def test_an_interval_is_missing_of_a_main_endpoint_though_another_has_one(found: Any, more: str, missing: str) -> None:
    trial = found("trial", "t", TRIAL + more)
    assert [one.text for one in trial.undisclosed if "interval" in one.text] == ([missing] if missing else [])


ELSEWHERE = """  - id: pill
    name: Pill
    company: acme
    programs: [{programs}]
trials: [{{id: t, name: T, assets: pill, indications: dme}}]
events: [{{id: step, type: readout_topline, date: 2026-H2, expected: true, title: Readout, companies: acme, assets: pill, trials: t{where}}}]
"""
IN = "{{indication: dme, stage: phase_3, territory: {}}}"


@pytest.mark.parametrize(
    ("places", "where", "placed"),
    [
        (["japan"], "", "Japan"),
        (["japan"], ", territory: china", "China"),
        (["japan", "china"], "", ""),
    ],
)
def test_an_expected_event_stands_where_all_programmes_of_its_trial_stand(
    found: Any, places: list[str], where: str, placed: str
) -> None:
    programs = ", ".join(IN.format(place) for place in places)
    event = found("event", "step", ELSEWHERE.format(programs=programs, where=where))
    assert (event.placed.text if event.placed else "") == placed
