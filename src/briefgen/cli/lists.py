"""What a project holds, in one line each: briefs, subjects, conflicts, comments, what they can quote; and charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.project import Project
from briefgen.records import Commentary
from briefgen.values.quantity import Quantity

if TYPE_CHECKING:
    from briefgen.dataset.store import Dataset

KINDS = {"companies": "company", "assets": "asset", "areas": "area"}


def list_things(what: str, project: Project) -> tuple[tuple[str, str], ...]:
    """Ids and texts of briefs, companies, assets, areas, charts, conflicts, remarks, comments or values."""
    if what == "charts":
        return _charts()
    if what == "briefs":
        from briefgen.briefs.brief import read_briefs

        return tuple((b.name, b.summary or b.title) for b in read_briefs(project.templates, str(project.templates)))
    from briefgen.dataset.load import load_dataset

    dataset = load_dataset(project.data, str(project.data))
    if what == "conflicts":
        return _conflicts(dataset)
    if what == "remarks":
        return _remarks(dataset)
    if what == "comments":
        return _comments(dataset)
    if what == "values":
        from briefgen.dataset.quotes import quotable

        return tuple((f"{{{name}}}", str(value)) for name, value in quotable(dataset) if isinstance(value, Quantity))
    records = dataset.records.get(KINDS[what], {})
    return tuple((id, str(getattr(record, "name", ""))) for id, record in sorted(records.items()))


def _conflicts(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    """Each statement of each conflict: what is told and why, what is rejected, what is undecided."""
    from briefgen.dataset.conflicts import conflicts_of

    return tuple(
        (conflict.what, f"{conflict.verdict(said)}: {said}{f': {said.reason}' if said.reason else ''}")
        for conflict in conflicts_of(dataset)
        for said in conflict.said
    )


def _remarks(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    """Each remark with its record and place."""
    from briefgen.dataset.remarks import remarks_of

    found = remarks_of(dataset)
    return tuple((f"{seen.record.kind} {seen.record.id}", f"{seen.text} ({seen.origin})") for seen in found)


def _comments(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    """Each comment of the house: whose, of when, on what, and how it begins."""
    return tuple(
        (c.id, f"{c.author}, {c.date.long()}, on {c.subject[1]}: {' '.join(c.text.split())[:80]}")
        for c in dataset.all(Commentary)
    )


def _charts() -> tuple[tuple[str, str], ...]:
    from briefgen.charts import CHARTS

    return tuple((name, f"{chart.summary}; needs {chart.needs}") for name, chart in sorted(CHARTS.items()))
