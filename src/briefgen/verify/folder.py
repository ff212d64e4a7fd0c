"""The folder with the texts of sources: which file belongs to which source, and what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from briefgen.dataset.store import Dataset
from briefgen.dataset.yamlfile import YamlFile, read_yaml
from briefgen.files import is_inside
from briefgen.frozen import frozen
from briefgen.problems import Origin, Problem, ProblemsFoundError, did_you_mean
from briefgen.project import require_folder
from briefgen.records import Source
from briefgen.verify.extract import READERS, read_source
from briefgen.verify.passages import Passages

MAP = "sources.yaml"


@frozen
class SourceTexts:
    """Texts by source id, and the problems met on the way."""

    by_source: Mapping[str, Passages]
    problems: tuple[Problem, ...]


def read_texts(dataset: Dataset, folder: Path) -> SourceTexts:
    """Read the files of a folder that are named by a source id, or that its sources.yaml names."""
    hint = "give the folder with --source-texts; it holds files such as SOURCE-ID.txt, .html or .pdf"
    require_folder(folder, str(folder), hint)
    problems: list[Problem] = []
    files = _by_name(dataset, folder, problems) | _by_map(dataset, folder, problems)
    found: dict[str, Passages] = {}
    for id, path in files.items():
        try:
            found[id] = Passages(read_source(path, str(path), folder))
        except ProblemsFoundError as error:
            problems += error.problems
    return SourceTexts(found, tuple(problems))


def _by_name(dataset: Dataset, folder: Path, problems: list[Problem]) -> dict[str, Path]:
    named: dict[str, Path] = {}
    order = list(READERS)
    mapped = _mapped_names(folder)
    paths = [path for path in folder.iterdir() if path.suffix.lower() in READERS]
    for path in sorted(paths, key=lambda path: (order.index(path.suffix.lower()), path.name)):
        if dataset.find("source", path.stem) is not None:
            named.setdefault(path.stem, path)
        elif path.name not in mapped:
            hint = did_you_mean(path.stem, dataset.ids("source")) or f"name it by a source id, or list it in {MAP}"
            message = "belongs to no source of the dataset"
            problems.append(Problem(Origin(str(path)), "unknown-source-text", message, hint, "warning"))
    return named


def _mapped_names(folder: Path) -> set[str]:
    file = read_yaml(folder / MAP, MAP, folder)  # its problems are told where it is read for its sources
    return {str(name) for name in file.root.values()} if isinstance(file.root, dict) else set()


def _by_map(dataset: Dataset, folder: Path, problems: list[Problem]) -> dict[str, Path]:
    place = folder / MAP
    if not os.path.lexists(place):
        return {}
    file = read_yaml(place, str(place), folder)
    problems += file.problems
    if file.root is None:
        return {}
    if not isinstance(file.root, dict):
        hint = "write `SOURCE-ID: file name` in each line"
        problems.append(Problem(Origin(str(place), 1, 1), "wrong-type", "is not a mapping", hint))
        return {}
    found = {}
    for id, name in file.root.items():
        if problem := _wrong(dataset, folder, file, id, name):
            problems.append(problem)
        else:
            found[id] = folder / str(name)
    return found


def _wrong(dataset: Dataset, folder: Path, file: YamlFile, id: str, name: object) -> Problem | None:
    if not isinstance(dataset.find("source", id), Source):
        message = f"there is no source '{id}'"
        return Problem(file.key_origin((id,)), "unknown-id", message, did_you_mean(id, dataset.ids("source")))
    origin = file.value_origin((id,))
    path = folder / name if isinstance(name, str) else None
    if path is None or not path.is_file():
        return Problem(origin, "no-file", f"'{name}' is no file of {folder}", "give a file name of this folder")
    if not is_inside(path, folder):
        return Problem(origin, "outside-project", f"'{name}' lies outside {folder}", "copy the file into the folder")
    if path.suffix.lower() not in READERS:
        hint = f"save it as {', '.join(READERS)}"
        return Problem(origin, "unknown-format", f"'{name}' is of a kind that cannot be read", hint)
    return None
