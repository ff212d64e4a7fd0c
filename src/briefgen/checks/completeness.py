"""Rules on references: what a reader needs to find a source again is there, or is said to be missing."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.dataset.store import Dataset
from briefgen.problems import Problem
from briefgen.records import Source

WANTED = {
    "journal_article": ("authors", "journal", "year", "pages"),
    "press_release": ("title", "year", "publisher"),
    "company_report": ("title", "year", "publisher"),
    "results_report": ("title", "year", "publisher"),
    "database": ("title", "publisher", "retrieved"),
    "website": ("title", "url", "retrieved"),
    "registry": ("title", "retrieved"),
    "congress": ("title", "authors", "year"),
    "abstract": ("title", "authors", "year"),
    "poster": ("title", "authors", "year"),
    "congress_slides": ("title", "year", "publisher"),
    "preprint": ("title", "authors", "year", "publisher"),
    "reprint": ("title", "year", "publisher"),
    "company_presentation": ("title", "year", "publisher"),
    "transcript": ("title", "year", "publisher"),
}
"""Parts of a citation by kind of source; `year` is a date of publication."""
KNOWN = ("authors", "title", "journal", "volume", "pages", "year", "publisher", "retrieved", "url", "version")


def check(dataset: Dataset) -> Iterator[Problem]:
    """Incomplete references, and parts said to be missing that are there."""
    for source in dataset.all(Source):
        lacking = [part for part in WANTED.get(source.type, ()) if not _has(source, part)]
        unsaid = [part for part in lacking if part not in source.missing]
        if unsaid:
            hint = f"add them, or say so: `missing: [{', '.join(lacking)}]`"
            yield _problem(dataset, source, "incomplete-reference", f"gives no {_or(unsaid)}", hint)
        elif lacking:
            message = f"source '{source.id}' is incomplete: it gives no {_or(lacking)}"
            origin = dataset.origin(source, ("missing",))
            yield Problem(origin, "incomplete-reference", message, "look it up and complete it", "warning")
        yield from _missing_words(dataset, source)
        if source.published is None and source.retrieved is None and source.via is None:
            hint = "add `published:` or `retrieved:`; nothing can be known before its source"
            yield _problem(dataset, source, "undated-source", "has no date", hint)


def _missing_words(dataset: Dataset, source: Source) -> Iterator[Problem]:
    for index, part in enumerate(source.missing):
        origin = dataset.origin(source, ("missing", index))
        if part not in KNOWN:
            message = f"missing: '{part}' is no part of a citation"
            yield Problem(origin, "unknown-word", message, f"use one of: {', '.join(KNOWN)}")
        elif _has(source, part):
            message = f"missing: source '{source.id}' has '{part}'"
            yield Problem(origin, "not-missing", message, "remove the word")


def _has(source: Source, part: str) -> bool:
    if part == "year":
        return source.published is not None and source.published.end is not None
    if part == "publisher":
        return bool(source.company or source.publisher)
    return bool(getattr(source, part))


def _problem(dataset: Dataset, source: Source, code: str, message: str, hint: str) -> Problem:
    return Problem(dataset.origin(source), code, f"source '{source.id}' {message}", hint)


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
