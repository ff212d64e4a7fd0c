"""The walk: values of every kind of block reach citations, passages, the dump and the ledgers of files."""

from __future__ import annotations

from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import product
from types import SimpleNamespace
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from briefgen.document import blocks, inlines
from briefgen.document.blocks import Block, Blocks, Figure, Front, Heading, Paragraph, SpeakerNotes
from briefgen.document.citations import cite_blocks, sources_in
from briefgen.document.document import Document, Reference
from briefgen.document.dump import dump_document
from briefgen.document.inlines import Emph, Inlines, Link, Strong, Text, Value, plain
from briefgen.document.passages import passages
from briefgen.document.walk import children, every, flows, inlines_of, map_inlines, parts, values_in
from briefgen.values.quantity import Quantity
from briefgen.writers.powerpoint.writer import trace_presentation
from briefgen.writers.word.writer import trace_word
from support.chart_samples import BRAND
from support.facts import fact

KINDS: tuple[type[Any], ...] = get_args(Block)
PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC")
"""Of one pixel."""
SILENT = ("ReferenceList", "AbbreviationList", "PageBreak")
"""Blocks that hold nothing of their own."""


class Maker:
    """Makes a block of any kind from the types of its fields, with a value of its own in every stretch of inlines."""

    def __init__(self, prefix: str, choices: dict[str, str]) -> None:
        self.prefix = prefix
        self.choices = choices
        self.made: list[Value] = []

    def value(self) -> Value:
        name = f"{self.prefix}{len(self.made) + 1}"
        stated = fact(f"result/{name}", "value", citations=(f"source-{name}",))
        found = Value(f"w{name.lower()}w", stated, content=Quantity(f"{len(self.made)} months", unit="months"))
        self.made.append(found)
        return found

    def of(self, hint: Any, name: str = "") -> Any:
        if hint == Inlines:
            return (Strong((Emph((Link((self.value(),), "https://example.org"),)),)),)
        if hint == Blocks:
            return (Paragraph((self.value(),)),)
        if hint is Value:
            return self.value()
        if get_origin(hint) is Literal:
            return self.choices.get(name, get_args(hint)[0])
        if get_origin(hint) is tuple:
            items = get_args(hint)
            return () if items[0] is str else tuple(self.of(item) for item in items if item is not Ellipsis)
        if is_dataclass(hint) and isinstance(hint, type):
            hints = get_type_hints(hint, vars(inlines) | vars(blocks))
            return hint(**{one.name: self.of(hints[one.name], one.name) for one in fields(hint)})
        return {str: "", int: 1, float: 0.0, bool: False, Any: None}[hint]


def variants(kind: type[Any]) -> Iterator[tuple[Any, list[Value]]]:
    """A block in each of its looks."""
    hints = get_type_hints(kind, vars(inlines) | vars(blocks))
    looks = {name: get_args(hint) for name, hint in hints.items() if get_origin(hint) is Literal}
    if kind is Heading:
        yield from ((Heading(3, block.inlines, block.subtitle), made) for block, made in [_made(kind, "h", {})])
    for number, words in enumerate(product(*looks.values())):
        yield _made(kind, f"{kind.__name__}{number}x", dict(zip(looks, words, strict=True)))


def _made(kind: type[Any], prefix: str, choices: dict[str, str]) -> tuple[Any, list[Value]]:
    maker = Maker(prefix, choices)
    return maker.of(kind), maker.made


EVERY = [pytest.param(*one, id=f"{kind.__name__}-{n}") for kind in KINDS for n, one in enumerate(variants(kind))]


def test_the_makers_know_every_kind_of_block() -> None:
    assert len(KINDS) > 10
    silent = {kind.__name__ for kind in KINDS for _, made in variants(kind) if not made}
    assert silent == set(SILENT)


@pytest.mark.parametrize(("block", "made"), EVERY)
def test_every_value_of_a_block_is_found_once(block: Any, made: list[Value]) -> None:
    found = list(values_in((block,)))
    assert sorted(value.text for value in found) == sorted(value.text for value in made)
    assert {plain(inlines) for inlines in inlines_of((block,)) if inlines} == {value.text for value in made}


@pytest.mark.parametrize(("block", "made"), EVERY)
def test_every_value_of_a_block_is_cited_dumped_and_read(block: Any, made: list[Value]) -> None:
    assert set(sources_in((block,))) == {source for value in made for source in value.fact.sources}
    dump = dump_document(document((block,), made))
    words, _, facts = dump.partition("facts:")
    for value in made:
        assert f"'{value.text}' (value) <- {value.fact.record}.value" in facts
        assert value.text in words or isinstance(block, Figure)
    read = {value.text for passage in passages((block,)) for value in passage.values}
    assert read == {value.text for value in made}


@pytest.mark.parametrize(("block", "made"), EVERY)
def test_inlines_are_changed_everywhere(block: Any, made: list[Value]) -> None:
    stated = {value.text for value in block.facts} if isinstance(block, Figure) else set()
    changed = map_inlines(block, lambda inlines: (Text(plain(inlines).upper()),) if inlines else ())
    texts = {plain(inlines) for inlines in inlines_of((changed,)) if inlines}
    assert texts - stated == {value.text.upper() for value in made if value.text not in stated}
    assert type(changed) is type(block)
    assert [type(inner) for inner in every((changed,))] == [type(inner) for inner in every((block,))]


@pytest.mark.parametrize("kind", KINDS)
def test_a_block_holds_parts_or_blocks(kind: type[Any]) -> None:
    block = next(variants(kind))[0]
    assert not (parts(block) and flows(block))
    assert bool(children(block)) is bool(flows(block))


def document(blocks: Blocks, made: list[Value]) -> Document:
    sources = [source for value in made for source in value.fact.sources]
    references = tuple(Reference(id, n, (Text(id),), (Text(id),), (Text(id),)) for n, id in enumerate(sources, 1))
    line: Inlines = (Text("Title"),)
    return Document("brief", "x", line, (), (), (line, line), (line, line), blocks, references)


@pytest.mark.parametrize(("block", "made"), EVERY)
def test_every_value_of_a_block_is_in_the_ledger_of_its_file(
    block: Any, made: list[Value], monkeypatch: pytest.MonkeyPatch
) -> None:
    if isinstance(block, Figure):
        charts = SimpleNamespace(
            natural_height=lambda *_: 2.0,
            draw=lambda *_, **__: PICTURE,
            TIGHTEST=0.4,
            CHARTS=defaultdict(lambda: SimpleNamespace(lay_out=lambda numbers, canvas: None)),
        )
        monkeypatch.setattr("briefgen.writers.word.figures.charts", charts)
    cited = cite_blocks((Heading(2, (Text("Head"),)), block, Paragraph((Text("End."),))))
    whole = document(cited, made)
    notes = isinstance(block, SpeakerNotes | Front)
    ledger = (trace_presentation(whole, BRAND) if notes else trace_word(whole, BRAND)).ledger
    stated = {entry.text: (entry.fact, entry.content) for _, entry in ledger.entries()}
    for value in made:
        assert stated.get(value.text) == (value.fact, value.content)
