"""How libraries are to behave: what they have to tell (the age of a font, the place of a cache) is not for users of
briefgen, and Python looks for garbage seldom."""

from __future__ import annotations

import atexit
import gc
import logging
import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def silence_libraries() -> None:
    """Print no log and no warning of any library, unless Python was started with -W or PYTHONWARNINGS, and load nothing
    that others wrote into the library of records, which it would look for among all that is installed."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def collect_seldom() -> None:
    """Look for cycles of dead objects less often: documents are trees, which leave few, and each look goes through the
    dataset and all templates. The last look, as the program ends, has nothing to find: all memory is given back."""
    gc.set_threshold(100_000, 20, 10)
    atexit.register(gc.freeze)


def settled(results: Iterable[T]) -> Iterator[T]:
    """Results as they come. What lives after the first of them, as the dataset and the templates do, is not looked
    through for garbage until the last, and what each leaves once, when it is there: all that a job makes dies with it,
    so that looking through it before finds nothing."""
    from briefgen.dataset.packed import uncollected  # --help, which loads this module, has no need of it

    with uncollected():
        try:
            for number, result in enumerate(results):
                if number:
                    gc.collect(0)
                else:
                    gc.freeze()
                yield result
        finally:
            gc.unfreeze()
