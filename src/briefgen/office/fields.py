"""Fields of Word, made of marks and text in several runs: what each instructs, and the elements that make it up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

_W = r"{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WITH_WORD = ("\\l", "\\o", "\\t")
"""Switches of the field HYPERLINK that a word follows: a place in the file, a hint, a window."""


@dataclass(slots=True)
class Field:
    """A field of Word: its instruction as far as it is text, the elements that make it up, and what is inside."""

    marks: list[etree._Element]
    instruction: list[str] = field(default_factory=list)
    inside: list[etree._Element] = field(default_factory=list)
    reading: bool = True
    """Whether the instruction goes on."""
    built: bool = False
    """Whether another field makes the word that the instruction begins with."""

    @property
    def named(self) -> bool:
        """Whether the word that says its kind is complete."""
        return bool(re.match(r"\s*(=|\S+\s)", "".join(self.instruction)))


def address_of(words: list[str]) -> str:
    """Where a field HYPERLINK leads outside of the document."""
    before = ""
    for word in words:
        switch = bool(re.fullmatch(r"\\[a-zA-Z]", word))
        if word and not switch and before not in _WITH_WORD:
            return word
        before = word.lower() if switch else ""
    return ""


def fields_of(root: etree._Element) -> Iterator[Field]:
    """Every field made of several runs; those of a text box are apart from those of the text around it."""
    stories: dict[etree._Element | None, list[Field]] = {}
    for run in root.iter(f"{_W}r"):
        box = next((above for above in run.iterancestors() if above.tag == f"{_W}txbxContent"), None)
        open_fields = stories.setdefault(box, [])
        for node in run.iterchildren(etree.Element):
            yield from _read(node, open_fields)
    for left in stories.values():
        yield from left


def _read(node: etree._Element, open_fields: list[Field]) -> Iterator[Field]:
    """Take in one element of a run; the field that it ends."""
    kind = node.get(f"{_W}fldCharType", "") if node.tag == f"{_W}fldChar" else ""
    if node.tag == f"{_W}rPr":
        return
    around = open_fields if kind == "begin" else open_fields[:-1] if kind else open_fields
    for one in around:
        if one.reading:
            one.inside.append(node)
    if kind == "begin":
        for one in open_fields:
            one.built |= one.reading and not one.named
        open_fields.append(Field([node]))
    elif kind and open_fields:
        open_fields[-1].marks.append(node)
        open_fields[-1].reading = False
        if kind == "end":
            yield open_fields.pop()
    elif node.tag in (f"{_W}instrText", f"{_W}delInstrText", f"{_W}t") and open_fields and open_fields[-1].reading:
        open_fields[-1].instruction.append(node.text or "")
