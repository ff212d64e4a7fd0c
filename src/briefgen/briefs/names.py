"""Names: every name, field, filter, test, macro, template and chart that templates use, on every branch.

Templates are walked as they are written. What a macro is given is read from its calls, until nothing new is learnt;
then the walk is made once more and tells what is wrong. Nothing is said of what cannot be known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from briefgen.briefs.brief import Brief, read_briefs
from briefgen.briefs.learnt import Learnt, Scope
from briefgen.briefs.reach import CONTEXT
from briefgen.briefs.render import read_template
from briefgen.briefs.shapes import TEXT, Function, join, of_annotation, shown_as
from briefgen.briefs.statements import Walk
from briefgen.briefs.written import Template
from briefgen.files import UnreadableError
from briefgen.problems import Problem, ProblemsFoundError

ROUNDS = 12
"""So often what macros are given is read anew; what still grows then is not known."""


def check_names(files: Mapping[str, Path], environment: Environment, templates: Path, shown: str) -> list[Problem]:
    """What is wrong with the names in the templates of a folder, given by their path below it."""
    parsed = _parsed(files, environment, templates)
    return _Checker(Learnt(parsed, environment, shown), _briefs(templates, shown)).problems()


def _parsed(files: Mapping[str, Path], environment: Environment, templates: Path) -> Iterator[Template]:
    for name, file in files.items():
        try:
            yield Template(name, environment.parse(read_template(file, templates)))
        except (TemplateSyntaxError, UnreadableError):
            continue  # told where templates are read


def _briefs(templates: Path, shown: str) -> tuple[Brief, ...]:
    try:
        return read_briefs(templates, shown)
    except ProblemsFoundError:
        return ()  # told where briefs are read


class _Checker:
    """The walks over all templates of a folder."""

    def __init__(self, learnt: Learnt, briefs: Iterable[Brief]) -> None:
        self.learnt = learnt
        self.briefs = {brief.name: brief for brief in briefs}

    def problems(self) -> list[Problem]:
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
            self._settings(brief)
        return sorted(set(self.learnt.found))

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
            walk = Walk(self.learnt, Template(f"{brief.name}/brief.yaml", tree), self.context(f"{brief.name}/"))
            walk.line = brief.lines.get(field, 0)
            walk.all()

    def context(self, file: str) -> Scope:
        """What a document hands its template: in the folder of a brief the subject is of the kinds it is for."""
        scope = {name: of_annotation(annotation) for name, annotation in CONTEXT.items()}
        scope |= {name: frozenset({Function(name, TEXT)}) for name, found in scope.items() if found is None}
        brief = self.briefs.get(file.partition("/")[0])
        if brief is not None:
            scope["subject"] = join(*(shown_as(kind) for kind in brief.subjects))
        return scope
