"""The command `briefgen verify-build`: the output folder held against its manifest."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli import options
from briefgen.cli.exits import OK, PROBLEMS
from briefgen.cli.output import answer, print_json, print_problems, problem_as_json
from briefgen.project import find_project
from briefgen.values.counting import count


@click.command("verify-build")
@click.option("--rebuild", is_flag=True, help="Also build every document again and compare the bytes; writes nothing.")
@options.data
@options.templates
@options.output
@click.option(
    "--source-texts",
    "texts",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="With --rebuild: the texts of sources that the reference packs were made with.",
)
@options.jobs
@options.seconds
@options.json
def verify_build(
    rebuild: bool, data: Path | None, templates: Path | None, output: Path | None, texts: Path | None,
    jobs: int | None, seconds: float | None, as_json: bool,
) -> int:  # fmt: skip
    """Hold every file of the output folder against its manifest.

    Names files that are missing or were changed, and documents, ledgers and packs that are not in the manifest.
    """
    if texts and not rebuild:
        raise click.UsageError("--source-texts is for --rebuild")
    from briefgen.build.verification import verify_folder

    project = find_project(data, templates, output)
    found = verify_folder(project.output)
    problems, rebuilt = found.problems, 0
    if rebuild:
        from briefgen.build.build import preload, read_texts
        from briefgen.build.executors import SECONDS, cores, local
        from briefgen.build.verification import rebuild as build_again

        executor = local(jobs or cores(), seconds or SECONDS, preload(cached=False))
        again = build_again(project, executor, texts, read_texts)
        problems, rebuilt = tuple(sorted({*problems, *again.problems})), again.rebuilt
    if as_json:
        print_json({
            "version": 1, "verified": found.files, "rebuilt": rebuilt, "problems": list(map(problem_as_json, problems)),
        })  # fmt: skip
        return PROBLEMS if problems else OK
    print_problems(problems)
    answer(f"{project.output}: {count(found.files, 'file')} as built; {count(len(problems), 'problem')}")
    if rebuild:
        answer(f"built again: {count(rebuilt, 'file')} with the same bytes")
    return PROBLEMS if problems else OK
