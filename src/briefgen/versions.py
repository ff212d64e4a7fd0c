"""Versions of installed packages. The names of their folders tell them, which costs a hundredth of reading each one's
page; where they do not, the page is asked."""

from __future__ import annotations

import os
import re
import sys
from functools import cache

_ENDING = ".dist-info"


def version(package: str) -> str:
    """The version of an installed package; PackageNotFoundError of importlib.metadata when there is none."""
    if found := _installed().get(_normal(package)):
        return found
    from importlib.metadata import version

    return version(package)


@cache
def _installed() -> dict[str, str]:
    """Versions by names; of a name that lies twice in one folder none, and the first folder counts."""
    found: dict[str, str] = {}
    for folder in sys.path:
        here: dict[str, str] = {}
        try:
            names = os.listdir(folder or os.curdir)
        except OSError:  # an archive, or nothing
            continue
        for name in names:
            if name.endswith(_ENDING):
                package, _, version = name.removesuffix(_ENDING).partition("-")
                here[_normal(package)] = "" if _normal(package) in here else version
        found = here | found
    return found


def _normal(package: str) -> str:
    return re.sub(r"[-_.]+", "_", package).lower()
