"""PDF files read by PDFium: the text of their pages, and their pages as pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

_DIVIDED = re.compile(r"(\S*?)([^\W\d_]*)\x02([^\W\d_]*)(\S*)[^\S\n]*")
"""A word that a hyphen divides at the end of a line, as PDFium tells it: a sign for the hyphen, and no line end."""
_POINTS = 72


class PdfError(Exception):
    """A file that cannot be read as a PDF; `locked` when it only wants its password."""

    def __init__(self, *, locked: bool) -> None:
        super().__init__("locked" if locked else "unreadable")
        self.locked = locked


def page_texts(content: bytes) -> list[str]:
    """The text of each page, line by line as it is set; a divided word stands whole in the line it begins in."""
    texts = [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in _pages(content)]
    known = set(re.findall(r"[^\W\d_]+", "\n".join(texts).lower()))
    return [_DIVIDED.sub(lambda word: _whole(word, known), text) for text in texts]


def page_count(content: bytes) -> int:
    """How many pages there are."""
    return sum(1 for _ in _pages(content))


def page_pictures(content: bytes, dpi: int) -> list[bytes]:
    """Each page as a PNG picture."""
    return [_picture(page, dpi) for page in _pages(content)]


def first_picture(content: bytes, width: int) -> bytes:
    """The first page as a small PNG picture of so many dots in width, in few colours; PdfError when there is none."""
    pages, out = _pages(content), BytesIO()  # the file is open as long as its pages are kept
    page = next(pages)
    drawn = page.render(scale=2 * width / page.get_width()).to_pil().convert("RGB")
    drawn.reduce(2).quantize(48).save(out, "PNG", optimize=True)
    return out.getvalue()


def _picture(page: Any, dpi: int) -> bytes:
    out = BytesIO()
    page.render(scale=dpi / _POINTS).to_pil().save(out, "PNG")
    return out.getvalue()


def _whole(word: re.Match[str], known: set[str]) -> str:
    """The word whose halves these are: without the hyphen where the text has it so elsewhere."""
    before, start, end, after = word.groups()
    return f"{before}{start}{'' if (start + end).lower() in known else '-'}{end}{after}\n"


def _pages(content: bytes) -> Iterator[Any]:
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        with PdfDocument(content) as document:
            yield from document
    except PdfiumError as error:
        raise PdfError(locked=error.err_code == FPDF_ERR_PASSWORD) from error
