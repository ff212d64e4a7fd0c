"""An Office file as its parts, read without trust: zip, names, sizes and XML are held to what Office programs write."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from posixpath import join, normpath, split
from typing import cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from briefgen.files import LFS, LFS_HINT, LFS_REASON, UnreadableError, read_file
from briefgen.formats import FORMATS, one_of
from briefgen.frozen import frozen

MOST_BYTES, MOST_MEMBERS, MOST_RATIO = 300_000_000, 5_000, 200
"""Bytes of a file, packed or not; its members; times it may grow when unpacked, from 20 MB on."""
MOST_XML, MOST_TAGS, DEEPEST = 64_000_000, 5_000_000, 160
"""Bytes, tags and levels of a part's XML."""
CONTENT_TYPES = "[Content_Types].xml"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_SMALL = 20_000_000
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_STRICT = "http://purl.oclc.org/ooxml/"
_ENCODINGS = {"", "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"}
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\")
_ZIP_FAULTS = (
    BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, LookupError, OverflowError
)  # fmt: skip
_DEEPER = etree.XPath(f"boolean({'/*' * (DEEPEST + 1)})")
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
_BROKEN = "open it in Word or PowerPoint and save it again"


class NoOfficeFileError(Exception):
    """A file that is no whole Office document: what is wrong, as "is damaged", and what helps."""

    def __init__(self, reason: str, hint: str = _BROKEN) -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint

    def __reduce__(self) -> tuple[type[NoOfficeFileError], tuple[str, str]]:
        return type(self), (self.reason, self.hint)


@frozen
class Relation:
    """What a part leads to: the last word of its type ("image"), and the name of a part or an address outside."""

    id: str
    kind: str
    target: str
    outside: bool


class Package:
    """The parts of an Office file by name, in the order of the file, or parts that were written here; XML is parsed
    when asked for.

    NoOfficeFileError says what no Office program would have written.
    """

    def __init__(self, data: bytes | Mapping[str, bytes], room: int | None = None) -> None:
        most = MOST_BYTES if room is None else room
        self.parts = _unpacked(data, most) if isinstance(data, bytes) else dict(data)
        self.room = most - sum(map(len, self.parts.values()))
        """Bytes that packages inside of it may still take."""
        self.opened: set[str] = set()
        """Names of the parts that were asked for."""
        self._ours = not isinstance(data, bytes)
        self._parsed: dict[str, etree._Element] = {}

    def xml(self, name: str) -> etree._Element:
        """The root of a part; NoOfficeFileError when it is missing or no XML as Office programs write it."""
        if name not in self._parsed:
            self._parsed[name] = parsed(name, self.read(name), ours=self._ours)
        return self._parsed[name]

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        if name not in self.parts:
            raise NoOfficeFileError(f"lacks {name}")
        self.opened.add(name)
        return self.parts[name]

    def find(self, name: str) -> etree._Element | None:
        """The root of a part, None when there is none."""
        return self.xml(name) if name in self.parts else None

    def content_type(self, name: str) -> str:
        """What the list of content types says of a part; "" when it says nothing."""
        return type_of(name, self._types)

    @cached_property
    def _types(self) -> dict[str, str]:
        return content_types(self.xml(CONTENT_TYPES)) if CONTENT_TYPES in self.parts else {}

    def is_xml(self, name: str) -> bool:
        """Whether a part is XML, by its name or by its content type."""
        return name.lower().endswith((".xml", ".rels", ".vml")) or self.content_type(name).endswith("xml")

    def require_xml(self) -> None:
        """NoOfficeFileError when any part that is XML cannot be read."""
        for name in filter(self.is_xml, self.parts):
            self.xml(name)

    def relations(self, name: str) -> Iterator[Relation]:
        """Everything that a part leads to; the package itself is the part ""."""
        relations = relations_of(name)
        if relations in self.parts:
            yield from read_relations(self.xml(relations), name)

    def targets(self, name: str) -> dict[str, str]:
        """The parts that a part leads to, by the ids of its relations."""
        return {one.id: one.target for one in self.relations(name) if not one.outside}

    def links(self, name: str, kind: str) -> Iterator[tuple[str, str]]:
        """Relation id and part name of everything of one kind ("slideLayout", "theme") that a part leads to."""
        for one in self.relations(name):
            if one.kind == kind and not one.outside and one.target in self.parts:
                yield one.id, one.target

    def related(self, name: str, kind: str) -> Iterator[str]:
        """The parts of one kind that a part leads to."""
        yield from (target for _, target in self.links(name, kind))

    def format(self) -> str:
        """The name of its format; NoOfficeFileError when it has none that we write, or is in Strict Open XML."""
        found = next((format for format in FORMATS.values() if format.main in self.parts), None)
        if found is None:
            known = "is no Word document, PowerPoint presentation or Excel workbook"
            raise NoOfficeFileError(known, f"give a {one_of()}")
        self.require_transitional(found.main)
        return found.name

    def require_transitional(self, main: str) -> None:
        """NoOfficeFileError when the main part is Strict Open XML, which hardly any program but Office reads."""
        tag = str(self.xml(main).tag)
        if tag.startswith(f"{{{_STRICT}"):
            kinds = {"wordprocessing": "Word Document (*.docx)", "spreadsheet": "Excel Workbook (*.xlsx)"}
            kind = next((kind for word, kind in kinds.items() if word in tag), "PowerPoint Presentation (*.pptx)")
            raise NoOfficeFileError("is saved as Strict Open XML", f"save it as '{kind}', not as Strict Open XML")


def open_package(file: Path) -> Package:
    """The file's parts; NoOfficeFileError if it is no whole Office file."""
    return Package(read_regular(file))


def read_regular(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file; NoOfficeFileError for folders, pipes and devices, and for more bytes than this."""
    try:
        return read_file(path, most)
    except UnreadableError as error:
        raise NoOfficeFileError(error.message, error.hint) from None


# --- members -----------------------------------------------------------------------------------------------


def _unpacked(data: bytes, room: int) -> dict[str, bytes]:
    _require_zip(data)
    try:
        with ZipFile(BytesIO(data)) as package:
            return dict(_members(package, min(room, max(_SMALL, len(data) * MOST_RATIO))))
    except _ZIP_FAULTS as error:
        raise NoOfficeFileError(f"is damaged or no Office file ({_short(error)})", "get a fresh copy of it") from None


def _require_zip(data: bytes) -> None:
    """What a file is by its first bytes, when it is no zip archive."""
    if not data.strip(b"\0"):
        raise NoOfficeFileError("is empty", "get a fresh copy of it")
    if data.startswith(LFS):
        raise NoOfficeFileError(LFS_REASON, LFS_HINT)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _protected()
        raise NoOfficeFileError("is in the format of Office 97 to 2003", f"save it as {one_of()}")
    if not data.startswith(_ZIP):
        raise NoOfficeFileError("is no Office file", f"give a {one_of()}")


def _members(package: ZipFile, room: int) -> Iterator[tuple[str, bytes]]:
    """Every member under a safe name, none twice, all together no larger than they may be."""
    entries = package.infolist()
    if len(entries) > MOST_MEMBERS:
        raise NoOfficeFileError(f"holds {len(entries)} parts, more than {MOST_MEMBERS}", "")
    seen: set[str] = set()
    most = room
    for entry in entries:
        _require_safe(entry, seen)
        if entry.is_dir():
            continue
        if entry.file_size > room:
            raise _too_large(most)
        content = package.read(entry)
        if len(content) != entry.file_size:
            raise NoOfficeFileError(f"is damaged: {_named(entry)} is shorter than it says")
        room -= len(content)
        yield entry.filename, content


def _require_safe(entry: ZipInfo, seen: set[str]) -> None:
    name = entry.filename
    if name.startswith("/") or set(name) & set("\\:\0") or ".." in PurePosixPath(name).parts or not name.isprintable():
        raise NoOfficeFileError(f"holds a part with the unsafe name '{_named(entry)}'", "get it from its owner again")
    if name.casefold() in seen:
        raise NoOfficeFileError(f"holds the part '{_named(entry)}' twice")
    if entry.flag_bits & 1:
        raise _protected()
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise NoOfficeFileError(f"is packed in a way that Office files never are (method {entry.compress_type})")
    seen.add(name.casefold())


def _named(entry: ZipInfo) -> str:
    return entry.filename[:60].encode("unicode_escape").decode()


def _protected() -> NoOfficeFileError:
    return NoOfficeFileError("is protected by a password", "save it without: File, Info, Protect, empty the password")


def _too_large(most: int) -> NoOfficeFileError:
    return NoOfficeFileError(f"unpacks to more than {most // 1_000_000} MB", "take out large pictures and films")


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__


# --- XML ---------------------------------------------------------------------------------------------------


def parsed(name: str, data: bytes, *, ours: bool = False) -> etree._Element:
    """The root of a part's XML, without comments; NoOfficeFileError if it is broken, declares a document type or
    entities, is in another encoding than UTF-8 or UTF-16, or is nested deeper than documents are; how deep what was
    written here is, is not asked."""
    if len(data) > MOST_XML or (len(data) > MOST_TAGS and data.count(b"<") > MOST_TAGS):
        raise NoOfficeFileError(f"holds {name}, which is larger than any that Office programs write", "")
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        if re.search(r"\bentit|\bDTD\b|EntityRef|amplification", str(error), re.I):
            raise _declares(name) from None
        raise NoOfficeFileError(f"holds {name}, which is {_broken(data, str(error))}") from None
    about = root.getroottree().docinfo
    if about.internalDTD is not None:
        raise _declares(name)
    if (about.encoding or "").lower() not in _ENCODINGS:
        raise NoOfficeFileError(f"holds {name}, which is written in {about.encoding}, not in UTF-8")
    if not ours and _DEEPER(root):
        raise NoOfficeFileError(f"holds {name}, which is broken XML: nested too deep")
    return root


def _broken(data: bytes, error: str) -> str:
    if not data.strip():
        return "empty"
    return "broken XML: nested too deep" if "depth" in error else f"broken XML ({error[:80]})"


def _declares(name: str) -> NoOfficeFileError:
    message = f"holds {name}, which declares a document type or entities, as Office files never do"
    return NoOfficeFileError(message, "do not use the file")


# --- relations ---------------------------------------------------------------------------------------------


def relations_of(name: str) -> str:
    """The part that holds the relations of a part."""
    folder, file = split(name)
    return join(folder, "_rels", f"{file}.rels")


def read_relations(root: etree._Element, name: str) -> Iterator[Relation]:
    """The relations of a part from the root of the part that holds them."""
    for node in root.iter(f"{RELATIONSHIPS}Relationship"):
        target = node.get("Target", "")
        outside = node.get("TargetMode", "Internal") != "Internal" or bool(_ELSEWHERE.match(target.strip()))
        kind = node.get("Type", "").rpartition("/")[2]
        yield Relation(node.get("Id", ""), kind, target if outside else _resolved(name, target), outside)


def _resolved(source: str, target: str) -> str:
    """A target as the name of a part."""
    return normpath(join("/", split(source)[0], target.partition("#")[0])).lstrip("/") if target else ""


# --- content types -----------------------------------------------------------------------------------------


def content_types(root: etree._Element) -> dict[str, str]:
    """Content types by the name of a part, with a slash, or by an ending; in small letters."""
    named = ((node.get("PartName", "") or node.get("Extension", ""), node.get("ContentType", "")) for node in root)
    return {name.casefold(): found for name, found in named}


def type_of(name: str, types: dict[str, str]) -> str:
    """The content type of a part; "" when it has none."""
    own = types.get(f"/{name}".casefold())
    return types.get(name.rpartition(".")[2].casefold(), "") if own is None else own


# --- what all files say ------------------------------------------------------------------------------------


def elements(root: etree._Element, path: str, names: dict[str, str]) -> list[etree._Element]:
    """What an XPath finds, elements only."""
    return cast("list[etree._Element]", _compiled(path, *names.items())(root))


@lru_cache(maxsize=1024)
def _compiled(path: str, *names: tuple[str, str]) -> etree.XPath:
    """An XPath read once: reading one takes longer than most searches."""
    return etree.XPath(path, namespaces=dict(names))


def language(package: Package) -> str:
    """The language of the file's properties."""
    root = package.find("docProps/core.xml")
    found = None if root is None else root.find("{http://purl.org/dc/elements/1.1/}language")
    return (found.text or "").strip() if found is not None else ""
