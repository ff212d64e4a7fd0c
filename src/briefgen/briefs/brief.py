"""A brief: one kind of product, a folder of templates with its brief.yaml."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from briefgen.dataset.validate import validate
from briefgen.dataset.yamlfile import read_yaml
from briefgen.document.blocks import ChartFormat
from briefgen.editor.budget import Budget
from briefgen.files import UnreadableError, require_file
from briefgen.formats import FORMATS
from briefgen.problems import Origin, Problem, ProblemsFoundError, did_you_mean, require
from briefgen.project import is_reserved
from briefgen.records.vocabulary import AUDIENCES

SubjectKind = Literal["company", "area", "asset"]
RESERVED = ("brand", "shared", "statements")


def _format(name: str) -> str:
    if name not in FORMATS:
        hint = did_you_mean(name, FORMATS)
        raise PydanticCustomError("vocabulary", "'{value}' is not a known format", {"value": name, "hint": hint})
    return name


def _tuple(value: object) -> object:
    return value if isinstance(value, (list, tuple)) else (value,)


class Brief(BaseModel):
    """The settings of a brief, as its brief.yaml gives them."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, populate_by_name=True)

    name: str = ""
    """Name of the folder."""
    title: str
    """Title of the document; may print values: {{ subject.name }}."""
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
    documents: dict[Annotated[str, AfterValidator(_format)], str]
    """Template of each format: docx: document.md.j2, pptx: slides.md.j2."""
    budget: Budget = Budget()
    """How much the main part tells before the annex takes over."""
    status: str = "Draft for review"
    footer: str
    """Printed at the foot of every page or slide."""
    job_code: str = "not assigned"
    version: str = "draft"
    expires: str = "not set"
    lines: dict[str, int] = Field(default_factory=dict, exclude=True, repr=False)
    """The line of brief.yaml that gives each field; known to whoever read it."""


def read_briefs(templates: Path, shown: str = "templates") -> tuple[Brief, ...]:
    """Every brief of a templates folder, by name; ProblemsFoundError with all that is wrong with them."""
    if not templates.is_dir():
        problem = Problem(Origin(shown), "no-templates", "is not a folder", "run `briefgen init` or use --templates")
        raise ProblemsFoundError([problem])
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
        for format, template in brief.documents.items() if brief else ():
            origin, named = file.value_origin(("documents", format)), f"brief.documents.{format}: '{template}'"
            if ".." in Path(template).parts or os.path.isabs(template) or not os.path.lexists(folder / template):
                problems.append(Problem(origin, "no-template", f"{named} is not a file of {where}"))
                continue
            try:
                require_file(folder / template, folder)
            except UnreadableError as error:
                problems.append(Problem(origin, error.code, f"{named} {error.message}", error.hint))
        if brief:
            lines = {str(field): file.value_origin((field,)).line for field in file.root}
            briefs.append(brief.model_copy(update={"name": folder.name, "lines": lines}))
    require(problems)
    return tuple(briefs)
