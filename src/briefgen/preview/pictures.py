"""Documents as pictures: LibreOffice makes a PDF, whose pages are drawn."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from briefgen.formats import FORMATS
from briefgen.preview.proof import Proof, ProofSheet
from briefgen.verify.pdf import PdfError, page_pictures, page_texts
from briefgen.writers.pdf.libreoffice import INSTALL, print_files, soffice

DPI = {"slides": 96, "pages": 88}
SECONDS = 180
"""How long LibreOffice may take for one document."""


class NoPicturesError(Exception):
    """Why a document could not be shown as pictures, and what helps."""


def missing_programs() -> str:
    """What to install before pages can be shown as pictures; empty when everything is there."""
    if soffice():
        return ""
    return f"Only the text is shown, as LibreOffice cannot be found: {INSTALL}"


def with_pictures(proof: Proof, folder: Path) -> Proof:
    """The proof with a picture of every sheet; NoPicturesError when a program fails. `folder` is for scratch files."""
    scratch = folder / proof.format
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    file = scratch / f"proof.{proof.format}"
    file.write_bytes(proof.data)
    try:
        with closing(print_files(soffice(), [file], 1, SECONDS)) as results:
            _, pdf = next(results)
    except OSError as error:
        raise NoPicturesError("LibreOffice cannot be started") from error
    if isinstance(pdf, str):
        raise NoPicturesError(f"LibreOffice {pdf}")
    return replace(proof, sheets=_sheets(proof, pdf))


def _sheets(proof: Proof, pdf: bytes) -> tuple[ProofSheet, ...]:
    """Slides keep their own text; the text of pages is that of the PDF."""
    try:
        pictures = page_pictures(pdf, DPI[FORMATS[proof.format].kind])
        if FORMATS[proof.format].kind == "slides" and len(pictures) == len(proof.sheets):
            return tuple(replace(sheet, picture=picture) for sheet, picture in zip(proof.sheets, pictures, strict=True))
        pages = zip(page_texts(pdf), pictures, strict=True)
    except PdfError as error:
        raise NoPicturesError("the PDF that LibreOffice made cannot be read") from error
    return tuple(ProofSheet(number, text, picture) for number, (text, picture) in enumerate(pages, start=1))
