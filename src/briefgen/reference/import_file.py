"""Taking in Office files from outside: what cannot be used is refused, what could load or run is left behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from lxml import etree

from briefgen.brand.brand import Brand, Kind
from briefgen.cache import code_of, kept, key_of, versions_of
from briefgen.dataset.packed import pickled, unpickled
from briefgen.files import LFS_REASON
from briefgen.frozen import frozen
from briefgen.office.active import disarm
from briefgen.office.package import CONTENT_TYPES, NoOfficeFileError, Package, parsed, read_regular
from briefgen.office.sound import mended
from briefgen.problems import Origin, Problem, ProblemsFoundError

MAIN = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
}
_TWINS = {
    "pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
        "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
        "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
        "application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
        "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
    ),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ),
}
_NAMES = {"pptx": "a PowerPoint file (.pptx, .potx)", "docx": "a Word file (.docx, .dotx)"}
_SHOWN = 30
HINT = "nothing is to be done; to be rid of this line, take it out of the template"
"""What to do about something left out."""
REFERENCE_HINT = "make it with `briefgen brand`"


@frozen
class TakenIn:
    """A template as the bytes of a plain .pptx or .docx, and warnings of what was left behind."""

    data: bytes
    problems: tuple[Problem, ...]


def take_in(brand: Brand, kind: Kind) -> TakenIn:
    """The brand's template of a format without what could load or run; ProblemsFoundError if it is no such file, or
    damaged."""
    path = brand.template(kind)
    try:
        data, left_out = _taken_in(read_regular(path), kind)
    except NoOfficeFileError as error:
        raise ProblemsFoundError([unusable(brand, kind, error.reason, error.hint)]) from None
    return TakenIn(data, tuple(_warnings(str(path), left_out)))


def reference_problems(brand: Brand) -> Iterator[Problem]:
    """What is wrong with the files of our own reference documents, where the brand has no template instead."""
    kinds: tuple[Kind, ...] = ("docx", "pptx")
    for kind in kinds:
        if not brand.corporate(kind):
            try:
                yield from take_in(brand, kind).problems
            except ProblemsFoundError as error:
                yield from error.problems


def unusable(brand: Brand, kind: Kind, reason: str, hint: str) -> Problem:
    """The problem of a template that cannot be used; our own reference documents are made again."""
    origin = Origin(str(brand.template(kind)))
    if brand.corporate(kind):
        return Problem(origin, "bad-template", reason, hint)
    return Problem(origin, "bad-reference", reason, hint if reason == LFS_REASON else REFERENCE_HINT)


@lru_cache(maxsize=4)
def _taken_in(data: bytes, kind: Kind) -> tuple[bytes, tuple[str, ...]]:
    """A template as a plain file, and what was left out of it; both are kept by its content."""
    key = key_of(kind, sha256(data).digest(), code_of("office", "reference"), versions_of("lxml"))
    taken: tuple[bytes, tuple[str, ...]] = unpickled(kept("references", key, lambda: pickled(_plain(data, kind))))
    return taken


def _plain(data: bytes, kind: Kind) -> tuple[bytes, tuple[str, ...]]:
    package = Package(data)
    main = _require_kind(package, kind)
    package.require_xml()
    found = disarm(package)
    parts = mended(found.parts, main)
    parts[CONTENT_TYPES] = _types(parts[CONTENT_TYPES], kind)
    return _packed(parts), found.left_out


def _warnings(path: str, left_out: Iterable[str]) -> Iterator[Problem]:
    found = tuple(left_out)
    shown = found if len(found) <= _SHOWN else (*found[:_SHOWN], f"and {len(found) - _SHOWN} more of the kind")
    for what in shown:
        yield Problem(Origin(path), "left-out", f"{what}: left out of every document", HINT, "warning")


def _require_kind(package: Package, kind: Kind) -> str:
    """The main part; NoOfficeFileError when the file is of another kind."""
    if CONTENT_TYPES not in package.parts or "_rels/.rels" not in package.parts:
        raise NoOfficeFileError("is a zip archive but no Office file", f"use {_NAMES[kind]}")
    main = next(package.related("", "officeDocument"), "")
    if not main:
        raise NoOfficeFileError("does not say which of its parts is the document, or lacks it")
    package.require_transitional(main)
    found = package.content_type(main)
    if found in (MAIN[kind], *_TWINS[kind]):
        return main
    other: Kind = "docx" if kind == "pptx" else "pptx"
    if found in (MAIN[other], *_TWINS[other]):
        raise NoOfficeFileError(f"is {_NAMES[other]}, whatever its name says", f"use {_NAMES[kind]}")
    said = f"{main} is called {found[:90] or 'nothing'}"
    raise NoOfficeFileError(f"is not {_NAMES[kind]}: {said}", "save it as such")


def _types(types: bytes, kind: Kind) -> bytes:
    """The list of content types, the main part called what a plain document calls it."""
    root = parsed(CONTENT_TYPES, types)
    found = [node for node in root if node.get("ContentType") in _TWINS[kind]]
    for node in found:
        node.set("ContentType", MAIN[kind])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if found else types


def _packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return out.getvalue()
