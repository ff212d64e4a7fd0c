"""Scheduled builds: the workflows hold together, their shell steps run, and `briefgen ci init` writes them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.cli.main import main
from briefgen.project import ci_files
from briefgen.records.vocabulary import AUDIENCES
from support.small_project import small_project
from support.stand_in_office import stand_in_office

ROOT = Path(__file__).parents[2]
OWN = ROOT / ".github" / "workflows"
WORKFLOWS = {path.name: path.read_text("utf-8") for path in sorted(OWN.glob("*.yml"))}
FILES = ci_files("github") | ci_files("gitlab")
HOSTED = {name: text for name, text in FILES.items() if name.startswith(".github/")}
BUILD = ".github/workflows/build.yml"
GITLAB = ".gitlab-ci.yml"
WRITES = {"provenance": {"attestations", "id-token"}, "pages": {"pages", "id-token"}, "publish": {"id-token"},
          "package": {"attestations", "id-token"}}  # fmt: skip
DAYS = {"BRIEFGEN_PERIOD": "2025-Q4", "BRIEFGEN_AS_OF": "2025-12-31"}


class _Loader(yaml.SafeLoader):
    """Reads `on:` as a text, as GitHub does."""


_Loader.yaml_implicit_resolvers = {
    key: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:bool"]
    for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _read(text: str) -> dict[str, Any]:
    return yaml.load(text, _Loader)


def _steps(text: str) -> list[dict[str, Any]]:
    return [step for job in _read(text)["jobs"].values() for step in job.get("steps", ())]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_project(tmp_path))
    return tmp_path


# --- what is written in them --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(WORKFLOWS | HOSTED))
def test_actions_are_pinned_by_their_commit(name: str) -> None:
    text = (WORKFLOWS | HOSTED)[name]
    used = re.findall(r"^ *(?:- )?uses: (.+)$", text, re.MULTILINE)
    outside = [one for one in used if one != "./.github/workflows/build.yml"]
    assert used
    assert not [one for one in outside if not re.fullmatch(r"[\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)]


def test_an_action_has_one_version_everywhere() -> None:
    found: dict[str, set[str]] = {}
    for text in (*WORKFLOWS.values(), *HOSTED.values()):
        for action, version in re.findall(r"uses: ([\w/.-]+)@(.+)", text):
            found.setdefault(action, set()).add(version)
    assert not {action for action, versions in found.items() if len(versions) > 1}


@pytest.mark.parametrize("name", sorted(WORKFLOWS | HOSTED))
def test_a_workflow_may_read_and_a_job_writes_what_it_must(name: str) -> None:
    workflow = _read((WORKFLOWS | HOSTED)[name])
    assert workflow["on"]
    assert workflow["permissions"] == {"contents": "read"}
    for job, what in workflow["jobs"].items():
        writes = {key for key, value in what.get("permissions", {}).items() if value == "write"}
        if "uses" in what:  # what the jobs that it calls may ask for
            assert writes == WRITES["provenance"] | WRITES["pages"]
        else:
            assert writes == WRITES.get(job, set())
            assert what["timeout-minutes"]
            assert what["steps"]


@pytest.mark.parametrize("name", sorted(WORKFLOWS | HOSTED))
def test_nothing_that_people_type_becomes_part_of_a_script(name: str) -> None:
    """Expressions reach a script as variables, never as text of it."""
    scripts = [step["run"] for step in _steps((WORKFLOWS | HOSTED)[name]) if "run" in step]
    free = [re.sub(r"\$\{\{ (matrix|runner)\.[^}]*\}\}", "", script) for script in scripts]
    assert not [script for script in free if "${{" in script]


@pytest.mark.parametrize("name", sorted(WORKFLOWS | HOSTED))
def test_expressions_name_what_is_there(name: str) -> None:
    """Inputs, jobs and steps that an expression names, and jobs that a job needs."""
    text = (WORKFLOWS | HOSTED)[name]
    workflow = _read(text)
    events = workflow["on"] if isinstance(workflow["on"], dict) else {}
    inputs = {key for event in events.values() if isinstance(event, dict) for key in event.get("inputs", {})}
    assert set(re.findall(r"\binputs\.(\w+)", text)) <= inputs
    for job in workflow["jobs"].values():
        needs = job.get("needs", [])
        needed = {needs} if isinstance(needs, str) else set(needs)
        assert needed <= set(workflow["jobs"])
        steps = {step["id"] for step in job.get("steps", ()) if "id" in step}
        assert set(re.findall(r"\bsteps\.(\w+)\.", json.dumps(job))) <= steps
        for other, output in re.findall(r"\bneeds\.(\w+)\.outputs\.(\w+)", json.dumps(job)):
            assert other in needed
            assert output in workflow["jobs"][other]["outputs"]


def test_what_is_called_takes_what_the_callers_give() -> None:
    takes = set(_read(FILES[BUILD])["on"]["workflow_call"]["inputs"])
    for name in ("nightly", "quarterly"):
        workflow = _read(FILES[f".github/workflows/{name}.yml"])
        (schedule,) = workflow["on"]["schedule"]
        assert len(schedule["cron"].split()) == 5
        assert set(workflow["jobs"]["build"]["with"]) <= takes


def test_a_run_by_hand_asks_for_period_day_and_audience() -> None:
    asked = _read(FILES[BUILD])["on"]["workflow_dispatch"]["inputs"]
    assert {"period", "as_of", "audience"} <= set(asked)
    gitlab = _read(FILES[GITLAB])["variables"]
    for words in (asked["audience"]["description"], gitlab["BRIEFGEN_AUDIENCE"]["description"]):
        assert set(AUDIENCES.codes) <= set(re.findall(r"\w+", words))


def test_this_project_is_built_as_every_other() -> None:
    """Its workflows are those that `briefgen ci init` writes, but for how the program comes into the machine."""
    installs = r"(cache-dependency-path:|run: (?:pip install \"briefgen|make setup)).*"
    for name, text in HOSTED.items():
        assert re.sub(installs, r"\1", text).replace('pip install "briefgen', "make setup") == re.sub(
            installs, r"\1", WORKFLOWS[Path(name).name]
        )


def test_pages_are_published_only_where_somebody_asked_for_it() -> None:
    """Documents may be confidential, and sites of private repositories may be public."""
    github = _read(FILES[BUILD])["jobs"]
    assert github["pages"]["if"] == "${{ vars.BRIEFGEN_PAGES == 'on' }}"
    (rule,) = _read(FILES[GITLAB])["pages"]["rules"]
    assert '$BRIEFGEN_PAGES == "on"' in rule["if"]


def test_gitlab_knows_every_key() -> None:
    text = _read(FILES[GITLAB])
    stages, jobs = text.pop("stages"), {name: job for name, job in text.items() if name not in ("variables", "default")}
    known = {"stage", "needs", "interruptible", "artifacts", "extends", "rules", "script", "before_script"}
    for name, job in jobs.items():
        whole = jobs.get(job.get("extends", ""), {}) | job
        assert set(job) <= known
        assert whole["stage"] in stages
        assert name.startswith(".") or whole["script"]


# --- their shell steps --------------------------------------------------------------------------------------


def _scripts() -> list[tuple[str, str]]:
    found = [
        (name, step["run"]) for name, text in (WORKFLOWS | HOSTED).items() for step in _steps(text) if "run" in step
    ]
    for name, job in _read(FILES[GITLAB]).items():
        if isinstance(job, dict):
            found += [(f"{GITLAB} {name}", line) for key in ("before_script", "script") for line in job.get(key, ())]
    return found


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def _linted(*command: str) -> str:
    """What a program that comes with the tests says against files; "" when it is content."""
    program = Path(sys.executable).parent / command[0]
    done = subprocess.run([program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("schema", ["github-workflows", "gitlab-ci", "dependabot"])
def test_files_for_ci_have_the_form_that_github_and_gitlab_publish(schema: str, tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    ours = {
        "github-workflows": [*OWN.glob("*.yml"), *(tmp_path / ".github" / "workflows").glob("*.yml")],
        "gitlab-ci": [tmp_path / GITLAB],
        "dependabot": [ROOT / ".github" / "dependabot.yml"],
    }[schema]
    assert ours
    assert _linted("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, ours)) == ""
    broken = tmp_path / "broken.yml"
    broken.write_text(ours[0].read_text("utf-8") + "\nnonsense: [\n", "utf-8")
    assert _linted("check-jsonschema", "--builtin-schema", f"vendor.{schema}", str(broken))


def test_no_workflow_gives_away_what_it_may(tmp_path: Path) -> None:
    for name, text in HOSTED.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    config = ("--offline", "--quiet", "--config", str(ROOT / ".github" / "zizmor.yml"))
    assert _linted("zizmor", *config, str(OWN), str(tmp_path)) == ""
    broken = tmp_path / "broken.yml"
    broken.write_text(WORKFLOWS["ci.yml"].replace("persist-credentials: false", "fetch-depth: 1"), "utf-8")
    assert "artipacked" in _linted("zizmor", *config, str(broken))


def test_every_script_can_be_read_by_the_shell() -> None:
    for name, script in _scripts():
        done = subprocess.run(
            ["bash", "-n", "-c", re.sub(r"\$\{\{.*?\}\}", "x", script)], capture_output=True, text=True
        )
        assert done.returncode == 0, f"{name}: {done.stderr}"


class _Runner:
    """Runs steps as a host does: each in a shell that stops at the first error, with variables of earlier steps."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        program = folder / "bin" / "briefgen"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m briefgen "$@"\n')
        program.chmod(0o755)
        self.files = {f"GITHUB_{name}": folder / f"{name.lower()}.txt" for name in ("ENV", "OUTPUT", "STEP_SUMMARY")}

    def run(self, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        env = os.environ | {"PATH": path} | {name: str(file) for name, file in self.files.items()} | self.read("ENV")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.folder, env=env | variables, capture_output=True, text=True,
        )  # fmt: skip

    def read(self, name: str) -> dict[str, str]:
        file = self.files[f"GITHUB_{name}"]
        lines = file.read_text().splitlines() if file.exists() else []
        return dict(line.split("=", 1) for line in lines)


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_the_steps_of_a_build_run(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in_office(project / "office", monkeypatch)
    runner = _Runner(project)
    jobs = _read(FILES[BUILD])["jobs"]
    steps = {step["name"]: step["run"] for job in jobs.values() for step in job["steps"] if "run" in step}
    assert list(steps) == ["install", "one day for every step", "check", "build", "portal", "digests", "checksums"]

    assert runner.run(steps["one day for every step"], AS_OF="").returncode == 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", runner.read("ENV")["BRIEFGEN_AS_OF"])
    assert runner.run(steps["one day for every step"], AS_OF="2025-12-31").returncode == 0
    assert runner.read("ENV")["BRIEFGEN_AS_OF"] == "2025-12-31"

    empty = {"BRIEFGEN_AUDIENCE": "", "REVIEW": ""}
    period = {"BRIEFGEN_PERIOD": "2025-Q4"}
    assert runner.run(steps["check"], **period).returncode == 0
    done = runner.run(steps["build"], **empty, **period)
    assert done.returncode == 0, done.stderr
    summary = runner.files["GITHUB_STEP_SUMMARY"].read_text()
    assert "**2 documents**, 2 written by this build" in summary
    assert "| EXT-101 | EXT-101 (Word) | Investors, public | `2025-Q4/page/ext-101.docx` | " in summary

    done = runner.run(steps["portal"])
    assert done.returncode == 0, done.stderr
    assert runner.run(steps["digests"]).returncode == 0
    digests = runner.read("OUTPUT")
    assert all(re.fullmatch("[0-9a-f]{64}", digests[name]) for name in ("manifest", "page"))
    told = {"MANIFEST": digests["manifest"], "PAGE": digests["page"], "DOCUMENTS": "0" * 64}
    assert runner.run(steps["checksums"], **told).returncode == 0
    assert (project / "checksums.txt").read_text().startswith(f"{digests['manifest']}  manifest.json\n")

    assert runner.run(steps["build"], **empty, **period).returncode == 0
    assert "**2 documents**, 0 written by this build" in runner.files["GITHUB_STEP_SUMMARY"].read_text()
    assert runner.run(steps["build"], **empty | {"REVIEW": "yes"}, **period).returncode == 0
    assert "`ext-101.review.docx`" in runner.files["GITHUB_STEP_SUMMARY"].read_text()


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_the_check_of_gitlab_runs(project: Path) -> None:
    runner, jobs = _Runner(project), _read(FILES[GITLAB])
    install, day = jobs["default"]["before_script"]
    assert install.startswith('pip install "briefgen==')
    done = runner.run(
        f'{day}; echo "$BRIEFGEN_AS_OF"', BRIEFGEN_AS_OF="", CI_PIPELINE_CREATED_AT="2025-12-30T02:17:00Z"
    )
    assert done.stdout == "2025-12-30\n"
    (project / "data" / "a.yaml").write_text("evets: []\nevet: []\n")
    done = runner.run("\n".join(jobs["check"]["script"]), **DAYS)
    assert done.returncode == 1
    first, second = json.loads((project / jobs["check"]["artifacts"]["reports"]["codequality"]).read_text())
    assert first["location"] == {"path": "data/a.yaml", "lines": {"begin": 1}}
    assert (first["check_name"], first["severity"]) == ("unknown-kind", "major")
    assert first["fingerprint"] != second["fingerprint"]
    assert "data/a.yaml:1:1: error[unknown-kind]" in done.stderr


# --- summary and `ci init` ----------------------------------------------------------------------------------


def test_a_build_that_cannot_begin_says_so_in_the_summary(project: Path) -> None:
    (project / "summary.md").write_text("before\n")
    (project / "data" / "a.yaml").write_text("evets: []\n")
    days = ["--period", "2025-Q4", "--as-of", "2025-12-31"]
    assert main(["build", "--summary", "summary.md", *days]) == 1
    text = (project / "summary.md").read_text()
    assert text.startswith("before\n## Documents of Q4\u00a02025, as of 31\u00a0December\u00a02025\n")
    assert "**Nothing was built**: 1 problem" in text
    assert "| data/a.yaml:1:1 | `unknown-kind` 'evets' is no" in text
    (project / "data" / "a.yaml").unlink()
    assert main(["build", "nothing", "--summary", "summary.md", *days]) == 2
    assert "**Nothing was built**: no brief is named 'nothing'" in (project / "summary.md").read_text()


def test_a_document_that_fails_is_in_the_summary_beside_the_others(project: Path) -> None:
    from support.small_project import add_brief

    add_brief(project, "wrong", "# {{ asset.nmae }} <b>|\n")
    assert main(["build", "--summary", "summary.md", "--period", "2025-Q4", "--as-of", "2025-12-31"]) == 1
    text = (project / "summary.md").read_text()
    assert "**2 documents**, 2 written by this build · **2 documents could not be made**" in text
    assert "templates/wrong/page.md.j2:1" in text


def test_a_cell_of_the_summary_stays_a_cell() -> None:
    from datetime import date

    from briefgen.build.summary import page_of_nothing
    from briefgen.build.wanted import Selection
    from briefgen.problems import Origin, Problem
    from briefgen.values.dates import Period

    selection = Selection(date(2025, 12, 31), Period.parse("2025-Q4"))
    text = page_of_nothing(selection, "x", [Problem(Origin("a.yaml", 1), "code", "a | b\n<script>")])
    assert "| a.yaml:1 | `code` a \\| b\\n&lt;script&gt; |  |" in text
    many = [Problem(Origin("a.yaml", line), "code", "x" * 1000) for line in range(2000)]
    text = page_of_nothing(selection, "x", many)
    assert len(text.encode()) < 1_000_000
    assert "more lines, for which there is no room here." in text


def test_ci_init_never_writes_over_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["ci", "init"]) == 0
    assert {name: (tmp_path / name).read_text("utf-8") for name in HOSTED} == HOSTED
    assert "BRIEFGEN_VERSION" not in HOSTED[BUILD]
    (tmp_path / BUILD).write_text("mine")
    (tmp_path / ".github/workflows/nightly.yml").unlink()
    assert main(["ci", "init", "github"]) == 2
    assert (tmp_path / BUILD).read_text() == "mine"
    assert not (tmp_path / ".github/workflows/nightly.yml").exists()
    assert main(["ci", "init", "--force"]) == 0
    assert (tmp_path / BUILD).read_text("utf-8") == HOSTED[BUILD]
    assert main(["ci", "init"]) == 0
    assert capsys.readouterr().err.endswith(".github/workflows/quarterly.yml is as it should be\n")
    assert main(["ci", "init", "gitlab"]) == 0
    assert (tmp_path / GITLAB).read_text("utf-8") == FILES[GITLAB]


if shutil.which("actionlint"):

    def test_actionlint_finds_nothing(tmp_path: Path) -> None:
        for name, text in HOSTED.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        for folder in (ROOT, tmp_path):
            done = subprocess.run(["actionlint", *map(str, sorted((folder / ".github/workflows").glob("*.yml")))],
                                  capture_output=True, text=True)  # fmt: skip
            assert done.returncode == 0, done.stdout
