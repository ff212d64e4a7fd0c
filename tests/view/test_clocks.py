"""Two clocks: what a day knew, from which source, at the precision of the source; and of what sources disagree on."""

from __future__ import annotations

import re
import tempfile
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.checks import check_dataset
from briefgen.dataset.load import load_dataset
from briefgen.dataset.store import Dataset
from briefgen.document.bibliography import number_references
from briefgen.document.dump import dump_document
from briefgen.document.inlines import plain
from briefgen.problems import ProblemsFoundError
from briefgen.values.dates import Period
from briefgen.view.view import View, view_of
from support.real_project import TEMPLATES, briefs

BASE = """
sources:
  - {id: early, type: press_release, tier: company_release, company: elm, title: Early, published: 2024-03-10}
  - {id: month, type: news, tier: secondary, publisher: Post, title: Of a month, published: 2024-11}
  - {id: year, type: news, tier: secondary, publisher: Post, title: Of a year, published: 2024}
  - {id: page, type: website, tier: secondary, publisher: Web, title: Page, url: "https://www.example.org/", retrieved: 2025-06-01}
  - {id: late, type: news, tier: secondary, publisher: Gazette, title: Telling title, url: "https://www.example.org/telling", published: 2025-09}
areas: [{id: oncology, name: Oncology}]
indications: [{id: nsclc, name: non-small cell lung cancer, short: NSCLC, area: oncology}]
companies: [{id: elm, name: Elm, source: early}]
assets: [{id: e-1, name: E-1, company: elm, source: early, programs: [{indication: nsclc, territory: us, stage: phase_2}]}]
"""


def data(folder: Path, more: str, base: str = BASE) -> Dataset:
    (folder / "base.yaml").write_text(base)
    (folder / "more.yaml").write_text(more)
    return load_dataset(folder)


def at(dataset: Dataset, day: str, period: str = "2024-Q4", audience: str = "investor") -> View:
    return view_of(dataset, date.fromisoformat(day), Period.parse(period), audience)


def event(source: str, more: str = "") -> str:
    return (
        "events:\n  - {id: e, type: launch, title: Launch, date: 2024-02, companies: elm, assets: e-1, "
        f"source: {source}{more}}}\n"
    )


@pytest.mark.parametrize(
    ("source", "before", "known"),
    [
        ("[late, early]", "2024-03-09", "2024-03-10"),
        ("month", "2024-11-29", "2024-11-30"),
        ("year", "2024-12-30", "2024-12-31"),
        ("page", "2025-05-31", "2025-06-01"),
        ("[page, month]", "2024-11-29", "2024-11-30"),
    ],
)
def test_a_fact_is_known_from_its_first_source(tmp_path: Path, source: str, before: str, known: str):
    dataset = data(tmp_path, event(source))
    assert at(dataset, before).find("event", "e") is None
    assert at(dataset, known).find("event", "e") is not None


def test_a_source_that_came_before_an_event_cannot_have_told_that_it_happened(tmp_path: Path):
    dataset = data(tmp_path, event("[early, month]").replace("2024-02", "2024-06-01"))
    assert at(dataset, "2024-06-30").find("event", "e") is None
    assert at(dataset, "2024-11-30").find("event", "e") is not None


def test_only_sources_that_the_day_knew_are_cited(tmp_path: Path):
    dataset = data(tmp_path, event("{ids: [late, early], locator: page 1}"))
    assert at(dataset, "2024-12-31").find("event", "e").title.fact.sources == ("early",)
    assert at(dataset, "2025-12-31").find("event", "e").title.fact.sources == ("late", "early")


def test_a_month_or_a_year_is_never_printed_as_a_day(tmp_path: Path):
    for source, printed in (("month", "November\u00a02024"), ("year", "2024")):
        seen = at(data(tmp_path, event(source)), "2025-12-31").find("event", "e")
        assert str(seen.announced) == printed
    looked_up = at(data(tmp_path, event("page")), "2025-12-31").find("event", "e")
    assert not looked_up.announced


def test_new_is_what_certainly_became_known_in_the_period(tmp_path: Path):
    new = {
        source: at(data(tmp_path, event(source)), "2025-12-31", period).find("event", "e").is_new
        for source, period in (("month", "2024-Q4"), ("year", "2024-Q4"), ("page", "2025-Q2"))
    }
    assert new == {"month": True, "year": False, "page": False}


def test_what_was_announced_before_its_source_is_known_and_the_source_told_as_later(tmp_path: Path):
    dataset = data(tmp_path, event("late", ", announced: 2024-05-05"))
    view = at(dataset, "2024-12-31")
    seen = view.find("event", "e")
    assert str(seen.announced) == "5\u00a0May\u00a02024"
    assert seen.title.fact.sources == ("late",)
    (reference,) = number_references(("late",), view)
    assert plain(reference.entry) == "Gazette. News, published later, Sep\u00a02025."
    assert plain(number_references(("late",), at(dataset, "2025-12-31"))[0].entry).startswith("Gazette. Telling title.")
    assert at(dataset, "2024-05-04").find("event", "e") is None


def test_every_brief_tells_what_was_announced_before_its_source(tmp_path: Path):
    result = (
        "trials: [{id: t, name: OAK, assets: e-1, indications: nsclc, source: early}]\n"
        "results: [{trial: t, endpoint: ORR, value: 41.2%, announced: 2024-05-05, source: 'late, page 1'}]\n"
    )
    dataset = data(tmp_path, event("late", ", announced: 2024-05-05") + result)
    for brief in briefs():
        view = at(dataset, "2024-12-31", audience=brief.audience)
        for outline in outline_brief(brief, view):
            text = dump_document(compose_document(outline, view, TEMPLATES))
            assert "telling" not in text.casefold()
            if outline.subject == "e-1":
                assert "41.2%" in text


LATE = """
companies: [{id: ash, name: Ash, website: "https://www.example.org/", source: late}]
targets: [{id: t-1, name: T1, source: late}]
assets:
  - id: a-1
    name: A-1
    company: ash
    modality: vaccine
    targets: t-1
    source: late
    programs:
      - {indication: nsclc, territory: us, stage: phase_1}
      - {indication: nsclc, territory: china, stage: phase_2, source: early}
"""


def test_a_name_is_there_as_soon_as_anything_tells_of_it(tmp_path: Path):
    dataset = data(tmp_path, LATE)
    view = at(dataset, "2024-12-31")
    asset = view.find("asset", "a-1")
    assert [str(program.territory) for program in asset.programs] == ["China"]
    assert str(asset.company.name) == "Ash"
    assert [company.id for company in view.companies] == ["elm", "ash"]
    assert not asset.modality
    assert not asset.targets
    assert not asset.company.website
    assert asset.fact.sources == ("early",)
    after = at(dataset, "2025-12-31").find("asset", "a-1")
    assert len(after.programs) == 2
    assert str(after.targets[0].name) == "T1"
    assert after.fact.sources == ("late",)


def test_a_trial_and_its_medicine_are_there_with_their_first_result(tmp_path: Path):
    trial = "trials: [{id: t, name: OAK, assets: a-1, phase: phase_3, source: late}]\n"
    result = "results: [{trial: t, endpoint: ORR, value: 41.2%, source: month}]\n"
    late = LATE.replace(", source: early", "")
    view = at(data(tmp_path, late + trial + result), "2024-12-31")
    (seen,) = view.find("asset", "a-1").trials
    assert [str(r.value) for r in seen.results] == ["41.2%"]
    assert not seen.phase
    assert at(data(tmp_path, late + trial), "2024-12-31").find("asset", "a-1") is None


# --- several values ------------------------------------------------------------------------------------------------

DISPUTED = """
events:
  - id: approval
    type: regulatory_approval
    title: Approval
    date:
      - {value: 2024-10-23, source: "month, page 2", preferred: true, reason: names the day}
      - {value: 2024-02-24, source: "early, page 1"}
      - {value: 2024-10-23, source: "late, page 9"}
    companies: elm
    assets: e-1
    source: early
  - {id: rival, type: regulatory_approval, title: Approved, date: 2024-10-25, companies: elm, assets: e-1, source: late}
trials:
  - id: t
    name: OAK
    assets: e-1
    source: early
    status: [{value: completed, source: late}]
    enrolled: [{value: 300 patients, source: early}, {value: 310 patients, source: month, preferred: true, reason: final}]
"""


def test_of_a_date_that_no_source_of_the_day_states_the_event_is_told_without_it(tmp_path: Path):
    event = "{id: a, type: launch, title: Launch, companies: elm, assets: e-1, source: early, date: [%s]}"
    dates = "{value: 2024-02-24, source: late}, {value: 2024-02-25, source: late, preferred: true, reason: exact}"
    dataset = data(tmp_path, f"events: [{event % dates}]\n")
    (known,) = at(dataset, "2024-12-31").find("company", "elm").events
    assert known.date.text == "no date"
    (known,) = at(dataset, "2025-10-31").find("company", "elm").events
    assert known.date.text.replace("\u00a0", " ") == "25 February 2024"


def test_a_field_with_several_values_tells_the_preferred_with_its_sources(tmp_path: Path):
    dataset = data(tmp_path, DISPUTED)
    seen = at(dataset, "2024-12-31").find("event", "approval")
    assert str(seen.date) == "23\u00a0October\u00a02024"
    assert seen.date.fact.sources == ("month",)
    assert seen.date.fact.origin.line == 7
    assert seen.title.fact.sources == ("early",)
    later = at(dataset, "2025-12-31")
    assert later.find("event", "approval").date.fact.sources == ("month", "late")
    assert str(later.find("trial", "t").enrolled) == "310\u00a0patients"


def test_before_the_preferred_value_was_known_the_world_knew_the_other(tmp_path: Path):
    dataset = data(tmp_path, DISPUTED)
    assert str(at(dataset, "2024-10-31").find("event", "approval").date) == "24\u00a0February\u00a02024"
    assert str(at(dataset, "2024-10-31").find("trial", "t").enrolled) == "300\u00a0patients"
    assert not at(dataset, "2024-10-31").find("trial", "t").status
    assert str(at(dataset, "2025-12-31").find("trial", "t").status) == "completed"


def test_the_source_of_a_value_that_was_known_stays_known_when_another_is_preferred(tmp_path: Path):
    text = """
sources:
  - {id: later, type: news, tier: secondary, publisher: P, title: T, retrieved: 2025-05}
  - {id: soon, type: news, tier: secondary, publisher: P, title: T, published: 2024-06-01}
companies: [{id: oak, name: Oak, announced: 2024-01-01, source: soon}]
assets:
  - id: a
    name: A
    company: oak
    announced: 2024-01-01
    source: soon
    origin:
      - {value: in-house, announced: 2024-01-15, source: later}
      - {value: licensed, preferred: true, reason: exact, source: soon}
"""
    dataset = data(tmp_path, text)
    for day, told in (("2024-03-01", "in-house"), ("2024-09-01", "licensed")):
        assert str(at(dataset, day).find("asset", "a").origin) == told
        assert "later" in {source.id for source in at(dataset, day).all("source")}


def test_a_rejected_event_is_told_only_beside_the_one_preferred_to_it(tmp_path: Path):
    more = DISPUTED.replace(
        "    source: early\n  - {id", "    preferred: true\n    reason: exact\n    source: early\n  - {id"
    )
    dataset = data(tmp_path, more)
    view = at(dataset, "2025-12-31", "2025-Q4")
    assert view.find("event", "rival") is None
    for brief in briefs():
        view = at(dataset, "2025-12-31", "2025-Q4", brief.audience)
        for outline in outline_brief(brief, view):
            text = dump_document(compose_document(outline, view, TEMPLATES), facts=False).replace("\u00a0", " ")
            text = re.sub(r"## (Where sources differ|Differences)\n(?!#).*?(?=\n#|\Z)", "", text, flags=re.DOTALL)
            assert not [told for told in ("25 Oct", "24 Feb", "300 patients") if told in text]


def test_values_that_agree_are_no_conflict_and_undecided_ones_are_told_by_check(tmp_path: Path):
    agreed = DISPUTED.replace("2024-02-24", "2024-10-23").replace(", preferred: true, reason: names the day", "")
    assert not [p for p in check_dataset(data(tmp_path, agreed)) if p.code == "conflicting-values"]
    undecided = DISPUTED.replace(", preferred: true, reason: names the day", "")
    (found,) = [p for p in check_dataset(data(tmp_path, undecided)) if p.code == "conflicting-values"]
    assert found.message.startswith("event 'approval', date disagree and none is preferred: 2024-10-23 (month; ")
    assert found.origin.line == 7


def test_a_fault_in_one_of_several_values_has_its_place(tmp_path: Path):
    with pytest.raises(ProblemsFoundError) as raised:
        data(tmp_path, DISPUTED.replace("2024-02-24", "2024-02-30").replace("reason: final", "raeson: final"))
    date_, word = sorted(raised.value.problems)
    assert (date_.code, date_.origin.line, date_.origin.column) == ("bad-date", 8, 17)
    assert (word.code, word.origin.line) == ("unknown-field", 20)
    assert "trials[0].enrolled[1].raeson" in word.message


# --- whatever the data ---------------------------------------------------------------------------------------------

dates = st.sampled_from(["2024-01-15", "2024-02", "2024-Q2", "2024-H2", "2024", "2025-03-01", "2025-05"])
days = st.dates(date(2023, 12, 1), date(2025, 12, 31))
mentions = st.lists(st.integers(0, 4), min_size=1, max_size=3, unique=True)


@st.composite
def datasets(draw: st.DrawFn) -> str:
    """Two assets of which everything has sources, announcements and values drawn at will; words name their day."""
    ids = [f"s{n}" for n in range(5)]
    sources = [
        {"id": id, "type": "news", "tier": "secondary", "publisher": f"Paper {id}", "title": f"Title-{id}",
         draw(st.sampled_from(["published", "published", "retrieved"])): draw(dates)}
        for id in ids
    ]  # fmt: skip

    def told(**fields: object) -> dict[str, object]:
        fields["source"] = [ids[n] for n in draw(mentions)]
        if draw(st.booleans()):
            fields["announced"] = draw(dates)
        return fields

    def several(*values: str) -> object:
        chosen = draw(st.integers(0, len(values)))
        options: list[dict[str, object]] = [told(value=value) for value in values]
        if chosen == len(values):
            return values[0]
        options[chosen] |= {"preferred": "true", "reason": "exact"}
        return options

    assets = [
        told(id=f"a-{n}", name=f"A-{n}", company="oak", modality="vaccine", programs=[
            told(indication="flu", territory="us", stage=several("phase_1", "phase_2")), told(indication="flu", stage="filed")
        ])
        for n in range(2)
    ]  # fmt: skip
    return yaml.safe_dump({
        "sources": sources,
        "areas": [{"id": "vaccines", "name": "Vaccines"}],
        "indications": [{"id": "flu", "name": "influenza", "area": "vaccines"}],
        "companies": [told(id="oak", name="Oak", website="https://www.example.org/")],
        "assets": assets,
        "trials": [told(id="t", name="TRY", assets="a-0", indications="flu", enrolled=several("300 patients", "310 patients"))],
        "results": [told(trial="t", endpoint="other", measure="count", value=several("5 cases", "6 cases"))],
        "events": [told(id="e", type="launch", title="Launch", date=several("2023-05-01", "2023-06-02"), companies="oak", assets="a-1")],
    })  # fmt: skip


def told(view: View) -> set[tuple[str, str]]:
    return {(kind, seen.id) for kind in view.dataset.records for seen in view.all(kind)}


@settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(datasets(), days, days)
def test_knowledge_only_grows_and_nothing_of_a_later_day_is_told(text: str, one: date, other: date):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "data.yaml").write_text(text)
        dataset = load_dataset(Path(folder))
    earlier, later = (view_of(dataset, day, Period.parse("2024"), "investor") for day in sorted((one, other)))
    assert told(earlier) <= told(later)
    unknown = [source.id for source in dataset.records["source"].values() if not earlier.knows(source)]
    for brief in briefs():
        if brief.name == "asset-profile":
            view = view_of(dataset, earlier.as_of, earlier.period, brief.audience)
            for outline in outline_brief(brief, view):
                written = dump_document(compose_document(outline, view, TEMPLATES))
                assert not [id for id in unknown if f"Title-{id}" in written]


# --- what the dataset does not say -----------------------------------------------------------------------------------


def written(dataset: Dataset, day: str, period: str) -> str:
    found = []
    for brief in briefs():
        view = at(dataset, day, period, brief.audience)
        for outline in outline_brief(brief, view):
            found.append(dump_document(compose_document(outline, view, TEMPLATES)))
    return "\n".join(found).replace("\u00a0", " ")


def test_an_event_of_unknown_start_falls_in_no_period(tmp_path: Path):
    one = "  - {{id: e-{0}, type: launch, title: Launch {0}, date: {1}, companies: elm, assets: e-1, source: month}}\n"
    when = {"a": "by 2024-11-05", "b": "2024", "c": "2024-11", "d": "2024-09"}
    dataset = data(tmp_path, "events:\n" + "".join(one.format(*item) for item in when.items()))
    company = at(dataset, "2024-12-31").find("company", "elm")
    assert [e.id for e in company.events_in_period] == ["e-c"]
    text = written(dataset, "2024-12-31", "2024-Q4")
    assert "One event falls in Q4 2024; three more became known then" in text
    assert "Four events" not in text
    dataset = data(tmp_path, "events:\n" + one.format("a", "by 2024-11-05"))
    assert "One event became known in Q4 2024" in written(dataset, "2024-12-31", "2024-Q4")


def test_nothing_is_told_as_absent_that_the_dataset_does_not_speak_of(tmp_path: Path):
    trial = "trials: [{id: t, name: OAK, assets: e-1, indications: nsclc, source: early}]\n"
    result = "results: [{trial: t, endpoint: ORR, value: 41.2%, source: early}]\n"
    text = written(data(tmp_path, event("early") + trial + result), "2024-12-31", "2024-Q4")
    words = ("not carried", "none named", "no control arm is disclosed", "without a control arm", "nothing has changed")
    assert [word for word in words if word in text.casefold()] == []
    assert "Which statements the sources carry" not in text
    base = BASE.replace("title: Early,", "title: Early, carries: [forward_looking],")
    (tmp_path / "base.yaml").write_text(base)
    text = written(load_dataset(tmp_path), "2024-12-31", "2024-Q4")
    assert "Which statements the sources carry" in text
    assert "not carried" not in text.casefold()


def test_a_source_line_knows_who_leads_it(tmp_path: Path):
    (tmp_path / "sources.yaml").write_text(
        "sources:\n"
        "  - {id: inc, type: press_release, tier: company_release, publisher: 'Alder Therapeutics, Inc.', title: T, published: 2024}\n"
        "  - {id: paper, type: journal_article, tier: publication, authors: 'Li J, Wu K', title: T, journal: J, published: 2024}\n"
        "  - {id: own, type: database, tier: secondary, publisher: P, title: T, published: 2024, short: 'Atlas 2024, v2'}\n"
    )
    references = number_references(("inc", "paper", "own"), at(data(tmp_path, ""), "2025-12-31"))
    assert [(plain(reference.lead), plain(reference.short)) for reference in references] == [
        ("Alder Therapeutics, Inc.", "Alder Therapeutics, Inc., press release, 2024"),
        ("Li et al.", "Li et al., J 2024"),
        ("Atlas 2024", "Atlas 2024, v2"),
    ]


def test_a_source_says_its_kind_and_language(tmp_path: Path):
    kinds = ("reprint", "secondary_press", "congress_slides", "abstract", "label", "registry", "filing", "interview")
    sources = "".join(
        f"  - {{id: k-{n}, type: {kind}, tier: secondary, publisher: P, authors: Li J, title: T, published: 2024, "
        "retrieved: 2025, language: Chinese}\n"
        for n, kind in enumerate(kinds)
    )
    (tmp_path / "sources.yaml").write_text("sources:\n" + sources)
    view = at(data(tmp_path, ""), "2025-12-31")
    entries = [plain(reference.entry) for reference in number_references([f"k-{n}" for n in range(8)], view)]
    assert entries[0] == "Li J. T. Reprinted press release, P, 2024. In Chinese. Retrieved 2025."
    assert [entry.split(". ")[2].partition(",")[0] for entry in entries[1:4]] == [
        "Secondary press",
        "Congress slides",
        "Abstract",
    ]
    assert not [p for p in check_dataset(view.dataset) if p.severity == "error"]


def test_what_is_no_more_than_a_name_brings_in_what_it_must_name_alone(tmp_path: Path) -> None:
    """A disease that is told of before its own source came, with a wider one above it and a source that there is not."""
    (tmp_path / "all.yaml").write_text(
        BASE.replace("area: oncology}]", "area: oncology, source: late, parent: lung}, "
                     "{id: lung, name: lung cancer, area: oncology, source: late}]", 1)
        .replace("company: elm, source: early", "company: elm, source: [early, nowhere]")
    )  # fmt: skip
    view = view_of(load_dataset(tmp_path), date(2024, 12, 31), Period.parse("2024-Q4"), "investor")
    assert str(view.find("indication", "nsclc").name) == "non-small cell lung cancer"
    assert view.find("indication", "lung") is None
    assert view.find("source", "nowhere") is None
