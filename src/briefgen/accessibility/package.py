"""A finished Office file as its parts: XML by name, and what each part leads to. Nothing outside the file is read."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import cast

from lxml import etree

LARGEST = 400_000_000
"""Bytes that a file may hold when unpacked."""
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class UnreadableError(Exception):
    """A file that is no whole Office document; says why."""


class Package:
    """The parts of an Office file, parsed when asked for."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError) as error:
            raise UnreadableError("is not an Office file, or only part of one") from error
        if sum(entry.file_size for entry in self._zip.infolist()) > LARGEST:
            raise UnreadableError(f"is larger than {LARGEST // 1_000_000} MB when unpacked")
        self._parsed: dict[str, etree._Element] = {}

    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self._zip.namelist())

    def xml(self, name: str) -> etree._Element:
        """The root of a part; UnreadableError when it is missing, broken or declares entities."""
        if name not in self._parsed:
            self._parsed[name] = self._parse(name)
        return self._parsed[name]

    def _parse(self, name: str) -> etree._Element:
        try:
            data = self._zip.read(name)
        except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
            raise UnreadableError(f"its part {name} cannot be read") from error
        if b"<!DOCTYPE" in data[:2000]:
            raise UnreadableError(f"its part {name} declares a document type, which Office files never do")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableError(f"its part {name} is broken XML") from error

    def related(self, name: str, kind: str) -> Iterator[str]:
        """The parts of one kind ("slideLayout", "theme") that a part leads to."""
        yield from (target for _, target in self.links(name, kind))

    def links(self, name: str, kind: str) -> Iterator[tuple[str, str]]:
        """Relationship id and part name of everything of one kind that a part leads to."""
        folder, file = posixpath.split(name)
        relations = f"{folder}/_rels/{file}.rels"
        if relations not in self.names():
            return
        for relation in self.xml(relations).iter(RELATIONSHIP):
            if relation.get("TargetMode") != "External" and relation.get("Type", "").endswith(f"/{kind}"):
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
                if target in self.names():
                    yield relation.get("Id", ""), target


def open_package(file: Path) -> Package:
    """The file's parts; UnreadableError if it is no whole Office file."""
    return Package(file.read_bytes())


def elements(root: etree._Element, path: str, names: dict[str, str]) -> list[etree._Element]:
    """What an XPath finds, elements only."""
    return cast("list[etree._Element]", root.xpath(path, namespaces=names))


def language(package: Package) -> str:
    """The language of the file's properties."""
    if "docProps/core.xml" not in package.names():
        return ""
    found = package.xml("docProps/core.xml").find("{http://purl.org/dc/elements/1.1/}language")
    return (found.text or "").strip() if found is not None else ""
