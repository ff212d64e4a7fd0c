"""Templates: what they print, what they may not, and how their mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.briefs.markdown import parse_markdown
from briefgen.briefs.render import Narrative, escape
from briefgen.briefs.source import check_source
from briefgen.document.blocks import PageBreak, Paragraph
from briefgen.document.inlines import Text, Value, plain
from briefgen.problems import Problem
from briefgen.values.facts import Traced
from briefgen.view import Missing
from support.facts import fact

FACT = fact("result/x", "value")


def rendered(folder: Path, template: str, **context: object) -> tuple[Narrative, str]:
    (folder / "brief").mkdir(exist_ok=True)
    (folder / "brief" / "page.md.j2").write_text(template)
    narrative = Narrative(folder, "templates", "brief")
    return narrative, narrative.render('{% include "page.md.j2" %}', dict(context), "brief/page.md.j2")


def only_problem(folder: Path, template: str, **context: object) -> Problem:
    narrative, _ = rendered(folder, template, **context)
    assert len(narrative.problems) == 1, narrative.problems
    return narrative.problems[0]


def test_a_printed_value_keeps_its_fact(tmp_path: Path):
    value = Traced("p<0.001 *|_", FACT)
    narrative, text = rendered(tmp_path, "It was **{{ value }}** there.", value=value)
    (paragraph,) = parse_markdown(text, narrative.values, narrative.blocks)
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.inlines) == "It was p<0.001 *|_ there."
    assert Value("p<0.001 *|_", FACT) in paragraph.inlines[1].inlines


@pytest.mark.parametrize("line", ["first\n{{ '15.9%' }}", "first\n{{ 3 + 4 }}", "a\n{{ [1, 2]|length }}"])
def test_an_untraced_number_is_a_problem_with_its_line(tmp_path: Path, line: str):
    problem = only_problem(tmp_path, line)
    assert problem.code == "untraced-number"
    assert str(problem.origin) == "templates/brief/page.md.j2:2"


def test_what_is_asked_of_a_subject_that_the_document_is_not_about_says_so(tmp_path: Path):
    problem = only_problem(tmp_path, "{{ company.nme }}", company=None)
    assert problem.message == "'nme' is asked of something that is not there"
    assert "a document has only the one it is about" in problem.hint


def test_undefined_names_get_a_suggestion(tmp_path: Path):
    from support.real_project import real_view

    asset = real_view().find("asset", "hs-20089")
    problem = only_problem(tmp_path, "\n\n{{ asset.modalty }}", asset=asset)
    assert problem.code == "undefined"
    assert problem.origin.line == 3
    assert "did you mean 'modality'" in problem.hint


@pytest.mark.parametrize(
    ("template", "code", "said"),
    [
        ("{{ aset.name }}", "undefined", "did you mean 'asset'?"),
        ("{% import 'm.md.j2' as m %}{{ m.name() }}", "undefined", "hand 'asset' to it, or import it `with context`"),
        ("{{ asset.name|shrt }}", "template-syntax", "did you mean 'short'?"),
        ("{% if asset.name is undefned %}{% endif %}", "template-error", "did you mean 'undefined'?"),
        ("{{ asset.name * 2 }}", "not-computable", "share, difference, total"),
        ("{{ -asset.name }}", "not-computable", "share, difference, total"),
        ("{{ 'a' + asset.name }}", "not-computable", "not computed, joined or ordered with operators"),
        ("{% if asset.name > 2 %}{% endif %}", "not-computable", "not computed, joined or ordered with operators"),
    ],
)
def test_a_problem_says_what_to_write_instead(tmp_path: Path, template: str, code: str, said: str):
    from support.real_project import real_view

    (tmp_path / "m.md.j2").write_text("{% macro name() %}{{ asset.name }}{% endmacro %}")
    problem = only_problem(tmp_path, template, asset=real_view().find("asset", "hs-20089"))
    assert problem.code == code
    assert said in f"{problem.message} {problem.hint}"


def test_a_field_that_no_record_left_out_has_is_told(tmp_path: Path):
    owner = Missing("company", Traced("not in the sources", FACT))
    problem = only_problem(tmp_path, "{{ owner.name }}\n{{ owner.nme }}", owner=owner)
    assert (problem.code, problem.origin.line) == ("undefined", 2)
    assert "company has no 'nme'" in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("HS-20089", "{asset.name}"),
        ("(HLX22)", "{asset.name}"),
        ("27.3%", "{result.value}"),
        ("1 May 2025", "{event.date}"),
        ("(May 1st, 2025),", "{event.date}"),
        ("2025-05-01", "{event.date}"),
        ("Q4 2025", "{event.date}"),
    ],
)
def test_what_is_typed_is_one_problem_with_a_way_out(tmp_path: Path, typed: str, hint: str):
    (tmp_path / "page.md.j2").write_text(f"It was {typed} there.")
    narrative = Narrative(tmp_path, "templates", "brief")
    (problem,) = check_source(tmp_path / "page.md.j2", "page.md.j2", narrative)
    assert (problem.code, problem.message) == ("untraced-number", f'"{typed}" is typed in the template')
    assert hint in problem.hint


def test_every_record_of_a_kind_can_be_counted_and_numbered(tmp_path: Path):
    from support.real_project import real_view

    narrative, text = rendered(tmp_path, "{{ view.all('benchmark')[1].value }}", view=real_view())
    assert narrative.problems == []
    assert len(text) == 1


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("{% if %}", "template-syntax"),
        ("{{ ''.__class__.__mro__ }}", "forbidden"),
        ("{{ asset._record }}", "forbidden"),
        ("{{ values.append(3) }}", "forbidden"),
        ("{% for i in range(1000000000) %}{% endfor %}", "template-too-large"),
        ("{% include '../../etc/passwd' %}", "no-template"),
        ("{% include 'missing.md.j2' %}", "no-template"),
        ("{% include 'page.md.j2' %}", "template-recursion"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "template-recursion"),
        ("{{ 1 / 0 }}", "template-error"),
        ("{{ none }}", "unprintable"),
        ("{{ values }}", "unprintable"),
        ("{{ asset.programs[0] }}", "unprintable"),
    ],
)
def test_bad_templates_are_problems(tmp_path: Path, template: str, code: str):
    from support.real_project import real_view

    asset = real_view().find("asset", "hs-20089")
    problem = only_problem(tmp_path, template, asset=asset, values=[1])
    assert problem.code == code
    assert problem.origin.path.startswith("templates")


@pytest.mark.parametrize(
    ("limit", "template"), [("MAX_TEXT", "many words"), ("CAPACITY", "{{ break() }}{{ break() }}")]
)
def test_a_template_prints_only_so_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, template: str):
    monkeypatch.setattr(f"briefgen.briefs.render.{limit}", 1)
    (tmp_path / "brief").mkdir()
    narrative = Narrative(tmp_path, "templates", "brief")
    narrative.render(template, {"break": lambda: narrative.place(PageBreak())}, "brief/page.md.j2")
    assert [problem.code for problem in narrative.problems] == ["template-too-large"]


def test_a_template_cannot_follow_a_link_out_of_its_folder(tmp_path: Path):
    (tmp_path / "secret.md").write_text("secret")
    templates = tmp_path / "templates"
    (templates / "brief").mkdir(parents=True)
    (templates / "brief" / "link.md.j2").symlink_to(tmp_path / "secret.md")
    problem = only_problem(templates, "{% include 'link.md.j2' %}")
    assert (problem.code, problem.message) == ("outside-project", "'link.md.j2' leads out of the folder templates")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Co"])))
def test_any_escaped_text_is_printed_unchanged(written: str):
    line = " ".join(written.split())
    blocks = parse_markdown(f"x{escape(line)}x", (), ())
    assert "".join(plain(block.inlines) for block in blocks) == f"x{line}x"


@given(st.text(alphabet="-+:=#>|1.) `*_~", min_size=1, max_size=12))
def test_escaped_text_begins_no_block(written: str):
    line = written.strip()
    blocks = parse_markdown(escape(line) or "x", (), ())
    assert all(isinstance(block, Paragraph) for block in blocks)
    assert "".join(plain(block.inlines) for block in blocks) == (line or "x")
    assert all(isinstance(inline, Text) for block in blocks for inline in block.inlines)


def test_renderings_share_an_environment_but_no_value(tmp_path: Path):
    (tmp_path / "m.md.j2").write_text("{% set new %}{{ 'New'|flag }}{% endset %}{% macro m() %}{{ new }}{% endmacro %}")
    page = "{% import 'm.md.j2' as m %}{{ value }} {{ m.m() }} {% from 'm.md.j2' import new %}{{ ['Old'|flag]|listed }}"
    for text in ("first", "second", "third"):
        value = Traced(text, FACT)
        narrative, printed = rendered(tmp_path, page, value=value)
        (paragraph,) = parse_markdown(printed, narrative.values, narrative.blocks)
        assert isinstance(paragraph, Paragraph)
        assert plain(paragraph.inlines) == f"{text} New Old"


def test_what_an_imported_template_does_wrong_is_told_for_every_document(tmp_path: Path):
    (tmp_path / "m.md.j2").write_text("{{ 3 + 4 }}{% macro m() %}{% endmacro %}")
    for _ in range(2):
        problem = only_problem(tmp_path, "{% import 'm.md.j2' as m %}{{ m.m() }}")
        assert (problem.code, str(problem.origin)) == ("untraced-number", "templates/m.md.j2:1")


def test_the_sandbox_lets_nothing_else_read_what_templates_may_not(tmp_path: Path):
    environment = Narrative(tmp_path, "templates", "brief").environment
    assert environment.is_safe_attribute("text", "startswith", "text".startswith)
    assert not environment.is_safe_attribute("text", "format_map", "text".format_map)


def test_a_template_that_changes_or_is_put_before_another_is_read_again(tmp_path: Path):
    (tmp_path / "m.md.j2").write_text("old")
    page = "{% include 'm.md.j2' %}"
    assert rendered(tmp_path, page)[1] == "old"
    (tmp_path / "brief" / "m.md.j2").write_text("own")
    assert rendered(tmp_path, page)[1] == "own"
