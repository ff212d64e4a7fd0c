"""The pipeline: one row per asset, indication and territory, with the stage reached there: a bar on slides, a line to a
mark with words beside it on pages."""

from __future__ import annotations

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text
from briefgen.charts.pipeline_bars import lay_out_bars
from briefgen.charts.pipeline_lines import lay_out_lines
from briefgen.charts.pipeline_rows import Pipeline, indication_words, notes_of, prepare, unknown_words


def lay_out(numbers: Pipeline, canvas: Canvas) -> None:
    """Head, group rows, program rows."""
    lay = lay_out_lines if canvas.medium == "page" else lay_out_bars
    lay(numbers, canvas)


def describe(numbers: Pipeline) -> str:
    """Bar chart of stages, row by row."""
    clauses = []
    for row in numbers.rows:
        stage = str(row.stage) if row.stage else unknown_words(row)
        notes = "".join(f", {words}" for mark, words in notes_of(row) if mark)
        where = str(row.territory) if row.territory else "territory not stated"
        partner = f", {row.owner}" if row.owner else ""
        clauses.append(f"{row.asset}, {indication_words(row)}, {where}{partner}: {stage}{notes}")
    return alt_text("Bar chart of development stage by asset, indication and territory", clauses)


CHART = Chart(
    name="pipeline",
    summary="Stage reached by each asset, indication and territory",
    needs="programs",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
