"""Frozen data that are made often are the data they were."""

from __future__ import annotations

import pickle
from dataclasses import asdict, dataclass, field, fields, replace

import pytest

from briefgen.frozen import made_often


@dataclass(frozen=True, slots=True, order=True)
class Slow:
    """Data as the library makes them."""

    name: str
    number: int = 3
    parts: tuple[str, ...] = ("a",)
    notes: list[str] = field(default_factory=list, compare=False)


@made_often
@dataclass(frozen=True, slots=True, order=True)
class Quick:
    """The same, made often."""

    name: str
    number: int = 3
    parts: tuple[str, ...] = ("a",)
    notes: list[str] = field(default_factory=list, compare=False)


def test_what_is_made_often_is_what_it_would_be() -> None:
    slow, quick = Slow("x", parts=()), Quick("x", parts=())
    assert repr(quick) == repr(slow).replace("Slow", "Quick")
    assert (asdict(quick), hash(quick)) == (asdict(slow), hash(slow))
    assert [one.name for one in fields(quick)] == [one.name for one in fields(slow)]
    assert replace(quick, number=4) > quick == Quick("x", 3, (), ["no weight"])
    assert pickle.loads(pickle.dumps(quick)) == quick
    assert quick.notes is not Quick("x").notes


def test_what_is_missing_or_unknown_is_an_error() -> None:
    with pytest.raises(TypeError, match="name"):
        Quick()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="nothing"):
        Quick("x", nothing=1)  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        Quick("x").nothing = 1  # type: ignore[attr-defined]
