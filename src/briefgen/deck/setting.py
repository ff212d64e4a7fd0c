"""How a body is set: the document and brand it belongs to, how far it shrinks, and what surrounds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefgen.brand import Brand
from briefgen.document import Document


@dataclass(frozen=True, slots=True)
class Setting:
    """Passed down while shapes are placed. `shrink` counts half-point steps, `squeeze` is the share of their natural
    height that figures get; `tone` is the panel around, `text` the kind of text of this area."""

    document: Document
    brand: Brand
    shrink: int = 0
    squeeze: float = 1.0
    tone: Literal["", "real-world"] = ""
    text: Literal["bullets", "column", "statement"] = "bullets"
    ruled: bool = False
