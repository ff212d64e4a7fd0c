"""A brief: one kind of product, a folder of templates with its brief.yaml."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from briefgen.dataset.validate import validate
from briefgen.dataset.yamlfile import read_yaml
from briefgen.document.blocks import ChartFormat
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
    status: str = "Draft for review"
    footer: str
    """Printed at the foot of every page or slide."""
    job_code: str = "not assigned"
    version: str = "draft"
    expires: str = "not set"
    _lines: dict[str, int] = PrivateAttr(default_factory=dict)

    def line(self, field: str) -> int:
        """The line of brief.yaml that gives a field, 0 if none does."""
        return self._lines.get(field, 0)


def read_briefs(templates: Path, shown: str = "templates") -> tuple[Brief, ...]:
    """Every brief of a templates folder, by name; ProblemsFoundError with all that is wrong with them."""
    if not templates.is_dir():
        problem = Problem(Origin(shown), "no-templates", "is not a folder", "run `briefgen init` or use --templates")
        raise ProblemsFoundError([problem])
    briefs: list[Brief] = []
    problems: list[Problem] = []
    for folder in sorted(templates.iterdir()):
        if not (folder / "brief.yaml").is_file():
            continue
        where = f"{shown}/{folder.name}"
        if is_reserved(folder.name):
            message, hint = f"Windows keeps the name '{folder.name}' for a device", "give the folder another name"
            problems.append(Problem(Origin(where), "reserved-name", message, hint))
        file = read_yaml(folder / "brief.yaml", f"{where}/brief.yaml")
        problems += file.problems
        if file.root is None:
            continue
        brief, found = validate(Brief, file.root, file, (), "brief")
        problems += found
        for format, template in brief.documents.items() if brief else ():
            path = (folder / template).resolve()
            if not path.is_relative_to(folder.resolve()) or not os.path.isfile(path):
                message = f"brief.documents.{format}: '{template}' is not a file of {where}"
                problems.append(Problem(file.value_origin(("documents", format)), "no-template", message))
        if brief:
            brief = brief.model_copy(update={"name": folder.name})
            brief._lines = {str(field): file.value_origin((field,)).line for field in file.root}
            briefs.append(brief)
    require(problems)
    return tuple(briefs)
