"""Files whose lists are written in ways that cannot grow or be laid out: they are named and left as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli.main import main
from briefgen.dataset.yamlfile import tree_of
from briefgen.entry.layout import laid_out


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


@pytest.mark.parametrize(("before", "said"), [
    ("- areas\n", "the file is not a mapping of lists"),
    ("{areas: [\n{id: a, name: A}]}\n", "the list 'areas' is not written line by line"),
    ("areas: &all\n  - {id: a, name: A}\nother-areas: *all\n", "a record cannot be added to the list 'areas' as it is written"),
])  # fmt: skip
def test_a_list_that_cannot_grow_is_refused(
    before: str, said: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "a.yaml").write_text(before)
    assert main(["add", "area", "Oncology", "--file", "data/a.yaml"]) == 1
    shown = capsys.readouterr().err
    assert f"data/a.yaml: error[wrong-type]: {said}" in shown
    assert "or name another file with --file" in shown
    assert (data / "a.yaml").read_text() == before


def test_a_list_of_other_things_than_records_is_passed_over(data: Path) -> None:
    (data / "a.yaml").write_text("areas:\n  - none\n  - {id: a, name: A}\n")
    assert main(["add", "area", "Oncology", "--file", "data/a.yaml"]) == 0
    assert (data / "a.yaml").read_text().startswith("areas:\n  - none\n  - {id: a, name: A}\n\n  - id: oncology\n")


def test_what_has_no_layout_stays(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert laid_out("") == ""
    assert laid_out("# only a comment\n") == "# only a comment\n"
    assert laid_out("- areas\n") is None
    (data / "a.yaml").write_text("- areas\n")
    assert main(["fmt"]) == 1
    assert "data/a.yaml:1:1: error[not-laid-out]: its layout cannot be changed safely" in capsys.readouterr().err
    assert main(["fmt", "--data", "nowhere"]) == 2
    assert "nowhere is not there; run `briefgen init` or use --data" in capsys.readouterr().err


def test_comments_at_odd_places_are_kept() -> None:
    before = (
        "\n\n# what the file is\n\nareas:\n  - id: onc # short\n    name: # printed\n      Oncology\n"
        "    source: # where\n      [a, b]\n  - {id: x, name: X}\n\n\n# the end\n\n"
    )
    after = laid_out(before)
    assert after is not None
    for comment in ("# what the file is", "# short", "# printed", "# where", "# the end"):
        assert after.count(comment) == 1
    assert after.startswith("# what the file is\n\nareas:\n")
    assert after.endswith("\n\n# the end\n")
    assert laid_out(after) == after


def test_an_anchor_and_a_text_over_lines_keep_their_form() -> None:
    text = "companies:\n  - &first\n    id: acme\n    name: Acme\n\n  - {id: other, name: 'Other\n      Biotech'}\n"
    laid = laid_out(text)
    assert laid is not None
    assert "  - &first\n    id: acme\n" in laid
    assert laid_out(laid) == laid
    assert tree_of(laid) == tree_of(text)


def test_where_a_layout_would_break_a_file_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert laid_out("? |\n  block key\n: value\n") is None
    monkeypatch.setattr("briefgen.entry.layout._file", lambda root, ordered: iter(["companies: ["]))
    assert laid_out("companies: []\n") is None


def test_nothing_is_added_behind_the_end_of_a_file(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "companies:\n  - {id: acme, name: Acme}\n...\n"
    (data / "all.yaml").write_text(text)
    assert main(["add", "event", "Talk", "--file", "data/all.yaml"]) == 1
    assert "a record cannot be added to the list 'events' as it is written" in capsys.readouterr().err
    assert (data / "all.yaml").read_text() == text
