"""Templates: what they print, what they may not, and how their mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.document import Paragraph, Text, Value, plain
from briefgen.facts import Fact, Traced
from briefgen.markdown import parse_markdown
from briefgen.narrative import Narrative, escape
from briefgen.problems import Problem

FACT = Fact("result/x", "value")


def rendered(folder: Path, template: str, **context: object) -> tuple[Narrative, str]:
    (folder / "brief").mkdir(exist_ok=True)
    (folder / "brief" / "page.md.j2").write_text(template)
    narrative = Narrative(folder, "templates", "brief")
    return narrative, narrative.render("page.md.j2", dict(context))


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


def test_undefined_names_get_a_suggestion(tmp_path: Path):
    from real_project import real_view

    asset = real_view().find("asset", "hs-20089")
    problem = only_problem(tmp_path, "\n\n{{ asset.modalty }}", asset=asset)
    assert problem.code == "undefined"
    assert problem.origin.line == 3
    assert "did you mean 'modality'" in problem.hint


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
    ],
)
def test_bad_templates_are_problems(tmp_path: Path, template: str, code: str):
    from real_project import real_view

    asset = real_view().find("asset", "hs-20089")
    problem = only_problem(tmp_path, template, asset=asset, values=[1])
    assert problem.code == code
    assert problem.origin.path.startswith("templates")


def test_a_template_cannot_follow_a_link_out_of_its_folder(tmp_path: Path):
    (tmp_path / "secret.md").write_text("secret")
    templates = tmp_path / "templates"
    (templates / "brief").mkdir(parents=True)
    (templates / "brief" / "link.md.j2").symlink_to(tmp_path / "secret.md")
    problem = only_problem(templates, "{% include 'link.md.j2' %}")
    assert problem.code == "no-template"


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
