"""Templates: Jinja2 that prints Markdown, in a sandbox, where every printed value keeps its fact.

A traced value is printed as one private-use character that stands for it, and a typed block (a chart) likewise, so
that no value can ever break the Markdown around it. `markdown.py` puts values and blocks in their places.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, lru_cache
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    pass_context,
)
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefgen.briefs import arithmetic, filters
from briefgen.briefs.loader import COMPILED, WRITTEN, Loader, UnfitSignError
from briefgen.briefs.reach import FILTERS, GLOBALS, ITEMS, PRINTS, answers, may_call, names_of
from briefgen.briefs.wording import FOLDER, JoinedList, OptionalStretch, Words, phrase, wording_files
from briefgen.document.blocks import Block
from briefgen.files import UnreadableError
from briefgen.problems import Origin, Problem, did_you_mean
from briefgen.values.facts import Traced, count
from briefgen.values.signs import unfit
from briefgen.view import Missing, RecordView
from briefgen.view.base import record_of

FIRST_VALUE = 0xF0000
FIRST_BLOCK = 0x100000
CAPACITY = 0xFFFD
MAX_TEXT = 4_000_000
MAX_BITS = 10_000
"""Numbers that a template computes stay below so many bits: nothing can stop Python while it multiplies."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$&])")
_BLOCK_START = re.compile(r"^(\s*\d*)([-+:=.)])", re.MULTILINE)
_OPERATOR = re.compile(r"(?:(?:unsupported|bad) operand|concatenate|not supported between).*\bTraced\b")
_DIGIT = re.compile(r"\d")
_SEQUENCES = (str, list, tuple)


class TemplateTooLargeError(Exception):
    """A template printed more values or text than any document holds."""


class Narrative:
    """One rendering: the names that templates know, the templates imported, the values (with their lines) and blocks
    printed so far, the problems found. The environment is shared by all renderings of a folder."""

    def __init__(self, templates: Path, shown: str, folder: str) -> None:
        self.templates = templates
        self.shown = shown
        self.folder = folder
        self.values: list[Traced] = []
        self.places: list[Origin] = []
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self._marks: dict[int, str] = {}
        self.names: frozenset[str] = frozenset()
        self.modules: dict[str, TemplateModule] = {}
        self._lines: dict[tuple[str, int], Origin] = {}
        self.environment = _environment(templates.resolve(), folder)

    def mark(self, value: Traced) -> Markup:
        """The private-use character that stands for a value."""
        if id(value) not in self._marks:
            if len(self.values) >= CAPACITY:
                raise TemplateTooLargeError
            self._marks[id(value)] = chr(FIRST_VALUE + len(self.values))
            self.values.append(value)
            self.places.append(self.here())
        return Markup(self._marks[id(value)])

    def here(self) -> Origin:
        """The line of the template that is being rendered."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and "__jinja_template__" not in frame.f_globals:
            frame = frame.f_back
        if frame is None:
            return Origin(self.shown)
        key = (frame.f_code.co_filename, frame.f_lineno)
        if key not in self._lines:
            self._lines[key] = _place_of_frame(frame, self)
        return self._lines[key]

    def said(self, text: Markup) -> str:
        """Printed text as it will be read: each value in its words."""
        return "".join(self.values[ord(c) - FIRST_VALUE].text if _is_mark(c) else c for c in text)

    def lower_sentence(self, text: Markup) -> Markup:
        """Printed text whose values all begin with a small letter."""
        small = (self.mark(filters.lower_first(self.values[ord(c) - FIRST_VALUE])) if _is_mark(c) else c for c in text)
        return Markup("".join(small))

    def upper_sentence(self, text: Markup) -> Markup:
        """Printed text with a capital first letter, also when it begins with a value."""
        text = text.lstrip()
        first = str(text)[:1]
        if first and _is_mark(first):
            return self.mark(filters.upper_first(self.values[ord(first) - FIRST_VALUE])) + text[1:]
        return Markup(first.upper()) + text[1:]

    def place(self, block: Block) -> Markup:
        """The private-use character that stands for a block, in a paragraph of its own."""
        if len(self.blocks) >= CAPACITY:
            raise TemplateTooLargeError
        self.blocks.append(block)
        return Markup(f"\n\n{chr(FIRST_BLOCK + len(self.blocks) - 1)}\n\n")

    def finalize(self, value: Any) -> Any:
        """What Jinja2 prints for a value: its mark, or Markdown-escaped text that may hold no digit."""
        if isinstance(value, Markup):
            return value
        if isinstance(value, Undefined):  # strict ones raise here; `x if condition` without else prints nothing
            return Markup(str(value))
        if isinstance(value, Traced):
            return self.mark(value)
        if isinstance(value, Missing):
            return self.mark(value.missing)
        if isinstance(value, RecordView):
            name = getattr(value, "name", None)
            if isinstance(name, Traced):
                return self.mark(name)
        if isinstance(value, bool) or not isinstance(value, PRINTS):
            self._problem("unprintable", f"prints {_kind(value)}, which is no value", "print one of its fields")
            return Markup("")
        text = str(value)
        if found := unfit(text):
            self._problem(found.code, f"prints a text that {found.message}", "delete it")
            return Markup("")
        if _DIGIT.search(text):
            hint = "print it from a record, or through a filter such as count or share"
            self._problem("untraced-number", f'"{text[:40]}" comes from no record', hint)
        return Markup(escape(text))

    def _problem(self, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.here(), code, message, hint))

    @contextmanager
    def rendering(self) -> Iterator[None]:
        """While this narrative is the one that is rendered."""
        outer = _RENDERING.set(self)
        try:
            yield
        finally:
            _RENDERING.reset(outer)

    def read_words(self, context: dict[str, Any]) -> None:
        """Hand templates the wording book, whose entries know the same names and each other."""
        entries: dict[str, Any] = {}
        context["words"] = Words(entries)

        def read() -> Iterator[str]:
            for file in wording_files(self.templates):
                name = file.relative_to(self.templates).as_posix()
                module = self.environment.get_template(name).make_module(context)
                entries.update((entry, macro) for entry, macro in vars(module).items() if entry[:1] != "_")
            return iter(())

        self._guarded(read, FOLDER)

    def render(self, source: str, context: dict[str, Any], where: str) -> str:
        """The Markdown of a template given as text; problems are collected, and an unusable one gives an empty text.
        `where` names it in problems, by its place below the folder of templates."""
        self.names = frozenset(context)
        return self._guarded(lambda: self.environment.line(source).generate(context), where)

    def _guarded(self, generate: Callable[[], Iterator[str]], name: str) -> str:
        with self.rendering():
            try:
                parts: list[str] = []
                size = 0
                for part in generate():
                    parts.append(part)
                    size += len(part)
                    if size > MAX_TEXT:
                        raise TemplateTooLargeError
                return "".join(parts)
            except Exception as error:
                self.problems.append(_template_problem(error, self, name))
                return ""


_RENDERING: ContextVar[Narrative] = ContextVar("rendering")
"""The narrative that is being rendered. Templates imported without context see no other context than this."""


@pass_context  # keeps Jinja2 from running this on constants while it compiles, where nothing is rendered
def _finalize(_: Context, value: Any) -> Any:
    return _RENDERING.get().finalize(value)


@pass_context
def _listed(_: Context, things: Any, word: str = "and", most: int = 0, others: str = "others") -> Markup:
    return Markup(filters.joined(things, _RENDERING.get().mark, word, most, others))


def _each(things: Any, entry: Callable[..., Markup]) -> tuple[Markup, ...]:
    """What an entry of the wording book says of each thing, where it says something."""
    return tuple(text for thing in things if (text := entry(thing)))


@pass_context
def _upper_sentence(_: Context, text: Markup) -> Markup:
    return _RENDERING.get().upper_sentence(text)


@pass_context
def _lower_sentence(_: Context, text: Markup) -> Markup:
    return _RENDERING.get().lower_sentence(text)


class _Template(Template):
    """A template whose imported form is made anew for each rendering: it may hold marks, which belong to one."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        modules = _RENDERING.get().modules
        name = self.name or ""
        if name not in modules:
            modules[name] = self.make_module()
        return modules[name]

    @cached_property
    def debug_info(self) -> list[tuple[int, int]]:
        """Which line of the template each line of the compiled code renders, read once."""
        return super().debug_info


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, where only what templates may reach answers; all else is undefined, with a did-you-mean."""

    intercepted_binops = frozenset({"*", "**", "%"})

    template_class = _Template

    def __init__(self, templates: Path, folder: str) -> None:
        super().__init__(
            loader=Loader(templates, folder),
            bytecode_cache=COMPILED,
            undefined=StrictUndefined,
            finalize=_finalize,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols", OptionalStretch, JoinedList],
        )
        self._lines: dict[str, Template] = {}

    def line(self, source: str) -> Template:
        """A template given as text, compiled once."""
        if source not in self._lines:
            self._lines[source] = self.from_string(source)
        return self._lines[source]

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Undefined):
            return obj[attribute]  # tells that it is undefined
        if attribute.startswith("_"):
            return self.unsafe_undefined(obj, attribute)
        if answers(obj, attribute):
            try:
                return getattr(obj, attribute)
            except AttributeError as error:
                return self.undefined(hint=str(error), obj=obj, name=attribute)
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if not isinstance(obj, RecordView) and hasattr(type(obj), attribute):
            return self.unsafe_undefined(obj, attribute)
        kind = _thing(obj)
        hint = did_you_mean(attribute, names_of(obj))
        return self.undefined(hint=f"{kind} has no '{attribute}'\n{hint}", obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, (*ITEMS, Undefined)):
            try:
                return obj[argument]
            except (TypeError, LookupError):
                pass
        if isinstance(argument, str):
            return self.getattr(obj, str(argument))
        return self.undefined(obj=obj, name=argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return answers(obj, attr)

    def is_safe_callable(self, obj: Any) -> bool:
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


def _thing(obj: Any) -> str:
    """What a thing is, for a message."""
    if isinstance(obj, RecordView):
        return str(record_of(obj).kind)
    return "the wording book" if isinstance(obj, Words) else "nothing" if obj is None else type(obj).__name__


def _repeated(sequence: Any, times: Any) -> int:
    """How long a text or list becomes when it is repeated."""
    return len(sequence) * times if isinstance(sequence, _SEQUENCES) and isinstance(times, int) else 0


@lru_cache(maxsize=64)
def _environment(templates: Path, folder: str) -> _Environment:
    """The environment of a folder of templates; what belongs to one rendering is in its narrative."""
    environment = _Environment(templates, folder)
    environment.filters = {name: filter for name, filter in environment.filters.items() if name in FILTERS}
    environment.globals = {name: value for name, value in environment.globals.items() if name in GLOBALS}
    for filter in (
        filters.short, filters.place, filters.when, filters.figure, filters.core, filters.ordinal,
        filters.ordinal_figure, filters.upper_first, filters.lower_first, count, filters.article,
        filters.words, filters.interval, filters.estimate, filters.limits, filters.beside, filters.lower_phase,
        filters.flag, filters.verb, filters.alike, filters.one_of_each, filters.up_to,
        arithmetic.has_shares, arithmetic.share, arithmetic.difference, arithmetic.total, arithmetic.days_between,
        arithmetic.months_between, arithmetic.years_between,
    ):  # fmt: skip
        environment.filters[filter.__name__] = filter
    environment.filters |= {
        "each": _each,
        "phrase": phrase,
        "listed": _listed,
        "upper_sentence": _upper_sentence,
        "lower_sentence": _lower_sentence,
    }
    environment.filters["unique"] = lambda things: tuple(dict.fromkeys(things))
    return environment


def _is_mark(character: str) -> bool:
    return FIRST_VALUE <= ord(character) < FIRST_VALUE + CAPACITY


def escape(text: str) -> str:
    """Plain text as Markdown that prints it unchanged."""
    text = _SPECIAL.sub(r"\\\1", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLOCK_START.sub(lambda found: f"{found[1]}\\{found[2]}", text)


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    return "a whole record" if isinstance(value, RecordView) else f"a {type(value).__name__}"


def _template_problem(error: Exception, narrative: Narrative, name: str) -> Problem:
    place = _place_of_traceback(error.__traceback__, narrative) or Origin(f"{narrative.shown}/{name}")
    match error:
        case UnfitSignError():
            path = _shown(error.filename or name, narrative.templates, narrative.shown)
            return Problem(Origin(path, error.lineno), error.code, error.message or "", "delete it")
        case TemplateSyntaxError():
            path = _shown(error.filename or name, narrative.templates, narrative.shown)
            message = error.message or "cannot be understood"
            return Problem(Origin(path, error.lineno), "template-syntax", message, _filter_hint(message, narrative))
        case UndefinedError():
            message, _, hint = str(error).partition("\n")
            return Problem(place, "undefined", message, hint or _name_hint(message, narrative.names))
        case TypeError() if _OPERATOR.search(str(error)):
            message = "values of records are not computed, joined or ordered with operators"
            return Problem(place, "not-computable", message, "use a filter: share, difference, total, years_between")
        case TemplateNotFound():
            known = [str(path.relative_to(narrative.templates)) for path in narrative.templates.rglob("*.j2")]
            return Problem(place, "no-template", f"'{error.name}' is no template", did_you_mean(str(error.name), known))
        case UnreadableError():
            return error.problem(place)
        case SecurityError():
            return Problem(place, "forbidden", str(error), "templates print records; they do not run Python")
        case RecursionError():
            return Problem(place, "template-recursion", "includes or calls itself without end")
        case arithmetic.NotComputableError():
            return Problem(place, "not-computable", str(error), error.hint)
        case TemplateTooLargeError() | MemoryError() | OverflowError():
            return Problem(
                place, "template-too-large", "prints more than any document holds", "look for a loop in a loop"
            )
        case _:
            message = f"{error}" or type(error).__name__
            return Problem(place, "template-error", message, _filter_hint(message, narrative))


def _filter_hint(message: str, narrative: Narrative) -> str:
    """What an unknown filter or test was meant to be."""
    found = re.match(r"No (filter|test) named '(\w+)'", message)
    if found is None:
        return ""
    known = narrative.environment.filters if found[1] == "filter" else narrative.environment.tests
    return did_you_mean(found[2], known)


def _name_hint(message: str, names: frozenset[str]) -> str:
    """What an unknown name was meant to be; a macro of another file does not see those of the document."""
    found = re.match(r"'(\w+)' is undefined", message)
    if found is None:
        return ""
    if found[1] in names:
        return f"a macro sees what it is given: hand '{found[1]}' to it, or import it `with context`"
    return did_you_mean(found[1], names)


def _place_of_traceback(traceback: TracebackType | None, narrative: Narrative) -> Origin | None:
    place = None
    while traceback is not None:
        filename = traceback.tb_frame.f_code.co_filename
        if filename.endswith(WRITTEN):
            place = Origin(_shown(filename, narrative.templates, narrative.shown), traceback.tb_lineno)
        traceback = traceback.tb_next
    return place


def _place_of_frame(frame: FrameType, narrative: Narrative) -> Origin:
    """The line of the template that a frame of compiled code renders; lines of brief.yaml are not known."""
    template = frame.f_globals["__jinja_template__"]
    if not str(template.filename).endswith(WRITTEN):
        return Origin(f"{narrative.shown}/{narrative.folder}/brief.yaml")
    path = _shown(template.filename, narrative.templates, narrative.shown)
    return Origin(path, template.get_corresponding_lineno(frame.f_lineno))


def _shown(filename: str, templates: Path, shown: str) -> str:
    path = Path(os.path.relpath(filename, templates.resolve())) if os.path.isabs(filename) else Path(filename)
    return str(Path(shown) / path) if not str(path).startswith("..") else filename
