"""Tables and lists of facts of records: a column or a term for each field, or for each entry of the wording book that
says something of a record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from jinja2 import Undefined, UndefinedError
from markupsafe import Markup

from briefgen.briefs.filters import is_amount, joined, short, traced, upper_first
from briefgen.briefs.reach import lacking, names_of
from briefgen.briefs.shapes import name_of
from briefgen.frozen import frozen
from briefgen.values.facts import Traced
from briefgen.values.quantity import Quantity
from briefgen.view import Missing, RecordView
from briefgen.view.base import part_of

BEYOND = "beyond_table"
"""The entry of the wording book that counts the rows for which a table has no room."""
_COLUMN = re.compile(r"(?:(?P<head>[^:]+):\s*)?(?P<path>\w+(?:\.\w+)*)")
_NAMED = re.compile(r"\[\s*(?P<path>\w+(?:\.\w+)*)\s*\]")


@frozen
class FieldColumn:
    """One column: its head, and the field (a dotted path) or entry that fills it; `named` is the field or entry of the
    records that is its head, where the head is none of its own words."""

    head: str
    path: str
    named: str = ""


class ColumnError(UndefinedError):
    """A column that there is not, with the columns that were asked for."""

    def __init__(self, message: str, wanted: str = "") -> None:
        super().__init__(message)
        self.wanted = wanted


@contextmanager
def told_of(wanted: str) -> Iterator[None]:
    """A column that there is not is told of the columns that were asked for."""
    try:
        yield
    except ColumnError as error:
        error.wanted = error.wanted or wanted
        raise


def columns_of(wanted: str) -> tuple[FieldColumn, ...]:
    """The columns that a template asks for: "asset, territory, As stated: stage, [arm]: value", a head in brackets is a
    field of the records; ValueError for what is none."""
    found = []
    for part in filter(None, (part.strip() for part in wanted.split(","))):
        match = _COLUMN.fullmatch(part)
        if match is None:
            raise ValueError(f"'{part}' is no column: write a field, or its head before it: Stage as stated: stage")
        path = match["path"]
        words = path.split(".")[-1].replace("_", " ")
        head = match["head"] or f"{words[0].upper()}{words[1:]}"
        named = _NAMED.fullmatch(head.strip())
        found.append(FieldColumn(head.strip(), path, named["path"] if named else ""))
    if not found:
        raise ValueError("a table has at least one column")
    return tuple(found)


@frozen
class TableMaker:
    """What a table is made with: how a field is asked, how a value is printed, the wording book, and how text reads."""

    ask: Callable[[Any, str], Any]
    mark: Callable[[Traced], Markup]
    words: Mapping[str, Callable[..., Markup]]
    reads: Callable[[Markup], str]

    def table(self, rows: Sequence[Any], wanted: str, caption: str = "", group: str = "") -> Markup:
        """A table of records as Markdown: columns that are empty are left out, and what is the same in all rows stands
        in the caption; the rows of a group stand together. UndefinedError for a column that the records do not have."""
        try:
            columns = columns_of(wanted)
        except ValueError as error:
            raise ColumnError(str(error), wanted) from None
        if not rows:
            return Markup("")
        rows = self.gathered(rows, group) if group else rows
        with told_of(wanted):
            cells = [[self.cell(row, column) for column in columns] for row in rows]
        kept = [n for n in range(len(columns)) if n == 0 or any(line[n].known for line in cells)]
        same = [n for n in kept[1:] if len(rows) > 2 and _alike([line[n] for line in cells])]
        shown = [n for n in kept if n not in same]
        heads = [columns[n].head if at == 0 and not caption else columns[n].head.lower() for at, n in enumerate(same)]
        aside = [Markup("{}: {}").format(head, cells[0][n].text) for head, n in zip(heads, same, strict=True)]
        lines = [
            _line(self.head(rows, columns[n]) for n in shown),
            _line(Markup("---:" if _is_money(line[n] for line in cells) else "---") for n in shown),
            *self.lines(rows, cells, shown, group),
        ]
        title = Markup("; ").join(filter(None, (Markup.escape(caption), *aside)))
        head = Markup("Table: {}\n\n").format(title) if title else Markup("")
        return Markup("\n\n{}{}\n\n").format(head, Markup("\n").join(lines))

    def facts(self, record: Any, wanted: str, always: str = "") -> Markup:
        """The facts of one record as Markdown: a term for each column with what is known of it; what is not known is
        left out, but for the columns named in `always`. Lines apart in an entry are definitions of their own."""
        try:
            columns = columns_of(wanted)
            kept = {column.path for column in columns_of(always)} if always else set()
        except ValueError as error:
            raise ColumnError(str(error), wanted) from None
        found = []
        for column in columns if record else ():
            with told_of(wanted):
                cell = self.said(record, column) or self.value(record, column, in_full=True)
            if cell.known or column.path in kept:
                lines = [Markup(": {}").format(line.strip()) for line in cell.text.split("\n") if line.strip()]
                found.append(Markup("\n").join([Markup.escape(column.head), *lines]))
        return Markup("\n\n{}\n\n").format(Markup("\n\n").join(found))

    def gathered(self, rows: Sequence[Any], group: str) -> list[Any]:
        """The rows group by group, each group where its first row stands."""
        groups: dict[str, list[Any]] = {}
        for row in rows:
            groups.setdefault(self.reads(self.cell(row, FieldColumn(group, group)).text), []).append(row)
        return [row for group_rows in groups.values() for row in group_rows]

    def lines(
        self, rows: Sequence[Any], cells: list[list[FilledCell]], shown: list[int], group: str
    ) -> Iterator[Markup]:
        """The rows, under a row for each group."""
        before = ""
        for row, line in zip(rows, cells, strict=True):
            over = self.cell(row, FieldColumn(group, group)) if group else None
            if over is not None and self.reads(over.text) != before:
                before = self.reads(over.text)
                head = Markup("**{}**").format(over.text) if over.is_field else over.text
                yield _line([head, *(Markup("") for _ in shown[1:])])
            first, *others = (line[n] for n in shown)
            bold = Markup("**{}**").format(first.text) if first.text and first.is_field else first.text
            yield _line([bold, *(cell.text for cell in others)])

    def head(self, rows: Sequence[Any], column: FieldColumn) -> Markup:
        """The head of a column: its words, or what the first record says that knows it."""
        if not column.named:
            return Markup.escape(column.head)
        said = (self.cell(row, FieldColumn("", column.named)) for row in rows)
        return next((cell.text for cell in said if cell.known), Markup(""))

    def cell(self, row: Any, column: FieldColumn) -> FilledCell:
        """What stands in a column for a record."""
        said = self.said(row, column)
        return replace(said, text=said.text.replace("\n", " ")) if said else self.value(row, column)

    def said(self, row: Any, column: FieldColumn) -> FilledCell | None:
        """What the entry of the wording book that a column names says of a record; None where it names a field."""
        if column.path not in self.words:
            return None
        text = Markup(str(self.words[column.path](row))).strip()
        return FilledCell(text, bool(text), is_field=False)

    def tell_undefined(self, found: Undefined, column: FieldColumn, row: Any) -> None:
        """Tell what has no such field, and the column as it is written in the section or the brief."""
        try:
            str(found)
        except UndefinedError as error:
            told = str(error)
            if isinstance(row, RecordView) and "." not in column.path:
                told = "\n".join(lacking(name_of(type(part_of(row))), column.path, names_of(row), self.words))
            raise ColumnError(f"column '{column.path}': {told}") from None

    def value(self, row: Any, column: FieldColumn, in_full: bool = False) -> FilledCell:
        """What a field of a record is, as a cell: short and with a capital, or in full; what is missing and amounts
        stay small."""
        found = row
        for name in column.path.split("."):
            found = self.ask(found, name)
            if isinstance(found, Undefined):
                self.tell_undefined(found, column, row)
            if isinstance(found, Missing):
                return FilledCell(self.mark(found.missing), known=False)
        if found is None:
            return FilledCell(Markup(""), known=False)
        if isinstance(found, (tuple, list)):
            text = Markup(joined(found if in_full else map(short, found), self.mark))
            return FilledCell(text, bool(found), ", ".join(map(_plain, found)))
        if isinstance(found, bool):
            return FilledCell(Markup("yes" if found else "no"), True, str(found))
        printed = traced(found) if in_full or not found else short(found)
        printed = printed if in_full or not found or is_amount(printed) else upper_first(printed)
        content = printed.content
        money = any(isinstance(one, Quantity) and one.currency for one in (content, printed.value))
        return FilledCell(self.mark(printed), bool(printed), printed.text, money=money)


@frozen
class FilledCell:
    """What stands in a cell, whether anything is known of it, its text where it is a value of the record, whether a
    field fills it (what an entry of the wording book says sets its own bold words), and whether it is money."""

    text: Markup
    known: bool
    plain: str = ""
    is_field: bool = True
    money: bool = False


def _is_money(cells: Iterable[FilledCell]) -> bool:
    """Whether a column holds amounts of money and no other numbers; such a column stands at the right."""
    known = [cell for cell in cells if cell.known and (cell.money or any(map(str.isdigit, cell.text)))]
    return bool(known) and all(cell.money for cell in known)


def _alike(cells: Iterable[FilledCell]) -> bool:
    """Whether all rows say the same known thing."""
    texts = {cell.plain for cell in cells if cell.known}
    return len(texts) == 1 and "" not in texts and all(cell.known for cell in cells)


def _plain(thing: Any) -> str:
    return str(getattr(thing, "name", thing))


def _line(cells: Iterable[Markup]) -> Markup:
    return Markup("| {} |").format(Markup(" | ").join(cells))
