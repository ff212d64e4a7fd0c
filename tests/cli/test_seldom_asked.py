"""What commands print for programs, what they refuse, and what they do where a folder is not as they left it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from briefgen.build import cluster
from briefgen.build.executors import Serial
from briefgen.cli.main import main
from briefgen.files import UnreadableError, hash_file
from briefgen.portal import first_pages
from support.small_project import small_project

DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31"]
BUILD = ["build", *DAYS, "--jobs", "1", "--quiet"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_project(tmp_path))
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert main([*arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_accessibility_is_told_to_programs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(BUILD) == 0
    deck = "output/2025-Q4/page/ext-101.pptx"
    assert told(capsys, "accessibility", deck) == {"version": 1, "files": [deck], "problems": []}


def test_the_brand_is_told_to_programs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "brand", "check")
    assert (found["version"], found["problems"]) == (1, [])
    assert found["lines"]


def test_what_can_be_removed_is_told_to_programs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(BUILD) == 0
    word = project / "output/2025-Q4/page/ext-101.docx"
    word.with_name("copy.docx").write_bytes(word.read_bytes())
    (project / "templates" / "page").rename(project / "templates" / "sheet")
    files = told(capsys, "clean")["files"]
    assert {Path(one["path"]).name for one in files} >= {"ext-101.docx", "ext-101.pptx"}
    assert all(one["why"] for one in files)


def test_entries_of_the_book_are_told_to_programs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = project / "templates" / "wording" / "en"
    book.mkdir(parents=True)
    (book / "own.md").write_text(
        "Ours.\n\n## standing(asset)\n> Who makes it.\n\n{{ asset.name }} of {{ asset.company.name }}\n\n"
        "## bare(asset)\n\n{{ asset.name }}\n\n"
        "## mute(asset)\n\nwhen asset.name:\n[[ when not asset.name: never]]\notherwise:\nno name\n"
    )
    found = told(capsys, "words", "standing")
    (entry,) = found["entries"]
    assert entry["name"] == "standing"
    assert entry["file"].endswith("own.md")
    capsys.readouterr()
    assert main(["words", "bare"]) == 0
    assert "bare(asset)" in capsys.readouterr().out
    assert main(["words", "mute"]) == 0
    said = [
        line.strip() for line in capsys.readouterr().out.split("\n") if line.strip().startswith(("when", ">", "oth"))
    ]
    assert said == [
        "when asset.name:", "> holds in the data and prints nothing", "otherwise:", "> nothing in the data says this",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["audit", "empty"], "there is no .docx"),
        (["verify-build", "--source-texts", "."], "--source-texts is for --rebuild"),
        (["words", "no such words anywhere"], "no entry and no section says 'no such words anywhere'"),
    ],
)
def test_what_makes_no_sense_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (project / "empty").mkdir()
    assert main(arguments) == 2
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_brand_is_made_only_where_templates_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["brand"]) == 2
    assert "there is no folder templates here" in capsys.readouterr().err


def test_comments_and_values_are_listed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "data" / "own.yaml").write_text(
        "commentary:\n  - {id: ours, asset: ext-101, period: 2025-Q4, author: Medical affairs, date: 2025-12-15,\n"
        "     text: We expect no news before the summer.}\n"
    )
    assert main(["list", "comments"]) == 0
    assert "We expect no news" in capsys.readouterr().out
    assert main(["list", "values"]) == 0
    assert "{" in capsys.readouterr().out


def test_the_portal_is_made_again_where_it_is_gone_and_never_over_a_file_of_others(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(first_pages, "soffice", lambda: "")
    assert main(BUILD) == 0
    page = project / "output" / "index.html"
    page.unlink()
    assert main(BUILD) == 0
    assert page.is_file()
    page.write_text("<p>mine</p>")
    assert main(["portal"]) == 2
    assert "remove it or move it away" in capsys.readouterr().err
    assert page.read_text() == "<p>mine</p>"


def test_a_build_leaves_a_page_of_others_alone_and_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "output").mkdir()
    (project / "output/index.html").write_text("<p>mine</p>")
    assert main([word for word in BUILD if word != "--quiet"]) == 0
    assert "not written: " in capsys.readouterr().err
    assert (project / "output/index.html").read_text() == "<p>mine</p>"


def test_a_reader_that_has_gone_ends_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert main(["--version"]) == 141


@pytest.mark.parametrize("word", ["compny.name", "asset.nmae", "__"])
def test_what_cannot_be_explained_says_so(capsys: pytest.CaptureFixture[str], word: str) -> None:
    assert main(["explain", word]) == 2
    assert f"'{word}'" in capsys.readouterr().err


def test_a_file_that_may_not_be_read_has_no_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("x")

    def refused(*given: Any) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refused)
    with pytest.raises(UnreadableError, match="cannot be read: Permission denied"):
        hash_file(tmp_path / "a")


def test_the_cluster_of_a_build_says_who_is_in_it(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Client:
        def close(self, timeout: float) -> None: ...

    monkeypatch.setattr(cluster, "connect", lambda address: Client())
    monkeypatch.setattr(cluster, "look", lambda client: cluster.Looked({"one": 2, "two": 1}, ()))
    monkeypatch.setattr(cluster.Cluster, "run", lambda self, work, jobs: Serial().run(work, jobs))
    for more, said in (([], "cluster: 2 workers with 3 threads at tcp://there:8786"), (["--quiet"], "")):
        assert main(["build", *DAYS, "--format", "docx", "--all", "--scheduler", "tcp://there:8786", *more]) == 0
        assert (said or "cluster:") in capsys.readouterr().err or not said


def test_what_one_file_says_of_a_record(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(BUILD) == 0
    word = "output/2025-Q4/page/ext-101.docx"
    assert main(["trace", word, "--record", "asset/ext-101"]) == 0
    assert "EXT-101" in capsys.readouterr().out
