"""Workbooks: days are days, exact numbers are numbers, texts are never formulas; whatever is changed is found."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from briefgen.accessibility import check_accessibility
from briefgen.audit.files import audit_written
from briefgen.brand.brand_file import read_brand
from briefgen.briefs.brief import read_briefs
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import Outline
from briefgen.dataset.load import load_dataset
from briefgen.document.blocks import DefinitionList, Heading, Metrics, Paragraph, ReferenceList
from briefgen.document.document import Document, Reference
from briefgen.document.inlines import Text
from briefgen.office.read import read_office
from briefgen.problems import ProblemsFoundError
from briefgen.values.dates import Period
from briefgen.view.view import view_of
from briefgen.writers.ledgering import Written
from briefgen.writers.workbook.writer import LONGEST, trace_workbook, write_workbook
from support.real_project import TEMPLATES

DATA = """
sources: [{id: s, type: press_release, tier: company_release, company: acme, title: S, published: 2025-06-10}]
companies: [{id: acme, name: Acme, source: s}, {id: partner, name: '=1+1', partner_only: true, source: s}]
assets: [{id: ac-1, name: AC-1, company: acme, source: s}]
events:
  - {id: day, type: publication, title: Told, date: 2025-06-10, companies: acme, assets: ac-1, source: s}
  - {id: month, type: publication, title: Said, date: 2025-05, companies: acme, assets: ac-1, source: s}
deals:
  - {id: one, type: out_license, assets: ac-1, licensor: acme, licensee: partner, signed: 2025-06-01, upfront: USD 5.50 million, source: s}
  - {id: two, type: out_license, assets: ac-1, licensor: acme, licensee: partner, upfront: up to USD 7 million, source: s}
  - {id: secret, type: out_license, assets: ac-1, licensor: acme, licensee: partner, upfront: USD 9 million, audiences: internal, source: s}
"""
BRAND = read_brand(TEMPLATES / "brand", "templates/brand")


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "all.yaml").write_text(DATA)
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    return compose_document(Outline(_brief(), "company", "acme", "xlsx"), view, TEMPLATES)


@cache
def _brief():
    return next(brief for brief in read_briefs(TEMPLATES) if brief.name == "quarterly-briefing")


def _parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _sheet(parts: dict[str, bytes], name: str) -> tuple[str, str]:
    names = re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"].decode())
    part = f"xl/worksheets/sheet{names.index(name) + 1}.xml"
    return part, parts[part].decode()


def _changed(written: Written, sheet: str, old: str, new: str) -> list[str]:
    parts = _parts(written.data)
    part, text = _sheet(parts, sheet) if sheet else ("xl/workbook.xml", parts["xl/workbook.xml"].decode())
    assert old in text
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, data in (parts | {part: text.replace(old, new, 1).encode()}).items():
            package.writestr(name, data)
    return [f"{one.code}: {one.message}" for one in audit_written("x.xlsx", out.getvalue(), written.ledger).problems]


def test_cells_are_what_they_say(document: Document) -> None:
    parts = _parts(write_workbook(document, BRAND))
    events, deals = _sheet(parts, "Events")[1], _sheet(parts, "Deals")[1]
    assert "<v>45818</v>" in events  # 10 June 2025
    assert "May\u00a02025</t>" in events  # a month is no day
    assert re.search(r"<v>5\.50</v>", deals)
    assert "USD\u00a05.50\u00a0million</t>" in deals
    assert "<v>7</v>" not in deals
    for name in ("autoFilter", 'state="frozen"', 'orientation="landscape"', "&amp;P of &amp;N"):
        assert name in deals
    assert "_xlnm.Print_Titles" in parts["xl/workbook.xml"].decode()


def test_the_same_document_gives_the_same_bytes_and_reads_back_whole(document: Document) -> None:
    written = trace_workbook(document, BRAND)
    assert written.data == write_workbook(document, BRAND)
    audit = audit_written("x.xlsx", written.data, written.ledger)
    assert (audit.problems, audit.edits.reworded) == ((), 0)
    assert check_accessibility(BytesIO(written.data)) == ()
    said = {passage.text for passage in read_office(written.data).passages}
    assert {"10\u00a0June\u00a02025", "May\u00a02025", "5.5", "deal/one"} <= said


def test_no_text_becomes_a_formula(document: Document) -> None:
    parts = _parts(write_workbook(document, BRAND))
    assert not any(b"<f>" in data for name, data in parts.items() if "worksheets" in name)
    assert b"quotePrefix" in parts["xl/styles.xml"]
    assert "=1+1</t>" in _sheet(parts, "Deals")[1]


def test_an_audience_gets_what_it_may_see(document: Document) -> None:
    assert not any(b"secret" in data for data in _parts(write_workbook(document, BRAND)).values())


@pytest.mark.parametrize(
    ("sheet", "old", "new", "code"),
    [
        ("Deals", "<v>5.50</v>", "<v>6.50</v>", "value-changed"),
        ("Events", "<v>45818</v>", "<v>45819</v>", "value-changed"),
        ("Deals", "up\u00a0to USD", "USD", "value-changed"),
        ("Deals", "up\u00a0to USD\u00a07", "up\u00a0to USD\u00a08", "value-changed"),
        ("", '<sheet name="Deals"', '<sheet state="hidden" name="Deals"', "sheet-hidden"),
    ],
)
def test_what_is_changed_is_found(document: Document, sheet: str, old: str, new: str, code: str) -> None:
    found = _changed(trace_workbook(document, BRAND), sheet, old, new)
    assert len(found) == 1
    assert found[0].startswith((code, "qualifier-dropped")), found
    assert "sheet 'Deals'" in found[0] or "sheet 'Events'" in found[0]


def test_rows_may_be_sorted(document: Document) -> None:
    written = trace_workbook(document, BRAND)
    text = _sheet(_parts(written.data), "Deals")[1]
    two, three = (re.search(rf'<row r="{n}".*?</row>', text, re.DOTALL)[0] for n in (2, 3))
    swapped = [re.sub(rf'r="([A-Z]*){a}"', rf'r="\g<1>{b}"', row) for row, a, b in ((three, 3, 2), (two, 2, 3))]
    assert _changed(written, "Deals", two + three, "".join(swapped)) == []


def test_a_text_that_no_cell_holds_is_told(document: Document) -> None:
    long = replace(document, blocks=(Heading(2, (Text("About"),)), Paragraph((Text("a" * (LONGEST + 1)),))))
    with pytest.raises(ProblemsFoundError) as found:
        write_workbook(long, BRAND)
    assert [problem.code for problem in found.value.problems] == ["too-large"]


def test_sheets_have_names_that_programs_take(document: Document) -> None:
    section = (Heading(2, (Text("All: [a/b] and whatever else is known of it"),)), Paragraph((Text("x"),)))
    data = write_workbook(replace(document, blocks=section * 3), BRAND)
    names = re.findall(r'<sheet name="([^"]+)"', _parts(data)["xl/workbook.xml"].decode())
    assert len({name.casefold() for name in names}) == 3
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_terms_figures_and_references_stand_in_two_columns(document: Document) -> None:
    def text(said: str) -> tuple[Text, ...]:
        return (Text(said),)

    blocks = (
        Heading(2, text("Facts")), DefinitionList(((text("Type"), text("Antibody")),)), Metrics(((text("4"), text("trials")),)),
        Heading(2, text("Sources")), ReferenceList(),
    )  # fmt: skip
    reference = Reference("s", 1, text("Acme. S. Press release, 10 June 2025."), text("Acme"), text("Acme"))
    found = write_workbook(replace(document, blocks=blocks, references=(reference,)), BRAND)
    cells = {one.text: (one.place.section, one.place.row, one.place.column) for one in read_office(found).passages}
    for left, right in (("Type", "Antibody"), ("4", "trials"), ("s", "Acme. S. Press release, 10 June 2025.")):
        assert cells[left][:2] == cells[right][:2]
        assert cells[left][2] + 1 == cells[right][2]
