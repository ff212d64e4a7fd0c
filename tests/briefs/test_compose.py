"""Composed documents of the real project: complete, traced, cited, and different where their data differ."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.briefs import check
from briefgen.briefs.brief import Brief
from briefgen.briefs.check import check_templates
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.briefs.source import check_source
from briefgen.cache import caching
from briefgen.document.blocks import Figure, Heading, Paragraph
from briefgen.document.document import Document
from briefgen.document.dump import dump_document
from briefgen.document.inlines import Cite, Inline, Text, Value
from briefgen.document.walk import traces_in, values, values_in
from briefgen.values.dates import Period
from briefgen.values.facts import NAME, REFERENCE
from support.document_words import text_in, text_of
from support.real_project import TEMPLATES, briefs, documents, outlines, real_view
from support.sampling import THOROUGH
from support.small_project import small_project

PATHS = sorted(outline.path for outline, _ in outlines())


def parts(document: Document) -> tuple[object, ...]:
    return (document.title, document.subtitle, document.meta, document.header, document.footer, *document.blocks)


def every_value(document: Document) -> list[Value]:
    return [*values(document.furniture), *values_in(document.blocks)]


def every_inline(thing: object) -> list[object]:
    if isinstance(thing, (Text, Value, Cite)):
        return [thing]
    if isinstance(thing, (tuple, list)):
        return [inline for item in thing for inline in every_inline(item)]
    fields = getattr(thing, "__dataclass_fields__", {})
    return [inline for name in fields if name != "numbers" for inline in every_inline(getattr(thing, name))]


def test_every_brief_has_every_subject():
    view = real_view()
    subjects = {kind: {s.id for s in view.subjects(kind)} for kind in ("company", "area", "asset")}
    assert {b.name for b in briefs()} == {
        "quarterly-briefing", "asset-deck", "asset-profile", "medical-deck", "area-landscape",
    }  # fmt: skip
    for brief in briefs():
        expected = {
            f"{brief.name}/{id}.{f}" for kind in brief.subjects for id in subjects[kind] for f in brief.documents
        }
        assert expected == {path for path in PATHS if path.startswith(f"{brief.name}/")}


@pytest.mark.parametrize("path", PATHS)
def test_no_digit_outside_a_value(path: str):
    loose = [i.text for i in every_inline(parts(documents()[path])) if isinstance(i, Text) and re.search(r"\d", i.text)]
    assert loose == []


@pytest.mark.parametrize("path", PATHS)
def test_every_value_leads_to_a_source_or_a_formula(path: str):
    for value in every_value(documents()[path]):
        if re.search(r"\d", value.text) and value.role not in {NAME, REFERENCE}:
            kind = value.fact.record.kind
            assert (
                value.fact.sources
                or value.fact.formula
                or kind in {"build", "brief", "source", "abbreviation", "indication"}
            ), value


@pytest.mark.parametrize("path", PATHS)
def test_every_cited_source_is_in_the_reference_list(path: str):
    document = documents()[path]
    numbered = {reference.id for reference in document.references}
    cited = {s for v in traces_in(document.blocks) if isinstance(v, (Cite, Figure)) for s in v.sources}
    assert cited <= numbered
    assert [r.number for r in document.references] == list(range(1, len(numbered) + 1))


def every_line(thing: object) -> list[str]:
    """Each paragraph, item, cell or title as text."""
    if isinstance(thing, (tuple, list)):
        if thing and all(isinstance(item, Cite) for item in thing):
            return []
        if thing and all(isinstance(item, get_args(Inline)) for item in thing):
            return [text_of(thing)]
        return [line for item in thing for line in every_line(item)]
    fields = getattr(thing, "__dataclass_fields__", {})
    return [line for name in fields if name not in {"numbers", "facts"} for line in every_line(getattr(thing, name))]


@pytest.mark.parametrize("path", PATHS)
def test_words_are_clean(path: str):
    for line in every_line(parts(documents()[path])):
        assert line.strip(), (path, "an empty line")
        found = re.search(
            r"  | [,.;:)]|\(\s|\.\.|,,|;\.|,\.|\bNone\b(?! of)|Undefined|\[\]|\(\)|N/A|\{\{|\}\}|\b(a|an) (a|an)\b|\bthe the\b",
            line,
        )
        assert not found, (found, line)
        assert not re.match(r"[,.;:]", line), line


@pytest.mark.parametrize("path", PATHS)
def test_titles_of_slides_are_there_and_fit(path: str):
    titles = ["".join(i.text for i in every_inline(b.inlines) if not isinstance(i, Cite))
              for b in documents()[path].blocks if isinstance(b, Heading) and b.level == 2]  # fmt: skip
    assert all(titles)
    if path.endswith("pptx"):
        assert [title for title in titles if len(title) > 115] == []


def test_medical_decks_are_for_professionals_and_neutral():
    for path in PATHS:
        if path.startswith("medical-deck/"):
            document = documents()[path]
            assert document.variant == "medical"
            assert "healthcare professionals only" in text_of(*document.footer).lower()
            words = text_in(document.blocks).lower()
            for claim in ("best in its class", "first anti-pd-1", "only anti-pd-1", "paradigm", "leading"):
                assert claim not in words, (path, claim)


def test_benchmarks_carry_their_caveat_and_no_asset():
    for path, document in documents().items():
        text = text_in(document.blocks)
        if "27.3%" in text:
            assert "notable OS benefit" in text, path


def test_real_world_values_are_labelled():
    for path, document in documents().items():
        text = text_in(document.blocks)
        if "17.2\u00a0months" in text:
            assert "eal-world" in text, path


def test_a_period_without_events_says_so():
    text = text_in(documents()["quarterly-briefing/hansoh.docx"].blocks)
    assert "Nothing new in Q4\u00a02025; HS-20089 was last reported in Phase\u00a0III in China" in text
    assert "What would change this note. A first result of HS-20089-101 or HS-20089-201." in text


def test_templates_are_clean_as_written():
    with caching(False):
        assert check_templates(TEMPLATES) == []


def test_templates_without_problems_are_looked_at_again_when_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    templates = small_project(tmp_path) / "templates"
    page = templates / "page" / "page.md.j2"
    looked = []
    monkeypatch.setattr(check, "check_source", lambda *given: looked.append(given) or check_source(*given))
    assert check_templates(templates) == check_templates(templates) == []
    assert len(looked) == 1
    page.write_text(page.read_text() + "\n{{ asset.nmae }}\n")
    assert [problem.code for problem in check_templates(templates)] == ["undefined"]
    assert [problem.code for problem in check_templates(templates)] == ["undefined"]
    page.write_bytes(b"\xff")
    assert [problem.code for problem in check_templates(templates)] == ["unreadable-template"]


def test_different_documents_never_dump_alike():
    dumps = {path: dump_document(document) for path, document in documents().items()}
    assert all(dumps[one] != dumps[other] for one, other in combinations(dumps, 2))


def test_a_dump_escapes_only_what_markdown_would_read():
    texts = ("27.3% (A): b_c, p<0.001 | *x* [y] a&b", "3. no list", "line\nline", "# no heading")
    blocks = tuple(Paragraph((Text(text),)) for text in texts)
    dump = dump_document(replace(documents()["quarterly-briefing/henlius.docx"], blocks=blocks), facts=False)
    assert r"27.3% (A): b_c, p<0.001 \| \*x\* \[y\] a&b" in dump
    assert "\n3\\. no list\n\nline\\\nline\n\n\\# no heading\n" in dump


def test_a_dump_holds_no_python():
    for path, document in documents().items():
        assert re.search(r"\w+\(\w+=|\\x[0-9a-f]{2}", dump_document(document)) is None, path


def test_dump_shows_where_values_come_from():
    dump = dump_document(documents()["quarterly-briefing/henlius.docx"])
    assert re.search(r"'21\.9%' \(value\) <- result/astrum-005\S+\.value at data/henlius\.yaml:\d+:\d+", dump)


@settings(max_examples=60 if THOROUGH else 20, deadline=None)
@given(
    st.sampled_from(briefs()),
    st.dates(date(2019, 1, 1), date(2026, 12, 31)),
    st.sampled_from(["2025-Q4", "2025-Q2", "2025", "2023-H2", "2025-10-01..2025-10-31"]),
)
def test_any_day_and_period_compose(brief: Brief, day: date, period: str):
    view = real_view(brief.audience, day, Period.parse(period))
    for outline in outline_brief(brief, view):
        document = compose_document(outline, view, TEMPLATES)
        for value in values_in(document.blocks):
            for source in value.fact.sources:
                published = view.find("source", source)
                assert published is not None, (outline.path, day, value)
