"""A project small enough to build in a second: the starter's data and one brief of a few lines; or data of one's own."""

from __future__ import annotations

import shutil
from pathlib import Path

from briefgen.briefs.brief import read_briefs
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.dataset.load import load_dataset
from briefgen.document.dump import dump_document
from briefgen.project import STARTER, bundled_templates
from briefgen.view.view import view_of
from support.real_project import AS_OF, PERIOD

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


def printed(folder: Path, data: str, template: str) -> str:
    """What a page prints of some data, with the shipped wording; spaces and dashes are plain."""
    (folder / "data").mkdir()
    (folder / "data" / "all.yaml").write_text(data)
    add_brief(folder, "page", template)
    shutil.copytree(bundled_templates() / "wording", folder / "templates" / "wording")
    view = view_of(load_dataset(folder / "data", "data"), AS_OF, PERIOD, "investor")
    (brief,) = read_briefs(folder / "templates")
    outline = next(iter(outline_brief(brief, view)))
    text = dump_document(compose_document(outline, view, folder / "templates"))
    return text.replace("\u00a0", " ").replace("\u2013", "-").replace("\\|", "|")


def add_brief(folder: Path, name: str, template: str, settings: str = BRIEF) -> None:
    """Add a brief to the project."""
    place = folder / "templates" / name
    place.mkdir(parents=True)
    (place / "brief.yaml").write_text(settings)
    (place / "page.md.j2").write_text(template)
