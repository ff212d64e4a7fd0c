"""Places in finished files, and passages: the text of one paragraph, cell, note or alternative text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, fields, replace
from typing import Any

from briefgen.frozen import frozen

REVIEW = ".review"
"""What the name of a copy for review has before the ending of its document: hansoh.review.docx."""
PACK = ".references.zip"
"""How the name of a reference pack goes on after that of its document: hansoh.docx.references.zip."""
REVIEW_COPY = "Review copy"
"""The content status of a copy for review, which has the identity of its document."""
REVIEW_ANCHOR = "Review anchor"
"""Name of the shapes that number the claims of a slide in a copy for review."""
REVIEW_NOTES = "Claims on this slide"
"""What stands over the claims in the notes of a copy for review."""


@frozen
class Place:
    """Where a passage stands. `area` is "body", "header", "footer", "comment", "slide", "notes", "sheet" (a cell of a
    workbook), "chart" or "workbook" (an editable chart and its numbers), "layout", "properties" or the name of a
    part; `key` tells areas of one kind apart and stays when slides are moved; numbers count from 1, 0 is none;
    `cell` is one of a workbook ("B2")."""

    area: str
    key: str = ""
    slide: int = 0
    section: str = ""
    shape: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    paragraph: int = 0
    alt: bool = False
    cell: str = ""

    @property
    def address(self) -> tuple[str | int, ...]:
        """What stays when a heading or a slide's number changes."""
        return (
            self.area, self.key, self.shape, self.table, self.row, self.column, self.paragraph, self.alt,
        )  # fmt: skip

    def __str__(self) -> str:
        if self.area == "sheet":
            spot = f"cell {self.cell}" if self.cell else self.shape
            return f"sheet '{self.section}'{f', {spot}' if spot else ''}"
        if self.cell:
            return f"cell {self.cell} of the data sheet of {replace(self, area='slide', cell='', paragraph=0)}"
        return ", ".join(self._parts())

    def _parts(self) -> Iterator[str]:
        if self.slide:
            yield f"{'' if self.area == 'slide' else f'{self.area} of '}slide {self.slide}"
        elif self.area != "body" or not self.section:
            yield self.area
        if self.section and not self.slide:
            yield f"'{self.section}'"
        if self.shape:
            yield self.shape
        elif self.table:
            yield f"table {self.table}"
        if self.row:
            yield f"row {self.row}, column {self.column}"
        if self.alt:
            yield "alt text"
        elif self.paragraph and not self.row:
            yield f"paragraph {self.paragraph}"

    def to_json(self) -> dict[str, Any]:
        """The place without what it does not say."""
        return {name: value for name in _PARTS if (value := getattr(self, name))}

    def at(self, paragraph: int) -> Place:
        """The place of a paragraph here; far quicker than `replace`, which is asked for every paragraph of a file."""
        return Place(
            self.area, self.key, self.slide, self.section, self.shape, self.table, self.row, self.column, paragraph,
            self.alt, self.cell,
        )  # fmt: skip

    def headed(self, section: str) -> Place:
        """The place in a section of another name."""
        return Place(
            self.area, self.key, self.slide, section, self.shape, self.table, self.row, self.column, self.paragraph,
            self.alt, self.cell,
        )  # fmt: skip

    def inside(self, shape: str, row: int = 0, column: int = 0) -> Place:
        """The place of a shape here, or of a cell of its table."""
        return Place(self.area, self.key, self.slide, self.section, shape, self.table, row, column)


_PARTS = tuple(part.name for part in fields(Place))


@frozen
class FilePassage:
    """Text as it stands in a finished file.

    `kind` says what it is by its nature: "title", "caption", "source line", "source note", "reference", "chapter
    number", "comment", "chart" or "chart number" (of a native chart), "review" (what a copy for review adds to slides),
    or "" for text. `furniture` are stretches that number something of the file: start, end and why.
    """

    place: Place
    text: str
    kind: str = ""
    furniture: tuple[tuple[int, int, str], ...] = ()

    @property
    def masked(self) -> str:
        """The text of the same length without its furniture, for finding values in it."""
        if not self.furniture:
            return self.text
        letters = list(self.text)
        for start, end, _ in self.furniture:
            letters[start:end] = "\0" * (end - start)
        return "".join(letters)


@frozen
class Contents:
    """Everything readable in a finished file. `identity` is the id that briefgen stored in it, `slides` the numbers of
    slides by their keys, `hidden` the numbers of slides that a show leaves out, `unseen` the names of hidden
    sheets, `pictures` the hash of each picture by the key of its part and the name of its shape, `review` whether
    it is a copy for review."""

    format: str
    identity: str
    passages: tuple[FilePassage, ...]
    references: int = 0
    slides: dict[str, int] = field(default_factory=dict)
    hidden: tuple[int, ...] = ()
    unseen: tuple[str, ...] = ()
    pictures: dict[tuple[str, str], str] = field(default_factory=dict)
    review: bool = False
