"""The command that brings data files into one order and layout."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli import options
from briefgen.cli.output import answer, print_problems, say
from briefgen.project import find_project
from briefgen.values.counting import count


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[FILE]...")
@click.option("--check", is_flag=True, help="Write nothing; name the files that are not in order.")
@options.data
def fmt(files: tuple[Path, ...], check: bool, data: Path | None) -> int:
    """Bring data files into one order and layout.

    All files of the data folder, or those named. Comments, the order of records and the exact text of every value stay
    as they are, and so does what is loaded. With --check the exit code is 1 when a file is not in order.
    """
    from briefgen.entry.fmt import lay_out

    project = find_project(data, None, None)
    laid = lay_out(project.data, str(project.data), files, write=not check)
    for name in laid.changed:
        answer(name)
    print_problems(laid.problems)
    done = "not in order" if check else "written anew"
    say(f"{count(len(laid.changed), 'file')} {done}, {laid.unchanged} in order already")
    return 1 if laid.problems or (check and laid.changed) else 0
