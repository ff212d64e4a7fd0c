"""How problems and answers are printed: text, JSON, or annotations of a GitHub workflow."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from typing import Any, TextIO

import click

from briefgen.problems import Problem

_COLOURS = {"error": "red", "warning": "yellow"}


def print_problems(problems: Iterable[Problem], stream: TextIO | None = None) -> None:
    """Print each problem with its place and hint, in order of place; in colour on a terminal."""
    colour = False if os.environ.get("NO_COLOR") else None
    for problem in sorted(set(problems)):
        click.echo(_coloured(problem), file=stream or sys.stderr, color=colour)


def print_annotations(problems: Iterable[Problem]) -> None:
    """Print each problem as an annotation of a GitHub workflow."""
    for problem in sorted(set(problems)):
        place = problem.origin
        parts = {"file": place.path, "line": place.line, "col": place.column, "title": problem.code}
        where = ",".join(f"{key}={_escape(str(part), ':,')}" for key, part in parts.items() if part)
        text = f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message
        print(f"::{problem.severity} {where}::{_escape(text)}")


def print_json(content: Any) -> None:
    """Print an answer as JSON."""
    print(json.dumps(content, indent=2, ensure_ascii=False))


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """A problem as JSON shows it."""
    return {
        "path": problem.origin.path,
        "line": problem.origin.line,
        "column": problem.origin.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def printable(text: str) -> str:
    """Text without control characters that could steer a terminal."""
    return "".join(
        character if character >= " " or character in "\n\t" else "\N{REPLACEMENT CHARACTER}" for character in text
    )


def count(number: int, noun: str) -> str:
    """A number with its noun: 1 file, 2 files."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _coloured(problem: Problem) -> str:
    word = f"{problem.severity}[{problem.code}]"
    return printable(str(problem)).replace(word, click.style(word, _COLOURS[problem.severity], bold=True), 1)


def _escape(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
