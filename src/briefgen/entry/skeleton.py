"""Skeletons: a record of any kind, made from what its model says of itself, with its blanks to fill in.

Needed fields stand open; each other one is a comment with its meaning and the words it takes.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping

import yaml
from yaml.cyaml import CParser

from briefgen.explain.record_kinds import FieldPage, common_fields, kind_page
from briefgen.records import Record

WIDTH = 120
DEPTH = 2
"""Parts of parts are shown so deep; `briefgen explain` shows the rest."""


def skeleton(kind: type[Record], given: Mapping[str, str], *, has_default_source: bool) -> list[str]:
    """The lines of a record as an item of its list, without indentation; `given` are the values of fields known."""
    page = kind_page(kind)
    own = {field.name for field in page.fields}
    shared = {field.name: field for field in common_fields() if field.name not in own}
    lines: list[str] = []
    if "id" in given or not page.named_by:
        lines.append(f"id: {scalar(given.get('id', ''))}".rstrip())
    for field in (*page.fields, *(field for name, field in shared.items() if name != "id")):
        asked = field.name == "source" and kind.needs_source and not has_default_source
        if field.name in given:
            lines.append(f"{field.name}: {scalar(given[field.name])}")
        else:
            lines += _blank(field, open_=field.needed or asked)
    first = next(index for index, line in enumerate(lines) if not line.startswith("#"))
    lines.insert(0, lines.pop(first))
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


def _blank(field: FieldPage, *, open_: bool, depth: int = 0) -> Iterator[str]:
    """A field without its value: its meaning behind it, below it the words it takes and the fields of its parts."""
    head = f"{field.name}:  # "
    default = f"; else {field.default}" if field.default else ""
    first, *rest = textwrap.wrap(f"{field.meaning.rstrip('.')}{default}", WIDTH - len(head) - 8 - 4 * depth) or [""]
    lines = [f"{head}{first}", *(f"#     {line}" for line in rest)]
    if field.words:
        words = textwrap.wrap(f"words: {', '.join(field.words.codes)}", WIDTH - 12 - 4 * depth, break_on_hyphens=False)
        lines += [f"#     {line}" for line in words]
    if field.part and not field.value and depth < DEPTH:
        parts = [line for one in kind_page(field.part).fields for line in _blank(one, open_=True, depth=depth + 1)]
        first_sign = "- " if "list" in field.takes else "  "
        lines += [f"  {'  ' if number else first_sign}{line}" for number, line in enumerate(parts)]
    yield from (line if open_ or line.startswith("#") else f"# {line}" for line in lines)
