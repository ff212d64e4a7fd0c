"""Versions of packages: those that their pages tell."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

import pytest

from briefgen import versions
from briefgen.build.inputs import LIBRARIES


@pytest.fixture(autouse=True)
def asked_anew() -> None:
    versions._installed.cache_clear()


@pytest.mark.parametrize("package", ["briefgen", *LIBRARIES])
def test_the_version_is_that_of_the_page(package: str) -> None:
    assert versions.version(package) == metadata.version(package)


def test_a_package_that_lies_in_two_folders_has_the_version_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("first/made_up-2.0.dist-info", "second/made_up-1.0.dist-info", "second/Twice.Kept-1.dist-info"):
        (tmp_path / name).mkdir(parents=True)
        version = name.split("-")[1].removesuffix(".dist")
        (tmp_path / name / "METADATA").write_text(f"Metadata-Version: 2.1\nName: made-up\nVersion: {version}\n")
    for folder in ("second", "first"):
        monkeypatch.syspath_prepend(tmp_path / folder)
    assert versions.version("made-up") == metadata.version("Made_Up") == "2.0"
    assert versions.version("twice-kept") == "1"
    with pytest.raises(metadata.PackageNotFoundError):
        versions.version("nothing-of-the-kind")


def test_a_name_that_lies_twice_in_one_folder_is_asked_for_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("1.0", "2.0"):
        folder = tmp_path / f"made_up-{version}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: made-up\nVersion: {version}\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert versions.version("made-up") == metadata.version("made-up")
    assert sys.path[0] == str(tmp_path)
