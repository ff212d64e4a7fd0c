"""The command `briefgen accessibility`: finished files held against what readers need."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli import options
from briefgen.cli.exits import exit_code
from briefgen.cli.output import print_json, print_problems, problem_as_json, say
from briefgen.values.counting import count


@click.command(short_help="What readers of finished files could not read.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE...")
@options.json
def accessibility(files: tuple[Path, ...], as_json: bool) -> int:
    """Hold finished files against what readers need who listen, enlarge or see no colours.

    Alternative texts, titles, reading order, headings, table heads, language, links, sizes and contrast of each Word,
    PowerPoint or Excel file, or of all in a folder but copies for review.
    """
    from briefgen.accessibility import audit_files

    audited, problems = audit_files(files)
    if as_json:
        print_json({"version": 1, "files": list(map(str, audited)), "problems": list(map(problem_as_json, problems))})
    else:
        print_problems(problems)
        say(f"{count(len(audited), 'file')}, {count(len(problems), 'problem')}")
    return exit_code(problems, ())
