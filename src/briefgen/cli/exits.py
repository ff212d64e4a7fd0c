"""The exit codes, and how a command ends that refuses or has found a bug."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefgen.cli.output import say

if TYPE_CHECKING:
    from briefgen.build.job import Failure
    from briefgen.problems import Problem

OK, PROBLEMS, USAGE, BUG, INTERRUPTED, READER_GONE = 0, 1, 2, 101, 130, 141


def refused(reason: str) -> int:
    """Say why nothing is done."""
    say(f"briefgen: {reason}")
    return USAGE


def exit_code(problems: Sequence[Problem], failures: Sequence[Failure] = ()) -> int:
    """A bug if there is one, else whether a problem is an error."""
    if bugs := [failure.bug for failure in failures if failure.bug]:
        return report_bugs(bugs)
    return PROBLEMS if any(problem.severity == "error" for problem in problems) else OK


def report_bugs(bugs: Sequence[str]) -> int:
    """Print the traceback of each bug, once."""
    for bug in dict.fromkeys(bugs):
        say(bug.rstrip())
    say("briefgen: this is a bug in briefgen; please report the text above to its maintainers")
    return BUG
