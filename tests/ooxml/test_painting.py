"""Fills of shapes as the colours that a reader sees: plain, faded, changed in lightness, gradients, patterns, pictures."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from briefgen.ooxml.painting import NOTHING, UNKNOWN, Paint, paint_of, tint_of

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
SCHEME = {"accent1": "204060"}


def fill(xml: str) -> Any:
    return etree.fromstring(f"<a:spPr {A} {R}>{xml}</a:spPr>")


def paint(xml: str, parts: Any = lambda key: None) -> Paint | None:
    return paint_of(fill(xml), lambda name: SCHEME.get(name, ""), parts)


def seen(xml: str, x: float = 0.5, y: float = 0.5) -> tuple[str, float]:
    found = paint(xml)
    assert found is not None
    return found.at(x, y)


@pytest.mark.parametrize(
    ("colour", "digits"),
    [
        ('<a:srgbClr val="a12b2b"/>', "A12B2B"),
        ('<a:schemeClr val="accent1"/>', "204060"),
        ('<a:sysClr val="windowText"/>', "000000"),
        ('<a:sysClr val="window"/>', "FFFFFF"),
        ('<a:sysClr val="window" lastClr="FAFAFA"/>', "FAFAFA"),
        ('<a:prstClr val="white"/>', "FFFFFF"),
        ('<a:prstClr val="noSuchColour"/>', "808080"),
        ('<a:schemeClr val="accent1"><a:lumMod val="50000"/></a:schemeClr>', "102030"),
        ('<a:srgbClr val="000000"><a:lumOff val="50000"/></a:srgbClr>', "808080"),
        ('<a:srgbClr val="000000"><a:tint val="25000"/></a:srgbClr>', "BFBFBF"),
        ('<a:srgbClr val="FF0000"><a:satMod val="0"/></a:srgbClr>', "808080"),
    ],
)
def test_a_plain_fill_has_the_colour_that_its_element_names(colour: str, digits: str) -> None:
    assert seen(f"<a:solidFill>{colour}</a:solidFill>") == (digits, 1.0)


def test_a_colour_may_let_through_what_lies_below() -> None:
    assert seen('<a:solidFill><a:srgbClr val="000000"><a:alpha val="40000"/></a:srgbClr></a:solidFill>') == (
        "000000",
        0.4,
    )


def test_what_names_no_colour_is_unknown_and_what_names_no_fill_is_none() -> None:
    assert tint_of(None, SCHEME.get) == ("", 1.0)
    assert seen('<a:solidFill><a:schemeClr val="accent9"/></a:solidFill>') == ("", 1.0)
    assert paint("<a:noFill/>") is NOTHING
    assert paint("<a:grpFill/>") is UNKNOWN
    assert paint("<a:ln/>") is None
    pattern = '<a:pattFill><a:fgClr><a:srgbClr val="000000"/></a:fgClr><a:bgClr><a:srgbClr val="EEEEEE"/></a:bgClr></a:pattFill>'
    assert seen(pattern) == ("EEEEEE", 1.0)


STOPS = '<a:gs pos="0"><a:srgbClr val="000000"/></a:gs><a:gs pos="100000"><a:srgbClr val="FFFFFF"/></a:gs>'


def test_a_gradient_goes_along_its_angle_or_from_the_middle_outwards() -> None:
    across = f'<a:gradFill><a:gsLst>{STOPS}</a:gsLst><a:lin ang="0"/></a:gradFill>'
    left, right = (int(seen(across, x)[0][:2], 16) for x in (0.05, 0.95))
    assert left < 40 < 215 < right
    outwards = f'<a:gradFill><a:gsLst>{STOPS}</a:gsLst><a:path path="circle"/></a:gradFill>'
    middle, edge = (int(seen(outwards, x)[0][:2], 16) for x in (0.5, 0.01))
    assert middle < 40 < 215 < edge
    assert paint("<a:gradFill><a:gsLst/></a:gradFill>") is UNKNOWN
    unknown = STOPS.replace('<a:srgbClr val="FFFFFF"/>', '<a:schemeClr val="accent9"/>')
    assert paint(f"<a:gradFill><a:gsLst>{unknown}</a:gsLst></a:gradFill>") is UNKNOWN


def test_a_picture_has_its_own_colours_and_a_damaged_one_none() -> None:
    out = BytesIO()
    Image.new("RGB", (8, 8), (0x20, 0x40, 0x60)).save(out, "PNG")
    parts = {"good": out.getvalue(), "bad": b"no picture"}
    good, bad, gone = (
        paint(f'<a:blipFill><a:blip r:embed="{key}"/></a:blipFill>', parts.get) for key in ("good", "bad", "gone")
    )
    assert good is not None
    assert good.at(0.5, 0.5) == ("204060", 1.0)
    assert bad is UNKNOWN
    assert gone is UNKNOWN
