"""Bodies: the lines of a variant of the wording book as template, a phrase, a joined list or paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from briefgen.briefs.stretches import stretches

EACH = re.compile(r"(?P<item>- )?for each (?P<one>\w+(?:, \w+)*) of (?P<many>.+?):(?: (?P<said>.*))?")
APART = '{{ "\\n" }}'
"""What parts what is said of one thing from what is said of the next."""
_JOINED = re.compile(
    r'joined(?: by "(?P<by>[^"]*)"| as a list(?: with (?P<word>\w+))?)(?: depending on (?P<codes>[\w.]+))?:\s*'
)
CASE = re.compile(r"- (?P<codes>\w[\w -]*): (?P<said>.*\S.*)")
"""What is said of one code, or of several: - start or end: the *day*."""
FACTS = re.compile(r"facts of (?P<of>.+):")
"""What begins the list of the facts of a record; its columns stand in the lines below."""
_SPACE = re.compile(r"[ \t\r\n]+")
_GAP = re.compile(r" (?=[,;.)](?:[ )]|$))")
_ONE_VALUE = re.compile(r"\{\{ (?:(?!\}\}).)+ \}\}")
"""A line that is one value or what another entry says, be that several paragraphs."""
_STATEMENT = re.compile(r"\{%.*?%\}")
_TIGHT = ("[[", "{%-", "{{-", ",", ";", ".", ":", ")")
"""What follows the line before it without a space."""


def body(lines: list[str]) -> list[tuple[str, bool]]:
    """The lines of a variant as template: several paragraphs as they stand, or a phrase, which may be a list joined."""
    full = [number for number, line in enumerate(lines) if line.strip()]
    if not full:
        return [("", False) for _ in lines]
    first, last = full[0], full[-1]
    said = _with_facts(lines[first : last + 1])
    lists = said[0].startswith(("- ", "each: ")) or any(map(EACH.fullmatch, said))
    handed_on = len(said) == 1 and _ONE_VALUE.fullmatch(said[0])
    paragraphs = lists or said != lines[first : last + 1] or handed_on or len(full) < len(said)
    made = [(_line(line), True) for line in said] if paragraphs else list(_phrase(said))
    made[-1] = (made[-1][0], False)
    return [("", False)] * first + made + [("", False)] * (len(lines) - 1 - last)


def _with_facts(lines: list[str]) -> list[str]:
    """Lines in which the facts of a record, with their columns up to the next empty line, are one expression."""
    made = list(lines)
    for number, line in enumerate(lines):
        if found := FACTS.fullmatch(line):
            end = next((n for n in range(number, len(lines)) if not lines[n].strip()), len(lines))
            made[number] = f'{{{{ facts({found["of"]}, "'
            made[end - 1] += '") }}'
    return made


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
    depends, open_tags = "", 0
    for number, (text, following) in enumerate(zip(texts, [*texts[1:], ""], strict=True)):
        if found := _JOINED.fullmatch(text):
            inside, depends = True, found["codes"] or ""
            glue = f'"{found["by"]}"' if found["by"] is not None else f'"{found["word"] or "and"}" as list'
            line = f"{{% joined {glue} %}}"
        elif inside and text.startswith("- "):
            open_item = True
            line = _item(text, depends)
        else:
            line = stretches(text)
        spoken = line.partition("%}")[2] if open_tags and "}}" not in line.partition("%}")[0] else line
        open_tags += line.count("{{") + line.count("{%") - line.count("}}") - line.count("%}")
        closely = not following or following.startswith(_TIGHT) or (open_item and following.startswith("- "))
        closely = closely or open_tags != 0 or not spoken or _only_tags(spoken) or _only_tags(following)
        begin = "" if number else "{% filter phrase %}"
        end = "" if following else f"{'{% endjoined %}' if listed else ''}{{% endfilter %}}"
        yield f"{begin}{line}{end}{'' if closely else ' '}", bool(open_tags)


def _item(text: str, depends: str) -> str:
    """An item of a joined list; what is said of one of several codes only where these have it."""
    found = CASE.fullmatch(text) if depends else None
    if not found:
        return f"{{% item %}}{stretches(text[2:])}"
    test = " or ".join(f'"{code}" in {depends}' for code in found["codes"].split(" or "))
    return f"{{% item when {test} %}}{stretches(found['said'])}"


def _only_tags(line: str) -> bool:
    """Whether a line says nothing itself, but only sets, asks or repeats."""
    return bool(line) and not _STATEMENT.sub("", line).strip()


def phrase(text: Markup) -> Markup:
    """A phrase as it is printed: one space between words, none before a comma or full stop, none at its end."""
    return Markup(_GAP.sub("", " ".join(_SPACE.split(text))).rstrip(" "))
