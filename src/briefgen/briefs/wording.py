"""The wording book: the sentences and phrases that writers own, found by name, read as macros of Jinja2.

A file of `wording/<language>/` holds entries. Each line of it becomes one line of a template, so that every problem and
every printed value leads to the line that the writer sees.

    ## stage_in(program)
    > "in Phase III", "approved": what stands after "is".
    when program.stage.text.startswith("Phase"):
    in {program.stage}
    otherwise:
    {program.stage|lower_first}[[ {program.territory|place}]]

    ## judged(result)
    > "met", "not met": what the test of a result came to.
    depending on judgement:
    - met: met
    - not_met: not met
    - otherwise: not tested

    ## whom(trial)
    > Whom a trial is of: the first that is known.
    {population}
    or:
    {indications|short}
    otherwise:
    patients not stated
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, NoReturn

from jinja2 import TemplateSyntaxError

from briefgen.briefs.bodies import CASE, body
from briefgen.briefs.needed import needed

FOLDER = "wording"
LANGUAGE = "en"
SUFFIX = ".md"
_HEAD = re.compile(r"##\s+(?P<name>[a-z]\w*)\s*\((?P<takes>.*)\)\s*")
WHEN = re.compile(r"when (?P<test>.+):\s*")
OTHERWISE = re.compile(r"otherwise:\s*")
_OR = re.compile(r"or:\s*")
"""What begins a variant that is said where all of its values are known."""
DEPENDING = re.compile(r"depending on (?P<what>[\w.]+):\s*")
UNENDED = re.compile(r"(?:otherwise|(?:when|depending on) \S*[^\s:])\s*")
"""What lacks no more than the colon at its end, and would be printed."""
_LIST_UNENDED = re.compile(
    r'facts of \S*[^\s:]|joined (?:by "[^"]*"|as a list(?: with \w+)?)(?: depending on \S*[^\s:])?\s*'
)
_ASKED = "known"
"""The condition of a variant that is said where all of its values are known, before these are read."""
_HIDDEN = ("{#", "#}")
"""A comment: around the end of a line that prints nothing."""


def is_wording(file: str) -> bool:
    """Whether a template, given by its path below the folder of templates, is part of the wording book."""
    return file.startswith(f"{FOLDER}/") and file.endswith(SUFFIX)


def wording_files(templates: Path) -> tuple[Path, ...]:
    """The files of the wording book, by name."""
    return tuple(sorted((templates / FOLDER / LANGUAGE).glob(f"*{SUFFIX}")))


@dataclass(slots=True)
class Variant:
    """One way an entry can be said: the condition it holds under ("" for none), its lines and where they begin."""

    test: str
    line: int
    lines: list[str] = field(default_factory=list)
    tag: str = ""
    """What begins it in the template, where it begins within a line."""
    known: bool = False
    """Whether its condition is that all of its values are known, which nobody has typed."""

    @property
    def text(self) -> str:
        """The words as the writer has typed them."""
        return "\n".join(self.lines).strip()


@dataclass(slots=True)
class WordingEntry:
    """A sentence or phrase: its name, what it takes, what it says, and its variants."""

    name: str
    takes: tuple[str, ...]
    line: int
    about: str = ""
    variants: list[Variant] = field(default_factory=list)

    @property
    def must_take(self) -> tuple[str, ...]:
        """What it takes without a value of its own for it."""
        return tuple(name for name in self.takes if "=" not in name)


class WrittenEntry(NamedTuple):
    """An entry as the template of its macro, and what it must be given."""

    template: str
    takes: tuple[str, ...]


def entry_of(statement: str) -> str:
    """The entry that a statement is, by the name that `statement()` is given."""
    return f"statement_{statement.replace('-', '_')}"


def entries_in(source: str, name: str) -> list[WordingEntry]:
    """The entries of a file of the book; TemplateSyntaxError at the first line that is none."""
    return _Book(source, name).entries


def as_template(source: str, name: str) -> str:
    """A file of the book as a template of macros with as many lines."""
    return _Book(source, name).template()


@lru_cache(maxsize=256)
def entry_templates(source: str, name: str) -> Mapping[str, WrittenEntry]:
    """Each entry of a file of the book as a template of its macro alone, on the lines where it stands in the file;
    TemplateSyntaxError at the first line that is none."""
    return _Book(source, name).templates()


class _Book:
    """One file of the book: its lines, what each is turned into, and the entries read from them."""

    def __init__(self, source: str, name: str) -> None:
        self.name = name
        self.lines = source.split("\n")
        self.entries: list[WordingEntry] = []
        self.depends = ""
        """What the variants that are read depend on, each on a code of it."""
        self.made: list[tuple[str, bool]] = []
        """For each line its template and whether its end is printed."""
        for number, line in enumerate(self.lines, 1):
            self._read(number, line)
        self._close()

    def template(self) -> str:
        """The lines put together."""
        return _put_together(self.made)

    def templates(self) -> dict[str, WrittenEntry]:
        """The lines of each entry put together, under as many as stand above it."""
        begins = [entry.line - 1 for entry in self.entries]
        return {
            entry.name: WrittenEntry(
                ("\n" * begin).join(_HIDDEN) + _put_together(self.made[begin:end]), entry.must_take
            )
            for entry, begin, end in zip(self.entries, begins, [*begins, None][1:], strict=True)
        }

    def _fail(self, message: str, line: int) -> NoReturn:
        raise TemplateSyntaxError(message, line, self.name, self.name)

    def _read(self, number: int, line: str) -> None:
        if found := _HEAD.fullmatch(line):
            self._open(number, found)
        elif line.startswith("## "):
            self._fail("the head of an entry is a name in small letters and what it takes: ## deal_terms(deal)", number)
        elif not self.entries:
            self.made.append(("", False))  # what stands before the first entry is for the reader of the book
        elif line.startswith("> ") and not self.entries[-1].variants:
            entry = self.entries[-1]
            entry.about = f"{entry.about} {line[2:].strip()}".strip()
            self.made.append(("", False))
        elif found := WHEN.fullmatch(line):
            self._variant(number, found["test"])
        elif OTHERWISE.fullmatch(line):
            self._variant(number, "")
        elif _OR.fullmatch(line):
            self._variant(number, _ASKED)
        elif found := DEPENDING.fullmatch(line):
            self.depends = found["what"]
            self._blank()
        elif self.depends and line.strip() and not line.startswith("  "):
            self._case(number, line)
        elif UNENDED.fullmatch(line) or _LIST_UNENDED.fullmatch(line.strip()):
            self._fail(f"a line of plain words ends with a colon: {line.strip()}:", number)
        elif not line.strip():
            self._blank()
        else:
            if not self.entries[-1].variants:
                self.entries[-1].variants.append(Variant("", number))
            self.entries[-1].variants[-1].lines.append(line)
            self.made.append((line, True))

    def _open(self, number: int, found: re.Match[str]) -> None:
        self._close()
        takes = tuple(part.strip() for part in found["takes"].split(",") if part.strip())
        if any(entry.name == found["name"] for entry in self.entries):
            self._fail(f"the entry '{found['name']}' stands twice in this file", number)
        self.entries.append(WordingEntry(found["name"], takes, number))
        self.made.append((f"{{% macro {found['name']}({', '.join(takes)}) %}}", False))

    def _blank(self) -> None:
        """A line that says nothing, within an entry."""
        if variants := self.entries[-1].variants:
            variants[-1].lines.append("")
        self.made.append(("", False))

    def _case(self, number: int, line: str) -> None:
        """A line under `depending on`: a variant for one code, for several, or for all others."""
        found = CASE.fullmatch(line)
        if not found:
            self._fail_depending(number)
        codes = found["codes"].split(" or ")
        test = " or ".join(f'{self.depends} == "{code}"' for code in codes) if codes != ["otherwise"] else ""
        self._variant(number, test, found["said"])

    def _end_depending(self, line: int) -> None:
        """End the variants that depend on a code."""
        variants = self.entries[-1].variants
        if self.depends and not (variants and variants[-1].tag):
            self._fail_depending(line)
        self.depends = ""

    def _fail_depending(self, line: int) -> NoReturn:
        self._fail(f"'depending on {self.depends}:' is followed by its codes with their words: - one: words", line)

    def _variant(self, number: int, test: str, said: str = "") -> None:
        """A variant under a condition, or otherwise; `said` on the line that begins it, or on those that follow."""
        entry = self.entries[-1]
        if not said:
            self._end_depending(number)
        if not entry.variants and test in ("", _ASKED):
            self._fail("'otherwise:' and 'or:' follow what is said before", number)
        if entry.variants:
            self._follow(entry.variants, number)
        tag = _tag(test, first=not entry.variants)
        entry.variants.append(Variant(test, number, [said] if said else [], tag if said else ""))
        self.made.append((said, True) if said else (tag, False))

    def _follow(self, variants: list[Variant], number: int) -> None:
        """End a variant that another follows; the first one without a condition is said where its values are known."""
        before = variants[-1]
        if before.test == "":
            if before.lines[:1] and before.lines[0].startswith("when "):
                self._fail("a condition ends with a colon: when program.owner:", before.line)
            if len(variants) > 1:
                self._fail("nothing follows what is said otherwise", number)
            before.test = _ASKED
        self._end_body(before)

    def _close(self) -> None:
        """End the entry that is open: its last line also closes the macro."""
        if not self.entries:
            return
        entry = self.entries[-1]
        self._end_depending(entry.line)
        if not entry.variants:
            self._fail(f"the entry '{entry.name}' says nothing", entry.line)
        self._end_body(entry.variants[-1])
        text, _ = self.made[-1]
        ends = ("{% endif %}" if entry.variants[0].test else "") + "{% endmacro %}"
        self.made[-1] = (text + ends, False)

    def _end_body(self, variant: Variant) -> None:
        """Turn the lines of a variant, the last ones made, into the body of a macro."""
        count = len(variant.lines)
        first = len(self.made) - count
        if variant.test == _ASKED:
            self._ask(variant, first)
        if not count:
            return
        self.made[first:] = body([line.strip() for line in variant.lines] if variant.tag else variant.lines)
        self.made[first] = (variant.tag + self.made[first][0], self.made[first][1])

    def _ask(self, variant: Variant, first: int) -> None:
        """The condition of a variant that is said where all of its values are known, which begins at a line made."""
        variant.known, variant.test = True, needed("\n".join(variant.lines))
        if not variant.test:
            self._fail("what another variant follows has a value that may not be known, or a condition", variant.line)
        if variant is self.entries[-1].variants[0]:
            self.made[first - 1] = (self.made[first - 1][0] + _tag(variant.test, first=True), False)
        else:
            self.made[first - 1] = (_tag(variant.test, first=False), False)


def _tag(test: str, *, first: bool) -> str:
    """What begins a variant in the template."""
    return "{% else %}" if not test else f"{{% {'if' if first else 'elif'} {test} %}}"


def _put_together(lines: list[tuple[str, bool]]) -> str:
    """Lines as a template; the end of one that prints nothing stands in a comment."""
    parts = [lines[0][0]] if lines else []
    for (_, printed), (text, _) in pairwise(lines):
        parts.append("\n" if printed else "\n".join(_HIDDEN))
        parts.append(text)
    return "".join(parts)
