"""How a body is set: the document and brand it belongs to, how far it shrinks, and what surrounds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefgen.brand import Brand
from briefgen.document import Document

TextKind = Literal["bullets", "column", "statement", "strip"]

Inside = Literal["", "column", "real-world"]


@dataclass(frozen=True, slots=True)
class Setting:
    """Passed down while shapes are placed. `shrink` counts half-point steps, `squeeze` is the share of their natural
    height that figures get (above one also the rows of tables); `text` is the kind of text of this area, `inside`
    what it lies in; `captions` are printed where several figures or tables must be told apart."""

    document: Document
    brand: Brand
    shrink: int = 0
    squeeze: float = 1.0
    text: TextKind = "bullets"
    inside: Inside = ""
    captions: bool = False
