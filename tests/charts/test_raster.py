"""Marks drawn straight to pixels, held against the same marks drawn as a figure of matplotlib."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from briefgen import charts
from briefgen.brand import fonts
from briefgen.charts import gallery
from briefgen.charts.engine.drawing import DPI, Drawing, picture
from briefgen.charts.engine.faces import drawing_with, font_of
from briefgen.charts.engine.figure import figure_of
from briefgen.charts.engine.lettering import width_of
from briefgen.charts.engine.marks import Disc, Line, Mark, Rectangle, TextLine
from briefgen.charts.engine.raster import encoded, pixels
from briefgen.view.view import View
from support.chart_samples import BRAND
from support.sampling import sampled

WIDTH = 9.0
MEAN = 1.6
"""How far the pixels may differ on average, of 255: letters stand in the nearest quarter of a pixel."""
BLOCK, BLOCK_DIFFERENCE = 8, 28.0
"""How far the mean of a block of so many pixels may differ: nothing stands elsewhere, or in another colour; an edge that
falls on half a pixel may be drawn on either side of it."""
PIXELS = 0.0125
"""How many pixels may differ where there are no letters: ends of dashes, lines that fall between two rows of pixels, of
which one along a low chart is a hundredth of it."""


@pytest.fixture(scope="module")
def view() -> View:
    return gallery.sample_view(Path(__file__).parents[2] / "docs" / "gallery")


def sample(name: str, view: View) -> Drawing:
    numbers = gallery.EXAMPLES[name].numbers(view)
    height = charts.natural_height(name, numbers, WIDTH, BRAND, "slide")
    return charts.drawing(name, numbers, WIDTH, height, BRAND, "slide")


def as_figure(drawing: Drawing) -> Any:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    with drawing_with(drawing.brand):
        canvas = FigureCanvasAgg(figure_of(drawing))
        canvas.draw()
        return np.asarray(canvas.buffer_rgba())[:, :, :3].astype(int)


def straight(drawing: Drawing) -> Any:
    with drawing_with(drawing.brand):
        return pixels(drawing).astype(int)


def blocks(image: Any) -> Any:
    height, width = (size // BLOCK * BLOCK for size in image.shape[:2])
    cut = image[:height, :width]
    return cut.reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK, 3).mean((1, 3))


def require_alike(drawing: Drawing) -> None:
    figure, drawn = as_figure(drawing), straight(drawing)
    assert figure.shape == drawn.shape
    assert np.abs(figure - drawn).mean() <= MEAN
    assert np.abs(blocks(figure) - blocks(drawn)).max() <= BLOCK_DIFFERENCE


@pytest.mark.parametrize("name", sampled(list(charts.CHARTS), 2))
def test_a_chart_looks_as_its_figure(name: str, view: View) -> None:
    require_alike(sample(name, view))


@pytest.mark.parametrize("name", sampled(list(charts.CHARTS), 3))
def test_a_chart_without_its_words_looks_as_its_figure(name: str, view: View) -> None:
    drawing = sample(name, view)
    bare = replace(drawing, marks=tuple(mark for mark in drawing.marks if not isinstance(mark, TextLine)))
    assert (np.abs(as_figure(bare) - straight(bare)).max(2) > 0).mean() <= PIXELS


def words(text: str, **look: Any) -> TextLine:
    return TextLine(look.pop("x", 1.0), look.pop("y", 0.3), text, 14, 1.0, **look)


@pytest.mark.parametrize(
    "mark",
    [
        words("right of here", align="right", x=1.9),
        words("in the middle", align="center"),
        words("bold, white", bold=True, italic=True, color="white"),
        words("鼻咽癌, then Latin"),
        words("beyond the edge on the right, which is cut off there", x=0.1),
        words("before the left edge", x=-0.3),
        words("above the upper edge", y=0.0),
        words("below the lower edge", y=0.6),
        words("nowhere to be seen", y=9.0),
        words("\u00a0"),
    ],
    ids=lambda mark: mark.text[:12],
)
@pytest.mark.parametrize("scale", [1.0, 0.71])
def test_words_stand_where_they_stand_in_the_figure(mark: Mark, scale: float) -> None:
    require_alike(Drawing((Rectangle(0, 0, 3, 1, fill="phase_3", layer=0), mark), 2.0, 0.6, scale, BRAND))


def test_what_was_drawn_before_changes_nothing() -> None:
    first = Drawing((words("Phase III"),), 2.0, 0.6, 1.0, BRAND)
    alone = straight(first)
    for size in (9.0, 14.0, 30.0):
        straight(Drawing((replace(words("Phase II and III"), points=size),), 2.0, 0.6, 0.9, BRAND))
    again = Drawing((words("Phase III"), words("Phase III", align="right")), 2.0, 0.6, 1.0, BRAND)
    assert (straight(again) <= alone).all()
    assert (straight(first) == alone).all()
    require_alike(again)


def test_the_file_is_a_picture_of_three_colours_at_300_dots_an_inch() -> None:
    marks = (Line((0, 0.2), (1, 0.2), "blue", 3), Disc(0.5, 0.2, 0.1, "navy", "navy"))
    drawing = Drawing(marks, 1.0, 0.4, 1.0, BRAND)
    image = Image.open(io.BytesIO(picture(drawing, "png")))
    assert (image.mode, image.size) == ("RGB", (300, 120))
    assert [round(each) for each in image.info["dpi"]] == [300, 300]
    assert (np.asarray(image) == straight(drawing)).all()


def test_rows_have_no_filter() -> None:
    data = encoded(np.full((2, 3, 3), 255, np.uint8))
    start = data.index(b"IDAT") + 4
    assert zlib.decompress(data[start:-16]) == (b"\0" + b"\xff" * 9) * 2


@pytest.mark.parametrize("points", [8.5, 9, 10.5])
def test_letters_stand_as_far_apart_as_their_font_says(points: float) -> None:
    text = "PD-L1 TPS 1% or more"
    words = TextLine(0.1, 0.1, text, points, 1.0)
    drawn = width_of(text, font_of(words, BRAND, foreign=False, text=text), points) / DPI
    assert drawn == pytest.approx(fonts.width(BRAND, text, points), rel=0.01)
