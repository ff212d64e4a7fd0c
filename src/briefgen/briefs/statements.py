"""Statements of templates, walked as they are written: on every branch, macro by macro."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jinja2 import nodes

from briefgen.briefs.attributes import place_of
from briefgen.briefs.expressions import Expressions
from briefgen.briefs.learnt import Scope
from briefgen.briefs.shapes import (
    NOTHING,
    TEXT,
    Function,
    LoopShape,
    MacroShape,
    ModuleShape,
    Shapes,
    element,
    join,
    named_after,
)
from briefgen.briefs.wording import is_wording
from briefgen.briefs.written import Macro
from briefgen.problems import did_you_mean


class Walk(Expressions):
    """One walk over a template."""

    def all(self) -> None:
        """The template and each of its macros."""
        file = self.template.file
        macros: Scope = {name: frozenset({MacroShape(file, name)}) for name in self.template.macros}
        top: Scope = dict(macros)
        self.body(self.template.tree.body, top)
        top = {**macros, **top}
        if self.template.file in self.learnt.templates:
            self.learnt.tops[file] = top
        for name, macro in self.template.macros.items():
            stamp = self.learnt.stamp(file, macro)
            if self.learnt.found is not None or self.learnt.walked.get((file, name)) != stamp:
                self.learnt.walked[file, name] = stamp
                self.macro(macro, top)

    def macro(self, macro: Macro, top: Scope) -> None:
        """Walk a macro with what its calls give it."""
        node = macro.node
        scope = dict(top)
        defaults = dict(
            zip([arg.name for arg in node.args][len(node.args) - len(node.defaults) :], node.defaults, strict=True)
        )
        for arg in node.args:
            given = self.learnt.given.get((self.template.file, node.name, arg.name), NOTHING)
            if is_wording(self.template.file):
                given = join(given, named_after(arg.name))
            scope[arg.name] = join(given, self.shape(defaults[arg.name], scope)) if arg.name in defaults else given
        scope |= {"caller": frozenset({Function("caller", TEXT)}), "varargs": None, "kwargs": None}
        self.body(node.body, scope)

    def body(self, statements: Iterable[nodes.Node], scope: Scope) -> None:
        """Walk statements in their order; what they set is added to the scope."""
        for statement in statements:
            self.statement(statement, scope)

    def statement(self, node: nodes.Node, scope: Scope) -> None:
        """Walk one statement."""
        match node:
            case nodes.Output(nodes=printed):
                for expression in printed:
                    self.shape(expression, scope)
            case nodes.TemplateData() | nodes.Macro() | nodes.Continue() | nodes.Break():
                pass
            case nodes.For():
                self.loop(node, scope)
            case nodes.If(test=test, body=body, elif_=others, else_=rest):
                self.shape(test, scope)
                branches: list[Sequence[nodes.Node]] = [body, *([other] for other in others), rest]
                ends = [dict(scope) for _ in branches]
                for branch, end in zip(branches, ends, strict=True):
                    self.body(branch, end)
                for name in {name for end in ends for name in end}:
                    scope[name] = join(*(end[name] for end in ends if name in end))
            case nodes.Assign(target=target, node=value):
                self.assign(target, self.shape(value, scope), scope)
            case nodes.AssignBlock(target=target, filter=filter, body=body):
                self.body(body, dict(scope))
                self.assign(target, self.shape(filter, scope) if filter else TEXT, scope)
            case nodes.With(targets=targets, values=values, body=body):
                inner = dict(scope)
                for target, value in zip(targets, values, strict=True):
                    self.assign(target, self.shape(value, scope), inner)
                self.body(body, inner)
            case nodes.ExprStmt(node=expression):
                self.shape(expression, scope)
            case nodes.CallBlock(call=call, args=args, body=body):
                self.call(call, scope, calling=True)
                self.body(body, {**scope, **{arg.name: None for arg in args}})
            case nodes.FilterBlock(filter=filter, body=body):
                self.body(body, dict(scope))
                self.shape(filter, scope)
            case nodes.Import(template=template, target=target, with_context=with_context):
                file = self.named(node, template, with_context)
                scope[target] = frozenset({ModuleShape(file)}) if file else None
            case nodes.FromImport(template=template, names=names, with_context=with_context):
                file = self.named(node, template, with_context)
                for pair in names:
                    asked, known = (pair, pair) if isinstance(pair, str) else pair
                    scope[known] = self.export(node, file, asked) if file else None
            case nodes.Include(template=template, ignore_missing=ignore):
                if not ignore:
                    self.named(node, template, with_context=True)
            case nodes.Extends(template=template):
                self.named(node, template, with_context=True)
            case _:
                for child in node.iter_child_nodes():
                    self.statement(child, scope) if isinstance(child, nodes.Stmt) else self.shape(child, scope)

    def loop(self, node: nodes.For, scope: Scope) -> None:
        """Walk a loop; what is set in it ends with it."""
        over = self.shape(node.iter, scope)
        inner = dict(scope)
        self.assign(node.target, element(over), inner)
        inner["loop"] = frozenset({LoopShape(element(over))})
        if node.test is not None:
            self.shape(node.test, inner)
        self.body(node.body, inner)
        self.body(node.else_, dict(scope))

    def assign(self, target: nodes.Node, shapes: Shapes, scope: Scope) -> None:
        """Set a name, several at once, or a name of a namespace."""
        match target:
            case nodes.Tuple(items=items):
                for place, item in enumerate(items):
                    self.assign(item, place_of(shapes, place), scope)
            case nodes.NSRef(name=name, attr=attribute):
                for space in self.shape(nodes.Name(name, "load", lineno=target.lineno), scope) or ():
                    names = self.learnt.spaces.setdefault(space, {})
                    names[attribute] = join(names.get(attribute, NOTHING), shapes)
            case _:
                assert isinstance(target, nodes.Name)
                scope[target.name] = shapes

    def named(self, node: nodes.Node, template: nodes.Expr, with_context: bool) -> str | None:
        """The template that a tag names; one that does not exist, or lacks what it asks for, is told."""
        file = self.learnt.resolve(self.template.file, template)
        if file is None and isinstance(template, nodes.Const) and isinstance(template.value, str):
            if not self.learnt.exists(self.template.file, template.value):
                hint = did_you_mean(template.value, self.learnt.templates)
                self.tell(node, "no-template", f"'{template.value}' is no template", hint)
        elif file is None:
            self.shape(template, {})
        elif not with_context and (lacking := sorted(self.learnt.asked.get(file, ()))):
            message = f"'{file}' asks for '{lacking[0]}' and is imported without it"
            self.tell(node, "undefined", message, "import it `with context`")
        return file
