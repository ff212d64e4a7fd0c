"""Templates: Jinja2 that prints Markdown, in a sandbox, where every printed value keeps its fact.

A traced value is printed as one private-use character that stands for it, and a typed block (a chart) likewise, so
that no value can ever break the Markdown around it. `markdown.py` puts values and blocks in their places.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, lru_cache
from pathlib import Path
from types import FrameType, GeneratorType
from typing import Any

from jinja2 import Template, Undefined, pass_context
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup

from briefgen.briefs import filters
from briefgen.briefs.capitals import with_capitals, with_own_stops
from briefgen.briefs.failures import place_of_frame, template_problem
from briefgen.briefs.reach import PRINTS
from briefgen.briefs.sandbox import MAX_TEXT, Sandbox, TemplateTooLargeError
from briefgen.briefs.wording import FOLDER
from briefgen.document.blocks import Block
from briefgen.lexicon.en import GAPS
from briefgen.problems import Origin, Problem
from briefgen.values.cjk import east_asian_language
from briefgen.values.facts import Traced
from briefgen.values.signs import unfit
from briefgen.view import Missing, RecordView

FIRST_VALUE = 0xF0000
FIRST_BLOCK = 0x100000
CAPACITY = 0xFFFD
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$&])")
_BLOCK_START = re.compile(r"^(\s*\d*)([-+:=.)])", re.MULTILINE)
_DIGIT = re.compile(r"\d")


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
        self.words: dict[str, Callable[..., Markup]] = {}
        """The entries of the wording book, by name."""
        self.modules: dict[str, TemplateModule] = {}
        self.fresh: set[str] = set()
        """Templates that were found to be as they were read: none is read anew while a document is made of it."""
        self.given: dict[str, Origin] = {}
        """The options that the brief gives its sections, and where."""
        self._lines: dict[tuple[str, int], Origin] = {}
        self.environment = _environment(templates.resolve(), folder)

    def mark(self, value: Traced, place: Origin | None = None) -> Markup:
        """The private-use character that stands for a value; `place` is where it was printed, if not here."""
        if id(value) not in self._marks:
            if len(self.values) >= CAPACITY:
                raise TemplateTooLargeError
            self._marks[id(value)] = chr(FIRST_VALUE + len(self.values))
            self.values.append(value)
            self.places.append(place or self.here())
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
            self._lines[key] = place_of_frame(frame, self)
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

    def with_capitals(self, text: str) -> str:
        """Printed text in which each block and each sentence begins with a capital; words in the place of a value that
        is not known stay small."""

        def raised(sign: str) -> str:
            number = ord(sign) - FIRST_VALUE
            value = filters.upper_first(self.values[number])
            unchanged = value.text == self.values[number].text or value.text.lower() in GAPS
            return sign if unchanged else str(self.mark(value, self.places[number]))

        def spelled(sign: str) -> str:
            number = ord(sign) - FIRST_VALUE
            value = filters.spelled_count(self.values[number])
            return sign if value.text == self.values[number].text else str(self.mark(value, self.places[number]))

        return with_own_stops(with_capitals(text, raised, self._is_amount, spelled), self._ends_east_asian)

    def _is_amount(self, sign: str) -> bool:
        """Whether the value of a sign is an amount, which stays small in a cell."""
        return filters.is_amount(self.values[ord(sign) - FIRST_VALUE])

    def _ends_east_asian(self, sign: str) -> bool:
        return east_asian_language(self.values[ord(sign) - FIRST_VALUE].text[-1:])[:2] in {"zh", "ja"}

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
        if isinstance(value, GeneratorType):  # what `map` gives
            value = tuple(value)
        if isinstance(value, (list, tuple)) and all(map(_is_said, value)):
            return Markup(filters.joined(value, self.mark))
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
        """Hand templates the wording book, whose entries know the same names and each other. An entry is compiled when
        it is first called: a document says a third of them."""
        known = {**self.environment.globals, **context}

        def entry(name: str, *written: str) -> Callable[..., Markup]:
            macros: list[Callable[..., Markup]] = []

            def say(*given: Any, **named: Any) -> Markup:
                if not macros:
                    module = self.environment.entry(*written).make_module(known, shared=True)
                    macros.append(getattr(module, name))
                return macros[0](*given, **named)

            return say

        def read() -> Iterator[str]:
            for file, path, entries in self.environment.book():
                self.words.update((name, entry(name, file, path, one.template)) for name, one in entries.items())
            known.update(self.words)
            context.update(self.words)
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
                self.problems.append(template_problem(error, self, name))
                return ""


_RENDERING: ContextVar[Narrative] = ContextVar("rendering")
"""The narrative that is being rendered. Templates imported without context see no other context than this."""


@pass_context  # keeps Jinja2 from running this on constants while it compiles, where nothing is rendered
def _finalize(_: Context, value: Any) -> Any:
    return _RENDERING.get().finalize(value)


@pass_context
def _listed(_: Context, things: Any, word: str = "and", most: int = 0, others: str = "others") -> Markup:
    return Markup(filters.joined(things, _RENDERING.get().mark, word, most, others))


@pass_context
def _upper_sentence(_: Context, text: Markup) -> Markup:
    return _RENDERING.get().upper_sentence(text)


@pass_context
def _lower_sentence(_: Context, text: Markup) -> Markup:
    return _RENDERING.get().lower_sentence(text)


@pass_context
def _in_items(_: Context, value: Any) -> Markup:
    """The entries of a list that a line of it gives, one for each of several things; none where nothing is said."""
    return Markup("\n").join(Markup("- ") + text for text in _texts(value))


@pass_context
def _in_paragraphs(_: Context, value: Any) -> Markup:
    """The paragraphs that a line gives, one for each of several things; none where nothing is said."""
    return Markup("\n\n").join(_texts(value))


@pass_context
def _said_items(_: Context, values: Sequence[Any]) -> tuple[Markup, ...]:
    """The items of a joined list that say something; one that says something of several things is as many items."""
    return tuple(text for value in values for text in _texts(value))


def _texts(value: Any) -> list[Markup]:
    """What is printed for a value, or what an entry of the wording book says of each of several things."""
    several = isinstance(value, (list, tuple)) and all(isinstance(one, Markup) for one in value)
    printed = value if several else (_RENDERING.get().finalize(value),)
    return [Markup(text) for one in printed if (text := one.strip())]


class _Template(Template):
    """A template whose imported form is made anew for each rendering: it may hold marks, which belong to one."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        modules = _RENDERING.get().modules
        name = self.name or ""
        if name not in modules:
            modules[name] = self.make_module()
        return modules[name]

    @property
    def is_up_to_date(self) -> bool:
        """Whether its file is as it was read, which is looked at once for each rendering."""
        narrative, name = _RENDERING.get(None), self.name or ""
        fresh = narrative.fresh if narrative else set[str]()
        if name not in fresh and super().is_up_to_date:
            fresh.add(name)
        return name in fresh

    @cached_property
    def debug_info(self) -> list[tuple[int, int]]:
        """Which line of the template each line of the compiled code renders, read once."""
        return super().debug_info


@lru_cache(maxsize=64)
def _environment(templates: Path, folder: str) -> Sandbox:
    """The environment of a folder of templates; what belongs to one rendering is in its narrative."""
    sandbox = Sandbox(templates, folder, _finalize)
    sandbox.template_class = _Template
    sandbox.filters |= {
        "in_items": _in_items, "in_paragraphs": _in_paragraphs, "said_items": _said_items, "listed": _listed,
        "upper_sentence": _upper_sentence, "lower_sentence": _lower_sentence,
    }  # fmt: skip
    return sandbox


def _is_mark(character: str) -> bool:
    return FIRST_VALUE <= ord(character) < FIRST_VALUE + CAPACITY


def escape(text: str) -> str:
    """Plain text as Markdown that prints it unchanged."""
    text = _SPECIAL.sub(r"\\\1", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLOCK_START.sub(lambda found: f"{found[1]}\\{found[2]}", text)


def _is_said(thing: Any) -> bool:
    """Whether a thing of a list prints as one of a, b and c: a value, the words of an entry, a record with a name."""
    return isinstance(thing, (Markup, Traced)) or (
        isinstance(thing, RecordView) and isinstance(getattr(thing, "name", None), Traced)
    )


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    return "a whole record" if isinstance(value, RecordView) else f"a {type(value).__name__}"
