"""The doctor names what of a machine or a folder stops a build, and what only slows it or leaves signs out."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from briefgen import doctor
from briefgen.build.lock import locked
from briefgen.cli.main import main
from support.small_project import small_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_project(tmp_path))
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], code: int, *more: str) -> str:
    capsys.readouterr()
    assert main(["doctor", *more]) == code
    return " ".join(capsys.readouterr().out.split())


def test_folders_that_are_not_there_stop_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    said = told(capsys, 1, "--templates", "nowhere")
    assert "there is no YAML file in data; run `briefgen init`" in said
    assert "there is no folder nowhere; say where with --templates" in said


def test_a_library_that_is_missing_or_broken_stops_a_build(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "broken_library.py").write_text("raise ImportError('its shared object is gone')")
    monkeypatch.syspath_prepend(str(project))
    monkeypatch.setattr(doctor, "LIBRARIES", ("no-such-library",))
    monkeypatch.setattr(doctor, "_IMPORTED", ("broken_library",))
    said = told(capsys, 1)
    assert "no-such-library is not installed; install briefgen again" in said
    assert "broken_library cannot be loaded: its shared object is gone; install briefgen again" in said


def test_a_brand_that_cannot_be_read_stops_a_build(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brand = project / "templates" / "brand" / "_brand.yml"
    brand.write_text("color: [\n")
    assert "templates/brand/_brand.yml:2:1: error[bad-yaml]" in told(capsys, 1)


def test_a_manifest_that_is_none_stops_a_build(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "output").mkdir()
    (project / "output" / "manifest.json").write_text("{")
    assert "output/manifest.json" in told(capsys, 1)


def test_a_folder_that_another_build_writes_into_has_to_be_waited_for(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with locked(project / "output"):
        assert "; wait for it with --wait" in told(capsys, 1)


def test_without_room_for_scratch_files_nothing_is_built(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(project / "nowhere"))
    assert f"cannot write into {project}/nowhere: No such file or directory" in told(capsys, 1)


def test_without_a_cache_all_is_drawn_anew(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "file").write_text("")
    monkeypatch.setenv("BRIEFGEN_CACHE", str(project / "file" / "kept"))
    assert "every build draws all anew" in told(capsys, 0)


def test_without_east_asian_fonts_names_cannot_be_drawn(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "font_files", list)
    assert "nor Noto Sans CJK is installed: charts cannot draw Chinese or Japanese names" in told(capsys, 0)


def test_memory_is_counted_where_the_system_has_no_list_of_it(
    monkeypatch: pytest.MonkeyPatch, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read = Path.read_text

    def without_list(path: Path, *arguments: str, **named: str) -> str:
        if str(path) == "/proc/meminfo":
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return read(path, *arguments, **named)

    monkeypatch.setattr(Path, "read_text", without_list)
    assert " free" in told(capsys, 0).partition("memory")[2][:20]
    monkeypatch.delattr(doctor.os, "sysconf")
    assert "memory" not in told(capsys, 0)


def test_a_scheduler_that_does_not_answer_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cluster = pytest.importorskip("briefgen.build.cluster")
    monkeypatch.setattr(cluster, "CONNECT", 0.5)
    assert "tcp://127.0.0.1:9: no scheduler answers" in told(capsys, 1, "--scheduler", "tcp://127.0.0.1:9")
