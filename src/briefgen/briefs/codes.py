"""Codes: what a field that templates compare can be, so that a code that it never is gets told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args, get_origin

from jinja2 import nodes

from briefgen.briefs.reach import asked_of_record
from briefgen.briefs.shapes import Plain, Shapes, Shown, hints, of_record
from briefgen.records.controlled import Vocabulary
from briefgen.view import marker_of


def codes_of(things: Shapes, field: str) -> frozenset[str]:
    """The codes that a field of some things can be; none where that is not known of all of them."""
    found = [codes for thing in things or () for codes in _codes_asked(thing, field)]
    return frozenset().union(*found) if all(found) else frozenset()


def compared(node: nodes.Compare) -> Iterator[tuple[nodes.Getattr, str]]:
    """Each field that is compared with a code typed: `stage == "approved"`, `type in ("option", "licence")`,
    `"stage" in gaps`."""
    for operand in node.ops:
        if isinstance(operand.expr, nodes.Getattr) and operand.op in ("in", "notin"):
            yield from ((operand.expr, code) for code in _typed(node.expr))
        if isinstance(node.expr, nodes.Getattr) and operand.op in ("eq", "ne", "in", "notin"):
            yield from ((node.expr, code) for code in _typed(operand.expr))


def _typed(node: nodes.Expr) -> Iterable[str]:
    match node:
        case nodes.Const(value=str(code)):
            return (code,)
        case nodes.Tuple(items=items):
            return [item.value for item in items if isinstance(item, nodes.Const)]
        case _:
            return ()


def _codes_asked(thing: Any, field: str) -> Iterable[frozenset[str]]:
    """The codes of a field of one thing, of what tells of a record those of each kind that has the field."""
    if isinstance(thing, Plain) and asked_of_record(thing.of, field):
        return [codes for one in of_record(thing.of) if (codes := _codes(one, field))]
    return [_codes(thing, field)]


def _codes(thing: Any, field: str) -> frozenset[str]:
    """The codes of a field of one thing: those that its annotation lists, or those of its vocabulary."""
    kind = thing.view if isinstance(thing, Shown) else getattr(thing, "of", None)
    if not isinstance(kind, type):
        return frozenset()
    own: Any = getattr(kind, field, None)
    getter = getattr(own, "fget", None) or getattr(own, "func", None)
    listed = hints(getter).get("return") if getter else hints(kind).get(field)
    if get_origin(listed) is tuple:
        listed = get_args(listed)[0]
    if get_origin(listed) is Literal:
        return frozenset(get_args(listed))
    marker = marker_of(thing.part, field) if isinstance(thing, Shown) else None
    return frozenset(marker.codes) if isinstance(marker, Vocabulary) else frozenset()
