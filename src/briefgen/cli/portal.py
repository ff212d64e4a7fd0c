"""The command `briefgen portal`: one page over everything in the output folder."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli import options
from briefgen.cli.exits import OK, refused
from briefgen.cli.output import say
from briefgen.project import find_project


@click.command(short_help="Write the page over everything in the output.")
@options.templates
@options.output
@options.jobs
def portal(templates: Path | None, output: Path | None, jobs: int | None) -> int:
    """Write index.html, the page over everything in the output folder.

    `briefgen build` writes it too; this also looks at each file for readers who listen, enlarge or see no colours,
    and draws its first page where LibreOffice is there.
    """
    from briefgen.brand.brand_file import read_brand
    from briefgen.build.executors import SECONDS, cores, local
    from briefgen.build.lock import locked
    from briefgen.build.manifest import read_manifest
    from briefgen.portal.accessible import PRELOAD, looking
    from briefgen.portal.first_pages import draw_first_pages
    from briefgen.portal.write import NotOursError, write_portal

    project = find_project(None, templates, output)
    if not project.output.is_dir():
        return refused(f"there is no folder {project.output}; build first, or say where with --output")
    brand = read_brand(project.templates / "brand", f"{project.templates}/brand")
    with locked(project.output):
        try:
            executor = local(jobs or cores(), SECONDS, PRELOAD)
            draw_first_pages(project.output, read_manifest(project.output).files, executor)
            written = write_portal(project.output, brand, looking(executor))
        except NotOursError as error:
            return refused(f"{error}; remove it or move it away")
    if written is None:
        return refused(f"{project.output} lists no document; build first, or say where with --output")
    say(f"wrote {written}")
    return OK
