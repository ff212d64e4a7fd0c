"""Charts that Word and PowerPoint can edit, and pictures as SVG: valid, labelled as printed, the same every time."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from pptx import Presentation

from briefgen import charts
from briefgen.charts.editable import EDITABLE
from briefgen.charts.engine.series import Bars, PointsChart, words
from briefgen.cli.main import main
from briefgen.document.blocks import Figure
from briefgen.document.document import ChartFormat, Document
from briefgen.writers.charts.editable import native_chart
from briefgen.writers.charts.text import ChartLook
from briefgen.writers.powerpoint.writer import write_presentation
from briefgen.writers.word.writer import write_word
from support import chart_more_samples as more
from support.chart_samples import benchmarks, brand, deal, epidemiology, number, results
from support.sampling import sampled
from support.slide_sample import h, sample
from support.small_project import small_project
from support.validity import faults

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MADE: dict[str, Any] = {
    "benchmarks": charts.prepare("benchmarks", benchmarks(4)),
    "landmark": charts.prepare("landmark", results(7)),
    "epidemiology": charts.prepare("epidemiology", epidemiology()),
    "forest": charts.prepare("forest", more.ratios(9)),
    "differences": charts.prepare("differences", more.differences(9)),
    "reductions": charts.prepare("reductions", more.reductions(9)),
    "efficacy": charts.prepare("efficacy", more.efficacy(9)),
    "kaplan-meier": charts.prepare("kaplan-meier", more.curved(2)),
}
LONG = ("forest", charts.prepare("forest", more.ratios(24)))
"""A chart that is cut over several slides."""
WRITERS = {"pptx": write_presentation, "docx": write_word}


def document(form: ChartFormat, variant: str = "investor") -> Document:
    blocks = [
        block
        for name, numbers in [*MADE.items(), LONG, ("deal", charts.prepare("deal", deal()))]
        for block in (h(f"Chart {name}"), Figure(name, numbers, f"All of {name}"))
    ]
    return replace(sample(variant, tuple(blocks)), charts=form)


@cache
def written(format: str, form: ChartFormat, variant: str = "investor") -> bytes:
    return WRITERS[format](document(form, variant), brand())


def members(data: bytes, pattern: str) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if re.search(pattern, name)}


def chart_parts(data: bytes) -> list[Any]:
    return [etree.fromstring(part) for part in members(data, r"/charts/chart\d+\.xml$").values()]


def labels(chart: Any) -> list[str]:
    return ["".join(text.text for text in label.iter(f"{A}t")).strip() for label in chart.iter(f"{C}dLbl")]


def panels(name: str, width: float = 12.1, height: float = 6.0) -> Any:
    return charts.panels(name, MADE[name], width, height, brand(), "slide")


@pytest.mark.parametrize(
    ("format", "form", "variant"),
    sampled([*product(["pptx", "docx"], ["native", "svg"], ["investor", "medical"])], 3),
)
def test_files_are_valid_and_the_same_twice(format: str, form: ChartFormat, variant: str, tmp_path: Path) -> None:
    data = written(format, form, variant)
    assert data == WRITERS[format](document(form, variant), brand())
    path = tmp_path / f"made.{format}"
    path.write_bytes(data)
    assert faults(path) == []


@pytest.mark.parametrize("format", ["pptx", "docx"])
def test_kinds_office_cannot_draw_stay_pictures(format: str) -> None:
    data = written(format, "native")
    assert members(data, r"media/image\d+\.png$")
    shown = b"".join(members(data, r"(slides/slide\d+|document)\.xml$").values())
    assert len(chart_parts(data)) == shown.count(b"<c:chart ") >= 3
    assert not chart_parts(written(format, "picture"))


def test_each_chart_has_its_workbook_and_alternative_text() -> None:
    data = written("pptx", "native")
    presentation = Presentation(BytesIO(data))
    shown = [shape for slide in presentation.slides for shape in slide.shapes if shape.has_chart]
    assert len(shown) == len(chart_parts(data))
    for shape in shown:
        assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
        with ZipFile(BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)) as book:
            assert book.testzip() is None
            assert b"<sheetData><row" in book.read("xl/worksheets/sheet1.xml")
    texts = [shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in shown]
    whole = list(dict.fromkeys(text for text in texts if text.startswith("All of")))
    assert whole == [f"All of {name}" for name in MADE if f"All of {name}" in texts]
    assert len(whole) >= 3  # a chart cut over slides is described part by part
    assert any("orest plot" in text for text in texts)


def test_labels_print_the_digits_of_the_source_and_both_ends_of_a_range() -> None:
    shown = "\n".join(label for panel in panels("benchmarks") for label in labels(_xml(panel)))
    for printed in ("4–15.9", "3.4–3.98", "27.3", "immature", "not reached", "95%\u00a0CI\u00a038.1–47.0"):
        assert printed in shown
    whole = "\n".join(labels(_xml(panels("epidemiology")[0])))
    assert "324,603" in whole
    assert "61,060" in whole
    assert "of world (derived)" in whole


def _xml(panel: Any) -> Any:
    return etree.fromstring(native_chart(panel, ChartLook(brand(), "en-GB", themed=False))[0])


@pytest.mark.parametrize("name", sorted(set(EDITABLE) - {"forest", "differences", "reductions"}))
def test_axes_begin_at_zero(name: str) -> None:
    for panel in panels(name):
        xml = _xml(panel)
        assert {axis.find(f"{C}scaling/{C}min").get("val") for axis in xml.iter(f"{C}valAx")} == {"0"}


@pytest.mark.parametrize("name", sorted(EDITABLE))
def test_axes_have_unsigned_ids_and_nothing_has_effects(name: str) -> None:
    for panel in panels(name):
        xml = _xml(panel)
        assert all(int(mark.get("val")) > 0 for tag in ("axId", "crossAx") for mark in xml.iter(f"{C}{tag}"))
        assert not list(xml.iter(f"{A}gradFill", f"{A}outerShdw"))


def test_a_forest_doubles_from_tick_to_tick_and_draws_no_square_without_an_interval() -> None:
    for panel in panels("forest"):
        xml = _xml(panel)
        assert xml.find(f".//{C}logBase").get("val") == "2"
        ends = [float(xml.find(f".//{C}scaling/{C}{end}").get("val")) for end in ("min", "max")]
        assert ends[0] < 1 < ends[1]
        labelled = {point.up: words(point.label) for point in _named(panel, "Labels")}
        squares = {point.up for one in panel.chart.series if one.marker for point in one.points}
        assert not any("CI not reported" in labelled[up] for up in squares)
    assert any(
        "CI not reported" in words(point.label) for panel in panels("forest") for point in _named(panel, "Labels")
    )


def test_an_interval_that_begins_left_of_a_forest_ends_in_an_arrow_inside_its_axis() -> None:
    """Points on the very end of a doubling axis may be lost, and so may the arrow."""
    row = more.ratios(1)[0]
    row.value = number("0.62 (95% CI 0.02-1.90)")
    (panel,) = charts.panels("forest", charts.prepare("forest", [row]), 12.1, 6.0, brand(), "slide")
    head = _named(panel, "Open to the left")
    low = panel.chart.axis.low
    assert len({point.up for point in head}) == 3
    assert low < min(point.x for point in head) < low * 2
    assert len(_named(panel, "Ends of intervals")) == 2  # a cap at the right end only


def test_ticks_of_a_forest_have_their_own_digits_and_no_more() -> None:
    xml = _xml(panels("forest")[0])
    form = xml.find(f".//{C}valAx/{C}numFmt").get("formatCode")
    assert form == "[<0.2]0.0###;[<0.9]0.0#;0"


def _named(panel: Any, name: str) -> list[Any]:
    return [point for one in panel.chart.series if one.name == name for point in one.points if point]


def test_curves_pass_every_supplied_point_and_stand_above_the_numbers_at_risk() -> None:
    shown = panels("kaplan-meier")
    supplied = MADE["kaplan-meier"].rows[0].curves[0]
    drawn = {(point.x, point.up) for point in shown[0].chart.series[0].points}
    assert {(point.time, point.number) for point in supplied.points} <= drawn
    counts = [words(point.label) for point in shown[1].chart.series[0].points]
    assert str(supplied.at_risk[0].value) in counts
    assert shown[0].chart.plot.x == shown[1].chart.plot.x
    assert shown[0].chart.plot.w == shown[1].chart.plot.w


@pytest.mark.parametrize("name", ["benchmarks", "forest"])
def test_the_workbook_is_a_valid_office_file_and_the_same_each_time(name: str, tmp_path: Path) -> None:
    for panel in panels(name):
        first, again = (native_chart(panel, ChartLook(brand(), "en-GB", themed=False))[1] for _ in range(2))
        assert first == again
        (tmp_path / "chart.xlsx").write_bytes(first)
        assert faults(tmp_path / "chart.xlsx") == []
        with ZipFile(BytesIO(first)) as package:
            assert {"xl/styles.xml", "xl/theme/theme1.xml", "docProps/core.xml"} <= set(package.namelist())


@pytest.mark.parametrize("name", sorted(EDITABLE))
def test_the_workbook_holds_what_the_chart_shows(name: str) -> None:
    for panel in panels(name):
        part, book = native_chart(panel, ChartLook(brand(), "en-GB", themed=False))
        with ZipFile(BytesIO(book)) as package:
            sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
        held = {cell.get("r"): cell for cell in sheet.iter("{*}c")}
        for reference in etree.fromstring(part).iter(f"{C}numRef"):
            column, first = re.match(r"Chart!\$([A-Z]+)\$(\d+)", reference.findtext(f"{C}f")).groups()  # type: ignore[union-attr]
            for point in reference.iter(f"{C}pt"):
                cell = held[f"{column}{int(first) + int(point.get('idx'))}"]
                assert cell.findtext("{*}v") == point.findtext(f"{C}v")


@pytest.mark.parametrize("name", sorted(EDITABLE))
@pytest.mark.parametrize("width", [5.9, 7.6, 12.1])
def test_panels_stand_inside_their_figure_and_plots_inside_their_panel(name: str, width: float) -> None:
    for panel in panels(name, width):
        for frame in (panel.place, panel.chart.plot):
            assert frame.x >= 0
            assert frame.y >= 0
            assert frame.x + frame.w <= 1.0001
            assert frame.y + frame.h <= 1.0001
        match panel.chart:
            case PointsChart(axis=axis, upright=upright, series=series):
                places = [point for one in series for point in one.points if point]
                assert all(axis.low <= point.x <= axis.high and 0 <= point.up <= upright.high for point in places)
            case Bars(bars=bars, end=end):
                assert all(value < end for bar in bars for value in bar.values if value is not None)
                assert all(words(label) for bar in bars for label in bar.labels if label)


@pytest.mark.parametrize("format", ["pptx", "docx"])
def test_svg_stands_beside_png(format: str) -> None:
    data = written(format, "svg", "medical" if format == "pptx" else "investor")
    drawn = members(data, r"\.svg$")
    assert len(drawn) > len(MADE)
    assert all(b"<text" not in svg and b"<svg" in svg and b"dc:date" not in svg for svg in drawn.values())
    assert b"svgBlip" in b"".join(members(data, r"(slides/slide\d+|document)\.xml$").values())
    assert members(data, r"media/image\d+\.png$")


def test_a_brief_or_the_command_line_says_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.chdir(small_project(tmp_path))
    settings = next(Path("templates").glob("*/brief.yaml"))
    settings.write_text(settings.read_text() + "charts: drawing\n")
    assert main(["check", "--as-of", "2025-12-31"]) == 1
    assert "brief.charts" in capsys.readouterr().err
    assert main(["build", "--charts", "drawing"]) == 2
