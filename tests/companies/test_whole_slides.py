"""Decks of every kind of data: no slide of a main part that stays whole is cut in two, no title ends in an ellipsis, and
the letters of no chart are smaller than the scale."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from briefgen import charts
from briefgen.brand.brand_file import read_brand
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.dataset.load import load_dataset
from briefgen.dataset.store import Dataset
from briefgen.deck import cut_deck
from briefgen.deck.scale import BODY, DISPLAY
from briefgen.deck.shapes import Picture, TextShape
from briefgen.values.dates import Period
from briefgen.view.view import view_of
from support.portfolio_data import write_portfolio
from support.real_project import ROOT, TEMPLATES, briefs
from support.sampling import sampled

HERE = Path(__file__).parent
BRAND = read_brand(TEMPLATES / "brand", "brand")
CASES = (
    ("akeso", "2025-12-31", "2025-Q4", ("akeso", "oncology", "lung-cancer", "gastrointestinal-cancer")),
    ("akeso", "2025-06-30", "2025-Q2", ("akeso", "oncology")),
    ("akeso", "2024-12-31", "2024-Q4", ("akeso",)),
    ("kestrane", "2025-12-31", "2025-Q4", ("kestrane", "immunology")),
    ("wrenfield", "2025-12-31", "2025-Q4", ("wrenfield", "cardiorenal")),
    ("data", "2025-12-31", "2025-Q4", ("henlius", "hansoh", "gsk", "lung-cancer")),
    ("portfolio", "2025-12-31", "2025-Q4", ("company-1", "company-5")),
)
NEWS_FROM = 1.0
"""Inches at whose right the figures and texts of news stand, beside their names."""
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


@cache
def dataset(name: str, folder: Path) -> Dataset:
    if name == "portfolio":
        return load_dataset(write_portfolio(folder / "portfolio"))
    return load_dataset(ROOT / "data" if name == "data" else HERE / name / "data")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("whole")


@pytest.mark.parametrize(
    ("name", "subject"), [("akeso", "akeso"), ("kestrane", "kestrane"), ("wrenfield", "wrenfield")]
)
def test_the_news_of_a_summary_is_set_in_the_size_of_a_body(name: str, subject: str, folder: Path) -> None:
    (brief,) = (one for one in briefs() if one.name == "quarterly-briefing")
    view = view_of(dataset(name, folder), date(2025, 12, 31), Period.parse("2025-Q4"), brief.audience)
    (outline,) = (one for one in outline_brief(brief, view) if (one.subject, one.format) == (subject, "pptx"))
    deck = cut_deck(compose_document(outline, view, TEMPLATES), BRAND)
    (summary,) = (
        one for one in deck.slides if any(shape.name == "News" for shape in one.shapes if isinstance(shape, TextShape))
    )
    news = [shape for shape in summary.shapes if isinstance(shape, TextShape) and shape.name == "News"]
    beside = [shape.paras[0].size for shape in news if shape.box.x > NEWS_FROM]
    assert {size for size in beside if size < DISPLAY} == {BODY}


@pytest.mark.parametrize(
    ("name", "day", "period", "subject"),
    sampled([(name, day, period, subject) for name, day, period, subjects in CASES for subject in subjects], 2),
)
def test_no_slide_of_a_briefing_is_cut_in_two(name: str, day: str, period: str, subject: str, folder: Path) -> None:
    (brief,) = (one for one in briefs() if one.name == "quarterly-briefing")
    view = view_of(dataset(name, folder), date.fromisoformat(day), Period.parse(period), brief.audience)
    (outline,) = (one for one in outline_brief(brief, view) if (one.subject, one.format) == (subject, "pptx"))
    deck = cut_deck(compose_document(outline, view, TEMPLATES), BRAND)
    titles = [slide.title.paras[0].text.replace("\u00a0", " ") for slide in deck.slides]
    assert [title for title in titles if ELLIPSIS in title] == []
    assert [title for title in titles[: deck.main] if "(1 of " in title] == []
    assert len(titles) > 5
    pictures = [shape for slide in deck.slides for shape in slide.shapes if isinstance(shape, Picture)]
    for shown in pictures:
        least = charts.least_height(shown.chart, shown.numbers, shown.box.w, BRAND, "slide")
        assert shown.box.h >= least - 0.01, "its letters would be smaller than those of the scale"
