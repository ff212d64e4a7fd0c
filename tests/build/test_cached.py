"""Builds that find what earlier ones kept: the same bytes, and nothing is loaded that draws."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.build.build import DRAWING, preload
from briefgen.cache import keep, key_of
from support.small_project import add_brief, small_project

PAGE = """
# Charts

## The pipeline

{{ chart('pipeline', asset.programs, caption='Pipeline') }}

## What happened

{{ chart('timeline', asset.events, as_of=as_of, caption='Events') }}
"""
DECK = ["build", "charts", "--format", "pptx", "--period", "2025-Q4", "--as-of", "2025-12-31", "--jobs", "1"]
BUILD = """
import sys
from briefgen.cli.main import main
code = main(sys.argv[1:])
print("drawn" if "matplotlib" in sys.modules else "found")
sys.exit(code)
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "kept"))
    add_brief(small_project(tmp_path), "charts", PAGE)
    return tmp_path


def built(project: Path, output: str, *more: str) -> tuple[str, dict[str, bytes]]:
    """Whether a build in a process of its own loaded what draws, and what it wrote."""
    command = [sys.executable, "-c", BUILD, *DECK, "--output", output, *more]
    run = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
    files = {path.name: path.read_bytes() for path in (project / output).rglob("*.pptx")}
    assert files
    return run.stdout.split()[-1], files


def test_a_build_whose_charts_are_kept_draws_nothing(project: Path) -> None:
    first, files = built(project, "first", "--no-cache")
    assert not (project / "kept").exists()
    second, again = built(project, "second")
    third, anew = built(project, "third")
    assert (first, second, third) == ("drawn", "drawn", "found")
    assert files == again == anew


def test_workers_begin_with_what_draws_only_where_nothing_is_drawn(project: Path) -> None:
    assert set(DRAWING) <= set(preload(cached=True))
    keep("charts", key_of("a chart"), b"picture")
    assert not set(DRAWING) & set(preload(cached=True))
    assert set(DRAWING) <= set(preload(cached=False))
