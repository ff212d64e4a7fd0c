"""Charts: one per file. A template names a chart and hands it view objects; a writer draws it at its final size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from inspect import signature
from typing import TYPE_CHECKING, Any

from briefgen.brand.brand import Brand, Face
from briefgen.charts.engine.canvas import Canvas, Medium, Variant
from briefgen.charts.engine.chart import Chart, changed_in, traced_in, words_of
from briefgen.charts.engine.drawing import Drawing, picture
from briefgen.charts.engine.marks import TextLine
from briefgen.charts.engine.split import parts
from briefgen.lexicon.en import AMERICAN, BRITISH, LANGUAGES
from briefgen.lexicon.spelling import american
from briefgen.values.facts import Traced

if TYPE_CHECKING:
    from briefgen.charts.engine.series import ChartPanel

_MODULES = {
    "pipeline": "pipeline", "timeline": "timeline", "catalysts": "catalysts", "calendar": "calendar",
    "benchmarks": "benchmarks", "landmark": "landmark", "epidemiology": "epidemiology",
    "designations": "designations", "stages": "stages", "stage-map": "stage_map", "status": "status", "deal": "deal",
    "deal-territory": "territory", "deal-economics": "deal_economics", "deal-scale": "deal_scale",
    "landscape": "landscape", "efficacy": "efficacy", "arms": "arms", "forest": "effects", "differences": "effects",
    "reductions": "effects", "kaplan-meier": "kaplan_meier", "swimmer": "swimmer", "trials": "trials",
    "verdicts": "verdicts", "waterfall": "waterfall",
}  # fmt: skip
"""The module of each chart."""
MODULES = tuple(sorted({f"briefgen.charts.{module}" for module in _MODULES.values()}))
"""The modules of all charts, for whoever draws many documents."""


class _Charts(Mapping[str, Chart]):
    """Charts by name. A document draws few of them: the module of each is loaded when it is first asked for."""

    def __init__(self) -> None:
        self._loaded: dict[str, Chart] = {}

    def __getitem__(self, name: str) -> Chart:
        if name not in self._loaded:
            module = import_module(f"briefgen.charts.{_MODULES[name]}")
            found = module.CHARTS if hasattr(module, "CHARTS") else (module.CHART,)
            self._loaded |= {chart.name: chart for chart in found}
        return self._loaded[name]

    def __contains__(self, name: object) -> bool:
        return name in _MODULES

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


CHARTS: Mapping[str, Chart] = _Charts()
"""Every chart by name."""

LOOSEST, TIGHTEST = 2.6, 0.4
"""How far the air between rows may be stretched to fill a box, or pressed to fit into one."""


HEIGHT_STEP = 0.125
"""Charts that take more or less air for the sake of the text around them change their height by such steps in inches:
where that text changes a little they stay what they are."""


def prepare(name: str, *args: Any, **kwargs: Any) -> Any | None:
    """The numbers a chart draws from view objects; None when there is nothing to draw. KeyError for no such chart."""
    return CHARTS[name].prepare(*args, **kwargs)


@cache
def takes_day(name: str) -> bool:
    """Whether a chart tells what happened from what is expected, and is drawn as of a day."""
    return "as_of" in signature(CHARTS[name].prepare).parameters


def natural_height(name: str, numbers: Any, width: float, brand: Brand, medium: Medium) -> float:
    """Height in inches the chart wants at a width."""
    return _laid_out(name, numbers, width, brand, medium).height


def least_height(name: str, numbers: Any, width: float, brand: Brand, medium: Medium) -> float:
    """Height in inches below which a chart at a width would be drawn smaller as a whole, its letters too."""
    return _laid_out(name, numbers, width, brand, medium, stretch=TIGHTEST).height


def split(name: str, numbers: Any, width: float, max_height: float, brand: Brand, medium: Medium) -> tuple[Any, ...]:
    """The numbers in several parts, cut between rows, each no higher than asked where its rows allow."""
    chart, canvas = CHARTS[name], _laid_out(name, numbers, width, brand, medium)
    if not chart.splits or canvas.height <= max_height:
        return (numbers,)
    if chart.finer:
        numbers = chart.finer(numbers)
        canvas = _laid_out(name, numbers, width, brand, medium)
    return parts(numbers, canvas.bands, canvas.height, max_height)


def fewer(name: str, numbers: Any) -> Any | None:
    """The numbers without what weighs least in them; None when nothing may go."""
    less = CHARTS[name].fewer
    return less(numbers) if less else None


def numbered(name: str, numbers: Any, number: Callable[[Sequence[Traced]], str]) -> Any:
    """The numbers with the reference numbers of what each source says, where the chart prints them."""
    with_numbers = CHARTS[name].numbered
    return with_numbers(numbers, number) if with_numbers else numbers


def is_numbered(name: str, numbers: Any) -> bool:
    """Whether the chart prints the reference numbers of what it shows."""
    return numbered(name, numbers, lambda told: "") is not numbers


def draw(
    name: str,
    numbers: Any,
    width: float,
    height: float,
    brand: Brand,
    medium: Medium,
    variant: Variant = "investor",
    *,
    vector: bool = False,
    language: str = LANGUAGES[BRITISH],
) -> bytes:
    """The chart as a PNG of exactly that size in inches at 300 dpi; as a `vector` the same as an SVG, its letters
    as outlines."""
    drawn = drawing(name, numbers, width, height, brand, medium, variant, language)
    return picture(drawn, "svg" if vector else "png")


def drawing(
    name: str,
    numbers: Any,
    width: float,
    height: float,
    brand: Brand,
    medium: Medium,
    variant: Variant = "investor",
    language: str = LANGUAGES[BRITISH],
) -> Drawing:
    """The chart laid out at that size, its words in the language of the document."""
    canvas = _fitted(name, numbers, width, height, brand, medium, variant)
    marks = _spelled(tuple(canvas.marks), TextLine, numbers, language)
    return Drawing(marks, width, height, _scale(canvas, width, height), canvas.brand)


def _fitted(
    name: str, numbers: Any, width: float, height: float, brand: Brand, medium: Medium, variant: Variant
) -> Canvas:
    """The chart laid out with as much air between its rows as the height allows. A chart that is too high even without
    air is laid out on a wider canvas, which is drawn smaller as a whole and still fills the width."""
    canvas = _laid_out(name, numbers, width, brand, medium, variant)
    if abs(canvas.height - height) > 0.005:
        limit = LOOSEST if height > canvas.height else TIGHTEST
        extreme = _laid_out(name, numbers, width, brand, medium, variant, limit)
        share = (height - canvas.height) / ((extreme.height - canvas.height) or 1.0)
        stretch = 1.0 + min(max(share, 0.0), 1.0) * (limit - 1.0)
        canvas = _laid_out(name, numbers, width, brand, medium, variant, stretch)
        if canvas.height > height + 0.005:
            wide = width * canvas.height / height
            canvas = _laid_out(name, numbers, wide, brand, medium, variant, stretch)
    return canvas


def _scale(canvas: Canvas, width: float, height: float) -> float:
    """How large a canvas is drawn in a box, as a whole."""
    return min(width / canvas.width, height / canvas.height if canvas.height > 0 else 1.0)


def panels(
    name: str,
    numbers: Any,
    width: float,
    height: float,
    brand: Brand,
    medium: Medium,
    variant: Variant = "investor",
    language: str = LANGUAGES[BRITISH],
) -> tuple[ChartPanel, ...]:
    """The chart as panels an office program draws by itself; none when only a picture can show it."""
    from briefgen.charts.editable import EDITABLE  # most documents hold pictures alone
    from briefgen.charts.engine.series import Phrase

    if name not in EDITABLE:
        return ()
    found = EDITABLE[name](numbers, Canvas(brand, width, medium, variant), height)
    if not found:
        return ()
    described = (found[0].described(describe(name, numbers)), *found[1:])
    spelled: tuple[ChartPanel, ...] = _spelled(described, Phrase, numbers, language)
    return spelled


def _spelled(drawn: Any, kind: type[Any], numbers: Any, language: str) -> Any:
    """What is drawn with the chart's own words in the language of the document; those of its numbers have theirs."""
    if language != LANGUAGES[AMERICAN]:
        return drawn
    stay = words_of(numbers)

    def spelled(words: Any) -> Any:
        inside = {"behind": spelled(words.behind)} if getattr(words, "behind", None) else {}
        return replace(words, text=american(words.text, stay), **inside)

    return changed_in(drawn, kind, spelled)


def describe(name: str, numbers: Any) -> str:
    """Alt text: kind, subject, every value in reading order, caveat; below 500 characters."""
    return CHARTS[name].describe(numbers)


def values(name: str, numbers: Any) -> tuple[Traced, ...]:
    """Every traced value the chart prints, once each, in reading order."""
    found = {(value.text, value.fact): value for value in traced_in(numbers)}
    return tuple(found.values())


def _laid_out(
    name: str,
    numbers: Any,
    width: float,
    brand: Brand,
    medium: Medium,
    variant: Variant = "investor",
    stretch: float = 1.0,
) -> Canvas:
    """The chart measured with the face it is drawn with, whatever the widths of a company's own typeface."""
    canvas = Canvas(replace(brand, face=Face()), width, medium, variant, stretch)
    CHARTS[name].lay_out(numbers, canvas)
    return canvas
