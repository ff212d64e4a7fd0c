"""The command that writes everything on a subject into a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import options

if TYPE_CHECKING:
    from briefgen.values.dates import Period

_WIDE, _NARROW = 34, 16


@click.command()
@click.argument("subject")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.xlsx")
@options.period
@options.as_of
@options.audience
@options.data
def register(
    subject: str, file: Path, period: Period | None, as_of: date | None, audience: str | None, data: Path | None
) -> None:
    """Write everything that is known of a company, asset or area into a workbook.

    One row for each record, with its id, its sources and its place in the data files; what is cut from a document
    stands here.
    """
    if file.suffix != ".xlsx":
        raise click.UsageError(f"{file} does not end in .xlsx")
    from briefgen.atomic import write_whole
    from briefgen.cli.diff import chosen
    from briefgen.cli.output import say
    from briefgen.dataset.load import load_dataset
    from briefgen.editor.register import registers
    from briefgen.trace.workbook import Sheet, workbook
    from briefgen.values.counting import count
    from briefgen.view.view import view_of

    day, span = options.time_frame(as_of, period)
    view = view_of(load_dataset(data or Path("data"), str(data or "data")), day, span, audience or "investor")
    made = registers(chosen(view, (subject,))[0])
    sheets = [
        Sheet(one.name, tuple((column, _width(one.rows, n)) for n, column in enumerate(one.columns)), one.rows)
        for one in made
    ]
    write_whole(file, workbook(sheets))
    say(f"{file}: {count(sum(len(one.rows) for one in made), 'row')} on {count(len(made), 'sheet')}")


def _width(rows: tuple[tuple[str, ...], ...], column: int) -> float:
    """Narrow where every text is short."""
    return _WIDE if any(len(row[column]) > _NARROW for row in rows) else _NARROW
