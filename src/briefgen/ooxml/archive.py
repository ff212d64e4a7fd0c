"""The same parts, the same bytes: an Office package is zipped in a fixed order with fixed times."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

EPOCH = (1980, 1, 1, 0, 0, 0)
CONTENT_TYPES = "[Content_Types].xml"
_PACKED = (".png", ".jpg", ".jpeg")
_PACKAGES = (".xlsx", ".docx", ".pptx")
_EMBEDDED_DATES = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")
_LEVEL = 6
_KEPT, _SMALL = 256, 1 << 15
"""How many parts are kept deflated, as each document of a template holds those of the template, and how large one is
that is kept."""
_MEMBER, _ENTRY, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
"""What a zip archive says before each member, of each in the list at its end, and after that list."""
_VERSION, _UNIX, _UTF8, _FIRST_DAY, _OWNERS = 20, 3 << 8, 0x800, 1 << 5 | 1, 0o600 << 16


def normalise(data: bytes) -> bytes:
    """Re-zip an Office package: content types first, members sorted, times and modes fixed."""
    return packed(unpacked(data))


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a package that was written here, by name, in its order."""
    with ZipFile(BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist() if not name.endswith("/")}


def packed(parts: Mapping[str, bytes], *, embedded: bool = False) -> bytes:
    """Parts as an Office package: content types first, members sorted, times and modes fixed; as the library zips them,
    but that what is in many packages is deflated once."""
    members, entries, at = list[bytes](), list[bytes](), 0
    for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
        content = _fixed(name, parts[name], embedded=embedded)
        method = ZIP_STORED if name.lower().endswith(_PACKED) else ZIP_DEFLATED
        data = content if method == ZIP_STORED else _deflated(content)
        flags, spelled = 0 if name.isascii() else _UTF8, name.encode()
        sizes = zlib.crc32(content), len(data), len(content)
        told = _VERSION, flags, method, 0, _FIRST_DAY, *sizes, len(spelled), 0
        members += (_MEMBER.pack(b"PK\3\4", *told), spelled, data)
        entries += (_ENTRY.pack(b"PK\1\2", _UNIX | _VERSION, *told, 0, 0, 0, _OWNERS, at), spelled)
        at += _MEMBER.size + len(spelled) + len(data)
    listed = b"".join(entries)
    return b"".join((*members, listed, _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), len(listed), at, 0)))


def _deflated(content: bytes) -> bytes:
    return _deflated_once(content) if len(content) <= _SMALL else zlib.compress(content, _LEVEL, -zlib.MAX_WBITS)


@lru_cache(maxsize=_KEPT)
def _deflated_once(content: bytes) -> bytes:
    return zlib.compress(content, _LEVEL, -zlib.MAX_WBITS)


def _fixed(name: str, content: bytes, *, embedded: bool) -> bytes:
    """A member without its traces of the clock."""
    if name.lower().endswith(_PACKAGES):
        return packed(unpacked(content), embedded=True)
    if embedded and name == "docProps/core.xml":
        return _EMBEDDED_DATES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", content)
    return content
