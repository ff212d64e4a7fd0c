"""Frozen data are what a frozen dataclass is, but for being looked after at run time."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field, fields, replace

import pytest

from briefgen.frozen import frozen


@frozen
class Dose:
    """An amount of a medicine, and a remark that does not weigh."""

    amount: int
    unit: str = "mg"
    remark: str = field(default="", compare=False)
    hidden: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Like:
    """The same as the library makes it."""

    amount: int
    unit: str = "mg"
    remark: str = field(default="", compare=False)
    hidden: tuple[str, ...] = field(default=(), repr=False)


@frozen
class Alone:
    unit: str


@frozen
class Nothing:
    pass


@frozen(order=True)
class Step:
    """What comes one after the other."""

    number: int
    name: str = ""


@frozen
class Spelled:
    """What is the same in large letters and small."""

    text: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spelled) and other.text.lower() == self.text.lower()

    def __hash__(self) -> int:
        return hash(self.text.lower())

    def __repr__(self) -> str:
        return self.text


def test_it_is_equal_hashed_and_spelled_as_a_frozen_dataclass() -> None:
    one, other = Dose(5, remark="daily"), Dose(5, "mg", "weekly")
    assert one == other
    assert hash(one) == hash(other) == hash(Like(5))
    assert one != Dose(6)
    assert one != Like(5)
    assert one != 5
    assert repr(one) == repr(Like(5, remark="daily")).replace("Like", "Dose")
    assert [part.name for part in fields(one)] == [part.name for part in fields(Like(5))]
    assert Dose.__match_args__ == Like.__match_args__
    assert Dose.__doc__ == "An amount of a medicine, and a remark that does not weigh."


def test_a_class_of_one_field_or_none() -> None:
    assert Alone("mg") == Alone("mg") != Alone("g")
    assert len({Alone("mg"), Alone("mg")}) == 1
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())
    assert repr(Nothing()) == "Nothing()"
    assert Alone.__doc__ == "Alone"


def test_it_is_changed_in_a_copy_alone_and_has_no_room_for_more() -> None:
    one = Dose(5)
    assert replace(one, unit="g") == Dose(5, "g")
    assert one.unit == "mg"
    assert not hasattr(one, "__dict__")
    with pytest.raises(AttributeError):
        object.__setattr__(one, "route", "oral")


def test_it_comes_back_from_where_it_was_kept() -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps([Dose(5), Step(1)], protocol)) == [Dose(5), Step(1)]


def test_it_has_an_order_where_that_is_asked_for() -> None:
    assert sorted([Step(2), Step(1, "b"), Step(1, "a")]) == [Step(1, "a"), Step(1, "b"), Step(2)]
    assert len({Step(1), Step(1)}) == 1
    with pytest.raises(TypeError):
        _ = Dose(1) < Dose(2)  # type: ignore[operator]


def test_what_a_class_says_itself_stands() -> None:
    assert Spelled("OS") == Spelled("os")
    assert hash(Spelled("OS")) == hash(Spelled("os"))
    assert repr(Spelled("OS")) == "OS"
