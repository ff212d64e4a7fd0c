"""Names of templates: each kind of mistake on a branch that no document takes, and what is no mistake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from briefgen.briefs.check import check_templates
from briefgen.briefs.compose import Composer
from briefgen.briefs.reach import CONTEXT, REACH, names_of
from briefgen.briefs.shapes import (
    Function,
    Lacks,
    Many,
    Plain,
    Shown,
    TracedShape,
    TupleShape,
    ask,
    element,
    of_annotation,
    shown_by,
)
from briefgen.problems import Problem
from briefgen.values.dates import PartialDate
from briefgen.values.facts import Traced
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory
from briefgen.view import Missing, RecordView
from briefgen.view.base import part_of
from briefgen.view.view import View
from support.real_project import TEMPLATES, outlines
from support.small_project import BRIEF

WORDS = """{% macro stage_words(p, long=false) %}{{ p.stage }}{% if long %} {{ p.territory|place }}{% endif %}{% endmacro %}
{% macro boxed(title) %}{{ title }}: {{ caller() }}{% endmacro %}
{% macro listed_all() %}{{ varargs|listed }}{{ kwargs.noun }}{% endmacro %}
{% macro maybe(p) %}{% if p is defined %}{{ p.stage }}{% endif %}{% endmacro %}
"""


def problems(folder: Path, template: str, **more: str) -> list[Problem]:
    """What is said of a page of a brief about assets, on a branch that no asset takes."""
    files = {
        "page/brief.yaml": BRIEF,
        "page/page.md.j2": '{% import "shared/words.md.j2" as w with context %}{{ statement("use") }}\n{% if asset.isin %}\n'
        f"{template}\n{{% endif %}}\n",
        "shared/words.md.j2": WORDS,
        "wording/en/statements.md": "## statement_use()\nFor {{ asset.name }}.\n",
        **more,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.replace("asset.isin", "asset.payload"))
    return check_templates(folder)


@pytest.mark.parametrize(
    ("template", "code", "said"),
    [
        ("{{ asset.nme }}", "undefined", "asset has no 'nme'; did you mean 'name'?"),
        ("{{ aset.name }}", "undefined", "'aset' is undefined; did you mean 'asset'?"),
        ("{{ asset.company.nme }}", "undefined", "company has no 'nme'"),
        ("{{ asset['nme'] }}", "undefined", "asset has no 'nme'"),
        ("{% for p in asset.programs %}{{ p.stge }}{% endfor %}", "undefined", "program has no 'stge'"),
        ("{% for p in asset.programs if p.stge %}x{% endfor %}", "undefined", "did you mean 'stage'"),
        ("{% for p in asset.programs %}{{ lop.first }}{% endfor %}", "undefined", "did you mean 'loop'"),
        ("{% for p in asset.programs %}{{ loop.frist }}{% endfor %}", "undefined", "did you mean 'first'"),
        ("{% set t = asset.trials[0] %}{{ t.phse }}", "undefined", "trial has no 'phse'"),
        ("{% set t = (asset.trials|list)[:2]|first %}{{ t.phse }}", "undefined", "trial has no 'phse'"),
        ("{% set a, t = asset, asset.trials[0] %}{{ t.phse }}", "undefined", "trial has no 'phse'"),
        ("{% for n, d in (('a', asset), ('b', asset)) %}{{ d.nme }}{% endfor %}", "undefined", "asset has no 'nme'"),
        ("{% with t = asset.trials[0] %}{{ t.phse }}{% endwith %}", "undefined", "trial has no 'phse'"),
        ("{{ (asset.trials[0] or asset.deals[0]).phse }}", "undefined", "has no 'phse'"),
        ("{{ asset.trials|map(attribute='phse')|list }}", "undefined", "trial has no 'phse'"),
        ("{{ asset.programs|selectattr('territory.vlue')|list }}", "undefined", "a printed value has no 'vlue'"),
        ("{{ asset.programs|rejectattr('stge', 'eq', 'filed')|list }}", "undefined", "program has no 'stge'"),
        ("{{ asset.programs|selectattr('stage', 'eqq', 'filed')|list }}", "template-syntax", "did you mean 'eq'"),
        ("{{ asset.programs|map('shrt')|list }}", "template-syntax", "did you mean 'short'"),
        ("{{ asset.name|upper_frist }}", "template-syntax", "did you mean 'upper_first'"),
        ("{% if asset.name is undefned %}{% endif %}", "template-syntax", "did you mean 'undefined'"),
        ("{{ asset.name.txt }}", "undefined", "a printed value has no 'txt'; did you mean 'text'?"),
        ("{{ asset.name.text.format(asset) }}", "undefined", "a text has no 'format'"),
        ("{{ (asset.name ~ asset.payload).nme }}", "undefined", "a text has no 'nme'"),
        ("{{ asset.nme ~ asset.payload }}", "undefined", "asset has no 'nme'"),
        ("{{ (asset.name|short).txt }}", "undefined", "a printed value has no 'txt'"),
        ("{{ asset.programs[0].territory.value.plce }}", "undefined", "Territory has no 'plce'"),
        ("{{ brief.loook }}", "undefined", "did you mean 'look'"),
        ("{{ view.compnies }}", "undefined", "did you mean 'companies'"),
        ("{% for c in view.companies %}{{ c.nme }}{% endfor %}", "undefined", "company has no 'nme'"),
        ("{{ view.all('trail') }}", "undefined", "did you mean 'trial'"),
        ("{% for t in view.all('trial') %}{{ t.phse }}{% endfor %}", "undefined", "trial has no 'phse'"),
        ("{{ subject.nme }}", "undefined", "asset has no 'nme'"),
        ("{{ asset.name() }}", "undefined", "cannot be called"),
        ("{{ asset.programs.stge }}", "undefined", "program has no 'stge'"),
        ("{{ asset._record }}", "forbidden", "'_record' is not for templates"),
        ("{% set ns = namespace(shown=false) %}{{ ns.shwn }}", "undefined", "did you mean 'shown'"),
        ("{{ w.stge_words(asset.highest) }}", "undefined", "did you mean 'stage_words'"),
        ("{% from 'shared/words.md.j2' import stge_words %}", "undefined", "did you mean 'stage_words'"),
        ("{{ w.stage_words() }}", "macro-arguments", "is not given 'p'; it is called stage_words(p, long)"),
        ("{{ w.stage_words(asset.highest, true, 'x') }}", "macro-arguments", "takes 2 arguments and is given 3"),
        ("{{ w.stage_words(asset.highest, lng=true) }}", "macro-arguments", "takes no 'lng'; did you mean 'long'?"),
        ("{{ w.stage_words(asset.highest, p=asset) }}", "macro-arguments", "is given 'p' twice"),
        ("{% call w.stage_words(asset.highest) %}x{% endcall %}", "macro-arguments", "takes no body"),
        ("{% extends 'shared/word.md.j2' %}", "no-template", "did you mean 'shared/words.md.j2'"),
        ("{% include 'shared/word.md.j2' %}", "no-template", "did you mean 'shared/words.md.j2'"),
        ("{% import 'shared/word.md.j2' as v %}", "no-template", "did you mean 'shared/words.md.j2'"),
        ("{{ chart('pipelin', asset.programs) }}", "undefined", "did you mean 'pipeline'"),
        ("{% call chart('pipelin', asset.programs) %}x{% endcall %}", "undefined", "no chart is called 'pipelin'"),
        ("{{ statement('us') }}", "undefined", "did you mean 'use'"),
        ("{% macro m(a) %}{{ a.nme }}{% endmacro %}{{ m(asset) }}", "undefined", "asset has no 'nme'"),
        ("{% macro m(a) %}{{ n(a) }}{% endmacro %}{% macro n(a) %}{{ a.nme }}{% endmacro %}{{ m(asset) }}",
         "undefined", "asset has no 'nme'"),
        ("{% macro m(a) %}{{ b }}{% endmacro %}", "undefined", "'b' is undefined"),
        ("{% for p in asset.programs %}{% set s = p %}{% endfor %}{{ ss }}", "undefined", "'ss' is undefined"),
        ("{{ asset() }}", "undefined", "asset cannot be called"),
        ("{% for t in asset.trials %}{{ asset.trials[loop.index0].phse }}{% endfor %}", "undefined", "has no 'phse'"),
        ("{% for row in asset.trials|batch(2) %}{{ row[0].phse }}{% endfor %}", "undefined", "trial has no 'phse'"),
        ("{% do asset.nme %}", "undefined", "asset has no 'nme'"),
        ("{% for h in asset.highlights %}{{ h.record.nonsuch }}{% endfor %}", "undefined", "no record has a field 'nonsuch'"),
        ("{% block own %}{{ asset.nme }}{% endblock %}", "undefined", "asset has no 'nme'"),
        ("{% for t in asset.trials recursive %}{{ loop(asset.trials).nme }}{% endfor %}", "undefined", "a text has no"),
        ("{% for c in asset.name.text %}{{ c.nme }}{% endfor %}", "undefined", "a text has no 'nme'"),
        ("{{ asset.company.name.nme }}{{ w.stage_words(*asset.programs) }}", "undefined", "a printed value has no 'nme'"),
        ("{{ boxed.nme }}{% macro boxed() %}{% endmacro %}", "undefined", "'boxed', which must be called with ()"),
        ("{% filter upper_frist %}x{% endfilter %}", "template-syntax", "did you mean 'upper_first'"),
        ("{{ asset.company.listings|of(asset) }}", "undefined", "none of these has a field 'asset' or 'assets'"),
        ("{% for n in told.happened %}{{ n.titel }}{% endfor %}", "undefined", "News has no 'titel'; did you mean 'title'?"),
        ("{% for n in news if n.type == 'readuot' %}x{% endfor %}", "undefined", "'type' is never 'readuot'"),
    ],
)  # fmt: skip
def test_a_mistake_is_found_where_no_document_comes_by(tmp_path: Path, template: str, code: str, said: str):
    (problem,) = problems(tmp_path, template)
    assert (problem.code, problem.origin.path, problem.origin.line) == (code, "templates/page/page.md.j2", 3)
    assert said in f"{problem.message}; {problem.hint}"


@pytest.mark.parametrize(
    "template",
    [
        "{{ asset.programs|map(attribute='territory')|select|map('place')|listed }}",
        "{% if asset.stage is defined %}{{ asset.stage }}{% endif %}",
        "{{ wholly_unknown|default(asset.name) }}",
        "{{ w.maybe() }}",
        "{{ w.listed_all(asset, asset, noun=asset.name) }}",
        "{% call w.boxed(asset.name) %}x{% endcall %}",
        "{% set ns = namespace(held=[]) %}{% for t in asset.trials %}{% set ns.held = ns.held + [t] %}{% endfor %}"
        "{% for t in ns.held %}{{ t.phase }}{% endfor %}",
        "{% for h in asset.highlights %}{{ h.record.outcome }}{{ h.record.stage }}{% endfor %}",
        "{% set name = 'shared/words.md.j2' %}{% include name %}",
        "{% include 'shared/none.md.j2' ignore missing %}",
        "{{ subject.descriptor }}{% if company %}{{ company.listing.code }}{% endif %}",
        "{% set kept = asset.trials[0] if asset.trials else asset.deals[0] %}{{ kept.phase }}{{ kept.upfront }}",
        "{{ asset.highest.announced.text.startswith('x') }}",
        "{% if asset is defined %}{{ asset.name }}{% endif %}",
        "{{ w.stage_words(*asset.programs) }}",
        "{% macro m() %}{% for key, value in kwargs.items() %}{{ value.any }}{% endfor %}{% endmacro %}{{ m(a=1) }}",
        "{{ table(asset.trials, asset.name.text) }}",
        "{{ asset.trials|of(asset.trials[0].indications[0]) }}{{ asset.trials|of(wholly_unknown|default(asset)) }}",
        "{% for n in told.happened if n.type == 'out_license' or n.plain %}{{ n.title }}{{ n.event.outcome }}{% endfor %}",
    ],
)
def test_what_may_be_is_no_mistake(tmp_path: Path, template: str):
    assert problems(tmp_path, template) == []


def test_a_macro_is_judged_by_what_it_is_given(tmp_path: Path):
    """Given two kinds, it may ask either; called by nobody, it may ask anything."""
    two = "{% macro m(x) %}{{ x.phase }}{{ x.upfront }}{{ x.nme }}{% endmacro %}{{ m(asset.trials[0]) }}{{ m(asset.deals[0]) }}"
    (problem,) = problems(tmp_path, two)
    assert problem.message in ("deal or trial has no 'nme'", "trial or deal has no 'nme'")
    assert problems(tmp_path, "{% macro m(x) %}{{ x.anything }}{% endmacro %}") == []


def test_macros_that_hand_on_further_than_is_followed_may_ask_anything(tmp_path: Path):
    """A chain longer than the rounds, each macro before the one that calls it, ends in what is not known."""
    chain = "".join(f"{{% macro m{n}(x) %}}{{{{ m{n - 1}(x) }}}}{{% endmacro %}}" for n in range(1, 20))
    assert problems(tmp_path, "{% macro m0(x) %}{{ x.nme }}{% endmacro %}" + chain + "{{ m19(asset) }}") == []


def test_a_template_that_cannot_be_read_is_told_once_and_not_where_it_is_named(tmp_path: Path):
    broken = {"shared/broken.md.j2": "{% if %}"}
    (problem,) = problems(tmp_path, "{% include 'shared/broken.md.j2' %}", **broken)
    assert (problem.code, problem.origin.path) == ("template-syntax", "templates/shared/broken.md.j2")


def test_a_shared_template_may_include_what_each_brief_has_of_its_own(tmp_path: Path):
    own = {"shared/frame.md.j2": "{% include 'own.md.j2' %}", "page/own.md.j2": "x"}
    assert problems(tmp_path, "{% include 'shared/frame.md.j2' %}", **own) == []


def test_an_import_without_context_knows_nothing_of_the_document(tmp_path: Path):
    other = {"shared/other.md.j2": "{% macro m() %}{{ asset.name }}{% endmacro %}"}
    (problem,) = problems(tmp_path, "{% import 'shared/other.md.j2' as o %}{{ o.m() }}", **other)
    assert problem.message == "'shared/other.md.j2' asks for 'asset' and is imported without it"
    assert problem.hint == "import it `with context`"
    assert problems(tmp_path, "{% import 'shared/other.md.j2' as o with context %}{{ o.m() }}", **other) == []


def test_what_is_included_sees_the_names_around_it(tmp_path: Path):
    part = {"shared/part.md.j2": "{{ t.name }}{{ u.name }}"}
    (problem,) = problems(tmp_path, "{% for t in asset.trials %}{% include 'shared/part.md.j2' %}{% endfor %}", **part)
    assert (problem.origin.path, problem.message) == ("templates/shared/part.md.j2", "'u' is undefined")


def test_titles_of_briefs_are_checked_with_their_line(tmp_path: Path):
    title = BRIEF.replace("{{ asset.name }}", "{{ asset.name if asset.name else asset.nme }}")
    (problem,) = problems(tmp_path, "x", **{"page/brief.yaml": title})
    assert str(problem.origin) == "templates/page/brief.yaml:2"
    assert problem.hint == "did you mean 'name'?"


def test_a_title_that_cannot_be_read_stops_no_check_of_the_templates(tmp_path: Path):
    title = BRIEF.replace("{{ asset.name }}", "{{ asset.name")
    (problem,) = problems(tmp_path, "{{ asset.nme }}", **{"page/brief.yaml": title})
    assert problem.message == "asset has no 'nme'"


def test_every_mistake_is_told_at_once(tmp_path: Path):
    found = problems(tmp_path, "{{ asset.nme }}\n{{ asset.stge }}\n{{ chart('x') }}")
    assert [problem.origin.line for problem in found] == [3, 4, 5]


def test_the_templates_of_the_repository_name_only_what_there_is():
    assert check_templates(TEMPLATES) == []


# --- the checker and the sandbox agree ---------------------------------------------------------------------------


def is_of(thing: Any, shapes: Any) -> bool:
    """Whether a thing that templates reach is what the checker takes it for."""
    return shapes is None or thing is None or isinstance(thing, Missing) or any(has(shape, thing) for shape in shapes)


def has(shape: Any, thing: Any) -> bool:
    match shape:
        case Shown(view, part):
            return isinstance(thing, RecordView) and type(thing) is view and isinstance(part_of(thing), part)
        case TracedShape(of):
            return isinstance(thing, Traced) and (of is None or thing.value is None or isinstance(thing.value, of))
        case Plain(of):
            return isinstance(thing, of)
        case Many(of):
            return isinstance(thing, (tuple, list)) and all(is_of(item, of) for item in thing)
        case TupleShape(items):
            return len(thing) == len(items) and all(map(is_of, thing, items))
        case Function():
            return callable(thing)
        case _:
            raise AssertionError(shape)


def reached(thing: Any, shape: Any) -> Iterator[tuple[str, Any, Any]]:
    """Each name that the sandbox gives of a thing, with what it is and what the checker takes it for."""
    for name in sorted(names_of(thing)):
        found = ask(shape, name)
        assert not isinstance(found, Lacks), f"the sandbox gives '{name}' and the checker does not know it: {shape}"
        yield name, getattr(thing, name), found


def test_the_checker_takes_everything_for_what_it_is_in_the_sandbox():
    seen: set[Any] = set()
    asked: set[tuple[Any, str]] = set()
    for outline, view in outlines():
        composer = Composer(outline, view, TEMPLATES, "templates")
        assert composer.context.keys() == CONTEXT.keys()
        waiting = [(composer.context[name], of_annotation(kind)) for name, kind in CONTEXT.items()]
        while waiting:
            thing, shapes = waiting.pop()
            assert is_of(thing, shapes), f"{thing!r} is none of {shapes}"
            if isinstance(thing, (tuple, list)):
                waiting += [(item, element(shapes)) for item in thing]
                continue
            for shape in [one for one in shapes or () if has(one, thing)]:
                key = (view, shape, thing if isinstance(thing, RecordView) else str(thing))
                if key in seen or isinstance(thing, (str, Markup, Missing)) or isinstance(shape, Function):
                    continue
                seen.add(key)
                for name, value, found in reached(thing, shape):
                    asked.add((shape, name))
                    waiting.append((value, found))
    kinds = {shape.view for shape, _ in asked if isinstance(shape, Shown)}
    assert len(kinds) >= 10, kinds
    assert {shape.of for shape, _ in asked if isinstance(shape, Plain)} >= {View, Quantity, PartialDate, Territory}


def test_places_of_a_tuple_are_of_their_own_types():
    assert of_annotation(tuple[View, str]) == {TupleShape((of_annotation(View), of_annotation(str)))}


def test_what_the_sandbox_refuses_the_checker_tells():
    for shape in (*(shown_by(RecordView) or ()), TracedShape(), *map(Plain, set(REACH) - {dict, Traced})):
        for name in ("view", "dataset", "embargo_until", "fact", "model_fields", "_record", "format", "__class__"):
            assert isinstance(ask(shape, name), Lacks), (shape, name)
