"""Inlines as runs, and how many lines and inches they take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias, assert_never

from briefgen.brand import fonts
from briefgen.brand.brand import Brand
from briefgen.brand.lines import RESERVE, Strip, pieces
from briefgen.deck.shapes import Para, Run
from briefgen.document.document import Document, cite_numbers
from briefgen.document.inlines import Cite, Emph, Inlines, Link, Strong, Text, Value
from briefgen.document.walk import leaves
from briefgen.frozen import frozen
from briefgen.lexicon import en
from briefgen.values.facts import Role
from briefgen.values.numbers import NBSP

BULLET_INDENT = 0.18
SUPERSCRIPT = 0.66
SHORT_END = 0.25
"""A last line below this share of the width is short; on covers, where lines are few and large, below most of it."""
SHORT_ON_COVER = 0.75
STEP, SHARE = 0.05, 0.25
"""Inches by which lines are tried shorter, and the share of their room that they give at most."""
MARKED = {"■": "navy", "◊": "navy", "○": "slate"}
"""The colours of words behind marks of regulation, deals and trials; what else is flagged is news, as readouts are."""
_PARTED = re.compile(r"–|-\d")
"""Where office programs part a range or a code, which are kept whole here: "0.46–0.78", "AK105-304"."""
Runs: TypeAlias = tuple[Run, ...]


@frozen
class Look:
    """The look of plain words; `strong` is the colour of bold words, `emph` of italic ones."""

    color: str = "ink"
    bold: bool = False
    italic: bool = False
    strong: str = ""
    emph: str = ""
    url: str = ""
    plain_cites: bool = False
    missed: str = ""
    """The colour of words that say that an endpoint was missed, where they have one of their own."""
    plain_gaps: bool = False
    """Whether what is missing is named among other words, and no gap stands in the place of a value."""


def to_runs(inlines: Inlines, document: Document, look: Look) -> tuple[Run, ...]:
    """The inlines as runs; citations as superscript numbers, missing values in slate italic, of which two words, "no
    date", stay in one line; what leads to another slide looks as the words around it."""
    found: list[Run] = []
    for inline in inlines:
        match inline:
            case Text(text):
                found.append(_run(text, look))
            case Value(role=role):
                found.append(_value(inline, _value_look(role, look, inline.text)))
            case Strong(children):
                found += to_runs(children, document, _strong(look))
            case Emph((Text(text),)) if text.count(" ") == 1:
                found.append(_run(text.replace(" ", NBSP), _emph(look)))
            case Emph(children):
                found += to_runs(children, document, _emph(look))
            case Link(children, url):
                color = look.color if url.startswith("#") else "blue"
                found += to_runs(children, document, replace(look, url=url, color=color))
            case Cite():
                numbers = cite_numbers(document, inline)
                found.append(Run(numbers, "ink") if look.plain_cites else _cite(numbers, look))
            case _:
                assert_never(inline)
    return tuple([run for run in found if run.text])


@lru_cache(maxsize=512)
def _strong(look: Look) -> Look:
    return replace(look, bold=True, color=look.strong or look.color)


@lru_cache(maxsize=512)
def _emph(look: Look) -> Look:
    return replace(look, italic=True, color=look.emph or look.color)


def _value_look(role: Role, look: Look, text: str) -> Look:
    match role.kind:
        case "missing" if not look.plain_gaps:
            return replace(look, color=_quiet(look), bold=False, italic=True)
        case "flag":
            return replace(look, color=MARKED.get(text[:1], "blue"), bold=True)
        case "alarm":
            return replace(look, color="amber", bold=True)
        case "endpoint" if role.code == "not_met" and look.missed:
            return replace(look, color=look.missed, bold=True)
        case _:
            return look


def _run(text: str, look: Look) -> Run:
    """A run of words; spaces alone are no link, for who listens would be told of one without a text."""
    return Run(text, look.color, look.bold, look.italic, url=look.url if text.strip() else "")


def _value(value: Value, look: Look) -> Run:
    return Run(
        value.text, look.color, look.bold, look.italic, url=look.url,
        fact=value.fact, role=value.role, content=value.content,
    )  # fmt: skip


def stated(inlines: Inlines, color: str = "ink") -> Runs:
    """Inlines as runs of one look, without citations."""
    return tuple(
        _stated(leaf, color) if isinstance(leaf, Value) else Run(leaf.text, color)
        for leaf in leaves(inlines)
        if isinstance(leaf, Text | Value)
    )


def _stated(value: Value, color: str) -> Run:
    return Run(value.text, color, fact=value.fact, role=value.role, content=value.content)


def joined(parts: Iterable[Runs], between: str) -> Runs:
    """Runs of several parts, those without words left out, with the same words between them."""
    found: list[Run] = []
    for part in parts:
        if any(run.text for run in part):
            found += [Run(between), *part] if found else part
    return tuple(found)


def _cite(numbers: str, look: Look) -> Run:
    color = look.color if look.color in {"white", "phase_1", "phase_2"} else "blue"
    return Run(numbers, color, superscript=True, cites=color == "blue")


def _quiet(look: Look) -> str:
    return look.color if look.color in {"white", "phase_1", "phase_2"} else "slate"


def words(text: str, size: float, color: str = "ink", *, bold: bool = False) -> Para:
    """A paragraph of plain words."""
    return Para((Run(text, color, bold),), size)


def line_count(para: Para, brand: Brand, inches: float) -> int:
    """How many lines the paragraph takes in this width."""
    return sum(line_counts(para, brand, inches))


def line_counts(para: Para, brand: Brand, inches: float) -> list[int]:
    """How many lines each part between the breaks that are set takes in this width."""
    room = (inches - para.spare - (BULLET_INDENT if para.bullet else 0.0)) / para.size
    return [line.count(room) for line in set_lines(para, brand)]


def ragged(para: Para, brand: Brand, inches: float, short: float = SHORT_END) -> float:
    """Inches to keep free at the right of two lines, where the second would be short or a range or code that does not
    fit the first might be parted: the first is as full as leaves the second enough; where it cannot, and on covers,
    they break after a mark of punctuation if one is near, else evenly."""
    lines = set_lines(para, brand)
    if len(lines) != 1 or line_count(para, brand, inches) != 2:
        return 0.0
    line, room = lines[0], inches / para.size
    found, parted = [], False
    for cut, behind in pairwise(line.breaks):
        first, second, over = cut.seen * RESERVE, line.length - cut.past * RESERVE, behind.seen
        wide, last = max(first, second), line.text[: cut.end]
        part = _PARTED.search(line.text, cut.end, behind.end)
        if first <= room < over * RESERVE:
            parted = part is not None or (over <= room and _parts(line.text, behind.end))
        over = line.reach[part.start() + 1] if part else over
        if wide < over and wide <= room and not last.endswith(("-", "–", "/")):
            aim = ((wide / RESERVE if part else wide) + over) / 2
            found.append(
                (_unevenness(first, second, last), aim, second > short * room and not _parts(line.text, cut.end))
            )
    if not found or (found[-1][2] and not parted):
        return 0.0
    full = [one for one in found if one[2]] if short < SHORT_ON_COVER else []
    best = full[-1] if full else min(found)
    return max(0.0, round(inches - best[1] * para.size, 2))


def evened(para: Para, brand: Brand, inches: float) -> Para:
    """The paragraph, its lines shorter by the least with which the last of several is not short and there are as many,
    also for a program that sets them closer; as it is where nothing helps."""
    lines = set_lines(para, brand)
    if len(lines) != 1 or line_count(para, brand, inches) < 2:
        return para
    line, count = lines[0], line_count(para, brand, inches)
    for step in range(round(SHARE * inches / STEP)):
        room = (inches - step * STEP) / para.size
        if all(_ends_full(line, room * closer, count) for closer in (1.0, (1 + RESERVE) / 2, RESERVE)):
            return replace(para, spare=round(step * STEP, 2))
    return para


def _ends_full(line: Strip, room: float, count: int) -> bool:
    """Whether so many lines are set in a width, of which the last is not short, and no word is broken for it."""
    spans = list(line.spans(room))
    start, end = spans[-1]
    full = line.reach[end] - line.reach[start] >= SHORT_END * room
    return full and len(spans) == count and line.widest <= room


def _parts(text: str, at: int) -> bool:
    """Whether a break there parts two values that are compared, what stands in brackets, a name of two words, or a
    small word from what it leads to."""
    start, end = text[:at].rstrip(), text[at:]
    word = pieces(start)[-1].strip()
    name = word[:1].isupper() and end[:1].isupper()
    return name or word in en.LEADING or end.startswith("vs ") or start.count("(") > start.count(")")


def _unevenness(first: float, second: float, start: str) -> float:
    """How far two lines differ, less after punctuation, more after a small word."""
    word = pieces(start)[-1].strip()
    eased = 0.4 if word.endswith((";", ":")) else 0.25 if word.endswith(",") else -0.2 if len(word) < 4 else 0.0
    return abs(first - second) / (first + second) - eased


def line_width(para: Para, brand: Brand) -> float:
    """Width of the longest line if nothing wraps, reserve included."""
    return max(line.length for line in set_lines(para, brand)) * para.size


def widest_word(para: Para, brand: Brand) -> float:
    """Width of the widest unbreakable piece, reserve included."""
    return max(line.widest for line in set_lines(para, brand)) * para.size


def set_lines(para: Para, brand: Brand) -> tuple[Strip, ...]:
    """Each line of a paragraph between forced breaks, at one point; headings are set in their own typeface if the brand
    names one."""
    looks = [(run.text, SUPERSCRIPT if run.superscript else 1.0, run.bold, run.italic) for run in para.runs]
    return fonts.strips(brand.headed if para.heading and brand.headings else brand, tuple(looks))


def broken(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs divided at forced line breaks."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *more = run.text.split("\n")
        lines[-1].append(replace(run, text=first) if more else run)
        lines += [[replace(run, text=part)] for part in more]
    return lines


def height(paras: Sequence[Para], brand: Brand, inches: float) -> float:
    """Height in inches of paragraphs in this width."""
    points = sum(line_count(p, brand, inches) * p.line + p.before for p in paras)
    return points / 72
