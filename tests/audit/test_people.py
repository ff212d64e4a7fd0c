"""What people and programs do to files all day raises no alarm; what is hidden from readers does."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from briefgen.audit.files import audit_written
from briefgen.ledger import ledger_path
from briefgen.ledger.ledger import from_json
from briefgen.problems import Problem
from support.office_edits import Office, W, words

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DECK = Path("2025-Q4/asset-deck/hs-20089.pptx")
REPORT = Path("2025-Q4/quarterly-briefing/henlius.docx")


def problems(built: Path, file: Path, edit: Callable[[Office], None]) -> tuple[Problem, ...]:
    path = built / file
    office = Office(path.read_bytes())
    edit(office)
    return audit_written(path.name, office.packed(), from_json(ledger_path(path).read_bytes())).problems


def parsed(office: Office, part: str) -> etree._Element:
    office.trees[part] = etree.fromstring(office.parts[part])
    return office.trees[part]


def move_slide(office: Office) -> None:
    slides = next(parsed(office, "ppt/presentation.xml").iter(f"{P}sldIdLst"))
    slides.append(slides[3])


def copy_slide(office: Office) -> None:
    slides = next(parsed(office, "ppt/presentation.xml").iter(f"{P}sldIdLst"))
    relations = parsed(office, "ppt/_rels/presentation.xml.rels")
    relation = next(node for node in relations if node.get("Id") == slides[2].get(f"{R}id"))
    relation = deepcopy(relation)
    relation.set("Id", "rIdCopy")
    relation.set("Target", "slides/slide99.xml")
    relations.append(relation)
    added = deepcopy(slides[2])
    added.set("id", "999")
    added.set(f"{R}id", "rIdCopy")
    slides.append(added)
    office.trees["ppt/slides/slide99.xml"] = deepcopy(office.trees["ppt/slides/slide3.xml"])
    office.parts["ppt/slides/slide99.xml"] = b""
    office.parts["ppt/slides/_rels/slide99.xml.rels"] = office.parts["ppt/slides/_rels/slide3.xml.rels"]


def move_row(office: Office) -> None:
    row = next(row for row in office.rows() if "2025" in words(row) and row.getnext() is not None)
    below = row.getnext()
    assert below is not None
    below.addnext(row)


def plain_signs(office: Office) -> None:
    for node in office.texts():
        node.text = (node.text or "").replace("\u00a0", " ").replace("–", "-")


def cut_runs(office: Office) -> None:
    for node in list(office.texts()):
        run = node.getparent()
        if (
            run is not None
            and str(run.tag).endswith("}r")
            and len(node.text or "") > 3
            and len(run.findall(node.tag)) == 1
        ):
            second = deepcopy(run)
            run.addnext(second)
            node.text, next(second.iter(node.tag)).text = (node.text or "")[:2], (node.text or "")[2:]


def insert_table(office: Office) -> None:
    *_, table = office.trees["word/document.xml"].iter(f"{W}tbl")
    added = deepcopy(table)
    for node in added.iter(f"{W}t"):
        node.text = "words"
    table.addprevious(added)


@pytest.mark.parametrize(
    ("file", "edit"),
    [(DECK, move_slide), (DECK, copy_slide), (REPORT, move_row), (DECK, plain_signs), (REPORT, plain_signs),
     (DECK, cut_runs), (REPORT, cut_runs), (REPORT, insert_table)],
)  # fmt: skip
def test_what_changes_no_value_raises_no_alarm(built: Path, file: Path, edit: Callable[[Office], None]) -> None:
    assert problems(built, file, edit) == ()


def test_a_slide_taken_out_is_one_problem(built: Path) -> None:
    def edit(office: Office) -> None:
        slides = next(parsed(office, "ppt/presentation.xml").iter(f"{P}sldIdLst"))
        slides.remove(slides[3])

    found = problems(built, DECK, edit)
    assert [problem.code for problem in found] == ["value-removed"]
    assert "slide 4" in found[0].message


def hide_shape(office: Office) -> None:
    shape = next(
        node for node in office.trees["ppt/slides/slide4.xml"].iter(f"{P}sp") if any(c.isdigit() for c in words(node))
    )
    next(shape.iter(f"{P}cNvPr")).set("hidden", "1")


def draw_on_layout(office: Office) -> None:
    for name in [name for name in office.parts if name.startswith("ppt/slideLayouts/slideLayout")]:
        layout = parsed(office, name)
        shape = deepcopy(next(node for node in office.trees["ppt/slides/slide4.xml"].iter(f"{P}sp")))
        for holder in list(shape.iter(f"{P}ph")):
            parent = holder.getparent()
            assert parent is not None
            parent.remove(holder)
        for node in shape.iter(f"{A}t"):
            node.text = "77.1%"
        next(layout.iter(f"{P}spTree")).append(shape)


def type_formula(office: Office) -> None:
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    paragraph = next(p for p in office.trees["word/document.xml"].iter(f"{W}p") if words(p))
    paragraph.append(etree.fromstring(f'<m:oMath xmlns:m="{math}"><m:r><m:t>77.1%</m:t></m:r></m:oMath>'))


def type_word_art(office: Office) -> None:
    run = next(node for node in office.trees["word/document.xml"].iter(f"{W}r"))
    run.append(
        etree.fromstring('<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="77.1%"/></v:shape>')
    )


def type_in_page_field(office: Office) -> None:
    fields = (node for tree in office.trees.values() for node in tree.iter(f"{W}instrText"))
    field = next(node for node in fields if (node.text or "").split()[0] == "PAGE")
    paragraph = next(node for node in field.iterancestors(f"{W}p"))
    list(paragraph.iter(f"{W}t"))[-1].text = "77.1"


def copy_shape_and_change_it(office: Office) -> None:
    shape = next(n for n in office.trees["ppt/slides/slide4.xml"].iter(f"{P}sp") if any(c.isdigit() for c in words(n)))
    added = deepcopy(shape)
    node = next(node for node in added.iter(f"{A}t") if any(c.isdigit() for c in node.text or ""))
    node.text = "".join("7" if letter.isdigit() else letter for letter in node.text or "")
    shape.addprevious(added)


def type_source_line(office: Office) -> None:
    line = next(p for p in office.paragraphs() if words(p).startswith(("Source: ", "Sources: ")))
    added = deepcopy(line)
    for number, node in enumerate(added.iter("{*}t")):
        node.text = "" if number else "Source: the web."
    line.addnext(added)


@pytest.mark.parametrize(
    ("file", "edit"),
    [(DECK, hide_shape), (DECK, copy_shape_and_change_it), (DECK, draw_on_layout), (REPORT, type_formula), (REPORT, type_word_art),
     (REPORT, type_in_page_field), (REPORT, type_source_line), (DECK, type_source_line)],
)  # fmt: skip
def test_what_readers_cannot_check_is_found(built: Path, file: Path, edit: Callable[[Office], None]) -> None:
    assert 1 <= len(problems(built, file, edit)) <= 8
