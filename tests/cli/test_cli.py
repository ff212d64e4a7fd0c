"""The commands: what they print where, and their exit codes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.build.job import Failure, by_line
from briefgen.cli.main import main
from briefgen.problems import Origin, Problem
from support.small_project import add_brief, small_project

DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_project(tmp_path))
    return tmp_path


@pytest.mark.parametrize("command", [
    "build --data none", "build --templates none", "check --data none", "check --templates none", "list briefs --templates none",
    "words --templates none", "findings --data none", "brand --templates none", "brand check --templates none", "fmt none",
    "verify --source-texts none", "audit none", "accessibility none", "trace none", "clean --output none", "portal --output none",
])  # fmt: skip
def test_what_is_named_and_is_not_there_is_wrong_usage(
    project: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert main(command.split()) == 2
    assert "none" in capsys.readouterr().err


def test_check_says_nothing_but_the_count_when_all_is_well(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *DAYS]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "0 errors, 0 warnings\n"


def test_check_prints_every_problem_with_its_place(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "data" / "a.yaml").write_text("companies:\n  - {id: a, name: A, nmae: B}\nevets: []\n")
    (project / "templates" / "page" / "page.md.j2").write_text("# There are 12\n")
    settings = (project / "templates" / "page" / "brief.yaml").read_text()
    add_brief(project, "other", "", settings.replace("page.md.j2", "pages.md.j2"))
    assert main(["check", *DAYS]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "data/a.yaml:2:22: error[unknown-field]: companies[0].nmae is no field"
    assert lines[1].startswith("  hint: did you mean 'name'")
    assert any(line.startswith("data/a.yaml:3:1: error[unknown-kind]") for line in lines)
    assert any(line.startswith("templates/page/page.md.j2:1: error[untraced-number]") for line in lines)
    assert any(line.startswith("templates/other/brief.yaml") and "no-template" in line for line in lines)


def test_check_in_json_and_as_annotations(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "data" / "a.yaml").write_text("evets: []\n")
    assert main(["check", "--json", *DAYS]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["path"], problem["line"], problem["code"]) == ("data/a.yaml", 1, "unknown-kind")
    assert main(["check", "--output-format", "github", *DAYS]) == 1
    assert capsys.readouterr().out.startswith("::error file=data/a.yaml,line=1,col=1,title=unknown-kind::'evets' is no")


def test_a_line_that_prints_many_values_wrongly_is_one_problem() -> None:
    line, field = Origin("templates/page/page.md.j2", 7), Origin("data/a.yaml", 7, 2)
    first = Failure("a.docx", (Problem(line, "unit-dropped", '"1" is cut', "mend"), Problem(line, "undefined", "x")))
    second = Failure("b.docx", (Problem(line, "unit-dropped", '"2" is cut', "mend"), Problem(line, "undefined", "x")))
    fits = [Failure("c.pptx", (Problem(field, "does-not-fit", text),)) for text in "de"]
    assert list(by_line([first, second, *fits])) == [
        Problem(line, "unit-dropped", '"1" is cut; and 1 more of the kind from this line', "mend"),
        Problem(line, "undefined", "x"),
        Problem(field, "does-not-fit", "d"),
        Problem(field, "does-not-fit", "e"),
    ]


def test_list_and_show(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "briefs"]) == 0
    assert capsys.readouterr().out == "page  One page for each asset\n"
    assert main(["list", "companies", "--json"]) == 0
    listed = {"version": 1, "companies": [{"id": "example", "text": "Example Therapeutics"}]}
    assert json.loads(capsys.readouterr().out) == listed
    for what in ("assets", "areas", "charts"):
        assert main(["list", what]) == 0
    assert "pipeline" in capsys.readouterr().out
    assert main(["list", "conflicts"]) == 0
    assert capsys.readouterr() == ("", "no conflicts\n")
    assert main(["show", "page", "ext-101", *DAYS]) == 0
    assert "EXT-101 is developed by Example Therapeutics" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["buidl"], "Did you mean 'build'"),
        (["build", "paeg"], "no brief is named 'paeg'; did you mean 'page'?"),
        (["build", "--for", "ext-110"], "did you mean 'ext-101'?"),
        (["build", "--for", "example therapeutics"], "did you mean 'example'?"),
        (["build", "--for", "example"], "left out: example: no brief that was chosen is about a company"),
        (
            ["build", "--for", "ext-101", "--as-of", "2025-11-04"],
            "left out: ext-101: nothing known before 5 November 2025, the date of its only source",
        ),
        (["build", "--period", "2025-Q5"], "'2025-Q5' is not a period"),
        (["build", "--period", "2026-Q1", "--as-of", "2025-12-31"], "begins after the as-of day"),
        (["build", "--as-of", "yesterday"], "'yesterday' is not a day"),
        (["build", "--as-of", "1899-12-31"], "years run from 1900 to 2200"),
        (["build", "--as-of", "9999-12-31"], "years run from 1900 to 2200"),
        (["check", "--as-of", "0001-01-01"], "years run from 1900 to 2200"),
        (["check", "--as-of", "1900-02-01"], "no quarter was completed before 1900-02-01"),
        (["build", "--as-of", "2025-W01-1"], "is not a day"),
        (["check", "--period", "1899"], "years run from 1900 to 2200"),
        (["show", "page", "ext-101", "--period", "2201-Q1"], "years run from 1900 to 2200"),
        (["build", "--audience", "investors"], "did you mean 'investor'?"),
        (["build", "--format", "odt"], "'odt'"),
        (["build", "--jobs", "0"], "--jobs"),
        (["list", "brief"], "'brief'"),
        (["show", "page"], "SUBJECT"),
    ],
)
def test_wrong_usage_is_exit_2_with_one_clear_line(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert printed.out == ""
    assert not (project / "output").exists()


def test_settings_come_from_the_environment_and_empty_ones_do_not_count(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRIEFGEN_PERIOD", "2025-Q3")
    monkeypatch.setenv("BRIEFGEN_AS_OF", "")
    monkeypatch.setenv("BRIEFGEN_OUTPUT", "elsewhere")
    assert main(["build", "--format", "docx", "--jobs", "1", "--quiet"]) == 0
    assert (project / "elsewhere" / "2025-Q3" / "page" / "ext-101.docx").is_file()
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("name", "value"), [("AS_OF", "1800-01-01"), ("AS_OF", "2201-01-01"), ("PERIOD", "3000-H1")])
def test_a_year_out_of_range_in_the_environment_is_wrong_usage(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    monkeypatch.setenv(f"BRIEFGEN_{name}", value)
    assert main(["check"]) == 2
    assert f"'{value}' is not a" in capsys.readouterr().err


@pytest.mark.parametrize("days", [["--as-of", "1900-04-01"], ["--as-of", "2200-12-31"], ["--as-of", "2200-01-01"]])
def test_the_first_and_the_last_years_are_no_crash(project: Path, days: list[str]) -> None:
    assert main(["check", *days]) == 0


def test_an_error_of_ours_is_exit_101_and_says_so(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("briefgen.dataset.schema.json_schema", lambda: 1 / 0)
    assert main(["schema"]) == 101
    assert "ZeroDivisionError" in (printed := capsys.readouterr().err)
    assert printed.endswith("this is a bug in briefgen; please report the text above to its maintainers\n")


def test_a_template_that_never_ends_is_stopped(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("briefgen.build.job.SECONDS", 0.3)
    loop = "\n{% for a in range(99999) %}{% for b in range(99999) %}\n{{ asset.name }}{% endfor %}{% endfor %}"
    quiet_loop = "\n\n{% for a in range(99999) %}{% for b in range(99999) %}\n{% set c = b %}{% endfor %}{% endfor %}"
    for template in (loop, quiet_loop):
        (project / "templates" / "page" / "page.md.j2").write_text(template)
        assert main(["show", "page", "ext-101", *DAYS]) == 1
        assert re.match(r"templates/page/page.md.j2(:\d)?: error\[", capsys.readouterr().err)
    assert main(["show", "page", "ext-101", *DAYS]) == 1
    assert "error[template-timeout]" in capsys.readouterr().err


def test_a_template_that_prints_too_much_is_the_only_problem(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("briefgen.briefs.render.CAPACITY", 50)
    loop = "{% for a in range(99) %}\n{{ asset.name|lower_first }}{% endfor %}"
    (project / "templates" / "page" / "page.md.j2").write_text(loop)
    assert main(["show", "page", "ext-101", *DAYS]) == 1
    (line, _hint) = capsys.readouterr().err.splitlines()
    assert line.startswith("templates/page/page.md.j2:2: error[template-too-large]")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_template_that_takes_all_memory_is_stopped(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    doubling = '{% set ns = namespace(a="x") %}{% for i in range(60) %}{% set ns.a = ns.a ~ ns.a %}{% endfor %}'
    (project / "templates" / "page" / "page.md.j2").write_text(doubling)
    assert main(["show", "page", "ext-101", *DAYS]) == 1
    assert "templates/page/page.md.j2:1: error[template-too-large]" in capsys.readouterr().err


def test_init_makes_a_project_that_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["init", str(tmp_path / "new")]) == 0
    assert main(["init", str(tmp_path / "new")]) == 2
    monkeypatch.chdir(tmp_path / "new")
    assert {".github", ".gitignore", "README.md", "data", "templates"} == {path.name for path in Path().iterdir()}
    assert Path("templates/brand/_brand.yml").is_file()
    assert main(["check", *DAYS]) == 0


def test_init_names_the_build_in_which_its_example_has_news(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "new")]) == 0
    build = capsys.readouterr().err.rstrip().partition(" && briefgen ")[2]
    monkeypatch.chdir(tmp_path / "new")
    assert f"`briefgen {build}`" in Path("README.md").read_text(encoding="utf-8")
    assert main(["findings", *build.split()[1:]]) == 0
    assert "Example Therapeutics: 2 new in Q4 2025" in capsys.readouterr().out


def test_the_list_of_commands_cuts_no_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    commands = capsys.readouterr().out.partition("Commands:")[2]
    assert "trace" in commands
    assert "..." not in commands


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert "companies" in json.dumps(json.loads(capsys.readouterr().out))


def test_a_reader_that_stops_listening_sees_no_traceback(project: Path) -> None:
    done = subprocess.run(["bash", "-c", f"{sys.executable} -m briefgen schema | head -c 10"], capture_output=True)
    assert (len(done.stdout), done.stderr) == (10, b"")


HEAVY = ("matplotlib", "docx", "pptx", "rich")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["build", "--help"], ["--version"], ["check", *DAYS], ["list", "charts"], ["schema"]]
)
def test_light_commands_load_no_heavy_library(project: Path, arguments: list[str]) -> None:
    code = f"import sys; from briefgen.cli.main import main; main({arguments!r}); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & set(done.stderr.split())


def test_options_that_briefs_share_reach_every_brief(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_brief(project, "other", "# Other\n")
    assert main(["build", "--audience", "board", "--format", "docx", "--jobs", "1", "--json", *DAYS]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert [file["path"] for file in files] == [
        "output/2025-Q4/other-board/ext-101.docx",
        "output/2025-Q4/page-board/ext-101.docx",
    ]


def test_check_sums_up_what_a_file_has_many_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(small_project(tmp_path))
    rows = "".join(f"  - {{id: t{number}, name: T{number}, source: acme-2025}}\n" for number in range(9))
    (tmp_path / "data" / "targets.yaml").write_text(
        "sources: [{id: acme-2025, type: news, tier: secondary, published: 2025}]\n"
        f"targets:\n{rows}  - {{id: t1-x, name: T1, source: 'acme-2025, page 2'}}\n"
    )
    assert main(["check"]) == 0
    shown = capsys.readouterr().err
    assert "0 errors, 10 warnings" in shown
    assert shown.count("no-locator") == 1
    assert "data/targets.yaml:3:32: warning[no-locator]: target 't0'" in shown
    assert "; and 8 more of the kind in this file" in shown
    assert "same-name" in shown
    assert main(["check", "--all"]) == 0
    assert capsys.readouterr().err.count("no-locator") == 9


def test_what_is_asked_for_and_not_known_yet_does_not_stop_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(small_project(tmp_path))
    (tmp_path / "data" / "later.yaml").write_text(
        "sources:\n  - {id: later, type: news, tier: secondary, published: 2025-12-24}\n"
        "assets:\n  - {id: ext-900, name: EXT-900, company: example, source: 'later, page 1'}\n"
        "  - {id: ext-901, name: EXT-901, company: example, source: 'later, page 1', audiences: board}\n"
    )
    days = ["--as-of", "2025-12-01", "--period", "2025-Q4", "--format", "docx"]
    assert main(["build", "--for", "ext-101", "--for", "ext-900", *days]) == 0
    shown = capsys.readouterr().err
    assert "left out: ext-900: nothing known before 24 December 2025, the date of its only source" in shown
    assert "ext-901" not in shown
    assert (tmp_path / "output/2025-Q4/page/ext-101.docx").is_file()
    assert main(["build", *days, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [one["subject"] for one in answer["left_out"]] == ["ext-900", "ext-901"]
    assert answer["left_out"][1]["reason"] == "there is nothing of it that the audience investor may see"
