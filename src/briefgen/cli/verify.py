"""The command `briefgen verify`: each fact of the dataset looked up in the text of the source it cites."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options

if TYPE_CHECKING:
    from briefgen.verify import Verdict, Verification

SHOWN = {"found": "found", "elsewhere": "elsewhere", "not_found": "NOT FOUND"}


@click.command()
@click.option(
    "--source-texts", "folder", required=True, type=click.Path(path_type=Path), envvar="BRIEFGEN_SOURCE_TEXTS",
    metavar="FOLDER", help="Texts of the sources: SOURCE-ID.txt, .html or .pdf, or as its sources.yaml names them.",
)  # fmt: skip
@options.data
@options.json
@click.option("--quiet", is_flag=True, help="Print problems only.")
def verify(folder: Path, data: Path | None, as_json: bool, quiet: bool) -> int:
    """Look up every number and date in the text of its source.

    Each must stand there with the same unit and qualifier, near the name of its trial, asset, indication or company.
    A number written differently is found too: 61,060 as 61 060, 4 years as four-year, per cent as %.
    """
    from briefgen.cli.output import print_json, print_problems, problem_as_json, say
    from briefgen.dataset.load import load_dataset
    from briefgen.problems import Origin, Problem
    from briefgen.project import find_project
    from briefgen.verify import locator_problems, read_texts, verify_facts

    project = find_project(data, None, None)
    dataset = load_dataset(project.data, str(project.data))
    texts = read_texts(dataset, folder)
    report = verify_facts(dataset, texts.by_source)
    problems = [*texts.problems, *report.problems(), *locator_problems(dataset, texts.by_source)]
    if not any(finding.outcome != "no_text" for finding in report.findings):
        hint = "name the files by source ids; `data/sources.yaml` or the file with `sources:` has them"
        problems.append(Problem(Origin(str(folder)), "nothing-verified", "holds no text of a cited source", hint))
    if as_json:
        findings = [_as_json(finding) for finding in report.findings]
        print_json({"version": 1, "facts": findings, "problems": [problem_as_json(p) for p in sorted(set(problems))]})
    else:
        if not quiet:
            _print_found(report)
        print_problems(problems)
        say(_summary(report))
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _print_found(report: Verification) -> None:
    from briefgen.cli.output import answer

    for finding in sorted(report.findings, key=lambda finding: finding.recorded.place):
        if finding.outcome == "no_text":
            continue
        where = f"{finding.source}, {finding.place}" if finding.place else finding.source
        what = f"{SHOWN[finding.outcome]}: {finding.recorded.label} '{finding.printed}'"
        said = f": {finding.passage}" if finding.passage else ""
        answer(f"{finding.recorded.place}: {what}: {where}{said}")


def _summary(report: Verification) -> str:
    from briefgen.values.counting import count

    parts = [
        f"{report.count('found')} found",
        f"{report.count('elsewhere')} only elsewhere or otherwise",
        f"{report.count('not_found')} not found",
        f"{report.count('no_text')} without the text of their source",
    ]
    return f"{count(len(report.findings), 'value')}: {', '.join(parts)}"


def _as_json(finding: Verdict) -> dict[str, Any]:
    place, recorded = finding.recorded.place, finding.recorded
    return {
        "record": str(recorded.fact.record), "field": recorded.fact.field, "path": place.path, "line": place.line,
        "column": place.column, "printed": finding.printed, "outcome": finding.outcome, "source": finding.source,
        "place": finding.place, "passage": finding.passage, "reason": finding.reason,
    }  # fmt: skip
