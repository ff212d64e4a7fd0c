"""Reads finished Office files with zipfile and lxml alone: every text, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import BadZipFile, ZipFile

from lxml import etree

from briefgen.audit.slides import read_slide
from briefgen.audit.words import StyleNames, read_story
from briefgen.place import REVIEW_ANCHOR, REVIEW_COPY, REVIEW_NOTES, Contents, Passage, Place

IDENTITY = re.compile(r"briefgen:[0-9a-f]{64}")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STORIES = {"document": "body", "header": "header", "footer": "footer", "comments": "comment",
            "footnotes": "footnote", "endnotes": "endnote"}  # fmt: skip
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


class UnreadableError(Exception):
    """The file is no Word document and no PowerPoint presentation."""


class Package:
    """The parts of an Office file, each parsed once."""

    def __init__(self, data: bytes) -> None:
        try:
            self.zip = ZipFile(BytesIO(data))
        except BadZipFile:
            raise UnreadableError("is no Office file") from None
        self.names = tuple(name for name in self.zip.namelist() if not name.endswith("/"))

    def xml(self, name: str) -> etree._Element | None:
        """A part as a tree, None when there is none."""
        if name not in self.names:
            return None
        try:
            return etree.fromstring(self.zip.read(name), _PARSER)
        except etree.XMLSyntaxError:
            raise UnreadableError(f"holds {name}, which is no XML") from None

    def relations(self, name: str) -> Mapping[str, str]:
        """Targets of a part's relationships by id, inside the package."""
        root = self.xml(join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels"))
        if root is None:
            return {}
        inside = [node for node in root if isinstance(node.tag, str) and node.get("TargetMode") != "External"]
        return {node.get("Id", ""): _resolved(name, node.get("Target", "")) for node in inside}


def _resolved(source: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(dirname(source), target))


def read_office(data: bytes) -> Contents:
    """Everything readable in a Word or PowerPoint file; UnreadableError when it is neither."""
    package = Package(data)
    if "word/document.xml" in package.names:
        return _word(package)
    if "ppt/presentation.xml" in package.names:
        return _slides(package)
    raise UnreadableError("is neither a Word document nor a PowerPoint presentation")


def is_review_copy(package: Package) -> bool:
    """Whether the file says that it is a copy for review."""
    root = package.xml("docProps/core.xml")
    return root is not None and any(node.text == REVIEW_COPY for node in root.iter("{*}contentStatus"))


def identity_of(package: Package) -> str:
    """The id that briefgen stored in the file's properties."""
    root = package.xml("docProps/core.xml")
    texts = [] if root is None else [node.text or "" for node in root]
    return next((found.group() for text in texts if (found := IDENTITY.search(text))), "")


# --- Word --------------------------------------------------------------------------------------------------


def _word(package: Package) -> Contents:
    styles = StyleNames(package.xml("word/styles.xml"))
    passages: list[Passage] = []
    for name in sorted(package.names, key=lambda name: (name != "word/document.xml", name)):
        story = re.fullmatch(r"word/([a-z]+)\d*\.xml", name)
        if story and story.group(1) in _STORIES and (root := package.xml(name)) is not None:
            passages += read_story(root, _STORIES[story.group(1)], name, styles)
    passages += _data(package)
    return Contents("docx", identity_of(package), tuple(passages), _references(passages))


def _references(passages: list[Passage]) -> int:
    return sum(passage.kind == "reference" for passage in passages)


# --- PowerPoint --------------------------------------------------------------------------------------------


def _slides(package: Package) -> Contents:
    root = package.xml("ppt/presentation.xml")
    relations = package.relations("ppt/presentation.xml")
    listed = [] if root is None else list(root.iter("{*}sldId"))
    parts = [(relations.get(node.get(f"{_RELATION}id", ""), ""), node.get("id", "")) for node in listed]
    numbers = {name: number for number, (name, _) in enumerate(parts, 1)}
    passages: list[Passage] = []
    for name, key in parts:
        slide = package.xml(name)
        if slide is None:
            continue
        links = package.relations(name)
        layout = _layout(package, links)
        targets = {id: numbers[target] for id, target in links.items() if target in numbers}
        title, found = read_slide(slide, Place("slide", key, numbers[name]), layout, targets)
        passages += found
        for target in links.values():
            if "notesSlides/" in target and (notes := package.xml(target)) is not None:
                passages += read_slide(notes, Place("notes", key, numbers[name], title), "", {})[1]
    passages += _data(package)
    if is_review_copy(package):
        passages = list(_reviewed(passages))
    shown = {key: numbers[name] for name, key in parts}
    return Contents("pptx", identity_of(package), tuple(passages), _references(passages), shown)


def _reviewed(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Passages of a copy for review: anchors and the claims in notes are no part of the document."""
    below = ""
    for passage in passages:
        place = passage.place
        if place.area == "notes" and passage.text == REVIEW_NOTES:
            below = place.key
        if place.shape.startswith(REVIEW_ANCHOR) or (place.area == "notes" and below == place.key):
            passage = replace(passage, kind="review")
        yield passage


def _layout(package: Package, links: Mapping[str, str]) -> str:
    for target in links.values():
        if "slideLayouts/" in target and (root := package.xml(target)) is not None:
            for node in root.iter("{*}cSld"):
                return node.get("name", "")
    return ""


# --- charts, workbooks, drawings ---------------------------------------------------------------------------


def _data(package: Package) -> list[Passage]:
    """Native charts, diagrams and embedded workbooks: each text or number is a passage of its part."""
    found: list[Passage] = []
    for name in package.names:
        if re.search(r"/(charts|diagrams)/(chart|data|drawing)[^/]*\.xml$", name):
            found += _texts(package.xml(name), name)
        elif name.endswith(".xlsx"):
            try:
                book = Package(package.zip.read(name))
            except UnreadableError:
                continue
            for part in book.names:
                if re.fullmatch(r"xl/(sharedStrings|worksheets/[^/]+)\.xml", part):
                    found += _texts(book.xml(part), f"{name}/{part}")
    return found


def _texts(root: etree._Element | None, name: str) -> list[Passage]:
    nodes = [] if root is None else [n for n in root.iter("{*}v", "{*}t") if n.get("t") != "s" and n.text]
    kept = [n for n in nodes if (parent := n.getparent()) is None or parent.get("t") != "s"]
    return [
        Passage(Place(name, paragraph=number), node.text or "", _drawn(node)) for number, node in enumerate(kept, 1)
    ]


def _drawn(node: etree._Element) -> str:
    """What a number of a chart may be beside a value: where a mark stands, or how long its interval is drawn."""
    above = {str(parent.tag).rpartition("}")[2] for parent in node.iterancestors()}
    return "chart number" if above & {"xVal", "yVal", "minus", "plus", "sheetData"} else "chart"
