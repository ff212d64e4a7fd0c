"""The passages of one story of a Word file: body, header, footer, comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from briefgen.lexicon.en import REFERENCES
from briefgen.office.passages import FilePassage, Place
from briefgen.values.signs import unsteered, without_marks

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_FIELDS = dict.fromkeys(("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"), "page number")
_FIELDS |= {"SEQ": "figure or table number", "REF": "cross-reference"}
_MARKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_THROUGH = {f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "bdo", "dir")}


class StyleNames:
    """Names of styles by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self._names: dict[str, str] = {}
        for style in () if root is None else root.iter(f"{W}style"):
            name = style.find(f"{W}name")
            self._names[style.get(f"{W}styleId", "")] = "" if name is None else name.get(f"{W}val", "").casefold()

    def of(self, node: etree._Element, path: str) -> str:
        """The name of the style a paragraph or run is in."""
        found = node.find(path)
        key = "" if found is None else found.get(f"{W}val", "")
        return self._names.get(key, key.casefold())


@dataclass(slots=True)
class _Story:
    """The state of reading one part: fields still open, tables and paragraphs counted, the heading in force."""

    area: str
    key: str
    styles: StyleNames
    fields: list[list[str]] = field(default_factory=list)
    seen: set[etree._Element] = field(default_factory=set)
    tables: int = 0
    paragraphs: int = 0
    section: str = ""


@dataclass(slots=True)
class _Line:
    """A paragraph as it is read."""

    text: str = ""
    furniture: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, text: str, why: str) -> None:
        if why and text:
            self.furniture.append((len(self.text), len(self.text) + len(text), why))
        self.text += text


def read_story(root: etree._Element, area: str, key: str, styles: StyleNames) -> list[FilePassage]:
    """Every paragraph, cell and alternative text of a part, in order; texts outside paragraphs at the end."""
    story = _Story(area, key, styles)
    start = root.find(f"{W}body")
    found = list(_blocks(root if start is None else start, Place(area, key), story))
    rest = [node for node in root.iter("{*}t") if node not in story.seen and node.text]
    shown = [node for node in rest if not any(_local(a) in ("del", "moveFrom") for a in node.iterancestors())]
    texts = [node.text or "" for node in shown] + [node.get("string", "") for node in root.iter(f"{_VML}textpath")]
    return found + [FilePassage(Place(key, paragraph=n), text) for n, text in enumerate(texts, 1)]


def _local(node: etree._Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _blocks(node: etree._Element, place: Place, story: _Story) -> Iterator[FilePassage]:
    inside = 0
    for child in node:
        if child.tag == f"{W}p":
            if place.row:
                inside += 1
                number = inside
            else:
                story.paragraphs += 1
                number = story.paragraphs
            yield from _paragraph(child, replace(place, paragraph=number), story)
        elif child.tag == f"{W}tbl":
            yield from _table(child, place, story)
        elif child.tag in _THROUGH or _local(child) in ("comment", "footnote", "endnote"):
            yield from _blocks(child, place, story)


def _table(node: etree._Element, place: Place, story: _Story) -> Iterator[FilePassage]:
    story.tables += 1
    number = story.tables
    said = (node.find(f"{W}tblPr/{W}{name}") for name in ("tblCaption", "tblDescription"))
    alt = " ".join(one.get(f"{W}val", "") for one in said if one is not None)
    if alt:
        yield FilePassage(replace(place, table=number, section=story.section, alt=True), alt)
    heads: list[str] = []
    rows = [line for line in node.iter(f"{W}tr") if next(line.iterancestors(f"{W}tbl")) is node]
    for row, line in enumerate(rows, 1):
        for column, cell in enumerate(line.findall(f"{W}tc"), 1):
            at = replace(place, table=number, row=row, column=column)
            found = list(_blocks(cell, at, story))
            if row == 1:
                heads.append(without_marks(next((passage.text for passage in found), "")))
            elif column <= len(heads) and heads[column - 1] == REFERENCES:
                found = [_all(passage, "citation") for passage in found]
            yield from found


def _all(passage: FilePassage, why: str) -> FilePassage:
    return replace(passage, furniture=((0, len(passage.text), why),))


def _paragraph(node: etree._Element, place: Place, story: _Story) -> Iterator[FilePassage]:
    style = story.styles.of(node, f"{W}pPr/{W}pStyle")
    line = _Line()
    _runs(node, line, "", story)
    if style.startswith("heading") and style[-1:].isdigit() and not place.row:
        story.section = line.text
    at = replace(place, section=story.section)
    if line.text:
        yield FilePassage(at, line.text, _kind(line, story), tuple(line.furniture))
    for picture in node.iter("{*}docPr"):
        alt = " ".join(filter(None, (picture.get("title"), picture.get("descr"))))
        if alt and picture not in story.seen:
            story.seen.add(picture)
            yield FilePassage(replace(at, shape=picture.get("name", ""), alt=True), alt)
    for box in node.iter(f"{W}txbxContent"):
        if box not in story.seen:
            story.seen.add(box)
            yield from _blocks(box, place, story)


def _kind(line: _Line, story: _Story) -> str:
    reasons = {why for _, _, why in line.furniture}
    if story.area == "comment":
        return "comment"
    if "reference number" in reasons:
        return "reference"
    if "figure or table number" in reasons:
        return "caption"
    return "source line" if without_marks(line.text).startswith(("Source: ", "Sources: ")) else ""


def _runs(node: etree._Element, line: _Line, why: str, story: _Story) -> None:
    listed = ""
    for child in node:
        if child.tag == f"{W}bookmarkStart" and child.get(f"{W}name", "").startswith("ref_"):
            listed = child.get(f"{W}id", "")
        elif child.tag == f"{W}bookmarkEnd" and child.get(f"{W}id") == listed:
            listed = ""
        elif listed and child.tag == f"{W}r":
            _run(child, line, "reference number", story)
        elif child.tag == f"{W}r":
            _run(child, line, why or _look(child, story), story)
        elif child.tag == f"{W}hyperlink":
            link = "citation" if child.get(f"{W}anchor", "").startswith("ref_") else ""
            _runs(child, line, why or link, story)
        elif child.tag == f"{W}fldSimple":
            _runs(child, line, why or _field(child.get(f"{W}instr", "")), story)
        elif child.tag in _THROUGH:
            _runs(child, line, why, story)


def _look(run: etree._Element, story: _Story) -> str:
    style = story.styles.of(run, f"{W}rPr/{W}rStyle")
    raised = run.find(f"{W}rPr/{W}vertAlign")
    is_raised = raised is not None and raised.get(f"{W}val") == "superscript"
    return "citation" if style == "citation" or is_raised else ""


def _field(instruction: str) -> str:
    name = (instruction.split() or [""])[0].upper()
    return _FIELDS.get(name, "")


def _run(run: etree._Element, line: _Line, why: str, story: _Story) -> None:
    """Add the text of a run to its paragraph; hidden text is not part of it and stays among the rest."""
    hidden = _is_on(run.find(f"{W}rPr/{W}vanish"))
    for child in run:
        if child.tag == f"{W}fldChar":
            _mark_field(child.get(f"{W}fldCharType", ""), story)
        elif child.tag == f"{W}instrText" and story.fields:
            story.fields[-1][0] += child.text or ""
        elif child.tag == f"{W}sym":
            line.add(chr(int(child.get(f"{W}char", "0"), 16) & 0xFF), why)
        elif (child.tag == f"{W}t" or child.tag in _MARKS) and not hidden:
            story.seen.add(child)
            if not story.fields or story.fields[-1][1]:
                cached = next((found for code, done in story.fields if done and (found := _field(code))), "")
                text = _MARKS.get(child.tag, unsteered(child.text or ""))
                line.add(text, why or (cached if cached != "page number" or text.isdecimal() else ""))


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val", "true") not in ("0", "false", "off")


def _mark_field(kind: str, story: _Story) -> None:
    if kind == "begin":
        story.fields.append(["", ""])
    elif kind == "separate" and story.fields:
        story.fields[-1][1] = "result"
    elif kind == "end" and story.fields:
        story.fields.pop()
