"""Taking in Office files from outside: what could harm is refused, what is merely superfluous is left behind."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from briefgen.brand import Kind
from briefgen.problems import Origin, Problem, ProblemsFoundError

MOST_BYTES, MOST_MEMBERS = 300_000_000, 5_000
CONTENT_TYPES = "[Content_Types].xml"
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
    ),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ),
}
_NAMES = {"pptx": "a PowerPoint file (.pptx, .potx)", "docx": "a Word file (.docx, .dotx)"}
_LEFT_BEHIND = ("vbaproject", "vbadata", "attachedtemplate", "printersettings", "userxmldata")
"""Kinds of relationships that are not taken in: macros, templates on other machines, printers."""
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*?(?:/>|>\s*</(?:\w+:)?Relationship>)", re.S)
_OVERRIDE = re.compile(r"<(?:\w+:)?Override\b[^>]*?(?:/>|>\s*</(?:\w+:)?Override>)", re.S)
_DECLARATION = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.I)


class Refused(Exception):  # noqa: N818
    """Why a file is not taken in, and what to do about it."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


def take_in(path: Path, kind: Kind) -> bytes:
    """A template as the bytes of a plain .pptx or .docx; ProblemsFoundError if it is no such file or might harm."""
    try:
        return _plain(path.read_bytes(), kind)
    except Refused as refusal:
        problem = Problem(Origin(str(path)), "bad-template", refusal.reason, refusal.hint)
        raise ProblemsFoundError([problem]) from None


def _plain(data: bytes, kind: Kind) -> bytes:
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused("is an old or encrypted Office file", f"open it, take the password off and save it as .{kind}")
    try:
        with ZipFile(BytesIO(data)) as package:
            parts = dict(_members(package))
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise Refused(f"is damaged or no Office file ({_short(error)})", "get a fresh copy and open it once") from None
    _require_kind(parts, kind)
    _refuse_links(parts)
    return _packed(_cleaned(parts, kind))


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__


# --- members -----------------------------------------------------------------------------------------------


def _members(package: ZipFile) -> Iterator[tuple[str, bytes]]:
    """Every member under a safe name, none twice, all together no larger than a template may be."""
    entries = package.infolist()
    if len(entries) > MOST_MEMBERS:
        raise Refused(f"holds {len(entries)} parts; a template has at most {MOST_MEMBERS}")
    seen: set[str] = set()
    room = MOST_BYTES
    for entry in entries:
        _require_safe(entry, seen)
        if entry.is_dir():
            continue
        if entry.file_size > room:
            raise _too_large()
        with package.open(entry) as stream:
            content = stream.read(room + 1)
        room -= len(content)
        if room < 0:
            raise _too_large()
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            _refuse_declarations(entry.filename, content)
        yield entry.filename, content


def _too_large() -> Refused:
    return Refused(f"unpacks to more than {MOST_BYTES // 1_000_000} MB", "take out large pictures and films")


def _require_safe(entry: ZipInfo, seen: set[str]) -> None:
    name = entry.filename
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "\\" in name or ":" in name or ".." in parts or "\x00" in name:
        raise Refused(f"holds a part with the unsafe name '{name[:60]}'", "get the file from its owner again")
    if name.casefold() in seen:
        raise Refused(f"holds the part '{name[:60]}' twice", "open it and save it again")
    if entry.flag_bits & 1:
        raise Refused("is encrypted", "take the password off")
    seen.add(name.casefold())


def _refuse_declarations(name: str, content: bytes) -> None:
    """XML that declares a document type could name files and addresses to load, or grow without end."""
    text = _decoded(content)
    if _DECLARATION.search(text):
        hint = "no Office program writes that; do not use the file"
        raise Refused(f"part {name} declares a document type or entities", hint)


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    return content.replace(b"\x00", b"").decode("utf-8", "replace")


# --- what it is --------------------------------------------------------------------------------------------


def _require_kind(parts: dict[str, bytes], kind: Kind) -> None:
    types = _decoded(parts.get(CONTENT_TYPES, b""))
    if not types or "_rels/.rels" not in parts:
        raise Refused("is a zip archive but no Office file", f"use {_NAMES[kind]}")
    if any(name in types for name in (MAIN[kind], *_TWINS[kind])):
        return
    other: Kind = "docx" if kind == "pptx" else "pptx"
    if any(name in types for name in (MAIN[other], *_TWINS[other])):
        raise Refused(f"is {_NAMES[other]}, whatever its name says", f"use {_NAMES[kind]}")
    raise Refused(f"is not {_NAMES[kind]}", "save it as such")


def _refuse_links(parts: dict[str, bytes]) -> None:
    """Nothing in the file may be loaded from elsewhere when a reader opens it."""
    for name in sorted(parts):
        if not name.endswith(".rels"):
            continue
        for relation in _RELATION.findall(_decoded(parts[name])):
            outside = re.search(r"TargetMode\s*=\s*[\"']External", relation)
            if outside and _kind_of(relation) not in {"hyperlink", "attachedtemplate"}:
                hint = "embed linked pictures and objects"
                raise Refused(f"part {name} loads something from outside: {_kind_of(relation)}", hint)


def _kind_of(relation: str) -> str:
    found = re.search(r"\bType\s*=\s*[\"'][^\"']*/([^/\"']+)[\"']", relation)
    return found.group(1).lower() if found else "part"


# --- what is left behind -----------------------------------------------------------------------------------


def _cleaned(parts: dict[str, bytes], kind: Kind) -> dict[str, bytes]:
    """Without macros and attached templates, its main part called what a plain document calls it."""
    kept: dict[str, bytes] = {}
    dropped = {name for name in parts if any(word in name.lower() for word in ("vbaproject", "vbadata"))}
    for name, content in parts.items():
        if name in dropped or any(name == _relations_of(gone) for gone in dropped):
            continue
        if name.endswith(".rels"):
            content = _RELATION.sub(_kept_relation, _decoded(content)).encode()
        elif name == "word/settings.xml":
            content = re.sub(rb"<w:attachedTemplate\b[^>]*/>", b"", content)
        elif name == CONTENT_TYPES:
            content = _types(_decoded(content), dropped, kind).encode()
        kept[name] = content
    return kept


def _relations_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _kept_relation(relation: re.Match[str]) -> str:
    return "" if _kind_of(relation.group()) in _LEFT_BEHIND else relation.group()


def _types(types: str, dropped: set[str], kind: Kind) -> str:
    for twin in _TWINS[kind]:
        types = types.replace(twin, MAIN[kind])
    gone = {f"/{name}".lower() for name in dropped}

    def kept(match: re.Match[str]) -> str:
        found = re.search(r"PartName\s*=\s*[\"']([^\"']+)", match.group())
        return "" if found and found.group(1).lower() in gone else match.group()

    return _OVERRIDE.sub(kept, types)


def _packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return out.getvalue()
