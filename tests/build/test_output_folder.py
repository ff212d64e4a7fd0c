"""The output folder: one build at a time, every document in a place of its own, beside its own ledger or none."""

from __future__ import annotations

import errno
import gzip
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from briefgen.audit.audited import Audited, Coverage
from briefgen.build import build, job, store
from briefgen.build.executors import Processes, Worker
from briefgen.build.lock import LockedError, locked
from briefgen.cli.main import main
from briefgen.document import size
from briefgen.ledger.store import write_traced
from briefgen.problems import Origin, Problem
from support.small_project import BRIEF, PAGE, add_brief, small_project
from support.worker_jobs import capitals, kills_itself, never_ends

DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31", "--jobs", "1"]
WORD = [*DAYS, "--format", "docx"]
PAGE_WORD = "output/2025-Q4/page/ext-101.docx"
EXT = "2025-Q4/page/ext-101.docx"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_project(tmp_path))
    return tmp_path


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _listed(output: Path) -> list[str]:
    return [entry["path"] for entry in json.loads((output / "manifest.json").read_text())["files"]]


# --- places ------------------------------------------------------------------------------------------------


def test_a_brief_for_another_audience_is_not_written_into_the_folder_of_another_brief(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_brief(project, "page-board", PAGE)
    assert main(["build", *WORD]) == 0
    before = _files(project / "output")
    assert main(["build", "page", *WORD, "--audience", "board"]) == 1
    said = capsys.readouterr().err
    assert "templates/page/brief.yaml: error[same-path]" in said
    assert "'page-board'" in said
    assert _files(project / "output") == before


@pytest.mark.parametrize("twin", ["Page", "page.", "PAGE "])
def test_briefs_whose_folders_are_one_on_other_systems_are_a_problem(
    project: Path, capsys: pytest.CaptureFixture[str], twin: str
) -> None:
    add_brief(project, twin, PAGE)
    assert main(["build", *WORD]) == 1
    assert "error[same-path]" in capsys.readouterr().err
    assert not (project / "output").exists()
    assert main(["check", *DAYS[:4]]) == 1
    assert "error[same-path]" in capsys.readouterr().err


def test_two_ways_to_write_an_accent_are_one_folder(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_brief(project, "caf\u00e9", PAGE)
    add_brief(project, "cafe\u0301", PAGE)
    assert main(["build", *WORD]) == 1
    assert "error[same-path]" in capsys.readouterr().err


def test_an_asset_and_a_company_of_one_id_do_not_share_a_file(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = project / "data" / "example.yaml"
    data.write_text(data.read_text().replace("ext-101", "example"))
    settings = BRIEF.replace("for: asset", "for: [company, asset]").replace("asset.name", "subject.name")
    add_brief(project, "both", "# On {{ subject.name }}\n\n{{ subject.name }} is new.\n", settings)
    assert main(["build", "both", *WORD]) == 1
    said = capsys.readouterr().err
    assert "asset 'example' and company 'example' would both be written to 2025-Q4/both/example.docx" in said


def test_no_document_has_the_name_of_the_review_copy_of_another(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "data" / "more.yaml").write_text(
        "defaults: {source: 'example-2025-11-05, paragraph 2'}\n"
        "assets: [{id: ext-101.review, company: example, name: EXT-102, modality: small_molecule}]\n"
    )
    assert main(["build", *WORD]) == 1
    assert "the copy for review" in capsys.readouterr().err


def test_a_document_of_another_brief_from_an_earlier_build_is_not_written_over(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *WORD, "--audience", "board"]) == 0
    before = _files(project / "output")
    add_brief(project, "page-board", PAGE)
    assert main(["build", "page-board", *WORD]) == 1
    assert "page-board/ext-101.docx: error[same-path]: holds the document of brief 'page'" in capsys.readouterr().err
    assert _files(project / "output") == before


# --- paths in what is written ------------------------------------------------------------------------------


def test_nothing_written_depends_on_how_the_folders_are_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    ways = [
        (".", "data", "templates"),
        (".", "./data/", "./templates"),
        (".", str(project / "data"), str(project / "templates")),
        ("data", "../data", "../templates"),
        ("..", f"{project.name}/data", f"{project.name}/templates"),
    ]
    for number, (where, data, templates) in enumerate(ways):
        monkeypatch.chdir(project / where)
        output = project / f"output-{number}"
        folders = ["--data", data, "--templates", templates, "--output", str(output)]
        assert main(["build", *DAYS, "--review", "--quiet", *folders]) == 0
        built.append(_files(output))
    for files in built[1:]:
        assert {path for path in files if files[path] != built[0].get(path)} == set()
    assert b'"origin": "data/example.yaml"' in built[0][f"{EXT}.ledger.json"]
    assert b'"origin": "templates/page/brief.yaml' in built[0][f"{EXT}.ledger.json"]


def test_messages_name_files_as_the_user_does(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "data" / "bad.yaml").write_text("companies: [{id: x}]")
    assert main(["build", *WORD, "--data", str(project / "data")]) == 1
    assert f"{project}/data/bad.yaml:1:" in capsys.readouterr().err


# --- one build at a time -----------------------------------------------------------------------------------


def test_a_second_build_into_the_folder_is_refused_and_says_who_writes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with locked(project / "output"):
        assert main(["build", *WORD]) == 2
        said = capsys.readouterr().err
        assert main(["build", *WORD, "--output", "elsewhere"]) == 0
    assert f"output is being written by another build (process {os.getpid()}, begun 2" in said
    assert "--wait" in said
    assert main(["build", *WORD]) == 0
    assert not (project / "output" / ".lock").exists()


def test_a_build_waits_for_another_when_asked(project: Path) -> None:
    holder = "import sys; from pathlib import Path; from briefgen.build.lock import locked\n"
    holder += "with locked(Path('output')): print('held', flush=True); sys.stdin.readline()\n"
    other = subprocess.Popen([sys.executable, "-c", holder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == "held\n"
    told: list[str] = []

    def waiting(said: str) -> None:
        told.append(said)
        assert other.stdin is not None
        other.stdin.write("\n")
        other.stdin.flush()

    with locked(project / "output", waiting):
        assert other.wait() == 0
    (said,) = told
    assert said.startswith(f"{project / 'output'} is being written by another build (process {other.pid}, begun ")


def test_the_lock_of_a_killed_build_does_not_stay(project: Path) -> None:
    holder = "import os; from pathlib import Path; from briefgen.build.lock import locked\n"
    holder += "with locked(Path('output')): os.kill(os.getpid(), 9)\n"
    assert subprocess.run([sys.executable, "-c", holder], check=False).returncode == -9
    assert (project / "output" / ".lock").exists()
    with locked(project / "output"):
        pass
    assert _files(project) == {path: data for path, data in _files(project).items() if not path.startswith("output")}


def test_two_builds_one_after_the_other_by_wait_lose_nothing(project: Path) -> None:
    add_brief(project, "other", PAGE)
    command = [sys.executable, "-m", "briefgen", "build", *WORD, "--wait", "--quiet"]
    both = [subprocess.Popen([*command, brief]) for brief in ("page", "other")]
    assert [one.wait() for one in both] == [0, 0]
    assert _listed(project / "output") == ["2025-Q4/other/ext-101.docx", EXT]


def test_a_link_in_the_place_of_the_lock_is_not_followed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "precious").write_text("mine")
    (project / "output").mkdir()
    (project / "output" / ".lock").symlink_to(project / "precious")
    assert main(["build", *WORD]) == 2
    assert "output/.lock: " in capsys.readouterr().err
    assert (project / "precious").read_text() == "mine"


def test_locked_says_who_and_tells_the_next(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(LockedError, match=rf"\(process {os.getpid()}, begun"), locked(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


# --- documents that fail their own audit -------------------------------------------------------------------


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Every audit of a Word file finds something."""

    def audit(path: str, data: bytes, ledger: object) -> Audited:
        return Audited(path, Coverage(), (Problem(Origin(path), "untraced-number", "21.9 has no source"),))

    monkeypatch.setattr(job, "audit_written", audit)
    yield monkeypatch
    monkeypatch.undo()


def test_a_document_that_fails_its_own_audit_does_not_replace_the_earlier_one(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *WORD]) == 0
    before = _files(project / "output")
    template = project / "templates" / "page" / "page.md.j2"
    template.write_text(template.read_text() + "\nMore of it.\n")
    found = Problem(Origin(EXT), "untraced-number", "21.9 has no source")
    monkeypatch.setattr(job, "audit_written", lambda path, data, ledger: Audited(path, Coverage(), (found,)))
    assert main(["build", *WORD, "--quiet"]) == 1
    said = capsys.readouterr().err
    assert f"{PAGE_WORD}: error[not-written]: kept the earlier ext-101.docx" in said
    assert f"{PAGE_WORD}: error[untraced-number]" in said
    assert "briefgen build page --for ext-101 --force --output FOLDER" in said
    assert _files(project / "output") == before
    assert main(["build", *WORD, "--force"]) == 1
    after = _files(project / "output")
    assert after[EXT] != before[EXT]
    assert _listed(project / "output") == [EXT]


def test_a_first_document_that_fails_its_own_audit_is_not_written(
    project: Path, failing: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *WORD]) == 1
    assert "error[not-written]: was not written" in capsys.readouterr().err
    assert not (project / "output").exists()


def test_a_full_check_finds_what_the_audit_of_a_build_would_and_keeps_nothing(
    project: Path, failing: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *DAYS]) == 0
    assert main(["check", *DAYS, "--full"]) == 1
    assert f"{EXT}: error[untraced-number]" in capsys.readouterr().err
    assert not (project / "output").exists()


def test_a_build_takes_what_a_full_check_made_and_composes_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(project / "kept"))
    assert main(["build", *DAYS, "--no-cache", "--output", "anew"]) == 0
    assert main(["check", *DAYS, "--full"]) == 0
    with monkeypatch.context() as patch:
        patch.setattr(job, "compose_document", _unwanted)
        assert main(["build", *DAYS]) == 0
        assert main(["check", *DAYS, "--full"]) == 0
    assert _files(project / "output") == _files(project / "anew")
    page = project / "templates" / "page" / "page.md.j2"
    page.write_text(page.read_text() + "\nOne line more.\n")
    with monkeypatch.context() as patch:
        patch.setattr(job, "compose_document", _unwanted)
        assert main(["build", *DAYS, "--all"]) == 101
    capsys.readouterr()


def _unwanted(*arguments: Any) -> None:
    raise AssertionError("it is composed again")


# --- killed builds -----------------------------------------------------------------------------------------


class Killed(BaseException):
    """Stands for SIGKILL."""


def _ledger(number: int) -> bytes:
    return f'{{"version": 1, "identity": "briefgen:{number:064x}"}}\n'.encode()


@pytest.mark.parametrize("step", range(8))
def test_a_kill_at_any_step_leaves_no_document_beside_the_ledger_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    target = tmp_path / "2025-Q4" / "page" / "a.docx"
    write_traced(tmp_path, target, b"1", _ledger(1))
    steps = iter(range(100))

    def counted(do: Any) -> Any:
        def done(*arguments: Any, **more: Any) -> Any:
            if next(steps) == step:
                raise Killed
            return do(*arguments, **more)

        return done

    with monkeypatch.context() as patch:
        for owner, name in ((os, "replace"), (os, "fsync"), (Path, "unlink")):
            patch.setattr(owner, name, counted(getattr(owner, name)))
        with suppress(Killed):
            write_traced(tmp_path, target, b"2", _ledger(2))
    beside = target.with_name("a.docx.ledger.json")
    assert target.read_bytes() in (b"1", b"2")
    if beside.exists():
        assert beside.read_bytes() == _ledger(int(target.read_bytes()))
    elif target.read_bytes() == b"1":
        assert (tmp_path / ".ledgers" / f"{1:064x}.json.gz").exists()


def test_what_a_killed_build_left_is_removed_named_and_repaired(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *DAYS]) == 0
    whole = _files(project / "output")
    Path(f"{PAGE_WORD}.ledger.json").unlink()
    Path("output/2025-Q4/page/ext-101.pptx.ledger.json").unlink()
    left = [Path("output/2025-Q4/page/.ext-101.docx.4242.part"), Path("output/.manifest.json.17.part")]
    others = [Path("output/2025-Q4/page/mine.part"), Path("output/.mine.part")]
    for path in (*left, *others):
        path.write_bytes(b"half")
    capsys.readouterr()
    assert main(["build", *WORD]) == 0
    said = capsys.readouterr().err
    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in others)
    assert f"repaired {PAGE_WORD}: its ledger was missing" in said
    assert "1 warning" in said
    assert main(["build", *WORD, "--json"]) == 0
    (warning,) = json.loads(capsys.readouterr().out)["problems"]
    assert (warning["code"], warning["path"]) == ("no-ledger", "output/2025-Q4/page/ext-101.pptx")
    for path in others:
        path.unlink()
    assert main(["build", *DAYS]) == 0
    now = _files(project / "output")
    listed = [json.loads(files.pop("manifest.json"))["files"] for files in (now, whole)]
    assert now == whole
    assert listed[0] == listed[1]


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals of POSIX")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_twice_ends_the_build_with_whole_files(project: Path, jobs: str) -> None:
    for number in range(8):
        add_brief(project, f"page-{number}", PAGE)
    command = [sys.executable, "-m", "briefgen", "build", *DAYS[:4], "--format", "docx", "--jobs", jobs]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert running.stderr is not None
    assert running.stderr.readline().startswith("wrote ")
    os.killpg(running.pid, signal.SIGINT)
    time.sleep(0.05)
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGINT)
    said = running.stderr.read()
    assert running.wait(timeout=20) in (130, -signal.SIGINT), said
    assert "Traceback" not in said
    assert main(["build", *WORD, "--quiet"]) == 0
    assert len(_listed(project / "output")) == 9
    assert not list((project / "output").rglob("*.part"))


def test_an_interrupt_between_a_document_and_its_ledger_waits_for_the_ledger(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = store.write_traced

    def interrupted(*arguments: Any) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        whole(*arguments)

    monkeypatch.setattr(store, "write_traced", interrupted)
    before = signal.getsignal(signal.SIGINT)
    try:
        assert main(["build", *DAYS]) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert sorted(_files(project / "output")) == [EXT, f"{EXT}.ledger.json", "manifest.json"]
    assert _listed(project / "output") == [EXT]


# --- full disks --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".docx", ".docx.ledger.json", "manifest.json"])
def test_a_full_disk_names_the_file_and_leaves_a_folder_that_agrees_with_itself(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    assert main(["build", *WORD]) == 0
    before = _files(project / "output")
    template = project / "templates" / "page" / "page.md.j2"
    template.write_text(template.read_text() + "\nMore of it.\n")
    opened = Path.open

    def full(path: Path, *arguments: Any, **more: Any) -> Any:
        if path.name.endswith(f"{ending}.{os.getpid()}.part"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return opened(path, *arguments, **more)

    capsys.readouterr()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", full)
        assert main(["build", *WORD, "--quiet"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("briefgen: output/")
    assert f"{ending}: No space left on device" in said
    assert not list(project.rglob("*.part"))
    if ending != "manifest.json":
        after = _files(project / "output")
        assert {path: after[path] for path in before} == before
    assert main(["build", *WORD, "--quiet"]) == 0
    main(["audit", "output"])
    assert "0 problems" in capsys.readouterr().out


# --- too large, too long -----------------------------------------------------------------------------------


def _brief(project: Path, template: str, settings: str = BRIEF) -> None:
    add_brief(project, "big", template, settings)


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("# A\n\n| Asset | No. |\n|---|---|\n{% for n in range(9) -%}\n| {{ asset.name }} | x |\n{% endfor %}\n", 6,
         "a table has 9 rows; the limit is 8"),
        ("# A\n\n{% for n in range(7) -%}\n- {{ asset.name }}\n{% endfor %}\n", 4,
         "a list has 7 items; the limit is 6"),
        ("# A\n\n{% for n in range(10) %}\n{{ asset.name }}\n\n{% endfor %}\n", 4,
         "the document has 11 blocks; the limit is 10"),
    ],
)  # fmt: skip
def test_what_no_writer_finishes_is_refused_before_it_is_drawn(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], template: str, line: int,
    said: str,
) -> None:  # fmt: skip
    for name, limit in (("ROWS", 8), ("ITEMS", 6), ("BLOCKS", 10)):
        monkeypatch.setattr(size, name, limit)
    _brief(project, template)
    assert main(["check", "big", *DAYS[:4]]) == 1
    assert f"templates/big/page.md.j2:{line}: error[too-large]: {said}" in capsys.readouterr().err


def test_a_document_that_takes_too_long_is_stopped_and_the_others_are_written(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _brief(project, PAGE)
    make = build.make_document

    def slow(one: job.Job, **more: Any) -> Any:
        while one.outline.brief.name == "big":
            pass
        return make(one, **more)

    assert main(["build", *WORD]) == 0
    shutil.rmtree(project / "output")
    monkeypatch.setattr(build, "make_document", slow)
    assert main(["build", *WORD, "--time-limit", "3"]) == 1
    said = capsys.readouterr().err
    assert "templates/big/page.md.j2: error[took-too-long]: 2025-Q4/big/ext-101.docx took longer than 3 s" in said
    assert "--time-limit" in said
    assert _listed(project / "output") == [EXT]


def test_a_worker_that_takes_too_long_is_ended_and_replaced() -> None:
    results = dict(Processes(2, 2.0).run(never_ends, ["end", "a", "end", "b"]))
    assert results == {"a": "A", "end": "took too long", "b": "B"}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals of POSIX")
def test_a_worker_that_is_killed_takes_no_other_document_along() -> None:
    results = dict(Processes(2, 60.0).run(kills_itself, ["a", "kill", "b", "c"]))
    assert results == {"a": "A", "kill": "was killed", "b": "B", "c": "C"}


@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="processes of POSIX")
@pytest.mark.parametrize("last_heard", ["nothing", "that it is ready", "a result"])
def test_a_worker_whose_parent_has_gone_ends_silently(last_heard: str) -> None:
    worker = Worker[str, str](multiprocessing.get_context("forkserver"), capitals)
    if last_heard == "a result":
        worker.ours.recv()
        worker.give("a")
    if last_heard != "nothing":
        assert worker.ours.poll(60)  # left unread, it makes the line one that was broken off
    worker.ours.close()
    worker.process.join(60)
    assert worker.process.exitcode == 0


def test_a_title_of_brief_yaml_that_fits_no_cover_is_found_by_check(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = BRIEF.replace("{{ asset.name }}", "{{ asset.name }} " + "and all that is known of it " * 12)
    _brief(project, PAGE, settings.replace("docx: page.md.j2, ", ""))
    assert main(["check", *DAYS[:4]]) == 1
    said = capsys.readouterr().err
    assert "templates/big/brief.yaml:2: error[does-not-fit]" in said
    assert max(map(len, said.splitlines())) < 400


def test_what_does_not_fit_is_named_with_its_line_and_no_more_than_80_characters_of_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _brief(project, "# A\n\n## Where it stands\n\n{{ asset.name }} is new.\n\n" + "Words without end " * 400 + "\n")
    assert main(["check", *DAYS[:4]]) == 1
    said = capsys.readouterr().err
    assert "templates/big/page.md.j2:5: error[does-not-fit]" in said
    assert "Words without end" in said
    assert "Words without end " * 5 not in said


def test_an_error_found_while_a_template_is_compiled_names_its_folder(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _brief(project, "# A\n\n" + "{{ " + "(" * 400 + "asset.name" + ")" * 400 + " }}\n")
    assert main(["build", "big", *WORD]) == 1
    assert "templates/big/page.md.j2: error[template-recursion]" in capsys.readouterr().err


# --- tampered files ----------------------------------------------------------------------------------------

BAD = {
    "empty": b"",
    "not JSON": b"not JSON",
    "not UTF-8": b'{"version": 1, "files": ["\xff"]}',
    "deep": b"[" * 100_000,
    "a list": b"[]",
    "a number": b"1e999",
    "not a number": b'{"version": NaN}',
    "many digits": b'{"version": ' + b"9" * 5000 + b"}",
    "another version": b'{"version": 99}',
    "no version": b"{}",
    "a text as version": b'{"version": "1"}',
    "wrong parts": b'{"version": 1, "files": 7, "facts": {}, "sources": {}, "passages": 1}',
    "wrong items": b'{"version": 1, "files": [7], "facts": [7], "sources": [7], "passages": [7]}',
    "half a character": b'{"version": 1, "files": [{"path": "\\ud800"}], "facts": [{"record": "\\ud800"}]}',
}


@pytest.mark.parametrize("name", BAD)
def test_a_manifest_that_was_tampered_with_is_one_problem(
    project: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (project / "output").mkdir()
    (project / "output" / "manifest.json").write_bytes(BAD[name])
    assert main(["build", *WORD]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("output/manifest.json: error[bad-manifest]: the file ")
    assert len(said) == 2


@pytest.mark.parametrize("path", ["/etc/passwd", "../data/example.yaml", "a/../../b", "", "a\0b"])
def test_a_manifest_names_files_of_its_folder_only(
    project: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    assert main(["build", *WORD]) == 0
    manifest = project / "output" / "manifest.json"
    content = json.loads(manifest.read_text())
    content["files"][0]["path"] = path
    manifest.write_text(json.dumps(content))
    assert main(["build", *WORD]) == 1
    assert "error[bad-manifest]" in capsys.readouterr().err


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """A document and its ledger."""
    folder = small_project(tmp_path_factory.mktemp("page"))
    folders = ["--data", folder / "data", "--templates", folder / "templates", "--output", folder / "output"]
    assert main(["build", *WORD, "--quiet", *map(str, folders)]) == 0
    return (folder / PAGE_WORD).read_bytes(), (folder / f"{PAGE_WORD}.ledger.json").read_bytes()


def _tampered(ledger: bytes) -> Iterator[tuple[str, bytes]]:
    yield from BAD.items()
    for name in ("facts", "sources", "passages", "words", "identity", "file", "sha256"):
        for value in (None, 7, -1, "x", ["x"], [None], [[]], {"x": []}, [{}], True):
            yield f"{name}: {value}", json.dumps(json.loads(ledger) | {name: value}).encode()
    content = json.loads(ledger)
    fact = {"record": "a/b", "inputs": [0, 0]}
    bomb = [content["facts"][0], *({**fact, "inputs": [n, n]} for n in range(60))]
    yield "a bomb of facts", json.dumps(content | {"facts": bomb}).encode()
    chain = [content["facts"][0], *({**fact, "inputs": [n]} for n in range(5000))]
    yield "a chain of facts", json.dumps(content | {"facts": chain}).encode()
    for index in (-1, 10**6, "0", 1.0, None, True):
        passages = [{"place": {"area": "body"}, "text": "x", "entries": [{"text": "x", "fact": index}]}]
        yield f"fact {index}", json.dumps(content | {"passages": passages}).encode()
    for place in ({}, {"area": 1}, {"area": "body", "row": "1"}, {"area": "body", "alt": "yes"}, [], "body"):
        yield f"place {place}", json.dumps(content | {"passages": [{"place": place}]}).encode()


def test_a_ledger_that_was_tampered_with_is_one_problem(
    tmp_path: Path, page: tuple[bytes, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    document, ledger = page
    file = tmp_path / "a.docx"
    file.write_bytes(document)
    beside = tmp_path / "a.docx.ledger.json"
    for name, tampered in _tampered(ledger):
        beside.write_bytes(tampered)
        for command in (["audit", str(file), "--output", str(tmp_path)], ["trace", str(file)]):
            code = main(command)
            said = capsys.readouterr().err
            assert code in (0, 1), (name, command, said)
            assert code == 1 or name.startswith(("file", "sha256", "words", "sources", "facts", "passages")), name
        assert main(["trace", "--source", "x", "--output", str(tmp_path)]) in (1, 2), name
        assert "bug in briefgen" not in capsys.readouterr().err, name


def test_a_ledger_that_is_no_file_is_one_problem(
    tmp_path: Path, page: tuple[bytes, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(page[0])
    os.mkfifo(tmp_path / "a.docx.ledger.json")
    (tmp_path / "b.docx.ledger.json").mkdir()
    assert main(["audit", str(file), "--output", str(tmp_path)]) == 1
    assert main(["trace", "--source", "x", "--output", str(tmp_path)]) == 1
    assert "a.docx.ledger.json: error[bad-ledger]: the file is a named pipe, not a file" in capsys.readouterr().err


def test_a_kept_ledger_that_expands_without_end_is_one_problem(
    tmp_path: Path, page: tuple[bytes, bytes], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefgen.ledger.store.MAX_BYTES", 1_000_000)
    identity = json.loads(page[1])["identity"].removeprefix("briefgen:")
    file = tmp_path / "a.docx"
    file.write_bytes(page[0])
    kept = tmp_path / ".ledgers" / f"{identity}.json.gz"
    kept.parent.mkdir()
    bomb, good = gzip.compress(b" " * 50_000_000), gzip.compress(page[1])
    for content in (bomb, good[:-20], good[:20], b"not packed", b"", good[:40] + b"\0\0" + good[42:]):
        kept.write_bytes(content)
        assert main(["audit", str(file), "--output", str(tmp_path)]) == 1
        said = capsys.readouterr().err.splitlines()
        assert said[0].startswith(f"{kept}: error[bad-ledger]: the file ")
    kept.write_bytes(good)
    assert main(["audit", str(file), "--output", str(tmp_path)]) == 0


def test_a_huge_ledger_or_manifest_is_not_read(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["build", *WORD]) == 0
    monkeypatch.setattr("briefgen.build.manifest.MAX_BYTES", 100)
    monkeypatch.setattr("briefgen.ledger.ledger.MAX_BYTES", 100)
    assert main(["build", *WORD]) == 1
    assert "the limit is 100" in capsys.readouterr().err
    assert main(["audit", PAGE_WORD]) == 1
    assert "the limit is 100" in capsys.readouterr().err


def test_a_document_that_failed_and_was_forced_is_kept_where_it_would_be_the_same(
    project: Path, failing: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *WORD, "--force"]) == 1
    before = _files(project / "output")
    data = project / "data" / "example.yaml"
    data.write_text("# a line more\n" + data.read_text())
    capsys.readouterr()
    assert main(["build", *WORD, "--force"]) == 1
    assert "up to date: 1 file" in capsys.readouterr().err
    after = _files(project / "output")
    assert {name for name in after if after[name] != before[name]} == {"manifest.json"}
