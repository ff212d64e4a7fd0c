"""What a project holds: its briefs and subjects, and the charts briefgen can draw, by id and in one line each."""

from __future__ import annotations

from briefgen.project import Project

KINDS = {"companies": "company", "assets": "asset", "areas": "area"}


def list_things(what: str, project: Project) -> tuple[tuple[str, str], ...]:
    """Ids and texts of briefs, companies, assets, areas or charts."""
    if what == "charts":
        return _charts()
    if what == "briefs":
        from briefgen.briefs.brief import read_briefs

        return tuple((b.name, b.summary or b.title) for b in read_briefs(project.templates, str(project.templates)))
    from briefgen.dataset.load import load_dataset

    records = load_dataset(project.data, str(project.data)).records.get(KINDS[what], {})
    return tuple((id, str(getattr(record, "name", ""))) for id, record in sorted(records.items()))


def _charts() -> tuple[tuple[str, str], ...]:
    from briefgen.charts import CHARTS

    return tuple((name, f"{chart.summary}; needs {chart.needs}") for name, chart in sorted(CHARTS.items()))
