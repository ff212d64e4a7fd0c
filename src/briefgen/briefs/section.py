"""Sections: templates in which lines of plain words say what a section is, when it is printed and what it lists, with
the optional stretches of the wording book.

Each line stays a line, so that every problem and every printed value leads to the line that the writer sees.

    > What would change the view.

    when subject.catalysts:
    ## What would change the view

    - for each event of subject.catalysts[:3]: {{ view_changing(event) }}

    table of subject.filings by agency:
    Medicine: asset, Steps as stated: filing_steps
    Caption: Applications, step by step
"""

from __future__ import annotations

import re

from jinja2 import TemplateSyntaxError

from briefgen.briefs.wording import OTHERWISE, WHEN, stretches

_EACH = re.compile(r"- for each (?P<one>\w+(?:, \w+)*) of (?P<many>.+?): (?P<said>.*)")
_TABLE = re.compile(r"(?P<what>table|facts) of (?P<of>.+?)(?: by (?P<group>[\w.]+))?:")
_CAPTION = "Caption: "


def section_as_template(source: str, name: str) -> str:
    """A section as a template with as many lines; TemplateSyntaxError at the first line that cannot be understood."""
    return _Section(source.split("\n"), name).template()


class _Section:
    """One section: its lines and what they are turned into."""

    def __init__(self, lines: list[str], name: str) -> None:
        self.lines = lines
        self.name = name
        self.made: list[str] = []
        self.tests: list[str] = []
        """The condition of each variant so far, "" for what is said otherwise."""
        self.lists_before = False
        """Whether the line before is one of a list, whose loop is still open."""
        self.takes_columns = sum(bool(_TABLE.fullmatch(line)) for line in lines) == 1
        """Whether its only table may be given other columns by the brief."""

    def template(self) -> str:
        """The lines put together."""
        self.made = [f"{{#{line}#}}" for line in self.lines[: self._about()]]
        while len(self.made) < len(self.lines):
            self.made += self._read(self.lines[len(self.made)])
        ends = ("{% endfor +%}" if self.lists_before else "") + ("{% endif %}" if self.tests else "")
        return stretches("\n".join(self.made)) + ends

    def _about(self) -> int:
        """How many lines at the top say what the section is, with the empty ones behind them."""
        if not self.lines[0].startswith("> "):
            return 0
        body = (number for number, line in enumerate(self.lines) if line.strip() and not line.startswith("> "))
        return next(body, len(self.lines))

    def _read(self, line: str) -> list[str]:
        """A line as template, with those that belong to it."""
        before = "{% endfor +%}" if self.lists_before else ""
        self.lists_before = False
        if found := WHEN.fullmatch(line) or OTHERWISE.fullmatch(line):
            return [before + self._variant(found.groupdict().get("test", ""))]
        if found := _EACH.fullmatch(line):
            self.lists_before = True
            return [f"{before}{{% for {found['one']} in {found['many']} %}}- {found['said']}"]
        if found := _TABLE.fullmatch(line):
            first, *others = self._table(found)
            return [before + first, *others]
        return [before + line]

    def _variant(self, test: str) -> str:
        if not (self.tests or test):
            self._fail("'otherwise:' follows at least one 'when ...:'")
        if self.tests and not self.tests[-1]:
            self._fail("nothing follows what is said otherwise")
        self.tests.append(test)
        return "{% else %}" if not test else f"{{% {'if' if len(self.tests) == 1 else 'elif'} {test} %}}"

    def _table(self, found: re.Match[str]) -> list[str]:
        """A table or a list of facts: its head, the columns to the next empty line, and the words over it."""
        rest = self.lines[len(self.made) + 1 :]
        columns = rest[: next((number for number, line in enumerate(rest) if not _belongs(line)), len(rest))]
        caption = columns.pop() if columns and columns[-1].startswith(_CAPTION) else ""
        if not columns:
            self._fail("the columns of a table stand in the lines below its head")
        default, end = ("columns|default(", ")") if self.takes_columns and found["what"] == "table" else ("", "")
        lines = [f'{{{{ {found["what"]}({found["of"]}, {default}"', *columns]
        lines[-1] += f'"{end}'
        if caption:
            lines.append(f', caption="{caption.removeprefix(_CAPTION)}"')
        lines[-1] += f', group="{found["group"]}") }}}}' if found["group"] else ") }}"
        return lines

    def _fail(self, message: str) -> None:
        raise TemplateSyntaxError(message, len(self.made) + 1, self.name, self.name)


def _belongs(line: str) -> bool:
    """Whether a line goes on with the columns of a table."""
    return bool(line.strip()) and not line.startswith((":::", "{%"))
