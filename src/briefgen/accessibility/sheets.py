"""Accessibility of a workbook: language, title, names of sheets, heads that are repeated, merged cells, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from briefgen.accessibility.violation import Violation
from briefgen.formats import FORMATS
from briefgen.office.package import Package, language
from briefgen.office.sheets import S

_UNNAMED = re.compile(r"(sheet|tabelle|feuille|hoja|foglio)\s*\d*", re.IGNORECASE)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def check_sheets(package: Package) -> Iterator[Violation]:
    """Every violation of a workbook, sheet by sheet."""
    if not language(package):
        yield Violation("language", "properties", "the workbook does not say its language", "set dc:language")
    main = FORMATS["xlsx"].main
    root, parts = package.xml(main), package.targets(main)
    heads = {
        node.get("localSheetId", "")
        for node in root.iter(f"{S}definedName")
        if node.get("name") == "_xlnm.Print_Titles"
    }
    for number, node in enumerate(root.iter(f"{S}sheet")):
        name, page = node.get("name", ""), package.find(parts.get(node.get(_RELATION, ""), ""))
        if page is not None:
            yield from _sheet(package, parts[node.get(_RELATION, "")], page, name, headed=str(number) in heads)


def _sheet(package: Package, part: str, page: etree._Element, name: str, *, headed: bool) -> Iterator[Violation]:
    place = f"sheet '{name}'"
    if _UNNAMED.fullmatch(name):
        yield Violation("sheet-name", place, "has no name of its own", "say what stands on it")
    if page.find(f"{S}autoFilter") is not None and not headed:
        yield Violation("table-header", place, "its head is not repeated", "Page Layout, Print Titles: rows to repeat")
    if page.find(f"{S}mergeCells") is not None:
        yield Violation("table-merged", place, "has merged cells", "put each value into a cell of its own")
    for drawing in package.related(part, "drawing"):
        for shape in package.xml(drawing).iter("{*}cNvPr"):
            if not shape.get("descr"):
                hint = "say in its alternative text what it shows"
                yield Violation("alt-text", place, "has no alternative text", hint, f"'{shape.get('name', '')}'")
