"""Braces: values between single braces are those of Jinja2, and a brace alone is told with its line."""

from __future__ import annotations

import pytest
from jinja2 import TemplateSyntaxError

from briefgen.briefs.braces import with_doubled


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("no value", "no value"),
        ("{asset.name} is { stage }", "{{ asset.name }} is {{ stage }}"),
        ('[[ for {uses|count("use")}]]', '[[ for {{ uses|count("use") }}]]'),
        ("in\n{-stage} and {stage-} more", "in\n{{- stage }} and {{ stage -}} more"),
        ("{first\nor last}", "{{ first\nor last }}"),
        ("{{ a }} {%- if b %}{# {c} #}{d}{% endif %}", "{{ a }} {%- if b %}{# {c} #}{{ d }}{% endif %}"),
        ('{{ {"a": 1}["a"] }}', '{{ {"a": 1}["a"] }}'),
        ("{{ a", "{{ a"),
    ],
)
def test_single_braces_are_those_of_jinja(typed: str, read: str) -> None:
    assert with_doubled(typed).split() == read.split()
    assert with_doubled(typed).count("\n") == typed.count("\n")
    assert with_doubled(with_doubled(typed)) == with_doubled(typed)


@pytest.mark.parametrize(
    ("typed", "brace", "line"),
    [("{asset.name", "{", 1), ("one\n{two\n}\n{three", "{", 4), ("{{ a\n}}\n\nb}", "}", 4), ("{}", "{", 1)],
)
def test_a_brace_alone_is_told_with_its_line(typed: str, brace: str, line: int) -> None:
    with pytest.raises(TemplateSyntaxError, match=f"'{brace}' stands alone") as told:
        with_doubled(typed, "page.md.j2")
    assert (told.value.lineno, told.value.name) == (line, "page.md.j2")
