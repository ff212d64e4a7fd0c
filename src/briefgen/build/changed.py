"""Why a document is otherwise than it was: facts that it prints otherwise, each with its line of the data."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from briefgen.editor.changes import named
from briefgen.values.facts import FieldPath, RecordKey, read_path
from briefgen.view.base import record_of
from briefgen.view.result import ResultView
from briefgen.view.view import View

MANY = 3
"""So many facts are told one by one."""
_COMPUTED = ("derived", "build", "brief")
_PLACES = ("source", ("locator",))
"""The places in a source, as speaker notes list them: those of other records, whose changes say it themselves."""
_VALUE = "value"
_Key: TypeAlias = tuple[RecordKey, FieldPath]
_Printed: TypeAlias = Mapping[_Key, Mapping[str, None]]
"""What is printed of each field of a record, in the order of the document."""


def fact_changes(before: bytes, now: bytes, view: View) -> tuple[str, ...]:
    """The facts that two ledgers of a document print otherwise, in words; of many the first ones and their count."""
    old, new = _printed(before), _printed(now)
    found = tuple(dict.fromkeys(_told(old, new, view)))
    more = len(found) - MANY
    return (*found[:MANY], f"{more} more {'facts' if more > 1 else 'fact'}") if more > 0 else found


def _told(old: _Printed, new: _Printed, view: View) -> Iterator[str]:
    known, told = {record for record, _ in old}, {record for record, _ in new}
    for key, texts in new.items():
        then = old.get(key, {})
        came, gone = [text for text in texts if text not in then], [text for text in then if text not in texts]
        if came and gone:
            yield f"{_label(key, view)} changed {_step(max(gone, key=len), max(came, key=len))}{_line(key, view)}"
        elif not then and key[0] in known:
            yield f"{_label(key, view)} is told: {max(texts, key=len)}{_line(key, view)}"
    fresh = dict.fromkeys(record for record, _ in new if record not in known)
    yield from (f"{_record_label(record, view)} is new{_line((record, ()), view)}" for record in fresh)
    left = dict.fromkeys(record for record, _ in old if record not in told)
    yield from (f"{_record_label(record, view)} is told no longer" for record in left)


def _printed(ledger: bytes) -> _Printed:
    """What a ledger of ours says; nothing where it is none. No more of it is read than that: ledgers are long."""
    texts: dict[_Key, dict[str, None]] = defaultdict(dict)
    try:
        content = json.loads(ledger)
        keys = [(RecordKey.read(one["record"]), read_path(one.get("field", ""))) for one in content["facts"]]
        for entry in (entry for passage in content["passages"] for entry in passage.get("entries", ())):
            key = keys[entry["fact"]]
            if key[0].kind not in _COMPUTED and (key[0].kind, key[1]) != _PLACES:
                texts[key][entry["text"].replace("\u00a0", " ")] = None
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return {}
    return texts


def _step(before: str, now: str) -> str:
    """15.7 -> 15.8 months: what both end with is said once."""
    old, new = before.split(" "), now.split(" ")
    while len(old) > 1 and len(new) > 1 and old[-1] == new[-1] and old[:-1] != new[:-1]:
        old, new = old[:-1], new[:-1]
    return f"{' '.join(old)} -> {now}"


def _label(key: _Key, view: View) -> str:
    """OS of ASTRUM-005; stage of HS-20089."""
    record, path = key
    seen = view.find(record.kind, record.id)
    words = next((str(step) for step in reversed(path) if isinstance(step, str)), "").replace("_", " ")
    if isinstance(seen, ResultView) and words == _VALUE:
        result = record_of(seen)
        words = result.endpoint_name or result.endpoint
    return f"{words} of {_record_label(record, view)}" if words else _record_label(record, view)


def _record_label(record: RecordKey, view: View) -> str:
    seen = view.find(record.kind, record.id)
    label = named(seen) if seen is not None else str(record)
    return label.replace("\u00a0", " ")


def _line(key: _Key, view: View) -> str:
    record, path = key
    found = view.dataset.find(record.kind, record.id)
    place = view.stated_at(found, path) if found else None
    return f" ({place.path}:{place.line})" if place and place.line else ""
