"""The passages of one slide or page of notes of a PowerPoint file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from briefgen.lexicon.en import REFERENCES
from briefgen.office.passages import FilePassage, Place
from briefgen.values.signs import unsteered, without_marks

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SHAPES = {f"{P}{name}" for name in ("sp", "pic", "graphicFrame", "cxnSp", "contentPart", "grpSp")}
_RUN, _FIELD, _BREAK, _TEXT, _LOOK, _PARAGRAPH = (f"{A}{name}" for name in ("r", "fld", "br", "t", "rPr", "p"))
_HOLDER, _NAMED, _BODY, _CLICK = f"{P}ph", f"{P}cNvPr", f"{P}txBody", f"{A}hlinkClick"
_TITLES = ("title", "ctrTitle")
LISTED = ["No.", "Reference"]


@dataclass(slots=True)
class _SlideContext:
    """What a slide is read with: its layout and the slides its links lead to."""

    layout: str
    targets: Mapping[str, int]
    seen: set[etree._Element] = field(default_factory=set)


def read_slide(
    root: etree._Element, place: Place, layout: str, targets: Mapping[str, int]
) -> tuple[str, list[FilePassage]]:
    """The title and every passage of a slide; texts outside paragraphs and those of hidden shapes at the end."""
    reader = _SlideContext(layout, targets)
    shapes = list(root.iter(*_SHAPES))
    title = next(_titles(shapes, place, reader), place.section)
    place = replace(place, section=title)
    found: list[FilePassage] = []
    for node in shapes:
        found += _shape(node, place, reader)
    rest = [node for node in root.iter("{*}t") if node.text and node not in reader.seen]
    found += [FilePassage(place.at(n), node.text or "") for n, node in enumerate(rest, 1)]
    return title, found


def _titles(shapes: list[etree._Element], place: Place, reader: _SlideContext) -> Iterator[str]:
    """The texts of the shapes that are titles."""
    for node in shapes:
        if _held(node) in _TITLES:
            yield from (passage.text for passage in _shape(node, place, reader) if passage.kind == "title")


def _held(node: etree._Element) -> str:
    """The kind of placeholder that a shape fills."""
    holder = next(node.iter(_HOLDER), None)
    return "" if holder is None else holder.get("type", "")


def _shape(node: etree._Element, place: Place, reader: _SlideContext) -> Iterator[FilePassage]:
    properties = next(node.iter(_NAMED), None)
    if properties is None or properties.get("hidden") in ("1", "true"):
        return
    name = properties.get("name", "") or f"shape {properties.get('id', '')}"
    place = place.inside(name)
    alt = " ".join(filter(None, (properties.get("title"), properties.get("descr"))))
    if alt:
        yield FilePassage(replace(place, alt=True), alt)
    kind = "title" if _held(node) in _TITLES else ""
    if kind == "" and place.area == "slide" and (reader.layout.startswith("Section") or name.startswith("Number ")):
        kind = "section"
    click = next(properties.iterchildren(_CLICK), None)
    target = 0 if click is None else reader.targets.get(click.get(_RELATION, ""), 0)
    yield from _paragraphs(next(node.iterchildren(_BODY), None), place, kind, target, reader)
    for table in node.iter(f"{A}tbl") if node.tag == f"{P}graphicFrame" else ():
        yield from _table(table, place, reader)


def _table(node: etree._Element, place: Place, reader: _SlideContext) -> Iterator[FilePassage]:
    rows = node.findall(f"{A}tr")
    heads: list[str] = []
    for row, line in enumerate(rows, 1):
        for column, cell in enumerate(line.findall(f"{A}tc"), 1):
            at = place.inside(place.shape, row, column)
            found = list(_paragraphs(cell.find(f"{A}txBody"), at, "", 0, reader))
            if row == 1:
                heads.append(without_marks(next((passage.text for passage in found), "")))
            elif column <= len(heads):
                found = [_in_column(passage, heads, column) for passage in found]
            yield from found


def _in_column(passage: FilePassage, heads: list[str], column: int) -> FilePassage:
    whole = (0, len(passage.text))
    if heads[column - 1] == REFERENCES:
        return replace(passage, furniture=((*whole, "citation"),))
    if heads == LISTED and column == 1:
        return replace(passage, kind="reference", furniture=((*whole, "reference number"),))
    if heads == LISTED:
        return replace(passage, kind="reference entry")
    return passage


def _paragraphs(
    body: etree._Element | None, place: Place, kind: str, target: int, reader: _SlideContext
) -> Iterator[FilePassage]:
    listed = False
    for number, node in enumerate(() if body is None else body.iterchildren(_PARAGRAPH), 1):
        text, furniture = _runs(node, reader)
        if not text:
            continue
        own, words = kind, without_marks(text)
        if place.area == "notes":
            own = "source note" if listed else ""
            listed = (listed or words == "Sources:") and bool(words.strip())
        elif words.startswith(("Source: ", "Sources: ")):
            own = "source line"
        elif kind == "section":
            own = "chapter number" if words.isdigit() else ""
        pointer = f"Slide {target}"
        if target and (text == pointer or text.endswith(f" {pointer}")):
            furniture.append((len(text) - len(pointer), len(text), "slide number"))
        yield FilePassage(place.at(number), text, own, tuple(furniture))


def _runs(node: etree._Element, reader: _SlideContext) -> tuple[str, list[tuple[int, int, str]]]:
    text = ""
    furniture: list[tuple[int, int, str]] = []
    for child in node:
        tag = child.tag
        if tag in (_RUN, _FIELD):
            parts = list(child.iter(_TEXT))
            reader.seen.update(parts)
            words = unsteered("".join([part.text or "" for part in parts]))
            if words and (why := _numbering(child, words)):
                furniture.append((len(text), len(text) + len(words), why))
            text += words
        elif tag == _BREAK:
            text += "\n"
    return text, furniture


def _numbering(run: etree._Element, words: str) -> str:
    """What a run numbers by its look or nature: a citation, a slide."""
    if run.tag == _FIELD:
        return "slide number" if run.get("type", "") == "slidenum" and words.isdecimal() else ""
    look = next(run.iterchildren(_LOOK), None)
    return "citation" if look is not None and int(look.get("baseline", "0") or 0) > 0 else ""
