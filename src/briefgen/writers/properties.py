"""Properties of a file: what is written into them, and how long Office lets it be."""

from __future__ import annotations

LONGEST = 255
"""Characters that Office takes in a title, a subject or keywords."""


def in_property(text: str) -> str:
    """A text as a property holds it: a longer one ends at a word, with an ellipsis."""
    if len(text) <= LONGEST:
        return text
    start = text[: LONGEST - 1]
    whole = start if text[LONGEST - 1].isspace() else start.rpartition(" ")[0]
    return f"{(whole or start).rstrip(' ,;:')}\N{HORIZONTAL ELLIPSIS}"
