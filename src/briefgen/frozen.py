"""Frozen data that are made by the hundred thousand: values, facts, runs of text, passages of files."""

from __future__ import annotations

from dataclasses import fields, make_dataclass
from typing import TypeVar

T = TypeVar("T")


def made_often(kind: type[T]) -> type[T]:
    """Class decorator: frozen data that are made four times as fast, as no field asks whether it may be written. That
    none is written later the types say alone."""
    parts = [(one.name, one.type, one) for one in fields(kind)]  # type: ignore[arg-type]
    kind.__init__ = make_dataclass(kind.__name__, parts, eq=False, repr=False).__init__  # type: ignore[method-assign, misc]
    del kind.__setattr__, kind.__delattr__
    return kind
