"""Marks around values: what is marked is found again, and nothing else."""

from __future__ import annotations

from briefgen.document.inlines import Cite, Strong, Text
from briefgen.ooxml.marks import Marks, spans
from briefgen.values.signs import END
from support.slide_sample import v


def test_plain_text_has_its_values_marked_and_no_citations() -> None:
    marks = Marks()
    text = marks.plain((Text("Response "), Strong((v("56%"),)), Cite(("source",))))
    assert spans(text) == ("Response 56%", [(9, 12, 0)])
    assert [one.fact for one in marks.values if not isinstance(one, tuple)] == [v("56%").fact]


def test_an_end_sign_that_belongs_to_no_value_is_taken_out() -> None:
    assert spans(f"of another{chr(END)} program") == ("of another program", [])
