"""What templates can touch: a walk over everything that the real data put within their reach, and ways out that fail."""

from __future__ import annotations

import io
import os
import pickle
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import BuiltinMethodType, FunctionType, GeneratorType, MethodType, ModuleType, NoneType
from typing import Any

import pytest
from jinja2 import Undefined
from jinja2.environment import TemplateModule
from jinja2.runtime import Macro
from jinja2.utils import Namespace
from markupsafe import Markup
from pydantic import BaseModel

from briefgen.briefs.compose import Composer
from briefgen.briefs.reach import FILTERS, GLOBALS, REACH, Limits, answers, names_of
from briefgen.briefs.render import Narrative
from briefgen.cli.main import main
from briefgen.dataset.store import Dataset
from briefgen.editor.compared import Tally
from briefgen.records import BY_KIND
from briefgen.values.dates import PartialDate
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory
from briefgen.view import Missing, RecordView
from briefgen.view.drawing import Drawing
from briefgen.view.several import Groups
from support.real_project import TEMPLATES, outlines
from support.small_project import BRIEF, add_brief, small_project

SILENT = {
    tuple, list, bool, int, float, Decimal, NoneType, Macro, FunctionType, MethodType, BuiltinMethodType,
    type({}.keys()), type({}.values()), type({}.items()), Groups, Drawing,
}  # fmt: skip
"""Types that are met and answer nothing: what is in them is walked, what they return too."""
NEVER = (BaseModel, ModuleType, Path, io.IOBase, type, Dataset)


class Walk:
    """Everything reached from some things, asked for as a template asks."""

    def __init__(self, environment: Any) -> None:
        self.environment = environment
        self.samples: dict[type, Any] = {}
        self.seen: set[Any] = set()

    def from_(self, thing: Any) -> None:
        waiting = [thing]
        while waiting:
            waiting += self.step(waiting.pop())

    def step(self, thing: Any) -> list[Any]:
        if isinstance(thing, Undefined):
            return []
        assert not isinstance(thing, NEVER), thing
        known = type(thing) in REACH or type(thing) in SILENT or isinstance(thing, (RecordView, Missing))
        assert known, f"a template reaches {type(thing)}"
        key = self.key(thing)
        if key is not None and key in self.seen:
            return []
        self.samples.setdefault(type(thing), thing)
        self.seen.add(key)
        found = [self.environment.getattr(thing, name) for name in names_of(thing)]
        if isinstance(thing, Missing):
            found.append(self.environment.getattr(thing, "missing"))
        if isinstance(thing, (tuple, list)):
            found += thing
        if isinstance(thing, dict):
            found += [*thing.keys(), *thing.values()]
        if callable(thing):
            found += self.calls(thing)
        return found

    def key(self, thing: Any) -> Any:
        """What is walked once: a record, a method of a type, one text for all texts, a value that has been met."""
        if isinstance(thing, (MethodType, BuiltinMethodType)):
            return type(thing.__self__), thing.__name__
        if isinstance(thing, (str, int, float, Decimal, NoneType)):
            return type(thing)
        if isinstance(thing, (RecordView, Quantity, PartialDate, Territory, Tally)):  # a tally leads to another one
            return thing
        return None

    def calls(self, thing: Any) -> Iterator[Any]:
        for arguments in ((), *((kind,) for kind in BY_KIND), ("asset", "hs-20089"), ("use",)):
            try:
                yield thing(*arguments)
            except Exception:  # it wants other arguments
                continue


@pytest.fixture(scope="module")
def walk() -> Walk:
    composers = [Composer(outline, view, TEMPLATES, "templates") for outline, view in outlines()]
    walk = Walk(composers[0].narrative.environment)
    for composer in composers:
        for thing in composer.context.values():
            walk.from_(thing)
    return walk


def test_everything_within_reach_is_of_a_type_that_is_listed(walk: Walk):
    unmet = {Missing, *REACH} - set(walk.samples)
    assert {kind.__name__ for kind in unmet} <= {
        "Changed",
        "Difference",
        "Glance",
        "Interval",
        "LoopContext",
        "Points",
        "StandingAlike",
        "Step",
        "dict",
        "Tally",
        "timedelta",
    }
    assert sum(isinstance(thing, RecordView) for thing in walk.seen) > 150


def test_nothing_else_of_it_answers(walk: Walk):
    asked = 0
    for thing in walk.samples.values():
        foreign = (
            set() if isinstance(thing, (tuple, list)) else {"parse_raw", "gi_frame"}
        )  # asked of each that is in it
        for name in {*dir(thing), "__class__", "__globals__", "__init__", *foreign}:
            if not answers(thing, name):
                asked += 1
                assert isinstance(walk.environment.getattr(thing, name), Undefined), (thing, name)
                assert isinstance(walk.environment.getitem(thing, name), Undefined), (thing, name)
    assert asked > 1000


def test_filters_return_nothing_else(walk: Walk):
    inner = Walk(walk.environment)
    samples = [
        *walk.samples.values(),
        tuple(thing for thing in walk.seen if isinstance(thing, RecordView))[:3],
        ["b", "a"],
        {"b": 1},
    ]
    for name, filter in walk.environment.filters.items():
        for sample in samples:
            for arguments in ((), ("name",), (sample,)):
                try:
                    context = (walk.environment,) if hasattr(filter, "jinja_pass_arg") else ()
                    result = filter(*context, sample, *arguments)
                    things = list(result) if hasattr(result, "__next__") else [result]
                except Exception:  # it wants another value
                    continue
                for thing in things:
                    assert not isinstance(thing, NEVER), (name, thing)
                    inner.step(thing)


def test_what_a_template_makes_answers_no_more(tmp_path: Path):
    (tmp_path / "m.md.j2").write_text("{% macro name() %}x{% endmacro %}{% set _hidden = 3 %}")
    environment = Narrative(tmp_path, "templates", ".").environment
    module = environment.get_template("m.md.j2").make_module()
    assert isinstance(module, TemplateModule)
    assert names_of(module) == {"name"}
    for thing, name in ((module, "_body_stream"), (module.name, "_environment"), (module.name, "name")):
        assert isinstance(environment.getattr(thing, name), Undefined)
    assert isinstance(environment.getattr(Namespace(a=1), "_Namespace__attrs"), Undefined)
    assert environment.getattr(Namespace(a=1), "a") == 1
    assert isinstance(environment.getattr((i for i in ()), "gi_frame"), Undefined)
    assert GeneratorType not in REACH


class Bomb:
    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.system, ("touch broken-out",)


PICKLE = pickle.dumps(Bomb(), 0).decode("latin-1").replace("\n", "\\n").replace("'", "\\'")
WAYS_OUT = (
    f"{{{{ brief.parse_raw('{PICKLE}', proto='pickle', allow_pickle=true) }}}}",
    f"{{{{ brief['parse_raw']('{PICKLE}', proto='pickle', allow_pickle=true) }}}}",
    f"{{{{ [brief]|map(attribute='parse_raw')|first('{PICKLE}') }}}}",
    "{{ brief.parse_file('/etc/passwd') }}",
    "{{ brief.model_fields }}",
    "{{ view.dataset.records }}",
    "{{ view['dataset'] }}",
    "{{ [view]|map(attribute='dataset')|list|length }}{{ ([view]|map(attribute='dataset.records')|list)[0].keys() }}",
    "{{ view|attr('dataset') }}",
    "{{ asset.fact.origin }}",
    "{{ asset._view }}",
    "{{ asset['_record'] }}",
    "{{ asset.name.fact.record }}",
    "{{ asset.name.text.format(asset) }}",
    "{{ '{0._record}'.format_map({}) }}",
    "{{ '%s'|format(view) }}",
    "{{ '%s' % view }}",
    "{{ '%100000000d' % 1 }}",
    "{{ 9 ** 9 ** 9 ** 9 }}",
    "{{ 'x' * 10000000000 }}",
    "{{ [view] * 10000000000 }}",
    "{% set ns = namespace(n=9) %}{% for i in range(90) %}{% set ns.n = ns.n * ns.n %}{% endfor %}{{ ns.n }}",
    "{% set ns = namespace(n=9) %}{% for i in range(9) %}{% set ns.n = ns.n ** 99 %}{% endfor %}{{ ns.n }}",
    "{{ view|pprint }}",
    "{{ brief|tojson }}",
    "{{ '15%'|safe }}",
    "{{ ['a', 'b']|random }}",
    "{{ chart.__globals__ }}",
    "{{ chart.__self__ }}",
    "{{ chart|map(attribute='__func__')|list }}",
    "{{ references.__globals__.sys }}",
    "{{ view.all.__func__ }}",
    "{{ lipsum.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.popen('touch broken-out').read() }}",
    "{{ joiner }}{{ dict['x'] }}",
    "{{ self._TemplateReference__context }}",
    "{{ self.__init__ }}",
    "{% for i in (1, 2) %}{{ loop._recurse }}{{ loop.__init__ }}{% endfor %}",
    "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "{% macro m() %}{{ varargs.__class__ }}{{ kwargs.clear() }}{% endmacro %}{{ m(1) }}",
    "{% set ns = namespace() %}{{ ns.__class__ }}",
    "{{ namespace.__init__ }}",
    "{{ range.__module__ }}",
    "{{ ().__class__.__base__.__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ (asset.name|short).__class__ }}",
    "{{ (asset.programs|map(attribute='stage')).gi_frame.f_globals }}",
    "{{ missing_name.__class__ }}",
    "{{ asset.audiences }}",
    "{{ view }}",
    "{{ brief }}",
)


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_way_leads_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], way: str
):
    add_brief(small_project(tmp_path), "way", f"# {{{{ asset.name }}}}\n\nA word {way} more.\n")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "way"]) == 1
    said = capsys.readouterr()
    assert "error[" in said.err
    assert "Traceback" not in said.err
    assert not any(word in said.out + said.err for word in ("root:", "<function", "object at 0x", "companies.yaml"))
    assert not (tmp_path / "broken-out").exists()


def test_nor_in_the_title_of_a_brief(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    title = f'title: "{WAYS_OUT[0]}"'.replace("\\", "\\\\")
    add_brief(
        small_project(tmp_path),
        "way",
        "# {{ asset.name }}\n\nA word.\n",
        BRIEF.replace('title: "{{ asset.name }}"', title),
    )
    monkeypatch.chdir(tmp_path)
    assert main(["check", "way"]) == 1
    assert "error[undefined]: Settings has no 'parse_raw'" in capsys.readouterr().err
    assert not (tmp_path / "broken-out").exists()


def test_words_of_a_brief_are_all_that_is_known_of_it(walk: Walk):
    settings = next(thing for kind, thing in walk.samples.items() if kind.__name__ == "Settings")
    assert {type(walk.environment.getattr(settings, name)) for name in names_of(settings)} == {str, bool, Limits}
    assert Markup not in {type(getattr(settings, name)) for name in names_of(settings)}


def test_the_page_on_templates_names_every_filter_of_jinja_that_is_left():
    page = (TEMPLATES.parent / "docs" / "templates.md").read_text()
    assert [name for name in sorted(FILTERS | GLOBALS) if f"`{name}`" not in page] == []
