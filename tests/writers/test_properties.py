"""Properties of a file hold what Office lets them hold, cut at a word; the document itself is not cut."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from briefgen.office.read import read_office
from briefgen.writers.powerpoint.writer import write_presentation
from briefgen.writers.properties import LONGEST, in_property
from briefgen.writers.word.writer import write_word
from support.chart_samples import brand
from support.slide_sample import h, sample, t

LONG = "Briefing " + "on many medicines " * 20


def properties(data: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(data)) as package:
        core = etree.fromstring(package.read("docProps/core.xml"))
    return {etree.QName(node).localname: node.text or "" for node in core}


def test_a_text_is_cut_at_a_word() -> None:
    assert in_property("Short") == "Short"
    assert in_property("x" * LONGEST) == "x" * LONGEST
    assert in_property(LONG) == LONG[:251].rstrip() + "\u2026"
    assert in_property("word " * 60) == " ".join(["word"] * 51) + "\u2026"
    assert in_property("x" * 300) == "x" * 254 + "\u2026"


def test_a_long_title_is_cut_in_the_property_only() -> None:
    data = write_word(replace(sample(blocks=(h("One"),)), title=t(LONG), keywords=("medicine",) * 60), brand())
    found = properties(data)
    assert found["title"] == in_property(LONG)
    assert found["keywords"].endswith("medicine\u2026")
    assert max(map(len, found.values())) <= LONGEST
    assert LONG in [passage.text for passage in read_office(data).passages]


def test_long_keywords_and_subjects_of_a_deck_are_cut() -> None:
    document = replace(sample(blocks=(h("One"),)), keywords=("medicine",) * 60, subject="subject " * 60)
    found = properties(write_presentation(document, brand()))
    assert found["keywords"].endswith("medicine\u2026")
    assert max(map(len, found.values())) <= LONGEST
