"""A slide that is measured: its shapes, what of them is read, what of that is its body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefgen.accessibility.slide_shapes import NAMES, Item, items_of
from briefgen.accessibility.violation import Violation
from briefgen.brand.brand import Brand
from briefgen.deck.grid import NOTE_BOTTOM, SMALL_SLOT, SUBTITLE_SLOT
from briefgen.measures.limits import Limits
from briefgen.office.package import Package, elements

TOUCH = 0.03
"""Inches that two boxes may share, and by which words may reach past their box: less than is seen."""
TRACKER = 0.4
"""Inches from the top within which the tracker stands."""
ANNEX = "Annex"
"""The chapter of what stands behind the main part, and how titles in it begin where there is no tracker."""


@dataclass(frozen=True)
class Measured:
    """A slide with its shapes."""

    package: Package
    number: int
    part: str
    brand: Brand
    limits: Limits

    @cached_property
    def items(self) -> list[Item]:
        """Its shapes from back to front."""
        return items_of(self.package, self.part)

    @cached_property
    def layout(self) -> str:
        """The name of its layout."""
        part = next(self.package.related(self.part, "slideLayout"), "")
        return next((str(one.get("name", "")) for one in elements(self.package.xml(part), "/*/p:cSld", NAMES)), "")

    @cached_property
    def title(self) -> str:
        """Its title."""
        return next((item.words for item in self.items if item.is_title), "")

    @cached_property
    def chapter(self) -> str:
        """The chapter that the tracker at the top shows as the current one; empty without a tracker."""
        words = [item for item in self.items if item.box.y < TRACKER and item.name.startswith("Chapter")]
        return next((item.words for item in words if _is_bold(item)), "")

    @cached_property
    def small_words(self) -> int:
        """How many words its notes and sources have."""
        return sum(len(item.words.split()) for item in self.items if item.slot == SMALL_SLOT)

    @cached_property
    def words(self) -> int:
        """How many words its title, deck line and body have."""
        shown = [item for item in self.items if item.is_title or item.slot == SUBTITLE_SLOT]
        return sum(len(item.words.split()) for item in (*shown, *body_of(self)))

    def breach(self, code: str, message: str, hint: str, shape: str = "") -> Violation:
        """A violation of the slide."""
        return Violation(code, f"slide {self.number}", message, hint, f"'{shape}'" if shape else "", self.number)


def read(items: Sequence[Item]) -> list[Item]:
    """What a reader sees as words, table, picture or chart."""
    shown = [item for item in items if not item.decorative]
    return [item for item in shown if item.words or item.kind in ("pic", "graphicFrame")]


def body_of(slide: Measured) -> list[Item]:
    """What stands between title and small print."""
    title = max((item.box.bottom for item in slide.items if item.is_title), default=0.0)
    found = [item for item in read(slide.items) if item.slot not in (SUBTITLE_SLOT, SMALL_SLOT)]
    return [item for item in found if title - TOUCH <= item.box.y < NOTE_BOTTOM]


def main_part(slides: Sequence[Measured]) -> Sequence[Measured]:
    """The slides before the annex, or before the references where there is none."""
    at = (index for index, slide in enumerate(slides) if _is_annex(slide))
    return slides[: next(at, len(slides))]


def _is_annex(slide: Measured) -> bool:
    return slide.chapter == ANNEX or slide.title.startswith(ANNEX) or slide.layout.startswith("References")


def _is_bold(item: Item) -> bool:
    return bool(elements(item.element, ".//a:rPr[@b='1']", NAMES))
