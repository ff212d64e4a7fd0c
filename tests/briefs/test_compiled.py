"""Compiled templates are kept between processes, all of one file together."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from briefgen.briefs.loader import Compiled


class Book(Environment):
    """An environment of one text, whose entries take nothing."""

    takes_key = ""

    def __init__(self, text: str, compiled: Compiled) -> None:
        super().__init__(loader=DictLoader({"book": text}), bytecode_cache=compiled)


class Reader(Book):
    """One that must not compile."""

    def compile(self, *given: object, **named: object) -> None:
        raise AssertionError("compiled again")


def test_what_was_compiled_of_a_file_is_kept_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path))
    writer = Compiled()
    with writer.keeping():
        assert [Book(text, writer).get_template("book").render() for text in ("one", "two")] == ["one", "two"]
    kept = [path for path in (tmp_path / "templates").rglob("*") if path.is_file()]
    assert len(kept) == 1
    stamp = kept[0].stat().st_mtime_ns
    reader = Compiled()
    with reader.keeping():
        assert [Reader(text, reader).get_template("book").render() for text in ("one", "two")] == ["one", "two"]
    assert kept[0].stat().st_mtime_ns == stamp, "nothing new was compiled"
    with pytest.raises(AssertionError, match="compiled again"):
        Reader("three", reader).get_template("book")
