"""What is wrong with the YAML of a file, in the words of those who write data, with the cure."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import yaml

from briefgen.frozen import frozen

STARTS = "@`%>|?*&!"
"""Signs with which no text in a file begins unless it is in quotes."""
ELSE = "check indentation, quotes and brackets near this place"
WHOLE = 'put quotes around the whole text: note: "..."'


@frozen
class Fault:
    """Place, message and hint; line and column count from 1."""

    line: int
    column: int
    message: str
    hint: str


def fault_of(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """The fault that an error of the library stands for."""
    lines = re.split("\r\n|[\r\n\x85\u2028\u2029]", text)
    mark, context = error.problem_mark or error.context_mark, error.context_mark
    lines.append("")
    line = lines[min(mark.line, len(lines) - 1)]
    before, sign = line[: mark.column], line[mark.column : mark.column + 1]
    said = f"{error.context or ''} {error.problem or ''}".strip()

    def here(message: str, hint: str) -> Fault:
        return Fault(mark.line + 1, mark.column + 1, message, hint)

    def there(message: str, hint: str) -> Fault:
        return Fault(context.line + 1, context.column + 1, message, hint) if context else here(message, hint)

    if found := re.match(r" *\t", line):
        return Fault(mark.line + 1, found.end(), "a tab indents this line", "indent with spaces, not tabs")
    if "quoted scalar" in said and "end of stream" in said:
        return there("the quotes that begin here never end", f"put {_sign(lines, context)} behind the text")
    if "unknown escape character" in said:
        return here("a backslash has a meaning inside double quotes", "write \\\\ for one, or put the text in '...'")
    if "cannot start any token" in said or "block scalar" in said or "mapping keys are not allowed" in said:
        first = next((found for found in (sign, before.rstrip()[-1:]) if found and found in STARTS), sign)
        return here(f"a text cannot begin with {first} here", "put quotes around the text")
    if "mapping values are not allowed" in said and (re.search(r":\s", before) or not before[:1].isspace()):
        return here("a colon and a space stand inside a text", f"put quotes around the text{_quoted(before, line)}")
    if "could not find expected ':'" in said and context:
        wrong = lines[min(context.line, len(lines) - 1)].strip()
        return there(f"'{wrong[:60]}' is no field with its value", "write the field, a colon, a space and its value")
    if before.rstrip()[-1:] in ("'", '"') and sign not in ("", ":", "}", "]"):
        quote = before.rstrip()[-1]
        twice = "two of them ('') inside single quotes" if quote == "'" else 'it as \\" inside double quotes'
        return here("text goes on behind the quotes that end here", f"put all of it in quotes; write {twice}")
    if before.rstrip()[-1:] in ("}", "]") and sign not in ("", ",", "}", "]"):
        return here("text goes on behind the bracket that ends here", WHOLE)
    if "flow mapping" in said or "flow sequence" in said:
        if sign == ":":
            return here("a colon and a space stand inside a text", f"put quotes around the text{_quoted(before, line)}")
        opened, closing = ("{", "}") if "flow mapping" in said else ("[", "]")
        return there(f"the bracket {opened} that begins here does not end", f"put {closing} behind its last value")
    if not before.strip() or "mapping values are not allowed" in said:
        return Fault(
            mark.line + 1, len(line) - len(line.lstrip()) + 1, "this line is not indented as the lines it belongs to",
            "let it begin where the fields above it begin; put quotes around a text of several lines",
        )  # fmt: skip
    return here(said, ELSE)


def lone_words(written: str | None, words: Sequence[str], field: str) -> tuple[str, str]:
    """Message and hint for words between the commas of a mapping in braces; `written` is the text that they end."""
    message = f"'{', '.join(words)[:80]}' stands between commas with no field before it"
    if written is None:
        return message, "write its field, a colon and a space before it"
    whole = json.dumps(" ".join(written.split()), ensure_ascii=False)
    shown = whole if len(whole) < 100 else f'{whole[:80]}..."'
    return message, f"put quotes around the text: {field}: {shown}"


def _sign(lines: list[str], mark: yaml.Mark | None) -> str:
    return lines[mark.line][mark.column : mark.column + 1] if mark and mark.line < len(lines) else "quotes"


def _quoted(before: str, line: str) -> str:
    """The line with its text in quotes, when it is short and plain."""
    found = re.match(r"\s*(?:- )?([\w-]+): +([^{}\[\]\"',]+)$", line)
    return f': {found[1]}: "{found[2].strip()}"' if found and len(line) < 100 and before else ""
