"""Formats: the kinds of files a document becomes. A new one is a folder of `writers/` and an entry of `FORMATS`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Literal

from briefgen.frozen import frozen


@frozen
class Format:
    """What the program knows of one format. A pass is named by its module and function, and loaded when it is used:
    the commands that write nothing load no writer."""

    name: str
    """The ending of its files, and its name in brief.yaml."""
    program: str
    """Who opens it."""
    kind: Literal["pages", "slides", "sheets"]
    sheet: str
    """What a reader calls one of them."""
    media: str
    """Its type on the web."""
    main: str
    """The part of the package that tells it from others."""
    writer: str
    """Document and brand become a marked package."""
    annotator: str
    """A marked package becomes the reviewer's copy; "" where the file itself says of each value what a copy would."""
    reader: str
    """A package becomes its contents, for the audit."""
    accessibility: str
    """A package becomes what is wrong with it for readers who listen, enlarge or see no colours."""
    measures: str
    """A package and a brand become what in it breaks the design; "" where there is none."""
    pdf: str
    """The filter of LibreOffice that prints it as PDF; "" where PDF is no use for it."""
    effort: int
    """How long writing one takes beside others; where several are written at once, the longest come first."""

    @property
    def ending(self) -> str:
        """The ending of its files, with the dot."""
        return f".{self.name}"


FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format(
            name="docx",
            program="Word",
            kind="pages",
            sheet="Page",
            media="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            main="word/document.xml",
            writer="briefgen.writers.word.writer:mark_word",
            annotator="briefgen.review.word:annotate_word",
            reader="briefgen.office.read:read_pages",
            accessibility="briefgen.accessibility.pages:check_pages",
            measures="briefgen.measures.pages:measure_pages",
            pdf="writer_pdf_Export",
            effort=1,
        ),
        Format(
            name="pptx",
            program="PowerPoint",
            kind="slides",
            sheet="Slide",
            media="application/vnd.openxmlformats-officedocument.presentationml.presentation",
            main="ppt/presentation.xml",
            writer="briefgen.writers.powerpoint.writer:mark_presentation",
            annotator="briefgen.review.slides:annotate_slides",
            reader="briefgen.office.read:read_slides",
            accessibility="briefgen.accessibility.slides:check_slides",
            measures="briefgen.measures.slides:measure_slides",
            pdf="impress_pdf_Export",
            effort=2,
        ),
        Format(
            name="xlsx",
            program="Excel",
            kind="sheets",
            sheet="Sheet",
            media="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            main="xl/workbook.xml",
            writer="briefgen.writers.workbook.writer:mark_workbook",
            annotator="",
            reader="briefgen.office.read:read_sheets",
            accessibility="briefgen.accessibility.sheets:check_sheets",
            measures="",
            pdf="",
            effort=0,
        ),
    )
}


PDF = "pdf"
"""The format of a copy that is printed of a finished file."""
PRINTED = tuple(format.name for format in FORMATS.values() if format.pdf)
"""Formats of which there are PDF copies."""


def pdf_path(path: str) -> str:
    """The PDF of a document, beside it: akeso.docx.pdf."""
    return f"{path}.{PDF}"


def endings() -> tuple[str, ...]:
    """The endings of all formats: .docx, .pptx, .xlsx."""
    return tuple(format.ending for format in FORMATS.values())


def one_of() -> str:
    """The endings for a hint: .docx, .pptx or .xlsx."""
    *others, last = endings()
    return f"{', '.join(others)} or {last}"


def loaded(name: str) -> Any:
    """The pass that a format names."""
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)


def modules_of(formats: Mapping[str, Format]) -> list[str]:
    """The modules that hold the writers of formats."""
    return [format.writer.partition(":")[0] for format in formats.values()]
