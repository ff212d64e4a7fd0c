"""The view: two clocks, audiences, embargoes, and what a subject can be asked."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from types import FunctionType
from typing import Any, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.briefs.shapes import Many, Shown, TracedShape, ask, hints, of_annotation, shown_by
from briefgen.dataset.load import load_dataset
from briefgen.records import To
from briefgen.values.dates import Period
from briefgen.values.facts import Traced
from briefgen.view import VIEWS, Missing, RecordView, Subject, marker_of
from briefgen.view.base import record_of
from briefgen.view.changed_terms import Changed
from briefgen.view.gaps import Gap
from briefgen.view.program import ProgramView
from briefgen.view.source import SourceView
from briefgen.view.subject import Highlight
from briefgen.view.view import View, view_of
from support.real_project import dataset, real_view

SMALL = """
sources:
  - {id: early, type: press_release, tier: company_release, company: acme, title: Early, published: 2025-02-01}
  - {id: late, type: press_release, tier: company_release, company: acme, title: Late, published: 2025-06-01}
areas: [{id: oncology, name: Oncology}]
indications:
  - {id: nsclc, name: non-small cell lung cancer, short: NSCLC, area: oncology}
companies: [{id: acme, name: Acme, source: early}, {id: partner, name: Partner, partner_only: true, source: early}]
assets:
  - id: ac-1
    name: AC-1
    company: acme
    source: early
    programs:
      - {indication: nsclc, territory: china, stage: phase_2}
      - {indication: nsclc, territory: china, stage: phase_3, source: late}
      - {indication: nsclc, territory: us, stage: phase_1, announced: 2025-03}
events:
  - {id: e-past, type: first_patient_in, title: First patient in, date: 2025-01, companies: acme, assets: ac-1, source: early}
  - {id: e-next, type: readout_topline, title: Readout, date: 2025-H2, companies: acme, assets: ac-1, source: early}
  - {id: e-due, type: nda_submitted, title: Filing, date: 2025-Q1, expected: true, companies: acme, assets: ac-1, source: early}
  - {id: e-secret, type: launch, title: Launch, date: 2025-01-05, companies: acme, assets: ac-1, source: early, embargo_until: 2025-09-01}
  - {id: e-internal, type: guidance, title: Guidance, date: 2025-01-06, companies: acme, audiences: internal, source: early}
"""


@pytest.fixture
def small(tmp_path: Path):
    (tmp_path / "all.yaml").write_text(SMALL)
    data = load_dataset(tmp_path)

    def view(day: str, audience: str = "investor", period: str = "2025") -> View:
        return view_of(data, date.fromisoformat(day), Period.parse(period), audience)

    return view


def ids(things) -> list[str]:
    return [thing.id for thing in things]


def test_nothing_is_known_before_its_source(small):
    assert small("2025-01-31").subjects("company") == ()
    assert ids(small("2025-02-01").subjects("company")) == ["acme"]


def test_stage_is_the_latest_known_and_remembers_what_it_replaced(small):
    asset = small("2025-04-30").find("asset", "ac-1")
    assert [str(p.stage.value) for p in asset.programs] == ["phase_2", "phase_1"]
    asset = small("2025-06-01", period="2025-Q2").find("asset", "ac-1")
    china = asset.programs[0]
    assert china.stage == "phase_3"
    assert china.previous.stage == "phase_2"
    assert china.moved
    assert not asset.programs[1].moved


def test_announced_at_month_precision_counts_from_its_last_day(small):
    assert len(small("2025-03-30").find("asset", "ac-1").programs) == 1
    assert len(small("2025-03-31").find("asset", "ac-1").programs) == 2


def test_past_expected_and_past_due(small):
    asset = small("2025-06-01").find("asset", "ac-1")
    assert ids(asset.events) == ["e-past"]
    assert ids(asset.catalysts) == ["e-due", "e-next"]
    assert [event.past_due for event in asset.catalysts] == [True, False]
    assert asset.coming == asset.catalysts[1:]
    assert ids(small("2025-07-01").find("asset", "ac-1").events) == ["e-past", "e-next"]


def test_embargo_and_audience_hide_a_record(small):
    assert small("2025-08-31").find("event", "e-secret") is None
    assert small("2025-09-01").find("event", "e-secret") is not None
    assert small("2025-09-01").find("event", "e-internal") is None
    assert small("2025-09-01", "internal").find("event", "e-internal") is not None


def test_a_record_that_needs_a_hidden_one_is_hidden(tmp_path: Path):
    (tmp_path / "all.yaml").write_text(
        SMALL.replace("name: AC-1\n", "name: AC-1\n    audiences: internal\n")
        + "designations:\n  - {asset: ac-1, agency: FDA, type: fast_track, indication: nsclc, territory: us, source: early}\n"
    )
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025"), "investor")
    assert list(view.all("designation")) == []
    assert view.find("asset", "ac-1") is None


def test_a_missing_field_is_false_and_prints_as_not_stated(small):
    asset = small("2025-12-31").find("asset", "ac-1")
    assert not asset.modality
    assert str(asset.modality) == "not in the sources"
    program = real_view().find("asset", "hs-20089").programs[1]
    assert not program.indication
    assert str(program.indication.name) == "not in the sources"


def test_a_value_knows_its_place_and_sources():
    result = real_view().find("trial", "astrum-005").results[0]
    fact = result.value.fact
    assert str(result.value) == "21.9%"
    assert fact.field == "value"
    assert fact.origin.path == "data/henlius.yaml"
    assert fact.origin.line > 1
    assert fact.sources == ("henlius-2025-10-23",)
    assert fact.attributed_to == "liu-junling"


def test_partner_only_companies_get_no_briefing(small):
    assert "partner" not in ids(small("2025-12-31").subjects("company"))


def test_areas_hold_their_own_programs_only():
    view = real_view()
    lung = view.find("area", "lung-cancer")
    assert {p.indication.id for p in lung.programs} == {"es-sclc"}
    gynaecological = view.find("area", "gynaecological-cancer")
    assert len(gynaecological.programs) == 2  # the one without an indication belongs to the asset's only area


def test_conflicting_values_show_the_preferred(tmp_path: Path):
    trial = "trials: [{id: t, name: T, assets: ac-1, source: early}]\n"
    rows = "results:\n" + "".join(
        f"  - {{trial: t, endpoint: ORR, value: {value}, source: {source}{extra}}}\n"
        for value, source, extra in (("40%", "early", ""), ("42%", "late", ", preferred: true, reason: later cut-off"))
    )
    (tmp_path / "all.yaml").write_text(SMALL + trial + rows)
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025"), "investor")
    assert [str(result.value) for result in view.find("trial", "t").results] == ["42%"]
    earlier = view_of(load_dataset(tmp_path), date(2025, 3, 1), Period.parse("2025"), "investor")
    assert [str(result.value) for result in earlier.find("trial", "t").results] == ["40%"]


days = st.dates(date(2019, 1, 1), date(2026, 12, 31))


def known(day: date) -> set[tuple[str, str]]:
    view = real_view(as_of=day)
    return {(kind, seen.id) for kind in dataset().records for seen in view.all(kind)}


@settings(max_examples=40, deadline=None)
@given(days, days)
def test_knowledge_only_grows(one: date, other: date):
    earlier, later = sorted((one, other))
    assert known(earlier) <= known(later)


@settings(max_examples=40, deadline=None)
@given(days)
def test_the_future_cannot_leak(day: date):
    view = real_view(as_of=day)
    for kind in dataset().records:
        for seen in view.all(kind):
            first = view.known_day(record_of(seen), record_of(seen))
            assert first is None or first <= day


def _has_any(annotation: Any) -> bool:
    return annotation is Any or any(map(_has_any, get_args(annotation)))


def test_no_public_name_of_the_view_gives_any():
    views = {*VIEWS.values(), RecordView, Subject, View}
    asked = {
        (view.__name__, name): getattr(value, "fget", None) or getattr(value, "func", value)
        for view in views
        for name, value in vars(view).items()
        if isinstance(value, (property, cached_property, FunctionType)) and not name.startswith("_")
    }
    assert len(asked) > 60
    untyped = [at for at, getter in asked.items() if _has_any(hints(getter).get("return", Any))]
    assert not untyped
    assert not [field for kind in (Changed, Gap, Highlight) for field, what in hints(kind).items() if _has_any(what)]


def test_a_record_in_the_view_is_shown_by_one_class():
    """What an annotation of the view names is the class of what it gives."""
    (asset,) = [asset for asset in real_view().assets if asset.id == "hs-20089"]
    assert {type(source) for source in asset.sources} == {SourceView}
    assert type(asset.highest) is ProgramView


DECLARED = sorted(
    {(s.view, s.part) for s in shown_by(RecordView) if s.view is not RecordView}, key=lambda pair: pair[0].__name__
)


@pytest.mark.parametrize(("view", "part"), DECLARED, ids=lambda kind: kind.__name__)
def test_a_class_of_the_view_declares_the_fields_of_its_record(view: Any, part: Any):
    """With the types they have there; a reference that may be left out, and only such, may be missing."""
    declared = {name: what for name, what in hints(view).items() if not name.startswith("_")}
    kept = {"announced", "audiences", "embargo_until", "id", "note", "preferred", "reason", "remarks", "source"}
    fields = {
        name for name in part.model_fields if not isinstance(getattr(view, name, None), (property, cached_property))
    }
    assert set(declared) - kept == fields - kept
    for name, what in declared.items():
        assert of_annotation(what) == ask(Shown(view, part), name) or not_said(what, view, part, name), name
        optional = isinstance(marker_of(part, name), To) and get_origin(what) is not tuple
        assert (Missing in get_args(what)) == (optional and not part.model_fields[name].is_required()), name


def not_said(what: Any, view: Any, part: Any, name: str) -> bool:
    """A traced value says what it compares as in the record alone."""
    shapes = ask(Shown(view, part), name)
    items = [item for shape in shapes for item in (shape.of if isinstance(shape, Many) else {shape})]
    return Traced in (what, *get_args(what)) and any(isinstance(item, TracedShape) for item in items)
