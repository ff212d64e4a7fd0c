"""News by kind: what several pieces of one kind are counted as."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.dataset.load import load_dataset
from briefgen.editor import findings, read_materiality
from briefgen.editor.counts import by_kind, counted
from briefgen.editor.news import UNCHANGED, News, news_of
from briefgen.editor.reason import Reason
from briefgen.project import bundled_templates
from briefgen.values.dates import Period
from briefgen.view.company import CompanyView
from briefgen.view.result import ResultView
from briefgen.view.view import View, view_of

DATA = """
companies: [{id: acme, name: Acme, source: report}, {id: other, name: Other, source: report}]
assets: [{id: a-1, name: A-1, company: acme, source: report}]
deals: [{id: licence, type: out_license, licensor: acme, licensee: other, assets: a-1, signed: 2025-11-01, source: report}]
events:
  - {id: first, type: first_patient_in, title: First, date: 2025-11-01, companies: acme, assets: a-1, source: report}
  - {id: second, type: first_patient_in, title: Second, date: 2025-11-02, companies: acme, assets: a-1, source: report}
  - {id: stop, type: trial_stopped, title: Stop, date: 2025-11-03, companies: acme, assets: a-1, source: report}
  - {id: other-stop, type: trial_stopped, title: Stop, date: 2025-11-04, companies: acme, assets: a-1, source: report}
  - {id: signed, type: deal_signed, title: Signed, date: 2025-11-01, companies: acme, assets: a-1, source: report}
  - {id: ended, type: deal_terminated, title: Ended, date: 2025-11-05, companies: acme, assets: a-1, source: report}
sources:
  - {id: report, type: press_release, title: Report, publisher: Acme, published: 2025-12-01, tier: company_release}
"""


@pytest.fixture
def view(tmp_path: Path) -> View:
    (tmp_path / "data.yaml").write_text(DATA)
    return view_of(load_dataset(tmp_path, "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")


@pytest.mark.parametrize(
    ("events", "counted_as"),
    [
        (["first"], "first_patient_in"),
        (["first", "second"], "first_patient_in"),
        (["stop"], "trial_stopped"),
        (["stop", "other-stop"], None),
        (["first", "stop"], None),
        (["first", "licence"], None),
    ],
)
def test_news_are_counted_by_the_type_they_share(view: View, events: list[str], counted_as: str | None) -> None:
    records = [view.find("event", id) or view.find("deal", id) for id in events]
    (kin,) = by_kind([News("trial_started", record) for record in records if record])
    assert len(kin.items) == len(events)
    assert (kin.type.value if kin.type else None) == counted_as


def test_news_stand_by_kind_and_a_deal_may_have_steps(view: View) -> None:
    found = {id: News("deal", record) for id in ("signed", "ended") if (record := view.find("event", id))}
    stop = view.find("event", "stop")
    assert stop
    deal, stopped, ended = (
        *by_kind([found["signed"], News("trial_stopped", stop)]),
        *by_kind([found["signed"], found["ended"]]),
    )
    assert [kin.kind for kin in (deal, stopped)] == ["deal", "trial_stopped"]
    assert (deal.counted_as, ended.counted_as, stopped.counted_as) == ("type", "deal steps", "type")


def test_changes_are_counted_by_what_changed_and_few_events_by_their_types(view: View) -> None:
    def news(*ids: str, expected: bool = False) -> list[News]:
        records = [view.find("event", id) or view.find("deal", id) for id in ids]
        return [News("other", record, expected=expected) for record in records if record]

    few = counted([*news("first", "signed"), *news("licence"), *news("stop", expected=True)])
    assert [(one.kind, str(one.type or ""), len(one.items)) for one in few] == [
        ("deal", "", 1),
        ("event", "first patient in", 1),
        ("event", "deal", 1),
        ("expected", "", 1),
    ]
    record = view.find("event", "first")
    assert record
    approved = News("approval", record)
    assert [one.kind for one in counted([approved])] == ["approval"]
    assert (approved.told_as, News("approval", view.all("deal")[0]).told_as) == ("approval", "deal")
    (alone,) = by_kind([approved])
    assert not alone.is_all_earlier
    many = counted(news("first", "second"))
    assert [(one.kind, one.type, len(one.items)) for one in many] == [("event", None, 2)]


def test_a_new_programme_is_about_its_asset_and_its_disease(tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(
        DATA.replace(
            "assets: [{id: a-1, name: A-1,",
            "indications: [{id: pain, name: pain, area: pain, source: report}]\n"
            "areas: [{id: pain, name: Pain}]\n"
            "assets: [{id: a-1, name: A-1, programs: [{indication: pain, stage: phase_2}],",
        )
    )
    dataset = load_dataset(tmp_path, "data")
    (asset,) = view_of(dataset, date(2025, 12, 31), Period.parse("2025-Q4"), "investor").all("asset")
    told = News("advanced", asset.programs[0])
    assert ([one.id for one in told.assets], [one.id for one in told.indications]) == (["a-1"], ["pain"])


def test_news_say_whom_they_are_about_and_when(view: View) -> None:
    (asset,), (deal,), event = view.all("asset"), view.all("deal"), view.find("event", "first")
    assert event
    unchanged = News(UNCHANGED, asset)
    assert unchanged.is_unchanged
    assert (unchanged.assets, unchanged.indications, unchanged.trials, unchanged.earlier) == ((asset,), (), (), None)
    assert str(unchanged.day) == "1\u00a0December\u00a02025"
    assert not unchanged.is_reported
    assert unchanged.company is None
    signed = News("deal", deal)
    assert (signed.assets, signed.indications, signed.is_reported) == ((asset,), (), True)
    assert signed.company == view.find("company", "acme")
    assert str(signed.day) == "1\u00a0December\u00a02025"
    happened = News("trial_started", event)
    assert (happened.assets, happened.trials, happened.is_reported) == ((asset,), (), False)
    assert str(happened.day) == "1\u00a0Nov\u00a02025"
    assert (happened.event, happened.deal, signed.deal, Reason("economics", deal).result) == (event, None, deal, None)


SAFETY = """
trials: [{id: t, name: T-1, assets: a-1, indications: tumour, source: report}]
areas: [{id: oncology, name: Oncology}]
indications: [{id: tumour, name: tumour, area: oncology, source: report}]
results: [{trial: t, endpoint: SAE, measure: rate, value: 9%, population: safety population, source: report}]
"""


def test_a_result_that_stands_alone_is_about_the_medicine_and_the_disease_of_its_trial(tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(DATA + SAFETY)
    view = view_of(load_dataset(tmp_path, "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    company = view.find("company", "acme")
    assert isinstance(company, CompanyView)
    news = news_of(findings(view, company, view.period, read_materiality(bundled_templates())))
    (found,) = [one for one in news if isinstance(one.record, ResultView)]
    assert [asset.name.text for asset in found.assets] == ["A-1"]
    assert [disease.name.text for disease in found.indications] == ["tumour"]


PLACES = """
assets:
  - id: a-2
    name: A-2
    company: acme
    programs: [{indication: tumour, territory: us}, {indication: leukaemia, territory: japan}]
    source: report
trials: [{id: t-2, name: T-2, assets: a-2, indications: [USES], source: report}]
areas: [{id: oncology, name: Oncology}]
indications:
  - {id: tumour, name: tumour, area: oncology, source: report}
  - {id: leukaemia, name: leukaemia, area: oncology, source: report}
events:
  - {id: ahead, type: readout_topline, title: Readout, date: 2026, expected: true, companies: acme, assets: a-2, indications: [USES], trials: t-2, source: report}
"""


@pytest.mark.parametrize(("uses", "place"), [("tumour", "US"), ("tumour, leukaemia", None)])
def test_the_place_of_an_event_is_that_of_the_only_programme_of_its_trial(
    tmp_path: Path, uses: str, place: str | None
) -> None:
    (tmp_path / "data.yaml").write_text(DATA)
    (tmp_path / "more.yaml").write_text(PLACES.replace("USES", uses))
    view = view_of(load_dataset(tmp_path, "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    event = view.find("event", "ahead")
    assert event
    found = News("other", event, expected=True).territory
    assert (str(found) if found else None) == place
