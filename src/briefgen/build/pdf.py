"""PDFs beside finished documents: printed where there is none, or one of another document, and kept otherwise."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from briefgen.build.executors import Executor, cores
from briefgen.build.gates import file_hash
from briefgen.build.manifest import BuiltFile
from briefgen.files import UnreadableError, read_file
from briefgen.formats import PDF, PRINTED, pdf_path
from briefgen.problems import Origin, Problem
from briefgen.values.dates import PartialDate
from briefgen.writers.pdf.fixed import fixed, is_ours
from briefgen.writers.pdf.libreoffice import INSTALL, NotPrinted, print_files, soffice

_LARGEST = 1_000_000_000
"""Bytes of a PDF that is read."""


def printable(entries: Iterable[BuiltFile]) -> Iterator[BuiltFile]:
    """The documents that have PDFs."""
    return (entry for entry in entries if entry.role == "document" and entry.format in PRINTED)


def made_with(printer: str, document: BuiltFile) -> str:
    """What decides, beside the document, how a PDF looks: the version of LibreOffice, and the installed fonts."""
    fonts = document.current.fonts if document.current else ""
    return f"{printer}, fonts {fonts[:16]}"


def entry_of(document: BuiltFile, printer: str, data: bytes = b"", sha256: str = "") -> BuiltFile:
    """What the manifest says of the PDF of a document."""
    return replace(
        document, path=pdf_path(document.path), sha256=sha256, format=PDF, role="pdf", of=document.path,
        sheets=_pages(data) if data else 0, size=len(data), ledger="", shown="", audit=None, problems=(),
        changes=(), made_of=document.sha256, made_with=made_with(printer, document),
    )  # fmt: skip


def is_current(output: Path, entry: BuiltFile | None, document: BuiltFile, printer: str) -> bool:
    """Whether a PDF is as it was printed, and would be printed so again."""
    return (
        entry is not None
        and (entry.made_of, entry.made_with) == (document.sha256, made_with(printer, document))
        and file_hash(output / entry.path) == entry.sha256
    )


def read_pdf(path: Path) -> bytes:
    """A PDF that lies beside a document; UnreadableError when it cannot be read."""
    return read_file(path, _LARGEST)


def proves_itself(path: Path) -> bool:
    """Whether a file is a PDF as briefgen wrote it, whatever the manifest knows of it."""
    try:
        return not path.is_symlink() and is_ours(read_pdf(path))
    except UnreadableError:
        return False


def print_documents(
    output: Path, documents: Iterable[BuiltFile], executor: Executor
) -> Generator[tuple[BuiltFile, bytes | Problem], None, None]:
    """Each document with its PDF, as they are done, or with what kept it from having one."""
    by_path = {output / document.path: document for document in documents}
    with closing(print_with(executor, by_path)) as results:
        for path, result in results:
            yield by_path[path], _checked(path, by_path[path], result, executor.seconds)


def print_with(executor: Executor, files: Iterable[Path]) -> Generator[tuple[Path, bytes | NotPrinted], None, None]:
    """Files printed by LibreOffice on this machine, by as many processes as build its documents, each within its
    time."""
    return print_files(soffice(), tuple(files), min(executor.workers, cores()), executor.seconds)


def _checked(path: Path, document: BuiltFile, result: bytes | NotPrinted, seconds: float) -> bytes | Problem:
    """A PDF that can be opened, dated on the day that its document speaks from."""
    from briefgen.verify.pdf import PdfError

    if isinstance(result, bytes):
        day = PartialDate.parse(document.as_of).start
        assert day is not None
        data = fixed(result, day)
        try:
            _pages(data)
        except PdfError:
            result = "failed"
        else:
            return data
    late = f"took longer than {seconds:g} s to print as PDF" if result == "took too long" else ""
    message = late or "has no PDF: LibreOffice failed to print it, twice"
    hint = "open it in LibreOffice to see what it says" + (", or give more time with --time-limit" if late else "")
    return Problem(Origin(str(path)), "pdf-not-printed", message, hint)


def _pages(data: bytes) -> int:
    """How many pages a PDF has; what reads it is loaded where there is one."""
    from briefgen.verify.pdf import page_count

    return page_count(data)


def no_printer(output: Path) -> Problem:
    """There is no program that prints."""
    return Problem(Origin(str(output)), "no-libreoffice", "no PDF can be made, as LibreOffice is not there", INSTALL)
