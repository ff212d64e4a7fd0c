"""Documents as pictures: LibreOffice makes a PDF, poppler turns its pages into PNG."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from briefgen.formats import FORMATS
from briefgen.preview.proof import Proof, Sheet

DPI = {"slides": 96, "pages": 88}
SECONDS = 180
WHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
"""Where LibreOffice lies when it is not on the path."""


class NoPicturesError(Exception):
    """Why a document could not be shown as pictures, and what helps."""


def missing_programs() -> str:
    """What to install before pages can be shown as pictures; empty when everything is there."""
    lacking = [
        name for name, found in (("LibreOffice", _soffice()), ("poppler", shutil.which("pdftoppm"))) if not found
    ]
    if not lacking:
        return ""
    return (
        f"Only the text is shown, as {' and '.join(lacking)} cannot be found. Install with: "
        "apt-get install libreoffice-writer libreoffice-impress poppler-utils (Linux), "
        "brew install --cask libreoffice && brew install poppler (macOS), "
        "winget install TheDocumentFoundation.LibreOffice oschwartz10612.Poppler (Windows)"
    )


def with_pictures(proof: Proof, folder: Path) -> Proof:
    """The proof with a picture of every sheet; NoPicturesError when a program fails. `folder` is for scratch files."""
    scratch = folder / proof.format
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    file = scratch / f"proof.{proof.format}"
    file.write_bytes(proof.data)
    profile = (folder / "profile").resolve().as_uri()
    office = [_soffice() or "soffice", "--headless", "--norestore", f"-env:UserInstallation={profile}"]
    _run([*office, "--convert-to", "pdf", "--outdir", str(scratch), str(file)])
    pdf = scratch / "proof.pdf"
    if not pdf.is_file():
        raise NoPicturesError("LibreOffice did not open the document")
    _run(["pdftoppm", "-r", str(DPI[FORMATS[proof.format].kind]), "-png", str(pdf), str(scratch / "sheet")])
    pictures = [picture.read_bytes() for picture in sorted(scratch.glob("sheet-*.png"), key=_number)]
    return replace(proof, sheets=_sheets(proof, pictures, pdf))


def _sheets(proof: Proof, pictures: list[bytes], pdf: Path) -> tuple[Sheet, ...]:
    """Slides keep their own text; the text of pages is that of the PDF."""
    if FORMATS[proof.format].kind == "slides" and len(pictures) == len(proof.sheets):
        return tuple(replace(sheet, picture=picture) for sheet, picture in zip(proof.sheets, pictures, strict=True))
    both = zip(_page_texts(pdf, len(pictures)), pictures, strict=True)
    return tuple(Sheet(number, text, picture) for number, (text, picture) in enumerate(both, start=1))


def _page_texts(pdf: Path, pages: int) -> list[str]:
    if shutil.which("pdftotext") is None:
        return [""] * pages
    text = pdf.with_suffix(".txt")
    _run(["pdftotext", "-enc", "UTF-8", "-layout", str(pdf), str(text)])
    found = text.read_text(encoding="utf-8", errors="replace").split("\f")
    return (found + [""] * pages)[:pages]


def _soffice() -> str:
    return shutil.which("soffice") or next((place for place in WHERE if Path(place).is_file()), "")


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired as error:
        raise NoPicturesError(f"{Path(command[0]).name} took longer than {SECONDS} s") from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise NoPicturesError(f"{Path(command[0]).name} failed") from error


def _number(picture: Path) -> int:
    return int(picture.stem.rpartition("-")[2])
