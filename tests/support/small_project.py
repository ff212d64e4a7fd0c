"""A project small enough to build in a second: the starter's data and one brief of a few lines."""

from __future__ import annotations

import shutil
from pathlib import Path

from briefgen.project import STARTER, bundled_templates

BRIEF = """
title: "{{ asset.name }}"
summary: One page for each asset
for: asset
audience: investor
documents: {docx: page.md.j2, pptx: page.md.j2}
footer: For tests
"""
PAGE = """
# Pipeline of {{ asset.name }}

## Where {{ asset.name }} stands

{{ asset.name }} is developed by {{ asset.company.name }}.

## References

{{ references() }}
"""


def small_project(folder: Path) -> Path:
    """Write the project into a folder and return it."""
    shutil.copytree(STARTER / "data", folder / "data")
    shutil.copytree(bundled_templates() / "brand", folder / "templates" / "brand")
    add_brief(folder, "page", PAGE)
    return folder


def add_brief(folder: Path, name: str, template: str, settings: str = BRIEF) -> None:
    """Add a brief to the project."""
    place = folder / "templates" / name
    place.mkdir(parents=True)
    (place / "brief.yaml").write_text(settings)
    (place / "page.md.j2").write_text(template)
