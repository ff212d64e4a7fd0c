"""An HTML page as its reader has it: elements with their attributes and words, in order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_EMPTY = {"meta", "input", "wbr", "link", "img", "br"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()
                yield "" if child.tag == "wbr" else " "

    def all(self, *tags: str) -> list[Element]:
        inner = [child for child in self.children if isinstance(child, Element)]
        return [one for child in inner for one in ([child] if not tags or child.tag in tags else []) + child.all(*tags)]

    def by_id(self, id: str) -> Element:
        return next(one for one in self.all() if one.attributes.get("id") == id)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("page")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in _EMPTY:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        closed = self.open.pop()
        assert closed.tag == tag, f"</{tag}> closes <{closed.tag}>"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_page(html: str) -> Element:
    """The page; every element that is opened is closed in its place."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, [one.tag for one in reader.open]
    return reader.open[0]


def data_of(page: Element) -> Any:
    """What the script of the page reads."""
    [text] = page.by_id("data").children
    assert isinstance(text, str)
    return json.loads(text)
