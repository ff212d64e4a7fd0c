"""Table lines of Markdown: which lines are meant as a table, and why Markdown does not take them for one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
"""The line under the head of a table: |---|:--:|"""
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TAG = "\0"
"""Stands for a tag, which may print any number of cells."""


def is_rule(line: str) -> bool:
    """Whether a line is the separator under the head of a table."""
    text = line.strip()
    return "|" in text and _RULE.fullmatch(text) is not None


def is_table_line(line: str) -> bool:
    """Whether a line is meant as a row of a table."""
    return line.lstrip().startswith("|") or is_rule(line)


def cells_in(line: str) -> int:
    """How many cells a row has."""
    text = line.strip().removeprefix("|")
    bars = [bar.start() for bar in _BAR.finditer(text)]
    closed = bool(bars) and bars[-1] == len(text) - 1
    return len(bars) + (not closed)


def why_no_table(lines: Sequence[str]) -> str:
    """What makes lines with bars a paragraph, and how to mend it."""
    for head, rule in pairwise(lines):
        if is_rule(rule) and not is_rule(head):
            return _unequal(head, rule) or "begin the lines of a table at the margin, with an empty line before them"
    if any(map(is_rule, lines)):
        return "a table begins with a head, then a line of dashes with as many columns: |---|---|"
    return "rows follow their head and its line of dashes (|---|---|) without an empty line between them"


def unequal_heads(template: str) -> Iterator[tuple[int, str, str]]:
    """Heads in a template whose line of dashes has another number of columns: line, head and what is wrong."""
    lines = _TAGS.sub(_masked, template).split("\n")
    for number, (head, rule) in enumerate(pairwise(lines), 1):
        meant = is_rule(rule) and is_table_line(head) and not is_rule(head) and _TAG not in head + rule
        if meant and (why := _unequal(head, rule)):
            yield number, template.split("\n")[number - 1].strip(), why


def _unequal(head: str, rule: str) -> str:
    columns, given = cells_in(head), cells_in(rule)
    if columns == given:
        return ""
    return f"the line of dashes has {_columns(given)} and its head has {columns}: give both the same number"


def _columns(number: int) -> str:
    return f"{number} column{'s' * (number != 1)}"


def _masked(tag: re.Match[str]) -> str:
    sign = {"{{": "x", "{%": _TAG, "{#": ""}[tag[0][:2]]
    return sign + "\n" * tag[0].count("\n")
