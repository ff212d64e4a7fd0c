"""Ten times the content, four scripts, names of three hundred characters: no overlap, no overflow, nothing lost.

Everything is measured on the finished files, reopened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_word
from docx.oxml.ns import qn

from briefgen import charts
from briefgen.accessibility import check_accessibility
from briefgen.accessibility.slide_shapes import EMU, NAMES, Item, items_of, slide_size, slides_of
from briefgen.brand.brand_file import read_brand
from briefgen.briefs.brief import read_briefs
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.checks import check_dataset
from briefgen.dataset.load import load_dataset
from briefgen.dataset.store import Dataset
from briefgen.deck.abridge import CLAUSES, SETTING
from briefgen.deck.shapes import Para, Run
from briefgen.deck.text import height
from briefgen.document.addresses import located
from briefgen.document.blocks import Figure, Rail, ReferenceList, Table
from briefgen.document.document import Document
from briefgen.document.inlines import Cite, Emph, Inlines, Link, Strong, Text, Value, plain
from briefgen.document.walk import every
from briefgen.office.package import elements, open_package
from briefgen.problems import require
from briefgen.view.view import view_of
from briefgen.writers.powerpoint.writer import write_presentation
from briefgen.writers.word.writer import write_word
from support.office_text import paragraphs
from support.real_project import AS_OF, PERIOD, TEMPLATES
from support.sampling import sampled
from support.slide_sample import FakeCharts
from support.stress_data import (
    AREA,
    COMPANY,
    EVENTS,
    HEAVY,
    PARTNER,
    PROGRAMS,
    SPARSE,
    stress_records,
    write_stress_data,
)
from support.validity import faults

PAIRS = (
    (f"quarterly-briefing/{PARTNER}.docx", f"quarterly-briefing/{COMPANY}.docx"),
    (f"quarterly-briefing/{COMPANY}.pptx", f"quarterly-briefing/{PARTNER}.pptx"),
    (f"area-landscape/{AREA}.docx", f"area-landscape/{AREA}.pptx"),
    (f"asset-deck/{SPARSE}.pptx", f"asset-deck/{HEAVY}.pptx"),
    (f"medical-deck/{HEAVY}.pptx", f"medical-deck/{SPARSE}.pptx"),
    (f"asset-profile/{SPARSE}.docx", f"asset-profile/{HEAVY}.docx"),
)
"""Documents of which each run tries the first; decks for assets share their slides, so one of them is long, and the
landscape is the long one of Word."""
PATHS = [path for pair in PAIRS for path in pair]
BRAND = read_brand(TEMPLATES / "brand", "templates/brand")
TOUCH = 0.012
"""Inches that neighbours may share."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    dataset = load_dataset(write_stress_data(tmp_path_factory.mktemp("stress") / "data"))
    require(check_dataset(dataset))
    return dataset


@pytest.fixture(autouse=True)
def _plain_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts keep their real sizes and parts, only their pixels are spared."""
    monkeypatch.setattr(charts, "draw", FakeCharts().draw)


def composed(data: Dataset, path: str) -> Document:
    name, rest = path.split("/")
    subject, format = rest.split(".")
    brief = next(brief for brief in read_briefs(TEMPLATES) if brief.name == name)
    outlines = outline_brief(brief, view := view_of(data, AS_OF, PERIOD, brief.audience))
    outline = next(one for one in outlines if (one.subject, one.format) == (subject, format))
    return compose_document(outline, view, TEMPLATES)


def test_the_dataset_is_as_large_as_promised():
    records = stress_records()
    assert sum(len(asset["programs"]) for asset in records["assets"]) == PROGRAMS == 60
    assert len(records["events"]) == EVENTS == 200
    assert max(len(indication["name"]) for indication in records["indications"]) >= 300
    assert re.search("[\u4e00-\u9fff]", str(records))
    assert re.search("[\u0600-\u06ff]", str(records))


@pytest.mark.parametrize("path", sampled(PATHS, 2))
def test_everything_fits_and_nothing_is_lost(data: Dataset, tmp_path: Path, path: str):
    document = composed(data, path)
    file = tmp_path / Path(path).name
    write = write_presentation if file.suffix == ".pptx" else write_word
    file.write_bytes(write(document, BRAND))
    assert lost(document, file) == []
    assert (slide_faults(file) if file.suffix == ".pptx" else page_faults(file)) == []
    assert [str(violation) for violation in check_accessibility(file)] == []
    assert faults(file) == []


# --- nothing is lost ---------------------------------------------------------------------------------------


def lost(document: Document, file: Path) -> list[str]:
    """Texts of the document that the file does not print, speaker notes and alternative texts included."""
    printed = _bare("\n".join(paragraphs(file)))
    title = [document.title] if _bare(plain(document.title)) in printed else _parted(document.title)
    in_line = any(isinstance(block, ReferenceList) and block.run_in for block in every(document.blocks))
    on_pages = file.suffix == ".docx"
    references = [
        r.lead if on_pages and in_line else located(r.brief if on_pages else r.entry) for r in document.references
    ]
    whole = (title, document.subtitle, document.meta, document.blocks, references)
    texts = {_bare(text): text for text in _texts(whole)}
    return [
        bare
        for bare, text in texts.items()
        if not (bare in printed or _shared(bare, printed) or _in_its_subtitle(text, printed))
    ]


def _shared(text: str, printed: str) -> bool:
    """Whether the title of two lists stands over the slide that both share, behind slides of the first alone."""
    first, _, second = text.partition("and")
    return bool(second) and f"{first}(1of" in printed and f")and{second}" in printed


def _in_its_subtitle(title: str, printed: str) -> bool:
    """Whether the clauses and settings of a title are all printed, in whatever case: in it, in its subtitle, or below."""
    parts = re.split("|".join((*CLAUSES, SETTING)), title)
    return len(parts) > 1 and all(_bare(part).casefold() in printed.casefold() for part in parts)


def _parted(title: Inlines) -> list[Inlines]:
    """A title as covers set it: the name, and on a line of its own what kind of document it is."""
    name, _, kind = plain(title).partition(": ")
    return [(Text(part),) for part in (name, kind[:1].upper() + kind[1:]) if part]


def _texts(thing: Any) -> Iterator[str]:
    """Every stretch of inlines; not those that charts draw, nor the caption of a table that stands alone, nor the facts
    beside a first page, whose last ones give way where they reach below it."""
    if isinstance(thing, tuple | list):
        if thing and all(isinstance(item, Text | Value | Strong | Emph | Link | Cite) for item in thing):
            yield plain(tuple(item for item in thing if not isinstance(item, Cite)))
        else:
            for item in thing:
                yield from _texts(item)
    elif is_dataclass(thing) and not isinstance(thing, Figure | Value | Rail):
        for field in fields(thing):
            if not (isinstance(thing, Table) and field.name in ("caption", "whole")):
                yield from _texts(getattr(thing, field.name))


def _bare(text: str) -> str:
    return re.sub(r"[\s\u2011\u200e\u202a-\u202c-]+", "", text)


# --- slides ------------------------------------------------------------------------------------------------


def slide_faults(file: Path) -> list[str]:
    """Shapes that overlap, leave the slide, or are too small for their text."""
    package = open_package(file)
    width, tall = slide_size(package)
    found: list[str] = []
    for number, part in enumerate(slides_of(package), start=1):
        items = [item for item in items_of(package, part) if not item.decorative]
        for index, item in enumerate(items):
            box, where = item.box, f"slide {number}, {item.name}"
            if min(box.x, box.y, width - box.right, tall - box.bottom) < -0.001:
                found.append(f"{where} leaves the slide")
            found += [f"{where} {fault}" for fault in (_table_faults(item) if item.in_table else _text_faults(item))]
            found += [f"{where} overlaps {other.name}" for other in items[:index] if min(box.shared(other.box)) > TOUCH]
    return found


def _text_faults(item: Item) -> list[str]:
    bodies = elements(item.element, "p:txBody", NAMES)
    if not bodies:
        return []
    frame = bodies[0].find("a:bodyPr", NAMES)
    across, down = (2 * int(frame.get(side, "0")) / EMU for side in ("lIns", "tIns"))
    needed = _inches(bodies[0], item.box.w - across)
    return [f"needs {needed:.2f} in"] if needed > item.box.h - down + 0.02 else []


def _table_faults(item: Item) -> list[str]:
    assert item.table is not None
    widths = [int(column.get("w", "0")) / EMU for column in elements(item.table, "a:tblGrid/a:gridCol", NAMES)]
    rows = elements(item.table, "a:tr", NAMES)
    highs = [int(row.get("h", "0")) / EMU for row in rows]
    faults = ["is wider than its frame"] if sum(widths) > item.box.w + 0.01 else []
    faults += ["is higher than its frame"] if sum(highs) > item.box.h + 0.01 else []
    for row, high in zip(rows, highs, strict=True):
        for cell, width in zip(elements(row, "a:tc", NAMES), widths, strict=True):
            wide = sum(widths) if cell.get("gridSpan") else width
            across, down = _margins(cell)
            needed = _inches(cell.find("a:txBody", NAMES), wide - across) + down
            faults += [f"needs a row of {needed:.2f} in"] if needed > high + 0.02 else []
    return faults


def _margins(cell: Any) -> tuple[float, float]:
    """What a cell keeps free beside its text and above and below it, in inches."""
    kept = cell.find("a:tcPr", NAMES)
    left, right, top, bottom = (int(kept.get(f"mar{side}", default)) / EMU
                                for side, default in (("L", 91440), ("R", 91440), ("T", 45720), ("B", 45720)))  # fmt: skip
    return left + right, top + bottom


def _inches(body: Any, width: float) -> float:
    """Height of the paragraphs of a text body in this width, as font metrics give it."""
    return height([_para(paragraph) for paragraph in elements(body, "a:p", NAMES)], BRAND, width)


def _para(paragraph: Any) -> Para:
    runs = elements(paragraph, "a:r | a:fld", NAMES)
    looks = [run.find("a:rPr", NAMES) for run in runs]
    sizes = [int(look.get("sz")) / 100 for look in looks if look is not None and look.get("sz")]
    points = max(sizes, default=0.01)
    exact = elements(paragraph, "a:pPr/a:lnSpc/a:spcPts", NAMES)
    before = elements(paragraph, "a:pPr/a:spcBef/a:spcPts", NAMES)
    return Para(
        tuple(
            Run("".join(t.text or "" for t in run.iter(f"{{{NAMES['a']}}}t")), bold=look.get("b") == "1",
                italic=look.get("i") == "1", superscript=bool(look.get("baseline")))
            for run, look in zip(runs, looks, strict=True)
        ),
        points,
        int(exact[0].get("val")) / 100 / points if exact and sizes else 1.2,
        bullet="•" if elements(paragraph, "a:pPr/a:buChar", NAMES) else "",
        before=int(before[0].get("val")) / 100 if before else 0.0,
    )  # fmt: skip


# --- pages -------------------------------------------------------------------------------------------------


def page_faults(file: Path) -> list[str]:
    """Figures wider or higher than their place, rows that may break, tables wider than the column."""
    word = open_word(str(file))
    section = word.sections[0]
    column = section.page_width - section.left_margin - section.right_margin
    page = section.page_height - section.top_margin - section.bottom_margin
    body, found = word.element.body, []
    for drawing in body.iter(qn("wp:extent")):
        cells = list(drawing.iterancestors(qn("w:tc")))
        room = int(cells[0].find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) * 635 if cells else column
        if int(drawing.get("cx")) > room + 635 or int(drawing.get("cy")) > page:
            found.append(f"a figure of {int(drawing.get('cx')) / EMU:.2f} x {int(drawing.get('cy')) / EMU:.2f} in")
    for table in body.iter(qn("w:tbl")):
        cells = list(table.iterancestors(qn("w:tc")))
        wide = sum(int(one.get(qn("w:w"))) for one in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")) * 635
        if not cells and wide > column + 2 * 635:
            found.append(f"a table of {wide / EMU:.2f} in")
    rows = [row for row in body.iter(qn("w:tr")) if row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None]
    return found + [f"a row may break: {''.join(t.text for t in row.iter(qn('w:t')))[:60]}" for row in rows]
