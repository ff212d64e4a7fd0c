"""What must be known for a text to be said: each value in it that stands in no optional stretch, as a condition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.briefs.braces import with_doubled

_STRETCH = re.compile(r"\[\[(?:(?!\[\[|\]\]).)*\]\]", re.DOTALL)
_TAG = re.compile(r"\{\{-?(.*?)-?\}\}|\{%.*?%\}", re.DOTALL)
_PATH = re.compile(r"(?P<path>[a-z_]\w*(?:\.\w+)*)\s*(?P<filters>(?:\|\s*\w+\s*(?:\([^()]*\))?\s*)*)")


def needed(text: str) -> str:
    """The condition that every value of a text is known, and all on the way to it; "" where it prints none."""
    text = with_doubled(text)
    while (without := _STRETCH.sub("", text)) != text:
        text = without
    values = (" ".join(found[1].split()) for found in _TAG.finditer(text) if found[1] is not None)
    return " and ".join(dict.fromkeys(need for value in values for need in _needs(value)))


def _needs(value: str) -> Iterator[str]:
    """What must be there for a value, from the outermost thing to the value itself."""
    if value.startswith('"'):
        return
    found = _PATH.match(value)
    if found and value[found.end() :][:1] in ("", "["):
        names = found["path"].split(".")
        yield from (".".join(names[: number + 1]) for number in range(len(names)))
    if not found or found["filters"] or found.end() < len(value):
        yield f"({value})" if not found or found.end() < len(value) else value
