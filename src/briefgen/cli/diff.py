"""The command that tells what changed between two days."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options

if TYPE_CHECKING:
    from briefgen.editor import Change
    from briefgen.values.dates import Period
    from briefgen.view import Subject
    from briefgen.view.view import View

SUBJECTS = ("company", "asset", "area")


@click.command()
@click.argument("before", type=options.PeriodType(), metavar="BEFORE")
@click.argument("after", type=options.PeriodType(), metavar="AFTER")
@click.option("--for", "subjects", multiple=True, metavar="ID", help="Only this company, asset or area; repeatable.")
@options.audience
@options.data
@options.json
def diff(
    before: Period, after: Period, subjects: tuple[str, ...], audience: str | None, data: Path | None, as_json: bool
) -> None:
    """Tell what changed between two days.

    BEFORE and AFTER are days (2025-09-30) or periods (2025-Q3), which stand for their last day. Without --for: all
    companies.
    """
    if before.end >= after.end:
        raise click.UsageError(f"{before.text} does not end before {after.text}; give the earlier one first")
    from briefgen.cli.output import answer, print_json
    from briefgen.dataset.load import load_dataset
    from briefgen.editor import changes
    from briefgen.values.dates import Period
    from briefgen.view.view import view_of

    dataset = load_dataset(data or Path("data"), str(data or "data"))
    since = Period.parse(f"{before.end + timedelta(days=1)}..{after.end}")
    seen_by = audience or "investor"
    then = view_of(dataset, before.end, since, seen_by)
    now = view_of(dataset, after.end, since, seen_by)
    found = [(subject, changes(then, now, subject)) for subject in chosen(now, subjects)]
    if as_json:
        print_json({
            "version": 1, "before": before.end.isoformat(), "after": after.end.isoformat(), "audience": seen_by,
            "subjects": [
                {"id": subject.id, "name": str(subject.name), "changes": [_as_json(one) for one in rows]}
                for subject, rows in found
            ],
        })  # fmt: skip
        return
    answer("\n\n".join(_text(subject, rows, before.end, after.end) for subject, rows in found))


def chosen(view: View, wanted: tuple[str, ...]) -> tuple[Subject, ...]:
    """The companies, assets and areas asked for; all companies when none is."""
    from briefgen.problems import did_you_mean
    from briefgen.project import SelectionError

    if not wanted:
        return view.companies
    known = {subject.id: subject for kind in SUBJECTS for subject in view.subjects(kind)}
    for id in wanted:
        if id not in known:
            hint = did_you_mean(id, known)
            raise SelectionError(f"no company, asset or area '{id}' is in view; {hint}")
    return tuple(known[id] for id in dict.fromkeys(wanted))


def _text(subject: Subject, rows: tuple[Change, ...], before: date, after: date) -> str:
    from briefgen.values.counting import count
    from briefgen.values.dates import PartialDate

    days = " to ".join(PartialDate.of(day).long() for day in (before, after))
    head = f"{subject.name}: {count(len(rows), 'change') if rows else 'no change'} from {days}"
    return "\n".join((head, *map(_row, rows))).replace("\u00a0", " ")


def _row(one: Change) -> str:
    step = f"{one.before} → {one.now}" if one.before else one.now
    if one.kind == "source changed" and one.now.startswith(one.what):
        step = f"{one.before}; its source came after that"
    told = "" if one.now.startswith(one.what) and not one.before else f"{one.what}: "
    known = [f"known {one.known.with_preposition()}"] if one.known else []
    causes = [str(cause.title) for cause in one.causes if cause != one.record]
    notes = "; ".join((*known, *causes, f"sources: {', '.join(one.sources)}"))
    return f"  {one.kind}: {told}{step}\n      {notes}"


def _as_json(one: Change) -> dict[str, Any]:
    fact = one.record.fact
    return {
        "kind": one.kind,
        "what": one.what,
        "field": one.field,
        "before": one.before or None,
        "now": one.now,
        "known": one.known.text if one.known else None,
        "record": str(fact.record),
        "causes": [cause.id for cause in one.causes],
        "sources": list(one.sources),
        "file": str(fact.origin),
    }
