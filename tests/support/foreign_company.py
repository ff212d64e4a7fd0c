"""Documents of an invented company whose names are written in another script."""

from __future__ import annotations

import shutil
from pathlib import Path

from briefgen.cli.main import main
from support.validity import faults

ROOT = Path(__file__).parents[2]


def built(folder: Path, company: str, *subjects: str) -> Path:
    """The folder with the documents of a company of tests/support; the build's own audit is clean."""
    (folder / "data").mkdir()
    shutil.copy(ROOT / "tests" / "support" / f"{company}.yaml", folder / "data")
    shutil.copy(ROOT / "src" / "briefgen" / "_starter" / "data" / "areas.yaml", folder / "data")
    places = {"--data": folder / "data", "--templates": ROOT / "templates", "--output": folder / "out"}
    arguments = [str(part) for place in places.items() for part in place]
    arguments += [part for subject in subjects for part in ("--for", subject)]
    assert main(["build", *arguments, "--period", "2025-Q4", "--as-of", "2025-12-31", "--quiet"]) == 0
    return folder / "out" / "2025-Q4"


def valid_formats(output: Path) -> set[str]:
    """The formats of the documents below a folder, each of which is valid."""
    formats = set()
    for path in sorted(output.rglob("*.*x")):
        assert faults(path) == [], path
        formats.add(path.suffix)
    return formats
