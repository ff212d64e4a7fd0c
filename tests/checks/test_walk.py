"""Walk: every part of a record, and nothing else that a field may hold."""

from __future__ import annotations

from briefgen.checks.walk import parts
from briefgen.records import Option, Part


def test_a_value_of_several_words_is_no_part() -> None:
    option = Option.model_validate({"value": ("one", "two"), "source": "a-1, page 2"})
    assert [path for path, _ in parts(option)] == [(), ("source",)]


class Stated(Part):
    option: Option


def test_a_part_inside_a_part_inside_a_part_is_found() -> None:
    stated = Stated.model_validate({"option": {"value": "one", "source": "a-1, page 2"}})
    assert [path for path, _ in parts(stated)] == [(), ("option",), ("option", "source")]
