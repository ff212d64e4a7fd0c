"""The command `briefgen check`: everything that is wrong, with nothing written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import options
from briefgen.cli.exits import exit_code
from briefgen.cli.output import (
    print_annotations,
    print_code_quality,
    print_json,
    print_notices,
    print_problems,
    problem_as_json,
    say,
)
from briefgen.project import find_project
from briefgen.values.counting import count

if TYPE_CHECKING:
    from briefgen.values.dates import Period


@click.command()
@click.argument("briefs", nargs=-1, metavar="[BRIEF]...")
@options.period
@options.as_of
@options.data
@options.templates
@click.option(
    "--output-format",
    type=click.Choice(("text", "json", "github", "gitlab")),
    default="text",
    help="How problems are printed: as text, JSON, annotations of GitHub or a Code Quality report of GitLab.",
)
@click.option("--all", "every", is_flag=True, help="List each warning, also those a file has many of.")
@click.option("--full", is_flag=True, help="Also write, audit and measure every document, and keep none.")
@options.jobs
@options.seconds
@options.json
def check(
    briefs: tuple[str, ...], period: Period | None, as_of: date | None, data: Path | None, templates: Path | None,
    output_format: str, every: bool, full: bool, jobs: int | None, seconds: float | None,
    as_json: bool,
) -> int:  # fmt: skip
    """Find everything that is wrong; write nothing.

    Looks at the dataset, the brand, the templates and every document they make. Warnings of one kind that a file has
    many of are summed up; --all and JSON list each.
    """
    from briefgen.build.check import by_file, review_project
    from briefgen.build.executors import SECONDS, cores
    from briefgen.build.left_out import in_short
    from briefgen.build.wanted import Selection

    project = find_project(data, templates, None)
    selection = Selection(*options.time_frame(as_of, period), briefs)
    problems, bugs, without = review_project(project, selection, jobs or cores(), seconds or SECONDS, full=full)
    shown = problems if every else by_file(problems)
    match "json" if as_json else output_format:
        case "json":
            thin = [{"subject": one.subject, "reason": one.reason} for one in without]
            found = [problem_as_json(problem) for problem in problems]
            print_json({"version": 1, "problems": found, "left_out": thin})
        case "github":
            print_annotations(shown)
            print_notices(map(str, without))
        case "gitlab":
            print_code_quality(problems)
            print_problems(shown)
        case _:
            print_problems(shown)
            for line in in_short(list(without)):
                say(line)
            errors = sum(problem.severity == "error" for problem in problems)
            say(f"{count(errors, 'error')}, {count(len(problems) - errors, 'warning')}")
    return exit_code(problems, bugs)
