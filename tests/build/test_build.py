"""The build: whole files or none, the manifest, failures that stop nothing else, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefgen.atomic import write_whole
from briefgen.audit.audited import Audited, Coverage
from briefgen.build import build
from briefgen.build.job import Job, Made
from briefgen.cli.main import main
from support.small_project import PAGE, add_brief, small_project

DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31"]
ONE = [*DAYS, "--jobs", "1"]
_LEDGERS = ["2025-Q4/page/ext-101.docx.ledger.json", "2025-Q4/page/ext-101.pptx.ledger.json"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_project(tmp_path))
    return tmp_path


_PAGE = [".portal.json", "index.html"]


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_manifest_names_each_file_with_its_hash(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *ONE]) == 0
    files = _files(project / "output")
    documents = ["2025-Q4/page/ext-101.docx", "2025-Q4/page/ext-101.pptx"]
    assert sorted(files) == sorted(
        [*_PAGE, *documents, *(f"{path}.ledger.json" for path in documents), "manifest.json"]
    )
    manifest = json.loads(files["manifest.json"])
    assert manifest["version"] == 2
    for entry in manifest["files"]:
        assert entry["sha256"] == hashlib.sha256(files[entry["path"]]).hexdigest()
        assert (entry["brief"], entry["subject"], entry["kind"]) == ("page", "ext-101", "asset")
        assert (entry["audience"], entry["period"], entry["as_of"]) == ("investor", "2025-Q4", "2025-12-31")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "wrote output/2025-Q4/page/ext-101.docx\n" in printed.err
    assert "2 files in output/2025-Q4 after" in printed.err


def test_the_same_input_gives_the_same_bytes_in_any_number_of_processes(project: Path) -> None:
    assert main(["build", *ONE, "--quiet", "--output", "one"]) == 0
    assert main(["build", *DAYS, "--jobs", "2", "--quiet", "--output", "two"]) == 0
    assert _files(project / "one") == _files(project / "two")


def test_files_of_earlier_builds_stay_in_the_manifest_while_they_exist(project: Path) -> None:
    assert main(["build", *ONE, "--format", "docx"]) == 0
    assert main(["build", "--as-of", "2025-12-31", "--period", "2025-H2", "--format", "docx", "--jobs", "1"]) == 0
    listed = [entry["path"] for entry in json.loads(Path("output/manifest.json").read_text())["files"]]
    assert listed == ["2025-H2/page/ext-101.docx", "2025-Q4/page/ext-101.docx"]
    Path("output/2025-H2/page/ext-101.docx").unlink()
    assert main(["build", *ONE, "--format", "docx", "--all"]) == 0
    listed = [entry["path"] for entry in json.loads(Path("output/manifest.json").read_text())["files"]]
    assert listed == ["2025-Q4/page/ext-101.docx"]


def test_a_brief_that_fails_does_not_stop_the_others(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_brief(project, "broken", "# {{ asset.nmae }}\n")
    assert main(["build", *ONE]) == 1
    printed = capsys.readouterr().err
    assert "templates/broken/page.md.j2:1: error[" in printed
    assert "2 documents could not be made" in printed
    assert {"2025-Q4/page/ext-101.docx", "2025-Q4/page/ext-101.pptx"} <= set(_files(project / "output"))


def test_bad_data_leaves_what_was_written(project: Path) -> None:
    assert main(["build", *ONE]) == 0
    before = _files(project / "output")
    (project / "data" / "bad.yaml").write_text("companies: [{id: x}]")
    assert main(["build", *ONE]) == 1
    assert _files(project / "output") == before


def test_an_error_of_ours_in_one_document_does_not_stop_the_others(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("briefgen.writers.word.writer.mark_word", lambda document, brand: 1 / 0)
    assert main(["build", *ONE]) == 101
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert sorted(_files(project / "output")) == sorted(
        [*_PAGE, "2025-Q4/page/ext-101.pptx", *_LEDGERS[1:], "manifest.json"]
    )


@pytest.mark.parametrize("obstacle", ["file", "folder"])
def test_an_output_that_cannot_be_written_is_exit_2_in_one_line(
    project: Path, capsys: pytest.CaptureFixture[str], obstacle: str
) -> None:
    if obstacle == "file":
        (project / "output").write_text("not a folder")
    else:
        (project / "output" / "2025-Q4" / "page" / "ext-101.docx").mkdir(parents=True)
    assert main(["build", *ONE, "--quiet"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("briefgen: ")
    assert not list(project.rglob("*.part"))


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_read_only_output_is_exit_2(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "output").mkdir(mode=0o555)
    monkey = pytest.MonkeyPatch()
    monkey.setattr("briefgen.project.os.access", lambda place, mode: False)
    with monkey.context():
        assert main(["build", *ONE]) == 2
    monkey.undo()
    assert capsys.readouterr().err.endswith("output is read-only\n")


def test_a_manifest_that_is_none_is_a_problem_before_anything_is_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for content in ("not JSON", '{"version": 99, "files": []}', '{"version": 1, "files": [{"path": "x"}]}', "[]"):
        write_whole(project / "output" / "manifest.json", content.encode())
        assert main(["build", *ONE]) == 1
        assert "output/manifest.json: error[bad-manifest]" in capsys.readouterr().err
        assert list(_files(project / "output")) == ["manifest.json"]


def test_an_interrupted_build_leaves_whole_files_and_their_manifest(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(job: Job, **more: object) -> Made:
        if job.outline.format == "pptx":
            raise KeyboardInterrupt
        return Made(b"whole", "", b"{}", (Audited("", Coverage(), ()),))

    monkeypatch.setattr(build, "make_document", interrupted)
    assert main(["build", *ONE]) == 130
    assert sorted(_files(project / "output")) == ["2025-Q4/page/ext-101.docx", *_LEDGERS[:1], "manifest.json"]
    assert len(json.loads(Path("output/manifest.json").read_text())["files"]) == 1


def test_a_write_that_fails_leaves_the_old_file_and_no_scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "a.docx", b"old")
    monkeypatch.setattr("briefgen.atomic.os.replace", lambda scratch, path: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_whole(tmp_path / "a.docx", b"new")
    assert _files(tmp_path) == {"a.docx": b"old"}


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals of POSIX")
def test_ctrl_c_and_kill_leave_no_process_and_only_whole_files(project: Path) -> None:
    for number in range(12):
        add_brief(project, f"page-{number}", PAGE)
    for sent in (signal.SIGINT, signal.SIGKILL):
        command = [sys.executable, "-m", "briefgen", "build", *DAYS, "--jobs", "2"]
        running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
        assert running.stderr is not None
        assert running.stderr.readline().startswith("wrote ")
        running.send_signal(sent)
        said = running.stderr.read()
        assert running.wait() == (130 if sent == signal.SIGINT else -signal.SIGKILL), said
        assert "Traceback" not in said
        deadline = time.monotonic() + 10
        while _alive(running.pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not _alive(running.pid)
        for name, content in _files(project / "output").items():
            assert name.endswith((".part", ".json", ".lock")) or content[:2] == b"PK"


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="terminals of POSIX")
def test_a_terminal_sees_a_bar_and_a_pipe_sees_lines(project: Path) -> None:
    command = [sys.executable, "-m", "briefgen", "build", *ONE]
    ours, theirs = os.openpty()
    subprocess.run(command, stderr=theirs, check=True, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    shown = os.read(ours, 100_000).decode(errors="replace")  # a terminal gives what it holds, whole signs or not
    os.close(ours)
    assert "Building" in shown
    assert "wrote " not in shown
    done = subprocess.run([*command, "--all"], capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in done.stderr.splitlines()] == ["wrote", "wrote", "2", "audit:", "portal:"]
