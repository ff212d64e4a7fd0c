"""Shared by the tests: the real project built once per run, and no silent skips where BRIEFGEN_NO_SKIP is set."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
NO_SKIP = bool(os.environ.get("BRIEFGEN_NO_SKIP"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write the golden dumps of tests/golden anew")


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


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The output folder of the real project for 2025-Q4, built once for all test processes."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    output = shared / "built"
    with (shared / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (output / "manifest.json").exists():
            from briefgen.cli import main

            folders = ["--data", str(ROOT / "data"), "--templates", str(ROOT / "templates"), "--output", str(output)]
            code = main(["build", "--period", "2025-Q4", "--as-of", "2025-12-31", "--quiet", *folders])
            assert code == 0, "the real project does not build"
    return output
