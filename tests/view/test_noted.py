"""A noted record is the record itself, and tells afterwards which of its fields were read."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from copy import copy, deepcopy

import pytest

from briefgen.records import Commentary, Event, Record
from briefgen.view.noted import noted

EVENT = Event.model_validate(
    {
        "id": "e",
        "type": "deal_signed",
        "date": "2025-03",
        "title": "Signed",
        "companies": ["a", "b"],
        "source": "s, page",
    }
)


def of(record: Record) -> tuple[Record, set[str]]:
    read: set[str] = set()
    return noted(record, read), read


def test_only_what_is_read_is_noted() -> None:
    event, read = of(EVENT)
    assert isinstance(event, Event)
    assert event.kind == "event"
    assert not read
    assert (event.title, event.companies) == ("Signed", ("a", "b"))
    assert event.title is EVENT.title
    assert read == {"title", "companies"}


def test_a_question_of_the_record_notes_what_it_reads() -> None:
    said, read = of(
        Commentary.model_validate({"id": "c", "asset": "x", "date": "2025-01-02", "author": "A", "text": "Said"})
    )
    assert isinstance(said, Commentary)
    assert said.subject == ("asset", "x")
    assert "asset" in read
    assert "text" not in read


def test_what_no_record_has_is_no_field() -> None:
    event, read = of(EVENT)
    with pytest.raises(AttributeError, match="'Event' has no 'colour'"):
        event.colour  # type: ignore[attr-defined]  # noqa: B018
    assert not read


@pytest.mark.parametrize(
    "whole",
    [repr, str, copy, deepcopy, hash, dict, lambda one: pickle.loads(pickle.dumps(one)), lambda one: one.model_dump(),
     lambda one: one.model_dump_json(), lambda one: one.model_copy(), lambda one: one.model_fields_set,
     lambda one: one == EVENT],
)  # fmt: skip
def test_what_takes_the_whole_reads_every_field(whole: Callable[[Record], object]) -> None:
    event, read = of(EVENT)
    assert whole(event) == whole(EVENT)
    assert read == set(Event.model_fields)


def test_two_of_one_record_are_equal() -> None:
    assert of(EVENT)[0] == of(EVENT)[0]
    assert of(EVENT)[0] != of(EVENT.model_copy(update={"title": "Ended"}))[0]
    event, read = of(EVENT)
    assert event == event
    assert not read
