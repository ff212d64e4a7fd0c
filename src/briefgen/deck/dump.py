"""A deck as text: layouts, boxes, sizes and words, for golden tests and differences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from briefgen.deck.shapes import Backdrop, Box, Deck, Grid, Para, Picture, Rule, Run, Shape, Slide, TextShape


def dump_deck(deck: Deck) -> str:
    """Every slide with its shapes from back to front, one line each."""
    lines = [f"deck {deck.title!r} {deck.variant} {deck.language} {deck.as_of}"]
    for slide in deck.slides:
        lines += ["", *_slide(slide)]
    return "\n".join(lines) + "\n"


def _slide(slide: Slide) -> Iterator[str]:
    yield f"slide {slide.number} [{slide.layout}]"
    yield from _shape(slide.title)
    for shape in slide.shapes:
        yield from _shape(shape)
    for name, para in zip(("left", "right"), slide.footer or (), strict=False):
        yield f"  footer {name}: {_para(para)}"
    for line in slide.notes.splitlines():
        yield f"  notes: {line}".rstrip()


def _shape(shape: Shape) -> Iterator[str]:
    match shape:
        case TextShape():
            marks = [shape.anchor, shape.fill, f"slot {shape.slot}" if shape.slot else ""]
            marks.append(f"to slide {shape.leads_to}" if shape.leads_to else "")
            yield f"  {shape.name} {_box(shape.box)} {' '.join(filter(None, marks))}"
            yield from (f"    {_para(para)}" for para in shape.paras)
        case Picture():
            yield f"  Picture {_box(shape.box)} {shape.chart}: {shape.alt}"
        case Grid():
            yield f"  {shape.name} {_box(shape.box)} columns {' '.join(f'{w:.3f}' for w in shape.widths)}"
            for row in shape.rows:
                yield f"    {row.height:.3f} | " + " | ".join(_para(cell.para) for cell in row.cells)
        case Backdrop():
            yield f"  Backdrop {_box(shape.box)} {shape.fill or '-'}"
        case Rule():
            yield f"  Rule {_box(shape.box)} {shape.stroke.color}"
        case _:
            assert_never(shape)


def _box(box: Box) -> str:
    return f"({box.x:.3f} {box.y:.3f} {box.w:.3f} {box.h:.3f})"


def _para(para: Para) -> str:
    bullet = f"{para.bullet} " if para.bullet else ""
    return f"{para.size:g}pt {bullet}{''.join(_run(run) for run in para.runs)}"


def _run(run: Run) -> str:
    text = run.text.replace("\n", "⏎")
    text = f"^{text}^" if run.superscript else text
    text = f"*{text}*" if run.bold else text
    text = f"_{text}_" if run.italic else text
    return text if run.color == "ink" else f"{{{run.color}:{text}}}"
