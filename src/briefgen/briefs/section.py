"""Sections: templates in which lines of plain words say what a section is, when it is printed and what it lists, with
the optional stretches of the wording book.

Each line stays a line, so that every problem and every printed value leads to the line that the writer sees.

    > What would change the view.

    when subject.catalysts:
    ## What would change the view

    - for each event of subject.catalysts[:3]: {view_changing}

    ::: cards
    for each target of asset.described:
    ### Target

    {target.biology}
    :::

    table of subject.filings by agency:
    Medicine: asset, Steps as stated: filing_steps
    Caption: Applications, step by step

    chart timeline of events:
    Caption: {events_drawn}

    table of events unless drawn:
    Date: event_day, title

    for the asset, glance of story:
    Part: glance

`of page:` behind the first lines says what names alone are asked of, where a brief repeats the section for each of
several things; `for the asset of story:` what is meant by a name from there on. A part is another section that stands
here. What stands under `when ...:`, `otherwise:` or `for each ...:` goes on to the end of the div it stands in, or of
the section; a loop ends before the next one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError

from briefgen.briefs.bare_names import ASKED
from briefgen.briefs.bodies import APART, EACH, repeated
from briefgen.briefs.stretches import stretches
from briefgen.briefs.wording import OTHERWISE, UNENDED, WHEN

_TABLE = re.compile(r"(?P<what>table|facts) of (?P<of>.+?)(?P<undrawn> unless drawn)?(?: by (?P<group>[\w.]+))?:")
_OF = re.compile(r"of (?P<one>[a-z]\w*):")
"""What a section is of, which its brief names: what a name alone is asked of."""
_CHART = re.compile(r"chart (?P<name>[\w-]+) of (?P<of>.+):")
_UNENDED = re.compile(
    r"(?:for each \w+(?:, \w+)* of|(?:table|facts|charts) of|chart [\w-]+ of) \S*[^\s:](?: by [\w.]+|(?:, \w+=\S+)*)"
)
"""What lacks no more than the colon at its end, beside what the wording book has too."""
_CHARTS = re.compile(r"charts of (?P<of>.+):")
"""Charts that are chosen by what there is to draw."""
_ABOUT = re.compile(r"for the (?P<names>\w+(?:, \w+)*) of (?P<of>[\w.]+):")
"""What is meant by names from here on: fields of a thing."""
_PART = re.compile(r"Part: (?P<name>[\w/-]+)")
"""Another section that stands here: one of the same folder, or of another one, pages/scope."""
_ROW = re.compile(r"\[\[when (?P<test>(?:(?!\[\[|\]\]).)+?): (?P<row>\|.*\|)\]\]")
"""A row of a table that stands there under a condition."""
_ELSE_ROW = re.compile(r"otherwise: (?P<row>\|.*\|)")
"""The row that stands in the place of those for each of several things, where there are none."""
_DIV = re.compile(r":::+(?P<name>.*)")
_CAPTION = "Caption: "
_DRAWN = "chart_above"
"""The name of what a chart above a table prints, which the table may stand in for."""
_CHOICE, _LOOP = "{% endif %}", "{% endfor %}"
"""What ends a choice between variants, and a loop."""


def section_as_template(source: str, name: str, folder: str = "slides") -> str:
    """A section as a template with as many lines; TemplateSyntaxError at the first line that cannot be understood. Its
    parts are those of a folder below that of templates."""
    return _Section(source.split("\n"), name, folder).template()


@dataclass(slots=True)
class _Under:
    """What a line of plain words begins, to the end of its div: a choice between variants, or a loop."""

    tag: str
    last: bool = False
    """Whether nothing can be said in its place any more."""

    @property
    def ends(self) -> str:
        """What ends it."""
        return self.tag if self.last or self.tag == _CHOICE else APART + self.tag


class _Section:
    """One section: its lines and what they are turned into."""

    def __init__(self, lines: list[str], name: str, folder: str) -> None:
        self.lines = lines
        self.name = name
        self.folder = folder
        self.made: list[str] = []
        self.under: list[list[_Under]] = [[]]
        """What is open in the section, and in each div around the line that is read."""
        self.takes_columns = sum(bool(_TABLE.fullmatch(line)) for line in lines) == 1
        """Whether its only table may be given other columns by the brief."""
        self.stands_in = any((found := _TABLE.fullmatch(line)) and found["undrawn"] for line in lines)
        """Whether a table stands in for a chart that has nothing to draw."""
        self.has_chart = False

    def template(self) -> str:
        """The lines put together."""
        self.made = [f"{{#{line}#}}" for line in self.lines[: self._about()]]
        if found := _OF.fullmatch(self.lines[len(self.made)] if len(self.made) < len(self.lines) else ""):
            self.made.append(f"{{% set {ASKED} = {found['one']} %}}")
        while len(self.made) < len(self.lines):
            self.made += self._read(self.lines[len(self.made)])
        return stretches("\n".join(self.made)) + "".join(map(self._closed, self.under[::-1]))

    def _about(self) -> int:
        """How many lines at the top say what the section is, with the empty ones behind them."""
        if not self.lines[0].startswith("> "):
            return 0
        body = (number for number, line in enumerate(self.lines) if line.strip() and not line.startswith("> "))
        return next(body, len(self.lines))

    def _read(self, line: str) -> list[str]:
        """A line as template, with those that belong to it."""
        if found := WHEN.fullmatch(line) or OTHERWISE.fullmatch(line):
            return [self._variant(found.groupdict().get("test", ""))]
        if found := EACH.fullmatch(line):
            return self._rows(found) if (found["said"] or "").startswith("|") else [self._each(found)]
        if found := _TABLE.fullmatch(line):
            return self._table(found)
        if found := _CHART.fullmatch(line):
            return self._chart(found)
        if found := _CHARTS.fullmatch(line):
            return [f"{{{{ charts({found['of']}) }}}}"]
        if found := _ABOUT.fullmatch(line):
            fields = ", ".join(f"{found['of']}.{name}" for name in found["names"].split(", "))
            return [f"{{% set {found['names']} = {fields} %}}"]
        if found := _PART.fullmatch(line):
            place = found["name"] if "/" in found["name"] else f"{self.folder}/{found['name']}"
            return [f'{{% include "{place}.md.j2" %}}']
        if found := _ROW.fullmatch(line):
            return [f"{{% if {found['test']} %}}{found['row']}{APART}{{% endif %}}"]
        if _ELSE_ROW.fullmatch(line):
            self._fail("the row that stands 'otherwise' follows 'for each ...: | row |'")
        if UNENDED.fullmatch(line) or _UNENDED.fullmatch(line):
            self._fail(f"a line of plain words ends with a colon: {line.strip()}:")
        before = self._div(found["name"].strip()) if (found := _DIV.fullmatch(line)) else ""
        return [before + line]

    def _variant(self, test: str) -> str:
        """The tag of a condition, or of what is said where none holds or there is nothing to repeat."""
        open_here = self.under[-1]
        before = open_here[-1] if open_here else None
        if before is None and not test:
            self._fail("'otherwise:' follows 'when ...:' or 'for each ...:'")
        if before and before.last:
            self._fail("nothing follows what is said otherwise")
        if before and not test:
            before.last = True
            return "{% else %}" if before.tag == _CHOICE else APART + "{% else %}"
        if before and before.tag == _CHOICE:
            return f"{{% elif {test} %}}"
        open_here.append(_Under(_CHOICE))
        return f"{{% if {test} %}}"

    def _each(self, found: re.Match[str]) -> str:
        """The tag of a loop, and what one line says in it: an entry of a list, or a paragraph."""
        if found["said"]:
            return repeated(found)
        if found["item"]:
            self._fail("an entry of a list stands in its line: - for each deal of asset.deals: {deal_title}")
        before = self._ended_loop()
        self.under[-1].append(_Under(_LOOP))
        return f"{before}{{% for {found['one']} in {found['many']} %}}"

    def _rows(self, found: re.Match[str]) -> list[str]:
        """A row of a table for each of several things, and the row in the next line that stands in their place."""
        begin = f"{{% for {found['one']} in {found['many']} %}}{found['said']}{APART}"
        below = self.lines[len(self.made) + 1 : len(self.made) + 2]
        instead = _ELSE_ROW.fullmatch(below[0]) if below else None
        if not instead:
            return [f"{begin}{_LOOP}"]
        return [f"{begin}{{% else %}}", f"{instead['row']}{APART}{_LOOP}"]

    def _ended_loop(self) -> str:
        """What ends the loop before another one in the same div."""
        under = self.under[-1]
        loops = [number for number, one in enumerate(under) if one.tag == _LOOP]
        ended = under[loops[0] :] if loops else []
        del under[len(under) - len(ended) :]
        return self._closed(ended)

    def _div(self, name: str) -> str:
        """What a line of colons ends: all that stands in the div that it closes."""
        if name:
            self.under.append([])
        elif len(self.under) > 1:
            return self._closed(self.under.pop())
        return ""

    def _closed(self, under: list[_Under]) -> str:
        return "".join(one.ends for one in under[::-1])

    def _chart(self, found: re.Match[str]) -> list[str]:
        """A chart, and the words of the line below that is its caption."""
        made = f'chart("{found["name"]}", {found["of"]})'
        begin, end = (f"{{% set {_DRAWN} %}}", f"{{% endset %}}{{{{ {_DRAWN} }}}}") if self.stands_in else ("", "")
        self.has_chart = True
        below = self.lines[len(self.made) + 1 : len(self.made) + 2]
        if below and below[0].startswith(_CAPTION):
            return [f"{begin}{{% call {made} %}}", f"{below[0].removeprefix(_CAPTION)}{{% endcall %}}{end}"]
        return [f"{begin}{{{{ {made} }}}}{end}"]

    def _table(self, found: re.Match[str]) -> list[str]:
        """A table or a list of facts: its head, the columns to the next empty line, and the words over it."""
        rest = self.lines[len(self.made) + 1 :]
        columns = rest[: next((number for number, line in enumerate(rest) if not _belongs(line)), len(rest))]
        caption = columns.pop() if columns and columns[-1].startswith(_CAPTION) else ""
        if not columns:
            self._fail("the columns of a table stand in the lines below its head")
        default, end = ("columns|default(", ")") if self.takes_columns and found["what"] == "table" else ("", "")
        begins, ends = ("{% call", "%}") if caption else ("{{", "}}")
        lines = [f'{begins} {found["what"]}({found["of"]}, {default}"', *columns]
        lines[-1] += f'"{end}' + (f', group="{found["group"]}")' if found["group"] else ")") + f" {ends}"
        if caption:
            lines.append(f"{caption.removeprefix(_CAPTION)}{{% endcall %}}")
        if found["undrawn"]:
            if not self.has_chart:
                self._fail("'unless drawn' follows the chart that the table stands in for")
            lines[0], lines[-1] = f"{{% if not {_DRAWN}|trim %}}{lines[0]}", f"{lines[-1]}{{% endif %}}"
        return lines

    def _fail(self, message: str) -> None:
        raise TemplateSyntaxError(message, len(self.made) + 1, self.name, self.name)


def _belongs(line: str) -> bool:
    """Whether a line goes on with the columns of a table."""
    return bool(line.strip()) and not line.startswith((":::", "{%"))
