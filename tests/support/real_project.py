"""The real dataset and templates, loaded once per test process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from briefgen.briefs.brief import Brief, read_briefs
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import Outline, outline_brief
from briefgen.dataset.load import load_dataset
from briefgen.dataset.store import Dataset
from briefgen.document.document import Document
from briefgen.editor.amount import facts_of
from briefgen.values.dates import Period
from briefgen.view import Subject
from briefgen.view.view import View, view_of

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
AS_OF = date(2025, 12, 31)
PERIOD = Period.parse("2025-Q4")


@cache
def dataset() -> Dataset:
    return load_dataset(ROOT / "data")


@cache
def briefs() -> tuple[Brief, ...]:
    return read_briefs(TEMPLATES)


def real_view(audience: str = "investor", as_of: date = AS_OF, period: Period = PERIOD) -> View:
    return view_of(dataset(), as_of, period, audience)


def outlines(as_of: date = AS_OF, period: Period = PERIOD) -> Iterator[tuple[Outline, View]]:
    for brief in briefs():
        view = real_view(brief.audience, as_of, period)
        for outline in outline_brief(brief, view):
            yield outline, view


@cache
def documents(as_of: date = AS_OF, period: Period = PERIOD) -> dict[str, Document]:
    """Every document of the real project by its path."""
    return {outline.path: compose_document(outline, view, TEMPLATES) for outline, view in outlines(as_of, period)}


def built_paths() -> list[str]:
    """The paths of the documents that a build of the real project makes: those of which enough is known."""
    found = []
    for outline, view in outlines():
        subject = view.find(outline.kind, outline.subject)
        assert isinstance(subject, Subject)
        if facts_of(subject) >= outline.brief.needs.get(outline.format, 0):
            found.append(outline.path)
    return sorted(found)
