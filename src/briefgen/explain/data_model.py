"""docs/data-model.md: every record kind, field, word and form of a value, made from the records themselves."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

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
from briefgen.records.controlled import Vocabulary


def data_model() -> str:
    """The page: its words are in data-model.md beside this module, the rest is what the records say."""
    page = files(__package__).joinpath("data-model.md").read_text("utf-8").replace("\r\n", "\n")
    page = page.replace("<!-- example -->", f"```yaml\n{example()}```")
    return page.replace("<!-- reference -->", "\n".join(_lines()).lstrip())


def _lines() -> Iterator[str]:
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
