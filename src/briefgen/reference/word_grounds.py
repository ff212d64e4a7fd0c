"""What a Word template lays under the text of its pages: kept where our text reads on it, else left out and told."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

from briefgen.brand.brand import Brand
from briefgen.brand.colour import TEXT, contrast
from briefgen.deck.shapes import Box
from briefgen.ooxml.painting import Paint, blended, paint_of, picture
from briefgen.problems import Origin, Problem
from briefgen.reference.import_file import HINT
from briefgen.reference.word_floats import TALL, place_of
from briefgen.reference.word_leftovers import margins_of

_EMU = 914_400
_STEPS = 16
_DIGITS = re.compile("[0-9A-Fa-f]{6}")
_SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}spPr"


def drop_dark_grounds(package: Any, brand: Brand) -> tuple[Problem, ...]:
    """Take out the colour of the page and the tall pictures and shapes in headers and footers on which text in our ink
    cannot be read; warnings of what was taken out."""
    ink, section, found = brand.color("ink"), package.sections[-1], []
    root = package.element
    for ground in root.findall(qn("w:background")):
        color = ground.get(qn("w:color"), "")
        if _DIGITS.fullmatch(color) and contrast(ink, color.upper()) < TEXT:
            root.remove(ground)
            found.append("a colour of the page, on which text cannot be read,")
    for margin in margins_of(package.part):
        for anchor in list(margin.element.iter(qn("wp:anchor"))):
            box, paint = place_of(anchor, section), _paint(anchor, margin)
            if paint is None or box.h < TALL * section.page_height / _EMU or _reads(ink, box, paint, section):
                continue
            run = next(above for above in anchor.iterancestors() if above.tag == qn("w:r"))
            run.getparent().remove(run)
            found.append("a picture under the text, which cannot be read on it,")
    origin = Origin(str(brand.template("docx")))
    return tuple(
        Problem(origin, "left-out", f"{what} of its old document: left out of every document", HINT, "warning")
        for what in dict.fromkeys(found)
    )


def _paint(anchor: Any, margin: Any) -> Paint | None:
    def blob(key: str) -> bytes | None:
        return bytes(margin.related_parts[key].blob) if key in margin.related_parts else None

    fill = next(anchor.iter(qn("pic:blipFill")), None)
    if fill is not None:
        return picture(fill, blob)
    return paint_of(next(anchor.iter(_SHAPE), None), lambda name: "", blob)


def _reads(ink: str, box: Box, paint: Paint, section: Any) -> bool:
    """Whether ink reads wherever the box lies under the text of the page; what cannot be known is taken to be light."""
    left, right = section.left_margin / _EMU, (section.page_width - section.right_margin) / _EMU
    top, bottom = section.top_margin / _EMU, (section.page_height - section.bottom_margin) / _EMU
    if box.w <= 0:
        return True
    for step in range(_STEPS * _STEPS):
        x = left + (step % _STEPS + 0.5) * (right - left) / _STEPS
        y = top + (step // _STEPS + 0.5) * (bottom - top) / _STEPS
        if box.x <= x <= box.right and box.y <= y <= box.bottom:
            tint = paint.at((x - box.x) / box.w, (y - box.y) / box.h)
            if tint[0] and contrast(ink, blended("FFFFFF", tint)) < TEXT:
                return False
    return True
