"""Templates and the wording book are words first: how much of them is code, and how long their lines are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.briefs.wording import wording_files

TEMPLATES = Path(__file__).parents[2] / "templates"
WRITTEN = sorted([*TEMPLATES.rglob("*.j2"), *wording_files(TEMPLATES)])
MOST_CODE = 0.298
"""What may be code now; the aim is 0.30. It goes down with each decision that moves into typed code."""
LONGEST_LINE = 160
_TAG = r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{[^{}]+\}"
_CONDITION = r"(?m:^(?:when|depending on) [^\n]+:$)|\[\[ ?when (?:(?!\[\[|\]\])[^\n])+?:(?= |[,;.)]|$)"
_EACH = r"(?m:^(?:(?:- )?for each [^\n]+?:(?= |$)|each:(?= )|of [a-z]\w*:$))"
_TABLE = r"(?m:^(?:table|facts|charts|chart [\w-]+) of [^\n]+:$)"
_PART = r"(?m:^Part: [^\n]+$|^for the [^\n]+:$)"
_CODE = re.compile(f"{_TAG}|{_CONDITION}|{_EACH}|{_TABLE}|{_PART}", re.DOTALL)
_COLUMNS = re.compile(r"(?m)^(?:table|facts) of [^\n]+:\n((?:(?!Caption: |:::)[^\n]+\n)+)")


def code(text: str) -> int:
    """How many characters of a text are tags of Jinja, conditions of variants and stretches, heads of lists and tables,
    names of parts and of what is meant, and what fills the columns of tables; the heads of columns are words."""
    columns = (column for found in _COLUMNS.finditer(text) for column in re.split(r",|\n", found[1]))
    fields = (column.rpartition(":")[2].strip() for column in columns)
    return sum(len(found[0]) for found in _CODE.finditer(text)) + sum(map(len, fields))


def share(text: str) -> float:
    """How much of a text, by its characters, is code."""
    return code(text) / len(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("words", 0),
        ("{{ a }}", 1),
        ("a {b}", 0.6),
        ("a b {{ }}.", 0.5),
        ("{% if x %}\nyes\n{% endif %}", 21 / 26),
        ("when a.b:\nyes\notherwise:\nno", 9 / 27),
        ("yes[[ when a.b: and no]]", 12 / 24),
        ("depending on a.b:\n- big: {a}\n- small: no", 20 / 40),
        ("- for each a of b[:3]: yes", 22 / 26),
        ("for each a of b:\nyes", 16 / 20),
        ("Part: a\nyes", 7 / 11),
        ("for the a of b:\nyes", 15 / 19),
        ("of page:\neach: {a.b}\nof many: yes\n", 18 / 34),
        ("table of many:\nnew drug: drug, stage\nCaption: all\n", 23 / 50),
    ],
)
def test_code_is_what_stands_in_tags_and_conditions(text: str, part: float) -> None:
    assert share(text) == pytest.approx(part)


def test_templates_and_book_are_mostly_words() -> None:
    texts = {file.relative_to(TEMPLATES).as_posix(): file.read_text("utf-8") for file in WRITTEN}
    most = sorted(texts, key=lambda name: -code(texts[name]))[:5]
    found = sum(map(code, texts.values())) / sum(map(len, texts.values()))
    assert found <= MOST_CODE, f"{found:.1%} is code, most of it in {', '.join(most)}"


def test_no_line_of_templates_and_book_is_too_long_to_read() -> None:
    lines = (
        (file, number, line) for file in WRITTEN for number, line in enumerate(file.read_text("utf-8").split("\n"), 1)
    )
    long = [
        f"{file.relative_to(TEMPLATES)}:{number} has {len(line)}"
        for file, number, line in lines
        if len(line) > LONGEST_LINE
    ]
    assert not long
