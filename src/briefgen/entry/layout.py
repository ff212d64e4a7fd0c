"""Layout: a data file in one order and one form. Comments and the exact text of every scalar stay as they are.

Lists and fields stand in the order of the data model, records in their own. What is written in braces stays so while it
fits into a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from yaml import MarkedYAMLError

from briefgen.dataset.validate import model_in
from briefgen.dataset.yamlfile import tree_of
from briefgen.entry.written import WrittenEntry, WrittenNode, anchors_in, comments_in, read_written
from briefgen.records import BY_PLURAL, Mention, Part, Record

WIDTH = 120
STEP = 2
_HEADER = re.compile(r"[|>]([-+]?)([1-9]?)([-+]?)[^\n]*")


def laid_out(text: str) -> str | None:
    """The text of a data file in the order and layout of all; None where that cannot be done without changing what is
    read. The text is one that `read_yaml` takes."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    root = read_written(text)
    if root is None:
        return text
    if root.kind != "mapping" or root.flow:
        return None
    ordered = not anchors_in(root)
    result = "\n".join(_file(root, ordered)) + "\n"
    return result if _same(result, text) else None


def _same(result: str, text: str) -> bool:
    try:
        return bool(tree_of(result) == tree_of(text))
    except MarkedYAMLError:
        return False


def _file(root: WrittenNode, ordered: bool) -> Iterator[str]:
    entries = _sorted(root.entries, ["defaults", *BY_PLURAL]) if ordered else list(root.entries)
    first = root.entries[0]
    while first.head and not first.head[0]:
        first.head.pop(0)
    cut = max((index for index, line in enumerate(first.head) if not line), default=len(first.head))
    header, first.head = first.head[:cut], first.head[cut:]
    yield from header
    if header and (cut < len(header) + len(first.head) or entries[0] is not first):
        yield ""
    for number, entry in enumerate(entries):
        if number:
            yield ""
        yield from _trimmed(entry.head)
        yield from _list_of(entry, ordered)
    if foot := _trimmed(root.foot):
        yield ""
        yield from foot


def _list_of(entry: WrittenEntry, ordered: bool) -> Iterator[str]:
    """A top-level entry: a list of records, each of several lines parted from its neighbours by an empty line."""
    assert entry.key is not None
    kind = BY_PLURAL.get(entry.key.text)
    node = entry.value
    if node.kind != "list" or not node.entries or node.anchor:
        yield from _field(WrittenEntry(node, entry.key), 0, kind, ordered)
        return
    yield f"{entry.key.text}:{_behind(entry.key.tail)}"
    yield from (f"{' ' * STEP}{comment}" for comment in [node.tail] if comment)
    before = 1
    for number, item in enumerate(node.entries):
        lines = list(_item(WrittenEntry(item.value), STEP, kind, ordered))
        head = _trimmed(item.head)
        while lines[0].lstrip().startswith("#"):
            head.append(lines.pop(0).strip())
        apart = max(before, len(lines)) > 1 or (bool(item.head) and not item.head[0])
        if number and apart:
            yield ""
        yield from (f"{' ' * STEP}{comment}" if comment else "" for comment in head)
        yield from lines
        before = len(lines)
    yield from (f"{' ' * STEP}{comment}" if comment else "" for comment in _trimmed(node.foot))


def _field(entry: WrittenEntry, indent: int, model: type[Part] | None, ordered: bool) -> Iterator[str]:
    """The lines of a field; `model` is what its value is, or each item of it."""
    assert entry.key is not None
    pad, node = " " * indent, entry.value
    yield from (f"{pad}{comment}" for comment in entry.head if comment)
    name = f"{pad}{entry.key.text}:"
    if node.kind == "scalar":
        if entry.key.tail:
            yield f"{pad}{entry.key.tail}"
        yield from _scalar(name, node, indent)
    elif (line := _one_line(node, len(name) + 1, model, ordered)) is not None:
        if entry.key.tail:
            yield f"{pad}{entry.key.tail}"
        yield f"{name} {line}{_behind(node.tail)}"
    else:
        yield from (f"{pad}{comment}" for comment in [node.tail] if comment)
        yield f"{name}{f' &{node.anchor}' if node.anchor else ''}{_behind(entry.key.tail)}"
        yield from _inside(node, indent + STEP, model, ordered)


def _item(entry: WrittenEntry, indent: int, model: type[Part] | None, ordered: bool) -> Iterator[str]:
    """The lines of an item of a list, its comments first."""
    pad, node = " " * indent, entry.value
    yield from (f"{pad}{comment}" for comment in entry.head if comment)
    if node.kind == "scalar":
        yield from _scalar(f"{pad}-", node, indent)
        return
    if (line := _one_line(node, indent + STEP, model, ordered)) is not None:
        yield f"{pad}- {line}{_behind(node.tail)}"
        return
    yield from (f"{pad}{comment}" for comment in [node.tail] if comment)
    lines = list(_inside(node, indent + STEP, model, ordered))
    if node.anchor:
        yield f"{pad}- &{node.anchor}"
    else:
        while lines[0].lstrip().startswith("#"):
            yield f"{pad}{lines.pop(0).lstrip()}"
        lines[0] = f"{pad}- {lines[0].lstrip()}"
    yield from lines


def _inside(node: WrittenNode, indent: int, model: type[Part] | None, ordered: bool) -> Iterator[str]:
    """The entries of a collection, a line or more for each."""
    for entry in _in_order(node, model, ordered):
        if entry.key:
            yield from _field(entry, indent, _model_of(model, entry.key.text), ordered)
        else:
            yield from _item(entry, indent, model, ordered)
    yield from (f"{' ' * indent}{comment}" for comment in node.foot if comment)


def _one_line(node: WrittenNode, column: int, model: type[Part] | None, ordered: bool) -> str | None:
    """A collection in braces, where it was written so, fits and holds no comment."""
    if not (node.flow or not node.entries) or any(comments_in(node)):
        return None
    line = _braced(node, model, ordered)
    return line if line is not None and column + len(line) <= WIDTH else None


def _braced(node: WrittenNode, model: type[Part] | None, ordered: bool) -> str | None:
    if node.kind == "scalar":
        return None if "\n" in node.text else node.text
    parts: list[str] = []
    for entry in _in_order(node, model, ordered):
        value = _braced(entry.value, _model_of(model, entry.key.text) if entry.key else model, ordered)
        if value is None:
            return None
        parts.append(f"{entry.key.text}: {value}" if entry.key else value)
    anchor = f"&{node.anchor} " if node.anchor else ""
    return f"{anchor}{{{', '.join(parts)}}}" if node.kind == "mapping" else f"{anchor}[{', '.join(parts)}]"


def _scalar(before: str, node: WrittenNode, indent: int) -> Iterator[str]:
    """A scalar behind its key or hyphen; the lines of a long one are indented anew."""
    if node.block_text:
        yield from _block_text(before, node, indent)
        return
    first, *rest = node.text.split("\n")
    lines = [f"{before} {first}".rstrip(), *(f"{' ' * (indent + STEP)}{line.lstrip()}".rstrip(" ") for line in rest)]
    lines[-1] += _behind(node.tail)
    yield from lines


def _block_text(before: str, node: WrittenNode, indent: int) -> Iterator[str]:
    header, *lines = node.text.rstrip("\n ").split("\n")
    found = _HEADER.search(header)
    given = int(found[2]) if found and found[2] else 0
    margin = node.column + given if given else next((len(x) - len(x.lstrip(" ")) for x in lines if x.strip()), 0)
    pad = " " * (indent + (given or STEP))
    yield f"{before} {header.rstrip()}"
    yield from (f"{pad}{line[margin:]}" if line.strip() else "" for line in lines)


def _behind(comment: str) -> str:
    return f"  {comment}" if comment else ""


def _trimmed(comments: Iterable[str]) -> list[str]:
    """Comments without empty lines around them, and with one at most between two."""
    found: list[str] = []
    for comment in comments:
        if comment or (found and found[-1]):
            found.append(comment)
    while found and not found[-1]:
        found.pop()
    return found


# --- order ---------------------------------------------------------------------------------------------------


def _sorted(entries: Iterable[WrittenEntry], names: Iterable[str]) -> list[WrittenEntry]:
    """Entries in the order of names; one whose name is none of them stays behind the one before it."""
    order = {name: rank for rank, name in enumerate(names)}
    ranked: list[tuple[int, WrittenEntry]] = []
    rank = -1
    for entry in entries:
        rank = order.get(entry.key.text if entry.key else "", rank)
        ranked.append((rank, entry))
    return [entry for _, entry in sorted(ranked, key=lambda pair: pair[0])]


def _in_order(node: WrittenNode, model: type[Part] | None, ordered: bool) -> list[WrittenEntry]:
    return _sorted(node.entries, _fields_of(model)) if ordered and node.kind == "mapping" else node.entries


def _fields_of(model: type[Part] | None) -> list[str]:
    """The fields of a record or part: its id, those of its own, then those that all have."""
    if model is None or model is Mention:
        return []
    shared = Record.model_fields
    own = [name for name in model.model_fields if name not in shared]
    return ["id", *own, *(name for name in shared if name != "id")]


def _model_of(model: type[Part] | None, field: str) -> type[Part] | None:
    info = model.model_fields.get(field) if model else None
    found = model_in(info.annotation) if info else None
    return found if found and issubclass(found, Part) else None
