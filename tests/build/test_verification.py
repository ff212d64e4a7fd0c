"""The output folder held against its manifest, built again, cleaned, and laid over with older files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from briefgen.build import verification
from briefgen.build.limits import TimeUpError
from briefgen.cli.main import main
from support.small_project import PAGE, add_brief, small_project

DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31", "--jobs", "1", "--quiet"]
WORD = Path("output/2025-Q4/page/ext-101.docx")
DECK = Path("output/2025-Q4/page/ext-101.pptx")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_project(tmp_path))
    return tmp_path


def _ledger(path: Path) -> Path:
    return path.with_name(f"{path.name}.ledger.json")


def _codes(capsys: pytest.CaptureFixture[str], *command: str) -> tuple[int, set[tuple[str, str]]]:
    capsys.readouterr()
    code = main([*command, "--json"])
    found = json.loads(capsys.readouterr().out)["problems"]
    return code, {(one["path"], one["code"]) for one in found}


def test_a_folder_as_it_was_built_is_fine(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *DAYS, "--review"]) == 0
    assert main(["verify-build"]) == 0
    assert capsys.readouterr().out == "output: 6 files as built; 0 problems\n"


def test_missing_changed_and_foreign_files_are_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *DAYS]) == 0
    WORD.write_bytes(WORD.read_bytes() + b"\0")
    _ledger(WORD).write_text(_ledger(WORD).read_text().replace("EXT-101", "EXT-102"))
    foreign = WORD.with_name("ext-101 final.docx")
    shutil.copy(DECK, foreign)
    DECK.unlink()
    wanted = {
        (str(WORD), "file-changed"), (str(_ledger(WORD)), "file-changed"), (str(DECK), "file-missing"),
        (str(foreign), "foreign-file"),
    }  # fmt: skip
    assert _codes(capsys, "verify-build") == (1, wanted)


def test_a_folder_without_manifest_is_no_output(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify-build"]) == 2
    assert "there is no manifest.json in output" in capsys.readouterr().err


@pytest.mark.parametrize("more", [[], ["--charts", "native", "--audience", "board"]])
def test_documents_built_again_have_the_same_bytes(
    project: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    assert main(["build", *DAYS, "--review", *more]) == 0
    before = sorted(Path("output").rglob("*"))
    capsys.readouterr()
    assert main(["verify-build", "--rebuild", "--jobs", "1"]) == 0
    assert "built again: 6 files with the same bytes" in capsys.readouterr().out
    assert sorted(Path("output").rglob("*")) == before


def test_a_file_exchanged_with_its_hash_is_found_by_building_again(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *DAYS, "--format", "docx"]) == 0
    manifest = Path("output/manifest.json")
    old = json.loads(manifest.read_text())["files"][0]["sha256"]
    shutil.copy(WORD, "other.docx")
    WORD.write_bytes(WORD.read_bytes() + b"\0")
    from hashlib import sha256

    manifest.write_text(manifest.read_text().replace(old, sha256(WORD.read_bytes()).hexdigest()))
    assert main(["verify-build"]) == 0
    assert _codes(capsys, "verify-build", "--rebuild", "--jobs", "1") == (1, {(str(WORD), "not-reproduced")})


def test_what_was_made_from_other_data_cannot_be_built_again(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *DAYS, "--format", "docx"]) == 0
    data = project / "data" / "example.yaml"
    data.write_text(data.read_text() + "# more\n")
    assert main(["verify-build", "--rebuild", "--jobs", "1"]) == 1
    said = capsys.readouterr().err
    assert f"{WORD}: error[other-inputs]: cannot be built again as it was: the data changed" in said


def test_what_cannot_be_made_again_or_otherwise_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    again = ["verify-build", "--rebuild", "--jobs", "1"]
    (project / "texts").mkdir()
    (project / "texts/example-2025-11-05.txt").write_text("EXT-101 is in development.")
    texts = ["--source-texts", "texts"]
    assert main(["build", *DAYS, "--format", "docx", "--review", *texts]) == 0
    pack = next(Path("output").rglob("*.references.zip"))
    assert main([*again, *texts]) == 0
    assert main(again) == 1
    said = capsys.readouterr().err
    assert (
        f"{pack}: error[other-inputs]: cannot be built again as it was: it holds passages of texts; give their" in said
    )
    manifest, ledger = Path("output/manifest.json"), _ledger(WORD)
    content = json.loads(manifest.read_text())
    for entry in content["files"]:
        entry |= {"ledger": "0" * 64} if "ledger" in entry else {}
    manifest.write_text(json.dumps(content))
    assert main([*again, *texts]) == 1
    assert f"{ledger}: error[not-reproduced]: has other bytes when it is built again" in capsys.readouterr().err

    def late(*given: object, **more: object) -> None:
        raise TimeUpError(1)

    with monkeypatch.context() as patch:
        patch.setattr(verification, "make_document", late)
        assert main([*again, *texts]) == 1
        assert "error[took-too-long]" in capsys.readouterr().err
    brief = project / "templates/page/brief.yaml"
    brief.write_text(brief.read_text().replace("footer: For", "footer: Of"))
    assert main([*again, *texts]) == 1
    assert (
        f"{WORD}: error[other-inputs]: cannot be built again as it was: the project does not ask"
        in capsys.readouterr().err
    )


def test_clean_removes_what_the_project_does_not_make_any_more(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_brief(project, "old", PAGE)
    assert main(["build", *DAYS, "--review"]) == 0
    shutil.rmtree(project / "templates" / "old")
    mine = Path("output/2025-Q4/old/notes.docx")
    mine.write_bytes(b"mine")
    edited = Path("output/2025-Q4/old/ext-101.review.docx")
    edited.write_bytes(edited.read_bytes() + b"remarks")
    capsys.readouterr()
    assert main(["clean"]) == 0  # asks, and nobody answers
    listed = capsys.readouterr()
    assert "2025-Q4/old/ext-101.docx: the project makes no old of asset ext-101 as of 2025-12-31 any more" in listed.out
    assert f"{edited.relative_to('output')}: " in listed.out
    assert "kept, as it was edited since it was built" in listed.out
    assert "nothing removed; --yes removes 5 files" in listed.err
    assert main(["clean", "--yes"]) == 0
    assert sorted(path.name for path in mine.parent.iterdir()) == ["ext-101.review.docx", "notes.docx"]
    assert WORD.exists()
    assert len(list(Path("output/.ledgers").iterdir())) == 2
    files = json.loads(Path("output/manifest.json").read_text())["files"]
    assert {entry["brief"] for entry in files} == {"page", "old"}
    assert [entry["path"] for entry in files if entry["brief"] == "old"] == [str(edited.relative_to("output"))]


def test_clean_removes_files_of_briefgen_that_no_manifest_lists(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *DAYS]) == 0
    manifest = Path("output/manifest.json")
    content = json.loads(manifest.read_text())
    content["files"] = [entry for entry in content["files"] if entry["format"] == "docx"]
    manifest.write_text(json.dumps(content | {"builds": []}))
    copied = WORD.with_name("somebody's.docx")
    shutil.copy(WORD, copied)
    copied.write_bytes(copied.read_bytes() + b"\0")
    pack = WORD.with_name("ext-101.docx.references.zip")
    pack.write_bytes(b"of a document that is listed")
    assert main(["clean", "--yes"]) == 0
    assert pack.exists()
    assert "2025-Q4/page/ext-101.pptx: was made by briefgen and is not in the manifest" in capsys.readouterr().out
    assert not DECK.exists()
    assert not _ledger(DECK).exists()
    assert copied.exists()
    assert WORD.exists()


def test_a_project_that_makes_all_it_made_has_nothing_to_clean(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *DAYS]) == 0
    assert main(["build", *DAYS, "--audience", "board"]) == 0
    assert main(["clean", "--yes"]) == 0
    assert "nothing to remove" in capsys.readouterr().err


def test_an_older_build_laid_over_a_newer_one_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *DAYS, "--format", "docx"]) == 0
    shutil.copytree(WORD.parent, "old")
    page = project / "templates" / "page" / "page.md.j2"
    page.write_text(page.read_text().replace("is developed by", "is being developed by"))
    assert main(["build", *DAYS, "--format", "docx"]) == 0
    assert main(["audit", str(WORD)]) == 0
    shutil.copytree("old", WORD.parent, dirs_exist_ok=True)
    assert _codes(capsys, "audit", str(WORD)) == (1, {(str(WORD), "older-build")})
    assert main(["audit", "old/ext-101.docx"]) == 0


def test_a_ledger_that_was_changed_is_told_by_the_audit(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *DAYS, "--format", "docx"]) == 0
    _ledger(WORD).write_text(_ledger(WORD).read_text().replace('"version": 1', '"version":  1'))
    assert _codes(capsys, "audit", str(WORD)) == (1, {(str(_ledger(WORD)), "file-changed")})


def test_the_doctor_says_what_stops_a_build(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    printed = capsys.readouterr()
    assert "nothing stops a build" in printed.err
    assert {"briefgen", "Python", "matplotlib", "brand", "output", "cores", "LibreOffice"} <= {
        line.split()[1] for line in printed.out.splitlines()
    }
    (project / "output").write_text("a file")
    shutil.rmtree(project / "data")
    assert main(["doctor", "--json"]) == 1
    signs = json.loads(capsys.readouterr().out)["signs"]
    assert {sign["what"] for sign in signs if sign["state"] == "stops"} == {"data", "output"}
