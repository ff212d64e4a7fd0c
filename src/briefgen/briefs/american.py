"""American spelling: words of templates, book, vocabulary and program in a document; never those of data."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from briefgen import charts
from briefgen.charts.engine.chart import changed_in, words_of
from briefgen.document.blocks import Block, Callout, Columns, Figure, Heading, SpeakerNotes, Statement
from briefgen.document.document import Document, Reference, ShortForm
from briefgen.document.inlines import Emph, Inline, Inlines, Link, Strong, Text, Value
from briefgen.document.walk import map_flows, map_inlines
from briefgen.lexicon.en import AMERICAN, LANGUAGES
from briefgen.lexicon.spelling import american
from briefgen.values.facts import COUNT, TERRITORY, Traced

_Printed = TypeVar("_Printed", Value, Traced)
_OURS = frozenset({"brief", "build"})
"""What values of no record rest on whose words the house has written itself."""


def in_american(document: Document) -> Document:
    """The document with its own words spelled as Americans do."""
    return replace(
        document,
        title=_inlines(document.title),
        subtitle=tuple(map(_inlines, document.subtitle)),
        meta=tuple((_inlines(label), _inlines(value)) for label, value in document.meta),
        header=(_inlines(document.header[0]), _inlines(document.header[1])),
        footer=(_inlines(document.footer[0]), _inlines(document.footer[1])),
        blocks=tuple(map(_block, document.blocks)),
        references=tuple(map(_reference, document.references)),
        abbreviations=tuple(ShortForm(one.short, _inlines(one.long)) for one in document.abbreviations),
        language=LANGUAGES[AMERICAN],
    )


def is_ours(value: Value | Traced) -> bool:
    """Whether a value prints a word of a vocabulary, a template or a brief, not what a source or person wrote."""
    ours = value.role == COUNT or value.fact.record.kind in _OURS
    return ours or bool(value.role.code and value.role.code != "other" and value.role.kind != TERRITORY)


def spelled(value: _Printed) -> _Printed:
    """A value in American spelling, where its words are ours."""
    text = american(value.text) if is_ours(value) else value.text
    return value if text == value.text else replace(value, text=text)


def _inline(inline: Inline) -> Inline:
    match inline:
        case Text(text):
            return Text(american(text))
        case Value():
            return spelled(inline)
        case Strong(inner) | Emph(inner) | Link(inlines=inner):
            return replace(inline, inlines=_inlines(inner))
        case _:
            return inline


def _inlines(inlines: Inlines) -> Inlines:
    return tuple(map(_inline, inlines))


def _reference(reference: Reference) -> Reference:
    return replace(
        reference, entry=_inlines(reference.entry), short=_inlines(reference.short), lead=_inlines(reference.lead),
        dated=_inlines(reference.dated), missing=american(reference.missing),
    )  # fmt: skip


def _block(block: Block) -> Block:
    return _figures(map_inlines(block, _inlines))


def _figures(block: Block) -> Block:
    """The block with the charts in it spelled: their numbers, what they state, and their alt text around it."""
    match block:
        case Figure():
            numbers = changed_in(block.numbers, Traced, spelled)
            alt = american(charts.describe(block.chart, numbers), words_of(numbers))
            return replace(block, numbers=numbers, alt=alt, facts=tuple(map(spelled, block.facts)))
        case Heading():
            return replace(block, chapter=american(block.chapter), joins=american(block.joins))
        case Callout() | Statement() | SpeakerNotes() | Columns():
            return map_flows(block, lambda blocks: tuple(map(_figures, blocks)))
        case _:
            return block
