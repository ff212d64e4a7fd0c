"""docs/data-model.md: every record kind, field, word and form of a value, made from the records themselves."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.explain.record_kinds import (
    FieldPage,
    KindPage,
    common_fields,
    fields_with,
    kind_page,
    kind_pages,
    part_pages,
    slug,
    vocabularies,
)
from briefgen.explain.rows import example, naming, need, word_rows
from briefgen.explain.value_forms import FORMS, ValueForm
from briefgen.records.vocabulary import Vocabulary

_HEAD = """\
# Data model

What can be entered in `data/`, for the person who enters it. A data file is a mapping of lists, one for each kind of
record; split files as you like, by company, by kind, by year. On the terminal `briefgen explain event` and
`briefgen explain event.type` say the same, `briefgen check` finds what is wrong, and with `briefgen schema` an editor
completes fields and words while you type. This page is made from the program:
`pytest tests/test_explain.py --rewrite` makes it anew.

Contents: [a whole example](#a-whole-example) · [forms of values](#forms-of-values) ·
[fields of every record](#fields-of-every-record) · [kinds of records](#kinds-of-records) ·
[parts of records](#parts-of-records) · [lists of words](#lists-of-words)

## A whole example

"""


def data_model() -> str:
    """The page."""
    return _HEAD + "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f"```yaml\n{example()}```"
    yield "\n## Forms of values"
    for form in FORMS.values():
        yield from _form(form)
    yield "\n## Fields of every record\n"
    yield from _fields(common_fields())
    yield "\n## Kinds of records"
    for page in kind_pages():
        yield f"\n### {page.name}\n\nIn the list `{page.lists}:`. {page.meaning} {naming(page)}\n"
        yield from _fields(page.fields)
    yield "\n## Parts of records"
    for page in part_pages():
        own = " It may have `source`, `announced`, `embargo_until` and `note` of its own." if page.takes_source else ""
        yield f"\n### {page.name}\n\n{_holders(page)}{page.meaning}{own}\n"
        yield from _fields(page.fields)
    yield "\n## Lists of words\n\nCase, spaces and hyphens do not matter: `Phase 3` is `phase_3`."
    for words in vocabularies().values():
        yield from _words(words)


def _holders(part: KindPage) -> str:
    pages = (*kind_pages(), *part_pages())
    holding = ((page, field) for page in pages for field in page.fields if field.part and not field.value)
    fields = (f"`{page.name}.{field.name}`" for page, field in holding if field.part and kind_page(field.part) == part)
    return f"In {', '.join(fields)}. "


def _fields(fields: tuple[FieldPage, ...]) -> Iterator[str]:
    yield "| field | | takes | meaning |\n|---|---|---|---|"
    for field in fields:
        yield f"| `{field.name}` | {need(field)} | {_takes(field)} | {_cell(field.meaning)} |"


def _takes(field: FieldPage) -> str:
    """What a field takes, leading to where that is explained."""
    if field.words:
        return field.takes.replace("a word", f"[{field.words.name}](#{slug(field.words.name)}-words)")
    if field.value:
        return field.takes.replace(field.value, f"[{field.value}](#{field.value}-forms)")
    if field.part:
        before, _, after = field.takes.partition("a mapping of fields, see ")
        name, comma, rest = after.partition(",")
        return f"{before}[{name}](#{slug(name)}){comma}{rest}"
    return field.takes


def _form(form: ValueForm) -> Iterator[str]:
    yield f"\n### {form.name}: forms\n\n{form.meaning}\n\n| written | meaning |\n|---|---|"
    for written, meaning in form.examples:
        yield f"| `{written}` | {_cell(meaning)} |"
    if form.words:
        yield "\n| words | |\n|---|---|"
    for word, printed in form.words:
        yield f"| {word} | {_cell(printed)} |"


def _words(words: Vocabulary) -> Iterator[str]:
    fields = ", ".join(f"`{field}`" for field in fields_with(words))
    rows = word_rows(words)
    meant = any(meaning for _, _, meaning in rows)
    yield f"\n### {words.name}: words\n\nOf {fields}.\n"
    yield "| word | printed | meaning |\n|---|---|---|" if meant else "| word | printed |\n|---|---|"
    for code, printed, meaning in rows:
        yield f"| `{code}` | {printed} | {_cell(meaning)} |" if meant else f"| `{code}` | {printed} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
