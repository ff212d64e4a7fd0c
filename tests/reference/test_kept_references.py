"""A reference document is taken in once: what became of it is kept by its content."""

from pathlib import Path

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.cache import caching
from briefgen.reference import import_file
from briefgen.reference.import_file import take_in
from briefgen.writers.powerpoint import parts
from briefgen.writers.powerpoint.parts import blank_of

BRAND = Path(__file__).parents[2] / "templates" / "brand"


def forget() -> None:
    """As a new process begins."""
    import_file._taken_in.cache_clear()
    parts._own.cache_clear()


def test_a_reference_document_is_taken_in_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path))
    brand = read_brand(BRAND, "brand")
    forget()
    first = take_in(brand, "pptx"), blank_of(brand, None)
    monkeypatch.setattr(import_file, "disarm", refused)
    monkeypatch.setattr(parts, "reference_deck", refused)
    forget()
    assert (take_in(brand, "pptx"), blank_of(brand, None)) == first
    forget()
    with caching(False), pytest.raises(AssertionError, match="once more"):
        take_in(brand, "pptx")
    forget()


def refused(*_: object) -> None:
    raise AssertionError("once more")
