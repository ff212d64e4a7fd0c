"""The wording book: the sentences and phrases that writers own, found by name, read as macros of Jinja2.

A file of `wording/<language>/` holds entries. Each line of it becomes one line of a template, so that every problem and
every printed value leads to the line that the writer sees.

    ## stage_in(program)
    > "in Phase III", "approved": what stands after "is".
    when program.stage.text.startswith("Phase"):
    in {program.stage}
    otherwise:
    {program.stage|lower_first}[[ {program.territory|place}]]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

FOLDER = "wording"
LANGUAGE = "en"
SUFFIX = ".md"
_HEAD = re.compile(r"##\s+(?P<name>[a-z]\w*)\s*\((?P<takes>.*)\)\s*")
WHEN = re.compile(r"when (?P<test>.+):\s*")
OTHERWISE = re.compile(r"otherwise:\s*")
_JOINED = re.compile(r'joined(?: by "(?P<by>[^"]*)"| as a list(?: with (?P<word>\w+))?):\s*')
_TAGS = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n]+")
_GAP = re.compile(r" (?=[,;.)](?:[ )]|$))")
_STRETCH = re.compile(
    r"\[\[(?P<space> ?)(?:(?P<otherwise>otherwise)|when (?P<test>(?:(?!\[\[|\]\]).)+?)):(?: |(?=[,;.)]|$))"
)
"""The head of a stretch with a condition, or of the one that is said in its place."""
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

    def _fail(self, message: str, line: int) -> None:
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
        elif not self.entries[-1].variants and not line.strip():
            self.made.append(("", False))
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

    def _variant(self, number: int, test: str) -> None:
        entry = self.entries[-1]
        if entry.variants and not entry.variants[-1].test:
            if entry.variants[0].lines[:1] and entry.variants[0].lines[0].startswith("when "):
                self._fail("a condition ends with a colon: when program.owner:", entry.variants[0].line)
            self._fail("nothing follows what is said otherwise, or without a condition", number)
        if not entry.variants and not test:
            self._fail("'otherwise:' follows at least one 'when ...:'", number)
        if entry.variants:
            self._end_body(entry.variants[-1])
        tag = f"{{% elif {test} %}}" if entry.variants and test else f"{{% if {test} %}}" if test else "{% else %}"
        entry.variants.append(Variant(test, number))
        self.made.append((tag, False))

    def _close(self) -> None:
        """End the entry that is open: its last line also closes the macro."""
        if not self.entries:
            return
        entry = self.entries[-1]
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
        self.made[first:] = _body(variant.lines)


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
    paragraphs = len(full) < len(said)
    made = [(stretches(line), True) for line in said] if paragraphs else list(_phrase(said))
    made[-1] = (made[-1][0], False)
    return [("", False)] * first + made + [("", False)] * (len(lines) - 1 - last)


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


def stretches(text: str) -> str:
    """The optional stretches of a line as tags; brackets within expressions stay."""
    parts = _TAGS.split(text)
    parts[::2] = [
        _STRETCH.sub(_conditional, part).replace("[[", "{%+ optional %}").replace("]]", "{% endoptional +%}")
        for part in parts[::2]
    ]
    return "".join(parts)


def _conditional(found: re.Match[str]) -> str:
    """The head of a stretch with a condition as a tag: [[ when program.owner: under ...]]."""
    tag = "{%+ instead %}" if found["otherwise"] else f"{{%+ optional when {found['test']} %}}"
    return tag + found["space"]


class OptionalStretch(Extension):
    """[[ for {indication}]]: prints only when every value in it is known, [[ when trial.ended: ...]] only when the
    condition holds as well; else what follows as [[ otherwise: ...]]."""

    tags = {"optional", "instead"}  # noqa: RUF012

    def parse(self, parser: Parser) -> nodes.Node:
        """The stretch under its condition and that each of its values, and all on the way to it, is there."""
        tag = next(parser.stream)
        if tag.value == "instead":
            parser.fail("[[otherwise: ]] follows a stretch [[ ]] at once", tag.lineno)
        tests = [parser.parse_expression()] if parser.stream.skip_if("name:when") else []
        body = parser.parse_statements(("name:endoptional",), drop_needle=True)
        printed = (each for node in body if isinstance(node, nodes.Output) for each in node.nodes)
        needs = [*tests, *(need for each in printed for need in _needs(each))]
        if not needs:
            parser.fail("an optional stretch [[ ]] prints at least one value, or has a condition", tag.lineno)
        both: nodes.Expr = reduce(lambda left, right: nodes.And(left, right, lineno=tag.lineno), _once(needs))
        return nodes.If(both, body, [], self._instead(parser), lineno=tag.lineno)

    def _instead(self, parser: Parser) -> list[nodes.Node]:
        """What is said in the place of the stretch that has just ended."""
        stream = parser.stream
        end = stream.expect("block_end")
        read = [next(stream)]
        if read[0].test("block_begin") and stream.skip_if("name:instead"):
            return parser.parse_statements(("name:endoptional",), drop_needle=True)
        for token in (*read, stream.current):
            stream.push(token)
        stream.current = end
        return []


def _needs(node: nodes.Expr) -> Iterator[nodes.Expr]:
    """What must be there for a value to be printed, from the outermost thing to the value itself."""
    match node:
        case nodes.TemplateData() | nodes.Const():
            return
        case nodes.Filter(node=nodes.Expr() as of):
            yield from _needs(of)
            yield node
        case nodes.Getattr(node=of) | nodes.Getitem(node=of):
            yield from _needs(of)
            yield node
        case _:
            yield node


def _once(needs: list[nodes.Expr]) -> list[nodes.Expr]:
    found: list[nodes.Expr] = []
    for need in needs:
        if need not in found:
            found.append(need)
    return found


class JoinedList(Extension):
    """joined by "; ": the items that say something, with a sign or as a list (a, b and c) between them."""

    tags = {"joined"}  # noqa: RUF012

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """Each item set to a name of its own, and those that say something printed."""
        line = next(parser.stream).lineno
        glue = parser.stream.expect("string").value
        as_list = parser.stream.skip_if("name:as") and bool(parser.stream.expect("name:list"))
        parser.stream.expect("block_end")
        made: list[nodes.Node] = []
        before = parser.subparse(("name:item", "name:endjoined"))
        if any(not isinstance(each, nodes.TemplateData) or each.data.strip()
               for node in before if isinstance(node, nodes.Output) for each in node.nodes):  # fmt: skip
            parser.fail("each item of a joined list begins with '- '", line)
        while parser.stream.current.test("name:item"):
            start = next(parser.stream).lineno
            parser.stream.expect("block_end")
            body = parser.subparse(("name:item", "name:endjoined"))
            trim = nodes.Filter(None, "trim", [], [], None, None, lineno=start)
            made.append(nodes.AssignBlock(nodes.Name(f"item{len(made)}", "store"), trim, body, lineno=start))
        next(parser.stream)
        items = nodes.List([nodes.Name(f"item{number}", "load") for number in range(len(made))])
        said = nodes.Filter(items, "select", [], [], None, None)
        joined = nodes.Filter(said, "listed" if as_list else "join", [nodes.Const(glue)], [], None, None)
        return [*made, nodes.Output([joined]).set_lineno(line)]
