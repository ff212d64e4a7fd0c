"""Reach: what templates touch. For each type they can meet the attributes that answer; nothing else does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.utils import Namespace
from markupsafe import Markup

from briefgen.briefs.brief import Brief
from briefgen.editor.compared import Tally
from briefgen.editor.counts import Changes, NewsOfAKind
from briefgen.editor.differing import Difference
from briefgen.editor.news import News
from briefgen.editor.outlook import Outlook
from briefgen.editor.page import TrialFigure, TrialPage
from briefgen.editor.profile import DesignationsOfAKind, Study
from briefgen.editor.reason import OfRecord, Reason
from briefgen.editor.stories import Remainder, Story
from briefgen.editor.told import Told
from briefgen.frozen import frozen
from briefgen.problems import did_you_mean, nearest
from briefgen.records import Points
from briefgen.values.brackets import Interval
from briefgen.values.dates import PartialDate
from briefgen.values.facts import Role, Traced
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory
from briefgen.view import Missing, RecordView, Subject
from briefgen.view.ahead import Ahead, Step
from briefgen.view.area import AreaView
from briefgen.view.asset import AssetView
from briefgen.view.base import QUESTIONS, WITHIN_SENTENCES, part_of
from briefgen.view.changed_terms import Changed
from briefgen.view.commentary import CommentaryView
from briefgen.view.company import CompanyView
from briefgen.view.deal_elements import DealElement
from briefgen.view.gaps import Gap, TrialsGap
from briefgen.view.glance import Glance
from briefgen.view.readout import Panel, Readout
from briefgen.view.several import Whom
from briefgen.view.standing import Standing, StandingAlike
from briefgen.view.subject import Course, Highlight
from briefgen.view.view import View


@frozen
class Limits:
    """The budget of a brief as its templates see it."""

    assets: int
    readouts: int
    changes: int
    events: int
    deals: int
    positions: int
    diseases: int
    rows: int
    comments: int
    points: int


@frozen
class Settings:
    """What a template knows of its brief."""

    name: str
    look: str
    audience: str
    summary: str
    status: str
    footer: str
    job_code: str
    version: str
    expires: str
    budget: Limits

    @property
    def is_medical(self) -> bool:
        """Whether it is for the medical side: it describes, and states no finding."""
        return self.look == "medical"


def settings_of(brief: Brief) -> Settings:
    """The settings of a brief that its templates may ask for."""
    words = {field.name: str(getattr(brief, field.name)) for field in fields(Settings) if field.name != "budget"}
    return Settings(**words, budget=Limits(**brief.budget.model_dump(include={field.name for field in fields(Limits)})))


CONTEXT: Mapping[str, Any] = {
    "view": View,
    "topic": Traced,
    "subject": Subject,
    "company": CompanyView,
    "area": AreaView,
    "asset": AssetView,
    "brief": Settings,
    "news": tuple[News, ...],
    "told": Told,
    "medical": bool,
    "period": Traced,
    "as_of": Traced,
    "kinds_cited": Traced,
    "newest_cited": Traced,
    "chart": Callable[..., Markup],
    "charts": Callable[..., Markup],
    "statement": Callable[[str], Markup],
    "table": Callable[..., Markup],
    "facts": Callable[..., Markup],
    "comment": Callable[[CommentaryView], Markup],
    "references": Callable[..., Markup],
    "abbreviations": Callable[[], Markup],
    "register": Callable[..., Markup],
}
"""What a document hands its template; of company, area and asset only the kind it is about is there."""


def _fields(kind: Any) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind))


def _asked(kind: Any) -> frozenset[str]:
    """The fields of a kind and the questions that it answers."""
    every = ((name, value) for one in kind.__mro__ for name, value in vars(one).items())
    return _fields(kind) | {name for name, value in every if isinstance(value, (property, cached_property))}


_WORDS = frozenset(
    {"capitalize", "endswith", "find", "lower", "removeprefix", "removesuffix", "startswith", "strip", "title", "upper"}
)
REACH: Mapping[type, frozenset[str]] = {
    View: frozenset(
        {
            "all", "areas", "assets", "audience_name", "companies", "day", "find", "opening_day", "period_name",
            "subjects",
        }
    ),
    Settings: _asked(Settings),
    Limits: _fields(Limits),
    News: _asked(News),
    Changes: _asked(Changes),
    NewsOfAKind: _asked(NewsOfAKind),
    Reason: _asked(Reason),
    Remainder: _asked(Remainder),
    Story: _fields(Story),
    TrialPage: _asked(TrialPage),
    Ahead: _asked(Ahead),
    Step: _asked(Step),
    TrialFigure: _asked(TrialFigure),
    Told: _asked(Told) - {"budget", "subject"},
    Tally: _asked(Tally),
    Study: _asked(Study),
    DesignationsOfAKind: _asked(DesignationsOfAKind),
    Outlook: _asked(Outlook),
    Changed: _fields(Changed),
    DealElement: _fields(DealElement) | {"bare"},
    Course: _fields(Course),
    Glance: _asked(Glance),
    Whom: _asked(Whom),
    Gap: _asked(Gap),
    TrialsGap: _fields(TrialsGap),
    Difference: _fields(Difference),
    Readout: _asked(Readout),
    Panel: _asked(Panel),
    Standing: _fields(Standing),
    StandingAlike: _asked(StandingAlike),
    Highlight: _fields(Highlight),
    Traced: frozenset({"role", "text", "value"}),
    Role: _fields(Role),
    Quantity: _fields(Quantity) | {"core", "figure", "has_noun", "is_estimated", "is_range"},
    Interval: _fields(Interval),
    PartialDate: _fields(PartialDate) | {"long", "short", "with_preposition"},
    Territory: _fields(Territory) | {"group", "long", "place", "short"},
    Points: _fields(Points),
    date: frozenset({"day", "month", "year"}),
    timedelta: frozenset({"days"}),
    str: _WORDS,
    Markup: _WORDS,
    dict: frozenset({"get", "items", "keys", "values"}),
    LoopContext: frozenset(
        {
            "changed", "cycle", "depth", "depth0", "first", "index", "index0", "last", "length", "nextitem", "previtem",
            "revindex", "revindex0",
        }
    ),
}  # fmt: skip
"""What templates may ask of each type, beside records, what they set themselves and the macros they import."""

ITEMS = (dict, list, range, str, tuple)
"""What gives an item for its number or key."""

CALLS = (BlockReference, BuiltinMethodType, FunctionType, LoopContext, Macro, MethodType)
"""What can be called, where it can be reached; a class never, but `namespace`."""

PRINTS = (str, int, float, Decimal, Quantity, Interval, PartialDate, Territory, Points, date)
"""What has words of its own to print."""

FILTERS = frozenset(
    {
        "batch", "capitalize", "d", "default", "dictsort", "first", "int", "items", "join", "last", "length", "list",
        "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "select", "selectattr",
        "slice", "sort", "string", "sum", "title", "trim", "truncate", "upper", "wordcount",
    }
)  # fmt: skip
"""Filters of Jinja2 that templates have; none of them formats, shows the inside of a thing or draws lots."""

GLOBALS = frozenset({"namespace", "range"})
KEPT_BACK = frozenset({"audiences", "embargo_until", "fact", "remarks"})
"""Fields of records that are not for templates: how they are kept, and what only the trace needs."""


def answers(thing: Any, name: str) -> bool:
    """Whether an attribute of a thing is for templates."""
    if isinstance(thing, (Missing, Namespace)):  # answer for themselves: fields of a record, what the template has set
        return not name.startswith("_")
    return name in names_of(thing)


def question_of(name: str, names: Collection[str]) -> str:
    """The name of what a thing is asked: a question of yes or no is asked without the word it begins with, `interim`
    for `is_interim` and `interval` for `has_interval`, where the thing has no field of that name."""
    if name in names:
        return name
    return next((asked for word in QUESTIONS if (asked := f"{word}{name}") in names), name)


def asked_of_record(kind: type, name: str) -> bool:
    """Whether what tells of a record does not answer a name itself, which is asked of the record then."""
    return issubclass(kind, OfRecord) and question_of(name, REACH[kind]) not in REACH[kind]


def names_of(thing: Any) -> frozenset[str]:
    """The attributes of a thing that are for templates."""
    if isinstance(thing, RecordView):
        shown: Any = type(thing)
        part: Any = type(part_of(thing))
        return names_of_record(shown, part)
    if isinstance(thing, TemplateModule):
        return frozenset(name for name in vars(thing) if not name.startswith("_"))
    return REACH.get(type(thing), frozenset())


@cache
def names_of_record(shown: Any, part: Any) -> frozenset[str]:
    """The fields of a record and the questions that the class that shows it answers."""
    asked = {
        name
        for kind in shown.__mro__
        for name, value in vars(kind).items()
        if isinstance(value, (property, cached_property)) and not name.startswith("_")
    }
    names = frozenset(asked | set(part.model_fields))
    return names - KEPT_BACK - {name for name, of in WITHIN_SENTENCES.items() if of not in names}


def lacking(thing: str, name: str, fields: Iterable[str], entries: Iterable[str]) -> tuple[str, str]:
    """What to say where a thing has no field of a name, and what was meant: a field, or an entry of the wording book
    that is asked like one."""
    known = {*fields}
    meant = nearest(name, sorted(known | {*entries}))
    if meant and meant not in known:
        return f"no field of {thing} and no entry is called '{name}'", f"did you mean '{meant}'?"
    return f"{thing} has no '{name}'", did_you_mean(name, known)


def may_call(thing: Any) -> bool:
    """Whether a template may call a thing that it has reached."""
    return isinstance(thing, CALLS) or thing is Namespace
