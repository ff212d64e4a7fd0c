"""The command `briefgen init`: a new project."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.exits import OK, refused
from briefgen.cli.output import say
from briefgen.project import start_project

QUARTER_OF_EXAMPLE = "--period 2025-Q4 --as-of 2025-12-31"  # when the example has news; later ones have none


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> int:
    """Start a project in a new folder.

    It holds a small example dataset, the templates and the brand, and a workflow that builds on a schedule.
    """
    try:
        start_project(folder)
    except FileExistsError as error:
        return refused(f"{error}; give a new or empty folder")
    say(f"{folder} is ready. Next: cd {folder} && briefgen build {QUARTER_OF_EXAMPLE}")
    return OK
