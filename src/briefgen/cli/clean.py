"""The command `briefgen clean`: what briefgen made and does not make any more."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from briefgen.cli import options
from briefgen.cli.exits import OK
from briefgen.cli.output import answer, print_json, say
from briefgen.project import find_project
from briefgen.values.counting import count


@click.command(short_help="List files that are not made any more.")
@options.data
@options.templates
@options.output
@click.option("--yes", is_flag=True, help="Remove without asking.")
@options.json
def clean(data: Path | None, templates: Path | None, output: Path | None, yes: bool, as_json: bool) -> int:
    """List files in the output folder that are not made any more, and remove them.

    Nothing is removed that briefgen did not make, or that somebody has edited since. Ledgers are kept with those of
    earlier builds, so that a file that was sent can still be traced.
    """
    from briefgen.build.clean import orphans, remove
    from briefgen.build.lock import locked

    project = find_project(data, templates, output)
    with locked(project.output):
        found = orphans(project)
        if as_json:
            files = [{"path": one.path, "why": one.why} | ({"kept": one.kept} if one.kept else {}) for one in found]
            print_json({"version": 1, "files": files})
        else:
            for one in found:
                answer(str(one))
        removable = sum(not one.kept for one in found)
        if not removable:
            say("nothing to remove")
            return OK
        if not yes and not (sys.stdin.isatty() and click.confirm(f"Remove {count(removable, 'file')}?", err=True)):
            say(f"nothing removed; --yes removes {count(removable, 'file')}")
            return OK
        say(f"removed {count(remove(project, found), 'file')}")
    return OK
