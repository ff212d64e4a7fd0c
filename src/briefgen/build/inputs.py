"""What documents are made from, by hashes: dataset, templates, brand, fonts, the program and its libraries."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

from briefgen.files import UnreadableError, read_file
from briefgen.frozen import frozen
from briefgen.versions import version

LIBRARIES = (
    "matplotlib", "python-docx", "python-pptx", "XlsxWriter", "Jinja2", "markdown-it-py", "pydantic", "PyYAML", "lxml",
    "numpy", "pillow", "fonttools",
)  # fmt: skip
"""Libraries whose version can show in a document."""
MOST = 256_000_000
"""Bytes of a file that documents are made from."""
_ELSEWHERE = frozenset(
    {"__pycache__", "_bundled", "_starter", "cli", "doctor.py", "entry", "explain", "portal", "preview"}
)
"""Folders of the program that no document can depend on: rooms above the build, and templates, which have a hash of
their own."""


@frozen(order=True)
class Inputs:
    """Hashes of all that a document is made from beside the brief, the subject, the day, the period and the audience:
    two documents with the same of everything have the same bytes."""

    dataset: str
    """Hash of the data files."""
    templates: str
    """Hash of the templates, without the brand."""
    brand: str
    """Hash of the files of the brand."""
    fonts: str
    """Hash of the names and sizes of installed fonts: one may stand in for signs that the fonts of the brand lack."""
    program: str
    """Hash of the code of briefgen."""
    versions: tuple[tuple[str, str], ...]
    """Versions of briefgen, Python and libraries."""
    texts: str = ""
    """Hash of the texts of sources, for a reference pack."""

    @property
    def id(self) -> str:
        """One hash of it all."""
        return digest_of(json.dumps(asdict(self), sort_keys=True))

    def writes_as(self, other: Inputs) -> bool:
        """Whether both make the same file of the same composed document."""
        return replace(self, dataset="", templates="", texts="") == replace(other, dataset="", templates="", texts="")

    def since(self, other: Inputs) -> Iterator[str]:
        """What is otherwise than it was, in words."""
        then = dict(other.versions)
        versions = [f"{name} {then.get(name, '')} -> {now}" for name, now in self.versions if then.get(name) != now]
        yield from versions
        if self.program != other.program and not any(one.startswith("briefgen ") for one in versions):
            yield "the program changed"
        for name in ("templates", "brand", "fonts"):
            if getattr(self, name) != getattr(other, name):
                yield f"the {name} changed"


def inputs_of(dataset: str, templates: Path) -> Inputs:
    """The inputs of documents of a dataset, given by its hash."""
    made_of = folder_digest(templates, leaving=("brand",)), folder_digest(templates / "brand")
    return replace(toolchain(), dataset=dataset, templates=made_of[0], brand=made_of[1])


def toolchain() -> Inputs:
    """What of the inputs is that of this machine."""
    return Inputs("", "", "", fonts=_fonts_digest(), program=_program_digest(), versions=_versions())


def digest_of(*parts: str) -> str:
    """The hash of texts, each as a whole."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(f"{len(data)}\0".encode() + data)
    return digest.hexdigest()


def folder_digest(folder: Path, leaving: Iterable[str] = ()) -> str:
    """The hash of all files in a folder with their names, but for folders of some names directly in it."""
    left = set(leaving)
    found = ((name, path) for name, path in files_below(folder) if name.split("/")[0] not in left)
    return digest_of(*(f"{name}\0{_file_digest(path)}" for name, path in found))


def files_below(folder: Path) -> list[tuple[str, Path]]:
    """The files in a folder by their names below it, in order."""
    found = list[tuple[str, Path]]()
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        place = os.path.relpath(base, folder).replace(os.sep, "/")
        for name in names:
            if os.path.isfile(path := os.path.join(base, name)):
                found.append((name if place == "." else f"{place}/{name}", Path(path)))
    return sorted(found)


def _file_digest(path: Path) -> str:
    try:
        return hashlib.sha256(read_file(path, MOST)).hexdigest()
    except UnreadableError as error:  # whatever needs the file says so
        return error.message


@cache
def _program_digest() -> str:
    package = Path(__file__).parents[1]
    found = ((name, path) for name, path in files_below(package) if name.split("/")[0] not in _ELSEWHERE)
    return digest_of(*(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}" for name, path in found))


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    own = {"briefgen": version("briefgen"), "python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    return tuple((own | {name.lower(): version(name) for name in LIBRARIES}).items())


def font_files() -> Iterator[Path]:
    """The installed fonts."""
    every = (path for folder in _font_folders() for path in folder.rglob("*.[oOtT][tT][fFcC]"))
    return (path for path in every if path.is_file())


@cache
def _fonts_digest() -> str:
    found = {(path.name, path.stat().st_size) for path in font_files()}
    return digest_of(*(f"{name} {size}" for name, size in sorted(found)))


def _font_folders() -> Iterator[Path]:
    """Where systems keep fonts."""
    home = Path.home()
    if sys.platform == "win32":
        yield from (Path("C:/Windows/Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts")
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    else:
        shared = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
        yield from (*shared, home / ".local/share/fonts", home / ".fonts")
