"""What a build seldom meets: workers that die at once, locks that go away, inputs that changed alone, second interrupts."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import pickle
import signal
import struct
import sys
import threading
import time
import warnings
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest

from briefgen.build import check, elsewhere, executors, interrupts, job, lock
from briefgen.build.executors import Processes, Worker, local
from briefgen.build.inputs import Inputs, files_below
from briefgen.build.libraries import silence_libraries
from briefgen.build.limits import TimeUpError, time_limit
from briefgen.build.lock import LockedError, locked
from briefgen.build.manifest import BuiltFile
from briefgen.build.prepare import prepare
from briefgen.build.summary import page_of
from briefgen.build.wanted import MANY, LeftOut, Selection, in_short
from briefgen.cli.main import main
from briefgen.project import Project
from briefgen.values.dates import Period
from support.small_project import BRIEF, add_brief, small_project
from support.worker_jobs import DiesAtOnce, Stops, never_ends

DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31"]
WANTED = Selection(date(2025, 12, 31), Period.parse("2025-Q4"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_project(tmp_path))
    return tmp_path


# --- workers -------------------------------------------------------------------------------------------------


def test_a_worker_that_dies_before_it_is_ready_takes_its_job_and_no_other_is_waited_for() -> None:
    results = dict(Processes(2, 60.0).run(DiesAtOnce(), ["a", "b", "c"]))
    assert results == dict.fromkeys("abc", "was killed")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_worker_that_is_killed_or_stopped_as_it_begins_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    monkeypatch.setattr(executors, "START", 5.0 if number is signal.SIGSTOP else 60.0)
    results = dict(Processes(1, 60.0).run(Stops(tmp_path, number), ["a"]))
    assert results == {"a": "was killed"}
    (begun,) = tmp_path.iterdir()
    assert not Path("/proc", begun.name, "exe").exists()


def test_a_process_that_is_not_started_is_none_that_has_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: object) -> NoReturn:
        raise OSError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr(multiprocessing.context.SpawnProcess, "start", refused)
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert dict(Processes(2, 60.0).run(str, ["a", "b"])) == dict.fromkeys("ab", "was killed")


def test_a_result_that_comes_by_half_is_waited_for_no_longer_than_a_start(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = Worker[str, str].__new__(Worker)
    worker.ours, theirs = multiprocessing.Pipe()
    os.write(theirs.fileno(), struct.pack("!i", 1_000) + b"half")
    monkeypatch.setattr(executors, "START", 0.2)
    assert worker.heard(60.0) == "was killed"


def test_where_the_system_has_no_server_of_processes_each_is_started_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert local(2, 1.0, ["briefgen.nothing"]) == Processes(2, 1.0)


def test_a_worker_ends_with_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "_exit", _ended)
    monkeypatch.setattr(multiprocessing, "parent_process", Gone)
    with pytest.raises(SystemExit, match="1"):
        executors._end_with_parent()


class Gone:
    """A process that has ended."""

    def join(self) -> None:
        """Nothing to wait for."""


def _ended(status: int) -> NoReturn:
    raise SystemExit(str(status))


def test_a_job_elsewhere_that_takes_too_long_is_ended_and_a_parcel_forgotten_meanwhile_keeps_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere.unpack("long", elsewhere.pack(never_ends, tmp_path))
    try:
        assert pickle.loads(elsewhere.run_job("long", pickle.dumps("end"), 0.5)) == "took too long"
        assert not elsewhere._idle["long"]
        wait = elsewhere.heard_from

        def forgotten(workers: Any, seconds: float) -> Any:
            found = wait(workers, seconds)
            elsewhere.forget("long")
            return found

        monkeypatch.setattr(elsewhere, "heard_from", forgotten)
        assert pickle.loads(elsewhere.run_job("long", pickle.dumps("a"), 60.0)) == "A"
        assert "long" not in elsewhere._idle
    finally:
        elsewhere.forget("long")


def test_libraries_may_warn_where_python_was_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "warnoptions", ["default"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        silence_libraries()
        with pytest.raises(UserWarning):
            warnings.warn("heard", stacklevel=1)


# --- limits and interrupts -----------------------------------------------------------------------------------


def test_a_thread_has_no_limit_of_time() -> None:
    done: list[str] = []

    def work() -> None:
        with time_limit(0.001):
            time.sleep(0.01)
            done.append("all")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["all"]


def test_the_second_interrupt_ends_the_process_at_once(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "_exit", _ended)
    heard = interrupts.Interrupts()
    with pytest.raises(KeyboardInterrupt):
        heard.hear(2, None)
    with pytest.raises(SystemExit, match="130"):
        heard.hear(2, None)
    assert capfd.readouterr().err == "briefgen: stopped at once\n"


@pytest.mark.parametrize(
    ("why", "said"),
    [("took too long", "error[took-too-long]"), ("was killed", "was killed, perhaps for want of memory")],
)
def test_a_check_tells_of_a_document_whose_job_was_lost(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], why: str, said: str
) -> None:
    monkeypatch.setattr(executors, "_limited", lambda work, job, seconds: why)
    assert main(["check", *DAYS]) == 1
    assert said in capsys.readouterr().err


def test_a_document_stops_at_the_limit_of_its_job(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = prepare(Project(project / "data", project / "templates", project / "output"), WANTED)

    def outer(*given: object) -> NoReturn:
        raise TimeUpError(job.SECONDS / 2)

    monkeypatch.setattr(job, "compose_document", outer)
    with pytest.raises(TimeUpError):
        job.composed(prepared.jobs[0], prepared.materials)


def test_a_full_check_tells_what_keeps_a_document_from_being_made(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = prepare(Project(project / "data", project / "templates", project / "output"), WANTED)
    failed = job.Failure("2025-Q4/page/ext-101.docx", (), "Traceback")
    monkeypatch.setattr(check, "make_document", lambda one, materials: failed)
    assert check.check_written(prepared.jobs[0], prepared.materials) is failed


# --- locks ---------------------------------------------------------------------------------------------------


def test_a_lock_in_a_folder_that_goes_away_is_taken_when_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_, told = os.open, list[str]()

    def gone(*given: Any) -> int:
        monkeypatch.setattr(os, "open", open_)
        raise FileNotFoundError

    monkeypatch.setattr(os, "open", gone)
    with locked(tmp_path, told.append):
        assert (tmp_path / ".lock").exists()
    assert told == [f"{tmp_path} is being written by another build"]


def test_a_lock_that_may_not_be_made_is_an_error_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*given: Any) -> NoReturn:
        raise PermissionError(13, "Permission denied", str(tmp_path / ".lock"))

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(PermissionError), locked(tmp_path):
        pass


def test_a_lock_whose_holder_has_not_yet_said_who_it_is(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    with (tmp_path / ".lock").open("w") as other:
        other.write("soon")
        other.flush()
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(LockedError, match=r"written by another build$"), locked(tmp_path):
            pass


def test_a_lock_that_its_holder_removed_meanwhile_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take = lock._lock

    def removed(file: int) -> bool:
        monkeypatch.setattr(lock, "_lock", take)
        (tmp_path / ".lock").unlink()
        return take(file)

    monkeypatch.setattr(lock, "_lock", removed)
    with locked(tmp_path, str):
        assert (tmp_path / ".lock").exists()


# --- inputs, manifest, what is told ----------------------------------------------------------------------------


def test_a_program_of_the_same_version_may_be_another() -> None:
    inputs = Inputs(program="1", versions=(("briefgen", "1"),), dataset="", templates="", brand="", fonts="")
    assert list(replace(inputs, program="2").since(inputs)) == ["the program changed"]


def test_a_link_that_leads_nowhere_is_no_file_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    (tmp_path / "b").symlink_to(tmp_path / "nowhere")
    assert [name for name, _ in files_below(tmp_path)] == ["a"]


def test_what_is_left_out_is_told_in_few_lines() -> None:
    lines = list(in_short([LeftOut(f"company {number}", "nothing is known") for number in range(MANY + 2)]))
    assert (len(lines), lines[-1]) == (MANY + 1, "left out: 2 more")


def test_the_page_of_a_build_says_what_was_not_made() -> None:
    texts = {field.name: "" for field in fields(BuiltFile) if field.type == "str"}
    one = BuiltFile(**{**texts, "path": "2025-Q4/page/a.docx", "subject": "a", "format": "docx"})
    said = page_of(WANTED, written=[one], left_out=[LeftOut("asset b", "nothing is known | of it")])
    assert "| `2025-Q4/page/a.docx` |  | written |" in said
    assert "Left out: 1" in said
    assert "- asset b: nothing is known" in said
    nothing = page_of(WANTED, failed=1)
    assert "**1 document could not be made**" in nothing
    assert "| about |" not in nothing


AREAS = BRIEF.replace("for: asset", "for: [area, company, asset]").replace("asset.name", "subject.name")


def test_what_is_asked_for_and_has_no_document_says_why(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "data/more.yaml").write_text(
        "companies:\n  - {id: partner, name: Partner, partner_only: true, source: example-2025-11-05}\n"
    )
    add_brief(project, "any", "# {{ subject.name }}\n\n{{ subject.name }}.\n", AREAS.replace(", pptx: page.md.j2", ""))
    for subject, why in (
        ("partner", "it is `partner_only`, which gets no briefing of its own"),
        ("gastrointestinal-cancer", "there is no asset in it that the audience investor may see"),
    ):
        main(["build", "any", "--for", subject, *DAYS, "--jobs", "1"])
        assert f"{subject}: {why}" in capsys.readouterr().err.replace("\n", " ")
    main(["build", "--for", "example", "--format", "pptx", *DAYS, "--jobs", "1"])
    assert "it has no document in the formats asked for" in capsys.readouterr().err


def test_a_document_with_a_copy_for_review_is_written_anew_with_it(project: Path) -> None:
    assert main(["build", *DAYS, "--format", "docx", "--review", "--jobs", "1", "--quiet"]) == 0
    before = {path.name: path.read_bytes() for path in Path("output").rglob("*.docx")}
    page = project / "templates/page/page.md.j2"
    page.write_text(page.read_text().replace("is developed by", "is being developed by"))
    assert main(["build", *DAYS, "--format", "docx", "--review", "--jobs", "1", "--quiet"]) == 0
    after = {path.name: path.read_bytes() for path in Path("output").rglob("*.docx")}
    assert [name for name in before if before[name] == after[name]] == []
    assert sorted(after) == ["ext-101.docx", "ext-101.review.docx"]


def test_a_manifest_that_lists_less_than_its_build_made_is_no_reason_to_do_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *DAYS, "--jobs", "1", "--quiet"]) == 0
    manifest = Path("output/manifest.json")
    content = json.loads(manifest.read_text())
    content["files"] = [entry for entry in content["files"] if entry["format"] == "docx"]
    manifest.write_text(json.dumps(content))
    assert main(["build", *DAYS, "--jobs", "1", "--force"]) == 0
    content = json.loads(manifest.read_text())
    assert [entry["format"] for entry in content["files"]] == ["docx", "pptx"]
    for entry in content["files"]:
        del entry["inputs"]
    manifest.write_text(json.dumps(content))
    assert main(["build", *DAYS, "--jobs", "1", "--all", "--explain"]) == 0
    assert "ext-101.docx: rebuilt because all is made anew" in capsys.readouterr().err
