"""Edits that keep every number and turn what it means: who said it, for whom it holds, what it is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.audit.files import audit_written
from briefgen.audit.numbers import Audited
from briefgen.ledger import from_json, ledger_path
from office_edits import Office, words

DECK = Path("2025-Q4/asset-deck/hs-20089.pptx")
MEDICAL = Path("2025-Q4/medical-deck/serplulimab.pptx")
REPORT = Path("2025-Q4/quarterly-briefing/hansoh.docx")
LUNG = Path("2025-Q4/area-landscape/lung-cancer.docx")


def audited(built: Path, file: Path, edit: Callable[[Office], None]) -> Audited:
    path = built / file
    office = Office(path.read_bytes())
    edit(office)
    return audit_written(path.name, office.packed(), from_json(ledger_path(path).read_bytes()))


def told(built: Path, file: Path, edit: Callable[[Office], None]) -> dict[str, str]:
    """The message of each code that the audit says of an edited file."""
    return {problem.code: problem.message for problem in audited(built, file, edit).problems}


def rewrite(start: str, old: str, new: str) -> Callable[[Office], None]:
    """Type over the first paragraph that starts so: its runs become one text."""

    def edit(office: Office) -> None:
        paragraph = next(p for p in office.paragraphs() if words(p).startswith(start) and old in words(p))
        nodes = [node for node in paragraph.iter("{*}t")]
        text = "".join(node.text or "" for node in nodes)
        assert old in text
        for node in nodes:
            if old in (node.text or ""):
                node.text = (node.text or "").replace(old, new, 1)
                return
        for node in nodes:
            node.text = ""
        nodes[0].text = text.replace(old, new, 1)

    return edit


@pytest.mark.parametrize(
    ("file", "start", "old", "new", "code"),
    [(LUNG, "Asian", "Asian patients", "All patients", "value-changed"),
     (LUNG, "Real-world study: ASTRUM", "Real-world", "Randomised", "word-changed"),
     (REPORT, "Hansoh Pharma", "Hansoh Pharma", "Independent analysts", "attribution-dropped"),
     (DECK, "Hansoh Pharma sees", "Hansoh Pharma sees", "There is", "attribution-dropped")],
)  # fmt: skip
def test_for_whom_a_value_holds_and_who_said_it_is_held(
    built: Path, file: Path, start: str, old: str, new: str, code: str
) -> None:
    def edit(office: Office) -> None:
        if file != REPORT:
            rewrite(start, old, new)(office)
            return
        row = next(row for row in office.rows() if words(row).startswith(start) and "leading" in words(row))
        next(node for node in row.iter("{*}t") if node.text == old).text = new

    assert code in told(built, file, edit)


def test_words_around_who_and_for_whom_may_be_edited(built: Path) -> None:
    assert told(built, DECK, rewrite("Hansoh Pharma sees", "sees a major unmet need", "finds much unmet need")) == {}
    assert told(built, LUNG, rewrite("Asian", "(subgroup)", "(a subgroup)")) == {}
