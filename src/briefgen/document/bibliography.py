"""References: the numbered list of sources, formatted after Vancouver, what is missing said."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.document.document import Reference
from briefgen.document.inlines import Inline, Inlines, Link, Text, Value
from briefgen.lexicon import en
from briefgen.records import Source
from briefgen.values.facts import REFERENCE, Fact, RecordKey, Traced
from briefgen.values.numbers import curled
from briefgen.view.base import fact_of, record_of
from briefgen.view.source import SourceView
from briefgen.view.view import View


def number_references(sources: Iterable[str], view: View) -> tuple[Reference, ...]:
    """References in the order given; a source read in another one brings that one along, before it."""
    order: dict[str, None] = {}
    for id in sources:
        seen = view.find("source", id)
        if seen is None:
            continue
        if seen.via:
            order.setdefault(seen.via.id)
        order.setdefault(id)
    numbers = {id: number for number, id in enumerate(order, start=1)}
    return tuple(_reference(view.find("source", id), numbers) for id in order)


def _reference(seen: SourceView | None, numbers: dict[str, int]) -> Reference:
    assert seen is not None
    via = numbers[seen.via.id] if seen.via else 0
    tier, retrieved = seen.tier.text, seen.retrieved.text if seen.retrieved else ""
    forms = _dated(seen), _brief(seen)
    return Reference(
        seen.id, numbers[seen.id], _entry(seen), *_short(seen), _missing(seen), via, tier, retrieved, *forms
    )


def _value(seen: SourceView, field: str, text: str) -> Value:
    fact = Fact(RecordKey("source", seen.id), (field,), fact_of(seen, field).origin)
    return Value(text, fact, REFERENCE)


def _publisher(seen: SourceView, *, brief: bool = False) -> Traced:
    if seen.company and not brief:
        names = seen.company.legal_names
        name: Traced = names[0].name if names else seen.company.name
        return name
    if seen.company:
        short: Traced = seen.company.name
        return short
    author: Traced = seen.authors or seen.publisher
    return author


def _entry(seen: SourceView) -> Inlines:
    """The formatted citation, with the whole title."""
    source: Source = record_of(seen)
    return _cited(seen, _publisher(seen), "title", source.title or "", seen.type.text.capitalize())


def _brief(seen: SourceView) -> Inlines:
    """The same in fewer words: a company by its short name, what the source is about where its record says so, else its
    title; that it is a reprint stands with its kind."""
    source: Source = record_of(seen)
    field, title = ("about", source.about) if source.about else ("title", source.title or "")
    kind = seen.type.text.capitalize() + (f", {en.REPRINT}" if _is_reprint(source) else "")
    return _cited(seen, _publisher(seen, brief=True), field, title.removesuffix(f" ({en.REPRINT})"), kind)


def _is_reprint(source: Source) -> bool:
    return (source.title or "").endswith(f"({en.REPRINT})")


def _cited(seen: SourceView, lead: Traced, field: str, title: str, kind: str) -> Inlines:
    """Who published it leads a citation, but where its title begins with the same name, in full or in short."""
    source: Source = record_of(seen)
    names = {name.text for name in (lead, seen.company.name if seen.company else lead) if name}
    leads = bool(lead) and not any(_begins_with(title, name) for name in names)
    parts: list[Inline] = [_value(seen, "publisher", _ended(lead.text))] if leads else []
    if title:
        title += f" (version {source.version})" if source.version else ""
        parts += [Text(" "), _value(seen, field, _ended(curled(title)))]
    if source.journal or source.pages:
        parts += [Text(" "), _value(seen, "journal", _journal(source))]
        if seen.is_later:
            parts += [Text(f" {en.LATER.capitalize()}.")]
    elif source.type not in {"journal_article", "database"}:
        day = f", {_published(seen, source.published.short())}" if source.published else ""
        at = f", {seen.publisher.text}" if seen.authors and seen.publisher and not seen.company else ""
        parts += [Text(" "), _value(seen, "published", f"{kind}{at}{day}.")]
    elif source.published:
        parts += [Text(" "), _value(seen, "published", f"{_published(seen, source.published.short())}.")]
    if source.language:
        parts += [Text(" "), _value(seen, "language", f"In {source.language}.")]
    if source.retrieved:
        parts += [Text(" "), _value(seen, "retrieved", f"Retrieved {source.retrieved.short()}.")]
    if source.url:
        shown = source.url.removeprefix("https://").removeprefix("http://").rstrip("/")
        parts += [Text(" "), Link((_value(seen, "url", shown),), source.url)]
    return tuple(parts if leads else parts[1:])


def _begins_with(title: str, name: str) -> bool:
    """Whether a title begins with a name as a word of its own."""
    return title.startswith(name) and not title[len(name) : len(name) + 1].isalnum()


def _published(seen: SourceView, day: str) -> str:
    """Its date; of a source that appeared after the as-of day with a word that says so."""
    return f"{en.LATER}, {day}" if seen.is_later else day


def _journal(source: Source) -> str:
    """Journal year;volume:pages. as Vancouver prints it."""
    year = str(source.published.end.year) if source.published and source.published.end else ""
    volume = f";{source.volume}" if source.volume else ""
    pages = f":{source.pages.replace('-', '–')}" if source.pages else ""
    return f"{source.journal or ''} {year}{volume}{pages}.".strip()


def _short(seen: SourceView) -> tuple[Inlines, Inlines]:
    """The form of source lines, Hansoh Pharma, press release, 1 May 2025, and who leads it: Hansoh Pharma.

    A short form that the record gives has no parts; what stands before its first comma leads it.
    """
    source: Source = record_of(seen)
    if source.short:
        return _led(seen, "short", source.short.partition(",")[0], source.short)
    if source.authors:
        name = source.authors.split(",")[0].rsplit(" ", 1)[0]
        others = " et al." if "," in source.authors else ""
        where = source.journal or seen.type.text
        when = f", {where}{_year(source)}" if source.journal or _year(source) else ""
        return _led(seen, "authors", f"{name}{others}", f"{name}{others}{when}")
    publisher = seen.company.name if seen.company else seen.publisher
    name = source.journal if source.journal and not publisher else publisher.text
    day = f", {_published(seen, source.published.short()) if source.published else en.UNDATED}"
    return _led(seen, "published", name, f"{name}, {seen.type.text}{day}")


def _led(seen: SourceView, field: str, lead: str, short: str) -> tuple[Inlines, Inlines]:
    return (_value(seen, field, short),), (_value(seen, field, lead),)


def _dated(seen: SourceView) -> Inlines:
    """Who leads it and its day: Hansoh Pharma, 1 May 2025."""
    source: Source = record_of(seen)
    _, lead = _short(seen)
    day = _published(seen, source.published.short()) if source.published else en.UNDATED
    return (*lead, Text(", "), _value(seen, "published", day))


def _year(source: Source) -> str:
    return f" {source.published.end.year}" if source.published and source.published.end else ""


def _missing(seen: SourceView) -> str:
    lacking = [str(part) for part in record_of(seen).missing]
    if not lacking:
        return ""
    words = lacking[0] if len(lacking) == 1 else f"{', '.join(lacking[:-1])} and {lacking[-1]}"
    return f"{words[0].upper()}{words[1:]} not given in the source."


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
