"""The command `briefgen words`: every sentence that the wording book can say, filled from the dataset."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options
from briefgen.project import find_project

if TYPE_CHECKING:
    from briefgen.briefs.said import SaidEntry, TypedLine
    from briefgen.values.dates import Period

_NAME = re.compile("[a-z][a-z0-9_]*")
MOST_ENTRIES = 5
"""So many entries are shown that say a text which none of them types: the nearest; others are made of them."""


@click.command(short_help="Show the sentences of the wording book, filled.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--most", default=3, show_default=True, metavar="N", help="So many different texts of each variant.")
@options.period
@options.as_of
@options.audience
@options.data
@options.templates
@options.json
def words(
    names: tuple[str, ...], most: int, period: Period | None, as_of: date | None, audience: str | None,
    data: Path | None, templates: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Show the sentences and phrases of the wording book with all their variants, filled from the dataset.

    NAME is an entry or the beginning of its name, or in quotes a text that a document prints: then the entries and the
    lines of sections that say it. Without one: all entries.
    """
    from briefgen.briefs.brief import read_briefs
    from briefgen.briefs.outline import outline_brief
    from briefgen.briefs.said import TRIED, read_book, reads, say_entries, saying, sections_with, types
    from briefgen.cli.output import answer, print_json
    from briefgen.dataset.load import load_dataset
    from briefgen.problems import did_you_mean
    from briefgen.view.view import view_of

    project = find_project(data, templates, None)
    day, span = options.time_frame(as_of, period)
    book = read_book(project.templates, str(project.templates))
    texts = {name: reads(name) for name in names if not any(entry.name.startswith(name) for _, entry in book)}
    starts = tuple(name for name in names if name not in texts)
    shown = [one for one in book if not names or one[1].name.startswith(starts)]
    lines: list[TypedLine] = []
    unseen: list[re.Pattern[str]] = []
    for name, text in texts.items():
        typed = [one for one in book if types(one[1], text)]
        in_sections = sections_with(text, project.templates, str(project.templates))
        if not (typed or in_sections) and _NAME.fullmatch(name):
            hint = did_you_mean(name, (entry.name for _, entry in book))
            raise click.UsageError(f"the wording book has no '{name}'; {hint or 'see `briefgen words`'}")
        shown += [one for one in typed if one not in shown]
        lines += in_sections
        unseen += [] if typed or in_sections else [text]
    view = view_of(load_dataset(project.data, str(project.data)), day, span, audience or "medical")
    briefs = read_briefs(project.templates, str(project.templates))
    outlines = [one for brief in briefs for one in outline_brief(brief, view)]
    said = list(say_entries(shown, outlines, view, project.templates, most))
    every = list(say_entries(book if unseen else [], outlines, view, project.templates, TRIED))
    for text in unseen:
        said += saying(every, text, most)[:MOST_ENTRIES]
    if not said and not lines:
        hint = "the data may say it: `briefgen show` prints each value with its record"
        raise click.UsageError(f"no entry and no section says '{', '.join(texts)}'; {hint}")
    if as_json:
        print_json(
            {
                "version": 1,
                "as_of": day.isoformat(),
                "entries": list(map(_as_json, said)),
                "lines": list(map(asdict, lines)),
            }
        )
        return
    places = [f"{one.file}:{one.line}\n    {one.text}" for one in lines]
    answer("\n\n".join([*map(_as_text, said), *places]))


def _as_text(said: SaidEntry) -> str:
    entry = said.entry
    lines = [f"{entry.name}({', '.join(entry.takes)})  {said.file}:{entry.line}"]
    if entry.about:
        lines.append(f"  {entry.about}")
    for one in said.variants:
        if one.variant.known:
            lines += ["  or:"] * (one is not said.variants[0])
        elif one.variant.test or len(said.variants) > 1:
            lines.append(f"  when {one.variant.test}:" if one.variant.test else "  otherwise:")
        lines += [f"    {line}".rstrip() for line in one.variant.text.split("\n")]
        lines += ["    > " + text.replace("\n", "\n      ") for text in one.texts]
        if said.fillable and not one.texts:
            lines.append(
                "    > holds in the data and prints nothing" if one.chosen else "    > nothing in the data says this"
            )
    return "\n".join(lines)


def _as_json(said: SaidEntry) -> dict[str, Any]:
    return {
        "name": said.entry.name,
        "takes": list(said.entry.takes),
        "about": said.entry.about,
        "file": said.file,
        "line": said.entry.line,
        "variants": [
            {"when": one.variant.test, "words": one.variant.text, "line": one.variant.line, "says": list(one.texts)}
            for one in said.variants
        ],
    }
