"""Measures of the room on a slide: boxes on it and apart, its body used, its columns level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from briefgen.accessibility.slide_shapes import NAMES, Extent, slide_size
from briefgen.accessibility.violation import Violation
from briefgen.charts.engine.drawing import DPI
from briefgen.deck.grid import LEFT, NOTE_GAP
from briefgen.deck.stack import RAIL, RAIL_GUTTER
from briefgen.measures.slide import SMALL, TOUCH, TRACKER, Measured, body_of, read
from briefgen.office.package import elements

PNG, EMBEDDED = b"\x89PNG", f"{{{NAMES['r']}}}embed"
BARE = ("Cover", "Section", "Statement")
"""Layouts whose slides are bare by design."""


def boxes_in_margins(slide: Measured) -> Iterator[Violation]:
    """Nothing that is read reaches past the edge of the slide, nor past the margins of our own design but on the
    cover."""
    wide, tall = slide_size(slide.package)
    inside = 0.0 if slide.template or slide.ours == "Cover" else LEFT
    for item in read(slide.items):
        box = item.box
        over = max(inside - box.x, -box.y, box.right - wide + inside, box.bottom - tall)
        if over > TOUCH:
            hint = "move it, or make it smaller"
            where = "margin" if inside and max(-box.x, -box.y, box.right - wide, box.bottom - tall) <= TOUCH else "edge"
            yield slide.breach("off-slide", f"reaches {over:.2f} in past the {where} of the slide", hint, item.name)


def boxes_apart(slide: Measured) -> Iterator[Violation]:
    """No two things that are read cover each other."""
    for one, other in combinations(read(slide.items), 2):
        across, down = one.box.shared(other.box)
        if min(across, down) > TOUCH:
            message = f"covers '{other.name}' by {across:.2f} x {down:.2f} in"
            yield slide.breach("overlap", message, "give each its own room", one.name)


def room_that_is_used(slide: Measured) -> Iterator[Violation]:
    """No empty rectangle takes much of the body, which is what lies from its first line to small print or foot, from
    margin to margin; tables, charts and boxes of text fill what they cover.

    Not measured are the cover, sections and the notice, whose words are fixed; nor the annex and the references, where
    the last slide of a register ends with its rows.
    """
    found, frame = body_of(slide), slide.frame
    if found and slide.ours not in BARE:
        top = min(item.box.y for item in found)
        noted = [item.box.y - NOTE_GAP for item in slide.items if item.name.startswith(SMALL)]
        area = Extent(frame.left, top, frame.width, min(noted, default=frame.body_bottom(0)) - top)
        share = largest_gap([item.box for item in found], area) / (area.w * area.h)
        if share > slide.limits.empty:
            hint = "join it with its neighbour, or tell it elsewhere"
            yield slide.breach("empty-area", f"{share:.0%} of its body is one empty area", hint)


def columns_that_end_level(slide: Measured) -> Iterator[Violation]:
    """The panel of a rail and what begins beside it, its panels too, end at about the same height; a column below a
    mere rule ends with its text, and what stands below both is beside neither."""
    frame = slide.frame
    share = (frame.width - RAIL_GUTTER) / sum(RAIL)
    begins = frame.left + share * RAIL[0] + RAIL_GUTTER
    filled = [item.box for item in slide.items if item.decorative and item.box.h > TOUCH]
    ends = [box.bottom for box in filled if max(abs(box.x - begins), abs(box.w - share * RAIL[1])) < TOUCH]
    panels = [item for item in slide.items if item.decorative and item.kind == "sp" and item.box.y >= TRACKER]
    end = max(ends, default=0.0)
    beside = [one.box.bottom for one in (*body_of(slide), *panels) if one.box.right < begins and one.box.y < end]
    if beside and (apart := abs(end - max(beside))) > slide.limits.level:
        message = f"the rail ends {apart:.2f} in from where the text beside it ends"
        yield slide.breach("uneven-columns", message, "move a part from the longer to the shorter")


def charts_at_their_size(slide: Measured) -> Iterator[Violation]:
    """Pictures of charts are shown as large as they are drawn, so that their letters keep the sizes of the scale."""
    pictures = dict(slide.package.links(slide.part, "image"))
    for item in slide.items:
        keys = [blip.get(EMBEDDED, "") for blip in elements(item.element, "p:blipFill/a:blip", NAMES)]
        for data in (slide.package.parts.get(pictures.get(key, ""), b"") for key in keys if item.alt):
            drawn = int.from_bytes(data[16:20], "big") / DPI if data.startswith(PNG) else 0.0
            if item.box.w < drawn - TOUCH:
                message = f"is shown {item.box.w:.2f} in wide and drawn for {drawn:.2f} in: its letters are smaller"
                yield slide.breach("chart-text", message, "draw it for the room it has", item.name)


def largest_gap(boxes: Sequence[Extent], area: Extent) -> float:
    """The largest rectangle of an area that no box reaches into, in square inches."""
    across = sorted({area.x, area.right, *(_within(x, area.x, area.right) for b in boxes for x in (b.x, b.right))})
    down = sorted({area.y, area.bottom, *(_within(y, area.y, area.bottom) for b in boxes for y in (b.y, b.bottom))})
    most, free = 0.0, [0.0] * (len(across) - 1)
    for top, bottom in pairwise(down):
        spans = (any(_reaches(box, left, right, top, bottom) for box in boxes) for left, right in pairwise(across))
        free = [0.0 if taken else tall + bottom - top for taken, tall in zip(spans, free, strict=True)]
        for first in range(len(free)):
            lowest = free[first]
            for last in range(first, len(free)):
                lowest = min(lowest, free[last])
                most = max(most, lowest * (across[last + 1] - across[first]))
    return most


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def _reaches(box: Extent, left: float, right: float, top: float, bottom: float) -> bool:
    return box.holds((left + right) / 2, (top + bottom) / 2)
