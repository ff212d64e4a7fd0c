"""The same parts give the same bytes."""

from __future__ import annotations

import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from briefgen.ooxml.archive import CONTENT_TYPES, EPOCH, normalise, packed


def package(names: list[str], contents: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in names:
            target.writestr(name, contents[name])
    return out.getvalue()


def workbook(day: str) -> bytes:
    core = f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'.encode()
    return package(["docProps/core.xml"], {"docProps/core.xml": core})


def members(day: str) -> dict[str, bytes]:
    return {
        "b.xml": b"<b/>",
        CONTENT_TYPES: b"<Types/>",
        "image.png": b"\x89PNG" * 50,
        "embedded/book.xlsx": workbook(day),
    }


def test_order_clock_and_embedded_clocks_leave_no_trace() -> None:
    first = members("2025-01-01T00:00:00Z")
    one = normalise(package(sorted(first), first))
    time.sleep(0.01)
    second = members("2026-02-02T11:11:11Z")
    other = normalise(package(sorted(second, reverse=True), second))
    assert one == other
    with ZipFile(BytesIO(one)) as archive:
        assert archive.namelist()[0] == CONTENT_TYPES
        assert archive.namelist()[1:] == sorted(archive.namelist()[1:])
        assert {info.date_time for info in archive.infolist()} == {EPOCH}
        assert archive.read("image.png") == first["image.png"]
        assert archive.testzip() is None


def test_normalising_twice_changes_nothing() -> None:
    content = members("2025-01-01T00:00:00Z")
    once = normalise(package(sorted(content), content))
    assert normalise(once) == once


def zipped_by_the_library(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as target:
        for name, content in parts.items():
            info = ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = 3, 0o600 << 16
            info.compress_type = ZIP_STORED if name.endswith(".png") else ZIP_DEFLATED
            target.writestr(info, content, compresslevel=6)
    return out.getvalue()


def test_a_package_is_what_the_library_would_zip() -> None:
    long = b"".join(b"<a>%d</a>" % number for number in range(9_000))
    parts = {
        CONTENT_TYPES: b"<Types/>",
        "a.xml": b"<a/>",
        "b/pic.png": b"\x89PNG" * 50,
        "c.xml": long,
        "\u00fc.xml": b"",
    }
    assert packed(parts) == zipped_by_the_library(parts)
    assert packed(parts) == packed(parts), "also of parts that were deflated before"
    assert packed({}) == zipped_by_the_library({})
