"""Accessibility of a finished file: what a reader who listens, enlarges or sees no colours would miss."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from briefgen.accessibility.violation import Violation
from briefgen.formats import FORMATS, loaded
from briefgen.office.package import NoOfficeFileError, Package, open_package


def check_accessibility(file: Path | BinaryIO) -> tuple[Violation, ...]:
    """Everything inaccessible in a Word or PowerPoint file, in reading order; NoOfficeFileError for any other file."""
    package = open_package(file) if isinstance(file, Path) else Package(file.read())
    try:
        return tuple(loaded(FORMATS[package.format()].accessibility)(package))
    except (ValueError, OverflowError) as error:
        raise NoOfficeFileError("holds numbers that no Office program writes") from error
