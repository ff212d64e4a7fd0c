"""Source: what is wrong with a template as it is written, before anything is rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes

from briefgen.briefs.agreement import BEFORE, HINT, HINT_BEFORE, uncounted
from briefgen.briefs.failures import syntax_message
from briefgen.briefs.loader import as_jinja, read_template
from briefgen.briefs.render import Narrative
from briefgen.briefs.tables import unequal_heads
from briefgen.files import UnreadableError
from briefgen.lexicon import en
from briefgen.lexicon.en import PLURAL_VERBS
from briefgen.problems import Origin, Problem
from briefgen.values.signs import unfit

_MONTH = rf"(?:{'|'.join(en.MONTHS_WRITTEN)})[a-z]*"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = rf"(?:(?:{_DAY} {_MONTH}|{_MONTH} {_DAY}|{_MONTH}|[QH]\d),? \d{{4}}|\d{{4}}-\d[\d-]*)"
_TYPED = re.compile(rf"(?P<date>[(\[\"'“]*\b{_DATE}\b\S*)|\S*\d\S*")
"""What is typed with a digit: a date, or a word."""
_CODE = re.compile(r"\W*[^\W\d]+-?\d")
_WORD = r"(?!(?:wh|that\b|none\b|one\b))[a-z-]+"
_OF_WHAT = (
    r"(?:\s+(?:\{%[^{}]*%\}\s*)?(?:at|by|for|from|in|of|on|under|with)"
    rf"(?:(?:\s+{_WORD}){{0,3}}?\s+\{{\{{[^{{}}]*\}}\}}|(?:\s+{_WORD}){{1,3}}?)\s*(?:\{{%[^{{}}]*%\}})?){{0,2}}?"
)
"""What a counted noun is of: of {asset.name}[[ in {territory}]], of the company."""
_COUNTED_VERB = re.compile(
    r"(?:\|count(?:\((?!\"[^\"]*\", )[^{}()]*\)\s*\}\}|\s*\}\}(?:\s+[a-z]+){0,3}?\s+[a-z]+(?:\(s\)|/[a-z]+))"
    r"|\}\}(?:\s+[a-z-]+){0,2}?\s+[a-z]+\(s\))"
    rf"{_OF_WHAT}\s+(?P<verb>is|are|was|were|has|have)\b(?!/)"
)
"""A verb typed behind a counted noun: right for one number only."""
_SINGULAR = {"are": "is", "were": "was", "have": "has"}


def check_source(path: Path, shown: str, narrative: Narrative) -> list[Problem]:
    """What is wrong with a template as it is written: syntax, heads of tables, and digits typed into its text."""
    try:
        source = read_template(path, narrative.templates)
    except UnreadableError as error:
        return [error.problem(Origin(shown, 1, 1))]
    if found := unfit(source):
        return [Problem(Origin(shown, source.count("\n", 0, found.index) + 1), found.code, found.message, "delete it")]
    try:
        source = as_jinja(path.relative_to(narrative.templates).as_posix(), source, str(path))
        tree = narrative.environment.parse(source, shown, str(path))
        tokens = list(narrative.environment.lex(source))
    except TemplateSyntaxError as error:
        return [Problem(Origin(shown, error.lineno), "template-syntax", syntax_message(error))]
    typed = [(line, text) for line, kind, text in tokens if kind == "data"]
    typed += [(line, text) for line, text in _printed_constants(tokens)]
    tables = [
        Problem(Origin(shown, line), "broken-table", f"the table '{head[:60]}' would print as bars", why)
        for line, head, why in unequal_heads(source)
    ]
    digits = (problem for line, text in typed for problem in _typed_digits(shown, line, text))
    return [*tables, *_counted_verbs(source, shown), *_uncounted(tree, shown), *digits]


def _counted_verbs(source: str, shown: str) -> Iterator[Problem]:
    for found in _COUNTED_VERB.finditer(source):
        verb = _SINGULAR.get(found["verb"], found["verb"])
        message = f"'{found['verb']}' after a count does not agree with every number"
        hint = f"write {verb}/{PLURAL_VERBS[verb]}"
        line = source.count("\n", 0, found.start()) + 1
        yield Problem(Origin(shown, line), "number-agreement", message, hint, "warning")


def _uncounted(tree: nodes.Template, shown: str) -> Iterator[Problem]:
    """Words that follow no count or stand before no value, and would be printed as they are typed."""
    for line, pair in uncounted(tree):
        lacks, hint = ("stands before no value", HINT_BEFORE) if pair in BEFORE else ("follows no count", HINT)
        message = f"'{pair}' {lacks} and would be printed as it stands"
        yield Problem(Origin(shown, line), "number-agreement", message, hint)


def _printed_constants(tokens: list[tuple[int, str, str]]) -> Iterator[tuple[int, str]]:
    """Constants that an expression prints as they are: {{ "15.9%" }}."""
    code = [token for token in tokens if token[1] != "whitespace"]
    for before, constant, after in zip(code, code[1:], code[2:], strict=False):
        if (
            before[1] == "variable_begin"
            and constant[1] in {"string", "integer", "float"}
            and after[1] == "variable_end"
        ):
            yield constant[0], constant[2]


def _typed_digits(shown: str, line: int, text: str) -> Iterator[Problem]:
    for offset, content in enumerate(text.split("\n")):
        if content.lstrip().startswith(":::"):
            continue
        bare = re.sub(r"^\s*\d+[.)] ", "", content) if offset else content
        for found in _TYPED.finditer(bare):
            message = f'"{found[0]}" is typed in the template'
            yield Problem(Origin(shown, line + offset), "untraced-number", message, _typed_hint(found))


def _typed_hint(found: re.Match[str]) -> str:
    """Where to print a typed date, code or number from."""
    if found["date"]:
        return "print it from a record: {event.date}, or {as_of} or {period}"
    if _CODE.match(found[0]):
        return "print the name from its record: {asset.name}"
    return "print it from a record: {result.value}"
