"""The peer written by hand: the same slides with python-pptx, the same charts with matplotlib.

    python by_hand.py DECKS.json FOLDER

It is given every text, size and place ready made: it has no data to read, nothing to check, fit, trace or audit.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.util import Emu, Pt

from charts import draw

BLANK = 6


def write_deck(spec: dict[str, Any], path: Path) -> None:
    """One deck, shape by shape."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(spec["width"]), Emu(spec["height"])
    for page in spec["slides"]:
        slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
        for shape in page["shapes"]:
            _add(slide.shapes, shape)
        if page["notes"]:
            slide.notes_slide.notes_text_frame.text = page["notes"]
    deck.save(str(path))


def _add(shapes: Any, shape: dict[str, Any]) -> None:
    box = [Emu(side) for side in shape["box"]]
    match shape["kind"]:
        case "chart":
            shapes.add_picture(io.BytesIO(draw(shape["chart"])), *box)
        case "logo":
            shapes.add_picture(io.BytesIO(bytes.fromhex(shape["logo"])), *box)
        case "line":
            left, top, width, height = shape["box"]
            shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Emu(left), Emu(top), Emu(left + width), Emu(top + height))
        case "table":
            rows, widths = shape["rows"], shape["widths"]
            table = shapes.add_table(len(rows), len(widths), *box).table
            for column, width in zip(table.columns, widths, strict=True):
                column.width = Emu(width)
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, paragraphs in zip(row.cells, cells, strict=True):
                    _write(cell.text_frame, paragraphs)
        case "box":
            drawn = shapes.add_shape(MSO_SHAPE.RECTANGLE, *box)
            drawn.fill.solid()
            drawn.fill.fore_color.rgb = RGBColor(0xF2, 0xF4, 0xF7)
            drawn.line.fill.background()
            _write(drawn.text_frame, shape["paragraphs"])
        case "text":
            frame = shapes.add_textbox(*box).text_frame
            frame.word_wrap = True
            _write(frame, shape["paragraphs"])


def _write(frame: Any, paragraphs: list[list[dict[str, Any]]]) -> None:
    for number, runs in enumerate(paragraphs):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        for one in runs:
            run = paragraph.add_run()
            run.text = one["text"]
            run.font.size, run.font.bold = Pt(one["size"]), one["bold"]
            if one["link"]:
                run.hyperlink.address = one["link"]


if __name__ == "__main__":
    decks, folder = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for name, spec in decks.items():
        write_deck(spec, folder / f"{name}.pptx")
