"""Figures in Word: charts drawn at their final size, captioned, described and sourced."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any

from briefgen import charts
from briefgen.charts.engine.canvas import Canvas
from briefgen.document.blocks import Figure
from briefgen.document.inlines import plain
from briefgen.lexicon import en
from briefgen.ooxml.wordml import inline_picture, paragraph, qn
from briefgen.writers.charts.text import ChartLook
from briefgen.writers.word.charts import add_vector, chart_run
from briefgen.writers.word.text import PendingChart, TextSetting, WordDraft, caption, note_and_sources, printed

TALLEST = 8.6
"""Inches a chart may fill on a page with its caption and source."""

_EMU = 914400
_SHARE = 0.995
"""Share of the column that charts side by side fill, so that rounding never sends the last one to the next line."""
_LOWEST = 0.85
"""Share of its own height a figure keeps at least."""


def figure_xml(draft: WordDraft, block: Figure, setting: TextSetting) -> list[str]:
    """A figure with its caption above and its note and sources below; a tall one in several pictures."""
    if block.caption:
        draft.figures += 1
    shown = " ".join([printed(draft.document, block.caption), plain(block.facts), block.alt])
    label = f"Figure {draft.figures}" if block.caption else ""
    sources = () if block.referenced and draft.linked else block.sources
    below = note_and_sources(draft, block.note, sources, shown, setting, label)
    parts = _split(draft, block, setting.width)
    found: list[str] = []
    for number, numbers in enumerate(parts, 1):
        part = en.part(number, len(parts)) if len(parts) > 1 else ""
        if block.caption:
            found.append(caption(draft, "Figure", draft.figures, block.caption, setting, part))
        keep = number == len(parts) and bool(below)
        alt = charts.describe(block.chart, numbers) if part else block.alt
        shown_alt = draft.traces.figure(alt, block.facts)
        drawing = _drawing(draft, block.chart, numbers, shown_alt, setting.width, label)
        found.append(paragraph(draft.styles["Figure"], drawing, keep_next=keep, extra=setting.keeps_clear()))
    return [*found, *below]


def _split(draft: WordDraft, block: Figure, width: float) -> tuple[object, ...]:
    drawn = round(width, 2)
    if charts.natural_height(block.chart, block.numbers, drawn, draft.brand, "page") <= TALLEST:
        return (block.numbers,)
    return tuple(charts.split(block.chart, block.numbers, drawn, TALLEST, draft.brand, "page"))


def _drawing(draft: WordDraft, chart: str, numbers: object, alt: str, width: float, label: str) -> str:
    """The place of a picture, which is drawn when its height is known; it has the name that its caption gives it."""
    drawn = round(width, 2)
    height = min(charts.natural_height(chart, numbers, drawn, draft.brand, "page"), TALLEST)
    number = draft.next_mark()
    key = f"chart-{number}"
    draft.pictures[key] = PendingChart(chart, numbers, drawn, height)
    return inline_picture(number, label or f"Picture {number}", f"{key}.png", key, alt, (width, height))


# --- when pages are settled --------------------------------------------------------------------------------


def slack(draft: WordDraft, paragraph: Any) -> float:
    """Points by which the figure of a paragraph may be drawn lower: its rows move closer, its text stays as it is."""
    picture = _picture(draft, paragraph)
    tight = Canvas(draft.brand, picture.width, "page", draft.document.variant, charts.TIGHTEST)
    charts.CHARTS[picture.chart].lay_out(picture.numbers, tight)
    return max(_height(paragraph) - max(tight.height, picture.height * _LOWEST), 0.0) * 72


def resize(paragraph: Any, lower: float) -> None:
    """Draw the figure of a paragraph lower by so many points."""
    height = str(round((_height(paragraph) - lower / 72) * _EMU))
    for extent in (*paragraph.iter(qn("wp:extent")), *paragraph.iter(qn("a:ext"))):
        extent.set("cy", height)


def draw_figures(draft: WordDraft, root: Any) -> None:
    """Draw every figure at the height its paragraph has come to."""
    for holder in [drawing.getparent().getparent() for drawing in root.iter(qn("w:drawing"))]:
        picture = _picture(draft, holder)
        variant, language = draft.document.variant, draft.document.language
        height = _height(holder)
        if draft.document.charts == "native" and _draw_panels(draft, holder, picture, height):
            continue
        drawn = partial(
            charts.draw, picture.chart, picture.numbers, picture.width, height, draft.brand, "page", variant,
            language=language,
        )  # fmt: skip
        png = drawn()
        relation, _ = draft.part.get_or_add_image(BytesIO(png))
        _blip(holder).set(qn("r:embed"), relation)
        if draft.document.charts == "svg":
            add_vector(draft.part, _blip(holder), drawn(vector=True))


def _draw_panels(draft: WordDraft, holder: Any, picture: PendingChart, height: float) -> bool:
    """Put editable charts in the place of a picture; False when its kind can only be a picture."""
    variant, width, language = draft.document.variant, picture.width, draft.document.language
    panels = charts.panels(picture.chart, picture.numbers, width, height, draft.brand, "page", variant, language)
    old = next(holder.iter(qn("w:r")))
    look = ChartLook(draft.brand, draft.document.language, themed=False)
    alt = next(holder.iter(qn("wp:docPr"))).get("descr")
    facts = charts.values(picture.chart, picture.numbers)
    for index, panel in enumerate(panels):
        shown = panel.described(draft.traces.figure(panel.said, facts) if index else alt)
        old.addprevious(chart_run(draft.part, draft.next_mark(), shown, width * _SHARE, height, look))
    if panels:
        holder.remove(old)
    return bool(panels)


def _picture(draft: WordDraft, paragraph: Any) -> PendingChart:
    return draft.pictures[_blip(paragraph).get(qn("r:embed"))]


def _blip(paragraph: Any) -> Any:
    return next(paragraph.iter(qn("a:blip")))


def _height(paragraph: Any) -> float:
    return int(next(paragraph.iter(qn("wp:extent"))).get("cy")) / _EMU
