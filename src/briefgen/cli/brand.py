"""`briefgen brand`: making the reference documents of a brand, and looking at the templates it has."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli import options
from briefgen.project import SelectionError, find_project, require_folder


@click.group(invoke_without_command=True)
@options.templates
@click.pass_context
def brand(context: click.Context, templates: Path | None) -> int:
    """Make the reference documents from _brand.yml.

    Writes reference.pptx and reference.docx into the brand's folder. `briefgen brand check` looks at the templates
    that are there and writes nothing.
    """
    context.obj = templates
    return 0 if context.invoked_subcommand else _make(templates)


@brand.command()
@options.templates
@options.json
@click.pass_context
def check(context: click.Context, templates: Path | None, as_json: bool) -> int:
    """List what the templates offer, what they lack, and what is used instead.

    Your company's own .pptx, .potx, .docx or .dotx lies beside _brand.yml, which names it under `templates`.
    """
    from briefgen.brand.brand_file import read_brand
    from briefgen.cli.output import answer, print_json, print_problems, problem_as_json
    from briefgen.reference.report import report

    found = report(read_brand(folder := _folder(templates or context.obj), str(folder)))
    if as_json:
        problems = [problem_as_json(problem) for problem in found.problems]
        print_json({"version": 1, "lines": list(found.lines), "problems": problems})
    else:
        for line in found.lines:
            answer(line)
        print_problems(found.problems)
    return 1 if any(problem.severity == "error" for problem in found.problems) else 0


def _make(templates: Path | None) -> int:
    from briefgen.cli.output import say
    from briefgen.reference.make import write_references

    if templates is None and not Path("templates").is_dir():
        raise SelectionError("there is no folder templates here; name yours with --templates, or run briefgen init")
    folder = _folder(templates)
    for path in write_references(folder, str(folder)):
        say(f"wrote {path}")
    return 0


def _folder(templates: Path | None) -> Path:
    """The folder of the brand."""
    found = find_project(None, templates, None).templates
    require_folder(found, str(found), "run `briefgen init` or use --templates")
    return found / "brand"
