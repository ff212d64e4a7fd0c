"""A brief: one kind of product, a folder of templates with its brief.yaml."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from briefgen.dataset.validate import validate
from briefgen.dataset.yamlfile import YamlFile, read_yaml
from briefgen.document.document import ChartFormat
from briefgen.editor.budget import AtLeastOne, Budget
from briefgen.editor.told import STATES
from briefgen.files import UnreadableError, require_file
from briefgen.formats import FORMATS
from briefgen.problems import Origin, Problem, did_you_mean, require
from briefgen.project import is_reserved, require_folder
from briefgen.records.vocabulary import AUDIENCES

SubjectKind = Literal["company", "area", "asset"]
TEMPLATE = ".md.j2"


def _format(name: str) -> str:
    if name not in FORMATS:
        hint = did_you_mean(name, FORMATS)
        raise PydanticCustomError("vocabulary", "'{value}' is not a known format", {"value": name, "hint": hint})
    return name


def _tuple(value: object) -> object:
    return value if isinstance(value, (list, tuple)) else (value,)


def _switch(value: object) -> object:
    """An option as typed; true and false as what they mean."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _state(name: str) -> str:
    if name not in STATES:
        hint = did_you_mean(name, STATES)
        raise PydanticCustomError("vocabulary", "no document is '{value}'", {"value": name, "hint": hint})
    return name


States = Annotated[tuple[Annotated[str, AfterValidator(_state)], ...], BeforeValidator(_tuple)]
"""What a document can be, by the names of the editor: quiet, short, annex."""


_REPEATED = re.compile(r"(?P<one>[a-z]\w*) of (?P<many>[a-z]\w*(?:\.[a-z]\w*)+)")


def _repeated(text: str) -> str:
    if not _REPEATED.fullmatch(text):
        hint = "write one thing and the list it is of: each: deal of told.deals"
        raise PydanticCustomError("vocabulary", "'{value}' names no list", {"value": text, "hint": hint})
    return text


class Section(BaseModel):
    """One part of a document: a standard section by its name, or a template of the brief by its file; with options."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    options: dict[str, Annotated[str | int | bool, BeforeValidator(_switch)]] = Field(default_factory=dict)
    when: States = ()
    """What a document must be, each of these, to have this section."""
    unless: States = ()
    """A document that is one of these leaves it out."""
    each: Annotated[str, AfterValidator(_repeated)] = ""
    """The section once for each of several things: "deal of told.deals"; its template knows the thing by the first
    word."""

    @property
    def loop(self) -> str:
        """The tag that repeats it; empty where it stands once."""
        found = _REPEATED.fullmatch(self.each)
        return f"{{% for {found['one']} in {found['many']} %}}" if found else ""

    @property
    def is_file(self) -> bool:
        """Whether it names a template of the brief's own folder."""
        return "." in self.name or "/" in self.name

    def places(self, brief: str, kind: str) -> tuple[str, ...]:
        """Where its template may lie below the folder of templates: with the brief, then among `pages` or `slides`."""
        own = f"{brief}/{self.name}"
        return (own,) if self.is_file else (f"{own}{TEMPLATE}", f"{kind}/{self.name}{TEMPLATE}")


def section_file(section: Section, brief: str, kind: str, templates: Path) -> str:
    """Where the template of a section lies below the folder of templates; "" where there is none."""
    return next((place for place in section.places(brief, kind) if os.path.lexists(templates / place)), "")


def _sections(value: object) -> object:
    """A list of sections from what brief.yaml gives: a name, or a list of names, each alone or with its options."""
    return tuple(_section(one) for one in _tuple(value)) if isinstance(value, (str, list)) else value  # type: ignore[attr-defined]


def _section(one: object) -> object:
    if isinstance(one, str):
        return {"name": one}
    if isinstance(one, dict) and len(one) == 1:
        ((name, given),) = one.items()
        before, brace, _ = str(name).partition(" {")
        if brace:
            hint = f"a colon is missing after {before}"
            raise PydanticCustomError("vocabulary", "'{value}' is no section", {"value": name, "hint": hint})
        if not isinstance(given, dict):
            return {"name": name, "options": given or {}}
        settings = {word: given[word] for word in ("when", "unless", "each") if word in given}
        options = {option: value for option, value in given.items() if option not in settings}
        return {"name": name, "options": options, **settings}
    return one


class Brief(BaseModel):
    """The settings of a brief, as its brief.yaml gives them."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, populate_by_name=True)

    name: str = ""
    """Name of the folder."""
    title: str
    """Title of the document; may print values: {subject.name}."""
    subtitle: Annotated[tuple[str, ...], BeforeValidator(_tuple)] = ()
    """Up to two lines under the title; may print values."""
    summary: str = ""
    """One line for `briefgen list`."""
    subjects: Annotated[tuple[SubjectKind, ...], BeforeValidator(_tuple)] = Field(alias="for")
    """One document for each company, area or asset."""
    audience: Annotated[str, AUDIENCES]
    look: Literal["investor", "medical"] = "investor"
    charts: ChartFormat = "picture"
    """Charts as pictures, as charts that Word and PowerPoint can edit (native), or as svg with a picture beside it."""
    documents: dict[Annotated[str, AfterValidator(_format)], Annotated[tuple[Section, ...], BeforeValidator(_sections)]]
    """What each format is made of: a list of sections, or one template: docx: [notice, events], pptx: slides.md.j2."""
    budget: Budget = Budget()
    """How much the main part tells before the annex takes over."""
    needs: dict[Annotated[str, AfterValidator(_format)], AtLeastOne] = Field(default_factory=dict)
    """How many facts must be known of a subject for a document of a format to be made: pptx: 6."""
    instead: str = ""
    """The brief that is offered where too little is known, when this one has no other format: asset-profile."""
    status: str = "Draft for review"
    footer: str
    """Printed at the foot of every page or slide."""
    job_code: str = "not assigned"
    version: str = "draft"
    expires: str = "not set"
    lines: dict[str, int] = Field(default_factory=dict, exclude=True, repr=False)
    """The line of brief.yaml that gives each field, and each section as "documents.pptx.3"; known to its reader."""

    @property
    def rows(self) -> int | None:
        """The most rows of a table; without a workbook that has the others, as many as there are."""
        return self.budget.table if "xlsx" in self.documents else None


def read_briefs(templates: Path, shown: str = "templates") -> tuple[Brief, ...]:
    """Every brief of a templates folder, by name; ProblemsFoundError with all that is wrong with them.

    SelectionError when there is no such folder."""
    briefs, problems = readable_briefs(templates, shown)
    require(problems)
    return briefs


def readable_briefs(templates: Path, shown: str = "templates") -> tuple[tuple[Brief, ...], list[Problem]]:
    """Every brief of a templates folder that can be read, by name, and all that is wrong with it and with the others.

    SelectionError when there is no such folder."""
    require_folder(templates, shown, "run `briefgen init` or use --templates")
    briefs: list[Brief] = []
    problems: list[Problem] = []
    for folder in sorted(templates.iterdir()):
        if not os.path.lexists(folder / "brief.yaml"):
            continue
        where = f"{shown}/{folder.name}"
        if is_reserved(folder.name):
            message, hint = f"Windows keeps the name '{folder.name}' for a device", "give the folder another name"
            problems.append(Problem(Origin(where), "reserved-name", message, hint))
        file = read_yaml(folder / "brief.yaml", f"{where}/brief.yaml", templates)
        problems += file.problems
        if file.root is None:
            continue
        brief, found = validate(Brief, file.root, file, (), "brief")
        problems += found
        if brief:
            lines = {str(field): file.value_origin((field,)).line for field in file.root}
            for format, sections in brief.documents.items():
                for number, section in enumerate(sections):
                    origin = file.value_origin(("documents", format, number))
                    lines[f"documents.{format}.{number}"] = origin.line
                    problems += _without_template(section, format, folder, where, origin)
            problems += [*_without_brief(brief, folder, where, lines), *_without_section(brief, where, file)]
            briefs.append(brief.model_copy(update={"name": folder.name, "lines": lines}))
    return tuple(briefs), problems


def _without_brief(brief: Brief, folder: Path, where: str, lines: Mapping[str, int]) -> Iterator[Problem]:
    """What is wrong with the brief that is offered instead of this one."""
    known = [one.parent.name for one in folder.parent.glob("*/brief.yaml")]
    if brief.instead and brief.instead not in known:
        origin = Origin(f"{where}/brief.yaml", lines["instead"])
        message = f"brief.instead: no brief is named '{brief.instead}'"
        yield Problem(origin, "no-template", message, did_you_mean(brief.instead, known))


def _without_section(brief: Brief, where: str, file: YamlFile) -> Iterator[Problem]:
    """What of a brief gives way or stays whole without being one of its sections."""
    known = [section.name for sections in brief.documents.values() for section in sections]
    for field in ("gives_way", "stays_whole"):
        for number, name in enumerate(getattr(brief.budget, field)):
            if name not in known:
                message = f"brief.budget.{field}: '{name}' is no section of this brief"
                origin = file.value_origin(("budget", field, number))
                yield Problem(origin, "no-section", message, did_you_mean(name, known))


def _without_template(section: Section, format: str, folder: Path, where: str, origin: Origin) -> Iterator[Problem]:
    """What is wrong with the template of a section."""
    named, templates = f"brief.documents.{format}: '{section.name}'", folder.parent
    kind = FORMATS[format].kind
    place = section_file(section, folder.name, kind, templates)
    if ".." in Path(section.name).parts or os.path.isabs(section.name) or not place:
        if section.is_file:
            yield Problem(origin, "no-template", f"{named} is not a file of {where}")
            return
        known = (file.name.removesuffix(TEMPLATE) for file in (templates / kind).glob(f"*{TEMPLATE}"))
        yield Problem(origin, "no-template", f"{named} is no section of {kind}", did_you_mean(section.name, known))
        return
    try:
        require_file(templates / place, folder if section.is_file else templates)
    except UnreadableError as error:
        yield Problem(origin, error.code, f"{named} {error.message}", error.hint)
