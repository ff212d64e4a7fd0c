"""What is wanted: the documents of a selection, each a job with a place of its own in the output folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import normalize

from briefgen.briefs.brief import Brief
from briefgen.briefs.outline import outline_brief
from briefgen.build.job import Job, Materials
from briefgen.build.left_out import KINDS, Known, left_out, too_thin
from briefgen.build.wanted import LeftOut, Selection, in_short
from briefgen.dataset.store import Dataset
from briefgen.editor.amount import facts_of
from briefgen.editor.findings import findings
from briefgen.editor.materiality import read_materiality
from briefgen.editor.news import news_of
from briefgen.formats import FORMATS
from briefgen.office.passages import REVIEW
from briefgen.problems import Origin, Problem, did_you_mean, require
from briefgen.project import Project, SelectionError
from briefgen.view import Subject


def select_jobs(
    every: tuple[Brief, ...],
    project: Project,
    materials: Materials,
    selection: Selection,
    *,
    none_is_fine: bool = False,
) -> tuple[tuple[Job, ...], tuple[LeftOut, ...]]:
    """Every document wanted of a project's briefs, in their order, and the subjects that have none;
    ProblemsFoundError when two would share a path, SelectionError when something asked for does not exist or, unless
    that is fine, there is nothing to make."""
    briefs = _select_briefs(every, selection.briefs)
    _require_subjects(materials.dataset, selection.subjects)
    found = tuple(_found(briefs, materials, selection))
    require([*_same_folders(every, briefs, project, selection), *_same_paths(found, project)])
    wanted = tuple(
        one
        for one in found
        if (not selection.subjects or one.outline.subject in selection.subjects)
        and (not selection.formats or one.outline.format in selection.formats)
    )
    without = left_out(materials, briefs, selection.subjects, wanted)
    wanted, thin = _thick(wanted, found, every, materials, selection)
    without += thin
    if not wanted and not thin and not none_is_fine:
        why = "".join(f"\n  {line}" for line in in_short(without))
        raise SelectionError(f"there is nothing to build as of {selection.as_of.isoformat()}{why}")
    return wanted, tuple(without)


def _thick(
    wanted: tuple[Job, ...], found: tuple[Job, ...], every: Iterable[Brief], materials: Materials, selection: Selection
) -> tuple[tuple[Job, ...], list[LeftOut]]:
    """The documents of which enough is known, or that were asked for by brief and subject, and the others."""
    if selection.briefs and selection.subjects:
        return wanted, []
    own = {brief.name: brief.audience for brief in every}
    thick: list[Job] = []
    without: list[LeftOut] = []
    for one in wanted:
        known, brief = _known(one, materials), one.outline.brief
        if known >= _least(one):
            thick.append(one)
            continue
        seen = [other for other in found if not _least(other) and other.outline.brief.audience == brief.audience]
        other = brief.audience if own.get(brief.instead) != brief.audience else ""
        facts = Known(known, _new(one, materials), materials.period, materials.as_of)
        without.append(too_thin(one, facts, seen, other))
    return tuple(thick), without


def _least(job: Job) -> int:
    return job.outline.brief.needs.get(job.outline.format, 0)


def _known(job: Job, materials: Materials) -> int:
    """How many facts the audience of a document may see of its subject; not counted where none are needed."""
    found = materials.view(job.outline.brief.audience).find(job.outline.kind, job.outline.subject)
    return facts_of(found) if _least(job) and isinstance(found, Subject) else 0


def _new(job: Job, materials: Materials) -> int:
    """How much of its subject became known in the period and happened."""
    view = materials.view(job.outline.brief.audience)
    found = view.find(job.outline.kind, job.outline.subject)
    ranking = read_materiality(materials.templates, materials.shown)
    told = findings(view, found, materials.period, ranking) if isinstance(found, Subject) else ()
    return sum(not one.expected for one in news_of(told))


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


def _found(briefs: Iterable[Brief], materials: Materials, selection: Selection) -> Iterator[Job]:
    for brief in briefs:
        folder, audience = _folder(brief, selection), selection.audience or brief.audience
        if audience != brief.audience:
            brief = brief.model_copy(update={"audience": audience})
        if selection.charts:
            brief = brief.model_copy(update={"charts": selection.charts})
        for outline in outline_brief(brief, materials.view(audience)):
            yield Job(f"{selection.period.text}/{folder}/{outline.subject}{FORMATS[outline.format].ending}", outline)


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


def _same_paths(wanted: Iterable[Job], project: Project) -> Iterator[Problem]:
    """Documents that would be written over another, or over its copy for review, on one system or another."""
    taken: dict[str, Job] = {}
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


def _say(message: str, hint: str) -> str:
    return f"{message}; {hint}" if hint else message
