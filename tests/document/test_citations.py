"""Citations: where they are put without the writer's help."""

from __future__ import annotations

from dataclasses import replace

from briefgen.document.blocks import (
    BulletList,
    Card,
    Cards,
    Column,
    Columns,
    DefinitionList,
    Heading,
    Paragraph,
    Row,
    Table,
)
from briefgen.document.citations import cite_blocks, cite_sentences, sources_of
from briefgen.document.inlines import Cite, Text, Value
from briefgen.values.facts import Role
from support.facts import fact


def value(text: str, *sources: str, role: str = "value") -> Value:
    return Value(text, fact("result/x", "value", citations=sources), Role.read(role))


def test_one_citation_for_sentences_of_the_same_source():
    cited = cite_sentences((Text("It is "), value("a", "s"), Text(". And "), value("b", "s"), Text(".")))
    assert cited[-1] == Cite(("s",))
    assert sum(isinstance(inline, Cite) for inline in cited) == 1


def test_a_citation_stands_behind_its_full_stop():
    cited = cite_sentences((value("a", "s"), Text(". Then "), value("b", "t"), Text(". End.")))
    assert [i.text if isinstance(i, (Text, Value)) else i.sources for i in cited] == [
        "a", ".", ("s",), " Then ", "b", ".", ("t",), " End.",
    ]  # fmt: skip


def test_names_need_no_citation():
    assert cite_sentences((value("HS-20089", "s", role="name"), Text(" is an asset."))) == (
        value("HS-20089", "s", role="name"),
        Text(" is an asset."),
    )


def test_derived_values_cite_what_they_were_computed_from():
    inputs = tuple(value(text, source).fact for text, source in (("a", "s"), ("b", "t")))
    assert sources_of((Value("18.8%", fact("derived/share", "share", formula="a / b", inputs=inputs)),)) == ("s", "t")


def test_tables_get_a_reference_column():
    rows = (Row(((Text("Group"),),), group=True), Row((((value("x", "s"),)), (Text("y"),))), Row(((Text("z"),), ())))
    (table,) = cite_blocks((Table(((Text("A"),), (Text("B"),)), rows, ("left", "left")),))
    assert table.referenced
    assert table.sources == ("s",)
    assert table.rows[1].cells[-1] == (Cite(("s",)),)
    assert table.rows[2].cells[-1] == ()


def test_a_marked_table_cites_behind_the_last_cell_of_a_row_that_states_something():
    gap = (Value("not in the sources", fact("asset/a", "territory"), Role("missing")),)
    rows = (Row(((value("China", "t"),), (value("Approved", "u"), Text(" 2025")))), Row(((value("US", "t"),), gap)))
    (table,) = cite_blocks((Table(((Text("A"),), (Text("B"),)), rows, ("left", "left"), style="marked"),))
    assert not table.referenced
    assert table.sources == ("t", "u")
    assert table.rows[0].cells[1][-1] == Cite(("t", "u"))
    assert table.rows[1].cells == ((value("US", "t"), Cite(("t",))), gap)


def test_a_register_beside_a_rail_cites_in_its_cells_and_each_source_of_a_row_once():
    use, place, stage = (value("Made-up use", "s"),), (value("China", "t"),), (value("Approved", "u"), Text(" 2025"))
    evidence = (value("ONE", "v", role="name"), Text(": hazard ratio "), value("0.60", "v"), Text("."))
    rows = (Row(((Text("Group"),),), group=True), Row((use, place, stage, evidence)))
    table = Table(tuple((Text(head),) for head in "ABCD"), rows, ("left",) * 4, style="register")
    (columns,) = cite_blocks((Columns((Column((Paragraph((Text("One."),)), table)), Column(())), "railed"),))
    cited = columns.columns[0].blocks[1]
    assert not cited.referenced
    assert len(cited.head) == 4
    assert set(cited.sources) == {"s", "t", "u", "v"}
    assert cited.rows[0] == rows[0]
    assert cited.rows[1].cells == (use, place, (*stage, Cite(("u",))), (*evidence, Cite(("v", "s", "t"))))
    told_once = replace(table, rows=(Row((evidence, evidence[:1])),))
    (columns,) = cite_blocks((Columns((Column((told_once,)), Column(())), "railed"),))
    assert columns.columns[0].blocks[0].rows[0].cells == ((*evidence, Cite(("v",))), evidence[:1])


def test_what_is_missing_in_a_register_beside_a_rail_is_cited_nowhere():
    use, gap = (value("ATTR", "s"),), (value("Not in the sources", "t", role="missing"),)
    table = Table(((Text("A"),), (Text("B"),)), (Row((use, gap)),), ("left", "left"), style="register")
    (columns,) = cite_blocks((Columns((Column((table,)), Column(())), "railed"),))
    found = columns.columns[0].blocks[0].rows[0].cells
    assert found[1] == gap
    assert found[0][:1] == use


def test_cards_lists_and_subheads():
    card = Card((Text("Label"),), (value("x", "s"),))
    blocks = (
        Heading(2, (Text("Title"),), (Text("Subtitle"),)),
        Cards((card,)),
        BulletList(((value("y", "t"),),)),
        Heading(3, (Text("Facts"),)),
        DefinitionList((((Text("Type"),), (value("z", "u"),)),)),
    )
    _, cards, bullets, head, _ = cite_blocks(blocks)
    assert cards.cards[0].label == (Text("Label"), Cite(("s",)))
    assert bullets.items[0][-1] == Cite(("t",))
    assert head.inlines == (Text("Facts"), Cite(("u",)))


def test_paragraph_without_values_stays():
    paragraph = Paragraph((Text("Words only."),))
    assert cite_blocks((paragraph,)) == (paragraph,)


def test_a_citation_stands_before_the_space_that_ends_a_text():
    cited = cite_sentences((value("a", "s"), Text(" is told here ")))
    assert cited[1:] == (Text(" is told here"), Cite(("s",)), Text(" "))
