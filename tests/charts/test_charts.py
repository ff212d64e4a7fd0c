"""Charts: exact size, same bytes, nothing on top of anything, nothing lost, every value traced."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import warnings
from dataclasses import replace
from itertools import cycle, groupby, product
from typing import Any

import numpy as np
import pytest
from PIL import Image

from briefgen import charts
from briefgen.brand import fonts
from briefgen.brand.lines import RESERVE
from briefgen.charts.engine.canvas import Canvas, Medium
from briefgen.charts.engine.drawing import DPI, Drawing
from briefgen.charts.engine.faces import runs_of
from briefgen.charts.engine.marks import Line, Rectangle, TextLine
from support import chart_more_samples as more
from support import chart_samples as make
from support.chart_samples import BRAND, WIDTHS, words
from support.sampling import THOROUGH, sampled

COUNTS = [1, 2, 3, 7, 17, 33, 60]
NAMES, MEDIA = sorted(charts.CHARTS), ("slide", "page")
DRAWN = [*product(NAMES, MEDIA)] if THOROUGH else [*zip(NAMES, cycle(MEDIA), strict=False)]
"""Charts with where they are drawn: each on slides and pages, or on one of them."""


def numbers(name: str, count: int = 7) -> Any:
    prepared = {
        "pipeline": lambda: charts.prepare("pipeline", make.programs(count)),
        "timeline": lambda: charts.prepare("timeline", make.events(count), make.as_of()),
        "catalysts": lambda: charts.prepare("catalysts", make.events(count + 3), make.as_of()),
        "calendar": lambda: charts.prepare("calendar", make.events(count), make.as_of()),
        "stage-map": lambda: charts.prepare("stage-map", make.mapped(count), most=999),
        "benchmarks": lambda: charts.prepare("benchmarks", make.benchmarks(count)),
        "landmark": lambda: charts.prepare("landmark", make.results(count)),
        "epidemiology": lambda: charts.prepare("epidemiology", make.epidemiology()),
        "designations": lambda: charts.prepare("designations", make.designations(count)),
        "stages": lambda: charts.prepare("stages", make.programs(count)),
        "status": lambda: charts.prepare("status", make.programs(count)),
        "deal": lambda: charts.prepare("deal", [make.deal() for _ in range(min(count, 4))]),
        "deal-territory": lambda: charts.prepare("deal-territory", make.deal()),
    }
    prepared |= {
        "landscape": lambda: charts.prepare("landscape", more.landscape(count)),
        "deal-economics": lambda: charts.prepare("deal-economics", more.deals(count)),
        "arms": lambda: charts.prepare("arms", more.arms(count)),
        "deal-scale": lambda: charts.prepare("deal-scale", more.deals(2)[1]),
        "forest": lambda: charts.prepare("forest", more.ratios(count)),
        "trials": lambda: charts.prepare("trials", more.trials(max(count, 2))),
        "verdicts": lambda: charts.prepare("verdicts", more.verdicts(max(count, 2))),
        "differences": lambda: charts.prepare("differences", more.differences(count)),
        "reductions": lambda: charts.prepare("reductions", more.reductions(count)),
        "efficacy": lambda: charts.prepare("efficacy", more.efficacy(count)),
        "kaplan-meier": lambda: charts.prepare("kaplan-meier", more.curved(count)),
        "swimmer": lambda: charts.prepare("swimmer", more.patients(count)),
        "waterfall": lambda: charts.prepare("waterfall", more.patients(count)),
    }
    found = prepared[name]()
    assert found is not None
    return found


def laid_out(name: str, data: Any, medium: Medium, width: float = 0.0, stretch: float = 1.0) -> Canvas:
    canvas = Canvas(BRAND, width or WIDTHS[medium], medium, stretch=stretch)
    charts.CHARTS[name].lay_out(data, canvas)
    return canvas


def collisions(canvas: Canvas) -> list[tuple[str, str]]:
    """Pairs of texts whose ink overlaps."""
    texts = sorted((mark for mark in canvas.marks if isinstance(mark, TextLine)), key=lambda mark: mark.bounds[1])
    found = []
    for index, one in enumerate(texts):
        left, _, right, bottom = one.bounds
        for other in texts[index + 1 :]:
            if other.bounds[1] >= bottom:
                break
            if other.bounds[0] < right - 0.01 and other.bounds[2] > left + 0.01:
                found.append((one.text, other.text))
    return found


def test_every_chart_is_registered_with_words_for_the_list() -> None:
    assert set(charts.CHARTS) >= {"pipeline", "timeline", "catalysts", "benchmarks", "landmark", "epidemiology", "deal"}
    for name, chart in charts.CHARTS.items():
        assert chart.name == name
        assert chart.summary
        assert chart.needs


def test_importing_and_measuring_needs_no_matplotlib() -> None:
    script = (
        "import sys; from charts import test_charts as t\n"
        "for name in t.charts.CHARTS: t.laid_out(name, t.numbers(name), 'slide')\n"
        "assert 'matplotlib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=make.FOLDER.parent.parent / "tests")


def test_nothing_to_draw_is_none() -> None:
    for name in set(charts.CHARTS) - {"deal-territory", "deal-scale"}:
        assert charts.prepare(name, []) is None
    assert charts.prepare("deal-scale", make.deal()) is None
    assert charts.prepare("deal-territory", make.deal(territory=make.MISSING)) is None
    assert charts.prepare("catalysts", [make.event(0, "2025-05-01", expected=False)]) is None


@pytest.mark.parametrize(("name", "medium"), DRAWN)
def test_a_picture_has_its_exact_size_on_white_and_the_same_bytes_twice(name: str, medium: Medium) -> None:
    data = numbers(name)
    heights = (7.3, charts.natural_height(name, data, WIDTHS[medium], BRAND, medium), 2.0)
    for height in sampled(heights, 2):
        png = charts.draw(name, data, WIDTHS[medium], height, BRAND, medium)
        image = Image.open(io.BytesIO(png))
        assert image.mode == "RGB"
        assert image.size == (round(WIDTHS[medium] * DPI), round(height * DPI))
        assert image.getpixel((image.width - 1, image.height - 1)) is not None
    assert charts.draw(name, data, WIDTHS[medium], 2.0, BRAND, medium) == png


@pytest.mark.parametrize("medium", ["slide", "page"])
@pytest.mark.parametrize("name", sorted(charts.CHARTS))
def test_no_text_lies_on_another_or_outside_the_picture(name: str, medium: Medium) -> None:
    for count in sampled(COUNTS, 3):
        for stretch in (0.4, 1.0) if count == 7 else (1.0,):
            canvas = laid_out(name, numbers(name, count), medium, stretch=stretch)
            assert collisions(canvas) == []
            for mark in canvas.marks:
                if isinstance(mark, TextLine):
                    left, top, right, bottom = mark.bounds
                    assert left >= -0.01, mark
                    assert right <= canvas.width + 0.04, mark
                    assert top >= -0.02, mark
                    assert bottom <= canvas.height + 0.03, mark


@pytest.mark.parametrize("name", sorted(charts.CHARTS))
def test_marks_stay_inside_the_picture(name: str) -> None:
    canvas = laid_out(name, numbers(name, 17), "slide")
    for mark in canvas.marks:
        if isinstance(mark, Rectangle):
            assert mark.x >= -0.01
            assert mark.x + mark.w <= canvas.width + 0.01
            assert mark.y + mark.h <= canvas.height + 0.01
        if isinstance(mark, Line):
            assert max(mark.start[0], mark.end[0]) <= canvas.width + 0.01


@pytest.mark.parametrize("name", sorted(charts.CHARTS))
def test_type_is_never_below_the_floor(name: str) -> None:
    for medium, floor in (("slide", 9.0), ("page", 8.0)):
        canvas = laid_out(name, numbers(name, 17), medium)  # type: ignore[arg-type]
        assert min(mark.points for mark in canvas.marks if isinstance(mark, TextLine)) >= floor


@pytest.mark.parametrize(
    "name",
    sorted(
        name
        for name, chart in charts.CHARTS.items()
        if chart.splits and name not in ("calendar", "deal", "epidemiology", "stage-map")
    ),
)
def test_parts_hold_every_row_once_and_fit(name: str) -> None:
    data = numbers(name, 60)
    parts = charts.split(name, data, 12.133, 4.45, BRAND, "slide")
    assert len(parts) > 1
    finer = charts.CHARTS[name].finer
    assert tuple(row for part in parts for row in part.rows) == (finer(data) if finer else data).rows
    for part in parts:
        assert charts.natural_height(name, part, 12.133, BRAND, "slide") <= 4.46
    assert charts.split(name, numbers(name, 1), 12.133, 4.45, BRAND, "slide") == (numbers(name, 1),)


def test_a_stage_map_marks_a_trial_that_is_only_cleared_and_says_what_that_is() -> None:
    programs = make.mapped(3)
    programs[1].is_cleared = True
    said = words(laid_out("stage-map", charts.prepare("stage-map", programs), "slide"))
    assert sum("cleared" in one.split(", ") for one in said) == 1
    assert "cleared: the trial may start; no source says that it has" in said
    assert not any("cleared" in one for one in words(laid_out("stage-map", numbers("stage-map", 3), "slide")))


def test_an_indication_is_spelled_out_where_all_of_its_chips_have_room() -> None:
    programs = make.mapped(2)
    programs[0].indication.tabled = make.text("squamous NSCLC")
    programs[1].indication.tabled = make.text("a name that is much too long for a chip of any width " * 3)
    said = words(laid_out("stage-map", charts.prepare("stage-map", programs), "slide"))
    assert any(one.startswith("squamous NSCLC") for one in said)
    assert not any("much too long" in one for one in said)


def test_a_calendar_of_many_events_is_divided_within_its_lanes_and_holds_each_once() -> None:
    """Twenty catalysts of one company fitted on no slide, and the deck was not made."""
    whole = numbers("calendar", 60)
    parts = charts.split("calendar", whole, 12.133, 4.45, BRAND, "slide")
    held = [entry for part in parts for lane in part.rows for entry in lane.entries]
    assert sorted(map(repr, held)) == sorted(repr(entry) for lane in whole.rows for entry in lane.entries)
    for part in parts:
        assert {lane.name for lane in part.rows} <= set(words(laid_out("calendar", part, "slide")))


def test_a_part_repeats_the_group_it_begins_in() -> None:
    data = numbers("pipeline", 60)
    for part in charts.split("pipeline", data, 12.133, 4.45, BRAND, "slide"):
        groups = [name for name, _ in groupby(str(row.group) for row in part.rows)]
        if len(groups) > 1:
            assert set(groups) <= set(words(laid_out("pipeline", part, "slide")))


def test_two_thousand_events_are_cut_quickly() -> None:
    data = numbers("timeline", 2000)
    started = time.perf_counter()
    parts = charts.split("timeline", data, 12.133, 4.45, BRAND, "slide")
    assert sum(len(part.rows) for part in parts) == 2000
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize("name", sorted(charts.CHARTS))
def test_alt_text_is_short_and_values_are_traced(name: str) -> None:
    for count in COUNTS:
        data = numbers(name, count)
        assert 40 < len(charts.describe(name, data)) < 500
        values = charts.values(name, data)
        assert values
        assert len({(value.text, value.fact) for value in values}) == len(values)
        assert hash(data) == hash(numbers(name, count))
        assert repr(data) == repr(numbers(name, count))


def test_alt_text_tells_how_many_follow() -> None:
    assert " more." in charts.describe("timeline", numbers("timeline", 60))
    assert " more" not in charts.describe("epidemiology", numbers("epidemiology"))


def test_a_range_has_two_ends_and_no_midpoint() -> None:
    data = charts.prepare("benchmarks", make.benchmarks(1))
    shown = words(laid_out("benchmarks", data, "slide"))
    assert "4" in shown
    assert "15.9" in shown
    assert "range" in shown
    assert not any("9.95" in text for text in shown)


def test_digits_are_printed_as_in_the_source() -> None:
    rows = make.benchmarks(1)
    rows[1].value = make.number("3.40-3.90 months")
    assert "3.40–3.90" in words(laid_out("benchmarks", charts.prepare("benchmarks", rows), "slide"))


def test_missing_values_say_so_in_slate_italics() -> None:
    rows = [make.program(0), make.program(1, indication=make.thing(name=make.MISSING), territory=make.MISSING)]
    for row in rows:
        row.indication = make.indication("x") if row is rows[0] else _absent()
    canvas = laid_out("pipeline", charts.prepare("pipeline", rows), "slide")
    italics = {
        mark.text for mark in canvas.marks if isinstance(mark, TextLine) and mark.italic and mark.color == "slate"
    }
    assert {"Indication not in the sources", "not disclosed"} <= italics
    assert any(text.startswith("Phase not in the sources") for text in italics), italics


def _absent() -> Any:
    class Absent:
        name = label = make.MISSING

        def __bool__(self) -> bool:
            return False

    return Absent()


def test_a_single_value_without_interval_says_so() -> None:
    shown = words(laid_out("landmark", charts.prepare("landmark", make.results(1)), "slide"))
    assert "CI not reported" in shown


def test_shares_are_derived_and_marked() -> None:
    data = charts.prepare("epidemiology", make.epidemiology())
    shares = [part.share for row in data.rows for part in row.parts]
    assert [str(share) for share in shares] == ["18.8%", "3.8%", "15.8%"]
    assert all(share.fact.derived and len(share.fact.inputs) == 2 for share in shares)
    assert "18.8% of world (derived)" in words(laid_out("epidemiology", data, "page"))


def test_across_a_slide_a_disease_is_low_and_a_place_without_a_world_stands_behind_its_own_bar() -> None:
    data = charts.prepare("epidemiology", make.epidemiology())
    row = next(row for row in data.rows if len(row.parts) == 1)
    low = replace(data, rows=(row,))
    heights = [charts.natural_height("epidemiology", low, width, BRAND, "slide") for width in (8.0, 12.133)]
    assert heights[1] < heights[0]
    alone = replace(low, rows=(replace(row, whole=None, place=None),))
    drawn = words(laid_out("epidemiology", alone, "slide"))
    assert "China" in drawn
    assert "World" not in drawn


def test_the_medical_variant_has_no_blue_marks() -> None:
    for name in ("benchmarks", "landmark", "timeline", "epidemiology"):
        canvas = Canvas(BRAND, 12.133, "slide", "medical")
        charts.CHARTS[name].lay_out(numbers(name), canvas)
        colors = {getattr(mark, field, "") for mark in canvas.marks for field in ("fill", "line", "color")}
        assert "blue" not in colors
        assert "slate" in colors


def test_a_disclosed_payment_is_a_solid_arrow_with_its_amounts() -> None:
    paid = make.deal(upfront=make.number("USD 85 million"))
    canvas = laid_out("deal", charts.prepare("deal", paid), "slide")
    assert any("USD" in text for text in words(canvas))
    assert not any(isinstance(mark, Line) and mark.style == "dashed" for mark in canvas.marks)
    undisclosed = laid_out("deal", charts.prepare("deal", make.deal()), "slide")
    assert any(isinstance(mark, Line) and mark.style == "dashed" for mark in undisclosed.marks)


def test_any_sign_can_be_drawn_without_a_warning() -> None:
    rows = [make.event(0, "2025-05-01", expected=False)]
    rows[0].title = make.text("汉斯状 serplulimab $5 and $6 セルプルリマブ 한국어 \U0001f9ec")
    data = charts.prepare("timeline", rows, make.as_of())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert charts.draw("timeline", data, 12.133, 1.5, BRAND, "slide")


def test_windows_keep_far_events_in_columns_of_their_own() -> None:
    shown = words(laid_out("timeline", numbers("timeline", 17), "slide"))
    assert {"Earlier", "Later", "2025", "Data as of 31\u00a0Oct\u00a02025"} <= set(shown)
    assert not {"2019", "2022"} & set(shown)


@pytest.mark.parametrize("width", [5.966, 7.6])
def test_narrow_places_on_a_slide_hold_every_chart(width: float) -> None:
    for name in charts.CHARTS:
        canvas = laid_out(name, numbers(name, 9), "slide", width)
        assert collisions(canvas) == [], name


def test_dates_stay_in_one_line() -> None:
    shown = words(laid_out("timeline", numbers("timeline", 17), "page"))
    assert "By 20\u00a0Oct\u00a02025" in shown


@pytest.mark.parametrize("text", ["شركة النيل للأدوية", "licensed to شركة النيل, 2025", "鼻咽癌 (سرطان)", "صندوق شرش"])
@pytest.mark.parametrize("bold", [False, True])
def test_arabic_has_glyphs_and_stays_in_its_width(text: str, bold: bool) -> None:
    """No sign of the font of last resort is drawn, and the ink ends where the measure says."""
    from briefgen.charts.engine.raster import png

    width = fonts.width(BRAND, text, 14, bold=bold) * RESERVE
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = png(Drawing((TextLine(0.1, 0.3, text, 14, width, bold=bold),), width + 0.6, 0.6, 1.0, BRAND))
    picture = Image.open(io.BytesIO(drawn)).convert("L").point(lambda value: 255 if value < 200 else 0)
    ink = picture.getbbox()
    assert ink is not None
    assert ink[2] <= (0.1 + width) * DPI + 8


@pytest.mark.parametrize("text", ["NIL-2 (توقيع اتفاقية)", "توقيع اتفاقية ترخيص NIL-101 مع גליל"])
def test_no_gap_stands_behind_arabic(text: str) -> None:
    from briefgen.charts.engine.raster import png

    drawn = png(Drawing((TextLine(0.1, 0.3, text, 14, 0.0),), 6.0, 0.6, 1.0, BRAND))
    dark = np.asarray(Image.open(io.BytesIO(drawn)).convert("L")) < 200
    inked = np.flatnonzero(dark.any(axis=0))
    assert np.diff(inked).max() <= 0.55 * 14 / 72 * DPI


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("NIL-2 (النيل)", ["NIL-2 (", "النيل", ")"]),
        ("توقيع NIL-101 (2025) مع", ["مع", " NIL-101 (2025) ", "توقيع"]),
        ("النيل: 12% (نيلوماب)", ["(", "نيلوماب", ") 12% :", "النيل"]),
    ],
)
def test_a_text_from_the_right_is_drawn_from_the_right(text: str, shown: list[str]) -> None:
    assert [piece for _, piece in runs_of(TextLine(0, 0, text, 9, 0), BRAND)] == shown


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["البقاء الكلي لدى المرضى", "NIL-101 (2025) مع"], ["مع", " NIL-101 (2025)"]),
        (["Overall survival with", "نيلوماب (النيل) 2025"], ["نيلوماب", " (", "النيل", ") 2025"]),
    ],
)
def test_a_text_of_two_lines_is_read_to_one_side(lines: list[str], shown: list[str]) -> None:
    canvas = Canvas(BRAND, 6.0, "slide")
    canvas.lines(0, 0, lines, 9)
    assert [piece for _, piece in runs_of(canvas.marks[-1], BRAND)] == shown


@pytest.mark.parametrize("width", [6.27, 8.6, 12.133])
def test_names_of_areas_in_a_stage_map_break_between_words_only(width: float) -> None:
    drawn = words(laid_out("stage-map", numbers("stage-map", 9), "slide", width))
    assert {"Gynaecological", "Gastrointestinal"} <= {word for line in drawn for word in line.split()}


@pytest.mark.parametrize("count", [9, 24, 45])
def test_columns_of_a_stage_map_are_never_so_narrow_that_a_name_breaks(count: int) -> None:
    many = make.mapped(count)
    for at, one in enumerate(many):
        one.asset.name = make.text(f"BRU-{100 + at}")
    drawn = words(laid_out("stage-map", charts.prepare("stage-map", many, most=999), "slide"))
    assert {f"BRU-{100 + at}" for at in range(count)} <= {word for line in drawn for word in line.split()}


def test_a_column_gives_width_to_one_that_makes_the_map_lower(monkeypatch: pytest.MonkeyPatch) -> None:
    many = make.mapped(24)
    for at, one in enumerate(many):
        one.stage = one.stage if at % 4 == 0 else many[2].stage
    drawn = laid_out("stage-map", charts.prepare("stage-map", many, most=999), "slide")
    monkeypatch.setattr("briefgen.charts.stage_map.STEPS", 0)
    assert drawn.height < laid_out("stage-map", charts.prepare("stage-map", many, most=999), "slide").height


def test_a_stage_map_begins_with_areas_that_have_news_and_says_what_its_marked_chips_are() -> None:
    def legend() -> list[str]:
        mapped = charts.prepare("stage-map", many, most=999)
        assert [str(group.name) for group in mapped.rows][:1] == [str(many[0].indication.area.name)]
        return [line for line in words(laid_out("stage-map", mapped, "slide")) if line.endswith("in the period")]

    many = make.mapped(12)
    alone = make.thing(name=make.text("Rare disease"))
    many[0].indication = make.thing(**{**vars(many[0].indication), "area": alone})
    for at, one in enumerate(many):
        one.has_begun, one.has_read_out, one.moved = at == 0, False, False
    assert legend() == ["new in the period"]
    many[0].moved = True
    assert legend() == ["moved in the period"]
    many[0].moved, (many[1].has_begun, many[1].indication, many[1].moved) = False, (True, many[0].indication, True)
    assert legend() == ["new or moved in the period"]


def test_many_programmes_of_few_diseases_stand_by_disease_and_say_it_once() -> None:
    many = make.programs(30)
    for one in many:
        one.indication.area = make.thing(name=make.text("oncology"))
    by_disease = charts.prepare("stage-map", many, most=999)
    assert {str(group.name) for group in by_disease.rows} == {str(one.indication.label) for one in many}
    assert not any(chip.named for group in by_disease.rows for chip in group.chips)
    assert all(chip.use.startswith(str(chip.indication)) for group in by_disease.rows for chip in group.chips)
    few = charts.prepare("stage-map", many[:10], most=999)
    assert {str(group.name) for group in few.rows} == {str(one.asset.company.name) for one in many[:10]}
    assert all(chip.named for group in few.rows for chip in group.chips)
