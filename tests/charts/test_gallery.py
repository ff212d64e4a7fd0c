"""The gallery shows every chart, drawn from sample data that are right and say that they are invented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen import charts
from briefgen.charts import gallery
from briefgen.checks import check_dataset
from briefgen.dataset.load import load_dataset

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "gallery.md").read_text("utf-8")


def test_every_chart_has_an_example_a_picture_and_a_place_on_the_page() -> None:
    assert set(gallery.EXAMPLES) == set(charts.CHARTS)
    assert {path.stem for path in (DOCS / "gallery").glob("*.png")} == set(charts.CHARTS)
    assert re.findall(r"^## (.+)$", PAGE, re.M) == list(gallery.EXAMPLES)
    assert re.findall(r"\]\(gallery/([\w-]+)\.png\)", PAGE) == list(gallery.EXAMPLES)


def test_the_page_is_up_to_date() -> None:
    assert gallery.page(gallery.sample_view(DOCS / "gallery")) == PAGE


def test_the_page_says_that_the_data_are_invented() -> None:
    assert "All data in these pictures are invented" in PAGE
    assert PAGE.count("*Invented sample data.*") == len(charts.CHARTS)


def test_the_sample_data_are_right() -> None:
    problems = check_dataset(load_dataset(DOCS / "gallery"))
    assert {problem.code for problem in problems} == {"overdue"}


@pytest.mark.parametrize("name", ["kaplan-meier", "deal"])
def test_a_picture_can_be_drawn_again(name: str) -> None:
    from support.chart_samples import BRAND

    png = gallery.picture(name, gallery.sample_view(DOCS / "gallery"), BRAND)
    assert png.startswith(b"\x89PNG")
