"""Whatever becomes of the files it reads, the program never ends with a fault of its own (exit 101)."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from briefgen.cli.main import main
from support.sampling import THOROUGH
from support.small_project import small_project

DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31"]
ROUNDS = 24 if THOROUGH else 10
"""Damaged forms of each file: more take longer and find the same."""
SPLICES = (
    b"\0",
    b"\xff\xfe",
    b"[" * 400,
    b"{{",
    b"}}",
    b"{%",
    b"&a *a",
    b"!!x ",
    b"\t",
    b"1e999",
    b"-1",
    b"NaN",
    b"<",
    b"\n- ",
)
CHECKED = ("data/*.yaml", "templates/page/brief.yaml", "templates/page/*.j2", "templates/brand/_brand.yml")
FINISHED = ("output/manifest.json", "output/*/page/*.ledger.json", "output/*/page/*.docx", "output/*/page/*.pptx")


def damaged(data: bytes, random: Random) -> bytes:
    """The bytes with a part cut out, doubled, exchanged or put in."""
    start, end = sorted(random.choices(range(len(data) + 1), k=2))
    end = min(end, start + 200)
    match random.choice(("cut", "double", "splice", "flip", "end")):
        case "cut":
            return data[:start] + data[end:]
        case "double":
            return data[:end] + data[start:]
        case "splice":
            return data[:start] + random.choice(SPLICES) + data[end:]
        case "flip":
            return (
                data[:start]
                + bytes(byte ^ random.choice((1, 32, 128)) for byte in data[start : start + 3])
                + data[start + 3 :]
            )
        case _:
            return data[:start]


def outcomes(project: Path, pattern: str, commands: list[list[str]]) -> None:
    """Each command on each damaged form of each file; the file is whole again afterwards."""
    random = Random(pattern)
    files = sorted(project.glob(pattern))
    assert files
    for file in files:
        whole = file.read_bytes()
        for round_ in range(ROUNDS):
            file.write_bytes(damaged(whole, random))
            for command in commands:
                code = main(command)
                assert code in (0, 1, 2), f"{file.name}, round {round_}: {' '.join(command)} ends with {code}"
        file.write_bytes(whole)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    small_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("pattern", CHECKED)
def test_no_damaged_file_of_the_user_is_a_fault_of_ours(project: Path, pattern: str) -> None:
    outcomes(project, pattern, [["check", *DAYS]])


@pytest.mark.parametrize("pattern", FINISHED)
def test_no_damaged_output_is_a_fault_of_ours(project: Path, pattern: str) -> None:
    assert main(["build", *DAYS, "--jobs", "1", "--quiet"]) == 0
    written = sorted(str(path) for path in Path("output").rglob("page/*.[dp][op][ct]x"))
    commands = [["audit", *written], ["trace", written[0], "1"], ["accessibility", *written]]
    if pattern.endswith(".json"):
        commands.append(["build", *DAYS, "--jobs", "1", "--quiet"])
    outcomes(project, pattern, commands)
