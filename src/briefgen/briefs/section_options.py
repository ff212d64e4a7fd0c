"""Options of sections: those that the template of a section does not know, which would be left out without a word."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from briefgen.briefs.brief import Section
from briefgen.briefs.loader import as_jinja, read_template
from briefgen.briefs.reach import CONTEXT
from briefgen.files import UnreadableError
from briefgen.problems import Origin, Problem, did_you_mean


def unknown_options(section: Section, known: Collection[str], origin: Origin) -> Iterator[Problem]:
    """What is wrong with the options of a section whose template knows some names."""
    for option in section.options:
        if option not in known:
            message = f"section '{section.name}' has no option '{option}'"
            yield Problem(origin, "unknown-option", message, did_you_mean(option, set(known) - set(CONTEXT)))


def names_of_section(file: str, environment: Environment, templates: Path) -> frozenset[str] | None:
    """The names in the template of a section; None where it cannot be read, which is told where it is printed."""
    try:
        tree = environment.parse(as_jinja(file, read_template(templates / file, templates)))
    except (TemplateSyntaxError, UnreadableError):
        return None
    return names_in(tree)


def names_in(tree: nodes.Template) -> frozenset[str]:
    """Every name that a template asks for or sets."""
    return frozenset(name.name for name in tree.find_all(nodes.Name))
