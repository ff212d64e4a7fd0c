"""Braces: a value stands in a text between single braces, `{program.stage}`, which is `{{ program.stage }}` of Jinja2.

`{-stage}` follows closely on what stands before it, whatever space or end of a line is between them, and `{stage-}` is
followed closely; they are `{{- stage }}` and `{{ stage -}}`.
"""

from __future__ import annotations

import re

from jinja2 import TemplateSyntaxError

_TAGS = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_VALUE = re.compile(r"(?<!\{)\{(-?)(?![{%#])\s*([^{}]+?)\s*(-?)\}(?!\})")
_ALONE = re.compile(r"(?<!\{)\{(?![{%#])|(?<![}%#])\}(?!\})")
"""A brace that neither begins nor ends a value or tag; those of two are told by Jinja2."""


def with_doubled(source: str, name: str | None = None) -> str:
    """A template, given by its name, as Jinja2 reads it, on as many lines; TemplateSyntaxError for a brace that stands
    alone."""
    parts = _TAGS.split(source)
    for number in range(0, len(parts), 2):
        if "{" not in parts[number] and "}" not in parts[number]:
            continue
        masked = _VALUE.sub(lambda value: "\n" * value[0].count("\n"), parts[number])
        if found := _ALONE.search(masked):
            line = "".join((*parts[:number], masked[: found.start()])).count("\n") + 1
            message = f"'{found[0]}' stands alone; a value stands between two braces: {{asset.name}}"
            raise TemplateSyntaxError(message, line, name, name)
        parts[number] = _VALUE.sub(r"{{\1 \2 \3}}", parts[number])
    return "".join(parts)
