"""Jobs on a Dask cluster: a real scheduler and two workers on this machine, which are killed while they work."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from briefgen.build import cluster, elsewhere
from briefgen.build.build import Way, build_project
from briefgen.build.cluster import TRIES, Cluster
from briefgen.build.executors import Serial
from briefgen.build.gates import Asked
from briefgen.build.inputs import toolchain
from briefgen.build.job import Failure, make_document
from briefgen.build.prepare import prepare
from briefgen.build.progress import Quiet
from briefgen.build.wanted import Selection
from briefgen.cli.main import main
from briefgen.project import Project
from briefgen.values.dates import Period
from support.small_project import PAGE, add_brief, small_project
from support.worker_jobs import kills_itself

pytest.importorskip("distributed")
WANTED = Selection(date(2025, 12, 31), Period.parse("2025-Q4"))
DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31", "--jobs", "1"]


@dataclass
class Running:
    """A cluster of this machine."""

    address: str
    workers: list[subprocess.Popen[bytes]]
    told: list[str] = field(default_factory=list)

    def kill(self) -> None:
        """Kill a worker."""
        one = self.workers.pop()
        one.kill()
        one.wait()


class KillsOnce(Quiet):
    """Kills a worker at the first document."""

    def __init__(self, running: Running) -> None:
        self.running, self.done = running, False

    def step(self, line: str = "") -> None:
        if not self.done:
            self.running.kill()
        self.done = True


class Here:
    """Where jobs end that the cluster lost: does none of them."""

    workers, seconds = 1, 60.0

    def run(self, work: Callable[[Any], Any], jobs: Sequence[Any]) -> Generator[tuple[Any, Any], None, None]:
        yield from ((job, f"{job} was left") for job in jobs)


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    paths = [str(Path(__file__).parents[1]), *sys.path]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    command = [sys.executable, "-m", "dask", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    place = tmp_path_factory.mktemp("cluster") / "scheduler.json"
    own = ("--scheduler-file", str(place))
    scheduler = _start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", *own)
    options = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard", *own)
    workers = [_start("worker", *options, "--local-directory", str(place.parent)) for _ in range(2)]
    try:
        while scheduler.poll() is None and not (place.exists() and place.read_text().rstrip().endswith("}")):
            time.sleep(0.1)
        found = Running(json.loads(place.read_text())["address"], workers)
        client = cluster.connect(found.address)
        client.wait_for_workers(2, timeout=120)
        client.close()
        yield found
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    small_project(tmp_path)
    for name in ("more", "third"):
        add_brief(tmp_path, name, PAGE)
    return Project(tmp_path / "data", tmp_path / "templates", tmp_path / "output")


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _built_on(running: Running, project: Project, **way: Any) -> dict[str, bytes]:
    running.told.clear()
    found = Cluster(running.address, project.templates, Serial(), running.told.append)
    report = build_project(project, Asked(WANTED), Way(found, cached=False), KillsOnce(running))
    found.close()
    assert {failure.path for failure in report.failures} == way["failed"]
    return _files(project.output)


# --- what goes there ---------------------------------------------------------------------------------------


def test_a_parcel_holds_all_that_a_job_reads_and_names_places_as_the_user_wrote_them(
    project: Project, tmp_path: Path
) -> None:
    add_brief(tmp_path, "broken", "# {{ asset.nmae }}\n")
    prepared = prepare(project, WANTED)
    work = partial(make_document, materials=prepared.materials, cached=False)
    before = {job.path: work(job) for job in prepared.jobs}
    parcel = elsewhere.pack(work, project.templates)
    for _ in range(2):  # each of several workers of a machine brings it
        elsewhere.unpack("key", parcel)
    project.templates.rename(tmp_path / "gone")
    there = elsewhere._places["key"]
    try:
        after = {job.path: pickle.loads(there(pickle.dumps(job))) for job in prepared.jobs}
        own = {job.path: pickle.loads(elsewhere.run_job("key", pickle.dumps(job), 60.0)) for job in prepared.jobs[:2]}
        assert elsewhere.about() == toolchain()
    finally:
        elsewhere.forget("key")
        elsewhere.forget("key")
    assert own.items() <= after.items()
    assert after == before
    assert any(isinstance(result, Failure) for result in after.values())
    assert not Path(there.place).exists()


# --- who is there ------------------------------------------------------------------------------------------


def test_a_worker_with_other_versions_is_refused_by_name(
    running: Running, project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tuple((name, "0.1" if name == "matplotlib" else told) for name, told in toolchain().versions)
    monkeypatch.setattr(cluster, "toolchain", lambda: replace(toolchain(), versions=other, fonts="others"))
    folders = [f"--{name}={getattr(project, name)}" for name in ("data", "templates", "output")]
    assert main(["build", *folders, *DAYS, "--scheduler", running.address]) == 1
    said = capsys.readouterr().err
    assert said.count("warning[unfit-worker]: the worker is not used, as its documents would have other bytes") == 2
    assert f"matplotlib {dict(toolchain().versions)['matplotlib']}, not 0.1; it has other fonts installed" in said
    assert f"{running.address}: error[no-cluster]: none of its workers can be used" in said
    assert not project.output.exists()
    assert main(["doctor", *folders, "--scheduler", running.address]) == 1
    assert f"{running.address} has no worker that can be used" in capsys.readouterr().out


def test_the_doctor_names_each_worker(running: Running, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    folders = [f"--{name}={getattr(project, name)}" for name in ("data", "templates", "output")]
    assert main(["doctor", *folders, "--scheduler", running.address]) == 0
    told = capsys.readouterr().out
    assert told.count(", 1 thread, the same versions, code and fonts as here") == 2


def test_without_a_cluster_nothing_is_built(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [f"--{name}={getattr(project, name)}" for name in ("data", "templates", "output")]
    monkeypatch.setattr(cluster, "CONNECT", 0.5)
    assert main(["build", *folders, *DAYS, "--scheduler", "tcp://127.0.0.1:9"]) == 1
    assert "tcp://127.0.0.1:9: error[no-cluster]: no scheduler answers" in capsys.readouterr().err
    assert main(["build", *folders, *DAYS, "--scheduler", "127.0.0.1"]) == 2
    assert "is no address of a scheduler; write tcp://host:8786" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["build", *folders, *DAYS, "--scheduler", "tcp://127.0.0.1:9"]) == 1
    assert 'pip install "briefgen[cluster]"' in capsys.readouterr().err
    assert not project.output.exists()


class Client:
    """Stands for a scheduler whose workers cannot unpack, are of another program or go away; then it is gone itself."""

    def __init__(self) -> None:
        self.workers = {"able": 1, "full": 1}
        self.cancelled = 0

    def wait_for_workers(self, number: int, timeout: float) -> None: ...

    def close(self, timeout: float) -> None: ...

    def nthreads(self) -> dict[str, int]:
        return dict(self.workers)

    def run(self, asked: Callable[..., Any], *given: Any, workers: list[str], on_error: str) -> dict[str, Any]:
        answers: dict[str, Any] = {"other": replace(toolchain(), program="another"), "empty": ImportError("briefgen")}
        answers["silent"] = OSError("no answer")
        if asked is cluster.about:
            return {address: answers.get(address, toolchain()) for address in workers}
        return {address: OSError("no room") if address == "full" else None for address in workers}

    def submit(self, *given: Any, **where: Any) -> Any:
        if not self.cancelled:
            self.cancelled = -1
            return self
        raise OSError("connection closed")

    def done(self) -> bool:
        return False

    def cancel(self) -> None:
        self.cancelled = 1


def test_workers_that_cannot_be_used_and_a_scheduler_that_goes_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, told = Client(), list[str]()
    monkeypatch.setattr(cluster, "connect", lambda address: client)
    found = Cluster("tcp://gone:1", tmp_path, Here(), told.append)
    assert list(found.run(kills_itself, [])) == []
    assert dict(found.run(kills_itself, ["a", "b"])) == {"a": "a was left", "b": "b was left"}
    assert client.cancelled == 1
    assert told == [
        "worker full is not used: no room", "the scheduler is gone: connection closed",
        "2 jobs done here, as the cluster lost them",
    ]  # fmt: skip
    run = cluster._Run(found, b"parcel", [b"job"])
    client.workers |= {"other": 1, "empty": 1, "silent": 1}
    run.look()
    said = "".join(told)
    for why in ("its code of briefgen is another", "it has no briefgen", "it does not answer: no answer"):
        assert f"bytes: {why}" in said


# --- what is lost ------------------------------------------------------------------------------------------


def test_a_job_that_is_lost_is_given_again_three_times_and_then_done_here(running: Running, tmp_path: Path) -> None:
    found = Cluster(running.address, tmp_path, Here(), running.told.append)
    tries: list[int] = []
    lose = cluster._Run.lost

    def noted(run: Any, number: int) -> None:
        lose(run, number)
        tries.append(run.tries[number])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster._Run, "lost", noted)
        results = dict(found.run(kills_itself, ["kill", "a", "b"]))
    found.close()
    assert results == {"kill": "kill was left", "a": "A", "b": "B"}
    assert tries == [1, 2, 3, TRIES]


def test_a_build_whose_worker_is_killed_gives_the_bytes_of_this_machine(
    running: Running, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_brief(tmp_path, "broken", "# {{ asset.nmae }}\n")
    failed = {f"2025-Q4/broken/ext-101.{ending}" for ending in ("docx", "pptx")}
    here = replace(project, output=tmp_path / "here")
    build_project(here, Asked(WANTED), Way(Serial(), cached=False), Quiet())
    assert _built_on(running, project, failed=failed) == _files(here.output)
    assert len(running.workers) == 1
    monkeypatch.setattr(cluster, "LOOK", 0.1)
    monkeypatch.setattr(cluster, "COME", 0.5)  # the last worker is killed too: the rest is made here
    again = replace(project, output=tmp_path / "again")
    assert _built_on(running, again, failed=failed) == _files(here.output)
    assert any("done here, as the cluster lost them" in line for line in running.told)
