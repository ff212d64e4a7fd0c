"""What a PowerPoint template's own slides left behind: taken out, so that nothing of it travels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from briefgen.ooxml.drawingml import NAMESPACES
from briefgen.reference.make_pptx import drop_leftovers

_OLD = {
    "commentAuthors": "comments and their authors", "authors": "comments and their authors",
    "custom-properties": "custom properties", "customXml": "data of its own (custom XML)", "revisionInfo": "",
    "changesInfo": "a history of changes", "handoutMaster": "a handout", "documenttasks": "tasks",
    "tags": "tags of add-ins",
}  # fmt: skip
"""Kinds of relations of the presentation that its old slides or their authors needed, in words if worth telling."""
_VIEW = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<p:viewPr {NAMESPACES}/>'
"""How the program shows a file, without the old slides that were outlined."""
_LISTS = ("p:handoutMasterIdLst", "p:modifyVerifier", "p:custShowLst", "p:custDataLst", "p:extLst")
_TIED = ("slide", "tags", "comments", "slideUpdateInfo", "customXml")
"""Kinds of relations of masters and layouts that lead to old slides or to what add-ins noted."""


def drop_old_content(presentation: Any) -> tuple[str, ...]:
    """Leave nothing but masters, layouts and their themes; what was dropped, in words."""
    found = [*_properties(presentation)]
    drop_leftovers(presentation)
    if count := len(presentation.slides._sldIdLst):
        found.append(f"{count} slide{'s' if count > 1 else ''} with all they hold")
    for relation in presentation.part._rels.values():
        if relation.reltype.endswith("/viewProps"):
            relation.target_part._blob = _VIEW.encode()
            for key in list(relation.target_part._rels):
                relation.target_part._rels.pop(key)
    for holder in (presentation.part, presentation.part.package):
        found += _drop(holder._rels, _OLD)
    for entry in list(presentation.slides._sldIdLst):
        presentation.part.drop_rel(entry.rId)
        presentation.slides._sldIdLst.remove(entry)
    root = presentation.part._element
    for name in _LISTS:
        for node in root.findall(qn(name)):
            root.remove(node)
    for owner in _owners(presentation):
        found += _clear(owner)
    return tuple(dict.fromkeys(filter(None, found)))


def _owners(presentation: Any) -> Iterator[Any]:
    for master in presentation.slide_masters:
        yield master
        yield from master.slide_layouts


def _drop(relations: Any, kinds: dict[str, str]) -> Iterator[str]:
    for key, relation in list(relations.items()):
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in kinds:
            relations.pop(key)
            yield kinds[kind]


def _clear(owner: Any) -> Iterator[str]:
    """A master or layout without links to old slides, notes of add-ins and hidden shapes."""
    gone = {key for key, relation in owner.part._rels.items() if relation.reltype.rsplit("/", 1)[-1] in _TIED}
    for node in list(owner._element.iter("*")):
        if any(value in gone for name, value in node.attrib.items() if name in {qn("r:id"), qn("r:embed")}):
            node.getparent().remove(node)
    for key in gone:
        owner.part._rels.pop(key)
    for mark in list(owner._element.iter(qn("p:cNvPr"))):
        if mark.get("hidden") in {"1", "true"}:
            shape = mark.getparent().getparent()
            if shape.find(f".//{qn('p:ph')}") is None:
                shape.getparent().remove(shape)
                yield "hidden shapes"
    for data in list(owner._element.iter(qn("p:custDataLst"))):
        data.getparent().remove(data)


def _properties(presentation: Any) -> Iterator[str]:
    """The properties of the file emptied."""
    core = presentation.core_properties
    told = core.comments or core.category or core.content_status or core.version
    for part in presentation.part.package.iter_parts():
        if part.partname == "/docProps/app.xml":
            named = etree.fromstring(part.blob).iter("{*}Company", "{*}Manager")
            told = told or any((node.text or "").strip() for node in named)
    for node in list(core._element):
        core._element.remove(node)
    if told:
        yield "properties (comments, category, status, version, company or manager)"
