"""Explanations as a terminal shows them: plain text, wrapped."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from briefgen.explain.problem_pages import ProblemPage, families, problem_pages
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
from briefgen.records.vocabulary import Vocabulary

WIDTH = 100
_FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOPICS = "briefgen explain CODE, KIND, KIND.FIELD, or a word of the last lines; docs/data-model.md has all in one page"


def explained(topic: str) -> str:
    """The text for a topic: a problem code, a kind of record, one of its fields, a list of words or a form of value.

    Empty when there is no such thing.
    """
    wanted = topic.strip().lower()
    if page := problem_pages().get(wanted):
        return "\n".join(_problem(page))
    return "\n".join(_of_records(wanted))


def overview() -> str:
    """All problem codes by family, one line each, and what else can be explained."""
    lines: list[str] = []
    for family in families():
        lines += [family.title.replace("`", ""), *_table((page.code, page.summary) for page in family.pages), ""]
    kinds = ", ".join(page.name for page in kind_pages())
    lines += [*_wrapped(f"Kinds of records: {kinds}"), *_wrapped(f"Forms of values: {', '.join(FORMS)}")]
    lines += [*_wrapped(f"Lists of words: {', '.join(vocabularies())}"), "", *_wrapped(TOPICS)]
    return "\n".join(lines)


def topics() -> tuple[str, ...]:
    """Everything that can be explained."""
    pages = (*kind_pages(), *part_pages())
    kinds = [name for page in pages for name in (slug(page.name), page.lists) if name]
    shared = [(page, field) for page in kind_pages() for field in common_fields()]
    own = [(page, field) for page in pages for field in page.fields]
    fields = [f"{slug(page.name)}.{field.name}" for page, field in (*own, *shared)]
    return (*problem_pages(), *kinds, *vocabularies(), *FORMS, *fields)


def _problem(page: ProblemPage) -> Iterator[str]:
    yield page.code
    yield ""
    start = 0
    for fence in _FENCE.finditer(page.body):
        yield from _paragraphs(page.body[start : fence.start()])
        yield textwrap.indent(fence[1].rstrip(), "    ")
        yield ""
        start = fence.end()
    yield from _paragraphs(page.body[start:], last=True)


def _paragraphs(text: str, *, last: bool = False) -> Iterator[str]:
    paragraphs = [part for part in text.split("\n\n") if part.strip()]
    for number, paragraph in enumerate(paragraphs, start=1):
        yield from _wrapped(" ".join(paragraph.split()))
        if not last or number < len(paragraphs):
            yield ""


def _of_records(wanted: str) -> Iterator[str]:
    kind_name, _, field_name = wanted.partition(".")
    kind = kind_named(kind_name)
    if field_name:
        field = kind.field(field_name) if kind else None
        if kind and field:
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
    yield from _wrapped(f"{kind.meaning} {naming(kind)}".strip())
    yield ""
    yield from _table((field.name, _meaning(field)) for field in kind.fields)
    if kind.lists:
        yield ""
        yield "as every record:"
        yield from _table((field.name, _meaning(field)) for field in common_fields())
        yield ""
        yield textwrap.indent(example_of(kind), "    ")
    elif kind.takes_source:
        yield from _wrapped("It may have source, announced, embargo_until and note of its own.")


def _meaning(field: FieldPage) -> str:
    takes = f"{field.takes}, see {slug(field.words.name)}" if field.words else field.takes
    needed = f"; {need(field)}" if need(field) else ""
    return f"{field.meaning} [{takes}{needed}]"


def _field(kind: str, field: FieldPage) -> Iterator[str]:
    yield from _wrapped(f"{kind}.{field.name}: {_meaning(field)}")
    if field.words:
        yield from ("", *_words(field.words))
    elif field.value:
        yield from ("", *_form(FORMS[field.value]))
    elif field.part:
        yield from ("", *_kind(kind_page(field.part)))


def _words(words: Vocabulary) -> Iterator[str]:
    yield from _wrapped(f"{words.name}: words of {', '.join(fields_with(words))}")
    rows = word_rows(words)
    yield from _table((code, f"{printed}: {meaning}" if meaning else printed) for code, printed, meaning in rows)


def _form(form: ValueForm) -> Iterator[str]:
    yield from _wrapped(f"{form.name}: {form.meaning}")
    yield ""
    yield from _table(form.examples)
    if form.words:
        yield ""
        yield from _table(form.words)


def _table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Two columns; the second is wrapped, and begins a line of its own where the first is wide."""
    pairs = [(first, second.replace("`", "")) for first, second in rows]
    width = min(max((len(first) for first, _ in pairs), default=0), 28)
    for first, second in pairs:
        lines = textwrap.wrap(second, WIDTH - width - 4) or [""]
        if len(first) > width:
            yield f"  {first}"
        else:
            yield f"  {first:<{width}}  {lines.pop(0)}".rstrip()
        yield from (" " * (width + 4) + line for line in lines)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
