"""Data read once and kept: the same dataset for the same files, and none other."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path
from typing import Any

import pytest

from briefgen.cache import caching, contents
from briefgen.dataset import load
from briefgen.dataset.load import BrokenDatasetError, load_dataset
from briefgen.dataset.yamlfile import YamlFile, read_yaml

DATA = Path(__file__).parents[1] / "companies" / "kestrane" / "data"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "kept"))
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def refuse(*_: object) -> None:
    raise AssertionError("it is kept, and need not be read")


def test_files_that_are_the_same_are_not_parsed_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_dataset(folder)
    monkeypatch.setattr(load, "read_yaml", refuse)
    assert load_dataset(folder) == first
    assert load_dataset(folder).places == first.places
    with pytest.raises(AssertionError):
        load_dataset(folder, "elsewhere")  # problems name files as the user does
    with caching(False), pytest.raises(AssertionError):
        load_dataset(folder)


def test_no_record_is_kept_of_a_name_that_is_none(folder: Path) -> None:
    load_dataset(folder)
    places = load_dataset(folder).places
    with pytest.raises(KeyError, match="nobody"):
        places["asset", "nobody"]


def test_a_file_changed_renamed_or_new_is_read(folder: Path) -> None:
    digests = {load_dataset(folder).digest}
    file = next(folder.glob("*.yaml"))
    file.write_text(f"{file.read_text('utf-8')}# looked at\n", "utf-8")
    digests.add(load_dataset(folder).digest)
    file = file.rename(file.with_stem("other"))
    digests.add(load_dataset(folder).digest)
    shutil.copy(file, folder / "empty.yaml")
    (folder / "empty.yaml").write_text("")
    digests.add(load_dataset(folder).digest)
    assert len(digests) == 4


def test_of_several_files_the_changed_one_alone_is_parsed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_dataset(folder)
    changed = sorted(folder.glob("*.yaml"))[1]
    changed.write_text(f"{changed.read_text('utf-8')}# looked at\n", "utf-8")
    parsed: list[Path] = []

    def noted(path: Path, *more: Any) -> YamlFile:
        parsed.append(path)
        return read_yaml(path, *more)

    monkeypatch.setattr(load, "read_yaml", noted)
    again = load_dataset(folder)
    assert parsed == [changed]
    with caching(False):
        assert load_dataset(folder) == again


def test_a_file_with_problems_is_not_kept(folder: Path) -> None:
    files = len(list(folder.glob("*.yaml")))
    (folder / "broken.yaml").write_text("events:\n  - {id: x}\n")
    for _ in range(2):
        with pytest.raises(BrokenDatasetError):
            load_dataset(folder)
    assert [(kept.kind, kept.entries) for kept in contents()] == [("data", files)]


def test_what_is_kept_is_all_that_was_read(folder: Path) -> None:
    first, again = load_dataset(folder), load_dataset(folder)
    assert [type(record) for record in again] == [type(record) for record in first]
    for record, kept in zip(first, again, strict=True):
        assert record.model_fields_set == kept.model_fields_set
        assert record.__dict__ == kept.__dict__
        assert first.origin(record, ("source",)) == again.origin(kept, ("source",))
    assert (again.programs, again.made, again.options) == (first.programs, first.made, first.options)
    for known in (first, again):
        sent = pickle.loads(pickle.dumps(known))
        assert (sent, sent.places, sent.programs) == (first, first.places, first.programs)
    assert "nothing" not in sent.records["asset"]
    assert sent.find("asset", "nothing") is None


def test_what_records_of_several_files_are_called_is_kept(folder: Path) -> None:
    asset, disease = (next(iter(load_dataset(folder).ids(kind))) for kind in ("asset", "indication"))
    said = "{asset: %s, indication: %s, agency: FDA, type: fast_track, territory: us, granted: 2024-05, source: %s}"
    for source in list(load_dataset(folder).ids("source"))[:2]:
        (folder / f"more-{source}.yaml").write_text("designations:\n  - " + said % (asset, disease, source), "utf-8")
    first, again = load_dataset(folder), load_dataset(folder)
    renamed = [id for id in first.ids("designation") if id.startswith(asset) and "fast-track" in id]
    assert len(renamed) == 2, first.ids("designation")
    for id in renamed:
        record = again.find("designation", id)
        assert record is not None
        assert record == first.find("designation", id)
        assert again.origin(record, ("granted",)) == first.origin(record, ("granted",))


def test_a_file_that_changes_while_it_is_read_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = sorted(folder.glob("*.yaml"))[1]

    def late(path: Path, *more: Any) -> YamlFile:
        if path == changed:
            changed.write_text(f"{changed.read_text('utf-8')}# looked at\n", "utf-8")
            monkeypatch.setattr(load, "read_yaml", read_yaml)
        return read_yaml(path, *more)

    text = changed.read_text("utf-8")
    monkeypatch.setattr(load, "read_yaml", late)
    digest = load_dataset(folder).digest
    changed.write_text(text, "utf-8")
    assert load_dataset(folder).digest != digest
