"""Evidence: the passage of a source's text that a locator names, and where the text states each value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen.dataset.facts import RecordedFact, facts_of
from briefgen.dataset.store import Dataset
from briefgen.frozen import frozen
from briefgen.problems import Problem
from briefgen.values.facts import Citation, FieldPath, RecordKey
from briefgen.verify.extract import SourceText
from briefgen.verify.folder import read_texts
from briefgen.verify.passages import Passages
from briefgen.verify.verdict import Outcome, read_in, verify_facts

_PARAGRAPHS = re.compile(r"\bpara(?:graph)?s?\.? (\d+)((?:(?:,| and|,? to|\s?-) ?\d+)*)", re.IGNORECASE)
_PAGE = re.compile(r"\b(?:pages?|pp?\.) ?(\d+)", re.IGNORECASE)
_SENTENCES = re.compile(r"[.!?:][)\"'\]]*$")
_SHORTEST = 40
"""Running text is longer than this; shorter blocks are headings, dates and menus."""


@frozen
class Excerpt:
    """A stretch of a source's text and where it begins: "line 24", "page 3, line 2"."""

    source: str
    place: str
    text: str


@frozen
class LookedUp:
    """What became of a value in the text of its source, as in verdict.Verdict."""

    outcome: Outcome
    passage: Excerpt


@frozen
class Evidence:
    """Passages by source id and locator, values by record and field."""

    passages: Mapping[tuple[str, str], Excerpt]
    values: Mapping[tuple[RecordKey, FieldPath], LookedUp]


def read_evidence(dataset: Dataset, folder: Path) -> tuple[Evidence, tuple[Problem, ...]]:
    """What the texts in a folder say for the facts of a dataset, and what is wrong with the folder."""
    texts = read_texts(dataset, folder)
    passages: dict[tuple[str, str], Excerpt] = {}
    for recorded in facts_of(dataset):
        for citation in recorded.fact.citations:
            key = (citation.source, citation.locator)
            read = read_in(dataset, citation.source)
            if key not in passages and read in texts.by_source:
                found = passage_at(texts.by_source[read].source, citation.locator)
                if found is not None:
                    passages[key] = Excerpt(read, *found)
    values = {
        (finding.recorded.fact.record, finding.recorded.fact.path): LookedUp(
            finding.outcome, Excerpt(finding.source, finding.place, finding.context)
        )
        for finding in verify_facts(dataset, texts.by_source).findings
    }
    return Evidence(passages, values), texts.problems


def locator_problems(dataset: Dataset, texts: Mapping[str, Passages]) -> Iterator[Problem]:
    """Locators that count a paragraph or page which the text of their source does not have, once for each record."""
    missing: dict[Citation, str] = {}
    told: set[tuple[RecordKey, Citation]] = set()
    for recorded in facts_of(dataset):
        for citation in recorded.fact.citations:
            own_text = citation.source in texts and read_in(dataset, citation.source) == citation.source
            if not own_text or (recorded.fact.record, citation) in told:
                continue
            told.add((recorded.fact.record, citation))
            if citation not in missing:
                missing[citation] = missing_part(texts[citation.source].source, citation.locator)
            if missing[citation]:
                yield _locator_problem(recorded, citation, missing[citation])


def _locator_problem(recorded: RecordedFact, citation: Citation, missing: str) -> Problem:
    message = f"{recorded.record.kind} '{recorded.record.id}' cites {missing} of {citation.source}"
    hint = "count paragraphs of running text, without headings, menus and dates"
    told = f"{message}, which its text does not have"
    return Problem(recorded.place, "locator-not-found", told, hint, "warning")


def missing_part(source: SourceText, locator: str) -> str:
    """The first paragraph or page that a locator counts and a text does not have: "paragraph 99"; else empty.

    A paragraph is missing when it cannot be found and the text has not even as many blocks that end as sentences do,
    however short; pages are known of texts that have them only.
    """
    page = _PAGE.search(locator)
    if page is not None and not any(_on_page(place, page[1]) for place in source.places):
        return f"page {page[1]}" if any(place.startswith("page ") for place in source.places) else ""
    most = sum(_SENTENCES.search(text) is not None for _, text in _blocks(source))
    for number in _numbers(locator):
        alone = _PARAGRAPHS.sub(f"paragraph {number}", locator, count=1)
        if number > most and passage_at(source, alone) is None:
            return f"paragraph {number}"
    return ""


def passage_at(source: SourceText, locator: str) -> tuple[str, str] | None:
    """Place and text of what a locator names: paragraphs of running text, counted from the beginning or from a heading
    that the locator names too, a section, or a page. None when the text has no such part."""
    page = _PAGE.search(locator)
    blocks = [block for block in _blocks(source) if page is None or _on_page(block[0], page[1])]
    start = next((number for number, (_, text) in enumerate(blocks) if _is_named(text, locator)), None)
    running = list(_running(blocks if start is None else blocks[start + 1 :], whole=start is None))
    numbers = _numbers(locator)
    if numbers:
        chosen = [running[number - 1] for number in numbers if number <= len(running)]
    else:
        chosen = [] if start is None and page is None else running
    if not chosen:
        return None
    return chosen[0][0], "\n\n".join(text for _, text in chosen)


def _blocks(source: SourceText) -> Iterator[tuple[str, str]]:
    """Place and text of what empty lines part."""
    for found in re.finditer(r"\S(?:.|\n(?!\s*\n))*", source.text):
        yield source.place(found.start()), " ".join(found.group().split())


def _on_page(place: str, page: str) -> bool:
    return re.match(rf"page {page}\b", place) is not None


def _is_named(text: str, locator: str) -> bool:
    """Whether a block is a heading that stands in the locator."""
    return len(text) < 2 * _SHORTEST and text.casefold() in (part.strip().casefold() for part in locator.split(","))


def _running(blocks: list[tuple[str, str]], *, whole: bool) -> Iterator[tuple[str, str]]:
    """Paragraphs of running text; those of a section end before the next heading."""
    begun = False
    for place, text in blocks:
        if _is_running(text):
            begun = True
            yield place, text
        elif begun and not whole:
            return


def _is_running(text: str) -> bool:
    """Whether a block is a paragraph of sentences: names, menus and headings have few small letters at their words."""
    words = text.split()
    small = sum(word[0].islower() for word in words)
    return len(text) > _SHORTEST and _SENTENCES.search(text) is not None and 3 * small > len(words)


def _numbers(locator: str) -> list[int]:
    """Numbers of paragraphs: 3; 1 and 6; 2, 4 and 5; 2 to 4."""
    found = _PARAGRAPHS.search(locator)
    if found is None:
        return []
    numbers = [int(found[1])]
    for joint, text in re.findall(r"(,? to|-|,| and) ?(\d+)", found[2]):
        first = numbers[-1] + 1 if joint.endswith(("to", "-")) else int(text)
        numbers += range(first, min(int(text), first + 50) + 1)
    return numbers
