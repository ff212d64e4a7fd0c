"""A drawing as a figure of matplotlib, mark by mark an artist: the way to SVG, and the measure of `raster`."""

from __future__ import annotations

import io
from typing import Any, assert_never

from briefgen.brand.brand import Brand
from briefgen.charts.engine.drawing import DASHES, DPI, Drawing
from briefgen.charts.engine.faces import BASELINE, drawing_with, placed
from briefgen.charts.engine.marks import Disc, Line, Mark, Path, Rectangle, Shape, TextLine


def svg(drawing: Drawing) -> bytes:
    """The drawing as SVG, its letters as outlines, so that it needs no fonts."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    file = io.BytesIO()
    with drawing_with(drawing.brand):
        canvas: Any = FigureCanvasSVG(figure_of(drawing))
        canvas.print_svg(file, metadata={"Date": None, "Creator": None})
    return file.getvalue()


def figure_of(drawing: Drawing) -> Any:
    """The drawing as a figure of matplotlib."""
    from matplotlib.figure import Figure

    pixels, scale, brand = drawing.pixels, drawing.scale, drawing.brand
    figure = Figure(figsize=(pixels[0] / DPI, pixels[1] / DPI), dpi=DPI, facecolor=brand.hex("white"))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, pixels[0] / DPI / scale)
    axes.set_ylim(pixels[1] / DPI / scale, 0)
    for mark in sorted(drawing.marks, key=lambda mark: mark.layer):
        _add(axes, mark, brand, scale)
    return figure


def _add(axes: Any, mark: Mark, brand: Brand, scale: float) -> None:
    match mark:
        case Rectangle():
            axes.add_patch(_box(mark, brand, scale))
        case Line() | Path():
            axes.add_line(_line(mark, brand, scale))
        case Disc() | Shape():
            axes.add_patch(_patch(mark, brand, scale))
        case TextLine():
            _write(axes, mark, brand, scale)
        case _:
            assert_never(mark)


def _color(brand: Brand, token: str) -> str:
    return brand.hex(token) if token else "none"


def _box(box: Rectangle, brand: Brand, scale: float) -> Any:
    from matplotlib.patches import FancyBboxPatch, Rectangle

    look: dict[str, Any] = {
        "facecolor": _color(brand, box.fill),
        "edgecolor": _color(brand, box.line),
        "linewidth": box.weight * scale if box.line else 0,
        "linestyle": (0, DASHES["outline"]) if box.dashed else "solid",
        "zorder": box.layer,
    }
    if not box.radius:
        return Rectangle((box.x, box.y), box.w, box.h, joinstyle="miter", **look)
    style = f"round,pad=0,rounding_size={min(box.radius, box.h / 2, box.w / 2):.4f}"
    return FancyBboxPatch((box.x, box.y), box.w, box.h, boxstyle=style, **look)


def _line(line: Line | Path, brand: Brand, scale: float) -> Any:
    from matplotlib.lines import Line2D

    points = line.points if isinstance(line, Path) else (line.start, line.end)
    return Line2D(
        [x for x, _ in points],
        [y for _, y in points],
        color=brand.hex(line.color),
        linewidth=line.weight * scale,
        linestyle=(0, DASHES[line.style]) if line.style in DASHES else "solid",
        solid_capstyle="butt",
        dash_capstyle="butt",
        zorder=line.layer,
    )


def _patch(mark: Disc | Shape, brand: Brand, scale: float) -> Any:
    from matplotlib.patches import Circle, Polygon

    look: dict[str, Any] = {
        "facecolor": _color(brand, mark.fill),
        "edgecolor": _color(brand, mark.line),
        "linewidth": mark.weight * scale,
        "zorder": mark.layer,
    }
    if isinstance(mark, Disc):
        return Circle((mark.x, mark.y), mark.radius, **look)
    return Polygon(mark.points, closed=True, joinstyle="miter", **look)


def _write(axes: Any, words: TextLine, brand: Brand, scale: float) -> None:
    baseline = words.y + words.points / 72 * BASELINE
    look: dict[str, Any] = {
        "color": brand.hex(words.color),
        "fontsize": words.points * scale,
        "va": "baseline",
        "zorder": words.layer,
        "parse_math": False,
    }
    parts = list(placed(words, brand, scale))
    if len(parts) == 1 and not words.behind:
        axes.text(words.x, baseline, parts[0][2], ha=words.align, fontproperties=parts[0][1], **look)
        return
    for x, font, text in parts:
        axes.text(x, baseline, text, ha="left", fontproperties=font, **look)
