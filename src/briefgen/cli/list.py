"""The command `briefgen list`: what a project holds."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli import options
from briefgen.cli.output import answer, print_json, say
from briefgen.project import find_project

LISTS = ("briefs", "companies", "assets", "areas", "charts", "conflicts", "remarks", "comments", "values")


@click.command("list", short_help="List briefs, companies, assets, charts and more.")
@click.argument("what", type=click.Choice(LISTS))
@options.data
@options.templates
@options.json
def list_(what: str, data: Path | None, templates: Path | None, as_json: bool) -> None:
    """List briefs, companies, assets, areas, charts, where sources conflict, remarks and comments of the house, or the
    values that a comment can quote."""
    from briefgen.cli.lists import list_things

    rows = list_things(what, find_project(data, templates, None))
    if as_json:
        print_json({"version": 1, what: [{"id": id, "text": text} for id, text in rows]})
        return
    if not rows:
        say(f"no {what}")
    width = max((len(id) for id, _ in rows), default=0)
    for id, text in rows:
        answer(f"{id:<{width}}  {text}".rstrip())
