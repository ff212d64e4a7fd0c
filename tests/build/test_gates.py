"""The gates: what is up to date is not made, what says and shows the same is not written, what was edited is kept."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefgen.build import build, inputs
from briefgen.build.build import make_document
from briefgen.build.gates import all_whole, edited, file_hash
from briefgen.build.job import Job, Made
from briefgen.build.manifest import BuiltFile
from briefgen.build.store import hash_of
from briefgen.cli.main import main
from support.small_project import add_brief, small_project

DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31", "--jobs", "1"]
WORD = "output/2025-Q4/page/ext-101.docx"
RESULTS = """
# Results of {{ asset.name }}

## Values of {{ asset.name }}

{% for result in asset.results %}{{ result.endpoint }} was {{ result.value }}.

{% endfor %}
## References

{{ references() }}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_project(tmp_path))
    return tmp_path


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the documents that a build composes."""
    paths: list[str] = []

    def noted(job: Job, **materials: Any) -> Any:
        paths.append(job.path)
        return make_document(job, **materials)

    monkeypatch.setattr(build, "make_document", noted)
    return paths


def _files(folder: Path = Path("output")) -> dict[str, bytes]:
    """All that is there, but for the portal, which tells what is new."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in ("index.html", ".portal.json"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def _said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def test_nothing_to_do_composes_nothing_and_writes_nothing(
    project: Path, made: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *DAYS]) == 0
    before, first = _files(), list(made)
    for more in ([], ["--json"], ["--format", "docx"]):  # stops at once; all is looked at; a part of what was built
        assert main(["build", *DAYS, *more]) == 0
        printed = capsys.readouterr()
        assert "--json" in more or "up to date: " in printed.err
    assert made == first
    assert {name: data for name, data in _files().items() if name != "manifest.json"} == {
        name: data for name, data in before.items() if name != "manifest.json"
    }


def test_a_build_with_nothing_to_do_loads_no_dataset(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["build", *DAYS]) == 0
    monkeypatch.setattr(build, "prepare", lambda *all: 1 / 0)
    assert main(["build", *DAYS]) == 0
    (project / "data" / "example.yaml").write_text((project / "data" / "example.yaml").read_text() + "# more\n")
    assert main(["build", *DAYS]) == 101


def test_a_build_with_nothing_to_do_loads_only_what_looks(project: Path) -> None:
    assert main(["build", *DAYS]) == 0
    code = f"import sys; from briefgen.cli.main import main; main({['build', *DAYS]!r}); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "briefgen.build.gates" in loaded
    heavy = {"pydantic", "pydantic_core", "yaml", "jinja2", "lxml", "numpy", "matplotlib", "docx", "pptx"}
    assert not heavy & set(loaded)


def test_of_many_files_one_that_is_not_as_it_was_is_seen(tmp_path: Path) -> None:
    entries = []
    for number in range(70):
        (tmp_path / f"{number}.docx").write_text(f"{number}")
        (tmp_path / f"{number}.docx.ledger.json").write_text(f"ledger {number}")
        hashes = (hash_of(f"{number}".encode()), hash_of(f"ledger {number}".encode()))
        names = ("brief", "subject", "asset", "board", "docx", "2025-Q4", "2025-12-31")
        entries.append(BuiltFile(f"{number}.docx", hashes[0], *names, ledger=hashes[1]))
    assert all_whole(tmp_path, entries)
    for name in ("0.docx", "31.docx.ledger.json", "32.docx", "69.docx.ledger.json"):
        text = (tmp_path / name).read_text()
        (tmp_path / name).write_text(f"{text} and more")
        assert not all_whole(tmp_path, entries)
        (tmp_path / name).unlink()
        assert not all_whole(tmp_path, entries)
        (tmp_path / name).write_text(text)
    assert all_whole(tmp_path, entries)


def test_a_change_that_a_document_does_not_print_keeps_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *DAYS]) == 0
    before = _files()
    data = project / "data" / "example.yaml"
    data.write_text("# a line more\n" + data.read_text())
    assert main(["build", *DAYS]) == 0
    assert "up to date: 2 files" in _said(capsys)
    after = _files()
    assert {name for name in after if after[name] != before[name]} == {"manifest.json"}
    assert main(["build", *DAYS, "--output", "fresh"]) == 0
    fresh = _files(Path("fresh"))
    fresh.pop("manifest.json")
    assert fresh.items() <= after.items()


def test_explain_names_the_fact_that_changed_and_its_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_brief(project, "results", RESULTS)
    assert main(["build", *DAYS]) == 0
    capsys.readouterr()
    data = project / "data" / "example.yaml"
    number = data.read_text().splitlines().index("    value: 41.2% (95% CI 32.3-50.6)") + 1
    _change(data, "value: 41.2%", "value: 42.3%")
    before = _files()
    assert main(["build", *DAYS, "--dry-run", "--explain"]) == 0
    said = _said(capsys)
    assert "would write output/2025-Q4/results/ext-101.docx" in said
    assert f"data/example.yaml:{number})" in said
    assert _files() == before
    assert main(["build", *DAYS, "--explain"]) == 0
    (line,) = (line for line in _said(capsys).splitlines() if line.startswith("2025-Q4/results/ext-101.docx: "))
    what = "ORR of EXT-101-02 changed 41.2% -> 42.3% (95% CI 32.3\u201350.6)"
    assert line == f"2025-Q4/results/ext-101.docx: rebuilt because {what} (data/example.yaml:{number})"
    entry = next(one for one in _manifest()["files"] if one["path"] == "2025-Q4/results/ext-101.docx")
    assert entry["changes"][0] in line


def _manifest() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(Path("output/manifest.json").read_text())
    return content


def test_changed_words_are_written_and_say_why(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *DAYS]) == 0
    page = project / "templates" / "page" / "page.md.j2"
    page.write_text(page.read_text().replace("is developed by", "is being developed by"))
    assert main(["build", *DAYS, "--explain"]) == 0
    assert "2025-Q4/page/ext-101.docx: rebuilt because the templates changed" in _said(capsys)


def test_other_charts_that_are_asked_for_are_no_other_brief(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *DAYS, "--charts", "native"]) == 0
    assert main(["build", *DAYS, "--all", "--explain"]) == 0
    assert "page/ext-101.docx: rebuilt because its charts are now pictures instead of native charts" in _said(capsys)


def test_after_an_upgrade_what_shows_the_same_is_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *DAYS, "--format", "docx"]) == 0
    before = _files()

    def upgraded(job: Job, **materials: Any) -> Any:
        found = make_document(job, **materials)
        assert isinstance(found, Made)
        return replace(found, data=found.data + b"\0", identity="briefgen:" + "0" * 64)

    monkeypatch.setattr(inputs, "_versions", lambda: (("briefgen", "9.9.9"),))
    monkeypatch.setattr(build, "make_document", upgraded)
    assert main(["build", *DAYS, "--format", "docx", "--explain"]) == 0
    said = _said(capsys)
    assert "2025-Q4/page/ext-101.docx: kept: briefgen 0.1.0 -> 9.9.9" in said
    assert "text and pictures are equal" in said
    assert {name for name, data in _files().items() if data != before[name]} == {"manifest.json"}
    monkeypatch.setattr(build, "make_document", lambda *all, **more: 1 / 0)
    assert main(["build", *DAYS, "--format", "docx"]) == 0
    assert main(["build", *DAYS[:-2], "--jobs", "1", "--format", "docx", "--json"]) == 0
    monkeypatch.setattr(build, "make_document", upgraded)
    assert main(["build", *DAYS, "--format", "docx", "--all"]) == 0
    assert _files()["2025-Q4/page/ext-101.docx"] != before["2025-Q4/page/ext-101.docx"]


def test_files_edited_by_hand_are_named_and_kept_unless_forced(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *DAYS]) == 0
    whole = _files()
    document = Path(WORD)
    document.write_bytes(document.read_bytes() + b"edited")
    for more in ([], ["--all"]):
        assert main(["build", *DAYS, *more]) == 1
        said = _said(capsys)
        assert f"{WORD}: error[edited-by-hand]: " in said
        assert document.read_bytes().endswith(b"edited")
    assert main(["build", *DAYS, "--force"]) == 0
    assert document.read_bytes() == whole["2025-Q4/page/ext-101.docx"]


def test_a_copy_for_review_that_somebody_edited_is_kept(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *DAYS, "--review", "--format", "docx"]) == 0
    copy = Path("output/2025-Q4/page/ext-101.review.docx")
    copy.write_bytes(copy.read_bytes() + b"remarks")
    assert main(["build", *DAYS, "--format", "docx"]) == 0  # which does not touch it
    assert main(["build", *DAYS, "--review", "--format", "docx"]) == 1
    assert f"{copy}: error[edited-by-hand]" in _said(capsys)
    assert copy.read_bytes().endswith(b"remarks")


def test_a_document_whose_ledger_is_missing_is_no_edit(project: Path) -> None:
    assert main(["build", *DAYS]) == 0
    output, path = Path("output"), "2025-Q4/page/ext-101.docx"
    (output / path).write_bytes(b"edited")
    assert list(edited(output, path, (), {}, file_hash)) == [path]
    Path(f"{output / path}.ledger.json").unlink()
    assert list(edited(output, path, (), {}, file_hash)) == []


def test_what_a_killed_build_wrote_is_not_taken_for_an_edit(project: Path) -> None:
    assert main(["build", *DAYS]) == 0
    old = Path("output/manifest.json").read_bytes()
    page = project / "templates" / "page" / "page.md.j2"
    page.write_text(page.read_text().replace("is developed by", "is being developed by"))
    assert main(["build", *DAYS]) == 0
    new = _files()
    Path("output/manifest.json").write_bytes(old)  # killed before the manifest was written
    assert main(["build", *DAYS]) == 0
    assert {name: data for name, data in _files().items() if name != "manifest.json"} == {
        name: data for name, data in new.items() if name != "manifest.json"
    }


def test_a_missing_file_is_made_again(project: Path) -> None:
    assert main(["build", *DAYS]) == 0
    whole = _files()
    for path in (WORD, f"{WORD}.ledger.json"):
        Path(path).unlink()
        assert main(["build", *DAYS]) == 0
        assert _files() == whole
