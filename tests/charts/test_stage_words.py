"""A stage and a territory have one word, in a histogram, a map, a table and a sentence."""

from __future__ import annotations

from briefgen.charts.stages import LADDER
from briefgen.records.vocabulary import STAGES
from briefgen.values.territory import Territory


def test_a_bar_of_one_stage_has_the_word_of_the_vocabulary() -> None:
    named = {code: label.replace("\n", " ") for label, _, codes in LADDER for code in codes if len(codes) == 1}
    assert named["filed"] == "Filed"
    assert named == {code: STAGES.print(code).replace("\u00a0", " ") for code in named}


def test_outside_china_is_said_alike_in_narrow_columns() -> None:
    outside = Territory.parse("world except china")
    assert outside.tight == outside.short == "Outside China"
