"""The gallery: every chart drawn from invented sample data, and a page that shows them.

`python -m briefgen.charts.gallery docs/gallery` reads the sample data of that folder, writes a picture of each chart
into it and the page beside it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from briefgen import charts
from briefgen.atomic import write_whole
from briefgen.brand.brand import Brand
from briefgen.brand.brand_file import read_brand
from briefgen.charts.engine.drawing import picture as drawn
from briefgen.dataset.load import load_dataset
from briefgen.frozen import frozen
from briefgen.project import bundled_templates
from briefgen.values.dates import PartialDate, Period
from briefgen.values.facts import DATE, Fact, RecordKey, Traced
from briefgen.view.program import ProgramView
from briefgen.view.view import View, view_of

AS_OF = date(2025, 12, 31)
PERIOD = "2025-Q4"
WIDTH = 9.6
"""Inches of a picture: as wide as the picture of a slide, with its type sizes."""
COLOURS, FEWER = 128, 2 / 3
"""Of the pictures of the page: so many colours, and this part of the dots that a picture of a document has."""
INTRODUCTION = """# Chart gallery

Every chart that a template can draw. **All data in these pictures are invented:** the companies, medicines, diseases,
trials and numbers of [sample.yaml](gallery/sample.yaml) do not exist, and the file shows how the data of each chart are
written. `make gallery` draws the pictures again, `briefgen list charts` prints the list,
[templates.md](templates.md#charts) says how a template places a chart.

Charts are drawn at the size of their place, on a slide or a page, in the colours of the brand. Marks differ in shape,
line or lightness as well as colour, so a grey print says the same. A chart higher than its place is cut between rows.
What a source leaves out is printed as *not reported* or *not in the sources*; a value without its interval says so.
"""


@frozen
class Example:
    """How a template calls a chart, and the numbers the sample data give it."""

    call: str
    numbers: Callable[[View], Any]


def _results(view: View, *measures: str, timed: bool = False) -> list[Any]:
    return [r for r in view.all("result") if r.measure in measures and bool(r.at) == timed]


def _effects_on(view: View, endpoint: str) -> list[Any]:
    found = [r for r in view.all("result") if r.endpoint == endpoint and not r.subgroup]
    return [r for r in found if r.measure in ("hazard_ratio", "relative_reduction")]


def _told(view: View) -> list[Any]:
    return [result for trial in view.all("trial") for result in trial.results]


def _first(view: View, kind: str) -> Any:
    return next(iter(view.all(kind)))


def _day() -> Traced:
    day = PartialDate.of(AS_OF)
    return Traced(day.long(), Fact(RecordKey("view", "as-of"), ("as_of",)), DATE, day)


EXAMPLES: dict[str, Example] = {
    "pipeline": Example("subject.programs", lambda v: charts.prepare("pipeline", _programs(v))),
    "stages": Example("subject.programs", lambda v: charts.prepare("stages", _programs(v))),
    "stage-map": Example("subject.programs", lambda v: charts.prepare("stage-map", _programs(v))),
    "status": Example("subject.programs", lambda v: charts.prepare("status", _programs(v))),
    "landscape": Example(
        'area.programs, by="target"', lambda v: charts.prepare("landscape", _programs(v), by="target")
    ),
    "designations": Example(
        "subject.designations", lambda v: charts.prepare("designations", v.all("designation"))
    ),
    "timeline": Example(
        "subject.events", lambda v: charts.prepare("timeline", list(v.all("event"))[:7], _day())
    ),
    "catalysts": Example(
        "subject.catalysts", lambda v: charts.prepare("catalysts", v.all("event"), _day())
    ),
    "calendar": Example(
        "subject.events + subject.catalysts",
        lambda v: charts.prepare("calendar", v.all("event"), _day()),
    ),
    "forest": Example("trial.results", lambda v: charts.prepare("forest", _told(v))),
    "differences": Example("trial.results", lambda v: charts.prepare("differences", _told(v))),
    "reductions": Example("trial.results", lambda v: charts.prepare("reductions", _told(v))),
    "trials": Example("asset.readouts", lambda v: charts.prepare("trials", v.all("trial"))),
    "verdicts": Example("results of one endpoint", lambda v: charts.prepare("verdicts", _effects_on(v, "PFS"))),
    "efficacy": Example(
        "subject.results", lambda v: charts.prepare("efficacy", _results(v, "rate", "median"))
    ),
    "arms": Example("results of safety", lambda v: charts.prepare("arms", [r for r in v.all("result") if r.arm])),
    "landmark": Example(
        "trial.landmarks", lambda v: charts.prepare("landmark", _results(v, "rate", timed=True))
    ),
    "kaplan-meier": Example("trial", lambda v: charts.prepare("kaplan-meier", v.all("trial"))),
    "swimmer": Example("trial", lambda v: charts.prepare("swimmer", v.all("trial"))),
    "waterfall": Example("trial", lambda v: charts.prepare("waterfall", v.all("trial"))),
    "benchmarks": Example("disease.benchmarks", lambda v: charts.prepare("benchmarks", v.all("benchmark"))),
    "epidemiology": Example(
        "disease.epidemiology", lambda v: charts.prepare("epidemiology", v.all("epidemiology"))
    ),
    "deal": Example("deal", lambda v: charts.prepare("deal", _first(v, "deal"))),
    "deal-economics": Example("subject.deals", lambda v: charts.prepare("deal-economics", v.all("deal"))),
    "deal-scale": Example("deal", lambda v: charts.prepare("deal-scale", _first(v, "deal"))),
    "deal-territory": Example("deal", lambda v: charts.prepare("deal-territory", _first(v, "deal"))),
}  # fmt: skip
"""An example of every chart, in the order of the page."""


def _programs(view: View) -> list[ProgramView]:
    return [program for asset in view.all("asset") for program in asset.programs]


def sample_view(folder: Path) -> View:
    """The view of the sample data of a folder."""
    return view_of(load_dataset(folder, str(folder)), AS_OF, Period.parse(PERIOD), "investor")


def picture(name: str, view: View, brand: Brand) -> bytes:
    """One chart of the sample data as a PNG of few colours."""
    from PIL import Image

    numbers = EXAMPLES[name].numbers(view)
    height = charts.natural_height(name, numbers, WIDTH, brand, "slide")
    whole = charts.drawing(name, numbers, WIDTH, height, brand, "slide")
    shown = replace(whole, width=whole.width * FEWER, height=whole.height * FEWER, scale=whole.scale * FEWER)
    image = Image.open(io.BytesIO(drawn(shown, "png")))
    file = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def page(view: View) -> str:
    """The Markdown page of the gallery."""
    parts = [INTRODUCTION, _contents()]
    for name, example in EXAMPLES.items():
        chart = charts.CHARTS[name]
        alt = charts.describe(name, example.numbers(view)).replace("[", "(").replace("]", ")")
        call = f'{{chart("{name}", {example.call})}}'
        parts.append(f"## {name}\n\n{chart.summary}. Needs {chart.needs}.\n\n```jinja\n{call}\n```\n")
        parts.append(f"![{alt}](gallery/{name}.png)\n\n*Invented sample data.*\n")
    return "\n".join(parts)


def _contents() -> str:
    lines = ["| Chart | It shows | It needs |", "|---|---|---|"]
    told = [charts.CHARTS[name] for name in EXAMPLES]
    lines += [f"| [{chart.name}](#{chart.name}) | {chart.summary} | {chart.needs} |" for chart in told]
    return "\n".join(lines) + "\n"


def write_gallery(folder: Path) -> None:
    """Write the picture of every chart into the folder and the page beside it."""
    view = sample_view(folder)
    templates = bundled_templates()
    brand = read_brand(templates / "brand", str(templates / "brand"))
    for name in EXAMPLES:
        write_whole(folder / f"{name}.png", picture(name, view, brand))
    write_whole(folder.with_suffix(".md"), page(view).encode())


if __name__ == "__main__":
    write_gallery(Path(sys.argv[1]))
