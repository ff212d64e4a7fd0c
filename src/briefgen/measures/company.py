"""Decks in a company's own template, brought to the size of the design, so that they are measured as ours are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from briefgen.office.package import Package
from briefgen.reference.slide_corporate import rescale
from briefgen.reference.slide_template import SlideTemplate

_SCALED = re.compile(r"ppt/(presentation|(slides/slide|slideLayouts/slideLayout|slideMasters/slideMaster)\d+)\.xml")


def at_design_size(package: Package, template: SlideTemplate) -> Package:
    """The deck with slides as high as the design's, and with all that stands on them as large as it was laid out."""
    if template.scale == 1:
        return package
    parts = dict(package.parts)
    for part in filter(_SCALED.fullmatch, parts):
        tree = deepcopy(package.xml(part))
        rescale(tree, 1 / template.scale)
        for size in tree.iter("{*}sldSz"):
            for side in ("cx", "cy"):
                size.set(side, str(round(int(size.get(side, "0")) / template.scale)))
        parts[part] = etree.tostring(tree)
    return Package(parts)


def colours_of(template: SlideTemplate) -> Iterator[str]:
    """Every colour that may be written on its slides: the brand's as they read on each ground, its titles', plates."""
    for layout, surface in template.surfaces:
        yield from (digits for _, digits in template.palette(layout).colors)
        yield from (surface.title_color, surface.title_plate, surface.ground, *(surface.plate or ())[1:])
