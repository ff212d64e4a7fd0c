"""A slide that is measured: its shapes, what of them is read, what of that is its body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from briefgen.accessibility.slide_shapes import FURNITURE, NAMES, Extent, Item, items_of
from briefgen.accessibility.violation import Violation
from briefgen.brand.brand import Brand
from briefgen.deck.geometry import OWN, Frame, Opening
from briefgen.deck.layouts import IN_ANNEX, MEDICAL
from briefgen.measures.limits import Limits
from briefgen.office.package import Package, elements
from briefgen.reference.slide_template import SlideTemplate

TOUCH = 0.03
"""Inches that two boxes may share, and by which words may reach past their box: less than is seen."""
TRACKER = 0.4
"""Inches from the top within which the tracker stands."""
ANNEX = "Annex"
"""The chapter of what stands behind the main part, and how titles in it begin where there is no tracker."""
SUBTITLE, SMALL, FOOT = "Subtitle", "Notes and sources", ("Footer", "Slide number")
"""How the names of shapes begin that are no body."""


@dataclass(frozen=True)
class Measured:
    """A slide with its shapes, in our own design or in a company's template."""

    package: Package
    number: int
    part: str
    brand: Brand
    limits: Limits
    template: SlideTemplate | None = None

    @cached_property
    def items(self) -> list[Item]:
        """Its shapes from back to front; the title of a company's template stands where its words do."""
        found = items_of(self.package, self.part)
        if self.template is None:
            return found
        box = self.place.title
        return [replace(one, box=Extent(box.x, box.y, box.w, box.h)) if one.is_title else one for one in found]

    @cached_property
    def layout(self) -> str:
        """The name of its layout; in a company's template a slide bears that of ours, or follows the first of ours that
        its layout stands for."""
        theirs = self._named(next(self.package.related(self.part, "slideLayout"), ""))
        if self.template is None:
            return theirs
        standing = (ours for ours, name in self.template.geometry.named if name == theirs)
        return self._named(self.part).removeprefix(IN_ANNEX) or next(standing, "Text")

    @property
    def in_annex(self) -> bool:
        """Whether it stands behind the main part, as its name or its title says or the chapter it stands under."""
        named = self.template is not None and self._named(self.part).startswith(IN_ANNEX)
        return named or self.chapter == ANNEX or self.title.startswith(ANNEX) or self.ours == "References"

    def _named(self, part: str) -> str:
        return next((str(one.get("name", "")) for one in elements(self.package.xml(part), "/*/p:cSld", NAMES)), "")

    @property
    def ours(self) -> str:
        """The name of its layout, whoever reads it."""
        return self.layout.removesuffix(MEDICAL)

    @property
    def place(self) -> Frame | Opening:
        """Where its title and its texts stand."""
        geometry = self.template and self.template.geometry
        opening = {"Cover": geometry.cover, "Section": geometry.section}.get(self.ours) if geometry else None
        return opening or self.frame

    @property
    def frame(self) -> Frame:
        """The standing texts and the body area of a slide of content."""
        return self.template.geometry.frame(self.ours) if self.template else OWN

    @property
    def palette(self) -> Brand:
        """The brand with the colours of this slide."""
        return self.template.palette(self.layout) if self.template else self.brand

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
        return sum(len(item.words.split()) for item in self.items if item.name.startswith(SMALL))

    @cached_property
    def words(self) -> int:
        """How many words its title, deck line and body have."""
        shown = [item for item in self.items if item.is_title or item.name.startswith(SUBTITLE)]
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
    found = [item for item in read(slide.items) if not item.name.startswith((SUBTITLE, SMALL, *FOOT))]
    found = [item for item in found if not item.is_title and item.holder not in FURNITURE]
    return [item for item in found if title - TOUCH <= item.box.y < slide.frame.note_bottom]


def main_part(slides: Sequence[Measured]) -> Sequence[Measured]:
    """The slides before the annex, or before the references where there is none."""
    at = (index for index, slide in enumerate(slides) if slide.in_annex)
    return slides[: next(at, len(slides))]


def _is_bold(item: Item) -> bool:
    return bool(elements(item.element, ".//a:rPr[@b='1']", NAMES))
