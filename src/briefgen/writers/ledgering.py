"""The last pass of every writer: notes where each marked value stands, takes the marks out, stores the identity."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from briefgen.audit.numbers import STANDING, stated
from briefgen.audit.numerals import NUMERAL, locate, numerals
from briefgen.audit.wording import weighs
from briefgen.deck.front import POINTERS
from briefgen.document.blocks import Block, Callout, Statement
from briefgen.document.document import Document
from briefgen.document.inlines import plain
from briefgen.document.walk import children, inlines_of
from briefgen.frozen import frozen
from briefgen.ledger.ledger import STATEMENT, Entry, Ledger, Listed, Printed, words_hash
from briefgen.office.package import Package
from briefgen.office.passages import Contents, FilePassage
from briefgen.office.read import contents_of
from briefgen.ooxml.archive import packed, unpacked
from briefgen.ooxml.marks import Marks, spans, without_marked_bytes
from briefgen.problems import Problem
from briefgen.values.quantity import Quantity

UNSIGNED = "briefgen:" + "0" * 64
"""What stands for the identity until the contents are known; writers set it as the core property `identifier`."""
CORE = "docProps/core.xml"
_KEPT = ("source line", "caption", STATEMENT)


@frozen
class Marked:
    """The parts of a package whose values still carry their marks, the document it was written from, and warnings of
    its size."""

    parts: Mapping[str, bytes]
    marks: Marks
    document: Document
    warnings: tuple[Problem, ...] = ()

    @property
    def package(self) -> bytes:
        """The parts as a file."""
        return packed(self.parts)


@frozen
class Written:
    """A finished file and its ledger, its parts, and what a reader finds in them: they are read once, with their marks,
    and without marks they say the same."""

    data: bytes
    ledger: Ledger
    parts: Mapping[str, bytes]
    contents: Contents


@frozen
class _Read:
    """A passage without its marks, and its marked stretches: start, end and number of the value."""

    passage: FilePassage
    stretches: list[tuple[int, int, int]]


def finish(marked: Marked) -> Written:
    """The package without marks, with its identity and fixed bytes, and the ledger of what was marked."""
    document = marked.document
    contents = contents_of(Package(marked.parts))
    read = [_unmarked_passage(passage) for passage in contents.passages]
    parts = _unmarked(marked.parts)
    identity = _identity(parts)
    parts[CORE] = parts[CORE].replace(UNSIGNED.encode(), identity.encode())
    data = packed(parts)
    contents = replace(contents, identity=identity, passages=tuple(one.passage for one in read))
    printed = tuple(_printed(read, contents.pictures, marked.marks, set(_protecting(document))))
    ledger = Ledger(
        identity=identity,
        sha256=hashlib.sha256(data).hexdigest(),
        format=contents.format,
        brief=document.brief,
        subject=document.subject,
        title=plain(document.title),
        as_of=document.as_of,
        sources=tuple(_sources(document)),
        printed=printed,
        words=tuple(_words(contents, printed)),
    )
    return Written(data, ledger, parts, contents)


def finish_copy(package: bytes, identity: str) -> bytes:
    """An annotated package without marks, under the identity of the file it is a copy of."""
    parts = _unmarked(unpacked(package))
    return packed(parts | {CORE: parts[CORE].replace(UNSIGNED.encode(), identity.encode())})


def _unmarked(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    return {
        name: without_marked_bytes(content) if name.endswith((".xml", ".rels")) else content
        for name, content in sorted(parts.items())
    }


def _identity(parts: dict[str, bytes]) -> str:
    """The hash of all parts but the one that stores it."""
    digest = hashlib.sha256()
    for name, content in parts.items():
        if name != CORE:
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return f"briefgen:{digest.hexdigest()}"


def _sources(document: Document) -> Iterator[Listed]:
    numbered = {reference.number: reference.id for reference in document.references}
    for reference in document.references:
        via = numbered.get(reference.via, "")
        text = plain(reference.entry)
        yield Listed(reference.id, reference.number, text, via, reference.tier, reference.retrieved)


# --- passages ----------------------------------------------------------------------------------------------


def _printed(
    read: Iterable[_Read], pictures: Mapping[tuple[str, str], str], marks: Marks, protecting: set[str]
) -> Iterator[Printed]:
    shown: dict[tuple[str, str], _Facts] = {}
    for one in read:
        passage, stretches = one.passage, one.stretches
        figure = (passage.place.key, passage.place.shape)
        if passage.place.alt and (entries := _of_figure(stretches, marks)) is not None:
            shown[figure] = facts = _Facts(entries)
            yield from _figure(passage, facts, pictures.get(figure, ""))
        elif passage.kind.startswith("chart"):
            yield from _passage(passage, tuple(_drawn(passage.text, shown.get(figure, _NONE))))
        else:
            if passage.kind == "" and passage.text and _letters(passage.text) in protecting:
                passage = replace(passage, kind=STATEMENT)
            yield from _passage(passage, tuple(_entries(passage, stretches, marks)))


def _protecting(document: Document) -> Iterator[str]:
    """Letters of all statements, cautions, notices, attributions and of the line for a medical audience: passages that
    protect a reader are found by them, wherever the writer put them, one by one or run on as one passage."""
    yield _letters(POINTERS[document.variant])
    if document.variant == "medical":
        yield _letters(plain(document.footer[0]))
    for block in _boxes(document.blocks):
        parts = [_letters(plain(inlines)) for inlines in inlines_of((block,))]
        yield from (*parts, "".join(parts))


def _boxes(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Statement() | Callout(kind="caution" | "notice" | "attribution" | "use"):
                yield block
            case _:
                yield from _boxes(children(block))


def _letters(text: str) -> str:
    """Letters alone: numbers of citations may stand between them."""
    return "".join(filter(str.isalpha, text)) or text


def _words(contents: Contents, printed: Iterable[Printed]) -> list[str]:
    """Hashes of the passages that state nothing."""
    every = Counter(words_hash(passage.text) for passage in contents.passages)
    held = Counter(words_hash(one.text) for one in printed if one.kind != "picture")
    return sorted((every - held).elements())


def _of_figure(stretches: list[tuple[int, int, int]], marks: Marks) -> tuple[Entry, ...] | None:
    """All values of the figure that an alternative text describes; None when it describes no figure."""
    found = marks.values[stretches[0][2]] if stretches else None
    return found if isinstance(found, tuple) else None


def _entries(passage: FilePassage, stretches: list[tuple[int, int, int]], marks: Marks) -> Iterator[Entry]:
    held = ((passage.text[start:end], marks.values[number]) for start, end, number in stretches)
    yield from (Entry(text, one.fact, one.role, one.content) for text, one in held if isinstance(one, Entry))


def _passage(passage: FilePassage, entries: tuple[Entry, ...]) -> Iterator[Printed]:
    exempt = tuple(_uncovered(passage, entries))
    if entries or exempt or passage.kind in _KEPT or weighs(passage.text):
        yield Printed(passage.place, passage.text, entries, exempt, passage.kind)


@dataclass(frozen=True)
class _Facts:
    """All values of a figure, found once for all its labels by what a label may say of them."""

    entries: tuple[Entry, ...]

    @cached_property
    def forms(self) -> dict[str, Entry]:
        """Each value by the forms in which it is printed, whole or in part; a chart may begin a label with a capital
        letter."""
        forms = {_spaced(part.text): part for fact in self.entries for part in _parts(fact)}
        for fact in self.entries:
            forms |= {_spaced(form): fact for form in (fact.text[:1].upper() + fact.text[1:], fact.text)}
        return {form: fact for form, fact in forms.items() if form}

    @cached_property
    def said(self) -> re.Pattern[str]:
        """Any of the forms, the longer before the shorter; nothing where there is none."""
        longest_first = sorted(self.forms, key=lambda form: -len(form))
        return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    @cached_property
    def numbers(self) -> dict[str, Entry]:
        """The first value with each number."""
        numbers: dict[str, Entry] = {}
        for fact in self.entries:
            for number in (*_figures(fact.text), *_worth(fact)):
                numbers.setdefault(number, fact)
        return numbers


_NONE = _Facts(())


def _figure(passage: FilePassage, facts: _Facts, image: str) -> Iterator[Printed]:
    """The values that an alternative text says, and all that its picture shows."""
    yield from _passage(passage, tuple(_said(passage.text, facts)))
    if facts.entries:
        place = replace(passage.place, alt=False, section=passage.place.section)
        yield Printed(place, "", facts.entries, (), "picture", image)


def _said(text: str, facts: _Facts) -> Iterator[Entry]:
    """Values of a figure found in its alternative text, in the order they are said."""
    for form in facts.said.finditer(text):
        if locate(text, form.group(), form.start()) == form.start():
            yield replace(facts.forms[form.group()], text=form.group())


def _parts(entry: Entry) -> Iterator[Entry]:
    """Parts of a quantity that a label prints apart: the figure, the interval."""
    quantity = entry.quantity
    if quantity is None or (quantity.sentinel and not quantity.interval):
        return
    yield replace(entry, text=quantity.figure, content=quantity.bare)
    if quantity.interval:
        yield replace(entry, text=quantity.interval.text, content=None)


def _drawn(text: str, facts: _Facts) -> Iterator[Entry]:
    """Values of figures that a label or a number of an editable chart states. A long value of a label may begin in one
    paragraph and end in the next, where its numbers are found with the word beside them."""
    line = _spaced(text)
    said = tuple(_placed(tuple(_said(line, facts)), line))
    held = [(at, at + len(entry.text)) for entry, at in said]
    yield from (replace(entry, text=text[at : at + len(entry.text)]) for entry, at in said)
    for found in NUMERAL.finditer(text):
        number = found[0].replace(",", "")
        fact = facts.numbers.get(number)
        if fact is None or any(start <= found.start() < end for start, end in held):
            continue
        if not said or any(words in _spaced(fact.text) for words in _with_neighbour(line, found.start())):
            yield replace(fact, text=found[0], content=Quantity(found[0], Decimal(number)))


def _worth(entry: Entry) -> tuple[str, ...]:
    """What a bar as long as a value is drawn with: 1100000 of 1.1 million."""
    quantity = entry.quantity
    if quantity is None or not quantity.scale:
        return ()
    numbers = (quantity.number, quantity.low, quantity.high)
    return tuple(f"{number.scaleb(quantity.scale):f}" for number in numbers if number is not None)


def _with_neighbour(line: str, at: int) -> Iterator[str]:
    """The word at a place of a line when it has letters, and with the word before it, and with the word after it."""
    first = line.rfind(" ", 0, at) + 1
    end = line.find(" ", at) if " " in line[at:] else len(line)
    if any(letter.isalpha() for letter in line[first:end]):
        yield line[first:end]
    if first:
        yield line[line.rfind(" ", 0, first - 1) + 1 : end]
    if end < len(line):
        after = line.find(" ", end + 1)
        yield line[first : after if after > 0 else len(line)]


def _placed(entries: tuple[Entry, ...], text: str) -> Iterator[tuple[Entry, int]]:
    at = 0
    for entry in entries:
        at = locate(text, entry.text, at)
        yield entry, at
        at += len(entry.text)


def _figures(text: str) -> list[str]:
    return [number.replace(",", "") for number in NUMERAL.findall(text)]


def _spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


def _uncovered(passage: FilePassage, entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    standing = STANDING.get(passage.place.area, "")
    own = [(numeral, why) for numeral in numerals(passage) if (why := numeral.exempt or standing)]
    covered = stated(entries, passage, as_written=True)[0] if own else ()
    for numeral, why in own:
        if not any(start <= numeral.start < end for start, end in covered):
            yield numeral.text, why


@lru_cache(maxsize=64)
def _unmarked_text(text: str) -> str:
    return spans(text)[0]


def _unmarked_passage(passage: FilePassage) -> _Read:
    """The passage as it will be read."""
    text, stretches = spans(passage.text)
    place = passage.place
    section = _unmarked_text(place.section)
    if section != place.section:
        place = place.headed(section)
    elif text == passage.text:
        return _Read(passage, stretches)
    furniture = []
    for start, end, why in passage.furniture:
        before, inside = spans(passage.text[:start])[0], spans(passage.text[start:end])[0]
        furniture.append((len(before), len(before) + len(inside), why))
    return _Read(FilePassage(place, text, passage.kind, tuple(furniture)), stretches)
