"""The command `briefgen preview`: one document in the browser."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import options
from briefgen.cli.exits import OK
from briefgen.cli.output import say
from briefgen.project import find_project

if TYPE_CHECKING:
    from briefgen.values.dates import Period


@click.command(short_help="Show one document in the browser.")
@click.argument("brief")
@click.argument("subject", required=False)
@click.option("--format", "formats", multiple=True, type=options.FORMAT, help="Only this format.")
@options.period
@options.as_of
@options.audience
@options.data
@options.templates
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help="Port of the page.  [default: a free one]")
@click.option("--no-browser", is_flag=True, help="Print the address only.")
@click.option("--watch", is_flag=True, help="Build again when a file of data or templates changes.")
def preview(
    brief: str, subject: str | None, formats: tuple[str, ...], period: Period | None, as_of: date | None,
    audience: str | None, data: Path | None, templates: Path | None, port: int | None, no_browser: bool, watch: bool,
) -> int:  # fmt: skip
    """Show one document in the browser, page by page beside its text.

    Pages are drawn by LibreOffice where it is installed; without it the text is shown.
    """
    from briefgen.build.wanted import Selection
    from briefgen.preview import preview_brief

    project = find_project(data, templates, None)
    subjects = (subject,) if subject else ()
    selection = Selection(*options.time_frame(as_of, period), (brief,), subjects, audience or "", formats)
    preview_brief(project, selection, port, watch=watch, say=say, browser=not no_browser)
    return OK
