"""PDFs beside documents: printed once, in step with their document, the same bytes each time."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from briefgen.build import verification
from briefgen.build.executors import Serial
from briefgen.build.manifest import BuiltFile
from briefgen.build.pdf import proves_itself
from briefgen.build.verification import listed
from briefgen.cli.main import main
from briefgen.writers.pdf import libreoffice
from briefgen.writers.pdf.fixed import is_ours
from support.small_project import small_project
from support.stand_in_office import stand_in_office

DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31", "--jobs", "1"]
PDF = [*DAYS, "--format", "pdf"]
WORD = Path("output/2025-Q4/page/ext-101.docx")
WORD_PDF, DECK_PDF = (WORD.with_name(f"ext-101.{ending}.pdf") for ending in ("docx", "pptx"))
real = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def test_a_program_that_is_not_there_has_no_version(tmp_path: Path) -> None:
    assert libreoffice.version_of(str(tmp_path / "soffice")) == ""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(small_project(tmp_path / "here"))
    return tmp_path


@pytest.fixture
def office(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in_office(project / "office", monkeypatch)


def _runs(office: Path) -> list[str]:
    return (office / "runs").read_text().splitlines()


def _listed() -> dict[str, dict[str, Any]]:
    files = json.loads(Path("output/manifest.json").read_text())["files"]
    return {Path(entry["path"]).name: entry for entry in files}


# --- LibreOffice itself ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project with a briefing and a deck, and the PDFs that LibreOffice made of them."""
    folder = small_project(tmp_path_factory.mktemp("printed"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["build", *PDF]) == 0
        yield folder


def _told(program: str, *arguments: str) -> str:
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True).stdout


@real
def test_pdfs_are_tagged_and_have_title_bookmarks_and_the_day_of_the_document(printed: Path) -> None:
    for pdf, pages in ((WORD_PDF, None), (DECK_PDF, _listed()["ext-101.pptx"]["sheets"])):
        told = dict(line.split(":", 1) for line in _told("pdfinfo", str(pdf)).splitlines())
        found = {name: told[name].strip() for name in ("Title", "Tagged", "CreationDate")}
        assert found == {"Title": "EXT-101", "Tagged": "yes", "CreationDate": "Wed Dec 31 00:00:00 2025 UTC"}
        assert pages in (None, int(told["Pages"]))
        assert _listed()[pdf.name]["sheets"] == int(told["Pages"])
        with PdfDocument(pdf) as document:
            assert "Where EXT-101 stands" in [mark.get_title() for mark in document.get_toc()]
        assert "EXT-101 is developed by" in " ".join(_told("pdftotext", str(pdf), "-").split())
        assert b"/Lang(en-GB)" in pdf.read_bytes()


@real
def test_pdfs_printed_again_have_the_same_bytes(printed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify-build", "--rebuild", "--jobs", "1"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "output: 4 files as built; 0 problems",
        "built again: 4 files with the same bytes",
    ]


# --- what a build prints -----------------------------------------------------------------------------------


def test_a_pdf_lies_beside_its_document_in_manifest_portal_and_summary(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *PDF, "--review", "--summary", "summary.md"]) == 0
    assert f"wrote {WORD_PDF}" in capsys.readouterr().err
    files = _listed()
    assert {name for name, entry in files.items() if entry["role"] == "pdf"} == {WORD_PDF.name, DECK_PDF.name}
    entry = files[WORD_PDF.name]
    assert (entry["of"], entry["made_of"]) == ("2025-Q4/page/ext-101.docx", files["ext-101.docx"]["sha256"])
    assert entry["made_with"].startswith("LibreOffice 0.1, fonts ")
    assert entry["sheets"] == 1
    assert "./2025-Q4/page/ext-101.docx.pdf" in Path("output/index.html").read_text()
    assert "`ext-101.docx.pdf`" in Path("summary.md").read_text()
    assert main(["verify-build"]) == 0
    WORD_PDF.write_bytes(b"%PDF-1.6")
    DECK_PDF.with_name("another.pptx.pdf").write_bytes(b"%PDF-1.6")
    assert main(["verify-build"]) == 1
    said = capsys.readouterr().err
    assert f"{WORD_PDF}: error[file-changed]" in said
    assert "another.pptx.pdf: error[foreign-file]" in said


def test_formats_named_beside_it_say_which_documents_have_a_pdf(office: Path) -> None:
    assert main(["build", *PDF, "--format", "docx"]) == 0
    assert {path.name for path in WORD.parent.iterdir()} == {"ext-101.docx", "ext-101.docx.ledger.json", WORD_PDF.name}


def test_what_is_up_to_date_is_not_printed_again(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *DAYS]) == 0
    assert "audit: " in capsys.readouterr().err
    assert main(["build", *PDF]) == 0
    assert _runs(office) == [".docx", ".pptx"]
    assert "audit: " not in capsys.readouterr().err
    assert main(["build", *PDF]) == 0
    assert "up to date: 4 files in " in capsys.readouterr().err
    WORD_PDF.unlink()
    assert main(["build", *PDF]) == 0
    assert _runs(office)[2:] == [".docx"]
    (office / "version").write_text("LibreOffice 0.2")
    before = WORD_PDF.read_bytes()
    assert main(["build", *PDF]) == 0
    assert _runs(office)[3:] == [".docx", ".pptx"]
    assert WORD_PDF.read_bytes() == before


def test_a_pdf_of_the_document_before_goes_with_it(office: Path, project: Path) -> None:
    assert main(["build", *PDF]) == 0
    before = WORD_PDF.read_bytes()
    page = Path("templates/page/page.md.j2")
    page.write_text(page.read_text().replace("is developed by", "is studied by"))
    assert main(["build", *DAYS, "--format", "docx"]) == 0
    assert not WORD_PDF.exists()
    assert set(_listed()) == {"ext-101.docx", "ext-101.pptx", DECK_PDF.name}
    WORD_PDF.write_bytes(before)  # a build was killed, or a copy was laid back
    assert main(["build", *PDF]) == 0
    assert _listed()[WORD_PDF.name]["made_of"] == _listed()["ext-101.docx"]["sha256"]
    assert main(["verify-build"]) == 0


def test_remarks_in_a_pdf_are_kept(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *PDF]) == 0
    WORD_PDF.write_bytes(WORD_PDF.read_bytes().replace(b"0 0 9 9", b"0 0 8 8"))
    remarks = WORD_PDF.read_bytes()
    assert main(["build", *PDF, "--all"]) == 1
    assert f"{WORD_PDF}: error[edited-by-hand]" in capsys.readouterr().err
    assert WORD_PDF.read_bytes() == remarks
    page = Path("templates/page/page.md.j2")
    page.write_text(page.read_text().replace("is developed by", "is studied by"))
    assert main(["build", *DAYS]) == 0
    assert WORD_PDF.read_bytes() == remarks
    assert WORD_PDF.name not in _listed()
    assert main(["build", *PDF, "--force"]) == 0
    assert is_ours(WORD_PDF.read_bytes())


def test_a_dry_run_prints_nothing(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *PDF, "--dry-run", "--explain"]) == 0
    said = capsys.readouterr().err
    assert "2025-Q4/page/ext-101.docx.pdf: would be printed from 2025-Q4/page/ext-101.docx" in said
    assert "4 files would be written" in said
    assert _runs(office) == []
    assert not Path("output/2025-Q4").exists()


def test_clean_removes_pdfs_that_no_manifest_lists_if_they_are_its_own(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *PDF]) == 0
    manifest = Path("output/manifest.json")
    content = json.loads(manifest.read_text())
    content["files"] = [entry for entry in content["files"] if entry["role"] != "pdf"]
    manifest.write_text(json.dumps(content | {"builds": []}))
    DECK_PDF.write_bytes(DECK_PDF.read_bytes().replace(b"0 0 9 9", b"0 0 8 8"))
    assert main(["clean", "--yes"]) == 0
    assert "2025-Q4/page/ext-101.docx.pdf: was made by briefgen and is not in the manifest" in capsys.readouterr().out
    assert not WORD_PDF.exists()
    assert DECK_PDF.exists()


# --- when LibreOffice fails ----------------------------------------------------------------------------------


def test_without_libreoffice_documents_are_written_and_it_is_said(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(libreoffice, "WHERE", ())
    monkeypatch.setenv("PATH", str(project))
    for _ in range(2):
        assert main(["build", *PDF]) == 1
        said = capsys.readouterr().err
        assert "output: error[no-libreoffice]: no PDF can be made, as LibreOffice is not there" in said
        assert "apt-get install libreoffice" in said
    assert WORD.exists()
    assert main(["doctor"]) == 0
    assert "neither PDFs nor pictures of pages can be made" in capsys.readouterr().out
    assert main(["build", *DAYS]) == 0


def test_a_libreoffice_that_dies_is_started_again(office: Path) -> None:
    (office / "die-once-at.docx").touch()
    assert main(["build", *PDF]) == 0
    assert sorted(_runs(office)) == [".docx", ".docx", ".pptx"]
    assert is_ours(WORD_PDF.read_bytes())


@pytest.mark.parametrize(("order", "said"), [("die", "failed to print it, twice"), ("hang", "took longer than 4 s")])
def test_a_file_that_it_cannot_print_stops_no_other(
    office: Path, capsys: pytest.CaptureFixture[str], order: str, said: str
) -> None:
    (office / f"{order}-at.docx").touch()
    assert main(["build", *DAYS]) == 0
    assert main(["build", *PDF, "--time-limit", "4"]) == 1
    error = capsys.readouterr().err
    assert f"{WORD}: error[pdf-not-printed]" in error
    assert said in error
    assert DECK_PDF.exists()
    assert not WORD_PDF.exists()
    (office / f"{order}-at.docx").unlink()
    assert main(["build", *PDF]) == 0
    assert len(_listed()) == 4


def test_a_libreoffice_that_stands_still_twice_has_had_its_time(office: Path, tmp_path: Path) -> None:
    (office / "hang-at.docx").touch()
    (tmp_path / "a.docx").touch()
    began = time.monotonic()
    printed = list(libreoffice.print_files(libreoffice.soffice(), [tmp_path / "a.docx"], 1, 2.0))
    assert printed == [(tmp_path / "a.docx", "took too long")]
    assert _runs(office) == [".docx", ".docx"]
    assert 2.0 < time.monotonic() - began < 4.0


def test_one_process_prints_many_files_and_another_those_that_are_left(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [Path(f"{number}.docx") for number in range(5)]
    for file in files:
        file.write_bytes(b"")
    monkeypatch.setattr(libreoffice, "_MANY", 4)
    (office / "die-once-at.docx").touch()
    results = dict(libreoffice.print_files(str(office / "soffice"), files, 1, 60))
    assert set(results) == set(files)
    assert all(isinstance(result, bytes) for result in results.values())
    assert [len(run.split()) for run in _runs(office)] == [4, 1, 4]


def test_an_interrupt_ends_it(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    (office / "hang-at.docx").touch()
    ended: list[object] = []
    end = libreoffice._Run.end
    monkeypatch.setattr(libreoffice._Run, "end", lambda run: (end(run), ended.append(run._process.poll())))
    monkeypatch.setattr(libreoffice.time, "sleep", interrupted)
    Path("a.docx").write_bytes(b"")
    with pytest.raises(KeyboardInterrupt):
        list(libreoffice.print_files(str(office / "soffice"), [Path("a.docx")], 1, 60))
    assert ended == [-9]


def test_a_pdf_that_cannot_be_opened_is_no_pdf(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = office / "soffice"
    program.write_text(program.read_text().replace("%PDF-1.6\\n1 0 obj", "%PDF-1.6\\n9 0 obj"))
    assert main(["build", *PDF, "--format", "docx"]) == 1
    assert f"{WORD}: error[pdf-not-printed]: has no PDF: LibreOffice failed to print it" in capsys.readouterr().err
    monkeypatch.setattr("briefgen.build.pdf._LARGEST", 1)
    WORD_PDF.write_bytes(b"%PDF")
    assert not proves_itself(WORD_PDF)


# --- printed again -------------------------------------------------------------------------------------------


def test_what_keeps_a_pdf_from_being_the_same_when_it_is_printed_again(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *PDF, "--format", "docx"]) == 0
    output, executor = Path("output"), Serial()
    files = {entry.role: entry for entry in listed(output).files}
    document, pdf = files["document"], files["pdf"]

    def told(entry: BuiltFile) -> str:
        (problems,) = verification._printed_again(output, [entry], {document.path: document}, executor)
        return "; ".join(problem.message for problem in problems)

    assert told(pdf) == ""
    assert told(replace(pdf, sha256="0" * 64)) == "has other bytes when it is printed again"
    assert told(replace(pdf, made_of="0" * 64)) == "is the PDF of another document"
    assert "cannot be built again as it was: LibreOffice" in told(replace(pdf, made_with="LibreOffice 7"))
    (office / "die-at.docx").touch()
    assert "LibreOffice failed to print it" in told(pdf)
    monkeypatch.setattr(verification, "installed", str)
    assert "no PDF can be made" in told(pdf)
    data = Path("data/example.yaml")
    data.write_text(f"{data.read_text()}# more\n")
    capsys.readouterr()
    assert main(["verify-build", "--rebuild", "--jobs", "1"]) == 1
    assert (
        f"{WORD_PDF}: error[other-inputs]: cannot be built again as it was: {document.path} cannot"
        in capsys.readouterr().err
    )
