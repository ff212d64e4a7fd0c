"""The sandbox of templates: what they may reach answers, all else is undefined, with a did-you-mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, Template, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefgen import cache
from briefgen.briefs import arithmetic, filters
from briefgen.briefs.agreement import with_agreement
from briefgen.briefs.bare_names import SAID_OF, Takes, with_bare_names
from briefgen.briefs.bodies import phrase
from briefgen.briefs.braces import with_doubled
from briefgen.briefs.loader import COMPILED, Loader
from briefgen.briefs.opening import with_opening
from briefgen.briefs.picking import PICKING, of_several
from briefgen.briefs.reach import FILTERS, GLOBALS, ITEMS, answers, asked_of_record, may_call, names_of, question_of
from briefgen.briefs.tags import JoinedList, OptionalStretch
from briefgen.briefs.wording import WrittenEntry
from briefgen.problems import did_you_mean
from briefgen.values.facts import Traced, count
from briefgen.view import RecordView
from briefgen.view.base import record_of
from briefgen.view.several import Groups, alike

MAX_TEXT = 4_000_000
MAX_BITS = 10_000
"""Numbers that a template computes stay below so many bits: nothing can stop Python while it multiplies."""
_SEQUENCES = (str, list, tuple)


class TemplateTooLargeError(Exception):
    """A template printed more values or text than any document holds."""


class Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, where only what templates may reach answers; all else is undefined, with a did-you-mean."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, templates: Path, folder: str, finalize: Callable[[Context, Any], Any]) -> None:
        self.templates = Loader(templates, folder)
        super().__init__(
            loader=self.templates,
            bytecode_cache=COMPILED,
            undefined=StrictUndefined,
            finalize=finalize,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            optimized=False,  # to look for constants takes a sixth of compiling, and templates have none
            extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols", OptionalStretch, JoinedList],
        )
        self.filters = {name: filter for name, filter in self.filters.items() if name in FILTERS}
        self.globals = {name: value for name, value in self.globals.items() if name in GLOBALS}
        for filter in (
            filters.short, filters.short_in, filters.place, filters.place_tight, filters.when, filters.figure,
            filters.core, filters.ordinal, filters.ordinal_figure, filters.upper_first, filters.lower_first, count,
            filters.article, filters.with_article, filters.words, filters.interval, filters.estimate,
            filters.bare_interval, filters.bounds, filters.level, filters.limits, filters.beside, filters.in_turn,
            filters.lower_phase,
            filters.alarming, filters.flag, filters.verb, filters.agreed, filters.counted, alike,
            filters.one_of_each, filters.up_to, filters.earlier_looks, filters.furthest, filters.standing_alike,
            filters.uses_in_one,
            filters.in_plural, filters.beyond, filters.names_people,
            arithmetic.has_shares, arithmetic.share, arithmetic.difference, arithmetic.total, arithmetic.age,
            arithmetic.days_between,
            arithmetic.months_between, arithmetic.years_between,
        ):  # fmt: skip
            self.filters[filter.__name__] = filter
        for word in (filters.short, filters.place):
            self.filters[word.__name__] = _of_each(word)
        self.filters |= {
            "phrase": phrase,
            "each": _each,
            "apart": _apart,
            "commas": _commas,
            SAID_OF: _said_of,
            "unique": _unique,
            **PICKING,
        }
        self.takes: Takes = {}
        """What the entries of the book must be given, as it was last read."""
        self.takes_key = ""
        self._lines: dict[str, Template] = {}
        self._entries: dict[tuple[str, str], Template] = {}

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """A template as Jinja2 reads it."""
        return with_doubled(super().preprocess(source, name, filename), filename or name)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """The code of a template, by its path below the folder."""
        tree = with_opening(with_agreement(source), name, self.takes)
        return super()._generate(with_bare_names(tree, name, self.takes), name, filename, defer_init)

    def book(self) -> tuple[tuple[str, str, Mapping[str, WrittenEntry]], ...]:
        """The files of the wording book, by name and path, with their entries. Where entries take other things than
        before, every template is compiled anew: it may call them by their names alone."""
        files = tuple(self.templates.book())
        takes = {name: entry.takes for _, _, entries in files for name, entry in entries.items()}
        if takes != self.takes:
            self.takes, self.takes_key = takes, cache.key_of(sorted(takes.items()))
            for compiled in (self._lines, self._entries, self.cache or {}):
                compiled.clear()
        return files

    def line(self, source: str, name: str | None = None) -> Template:
        """A template given as text, compiled once; `name` is the file that it is read as a part of."""
        if source not in self._lines:
            code = self.compile(source, name)
            self._lines[source] = self.template_class.from_code(self, code, self.make_globals(None))
        return self._lines[source]

    def entry(self, file: str, path: str, source: str) -> Template:
        """An entry of a file of the wording book, given as the template of its macro, compiled once."""
        if (file, source) not in self._entries:
            self._entries[file, source] = FunctionLoader(lambda _: (source, path, None)).load(self, file)
        return self._entries[file, source]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What `obj.attribute` is in a template."""
        if isinstance(obj, Undefined):
            return obj[attribute]  # tells that it is undefined
        if attribute.startswith("_"):
            return self.unsafe_undefined(obj, attribute)
        if isinstance(obj, (list, tuple)) and not hasattr(type(obj), attribute):
            return of_several(self, obj, attribute)
        if not answers(obj, attribute):
            if asked_of_record(type(obj), attribute):
                return self.getattr(obj.record, attribute)
            attribute = question_of(attribute, names_of(obj))
        if answers(obj, attribute):
            try:
                return getattr(obj, attribute)
            except AttributeError as error:
                return self.undefined(hint=str(error), obj=obj, name=attribute)
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if not isinstance(obj, RecordView) and hasattr(type(obj), attribute):
            return self.unsafe_undefined(obj, attribute)
        hint = _hint(_thing(obj), attribute, names_of(obj))
        return self.undefined(hint=hint, obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What `obj[argument]` is in a template."""
        if isinstance(obj, (*ITEMS, Undefined)):
            try:
                return obj[argument]
            except (TypeError, LookupError):
                pass
        if isinstance(argument, str):
            return self.getattr(obj, str(argument))
        return self.undefined(obj=obj, name=argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read it."""
        return answers(obj, attr)

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call it."""
        return may_call(obj) or isinstance(obj, Undefined)  # which tells what it is when it is called

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Operators that could print the inside of a thing, or run where no limit of time stops them."""
        if operator == "%" and isinstance(left, str):
            raise SecurityError("the operator % is not for texts")
        if operator == "*" and max(_repeated(left, right), _repeated(right, left)) > MAX_TEXT:
            raise TemplateTooLargeError
        if isinstance(left, int) and isinstance(right, int):
            bits = left.bit_length() * right if operator == "**" else left.bit_length() + right.bit_length()
            if bits > MAX_BITS:
                raise TemplateTooLargeError
        return super().call_binop(context, operator, left, right)


ABSENT = "of company, asset and area a document has only the one it is about; ask first whether a thing is there"
"""What to do where something is asked of what is not there."""


@lru_cache(maxsize=1024)
def _hint(thing: str, attribute: str, names: frozenset[str]) -> str:
    """What to say of a name that a thing does not have; most often nobody does, for templates only ask."""
    if not thing:
        return f"'{attribute}' is asked of something that is not there\n{ABSENT}"
    return f"{thing} has no '{attribute}'\n{did_you_mean(attribute, names)}"


def _thing(obj: Any) -> str:
    """What a thing is, for a message; "" of what is not there."""
    if isinstance(obj, RecordView):
        return str(record_of(obj).kind)
    return "" if obj is None else type(obj).__name__


def _repeated(sequence: Any, times: Any) -> int:
    """How long a text or list becomes when it is repeated."""
    return len(sequence) * times if isinstance(sequence, _SEQUENCES) and isinstance(times, int) else 0


def _each(things: Any, entry: Callable[..., Markup]) -> tuple[Markup, ...]:
    """What an entry of the wording book says of each thing, where it says something."""
    return tuple(text for thing in things if (text := entry(thing)))


def _said_of(thing: Any, entry: Callable[..., Any], several: bool, *others: Any) -> Any:
    """What an entry of the wording book says of a thing, or of each of them; one that takes several, of each group."""
    if isinstance(thing, Groups if several else (list, tuple)):
        return _each(thing, lambda part: entry(part, *others))
    return entry(thing, *others)


def _of_each(word: Callable[[Any], Traced]) -> Callable[[Any], Any]:
    """A filter that gives of several things what it gives of each."""

    @wraps(word)
    def words(value: Any) -> Any:
        return tuple(map(word, value)) if isinstance(value, (list, tuple)) else word(value)

    return words


def _apart(things: Any) -> Markup:
    """What an entry says of each of several things, set apart by semicolons."""
    return Markup("; ").join(things)


def _commas(things: Any) -> Markup:
    """Several things, or what an entry says of each, with commas between them."""
    return Markup(", ").join(things)


def _unique(things: Any) -> tuple[Any, ...]:
    """Things without those that stand twice."""
    return tuple(dict.fromkeys(things))
