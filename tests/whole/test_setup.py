"""The set-up installs exactly what uv.lock locks, and the lock is that of pyproject.toml."""

from __future__ import annotations

import tomllib
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def install() -> ModuleType:
    loader = SourceFileLoader("install", str(ROOT / ".ci" / "install"))
    spec = spec_from_loader("install", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def package(name: str, version: str, *needs: dict[str, Any], **more: Any) -> dict[str, Any]:
    wheels = [{"url": "x", "hash": f"sha256:{name}-{version}"}]
    fields = {"name": name, "version": version, "source": {"registry": "x"}, "wheels": wheels}
    return {**fields, "dependencies": list(needs), **more}


def test_each_package_is_pinned_with_its_hashes_where_it_is_needed(install: ModuleType) -> None:
    new, old, windows = "python_full_version >= '3.12'", "python_full_version < '3.12'", "sys_platform == 'win32'"
    lock = {"package": [
        {"name": "briefgen", "version": "0", "source": {"editable": "."},
         "dependencies": [{"name": "plot"}, {"name": "cli"}],
         "optional-dependencies": {"dev": [{"name": "test", "extra": ["fast"]}]},
         "dev-dependencies": {"dev": [{"name": "builder", "marker": new}]}},
        package("array", "1", {"name": "both"}), package("array", "2"),
        package("both", "1"),
        package("builder", "1", {"name": "color"}),
        package("cli", "1", {"name": "color", "marker": windows}, {"name": "both", "marker": windows}),
        package("color", "1"), package("never", "1"), package("slow", "1"), package("speed", "1"),
        package("plot", "1", {"name": "array", "version": "1", "marker": old},
                {"name": "array", "version": "2", "marker": new}, {"name": "both"},
                sdist={"url": "x", "hash": "sha256:source"}),
        package("test", "1", {"name": "plot"}, **{
            "optional-dependencies": {"fast": [{"name": "speed"}], "slow": [{"name": "slow"}]}}),
    ]}  # fmt: skip
    found = [line.split(" \\\n") for line in install.requirements(lock)]
    assert [line for line, *_ in found] == [
        f"array==1 ; ({old})", f"array==2 ; ({new})", "both==1", f"builder==1 ; ({new})", "cli==1",
        f"color==1 ; ({new}) or ({windows})", "plot==1", "speed==1", "test==1",
    ]  # fmt: skip
    assert {line: hashes for line, *hashes in found}["plot==1"] == [
        "    --hash=sha256:plot-1", "    --hash=sha256:source"
    ]  # fmt: skip


def test_all_that_the_project_names_is_locked_and_hashed(install: ModuleType) -> None:
    lines = list(install.requirements(LOCK))
    assert all("--hash=sha256:" in line and "://" not in line for line in lines)
    locked = {Requirement(line.partition(" \\")[0]).name: line for line in lines}
    groups = PROJECT["dependency-groups"]["build"]
    extras = [one for extra in PROJECT["project"]["optional-dependencies"].values() for one in extra]
    named = [*PROJECT["project"]["dependencies"], *extras, *groups]
    for requirement in map(Requirement, named):
        version = locked[requirement.name.lower()].split()[0].partition("==")[2]
        assert requirement.specifier.contains(version), requirement


def test_the_lock_is_that_of_the_project() -> None:
    (own,) = (package for package in LOCK["package"] if "editable" in package["source"])
    project = PROJECT["project"]
    wanted = {(name.lower(), spec, False) for name, spec in _split(project["dependencies"])}
    for extra in project["optional-dependencies"].values():
        wanted |= {(name.lower(), spec, True) for name, spec in _split(extra)}
    assert wanted == {
        (one["name"], _ordered(one.get("specifier", "")), "marker" in one) for one in own["metadata"]["requires-dist"]
    }


def _split(named: list[str]) -> list[tuple[str, str]]:
    return [(one.name, _ordered(str(one.specifier))) for one in map(Requirement, named)]


def _ordered(specifier: str) -> str:
    return ",".join(sorted(specifier.split(",")))


def test_everything_is_installed_in_one_way() -> None:
    places = [ROOT / "Makefile", ROOT / "README.md", ROOT / ".ci" / "run", *(ROOT / ".github").rglob("*.yml")]
    lines = [line.strip() for path in places for line in path.read_text(encoding="utf-8").splitlines()]
    assert sorted(line for line in lines if "pip install" in line) == [
        '"$RUNNER_TEMP"/wheel/bin/pip install dist/*.whl', "- run: pip install uv", "pip install build twine",
    ]  # fmt: skip
    assert sum("python .ci" in line for line in lines) == 5


@pytest.mark.parametrize("resolution", ["highest", "lowest-direct"])
def test_the_versions_allowed_are_tested_on_a_schedule(resolution: str) -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "versions.yml").read_text(encoding="utf-8"))
    assert workflow[True]["schedule"]  # YAML 1.1 reads the key `on` as true
    job = workflow["jobs"]["test"]
    assert resolution in {one["resolution"] for one in job["strategy"]["matrix"]["include"]}
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert commands[-2:] == ["uv lock --upgrade --resolution ${{ matrix.resolution }}", ".ci/run"]
