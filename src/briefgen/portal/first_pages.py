"""Pictures of first pages, kept beside the portal by the hash of the document that they show."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from briefgen.atomic import write_together
from briefgen.build.executors import Executor
from briefgen.build.manifest import BuiltFile
from briefgen.build.pdf import print_with, printable, read_pdf
from briefgen.files import UnreadableError, read_file
from briefgen.writers.pdf.libreoffice import soffice

FOLDER = ".portal"
WIDTH = 240
"""Dots of a picture; the page shows it at half that width."""
LARGEST = 200_000
"""Bytes of a picture that is read."""


def picture_path(output: Path, document: BuiltFile) -> Path:
    """Where the picture of a document lies."""
    return output / FOLDER / f"{document.sha256}.png"


def first_page(output: Path, document: BuiltFile) -> bytes:
    """The picture of a document's first page; empty where there is none."""
    try:
        return read_file(picture_path(output, document), LARGEST)
    except UnreadableError:
        return b""


def draw_first_pages(output: Path, entries: Iterable[BuiltFile], executor: Executor) -> None:
    """Draw what has no picture yet, from its PDF or else by LibreOffice where it is there, and remove the pictures of
    documents that are gone. A document that cannot be drawn has none."""
    entries = tuple(entries)
    wanted = {picture_path(output, document): document for document in printable(entries)}
    folder = output / FOLDER
    for path in folder.glob("*.png") if folder.is_dir() and not folder.is_symlink() else ():
        if path not in wanted:
            path.unlink(missing_ok=True)
    missing = {output / one.path: place for place, one in wanted.items() if not place.exists()}
    printed = {output / one.of: output / one.path for one in entries if one.role == "pdf"}
    for path in missing.keys() & printed.keys():
        if _drawn(output, printed[path], missing[path]):
            del missing[path]
    if not missing or not soffice():
        return
    with closing(print_with(executor, filter(Path.is_file, missing))) as results:
        for path, result in results:
            if isinstance(result, bytes):
                _keep(output, missing[path], result)


def _drawn(output: Path, pdf: Path, place: Path) -> bool:
    try:
        return _keep(output, place, read_pdf(pdf))
    except UnreadableError:
        return False


def _keep(output: Path, place: Path, pdf: bytes) -> bool:
    from briefgen.verify.pdf import PdfError, first_picture

    try:
        write_together({place: first_picture(pdf, WIDTH)}, inside=output)
    except PdfError:
        return False
    return True
