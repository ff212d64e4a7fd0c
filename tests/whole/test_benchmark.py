"""The benchmark runs: its data are right, its peers write what we write, and what it measures is written down."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pptx import Presentation

from briefgen.checks import check_dataset
from briefgen.dataset.load import load_dataset

ROOT = Path(__file__).parents[2]
BENCHMARKS = ROOT / "benchmarks"


@pytest.fixture(scope="module")
def benchmark(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with generated data, a deck's description and the deck that the script by hand makes of it."""
    folder = tmp_path_factory.mktemp("benchmark")
    run("generated.py", folder / "data", "--assets", "4")
    run("part.py", "shown", folder / "data", "asset-deck", "pptx", "1", folder / "decks.json")
    run("peers/by_hand.py", folder / "decks.json", folder / "hand")
    return folder


def run(script: str, *given: str | Path) -> str:
    command = [sys.executable, BENCHMARKS / script, *given]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_generated_data_have_no_problem(benchmark: Path) -> None:
    dataset = load_dataset(benchmark / "data")
    assert len(dataset.records["asset"]) == 4
    assert check_dataset(dataset) == []


def test_the_same_sizes_are_the_same_data() -> None:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        from generated import Sizes, generated
    finally:
        sys.path.remove(str(BENCHMARKS))
    assert generated(Sizes.of(20)) == generated(Sizes.of(20))
    whole = Sizes()
    assert Sizes.of(whole.assets) == whole
    assert (whole.companies, whole.trials, whole.events, whole.sources) == (200, 3_000, 20_000, 5_000)


def test_the_peer_by_hand_writes_the_same_slides(benchmark: Path) -> None:
    (name, spec), *_ = json.loads((benchmark / "decks.json").read_text(encoding="utf-8")).items()
    deck = Presentation(str(benchmark / "hand" / f"{name}.pptx"))
    assert [len(slide.shapes) for slide in deck.slides] == [len(slide["shapes"]) for slide in spec["slides"]]
    charts = sum(shape["kind"] == "chart" for slide in spec["slides"] for shape in slide["shapes"])
    pictures = sum(hasattr(shape, "image") for slide in deck.slides for shape in slide.shapes)
    assert 0 < charts <= pictures


def test_a_small_run_writes_what_it_measured(tmp_path: Path) -> None:
    result, picture = tmp_path / "benchmark.json", tmp_path / "benchmark.png"
    run("bench.py", "--small", "--only", "reading", "help", "--json", result, "--picture", picture)
    written = json.loads(result.read_text(encoding="utf-8"))
    assert [row["what"] for row in written["rows"]] == [
        "seconds to read and check, first",
        "seconds to read and check, unchanged",
        "--help by python with click",
    ]
    assert picture.read_bytes().startswith(b"\x89PNG")
