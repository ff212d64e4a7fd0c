"""Edits that keep every number and turn what it means: who said it, for whom it holds, what it is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.audit.audited import Audited
from briefgen.audit.files import audit_written
from briefgen.cli.main import main
from briefgen.ledger import ledger_path
from briefgen.ledger.ledger import from_json
from briefgen.office.passages import Place
from support.office_edits import Office, words

DECK = Path("2025-Q4/asset-deck/hs-20089.pptx")
MEDICAL = Path("2025-Q4/medical-deck/serplulimab.pptx")
REPORT = Path("2025-Q4/quarterly-briefing/hansoh.docx")
LUNG = Path("2025-Q4/area-landscape/lung-cancer.docx")
POINTS = Path("2025-Q4/quarterly-briefing/henlius.docx")


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
        nodes = list(paragraph.iter("{*}t"))
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
    [(MEDICAL, "OS rate at 4 years 21.9", "Asian patients", "All patients", "value-changed"),
     (LUNG, "ASTRUM-005R: Real-world study", "Real-world", "Randomised", "value-changed"),
     (POINTS, "ASTRUM-005R reports", "real-world", "randomised", "word-changed"),
     (MEDICAL, "Real-world study; its", "randomised", "smaller", "word-changed"),
     (MEDICAL, "Rates are dots", "subgroup", "group", "word-changed"),
     (MEDICAL, "Stage by indication", "uses are investigational", "uses are approved", "word-changed"),
     (DECK, "Investigational: the", "Investigational", "Established", "word-changed"),
     (LUNG, "Prof. Liu Junling, Sun Yat-sen University Cancer Center (claim", "Prof. Liu Junling", "An analyst", "attribution-dropped"),
     (DECK, "Hansoh Pharma sees", "Hansoh Pharma sees", "There is", "attribution-dropped")],
)  # fmt: skip
def test_for_whom_a_value_holds_and_who_said_it_is_held(
    built: Path, file: Path, start: str, old: str, new: str, code: str
) -> None:
    assert code in told(built, file, rewrite(start, old, new))


def test_words_around_who_and_for_whom_may_be_edited(built: Path) -> None:
    assert told(built, DECK, rewrite("Hansoh Pharma sees", "sees a major unmet need", "finds much unmet need")) == {}
    assert told(built, MEDICAL, rewrite("OS rate at 4 years 21.9", "(subgroup)", "(a subgroup)")) == {}


def remove(start: str) -> Callable[[Office], None]:
    """Take out the first paragraph that starts so."""

    def edit(office: Office) -> None:
        for node in next(p for p in office.paragraphs() if words(p).startswith(start)).iter("{*}t"):
            node.text = ""

    return edit


@pytest.mark.parametrize(
    ("file", "edit", "code"),
    [(DECK, rewrite("This briefing repeats", "statements published", "certainties published"), "statement-changed"),
     (DECK, remove("They are predictions"), "statement-removed"),
     (DECK, remove("Please read the important notice"), "statement-removed"),
     (DECK, remove("Cross-trial display"), "statement-removed"),
     (MEDICAL, remove("For healthcare professionals only. Not for promotional use. Not for"), "statement-removed"),
     (REPORT, remove("Forward-looking statements"), "statement-removed"),
     (DECK, rewrite("The NMPA", "is not an approval", "is an approval"), "negation-changed"),
     (DECK, rewrite("None of these", "None of these values is a result", "These values are results"), "negation-changed"),
     (DECK, rewrite("Ovarian cancer and other", "not an approval", "an approval"), "negation-changed")],
)  # fmt: skip
def test_what_protects_the_reader_is_held(built: Path, file: Path, edit: Callable[[Office], None], code: str) -> None:
    assert code in told(built, file, edit)


def test_one_negation_may_stand_for_another(built: Path) -> None:
    assert told(built, DECK, rewrite("None of these", "None of these values is", "Not one of these values is")) == {}


def test_the_difference_is_shown_with_the_words_around_it(built: Path) -> None:
    found = audited(built, DECK, rewrite("The NMPA", "is not an approval", "is an approval")).problems[0]
    assert "'not' is gone; it reads '...PROC, announced 1" in found.message
    assert found.message.endswith("is an approval'")
    assert found.hint.endswith("is not an approval'")


def hide_slide(office: Office) -> None:
    office.trees["ppt/slides/slide7.xml"].set("show", "0")


def swap_pictures(office: Office) -> None:
    names = sorted(name for name in office.parts if "/media/" in name and name.endswith(".png"))
    office.parts[names[0]], office.parts[names[1]] = office.parts[names[1]], office.parts[names[0]]


@pytest.mark.parametrize("file", [DECK, REPORT])
def test_a_picture_that_was_swapped_is_found(built: Path, file: Path) -> None:
    found = audited(built, file, swap_pictures)
    assert {problem.code for problem in found.problems} == {"picture-changed"}
    assert found.edits.replaced >= 1


def test_a_hidden_slide_is_found(built: Path) -> None:
    found = audited(built, DECK, hide_slide)
    assert [problem.message for problem in found.problems] == ["slide 7: a show leaves the slide out"]
    assert str(found.edits) == "1 slide hidden"


def test_what_was_reworded_removed_or_added_is_counted(built: Path) -> None:
    def edit(office: Office) -> None:
        rewrite("Standard treatment", "is surgery", "means surgery")(office)
        rewrite("Target biology", "works", "acts")(office)
        remove("Course, treatment and need")(office)

    found = audited(built, DECK, edit)
    assert found.problems == ()
    assert str(found.edits) == "2 passages reworded, 1 passage removed"


@pytest.mark.parametrize("format", ["docx", "pptx"])
def test_untouched_files_have_no_edits(built: Path, format: str) -> None:
    for path in sorted(built.rglob(f"*.{format}")):
        ledger = from_json(ledger_path(path).read_bytes())
        assert str(audit_written(path.name, path.read_bytes(), ledger).edits) == ""


CASES = "Ovarian cancer accounted"


@pytest.mark.parametrize(
    ("start", "old", "new"),
    [(CASES, "for approximately\u00a0324,603 new cases and around\u00a0206,956 deaths worldwide in 2022",
      "in 2022 for approximately\u00a0324,603 new cases and around\u00a0206,956 deaths worldwide"),
     ("The NMPA", "for PROC, announced 1\u00a0May\u00a02025,", "announced 1\u00a0May\u00a02025 for PROC"),
     ("Standard treatment", "Standard", "HS-20089 will be discussed. Standard")],
)  # fmt: skip
def test_another_order_and_code_names_are_free(built: Path, start: str, old: str, new: str) -> None:
    assert told(built, DECK, rewrite(start, old, new)) == {}


@pytest.mark.parametrize("spelled", ["324 603", "324603"])
def test_thousands_may_be_spelled_otherwise(built: Path, spelled: str) -> None:
    assert told(built, DECK, rewrite(CASES, "324,603", spelled)) == {}


def test_per_cent_may_be_spelled_out(built: Path) -> None:
    assert told(built, MEDICAL, rewrite("OS rate at 4 years 21.9", "%", " per cent")) == {}


def test_a_new_number_beside_a_code_name_is_found(built: Path) -> None:
    found = told(built, DECK, rewrite("Standard treatment", "Standard", "HS-20089 reached 37 sites. Standard"))
    assert list(found) == ["untraced-number"]


@pytest.mark.parametrize("swap", [("324,603", "206,956"), ("approximately\u00a0324,603", "around\u00a0206,956")])
def test_exchanged_values_are_told_as_such(built: Path, swap: tuple[str, str]) -> None:
    one, other = swap

    def edit(office: Office) -> None:
        rewrite(CASES, one, "#")(office)
        rewrite(CASES, other, one)(office)
        rewrite(CASES, "#", other)(office)

    found = audited(built, DECK, edit).problems
    assert [problem.code for problem in found] == ["wrong-place"]
    assert "have changed places" in found[0].message
    assert "324,603" in found[0].message
    assert "206,956" in found[0].message


def test_a_changed_value_is_shown_with_its_sentence(built: Path) -> None:
    message = told(built, DECK, rewrite(CASES, "206,956", "206,957"))["value-changed"]
    assert "it reads 'around\u00a0206,957 deaths worldwide in 2022'" in message


@pytest.mark.parametrize("typed", ["sixty-two per cent of patients", "a third of them", "twice as many"])
def test_numbers_in_words_are_found(built: Path, typed: str) -> None:
    found = told(built, DECK, rewrite("Standard treatment", "Standard", f"It helps {typed}. Standard"))
    assert list(found) == ["untraced-number"]


def test_a_file_that_cannot_be_read_is_not_audited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.docx"
    path.write_bytes(b"no zip")
    assert main(["audit", str(path)]) == 1
    assert "broken.docx: not audited; 1 problem" in capsys.readouterr().out


def test_a_cell_of_a_data_sheet_is_named() -> None:
    place = Place("workbook", "261", 6, "Burden", "Chart 5", paragraph=4, cell="B2")
    assert str(place) == "cell B2 of the data sheet of slide 6, Chart 5"
