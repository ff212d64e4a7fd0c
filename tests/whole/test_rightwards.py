"""A company whose names, sources and people are written from right to left: English paragraphs stay English."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from briefgen.ooxml.direction import set_apart
from briefgen.values.signs import EMBEDDED, ENDED, LEFTWARDS, unsteered
from support.foreign_company import built, valid_formats
from support.office_text import words

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Phase III", "Phase III"),
        ("نيلوماب", f"نيلوماب{LEFTWARDS}"),
        ("NIL-101 (نيلوماب)", f"NIL-101 {EMBEDDED}(نيلوماب){ENDED}{LEFTWARDS}"),
        ("NIL-101 (نيلوماب, oral)", f"NIL-101 (نيلوماب{LEFTWARDS}, oral)"),
        ("اتفاقية NIL-101 مع", f"{EMBEDDED}اتفاقية NIL-101 مع{ENDED}{LEFTWARDS}"),
        ("النيل, press release, 12 Nov 2025", f"النيل{LEFTWARDS}, press release, 12 Nov 2025"),
        (" עברית \n12", f" עברית{LEFTWARDS} \n12"),
    ],
)
def test_what_follows_a_name_is_not_turned(text: str, written: str) -> None:
    assert set_apart(text) == written
    assert unsteered(written) == text


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents of the invented company in every format; the build's own audit is clean."""
    return built(tmp_path_factory.mktemp("rightwards"), "rightwards", "nil", "nil-101")


def test_files_are_valid(output: Path) -> None:
    assert valid_formats(output) == {".docx", ".pptx", ".xlsx"}


def test_a_number_behind_a_name_stays_behind_it(output: Path) -> None:
    said = words(output / "quarterly-briefing" / "nil.pptx").replace("\u00a0", " ")
    assert re.search(rf"with نيلوماب{LEFTWARDS}, 5\.2", said)


def test_a_foreign_name_turns_no_paragraph(output: Path) -> None:
    page = docx.Document(output / "quarterly-briefing" / "nil.docx")
    turned = [p for p in page.element.body.iter(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None]
    said = ["".join(node.text or "" for node in p.iter(qn("w:t"))) for p in turned]
    assert not [text for text in said if re.search("[A-Za-z0-9]", text)]


def test_a_foreign_name_stands_below_the_head_of_its_column(output: Path) -> None:
    page = docx.Document(output / "quarterly-briefing" / "nil.docx")
    cells = [p for p in page.element.body.iter(qn("w:p")) if p.getparent().tag == qn("w:tc")]
    assert any("النيل" in "".join(node.text or "" for node in p.iter(qn("w:t"))) for p in cells)
    assert not [p for p in cells if p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None]
