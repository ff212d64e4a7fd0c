"""Add: a skeleton of every kind of record, in the right file, with nothing else changed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from briefgen.checks import check_dataset
from briefgen.cli.main import main
from briefgen.dataset.load import load_dataset
from briefgen.dataset.yamlfile import tree_of
from briefgen.entry.layout import laid_out
from briefgen.entry.skeleton import scalar, skeleton
from briefgen.problems import Problem, ProblemsFoundError
from briefgen.records import KINDS, Record

SOURCES = """\
# Sources.
sources:
  - {id: f-1, type: press_release, tier: company_release, publisher: F, title: One, published: 2025-01-10}
"""
COMPANY = """\
defaults:
  source: f-1, page 1

companies:
  - id: fernwick
    name: Fernwick
    # listings: to be looked up

# What it makes.
assets:
- {id: fwk-1, name: FWK-1, company: fernwick}  # the first
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sources.yaml").write_text(SOURCES)
    (tmp_path / "data" / "fernwick.yaml").write_text(COMPANY)
    return tmp_path / "data"


def problems_of(folder: Path) -> list[Problem]:
    try:
        return check_dataset(load_dataset(folder))
    except ProblemsFoundError as error:
        return list(error.problems)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_has_a_skeleton_whose_blanks_are_all_that_is_wrong(kind: type[Record], project: Path) -> None:
    assert main(["add", kind.kind, "New thing", "--file", "data/new.yaml"]) == 0
    text = (project / "new.yaml").read_text()
    lines = text.splitlines()
    for name in kind.model_fields:
        own = any(line.lstrip("-# ").startswith(f"{name}:") for line in lines)
        assert own or name in Record.model_fields
        assert name == "id" or re.search(rf"\b{name}\b", text)
    assert len(lines) <= 45
    assert max(map(len, lines)) <= 125
    opened = [line for line in lines if line.strip() and not line.strip().startswith("#")]
    below = lines.index(next(line for line in lines if "# optional, shown in full" in line))
    assert [line for line in lines[below:] if line in opened] == []
    needed = {name for name, field in kind.model_fields.items() if field.is_required()}
    given = set(tree_of(text)[kind.plural][0]) - {"id"}
    assert needed - given == set()
    blanks = {name for name, value in tree_of(text)[kind.plural][0].items() if value is None}
    found = problems_of(project)
    assert {problem.code for problem in found} <= {"missing-field", "no-source", "undated-source"}
    assert {problem.origin.path for problem in found} <= {"data/new.yaml"}
    said = " ".join(problem.message for problem in found)
    asked = blanks & (needed | ({"source"} if kind.needs_source else set()))
    assert {p.origin.line for p in found} >= {
        lines.index(next(one for one in lines if one.lstrip("- ").startswith(f"{name}:"))) + 1 for name in asked
    }
    assert all(f".{name} is blank" in said for name in asked & needed)
    assert "delete" not in " ".join(problem.hint for problem in found)  # what is needed is not to be deleted
    assert laid_out(text) == text


def test_words_stand_in_the_comments() -> None:
    kind = next(kind for kind in KINDS if kind.kind == "event")
    text = "\n".join(skeleton(kind, {"id": "x"}, has_default_source=False))
    assert "\n  type:  # What kind of event it is\n  #     words: ind_clearance, " in text
    assert "... and more: briefgen explain event-kind" in text
    assert "\n  # outcome:  # Of a readout: whether it met its endpoint; met, not_met, mixed, not_applicable" in text


def test_a_comparison_has_the_arms_of_its_trial(project: Path) -> None:
    (project / "trials.yaml").write_text("trials:\n  - {id: t, arms: [{id: low, name: L}, {id: sham, name: S}]}\n")
    assert main(["add", "comparison", "--trial", "t"]) == 0
    (comparison,) = tree_of((project / "trials.yaml").read_text())["comparisons"]
    assert (comparison["trial"], comparison["values"]) == ("t", {"low": None, "sham": None})
    assert main(["add", "comparison", "--trial", "tt"]) == 2


def test_several_records_at_once_into_a_folder_that_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["add", "company", "Fernwick", "--data", "new/data"]) == 0
    assert main(["add", "asset", "FWK-1", "FWK-2", "--company", "fernwick", "--data", "new/data"]) == 0
    root = tree_of((tmp_path / "new" / "data" / "fernwick.yaml").read_text())
    assert [asset["id"] for asset in root["assets"]] == ["fwk-1", "fwk-2"]
    assert main(["add", "asset", "A", "B", "--id", "a", "--data", "new/data"]) == 2


def test_what_a_company_has_goes_beside_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "asset", "FWK-2: new", "--company", "fernwick", "--id", "fwk-2"]) == 0
    text = (project / "fernwick.yaml").read_text()
    assert text.startswith(COMPANY)
    assert '- id: fwk-2\n  name: "FWK-2: new"\n  company: fernwick\n' in text
    assert "\n  # as every record: source, " in text  # the file has a default source
    assert "asset fwk-2 stands at data/fernwick.yaml:13:3" in capsys.readouterr().err
    assert main(["add", "event", "First patient in", "--company", "fernwick"]) == 0
    assert tree_of((project / "fernwick.yaml").read_text())["events"][0]["companies"] == "fernwick"
    assert main(["add", "company", "Quillmere"]) == 0
    assert (project / "quillmere.yaml").read_text().startswith("companies:\n  - id: quillmere\n    name: Quillmere\n")


def test_a_list_in_the_middle_grows_at_its_end(project: Path) -> None:
    assert main(["add", "company", "Quillmere", "--file", "data/fernwick.yaml"]) == 0
    text = (project / "fernwick.yaml").read_text()
    before, after = text.split("\n  - id: quillmere\n")
    assert before.endswith("# listings: to be looked up\n")
    assert after.endswith(COMPANY[COMPANY.index("\n# What it makes.") :])


def test_a_source_goes_where_sources_are(project: Path) -> None:
    assert main(["add", "source", "f-2"]) == 0
    text = (project / "sources.yaml").read_text()
    assert text.startswith(SOURCES)
    assert tree_of(text)["sources"][1] == {"id": "f-2", "type": None, "tier": None}


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (["asset", "FWK-1"], 1, "data/fernwick.yaml:11:3: error[duplicate-id]: asset 'fwk-1' stands here"),
    (["asset", "fwk 1", "--id", "other"], 1, "asset 'FWK-1' (id 'fwk-1') stands here"),
    (["asset", "X", "--company", "fernwik"], 2, "did you mean 'fernwick'?"),
    (["evnt", "X"], 2, "did you mean 'event'?"),
    (["event"], 2, "briefgen add event NAME"),
    (["company", "康方"], 2, "give one with --id"),
    (["company", "aux"], 2, "Windows keeps the name"),
    (["asset", "X", "--id", "Not An Id"], 2, "is not an id"),
    (["asset", "X", "--file", "notes.txt"], 2, "ends in .yaml"),
    (["asset", "X", "--file", "elsewhere.yaml"], 2, "does not lie in the folder data"),
    (["asset", "X", "--file", "data/../x.yaml"], 2, "does not lie in the folder data"),
])  # fmt: skip
def test_what_is_refused(
    arguments: list[str], code: int, words: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", *arguments]) == code
    assert words in capsys.readouterr().err
    assert sorted(path.name for path in project.iterdir()) == ["fernwick.yaml", "sources.yaml"]
    assert (project / "fernwick.yaml").read_text() == COMPANY


@pytest.mark.parametrize("before", [
    "areas: []\n", "areas:\n", "areas: # none yet\n", "areas: [{id: a, name: A}]", "areas:\n- id: a\n  name: A\n# end",
    "areas: [\n  {id: a, name: A},  # one\n]\n", "areas:\r\n  - {id: a, name: A}\r\n", "# only a comment\n", "",
    "areas:\n    -\n        id: a\n        name: >\n            A\n\nother-kind: {}\n", "'areas':\n  - {id: a, name: A}\n",
])  # fmt: skip
def test_any_way_to_write_a_list(before: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    path = tmp_path / "data" / "a.yaml"
    path.write_bytes(before.encode())
    assert main(["add", "area", "Oncology", "--file", "data/a.yaml"]) == 0
    after = path.read_bytes().decode()
    root = tree_of(before) or {}
    assert tree_of(after) == {**root, "areas": [*(root.get("areas") or []), {"id": "oncology", "name": "Oncology"}]}
    assert after.count("\r\n") in (0, after.count("\n"))
    for comment in ("# one", "# end", "# only a comment"):
        assert (comment in after) == (comment in before)


@pytest.mark.parametrize(
    "text", ["plain", "a: b", "a #b", "- x", "no", "", "~", "a, b", "{x}", 'say "x"', "日本", " x "]
)
def test_scalars_are_read_as_given(text: str) -> None:
    assert tree_of(f"k: {scalar(text)}\nj: [{scalar(text)}]\n") == {"k": text, "j": [text]}


def test_the_commands_of_the_readme(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^briefgen (add .*)$", readme, re.MULTILINE)
    assert len(commands) == 6
    for command in [*commands, "fmt data/northholm.yaml"]:
        assert main(shlex.split(command, comments=True)) == 0
    root = tree_of((project / "northholm.yaml").read_text())
    assert list(root) == ["companies", "assets", "trials", "results", "events", "sources"]
    assert (project / "fernwick.yaml").read_text() == COMPANY
    capsys.readouterr()
    assert {problem.origin.path for problem in problems_of(project)} == {"data/northholm.yaml"}


@pytest.mark.parametrize(("sources", "named"), [(SOURCES, "`f-1, paragraph 3`"), ("", "`ID, paragraph 3`")])
def test_a_skeleton_shows_how_a_source_is_named_by_one_that_is_on_file(project: Path, sources: str, named: str) -> None:
    (project / "sources.yaml").write_text(sources)
    assert main(["add", "company", "New Co"]) == 0
    assert f"source:  # Source id and place: {named}" in (project / "new-co.yaml").read_text()
