"""What is written under the fields of a kind of record, read only where it is asked for.

Where the classes are made it is not read: that would cost every command a tenth of a second.
"""

from __future__ import annotations

from ast import AnnAssign, ClassDef, Constant, Expr, Name, parse
from functools import cache
from inspect import cleandoc, getsourcelines
from itertools import pairwise
from textwrap import dedent

from pydantic import BaseModel


@cache
def meanings(model: type[BaseModel]) -> dict[str, str]:
    """The text under each field of a model, empty where there is none; what it inherits stands first."""
    above = [meanings(base) for base in model.__bases__ if issubclass(base, BaseModel) and base is not BaseModel]
    found = {name: text for one in above for name, text in one.items()}
    lines, _ = getsourcelines(model)
    (written,) = parse(dedent("".join(lines))).body
    assert isinstance(written, ClassDef)
    for field, under in pairwise([*written.body, None]):
        match field, under:
            case AnnAssign(target=Name(id=name)), Expr(value=Constant(value=str(text))):
                found[name] = cleandoc(text)
            case AnnAssign(target=Name(id=name)), _:
                found[name] = ""
    return found
