"""The command `briefgen trace`: from a number of a finished file to its source, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import options
from briefgen.cli.exits import OK, PROBLEMS

if TYPE_CHECKING:
    from briefgen.audit.files import Opened
    from briefgen.dataset.store import Dataset
    from briefgen.trace.trace import TraceRow

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command(short_help="Lead a number back to its record and source.")
@click.argument("file", required=False, type=_FILE)
@click.option("--find", metavar="TEXT", default="", help="Only values that hold this text: 21.9")
@click.option("--source", metavar="ID", help="Everything in all outputs that rests on this source.")
@click.option("--record", metavar="ID", help="Everything in all outputs that rests on this record.")
@click.option("--xlsx", type=click.Path(path_type=Path), metavar="FILE", help="Write a workbook for reviewers.")
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write a page to read and search.")
@options.data
@options.output
@options.json
def trace(
    file: Path | None, find: str, source: str | None, record: str | None, xlsx: Path | None, html: Path | None,
    data: Path | None, output: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Lead a number back to its record and source, or a source to every number.

    Works on files that were renamed or mailed: they know who they are. The line of a record is told where the data is.
    """
    if not (file or source or record):
        raise click.UsageError("give a FILE, or --source ID, or --record ID")
    if source and record:
        raise click.UsageError("give only one of --source and --record")
    for path, ending in ((xlsx, ".xlsx"), (html, ".html")):
        _may_write(path, ending)
    from briefgen.cli.output import answer, print_json, say
    from briefgen.trace.lines import dataset_of
    from briefgen.trace.trace import as_text, holding, rests_on, trace_record, trace_source
    from briefgen.values.counting import count

    folder = output or Path("output")
    notices: list[str] = []
    dataset = dataset_of(data or Path("data"))
    if file:
        opened = _opened(file, folder, dataset, notices)
        if source or record:
            rows = holding(rests_on(opened, source or "", record or ""), find)
        else:
            rows = _of_file(opened, find, notices)
    elif source:
        rows = holding(trace_source(folder, source, dataset), find)
    else:
        rows = holding(trace_record(folder, record or "", dataset), find)
    if xlsx:
        from briefgen.atomic import write_whole
        from briefgen.trace.workbook import values_sheet, workbook

        write_whole(xlsx, workbook([values_sheet(rows)]))
        notices.append(f"wrote {xlsx}")
    if html:
        from briefgen.atomic import write_whole
        from briefgen.trace.page import page

        write_whole(html, page(rows, file.name if file else str(source or record), find).encode())
        notices.append(f"wrote {html}")
    if as_json:
        print_json({"version": 1, "values": [row.to_json() for row in rows], "notices": notices})
    elif not xlsx and not html:
        for block in as_text(rows, files=not file):
            answer(block)
    outputs = len({row.file for row in rows})
    where = "" if file else f" in {count(outputs, 'output')}"
    for line in [*notices, f"{count(len(rows), 'value')}{where}"]:
        say(line)
    return OK if rows else PROBLEMS


def _may_write(path: Path | None, ending: str) -> None:
    """Refuse to write over another kind of file, or into a folder that is not there."""
    if path is None:
        return
    if path.suffix.lower() != ending:
        raise click.UsageError(f"'{path}' must end in {ending}, so that no other file is written over")
    if not path.parent.is_dir():
        raise click.UsageError(f"there is no folder '{path.parent}' to write {path.name} into")


def _opened(file: Path, output: Path, dataset: Dataset | None, notices: list[str]) -> Opened:
    from dataclasses import replace

    from briefgen.audit.files import open_file
    from briefgen.problems import Problem, ProblemsFoundError
    from briefgen.trace.lines import with_lines

    opened = open_file(file, output)
    if isinstance(opened, Problem):
        raise ProblemsFoundError([opened])
    if opened.changed:
        notices.append(f"{file} was edited since it was written: see `briefgen audit {file}`")
    if opened.ledger.file not in ("", file.name):
        notices.append(f"{file} is {opened.ledger.file}: {opened.ledger.title}, as of {opened.ledger.as_of}")
    return replace(opened, ledger=with_lines(opened.ledger, dataset))


def _of_file(opened: Opened, find: str, notices: list[str]) -> tuple[TraceRow, ...]:
    from briefgen.trace.trace import stands_untraced, trace_file

    rows = trace_file(opened, find)
    if find and not rows:
        places = stands_untraced(opened, find)
        said = f"stands at {'; '.join(places[:5])}, but no record says it" if places else "does not stand in the file"
        notices.append(f"'{find}' {said}")
    return rows
