"""The page of each problem code: what it means, why, an example, how to mend it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from briefgen.frozen import frozen

_CODE = re.compile(r"^## ([\w-]+)\n", re.MULTILINE)


@frozen
class ProblemPage:
    """The page of a code; `summary` is its first sentence or two, `body` the whole in Markdown."""

    code: str
    body: str

    @property
    def summary(self) -> str:
        """What the code means, in one line."""
        return " ".join(self.body.partition("\n\n")[0].split())


@frozen
class Family:
    """Codes that belong together, in the order in which a user meets them."""

    title: str
    pages: tuple[ProblemPage, ...]


@cache
def families() -> tuple[Family, ...]:
    """Every family with its pages."""
    folder = files(__package__).joinpath("problem_codes")
    texts = {entry.name: entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".md")}
    return tuple(_family(texts[name].replace("\r\n", "\n")) for name in sorted(texts))


@cache
def problem_pages() -> dict[str, ProblemPage]:
    """Every page by its code."""
    return {page.code: page for family in families() for page in family.pages}


def problem_codes_document() -> str:
    """All pages as one Markdown document: docs/problem-codes.md."""
    lines = [
        "# Problem codes",
        "",
        "What `briefgen explain CODE` prints, for every code. Names in the examples are those of the whole example of "
        "the [data model](data-model.md#a-whole-example). Made from `src/briefgen/explain/problem_codes/`.",
    ]
    for family in families():
        lines += ["", f"## {family.title}"]
        for page in family.pages:
            lines += ["", f"### {page.code}", "", page.body]
    return "\n".join(lines) + "\n"


def _family(text: str) -> Family:
    head, *parts = _CODE.split(text)
    pages = (ProblemPage(code, body.strip()) for code, body in zip(parts[::2], parts[1::2], strict=True))
    return Family(head.strip().removeprefix("# "), tuple(pages))
