"""Review copies of Word documents: a comment on each claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.run import Run

from briefgen.document.document import Document
from briefgen.ledger.ledger import Entry
from briefgen.office.passages import REVIEW_COPY
from briefgen.ooxml.marks import Marks
from briefgen.review.claim import AUTHOR, INITIALS, ClaimLine, NumberedClaim, ends_sentence, lines_of, stated
from briefgen.writers.ledgering import Marked

Anchored = tuple[list[Any], list[Entry]]
"""Runs of a claim, and the values it states."""
_STYLES = (("CommentReference", WD_STYLE_TYPE.CHARACTER, 8), ("CommentText", WD_STYLE_TYPE.PARAGRAPH, 10))


def annotate_word(marked: Marked) -> bytes:
    """The package, still marked, with a comment on every claim of its body."""
    package = docx.Document(BytesIO(marked.package))
    package.core_properties.content_status = REVIEW_COPY
    _add_styles(package)
    numbers = count(1)
    for runs, entries in _claims(package.element.body, marked.marks):
        claim = NumberedClaim(next(numbers), tuple(dict.fromkeys(entries)))
        _comment(package, runs, lines_of(claim, marked.document), marked.document)
    out = BytesIO()
    package.save(out)
    return out.getvalue()


def _add_styles(package: Any) -> None:
    """The styles that comments are written in, where the template lacks them."""
    known = {style.style_id for style in package.styles}
    for name, kind, size in _STYLES:
        if name not in known:
            style = package.styles.add_style(name, kind)
            style.font.size = Pt(size)
            style.hidden = True


def _comment(package: Any, runs: list[Any], lines: tuple[ClaimLine, ...], document: Document) -> None:
    first, last = (Run(run, package) for run in (runs[0], runs[-1]))
    comment = package.add_comment([first, last], author=AUTHOR, initials=INITIALS)
    comment.paragraphs[0].add_run(lines[0].text).bold = True
    for line in lines[1:]:
        paragraph = comment.add_paragraph()
        if line.label:
            paragraph.add_run(f"{line.label}: ").italic = True
            paragraph.add_run(line.text)
        else:
            paragraph.add_run(line.text).bold = True
    comment._comment_elm.date = datetime.fromisoformat(document.as_of or "1980-01-01").replace(tzinfo=UTC)


# --- which runs are a claim --------------------------------------------------------------------------------


def _claims(body: Any, marks: Marks) -> Iterator[Anchored]:
    """Claims in reading order: sentences of paragraphs, rows of tables, figures by their alternative text."""
    for block in body:
        if block.tag == qn("w:tbl"):
            yield from _rows(block, marks)
        elif block.tag == qn("w:p"):
            yield from _sentences(_runs(block), marks)


def _rows(table: Any, marks: Marks) -> Iterator[Anchored]:
    """A row is one claim, marked in its first cell that states something; a table of the layout has cells of blocks."""
    for row in table.iterchildren(qn("w:tr")):
        cells = list(row.iterchildren(qn("w:tc")))
        if any(cell.find(qn("w:tbl")) is not None for cell in cells):
            for cell in cells:
                yield from _claims(cell, marks)
            continue
        found = [next(_joined(_runs(cell), marks, names=len(cells) > 1), ([], [])) for cell in cells]
        runs = next((runs for runs, _ in found if runs), [])
        if runs:
            yield runs, [entry for _, entries in found for entry in entries]


def _joined(runs: Iterable[Any], marks: Marks, *, names: bool = False) -> Iterator[Anchored]:
    """All claims of some runs as one."""
    pieces = list(_pieces(runs, marks, names=names))
    stating = [number for number, (_, entries, _) in enumerate(pieces) if entries]
    if stating:
        shown = [run for run, _, _ in pieces[stating[0] : stating[-1] + 1]]
        yield shown, [entry for _, entries, _ in pieces for entry in entries]


def _sentences(runs: Iterable[Any], marks: Marks) -> Iterator[Anchored]:
    """Each sentence that states something, from its first value to its last."""
    sentence: list[Any] = []
    for run, _, ends in _pieces(runs, marks):
        sentence.append(run)
        if ends:
            yield from _joined(sentence, marks)
            sentence = []
    yield from _joined(sentence, marks)


def _pieces(runs: Iterable[Any], marks: Marks, *, names: bool = False) -> Iterator[tuple[Any, list[Entry], bool]]:
    """Each run, what it states, and whether a sentence ends in it."""
    for run in runs:
        text = "".join(node.text or "" for node in run.iter(qn("w:t")))
        alts = "".join(node.get("descr", "") for node in run.iter(qn("wp:docPr")))
        yield run, [*stated(text, marks, names=names), *stated(alts, marks)], ends_sentence(text)


def _runs(block: Any) -> Iterator[Any]:
    """Runs in reading order, those of links and fields too, but none of a text box."""
    for run in block.iter(qn("w:r")):
        if next(run.iterancestors(qn("w:txbxContent")), None) is None:
            yield run
