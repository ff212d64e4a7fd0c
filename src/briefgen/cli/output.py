"""How problems and answers are printed: text, JSON, or annotations of a GitHub workflow; nothing is printed raw."""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import click

from briefgen.problems import Origin, Problem
from briefgen.values.signs import on_one_line, visible

_COLOURS = {"error": "red", "warning": "yellow"}


def open_streams() -> None:
    """Let every stream take any text: signs that its encoding lacks become escapes, a closed stream swallows all."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def leave_streams() -> None:
    """Write nothing more, so that Python does not fail on its way out when the reader of a stream has gone."""
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        except (OSError, ValueError):
            continue


def answer(text: str) -> None:
    """Print what was asked for."""
    print(visible(text))


def say(text: str) -> None:
    """Print what there is to tell beside the answer."""
    print(visible(text), file=sys.stderr, flush=True)


def print_problems(problems: Iterable[Problem]) -> None:
    """Print each problem with its place and hint, in order of place; in colour on a terminal."""
    coloured = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    found = sorted(set(problems))
    for problem in found:
        click.echo(_coloured(problem), file=sys.stderr, color=coloured)
    if found and sys.stderr.isatty():
        say(f"briefgen explain {found[0].code} says more")


def print_annotations(problems: Iterable[Problem]) -> None:
    """Print each problem as an annotation of a GitHub workflow."""
    for problem in sorted(set(problems)):
        place = problem.origin
        parts = {"file": place.path, "line": place.line, "col": place.column, "title": problem.code}
        where = ",".join(f"{key}={_escape(str(part), ':,')}" for key, part in parts.items() if part)
        text = f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message
        answer(f"::{problem.severity} {where}::{_escape(text)}")


def print_notices(lines: Iterable[str]) -> None:
    """Print what a build leaves out as notices of a GitHub workflow."""
    for line in lines:
        answer(f"::notice title=left-out::{_escape(line)}")


def print_code_quality(problems: Iterable[Problem]) -> None:
    """Print problems as a Code Quality report of GitLab, which knows one of an earlier run by its fingerprint."""
    seen: Counter[str] = Counter()
    report = []
    for problem in sorted(set(problems)):
        told = "\n".join((problem.origin.path, problem.code, problem.message))
        seen[told] += 1  # the same may be wrong at several lines, which move
        report.append({
            "description": f"{problem.message}; {problem.hint}" if problem.hint else problem.message,
            "check_name": problem.code,
            "fingerprint": sha256(f"{told}\n{seen[told]}".encode("utf-8", "surrogatepass")).hexdigest(),
            "severity": "major" if problem.severity == "error" else "minor",
            "location": {"path": problem.origin.path, "lines": {"begin": problem.origin.line or 1}},
        })  # fmt: skip
    print_json(report)


def print_json(content: Any) -> None:
    """Print an answer as JSON, whose escapes are those of `visible`."""
    whole = codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8"
    answer(json.dumps(content, indent=2, ensure_ascii=not whole))


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


def _plain(problem: Problem) -> str:
    place = problem.origin
    shown = Origin(on_one_line(place.path), place.line, place.column)
    return str(replace(problem, origin=shown, message=on_one_line(problem.message), hint=on_one_line(problem.hint)))


def _coloured(problem: Problem) -> str:
    word = f"{problem.severity}[{problem.code}]"
    return _plain(problem).replace(word, click.style(word, _COLOURS[problem.severity], bold=True), 1)


def _escape(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
