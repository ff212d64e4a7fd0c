"""The dataset that ships with briefgen: clean, complete, and safe against the traps of its two sources."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from briefgen.checks import check_dataset
from briefgen.dataset.load import load_dataset
from briefgen.dataset.store import Dataset
from briefgen.records import (
    Asset,
    Benchmark,
    Claim,
    Company,
    Deal,
    Designation,
    Epidemiology,
    Event,
    Indication,
    Metric,
    Person,
    Record,
    Result,
    Source,
    Target,
    Trial,
)

R = TypeVar("R", bound=Record)
DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def data() -> Dataset:
    return load_dataset(DATA)


def get(data: Dataset, kind: type[R], id: str) -> R:
    record = data.find(kind.kind, id)
    assert isinstance(record, kind), id
    return record


def plain(value: object) -> str:
    return str(value).replace("\u00a0", " ")


def test_it_has_no_problem_but_the_reference_its_source_left_incomplete(data: Dataset) -> None:
    (problem,) = check_dataset(data)
    assert (problem.severity, problem.code) == ("warning", "incomplete-reference")
    assert "pujade-lauraine-hilpert" in problem.message


# The ten traps.


def test_trap_breakthrough_is_a_designation_only_where_the_agency_gave_it(data: Dataset) -> None:
    (designation,) = data.all(Designation)
    assert (designation.asset, designation.agency, designation.type) == ("hs-20089", "NMPA", "breakthrough_therapy")
    assert (designation.indication, designation.proposed, designation.territory.text) == ("proc", True, "china")
    assert designation.trials == ("hs-20089-101", "hs-20089-201")
    assert designation.granted is None
    henlius = [claim.text for claim in data.all(Claim) if claim.company == "henlius"]
    assert not any("breakthrough" in text.lower() for text in henlius)


def test_trap_ranges_rates_medians_counts_and_ranks_are_different_things(data: Dataset) -> None:
    measures = {(row.measure, row.value.is_range) for row in data.all(Benchmark)}
    assert measures == {("rate", True), ("median", True), ("rate", False), ("median", False)}
    assert {row.measure for row in data.all(Epidemiology)} == {
        "incidence", "mortality", "rank_incidence", "rank_mortality",
    }  # fmt: skip
    assert all(result.at == "4 years" for result in data.all(Result) if result.measure == "rate")
    assert all(row.value.number is None for row in data.all(Benchmark) if row.value.is_range)


def test_trap_the_stage_belongs_to_the_territory(data: Dataset) -> None:
    china, outside = get(data, Asset, "hs-20089").programs
    assert china.territory
    assert outside.territory
    assert (china.territory.text, china.stage, china.owner, china.highest) == ("china", "phase_3", "hansoh", True)
    assert (outside.territory.short, outside.stage, outside.owner) == ("Outside China", "phase_1", "gsk")
    assert outside.territory.exclude == ("china-mainland", "hong-kong", "macau", "taiwan")
    assert outside.indication is None
    assert "stage" not in Asset.model_fields


def test_trap_what_is_not_disclosed_is_left_out(data: Dataset) -> None:
    deal = get(data, Deal, "hansoh-gsk-hs-20089")
    assert (deal.upfront, deal.milestones, deal.total, deal.royalties, deal.equity) == (None,) * 5
    hansoh = {trial.id for trial in data.all(Trial) if "hs-20089" in trial.assets}
    assert hansoh == {"hs-20089-101", "hs-20089-201"}
    assert not [result for result in data.all(Result) if result.trial in hansoh]
    for trial in data.all(Trial):
        assert trial.registrations == ()
        assert (trial.data_cut_off, trial.median_follow_up) == (None, None)
    assert all(result.value.interval is None for result in data.all(Result))
    assert all(program.stage is None for id in ("hlx22", "hlx43") for program in get(data, Asset, id).programs)


def test_trap_real_world_is_not_randomised(data: Dataset) -> None:
    real = get(data, Trial, "astrum-005r")
    assert (real.type, real.phase, real.territory and real.territory.text) == ("real_world", None, "china")
    assert get(data, Trial, "astrum-005").type == "interventional"
    endpoints = {result.endpoint for result in data.all(Result) if result.trial == "astrum-005r"}
    assert endpoints == {"rwPFS", "OS"}


def test_trap_spoken_values_keep_their_speaker(data: Dataset) -> None:
    assert all(result.attributed_to == "liu-junling" and result.event for result in data.all(Result))
    speaker = get(data, Person, "liu-junling")
    assert (speaker.title, speaker.affiliation) == ("Prof.", "Sun Yat-sen University Cancer Center")
    opinions = {claim.said_by for claim in data.all(Claim) if claim.type == "opinion"}
    assert opinions == {"jing-li", "yusuke-suwa", "hidekazu-hirano"}


def test_trap_the_group_citation_stays_a_group_with_its_broken_reference(data: Dataset) -> None:
    groups = {row.source.ids for row in data.all(Benchmark) if row.source}
    assert groups == {
        ("pujade-lauraine-2021", "gaillard-2021", "hamanishi-2021", "pujade-lauraine-hilpert", "moore-2023")
    }
    broken = get(data, Source, "pujade-lauraine-hilpert")
    assert broken.missing == ("journal", "year", "pages")
    assert (broken.journal, broken.published, broken.pages) == (None, None, None)


def test_trap_dates_differ_in_meaning_and_precision(data: Dataset) -> None:
    dates = {event.id: event.date.text for event in data.all(Event)}
    assert dates["hansoh-listing"] == "2019-06"
    assert dates["hs-20089-licence"] == "2023-10-20"
    assert dates["hs-20089-btd"] == "2025-05-01"
    assert dates["henlius-japan-reception"] == dates["serplulimab-gastric-endpoint"] == "by 2025-10-23"
    assert dates["henlius-reception-report"] == "2025-10-23"
    plan = get(data, Event, "henlius-japan-mah")
    assert (plan.date.text, plan.expected) == ("unknown", True)
    globocan = get(data, Source, "globocan-2022")
    assert globocan.retrieved
    assert globocan.retrieved.end == date(2025, 4, 26)


def test_trap_names_that_look_alike(data: Dataset) -> None:
    jin, jing = get(data, Person, "jin-li"), get(data, Person, "jing-li")
    assert (jin.title, jing.title) == ("Ms.", "Mr.")
    assert jin.role != jing.role
    names = {name.name for name in get(data, Company, "hansoh").legal_names}
    assert names == {"Hansoh Pharmaceutical Group Co., Ltd.", "Jiangsu Hansoh Pharmaceutical Group Co., Ltd."}
    brands = {name.name: name.territory and name.territory.text for name in get(data, Asset, "serplulimab").names}
    assert brands == {"Hetronifly": "europe", "HANSIZHUANG": None}


def test_trap_the_negative_finding_travels(data: Dataset) -> None:
    rows = [row for row in data.all(Benchmark) if "bevacizumab" in row.regimen]
    assert {row.endpoint for row in rows} == {"ORR", "PFS", "OS"}
    assert all("no notable OS benefit" in (row.caveat or "") for row in rows)
    assert any("no notable OS benefit" in context.text for context in get(data, Indication, "proc").context)


# The checklist of facts.


def test_epidemiology(data: Dataset) -> None:
    assert {(row.measure, row.territory.text, row.year, plain(row.value)) for row in data.all(Epidemiology)} == {
        ("incidence", "world", "2022", "approximately 324,603"),
        ("mortality", "world", "2022", "around 206,956"),
        ("rank_incidence", "world", "2022", "8"),
        ("rank_mortality", "world", "2022", "8"),
        ("incidence", "china", "2022", "61,060"),
        ("mortality", "china", "2022", "32,646"),
    }
    assert all(row.source and row.source.ids == ("globocan-2022",) for row in data.all(Epidemiology))
    assert all(row.indication == "ovarian-cancer" for row in data.all(Epidemiology))


def test_benchmarks(data: Dataset) -> None:
    assert [(row.regimen, row.endpoint, row.measure, plain(row.value)) for row in data.all(Benchmark)] == [
        ("non-platinum single-agent chemotherapy", "ORR", "rate", "4–15.9%"),
        ("non-platinum single-agent chemotherapy", "PFS", "median", "3.4–3.98 months"),
        ("non-platinum chemotherapy plus bevacizumab", "ORR", "rate", "27.3%"),
        ("non-platinum chemotherapy plus bevacizumab", "PFS", "median", "6.7 months"),
        ("non-platinum chemotherapy plus bevacizumab", "OS", "median", "16.6 months"),
    ]
    populations = {row.population for row in data.all(Benchmark) if "bevacizumab" in row.regimen}
    assert populations == {"patients with 1–2 prior lines"}


def test_results(data: Dataset) -> None:
    rows = [(r.trial, r.endpoint, r.measure, r.population, r.subgroup, plain(r.value)) for r in data.all(Result)]
    assert rows == [
        ("astrum-005", "OS", "rate", "overall", False, "21.9%"),
        ("astrum-005", "OS", "rate", "Asian patients", True, "22.4%"),
        ("astrum-005r", "rwPFS", "median", None, False, "8.2 months"),
        ("astrum-005r", "OS", "median", None, False, "17.2 months"),
    ]
    assert plain(get(data, Trial, "astrum-005r").enrolled) == "635 patients"


def test_company_figures(data: Dataset) -> None:
    assert {(m.company, m.measure, plain(m.value), m.as_of.text) for m in data.all(Metric)} == {
        ("henlius", "products launched worldwide", "9", "2025-10-23"),
        ("henlius", "countries and regions reached", "approximately 60", "2025-10-23"),
    }


def test_hansoh(data: Dataset) -> None:
    hansoh = get(data, Company, "hansoh")
    (listing,) = hansoh.listings
    assert (hansoh.name, listing.code, listing.date and listing.date.text) == ("Hansoh Pharma", "03692.HK", "2019-06")
    assert len(hansoh.focus) == 5
    assert hansoh.website == "https://www.hspharm.com/"
    assert len(hansoh.flags) == 2


def test_hs_20089(data: Dataset) -> None:
    asset = get(data, Asset, "hs-20089")
    assert (asset.modality, asset.targets, asset.origin) == ("adc", ("b7-h4",), "self-developed")
    assert (asset.form, asset.payload) == ("HS-20089 for injection", "topoisomerase inhibitor (TOPOi)")
    target = get(data, Target, "b7-h4")
    assert target.biology == "transmembrane immune checkpoint glycoprotein"
    assert "limited in normal tissue" in (target.expression or "")
    first, second = get(data, Trial, "hs-20089-101"), get(data, Trial, "hs-20089-201")
    assert (first.phase, second.phase, second.route) == ("phase_1", "phase_2", "intravenous")
    assert first.design == second.design == ("multi-centre", "open-label")


def test_deal(data: Dataset) -> None:
    deal = get(data, Deal, "hansoh-gsk-hs-20089")
    assert (deal.type, deal.exclusive, deal.licensor, deal.licensee) == ("out_license", True, "hansoh", "gsk")
    assert deal.licensee_entity == "GlaxoSmithKline Intellectual Property (No.4) Limited"
    assert deal.signed
    assert deal.signed.end == date(2023, 10, 20)
    assert deal.rights == ("develop", "manufacture", "commercialise")
    assert not get(data, Company, "gsk").partner_only


def test_henlius(data: Dataset) -> None:
    stages = {
        (asset.id, program.indication, program.stage, program.status)
        for asset in data.all(Asset) if asset.company == "henlius" for program in asset.programs
    }  # fmt: skip
    assert stages == {
        ("serplulimab", "es-sclc", "approved", None),
        ("serplulimab", "perioperative-gastric-cancer", "phase_3", None),
        ("serplulimab", "pmmr-mss-mcrc", None, "enrolling"),
        ("hlx22", "her2-gastric-cancer", None, None),
        ("hlx43", "solid-tumours", None, None),
    }
    readout = get(data, Event, "serplulimab-gastric-endpoint")
    assert (readout.outcome, readout.endpoint, readout.trials) == ("met", "primary endpoint", ())
    reception = get(data, Event, "henlius-japan-reception")
    assert (reception.place, len(reception.people)) == ("Yokohama, Japan", 5)
    assert get(data, Company, "henlius").regions == ("Asia", "Europe", "Latin America", "North America", "Oceania")


def test_statements_are_carried_by_hansoh_alone(data: Dataset) -> None:
    assert len(get(data, Source, "hansoh-2025-05-01").carries) == 9
    assert get(data, Source, "henlius-2025-10-23").carries == ()


@pytest.mark.parametrize(
    ("id", "journal", "volume", "pages", "year"),
    [
        ("pujade-lauraine-2021", "Lancet Oncol", "22(7)", "1034-1046", 2021),
        ("gaillard-2021", "Gynecol Oncol", "163(2)", "237-245", 2021),
        ("hamanishi-2021", "J Clin Oncol", "39(33)", "3671-3681", 2021),
        ("moore-2023", "N Engl J Med", "389(23)", "2162-2174", 2023),
    ],
)
def test_references(data: Dataset, id: str, journal: str, volume: str, pages: str, year: int) -> None:
    source = get(data, Source, id)
    assert (source.journal, source.volume, source.pages) == (journal, volume, pages)
    assert source.published
    assert source.published.end
    assert source.published.end.year == year
    assert source.via == "hansoh-2025-05-01"


def test_claims_are_kept_as_claims(data: Dataset) -> None:
    superlatives = {claim.id for claim in data.all(Claim) if claim.type == "superlative"}
    assert superlatives == {
        "hansoh-pipeline-rank", "serplulimab-first-sclc", "serplulimab-only-gastric", "astrum-005r-largest",
        "hlx43-best-in-class",
    }  # fmt: skip
    assert all(claim.source and claim.source.locator for claim in data.all(Claim))
