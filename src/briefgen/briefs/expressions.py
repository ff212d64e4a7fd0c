"""Expressions of templates: what each can be, and what is wrong in it."""

from __future__ import annotations

from jinja2 import nodes

from briefgen.briefs import agreement
from briefgen.briefs.attributes import flat, place_of
from briefgen.briefs.bare_names import SAID_OF, asked_of_subject, asked_of_told
from briefgen.briefs.calls import Calls
from briefgen.briefs.codes import codes_of, compared
from briefgen.briefs.learnt import Scope
from briefgen.briefs.shapes import (
    NOTHING,
    NUMBER,
    TEXT,
    TRUTH,
    Function,
    MacroShape,
    Many,
    Plain,
    Shapes,
    TupleShape,
    element,
    join,
    may_be_counted,
)
from briefgen.briefs.wording import is_wording
from briefgen.problems import did_you_mean

BY_ATTRIBUTE = frozenset({"map", "max", "min", "sort", "sum"})
"""Filters with a field of each item under the word `attribute`."""


class Expressions(Calls):
    """The expressions of one template."""

    def shape(self, node: nodes.Node, scope: Scope) -> Shapes:
        """What an expression can be; what is wrong in it is told."""
        match node:
            case nodes.Const(value=value):
                return NOTHING if value is None else frozenset({Plain(type(value))})
            case nodes.TemplateData():
                return TEXT
            case nodes.Name():
                return self.name(node, scope)
            case nodes.Tuple(items=items):
                return frozenset({TupleShape(tuple(self.shape(item, scope) for item in items))})
            case nodes.List(items=items):
                return frozenset({Many(join(*[self.shape(item, scope) for item in items]))})
            case nodes.CondExpr(test=test, expr1=one, expr2=other):
                self.shape(test, scope)
                return join(self.shape(one, scope), self.shape(other, scope) if other else NOTHING)
            case nodes.Getattr(node=of, attr=name):
                return self.attribute(node, self.shape(of, scope), name)
            case nodes.Getitem(node=of, arg=argument):
                return self.item(node, self.shape(of, scope), argument, scope)
            case nodes.Filter():
                return self.filter(node, scope)
            case nodes.Test():
                return self.test(node, scope)
            case nodes.Call():
                return self.call(node, scope)
            case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
                return join(self.shape(left, scope), self.shape(right, scope))
            case nodes.Add(left=left, right=right):
                return join(self.shape(left, scope), self.shape(right, scope))
            case nodes.Compare() | nodes.Not():
                self.parts(node, scope)
                self.codes(node, scope)
                return TRUTH
            case nodes.Concat():
                self.parts(node, scope)
                return TEXT
            case _:
                self.parts(node, scope)
                return None

    def codes(self, node: nodes.Expr, scope: Scope) -> None:
        """Tell a code that the field which is compared with it never is."""
        for field, code in compared(node) if isinstance(node, nodes.Compare) else ():
            known = codes_of(self.shape(field.node, scope), field.attr)
            if known and code not in known:
                self.tell(node, "undefined", f"'{field.attr}' is never '{code}'", did_you_mean(code, known))

    def parts(self, node: nodes.Node, scope: Scope) -> None:
        """Look at every part of an expression."""
        for child in node.iter_child_nodes():
            self.shape(child, scope)

    def name(self, node: nodes.Name, scope: Scope) -> Shapes:
        """What a name can be."""
        if node.name in self.learnt.book:
            return self.entry(node)
        if node.name in scope:
            return scope[node.name]
        if node.name in self.template.within or node.name in self.template.top:
            return self.context.get(node.name)
        if node.name in self.context:
            if not self.template.guards(node):
                self.learnt.asked.setdefault(self.template.file, set()).add(node.name)
            return self.context[node.name]
        if node.name in self.learnt.environment.globals or node.name in ("self", "super"):
            return frozenset({Function(node.name, frozenset({Many(NUMBER)}) if node.name == "range" else None)})
        in_book = is_wording(self.template.file)
        if not self.template.guards(node) and (in_book or not self.learnt.in_part):
            own = () if in_book else asked_of_subject() | asked_of_told()
            known = [*self.context, *scope, *self.learnt.environment.globals, *self.learnt.book, *own]
            self.tell(node, "undefined", f"'{node.name}' is undefined", did_you_mean(node.name, known))
        return None

    def entry(self, node: nodes.Name) -> Shapes:
        """The entry of the wording book that a name leads to."""
        self.learnt.called.add(node.name)
        self.learnt.asked.setdefault(self.template.file, set()).add(node.name)
        return frozenset({MacroShape(self.learnt.book[node.name], node.name)})

    def item(self, node: nodes.Node, of: Shapes, argument: nodes.Node, scope: Scope) -> Shapes:
        """What an item or a slice of a thing can be."""
        if isinstance(argument, nodes.Slice):
            self.parts(argument, scope)
            return None if of is None else join(*(frozenset({Many(element(frozenset({one})))}) for one in of))
        self.shape(argument, scope)
        match argument:
            case nodes.Const(value=str(name)):
                return self.attribute(node, of, name)
            case nodes.Const(value=int(place)) if of is not None:
                return place_of(of, place)
            case _:
                return element(of)

    # --- filters, tests, calls ---------------------------------------------------------------------------------

    def filter(self, node: nodes.Filter, scope: Scope) -> Shapes:
        """What a filtered expression can be."""
        of = TEXT if node.node is None else self.shape(node.node, scope)
        arguments = [self.shape(argument, scope) for argument in node.args]
        keywords = {str(pair.key): pair.value for pair in node.kwargs}
        for value in keywords.values():
            self.shape(value, scope)
        if node.name == SAID_OF:
            return self.said_of(node, of, arguments)
        if node.name == "each" and len(arguments) == 1:
            for entry in arguments[0] or ():
                call = nodes.Call(node.args[0], [], [], None, None, lineno=node.lineno)
                self.given(call, entry, [element(of)], {}, calling=False)
            return frozenset({Many(TEXT)})
        constants = [argument.value if isinstance(argument, nodes.Const) else None for argument in node.args]
        attribute = keywords.get("attribute") if node.name in BY_ATTRIBUTE else None
        by = self.path(node, of, attribute.value) if isinstance(attribute, nodes.Const) else None
        match node.name:
            case agreement.COUNTED if of and not any(map(may_be_counted, of)):
                message = "the noun behind this follows a count, and it is neither several things nor a number"
                self.tell(node, "number-agreement", message, agreement.HINT)
            case "selectattr" | "rejectattr" if constants and constants[0] is not None:
                self.path(node, of, constants[0])
                self.known_test(node, constants[1] if len(constants) > 1 else None)
            case "with" | "without" if constants and constants[0] is not None:
                self.path(node, of, constants[0])
            case "of" if arguments:
                self.of_one(node, of, arguments[0])
            case "every" if constants and constants[0] is not None:
                return frozenset({Many(flat(self.path(node, of, constants[0])))})
            case "select" | "reject":
                self.known_test(node, constants[0] if constants else None)
        match node.name:
            case "map" if attribute is not None:
                return frozenset({Many(by)})
            case "map" if constants and isinstance(constants[0], str):
                return frozenset({Many(self.filtered(node, constants[0], element(of), []))})
        return self.filtered(node, node.name, of, arguments)

    def test(self, node: nodes.Test, scope: Scope) -> Shapes:
        """A test is true or false."""
        self.parts(node, scope)
        self.known_test(node, node.name)
        return TRUTH

    def call(self, node: nodes.Call, scope: Scope, *, calling: bool = False) -> Shapes:
        """What is given by a call to each thing that can be called."""
        called = self.shape(node.node, scope)
        arguments = [self.shape(argument, scope) for argument in node.args]
        keywords = {str(pair.key): self.shape(pair.value, scope) for pair in node.kwargs}
        for more in (node.dyn_args, node.dyn_kwargs):
            if more is not None:
                self.shape(more, scope)
        if not called:
            return called
        return join(*(self.given(node, one, arguments, keywords, calling) for one in sorted(called, key=str)))
