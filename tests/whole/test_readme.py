"""The README is true: its commands run, its company builds, the files it names exist."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.briefs.brief import read_briefs
from briefgen.cli.main import main
from briefgen.entry.layout import laid_out
from briefgen.portal import first_pages
from support.sampling import THOROUGH
from support.small_project import small_project

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = [block.strip() for language, block in BLOCKS if language == "sh"]
OF_COMPANY = next(commands for commands in COMMANDS if "--for fernwick" in commands)
"""What builds the documents of the company of the README."""
LONGEST = (["check"], ["check", "--full"])
"""What composes or makes every document: each week those of the README's project, else those of a small one. The check
before the company's build composes them in every run."""
COMPANY = next(block for language, block in BLOCKS if language == "yaml")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the company of the README in it."""
    folder = tmp_path_factory.mktemp("readme")
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    name = COMPANY.splitlines()[0].removeprefix("# ")
    (folder / name).write_text(COMPANY, encoding="utf-8")
    return folder


@pytest.mark.parametrize("commands", [commands for commands in COMMANDS if commands != OF_COMPANY])
def test_commands_run(
    project: Path, commands: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Commands of the program alone run in this process, which has loaded it; those among others run in a shell. First
    pages of all documents are drawn each week; tests/portal draws those of a small project in every run."""
    if not THOROUGH:
        monkeypatch.setattr(first_pages, "soffice", lambda: "")
    lines = [shlex.split(line, comments=True) for line in commands.splitlines()]
    if any(name != "briefgen" for name, *_ in lines):
        run_in_shell(project, commands)
        return
    for name, *arguments in lines:
        brief = arguments in LONGEST and not THOROUGH
        monkeypatch.chdir(small_project(tmp_path / arguments[-1]) if brief else project)
        assert main(arguments) == 0, f"{name} {arguments}: {capsys.readouterr().err}"
        assert "data/fernwick.yaml" not in capsys.readouterr().err, arguments


def run_in_shell(project: Path, commands: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(
        ["bash", "-euc", commands], cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "data/fernwick.yaml" not in done.stderr


def test_the_company_gets_all_its_documents(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    test_commands_run(project, OF_COMPANY, tmp_path, monkeypatch, capsys)
    subjects = {"company": ["fernwick"], "asset": ["fwk-101", "fwk-202", "fwk-303"]}
    expected = {
        f"{brief.name}/{id}.{format}"
        for brief in read_briefs(project / "templates")
        for kind in brief.subjects
        for id in subjects.get(kind, [])
        for format in brief.documents
    }
    expected -= {f"{brief}/{id}.pptx" for brief in ("asset-deck", "medical-deck") for id in ("fwk-202", "fwk-303")}
    output = project / "output" / "2025-Q4"
    ids = {id for each in subjects.values() for id in each}
    assert {path.relative_to(output).as_posix() for path in output.rglob("*.*x") if path.stem in ids} == expected


def test_the_company_has_its_diseases_in_a_new_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "new")]) == 0
    (tmp_path / "new" / COMPANY.splitlines()[0].removeprefix("# ")).write_text(COMPANY, encoding="utf-8")
    folders = [f"--{name}={tmp_path / 'new' / name}" for name in ("data", "templates")]
    assert main(["check", *folders, "--period", "2025-Q4", "--as-of", "2025-12-31"]) == 0
    assert capsys.readouterr().err.endswith("\n0 errors, 0 warnings\n")


def test_the_company_is_laid_out_as_its_files_are() -> None:
    assert laid_out(COMPANY) == COMPANY


def test_the_company_is_as_large_as_promised() -> None:
    import yaml

    lists = yaml.safe_load(COMPANY)
    assert (len(lists["assets"]), len(lists["events"]), len(lists["deals"]), len(lists["results"])) == (3, 10, 1, 3)


def test_files_it_names_exist() -> None:
    for name in re.findall(r"`((?:src|templates|data|\.github|docs)/[\w./-]+)`|\]\(([\w./-]+)\)", README):
        path = name[0] or name[1]
        assert path.endswith(".png") or (ROOT / path).exists(), path
