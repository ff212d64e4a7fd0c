"""Places of a word: every list, field, kind, form of value and problem code in which it stands, each in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefgen.explain.problem_pages import problem_pages
from briefgen.explain.record_kinds import common_fields, fields_with, kind_pages, part_pages, slug, vocabularies
from briefgen.explain.rows import need, word_rows
from briefgen.explain.value_forms import FORMS
from briefgen.frozen import frozen
from briefgen.records.synonyms import FIELDS, WORDS
from briefgen.values.territory import NAMES, SPOKEN

MOST = 20
"""Places that only hold the word among others are listed up to here."""


@frozen
class WordPlace:
    """Where a word stands: what is explained there, what it says of the word, and the words it is found by."""

    topic: str
    text: str
    names: tuple[str, ...]
    among: str = ""
    """Text in which a word may stand among others."""


def places_of(word: str) -> tuple[WordPlace, ...]:
    """Every place of a word, those that it names alone; where it names none, those that hold it among others."""
    wanted = _plain(word)
    if not wanted:
        return ()
    named = _named().get(wanted)
    if named:
        return named
    held = re.compile(rf"(?<!\w){re.escape(word.strip())}(?!\w)", re.IGNORECASE)
    return tuple(place for place in _places() if held.search(f"{' '.join(place.names)} {place.among}"))[:MOST]


def _plain(text: str) -> str:
    return re.sub(r"[\s_\-\u00a0]+", "", text).lower()


@cache
def _places() -> tuple[WordPlace, ...]:
    return tuple(_all_places())


@cache
def _named() -> dict[str, tuple[WordPlace, ...]]:
    """Places by each word that names them."""
    named: dict[str, list[WordPlace]] = {}
    for place in _places():
        for name in dict.fromkeys(map(_plain, place.names)):
            named.setdefault(name, []).append(place)
    return {name: tuple(places) for name, places in named.items()}


def _all_places() -> Iterator[WordPlace]:
    for words in vocabularies().values():
        topic = slug(words.name)
        yield WordPlace(topic, f"a list of words, of {', '.join(fields_with(words))}", (words.name,))
        meant = WORDS.get(words.name, {})
        for code, printed, meaning in word_rows(words):
            said = _printed(code, f"{printed}: {meaning}" if meaning else printed)
            yield WordPlace(topic, f"{said} [{', '.join(fields_with(words))}]", (code, printed), meaning)
        for written, code in meant.items():
            yield WordPlace(topic, f"write {_printed(code, words.print(code))}", (written,))
    yield from _records()
    for form in FORMS.values():
        yield WordPlace(form.name, form.meaning, (form.name,))
        for written, meaning in (*form.examples, *form.words):
            yield WordPlace(
                form.name, f"{written}: {meaning}", (written, meaning) if form.words else (written,), meaning
            )
    for spoken, place in SPOKEN.items():
        if spoken not in (place, NAMES.get(place, "").lower()):
            yield WordPlace("territory", f"write {place}", (spoken,))
    for page in problem_pages().values():
        yield WordPlace(page.code, f"a problem: {page.summary}", (page.code,), page.summary)


def _printed(code: str, said: str) -> str:
    """A word with how it is printed, where that is not the same."""
    plain = said.replace("\u00a0", " ")
    return code if _plain(plain) == _plain(code) else f"{code}, {plain}"


def _records() -> Iterator[WordPlace]:
    """Kinds and parts with their fields; a field that every record has stands once."""
    for page in (*kind_pages(), *part_pages()):
        what = f"a record of the list `{page.lists}:`" if page.lists else "a part of a record"
        yield WordPlace(slug(page.name), f"{what}. {page.meaning}", (page.name, page.lists), page.meaning)
        for field in page.fields:
            needed = f"; {need(field)}" if need(field) else ""
            topic = f"{slug(page.name)}.{field.name}"
            called = tuple(written for written, fields in FIELDS.items() if fields[0] == field.name)
            said = f"{field.meaning} [{field.takes}{needed}]"
            yield WordPlace(topic, said, (topic, field.name, *called), field.meaning)
    for field in common_fields():
        yield WordPlace(f"{kind_pages()[0].name}.{field.name}", f"of every record: {field.meaning}", (field.name,))
