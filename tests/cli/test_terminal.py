"""The terminal: nothing is printed raw, no encoding and no closed stream ends a command, libraries say nothing."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from briefgen.cli.main import main
from briefgen.problems import Origin, Problem
from briefgen.values.signs import visible
from support.small_project import add_brief, small_project

DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31"]
HELD = "\u206a9.12\u206b"
"""What data may hold and no terminal gets."""
STEERING = "\u202e9.12\u202c \u2066x\u2069 \u200f\u061c"
SOURCE = Path(__file__).parents[2] / "src" / "briefgen"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_project(tmp_path))
    return tmp_path


def run(*arguments: str, shell: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own; `shell` is what a shell does with its streams."""
    command = [sys.executable, "-m", "briefgen", *arguments]
    if shell:
        command = ["bash", "-c", f'"$@" {shell}', "bash", *command]
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, encoding=encoding)


def steers(text: str) -> set[str]:
    """Signs that would steer a terminal or turn what follows them."""
    return {f"{ord(sign):04x}" for sign in text if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs")} - {
        "000a", "0009", "200b", "200c", "200d", "00ad", "2060",
    }  # fmt: skip


def test_signs_that_steer_are_shown_as_escapes() -> None:
    assert visible("a\x1b[31m\x9b\u202eb\r\x7f\ud800\u2028") == (
        "a\\u001b[31m\\u009b\\u202eb\\u000d\\u007f\\ud800\\u2028"
    )
    assert visible("Zoë\u00a0≥ 5 µg\n\t名称 💊") == "Zoë\u00a0≥ 5 µg\n\t名称 💊"


def test_no_command_prints_data_raw(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = project / "data" / "example.yaml"
    data.write_text(data.read_text().replace("name: EXT-101", f'name: "EXT-101 {HELD}"', 1), encoding="utf-8")
    output = project / f"out{STEERING}\x1b[31m"
    commands = [
        ["list", "assets"], ["list", "assets", "--json"], ["show", "page", "ext-101", *DAYS],
        ["build", *DAYS, "--jobs", "1", "--output", str(output)], ["audit", str(output), "--output", str(output)],
        ["trace", "--record", "ext-101", "--output", str(output)], ["check", *DAYS, "--as-of", f"\x9b{STEERING}"],
        ["build", f"pa\x1bge{STEERING}"],
        ["trace", str(output / "2025-Q4" / "page" / "ext-101.docx"), "--output", str(output), "--json"],
    ]  # fmt: skip
    for command in commands:
        assert main(command) != 101
        printed = capsys.readouterr()
        assert {"\\u202e", "\\u206a"} & set(re.findall(r"\\u\w{4}", printed.out + printed.err)), command
        assert not steers(printed.out + printed.err), command
        if "--json" in command:
            assert HELD in json.dumps(json.loads(printed.out), ensure_ascii=False)


def test_no_problem_is_printed_raw_or_passes_for_another(capsys: pytest.CaptureFixture[str]) -> None:
    from briefgen.cli.output import print_annotations, print_problems

    text = f"\x9b{STEERING}\n::error::x\ndata/y.yaml:1:1: error[x]: y"
    print_problems([Problem(Origin(f"data/{text}.yaml", 1, 2), "code", text, text)])
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[1][:8], steers("".join(lines))) == (2, "  hint: ", set())
    print_annotations([Problem(Origin(f"data/{text}.yaml", 1, 2), "code", text, text)])
    (line,) = capsys.readouterr().out.splitlines()
    assert not steers(line)


def test_what_verify_finds_is_not_printed_raw(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from briefgen.dataset.load import load_dataset

    (project / "texts").mkdir()
    for id in load_dataset(project / "data").ids("source"):
        (project / "texts" / f"{id}.txt").write_text(f"EXT-101 \x9b1;31m{STEERING} 2025 31 1 2 3", encoding="utf-8")
    main(["verify", "--source-texts", "texts"])
    printed = capsys.readouterr()
    assert not steers(printed.out + printed.err)


def test_only_the_printing_module_and_the_progress_print() -> None:
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "click.echo", "sys.stdout.write"):
                found.append(path.name)
    assert set(found) == {"output.py", "progress.py"}


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_any_code_page_will_do(project: Path, encoding: str, capsys: pytest.CaptureFixture[str]) -> None:
    add_brief(project, "greek", "# Ω ≥ 名称\n\n{{ asset.name }} é 💊 \u2212.\n")
    shown = run("show", "greek", "ext-101", *DAYS, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (shown.returncode, "Traceback" in shown.stderr) == (0, False)
    listed = run("list", "charts", "--json", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert main(["list", "charts", "--json"]) == 0
    assert json.loads(listed.stdout) == json.loads(capsys.readouterr().out)
    (project / "data" / "a.yaml").write_text("companies: [{id: a, name: A, nąme: 名称}]\n", encoding="utf-8")
    checked = run("check", *DAYS, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert checked.returncode == 1
    assert "unknown-field" in checked.stderr


@pytest.mark.parametrize("arguments", [["schema"], ["--help"], ["check", "--as-of", "2025"]])
def test_a_reader_that_has_gone_ends_the_command_quietly(project: Path, arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    for stream in ("stdout", "stderr"):
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: write}
        done = subprocess.run([sys.executable, "-m", "briefgen", *arguments], **streams)  # type: ignore[call-overload]
        said = (done.stdout or b"") + (done.stderr or b"")
        assert b"Traceback" not in said
        assert b"Exception ignored" not in said
        assert done.returncode in (0, 1, 2, 141)
        assert done.returncode == 141 or not (arguments == ["schema"] and stream == "stdout")
    os.close(write)


@pytest.mark.parametrize("shell", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_stops_nothing(project: Path, shell: str) -> None:
    assert run("check", *DAYS, shell=shell).returncode == 0
    done = run("list", "assets", shell=shell)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device here")
def test_a_full_disk_behind_the_output_is_told(project: Path) -> None:
    done = run("list", "charts", shell="> /dev/full")
    assert done.returncode == 2
    assert done.stderr == "briefgen: a file or the terminal: No space left on device\n"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_libraries_say_nothing(project: Path, jobs: str) -> None:
    chart = "# Charts\n\n## The pipeline\n\n{{ chart('pipeline', asset.programs, caption='Pipeline') }}\n"
    add_brief(project, "drawn", chart)
    nowhere = os.devnull + "/nowhere"
    done = run(
        "build", *DAYS, "--jobs", jobs, "--quiet",
        HOME=nowhere, XDG_CACHE_HOME=nowhere, XDG_CONFIG_HOME=nowhere, MPLCONFIGDIR=nowhere,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_logs_and_warnings_of_libraries_are_kept_off_the_terminal(project: Path) -> None:
    code = (
        "import briefgen.cli.main, logging, warnings; logging.getLogger('fontTools.ttLib').warning('timestamp');"
        "warnings.warn('old'); warnings.warn('older', DeprecationWarning)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr == b""
