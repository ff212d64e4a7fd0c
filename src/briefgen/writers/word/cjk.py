"""East Asian runs of a Word document: the language and typeface of each."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement

from briefgen.brand.brand import Brand
from briefgen.ooxml.wordml import qn
from briefgen.values.cjk import east_asian_language


def mark_east_asian(root: Any, brand: Brand) -> None:
    """Say of every run with Chinese, Japanese or Korean signs which language it is, and set its typeface."""
    for run in root.iter(qn("w:r")):
        text = "".join(node.text or "" for node in run.iterchildren(qn("w:t")))
        language = "" if text.isascii() else east_asian_language(text)
        if language:
            _mark(run, language, brand)


def _mark(run: Any, language: str, brand: Brand) -> None:
    properties = run.get_or_add_rPr()
    fonts = OxmlElement("w:rFonts")
    fonts.set(qn("w:hint"), "eastAsia")
    fonts.set(qn("w:eastAsia"), brand.east_asian_for(language))
    style = properties.find(qn("w:rStyle"))
    properties.insert(0 if style is None else 1, fonts)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:eastAsia"), language)
    properties.append(spoken)
