"""All problems in one round: a record that cannot be read hides none of the others, and is not told as missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli.main import main

SOURCES = (
    "sources: [{id: s, type: press_release, tier: company_release, title: T, publisher: P, published: 2025-01-01}]\n"
)
BROKEN = """companies:
  - {id: acme, name: Acme, sauce: x, source: "s, page 1"}
assets:
  - {id: drug, name: Drug, company: acme, source: "s, page 1"}
events:
  - {id: e, type: listing, title: Listed, date: 2024-13, companies: acme, source: "s, page 1"}
  - {id: f, type: listing, title: Listed, date: 2024-12, companies: akme, source: "s, page 1"}
"""


def checked(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> str:
    (folder / "data").mkdir()
    (folder / "data" / "a.yaml").write_text(SOURCES + text, encoding="utf-8")
    assert main(["check", "--data", str(folder / "data"), "--as-of", "2025-06-30"]) == 1
    return capsys.readouterr().err


def test_one_round_tells_of_every_kind_of_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = checked(tmp_path, BROKEN, capsys)
    assert "companies[0].sauce is no field" in said
    assert "'2024-13' is not a date" in said
    assert "there is no company 'akme'" in said


def test_a_broken_record_is_not_told_as_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is no company 'acme'" not in checked(tmp_path, BROKEN, capsys)


def test_nobody_knows_what_a_file_names_that_is_no_yaml(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "b.yaml").write_text("companies: [{id: acme\n", encoding="utf-8")
    (tmp_path / "data" / "a.yaml").write_text(SOURCES + BROKEN[BROKEN.index("assets:") :], encoding="utf-8")
    assert main(["check", "--data", str(tmp_path / "data"), "--as-of", "2025-06-30"]) == 1
    assert "there is no company" not in capsys.readouterr().err
