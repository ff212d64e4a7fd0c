"""Edits of finished Office files as people make them, one at a time: a numeral, a qualifier, a line, a citation."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from copy import copy, deepcopy
from dataclasses import dataclass
from io import BytesIO
from random import Random

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CONTENT = re.compile(
    r"((word/(document|header\d*|footer\d*)|(ppt|word)/(slides|notesSlides|charts)/[^/]+)|docProps/core|xl/worksheets/[^/]+)\.xml$"
)
HEADS = ("{*}oddHeader", "{*}oddFooter")
PAGES = ("PAGE", "PAGEREF", "NUMPAGES")


@dataclass
class Office:
    """A package with its parts parsed, to be edited and packed again; parts of embedded workbooks are among them."""

    data: bytes

    def __post_init__(self) -> None:
        self.parts = unpacked(self.data)
        books = {name: unpacked(data) for name, data in self.parts.items() if name.endswith(".xlsx")}
        self.books = {f"{name}!{part}": data for name, parts in books.items() for part, data in parts.items()}
        self.trees = {n: etree.fromstring(self.parts[n]) for n in sorted(self.parts) if CONTENT.match(n)}
        self.trees |= {n: etree.fromstring(data) for n, data in sorted(self.books.items()) if "/worksheets/" in n}

    def fresh(self) -> Office:
        """The same package, for changes that leave this one as it is."""
        other = copy(self)
        other.trees = {name: deepcopy(tree) for name, tree in self.trees.items()}
        return other

    def packed(self) -> bytes:
        """The package as it is now."""
        parts = self.parts | {n: etree.tostring(tree) for n, tree in self.trees.items() if n not in self.books}
        for name in parts:
            if name.endswith(".xlsx"):
                inside = [n for n in self.books if n.startswith(f"{name}!")]
                changed = {n: etree.tostring(self.trees[n]) if n in self.trees else self.books[n] for n in inside}
                parts[name] = _packed({n.partition("!")[2]: data for n, data in changed.items()})
        return _packed(parts)

    def part_of(self, node: etree._Element) -> str:
        """The name of the part that holds a node; "" when the node was taken out."""
        root = next(node.iterancestors(), None) if node.getparent() is not None else node
        while root is not None and root.getparent() is not None:
            root = root.getparent()
        return next((name for name, tree in self.trees.items() if tree is root), "")

    def texts(self) -> Iterator[etree._Element]:
        """Every text and number, but for those of pages and slides."""
        for name, tree in self.trees.items():
            if name.startswith("docProps"):
                yield from (
                    node for node in tree if str(node.tag).endswith(("}title", "}subject", "}keywords")) and node.text
                )
            else:
                yield from (node for node in tree.iter("{*}t", "{*}v", *HEADS) if node.text and not _of_page(node))

    def alts(self) -> Iterator[etree._Element]:
        """Every element with an alternative text."""
        for tree in self.trees.values():
            yield from (node for node in tree.iter() if isinstance(node.tag, str) and node.get("descr"))

    def paragraphs(self) -> Iterator[etree._Element]:
        """Every paragraph, and every cell of a workbook, with text."""
        for tree in self.trees.values():
            yield from (node for node in tree.iter("{*}p", "{*}is") if words(node))

    def rows(self) -> Iterator[etree._Element]:
        """Every row of a table or sheet."""
        for tree in self.trees.values():
            yield from tree.iter("{*}tr", "{*}row")


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def words(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter("{*}t"))


def _of_page(node: etree._Element) -> bool:
    """Whether a text is the number of a page or slide, which programs set themselves."""
    holder = node.getparent()
    if holder is not None and holder.get("type") == "slidenum":
        return True
    paragraph = next((a for a in node.iterancestors() if a.tag.endswith("}p")), None)
    codes = [] if paragraph is None else [code.text or "" for code in paragraph.iter("{*}instrText")]
    return any(code.split()[:1] == [page] for code in codes for page in PAGES) and (node.text or "").isdigit()


def drop_text(data: bytes, random: Random, dropped: str) -> tuple[bytes, str]:
    """A word such as a qualifier is taken out where a number follows."""
    office = Office(data)
    found = re.compile(rf"(?i:{re.escape(dropped)})[\s\u00a0]*[\dA-Z]")
    nodes = [node for node in office.texts() if found.match(node.text or "")]
    node = random.choice(nodes)
    text = node.text or ""
    node.text = text[len(dropped) :].lstrip()
    return office.packed(), f"'{text}' -> '{node.text}'"


def is_raised(node: etree._Element) -> bool:
    """Whether a text is a citation by its look."""
    run = node.getparent()
    looks = [] if run is None else [node for child in run if str(child.tag).endswith("}rPr") for node in child.iter()]
    return any(
        int(node.get("baseline", "0")) > 0 or any(value == "Citation" for value in node.attrib.values())
        for node in looks
    )
