"""The cells of a workbook as they are read: days and numbers in their look, formulas by what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from lxml import etree

from briefgen.office.passages import FilePassage, Place
from briefgen.values.dates import PartialDate

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DAYS = frozenset((14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)))
"""Looks of days that every workbook knows without saying them."""
_SHARES = frozenset((9, 10))
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f+-]{6}|\d{1,3}|[A-Za-z])')
_FIRST = date(1899, 12, 30)
_DIGITS = 15


class Looks:
    """How cells show numbers, by the number of their style."""

    def __init__(self, root: etree._Element | None) -> None:
        named: dict[int, str] = {}
        styles: list[int] = []
        if root is not None:
            named = {int(node.get("numFmtId", "0")): node.get("formatCode", "") for node in root.iter(f"{S}numFmt")}
            cells = root.find(f"{S}cellXfs")
            styles = [int(node.get("numFmtId", "0")) for node in (() if cells is None else cells)]
        self.days = {n for n, look in enumerate(styles) if look in _DAYS or _is_day(named.get(look, ""))}
        self.shares = {n for n, look in enumerate(styles) if look in _SHARES or _is_share(named.get(look, ""))}

    def shown(self, number: str, style: int) -> str:
        """A number as its cell shows it: a day as a day, a share with its sign."""
        try:
            exact = Decimal(number)
            if style in self.days and exact == exact.to_integral_value():
                return PartialDate.of(_FIRST + timedelta(days=int(exact))).long()
            exact = +Decimal(f"{float(exact):.{_DIGITS}g}")
            sign = "%" if style in self.shares else ""
            exact = exact * 100 if sign else exact
        except (InvalidOperation, OverflowError, ValueError):
            return number
        return f"{exact.normalize():f}{sign}"


def _is_day(code: str) -> bool:
    return bool(re.search(r"[dy]", _LITERAL.sub("", code), re.IGNORECASE))


def _is_share(code: str) -> bool:
    return "%" in _LITERAL.sub("", code)


def shared_texts(root: etree._Element | None) -> list[str]:
    """The texts that cells share, in their order."""
    return [] if root is None else [_text(node) for node in root.iter(f"{S}si")]


def read_sheet(root: etree._Element, place: Place, texts: Sequence[str], looks: Looks) -> Iterator[FilePassage]:
    """Every cell of a sheet that says something, then what is printed above and below its pages."""
    for row in root.iter(f"{S}row"):
        for cell in row.iter(f"{S}c"):
            address = cell.get("r", "")
            text = _said(cell, texts, looks)
            if text:
                yield FilePassage(_at(place, address), text)
    for node in root.iter(f"{S}headerFooter"):
        for line in node:
            area = "header" if str(line.tag).endswith("Header") else "footer"
            if words := _printed(line.text or ""):
                yield FilePassage(Place(area, place.key, section=place.section), words)


def _printed(line: str) -> str:
    """The words of a header or footer, without the codes between them; the sign & stands twice for itself."""
    words = _CODE.sub("\n", line.replace("&&", "\0")).replace("\0", "&")
    return " ".join(filter(None, map(str.strip, words.split("\n"))))


def _at(place: Place, address: str) -> Place:
    found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", address)
    letters, row = (found[1], int(found[2])) if found else ("", 0)
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return Place(place.area, place.key, section=place.section, row=row, column=column, cell=address)


def _said(cell: etree._Element, texts: Sequence[str], looks: Looks) -> str:
    kind, value = cell.get("t", "n"), cell.find(f"{S}v")
    if kind == "inlineStr":
        return _text(cell)
    held = "" if value is None else (value.text or "").strip()
    if kind == "s":
        return texts[int(held)] if held.isdecimal() and int(held) < len(texts) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(held, held)
    return _number(held, int(cell.get("s", "0")), looks) if kind == "n" and held else held


def _number(held: str, style: int, looks: Looks) -> str:
    """A number as it is shown; while a file is written, between its marks."""
    found = re.search(r"[-+.0-9Ee]+", held)
    return f"{held[: found.start()]}{looks.shown(found[0], style)}{held[found.end() :]}" if found else held


def _text(node: etree._Element) -> str:
    """Runs of a text as one, without how it is spoken."""
    runs = (run for run in node.iter(f"{S}t") if not any(above.tag == f"{S}rPh" for above in run.iterancestors()))
    return "".join(run.text or "" for run in runs)
