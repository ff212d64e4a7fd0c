"""Layout: comments and values stay, what is loaded stays, and what is in order is left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.cli.main import main
from briefgen.dataset.load import load_dataset
from briefgen.dataset.yamlfile import tree_of
from briefgen.entry.layout import laid_out
from briefgen.problems import ProblemsFoundError
from support.sampling import THOROUGH

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("data/*.yaml"), *ROOT.glob("tests/cases/*.yaml"), *ROOT.glob("tests/support/*.yaml"),
                *ROOT.glob("src/briefgen/_starter/data/*.yaml"), ROOT / "src/briefgen/explain/example.yaml"])  # fmt: skip


def comments(text: str) -> list[str]:
    return sorted(line.strip() for line in re.findall(r"(?:^|\s)(#.*)", text))


def loaded(text: str, folder: Path) -> object:
    """The records of a file, or what is wrong with it without the places."""
    folder.mkdir(exist_ok=True)
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    try:
        return load_dataset(folder).records
    except ProblemsFoundError as error:
        return sorted(
            (problem.code, re.sub(r"\S*\.yaml\S*|line \d+", "", problem.message)) for problem in error.problems
        )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_files_load_as_before(path: Path, tmp_path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    after = laid_out(before)
    assert after is not None
    assert laid_out(after) == after
    assert comments(after) == comments(before)
    assert loaded(after, tmp_path / "after") == loaded(before, tmp_path / "before")


def test_one_order_and_layout() -> None:
    before = (
        "# Fernwick, entered by hand.\n\n"
        "events:\n- {title: Second, id: e2, type: launch,\n   date: 2025-02}   # to be checked\n"
        "# The assets.\n"
        "assets:\n"
        "-   # the first\n"
        "    source: 'f-1, page 2'\n"
        "    name: FWK-101  # as printed\n\n\n"
        "    # stage: unknown\n"
        "    programs: [{stage: phase_1,\n"
        "                note: 'a long note, with a comma, that does not fit into a line together with everything else "
        "that stands here'}]\n"
        "    id:   fwk-101\n"
        "defaults: {source: f-1}\n"
    )
    assert laid_out(before) == (
        "# Fernwick, entered by hand.\n\n"
        "defaults: {source: f-1}\n\n"
        "# The assets.\n"
        "assets:\n"
        "  # the first\n"
        "  - id: fwk-101\n"
        "    name: FWK-101  # as printed\n"
        "    # stage: unknown\n"
        "    programs:\n"
        "      - stage: phase_1\n"
        "        note: 'a long note, with a comma, that does not fit into a line together with everything else "
        "that stands here'\n"
        "    source: 'f-1, page 2'\n\n"
        "events:\n"
        "  - {id: e2, type: launch, title: Second, date: 2025-02}  # to be checked\n"
    )


def test_the_text_of_values_stays() -> None:
    before = (
        'assets:\n  - id: "a"\n    name: 03692\n    origin: 6.90\n    form: >-\n        folded\n        text\n'
        "    payload: |2\n        kept\n    feature: 'it''s'\n    linker: several words\n      on two lines\n"
    )
    after = laid_out(before)
    assert after is not None
    assert tree_of(after) == tree_of(before)
    for text in ('"a"', "03692", "6.90", "'it''s'", "form: >-\n", "payload: |2\n"):
        assert text in after


def test_anchors_keep_their_order(tmp_path: Path) -> None:
    before = "people:\n  - &p {name: &n Jane, id: jane, source: a}\nareas:\n  - {name: *n, id: x}\n"
    after = laid_out(before)
    assert after is not None
    assert tree_of(after) == tree_of(before)
    assert after.index("people") < after.index("areas")


WORDS = st.sampled_from(
    ["a", "b1", "'it''s'", '"x, y"', "6.90", "no", "''", "word with spaces", '"# no comment"', "x#y", "2025-01"]
)
FIELDS = st.lists(st.sampled_from(["source", "id", "name", "note", "programs", "stage", "title"]), unique=True)
COMMENTS = st.sampled_from(["", "", "", "# one", "# two: three", "#! four"])


@st.composite
def lines_of(draw: st.DrawFn, indent: int, depth: int = 0) -> list[str]:
    """The lines of a mapping, with comments and empty lines between and behind its fields."""
    lines: list[str] = []
    for name in draw(FIELDS) or ["id"]:
        lines += draw(st.sampled_from([[], [], [""], [" " * indent + "# above"], ["", "# at the left"]]))
        behind = "  " + draw(COMMENTS)
        form = draw(st.integers(0, 5 if depth < 2 else 2))
        pad = " " * indent + name + ":"
        if form <= 1:
            lines.append(f"{pad} {draw(WORDS)}{behind}")
        elif form == 2:
            words = ", ".join(draw(st.lists(WORDS, max_size=30)))
            lines.append(f"{pad} [{words}]{behind}" if draw(st.booleans()) else f"{pad} {{k: [{words}], j: }}{behind}")
        elif form == 3:
            lines += [f"{pad}{behind}", *draw(lines_of(indent + draw(st.integers(1, 4)), depth + 1))]
        elif form == 4:
            dash = indent + draw(st.integers(0, 3))
            lines.append(f"{pad}{behind}")
            for _ in range(draw(st.integers(1, 3))):
                first, *rest = draw(lines_of(dash + 2, depth + 1))
                if first.strip() and not first.lstrip().startswith("#"):
                    lines += [" " * dash + "- " + first.strip(), *rest]
                else:
                    lines += [" " * dash + "-", first, *rest]
        else:
            lines += [f"{pad} {draw(st.sampled_from(['|', '>-', '|-', '>']))}", f"{' ' * indent}  text", "",
                      f"{' ' * indent}    more # text"]  # fmt: skip
    return [*lines, *draw(st.sampled_from([[], [], [" " * indent + "# below"]]))]


@settings(max_examples=150 if THOROUGH else 50, deadline=None)
@given(data=st.data())
def test_any_file_stays_what_it_is(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(["assets", "events", "sources", "other"]), unique=True, min_size=1))
    lines: list[str] = data.draw(st.sampled_from([[], ["# head"], ["# head", ""]]))
    for name in names:
        lines = [*lines, f"{name}:"]
        for _ in range(data.draw(st.integers(1, 3))):
            lines += ["  -", *data.draw(lines_of(4))]
    before = "\n".join(lines) + "\n"
    after = laid_out(before)
    assert after is not None, before
    assert tree_of(after) == tree_of(before)
    assert comments(after) == comments(before), before
    assert laid_out(after) == after, before


def test_command_writes_checks_and_leaves_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.yaml").write_bytes(b"areas:\r\n- name: Oncology\r\n  id: oncology\r\n")
    (data / "b.yaml").write_text("areas:\n  - {id: other, name: Other}\n")
    (data / "broken.yaml").write_text("areas: [\n")
    assert main(["fmt", "--check"]) == 1
    assert (data / "a.yaml").read_bytes().startswith(b"areas:\r\n-")
    shown = capsys.readouterr()
    assert shown.out == "data/a.yaml\n"
    assert "data/broken.yaml:2:1: error[bad-yaml]" in shown.err
    assert main(["fmt", "data/a.yaml"]) == 0
    assert (data / "a.yaml").read_bytes() == b"areas:\r\n  - id: oncology\r\n    name: Oncology\r\n"
    assert main(["fmt", "data/a.yaml", "--check"]) == 0
    assert (data / "broken.yaml").read_text() == "areas: [\n"
    kept = "areas:\n  - id: x\n    name: |+\n      X\n\n  - {id: y, name: Y}\n"
    (data / "a.yaml").write_text(kept)
    assert main(["fmt", "data/a.yaml"]) in (0, 1)
    assert tree_of((data / "a.yaml").read_text()) == tree_of(kept)
