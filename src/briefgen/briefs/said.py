"""What the wording book says of a dataset: each variant of each entry, filled, for those who own the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, Undefined, UndefinedError

from briefgen.briefs.american import spelled
from briefgen.briefs.compose import Composer, check_templates
from briefgen.briefs.loader import read_template
from briefgen.briefs.outline import Outline
from briefgen.briefs.render import FIRST_BLOCK, FIRST_VALUE
from briefgen.briefs.shapes import name_of, plural
from briefgen.briefs.wording import Variant, WordingEntry, entries_in, wording_files
from briefgen.lexicon.en import AMERICAN
from briefgen.lexicon.spelling import american
from briefgen.problems import require
from briefgen.records import KINDS
from briefgen.view import RecordView
from briefgen.view.base import part_of
from briefgen.view.view import View

TRIED = 400
"""So many records are tried for an entry: enough to meet each variant, few enough to wait for."""


@dataclass(frozen=True, slots=True)
class SaidVariant:
    """A variant, the texts it gives for the dataset, and how many records it was chosen for."""

    variant: Variant
    texts: tuple[str, ...]
    chosen: int


@dataclass(frozen=True, slots=True)
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


def say_entry(
    file: str, entry: WordingEntry, outlines: Sequence[Outline], view: View, templates: Path, most: int
) -> SaidEntry:
    """An entry filled from all that a view holds; up to `most` different texts for each variant."""
    texts: list[dict[str, None]] = [{} for _ in entry.variants]
    chosen = [0] * len(entry.variants)
    fillable = False
    names = [name.partition("=")[0].strip() for name in entry.takes]
    for composer in _composers(outlines if not names else outlines[:1], view, templates):
        narrative = composer.narrative
        for arguments in islice(_arguments(view, names), TRIED):
            fillable = True
            with_names = {**composer.context, **dict(zip(names, arguments, strict=False))}
            try:
                which = int(narrative.environment.line(_choice(entry)).render(with_names))
                text = _plain(composer, str(composer.context["words"].entries[entry.name](*arguments)))
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
    lines = [f"{{% {'elif' if number else 'if'} {test} %}}{number}" for number, test in enumerate(tests) if test]
    rest = len(tests) - 1
    return "".join(lines) + f"{{% else %}}{rest}{{% endif %}}"


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
        if field.startswith("_") or field in ("fact",):
            continue
        try:
            found = getattr(record, field)
        except AttributeError:
            continue
        for one in found if isinstance(found, tuple) else (found,):
            if isinstance(one, RecordView) and one.fact.record == record.fact.record and one != record:
                if name_of(type(part_of(one))) == name:
                    yield one
                yield from _parts(one, name)


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
