"""Which of many like cases every run tries; all of them are tried where BRIEFGEN_THOROUGH is set, each week in CI."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

THOROUGH = bool(os.environ.get("BRIEFGEN_THOROUGH"))


def sampled(cases: Sequence[T], every: int) -> list[T]:
    """The first of each `every` cases, in their order; all of them in a thorough run."""
    return list(cases if THOROUGH else cases[::every])
