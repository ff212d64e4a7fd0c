"""Pictures of first pages in the portal: from the PDF beside a document or by LibreOffice, kept until it changes."""

from __future__ import annotations

import shutil
from base64 import b64decode
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation

from briefgen.build.executors import SECONDS, local
from briefgen.build.manifest import BuiltFile
from briefgen.portal import first_pages
from briefgen.portal.first_pages import draw_first_pages, first_page, picture_path
from briefgen.portal.write import write_portal
from support.page import read_page
from support.portal_output import brand, digest, entry, fill

DECK, PAPER = "2025-Q4/asset-deck/nb-7.pptx", "2025-Q4/asset-profile/nb-7.docx"


def pdf_beside(output: Path, document: str) -> BuiltFile:
    """A PDF of one blue page beside a document."""
    path = output / f"{document}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (960, 540), "white").save(path, "PDF")
    return entry(f"{document}.pdf", role="pdf", of=document)


def test_a_picture_is_drawn_from_the_pdf_and_kept_until_the_document_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_pages, "soffice", lambda: "")
    entries = [entry(DECK), entry(PAPER), pdf_beside(tmp_path, DECK)]
    fill(tmp_path, *entries[:2])
    draw_first_pages(tmp_path, entries, local(1, SECONDS, []))
    picture = Image.open(BytesIO(first_page(tmp_path, entries[0])))
    assert picture.size == (first_pages.WIDTH, 135)
    assert picture.convert("RGB").getpixel((100, 100)) == (255, 255, 255)
    assert first_page(tmp_path, entries[1]) == b""
    path = write_portal(tmp_path, brand())
    assert path
    [shown] = read_page(path.read_text("utf-8")).all("img")
    head, _, data = shown.attributes["src"].partition(",")
    assert (head, shown.attributes["alt"]) == ("data:image/png;base64", "")
    assert b64decode(data) == first_page(tmp_path, entries[0])
    (tmp_path / f"{DECK}.pdf").unlink()
    before = picture_path(tmp_path, entries[0]).stat().st_mtime_ns
    draw_first_pages(tmp_path, entries, local(1, SECONDS, []))
    assert picture_path(tmp_path, entries[0]).stat().st_mtime_ns == before
    draw_first_pages(tmp_path, entries[1:2], local(1, SECONDS, []))
    assert not picture_path(tmp_path, entries[0]).exists()


def test_a_file_that_is_no_pdf_gives_no_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_pages, "soffice", lambda: "")
    entries = [entry(DECK), pdf_beside(tmp_path, DECK)]
    (tmp_path / f"{DECK}.pdf").write_bytes(b"%PDF-1.7 nothing")
    draw_first_pages(tmp_path, entries, local(1, SECONDS, []))
    assert first_page(tmp_path, entries[0]) == b""


def test_a_pdf_that_is_gone_and_a_document_that_does_not_print_give_no_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [entry(DECK), entry(PAPER), pdf_beside(tmp_path, DECK)]
    fill(tmp_path, *entries[:2])
    (tmp_path / f"{DECK}.pdf").unlink()
    monkeypatch.setattr(first_pages, "soffice", lambda: "soffice")

    def failing(executor: object, files: Iterable[Path]) -> Iterator[tuple[Path, str]]:
        yield from ((path, "failed") for path in files)

    monkeypatch.setattr(first_pages, "print_with", failing)
    draw_first_pages(tmp_path, entries, local(1, SECONDS, []))
    assert [first_page(tmp_path, one) for one in entries[:2]] == [b"", b""]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_draws_what_has_no_pdf(tmp_path: Path) -> None:
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "NB-7"
    (tmp_path / DECK).parent.mkdir(parents=True)
    deck.save(str(tmp_path / DECK))
    draw_first_pages(tmp_path, [entry(DECK)], local(1, SECONDS, []))
    picture = Image.open(BytesIO(first_page(tmp_path, entry(DECK)))).convert("L")
    assert picture.size == (first_pages.WIDTH, 180)
    assert picture.getextrema()[0] < 128 < picture.getextrema()[1]
    assert picture_path(tmp_path, entry(DECK)).name == f"{digest(DECK)}.png"
