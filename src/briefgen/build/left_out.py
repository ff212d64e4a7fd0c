"""What a build leaves out, and why: subjects of which nothing was known, which the audience may not see or no brief is
about; and comments of the house that quote such things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from briefgen.briefs.brief import Brief
from briefgen.build.job import Job, Materials
from briefgen.build.wanted import LeftOut
from briefgen.build.wanted import in_short as in_short
from briefgen.dataset.clock import passed
from briefgen.dataset.store import Dataset
from briefgen.records import Commentary, Company, Record, Source, Sourced
from briefgen.values.counting import count
from briefgen.values.dates import PartialDate, Period
from briefgen.view.commentary import hidden_in
from briefgen.view.view import view_of

KINDS = ("company", "area", "asset")


def left_out(
    materials: Materials, briefs: Iterable[Brief], asked: tuple[str, ...], wanted: Iterable[Job]
) -> list[LeftOut]:
    """Subjects asked for, else all that the briefs could be about, for which there is no job."""
    jobs = tuple(wanted)
    made = {job.outline.subject for job in jobs}
    chosen = list(briefs)
    kinds = {kind for brief in chosen for kind in brief.subjects}
    found: list[LeftOut] = []
    for kind in KINDS:
        for id, record in materials.dataset.records.get(kind, {}).items():
            if id in made or (id not in asked if asked else kind not in kinds or _is_name(record)):
                continue
            found.append(LeftOut(id, _reason(materials, [b for b in chosen if kind in b.subjects], record)))
    return found + list(_comments(materials, dict.fromkeys(job.outline.brief.audience for job in jobs)))


def _comments(materials: Materials, audiences: Iterable[str]) -> Iterator[LeftOut]:
    """Comments that an audience would see, but for what they quote."""
    day = PartialDate.of(materials.as_of).long().replace("\u00a0", " ")
    for comment in materials.dataset.all(Commentary):
        for audience in audiences:
            if not passed(comment.date, materials.as_of) or (comment.audiences and audience not in comment.audiences):
                continue
            hidden = hidden_in(materials.view(audience), comment)
            if hidden:
                later = hidden_in(view_of(materials.dataset, date.max, materials.period, audience), comment)
                why = f"may not be seen by the audience {audience}" if later else f"was not known on {day}"
                what = (later or hidden)[0]
                yield LeftOut(f"comment {comment.id}", f"it is about or quotes {what}, which {why}")
                break


class Known(NamedTuple):
    """How many facts are known of a subject, and how much of it became known in a period and happened."""

    facts: int
    new: int
    period: Period
    as_of: date


def too_thin(job: Job, known: Known, others: Iterable[Job], audience: str) -> LeftOut:
    """A document of which too little is known, whether some of it is new, and the one that says it in less room:
    another format of the brief, else the brief that it names for this."""
    outline, brief = job.outline, job.outline.brief
    said = f"{count(known.facts, 'fact')} known, fewer than {brief.needs[outline.format]}"
    if known.new:
        said = f"{said}, though {count(known.new, 'disclosure')} became known in {known.period.text}"
    tells = "says what is known" if not known.new else "tells it" if known.new == 1 else "tells them"
    short = [
        one
        for one in others
        if one.outline.subject == outline.subject and one.outline.brief.name in (brief.name, brief.instead)
    ]
    if short:
        said = f"{said}; {short[0].path} {tells}"
    elif brief.instead:
        more = f" --audience {audience}" if audience else ""
        days = f"--period {known.period.text} --as-of {known.as_of}"
        said = f"{said}; `briefgen build {brief.instead} --for {outline.subject}{more} {days}` {tells}"
    return LeftOut(job.path, said, is_document=True)


def _is_name(record: Record) -> bool:
    """Whether it is a mere name beside others: a partner, or a therapeutic area that no asset is in."""
    return record.kind == "area" or (isinstance(record, Company) and record.partner_only)


def _reason(materials: Materials, briefs: list[Brief], record: Record) -> str:
    kind = record.kind
    if not briefs:
        return f"no brief that was chosen is about {'an' if kind[0] == 'a' else 'a'} {kind}"
    if isinstance(record, Company) and record.partner_only:
        return "it is `partner_only`, which gets no briefing of its own"
    audiences = dict.fromkeys(brief.audience for brief in briefs)
    if any(_tells(materials, record, materials.as_of, audience) for audience in audiences):
        return "it has no document in the formats asked for"
    days = sorted(day for day in _days(materials.dataset) if day > materials.as_of)
    firsts = [day for audience in audiences if (day := _first(materials, record, days, audience))]
    if not firsts:
        whom = " or ".join(audiences)
        if kind == "area":
            return f"there is no asset in it that the audience {whom} may see"
        return f"there is nothing of it that the audience {whom} may see"
    known = PartialDate.of(min(firsts)).long().replace("\u00a0", " ")
    return f"nothing known before {known}{_whose(materials.dataset, record, min(firsts))}"


def _first(materials: Materials, record: Record, days: list[date], audience: str) -> date | None:
    """The first of several days on which there is something to say of it; what is known stays known."""
    low, high = 0, len(days)
    while low < high:
        middle = (low + high) // 2
        if _tells(materials, record, days[middle], audience):
            high = middle
        else:
            low = middle + 1
    return days[low] if low < len(days) else None


def _tells(materials: Materials, record: Record, day: date, audience: str) -> bool:
    view = view_of(materials.dataset, day, materials.period, audience)
    return any(subject.id == record.id for subject in view.subjects(record.kind))


def _days(dataset: Dataset) -> set[date]:
    """Every day on which something became known or could be told."""
    dates: list[PartialDate | None] = []
    for record in dataset:
        dates += [record.announced, record.embargo_until] if isinstance(record, Sourced) else []
        dates += [record.published, record.retrieved] if isinstance(record, Source) else []
    return {when.end for when in dates if when and when.end}


def _whose(dataset: Dataset, record: Record, day: date) -> str:
    """Which source has that date."""
    ids = record.source.ids if record.source else ()
    own = [found for id in ids if isinstance(found := dataset.find("source", id), Source)]
    dated = [source.id for source in own if source.published and source.published.end == day]
    if len(own) == 1 and dated:
        return ", the date of its only source"
    return f", the date of its source {dated[0]}" if dated else ""
