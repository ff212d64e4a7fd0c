"""Builds that find what earlier ones kept: the same bytes, and nothing is loaded that draws."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.build.build import DRAWING, preload
from briefgen.cache import keep, key_of

DATA = Path(__file__).parents[1] / "companies" / "kestrane" / "data"
DECK = [
    "build",
    "asset-deck",
    "--for",
    "velmatrutide",
    "--period",
    "2025-Q4",
    "--as-of",
    "2026-01-31",
    "--data",
    str(DATA),
]
BUILD = """
import sys
from briefgen.cli.main import main
code = main(sys.argv[1:])
print("drawn" if "matplotlib" in sys.modules else "found")
sys.exit(code)
"""


def built(folder: Path, *more: str) -> tuple[str, dict[str, bytes]]:
    """Whether a build in a process of its own loaded what draws, and what it wrote."""
    arguments = [*DECK, "--jobs", "1", "--output", str(folder), *more]
    run = subprocess.run([sys.executable, "-c", BUILD, *arguments], capture_output=True, text=True, check=True)
    files = {path.name: path.read_bytes() for path in folder.rglob("*.pptx")}
    assert files
    return run.stdout.split()[-1], files


def test_a_build_whose_charts_are_kept_draws_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "kept"))
    first, files = built(tmp_path / "first")
    second, again = built(tmp_path / "second")
    third, anew = built(tmp_path / "third", "--no-cache")
    assert (first, second, third) == ("drawn", "found", "drawn")
    assert files == again == anew


def test_without_the_cache_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "kept"))
    built(tmp_path / "first", "--no-cache")
    assert not (tmp_path / "kept").exists()


def test_workers_begin_with_what_draws_only_where_nothing_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "kept"))
    assert set(DRAWING) <= set(preload(cached=True))
    keep("charts", key_of("a chart"), b"picture")
    assert not set(DRAWING) & set(preload(cached=True))
    assert set(DRAWING) <= set(preload(cached=False))
