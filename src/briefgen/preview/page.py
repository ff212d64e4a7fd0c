"""The page of the preview: sheets at the left, their text and problems beside them."""

from __future__ import annotations

from briefgen.formats import FORMATS
from briefgen.frozen import frozen
from briefgen.preview.proof import Proof
from briefgen.problems import Problem
from briefgen.trace.html import fill
from briefgen.values.counting import count


@frozen
class PageState:
    """What the page shows at a moment; `stale` are the formats that could not be built from the newest files."""

    version: int
    title: str
    about: str
    proofs: tuple[Proof, ...] = ()
    problems: tuple[Problem, ...] = ()
    notice: str = ""
    stale: tuple[str, ...] = ()


def html(view: PageState, doing: str) -> str:
    """The whole page."""
    wrong = {proof.format: _accessibility(proof) for proof in view.proofs}
    return fill(__package__, "page.html", view=view, doing=doing, formats=FORMATS, accessibility=wrong)


def _accessibility(proof: Proof) -> str:
    wrong = sum(len(sheet.problems) for sheet in proof.sheets) + len(proof.problems)
    return count(wrong, "problem") if wrong else "no problems"
