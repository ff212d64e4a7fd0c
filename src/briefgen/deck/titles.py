"""The title and the subtitle of a slide, as large as their boxes hold them, and where its body begins."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from briefgen.brand.brand import Brand
from briefgen.deck.drafts import Draft, body_of
from briefgen.deck.front import fitted
from briefgen.deck.geometry import Frame, Geometry
from briefgen.deck.layouts import layout_of
from briefgen.deck.lists import titled
from briefgen.deck.overflow import TooLongError
from briefgen.deck.scale import line_height
from briefgen.deck.shapes import Para
from briefgen.deck.text import Look, height, line_count, to_runs
from briefgen.document.blocks import Blocks
from briefgen.document.document import Document
from briefgen.document.inlines import Inlines, Text
from briefgen.lexicon import en


def titles_of(draft: Draft, bodies: Sequence[Blocks], document: Document, brand: Brand, frame: Frame) -> list[Para]:
    """The title of each part; one that is repeated leaves room for the count that tells its slides apart."""
    found = []
    count = len(bodies)
    if draft.names and count > 1:
        return [_title(inlines, document, brand, frame) for inlines in titled(draft, bodies)]
    for index in range(1, count + 1):
        more = (Text(" " + en.part(index, count, "\u00a0")),) if count > 1 else ()
        spare = (Text(" (2)"),) if draft.repeated else ()
        title = _title((*draft.heading.inlines, *more, *spare), document, brand, frame)
        found.append(replace(title, runs=title.runs[: len(title.runs) - len(spare)]))
    return found


def of_one_size(drafts: Sequence[Draft], document: Document, brand: Brand, geometry: Geometry) -> Geometry:
    """A company's template in which no title is larger than the longest can be: one that is set smaller than those of
    its neighbours looks like a mistake."""
    most = max((size for _, frame in geometry.frames for size in frame.title_sizes), default=0.0)
    for draft in drafts:
        frame = geometry.frame(layout_of(tuple(body_of(draft.blocks, document))))
        with suppress(TooLongError):  # which is told shorter, or named
            most = min(most, _title(draft.heading.inlines, document, brand, frame).size)

    def held(frame: Frame) -> Frame:
        sizes = tuple(size for size in frame.title_sizes if size <= most)
        return replace(frame, title_sizes=sizes or frame.title_sizes[-1:])

    return replace(geometry, frames=tuple((name, held(frame)) for name, frame in geometry.frames))


def _title(inlines: Inlines, document: Document, brand: Brand, frame: Frame) -> Para:
    """Two lines at most where a size of the scale allows it, else what the box holds."""
    look = Look("ink" if document.variant == "medical" else "navy", bold=frame.bold)
    runs = to_runs(inlines, document, look)
    set_in = brand.headed
    low = [points for points in frame.title_sizes if line_count(Para(runs, points), set_in, frame.title.w) <= 2]
    para = fitted(inlines, look, low or frame.title_sizes, frame.title, "title", document, set_in)
    return replace(para, align=frame.align)


def subtitle_of(draft: Draft, document: Document, brand: Brand, frame: Frame) -> Para | None:
    """The subtitle of a draft, on one line where a size of the scale allows it; none where it has none."""
    if not draft.heading.subtitle:
        return None
    box = replace(frame.subtitle, h=2 * line_height(frame.subtitle_sizes[0]) / 72)
    runs = to_runs(draft.heading.subtitle, document, Look("slate"))
    for points in frame.subtitle_sizes:
        para = Para(runs, points)
        if line_count(para, brand, box.w) == 1:
            return replace(para, align=frame.align)
    return fitted(
        draft.heading.subtitle,
        Look("slate"),
        frame.subtitle_sizes[1:] or frame.subtitle_sizes,
        box,
        "subtitle",
        document,
        brand,
    )


def body_top(subtitle: Para | None, brand: Brand, frame: Frame) -> float:
    """Where the body below a subtitle begins, lower where that has two lines."""
    if subtitle is None:
        return frame.plain
    extra = height((subtitle,), brand, frame.subtitle.w) - frame.subtitle.h - 0.02
    return frame.top + max(0.0, round(extra, 3))
