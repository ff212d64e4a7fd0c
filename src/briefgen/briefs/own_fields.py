"""Own fields: in an entry of the wording book a name alone is a field of the first thing that the entry takes.

    ## held_by(program)
    when owner:
    {{ owner }} holds the rights[[ {{ territory|place }}]]

means `program.owner` and `program.territory`. In an entry that takes several things `first` and `last` are one of them:
`first.agency`. What the entry takes or sets itself, and what every document knows, keeps its name; so do the entries
that it calls, `{{ place_of(program) }}` and `programs|each(place_of)`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from jinja2 import nodes

from briefgen.briefs.reach import CONTEXT, GLOBALS
from briefgen.briefs.wording import is_wording

KNOWN = frozenset({*CONTEXT, *GLOBALS, "loop"})
"""Names that mean the same in every document."""

ONE_OF_SEVERAL = ("first", "last")
"""Of several things one, by the filter that picks it."""


def with_own_fields(tree: nodes.Template, file: str | None) -> nodes.Template:
    """The tree of a template, given by its path below the folder; entries of the book ask the first thing they take."""
    for entry in tree.find_all(nodes.Macro) if file and is_wording(file) else ():
        if entry.args:
            given = {name.name for name in entry.find_all(nodes.Name) if name.ctx != "load"}
            entry.body = [_asked(node, entry.args[0].name, given | KNOWN) for node in entry.body]
    return tree


def _asked(node: Any, of: str, given: Collection[str]) -> Any:
    """A node in which names alone are fields of one thing, but for those that are given and those of entries."""
    if isinstance(node, nodes.Name) and node.name not in given:
        holder = nodes.Name(of, "load", lineno=node.lineno, environment=node.environment)
        if node.name in ONE_OF_SEVERAL:
            return nodes.Filter(holder, node.name, [], [], None, None, lineno=node.lineno, environment=node.environment)
        return nodes.Getattr(holder, node.name, "load", lineno=node.lineno, environment=node.environment)
    for field, value in node.iter_fields() if isinstance(node, nodes.Node) else ():
        names_entry = (isinstance(node, nodes.Call) and field == "node" and isinstance(value, nodes.Name)) or (
            isinstance(node, nodes.Filter) and node.name == "each" and field == "args"
        )
        if isinstance(value, list):
            setattr(node, field, value if names_entry else [_asked(one, of, given) for one in value])
        elif not names_entry:
            setattr(node, field, _asked(value, of, given))
    return node
