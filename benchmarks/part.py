"""Parts of the benchmark that have a process of their own, so that one does not warm the other; each prints JSON.

python benchmarks/part.py load DATA             seconds of reading and checking a dataset
python benchmarks/part.py documents DATA COUNT  seconds of each slide of the first decks of assets
python benchmarks/part.py subjects DATA BRIEF FORMAT COUNT  the first subjects that have such a document
python benchmarks/part.py shown DATA BRIEF FORMAT COUNT FILE  documents made, and what they show written to a file
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks")]

AS_OF, PERIOD = "2025-12-31", "2025-Q4"


def load(data: str) -> dict[str, Any]:
    """Processor and wall seconds of reading a dataset and of checking it."""
    from briefgen.checks import check_dataset
    from briefgen.dataset.load import load_dataset

    begun = process_time(), perf_counter()
    dataset = load_dataset(Path(data), data)
    read = process_time()
    problems = check_dataset(dataset)
    return {
        "load": read - begun[0],
        "check": process_time() - read,
        "wall": perf_counter() - begun[1],
        "records": sum(map(len, dataset.records.values())),
        "problems": len(problems),
    }


def documents(data: str, count: str) -> dict[str, Any]:
    """The middle of the processor seconds that slides of decks of assets take, after a deck that warms up."""
    from briefgen.build.job import Made, make_document

    materials, jobs = _prepared(data, int(count) + 1, "asset-deck", "pptx")
    seconds, slides = list[float](), list[int]()
    for job in jobs:
        start = process_time()
        made = make_document(job, materials, cached=False)
        assert isinstance(made, Made), made
        seconds.append(process_time() - start)
        slides.append(made.sheets)
    each = [taken / number for taken, number in zip(seconds, slides, strict=True)]
    return {
        "documents": len(seconds) - 1,
        "first": seconds[0],
        "each": median(each[1:] or each),
        "seconds": seconds,
        "slides": slides,
    }


def shown(data: str, brief: str, format: str, count: str, file: str) -> dict[str, Any]:
    """Documents of a brief made here, and what they show written down for the peers."""
    from specs import deck_spec, drawings, pages_spec

    from briefgen.build.job import Made, make_document

    materials, jobs = _prepared(data, int(count), brief, format)
    specs = {}
    with drawings() as drawn:
        for job in jobs:
            made = make_document(job, materials, cached=False)
            assert isinstance(made, Made), made
            spec_of = deck_spec if job.outline.format == "pptx" else pages_spec
            specs[job.outline.subject] = spec_of(made.data, drawn)
    Path(file).write_text(json.dumps(specs), encoding="utf-8")
    return {
        "subjects": list(specs),
        "charts": len(drawn),
        "slides": sum(len(one.get("slides", ())) for one in specs.values()),
    }


def subjects(data: str, brief: str, format: str, count: str) -> dict[str, Any]:
    """The first subjects of documents of a brief."""
    _, jobs = _prepared(data, int(count), brief, format)
    return {"subjects": [job.outline.subject for job in jobs]}


def _prepared(data: str, count: int, brief: str, format: str) -> tuple[Any, list[Any]]:
    from briefgen.build.prepare import prepare
    from briefgen.build.wanted import Selection
    from briefgen.project import Project
    from briefgen.values.dates import Period

    project = Project(Path(data), ROOT / "templates", Path("output"))
    prepared = prepare(project, Selection(date.fromisoformat(AS_OF), Period.parse(PERIOD), (brief,), formats=(format,)))
    return prepared.materials, list(prepared.jobs[:count])


PARTS: dict[str, Callable[..., dict[str, Any]]] = {
    "load": load,
    "documents": documents,
    "subjects": subjects,
    "shown": shown,
}

if __name__ == "__main__":
    name, *given = sys.argv[1:]
    print(json.dumps(PARTS[name](*given)))
