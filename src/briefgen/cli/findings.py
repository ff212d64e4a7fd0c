"""The command that shows what the editor finds, in its order."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options
from briefgen.project import find_project

if TYPE_CHECKING:
    from briefgen.editor import Finding
    from briefgen.values.dates import Period


@click.command(short_help="What became known, the most material first.")
@click.option("--for", "subjects", multiple=True, metavar="ID", help="Only this company, asset or area; repeatable.")
@options.period
@options.as_of
@options.audience
@options.data
@options.templates
@options.json
def findings(
    subjects: tuple[str, ...], period: Period | None, as_of: date | None, audience: str | None, data: Path | None,
    templates: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Show what became known in a period, the most material first.

    The ranking is that of templates/editor.yaml. Without --for: all companies.
    """
    from briefgen import editor
    from briefgen.cli.diff import chosen
    from briefgen.cli.output import answer, print_json
    from briefgen.dataset.load import load_dataset
    from briefgen.view.view import view_of

    project = find_project(data, templates, None)
    day, span = options.time_frame(as_of, period)
    ranking = editor.read_materiality(project.templates, str(project.templates))
    view = view_of(load_dataset(project.data, str(project.data)), day, span, audience or "investor")
    found = [(subject, editor.findings(view, subject, span, ranking)) for subject in chosen(view, subjects)]
    if as_json:
        print_json({
            "version": 1, "as_of": day.isoformat(), "period": span.text, "audience": view.audience,
            "subjects": [
                {"id": subject.id, "name": str(subject.name), "findings": [_as_json(one) for one in rows]}
                for subject, rows in found
            ],
        })  # fmt: skip
        return
    texts = []
    for subject, rows in found:
        news = [one for one in rows if one.is_new and one.is_news]
        head = (
            f"{subject.name}: {len(news) or 'nothing'} new in {span.long()}, {len(rows) - len(news)} known as context"
        )
        texts.append("\n".join((head, *map(_row, news))).replace("\u00a0", " "))
    answer("\n\n".join(texts))


def _row(one: Finding) -> str:
    from briefgen.editor.changes import named
    from briefgen.editor.materiality import FINDING_KINDS

    outcome = "outcome not stated" if one.outcome == "not_stated" else one.outcome.replace("_", " ")
    judged = "" if one.outcome == "not_applicable" else f", {outcome}"
    own = "" if one.own else ", of a partner"
    known = f"known {one.known.with_preposition()}" if one.known else "no date"
    return f"  {FINDING_KINDS.print(one.kind)}{judged}{own}: {named(one.lead)}; {known}"


def _as_json(one: Finding) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "rank": one.rank,
        "new": one.is_new,
        "news": one.is_news,
        "own": one.own,
        "outcome": one.outcome,
        "primary": one.primary,
        "known": one.known.text if one.known else None,
        "records": [str(seen.fact.record) for seen in one.records],
    }
