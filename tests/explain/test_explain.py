"""Every code has a page, every field a meaning, and the pages made from them are those of docs/.

`pytest tests/explain/test_explain.py --rewrite` writes docs/data-model.md and docs/problem-codes.md anew.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from briefgen.checks import check_dataset
from briefgen.cli.main import main
from briefgen.cli.output import print_problems
from briefgen.dataset.load import load_dataset
from briefgen.explain.data_model import data_model
from briefgen.explain.problem_pages import families, problem_codes_document, problem_pages
from briefgen.explain.record_kinds import common_fields, kind_pages, part_pages, vocabularies
from briefgen.explain.record_text import explained, topics
from briefgen.explain.rows import example, example_of
from briefgen.explain.value_forms import DATE, FORMS, POINTS, SOURCE, TERRITORY, VALUE
from briefgen.explain.word_meanings import MEANINGS
from briefgen.problems import Origin, Problem, ProblemsFoundError
from briefgen.records import BY_PLURAL
from support.problem_codes import raised_codes

ROOT = Path(__file__).parents[2]
PAGES = problem_pages()
KINDS = (*kind_pages(), *part_pages())


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    raised = raised_codes()
    assert not raised.unknown, "write the code as a text, or hand on a parameter named `code`"
    without = {code: places for code, places in raised.codes.items() if code not in PAGES}
    assert not without, "add a page to src/briefgen/explain/problem_codes/"
    assert not set(PAGES) - set(raised.codes), "pages of codes that nothing raises"


def test_the_scan_sees_a_new_code(tmp_path: Path) -> None:
    (tmp_path / "rule.py").write_text(
        "def check(late):\n"
        "    code, hint = ('late', '') if late else ('early', 'wait')\n"
        "    yield Problem(Origin(), code, 'message', hint)\n"
        "    say('told', 'message')\n"
        "    yield Problem(Origin(), f'made-{late}', 'message')\n"
        "def say(code, message):\n"
        "    print(Problem(Origin(), code, message))\n"
        "class Problem:\n"
        "    origin: Origin\n"
        "    code: str\n"
        "    message: str\n"
    )
    raised = raised_codes(tmp_path)
    assert set(raised.codes) == {"late", "early", "told"}
    assert raised.unknown == ["rule.py:5: f'made-{late}'"]


@pytest.mark.parametrize("code", PAGES)
def test_a_page_says_what_why_an_example_and_how_to_mend(code: str) -> None:
    meaning, why, *rest = PAGES[code].body.split("\n\n")
    assert meaning.endswith(".")
    assert len(PAGES[code].summary) < 130
    assert why.startswith("Why: ")
    assert "```" in rest[0]
    assert rest[-1].startswith("Mend: ")


def test_commands_named_in_pages_exist() -> None:
    named = {code for page in PAGES.values() for code in re.findall(r"`briefgen explain ([a-z-]+)`", page.body)}
    assert named
    assert all(topic in PAGES or explained(topic) for topic in named)


@pytest.mark.parametrize("page", KINDS, ids=lambda page: page.name)
def test_every_field_has_a_meaning(page) -> None:
    assert page.meaning
    assert not [field.name for field in (*page.fields, *common_fields()) if not field.meaning.endswith((".", "..."))]


def test_meanings_are_of_words_that_exist() -> None:
    known = {words.name: set(words.codes) for words in vocabularies().values()}
    assert not {name: set(words) - known[name] for name, words in MEANINGS.items() if set(words) - known[name]}


def test_written_forms_are_read() -> None:
    from briefgen.records import Mention
    from briefgen.records.curve import Points
    from briefgen.values.dates import PartialDate
    from briefgen.values.quantity import Quantity
    from briefgen.values.territory import Territory

    for form, read in (
        (VALUE, Quantity.parse),
        (DATE, PartialDate.parse),
        (TERRITORY, Territory.parse),
        (POINTS, Points.parse),
    ):
        for written, _ in form.examples:
            assert read(written)
    for written, _ in SOURCE.examples[:-1]:
        assert Mention.model_validate(yaml.safe_load(written)).ids


def test_the_example_has_every_kind_and_is_valid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "example.yaml").write_text(example(), "utf-8")
    assert main(["check", "--data", str(tmp_path), "--period", "2025-Q4", "--as-of", "2025-12-31"]) == 0
    assert capsys.readouterr().err == "0 errors, 0 warnings\n"
    assert not [page.name for page in kind_pages() if len(example_of(page).splitlines()) < 2]


@pytest.mark.parametrize(
    ("name", "made"), [("data-model.md", data_model), ("problem-codes.md", problem_codes_document)]
)
def test_pages_made_from_the_program_are_those_of_docs(name: str, made, request: pytest.FixtureRequest) -> None:
    path = ROOT / "docs" / name
    if request.config.getoption("--rewrite"):
        path.write_text(made(), "utf-8", newline="\n")
    assert path.read_text("utf-8") == made(), f"{name} differs; run `pytest tests/explain/test_explain.py --rewrite`"


def test_the_trials_with_arms_are_entered_as_shown(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```yaml\n(trials:.*?)```", data_model(), re.DOTALL)
    (tmp_path / "example.yaml").write_text(example(), "utf-8")
    (tmp_path / "page.yaml").write_text(f'defaults: {{source: "fernwick-2025-11-12, paragraph 1"}}\n{shown}', "utf-8")
    assert check_dataset(load_dataset(tmp_path)) == []


def test_links_inside_the_data_model_lead_somewhere() -> None:
    page = data_model()
    headings = {
        re.sub(r"[^\w -]", "", line.lstrip("# ")).lower().replace(" ", "-")
        for line in page.splitlines()
        if line.startswith("#")
    }
    assert not set(re.findall(r"\]\(#([\w-]+)\)", page)) - headings


def test_everything_listed_can_be_explained() -> None:
    assert not [topic for topic in topics() if topic not in PAGES and not explained(topic)]
    assert not [topic for topic in PAGES if topics().count(topic) > 1], "a word has two meanings"


@pytest.mark.parametrize(
    ("topic", "says"),
    [
        ("no-locator", "paragraph 3"),
        ("event", "events:\n      - id: fern-1-readout"),
        ("results", "one number of one trial"),
        ("event.type", "label_expansion"),
        ("event.source", "{locator: paragraph 3}"),
        ("asset.programs", "who runs it"),
        ("program.territory", "hong-kong"),
        ("result.value", "11.1 months (95% CI 7.3-NE)"),
        ("trial-phase", "early_phase_1"),
        ("trial phase", "early_phase_1"),
        ("Territory", "saudi-arabia"),
    ],
)
def test_explains(topic: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", topic]) == 0
    said = capsys.readouterr().out
    assert says.lower() in said.lower()
    assert max(map(len, said.splitlines())) <= 125


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("ORR", ["endpoint  ORR, objective response rate", "result.endpoint"]),
        ("phase_3", ["trial-phase  phase_3, Phase III", "stage  phase_3, Phase III", "program.stage"]),
        ("Phase III", ["stage  phase_3, Phase III"]),
        ("breakthrough", ["designation-type  write breakthrough_therapy", "event-kind  write designation_granted"]),
        ("china", ["territory  china"]),
        ("hazard ratio", ["measure  hazard_ratio", "effect  hazard_ratio"]),
        ("not reached", ["value  not reached: the median lies beyond the follow-up"]),
        ("BLA", ["event-kind  write nda_submitted, filing", "stage  write filed"]),
        ("interim", ["analysis  interim", "event-kind  write readout_interim"]),
        ("upfront", ["deal.upfront", "amendment.upfront"]),
        ("outcome", ["outcome: words of event.outcome", "event.outcome"]),
    ],
)
def test_a_word_is_found_wherever_it_stands(word: str, says: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", *word.split()]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert [words for words in says if " ".join(words.split()) not in out] == []


def test_alone_it_lists_every_code_kind_and_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    said = capsys.readouterr().out
    listed = {line.split()[0] for line in said.splitlines() if line.startswith("  ") and line[2] != " "}
    assert listed == set(PAGES)
    assert all(name in said for name in (*FORMS, *vocabularies(), *(page.name for page in kind_pages())))


def test_a_code_that_does_not_exist_has_a_neighbour(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "bad-dates"]) == 2
    assert "did you mean 'bad-date'?" in capsys.readouterr().err
    assert main(["explain", "qqqqqqqqqq"]) == 2
    assert "`briefgen explain` lists all" in capsys.readouterr().err


def test_explaining_needs_nothing_heavy() -> None:
    code = "import sys; from briefgen.cli.main import main; main(['explain', 'bad-date']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"matplotlib", "docx", "pptx", "jinja2", "pydantic", "yaml"} & set(done.stdout.split())


def test_the_schema_explains_every_field() -> None:
    from briefgen.dataset.schema import json_schema

    definitions = json_schema()["$defs"]
    without = [
        f"{name}.{field}"
        for name, definition in definitions.items()
        for field, schema in definition.get("properties", {}).items()
        if name != "Mention" and "description" not in schema
    ]
    assert not without


@pytest.mark.parametrize("terminal", [True, False])
def test_a_terminal_is_told_once_where_more_is_said(
    terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    print_problems([Problem(Origin("a", 2), "bad-date", "m"), Problem(Origin("a", 1), "no-source", "m")])
    shown = capsys.readouterr().err
    assert shown.count("briefgen explain") == terminal
    assert shown.endswith("briefgen explain no-source says more\n") == terminal


def _examples() -> list[tuple[str, str]]:
    """The YAML of pages that is a whole data file."""
    fenced = ((code, re.findall(r"```yaml\n(.*?)```", page.body, re.DOTALL)) for code, page in PAGES.items())
    return [
        (code, text)
        for code, texts in fenced
        for text in texts
        if re.match(rf"({'|'.join([*BY_PLURAL, 'trial'])}):", text)
    ]


@pytest.mark.parametrize(("code", "text"), _examples(), ids=[code for code, _ in _examples()])
def test_the_example_of_a_page_is_that_problem(code: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "example.yaml").write_text(example(), "utf-8")
    defaults = "" if code == "no-source" else "defaults: {source: fernwick-2025-11-12}\n"
    (tmp_path / "page.yaml").write_text(defaults + text, "utf-8")
    try:
        problems = check_dataset(load_dataset(tmp_path))
    except ProblemsFoundError as error:
        problems = list(error.problems)
    assert code in {problem.code for problem in problems}, problems
    assert all(problem.origin.path.endswith("page.yaml") for problem in problems)


def test_most_pages_of_data_have_an_example_that_is_tried() -> None:
    data, dataset = (pages.pages for pages in families()[:2])
    tried = {code for code, _ in _examples()}
    assert not {page.code for page in dataset} - tried
    assert len(tried & {page.code for page in data}) > len(data) / 2
