"""What the wording book says of a dataset: each variant of each entry, filled, for those who own the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, Undefined, UndefinedError

from briefgen.briefs.american import spelled
from briefgen.briefs.capitals import with_capitals
from briefgen.briefs.check import check_templates
from briefgen.briefs.compose import Composer
from briefgen.briefs.loader import COMPILED, read_template
from briefgen.briefs.outline import Outline
from briefgen.briefs.render import CAPACITY, FIRST_BLOCK, FIRST_VALUE
from briefgen.briefs.shapes import name_of
from briefgen.briefs.wording import FOLDER, LANGUAGE, SUFFIX, Variant, WordingEntry, entries_in, wording_files
from briefgen.frozen import frozen
from briefgen.lexicon.en import AMERICAN
from briefgen.lexicon.spelling import american
from briefgen.problems import require
from briefgen.records import KINDS
from briefgen.values.counting import plural
from briefgen.view import RecordView
from briefgen.view.base import part_of
from briefgen.view.view import View

_BOOK = f"{FOLDER}/{LANGUAGE}/{SUFFIX}"
"""A file of the book: what a condition of an entry is read as a part of."""
TOLD = "told"
"""What an entry takes that says what a document tells of its subject."""
TRIED = 400
"""So many records are tried for an entry: enough to meet each variant, few enough to wait for."""


@frozen
class SaidVariant:
    """A variant, the texts it gives for the dataset, and how many records it was chosen for."""

    variant: Variant
    texts: tuple[str, ...]
    chosen: int


@frozen
class SaidEntry:
    """An entry of the book with the file it stands in, and all its variants, filled."""

    file: str
    entry: WordingEntry
    variants: tuple[SaidVariant, ...]
    fillable: bool
    """Whether what it takes are records, so that the dataset can fill it."""


def read_book(templates: Path, shown: str) -> list[tuple[str, WordingEntry]]:
    """Every entry of the wording book with its file; ProblemsFoundError where the book cannot be read."""
    require(problem for problem in check_templates(templates, shown) if "/wording/" in f"/{problem.origin.path}")
    return [
        (f"{shown}/{file.relative_to(templates).as_posix()}", entry)
        for file in wording_files(templates)
        for entry in entries_in(read_template(file, templates), str(file))
    ]


@frozen
class TypedLine:
    """A line of a section that types a text."""

    file: str
    line: int
    text: str


def reads(text: str) -> re.Pattern[str]:
    """What finds a text as it was copied from a document, in whatever lines and letters it stands."""
    return re.compile(r"\s+".join(map(re.escape, text.split())), re.IGNORECASE)


def types(entry: WordingEntry, text: re.Pattern[str]) -> bool:
    """Whether a text is typed in an entry."""
    return any(text.search(variant.text) for variant in entry.variants)


def sections_with(text: re.Pattern[str], templates: Path, shown: str) -> list[TypedLine]:
    """The lines of sections and settings, not of the book, in which a text is typed."""
    found = []
    for file in sorted([*templates.rglob("*.j2"), *templates.glob("*/brief.yaml")]):
        source = read_template(file, templates)
        for match in text.finditer(source):
            line = source.count("\n", 0, match.start())
            where = f"{shown}/{file.relative_to(templates).as_posix()}"
            found.append(TypedLine(where, line + 1, source.split("\n")[line].strip()))
    return found


def saying(said: Iterable[SaidEntry], text: re.Pattern[str], most: int) -> list[SaidEntry]:
    """The entries that say a text when they are filled, the shortest first: what the others say is made of it."""
    found: list[tuple[int, SaidEntry]] = []
    for one in said:
        lengths = [len(words) for variant in one.variants for words in variant.texts if text.search(words)]
        if lengths:
            variants = (
                replace(each, texts=tuple(sorted(each.texts, key=lambda words: not text.search(words))[:most]))
                for each in one.variants
            )
            found.append((min(lengths), replace(one, variants=tuple(variants))))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def say_entry(
    file: str, entry: WordingEntry, outlines: Sequence[Outline], view: View, templates: Path, most: int
) -> SaidEntry:
    """An entry filled from all that a view holds; up to `most` different texts for each variant."""
    return next(say_entries([(file, entry)], outlines, view, templates, most))


def say_entries(
    book: Iterable[tuple[str, WordingEntry]], outlines: Sequence[Outline], view: View, templates: Path, most: int
) -> Iterator[SaidEntry]:
    """Entries filled from all that a view holds: those that take nothing, or what a document tells, in every document,
    the others in one, which is composed anew when it is an eighth full, since a document holds only so many values."""
    documents: list[Composer] = []
    first: list[Composer] = []
    for file, entry in book:
        if entry.takes and entry.takes[0] != TOLD:
            full = any(len(one.narrative.values) > CAPACITY // 8 for one in first)
            first = first if first and not full else list(_composers(outlines[:1], view, templates))
            composers = iter(first)
        else:
            documents = documents or list(_composers(outlines, view, templates))
            composers = iter(documents)
        with COMPILED.keeping():
            filled = _filled(file, entry, composers, view, most)
        yield filled


def _filled(file: str, entry: WordingEntry, composers: Iterable[Composer], view: View, most: int) -> SaidEntry:
    texts: list[dict[str, None]] = [{} for _ in entry.variants]
    chosen = [0] * len(entry.variants)
    fillable = False
    names = [name.partition("=")[0].strip() for name in entry.takes]
    for composer in composers:
        with composer.narrative.rendering():
            told = [composer.context[TOLD]] if names[:1] == [TOLD] else []
            for others in islice(_arguments(view, names[len(told) :]), TRIED):
                arguments = (*told, *others)
                fillable = True
                with_names = {**composer.context, **dict(zip(names, arguments, strict=False))}
                try:
                    which = int(composer.narrative.environment.line(_choice(entry), _BOOK).render(with_names))
                    text = _shown(entry, _plain(composer, str(composer.narrative.words[entry.name](*arguments))))
                except (TemplateError, UndefinedError, ValueError):
                    continue  # of another kind of subject, or of things that no brief puts together
                chosen[which] += 1
                if text and len(texts[which]) < most:
                    texts[which][text] = None
    filled = zip(entry.variants, texts, chosen, strict=True)
    return SaidEntry(file, entry, tuple(SaidVariant(one, tuple(said), n) for one, said, n in filled), fillable)


def _composers(outlines: Iterable[Outline], view: View, templates: Path) -> Iterator[Composer]:
    for outline in outlines:
        composer = Composer(outline, view, templates, "templates")
        with composer.narrative.rendering():
            composer.narrative.read_words(composer.context)
        yield composer


def _choice(entry: WordingEntry) -> str:
    """A template that prints the number of the variant that holds."""
    tests = [variant.test for variant in entry.variants]
    if not tests[0]:
        return "0"
    names = [name.partition("=")[0] for name in entry.takes]
    lines = [f"{{% {'elif' if number else 'if'} {test} %}}{number}" for number, test in enumerate(tests) if test]
    rest = len(tests) - 1
    chosen = "".join(lines) + f"{{% else %}}{rest}{{% endif %}}"
    return f"{{% macro chosen({', '.join(entry.takes)}) %}}{chosen}{{% endmacro %}}{{{{ chosen({', '.join(names)}) }}}}"


def _arguments(view: View, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """What an entry can be given, by the names of what it takes."""
    if not names:
        yield ()
        return
    for first in _things(view, names[0]):
        for rest in _rest(view, first, names[1:]):
            yield (first, *rest)


def _rest(view: View, first: Any, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    if not names:
        yield ()
        return
    name = names[0]
    beside = getattr(first, name, None) if isinstance(first, RecordView) else None
    among = getattr(first, plural(name), None) if isinstance(first, RecordView) else None
    if beside is not None and not isinstance(beside, Undefined):
        found: Iterable[Any] = (beside,)
    else:
        found = among if isinstance(among, tuple) else islice(_things(view, name), 5)
    for one in found:
        for rest in _rest(view, first, names[1:]):
            yield (one, *rest)


def _things(view: View, name: str) -> Iterator[Any]:
    """The records, parts of records or lists of them that a name stands for."""
    kinds = [kind.kind for kind in KINDS]
    if name == "subject":
        yield from (one for kind in ("company", "area", "asset") for one in view.subjects(kind))
    elif name in kinds:
        yield from view.all(name)
    elif name in map(plural, kinds):
        holders = (one for kind in ("asset", "company", "area", "trial") for one in view.all(kind))
        yield from (found for one in holders if isinstance(found := getattr(one, name, None), tuple) and found)
    else:
        yield from (part for kind in kinds for one in view.all(kind) for part in _parts(one, name))


def _parts(record: RecordView, name: str) -> Iterator[Any]:
    """The parts of a record, and of its parts, that have a name."""
    for field in type(part_of(record)).model_fields:
        found = getattr(record, field)
        for one in found if isinstance(found, tuple) else (found,):
            if isinstance(one, RecordView) and one.fact.record == record.fact.record and one != record:
                if name_of(type(part_of(one))) == name:
                    yield one
                yield from _parts(one, name)


def _shown(entry: WordingEntry, text: str) -> str:
    """What an entry says with the capitals of a document, where it is a sentence or a title and no part of one."""
    whole = text.endswith((".", "!", "?")) or entry.name.endswith("title")
    return with_capitals(text, str) if whole else text


def _plain(composer: Composer, text: str) -> str:
    """What an entry says as a reader would see it."""
    narrative, is_american = composer.narrative, composer.spelling == AMERICAN

    def read(sign: str) -> str:
        if FIRST_VALUE <= ord(sign) < FIRST_BLOCK:
            value = narrative.values[ord(sign) - FIRST_VALUE]
            return (spelled(value) if is_american else value).text
        return "[chart]" if ord(sign) >= FIRST_BLOCK else sign

    words = american(text) if is_american else text
    return "".join(map(read, words)).replace("\u00a0", " ").replace("\\", "").strip()
