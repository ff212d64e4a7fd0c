"""Names: every name, field, filter, test, macro, template and chart that templates use, on every branch.

Templates are walked as they are written. What a macro is given is read from its calls, until nothing new is learnt;
then the walk is made once more and tells what is wrong. Nothing is said of what cannot be known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from briefgen.briefs.agreement import with_agreement
from briefgen.briefs.bare_names import Takes, takes_of, with_bare_names
from briefgen.briefs.brief import Brief, Section, readable_briefs
from briefgen.briefs.learnt import Learnt, Scope
from briefgen.briefs.loader import as_jinja, read_template
from briefgen.briefs.opening import with_opening
from briefgen.briefs.reach import CONTEXT, REACH
from briefgen.briefs.section_options import names_in, unknown_options
from briefgen.briefs.shapes import NOTHING, TEXT, Function, element, having_field, join, of_annotation, shown_as
from briefgen.briefs.statements import Walk
from briefgen.briefs.wording import is_wording
from briefgen.briefs.written import Template
from briefgen.editor.told import Told
from briefgen.files import UnreadableError
from briefgen.formats import FORMATS
from briefgen.problems import Origin, Problem

ROUNDS = 12
"""So often what macros are given is read anew; what still grows then is not known."""


def check_names(files: Mapping[str, Path], environment: Environment, templates: Path, shown: str) -> list[Problem]:
    """What is wrong with the names in the templates of a folder, given by their path below it; nothing while a file of
    the wording book cannot be read, since its entries are not known."""
    trees = dict(_parsed(files, environment, templates))
    if any(is_wording(name) for name in files.keys() - trees.keys()):
        return []
    takes = takes_of(tree for name, tree in trees.items() if is_wording(name))
    opened = {name: with_opening(with_agreement(tree), name, takes) for name, tree in trees.items()}
    parsed = (Template(name, with_bare_names(tree, name, takes)) for name, tree in opened.items())
    briefs, wrong = readable_briefs(templates, shown)  # what is wrong with them is told where they are read
    return _Checker(Learnt(parsed, files, environment, shown, bool(wrong)), briefs, takes).problems()


def _parsed(
    files: Mapping[str, Path], environment: Environment, templates: Path
) -> Iterator[tuple[str, nodes.Template]]:
    for name, file in files.items():
        try:
            yield name, environment.parse(as_jinja(name, read_template(file, templates)))
        except (TemplateSyntaxError, UnreadableError):
            continue  # told where templates are read


class _Checker:
    """The walks over all templates of a folder."""

    def __init__(self, learnt: Learnt, briefs: Iterable[Brief], takes: Takes) -> None:
        self.learnt = learnt
        self.takes = takes
        self.briefs = {brief.name: brief for brief in briefs}
        self.things: dict[str, Scope] = {}
        """The things that a section is repeated for, by its file, name and what they can be."""

    def problems(self) -> list[Problem]:
        """Everything wrong, sorted by place."""
        for brief in self.briefs.values():
            self._repeated(brief)
        self.learnt.hand_names()
        for _ in range(ROUNDS):
            given, around = dict(self.learnt.given), self.learnt.names()
            self._walk()
            if self.learnt.names() != around:
                self.learnt.around += 1
            elif self.learnt.given == given:
                break
        else:
            self.learnt.given = dict.fromkeys(self.learnt.given)
        self.learnt.found = []
        self._walk()
        for brief in self.briefs.values():
            self._repeated(brief)
            self._settings(brief)
        options = (found for brief in self.briefs.values() for found in self._options(brief))
        return sorted({*self.learnt.found, *self._book(), *options})

    def _book(self) -> Iterator[Problem]:
        """Entries of the wording book that nothing calls, those that stand in two files, and what hides one."""
        for file, template in self.learnt.templates.items():
            yield from self._hidden(template)
            for name, macro in template.macros.items() if is_wording(file) else ():
                origin = Origin(f"{self.learnt.shown}/{file}", macro.node.lineno)
                if (other := self.learnt.book[name]) != file:
                    line = self.learnt.templates[other].macros[name].node.lineno
                    message = f"'{name}' stands in {Origin(f'{self.learnt.shown}/{other}', line)} too"
                    yield Problem(origin, "doubled-words", message, "give one of them another name")
                elif name not in self.learnt.called:
                    hint = f"call it as {{{name}}}, or delete it"
                    yield Problem(origin, "unused-words", f"nothing says '{name}'", hint, "warning")

    def _hidden(self, template: Template) -> Iterator[Problem]:
        """Names of entries that a template gives to something else, and entries named as what every document knows."""
        for name, line in template.names_given():
            if (file := self.learnt.book.get(name)) is not None:
                origin = Origin(f"{self.learnt.shown}/{template.file}", line)
                message = f"'{name}' is an entry of {self.learnt.shown}/{file}, which could not be called here"
                yield Problem(origin, "hidden-words", message, "give one of them another name")
        for name, macro in template.macros.items() if is_wording(template.file) else ():
            origin = Origin(f"{self.learnt.shown}/{template.file}", macro.node.lineno)
            if name in CONTEXT:
                message = f"'{name}' is something else in every document"
                yield Problem(origin, "hidden-words", message, "give the entry another name")
            elif name in REACH[Told]:
                message = f"'{name}' is told.{name} too"
                yield Problem(origin, "hidden-words", message, "give the entry another name")
            elif having := having_field(name):
                message = f"'{name}' is a field of {having[0]} too"
                yield Problem(origin, "hidden-words", message, "give the entry another name")

    def _repeated(self, brief: Brief) -> None:
        """The sections that a brief repeats know the thing that each is about; a list that there is not is told."""
        for format, sections in brief.documents.items():
            for number, section in enumerate(sections):
                if not section.loop:
                    continue
                tree = self.learnt.environment.parse(f"{section.loop}{{% endfor %}}")
                walk = Walk(self.learnt, Template(f"{brief.name}/brief.yaml", tree), self.context(f"{brief.name}/"))
                walk.line = brief.lines.get(f"documents.{format}.{number}", 0)
                for loop in tree.find_all(nodes.For):
                    scope: Scope = {}
                    walk.assign(loop.target, element(walk.shape(loop.iter, scope)), scope)
                    self._hand(section, brief, format, scope)

    def _hand(self, section: Section, brief: Brief, format: str, scope: Scope) -> None:
        for place in section.places(brief.name, FORMATS[format].kind):
            known = self.things.setdefault(place, {})
            known |= {name: join(known.get(name, NOTHING), shapes) for name, shapes in scope.items()}
            if place in self.learnt.templates:
                self.learnt.templates[place].within |= scope.keys()

    def _options(self, brief: Brief) -> Iterator[Problem]:
        """Options of sections that their templates do not know."""
        for format, sections in brief.documents.items():
            for number, section in enumerate(sections):
                places = section.places(brief.name, FORMATS[format].kind)
                templates = self.learnt.templates
                template = next((templates[place] for place in places if place in templates), None)
                if template:
                    line = brief.lines.get(f"documents.{format}.{number}", 0)
                    origin = Origin(f"{self.learnt.shown}/{brief.name}/brief.yaml", line)
                    yield from unknown_options(section, names_in(template.tree), origin)

    def _walk(self) -> None:
        for template in self.learnt.templates.values():
            Walk(self.learnt, template, self.context(template.file)).all()

    def _settings(self, brief: Brief) -> None:
        """Walk the title and subtitle of a brief, which are templates too."""
        for field, line in (("title", brief.title), *(("subtitle", line) for line in brief.subtitle)):
            try:
                tree = self.learnt.environment.parse(line)
            except TemplateSyntaxError:
                continue  # told where it is rendered
            template = Template(f"{brief.name}/brief.yaml", with_bare_names(tree, None, self.takes))
            walk = Walk(self.learnt, template, self.context(f"{brief.name}/"))
            walk.line = brief.lines.get(field, 0)
            walk.all()

    def context(self, file: str) -> Scope:
        """What a document hands its template: in the folder of a brief the subject is of the kinds it is for."""
        scope = {name: of_annotation(annotation) for name, annotation in CONTEXT.items()}
        scope |= {name: frozenset({Function(name, TEXT)}) for name, found in scope.items() if found is None}
        brief = self.briefs.get(file.partition("/")[0])
        if brief is not None:
            scope["subject"] = join(*(shown_as(kind) for kind in brief.subjects))
        return scope | self.things.get(file, {})
