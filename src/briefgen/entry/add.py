"""Add: a skeleton of a record written into the data file where it belongs, or into one that is named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from yaml import MarkedYAMLError

from briefgen.atomic import write_whole
from briefgen.checks.entities import normal
from briefgen.dataset.files import ENDINGS, MAX_BYTES, yaml_files
from briefgen.dataset.yamlfile import YamlFile, read_yaml, tree_of
from briefgen.entry.layout import laid_out
from briefgen.entry.skeleton import skeleton
from briefgen.files import read_file
from briefgen.frozen import frozen
from briefgen.problems import Origin, Problem, ProblemsFoundError, did_you_mean, require
from briefgen.project import SelectionError, is_reserved
from briefgen.records import BY_KIND, Company, Comparison, Record, Source, Trial
from briefgen.records.base import NAMING, slug


@frozen
class Wanted:
    """What is to be added: kind, name, and what else is known; an empty id is made from the name."""

    kind: type[Record]
    name: str = ""
    id: str = ""
    company: str = ""
    trial: str = ""
    file: Path | None = None


@frozen
class Added:
    """Where a record was written: its id, empty when the record gets one from its fields, and its place."""

    id: str
    origin: Origin


@frozen
class _Held:
    """A record that a file holds already, as written."""

    path: Path
    file: YamlFile
    plural: str
    index: int
    fields: Mapping[str, Any]

    @property
    def origin(self) -> Origin:
        return self.file.value_origin((self.plural, self.index))


def add_record(folder: Path, shown: str, wanted: Wanted) -> Added:
    """Write the skeleton of a record. ProblemsFoundError when it exists, or a file is no data file that can be read;
    SelectionError when what is wanted makes no sense."""
    problems: list[Problem] = []
    found = yaml_files(folder, shown, problems) if os.path.lexists(folder) else ()
    files = {path: read_yaml(path, name, folder) for path, name in found}
    require([*problems, *(problem for file in files.values() for problem in file.problems)])
    held = [one for path, file in files.items() for one in _held(path, file)]
    given = _given(wanted, held)
    _refuse_known(wanted, given, held)
    path = wanted.file or _file_of(wanted, given.get("id", ""), held, folder)
    if not path.name.endswith(ENDINGS) or path.name.startswith("."):
        raise SelectionError(f"{path} would not be read: the name of a data file ends in .yaml")
    if not path.absolute().is_relative_to(folder.absolute()) or ".." in path.parts:
        raise SelectionError(f"{path} does not lie in the folder {folder}; name the folder of your data with --data")
    name = f"{shown}/{path.absolute().relative_to(folder.absolute()).as_posix()}"
    text = read_file(path, MAX_BYTES, folder).decode("utf-8-sig") if os.path.lexists(path) else ""
    arms = _arms(wanted, held) if wanted.kind is Comparison else ()
    written, line, column = _with_record(text, name, wanted.kind, given, arms, _source(held))
    write_whole(Path(os.path.realpath(path)), written.encode(), inside=folder)
    return Added(given.get("id", ""), Origin(name, line, column))


def _held(path: Path, file: YamlFile) -> Iterator[_Held]:
    for kind in BY_KIND.values():
        items = file.root.get(kind.plural) if isinstance(file.root, dict) else None
        for index, item in enumerate(items if isinstance(items, list) else []):
            if isinstance(item, dict):
                yield _Held(path, file, kind.plural, index, item)


def _given(wanted: Wanted, held: list[_Held]) -> dict[str, str]:
    """The fields of the new record that the command names."""
    kind = wanted.kind
    naming = next((name for name in NAMING if name in kind.model_fields), "")
    given: dict[str, str] = {}
    if wanted.id or not kind.key_fields() or (wanted.name and not naming):
        if not (wanted.id or wanted.name):
            raise SelectionError(f"a record of the kind {kind.kind} needs a name: briefgen add {kind.kind} NAME")
        given["id"] = wanted.id or _id(wanted.name)
        if given["id"] != slug(given["id"]) or given["id"] == "unnamed":
            raise SelectionError(f"'{given['id']}' is not an id; use lower-case letters, digits, dots and hyphens")
        if is_reserved(given["id"]):
            raise SelectionError(f"Windows keeps the name '{given['id']}' for a device; give another with --id")
    if wanted.name and naming and not (naming == "title" and wanted.name == given["id"]):
        given[naming] = wanted.name
    for owner, id in ((Company, wanted.company), (Trial, wanted.trial)):
        if not id:
            continue
        known = [str(one.fields.get("id", "")) for one in held if one.plural == owner.plural]
        if id not in known:
            first = (did_you_mean(id, known) if known else "") or f"first: briefgen add {owner.kind} {id}"
            raise SelectionError(f"there is no {owner.kind} '{id}'; {first}")
        if field := next((name for name in (owner.kind, owner.plural) if name in kind.model_fields), ""):
            given[field] = id
    return given


def _arms(wanted: Wanted, held: list[_Held]) -> tuple[str, ...]:
    """The ids of the arms of the trial that is named, as far as they are given."""
    trial = next((one for one in held if one.plural == Trial.plural and one.fields.get("id") == wanted.trial), None)
    arms = trial.fields.get("arms") if trial else None
    ids = (arm.get("id") for arm in arms if isinstance(arm, dict)) if isinstance(arms, list) else ()
    return tuple(str(id) for id in ids if id)


def _source(held: list[_Held]) -> str:
    """The id of the newest source on file."""
    sources = [one.fields for one in held if one.plural == Source.plural and one.fields.get("id")]
    newest = max(sources, key=lambda fields: str(fields.get("published", "")), default={})
    return str(newest.get("id", ""))


def _id(name: str) -> str:
    """A name as an id; one in letters of another alphabet needs an id that people can read."""
    if not name.isascii() and not any(sign.isascii() and sign.isalnum() for sign in name):
        raise SelectionError(f"'{name}' has no letters that an id may have; give one with --id")
    return slug(name)


def _refuse_known(wanted: Wanted, given: Mapping[str, str], held: list[_Held]) -> None:
    kind = wanted.kind
    for one in held:
        if one.plural != kind.plural:
            continue
        same_id = "id" in given and one.fields.get("id") == given["id"]
        name = str(one.fields.get("name") or "")
        same_name = "name" in given and name and normal(name) == normal(given["name"])
        if same_id or same_name:
            what = f"'{given['id']}'" if same_id else f"'{name}' (id '{one.fields.get('id')}')"
            hint = "change the record that is there, or give the new one another name and id"
            raise ProblemsFoundError([Problem(one.origin, "duplicate-id", f"{kind.kind} {what} stands here", hint)])


def _file_of(wanted: Wanted, id: str, held: list[_Held], folder: Path) -> Path:
    """The file a record belongs into: a company has its own, what a company has lies beside it, the rest goes where
    most of its kind are."""
    if wanted.kind is Company:
        return folder / f"{id}.yaml"
    for one in held:
        if (one.plural, one.fields.get("id")) in ((Trial.plural, wanted.trial), (Company.plural, wanted.company)):
            return one.path
    paths = [one.path for one in held if one.plural == wanted.kind.plural]
    return max(dict.fromkeys(paths), key=paths.count) if paths else folder / f"{wanted.kind.plural}.yaml"


def _with_record(
    text: str, shown: str, kind: type[Record], given: Mapping[str, str], arms: tuple[str, ...], source: str
) -> tuple[str, int, int]:
    """The text of a file with one record more at the end of its list, and the line and column where that begins."""
    root = tree_of(text) or {}
    if not isinstance(root, dict):
        raise _refused(shown, "the file is not a mapping of lists")
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n") if text.strip() else []
    if root.get(kind.plural):
        lines, end, indent = _list_end(lines, kind.plural, shown)
        before, rest = [*lines[:end], ""], lines[end:]
    else:
        lines = [line for line in lines if not _is_empty_list(line, kind.plural)]
        before, rest, indent = [*lines, *([""] if lines else []), f"{kind.plural}:"], [], 2
    new = skeleton(kind, given, has_default_source=bool(root.get("defaults")), arms=arms, source=source)
    after = ["", *rest] if rest and rest[0] else rest
    written = "\n".join([*before, *(f"{' ' * indent}{line}" for line in new), *after]) + "\n"
    _require_only_one_more(root, written, kind, shown)
    ended = written.replace("\n", "\r\n") if "\r\n" in text else written
    return ended, len(before) + 1, indent + 3


def _is_empty_list(line: str, plural: str) -> bool:
    return line.split("#")[0].replace(" ", "") in (f"{plural}:", f"{plural}:[]")


def _list_end(lines: list[str], plural: str, shown: str) -> tuple[list[str], int, int]:
    """The lines of a file, the index behind the last line of a list, and the indentation of its items."""
    at = next((index for index, line in enumerate(lines) if line.split(":")[0].strip("\"' ") == plural), None)
    if at is None or lines[at].split("#")[0].rstrip().endswith(("]", "[")):
        text = laid_out("\n".join(lines))
        at = next((i for i, line in enumerate((text or "").split("\n")) if line.startswith(f"{plural}:")), None)
        if text is None or at is None:
            raise _refused(shown, f"the list '{plural}' is not written line by line")
        lines = text.rstrip("\n").split("\n")
    end = next((i for i in range(at + 1, len(lines)) if lines[i][:1] not in ("", " ", "-", "#")), len(lines))
    while end > at + 1 and (not lines[end - 1] or lines[end - 1].startswith("#")):
        end -= 1
    first = next(line for line in lines[at + 1 : end] if line.lstrip().startswith("-"))
    return lines, end, len(first) - len(first.lstrip())


def _require_only_one_more(root: Mapping[str, Any], written: str, kind: type[Record], shown: str) -> None:
    """Refuse a text that does not hold what the file held, and one record more."""
    try:
        after = tree_of(written)
    except MarkedYAMLError:
        after = {}
    items = after.get(kind.plural) or [None]
    if {**after, kind.plural: items[:-1]} != {**root, kind.plural: root.get(kind.plural) or []}:
        raise _refused(shown, f"a record cannot be added to the list '{kind.plural}' as it is written")


def _refused(shown: str, message: str) -> ProblemsFoundError:
    hint = "write the list with a hyphen before each record, or name another file with --file"
    return ProblemsFoundError([Problem(Origin(shown), "wrong-type", message, hint)])
