"""The command `briefgen doctor`: whether a build can work here."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli import options
from briefgen.cli.exits import OK, PROBLEMS
from briefgen.cli.output import answer, print_json, say
from briefgen.project import find_project
from briefgen.values.counting import count


@click.command(short_help="What of this machine stops a build.")
@options.data
@options.templates
@options.output
@options.scheduler
@options.json
def doctor(data: Path | None, templates: Path | None, output: Path | None, scheduler: str | None, as_json: bool) -> int:
    """Look at the machine and the project: versions, fonts, folders, cores, memory, LibreOffice, a cluster.

    Says what stops a build, and what would make more of it.
    """
    from briefgen.doctor import signs

    found = list(signs(find_project(data, templates, output), scheduler or ""))
    stops = sum(sign.state == "stops" for sign in found)
    if as_json:
        print_json({
            "version": 1, "signs": [{"what": one.what, "said": one.said, "state": one.state} for one in found],
        })  # fmt: skip
        return PROBLEMS if stops else OK
    width = max(len(sign.what) for sign in found)
    for sign in found:
        answer(f"{sign.state:<5}  {sign.what:<{width}}  {sign.said}")
    say(f"{count(stops, 'thing')} would stop a build" if stops else "nothing stops a build")
    return PROBLEMS if stops else OK
