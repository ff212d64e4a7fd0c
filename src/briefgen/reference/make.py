"""Make reference.docx and reference.pptx of a brand again."""

from __future__ import annotations

from pathlib import Path

from briefgen.atomic import write_whole
from briefgen.brand.brand_file import read_brand
from briefgen.reference.make_docx import reference_docx
from briefgen.reference.make_pptx import reference_presentation


def write_references(folder: Path, shown: str) -> tuple[Path, ...]:
    """Write both reference documents into a brand's folder; ProblemsFoundError if its _brand.yml is wrong."""
    brand = read_brand(folder, shown)
    made = {"reference.docx": reference_docx(brand), "reference.pptx": reference_presentation(brand)}
    for name, data in made.items():
        write_whole(folder / name, data)
    return tuple(folder / name for name in made)
