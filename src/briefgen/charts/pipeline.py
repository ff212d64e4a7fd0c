"""The pipeline: one row per asset, indication and territory, with the stage reached there: a line to a mark with words
beside it."""

from __future__ import annotations

from briefgen.charts.engine.chart import Chart, alt_text
from briefgen.charts.pipeline_lines import lay_out_lines
from briefgen.charts.pipeline_rows import Pipeline, indication_words, notes_of, numbered, prepare, unknown_words


def describe(numbers: Pipeline) -> str:
    """Stages, row by row."""
    clauses = []
    for row in numbers.rows:
        stage = str(row.stage) if row.stage else unknown_words(row)
        stage += f" {row.approved}" if row.approved else ""
        stage += f" ({row.remark})" if row.approved and row.remark else ""
        notes = "".join(f", {words}" for words in (*map(str, (one.words for one in row.told)), *notes_of(row)))
        where = str(row.territory) if row.territory else "territory not in the sources"
        partner = f", {row.owner}" if row.owner else ""
        clauses.append(f"{row.asset}, {indication_words(row)}, {where}{partner}: {stage}{notes}")
    return alt_text("Development stage by asset, indication and territory", clauses)


CHART = Chart(
    name="pipeline",
    summary="Stage reached by each asset, indication and territory",
    needs="programs",
    prepare=prepare,
    lay_out=lay_out_lines,
    describe=describe,
    numbered=numbered,
)
