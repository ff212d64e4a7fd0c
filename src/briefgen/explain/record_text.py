"""Records, fields, words and forms of values as a terminal shows them, and the list of all that can be explained."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from briefgen.explain.places import places_of
from briefgen.explain.plain_text import table, wrapped
from briefgen.explain.problem_pages import families, problem_pages
from briefgen.explain.record_kinds import (
    FieldPage,
    KindPage,
    common_fields,
    fields_with,
    kind_named,
    kind_page,
    kind_pages,
    part_pages,
    slug,
    vocabularies,
)
from briefgen.explain.rows import example_of, naming, need, word_rows
from briefgen.explain.value_forms import FORMS, ValueForm
from briefgen.records.controlled import Vocabulary

TOPICS = (
    "briefgen explain CODE, KIND, KIND.FIELD, a word of the last lines, or any word, such as ORR or hazard ratio; "
    "docs/data-model.md has all in one page"
)


def explained(topic: str) -> str:
    """The text for a kind of record, one of its fields, a list of words or a form of value, and the other places in
    which the word stands; for any other word its places alone. Empty when it stands nowhere."""
    lowered = topic.lower()
    text = "\n".join(_of_records(lowered))
    kind = kind_named(lowered)
    own = {lowered, slug(lowered), slug(kind.name) if kind else ""} if text else set()
    others = [place for place in places_of(topic) if place.topic not in own]
    if not others:
        return text
    head = ["", f"{topic} stands in these places too:"] if text else [f"{topic} stands in these places:"]
    places = table((place.topic, place.text) for place in others)
    more = f"`briefgen explain {others[0].topic}` and so on show each of them in full."
    return "\n".join([*([text] if text else []), *head, *places, "", *wrapped(more)])


def overview() -> str:
    """All problem codes by family, one line each, and what else can be explained."""
    lines: list[str] = []
    for family in families():
        lines += [family.title.replace("`", ""), *table((page.code, page.summary) for page in family.pages), ""]
    kinds = ", ".join(page.name for page in kind_pages())
    lines += [*wrapped(f"Kinds of records: {kinds}"), *wrapped(f"Forms of values: {', '.join(FORMS)}")]
    lines += [*wrapped(f"Lists of words: {', '.join(vocabularies())}"), "", *wrapped(TOPICS)]
    return "\n".join(lines)


def topics() -> tuple[str, ...]:
    """Everything that can be explained."""
    pages = (*kind_pages(), *part_pages())
    kinds = [name for page in pages for name in (slug(page.name), page.lists) if name]
    shared = [(page, field) for page in kind_pages() for field in common_fields()]
    own = [(page, field) for page in pages for field in page.fields]
    fields = [f"{slug(page.name)}.{field.name}" for page, field in (*own, *shared)]
    return (*problem_pages(), *kinds, *vocabularies(), *FORMS, *fields)


def _of_records(wanted: str) -> Iterator[str]:
    kind_name, _, field_name = wanted.partition(".")
    kind = kind_named(kind_name)
    if field_name:
        if kind and (field := kind.field(field_name)):
            yield from _field(kind.name, field)
        return
    if kind:
        yield from _kind(kind)
    if words := vocabularies().get(slug(wanted)):
        yield from (["", *_words(words)] if kind else _words(words))
    if form := FORMS.get(wanted):
        yield from (["", *_form(form)] if kind else _form(form))


def _kind(kind: KindPage) -> Iterator[str]:
    yield f"{kind.name}, a record of the list `{kind.lists}:`" if kind.lists else f"{kind.name}, a part of a record"
    yield from wrapped(f"{kind.meaning} {naming(kind)}".strip())
    yield ""
    yield from table((field.name, _meaning(field)) for field in kind.fields)
    if kind.lists:
        yield ""
        yield "as every record:"
        yield from table((field.name, _meaning(field)) for field in common_fields())
        yield ""
        yield textwrap.indent(example_of(kind), "    ")
    elif kind.takes_source:
        yield from wrapped("It may have source, announced, embargo_until and note of its own.")


def _meaning(field: FieldPage) -> str:
    takes = f"{field.takes}, see {slug(field.words.name)}" if field.words else field.takes
    needed = f"; {need(field)}" if need(field) else ""
    return f"{field.meaning} [{takes}{needed}]"


def _field(kind: str, field: FieldPage) -> Iterator[str]:
    yield from wrapped(f"{kind}.{field.name}: {_meaning(field)}")
    if field.words:
        yield from ("", *_words(field.words))
    elif field.value:
        yield from ("", *_form(FORMS[field.value]))
    elif field.part:
        yield from ("", *_kind(kind_page(field.part)))


def _words(words: Vocabulary) -> Iterator[str]:
    yield from wrapped(f"{words.name}: words of {', '.join(fields_with(words))}")
    rows = word_rows(words)
    yield from table((code, f"{printed}: {meaning}" if meaning else printed) for code, printed, meaning in rows)


def _form(form: ValueForm) -> Iterator[str]:
    yield from wrapped(f"{form.name}: {form.meaning}")
    yield ""
    yield from table(form.examples)
    if form.words:
        yield ""
        yield from table(form.words)
