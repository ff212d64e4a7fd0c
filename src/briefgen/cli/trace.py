"""The commands that lead from finished files back to sources: trace and audit."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import options

if TYPE_CHECKING:
    from briefgen.audit.files import Opened
    from briefgen.trace.trace import TraceRow

OK, PROBLEMS = 0, 1
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="FILE...")
@options.output
@options.json
def audit(files: tuple[Path, ...], output: Path | None, as_json: bool) -> int:
    """Hold every number of finished files, or of all files in a folder, against their ledgers.

    Finds what people have changed since: numbers, qualifiers, negations, statements, citations, source lines, pictures.
    """
    from briefgen.audit.files import audit_file, documents
    from briefgen.cli.output import answer, print_json, print_problems, problem_as_json
    from briefgen.formats import endings
    from briefgen.values.counting import count

    found = [audit_file(path, output or Path("output")) for path in documents(files)]
    if not found:
        nothing = " and ".join(f"no {ending}" for ending in endings())
        raise click.UsageError(f"there is {nothing} in {', '.join(map(str, files))}")
    problems = [problem for one, _ in found for problem in one.problems]
    if as_json:
        print_json({
            "version": 1,
            "files": [
                {"path": one.path, "changed": changed, "found": one.coverage.found, "traced": one.coverage.traced,
                 "exempt": dict(sorted(one.coverage.exempt.items())), "edits": asdict(one.edits)}
                for one, changed in found
            ],
            "problems": [problem_as_json(problem) for problem in problems],
        })  # fmt: skip
        return PROBLEMS if problems else OK
    print_problems(problems)
    for one, changed in found:
        edited = "; edited since it was written" if changed else ""
        notes = f"; {one.edits}" if str(one.edits) else ""
        said = f"{one.coverage}{notes}" if one.held else "not audited"
        answer(f"{one.path}: {said}; {count(len(one.problems), 'problem')}{edited}")
    return PROBLEMS if problems else OK


@click.command()
@click.argument("file", required=False, type=_FILE)
@click.option("--find", metavar="TEXT", default="", help="Only values that hold this text: 21.9")
@click.option("--source", metavar="ID", help="Everything in all outputs that rests on this source.")
@click.option("--record", metavar="ID", help="Everything in all outputs that rests on this record.")
@click.option("--xlsx", type=click.Path(path_type=Path), metavar="FILE", help="Write a workbook for reviewers.")
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write a page to read and search.")
@options.output
@options.json
def trace(
    file: Path | None, find: str, source: str | None, record: str | None, xlsx: Path | None, html: Path | None,
    output: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Lead a number back to its record and source, or a source to every number.

    Works on files that were renamed or mailed: they know who they are.
    """
    if not (file or source or record):
        raise click.UsageError("give a FILE, or --source ID, or --record ID")
    if source and record:
        raise click.UsageError("give only one of --source and --record")
    for path, ending in ((xlsx, ".xlsx"), (html, ".html")):
        _may_write(path, ending)
    from briefgen.cli.output import answer, print_json, say
    from briefgen.trace.trace import as_text, holding, rests_on, trace_record, trace_source
    from briefgen.values.counting import count

    folder = output or Path("output")
    notices: list[str] = []
    if file and (source or record):
        rows = holding(rests_on(_opened(file, folder, notices), source or "", record or ""), find)
    elif file:
        rows = _of_file(file, find, folder, notices)
    elif source:
        rows = holding(trace_source(folder, source), find)
    else:
        rows = holding(trace_record(folder, record or ""), find)
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


def _opened(file: Path, output: Path, notices: list[str]) -> Opened:
    from briefgen.audit.files import open_file
    from briefgen.problems import Problem, ProblemsFoundError

    opened = open_file(file, output)
    if isinstance(opened, Problem):
        raise ProblemsFoundError([opened])
    if opened.changed:
        notices.append(f"{file} was edited since it was written: see `briefgen audit {file}`")
    if opened.ledger.file not in ("", file.name):
        notices.append(f"{file} is {opened.ledger.file}: {opened.ledger.title}, as of {opened.ledger.as_of}")
    return opened


def _of_file(file: Path, find: str, output: Path, notices: list[str]) -> tuple[TraceRow, ...]:
    from briefgen.trace.trace import stands_untraced, trace_file

    opened = _opened(file, output, notices)
    rows = trace_file(opened, find)
    if find and not rows:
        places = stands_untraced(opened, find)
        said = f"stands at {'; '.join(places[:5])}, but no record says it" if places else "does not stand in the file"
        notices.append(f"'{find}' {said}")
    return rows
