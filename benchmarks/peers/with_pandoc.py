"""The peer that writes Markdown: charts with matplotlib, one after another, then pandoc for each deck.

python with_pandoc.py DECKS.json FOLDER PANDOC
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from charts import draw


def write_deck(spec: dict[str, Any], path: Path, pandoc: str) -> None:
    """One deck through a file of Markdown."""
    with TemporaryDirectory() as scratch:
        lines = [line for number, page in enumerate(spec["slides"]) for line in _slide(page, number, Path(scratch))]
        text = Path(scratch) / "deck.md"
        text.write_text("\n".join(lines), encoding="utf-8")
        subprocess.run([pandoc, "--slide-level=2", "-o", path, text], cwd=scratch, check=True)


def _slide(page: dict[str, Any], number: int, folder: Path) -> Iterator[str]:
    yield f"\n## {_plain(page['title']) or number + 1}\n"
    for order, shape in enumerate(page["shapes"]):
        if shape["kind"] == "chart":
            picture = folder / f"{number}-{order}.png"
            picture.write_bytes(draw(shape["chart"]))
            yield f"\n![]({picture.name})\n"
        elif shape["kind"] == "table":
            head, *rows = [[_plain(" ".join(map(_text, cell))) for cell in row] for row in shape["rows"]]
            for row in (head, ["---"] * len(head), *rows):
                yield f"| {' | '.join(row)} |"
            yield ""
        elif shape["kind"] in ("text", "box"):
            for runs in shape["paragraphs"]:
                if text := _plain(_text(runs)):
                    yield f"\n{text}\n"
    if page["notes"]:
        yield f"\n::: notes\n{_plain(page['notes'])}\n:::\n"


def _text(runs: list[dict[str, Any]]) -> str:
    return "".join(run["text"] for run in runs)


def _plain(text: str) -> str:
    for sign in "\\`*_{}[]<>#|~^$@":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


if __name__ == "__main__":
    decks, folder = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for name, spec in decks.items():
        write_deck(spec, folder / f"{name}.pptx", sys.argv[3])
