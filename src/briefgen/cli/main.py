"""The program: its commands, and what it says and returns when one of them fails."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

import click

from briefgen.build.libraries import collect_seldom, silence_libraries
from briefgen.build.lock import LockedError
from briefgen.cli.accessibility import accessibility
from briefgen.cli.add import add
from briefgen.cli.audit import audit
from briefgen.cli.brand import brand
from briefgen.cli.build import build
from briefgen.cli.cache import cache
from briefgen.cli.check import check
from briefgen.cli.ci import ci
from briefgen.cli.clean import clean
from briefgen.cli.diff import diff
from briefgen.cli.doctor import doctor
from briefgen.cli.exits import INTERRUPTED, OK, PROBLEMS, READER_GONE, refused, report_bugs
from briefgen.cli.explain import explain
from briefgen.cli.findings import findings
from briefgen.cli.fmt import fmt
from briefgen.cli.init import init
from briefgen.cli.list import list_
from briefgen.cli.output import leave_streams, open_streams, print_problems, say
from briefgen.cli.portal import portal
from briefgen.cli.preview import preview
from briefgen.cli.sbom import sbom
from briefgen.cli.schema import schema
from briefgen.cli.show import show
from briefgen.cli.trace import trace
from briefgen.cli.verify import verify
from briefgen.cli.verify_build import verify_build
from briefgen.cli.words import words
from briefgen.problems import ProblemsFoundError
from briefgen.project import SelectionError

silence_libraries()  # before any is loaded, here and in the processes of a build, which load this module first
collect_seldom()
COMMANDS = (
    build, check, show, words, preview, list_, findings, diff, init, add, fmt, schema, verify, audit, trace,
    accessibility, portal, brand, verify_build, sbom, clean, cache, doctor, ci, explain,
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 fine, 1 the user's files, 2 usage, 130 interrupted, 101 a bug.

    141 when what reads the output has gone, as `| head` does.
    """
    open_streams()
    try:
        return _run(arguments)
    except (BrokenPipeError, SystemExit):  # click turns the one into the other
        leave_streams()
        return READER_GONE


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = cli.main(arguments, prog_name="briefgen", standalone_mode=False) or OK
        sys.stdout.flush()
        return code
    except ProblemsFoundError as error:
        print_problems(error.problems)
        return PROBLEMS
    except SelectionError as error:
        return refused(str(error))
    except LockedError as error:
        return refused(f"{error}; wait for it with --wait")
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        say(shown.getvalue().rstrip())
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("briefgen: interrupted; every file already written is whole")
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as error:
        return refused(f"{error.filename or 'a file or the terminal'}: {error.strerror or error}")
    except Exception:
        from traceback import format_exc

        return report_bugs([format_exc()])


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(None, "--version", package_name="briefgen", message="%(prog)s %(version)s")
def cli() -> None:
    """Word briefings and PowerPoint decks from a reviewed dataset, every number traced to its source."""


for command in COMMANDS:
    cli.add_command(command)
