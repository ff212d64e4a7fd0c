"""What is said of a field and of a word, in columns; the terminal and docs/data-model.md print the same."""

from __future__ import annotations

from importlib.resources import files

from briefgen.explain.record_kinds import FieldPage, KindPage
from briefgen.explain.word_meanings import MEANINGS
from briefgen.records.controlled import Vocabulary


def need(field: FieldPage) -> str:
    """Whether a field is needed, or what it is when left out."""
    return "needed" if field.needed else f"else {field.default}" if field.default else ""


def word_rows(words: Vocabulary) -> tuple[tuple[str, str, str], ...]:
    """Each word, how it is printed, and what it means where that is not the same."""
    meanings = MEANINGS.get(words.name, {})
    return tuple((code, printed.replace("\u00a0", " "), meanings.get(code, "")) for code, printed in words.words)


def example() -> str:
    """A whole data file with records of every kind."""
    return files(__package__).joinpath("example.yaml").read_text("utf-8").replace("\r\n", "\n")


def example_of(kind: KindPage) -> str:
    """The records of a kind in the example."""
    found: list[str] = []
    for line in example().splitlines():
        if line[:1].strip() and not line.startswith("#"):
            inside = line == f"{kind.lists}:"
        if line.strip() and not line.startswith("#") and inside:
            found.append(line)
    return "\n".join(found)


def naming(kind: KindPage) -> str:
    """How a record of the kind gets its id."""
    if not kind.lists:
        return ""
    if not kind.named_by:
        return "Needs an `id`."
    return f"Its id, when it gives none, is made of {', '.join(kind.named_by)}."
