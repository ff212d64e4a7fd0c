"""Jobs: plain data that runs anywhere; a format is an entry of the table; one limit of time inside another."""

from __future__ import annotations

import gc
import pickle
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from weakref import ref

import pytest

from briefgen.build.build import Way, build_project
from briefgen.build.executors import Serial
from briefgen.build.gates import Asked
from briefgen.build.job import Failure, make_document
from briefgen.build.limits import TimeUpError, time_limit
from briefgen.build.prepare import prepare
from briefgen.build.progress import Quiet
from briefgen.build.wanted import Selection
from briefgen.cli.main import main
from briefgen.formats import FORMATS, loaded
from briefgen.problems import ProblemsFoundError
from briefgen.project import Project
from briefgen.values.dates import Period
from support.small_project import BRIEF, PAGE, add_brief, small_project

WANTED = Selection(date(2025, 12, 31), Period.parse("2025-Q4"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    small_project(tmp_path)
    return Project(tmp_path / "data", tmp_path / "templates", tmp_path / "output")


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Backwards:
    """Somewhere else: it gets work and jobs as bytes, does the last job first, and sends bytes back."""

    workers = 3
    seconds = 60.0

    def run(self, work: Callable[[Any], Any], jobs: Sequence[Any]) -> Generator[tuple[Any, Any], None, None]:
        sent = pickle.dumps((work, list(jobs)))
        there, its_jobs = pickle.loads(sent)
        for job in reversed(its_jobs):
            yield job, pickle.loads(pickle.dumps(there(job)))


def test_what_a_build_reads_is_not_looked_through_for_garbage_while_it_writes() -> None:
    before = gc.get_freeze_count()
    frozen = [(gc.get_freeze_count() > before, gc.isenabled()) for _ in Serial().run(str, ["a", "b"])]
    assert frozen == [(True, False), (True, False)]
    assert (gc.get_freeze_count(), gc.isenabled()) == (0, True)


def test_what_each_job_but_the_first_leaves_is_gone_when_it_is_done() -> None:
    class Ring:
        def __init__(self) -> None:
            self.itself = self

    left: list[ref[Ring]] = []
    seen = [
        sum(one() is not None for one in left)
        for _ in Serial().run(lambda _: left.append(ref(Ring())), ["a", "b", "c"])
    ]
    assert seen == [1, 1, 1]


def test_a_build_runs_its_jobs_wherever_it_is_told(project: Project, tmp_path: Path) -> None:
    add_brief(tmp_path, "broken", "# {{ asset.nmae }}\n")
    here = build_project(project, Asked(WANTED), Way(Serial()), Quiet())
    there = build_project(replace(project, output=tmp_path / "there"), Asked(WANTED), Way(Backwards()), Quiet())
    assert _files(project.output) == _files(tmp_path / "there")
    assert len(here.written) == 2
    assert here == there
    assert [failure.path for failure in here.failures] == [
        f"2025-Q4/broken/ext-101.{format}" for format in ("docx", "pptx")
    ]


def test_what_goes_to_a_worker_holds_no_view(project: Project) -> None:
    prepared = prepare(project, WANTED)
    sent = pickle.dumps((prepared.jobs, prepared.materials))
    assert b"briefgen.view" not in sent
    jobs, materials = pickle.loads(sent)
    assert make_document(jobs[0], materials) == make_document(prepared.jobs[0], prepared.materials)


def test_a_format_is_one_entry_of_the_table(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(FORMATS, "wordx", replace(FORMATS["docx"], name="wordx"))
    add_brief(tmp_path, "new", PAGE, BRIEF.replace("pptx:", "wordx:"))
    days = ["--period", "2025-Q4", "--as-of", "2025-12-31"]
    assert main(["check", "new", *days]) == 0
    assert main(["build", "new", *days, "--jobs", "1", "--review", "--quiet"]) == 0
    made = sorted(path.name for path in Path("output/2025-Q4/new").glob("*.wordx"))
    assert made == ["ext-101.review.wordx", "ext-101.wordx"]
    capsys.readouterr()
    assert main(["audit", "output/2025-Q4/new"]) == 0
    assert "ext-101.wordx: " in capsys.readouterr().out


def test_a_format_that_is_none_is_told(project: Project) -> None:
    add_brief(project.data.parent, "new", PAGE, BRIEF.replace("pptx:", "pttx:"))
    with pytest.raises(ProblemsFoundError) as found:
        prepare(project, WANTED)
    (problem,) = found.value.problems
    assert (problem.code, problem.origin.line) == ("unknown-word", 6)
    assert "did you mean 'pptx'?" in problem.hint


def test_every_pass_that_a_format_names_is_there() -> None:
    for format in FORMATS.values():
        for name in filter(None, (format.writer, format.annotator, format.reader, format.accessibility)):
            assert callable(loaded(name))


def test_what_is_wrong_with_data_and_brand_is_told_at_once(project: Project) -> None:
    (project.data / "bad.yaml").write_text("companies: [{id: x}]")
    (project.templates / "brand" / "_brand.yml").write_text("color: [")
    with pytest.raises(ProblemsFoundError) as found:
        prepare(project, WANTED)
    assert {"bad.yaml", "_brand.yml"} <= {Path(problem.origin.path).name for problem in found.value.problems}


def test_check_finds_the_same_in_one_process_and_in_two(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("briefgen.build.check.SHARE", 2)
    for name, field in (("first", "nmae"), ("second", "company.nmae")):
        add_brief(tmp_path, name, f"# {{{{ asset.{field} }}}}\n")
    said = []
    for jobs in ("1", "2"):
        assert main(["check", "--period", "2025-Q4", "--as-of", "2025-12-31", "--jobs", jobs]) == 1
        said.append(capsys.readouterr())
    assert said[0] == said[1]
    assert "templates/first/page.md.j2:1: error[undefined]" in said[0].err + said[0].out


def _stopped_after(*limits: float) -> float:
    """Which of the limits, each inside the one before, stops work that never ends."""
    try:
        with time_limit(limits[0]):
            if limits[1:] and (inner := _stopped_after(*limits[1:])) != limits[1]:
                return inner
            time.sleep(5)
    except TimeUpError as error:
        return error.seconds
    return 0


def test_a_limit_inside_another_does_not_end_it() -> None:
    assert _stopped_after(0.3, 0.05) == 0.3
    assert _stopped_after(0.05, 9) == 0.05


def test_a_document_that_cannot_be_written_is_a_failure_with_its_path(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = prepare(project, WANTED)
    monkeypatch.setitem(FORMATS, "docx", replace(FORMATS["docx"], writer="builtins:divmod"))
    made = make_document(prepared.jobs[0], prepared.materials)
    assert isinstance(made, Failure)
    assert made.path == "2025-Q4/page/ext-101.docx"
    assert "TypeError" in made.bug
