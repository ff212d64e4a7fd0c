"""Text dumps of real documents: whatever changes in words, layout or citations shows here as a difference.

`pytest tests/whole/test_golden.py --rewrite` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.deck import cut_deck, dump_deck
from briefgen.document.dump import dump_document
from support.real_project import TEMPLATES, documents

GOLDEN = Path(__file__).parents[1] / "golden"
WORDS = (
    "quarterly-briefing/henlius.docx",
    "area-landscape/gynaecological-cancer.docx",
    "asset-profile/serplulimab.docx",
)
SLIDES = ("quarterly-briefing/hansoh.pptx", "asset-deck/serplulimab.pptx", "medical-deck/hs-20089.pptx")


def compare(name: str, text: str, rewrite: bool) -> None:
    path = GOLDEN / f"{name.replace('/', '.')}.txt"
    if rewrite:
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text, f"{path.name} differs; run `pytest tests/whole/test_golden.py --rewrite`"


@pytest.mark.parametrize("path", WORDS)
def test_words_of(path: str, request: pytest.FixtureRequest):
    compare(path, dump_document(documents()[path], facts=False), request.config.getoption("--rewrite"))


@pytest.mark.parametrize("path", SLIDES)
def test_slides_of(path: str, request: pytest.FixtureRequest):
    brand = read_brand(TEMPLATES / "brand", "templates/brand")
    compare(path, dump_deck(cut_deck(documents()[path], brand)), request.config.getoption("--rewrite"))
