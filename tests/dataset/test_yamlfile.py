"""YAML as text with positions."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.dataset import tree as tree_module
from briefgen.dataset.plain import MAX_DEPTH, UnusualError, events_tree, lines_tree, plain_tree
from briefgen.dataset.tree import TooMuchError, TreeBuilder
from briefgen.dataset.yamlfile import YamlFile, read_yaml
from briefgen.problems import Origin


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


@pytest.mark.parametrize(
    ("text", "tag", "column"),
    [
        ("a: !!python/object/apply:os.system ['echo']", "!!python/object/apply:os.system", 4),
        ("a: !!int 3", "!!int", 4), ("a: !!null", "!!null", 4), ("a: ! 3", "!", 4), ("a: !own {b: c}", "!own", 4),
        ("!!str a: b", "!!str", 1), ("!!map {a: b}", "!!map", 1), ("a: !<tag:x.org:y> b", "tag:x.org:y", 4),
    ],
)  # fmt: skip
def test_a_tag_is_refused_at_its_place(tmp_path: Path, text: str, tag: str, column: int) -> None:
    (problem,) = read(tmp_path, text).problems
    assert (problem.code, problem.origin.line, problem.origin.column) == ("yaml-tag", 1, column)
    assert f"'{tag}'" in problem.message


DEEP = {
    "[" * 3000: 42, "[" * 999: 42, "{é: " * 3000: 165, "- " * 3000: 83, "[{a: " * 1500: 102, "# 名称\n" + "[" * 3000: 42,
}  # fmt: skip


@pytest.mark.parametrize(("text", "column"), DEEP.items(), ids=[text[:6] + str(len(text)) for text in DEEP])
def test_what_is_nested_too_deep_is_told_where_it_begins_to_be(tmp_path: Path, text: str, column: int) -> None:
    file = read(tmp_path, text)
    (problem,) = file.problems
    assert (problem.code, problem.origin.column) == ("too-large", column)
    assert problem.message == "is nested more than 40 levels deep"
    assert file.root is None


def test_a_library_with_a_limit_of_its_own_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yaml import Mark
    from yaml.scanner import ScannerError

    class Strict(tree_module.CParser):  # type: ignore[misc]
        def __init__(self, text: str) -> None:
            if text.count("[") > 1000:
                place = Mark("x", 1000, 0, 1000, None, None)
                raise ScannerError("while increasing flow level", None, "exceeded maximum nesting depth", place)
            super().__init__(text)

    before = read(tmp_path, "[" * 999).problems
    monkeypatch.setattr(tree_module, "CParser", Strict)
    assert read(tmp_path, "[" * 3000).problems == before


def test_aliases_are_not_nested_too_deep_either(tmp_path: Path) -> None:
    lines = ["a0: &a0 " + "[" * 30 + "x" + "]" * 30]
    lines += [f"a{n}: &a{n} {'[' * 30}*a{n - 1}{']' * 30}" for n in range(1, 60)]
    file = read(tmp_path, "\n".join(lines))
    assert [(problem.code, problem.origin.line) for problem in file.problems] == [("too-large", 2)]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: b\nc: \x00", "control-character", "2:4"), ('a: "\\0"', "control-character", "1:4"),
        ('a: "\\x9b31m"', "control-character", "1:4"), ("a: x\x9by", "control-character", "1:5"),
        ('"\\x9b": b', "control-character", "1:1"), ("a: x\x7f", "control-character", "1:5"),
        ("a:\n  - x\U000f0000", "private-use-character", "2:6"),
        ('a: "\\U0010FFFD"', "private-use-character", "1:4"), ("\U00100000: b", "private-use-character", "1:1"),
    ],
)  # fmt: skip
def test_signs_that_no_document_holds_are_told_with_their_place(
    tmp_path: Path, text: str, code: str, place: str
) -> None:
    (problem,) = read(tmp_path, text).problems
    assert (problem.code, str(problem.origin)) == (code, f"data/x.yaml:{place}")


def test_line_ends_of_windows(tmp_path: Path) -> None:
    file = read(tmp_path, b"a: 1\r\nb: 2\r\n")
    assert file.root == {"a": "1", "b": "2"}
    assert str(file.value_origin(("b",))) == "data/x.yaml:2:4"


@settings(max_examples=300, deadline=None)
@given(data=st.one_of(st.binary(max_size=60), st.text("ab:-[]{}&*!|>'\"%#? \n\t,~", max_size=60).map(str.encode)))
def test_no_bytes_raise(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = read(tmp_path_factory.getbasetemp(), data)
    assert all(str(problem).startswith("data/x.yaml:") for problem in file.problems)


def test_a_sign_of_a_text_behind_a_bar_has_its_line_and_column(tmp_path: Path) -> None:
    file = read(tmp_path, "a:\n  - b: |\n      one\n\n        two\n    c: one two\n")
    text = "one\n\n  two\n"
    assert file.value_at(("a", 0, "b")) == text
    assert str(file.sign_origin(("a", 0, "b"), text, text.index("two"))) == "data/x.yaml:5:9"
    assert str(file.sign_origin(("a", 0, "c"), "one two", 4)) == "data/x.yaml:6:8"


ROOT = Path(__file__).parents[2]
WRITTEN = sorted(path for place in ("data", "templates", "tests") for path in (ROOT / place).rglob("*.y*ml"))
ODD = (
    "a: &x [1, {b: 2}]\nc: *x\n", "a: !!str 1\n", "a: 1\na: 2\n", "a: {b: one, two}\n", "a: {b: , c: 1}\n", "a: {b, c: 1}\n",
    "a: 1\n---\nb: 2\n", "? [a]\n: 1\n", 'a: "\\u202e"\n', 'a: "\\x07"\n', "&k a: 1\n", "a: &gone\n", "a: *gone\n",
    "a: |\n  one\n  two\nb: >-\n  folded\n  text\nc: 'it''s'\nd: \"\\t\"\ne: ~\nf: null\ng: ''\nh:\n", "- 1\n- [2, [3]]\n",
    "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1), "a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH, "é: ü\n", "just a text", "# only\n",
    "a: [1, 2\n", "a:\n\t- b\n", "a: {b: {c: ''}}\n", "\ufeffa: 1\n", "key with spaces: x\n\"quoted\": y\n", "<<: {a: 1}\n",
)  # fmt: skip


LINES = (
    "a:\n- b: 1\n  c: x\n-   d:\n    - e\n    -  f: g\n       h: 2\n- i\n", "a: one\n  two\n\n  three\nb: 'one\n\n  two'\n",
    "a:\n  b: 1\n c: 2\n", "a:\n  b: 1\n   c: 2\n", "- a\n", "a: 'it''s' # said\nb: x # y\nc: x#y\nd: a:b\ne: a: b\n", "a: 1\n  # told\n  b\n",
    "a: |\n  # one\n\n  two\n# three\nb: >+\n  x\n\n\nc: |2\n   x\n", "a: # told\n- b\n", "a:\n  # told\n  - b\n  # told\n\n  - c\n", "a:\n- b\nc\n",
    "a: {b: 1,\n  c: [2,\n 3]}\nd: [\n]\n", "a:\n- 'b'\n- 'c' d\n- \n-\n- ~\n- - e\n  - f\n", "a: 'b'\n  c\n", "a\n", "a: b  \nc:   d\n", "a: b\r\nc: d\r\n",
    "a:\n  text of\n  lines\n", "a: \"one\nb: two\"\nc: 3\n", "a:\n" + "".join(f"{'  ' * n}- x:\n" for n in range(30)), "a: b\na: c\n", "a: x\u2028y\n", "a: |\n  b", "",
    "a:\n" + "".join(f"{' ' * n}b:\n" for n in range(1, 50)), "a:\n- b\n - c\n", "a:\n- b: 1\n   c: 2\n", "a: 'x'\nb: [1,\n    2]\nc: 'one'\n", "a:\n- b\n  c\n- 'd'\n  e: f\n", "a:\n - b\nc: d\n", "a:\n- b: 1\n - c: 2\n", "a:\n" + "".join(f"{' ' * n}-\n" for n in range(1, 50)),
    "a:\n" + "".join(f"{' ' * n}b:\n" for n in range(1, 40)) + f"{' ' * 40}- c\n",
)  # fmt: skip


@pytest.mark.parametrize("text", [*(path.read_text("utf-8", "replace") for path in WRITTEN), *ODD, *LINES])
def test_a_text_read_at_once_is_that_read_with_all_places(text: str) -> None:
    hold_equal(text)


PIECES = (
    "a",
    "b",
    "c-1",
    "x: ",
    "y:\n",
    ": ",
    "- ",
    "-",
    "\n",
    "\n  ",
    "\n    ",
    " ",
    "'",
    '"',
    "# ",
    "#",
    "|",
    ">-",
    "[",
    "]",
    "{",
    "}",
    ",",
    "~",
    "é",
)


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_any_text_read_by_lines_is_that_read_closely(text: str) -> None:
    hold_equal(text)
    hold_equal(f"k:\n- {text}")


def hold_equal(text: str) -> None:
    """What is wrong with a text is never passed over, and a tree is the same whichever way it is built."""
    file = YamlFile("file.yaml")
    try:
        root = TreeBuilder(file.path, file.problems).build(text)
        fine = not file.problems
    except (yaml.YAMLError, TooMuchError):
        root, fine = None, False
    for read in (plain_tree, events_tree, lines_tree):
        try:
            tree = read(text)
        except (yaml.YAMLError, UnusualError):
            continue
        assert tree == root
        assert fine


def test_most_texts_are_read_at_once(tmp_path: Path) -> None:
    data = [path.read_text("utf-8") for path in WRITTEN if "companies" in path.parts]
    assert len(data) > 10
    assert [lines_tree(text) for text in data]
    assert [plain_tree(text) for text in data]


def test_places_of_a_text_read_at_once_are_found_when_asked_for(tmp_path: Path) -> None:
    for text in ("a:\n  - b: 1\n    c: |\n      one\n", "a:\n  - {b: &x 1, c: *x}\n"):
        (tmp_path / "data.yaml").write_text(text)
        file = read_yaml(tmp_path / "data.yaml", "data.yaml")
        sent = pickle.loads(pickle.dumps(file))
        close = YamlFile("data.yaml")
        builder = TreeBuilder(close.path, close.problems)
        assert sent.root == file.root == builder.build(text)
        for path, (key, value) in builder.origins.items():
            assert (sent.key_origin(path), file.value_origin(path)) == (key, value)
        file.places["a", 0, "c"] = (Origin("data.yaml", 9, 9), Origin("data.yaml", 9, 9))
        assert pickle.loads(pickle.dumps(file)).value_origin(("a", 0, "c")).line == 9
        assert pickle.loads(pickle.dumps(file)) == file != sent
