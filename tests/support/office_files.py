"""Small Office files made by script, and damaged ones: what a fuzzer, a mail gateway or a stranger would hand in."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

from lxml import etree

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def page(body: str | bytes = f"<w:document {W}><w:body/></w:document>", **more: bytes) -> bytes:
    """A package with a main part."""
    return zipped({"word/document.xml": body, **more})


def flagged(data: bytes) -> bytes:
    """A zip whose members say that they are encrypted."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            changed[place + at] |= 1
            place = data.find(mark, place + 4)
    return bytes(changed)


def with_size(data: bytes, size: int, *, method: int | None = None) -> bytes:
    """A zip whose list of members lies about the size of the first, or about its method."""
    changed = bytearray(data)
    place = data.find(b"PK\x01\x02")
    struct.pack_into("<I", changed, place + 24, size)
    if method is not None:
        struct.pack_into("<H", changed, place + 10, method)
    return bytes(changed)


def twice(name: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<a/>")
        package.writestr(name, "<b/>")
    return out.getvalue()


def edited(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    parts = unzipped(data)
    change(parts)
    return zipped(parts)  # type: ignore[arg-type]


def with_relation(parts: dict[str, bytes], owner: str, relation: str) -> None:
    """Add a relation to a part, as it is written."""
    folder, _, file = owner.rpartition("/")
    name = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    parts[name] = parts.get(name, empty).replace(b"</Relationships>", relation.encode() + b"</Relationships>")


VALUES = ("NaN", "-1", "0", "999999999999", "", "x", "1e400", "true", "inf", "1.5", "12pt")


def mutated(data: bytes, random: Random) -> bytes:
    """One or two things in the parts of a file changed as no program would."""
    parts = unzipped(data)
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    for _ in range(random.choice((1, 1, 2))):
        name = random.choice(names)
        chance = random.random()
        if chance < 0.06:
            parts.pop(name, None)
        elif chance < 0.1:
            parts[name] = b""
        elif parts.get(name):
            parts[name] = _mutated(parts[name], random)
    return zipped(parts)  # type: ignore[arg-type]


def _mutated(content: bytes, random: Random) -> bytes:
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return content
    node = random.choice(list(root.iter(etree.Element)))
    parent = node.getparent()
    match random.randrange(4):
        case 0 if node.attrib:
            node.set(random.choice(list(node.attrib)), random.choice(VALUES))
        case 1 if node.attrib:
            del node.attrib[random.choice(list(node.attrib))]
        case 2 if parent is not None:
            parent.remove(node)
        case _:
            node[:] = []
            node.text = random.choice(VALUES)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
