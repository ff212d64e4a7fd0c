"""Load: every YAML file of a folder becomes one dataset, or one list of everything that is wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field

from briefgen import cache
from briefgen.dataset.files import digest_of, file_digests, yaml_files
from briefgen.dataset.fiscal import with_fiscal_years
from briefgen.dataset.options import Options, validate_with_options
from briefgen.dataset.packed import FileRead, Found, packed_dataset, pickled, uncollected, unpickled
from briefgen.dataset.steps import with_steps
from briefgen.dataset.store import Dataset, Position
from briefgen.dataset.tree import Path_
from briefgen.dataset.validate import NO_SOURCE, validate
from briefgen.dataset.yamlfile import YamlFile, read_yaml
from briefgen.frozen import frozen
from briefgen.problems import Origin, Problem, ProblemsFoundError, did_you_mean
from briefgen.project import is_reserved, require_folder
from briefgen.records import BY_PLURAL, KINDS, Comparison, Filing, Mention, Part, Record, Result, Trial
from briefgen.records.base import NAMING, slug
from briefgen.records.synonyms import LISTS

Named = tuple[str, str]
"""A record by kind and id."""


class Defaults(Part):
    """What the records of one file share unless they say otherwise; as an item of a list, those below it."""

    source: Mention = Field()
    """Source of every record that names none."""


class BrokenDatasetError(ProblemsFoundError):
    """Data of which some cannot be read: `rest` holds the records that can, `broken` names those that cannot.

    `rest` is None where files could not be read at all, so that nobody knows what is in them.
    """

    def __init__(
        self, problems: Iterable[Problem], rest: Dataset | None = None, broken: frozenset[Named] = frozenset()
    ) -> None:
        super().__init__(problems)
        self.rest, self.broken = rest, broken


def load_dataset(folder: Path, shown: str = "data") -> Dataset:
    """Read every YAML file under a folder; BrokenDatasetError with all that is wrong, SelectionError when it is none.

    `shown` is how users name it."""
    require_folder(folder, shown, "run `briefgen init` or use --data")
    digests = file_digests(folder, shown)
    key = _made_from(digest_of(digests.items(), shown) if digests else "", shown)
    if key and (data := cache.found("dataset", key)):
        kept: Dataset = unpickled(data)
        return kept
    with uncollected():
        dataset, files = _read_dataset(folder, shown, digests)
        if key == _made_from(dataset.digest, shown):  # no file has changed meanwhile
            dataset = packed_dataset(dataset, files)
            cache.keep("dataset", key, pickled(dataset))
        return dataset


def _read_dataset(folder: Path, shown: str, digests: Mapping[str, str]) -> tuple[Dataset, list[FileRead]]:
    problems: list[Problem] = []
    broken: set[Named] = set()
    read = [
        _read_file(path, name, folder, digests.get(name, ""), problems, broken)
        for path, name in yaml_files(folder, shown, problems)
    ]
    files = [one.file for one in read]
    if not files and not problems:
        problems.append(Problem(Origin(shown), "no-data", "holds no YAML file", "run `briefgen init` or use --data"))
    unread = bool(problems) and any(file.root is None for file in files)
    records, places, options = _index(read, problems)
    _take_from_analyses(records, places)
    _name_arms(records)
    if problems:
        unread = unread or not files or any(kind == Filing.kind for kind, _ in broken)  # its steps are events
        rest = None if unread else _whole(Dataset(records, places, _digest(files, shown), shown, options))
        raise BrokenDatasetError(problems, rest, frozenset(broken))
    return _whole(Dataset(records, places, _digest(files, shown), shown, options)), read


def _read_file(
    path: Path, shown: str, folder: Path, digest: str, problems: list[Problem], broken: set[Named]
) -> FileRead:
    """A file with its records; of one that is all right they are kept by its content, which the digest names."""
    key = _made_from(digest, shown)
    if key and (data := cache.found("data", key)):
        return FileRead.kept(data)
    file, own = read_yaml(path, shown, folder), list[Problem]()
    read = FileRead.of(file, tuple(_records(file, own, broken)))
    own = [*file.problems, *own]
    if not own and key == _made_from(file.digest, shown):
        cache.keep("data", key, read.data)
    problems += own
    return read


def _whole(dataset: Dataset) -> Dataset:
    """The dataset with its fiscal periods resolved and the steps of its filings as events."""
    return with_steps(with_fiscal_years(dataset))


def _records(file: YamlFile, problems: list[Problem], broken: set[Named]) -> Iterator[Found]:
    """Every valid record of a file; those that are not valid are named as broken."""
    if file.root is None:
        return
    if not isinstance(file.root, dict):
        hint = f"write lists named by kind: {', '.join(sorted(BY_PLURAL))}"
        problems.append(Problem(file.value_origin(()), "wrong-type", "the file is not a mapping of lists", hint))
        return
    shared = file.root.get("defaults")
    default = _default_source(file, ("defaults",), shared, problems)
    for key, items in file.root.items():
        if key in BY_PLURAL:
            own: list[Problem] = []
            yield from _list(file, BY_PLURAL[key], items, default, own, broken)
            lost = shared is not None and default is None  # told once, where the file says what its records share
            problems += [one for one in own if not (lost and one.code == "no-source")]
        elif key != "defaults":
            hint = LISTS.get(str(key).lower()) or did_you_mean(key, [*BY_PLURAL, "defaults"])
            problems.append(Problem(file.key_origin((key,)), "unknown-kind", f"'{key}' is no kind of record", hint))


@frozen
class _Default:
    """The source that records share, as they would write it, and where it stands."""

    source: Mapping[str, Any]
    place: tuple[Origin, Origin]


def _default_source(file: YamlFile, path: Path_, raw: Any, problems: list[Problem]) -> _Default | None:
    if raw is None:
        return None
    label = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    defaults, found = validate(Defaults, raw, file, path, label)
    problems += found
    return _Default(defaults.source.model_dump(), file.places[*path, "source"]) if defaults else None


def _list(
    file: YamlFile, kind: type[Record], items: Any, default: _Default | None, problems: list[Problem],
    broken: set[Named],
) -> Iterator[Found]:  # fmt: skip
    if items is None:
        return
    if not isinstance(items, list):
        origin, hint = file.value_origin((kind.plural,)), "begin every record with a hyphen"
        problems.append(Problem(origin, "wrong-type", f"'{kind.plural}' is not a list", hint))
        return
    for index, raw in enumerate(items):
        path: Path_ = (kind.plural, index)
        label = f"{kind.plural}[{index}]"
        if isinstance(raw, dict) and raw.keys() == {"defaults"}:
            default = _default_source(file, (*path, "defaults"), raw["defaults"], problems)
            continue
        value = _with_source(raw, default.source if default else None, top=kind.needs_source)
        if default and kind.needs_source and isinstance(raw, dict) and not raw.get("source"):
            file.places[*path, "source"] = default.place
        if isinstance(value, dict) and not value.get("id") and not kind.key_fields():
            named = next((value[name] for name in NAMING if isinstance(value.get(name), str)), f"first-{kind.kind}")
            hint = f"name it in lower-case words joined by hyphens, unlike every other {kind.kind}: id: {slug(named)}"
            problems.append(Problem(file.value_origin(path), "missing-field", f"{label} lacks 'id'", hint))
            value = {**value, "id": "unnamed"}
        record, options, found = validate_with_options(kind, value, file, path, label)
        problems += found
        unsourced = record is None and kind.needs_source and isinstance(value, dict) and not value.get("source")
        if unsourced and "source" in raw:
            blank = file.value_origin((*path, "source"))
            problems.append(Problem(blank, "no-source", f"{label}.source is blank", NO_SOURCE))
        if record is None and isinstance(raw, dict) and raw.get("id"):
            broken.add((kind.kind, str(raw["id"])))
        if record and raw.get("id") and is_reserved(record.id):
            message, hint = f"{label}.id: Windows keeps the name '{record.id}' for a device", "add a word to it"
            problems.append(Problem(file.value_origin((*path, "id")), "reserved-name", message, hint))
        if record and record.id != "unnamed":
            yield Found(record, path, bool(raw.get("id")), options)


def _with_source(value: Any, inherited: Mapping[str, Any] | None, *, top: bool) -> Any:
    """A record with the inherited source where it names none, and with its ids where it gives only the place."""
    if isinstance(value, list):
        return [_with_source(item, inherited, top=False) for item in value]
    if not isinstance(value, dict):
        return value
    own = source = value.get("source")
    if isinstance(source, dict) and source.keys() == {"locator"} and inherited:
        source = {**inherited, **source}
    elif source is None and top:
        source = inherited
    nested = [key for key, item in value.items() if not isinstance(item, str) and key != "source" and _has_parts(item)]
    if source is own and not nested and ("source" in value) == (source is not None):
        return value  # as nearly every part of a record
    inner = (_ids_of(source) or _ids_of(inherited)) if nested else None
    filled = {**value, **{key: _with_source(value[key], inner, top=False) for key in nested}, "source": source}
    if source is None:
        del filled["source"]
    return filled


def _has_parts(item: Any) -> bool:
    return isinstance(item, dict) or (isinstance(item, list) and not all(isinstance(one, str) for one in item))


def _ids_of(source: Any) -> Mapping[str, Any] | None:
    """The ids of a source as written, without the place in it."""
    match source:
        case str():
            return {"ids": [source.partition(",")[0].strip()]}
        case list():
            return {"ids": source}
        case {"ids": ids} | {"id": ids}:
            return {"ids": ids}
        case _:
            return None


def _index(
    files: list[FileRead], problems: list[Problem]
) -> tuple[dict[str, dict[str, Record]], dict[Named, Position], dict[Named, Options]]:
    """Records, places and options by kind and id; a name made from fields that several share gets the source's too."""
    times = Counter(one.key for read in files for one in read.found)
    records: dict[str, dict[str, Record]] = {kind.kind: {} for kind in KINDS}
    places: dict[Named, Position] = {}
    options: dict[Named, Options] = {}
    for read in files:
        for one in read.found:
            record, key, place = one.record, one.key, Position(read.file, one.path)
            if times[key] > 1 and not one.named:
                record = _renamed(record)
                key = record.kind, record.id
            if key in places:
                problems.append(_duplicate(key, one.named, place, places[key]))
                continue
            records[record.kind][record.id] = record
            places[key] = place
            if one.options:
                options[key] = one.options
    return records, places, options


_SHARED = ("source", "announced", "embargo_until", "event")
"""What a comparison takes from the analysis that it names, where it says nothing itself."""


def _take_from_analyses(records: Mapping[str, dict[str, Record]], places: Mapping[tuple[str, str], Position]) -> None:
    """Give comparisons the source, clock and event of their analysis; what the file shares gives way to it."""
    for key, comparison in records[Comparison.kind].items():
        trial = records[Trial.kind].get(getattr(comparison, "trial", ""))
        analyses = trial.analyses if isinstance(trial, Trial) else ()
        analysis = next((one for one in analyses if one.id == getattr(comparison, "analysis", None)), None)
        place = places[Comparison.kind, key]
        raw = place.file.value_at(place.path)
        taken = {name: getattr(analysis, name) for name in _SHARED if analysis and not raw.get(name)}
        given = {name: value for name, value in taken.items() if value is not None}
        records[Comparison.kind][key] = comparison.model_copy(update=given)


def _name_arms(records: Mapping[str, dict[str, Record]]) -> None:
    """Call an arm by its name where a result gives the id that it has in its trial."""
    for key, result in records[Result.kind].items():
        trial = records[Trial.kind].get(getattr(result, "trial", ""))
        arms = {arm.id: arm.name for arm in trial.arms} if isinstance(trial, Trial) else {}
        if name := arms.get(getattr(result, "arm", "") or ""):
            records[Result.kind][key] = result.model_copy(update={"arm": name})


def _renamed(record: Record) -> Record:
    sources = ".".join(record.source.ids) if record.source else ""
    return record.model_copy(update={"id": f"{record.id}.{slug(sources)}"}) if sources else record


def _duplicate(key: Named, named: bool, place: Position, first: Position) -> Problem:
    kind, id = key
    there = first.file.value_origin(first.path)
    if named:
        message, hint = f"{kind} '{id}' is already given at {there}", "give each record an id of its own"
    else:
        message = f"{kind} '{id}' states the same thing from the same source as the one at {there}"
        hint = "keep one, or give each an id of its own"
    return Problem(place.file.value_origin(place.path), "duplicate-id", message, hint)


def _digest(files: list[YamlFile], shown: str) -> str:
    return digest_of(((file.path, file.digest) for file in files), shown)


def _made_from(digest: str, shown: str) -> str:
    """The name of what is made of a content: by how the user names it, and by what reads it; "" of none."""
    code = cache.code_of("dataset", "lexicon", "records", "values", "cache.py", "files.py", "problems.py")
    return cache.key_of(digest, shown, code, cache.versions_of("pydantic", "pyyaml")) if digest else ""
