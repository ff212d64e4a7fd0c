"""What is learnt of the templates of a folder while they are walked: what macros are given, what names are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import Environment, nodes

from briefgen.briefs.reach import CONTEXT
from briefgen.briefs.shapes import NamespaceShape, Shapes
from briefgen.briefs.wording import is_wording
from briefgen.briefs.written import Macro, Template
from briefgen.problems import Problem

Scope = dict[str, Shapes]


class Learnt:
    """All templates of a folder, and what is learnt of them."""

    def __init__(
        self, templates: Iterable[Template], files: Iterable[str], environment: Environment, shown: str, in_part: bool
    ) -> None:
        self.environment = environment
        self.shown = shown
        self.in_part = in_part
        """Whether a brief is wrong, so that a section may know more than is known: what it is repeated for."""
        self.templates = {template.file: template for template in templates}
        self.files = frozenset(files)
        """Every template, those that cannot be read among them."""
        self.folders = sorted({file.partition("/")[0] for file in self.files})
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
        self.book = self._read_book()
        """The file of each entry of the wording book."""
        self.called: set[str] = set()
        """The entries of the wording book that something calls."""
        self.hand_names()

    def _read_book(self) -> dict[str, str]:
        """The entries of the wording book, which knows all that a document hands its templates."""
        book = [template for file, template in self.templates.items() if is_wording(file)]
        for template in book:
            template.within = frozenset(CONTEXT)
        return {name: template.file for template in book for name in template.macros}

    def names(self) -> Any:
        """What the names are that templates and namespaces set."""
        return [{key: dict(scope) for key, scope in known.items()} for known in (self.tops, self.spaces)]

    def stamp(self, file: str, macro: Macro) -> Any:
        """What a macro is given and what is around it: unchanged, it teaches nothing new."""
        given = (self.given.get((file, macro.node.name, arg.name)) for arg in macro.node.args)
        return tuple(given), self.around

    def hand_names(self) -> None:
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
        return name in self.files or any(f"{folder}/{name}" in self.files for folder in self.folders)
