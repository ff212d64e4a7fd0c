"""The benchmark: builds of generated data, beside other tools that write the same documents, in one run.

    python benchmarks/bench.py --full                everything at the size of the targets; takes a quarter of an hour
    python benchmarks/bench.py                       smaller, for every day
    python benchmarks/bench.py --peers PYTHON        with the interpreter of an environment that has docxtpl or pandoc

Ratios hold, seconds do not: they are of this machine and its load. Where the machine is busy, look at processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from compileall import compile_dir
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT / "src"), str(HERE)]

from generated import Sizes, write_generated  # noqa: E402
from part import AS_OF, PERIOD  # noqa: E402

OURS, HAND = "briefgen", "python-pptx + matplotlib by hand"


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a run is: decks set against other tools, decks that two workers make and one, assets of the build of
    all of them (each gives three files), of the dataset that is read, and of the datasets over which the cost of a
    deck is looked at (and how many decks in each)."""

    decks: int = 4
    shared: int = 4
    assets: int = 6
    read: int = 2_000
    growth: tuple[int, ...] = (10, 100, 2_000)
    each: int = 3


SMALL, DAILY = Scale(1, 1, 2, 4, (4,), 1), Scale()
FULL = Scale(20, 100, 334, 2_000, (10, 100, 500, 2_000), 6)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured: ours by theirs, and what is wanted of it; `at_least` where more is better."""

    what: str
    ratio: float
    target: float | None = None
    at_least: bool = False
    said: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the target is."""
        if self.target is None:
            return None
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took, with all the processes that it waited for."""

    wall: float
    cpu: float
    megabytes: float


class Retold:
    """Generated data whose texts can be changed: each trial was followed for some tenths of a month longer, and each
    source has another title, which slides, tables, references and ledgers tell and no chart shows."""

    def __init__(self, data: Path) -> None:
        self.texts = {path: path.read_text(encoding="utf-8") for path in sorted(data.glob("company-*.yaml"))}

    def tell(self, more: int) -> None:
        """Write the data with that much more than they had at first."""
        for path, text in self.texts.items():
            told = _FOLLOWED.sub(lambda found: f"{found[1]}{(int(found[2]) + more) % 10}", text)
            told = _TITLED.sub(lambda found: f"{found[1]}{int(found[2]) + 10_000 * more}", told)
            path.write_text(told, encoding="utf-8")


_TITLED, _FOLLOWED = re.compile(r"(title: Report number )(\d+)"), re.compile(r"(median_follow_up: \d+\.)(\d)")


@dataclass
class Run:
    """A run of the benchmark, in a folder of its own."""

    folder: Path
    scale: Scale
    peers: str
    rows: list[Row] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    measured: dict[str, Any] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    # --- running -------------------------------------------------------------------------------------------------

    def timed(self, name: str, *command: str | Path, cache: str = "cache") -> Cost:
        """What a command costs; it must succeed. `cache` names the folder of what is kept for it."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "BRIEFGEN_CACHE": str(self.folder / cache)}
        log = self.folder / "log.txt"
        with log.open("wb") as told:
            start = time.perf_counter()
            process = subprocess.Popen(list(map(str, command)), stdout=told, stderr=told, env=environment)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{name} failed: {' '.join(map(str, command))}\n{log.read_text(errors='replace')[-3000:]}")
        cost = Cost(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
        self.measured[name] = asdict(cost)
        print(
            f"  {name}: {cost.cpu:.2f} s of processors, {cost.wall:.2f} s on the clock, {cost.megabytes:.0f} MB",
            flush=True,
        )
        return cost

    def part(self, name: str, *given: str | Path) -> dict[str, Any]:
        """What a part prints."""
        self.timed(name, sys.executable, HERE / "part.py", *given)
        found: dict[str, Any] = json.loads((self.folder / "log.txt").read_text().splitlines()[-1])
        self.measured[name] |= found
        return found

    def build(self, name: str, data: Path, output: str, *more: str, cache: str = "cache") -> Cost:
        """A build in one process, whose processor time is therefore all of it."""
        return self.timed(name, sys.executable, "-m", "briefgen", "build", *more, "--data", data, "--templates",
                          ROOT / "templates", "--output", self.folder / output, "--period", PERIOD, "--as-of", AS_OF,
                          *(() if "--jobs" in more else ("--jobs", "1")), "--quiet", cache=cache)  # fmt: skip

    def dataset(self, assets: int) -> Path:
        """Generated data of a size."""
        folder = self.folder / f"data-{assets}"
        return folder if folder.exists() else write_generated(folder, Sizes.of(assets))

    def clear_cache(self) -> None:
        shutil.rmtree(self.folder / "cache", ignore_errors=True)

    def charts_kept(self) -> int:
        """How many pictures of charts lie in the cache."""
        return sum(path.is_file() for path in (self.folder / "cache" / "charts").rglob("*"))

    # --- what is measured ----------------------------------------------------------------------------------------

    def decks(self) -> None:
        """Decks of assets, every chart distinct, beside scripts that write the same."""
        count = self.scale.decks
        data = self.dataset(max(self.scale.assets, 2 * count))
        file, first = self.folder / "decks.json", self.folder / "deck.json"
        shown = self.part("what decks show", "shown", data, "asset-deck", "pptx", str(count), file)
        specs = json.loads(file.read_text())
        first.write_text(json.dumps(dict([next(iter(specs.items()))])))
        wanted = [f"--for={subject}" for subject in shown["subjects"]]
        print(f"{count} decks: {shown['slides']} slides, {shown['charts']} charts")
        hand, peers = HERE / "peers" / "by_hand.py", HERE / "peers"
        self.clear_cache()
        cold = self.build("one deck, cold", data, "cold", "asset-deck", wanted[0])
        one = self.timed("one deck by hand", sys.executable, hand, first, self.folder / "hand")
        self.add("cold, one deck, by the script by hand", cold.cpu / one.cpu, 0.90)
        shutil.rmtree(self.folder / "cache" / "charts")
        used = self.build("one deck, no chart drawn before", data, "cold", "asset-deck", wanted[0], "--all")
        said = "templates compiled and data read before, as the libraries of both are"
        self.add("one deck, no chart drawn before, by the script", used.cpu / one.cpu, said=said)
        self.clear_cache()
        all_by_hand = self.timed("decks by hand", sys.executable, hand, file, self.folder / "hand")
        ours = self.build("decks, no chart drawn before", data, "decks", "asset-deck", *wanted)
        before, charts, retold = self.outputs("decks"), self.charts_kept(), Retold(data)
        retold.tell(1)
        again = self.build("decks again, other texts, charts kept", data, "decks", "asset-deck", *wanted)
        anew = sum(hash != before[path] for path, hash in self.outputs("decks").items())
        retold.tell(2)
        one_again = self.build("one deck again, other texts, charts kept", data, "decks", "asset-deck", wanted[0])
        retold.tell(0)
        if count > 1:
            further = [(more.cpu - first.cpu) / (count - 1) for more, first in
                       ((all_by_hand, one), (ours, cold), (again, one_again))]  # fmt: skip
            by_hand, drawn, kept = further
            said = f"a further deck of each: {by_hand:.2f} s of a processor by hand; what both take to begin is apart"
            self.add("a document, every chart distinct, by the script", drawn / by_hand, 0.60, said=said)
            said = f"{anew} of {count} decks have other texts, {self.charts_kept() - charts} charts were drawn for them"
            self.add("charts kept, texts changed, by the script", kept / by_hand, 0.15, said=said)
        self.clear_cache()
        many, among = self.scale.shared, self.dataset(max(self.scale.assets, 2 * self.scale.shared))
        listed = self.part("decks of many assets", "subjects", among, "asset-deck", "pptx", str(many))["subjects"]
        every = ["asset-deck", *(f"--for={subject}" for subject in listed), "--no-cache"]
        two = self.build("decks of many assets, two workers", among, "two", *every, "--jobs", "2")
        alone = self.build("decks of many assets, one worker", among, "alone", *every)
        self.add("clock of one worker by two", alone.wall / two.wall, 1.85, at_least=True, said=f"{many} decks")
        if pandoc := self.pandoc():
            by = self.timed(
                "decks by pandoc", sys.executable, peers / "with_pandoc.py", file, self.folder / "pandoc", pandoc
            )
            said = f"a deck of each; pandoc's {count} one after the other, ours {many}"
            clock = (by.wall / count) / (two.wall / many)
            self.add("clock of matplotlib + pandoc by ours with two workers", clock, 4, at_least=True, said=said)
            self.add("processors: ours by matplotlib + pandoc", ours.cpu / by.cpu)
        if r := self.r():
            by = self.timed("decks by officer", r, peers / "officer.R", file, self.folder / "officer")
            ours = self.build(
                "decks, two workers", data, "decks two", "asset-deck", *wanted, "--no-cache", "--jobs", "2"
            )
            self.add("clock of two workers by R officer + ggplot2", ours.wall / by.wall, 0.25)

    def pages(self) -> None:
        """Word briefings of companies, beside a filled template."""
        if not self.can_import("docxtpl"):
            self.absent.append("docxtpl: not installed")
            return
        count = max(1, self.scale.decks // 2)
        data, file = self.dataset(max(self.scale.assets, 2 * count)), self.folder / "pages.json"
        shown = self.part("what briefings show", "shown", data, "quarterly-briefing", "docx", str(count), file)
        self.clear_cache()
        ours = self.build("briefings", data, "pages", "quarterly-briefing", "--format", "docx",
                          *(f"--for={subject}" for subject in shown["subjects"]))  # fmt: skip
        by = self.timed(
            "briefings by docxtpl", self.peers, HERE / "peers" / "with_docxtpl.py", file, self.folder / "tpl"
        )
        self.add("processors: Word briefings by matplotlib + docxtpl", ours.cpu / by.cpu, said=f"{count} briefings")

    def again(self) -> None:
        """A build of the documents of all assets, and of a company and an area that tell of one of them; the same
        again, after a change of a trial of that one, and with a tenth of the assets."""
        data, output = self.dataset(self.scale.assets), "all"
        assets, telling = subjects_of(data)
        every = [f"--for={subject}" for subject in (*telling, *assets)]
        self.clear_cache()
        full = self.build("all assets", data, output, *every)
        files = self.outputs(output)
        same = self.build("nothing changed", data, output, *every)
        self.add(f"nothing changed among {len(files)} files, by the full build", same.cpu / full.cpu, 0.01,
                 said=f"{same.wall:.2f} s on the clock, of which a second is wanted at most")  # fmt: skip
        record = data / CHANGED
        text = record.read_text()
        at = text.index("enrolled:")
        line = text[at : text.index("\n", at)]
        record.write_text(text.replace(line, "enrolled: 777 patients", 1))
        changed = self.build("one record changed", data, output, *every)
        now = self.outputs(output)
        written = sorted(path for path, hash in now.items() if files.get(path) != hash)
        self.measured["one record changed"]["written"] = written
        self.add("one record of one asset changed, by the full build", changed.cpu / full.cpu, 0.03,
                 said=f"{len(written)} of {len(now)} files written")  # fmt: skip
        record.write_text(text)
        tenth = [f"--for={subject}" for subject in (*telling, *assets[::10])]
        few = self.build("a tenth of them", data, "few", *tenth, cache="few")
        self.add(f"memory of {len(files)} files by {len(self.outputs('few'))}", full.megabytes / few.megabytes, 1.2)

    def outputs(self, output: str) -> dict[str, str]:
        """The documents of a folder and their hashes."""
        files = json.loads((self.folder / output / "manifest.json").read_text())["files"]
        return {entry["path"]: entry["sha256"] for entry in files}

    def reading(self) -> None:
        """Reading and checking the whole of a dataset."""
        data = self.dataset(self.scale.read)
        self.clear_cache()
        first = self.part("read and check, first", "load", data)
        again = self.part("read and check, unchanged", "load", data)
        said = f"{first['records']:,} records; seconds of a processor, not a ratio"
        self.add("seconds to read and check, first", first["load"] + first["check"], 2.0, said=said)
        self.add("seconds to read and check, unchanged", again["load"] + again["check"], 0.4, said=said)

    def help(self) -> None:
        """The help, beside an interpreter that loads click."""
        ours = min(self.timed("help", sys.executable, "-m", "briefgen", "--help").cpu for _ in range(5))
        theirs = min(self.timed("click", sys.executable, "-c", "import click").cpu for _ in range(5))
        self.add("--help by python with click", ours / theirs, 3.0)

    def growth(self) -> None:
        """What a slide of a deck costs in datasets of several sizes: decks of some hold more slides than those of others."""
        costs = {}
        for assets in self.scale.growth:
            found = self.part(f"a deck among {assets} assets", "documents", self.dataset(assets), str(self.scale.each))
            costs[assets] = found["each"]
        (least, first), *_, (most, last) = costs.items() if len(costs) > 1 else [*costs.items()] * 2
        self.measured["growth"] = costs
        said = ", ".join(f"{assets}: {1000 * seconds:.0f} ms" for assets, seconds in costs.items())
        self.add(f"a slide of a deck among {most} assets by one among {least}", last / first, 1.2, said=said)

    # --- results -------------------------------------------------------------------------------------------------

    def add(
        self, what: str, ratio: float, target: float | None = None, *, at_least: bool = False, said: str = ""
    ) -> None:
        self.rows.append(Row(what, ratio, target, at_least, said))
        print("  =>", line_of(self.rows[-1]), flush=True)

    @property
    def minutes(self) -> float:
        """How long it has taken so far."""
        return (time.monotonic() - self.began) / 60

    def can_import(self, name: str) -> bool:
        return (
            subprocess.run(
                [self.peers, "-c", f"import {name}, matplotlib"], capture_output=True, check=False
            ).returncode
            == 0
        )

    def pandoc(self) -> str:
        """Where pandoc is: installed, or in the environment of the peers."""
        code = "import pypandoc; print(pypandoc.get_pandoc_path())"
        found = subprocess.run([self.peers, "-c", code], capture_output=True, text=True, check=False)
        path = shutil.which("pandoc") or found.stdout.strip()
        if not path:
            self.absent.append("pandoc: not installed")
        return path

    def r(self) -> str:
        """Where R with the packages of its peer is."""
        code = "for (name in c('ggplot2', 'jsonlite', 'officer')) library(name, character.only = TRUE)"
        path = shutil.which("Rscript")
        if path and subprocess.run([path, "-e", code], capture_output=True, check=False).returncode == 0:
            return path
        self.absent.append("R officer + ggplot2: R or one of its packages ggplot2, jsonlite, officer is not installed")
        return ""

    def as_json(self) -> dict[str, Any]:
        """All of it."""
        return {
            "version": 1,
            "machine": {"cores": len(os.sched_getaffinity(0)), "system": platform.platform(), "python": platform.python_version(),
                        "load": [round(load, 1) for load in os.getloadavg()]},
            "scale": asdict(self.scale),
            "rows": [asdict(row) | {"reached": row.reached} for row in self.rows],
            "absent": self.absent,
            "minutes": round(self.minutes, 1),
            "measured": self.measured,
        }  # fmt: skip


CHANGED = "company-000.yaml"
"""The file whose first trial is changed."""


def subjects_of(data: Path) -> tuple[list[str], list[str]]:
    """Every asset of generated data, and the company and the area that tell of the trial that is changed."""
    files = {path.name: yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) for path in sorted(data.glob("*.yaml"))}
    area = {indication["id"]: indication["area"] for indication in files["shared.yaml"]["indications"]}
    own = files[CHANGED]
    assets = [asset["id"] for file in files.values() for asset in file.get("assets", ())]
    return assets, [own["companies"][0]["id"], area[own["trials"][0]["indications"]]]


PARTS = ("decks", "pages", "again", "reading", "help", "growth")


def line_of(row: Row) -> str:
    """A row in words."""
    wanted = f"{'at least' if row.at_least else 'at most'} {row.target:g}" if row.target is not None else ""
    verdict = {True: "reached", False: "MISSED", None: ""}[row.reached]
    return "  ".join(filter(None, (f"{row.ratio:8.3f}", row.what, wanted, verdict, row.said)))


def report(run: Run) -> Iterator[str]:
    """The lines of the end."""
    yield "\nratio"
    yield from map(line_of, run.rows)
    yield from (f"absent: {one}" for one in run.absent)
    yield f"{run.minutes:.0f} minutes"


def main(arguments: list[str]) -> int:
    """Run, print, write JSON and the picture."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--full", action="store_const", const=FULL, dest="scale", default=DAILY)
    wanted.add_argument("--small", action="store_const", const=SMALL, dest="scale")
    wanted.add_argument("--assets", type=int, help="assets of the builds of everything")
    wanted.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    wanted.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    wanted.add_argument("--json", type=Path, default=Path("build/benchmark.json"))
    wanted.add_argument("--picture", type=Path, help="draw the ratios beside their targets")
    given = wanted.parse_args(arguments)
    scale = given.scale
    if given.assets:
        scale = replace(scale, assets=given.assets)
    compile_dir(ROOT / "src", quiet=1)  # as it is when it is installed, and as the libraries of all peers are
    with TemporaryDirectory() as folder:
        run = Run(Path(folder), scale, given.peers)
        for name in given.only:
            print(f"\n{name}, after {run.minutes:.1f} minutes", flush=True)
            getattr(run, name)()
    print("\n".join(report(run)))
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps(run.as_json(), indent=1) + "\n", encoding="utf-8")
    if given.picture:
        from picture import draw_benchmark

        draw_benchmark(json.loads(given.json.read_text()), given.picture)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
