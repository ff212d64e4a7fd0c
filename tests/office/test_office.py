"""The reader of Office files: every file that no Office program would write is named with its fault, none stops a folder."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path
from random import Random

import pytest

from briefgen.accessibility import audit_files
from briefgen.audit.files import audit_file
from briefgen.cli.main import main
from briefgen.office import package as office
from briefgen.office.package import NoOfficeFileError, Package, open_package, read_regular
from briefgen.office.read import read_office
from support.office_files import LFS, OLE, W, edited, flagged, mutated, page, twice, unzipped, with_size, zipped
from support.small_project import small_project

BOMB = f"<!DOCTYPE a [<!ENTITY b '{'x' * 50}'><!ENTITY c '{'&b;' * 50}'><!ENTITY d '{'&c;' * 50}'>]><a>&d;</a>"
DEEP = "<a>" * 5_000 + "</a>" * 5_000
FAULTS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "zeros": (b"\0" * 900, "is empty"),
    "text": (b"no zip", "is no Office file"),
    "lfs": (LFS, "is a Git LFS pointer"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
    "old": (OLE, "is in the format of Office 97 to 2003"),
    "truncated": (page()[:-30], "is damaged"),
    "no members": (zipped({}), "is no Word document, PowerPoint presentation or Excel workbook"),
    "encrypted": (flagged(page()), "is protected by a password"),
    "bzip2": (zipped({"word/document.xml": "<a/>"}, zipfile.ZIP_BZIP2), "is packed in a way"),
    "unknown method": (with_size(page(), 90, method=97), "is packed in a way"),
    "claims less": (with_size(page(), 3), "is damaged"),
    "claims more": (with_size(page(), 900), "is damaged"),
    "claims gigabytes": (with_size(page(), 2**32 - 2), "unpacks to more than"),
    "zip64 without its field": (with_size(page(), 2**32 - 1), "unpacks to more than"),
    "zip slip": (zipped({"../../evil.xml": "<a/>"}), "unsafe name '../../evil.xml'"),
    "absolute": (zipped({"/etc/passwd": "x"}), "unsafe name"),
    "drive": (zipped({"C:/x.xml": "x"}), "unsafe name"),
    "control": (zipped({"word/\x1b[31m.xml": "x"}), r"unsafe name 'word/\x1b[31m.xml'"),
    "twice": (twice("WORD/document.xml"), "holds the part 'WORD/document.xml' twice"),
    "not xml": (page("<broken"), "word/document.xml, which is broken XML"),
    "no bytes": (page(""), "word/document.xml, which is empty"),
    "doctype": (page("<!DOCTYPE a><a/>"), "declares a document type"),
    "entities": (page(BOMB), "declares a document type"),
    "undeclared entity": (page("<a>&b;</a>"), "declares a document type"),
    "utf-16 doctype": (page("<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE a><a/>".encode("utf-16")), "declares a document type"),
    "utf-7": (page("<?xml version='1.0' encoding='UTF-7'?><a>+AGE-</a>"), "UTF-7"),
    "deep": (page(DEEP), "nested too deep"),
    "a little too deep": (page("<a>" * 200 + "</a>" * 200), "nested too deep"),
    "huge attribute": (page(f'<a b="{"x" * 11_000_000}"/>'), "word/document.xml, which is broken XML"),
    "strict": (page('<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'), "is saved as Strict Open XML"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_fault_is_named(name: str) -> None:
    data, reason = FAULTS[name]
    with pytest.raises(NoOfficeFileError) as caught:
        read_office(data)
    assert reason in caught.value.reason


def test_how_deep_what_was_written_here_is_is_not_asked() -> None:
    parts = {"word/document.xml": b"<a>" * 200 + b"</a>" * 200}
    assert Package(parts).xml("word/document.xml").tag == "a"
    with pytest.raises(NoOfficeFileError, match="nested too deep"):
        Package(zipped({"word/document.xml": parts["word/document.xml"].decode()})).xml("word/document.xml")


def test_a_damaged_checksum_is_named() -> None:
    data = bytearray(page(f"<w:document {W}/>"))
    data[data.find(b"PK\x01\x02") + 16] ^= 1
    with pytest.raises(NoOfficeFileError, match="Bad CRC-32"):
        Package(bytes(data))


def test_a_file_that_grows_too_much_is_refused() -> None:
    with pytest.raises(NoOfficeFileError, match="unpacks to more than 20 MB"):
        Package(page(media=b"\0" * 30_000_000))


def test_too_many_parts_and_too_many_tags_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_MEMBERS", 3)
    with pytest.raises(NoOfficeFileError, match="holds 4 parts"):
        Package(zipped({f"{n}.xml": "<a/>" for n in range(4)}))
    monkeypatch.setattr(office, "MOST_TAGS", 3)
    with pytest.raises(NoOfficeFileError, match="larger than any"):
        Package(page("<a><b/><b/></a>")).xml("word/document.xml")


def test_a_workbook_inside_has_no_room_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_BYTES", 6_000)
    book = zipped({"xl/worksheets/sheet1.xml": b"<a>" + b" " * 3_000 + b"</a>"})
    one, two = {"word/embeddings/a.xlsx": book}, {"word/embeddings/b.xlsx": book}
    assert read_office(page(**one)).format == "docx"
    with pytest.raises(
        NoOfficeFileError, match=r"holds the workbook word/embeddings/b.xlsx, which unpacks to more than"
    ):
        read_office(page(**one, **two))


def test_comments_do_not_split_what_a_reader_sees_as_one() -> None:
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>21<!-- -->.9%</w:t></w:r></w:p></w:body></w:document>"
    assert [passage.text for passage in read_office(page(body)).passages] == ["21.9%"]


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    with pytest.raises(NoOfficeFileError, match="is a folder"):
        read_regular(tmp_path)
    with pytest.raises(NoOfficeFileError, match="is missing"):
        read_regular(tmp_path / "none.docx")
    (tmp_path / "large.docx").write_bytes(b"12345")
    with pytest.raises(NoOfficeFileError, match="the limit is"):
        read_regular(tmp_path / "large.docx", 4)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    for command in ("audit", "accessibility", "trace"):
        assert main([command, str(tmp_path / "pipe.docx")]) == 1
        assert "error[unreadable]: the file is a named pipe, not a file" in capsys.readouterr().err


# --- files of a folder -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a small project builds: a Word file, a PowerPoint file and their ledgers."""
    folder = small_project(tmp_path_factory.mktemp("small"))
    folders = [f"--{name}={folder / name}" for name in ("data", "templates", "output")]
    assert (
        main(["build", "page", "--period", "2025-Q4", "--as-of", "2025-12-31", "--jobs", "1", "--quiet", *folders]) == 0
    )
    return folder / "output"


def wholes(output: Path) -> list[Path]:
    return sorted(path for path in output.rglob("*") if path.suffix in (".docx", ".pptx"))


@pytest.mark.parametrize("command", ["audit", "accessibility"])
def test_damaged_files_are_named_and_the_others_are_done(
    command: str, output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(output, tmp_path / "output")
    for name, (data, _) in FAULTS.items():
        (tmp_path / "output" / f"{name}.docx").write_bytes(data)
    more = ["--output", str(tmp_path / "output")] if command == "audit" else []
    assert main([command, str(tmp_path / "output"), *more]) == 1
    printed = capsys.readouterr()
    for name in FAULTS:
        assert f"{name}.docx: error[unreadable]: the file " in printed.err
    assert printed.err.count("error[") == len(FAULTS)
    if command == "audit":
        assert all(f"{path.name}: numerals found" in printed.out for path in wholes(output))


@pytest.mark.parametrize("name", ["password", "lfs", "encrypted", "deep", "truncated"])
def test_trace_says_why_a_file_cannot_be_read(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.docx").write_bytes(FAULTS[name][0])
    assert main(["trace", str(tmp_path / "a.docx"), "--output", str(tmp_path)]) == 1
    assert "error[unreadable]: the file " in (printed := capsys.readouterr().err)
    assert FAULTS[name][1] in printed


def test_a_relation_that_is_external_by_a_character_reference_leads_nowhere_inside(output: Path) -> None:
    deck = next(path for path in wholes(output) if path.suffix == ".pptx")

    def change(parts: dict[str, bytes]) -> None:
        name = "ppt/slides/_rels/slide1.xml.rels"
        parts[name] = parts[name].replace(b"<Relationship ", b'<Relationship TargetMode="&#69;xternal" ')

    assert not Package(edited(deck.read_bytes(), change)).targets("ppt/slides/slide1.xml")
    assert open_package(deck).targets("ppt/slides/slide1.xml")


def test_mutated_files_never_break_the_audits(output: Path, tmp_path: Path) -> None:
    for number, path in enumerate(wholes(output) * 20):
        random = Random(number)
        data = mutated(path.read_bytes(), random)
        if random.random() < 0.3:
            damaged = bytearray(data)
            for _ in range(5):
                damaged[random.randrange(len(damaged))] = random.randrange(256)
            data = bytes(damaged)
        copy = tmp_path / path.name
        copy.write_bytes(data)
        audit_file(copy, output)
        audit_files([copy])


def test_parts_keep_their_order(output: Path) -> None:
    path = wholes(output)[0]
    assert Package(path.read_bytes()).parts == unzipped(path.read_bytes())
