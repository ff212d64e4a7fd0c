"""What a Word template's own document left behind: taken out, so that nothing of it travels, and told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from briefgen.ooxml.drawingml import DECORATIVE
from briefgen.ooxml.wordml import NAMESPACES
from briefgen.problems import Origin, Problem
from briefgen.reference.import_file import HINT
from briefgen.reference.make_pptx import APP

_KEPT = {
    "styles", "numbering", "settings", "webSettings", "fontTable", "theme", "footnotes", "endnotes", "header", "footer",
}  # fmt: skip
"""What a document takes from its template beside its last section; everything else is the old text's."""
_KEPT_OF_FILE = {"officeDocument", "core-properties", "extended-properties"}
_OLD = {
    "image": "a picture", "hyperlink": "a link", "chart": "a chart", "comments": "comments",
    "people": "names of reviewers", "customXml": "data of its own (custom XML)",
    "custom-properties": "custom properties", "glossaryDocument": "building blocks",
}  # fmt: skip
_SETTINGS = ("w:rsids", "w:docVars", "w:trackRevisions", "w:revisionView")
_MARKS = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:annotationRef")
_CHANGES = tuple(f"w:{of}Change" for of in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid",
                                            "numbering"))  # fmt: skip
_VML, _OFFICE = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}"
_NO_SHAPES = {
    "shapetype", "stroke", "fill", "path", "formulas", "f", "handles", "h", "textpath", "textbox", "imagedata",
    "shadow",
}  # fmt: skip
"""What stands inside a shape, and the kinds that shapes are of, which every part names anew."""
_NUMBERED = re.compile(r"_x0000_[si]\d+")
_SHAPES = 2048
_DECORATIVE = DECORATIVE.replace("<a:extLst>", f'<a:extLst xmlns:a="{NAMESPACES["a"]}">')
_MARGIN_MARKS = 900_000
"""Bookmarks of headers and footers are numbered from here, far from those of the text."""


def drop_old_content(package: Any, path: str) -> tuple[Problem, ...]:
    """Leave nothing of what the template's own document said: text, pictures, links, charts, notes, comments,
    properties and reviewers; warnings of what it had."""
    _inherit_margins(package)
    body = package.element.body
    said = any((text.text or "").strip() for text in body.iter(qn("w:t")))
    found = ["text"] if said else []
    for child in list(body):
        if child is not body.sectPr:
            body.remove(child)
    named = set(body.xpath(".//w:sectPr//@r:id"))
    found += _drop_relations(package.part, lambda kind, key: kind in _KEPT and (key in named or not _margin(kind)))
    found += _drop_relations(package.part.package, lambda kind, key: kind in _KEPT_OF_FILE)
    found += _empty_notes(package.part)
    settings = package.settings.element
    for name in _SETTINGS:
        for node in settings.findall(qn(name)):
            settings.remove(node)
    margins = margins_of(package.part)
    styles = package.part.styles.element
    for root in (body, styles, *(margin.element for margin in margins)):
        found += _settle_changes(root)
    for margin in margins:
        found += _drop_hidden(margin.element, styles)
        _adorn(margin.element)
    found += _drop_properties(package)
    _number_marks(margins)
    return tuple(
        Problem(Origin(path), "left-out", f"{what} of its old document: left out of every document", HINT, "warning")
        for what in dict.fromkeys(found)
    )


def margins_of(part: Any) -> list[Any]:
    """The parts of a document's headers and footers, by their names."""
    found = [r.target_part for r in part.rels.values() if _margin(r.reltype.rsplit("/", 1)[-1])]
    return sorted(found, key=lambda margin: str(margin.partname))


def drawings_of(part: Any) -> list[Any]:
    """What numbers the drawings in a document's headers and footers."""
    return [node for margin in margins_of(part) for node in margin.element.iter(qn("wp:docPr"))]


def ancestry(styles: Any, key: str) -> Iterator[Any]:
    """A style and those it is based on."""
    seen: set[str] = set()
    while key and key not in seen:
        seen.add(key)
        style = styles.get_by_id(key)
        if style is None:
            return
        yield style
        above = style.xpath("./w:basedOn/@w:val")
        key = str(above[0]) if above else ""


def is_on(node: Any) -> bool:
    """Whether an element that switches something on or off switches it on."""
    return node is not None and node.get(qn("w:val"), "1") not in {"0", "false", "off"}


def _margin(kind: str) -> bool:
    return kind in {"header", "footer"}


def _inherit_margins(package: Any) -> None:
    """Headers and footers that the last section takes from those before it become its own."""
    last = package.element.body.sectPr
    tags = (qn("w:headerReference"), qn("w:footerReference"))
    for before in reversed(package.element.body.xpath("./w:p/w:pPr/w:sectPr")):
        own = {(node.tag, node.get(qn("w:type"))) for node in last if node.tag in tags}
        for node in reversed([node for node in before if node.tag in tags]):
            if (node.tag, node.get(qn("w:type"))) not in own:
                last.insert(0, deepcopy(node))


def _drop_relations(owner: Any, stays: Callable[[str, str], bool]) -> list[str]:
    found = []
    for key, relation in list(owner.rels.items()):
        kind = relation.reltype.rsplit("/", 1)[-1]
        if not stays(kind, key):
            owner.rels.pop(key)
            if what := _OLD.get(kind):
                found.append(what)
    return found


def _empty_notes(part: Any) -> list[str]:
    """Footnotes and endnotes without the old document's: only the lines that separate them stay."""
    found = []
    for relation in part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in {"footnotes", "endnotes"}:
            notes = relation.target_part
            root = etree.fromstring(notes.blob)
            old = [node for node in root if node.get(qn("w:type"), "normal") == "normal"]
            if not old:
                continue
            for node in old:
                root.remove(node)
            notes._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for key in list(notes.rels):
                notes.rels.pop(key)
            found.append(kind)
    return found


def _settle_changes(root: Any) -> list[str]:
    """Tracked changes made final, and the anchors of comments removed: both name people."""
    found = []
    for tag in (*_CHANGES, "w:del", "w:moveFrom"):
        for node in list(root.iter(qn(tag))):
            node.getparent().remove(node)
            found.append("tracked changes and their authors")
    for tag in ("w:ins", "w:moveTo"):
        for node in list(root.iter(qn(tag))):
            holder = node.getparent()
            place = holder.index(node)
            holder[place : place + 1] = list(node)
            found.append("tracked changes and their authors")
    for tag in _MARKS:
        for node in list(root.iter(qn(tag))):
            node.getparent().remove(node)
            found.append("comments")
    return found


def _drop_hidden(root: Any, styles: Any) -> list[str]:
    """Hidden text of a header or footer removed; a field that is hidden in part only keeps its ends."""
    found = []
    for paragraph in root.iter(qn("w:p")):
        runs = [run for run in paragraph.iter(qn("w:r")) if _is_hidden(run, paragraph, styles)]
        ends = [mark.get(qn("w:fldCharType")) for run in runs for mark in run.iter(qn("w:fldChar"))]
        whole = ends.count("begin") == ends.count("end")
        for run in runs:
            if whole or next(run.iter(qn("w:fldChar")), None) is None:
                if any((text.text or "").strip() for text in run.iter(qn("w:t"), qn("w:instrText"))):
                    found.append("hidden text")
                run.getparent().remove(run)
    return found


def _is_hidden(run: Any, paragraph: Any, styles: Any) -> bool:
    own = run.xpath("./w:rPr/w:vanish")
    keys = [*run.xpath("./w:rPr/w:rStyle/@w:val"), *paragraph.xpath("./w:pPr/w:pStyle/@w:val")]
    said = (node for key in keys for style in ancestry(styles, key) for node in style.xpath("./w:rPr/w:vanish"))
    return is_on(next(iter(own), next(said, None)))


def _drop_properties(package: Any) -> list[str]:
    """The properties of the file without those of the old document."""
    core = package.core_properties
    told = core.comments or core.category or core.content_status or core.version
    for node in list(core._element):
        core._element.remove(node)
    for part in package.part.package.iter_parts():
        if part.partname == "/docProps/app.xml":
            named = etree.fromstring(part.blob).iter("{*}Company", "{*}Manager")
            told = told or any((node.text or "").strip() for node in named)
            part._blob = APP.encode()
    return ["properties (comments, category, status, version, company or manager)"] if told else []


def _adorn(root: Any) -> None:
    """Pictures of a header or footer that nobody describes only adorn it, and say so."""
    for drawing in root.iter(qn("wp:docPr")):
        if not drawing.get("descr") and not drawing.get("title") and not len(drawing):
            drawing.append(parse_xml(_DECORATIVE))


def _number_marks(margins: list[Any]) -> None:
    """Drawings, shapes of the older drawing language, bookmarks and controls of headers and footers numbered one by
    one, so that no id comes twice."""
    drawings = [node for margin in margins for node in margin.element.iter(qn("wp:docPr"))]
    for number, drawing in enumerate(drawings, 1):
        drawing.set("id", str(number))
    count = 0
    for margin in margins:
        shapes = (node for node in margin.element.iter(f"{_VML}*") if node.tag.removeprefix(_VML) not in _NO_SHAPES)
        for shape in shapes:
            old = shape.get("id")
            count += 1
            if shape.get(f"{_OFFICE}spid"):
                shape.set(f"{_OFFICE}spid", f"_x0000_s{_SHAPES + count}")
            if old:
                shape.set("id", f"{old}_{count}" if not _NUMBERED.fullmatch(old) else f"_x0000_s{_SHAPES + count}")
    number = _MARGIN_MARKS
    for margin in margins:
        numbers: dict[str, str] = {}
        for mark in margin.element.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
            key = mark.get(qn("w:id"), "")
            if key not in numbers:
                number += 1
                numbers[key] = str(number)
            mark.set(qn("w:id"), numbers[key])
        for control in list(margin.element.iter(qn("w:sdtPr"))):
            for key in control.findall(qn("w:id")):
                control.remove(key)
