"""Files whose lists are written in ways that cannot grow or be laid out: they are named and left as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli.main import main
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
