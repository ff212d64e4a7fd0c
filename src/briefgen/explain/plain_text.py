"""Plain text for a terminal: the page of a problem code, columns, wrapped lines. Needs nothing of the records."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from briefgen.explain.problem_pages import ProblemPage

WIDTH = 100
_FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def problem_text(page: ProblemPage) -> str:
    """The page of a code."""
    return "\n".join(_lines(page))


def _lines(page: ProblemPage) -> Iterator[str]:
    yield page.code
    yield ""
    start = 0
    for fence in _FENCE.finditer(page.body):
        yield from _paragraphs(page.body[start : fence.start()])
        yield textwrap.indent(fence[1].rstrip(), "    ")
        yield ""
        start = fence.end()
    yield from _paragraphs(page.body[start:], last=True)


def _paragraphs(text: str, *, last: bool = False) -> Iterator[str]:
    paragraphs = [part for part in text.split("\n\n") if part.strip()]
    for number, paragraph in enumerate(paragraphs, start=1):
        yield from wrapped(" ".join(paragraph.split()))
        if not last or number < len(paragraphs):
            yield ""


def table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Two columns; the second is wrapped, and begins a line of its own where the first is wide."""
    pairs = [(first, second.replace("`", "")) for first, second in rows]
    width = min(max((len(first) for first, _ in pairs), default=0), 28)
    for first, second in pairs:
        lines = textwrap.wrap(second, WIDTH - width - 4) or [""]
        if len(first) > width:
            yield f"  {first}"
        else:
            yield f"  {first:<{width}}  {lines.pop(0)}".rstrip()
        yield from (" " * (width + 4) + line for line in lines)


def wrapped(text: str) -> list[str]:
    """A paragraph in lines of the width of a terminal; words stay whole."""
    return textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
