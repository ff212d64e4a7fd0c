"""The plan of a build: which documents are wanted, composed and ready for the writers."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from traceback import format_exc, walk_tb
from types import TracebackType
from unicodedata import normalize

from briefgen.briefs.brief import Brief, read_briefs
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import Outline, outline_brief
from briefgen.build.limits import TimeUpError, memory_limit, time_limit
from briefgen.dataset.store import Dataset
from briefgen.document.blocks import ChartFormat, Document
from briefgen.office.passages import REVIEW
from briefgen.problems import Origin, Problem, ProblemsFoundError, did_you_mean, require
from briefgen.project import Project, SelectionError
from briefgen.values.dates import Period
from briefgen.view.view import View, view_of

SECONDS = 20.0
"""How long a template may take for one document."""
BYTES = 2_000_000_000
"""How much memory it may take."""
KINDS = ("company", "area", "asset")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted: empty means everything; `audience` and `charts` replace those of each brief."""

    as_of: date
    period: Period
    briefs: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    audience: str = ""
    formats: tuple[str, ...] = ()
    charts: ChartFormat | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One document to be made: where it goes below the output folder, and what it is made from."""

    path: str
    outline: Outline
    view: View


@dataclass(frozen=True, slots=True)
class Job:
    """One composed document, ready for its writer."""

    path: str
    outline: Outline
    document: Document


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be made: the problems of the user's files, or the text of an error of ours."""

    path: str
    problems: tuple[Problem, ...] = ()
    bug: str = ""


def select_documents(project: Project, dataset: Dataset, selection: Selection) -> tuple[Wanted, ...]:
    """Every document wanted, in the order of briefs and subjects; SelectionError when there is none,
    ProblemsFoundError when two would share a path."""
    every = read_briefs(project.templates, str(project.templates))
    briefs = _select_briefs(every, selection.briefs)
    _require_subjects(dataset, selection.subjects)
    found = tuple(_wanted(briefs, dataset, selection))
    require([*_same_folders(every, briefs, project, selection), *_same_paths(found, project)])
    wanted = tuple(
        one
        for one in found
        if (not selection.subjects or one.outline.subject in selection.subjects)
        and (not selection.formats or one.outline.format in selection.formats)
    )
    _require_all_met(wanted, selection)
    return wanted


def compose_documents(project: Project, wanted: Iterable[Wanted]) -> Iterator[Job | Failure]:
    """Compose each document; one that fails does not stop the others."""
    for one in wanted:
        try:
            with time_limit(SECONDS), memory_limit(BYTES):
                document = compose_document(one.outline, one.view, project.templates, str(project.templates))
            yield Job(one.path, one.outline, document)
        except ProblemsFoundError as error:
            yield Failure(one.path, error.problems)
        except TimeUpError as error:
            yield Failure(one.path, (_timeout(one, project, error.__traceback__),))
        except Exception:
            yield Failure(one.path, bug=format_exc())


def _select_briefs(briefs: tuple[Brief, ...], names: tuple[str, ...]) -> tuple[Brief, ...]:
    known = {brief.name: brief for brief in briefs}
    for name in names:
        if name not in known:
            raise SelectionError(_say(f"no brief is named '{name}'", did_you_mean(name, known)))
    return tuple(brief for brief in briefs if not names or brief.name in names)


def _require_subjects(dataset: Dataset, subjects: tuple[str, ...]) -> None:
    known = {id: str(getattr(r, "name", "")) for kind in KINDS for id, r in dataset.records.get(kind, {}).items()}
    for subject in subjects:
        if subject not in known:
            by_name = {name.lower(): id for id, name in known.items()}
            named = by_name.get(subject.lower())
            hint = f"did you mean '{named}'?" if named else did_you_mean(subject, known)
            raise SelectionError(_say(f"no company, asset or area has the id '{subject}'", hint))


def _wanted(briefs: Iterable[Brief], dataset: Dataset, selection: Selection) -> Iterator[Wanted]:
    views: dict[str, View] = {}
    for brief in briefs:
        folder, audience = _folder(brief, selection), selection.audience or brief.audience
        if audience != brief.audience:
            brief = brief.model_copy(update={"audience": audience})
        if selection.charts:
            brief = brief.model_copy(update={"charts": selection.charts})
        if audience not in views:
            views[audience] = view_of(dataset, selection.as_of, selection.period, audience)
        for outline in outline_brief(brief, views[audience]):
            path = f"{selection.period.text}/{folder}/{outline.subject}.{outline.format}"
            yield Wanted(path, outline, views[audience])


def _same_folders(
    every: Iterable[Brief], briefs: Iterable[Brief], project: Project, selection: Selection
) -> Iterator[Problem]:
    """Briefs whose documents, for this audience, would go into the folder of another brief."""
    own = {_folded(brief.name): brief.name for brief in reversed(tuple(every))}
    for name, folder in [(one.name, folder) for one in briefs for folder in {one.name, _folder(one, selection)}]:
        other = own.get(_folded(folder), name)
        if other != name:
            message = f"its documents would go into the folder '{folder}', which is that of the brief '{other}'"
            hint = "rename one of the two briefs"
            yield Problem(Origin(f"{project.templates}/{name}/brief.yaml"), "same-path", message, hint)


def _same_paths(wanted: Iterable[Wanted], project: Project) -> Iterator[Problem]:
    """Documents that would be written over another, or over its copy for review, on one system or another."""
    taken: dict[str, Wanted] = {}
    for one in wanted:
        stem, _, ending = one.path.rpartition(".")
        first = one
        for path in (one.path, f"{stem}{REVIEW}.{ending}"):
            first = taken.setdefault(_folded(path), one)
            if first is not one:
                break
        if first is not one:
            outline, other = one.outline, first.outline
            whole = f"{outline.kind} '{outline.subject}' and {other.kind} '{other.subject}'"
            message = f"{whole} would both be written to {one.path}, or to the copy for review of one of them"
            origin = Origin(f"{project.templates}/{outline.brief.name}/brief.yaml")
            yield Problem(origin, "same-path", message, "give one of them another id, or each a brief of its own")


def _folded(path: str) -> str:
    """The path as systems see it that tell no small letters from capitals, nor ways to write an accent, and pass over
    points and spaces at the end of a name."""
    folded = normalize("NFC", normalize("NFD", path).casefold())
    return "/".join(part.rstrip(" .") for part in folded.split("/"))


def _folder(brief: Brief, selection: Selection) -> str:
    """The folder of a brief's documents; a brief written for another audience than its own has another."""
    other = selection.audience not in ("", brief.audience)
    return f"{brief.name}-{selection.audience}" if other else brief.name


def _require_all_met(wanted: tuple[Wanted, ...], selection: Selection) -> None:
    met = {one.outline.subject for one in wanted}
    for subject in selection.subjects:
        if subject not in met:
            briefs = f"brief {', '.join(selection.briefs)}" if selection.briefs else "brief"
            day = selection.as_of.isoformat()
            raise SelectionError(
                f"no {briefs} says anything of '{subject}' as of {day} in the formats and for the audience asked"
            )
    if not wanted:
        raise SelectionError(f"there is nothing to build as of {selection.as_of.isoformat()}")


def _timeout(one: Wanted, project: Project, trace: TracebackType | None) -> Problem:
    origin = Origin(f"{project.templates}/{one.outline.template}")
    for frame, line in walk_tb(trace):
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and template.filename:
            name = os.path.relpath(template.filename, project.templates.resolve())
            origin = Origin(f"{project.templates}/{name}", template.get_corresponding_lineno(line))
    message = f"took longer than {SECONDS:g} s for {one.outline.subject} and was stopped"
    return Problem(origin, "template-timeout", message, "look for a loop that does not end or loops inside loops")


def _say(message: str, hint: str) -> str:
    return f"{message}; {hint}" if hint else message
