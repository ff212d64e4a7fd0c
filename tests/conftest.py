"""Shared by the tests: the real project built once per run, and no silent skips where BRIEFGEN_NO_SKIP is set."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from briefgen.build.libraries import collect_seldom

ROOT = Path(__file__).parents[1]
if "BRIEFGEN_CACHE" not in os.environ:  # the tests of one run share what they keep, and leave the reader's alone
    os.environ["BRIEFGEN_CACHE"] = tempfile.mkdtemp(prefix="briefgen-tests-")
    atexit.register(shutil.rmtree, os.environ["BRIEFGEN_CACHE"], ignore_errors=True)
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if WORKER and sys.platform == "linux":  # one processor for each test process: what a test builds is built in it
    _processors = sorted(os.sched_getaffinity(0))
    _turn = os.getppid() + int(WORKER.removeprefix("gw"))  # two runs at once do not begin at the same one
    os.sched_setaffinity(0, {_processors[_turn % len(_processors)]})
NO_SKIP = bool(os.environ.get("BRIEFGEN_NO_SKIP"))
collect_seldom()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write the golden dumps of tests/golden anew")


FIRST = (
    "whole/test_readme", "whole/test_outputs", "whole/test_own_words", "reference/test_office_templates",
    "writers/test_editable_charts", "audit/test_mutations", "build/test_cluster", "build/test_output_folder",
    "whole/test_stress", "cli/test_terminal", "writers/test_word_pages", "companies/test_akeso", "build/test_pdf",
    "corporate/test_corporate", "reference/test_company_templates", "briefs/test_result_words", "whole/test_scheduled",
    "charts/test_charts", "cli/test_cli", "writers/test_word", "portal/test_portal_browser", "explain/test_explain",
    "companies/test_whole_slides", "editor/test_budget", "whole/", "build/", "editor/", "view/test_clocks", "measures/",
    "compliance/", "review/", "accessibility/", "reference/", "charts/", "companies/", "briefs/", "writers/", "trace/",
)  # fmt: skip
"""What takes longest begins first, so that no test process waits for another at the end. The first file does without
the real project built, which the second waits for."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def turn(item: pytest.Item) -> int:
        return next(
            (place for place, start in enumerate(FIRST) if item.nodeid.startswith(f"tests/{start}")), len(FIRST)
        )

    items.sort(key=turn)


MOST_GROWTH = 150  # MiB
_after_the_last_look = 0


def _held() -> int:
    """The memory of this process, in MiB; 0 where it is not known."""
    place = Path("/proc/self/statm")
    return int(place.read_text().split()[1]) * os.sysconf("SC_PAGESIZE") >> 20 if place.exists() else 0


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Look through all for garbage where much has come: an Office file that was opened is a few objects of Python in a
    circle, and so seldom looked for, but many megabytes of XML."""
    global _after_the_last_look
    if _held() > _after_the_last_look + MOST_GROWTH:
        gc.collect()
        _after_the_last_look = _held()


def pytest_sessionfinish() -> None:
    """Write what a test process covered before it says that it is done: afterwards it is given ten seconds to end."""
    if WORKER and "coverage" in sys.modules and (covered := sys.modules["coverage"].Coverage.current()):
        covered.save()


def _forbid_skip(report: Any) -> None:
    if NO_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which BRIEFGEN_NO_SKIP forbids: {report.longrepr}"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    outcome = yield
    _forbid_skip(outcome.get_result())


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    outcome = yield
    _forbid_skip(outcome.get_result())


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Only one process at a time is inside; the others wait."""
    with path.open("w") as lock:
        if sys.platform == "win32":
            import msvcrt

            while True:
                try:
                    msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:  # it gives up after ten seconds
                    continue
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _once(factory: pytest.TempPathFactory, worker_id: str, name: str, make: Callable[[Path], int]) -> Path:
    """A folder that one of the test processes fills, once for all of them."""
    base = factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    output = shared / name
    with _alone(shared / f"{name}.lock"):
        if not (output / "manifest.json").exists():
            assert make(output) == 0, f"{name} does not build"
    return output


def _build(output: Path, data: Path, *more: str) -> int:
    from briefgen.cli.main import main

    folders = ["--data", str(data), "--templates", str(ROOT / "templates"), "--output", str(output)]
    return main(["build", *more, "--period", "2025-Q4", "--as-of", "2025-12-31", "--quiet", *folders])


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The output folder of the real project for 2025-Q4."""
    return _once(tmp_path_factory, worker_id, "built", lambda output: _build(output, ROOT / "data"))


@pytest.fixture(scope="session")
def portfolio(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The output folder of a part of the made-up portfolio, with charts that Office can edit."""
    from support.portfolio_data import SAMPLE, write_portfolio

    def make(output: Path) -> int:
        data = write_portfolio(output.parent / "portfolio-data")
        chosen = [option for id in SAMPLE for option in ("--for", id)]
        return _build(output, data, *chosen, "--charts", "native")

    return _once(tmp_path_factory, worker_id, "portfolio", make)
