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
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, NoReturn

from jinja2 import TemplateSyntaxError
from markupsafe import Markup

from briefgen.briefs.stretches import stretches

FOLDER = "wording"
LANGUAGE = "en"
SUFFIX = ".md"
_HEAD = re.compile(r"##\s+(?P<name>[a-z]\w*)\s*\((?P<takes>.*)\)\s*")
WHEN = re.compile(r"when (?P<test>.+):\s*")
EACH = re.compile(r"(?P<item>- )?for each (?P<one>\w+(?:, \w+)*) of (?P<many>.+?):(?: (?P<said>.*))?")
APART = '{{ "\\n" }}'
"""What parts what is said of one thing from what is said of the next."""
OTHERWISE = re.compile(r"otherwise:\s*")
DEPENDING = re.compile(r"depending on (?P<what>[\w.]+):\s*")
_CASE = re.compile(r"- (?P<codes>\w[\w -]*): (?P<said>.*\S.*)")
"""What is said of one code, or of several: - start or end: the *day*."""
_JOINED = re.compile(r'joined(?: by "(?P<by>[^"]*)"| as a list(?: with (?P<word>\w+))?):\s*')
UNENDED = re.compile(r"(?:otherwise|(?:when|depending on) \S*[^\s:])\s*")
"""What lacks no more than the colon at its end, and would be printed."""
_JOINED_UNENDED = re.compile(r'joined (?:by "[^"]*"|as a list(?: with \w+)?)\s*')
_SPACE = re.compile(r"[ \t\r\n]+")
_GAP = re.compile(r" (?=[,;.)](?:[ )]|$))")
_ONE_VALUE = re.compile(r"\{\{ (?:(?!\}\}).)+ \}\}")
"""A line that is one value or what another entry says, be that several paragraphs."""
_STATEMENT = re.compile(r"\{%.*?%\}")
_TIGHT = ("[[", "{%-", "{{-", ",", ";", ".", ":", ")")
"""What follows the line before it without a space."""
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
        elif found := DEPENDING.fullmatch(line):
            self.depends = found["what"]
            self._blank()
        elif self.depends and line.strip() and not line.startswith("  "):
            self._case(number, line)
        elif UNENDED.fullmatch(line) or _JOINED_UNENDED.fullmatch(line.strip()):
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
        found = _CASE.fullmatch(line)
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
        if entry.variants and not entry.variants[-1].test:
            if entry.variants[0].lines[:1] and entry.variants[0].lines[0].startswith("when "):
                self._fail("a condition ends with a colon: when program.owner:", entry.variants[0].line)
            self._fail("nothing follows what is said otherwise, or without a condition", number)
        if not entry.variants and not test:
            self._fail("'otherwise:' follows at least one 'when ...:'", number)
        if entry.variants:
            self._end_body(entry.variants[-1])
        tag = f"{{% elif {test} %}}" if entry.variants and test else f"{{% if {test} %}}" if test else "{% else %}"
        entry.variants.append(Variant(test, number, [said] if said else [], tag if said else ""))
        self.made.append((said, True) if said else (tag, False))

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
        if not count:
            return
        first = len(self.made) - count
        self.made[first:] = _body([line.strip() for line in variant.lines] if variant.tag else variant.lines)
        self.made[first] = (variant.tag + self.made[first][0], self.made[first][1])


def _put_together(lines: list[tuple[str, bool]]) -> str:
    """Lines as a template; the end of one that prints nothing stands in a comment."""
    parts = [lines[0][0]] if lines else []
    for (_, printed), (text, _) in pairwise(lines):
        parts.append("\n" if printed else "\n".join(_HIDDEN))
        parts.append(text)
    return "".join(parts)


def _body(lines: list[str]) -> list[tuple[str, bool]]:
    """The lines of a variant as template: several paragraphs as they stand, or a phrase, which may be a list joined."""
    full = [number for number, line in enumerate(lines) if line.strip()]
    if not full:
        return [("", False) for _ in lines]
    first, last = full[0], full[-1]
    said = lines[first : last + 1]
    lists = said[0].startswith(("- ", "each: ")) or any(map(EACH.fullmatch, said))
    handed_on = len(said) == 1 and _ONE_VALUE.fullmatch(said[0])
    paragraphs = lists or handed_on or len(full) < len(said)
    made = [(_line(line), True) for line in said] if paragraphs else list(_phrase(said))
    made[-1] = (made[-1][0], False)
    return [("", False)] * first + made + [("", False)] * (len(lines) - 1 - last)


def _line(line: str) -> str:
    """A line of several paragraphs as template."""
    found = EACH.fullmatch(line)
    return stretches(repeated(found) if found else line)


def repeated(found: re.Match[str]) -> str:
    """A line that says something of each of several things: an entry of a list, or a paragraph, for each."""
    one, many, said = found["one"], found["many"], found["said"]
    return f"{{% for {one} in {many} %}}{f'- {said}' if found['item'] else said + APART}{APART}{{% endfor %}}"


def _phrase(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Lines put together with one space between them, but where the second says that it follows closely; an expression
    may go on over the end of a line."""
    texts = [line.strip() for line in lines]
    listed = any(map(_JOINED.fullmatch, texts))
    inside = open_item = False
    open_tags = 0
    for number, (text, following) in enumerate(zip(texts, [*texts[1:], ""], strict=True)):
        if found := _JOINED.fullmatch(text):
            inside = True
            glue = f'"{found["by"]}"' if found["by"] is not None else f'"{found["word"] or "and"}" as list'
            line = f"{{% joined {glue} %}}"
        elif inside and text.startswith("- "):
            open_item = True
            line = f"{{% item %}}{stretches(text[2:])}"
        else:
            line = stretches(text)
        spoken = line.partition("%}")[2] if open_tags and "}}" not in line.partition("%}")[0] else line
        open_tags += line.count("{{") + line.count("{%") - line.count("}}") - line.count("%}")
        closely = not following or following.startswith(_TIGHT) or (open_item and following.startswith("- "))
        closely = closely or open_tags != 0 or not spoken or _only_tags(spoken) or _only_tags(following)
        begin = "" if number else "{% filter phrase %}"
        end = "" if following else f"{'{% endjoined %}' if listed else ''}{{% endfilter %}}"
        yield f"{begin}{line}{end}{'' if closely else ' '}", bool(open_tags)


def _only_tags(line: str) -> bool:
    """Whether a line says nothing itself, but only sets, asks or repeats."""
    return bool(line) and not _STATEMENT.sub("", line).strip()


def phrase(text: Markup) -> Markup:
    """A phrase as it is printed: one space between words, none before a comma or full stop, none at its end."""
    return Markup(_GAP.sub("", " ".join(_SPACE.split(text))).rstrip(" "))
