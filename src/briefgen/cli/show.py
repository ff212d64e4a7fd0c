"""The command `briefgen show`: one document as text."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import options
from briefgen.cli.exits import OK, exit_code
from briefgen.cli.output import answer, print_problems
from briefgen.project import find_project

if TYPE_CHECKING:
    from briefgen.values.dates import Period


@click.command()
@click.argument("brief")
@click.argument("subject")
@click.option("--format", "format", type=options.FORMAT, help="[default: the first of the brief]")
@options.period
@options.as_of
@options.audience
@options.data
@options.templates
def show(
    brief: str, subject: str, format: str | None, period: Period | None, as_of: date | None, audience: str | None,
    data: Path | None, templates: Path | None,
) -> int:  # fmt: skip
    """Print one document as text."""
    from briefgen.build.job import Failure, composed
    from briefgen.build.prepare import prepare
    from briefgen.build.wanted import Selection
    from briefgen.document.dump import dump_document

    formats = (format,) if format else ()
    selection = Selection(*options.time_frame(as_of, period), (brief,), (subject,), audience or "", formats)
    prepared = prepare(find_project(data, templates, None), selection)
    result = composed(prepared.jobs[0], prepared.materials)
    if isinstance(result, Failure):
        print_problems(result.problems)
        return exit_code(result.problems, [result] if result.bug else [])
    answer(dump_document(result))
    return OK
