"""What composing gave is recalled only where it would give the same again, whatever changes in the data."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from briefgen.brand.brand_file import read_brand
from briefgen.briefs.brief import read_briefs
from briefgen.build.job import Failure, Job, Materials, composed
from briefgen.build.recalled import recall, remember
from briefgen.build.selection import select_jobs
from briefgen.build.wanted import Selection
from briefgen.cli.main import main
from briefgen.dataset.load import load_dataset
from briefgen.document.digest import content_digest
from briefgen.problems import ProblemsFoundError
from briefgen.project import Project
from briefgen.values.dates import Period
from briefgen.view.asked import apart
from support.sampling import THOROUGH

ROOT = Path(__file__).parents[2]
KESTRANE = ROOT / "tests" / "companies" / "kestrane" / "data"
TEMPLATES = ROOT / "templates"
DAY, PERIOD = date(2025, 12, 31), Period.parse("2025-Q4")
SAMPLE = re.compile(
    r"asset-profile/(velm|.*01).*|quarterly-briefing/(immunology|kestrane)\.xlsx|area-landscape/metab.*docx"
)
CHANGES = 8 if THOROUGH else 3


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "kept"))
    shutil.copytree(KESTRANE, tmp_path / "data")
    return tmp_path / "data"


def materials_of(data: Path) -> Materials:
    return Materials(TEMPLATES, load_dataset(data), DAY, PERIOD, read_brand(TEMPLATES / "brand", "brand"))


def jobs_of(data: Path, materials: Materials) -> Iterator[Job]:
    jobs, _ = select_jobs(
        read_briefs(TEMPLATES),
        Project(data, TEMPLATES, Path("output")),
        materials,
        Selection(DAY, PERIOD),
        none_is_fine=True,
    )
    return (job for job in jobs if SAMPLE.search(job.path))


def compose_all(data: Path, materials: Materials) -> dict[str, bool]:
    """Whether each document was recalled; what is recalled is what composing gives."""
    found = {}
    for job in jobs_of(data, materials):
        recalled = recall(job, materials)
        view = apart(materials.view(job.outline.brief.audience))
        document = composed(job, materials, view)
        if isinstance(document, Failure):
            assert not recalled, f"{job.path} is recalled and cannot be made: {document}"
            continue
        content = content_digest(document)
        assert recalled in ("", content), f"{job.path} is recalled as it was, and says something else"
        remember(job, materials, view, content)
        found[job.path] = bool(recalled)
    return found


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, dict | list):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(value, (*path, key))


def changed(text: str, random: Random) -> str:
    """A file with a number changed, a record taken out, the order of records changed, or a field added or taken out."""
    root = yaml.load(text, Loader=yaml.BaseLoader)
    lists = [key for key, value in root.items() if isinstance(value, list) and len(value) > 1]
    path, value = random.choice([leaf for leaf in leaves(root) if len(leaf[0]) > 2 and isinstance(leaf[0][-1], str)])
    holder = root
    for step in path[:-1]:
        holder = holder[step]
    match random.choice(("number", "number", "number", "record", "order", "field", "clock", "audience")):
        case "number":
            holder[path[-1]] = re.sub(r"\d", lambda digit: str(random.randint(1, 9)), value, count=1)
        case "record" if lists:
            records = root[random.choice(lists)]
            del records[random.randrange(len(records))]
        case "order" if lists:
            random.shuffle(root[random.choice(lists)])
        case "field":
            del holder[path[-1]]
        case "clock":
            holder["announced"] = random.choice(("2025-11-03", "2026-03-01", "2024-05-05"))
        case "audience":
            holder["audiences"] = random.choice(("investor", "medical"))
    return yaml.dump(root, allow_unicode=True, sort_keys=False, width=110)


def test_what_is_recalled_is_what_composing_gives(data: Path) -> None:
    random, done, recalled = Random(11), 0, []
    before = compose_all(data, materials_of(data))
    assert before
    assert not any(before.values())
    while done < CHANGES:
        file = random.choice(sorted(data.rglob("*.yaml")))
        text = file.read_text(encoding="utf-8")
        file.write_text(changed(text, random), encoding="utf-8")
        try:
            materials = materials_of(data)
            list(jobs_of(data, materials))
        except ProblemsFoundError:
            file.write_text(text, encoding="utf-8")
            continue
        done += 1
        recalled += compose_all(data, materials).values()
    assert any(recalled)
    assert not all(recalled)


def test_lines_that_shift_change_no_more_than_what_prints_them(data: Path) -> None:
    compose_all(data, materials_of(data))
    for file in data.rglob("*.yaml"):
        file.write_text("# a line more\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    again = compose_all(data, materials_of(data))
    assert {Path(path).suffix for path, recalled in again.items() if not recalled} == {".xlsx"}


def test_a_record_of_one_asset_changes_its_documents_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Built again and built anew give the same bytes, and no more is composed than what the record tells of."""
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "kept"))
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from generated import Sizes, write_generated

    from briefgen.build import build, job

    data = write_generated(tmp_path / "data", Sizes(companies=2, assets=6, trials=6, events=24, sources=12))
    command = ["build", "asset-profile", "--data", str(data), "--templates", str(TEMPLATES), "--period", "2025-Q4",
               "--as-of", "2025-12-31", "--jobs", "1", "--quiet"]  # fmt: skip
    assert main([*command, "--output", str(tmp_path / "out")]) == 0
    file = next(path for path in sorted(data.glob("company-*.yaml")) if "enrolled:" in path.read_text())
    file.write_text(re.sub(r"enrolled: .*", "enrolled: 777 patients", file.read_text(), count=1))
    made: list[str] = []

    def noted(job_: Job, **more: Any) -> Any:
        made.append(job_.path)
        return job.make_document(job_, **more)

    monkeypatch.setattr(build, "make_document", noted)
    assert main([*command, "--output", str(tmp_path / "out")]) == 0
    assert len(made) == 1
    assert main([*command, "--output", str(tmp_path / "anew"), "--no-cache"]) == 0
    assert len(made) == 7
    out, anew = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.docx")} for name in ("out", "anew")
    )
    assert out == anew


def test_a_field_that_a_document_does_not_read_leaves_it_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many a trial of another company enrolled is no matter of a briefing that only looks whose trial it is."""
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "kept"))
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from generated import Sizes, write_generated

    data = write_generated(tmp_path / "data", Sizes(companies=2, assets=6, trials=6, events=24, sources=12))

    def composed_of(brief: str) -> dict[str, bool]:
        materials, found = materials_of(data), {}
        jobs, _ = select_jobs(read_briefs(TEMPLATES), Project(data, TEMPLATES, Path("output")), materials,
                              Selection(DAY, PERIOD, (brief,), formats=("docx",)))  # fmt: skip
        for job in jobs:
            found[job.outline.subject] = bool(recall(job, materials))
            view = apart(materials.view(job.outline.brief.audience))
            document = composed(job, materials, view)
            assert not isinstance(document, Failure)
            remember(job, materials, view, content_digest(document))
        return found

    composed_of("quarterly-briefing")
    file = data / "company-000.yaml"
    file.write_text(re.sub(r"enrolled: .*", "enrolled: 777 patients", file.read_text(), count=1))
    again = composed_of("quarterly-briefing")
    assert not again["company-0"]
    assert again["company-1"]
