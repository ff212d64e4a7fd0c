"""Edits of finished Office files as people make them, one at a time: a numeral, a qualifier, a line, a citation."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from random import Random

from lxml import etree

CONTENT = re.compile(r"(word/(document|header\d*|footer\d*)|ppt/(slides|notesSlides)/[^/]+)\.xml$")
PAGES = ("PAGE", "NUMPAGES")


@dataclass
class Office:
    """A package with its parts parsed, to be edited and packed again."""

    data: bytes

    def __post_init__(self) -> None:
        with zipfile.ZipFile(BytesIO(self.data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.trees = {n: etree.fromstring(self.parts[n]) for n in sorted(self.parts) if CONTENT.match(n)}

    def packed(self) -> bytes:
        """The package as it is now."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, content in self.parts.items():
                tree = self.trees.get(name)
                package.writestr(name, content if tree is None else etree.tostring(tree))
        return out.getvalue()

    def texts(self) -> Iterator[etree._Element]:
        """Every text node, but for page numbers, which Word sets itself."""
        for tree in self.trees.values():
            for node in tree.iter("{*}t"):
                if node.text and not _of_page(node):
                    yield node

    def alts(self) -> Iterator[etree._Element]:
        """Every element with an alternative text."""
        for tree in self.trees.values():
            yield from (node for node in tree.iter() if isinstance(node.tag, str) and node.get("descr"))

    def paragraphs(self) -> Iterator[etree._Element]:
        """Every paragraph with text."""
        for tree in self.trees.values():
            yield from (node for node in tree.iter("{*}p") if words(node))


def words(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter("{*}t"))


def _of_page(node: etree._Element) -> bool:
    paragraph = next((a for a in node.iterancestors() if a.tag.endswith("}p")), None)
    codes = [] if paragraph is None else [code.text or "" for code in paragraph.iter("{*}instrText")]
    return any(code.split()[:1] == [page] for code in codes for page in PAGES) and (node.text or "").isdigit()


def change_numeral(data: bytes, random: Random) -> tuple[bytes, str]:
    """One digit of one text or alternative text is another."""
    office = Office(data)
    places = [(node, "") for node in office.texts() if re.search(r"\d", node.text or "")]
    places += [(node, "descr") for node in office.alts() if re.search(r"\d", node.get("descr", ""))]
    node, attribute = random.choice(places)
    text = node.get(attribute, "") if attribute else node.text or ""
    at = random.choice([match.start() for match in re.finditer(r"\d", text)])
    digit = random.choice([d for d in "123456789" if d != text[at]])
    changed = f"{text[:at]}{digit}{text[at + 1 :]}"
    if attribute:
        node.set(attribute, changed)
    else:
        node.text = changed
    return office.packed(), f"'{text}' -> '{changed}'"


def drop_text(data: bytes, random: Random, dropped: str) -> tuple[bytes, str]:
    """A word such as a qualifier is taken out where a number follows."""
    office = Office(data)
    nodes = [node for node in office.texts() if re.match(re.escape(dropped) + r"[\s\u00a0]*[\dA-Z]", node.text or "")]
    node = random.choice(nodes)
    text = node.text or ""
    node.text = text[len(dropped) :].lstrip()
    return office.packed(), f"'{text}' -> '{node.text}'"


def remove_source_line(data: bytes, random: Random) -> tuple[bytes, str]:
    """A whole source line is gone."""
    office = Office(data)
    lines = [node for node in office.paragraphs() if words(node).startswith(("Source: ", "Sources: "))]
    line = random.choice(lines)
    text = words(line)
    parent = line.getparent()
    assert parent is not None
    parent.remove(line)
    return office.packed(), text


def remove_citation(data: bytes, random: Random) -> tuple[bytes, str]:
    """The raised number after a sentence is gone."""
    office = Office(data)
    runs = [node.getparent() for node in office.texts() if re.fullmatch(r"[\d,–]+", node.text or "")]
    cites = [run for run in runs if run is not None and _raised(run)]
    run = random.choice(cites)
    text = words(run)
    for node in run.iter("{*}t"):
        node.text = ""
    return office.packed(), text


def _raised(run: etree._Element) -> bool:
    looks = [node for child in run if child.tag.endswith("}rPr") for node in child.iter()]
    return any(
        int(node.get("baseline", "0")) > 0 or any(value == "Citation" for value in node.attrib.values())
        for node in looks
    )
