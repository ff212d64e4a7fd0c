"""Inlines: the words of a document and the values among them, each value with its fact.

Names follow pandoc where pandoc has one. Everything here is frozen data.
"""

from __future__ import annotations

from dataclasses import field
from typing import TypeAlias

from briefgen.frozen import frozen
from briefgen.problems import Origin
from briefgen.values.facts import MISSING, VALUE, Content, Fact, Role, Traced


@frozen
class Text:
    """Plain words of a template; holds no digits."""

    text: str


@frozen
class Strong:
    """Bold."""

    inlines: Inlines


@frozen
class Emph:
    """Italic; in cards, cells and notes it marks what is not disclosed or qualifies."""

    inlines: Inlines


@frozen
class Link:
    """A hyperlink to a web address."""

    inlines: Inlines
    url: str


@frozen
class Value:
    """Text that states a fact. `role` as in facts.Traced: what is missing prints in the not-disclosed style,
    stages and territories may carry their colour. `printed` is the line of the template, `content` the quantity, date
    or territory that the text prints."""

    text: str
    fact: Fact
    role: Role = VALUE
    printed: Origin = field(default=Origin(), compare=False, repr=False)
    content: Content | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, traced: Traced, printed: Origin = Origin()) -> Value:  # noqa: B008
        """The inline that prints a traced value."""
        return cls(traced.text, traced.fact, traced.role, printed, traced.content)


@frozen
class Cite:
    """A citation of sources by id, printed as numbers of the document's reference list."""

    sources: tuple[str, ...]


Inline: TypeAlias = Text | Strong | Emph | Link | Value | Cite
Inlines: TypeAlias = tuple[Inline, ...]


def is_gap(part: object) -> bool:
    """Whether a part of a document is a value that says what is missing, which no source states."""
    return isinstance(part, Value) and part.role == MISSING


def plain(inlines: Inlines) -> str:
    """The inlines as plain text, citations left out."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text) | Value(text=text):
                parts.append(text)
            case Strong(children) | Emph(children) | Link(inlines=children):
                parts.append(plain(children))
            case Cite():
                pass
    return "".join(parts)
