"""The pipeline of a page: assets over their rows, a mark at the stage, in words what no column says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from briefgen import charts
from briefgen.brand.brand_file import read_brand
from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.marks import Rectangle, TextLine
from briefgen.charts.pipeline_lines import NEWS
from briefgen.view.standing import Standing
from support.chart_samples import COMPANIES, MISSING, asset, indication, place, program, text

BRAND = read_brand(Path(__file__).parents[2] / "templates" / "brand", "templates/brand")
DRUG = asset("AB-1", COMPANIES[0])


def run(stage: str, index: int = 1, **fields: Any) -> SimpleNamespace:
    """A program of one asset; its own company runs it."""
    plain = {"asset": DRUG, "owner": COMPANIES[0], "status": MISSING, "told": ()}
    return program(index, stage, **{**plain, **fields})


def drawn(*rows: SimpleNamespace) -> tuple[list[str], list[Rectangle]]:
    """The words of the chart line by line, and the marks of stages."""
    canvas = Canvas(BRAND, 6.69, "page")
    charts.CHARTS["pipeline"].lay_out(charts.prepare("pipeline", rows), canvas)
    words = [mark.text for mark in canvas.marks if isinstance(mark, TextLine)]
    return words, [mark for mark in canvas.marks if isinstance(mark, Rectangle) and mark.radius]


def test_a_stage_is_a_mark_in_its_column_and_in_words_where_the_column_does_not_say_it() -> None:
    words, marks = drawn(run("phase_1"), run("phase_3"), run("approved"), run("marketed"), run("phase_1_2"))
    assert [mark.x for mark in marks] == [*sorted([mark.x for mark in marks[:4]]), marks[0].x]
    assert "Marketed" in words
    assert "Phase\u00a0I/II" in words
    assert not {"", "Phase\u00a0I", "Phase\u00a0III", "Approved", "Pre"} & set(words)
    assert "Pre" in drawn(run("preclinical"))[0]


def test_the_heads_of_stages_and_words_keep_the_space_of_a_word_between_them() -> None:
    canvas = Canvas(BRAND, 6.69, "page")
    charts.CHARTS["pipeline"].lay_out(charts.prepare("pipeline", [run("phase_1"), run("approved")]), canvas)
    heads = {mark.text: mark for mark in canvas.marks if isinstance(mark, TextLine)}
    filed, approved, status = (heads[name] for name in ("Filed", "Appr.", "Status"))
    wide = {head.text: canvas.measure(head.text, head.points, bold=True) / 2 for head in (filed, approved)}
    space = canvas.measure(" ", filed.points, bold=True)
    assert approved.x - wide["Appr."] - filed.x - wide["Filed"] >= 0.75 * space
    assert status.x - approved.x - wide["Appr."] >= space


def test_an_asset_of_several_rows_stands_over_them_else_in_its_column() -> None:
    over, _ = drawn(run("phase_1"), run("phase_2"))
    assert over.count("AB-1") == 1
    assert "Asset" not in over
    other = asset("AB-2", COMPANIES[1])
    apart, _ = drawn(run("phase_1"), run("phase_2", asset=other, owner=COMPANIES[1]))
    assert "Asset" in apart
    assert str(COMPANIES[1].name) in apart, "the company over its rows"
    pairs = [run("phase_1"), run("phase_2"), *[run("phase_1", asset=other, owner=COMPANIES[1])] * 2]
    assert any(str(COMPANIES[1].name) in line for line in drawn(*pairs)[0])
    assert "Asset" in drawn(run("phase_1"), run("phase_2", asset=other))[0]


@pytest.mark.parametrize(
    ("stage", "fields", "said"),
    [
        ("", {}, "Phase not in the sources"),
        ("discontinued", {}, "Discontinued"),
        ("filed", {"told": (Standing(text("under review")),)}, "Under review"),
        ("", {"status": text("enrolling")}, "Enrolling; phase not in the sources"),
        (
            "",
            {"status": replace(text("application withdrawn"), value="application_withdrawn")},
            "Application withdrawn",
        ),
        ("approved", {"approved_on": text("4 Jun 2025")}, "4 Jun 2025"),
        ("approved", {}, "Date not in the sources"),
        ("filed", {"approved_on": text("4 Jun 2025")}, "4 Jun 2025"),
        ("phase_2", {"owner": COMPANIES[1]}, f"Licensed to {COMPANIES[1].name}"),
    ],
)
def test_words_stand_at_the_right_of_a_mark(stage: str, fields: dict[str, Any], said: str) -> None:
    words, marks = drawn(run(stage, **fields), run("phase_1"))
    assert said in words or not said
    assert len(marks) == (2 if stage in ("filed", "approved", "phase_2") else 1)
    assert words.count("Filed") == 1, "the head of its column says it"


def test_words_in_the_accent_are_news_and_a_line_set_alike_says_so() -> None:
    words, _ = drawn(run("filed", told=(Standing(text("under review"), "news"),)))
    assert NEWS in words
    assert NEWS not in drawn(run("filed", told=(Standing(text("under review")),)))[0]


def test_each_part_of_a_status_has_its_colour_and_begins_a_line_where_it_has_no_room() -> None:
    told = (Standing(text("HARMONi")), Standing(text("OS not met"), "missed"), Standing(text("filing intended " * 5)))
    canvas = Canvas(BRAND, 6.69, "page")
    charts.CHARTS["pipeline"].lay_out(charts.prepare("pipeline", [run("phase_3", told=told)]), canvas)
    lines = {mark.text: mark for mark in canvas.marks if isinstance(mark, TextLine)}
    assert (lines["HARMONi,"].color, lines["OS not met,"].color) == ("ink", "brick")
    assert lines["HARMONi,"].y == lines["OS not met,"].y
    assert sum("filing intended" in line for line in lines) > 1


def test_the_reference_numbers_of_a_row_stand_in_a_column_of_their_own() -> None:
    numbers = charts.prepare("pipeline", [run("phase_1"), run("phase_3")])
    assert "Ref." not in drawn(run("phase_1"))[0]
    canvas = Canvas(BRAND, 6.69, "page")
    charts.CHARTS["pipeline"].lay_out(charts.numbered("pipeline", numbers, lambda told: "3,7"), canvas)
    marks = [mark for mark in canvas.marks if isinstance(mark, TextLine) and mark.text == "3,7"]
    assert [mark.align for mark in marks] == ["left", "right", "right"], "behind what the asset is, then of each row"


def test_who_runs_the_programmes_of_an_asset_stands_beside_its_name_where_each_has_its_own_territories() -> None:
    other = COMPANIES[1]
    mine = [run("phase_3", 1, owner=COMPANIES[0], territory=place("china"))] * 8
    lines, _ = drawn(*mine, run("phase_3", owner=other, territory=place("us")))
    assert any(line.endswith(f"{other.name} in the US") for line in lines)
    lines, _ = drawn(*mine, run("phase_3", owner=other, territory=place("china")))
    assert str(other.name) in lines, "in its row, where both have the same territory"


def test_a_name_that_leaves_no_room_stands_alone_over_its_rows() -> None:
    long = asset("A name " * 22, COMPANIES[0])
    words, _ = drawn(run("phase_1", asset=long), run("phase_2", asset=long))
    assert str(long.descriptor) not in words
    assert any(str(DRUG.descriptor) in word for word in drawn(run("phase_1"), run("phase_2"))[0])


def test_a_column_is_as_wide_as_its_head() -> None:
    canvas = Canvas(BRAND, 12.13, "slide")
    charts.CHARTS["pipeline"].lay_out(
        charts.prepare("pipeline", [run("phase_3", indication=indication("PsA"), told_line=MISSING)]), canvas
    )
    words = {mark.text: mark for mark in canvas.marks if isinstance(mark, TextLine)}
    assert "PsA" in words
    assert words["Indication"].left + words["Indication"].width + 0.05 < words["Territory"].left


def test_a_remark_on_the_day_of_an_approval_is_a_sign_that_is_explained_below() -> None:
    said = {"approved_on": text("25 Apr 2025"), "approved_remark": text("day of the announcement")}
    words, _ = drawn(run("approved", **said), run("approved", **said), run("approved", approved_on=text("4 Jun 2025")))
    assert words.count("25 Apr 2025*") == 2
    assert "4 Jun 2025" in words
    assert words[-1] == "* Day of the announcement."
    long = {**said, "approved_remark": text("a remark that no line holds " * 9)}
    assert "25 Apr 2025" in drawn(run("approved", **long))[0]


def test_the_words_of_a_row_reach_as_far_as_its_own_reference_numbers() -> None:
    told = (Standing(text("interim OS not significant")),)
    numbers = charts.prepare("pipeline", [run("approved", approved_on=text("25 Apr 2025"), told=told), run("phase_3")])

    def lines(width: float, *refs: str) -> int:
        rows = [replace(row, refs=ref) for row, ref in zip(numbers.rows, refs, strict=True)]
        canvas = Canvas(BRAND, width, "page")
        charts.CHARTS["pipeline"].lay_out(replace(numbers, rows=tuple(rows)), canvas)
        said = [mark for mark in canvas.marks if isinstance(mark, TextLine) and mark.text.endswith(("2025,", "cant"))]
        return len({mark.y for mark in said})

    pairs = [(lines(width / 10, "9", "10-14"), lines(width / 10, "10-14", "9")) for width in range(45, 66)]
    assert (1, 2) in pairs
    assert (2, 1) not in pairs
