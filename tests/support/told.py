"""What is chosen to be told of a subject of the companies of the tests or of the thin data, each loaded once."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from briefgen.dataset.load import load_dataset
from briefgen.dataset.store import Dataset
from briefgen.editor.budget import Budget
from briefgen.editor.choice import told_of
from briefgen.editor.findings import findings
from briefgen.editor.materiality import read_materiality
from briefgen.editor.news import news_of
from briefgen.editor.told import Told
from briefgen.values.dates import Period
from briefgen.view import Subject
from briefgen.view.view import view_of
from support.real_project import AS_OF, PERIOD, TEMPLATES
from support.real_project import dataset as thin

COMPANIES = Path(__file__).parents[1] / "companies"


@cache
def dataset(name: str) -> Dataset:
    return thin() if name == "thin" else load_dataset(COMPANIES / name / "data", name)


@cache
def told_about(
    name: str,
    kind: str,
    id: str,
    budget: Budget | None = None,
    *,
    audience: str = "investor",
    period: Period = PERIOD,
    as_of: date = AS_OF,
) -> Told:
    view, ranking = view_of(dataset(name), as_of, period, audience), read_materiality(TEMPLATES)
    subject = view.find(kind, id)
    assert isinstance(subject, Subject)
    return told_of(subject, news_of(findings(view, subject, period, ranking)), budget or Budget(), ranking, as_of)
