"""Accessibility of a finished file: what a reader who listens, enlarges or sees no colours would miss."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from briefgen.accessibility.package import Package, UnreadableError, open_package
from briefgen.accessibility.pages import check_pages
from briefgen.accessibility.slides import check_slides
from briefgen.accessibility.violation import Violation


def check_accessibility(file: Path | BinaryIO) -> tuple[Violation, ...]:
    """Everything inaccessible in a Word or PowerPoint file, in reading order; UnreadableError for any other file."""
    package = open_package(file) if isinstance(file, Path) else Package(file.read())
    names = package.names()
    try:
        if "ppt/presentation.xml" in names:
            return tuple(check_slides(package))
        if "word/document.xml" in names:
            return tuple(check_pages(package))
    except ValueError as error:
        raise UnreadableError("holds numbers that no Office program writes") from error
    raise UnreadableError("holds neither a Word document nor a presentation")
