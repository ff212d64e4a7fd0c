"""What the program writes passes its own audit, whatever the data, the form of its charts and the template; and no
slide has a second title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from briefgen import charts
from briefgen.audit.numbers import audit_numbers
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.charts.gallery import EXAMPLES, sample_view
from briefgen.dataset.load import load_dataset
from briefgen.document.blocks import Block, Figure, Paragraph, Row, Table
from briefgen.document.document import ChartFormat, Document
from briefgen.document.inlines import Text, Value
from briefgen.office.read import read_office
from briefgen.office.slides import LISTED
from briefgen.ooxml.archive import unpacked
from briefgen.view.view import view_of
from briefgen.writers.ledgering import Written
from briefgen.writers.powerpoint.writer import trace_presentation, write_presentation
from briefgen.writers.word.writer import trace_word
from briefgen.writers.workbook.writer import trace_workbook
from reference.test_company_templates import brand_with
from support.chart_samples import brand
from support.corporate import pages, slides
from support.real_project import AS_OF, PERIOD, TEMPLATES, briefs
from support.sampling import THOROUGH, sampled
from support.slide_sample import h, register, sample

GALLERY = Path(__file__).parents[2] / "docs" / "gallery"
SAMPLE = GALLERY / "sample.yaml"
FULL = Path(__file__).parents[1] / "support" / "full_asset.yaml"
SHAPES = tuple(map(qn, ("p:sp", "p:pic", "p:graphicFrame")))
TRACED = {"pptx": trace_presentation, "docx": trace_word, "xlsx": trace_workbook}
DRAWN = ("docx", "pptx")
"""Formats with charts."""
FORMS = [*product(DRAWN, ("picture", "native", "svg"))]
if not THOROUGH:
    FORMS.remove(("docx", "svg"))  # drawn as in a deck, placed as pictures are


@cache
def gallery(form: ChartFormat, first: int = 0, every: int = 1) -> Document:
    """The charts of the gallery in chapters: all, or one of so many from a first on."""
    document = sample(blocks=tuple(_blocks(first, every)))
    words = ((Text("Charts"),),)
    return replace(
        document,
        charts=form,
        subtitle=words,
        meta=(),
        footer=(*words, ()),
        references=(),
        abbreviations=(),
        keywords=(),
    )


def part(of: Iterable[str], name: str) -> Document:
    """What goes into one of several templates: of the charts that Office can edit its share, all in a thorough run."""
    names = sorted(of)
    return gallery("native") if THOROUGH else gallery("native", names.index(name), len(names))


def _blocks(first: int, every: int) -> Iterator[Block]:
    view = sample_view(GALLERY)
    for index, (name, example) in enumerate(list(EXAMPLES.items())[first::every]):
        numbers: Any = example.numbers(view)
        if index % 9 == 0:
            yield h("Charts of the gallery", 1)
        yield h(f"Chart {name}")
        facts = tuple(Value.of(value) for value in charts.values(name, numbers))
        yield Figure(name, numbers, charts.describe(name, numbers), facts=facts)


@cache
def written(format: str, form: ChartFormat) -> Written:
    return TRACED[format](gallery(form), brand())


def problems(written: Written) -> list[str]:
    return [str(problem) for problem in audit_numbers("file", read_office(written.data), written.ledger).problems]


@pytest.mark.parametrize(("format", "form"), FORMS)
def test_every_chart_passes_the_audit(format: str, form: ChartFormat) -> None:
    assert problems(written(format, form)) == []


@pytest.mark.parametrize(("format", "form"), [*FORMS, ("xlsx", "picture")])
def test_what_a_build_audits_is_what_stands_in_the_file(format: str, form: ChartFormat) -> None:
    made = written(format, form)
    assert made.contents == read_office(made.data)
    assert list(made.parts) == sorted(unpacked(made.data))
    assert made.parts == unpacked(made.data)


@pytest.mark.parametrize("format", TRACED)
@pytest.mark.parametrize("text", ["Source: 5 of 9", "Sources:", "Slide 1", "No.", "Reference"])
def test_a_value_reads_as_what_it_looks_like(format: str, text: str) -> None:
    value = Value.of(charts.values("status", EXAMPLES["status"].numbers(sample_view(GALLERY)))[0])
    looks = replace(value, text=text)
    heads = tuple((Text(head),) for head in LISTED)
    table = Table(heads, (Row(((looks,), (Text("Reference"),))), Row(((Text("1"),), (looks,)))), ("left", "left"))
    made = TRACED[format](sample(blocks=(h(text), Paragraph((looks, Text(" is said"))), table)), brand())
    assert made.contents == read_office(made.data)


@pytest.mark.parametrize("name", sorted(slides.MAKERS))
def test_charts_and_chapters_pass_the_audit_in_a_corporate_deck(name: str, tmp_path: Path) -> None:
    written = trace_presentation(part(slides.MAKERS, name), brand_with(tmp_path, name, slides.MAKERS[name]))
    assert problems(written) == []
    assert titles(written.data) == []


@pytest.mark.parametrize("name", sorted(pages.MAKERS))
def test_charts_pass_the_audit_in_a_corporate_document(name: str, tmp_path: Path) -> None:
    assert problems(trace_word(part(pages.MAKERS, name), brand_with(tmp_path, name, pages.MAKERS[name]))) == []


# --- titles ------------------------------------------------------------------------------------------------


def titles(data: bytes) -> list[str]:
    """Slides that have not one title, and objects other than a text that say they are the title."""
    found = []
    for number, slide in enumerate(Presentation(BytesIO(data)).slides, 1):
        held = [(node, holder) for node in slide.shapes._spTree.iter() if (holder := holder_of(node)) is not None]
        titled = [node for node, holder in held if holder.get("type") in ("title", "ctrTitle")]
        texts = [
            node for node in titled if node.tag == qn("p:sp") and "".join(t.text or "" for t in node.iter(qn("a:t")))
        ]
        wrong = [node for node, holder in held if node.tag != qn("p:sp") and holder.get("idx", "0") == "0"]
        if len(titled) != 1 or texts != titled or wrong:
            found.append(f"slide {number}: {len(titled)} titles, {len(wrong)} other objects in its place")
    return found


def holder_of(node: Any) -> Any:
    """The placeholder that a shape says it fills."""
    return None if node.tag not in SHAPES else next(iter(node.xpath("./*/p:nvPr/p:ph")), None)


@pytest.mark.parametrize("form", ["picture", "native", "svg"])
def test_a_slide_has_one_title_and_nothing_else_claims_to_be_it(form: ChartFormat) -> None:
    assert titles(written("pptx", form).data) == []


def crowded() -> tuple[Block, ...]:
    """Slides with several tables and charts: a layout holds one of them, the others are shapes of their own."""
    table = next(block for block in register() if isinstance(block, Table))
    small = replace(table, rows=table.rows[:2])
    charted = [block for block in gallery("picture").blocks if isinstance(block, Figure)][:2]
    return (h("Two tables"), small, small, h("Two charts"), *charted, h("Both"), charted[0], small)


@pytest.mark.parametrize("form", ["picture", "native"])
@pytest.mark.parametrize("variant", ["investor", "medical"])
def test_several_tables_and_charts_on_a_slide_are_no_titles(variant: str, form: ChartFormat) -> None:
    assert titles(write_presentation(replace(sample(variant, crowded()), charts=form), brand())) == []


@pytest.mark.parametrize("name", sorted(slides.MAKERS))
def test_several_tables_and_charts_are_no_titles_in_a_corporate_deck(name: str, tmp_path: Path) -> None:
    assert titles(write_presentation(sample(blocks=crowded()), brand_with(tmp_path, name, slides.MAKERS[name]))) == []


def test_every_built_deck_has_one_title_on_each_slide(built: Path, portfolio: Path) -> None:
    decks = sampled(sorted([*built.rglob("*.pptx"), *portfolio.rglob("*.pptx")]), 2)
    assert len(decks) > 8
    assert {str(path): found for path in decks if (found := titles(path.read_bytes()))} == {}


# --- data --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("data", "form"), sampled([*product((FULL, SAMPLE), ("native", "picture"))], 4))
def test_shipped_briefs_of_made_up_data_pass_the_audit(data: Path, form: ChartFormat, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_bytes(data.read_bytes())
    view = view_of(load_dataset(tmp_path), AS_OF, PERIOD, "investor")
    outlines = [outline for brief in briefs() if brief.audience == "investor" for outline in outline_brief(brief, view)]
    first = {(outline.brief.name, outline.format): outline for outline in reversed(outlines)}
    assert len(first) > 3
    for outline in first.values():
        document = replace(compose_document(outline, view, TEMPLATES), charts=form)
        assert problems(TRACED[outline.format](document, brand())) == [], outline.path
