"""The words of finished Office files, read from their XML without the writers' help."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree

PARAGRAPH = {".docx": "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p",
             ".pptx": "{http://schemas.openxmlformats.org/drawingml/2006/main}p",
             ".xlsx": "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}is"}  # fmt: skip
CONTENT = re.compile(
    r"(word/(document|header\d*|footer\d*|footnotes|comments)|ppt/(slides|notesSlides)/[^/]+|xl/worksheets/[^/]+)\.xml$"
)


def paragraphs(path: Path) -> list[str]:
    """Every paragraph of body, tables, headers, footers, slides and notes, and every text of a workbook's cells;
    alternative texts follow."""
    found: list[str] = []
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not CONTENT.match(name):
                continue
            root = etree.fromstring(package.read(name))
            for paragraph in root.iter(PARAGRAPH[path.suffix]):
                texts = [
                    "\n"
                    if node.tag.endswith("}br")
                    else "\t"
                    if node.tag.endswith("}tab")
                    else ""
                    if _is_citation(node)
                    else node.text or ""
                    for node in paragraph.iter()
                    if isinstance(node.tag, str) and (node.tag.endswith(("}t", "}br")) or _leads_to_a_page(node))
                ]
                found.append("".join(texts))
            found += [node.get("descr", "") for node in root.iter() if isinstance(node.tag, str) and node.get("descr")]
    return found


def _leads_to_a_page(node: etree._Element) -> bool:
    """Whether it is the tab between a chapter and its page in a list of contents."""
    linked = node.getparent().getparent() if node.tag.endswith("}tab") else None
    return linked is not None and linked.tag.endswith("}hyperlink")


def _is_citation(text: etree._Element) -> bool:
    """Whether a text stands in a superscript run."""
    run = text.getparent()
    properties = (
        [] if run is None else [node for node in run if isinstance(node.tag, str) and node.tag.endswith("}rPr")]
    )
    return any(
        int(node.get("baseline", "0")) > 0
        or any("Citation" in value or value == "superscript" for child in node for value in child.attrib.values())
        for node in properties
    )


def words(path: Path) -> str:
    """The whole text with ordinary spaces and hyphens, for searching."""
    return "\n".join(paragraphs(path)).replace("\u00a0", " ").replace("–", "-").replace("\u2011", "-")
