"""Sections: templates in which lines of plain words say what a section is, when it is printed and what it lists, with
the optional stretches of the wording book.

Each line stays a line, so that every problem and every printed value leads to the line that the writer sees.

    > What would change the view.

    when subject.catalysts:
    ## What would change the view

    - for each event of subject.catalysts[:3]: {{ words.view_changing(event) }}
"""

from __future__ import annotations

import re

from jinja2 import TemplateSyntaxError

from briefgen.briefs.wording import OTHERWISE, WHEN, stretches

_EACH = re.compile(r"- for each (?P<one>\w+(?:, \w+)*) of (?P<many>.+?): (?P<said>.*)")


def section_as_template(source: str, name: str) -> str:
    """A section as a template with as many lines; TemplateSyntaxError at the first line that cannot be understood."""
    lines = source.split("\n")
    about = _about(lines)
    made = [f"{{#{line}#}}" for line in lines[:about]]
    variants: list[str] = []
    listing = False
    for number, line in enumerate(lines[about:], about + 1):
        before = "{% endfor +%}" if listing else ""
        each = _EACH.fullmatch(line)
        if found := WHEN.fullmatch(line) or OTHERWISE.fullmatch(line):
            test = found.groupdict().get("test", "")
            if not (variants or test):
                raise TemplateSyntaxError("'otherwise:' follows at least one 'when ...:'", number, name, name)
            if variants and not variants[-1]:
                raise TemplateSyntaxError("nothing follows what is said otherwise", number, name, name)
            line = "{% else %}" if not test else f"{{% {'elif' if variants else 'if'} {test} %}}"
            variants.append(test)
        elif each:
            line = f"{{% for {each['one']} in {each['many']} %}}- {each['said']}"
        made.append(before + line)
        listing = each is not None
    ends = ("{% endfor +%}" if listing else "") + ("{% endif %}" if variants else "")
    return stretches("\n".join(made)) + ends


def _about(lines: list[str]) -> int:
    """How many lines at the top say what the section is, with the empty ones behind them."""
    if not lines[0].startswith("> "):
        return 0
    return next((number for number, line in enumerate(lines) if line.strip() and not line.startswith("> ")), len(lines))
