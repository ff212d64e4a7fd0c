"""YAML as text with positions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.yamlfile import YamlFile, read_yaml


def read(folder: Path, text: str | bytes) -> YamlFile:
    path = folder / "x.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_yaml(path, "data/x.yaml")


def test_scalars_stay_as_written(tmp_path: Path) -> None:
    file = read(tmp_path, "a: 6.90\nb: 03692\nc: NO\nd: 2025-05-01\ne: 1e3\nf: 0x1F\ng: 12:30\nh: true\ni: .inf\n")
    assert file.root == {
        "a": "6.90", "b": "03692", "c": "NO", "d": "2025-05-01", "e": "1e3", "f": "0x1F", "g": "12:30", "h": "true",
        "i": ".inf",
    }  # fmt: skip


def test_only_a_bare_nothing_is_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "a:\nb: ~\nc: null\nd: ''\ne: 'null'\n").root == {
        "a": None, "b": None, "c": None, "d": "", "e": "null",
    }  # fmt: skip


def test_every_key_and_value_has_its_place(tmp_path: Path) -> None:
    file = read(tmp_path, "a:\n  - b: c\n    d:\n      e: f\n")
    assert str(file.key_origin(("a", 0, "d", "e"))) == "data/x.yaml:4:7"
    assert str(file.value_origin(("a", 0, "d", "e"))) == "data/x.yaml:4:10"
    assert str(file.value_origin(("a", 0, "b"))) == "data/x.yaml:2:8"
    assert file.value_origin(("a", 0, "no", "such")) == file.value_origin(("a", 0))


def test_columns_count_characters(tmp_path: Path) -> None:
    file = read(tmp_path, "\ufeff{名称: 💊, b: c}")
    assert str(file.value_origin(("b",))) == "data/x.yaml:1:12"


def test_an_alias_repeats_the_value_at_its_own_place(tmp_path: Path) -> None:
    file = read(tmp_path, "a: &x {b: [c]}\nd: *x\n")
    assert file.root["d"] == {"b": ["c"]}
    assert str(file.value_origin(("d", "b", 0))) == "data/x.yaml:2:4"


def test_duplicate_keys_are_told_with_the_first_line(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, "a: 1\nb: 2\na: 3\n").problems
    assert str(problem) == "data/x.yaml:3:1: error[duplicate-key]: 'a' is already given in line 1\n  hint: keep one"


def test_hints_help(tmp_path: Path) -> None:
    assert "quotes" in read(tmp_path, "a: b: c").problems[0].hint
    assert "tabs" in read(tmp_path, "a:\n\tb: c").problems[0].hint


def test_tags_make_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "a: !!python/object/apply:os.system ['echo']\nb: !!int 3\n").root == {"a": ["echo"], "b": "3"}


def test_line_ends_of_windows(tmp_path: Path) -> None:
    file = read(tmp_path, b"a: 1\r\nb: 2\r\n")
    assert file.root == {"a": "1", "b": "2"}
    assert str(file.value_origin(("b",))) == "data/x.yaml:2:4"


@settings(max_examples=300, deadline=None)
@given(data=st.one_of(st.binary(max_size=60), st.text("ab:-[]{}&*!|>'\"%#? \n\t,~", max_size=60).map(str.encode)))
def test_no_bytes_raise(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = read(tmp_path_factory.getbasetemp(), data)
    assert all(str(problem).startswith("data/x.yaml:") for problem in file.problems)
