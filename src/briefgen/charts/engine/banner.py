"""The strip that says that values of different trials are no comparison; it stays with the chart wherever it goes."""

from __future__ import annotations

from briefgen.charts.engine.canvas import Canvas

CROSS_TRIAL = "Different trials: designs and populations differ, values are not a comparison."


def banner(canvas: Canvas, y: float) -> float:
    """Draw the strip at a height; returns its bottom."""
    sizes = canvas.sizes
    lines = canvas.wrap(CROSS_TRIAL, sizes.text, canvas.width - 0.3, bold=True)
    high = canvas.leading(sizes.text, len(lines)) + 0.12
    canvas.box(0, y, canvas.width, high, "amber_tint", layer=1)
    canvas.box(0, y, 0.05, high, "amber_line", layer=2)
    canvas.lines(0.16, y + 0.06, lines, sizes.text, "amber", bold=True)
    return y + high
