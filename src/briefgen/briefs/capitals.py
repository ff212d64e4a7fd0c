"""Capitals: the first letter of a paragraph, heading, item, cell and sentence is large, whatever it is printed from;
and a headline in Chinese or Japanese ends in the full stop of its own script.

What is read is the Markdown that templates print, in which a value is one private-use character. A word that is written
in one way only keeps its letter: pMMR, siRNA.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from briefgen.lexicon.spelling import large

_VALUE = "[\U000f0000-\U000ffffd]"
_WORD = rf"(?P<first>{_VALUE}|[a-z][\w-]*)"
_SENTENCE = re.compile(rf"(?P<before>[.!?](?:\*\*)? (?:\*\*)?){_WORD}")
_ITEM = re.compile(rf"(?P<before>[ \t]*(?:#{{1,6}} |[-*+] |\d+\. )(?:\*\*)?){_WORD}")
_PLAIN = re.compile(rf"(?P<before>[ \t]*(?:(?:Lead|Next|Note|Subtitle|Table|Why)?: )?(?:\*\*)?){_WORD}")
_COUNTED = re.compile(rf"(?P<before>^(?:Note: )?|[.!?] )(?P<first>{_VALUE})(?= [a-z])", re.MULTILINE)
_CELL = re.compile(rf"(?P<before>(?:^\||(?<= )\|) (?:\*\*)?){_WORD}")

_ALONE = re.compile(
    rf"(?P<before>(?:^[ \t]*(?:(?:#{{1,6}}|[-*+]|\d+\.|\w+:) )?|(?<=[.!?;] ))(?:\*\*)?)"
    rf"(?P<value>{_VALUE})(?P<bold>(?:\*\*)?)\.",
    re.MULTILINE,
)
STOP = "\N{IDEOGRAPHIC FULL STOP}"


def with_own_stops(text: str, is_east_asian: Callable[[str], bool]) -> str:
    """Markdown in which a sentence that is a single value ends as its script does; `is_east_asian` tells of the sign of
    a value whether its words end in Chinese or Japanese."""

    def ended(found: re.Match[str]) -> str:
        whole = found["before"] + found["value"] + found["bold"]
        return whole + (STOP if is_east_asian(found["value"]) else ".")

    return _ALONE.sub(ended, text)


def with_capitals(
    text: str, raised: Callable[[str], str], is_amount: Callable[[str], bool] = lambda _: False,
    spelled: Callable[[str], str] = str,
) -> str:  # fmt: skip
    """Markdown in which each block and each sentence begins with a capital; `raised` gives the sign of a value that
    begins so for the sign of a value, `is_amount` tells of one that stays small in a cell: "up to 4,500", `spelled`
    gives the sign of a count in words, with which words go on."""

    def large_first(word: str) -> str:
        return large(word) if word.isascii() else raised(word)

    def large_in_cell(word: str) -> str:
        return word if not word.isascii() and is_amount(word) else large_first(word)

    text = _COUNTED.sub(lambda found: found["before"] + spelled(found["first"]), text)
    return "\n".join(_lines(text.split("\n"), large_first, large_in_cell))


def _lines(lines: list[str], raised: Callable[[str], str], in_cell: Callable[[str], str]) -> Iterator[str]:
    """Each line with its capitals. One that goes on with the paragraph before begins nothing, nor does what stands
    under a term in bold: **11** approved."""

    def begun(found: re.Match[str]) -> str:
        return found["before"] + raised(found["first"])

    begins, bold = True, False
    for line in lines:
        said = line.strip()
        defines = said.startswith(": ")
        if said.startswith("|"):
            line = _CELL.sub(lambda found: found["before"] + in_cell(found["first"]), line)
        elif found := _ITEM.match(line) or (_PLAIN.match(line) if begins or (defines and not bold) else None):
            line = begun(found) + line[found.end() :]
        bold = bold if defines else said.startswith("**")
        begins = not said or said.endswith((".", "!", "?")) or line.startswith((":::", "#"))
        yield _SENTENCE.sub(begun, line)
