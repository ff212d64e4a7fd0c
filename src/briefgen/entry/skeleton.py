"""Skeletons: a record of any kind, made from what its model says of itself, with its blanks to fill in.

Needed fields stand open with their meaning and the words they take; each other one is a comment of one line below them.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import yaml
from yaml.cyaml import CParser

from briefgen.explain.record_kinds import FieldPage, common_fields, kind_page, slug
from briefgen.records import Record

WIDTH = 120
FEW = 55
"""So many letters of a list of words stand beside an optional field; of a longer one `briefgen explain` tells."""
FORMS = {
    ("comparison", "values"): "{drug: 41.2%, placebo: 20.1%}",
    ("comparison", "effect"): "{measure: , value: }",
    ("asset", "programs"): "[{indication: , territory: , stage: }]",
    ("trial", "arms"): "[{id: , name: , role: experimental}, {id: , name: , role: control}]",
}
"""How an optional field with parts is written, where its parts say too little."""
_EXAMPLE = re.compile(r"(?<=`)[a-z0-9.-]+(?=, paragraph)")
"""The source in the explanation of a field, which a project need not have."""


def skeleton(
    kind: type[Record],
    given: Mapping[str, str],
    *,
    has_default_source: bool,
    arms: Sequence[str] = (),
    source: str = "",
) -> list[str]:
    """The lines of a record as an item of its list, without indentation; `given` are the values of fields known, `arms`
    the ids of those of its trial, `source` the id of a source on file, by which it is shown how one is named."""
    page = kind_page(kind)
    own = {"id", *(field.name for field in page.fields)}
    shared = {field.name: field for field in common_fields() if field.name not in own}
    asked = {"source"} if kind.needs_source and not has_default_source else set()
    first = ["id"] if "id" in given or not page.named_by else []
    lines = [f"id: {scalar(given.get('id', ''))}".rstrip() for _ in first]
    optional: list[str] = []
    for field in (*page.fields, *(field for name, field in shared.items() if name in asked)):
        if field.name in given:
            lines.append(f"{field.name}: {scalar(given[field.name])}")
        elif field.name == "values" and arms:
            lines += ["values:", *(f"  {arm}:" for arm in arms)]
        elif field.needed or field.name in asked:
            lines += _open(replace(field, meaning=_EXAMPLE.sub(source or "ID", field.meaning)))
        else:
            optional.append(_line(page.name, field))
    lines.append(f"# optional, shown in full by `briefgen explain {page.name}`:")
    lines += optional
    every = [name for name in shared if name not in asked]
    lines.append(f"# as every record: {', '.join(every)}")
    return [f"{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines)]


def scalar(text: str) -> str:
    """A text as a scalar that is read as just this text, in quotes where it needs them."""
    return text if _is_plain(text) else json.dumps(text, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    parser = CParser(f"- {text}\n- [{text}]")
    try:
        events = [event for event in iter(parser.get_event, None) if isinstance(event, yaml.ScalarEvent)]
    except yaml.YAMLError:
        return False
    plain = [event.value for event in events if event.implicit[0] and not event.anchor and not event.tag]
    return plain == [text, text] and text not in ("", "~", "null")


def _open(field: FieldPage) -> Iterator[str]:
    """A needed field: its meaning behind it, below it the words it takes or the fields of its parts."""
    head = f"{field.name}:  # "
    first, *rest = textwrap.wrap(field.meaning.rstrip("."), WIDTH - len(head) - 8)
    yield f"{head}{first}"
    yield from (f"#     {line}" for line in rest)
    said = f"words: {', '.join(field.words.codes)}" if field.words else _parts(field)
    shown = textwrap.wrap(said, WIDTH - 12, break_on_hyphens=False)
    if field.words and len(shown) > 3:
        shown = [*shown[:2], f"... and more: briefgen explain {slug(field.words.name)}"]
    yield from (f"#     {line}" for line in shown)


def _line(kind: str, field: FieldPage) -> str:
    """An optional field in one line: its meaning, and its words or parts as far as there is room."""
    head = f"# {field.name}:  # "
    told = FORMS.get((kind, field.name)) or _parts(field)
    if field.words:
        words = ", ".join(field.words.codes)
        told = words if len(words) <= FEW else f"briefgen explain {slug(field.words.name)}"
    room = WIDTH - 4 - len(head)
    least = max(room - len(told) - 2, 30) if told else room
    meaning = textwrap.shorten(field.meaning.rstrip("."), least, placeholder=" ...")
    return head + textwrap.shorten(f"{meaning}; {told}" if told else meaning, room, placeholder=" ...")


def _parts(field: FieldPage) -> str:
    """The fields of the parts of a field."""
    if not field.part or field.value:
        return ""
    return f"with {', '.join(part.name for part in kind_page(field.part).fields)}"
