"""What is wrong with the YAML of a file is said in the words of those who write data, with the cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.dataset.load import load_dataset
from briefgen.dataset.yamlfile import read_yaml
from briefgen.problems import Problem, ProblemsFoundError

FAULTS = [
    ("- {role: founder, chairwoman, x: y}", "1:19", "'chairwoman' stands between", 'role: "founder, chairwoman"'),
    ("- {role: founder, chairwoman, and CEO}", "1:19", "'chairwoman, and CEO'", 'role: "founder, chairwoman, and CEO"'),
    ("- {value: USD 1,485 million, x: y}", "1:17", "'485 million' stands", 'value: "USD 1,485 million"'),
    ('- {name: "a", b, x: y}', "1:15", "'b' stands between", "write its field"),
    ("role: founder: of all", "1:14", "a colon and a space", 'role: "founder: of all"'),
    ("- {role: founder: of all}", "1:17", "a colon and a space", "quotes around the text"),
    ("a:\n\tb: c", "2:1", "a tab indents", "spaces, not tabs"),
    ("a:\n  - b: c\n\td: e", "3:1", "a tab indents", "spaces, not tabs"),
    ('a: "Jane\nb: c\n', "1:4", "quotes that begin here never end", 'put " behind'),
    ("a: 'it's'\nb: c", "1:8", "text goes on behind the quotes", "('') inside single quotes"),
    ("- {a: 'it's', b: c}", "1:11", "text goes on behind the quotes", "('') inside single quotes"),
    ('a: "b" c', "1:8", "text goes on behind the quotes", '\\" inside double quotes'),
    ("- {a: b\n- {a: b}", "1:3", "the bracket { that begins here does not end", "put }"),
    ("- {a: [b, c}", "1:7", "the bracket [ that begins here does not end", "put ]"),
    ("a: [b] c", "1:8", "text goes on behind the bracket", "quotes around the whole text"),
    ("- a: b\n c: d", "2:2", "is not indented", "fields above it"),
    ("- a: b\n    c: d", "2:5", "is not indented", "fields above it"),
    ("a: @b", "1:4", "cannot begin with @", "quotes"),
    ("a: > 5 months", "1:6", "cannot begin with >", "quotes"),
    ("a: *b", "1:4", "alias '*b'", "quotes"),
    ("a: &b\nc: d", "1:4", "'&b' names a value that is not there", "quotes"),
    ("a: !b c", "1:4", "'!b' is a tag", "quotes"),
    ('a: "b\\y"', "1:6", "a backslash", "\\\\"),
    ("- id: x\n  name:y\n  role: z", "2:3", "'name:y' is no field", "a colon, a space"),
    ("a: b\u202ec", "1:4", "U+202E", "delete"),
    ("a: b\u200fc", "1:4", "U+200F", "delete"),
    ("a\u2067: c", "1:1", "U+2067", "delete"),
]


@pytest.mark.parametrize(("text", "place", "message", "hint"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_cure_of(text: str, place: str, message: str, hint: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    (problem,) = read_yaml(tmp_path / "a.yaml", "a.yaml").problems
    assert str(problem.origin) == f"a.yaml:{place}"
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize("text", ["- {a: b, c: }", "- {a}", "- {a: b, 'c':}", "a: שלום\u200f (b)"])
def test_what_is_fine(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert read_yaml(tmp_path / "a.yaml", "a.yaml").problems == []


def problems_of(text: str, folder: Path) -> tuple[Problem, ...]:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFoundError) as raised:
        load_dataset(folder)
    return raised.value.problems


@pytest.mark.parametrize(("written", "near"), [
    ("USA", "'us'"), ("United States", "'us'"), ("Hong Kong", "'hong-kong'"), ("chna", "'china'"), ("latam", "'latin-america'"),
    ("rest of world", "'world except ...'"), ("world excluding china", "'except'"), ("ex-China", "'world except china'"),
    ("Mainland China", "'china-mainland'"), ("EU5", "'germany france italy spain uk'"), ("atlantis", "regions are spelled"),
])  # fmt: skip
def test_a_territory_that_is_unknown(written: str, near: str, tmp_path: Path) -> None:
    (problem,) = problems_of(
        f"assets:\n  - {{id: x, name: X, company: c, programs: [{{territory: {written}}}]}}\n", tmp_path
    )
    assert problem.code == "unknown-word"
    assert near in problem.hint
    assert "southeast-asia" in problem.hint


def test_a_blank_is_told_as_one(tmp_path: Path) -> None:
    text = "events:\n  - id: x\n    type:\n    title:\n    date:\n    companies:\n"
    found = problems_of(text, tmp_path)
    assert [(p.origin.line, p.code, p.message) for p in found] == [
        (3, "missing-field", "events[0].type is blank"), (4, "missing-field", "events[0].title is blank"),
        (5, "missing-field", "events[0].date is blank"), (6, "missing-field", "events[0].companies is blank"),
    ]  # fmt: skip
    assert {p.hint for p in found} == {"write what the source says"}


def test_a_blank_that_is_not_needed_may_be_deleted_and_a_blank_source_is_told(tmp_path: Path) -> None:
    text = "events:\n  - id: x\n    type: approval\n    title: T\n    date: 2025\n    companies: c\n    expected:\n    source:\n"
    blank, source = problems_of(text, tmp_path)
    assert (blank.origin.line, blank.hint) == (7, "write what the source says, or delete it")
    assert (source.origin.line, source.code, source.message) == (8, "no-source", "events[0].source is blank")


@pytest.mark.parametrize(
    ("text", "line", "named"),
    [
        ("defaults:\n  source:\n", 2, "defaults.source"),
        ("areas:\n  - id: a\n    name: A\n    source:\n      id:\n", 5, "areas[0].source"),
    ],
    ids=["of a file", "its id alone"],
)
def test_a_blank_source_is_told_in_one_way_wherever_it_stands(text: str, line: int, named: str, tmp_path: Path) -> None:
    (problem,) = problems_of(text, tmp_path)
    assert (problem.origin.line, problem.code, problem.message) == (line, "no-source", f"{named} is blank")
    assert problem.hint.startswith("add the id of the source")
