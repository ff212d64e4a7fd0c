"""Stretches: what stands between double brackets in the wording book and in sections, as tags of Jinja2."""

from __future__ import annotations

import re

_TAGS = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_STRETCH = re.compile(
    r"\[\[(?P<space> ?)(?:(?P<otherwise>otherwise)|when (?P<test>(?:(?!\[\[|\]\]).)+?)):(?: |(?=[,;.)]|$))"
)
"""The head of a stretch with a condition, or of the one that is said in its place."""
_STRETCH_UNENDED = re.compile(r"\[\[ ?when (?=\w)")
"""The head of a stretch whose condition lacks its colon."""
_ITEM = re.compile(r"^(?P<each>- |each: )\{\{ (?P<of>(?:(?!\}\}|\{\{).)+) \}\}$", re.MULTILINE)
"""A line that is one value or several things, each of which is an entry of a list then, or a paragraph."""


def stretches(text: str) -> str:
    """The optional stretches of lines as tags, and each entry of a list, and `each: ` paragraph, that is one expression
    for all that it holds; brackets within expressions stay."""
    parts = _TAGS.split(_ITEM.sub(_in_each, text))
    parts[::2] = [
        _STRETCH_UNENDED.sub("{%+ optional unended %}", _STRETCH.sub(_conditional, part))
        .replace("[[", "{%+ optional %}")
        .replace("]]", "{% endoptional +%}")
        for part in parts[::2]
    ]
    return "".join(parts)


def _in_each(found: re.Match[str]) -> str:
    """A line for each of several things as an expression."""
    return f"{{{{ ({found['of']})|in_{'items' if found['each'] == '- ' else 'paragraphs'} }}}}"


def _conditional(found: re.Match[str]) -> str:
    """The head of a stretch with a condition as a tag: [[ when program.owner: under ...]]."""
    tag = "{%+ instead %}" if found["otherwise"] else f"{{%+ optional when {found['test']} %}}"
    return tag + found["space"]
