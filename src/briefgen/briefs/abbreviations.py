"""Abbreviations of a document: which occur in it, and what each means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefgen.document.document import ShortForm
from briefgen.document.inlines import Inlines, Value, plain
from briefgen.document.walk import values
from briefgen.lexicon.en import LINES, SPELLED_BY_ALL
from briefgen.records.endpoints import SPELLED_OUT
from briefgen.values.facts import BUILD, TEXT, Fact
from briefgen.values.territory import Territory
from briefgen.view.base import short_forms
from briefgen.view.view import View

OUTSIDE = "world except china-mainland hong-kong macau taiwan"


def abbreviations_in(
    view: View, stretches: tuple[Inlines, ...], but: frozenset[str], *, on_pages: bool
) -> tuple[ShortForm, ...]:
    """Abbreviations that occur in the document by themselves, in alphabetical order: what is only part of a longer
    one is told with it. On pages names of plain words and other abbreviations are told by these. Some that every reader
    knows may be left out."""
    text = " ".join(map(plain, stretches))
    found: dict[str, Value] = {}
    known = dict(reversed([*_known(view, stretches, text)]))
    if on_pages:
        known = {short: _of_ours(line) for line, short in LINES.items()} | known
        known = {one: long for one, long in known.items() if not _is_plain(one, known)}
    for short in sorted(known, key=len, reverse=True):
        whole = re.compile(rf"(?<![\w-]){re.escape(short)}(?!\w)")
        if whole.search(text):
            found[short] = known[short]
            text = whole.sub("", text)
    shown = (short for short in sorted(found, key=str.casefold) if short not in but)
    return tuple(ShortForm(short, (_in_other_words(short, found),)) for short in shown)


def _known(view: View, stretches: Iterable[Inlines], text: str) -> Iterator[tuple[str, Value]]:
    """Every abbreviation that the dataset explains, and that may be in a text, with its long form."""
    for short, kind, id in short_forms(view):
        if short in text and (seen := view.find(kind, id)):
            named = (getattr(seen, name, None) for name in ("long", "defined", "name"))
            yield short, Value.of(next(one for one in named if one))
    for value in values(stretches):
        if value.text in SPELLED_OUT and value.fact.field.endswith("endpoint"):
            yield value.text, Value(SPELLED_OUT[value.text], value.fact, TEXT)
        if value.text == "Outside China":
            yield value.text, Value(Territory.parse(OUTSIDE).long, value.fact, TEXT)
    for short, long in SPELLED_BY_ALL.items():
        yield short, _of_ours(long)


def _of_ours(long: str) -> Value:
    return Value(long, Fact(BUILD, ("abbreviations",)), TEXT)


def _is_plain(short: str, known: Mapping[str, Value]) -> bool:
    """Whether a name of several words is one of plain words and of other abbreviations: 1L cervical cancer."""
    words = short.split()
    plain_words = (word for word in words if word.isalpha() and word.islower() and len(word) > 2)
    return len(words) > 1 and {*words} <= {*known, *plain_words}


def _in_other_words(short: str, found: Mapping[str, Value]) -> Value:
    """What a short form means; a short name of several words by those of one word that the document has too: 1L NPC is
    first-line recurrent or metastatic NPC."""
    text = found[short].text
    words = {one: long.text for one, long in found.items() if " " in short and " " not in one}
    for one, long in words.items():
        text = re.sub(rf"\b{re.escape(long)}\b", one, text)
    return replace(found[short], text=text)
