"""Names: every name, field, filter, test, macro, template and chart that templates use, on every branch.

Templates are walked as they are written. What a macro is given is read from its calls, until nothing new is learnt;
then the walk is made once more and tells what is wrong. Nothing is said of what cannot be known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from jinja2 import Environment, TemplateSyntaxError, nodes

from briefgen import charts
from briefgen.briefs.brief import Brief, SubjectKind, read_briefs
from briefgen.briefs.columns import columns_of
from briefgen.briefs.reach import CONTEXT
from briefgen.briefs.render import as_jinja, read_template
from briefgen.briefs.shapes import (
    NOTHING,
    NUMBER,
    TEXT,
    TRUTH,
    BookShape,
    Function,
    Lacks,
    LoopShape,
    MacroShape,
    Many,
    ModuleShape,
    NamespaceShape,
    Plain,
    Printed,
    Row,
    Shapes,
    ask,
    element,
    gives,
    join,
    named_after,
    of_annotation,
    shown_as,
)
from briefgen.briefs.wording import entry_of, is_wording
from briefgen.briefs.written import Macro, Template
from briefgen.files import UnreadableError
from briefgen.formats import FORMATS
from briefgen.problems import Origin, Problem, ProblemsFoundError, did_you_mean
from briefgen.records import BY_KIND

ROUNDS = 12
"""So often what macros are given is read anew; what still grows then is not known."""
SAME_ITEMS = frozenset(
    {"list", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique"}
)  # fmt: skip
ONE_ITEM = frozenset({"first", "last", "max", "min"})
WORDS = frozenset(
    {"capitalize", "join", "listed", "lower", "replace", "string", "title", "trim", "truncate", "upper"}
)  # fmt: skip
BY_ATTRIBUTE = frozenset({"map", "max", "min", "sort", "sum"})
"""Filters with a field of each item under the word `attribute`."""

Scope = dict[str, Shapes]


def check_names(files: Mapping[str, Path], environment: Environment, templates: Path, shown: str) -> list[Problem]:
    """What is wrong with the names in the templates of a folder, given by their path below it."""
    parsed = _parsed(files, environment, templates)
    return _Checker(parsed, environment, shown, _briefs(templates, shown)).problems()


def _parsed(files: Mapping[str, Path], environment: Environment, templates: Path) -> Iterator[Template]:
    for name, file in files.items():
        try:
            yield Template(name, environment.parse(as_jinja(name, read_template(file, templates))))
        except (TemplateSyntaxError, UnreadableError):
            continue  # told where templates are read


def _briefs(templates: Path, shown: str) -> tuple[Brief, ...]:
    try:
        return read_briefs(templates, shown)
    except ProblemsFoundError:
        return ()  # told where briefs are read


class _Checker:
    """All templates of a folder, and what is learnt of them."""

    def __init__(
        self, templates: Iterable[Template], environment: Environment, shown: str, briefs: Iterable[Brief]
    ) -> None:
        self.environment = environment
        self.shown = shown
        self.briefs = {brief.name: brief for brief in briefs}
        self.templates = {template.file: template for template in templates}
        self.folders = sorted({file.partition("/")[0] for file in self.templates})
        self.given: dict[tuple[str, str, str], Shapes] = {}
        """What each parameter of a macro is given, by template, macro and name."""
        self.tops: dict[str, Scope] = {}
        """What the names are that each template sets at its top."""
        self.spaces: dict[NamespaceShape, Scope] = {}
        self.asked: dict[str, set[str]] = {}
        """Names of the document that each template asks for."""
        self.around = 0
        """How often what stands around macros was learnt anew."""
        self.walked: dict[tuple[str, str], Any] = {}
        """The stamp that each macro was last walked with."""
        self.found: list[Problem] | None = None
        self.book = self._book()
        self.called: set[str] = set()
        """The entries of the wording book that something calls."""
        self._hand_names()

    def problems(self) -> list[Problem]:
        for _ in range(ROUNDS):
            given, around = dict(self.given), self._around()
            self._walk()
            if self._around() != around:
                self.around += 1
            elif self.given == given:
                break
        else:
            self.given = dict.fromkeys(self.given)
        self.found = []
        self._walk()
        for brief in self.briefs.values():
            self._settings(brief)
            self._options(brief)
        self._unused()
        return sorted(set(self.found))

    def _book(self) -> dict[str, str]:
        """The file of each entry of the wording book."""
        book = [template for file, template in self.templates.items() if is_wording(file)]
        for template in book:
            template.within = frozenset(CONTEXT)
        return {name: template.file for template in book for name in template.macros}

    def _unused(self) -> None:
        """Tell the entries of the wording book that nothing calls, and those that stand in two files."""
        assert self.found is not None
        for file, template in self.templates.items():
            for name, macro in template.macros.items() if is_wording(file) else ():
                origin = Origin(f"{self.shown}/{file}", macro.node.lineno)
                if self.book[name] != file:
                    message = f"'{name}' stands in {self.shown}/{self.book[name]} too"
                    self.found.append(Problem(origin, "doubled-words", message, "give one of them another name"))
                elif name not in self.called:
                    message = f"nothing says '{name}'"
                    hint = f"call it as {{{{ words.{name}(...) }}}}, or delete it"
                    self.found.append(Problem(origin, "unused-words", message, hint, "warning"))

    def _around(self) -> Any:
        return [{key: dict(scope) for key, scope in known.items()} for known in (self.tops, self.spaces)]

    def stamp(self, file: str, macro: Macro) -> Any:
        """What a macro is given and what is around it: unchanged, it teaches nothing new."""
        given = (self.given.get((file, macro.node.name, arg.name)) for arg in macro.node.args)
        return tuple(given), self.around

    def _walk(self) -> None:
        for template in self.templates.values():
            _Walk(self, template, self.context(template.file)).all()

    def _settings(self, brief: Brief) -> None:
        """Walk the title and subtitle of a brief, which are templates too."""
        for field, line in (("title", brief.title), *(("subtitle", line) for line in brief.subtitle)):
            try:
                tree = self.environment.parse(line)
            except TemplateSyntaxError:
                continue  # told where it is rendered
            walk = _Walk(self, Template(f"{brief.name}/brief.yaml", tree), self.context(f"{brief.name}/"))
            walk.line = brief.lines.get(field, 0)
            walk.all()

    def _options(self, brief: Brief) -> None:
        """Tell the options of sections that their templates do not know."""
        assert self.found is not None
        for format, sections in brief.documents.items():
            for section in sections:
                places = section.places(brief.name, FORMATS[format].kind)
                template = next((self.templates[place] for place in places if place in self.templates), None)
                known = {name.name for name in template.tree.find_all(nodes.Name)} if template else set()
                for option in section.options if template else ():
                    if option not in known:
                        origin = Origin(f"{self.shown}/{brief.name}/brief.yaml", brief.lines.get("documents", 0))
                        message = f"section '{section.name}' has no option '{option}'"
                        hint = did_you_mean(option, known - set(CONTEXT))
                        self.found.append(Problem(origin, "unknown-option", message, hint))

    def context(self, file: str) -> Scope:
        """What a document hands its template: in the folder of a brief the subject is of the kinds it is for."""
        scope = {name: of_annotation(annotation) for name, annotation in CONTEXT.items()}
        scope |= {name: frozenset({Function(name, TEXT)}) for name, found in scope.items() if found is None}
        brief = self.briefs.get(file.partition("/")[0])
        if brief is not None:
            scope["subject"] = join(*(shown_as(kind) for kind in brief.subjects))
        return scope

    def _hand_names(self) -> None:
        """Hand templates that are imported with context, or included, the names of those that do so."""
        growing = True
        while growing:
            growing = False
            for template in self.templates.values():
                for tag, names in template.handed:
                    other = self.templates.get(self.resolve(template.file, tag.template) or "")
                    handed = names | template.within
                    if other is not None and tag.with_context and not handed <= other.within:
                        other.within |= handed
                        growing = True

    def resolve(self, file: str, template: nodes.Expr) -> str | None:
        """The template that a constant names, as seen from another; None where it is no constant or there is none."""
        if not isinstance(template, nodes.Const) or not isinstance(template.value, str):
            return None
        own = file.rpartition("/")[0].partition("/")[0]
        places = (f"{own}/{template.value}", template.value)
        return next((place for place in places if place in self.templates), None)

    def exists(self, file: str, name: str) -> bool:
        """Whether a name leads to a template, for a shared one from the folder of any brief."""
        return name in self.templates or any(f"{folder}/{name}" in self.templates for folder in self.folders)


class _Walk:
    """One walk over a template."""

    def __init__(self, checker: _Checker, template: Template, context: Scope) -> None:
        self.checker = checker
        self.template = template
        self.context = context
        self.line = 0
        """The line of all problems, where the template is a line of another file."""

    def all(self) -> None:
        """The template and each of its macros."""
        file = self.template.file
        macros: Scope = {name: frozenset({MacroShape(file, name)}) for name in self.template.macros}
        top: Scope = dict(macros)
        self.body(self.template.tree.body, top)
        top = {**macros, **top}
        if self.template.file in self.checker.templates:
            self.checker.tops[file] = top
        for name, macro in self.template.macros.items():
            stamp = self.checker.stamp(file, macro)
            if self.checker.found is not None or self.checker.walked.get((file, name)) != stamp:
                self.checker.walked[file, name] = stamp
                self.macro(macro, top)

    def macro(self, macro: Macro, top: Scope) -> None:
        node = macro.node
        scope = dict(top)
        defaults = dict(
            zip([arg.name for arg in node.args][len(node.args) - len(node.defaults) :], node.defaults, strict=True)
        )
        for arg in node.args:
            given = self.checker.given.get((self.template.file, node.name, arg.name), NOTHING)
            if is_wording(self.template.file):
                given = join(given, named_after(arg.name))
            scope[arg.name] = join(given, self.shape(defaults[arg.name], scope)) if arg.name in defaults else given
        scope |= {"caller": frozenset({Function("caller", TEXT)}), "varargs": None, "kwargs": None}
        self.body(node.body, scope)

    # --- what is told ------------------------------------------------------------------------------------------

    def tell(self, node: nodes.Node, code: str, message: str, hint: str = "") -> None:
        if self.checker.found is not None:
            origin = Origin(f"{self.checker.shown}/{self.template.file}", self.line or node.lineno)
            self.checker.found.append(Problem(origin, code, message, hint))

    # --- statements --------------------------------------------------------------------------------------------

    def body(self, statements: Iterable[nodes.Node], scope: Scope) -> None:
        for statement in statements:
            self.statement(statement, scope)

    def statement(self, node: nodes.Node, scope: Scope) -> None:
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
        over = self.shape(node.iter, scope)
        inner = dict(scope)
        self.assign(node.target, element(over), inner)
        inner["loop"] = frozenset({LoopShape(element(over))})
        if node.test is not None:
            self.shape(node.test, inner)
        self.body(node.body, inner)
        self.body(node.else_, dict(scope))

    def assign(self, target: nodes.Node, shapes: Shapes, scope: Scope) -> None:
        match target:
            case nodes.Name(name=name):
                scope[name] = shapes
            case nodes.Tuple(items=items):
                for place, item in enumerate(items):
                    self.assign(item, _place(shapes, place), scope)
            case nodes.NSRef(name=name, attr=attribute):
                for space in self.shape(nodes.Name(name, "load", lineno=target.lineno), scope) or ():
                    names = self.checker.spaces.setdefault(space, {})
                    names[attribute] = join(names.get(attribute, NOTHING), shapes)

    def named(self, node: nodes.Node, template: nodes.Expr, with_context: bool) -> str | None:
        """The template that a tag names; one that does not exist, or lacks what it asks for, is told."""
        file = self.checker.resolve(self.template.file, template)
        if file is None and isinstance(template, nodes.Const) and isinstance(template.value, str):
            if not self.checker.exists(self.template.file, template.value):
                hint = did_you_mean(template.value, self.checker.templates)
                self.tell(node, "no-template", f"'{template.value}' is no template", hint)
        elif file is None:
            self.shape(template, {})
        elif not with_context and (lacking := sorted(self.checker.asked.get(file, ()))):
            message = f"'{file}' asks for '{lacking[0]}' and is imported without it"
            self.tell(node, "undefined", message, "import it `with context`")
        return file

    def export(self, node: nodes.Node, file: str, name: str) -> Shapes:
        """What a template exports under a name."""
        template = self.checker.templates[file]
        names = {known for known in template.top if not known.startswith("_")}
        if name not in names:
            self.tell(node, "undefined", f"'{file}' has no '{name}'", did_you_mean(name, names))
            return None
        return self.checker.tops.get(file, {}).get(name, None if name not in template.macros else NOTHING)

    # --- expressions -------------------------------------------------------------------------------------------

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
                return frozenset({Row(tuple(self.shape(item, scope) for item in items))})
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
                return TRUTH
            case nodes.Concat():
                self.parts(node, scope)
                return TEXT
            case _:
                self.parts(node, scope)
                return None

    def parts(self, node: nodes.Node, scope: Scope) -> None:
        for child in node.iter_child_nodes():
            self.shape(child, scope)

    def name(self, node: nodes.Name, scope: Scope) -> Shapes:
        if node.name in scope:
            return scope[node.name]
        if node.name in self.template.within or node.name in self.template.top:
            return self.context.get(node.name)
        if node.name in self.context:
            if not self.template.guards(node):
                self.checker.asked.setdefault(self.template.file, set()).add(node.name)
            return self.context[node.name]
        if node.name in self.checker.environment.globals or node.name in ("self", "super"):
            return frozenset({Function(node.name, frozenset({Many(NUMBER)}) if node.name == "range" else None)})
        if not self.template.guards(node):
            known = [*self.context, *scope, *self.checker.environment.globals]
            self.tell(node, "undefined", f"'{node.name}' is undefined", did_you_mean(node.name, known))
        return None

    def attribute(self, node: nodes.Node, of: Shapes, name: str) -> Shapes:
        """What an attribute can be; it is told where nothing that the thing can be has it."""
        if not of:
            return of
        answers = [self.ask(node, shape, name) for shape in sorted(of, key=str)]
        known = [answer for answer in answers if not isinstance(answer, Lacks)]
        lacking = [answer for answer in answers if isinstance(answer, Lacks)]
        if known:
            return join(*known)
        if name.startswith("_"):
            self.tell(node, "forbidden", f"'{name}' is not for templates", "ask the records for what you need")
        elif not self.template.guards(node):
            message = _lacking(list(dict.fromkeys(lack.thing for lack in lacking)), name)
            self.tell(node, "undefined", message, did_you_mean(name, [n for lack in lacking for n in lack.names]))
        return None

    def ask(self, node: nodes.Node, shape: Any, name: str) -> Shapes | Lacks:
        match shape:
            case ModuleShape(file):
                template = self.checker.templates[file]
                names = frozenset(known for known in template.top if not known.startswith("_"))
                return self.export(node, file, name) if name in names else Lacks(f"'{file}'", names)
            case BookShape():
                if name not in self.checker.book:
                    return Lacks("the wording book", frozenset(self.checker.book))
                self.checker.called.add(name)
                return frozenset({MacroShape(self.checker.book[name], name)})
            case NamespaceShape():
                kept = self.checker.spaces.get(shape, {})
                return kept[name] if name in kept else Lacks("the namespace", frozenset(kept))
            case _:
                return ask(shape, name)

    def item(self, node: nodes.Node, of: Shapes, argument: nodes.Node, scope: Scope) -> Shapes:
        if isinstance(argument, nodes.Slice):
            self.parts(argument, scope)
            return None if of is None else join(*(frozenset({Many(element(frozenset({one})))}) for one in of))
        self.shape(argument, scope)
        match argument:
            case nodes.Const(value=str(name)):
                return self.attribute(node, of, name)
            case nodes.Const(value=int(place)) if of is not None:
                return _place(of, place)
            case _:
                return element(of)

    def path(self, node: nodes.Node, things: Shapes, path: object) -> Shapes:
        """What a dotted path of fields is for each of some things."""
        found = element(things)
        for part in str(path).split("."):
            found = _place(found, int(part)) if part.isdigit() else self.attribute(node, found, part)
        return found

    # --- filters, tests, calls ---------------------------------------------------------------------------------

    def filter(self, node: nodes.Filter, scope: Scope) -> Shapes:
        of = TEXT if node.node is None else self.shape(node.node, scope)
        arguments = [self.shape(argument, scope) for argument in node.args]
        keywords = {str(pair.key): pair.value for pair in node.kwargs}
        for value in keywords.values():
            self.shape(value, scope)
        if node.name == "each" and len(arguments) == 1:
            for entry in arguments[0] or ():
                call = nodes.Call(node.args[0], [], [], None, None, lineno=node.lineno)
                self.given(call, entry, [element(of)], {}, calling=False)
            return frozenset({Many(TEXT)})
        constants = [argument.value if isinstance(argument, nodes.Const) else None for argument in node.args]
        attribute = keywords.get("attribute") if node.name in BY_ATTRIBUTE else None
        by = self.path(node, of, attribute.value) if isinstance(attribute, nodes.Const) else None
        match node.name:
            case "selectattr" | "rejectattr" if constants and constants[0] is not None:
                self.path(node, of, constants[0])
                self.known_test(node, constants[1] if len(constants) > 1 else None)
            case "select" | "reject":
                self.known_test(node, constants[0] if constants else None)
        match node.name:
            case "map" if attribute is not None:
                return frozenset({Many(by)})
            case "map" if constants and isinstance(constants[0], str):
                return frozenset({Many(self.filtered(node, constants[0], element(of), []))})
        return self.filtered(node, node.name, of, arguments)

    def filtered(self, node: nodes.Node, name: str, of: Shapes, arguments: list[Shapes]) -> Shapes:
        """What a filter gives."""
        filters = self.checker.environment.filters
        if name not in filters:
            self.tell(node, "template-syntax", f"No filter named '{name}'.", did_you_mean(name, filters))
            return None
        if name in WORDS:
            return TEXT
        if name in SAME_ITEMS:
            return frozenset({Many(element(of))})
        if name in ONE_ITEM:
            return element(of)
        if name in ("batch", "slice"):
            return frozenset({Many(frozenset({Many(element(of))}))})
        if name in ("d", "default"):
            return join(of, *arguments[:1])
        found = filters[name]
        return gives(found) if str(getattr(found, "__module__", "")).startswith("briefgen.") else None

    def test(self, node: nodes.Test, scope: Scope) -> Shapes:
        self.parts(node, scope)
        self.known_test(node, node.name)
        return TRUTH

    def known_test(self, node: nodes.Node, name: object) -> None:
        tests = self.checker.environment.tests
        if name is not None and name not in tests:
            self.tell(node, "template-syntax", f"No test named '{name}'.", did_you_mean(str(name), tests))

    def call(self, node: nodes.Call, scope: Scope, *, calling: bool = False) -> Shapes:
        called = self.shape(node.node, scope)
        arguments = [self.shape(argument, scope) for argument in node.args]
        keywords = {str(pair.key): self.shape(pair.value, scope) for pair in node.kwargs}
        for more in (node.dyn_args, node.dyn_kwargs):
            if more is not None:
                self.shape(more, scope)
        if not called:
            return called
        return join(*(self.given(node, one, arguments, keywords, calling) for one in sorted(called, key=str)))

    def given(
        self, node: nodes.Call, called: Any, arguments: list[Shapes], keywords: dict[str, Shapes], calling: bool
    ) -> Shapes:
        """What a call gives."""
        first = node.args[0].value if node.args and isinstance(node.args[0], nodes.Const) else None
        match called:
            case MacroShape():
                self.bind(node, called, arguments, keywords, calling)
                return TEXT
            case Function("chart", gives) if isinstance(first, str) and first not in charts.CHARTS:
                self.tell(node, "undefined", f"no chart is called '{first}'", did_you_mean(first, charts.CHARTS))
                return gives
            case Function("statement", gives) if isinstance(first, str):
                entry = entry_of(first)
                if entry not in self.checker.book:
                    begins = entry_of("")
                    known = [name.removeprefix(begins).replace("_", "-") for name in self.checker.book
                             if name.startswith(begins)]  # fmt: skip
                    self.tell(node, "undefined", f"no statement is called '{first}'", did_you_mean(first, known))
                self.checker.called.add(entry)
                return gives
            case Function("table", gives) if len(node.args) > 1 and isinstance(node.args[1], nodes.Const):
                self.columns(node, element(arguments[0]), str(node.args[1].value))
                return gives
            case Function("all" | "find" | "subjects" as query, gives) if isinstance(first, str):
                kinds = get_args(SubjectKind) if query == "subjects" else tuple(BY_KIND)
                if first not in kinds:
                    self.tell(node, "undefined", f"no records are called '{first}'", did_you_mean(first, kinds))
                    return gives
                return shown_as(first) if query == "find" else frozenset({Many(shown_as(first))})
            case Function("namespace"):
                space = NamespaceShape(self.template.file, node.lineno)
                names = self.checker.spaces.setdefault(space, {})
                for name, shapes in keywords.items():
                    names[name] = join(names.get(name, NOTHING), shapes)
                return frozenset({space})
            case Function(gives=found):
                return found
            case LoopShape():
                return TEXT
            case Plain() | Printed() | Many() | Row():
                self.tell(node, "undefined", f"{_what(called)} cannot be called", "leave the () out")
                return None
            case _:
                return None

    def columns(self, node: nodes.Call, of: Shapes, wanted: str) -> None:
        """The columns of a table: fields of its records, or entries of the wording book."""
        try:
            columns = columns_of(wanted)
        except ValueError as error:
            self.tell(node, "undefined", str(error))
            return
        for column in columns:
            book = self.checker.book
            lacks = all(isinstance(self.ask(node, shape, column.path), Lacks) for shape in of or ())
            if "." not in column.path and column.path in book and lacks:
                self.checker.called.add(column.path)
                entry = nodes.Call(node.node, [], [], None, None, lineno=node.lineno)
                self.bind(entry, MacroShape(book[column.path], column.path), [of], {}, calling=False)
            else:
                self.path(node, frozenset({Many(of)}), column.path)

    def bind(
        self, node: nodes.Call, macro: MacroShape, arguments: list[Shapes], keywords: dict[str, Shapes], calling: bool
    ) -> None:
        """Hand a macro what a call gives it; what it does not take, or lacks, is told."""
        found = self.checker.templates[macro.file].macros[macro.name]
        names = [arg.name for arg in found.node.args]
        for name, shapes in (*zip(names, arguments, strict=False), *keywords.items()):
            key = (macro.file, macro.name, name)
            self.checker.given[key] = join(self.checker.given.get(key, NOTHING), shapes)
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            self.checker.given |= {(macro.file, macro.name, name): None for name in names}
            return
        if len(arguments) > len(names) and "varargs" not in found.uses:
            message = f"macro '{macro.name}' takes {_number(len(names))} and is given {len(arguments)}"
            self.tell(node, "macro-arguments", message, _signature(found.node))
        for name in keywords:
            if name not in names and name != "caller" and "kwargs" not in found.uses:
                self.tell(node, "macro-arguments", f"macro '{macro.name}' takes no '{name}'", did_you_mean(name, names))
            elif name in names[: len(arguments)]:
                self.tell(node, "macro-arguments", f"macro '{macro.name}' is given '{name}' twice")
        lacking = [name for name in names[len(arguments) :] if name in found.required - set(keywords)]
        if lacking:
            message = f"macro '{macro.name}' is not given '{lacking[0]}'"
            self.tell(node, "macro-arguments", message, _signature(found.node))
        if calling and "caller" not in found.uses:
            self.tell(node, "macro-arguments", f"macro '{macro.name}' takes no body", "call it without `call`")


def _place(shapes: Shapes, place: int) -> Shapes:
    """What stands at a place of a tuple or list."""
    if shapes is None:
        return None
    rows = (one.items[place] if isinstance(one, Row) and -len(one.items) <= place < len(one.items)
            else element(frozenset({one})) for one in shapes)  # fmt: skip
    return join(*rows)


def _lacking(things: list[str], name: str) -> str:
    if len(things) > 4:
        return f"no record has a field '{name}'"
    return f"{', '.join(things[:-1])}{' or ' * (len(things) > 1)}{things[-1]} has no '{name}'"


def _number(arguments: int) -> str:
    return f"{arguments or 'no'} argument{'s' * (arguments != 1)}"


def _signature(macro: nodes.Macro) -> str:
    return f"it is called {macro.name}({', '.join(arg.name for arg in macro.args)})"


def _what(called: Any) -> str:
    return {Printed: "a printed value", Many: "a list", Row: "a list"}.get(type(called), "a plain value")
