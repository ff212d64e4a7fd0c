"""The wording book: optional stretches, variants, joined lists, tables, sections, and what is wrong with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateSyntaxError

from briefgen.briefs.brief import read_briefs
from briefgen.briefs.check import check_templates
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.briefs.said import read_book, say_entry
from briefgen.briefs.wording import as_template, entries_in
from briefgen.dataset.load import load_dataset
from briefgen.document.dump import dump_document
from briefgen.problems import ProblemsFoundError
from briefgen.project import SelectionError
from briefgen.values.dates import Period
from briefgen.view.view import View, view_of
from support.small_project import BRIEF

DATA = """
companies:
  - {id: nordic, name: Nordic Bio, source: report}
  - {id: partner, name: Partner Pharma, source: report}
assets:
  - id: nb-1
    name: NB-1
    company: nordic
    modality: adc
    programs:
      - {indication: asthma, territory: china, stage: approved}
      - {indication: asthma, territory: japan, stage: phase_3, owner: partner}
      - {territory: korea, stage: phase_2}
    source: report
areas: [{id: lungs, name: Lungs}]
indications:
  - {id: asthma, name: asthma, area: lungs, source: report}
sources:
  - {id: report, type: press_release, title: Report, publisher: Nordic Bio, published: 2025-05-01, tier: company_release}
"""
HEAD = "A book.\n\n"


@pytest.fixture
def view(tmp_path: Path) -> View:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "all.yaml").write_text(DATA)
    return view_of(load_dataset(tmp_path / "data", "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")


def written(folder: Path, book: str, page: str = "", brief: str = BRIEF, **more: str) -> Path:
    """A project's templates: one brief about assets with a page, and a wording book of one file."""
    templates = folder / "templates"
    files = {"page/brief.yaml": brief, "page/page.md.j2": page, "wording/en/book.md": book, **more}
    for name, text in files.items():
        (templates / name).parent.mkdir(parents=True, exist_ok=True)
        (templates / name).write_text(text)
    return templates


def printed(folder: Path, view: View, book: str, page: str, brief: str = BRIEF, **more: str) -> str:
    """What a page says, without its furniture."""
    templates = written(folder, book, page, brief, **more)
    outlines = [one for found in read_briefs(templates) for one in outline_brief(found, view)]
    return dump_document(compose_document(outlines[0], view, templates)).split("\n\n", 1)[1]


def told(templates: Path) -> list[str]:
    return [f"{one.code} {one.origin}: {one.message}" for one in check_templates(templates)]


# --- optional stretches, variants, lists -----------------------------------------------------------------------------

WHERE = """## where(program)
> Where a programme stands.
{{ program.stage }}[[ for {{ program.indication }}]][[
{{ program.territory|place }}]][[ under {{ program.owner.name }}]]
"""


def test_an_optional_stretch_prints_only_where_every_value_in_it_is_known(tmp_path: Path, view: View):
    text = printed(tmp_path, view, HEAD + WHERE, "{{ asset.programs|each(where)|join('; ') }}.")
    assert (
        "Approved for asthma in China under Nordic Bio; Phase\xa0III for asthma in Japan under Partner Pharma; Phase\xa0II"
        in text
    )


def test_an_optional_stretch_that_prints_no_value_is_a_problem(tmp_path: Path):
    templates = written(tmp_path, "## where(program)\n{{ program.stage }}[[ for good]]\n", "{{ where(asset.highest) }}")
    assert told(templates)[0].startswith("template-syntax templates/wording/en/book.md:2: an optional stretch")


HELD = """## held(program)
{{ program.stage }}[[ when program.stage == "approved": in {{ program.territory }}]][[ otherwise: (investigational)]]
[[when program.owner.name == "Nordic Bio":, own]]
[[, by {{ program.line }}]][[otherwise:, [[when program.indication: first]][[otherwise: no]] use]]
"""


def test_a_stretch_may_have_a_condition_and_what_is_said_in_its_place(tmp_path: Path, view: View):
    text = printed(tmp_path, view, HELD, "{{ asset.programs|each(held)|join('; ') }}.")
    assert (
        "Approved in China, own, first use; Phase\xa0III (investigational), first use; Phase\xa0II (investigational)"
        in text
    )
    assert text.rstrip().split("Phase\xa0II ")[1].startswith("(investigational), own, no use.")


def test_what_is_said_otherwise_follows_a_stretch_at_once(tmp_path: Path):
    book = "## where(program)\n{{ program.stage }} [[otherwise: unknown]]\n"
    problem = told(written(tmp_path, book, "{{ where(asset.highest) }}"))[0]
    assert problem == "template-syntax templates/wording/en/book.md:2: [[otherwise: ]] follows a stretch [[ ]] at once"


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        ("{% if program.line %}\n{{ program.stage }}[[ in {{ program.territory }}\n{% endif %}", 4,
         "a stretch that begins with [[ on this line, or before it, has no ]]"),
        ("{{ program.stage }}[[ when program.line in asset: of {{ program.line }}]]\n[[ when program.line in asset ]]", 3,
         "the condition of [[when ...]] ends with a colon"),
        ("{{ program.stage }} in {{ program.territory }}]]", 2, "]] ends no stretch: [[ is missing before it"),
        ("when program.line\n{{ program.stage }}\notherwise:\nnothing", 2,
         "a line of plain words ends with a colon: when program.line:"),
        ("when program.line and stage\n{{ program.stage }}\notherwise:\nnothing", 2,
         "a condition ends with a colon: when program.owner:"),
        ("when program.line:\n{{ program.stage }}\notherwise\nnothing", 4,
         "a line of plain words ends with a colon: otherwise:"),
        ('of\n joined by "; "\n- {{ program.stage }}', 3,
         'a line of plain words ends with a colon: joined by "; ":'),
        ("joined as a list with or\n- {{ program.stage }}", 2,
         "a line of plain words ends with a colon: joined as a list with or:"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_in_the_signs_of_the_book(tmp_path: Path, lines: str, line: int, message: str):
    problem = told(written(tmp_path, f"## where(program)\n{lines}\n", "{{ where(asset.highest) }}"))[0]
    assert problem == f"template-syntax templates/wording/en/book.md:{line}: {message}"


def test_several_things_are_counted_before_they_are_compared(tmp_path: Path, view: View):
    book = "## many(asset)\nwhen asset.programs > asset.trials|length:\nmany\notherwise:\nfew\n"
    with pytest.raises(ProblemsFoundError) as error:
        printed(tmp_path, view, book, "{{ many(asset) }}.")
    (problem,) = error.value.problems
    assert (problem.code, problem.hint) == ("not-computable", "count them: asset.programs|length > 3")


def test_a_file_of_the_book_that_cannot_be_read_is_told_once(tmp_path: Path):
    book = "## where(program)\n{{ program.stage }}\n\n## statement_for us()\nFor us.\n"
    page = "{{ where(asset.highest) }} {{ statement('for-us') }}"
    assert [problem.split()[0] for problem in told(written(tmp_path, book, page))] == ["template-syntax"]


STANDING = """## standing(program)
when program.stage == "approved":
approved
when program.stage == "phase_3" and program.owner:
late, with {{ program.owner.name }}
otherwise:
under way
"""


@pytest.mark.parametrize("empty", ["", "\n"])
def test_a_variant_may_say_nothing(tmp_path: Path, view: View, empty: str):
    book = f"## unless_approved(program)\nwhen program.stage == 'approved':\n{empty}otherwise:\nunder way\n"
    text = printed(tmp_path, view, book, "{% for p in asset.programs %}<{{ unless_approved(p) }}>{% endfor %}")
    assert "<><under way><under way>" in text.replace("\\", "")


def test_a_link_in_the_book_that_leads_nowhere_is_told(tmp_path: Path, view: View):
    templates = written(tmp_path, "## where(program)\n{{ program.stage }}\n", "{{ where(asset.highest) }}")
    (templates / "wording/en/more.md").symlink_to(tmp_path / "nowhere.md")
    found = told(templates)
    assert any("wording/en/more.md" in one for one in found), found
    (brief,) = read_briefs(templates)
    with pytest.raises(ProblemsFoundError, match=r"wording/en/more\.md"):
        compose_document(next(iter(outline_brief(brief, view))), view, templates)


def test_the_first_variant_whose_condition_holds_is_said(tmp_path: Path, view: View):
    text = printed(tmp_path, view, STANDING, "{{ asset.programs|each(standing)|listed }}.")
    assert "Approved, late, with Partner Pharma and under way." in text


def test_a_joined_list_leaves_out_what_says_nothing(tmp_path: Path, view: View):
    book = """## known_facts(asset)
joined by "; ":
- [[with {{ asset.payload }}]]
- named {{ asset.name }}
- [[of {{ asset.company.name }}
  in {{ asset.highest.territory }}]]

## either(asset)
It is joined as a list with or:
- small
- large
"""
    text = printed(tmp_path, view, book, "{{ known_facts(asset) }}.")
    assert "Named NB-1; of Nordic Bio in China." in text


def test_lines_of_a_phrase_are_one_line_and_paragraphs_stay(tmp_path: Path, view: View):
    book = "## phrase()\n{% set both =\n  1 %}\nOne\ntwo, {{ asset.name }}\n, three.\n\n\n## paragraphs()\nFirst.\n\nSecond,\nlonger.\n"
    text = printed(tmp_path, view, book, "# {{ phrase() }}\n\n{{ paragraphs() }}\n")
    assert "One two, NB-1, three." in text
    assert "First.\n\nSecond, longer." in text


LINES = st.lists(
    st.sampled_from(["", "plain words", "{{ program.stage }}", "[[ a {{ program.line }}]]", "and {{ program.stage",
                     "}} more", "- item", "when program.line:", "otherwise:", "## other(program)", "> about"]),
    max_size=12,
)  # fmt: skip


@given(LINES)
def test_a_file_of_the_book_becomes_a_template_of_as_many_lines(lines: list[str]):
    source = "\n".join(["## first(program)", "words", *lines])
    try:
        template = as_template(source, "book.md")
    except TemplateSyntaxError:
        return
    assert template.count("\n") == source.count("\n")


def test_the_entries_of_a_file_are_read_with_what_they_say():
    where, standing = entries_in(HEAD + WHERE + "\n" + STANDING, "book.md")
    assert (where.name, where.takes, where.about, where.line) == ("where", ("program",), "Where a programme stands.", 3)
    assert next((one.test, one.text) for one in standing.variants) == ('program.stage == "approved"', "approved")


OWN_FIELDS = """## known(program)
{{ stage }}[[ {{ territory|place }}]][[when owner:, of {{ owner }}]], {{ of_all(asset.programs) }}, {{ asset.name }}

## of_all(programs)
{% for territory in programs|every("territory") %}{{ territory|short }}{% if not loop.last %}/{% endif %}{% endfor %}

## with_place(program)
when territory == "china" and stage:
{{ place_of(program) }}
otherwise:
{{ [program]|each(place_of)|first }}

## place_of(program)
{{ territory|place }}
"""


def test_a_name_alone_is_a_field_of_what_an_entry_takes(tmp_path: Path, view: View):
    page = "{{ known(asset.highest) }}; {{ asset.programs|each(with_place)|join(', ') }}."
    text = printed(tmp_path, view, OWN_FIELDS, page)
    assert (
        "Approved in China, of Nordic Bio, China/Japan/South Korea, NB-1; in China, in Japan, in South Korea." in text
    )
    assert not told(written(tmp_path, OWN_FIELDS, page))


def test_several_things_answer_for_each_of_them(tmp_path: Path, view: View):
    book = "## said_of(programs)\n{{ stage }}[[when several:, of {{ owner }}]]; {{ last.stage }}\n"
    page = "{{ said_of(asset.programs) }}. {% if asset.trials.first is defined %}tried{% else %}untried{% endif %}."
    text = printed(tmp_path, view, book, page)
    assert "Approved, Phase\xa0III and Phase\xa0II, of Nordic Bio and Partner Pharma; Phase\xa0II." in text
    assert "Untried." in text
    assert not told(written(tmp_path, book, "{{ said_of(asset.programs) }}"))
    wrong = written(
        tmp_path, book, "{{ said_of(asset.programs) }} {{ asset.programs.ownr }} {{ asset.trials.first.nme }}"
    )
    assert told(wrong) == [
        "undefined templates/page/page.md.j2:1: program has no 'ownr'",
        "undefined templates/page/page.md.j2:1: trial has no 'nme'",
    ]


BARE = """## standing_of(program, open="not stated")
{{ stage }}[[ {{ where_it_is }}]], {{ whose }}, {{ kind_of }}

## where_it_is(program)
{{ territory|place }}

## whose(owner)
of {{ owner.name }}

## kind_of()
investigational
"""


def test_an_entry_by_its_name_alone_takes_what_it_needs_by_name(tmp_path: Path, view: View):
    page = "{% for program in asset.programs[1:2] %}{{ standing_of }}{% endfor %}; {{ kind_of }}."
    assert "Phase\xa0III in Japan, of Partner Pharma, investigational; investigational." in printed(
        tmp_path, view, BARE, page
    )
    assert not told(written(tmp_path, BARE, page))


def test_an_entry_by_its_name_alone_needs_what_it_takes(tmp_path: Path):
    found = told(written(tmp_path, BARE, "{{ standing_of }} {{ asset.programs|each(standing_of) }}"))
    assert found == ["undefined templates/page/page.md.j2:1: 'program' is undefined"]


def test_what_entries_take_anew_is_taken_by_name_in_templates_that_were_compiled_before(tmp_path: Path, view: View):
    page = "{{ where_it_is }}."
    book = "## where_it_is(asset)\n{{ asset.programs|each(place_of) }}\n\n## place_of(program)\n{{ territory|place }}\n"
    assert "In China, in Japan and in South Korea." in printed(tmp_path, view, book, page)
    changed = "## where_it_is()\nsomewhere\n"
    assert "Somewhere." in printed(tmp_path, view, changed, page)


def test_what_is_asked_of_nothing_is_asked_of_the_subject(tmp_path: Path, view: View):
    book = "## how_many()\n{{ programs|count('programme') }}[[ of {{ name }}]]\n"
    page = "{{ how_many }}, {% for program in programs[:1] %}{{ program.stage }}{% endfor %}; {{ highest.stage }}.\n"
    assert "Three programmes of NB-1, Approved; Approved." in printed(tmp_path, view, book, page)
    assert not told(written(tmp_path, book, page))
    (problem,) = check_templates(written(tmp_path, book, "{{ how_many }} {{ progams }}"))
    assert (problem.message, problem.hint) == ("'progams' is undefined", "did you mean 'programs'?")


def test_an_entry_with_the_name_of_a_field_is_told(tmp_path: Path):
    found = told(written(tmp_path, "## stage(program)\nlate\n", "{{ stage(asset.highest) }}"))
    assert found == ["hidden-words templates/wording/en/book.md:1: 'stage' is a field of program too"]


def test_of_several_things_an_entry_knows_the_first_and_the_last(tmp_path: Path, view: View):
    book = "## from_to(programs)\n{{ first.territory|short }} to {{ last.territory|short }}, {{ place_of(first) }}\n\n"
    book += "## place_of(program)\n{{ territory|place }}\n"
    assert "China to South Korea, in China." in printed(tmp_path, view, book, "{{ from_to(asset.programs) }}.")
    wrong = written(tmp_path, book.replace("last.territory", "last.teritory"), "{{ from_to(asset.programs) }}.")
    assert told(wrong) == ["undefined templates/wording/en/book.md:2: program has no 'teritory'"]


def test_a_record_prints_its_name_and_a_list_a_b_and_c(tmp_path: Path, view: View):
    page = """{{ asset.programs|every("owner") }}; {{ asset.programs|every("territory")|map("short") }};
{{ asset.programs|each(stage_of) }}."""
    text = printed(tmp_path, view, "## stage_of(program)\n{{ stage }}\n", page)
    assert "Nordic Bio and Partner Pharma; China, Japan and South Korea;" in text
    assert "Approved, Phase\xa0III and Phase\xa0II" in text


def test_a_list_of_records_without_names_is_not_printed(tmp_path: Path, view: View):
    with pytest.raises(ProblemsFoundError) as error:
        printed(tmp_path, view, HEAD, "{{ asset.programs }}")
    assert [problem.code for problem in error.value.problems] == ["unprintable"]


def test_a_field_alone_that_there_is_not_is_told(tmp_path: Path):
    (problem,) = check_templates(written(tmp_path, "## stands(program)\n{{ stge }}\n", "{{ stands(asset.highest) }}"))
    assert (problem.message, problem.hint) == ("program has no 'stge'", "did you mean 'stage'?")


# --- what is wrong ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("book", "problem"),
    [
        ("## where(program)\n{{ program.stge }}\n", "undefined templates/wording/en/book.md:2: program has no 'stge'"),
        ("## where(program)\n{{ wrds.x() }}\n", "undefined templates/wording/en/book.md:2: program has no 'wrds'"),
        ("## where(program)\n{{ wher(program) }}\n",
         "undefined templates/wording/en/book.md:2: 'wher' is undefined"),
        ("## where(where)\nx\n", "hidden-words templates/wording/en/book.md:1: 'where' is an entry of templates/wording"),
        ("## where(program)\nx\n\n## chart()\ny\n", "hidden-words templates/wording/en/book.md:4: 'chart' is something"),
        ("## where(program)\n12 patients\n", 'untraced-number templates/wording/en/book.md:2: "12" is typed'),
        ("## where(program)\n{{ program.stage|shrt }}\n", "template-syntax templates/wording/en/book.md:2: No filter"),
        ("## where(program)\n", "template-syntax templates/wording/en/book.md:1: the entry 'where' says nothing"),
        ("## where(program)\njoined by \", \":\nof\n- {{ program.stage }}\n",
         "template-syntax templates/wording/en/book.md:2: each item of a joined list begins with '- '"),
        ("## Where it is\nx\n", "template-syntax templates/wording/en/book.md:1: the head of an entry"),
        ("## where(program)\notherwise:\nx\n", "template-syntax templates/wording/en/book.md:2: 'otherwise:' and 'or:' follow"),
        ("## where(program)\nx\nwhen program.line:\ny\n", "template-syntax templates/wording/en/book.md:2: what another"),
        ("## where(program)\nx\n## where(program)\ny\n", "template-syntax templates/wording/en/book.md:3: the entry"),
        ("## where(program)\nx\n\n## more()\ny\n", "unused-words templates/wording/en/book.md:4: nothing says 'more'"),
        ("## where(program)\n{{ program.asset.trials|count('trial') }} are open\n",
         "number-agreement templates/wording/en/book.md:2: 'are' after a count"),
        ("## where(program)\n{program.asset.trials|count} trial(s) of {program.asset.name} is on record\n",
         "number-agreement templates/wording/en/book.md:2: 'is' after a count"),
        ("## where(program)\n{program.asset.trials|count} trial(s) of the medicine[[ in {program.line}]] have begun\n",
         "number-agreement templates/wording/en/book.md:2: 'have' after a count"),
        ("## where(program)\nThe\ntrial(s) of {program.asset.name} is/are open and/or planned\n",
         "number-agreement templates/wording/en/book.md:3: 'trial(s)' follows no count"),
        ("## where(program)\n{program.asset.trials} open trial(s) of {program.asset.name} is on record\n",
         "number-agreement templates/wording/en/book.md:2: 'is' after a count"),
        ("## where(program)\n{program.asset.name} open trial(s)\n",
         "number-agreement templates/wording/en/book.md:2: the noun behind this follows a count"),
        ("## where(program)\nWhat is/are open\n",
         "number-agreement templates/wording/en/book.md:2: 'is/are' follows no count"),
        ("## where(program)\n{program.asset.trials|count} open trial(s) are on file\n",
         "number-agreement templates/wording/en/book.md:2: 'are' after a count"),
        ("## where(program)\nfacts of program\nstage\n",
         "template-syntax templates/wording/en/book.md:2: a line of plain words ends with a colon"),
        ("## where(program)\nSince on/in {program.stage} and a/an\n",
         "number-agreement templates/wording/en/book.md:2: 'a/an' stands before no value"),
        ("## finding(told)\nx\n", "hidden-words templates/wording/en/book.md:1: 'finding' is told.finding too"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_book_is_told_with_its_line(tmp_path: Path, book: str, problem: str):
    found = told(written(tmp_path, book, "{% for p in asset.programs %}{{ where(p) }}{% endfor %}"))
    assert any(one.startswith(problem) for one in found), found


def test_a_wrong_entry_that_nothing_says_stops_no_document_and_the_check_tells_it(tmp_path: Path, view: View):
    book = "## medicine(asset)\n{{ asset.name }}\n\n## unsaid(program)\n{{ program.stage|shrt }}\n"
    assert "NB-1 alone." in printed(tmp_path, view, book, "{{ medicine(asset) }} alone.")
    assert any(
        one.startswith("template-syntax templates/wording/en/book.md:5: No filter")
        for one in told(tmp_path / "templates")
    )
    with pytest.raises(ProblemsFoundError) as error:
        printed(tmp_path, view, book, "{{ unsaid(asset.highest) }}")
    (problem,) = error.value.problems
    assert (problem.code, problem.origin.line if problem.origin else None) == ("template-syntax", 5)


def test_one_name_in_two_files_is_a_problem(tmp_path: Path):
    more = {"wording/en/other.md": "## where(program)\nthere\n"}
    found = told(written(tmp_path, WHERE, "{{ where(asset.highest) }}", **more))
    line = WHERE.split("\n").index("## where(program)") + 1
    said = "'where' stands in templates/wording/en/other.md:1 too"
    assert found == [f"doubled-words templates/wording/en/book.md:{line}: {said}"]


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("{% for where in asset.programs %}{{ where.stage }}{% endfor %}", "'where' is an entry of"),
        ("{% macro where() %}x{% endmacro %}{{ where() }}", "'where' is an entry of"),
        ("{% import 'shared/m.md.j2' as where %}", "'where' is an entry of"),
    ],
)
def test_a_template_hides_no_entry(tmp_path: Path, page: str, message: str):
    book = WHERE + "\n## all_of(asset)\n{{ asset.programs|each(where) }}\n"
    found = told(written(tmp_path, book, page, **{"shared/m.md.j2": "x"}))
    assert any(one.startswith(f"hidden-words templates/page/page.md.j2:1: {message}") for one in found), found


def test_an_unknown_entry_has_a_did_you_mean(tmp_path: Path):
    found = check_templates(written(tmp_path, WHERE, "{{ wher(asset.highest) }}"))
    assert "did you mean 'where'?" in {one.hint for one in found}


def test_a_statement_cites_a_law_by_its_source(tmp_path: Path, view: View):
    law = "{id: act, type: law, tier: publication, title: Securities Act of 1934, published: 1934-06-06, publisher: US}"
    (tmp_path / "data" / "laws.yaml").write_text(f"sources:\n  - {law}\n")
    with_law = view_of(load_dataset(tmp_path / "data", "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    book = '## statement_use()\nUnder the {{ view.find("source", "act").title }}.\n'
    assert "Under the Securities Act of 1934." in printed(tmp_path, with_law, book, '{{ statement("use") }}')
    assert not told(tmp_path / "templates")


def test_a_statement_that_the_book_lacks_has_a_did_you_mean(tmp_path: Path):
    templates = written(
        tmp_path, "## statement_use()\nFor information.\n", '{{ statement("uses") }}{{ statement("use") }}'
    )
    (problem,) = check_templates(templates)
    assert (problem.code, problem.hint) == ("undefined", "did you mean 'use'?")


# --- tables ----------------------------------------------------------------------------------------------------------

TABLE = '{{ table(asset.programs, "territory, where, stage, line", caption="Programmes") }}'


def test_a_table_has_a_column_for_each_field_or_entry_and_none_that_is_empty(tmp_path: Path, view: View):
    text = printed(tmp_path, view, WHERE, TABLE)
    assert "| Territory | Where | Stage |" in text
    assert "| **China** | Approved for asthma in China under Nordic Bio | Approved |" in text
    assert "Line" not in text


def test_a_column_may_say_yes_or_no(tmp_path: Path, view: View):
    text = printed(tmp_path, view, HEAD, '{{ table(asset.programs, "territory, In the period: is_new") }}')
    print(text)
    assert "In the period: no" in text


def test_what_is_the_same_in_every_row_stands_in_the_caption(tmp_path: Path, view: View):
    text = printed(
        tmp_path, view, HEAD, '{{ table(asset.programs, "territory, Medicine: asset.name", caption="All") }}'
    )
    assert "All; medicine: NB-1" in text
    assert "| Territory |" in text


def test_a_caption_of_its_own_begins_with_a_capital_and_what_is_missing_stays_small(tmp_path: Path, view: View):
    text = printed(tmp_path, view, HEAD, '{{ table(asset.programs, "territory, Medicine: asset.name, indication") }}')
    assert "Table: Medicine: NB-1" in text
    assert "not in the sources" in text
    assert "Not in the sources" not in text


def test_a_head_in_brackets_is_what_the_records_say(tmp_path: Path, view: View):
    text = printed(
        tmp_path, view, WHERE, '{{ table(asset.programs, "territory, [asset.name]: stage, [line]: stage") }}'
    )
    assert "| Territory | NB-1 |  |" in text, "the first record that knows it names the column; none names none"
    wrong = told(written(tmp_path, HEAD, '{{ table(asset.programs, "territory, [asset.nam]: stage") }}'))
    assert [problem for problem in wrong if "asset.nam" in str(problem) or "'nam'" in str(problem)]


def test_rows_can_be_grouped(tmp_path: Path, view: View):
    text = printed(tmp_path, view, HEAD, '{{ table(asset.programs, "territory, stage", group="asset.name") }}')
    assert "| **NB-1** |" in text


def test_an_entry_may_stand_over_a_group_and_is_said_once_for_it(tmp_path: Path, view: View):
    head = "## medicine(program)\n**{{ program.asset.name }} of {{ program.asset.company.name }}**\n"
    text = printed(tmp_path, view, head, '{{ table(asset.programs, "territory, stage", group="medicine") }}')
    assert text.count("| **NB-1 of Nordic Bio** |") == 1
    assert not told(written(tmp_path, head, '{{ table(asset.programs, "territory", group="medicine") }}'))


FACTS = '{{ facts(asset, "Name: name, Form: form, Payload: payload, Stands: stands", always="payload") }}'
STANDS = (
    HEAD
    + """## stands(asset)
> Its programmes, a line each.

{% for program in asset.programs %}

{{ program.stage }}[[ {{ program.territory|place }}]]
{% endfor %}
"""
)


def test_facts_are_those_that_are_known_and_those_that_always_stand(tmp_path: Path, view: View):
    text = printed(tmp_path, view, STANDS, FACTS)
    assert "Name\n: NB-1\nPayload\n: not in the sources\nStands\n: Approved in China\\\n" in text
    assert "\\\nPhase\u00a0III in Japan\\\n" in text
    assert "Form" not in text


def test_a_fact_that_there_is_not_is_told(tmp_path: Path):
    found = told(written(tmp_path, HEAD, '{{ facts(asset, "nam") }}'))
    assert len(found) == 1
    assert "asset has no 'nam'" in found[0]


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ("teritory", "program has no 'teritory'"),
        ("a b c", "'a b c' is no column"),
        ("", "at least one column"),
    ],
)
def test_a_column_that_there_is_not_is_told(tmp_path: Path, columns: str, problem: str):
    found = told(written(tmp_path, HEAD, f'{{{{ table(asset.programs, "{columns}") }}}}'))
    assert len(found) == 1
    assert problem in found[0]


# --- sections --------------------------------------------------------------------------------------------------------

SECTIONS = BRIEF.replace("documents: {docx: page.md.j2, pptx: page.md.j2}", "documents:\n  docx: [{stages}]")
STAGES = """# Stages

{{ table(asset.programs, columns|default("territory, stage")) }}
"""
OWN = {"pages/stages.md.j2": STAGES, "pages/who.md.j2": "# Who\n\n{{ asset.company.name }} has it.\n"}


def test_a_document_is_a_list_of_sections_in_its_order(tmp_path: Path, view: View):
    text = printed(tmp_path, view, HEAD, "", SECTIONS.replace("{stages}", "who, stages"), **OWN)
    assert text.index("Nordic Bio has it.") < text.index("Stages")
    text = printed(tmp_path, view, HEAD, "", SECTIONS.replace("{stages}", "stages"), **OWN)
    assert "has it" not in text


def test_a_section_takes_options(tmp_path: Path, view: View):
    brief = SECTIONS.replace("{stages}", 'stages: {columns: "stage, territory"}')
    assert "| Stage | Territory |" in printed(tmp_path, view, HEAD, "", brief, **OWN)
    wrong = brief.replace("[stages", "\n    - who\n    - stages").replace("]\n", "\n").replace("columns", "colums")
    found = told(written(tmp_path, HEAD, "", wrong, **OWN))
    assert found == ["unknown-option templates/page/brief.yaml:9: section 'stages' has no option 'colums'"]
    with pytest.raises(ProblemsFoundError, match="unknown-option"):
        printed(tmp_path / "again", view, HEAD, "", wrong, **OWN)


def test_a_section_that_cannot_be_read_says_so_and_nothing_of_its_options(tmp_path: Path, view: View):
    brief = SECTIONS.replace("{stages}", "stages: {colums: stage}")
    broken = {**OWN, "pages/stages.md.j2": "# Stages\n\n{{ table(asset.programs, colums }}\n"}
    with pytest.raises(ProblemsFoundError) as error:
        printed(tmp_path, view, HEAD, "", brief, **broken)
    assert [one.code for one in error.value.problems] == ["template-syntax"]


def test_a_table_without_room_for_all_leaves_the_others_to_the_workbook(tmp_path: Path, view: View):
    book = f"{HEAD}## beyond_table(rows)\n> What has no room.\n\nThe others stand in the workbook.\n"
    page = '# Stages\n\n{{ table(asset.programs, "stage, territory") }}\n'
    whole = BRIEF.replace("documents:", "budget: {table: 2}\ndocuments:")
    bounded = whole.replace("pptx: page", "xlsx: page")
    for brief, rows in ((bounded, 2), (whole, 3)):
        text = printed(tmp_path, view, book, page, brief)
        assert [place in text for place in ("China", "Japan", "Korea")] == [True, True, rows > 2]
        assert ("The others stand in the workbook." in text) == (rows == 2)
    with pytest.raises(ProblemsFoundError, match="has no 'beyond_table'"):
        printed(tmp_path, view, HEAD, page, bounded)


def test_a_section_is_there_when_and_left_out_unless(tmp_path: Path, view: View):
    assert "# Stages" in printed(tmp_path, view, HEAD, "", SECTIONS.replace("{stages}", "who, stages"), **OWN)
    for states in ("unless: short", "unless: [many, quiet]", "when: [quiet, many]", "when: quiet, unless: short"):
        brief = SECTIONS.replace("{stages}", f"who, stages: {{{states}}}")
        assert "# Stages" not in printed(tmp_path, view, HEAD, "", brief, **OWN), states
    for states in ("when: short", "when: [short, quiet], unless: many"):
        brief = SECTIONS.replace("{stages}", f"who, stages: {{{states}}}")
        assert "# Stages" in printed(tmp_path, view, HEAD, "", brief, **OWN), states


EACH = {**OWN, "pages/stage.md.j2": "# Stage\n\n{{ programme.stage }} {{ programme.territory|place }}.\n"}


def test_a_section_stands_once_for_each_of_several_things(tmp_path: Path, view: View):
    brief = SECTIONS.replace("{stages}", "who, stage: {each: programme of asset.programs}")
    text = printed(tmp_path, view, HEAD, "", brief, **EACH)
    assert text.count("# Stage") == 3
    assert text.index("in China.") < text.index("in Japan.")


def test_what_a_repeated_section_is_about_is_checked(tmp_path: Path):
    brief = SECTIONS.replace("[{stages}]", "\n    - who\n    - stage: {each: programme of asset.programs}")
    assert not told(written(tmp_path, HEAD, "", brief, **EACH))
    wrong = {**EACH, "pages/stage.md.j2": "# Stage\n\n{{ programme.stge }}\n"}
    assert told(written(tmp_path, HEAD, "", brief, **wrong)) == [
        "undefined templates/pages/stage.md.j2:3: program has no 'stge'"
    ]
    found = told(written(tmp_path, HEAD, "", brief.replace("asset.programs", "asset.programmes"), **EACH))
    assert found == ["undefined templates/page/brief.yaml:9: asset has no 'programmes'"]


def test_a_section_that_says_what_it_is_of_asks_that_by_names_alone(tmp_path: Path, view: View):
    brief = SECTIONS.replace("{stages}", "stage: {each: programme of asset.programs, word: now}")
    book = f"{HEAD}## stands(programme)\n{{programme.stage}}\n"
    page = "> A stage.\n\nof programme:\n# Stage\n\n{stands} {territory|place} of {asset}, {word|default('then')}.\n"
    text = printed(tmp_path, view, book, "", brief, **{**EACH, "pages/stage.md.j2": page})
    assert "Approved in China of NB-1, now." in text
    wrong = {**EACH, "pages/stage.md.j2": page.replace("territory", "teritory")}
    assert told(written(tmp_path, book, "", brief, **wrong))[0].startswith(
        "undefined templates/pages/stage.md.j2:6: program has no 'teritory'"
    )


@pytest.mark.parametrize("each", ["programs", "a programme of asset.programs", "programme of programs"])
def test_a_section_is_repeated_for_a_thing_of_a_list(tmp_path: Path, each: str):
    brief = SECTIONS.replace("{stages}", f"who, stage: {{each: {each}}}")
    with pytest.raises(ProblemsFoundError) as error:
        read_briefs(written(tmp_path, HEAD, "", brief, **EACH))
    (problem,) = error.value.problems
    assert (problem.code, problem.origin.line) == ("unknown-word", 7)
    assert problem.message.endswith(f"'{each}' names no list")


@pytest.mark.parametrize(
    ("state", "hint"), [("quite", "did you mean 'quiet'?"), ("loud", "use one of: annex, crowded, cut")]
)
def test_what_no_document_can_be_is_told(tmp_path: Path, state: str, hint: str):
    with pytest.raises(ProblemsFoundError) as error:
        read_briefs(written(tmp_path, HEAD, "", SECTIONS.replace("{stages}", f"who, stages: {{when: {state}}}"), **OWN))
    (problem,) = error.value.problems
    assert (problem.code, problem.origin.line) == ("unknown-word", 7)
    assert problem.hint.startswith(hint)


def test_a_brief_has_its_own_form_of_a_section_before_that_of_all(tmp_path: Path, view: View):
    more = {**OWN, "page/who.md.j2": "# Who\n\nNobody but {{ asset.company.name }}.\n"}
    assert "Nobody but" in printed(tmp_path, view, HEAD, "", SECTIONS.replace("{stages}", "who"), **more)


def test_a_section_that_there_is_not_has_a_did_you_mean(tmp_path: Path):
    templates = written(tmp_path, HEAD, "", SECTIONS.replace("[{stages}]", "\n    - who\n    - stagse"), **OWN)
    with pytest.raises(ProblemsFoundError) as error:
        read_briefs(templates)
    (problem,) = error.value.problems
    assert (problem.code, problem.hint) == ("no-template", "did you mean 'stages'?")
    assert "stagse" in (templates / "page" / "brief.yaml").read_text().splitlines()[problem.origin.line - 1]


NEAR = "## known_use(program)\n{{ program.indication }}\n\n## first_use(asset)\n"


@pytest.mark.parametrize(
    ("said", "line", "message", "hint"),
    [
        ("{asset.highest.known_uze} {highest.known_use}", 5, "no field of program and no entry is called 'known_uze'",
         "did you mean 'known_use'?"),
        ("{asset.programs.known_uze} {highest.known_use}", 5, "no field of program and no entry is called 'known_uze'",
         "did you mean 'known_use'?"),
        ("{highest.known_use} {furst_use}", 5, "no field of asset and no entry is called 'furst_use'",
         "did you mean 'first_use'?"),
        ('{table(asset.programs, "stage, known_uses")} {highest.known_use}', 5,
         "no field of program and no entry is called 'known_uses'", "did you mean 'known_use'?"),
        ("{highest.known_use} {highest.stge}", 5, "program has no 'stge'", "did you mean 'stage'?"),
    ],
)  # fmt: skip
def test_a_misspelt_entry_that_is_asked_like_a_field_is_named(
    tmp_path: Path, said: str, line: int, message: str, hint: str
):
    templates = written(tmp_path, f"{NEAR}{said}\n", "{first_use}")
    (problem,) = [one for one in check_templates(templates) if one.severity == "error"]
    assert (problem.origin.line, problem.message, problem.hint) == (line, message, hint)


def test_a_misspelt_entry_in_the_columns_of_a_brief_is_named(tmp_path: Path, view: View):
    brief = SECTIONS.replace("{stages}", 'stages: {columns: "stage, known_uses"}')
    with pytest.raises(ProblemsFoundError) as error:
        printed(tmp_path, view, f"{NEAR}{{highest.known_use}}\n", "", brief, **OWN)
    (problem,) = error.value.problems
    assert problem.message == "column 'known_uses': no field of program and no entry is called 'known_uses'"
    assert problem.hint == "did you mean 'known_use'?"


@pytest.mark.parametrize(
    "sections",
    ["one: {each: program of subject.programs, unless: shrot}", "onne: {each: program of subject.programs}"],
)
def test_a_section_is_not_blamed_for_a_brief_that_is_wrong(tmp_path: Path, sections: str):
    brief = SECTIONS.replace("{stages}", sections)
    page = "# One\n\n{{ program.stage }} {{ program.territory|plce }}\n"
    templates = written(tmp_path, HEAD, "", brief, **{"pages/one.md.j2": page})
    with pytest.raises(ProblemsFoundError):
        read_briefs(templates)
    assert [one.partition(": ")[2] for one in told(templates)] == ["No filter named 'plce'."]


def test_a_colon_that_is_missing_behind_a_section_is_told(tmp_path: Path):
    brief = SECTIONS.replace("[{stages}]", "\n    - stages {unless: short}")
    with pytest.raises(ProblemsFoundError) as error:
        read_briefs(written(tmp_path, HEAD, "", brief, **OWN))
    assert error.value.problems[0].hint == "a colon is missing after stages"


def test_a_column_of_the_brief_that_there_is_not_is_told_as_it_is_written(tmp_path: Path, view: View):
    brief = SECTIONS.replace("{stages}", 'stages: {columns: "stage, Owner: ownr.name"}')
    with pytest.raises(ProblemsFoundError) as error:
        printed(tmp_path, view, HEAD, "", brief, **OWN)
    (problem,) = error.value.problems
    assert problem.message.startswith("column 'ownr.name': ")
    assert problem.origin.path.endswith("brief.yaml")
    lines = (tmp_path / problem.origin.path).read_text("utf-8").splitlines()
    assert "ownr.name" in lines[problem.origin.line - 1]
    assert problem.hint == "did you mean 'owner'?"


# --- reading the book ------------------------------------------------------------------------------------------------


def test_every_variant_is_filled_from_the_dataset(tmp_path: Path, view: View):
    templates = written(tmp_path, STANDING, "{% for p in asset.programs %}{{ standing(p) }}{% endfor %}")
    outlines = [one for found in read_briefs(templates) for one in outline_brief(found, view)]
    ((file, entry),) = read_book(templates, "templates")
    filled = say_entry(file, entry, outlines, view, templates, 3)
    assert file == "templates/wording/en/book.md"
    assert [one.texts for one in filled.variants] == [("approved",), ("late, with Partner Pharma",), ("under way",)]


def test_an_entry_is_filled_with_those_subjects_of_which_it_can_say_something(tmp_path: Path, view: View):
    templates = written(
        tmp_path, "## whose(subject)\n{{ subject.name }} of {{ subject.company.name }}\n", "{{ whose(asset) }}"
    )
    outlines = [one for found in read_briefs(templates) for one in outline_brief(found, view)]
    ((file, entry),) = read_book(templates, "templates")
    (variant,) = say_entry(file, entry, outlines, view, templates, 3).variants
    assert variant.texts == ("NB-1 of Nordic Bio",)


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        ("[3]", "brief.documents.docx"),
        ("[{who: {}, stages: {}}]", "brief.documents.docx"),
        ("[{who: plain}]", "options"),
    ],
)
def test_a_section_is_a_name_alone_or_with_its_options(tmp_path: Path, view: View, sections: str, said: str):
    brief = SECTIONS.replace("[{stages}]", sections)
    with pytest.raises(ProblemsFoundError, match=said):
        read_briefs(written(tmp_path, HEAD, "", brief, **OWN))
    with pytest.raises(SelectionError, match="nowhere is not there; run `briefgen init` or use --templates"):
        read_briefs(tmp_path / "nowhere", "nowhere")
    empty = SECTIONS.replace("{stages}", "{who: }")
    assert "Nordic Bio has it." in printed(tmp_path, view, HEAD, "", empty, **OWN)


def test_an_entry_of_what_is_told_is_filled_in_every_document(tmp_path: Path, view: View):
    book = "## how_it_stands(told)\nwhen quiet:\n{{ programs|count('programme') }}, nothing new\notherwise:\nnews\n"
    templates = written(tmp_path, book, "{{ how_it_stands }}")
    outlines = [one for found in read_briefs(templates) for one in outline_brief(found, view)]
    ((file, entry),) = read_book(templates, "templates")
    filled = say_entry(file, entry, outlines, view, templates, 3)
    assert [one.texts for one in filled.variants] == [("three programmes, nothing new",), ()]


@pytest.mark.parametrize("field", ["gives_way", "stays_whole"])
def test_what_gives_way_or_stays_whole_is_a_section_of_the_brief(tmp_path: Path, field: str):
    brief = SECTIONS.replace("{stages}", "who, stages") + f"budget:\n  slides: 3\n  {field}: [who, stagse]\n"
    with pytest.raises(ProblemsFoundError) as error:
        read_briefs(written(tmp_path, HEAD, "", brief, **OWN))
    (problem,) = error.value.problems
    assert (problem.code, problem.hint) == ("no-section", "did you mean 'stages'?")
    assert problem.origin.line == len(brief.splitlines())
