"""What a finished file shows, as one hash: its texts, the pixels of its pictures, its editable charts."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import suppress

from briefgen.cache import code_of, kept, key_of
from briefgen.office.package import Package
from briefgen.office.passages import Contents

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LOOK = (b"IHDR", b"PLTE", b"tRNS", b"pHYs")
"""Chunks of a PNG that say how its pixels look and how large they are."""
_CHARTS = ("/charts/chart", "/charts/style", "/charts/colors")
_PART = 1 << 17
"""Bytes of pixels that are unpacked at once, and hashed while they are at hand."""
_SLIDES = {"pptx": "ppt/slides/slide", "xlsx": "xl/worksheets/sheet"}


def shown_digest(package: Package, contents: Contents) -> str:
    """The hash of what a file shows: files that differ in layout or in how they are packed may have the same."""
    digest = hashlib.sha256()
    for passage in contents.passages:
        digest.update(f"{passage.place.area}\0{passage.kind}\0{passage.text}\0".encode())
    for name in sorted(package.parts):
        if "/media/" in name:
            digest.update(f"{name}\0".encode() + _look_of(package.read(name)))
        elif any(chart in name for chart in _CHARTS):
            digest.update(f"{name}\0".encode() + hashlib.sha256(package.read(name)).digest())
    return digest.hexdigest()


def sheets_of(package: Package, contents: Contents) -> int:
    """How many slides or sheets a file has; 0 where only a program that sets pages knows."""
    prefix = _SLIDES.get(contents.format)
    return sum(name.startswith(prefix) and name.endswith(".xml") for name in package.parts) if prefix else 0


def _look_of(picture: bytes) -> bytes:
    """The hash of what a picture shows, kept by that of its bytes: unpacking one takes as long as writing a slide."""
    key = key_of(code_of("office/shown.py"), hashlib.sha256(picture).digest())
    return kept("pixels", key, lambda: _pixels_digest(picture))


def _pixels_digest(data: bytes) -> bytes:
    """The hash of the pixels of a PNG, however they are packed; of another picture that of it as it is."""
    chunks = list(_chunks(data)) if data.startswith(_SIGNATURE) else []
    packed = b"".join(content for name, content in chunks if name == b"IDAT")
    digest = hashlib.sha256(b"".join(content for name, content in chunks if name in _LOOK))
    unpacking = zlib.decompressobj()
    with suppress(zlib.error):
        while part := unpacking.decompress(packed, _PART):
            digest.update(part)
            packed = unpacking.unconsumed_tail
    return digest.digest() if unpacking.eof else hashlib.sha256(data).digest()


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length
