"""The command `briefgen audit`: finished files held against their ledgers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from briefgen.cli import options
from briefgen.cli.exits import OK, PROBLEMS


@click.command(short_help="Find what people have changed in finished files.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="FILE...")
@options.output
@options.json
def audit(files: tuple[Path, ...], output: Path | None, as_json: bool) -> int:
    """Hold every number of finished files, or of all files in a folder, against their ledgers.

    Finds what people have changed since: numbers, qualifiers, negations, statements, citations, source lines, pictures;
    and files of an older build that lie in the place of a newer one.
    """
    from briefgen.audit.files import audit_file, documents
    from briefgen.build.verification import against_manifest
    from briefgen.cli.output import answer, print_json, print_problems, problem_as_json
    from briefgen.formats import endings
    from briefgen.values.counting import count

    found = [audit_file(path, output or Path("output")) for path in documents(files)]
    if not found:
        nothing = " and ".join(f"no {ending}" for ending in endings())
        raise click.UsageError(f"there is {nothing} in {', '.join(map(str, files))}")
    folder = output or Path("output")
    laid = {one.path: tuple(against_manifest(Path(one.path), folder)) for one, _ in found}
    problems = [problem for one, _ in found for problem in (*one.problems, *laid[one.path])]
    if as_json:
        print_json({
            "version": 1,
            "files": [
                {"path": one.path, "changed": changed, "found": one.coverage.found, "traced": one.coverage.traced,
                 "exempt": dict(sorted(one.coverage.exempt.items())), "edits": asdict(one.edits)}
                for one, changed in found
            ],
            "problems": [problem_as_json(problem) for problem in problems],
        })  # fmt: skip
        return PROBLEMS if problems else OK
    print_problems(problems)
    for one, changed in found:
        edited = "; edited since it was written" if changed else ""
        notes = f"; {one.edits}" if str(one.edits) else ""
        said = f"{one.coverage}{notes}" if one.held else "not audited"
        wrong = len(one.problems) + len(laid[one.path])
        answer(f"{one.path}: {said}; {count(wrong, 'problem')}{edited}")
    return PROBLEMS if problems else OK
