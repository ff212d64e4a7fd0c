"""Pages for a browser: a template lies beside the module that fills it, and every text in it is escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


def fill(package: str, template: str, **values: Any) -> str:
    """The page that a template of a package makes of some values."""
    return _environment(package).get_template(template).render(values)


def beside(package: str, name: str) -> bytes:
    """A style sheet or script that lies beside a template."""
    return (files(package) / name).read_bytes()


@cache
def _environment(package: str) -> Environment:
    return Environment(
        loader=PackageLoader(package, ""), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
