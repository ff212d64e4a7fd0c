"""Links, pipes and devices where files of the project are expected: named, never followed out, never waited for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from briefgen.cli.main import main
from support.small_project import small_project

SECRET = "Qwertzuiop {{ 15% }} : [ \n"
CHECK = ["check"]
BUILD = ["build", "--period", "2025-Q4", "--as-of", "2025-12-31", "--jobs", "1", "--quiet"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = small_project(tmp_path / "project")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret").write_text(SECRET)
    monkeypatch.chdir(folder)
    return folder


def link_out(project: Path, name: str) -> None:
    """A link in the project to a file or folder that lies outside: a copy of what stood there, else a secret."""
    path = project / name
    target = project.parent / "elsewhere" / path.name
    if path.exists():
        shutil.move(path, target)
    else:
        target.write_text(SECRET)
        path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("data/more.yaml", "data/more.yaml"),
        ("templates/page/page.md.j2", "templates/page/"),
        ("templates/page/other.md.j2", "templates/page/other.md.j2"),
        ("templates/shared/other.md.j2", "templates/shared/other.md.j2"),
        ("templates/page/brief.yaml", "templates/page/brief.yaml"),
        ("templates/page", "templates/page/brief.yaml"),
        ("templates/brand", "templates/brand/_brand.yml"),
        ("templates/brand/_brand.yml", "templates/brand/_brand.yml"),
        ("templates/brand/reference.docx", "templates/brand/reference.docx"),
        ("templates/brand/reference.pptx", "templates/brand/reference.pptx"),
        ("templates/brand/ours.potx", "templates/brand/ours.potx"),
        ("templates/brand/fonts", "templates/brand/fonts/"),
        ("templates/brand/fonts/LiberationSans-Regular.ttf", "templates/brand/fonts/LiberationSans-Regular.ttf"),
    ],
)
@pytest.mark.parametrize("command", [CHECK, BUILD])
def test_a_link_that_leads_out_is_told_and_not_read(
    project: Path, capsys: pytest.CaptureFixture[str], command: list[str], name: str, told: str
):
    link_out(project, name)
    if command is BUILD and name.endswith("other.md.j2"):
        return  # a template that no document uses is looked at by check alone
    assert main(command) == 1
    said = capsys.readouterr().err
    assert told in said
    assert "error[outside-project]" in said
    assert "Qwertz" not in said


def test_an_included_link_is_told_where_it_is_included(project: Path, capsys: pytest.CaptureFixture[str]):
    link_out(project, "templates/shared/other.md.j2")
    (project / "templates" / "page" / "page.md.j2").write_text(
        "# {{ asset.name }}\n\n{% include 'shared/other.md.j2' %}\n"
    )
    assert main(BUILD) == 1
    said = capsys.readouterr().err
    assert "templates/page/page.md.j2:3: error[outside-project]: 'shared/other.md.j2' leads out of the folder" in said
    assert "Qwertz" not in said


PIPES = [
    "data/more.yaml", "templates/page/brief.yaml", "templates/page/page.md.j2", "templates/page/other.md.j2",
    "templates/brand/_brand.yml", "templates/brand/reference.docx", "templates/brand/reference.pptx",
    "templates/brand/fonts/LiberationSans-Regular.ttf", "templates/brand/ours.dotx",
]  # fmt: skip


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
@pytest.mark.parametrize("name", PIPES)
def test_what_is_no_file_is_told_and_never_waited_for(
    project: Path, capsys: pytest.CaptureFixture[str], name: str, kind: str
):
    path = project / name
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/zero")
    assert main(CHECK) == 1
    said = capsys.readouterr().err
    assert name in said
    assert ("error[outside-project]" if kind == "device" else "error[not-a-file]") in said


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_texts_of_sources_are_files_too(project: Path, capsys: pytest.CaptureFixture[str], kind: str):
    texts = project / "texts"
    texts.mkdir()
    for name in ("example-2025-11-05.txt", "sources.yaml"):
        if kind == "pipe":
            os.mkfifo(texts / name)
        else:
            (texts / name).symlink_to("/dev/zero")
    assert main(["verify", "--source-texts", "texts"]) == 1
    said = capsys.readouterr().err
    code = "not-a-file" if kind == "pipe" else "outside-project"
    assert f"texts/example-2025-11-05.txt: error[{code}]" in said
    assert f"texts/sources.yaml:1:1: error[{code}]" in said


@pytest.mark.parametrize("name", ["2025-Q4", "2025-Q4/page"])
def test_nothing_is_written_through_a_link_out_of_the_output(
    project: Path, capsys: pytest.CaptureFixture[str], name: str
):
    link = project / "output" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(project.parent / "elsewhere", target_is_directory=True)
    assert main(BUILD) == 1
    assert "error[outside-project]: leads out of the folder output" in capsys.readouterr().err
    assert [path.name for path in (project.parent / "elsewhere").rglob("*")] == ["secret"]


def test_a_link_in_the_place_of_an_output_is_replaced(project: Path):
    target = project.parent / "elsewhere" / "secret"
    for name in ("2025-Q4/page/ext-101.docx", "2025-Q4/page/ext-101.docx.ledger.json", "manifest.json"):
        path = project / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name != "manifest.json":
            path.symlink_to(target)
    assert main(BUILD) == 0
    assert target.read_text() == SECRET
    assert not (project / "output" / "2025-Q4" / "page" / "ext-101.docx").is_symlink()


def test_folders_that_the_user_names_may_be_links(project: Path, tmp_path: Path):
    for name in ("data", "templates", "output"):
        (project / name).mkdir(exist_ok=True)
        (tmp_path / name).symlink_to(project / name, target_is_directory=True)
    folders = [word for name in ("data", "templates", "output") for word in (f"--{name}", str(tmp_path / name))]
    assert main([*BUILD, *folders]) == 0
    assert (project / "output" / "2025-Q4" / "page" / "ext-101.docx").is_file()
