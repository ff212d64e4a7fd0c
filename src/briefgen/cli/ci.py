"""`briefgen ci init`: the files that make a host build a project on a schedule."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.atomic import write_whole
from briefgen.cli.exits import OK, refused
from briefgen.cli.output import say
from briefgen.files import UnreadableError, read_file
from briefgen.project import CI_HOSTS, ci_files


@click.group()
def ci() -> None:
    """Builds on a schedule, by GitHub or GitLab."""


@ci.command()
@click.argument("host", type=click.Choice(tuple(CI_HOSTS)), default="github")
@click.option("--force", is_flag=True, help="Write over files that are there and differ.")
def init(host: str, force: bool) -> int:
    """Write the files of a nightly and a quarterly build into this project.

    HOST is github, unless gitlab is named. Run it in the folder that your repository begins with. When a file is there
    and differs, nothing is written, unless --force.
    """
    files = {Path(name): text.encode() for name, text in ci_files(host).items()}
    same = [path for path, data in files.items() if _content(path) == data]
    others = [path for path in files if path not in same and (path.exists() or path.is_symlink())]
    if others and not force:
        return refused(f"{', '.join(map(str, others))} would be written over; look at it, then use --force")
    for path, data in files.items():
        if path not in same:
            write_whole(path, data)
        say(f"{path} is as it should be" if path in same else f"wrote {path}")
    return OK


def _content(path: Path) -> bytes | None:
    try:
        return read_file(path, 1_000_000)
    except UnreadableError:
        return None
