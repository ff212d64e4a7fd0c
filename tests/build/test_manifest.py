"""The manifest: what it says of each file, that docs/manifest.md says the same, and that earlier ones are read."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from briefgen.build.inputs import Inputs
from briefgen.build.manifest import AuditResult, Build, BuiltFile, FoundProblem, from_json, read_manifest, to_json
from briefgen.cli.main import main
from briefgen.stored import BadFileError
from support.small_project import small_project

DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31", "--jobs", "1", "--quiet"]
DOCS = Path(__file__).parents[2] / "docs" / "manifest.md"
EXT = "output/2025-Q4/page/ext-101.docx"
HASH = re.compile(r"[0-9a-f]{64}")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_project(tmp_path))
    return tmp_path


def _bytes(output: Path) -> dict[str, bytes]:
    """Documents, ledgers, copies and packs."""
    return {path.name: path.read_bytes() for path in (output / "2025-Q4").rglob("*") if path.is_file()}


def _manifest(folder: Path = Path("output")) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return content


def test_the_docs_name_the_fields_that_there_are() -> None:
    tables = DOCS.read_text().split("\n## ")
    for name, kind in (("Each of `files`", BuiltFile), ("Each of `inputs`", Inputs), ("Each of `builds`", Build)):
        table = next(part for part in tables if part.startswith(name))
        cells = (line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
        documented = {field for cell in cells for field in re.findall(r"`(\w+)`", cell)}
        assert documented == {field.name for field in fields(kind)}
    files = next(part for part in tables if part.startswith("Each of `files`"))
    for kind in (AuditResult, FoundProblem):
        assert all(f"`{field.name}`" in files for field in fields(kind))


def test_each_file_says_what_it_is_and_what_it_was_made_from(project: Path) -> None:
    assert main(["build", *DAYS, "--review"]) == 0
    manifest = _manifest()
    word, *others = manifest["files"]
    assert word["path"] == "2025-Q4/page/ext-101.docx"
    assert (word["name"], word["title"], word["role"]) == ("EXT-101", "EXT-101", "document")
    output = project / "output"
    assert word["ledger"] == sha256((output / f"{word['path']}.ledger.json").read_bytes()).hexdigest()
    assert word["size"] == (output / word["path"]).stat().st_size
    assert word["audit"]["findings"] == 0
    assert word["audit"]["found"] == word["audit"]["traced"] + sum(word["audit"]["exempt"].values())
    assert all(HASH.fullmatch(word[name]) for name in ("content", "shown", "outline"))
    assert "sheets" not in word
    beside = {one["role"]: one["path"] for one in others if one.get("of") == word["path"]}
    assert beside == {"review": "2025-Q4/page/ext-101.review.docx", "pack": f"{word['path']}.references.zip"}
    deck = next(one for one in others if one["format"] == "pptx")
    assert deck["sheets"] == 2
    (inputs,) = {one["inputs"] for one in manifest["files"]}
    assert set(manifest["inputs"][inputs]) == {field.name for field in fields(Inputs)} - {"texts"}
    assert {"briefgen", "python", "matplotlib", "python-docx", "python-pptx"} <= set(
        manifest["inputs"][inputs]["versions"]
    )


def test_a_manifest_that_is_read_and_written_again_is_the_same(project: Path) -> None:
    assert main(["build", *DAYS, "--review"]) == 0
    assert to_json(read_manifest(Path("output"))) == Path("output/manifest.json").read_bytes()


def test_each_input_counts_by_itself(project: Path) -> None:
    assert main(["build", *DAYS, "--format", "docx"]) == 0
    ((_, before),) = _manifest()["inputs"].items()
    for number, (path, part) in enumerate((("data/example.yaml", "dataset"), ("templates/page/page.md.j2", "templates"),
                                           ("templates/brand/_brand.yml", "brand"))):  # fmt: skip
        with (project / path).open("a") as file:
            file.write("\n# more\n" if part != "templates" else "\nMore words.\n")
        assert main(["build", *DAYS, "--format", "docx", "--output", f"other-{number}"]) == 0
        ((_, now),) = _manifest(Path(f"other-{number}"))["inputs"].items()
        assert {name for name in now if now[name] != before[name]} == {part}
        before = now


def test_lines_that_move_in_the_data_change_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *DAYS, "--review"]) == 0
    data = project / "data" / "example.yaml"
    assert main(["trace", EXT, "--find", "Example Therapeutics"]) == 0
    line = int(re.findall(r"data/example.yaml:(\d+)", capsys.readouterr().out)[0])
    data.write_text("# a line more\n\n" + data.read_text())
    assert main(["trace", EXT, "--find", "Example Therapeutics"]) == 0
    assert f"data/example.yaml:{line + 2}:" in capsys.readouterr().out
    assert main(["build", *DAYS, "--review", "--output", "moved"]) == 0
    assert _bytes(Path("moved")) == _bytes(Path("output"))


def test_a_manifest_of_version_1_is_read_and_written_anew() -> None:
    old = {
        "path": "2025-Q4/page/ext-101.docx", "sha256": "0" * 64, "brief": "page", "subject": "ext-101", "kind": "asset",
        "audience": "investor", "format": "docx", "period": "2025-Q4", "as_of": "2025-12-31", "dataset": "1" * 64,
        "briefgen": "0.1.0", "identity": "briefgen:" + "2" * 64,
    }  # fmt: skip
    read = from_json(json.dumps({"version": 1, "files": [old]}).encode())
    (entry,) = read.files
    assert (entry.path, entry.identity, entry.inputs) == (old["path"], old["identity"], None)
    assert from_json(to_json(read)) == read
    with pytest.raises(BadFileError, match="is damaged: 'poster' is no role of a file"):
        from_json(json.dumps({"version": 1, "files": [old | {"role": "poster"}]}).encode())
