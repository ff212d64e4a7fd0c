"""What a build did, as Markdown: the page that a host of scheduled builds shows for each of its runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.build.manifest import BuiltFile
from briefgen.build.wanted import LeftOut, Selection
from briefgen.formats import FORMATS
from briefgen.problems import Problem
from briefgen.records.vocabulary import AUDIENCES
from briefgen.values.counting import count
from briefgen.values.dates import PartialDate
from briefgen.values.signs import on_one_line

MOST_BYTES = 900_000
"""Hosts show a page of up to 1 MiB; rows beyond this are counted."""


def page_of(
    selection: Selection,
    *,
    written: Sequence[BuiltFile] = (),
    kept: Sequence[BuiltFile] = (),
    failed: int = 0,
    audit: str = "",
    problems: Sequence[Problem] = (),
    left_out: Sequence[LeftOut] = (),
    warnings: int = 0,
) -> str:
    """What a build did, a table of the documents that it was asked for, and what is wrong."""
    documents, new = ([one for one in files if one.role == "document"] for files in ((*written, *kept), written))
    said = [f"**{count(len(documents), 'document')}**, {len(new)} written by this build"]
    said += [f"**{count(failed, 'document')} could not be made**"] if failed else []
    said += [f"audit: {audit}"] if written and audit else []
    told = [one for one in problems if one.severity == "warning"]
    said += [count(warnings, "warning")] if warnings and not told else []
    return _page(
        _heading(selection),
        " · ".join(said) + "\n",
        _problems("What is wrong", [one for one in problems if one.severity == "error"], is_open=True),
        _documents(documents, [one for one in (*written, *kept) if one.role != "document"], {one.path for one in new}),
        _problems("Warnings", told),
        _left_out(left_out),
    )


def page_of_nothing(selection: Selection, reason: str, problems: Sequence[Problem] = ()) -> str:
    """What kept a build from beginning."""
    return _page(
        _heading(selection),
        f"**Nothing was built**: {_cell(reason)}\n",
        _problems("What is wrong", problems, is_open=True),
    )


def _heading(selection: Selection) -> str:
    return f"## Documents of {selection.period.long()}, as of {PartialDate.of(selection.as_of).long()}\n"


def _page(*parts: str | Iterator[str]) -> str:
    """The parts as far as there is room; of rows that find none, the last line tells the number."""
    lines: list[str] = []
    room, missing = MOST_BYTES, 0
    for part in parts:
        for line in [part] if isinstance(part, str) else part:
            size = len(line.encode()) + 1
            if size > room:
                missing += 1
            else:
                room -= size
                lines.append(line)
    more = [f"\n{count(missing, 'more line')}, for which there is no room here."] if missing else []
    return "\n".join([*lines, *more, ""])


def _documents(documents: Sequence[BuiltFile], beside: Sequence[BuiltFile], written: set[str]) -> Iterator[str]:
    if not documents:
        return
    yield "| about | document | audience | file | numbers | this build |"
    yield "|---|---|---|---|---|---|"
    copies: dict[str, list[BuiltFile]] = {}
    for entry in beside:
        copies.setdefault(entry.of, []).append(entry)
    for entry in sorted(documents, key=lambda entry: ((entry.name or entry.subject).casefold(), entry.path)):
        files = [entry.path, *(one.path.rpartition("/")[2] for one in copies.get(entry.path, ()))]
        program = FORMATS[entry.format].program if entry.format in FORMATS else entry.format
        cells = (
            _cell(entry.name or entry.subject),
            f"{_cell(entry.title or entry.brief)} ({program})",
            _cell(AUDIENCES.print(entry.audience) if entry.audience in AUDIENCES.codes else entry.audience),
            "<br>".join(f"`{_cell(file)}`" for file in files),
            _traced(entry),
            "written" if entry.path in written else "kept",
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _traced(entry: BuiltFile) -> str:
    if entry.audit is None:
        return ""
    wrong = f", **{count(entry.audit.findings, 'problem')}**" if entry.audit.findings else ""
    return f"{entry.audit.traced} traced, {sum(number for _, number in entry.audit.exempt)} exempt{wrong}"


def _problems(title: str, problems: Sequence[Problem], *, is_open: bool = False) -> Iterator[str]:
    if not problems:
        return
    yield from _fold(f"{title}: {len(problems)}", is_open=is_open)
    yield "| where | what | hint |"
    yield "|---|---|---|"
    for one in problems:
        yield f"| {_cell(str(one.origin))} | `{one.code}` {_cell(one.message)} | {_cell(one.hint)} |"
    yield "\n</details>\n"


def _left_out(subjects: Sequence[LeftOut]) -> Iterator[str]:
    if not subjects:
        return
    yield from _fold(f"Left out: {len(subjects)}")
    yield from (f"- {_cell(str(one))}" for one in subjects)
    yield "\n</details>\n"


def _fold(title: str, *, is_open: bool = False) -> Iterator[str]:
    yield f"<details{' open' if is_open else ''}><summary>{title}</summary>\n"


def _cell(text: str) -> str:
    """A text that stays one cell and begins no HTML."""
    text = on_one_line(text)
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("|", "\\|")):
        text = text.replace(sign, written)
    return text
