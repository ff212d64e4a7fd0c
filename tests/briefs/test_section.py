"""Sections in lines of plain words: what they are, when they are printed, what they list."""

from __future__ import annotations

import pytest
from jinja2 import TemplateSyntaxError
from markupsafe import Markup

from briefgen.briefs.render import Narrative
from briefgen.briefs.section import section_as_template


@pytest.fixture
def narrative(tmp_path):
    return Narrative(tmp_path, "templates", "brief")


def printed(narrative, section, **context):
    template = section_as_template(section, "pages/section.md.j2")
    assert template.count("\n") == section.count("\n")
    with narrative.rendering():
        return narrative.environment.from_string(template).render(context)


def test_what_a_section_is_stands_first_and_is_not_printed(narrative):
    assert printed(narrative, "> Where it stands,\n> and since when.\n\nApproved.\n") == "Approved.\n"
    assert printed(narrative, "Approved.\n\n> said by one\n") == "Approved.\n\n> said by one\n"


@pytest.mark.parametrize(("stage", "said"), [(3, "three\n"), (2, "two\n"), (0, "none\n")])
def test_a_section_has_variants_as_an_entry_has(narrative, stage, said):
    section = "when stage == 3:\nthree\nwhen stage == 2:\ntwo\notherwise:\nnone\n"
    assert printed(narrative, section, stage=stage) == said


def test_each_of_several_things_is_an_entry_of_a_list(narrative):
    section = (
        "Events\n\n- for each one of many[:2]: {{ one }}: known\n- for each one of nothing: {{ one }}\n- last\n\nend\n"
    )
    assert (
        printed(narrative, section, many=("a", "b", "c"), nothing=())
        == "Events\n\n- a: known\n- b: known\n- last\n\nend\n"
    )


def test_a_list_may_be_all_of_a_variant(narrative):
    section = "when many:\n- for each a, b of many: {{ a }} and {{ b }}\notherwise:\nnone\n"
    assert printed(narrative, section, many=[("x", "y")]) == "- x and y\n"
    assert printed(narrative, section, many=[]) == "none\n"
    assert printed(narrative, "- for each one of many: {{ one }}\n", many="ab") == "- a\n- b\n"


def test_a_section_has_optional_stretches(narrative):
    section = "Approved[[ in {{ place }}]][[ otherwise: somewhere]].\n"
    assert printed(narrative, section, place="China") == "Approved in China.\n"
    assert printed(narrative, section, place="") == "Approved somewhere.\n"


BOXES = """::: cards
for each one of many:
### {{ one }}

when one == "a":
first
otherwise:
later
:::

for each one of many: [[{{ one }}]]

after
"""


def test_what_stands_under_a_line_goes_on_to_the_end_of_its_div(narrative):
    assert printed(narrative, BOXES, many="ab") == (
        "::: cards\n### a\n\nfirst\n\n### b\n\nlater\n\n:::\n\na\n\nb\n\n\nafter\n"
    )
    assert printed(narrative, BOXES, many="").split() == [":::", "cards", ":::", "after"]


def test_what_is_said_where_there_is_nothing_to_repeat(narrative):
    section = "for each one of many:\n{{ one }}\n\notherwise:\nnone\n"
    assert printed(narrative, section, many="ab") == "a\n\n\nb\n\n\n"
    assert printed(narrative, section, many="") == "none\n"


def test_an_entry_of_a_list_stands_in_its_line():
    with pytest.raises(TemplateSyntaxError, match="stands in its line"):
        section_as_template("- for each one of many:\n{{ one }}\n", "pages/section.md.j2")


@pytest.mark.parametrize(
    "section", ["otherwise:\nno\n", "::: cards\notherwise:\nno\n:::\n", "when a:\n\notherwise:\nno\nwhen b:\nyes\n"]
)
def test_the_last_variant_is_the_one_without_a_condition(section):
    with pytest.raises(TemplateSyntaxError):
        section_as_template(section, "pages/section.md.j2")


def test_a_table_is_its_records_columns_and_caption():
    section = (
        "Stages\n\ntable of asset.programs by owner.name:\nterritory, As stated: stage,\nline\nCaption: All\n\nend\n"
    )
    assert section_as_template(section, "pages/section.md.j2") == (
        'Stages\n\n{% call table(asset.programs, columns|default("\nterritory, As stated: stage,\nline"), '
        'group="owner.name") %}\nAll{% endcall %}\n\nend\n'
    )


def test_of_several_tables_none_takes_other_columns():
    section = "table of a:\nname\n\ntable of b:\nname\n:::\n"
    assert section_as_template(section, "pages/section.md.j2") == (
        '{{ table(a, "\nname") }}\n\n{{ table(b, "\nname") }}\n:::\n'
    )


def test_a_chart_is_its_records_and_caption():
    section = 'chart pipeline of programs:\nCaption: {{ how_far }}\n\nchart landscape of programs, by="target":\n'
    assert section_as_template(section, "pages/section.md.j2") == (
        '{% call chart("pipeline", programs) %}\n{{ how_far }}{% endcall %}\n\n'
        '{{ chart("landscape", programs, by="target") }}\n'
    )


def test_a_table_stands_in_for_a_chart_that_has_nothing_to_draw(narrative):
    section = "chart pipeline of many:\nCaption: Drawn\n\ntable of many unless drawn by owner:\nstage\nCaption: Told\n"

    def chart(name, things, caller):
        return f"chart: {caller()}" if len(things) > 1 else ""

    def table(things, columns, group, caller):
        return f"table by {group}: {caller()}"

    for many, said in (("ab", "chart: Drawn"), ("a", "table by owner: Told")):
        assert printed(narrative, section, many=many, chart=chart, table=table).strip() == said
    with pytest.raises(TemplateSyntaxError, match="follows the chart"):
        section_as_template("table of many unless drawn:\nstage\n", "pages/section.md.j2")


def test_each_of_several_things_is_a_paragraph(narrative):
    section = "Events\n\neach: {{ many }}\n\neach: {{ nothing }}\n\neach: one {{ place }}\n"
    said = printed(narrative, section, many=(Markup("a"), Markup(" "), Markup("b")), nothing=(), place="China")
    assert said == "Events\n\na\n\nb\n\n\n\neach: one China\n"


def test_a_loop_ends_before_the_next_one(narrative):
    section = "for each one of many:\n{{ one }}\n\nfor each one of many:\nwhen one == 'b':\n{{ one }} again\n"
    assert printed(narrative, section, many="ab").split() == ["a", "b", "b", "again"]


@pytest.mark.parametrize(
    "line",
    [
        "when catalysts",
        "otherwise",
        "for each trial of readouts[:4]",
        "table of asset.programs by owner.name",
        "facts of asset",
        'chart landscape of programs, by="target"',
    ],
)
def test_a_line_of_plain_words_without_its_colon_is_no_sentence(line):
    with pytest.raises(TemplateSyntaxError, match="ends with a colon") as told:
        section_as_template(f"Words.\n\n{line}\nname\n", "pages/section.md.j2")
    assert told.value.lineno == 3
    assert line in section_as_template(f"Words of a\n{line} are words.\n", "pages/section.md.j2")


def test_a_table_has_columns():
    with pytest.raises(TemplateSyntaxError, match="columns of a table"):
        section_as_template("table of a:\n\nname\n", "pages/section.md.j2")


THINGS = [{"name": "a", "tags": ("x", "y")}, {"name": "b", "tags": ("y",)}, {"name": "", "tags": ()}]


@pytest.mark.parametrize(
    ("picked", "said"),
    [
        ('many|with("name")', "a b "),
        ('many|without("name")', ""),
        ('many|with("name", "b", "c")', "b "),
        ('many|without("name", "b")', "a  "),
        ('many|with("tags", "x")', "a "),
        ("many|among(many[1:])", "b  "),
        ("many|but(many[1:])", "a "),
    ],
)
def test_which_of_several_things_are_meant(narrative, picked, said):
    section = f"{{% for one in {picked} %}}{{{{ one.name }}}} {{% endfor %}}"
    assert printed(narrative, section, many=THINGS).rstrip(" ") == said.rstrip(" ")


def test_what_several_things_have_in_a_field(narrative):
    assert printed(narrative, "{{ many|every('tags')|join }} {{ many|every('name')|join }}", many=THINGS) == "xy ab"


def test_a_name_means_a_field_from_its_line_on(narrative):
    thing = {"of": {"stage": "III", "place": "China"}}
    assert (
        printed(narrative, "for the stage, place of a.of:\n{{ stage }} in {{ place }}\n", a=thing) == "III in China\n"
    )


def test_a_part_is_a_section_of_the_same_folder_or_of_another(tmp_path):
    for folder in ("slides", "pages"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "part.md.j2").write_text(f"a part of {folder}: {{{{ one }}}}\n")
        (tmp_path / folder / "whole.md.j2").write_text("for each one of many:\nPart: part\n")
    (tmp_path / "slides/other.md.j2").write_text("Part: pages/part\n")
    environment = Narrative(tmp_path, "templates", "brief").environment

    def said(name):
        with Narrative(tmp_path, "templates", "brief").rendering():
            return environment.get_template(name).render(many="ab", one="c").split()

    assert said("slides/whole.md.j2") == ["a", "part", "of", "slides:", "a", "a", "part", "of", "slides:", "b"]
    assert said("pages/whole.md.j2") == ["a", "part", "of", "pages:", "a", "a", "part", "of", "pages:", "b"]
    assert said("slides/other.md.j2") == ["a", "part", "of", "pages:", "c"]


def test_rows_of_a_table_stand_for_each_of_several_things_or_under_a_condition(narrative):
    section = (
        "| Of | What |\n|---|---|\nfor each one of many: | {{ one }} | [[{{ known }}]] |\n"
        "[[when not many: | nothing | at all |]]\n| last | one |\n"
    )
    assert (
        printed(narrative, section, many="ab", known="k")
        == "| Of | What |\n|---|---|\n| a | k |\n| b | k |\n| last | one |\n"
    )
    assert (
        printed(narrative, section, many="", known="")
        == "| Of | What |\n|---|---|\n| nothing | at all |\n| last | one |\n"
    )


def test_a_row_stands_in_the_place_of_those_for_each_of_several_things(narrative):
    section = "| Of |\n|---|\nfor each one of many: | {{ one }} |\notherwise: | nothing |\n| last |\n"
    assert printed(narrative, section, many="ab") == "| Of |\n|---|\n| a |\n| b |\n| last |\n"
    assert printed(narrative, section, many="") == "| Of |\n|---|\n| nothing |\n| last |\n"
    with pytest.raises(TemplateSyntaxError, match="follows 'for each"):
        section_as_template("| Of |\n|---|\notherwise: | nothing |\n", "slides/section.md.j2")


def test_charts_are_drawn_by_what_is_given(narrative):
    assert section_as_template("charts of a.b:\n", "slides/section.md.j2") == "{{ charts(a.b) }}\n"
    with pytest.raises(TemplateSyntaxError, match="ends with a colon"):
        section_as_template("charts of a\n", "slides/section.md.j2")
