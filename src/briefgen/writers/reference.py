"""Make reference.docx and reference.pptx of a brand again: `python -m briefgen.writers.reference templates/brand`."""

from __future__ import annotations

import sys
from pathlib import Path

from briefgen.brand import read_brand
from briefgen.problems import ProblemsFoundError
from briefgen.writers.reference_docx import reference_docx
from briefgen.writers.reference_pptx import reference_presentation


def main(arguments: list[str]) -> int:
    """Write both reference documents into the brand folder named on the command line; returns the exit code."""
    if len(arguments) != 1:
        print("usage: python -m briefgen.writers.reference BRAND_FOLDER", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    try:
        brand = read_brand(folder, arguments[0])
    except ProblemsFoundError as found:
        print(found, file=sys.stderr)
        return 1
    (folder / "reference.docx").write_bytes(reference_docx(brand))
    (folder / "reference.pptx").write_bytes(reference_presentation(brand))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
