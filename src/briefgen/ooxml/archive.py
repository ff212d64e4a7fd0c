"""The same parts, the same bytes: re-zips an Office package in a fixed order with fixed times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
CONTENT_TYPES = "[Content_Types].xml"
_PACKED = (".png", ".jpg", ".jpeg")
_PACKAGES = (".xlsx", ".docx", ".pptx")
_EMBEDDED_DATES = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")


def normalise(data: bytes) -> bytes:
    """Re-zip an Office package: content types first, members sorted, times and modes fixed."""
    return packed(unpacked(data))


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a package that was written here, by name, in its order."""
    with ZipFile(BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist() if not name.endswith("/")}


def packed(parts: Mapping[str, bytes], *, embedded: bool = False) -> bytes:
    """Parts as an Office package: content types first, members sorted, times and modes fixed."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            target.writestr(_member(name), _fixed(name, parts[name], embedded=embedded), compresslevel=6)
    return out.getvalue()


def _member(name: str) -> ZipInfo:
    info = ZipInfo(name, EPOCH)
    info.create_system = 3
    info.external_attr = 0o600 << 16
    info.compress_type = ZIP_STORED if name.lower().endswith(_PACKED) else ZIP_DEFLATED
    return info


def _fixed(name: str, content: bytes, *, embedded: bool) -> bytes:
    """A member without its traces of the clock."""
    if name.lower().endswith(_PACKAGES):
        return packed(unpacked(content), embedded=True)
    if embedded and name == "docProps/core.xml":
        return _EMBEDDED_DATES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", content)
    return content
