"""What stopped a template: an error of Jinja2 or of a filter as a problem with its line and its cure."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from briefgen.briefs import arithmetic
from briefgen.briefs.columns import ColumnError
from briefgen.briefs.loader import WRITTEN, UnfitSignError
from briefgen.briefs.sandbox import TemplateTooLargeError
from briefgen.files import UnreadableError
from briefgen.problems import Origin, Problem, did_you_mean

if TYPE_CHECKING:
    from briefgen.briefs.render import Narrative

_OPERATOR = re.compile(r"(?:(?:unsupported|bad) operand|concatenate|not supported between).*\bTraced\b")
_MANY = re.compile(r"not supported between instances of .*'(?:tuple|list)'")


def template_problem(error: Exception, narrative: Narrative, name: str) -> Problem:
    """The problem of an error that stopped the template `name`, at the line where it happened."""
    place = _place_of_traceback(error.__traceback__, narrative) or Origin(f"{narrative.shown}/{name}")
    match error:
        case UnfitSignError():
            path = _shown(error.filename or name, narrative.templates, narrative.shown)
            return Problem(Origin(path, error.lineno), error.code, error.message or "", "delete it")
        case TemplateSyntaxError():
            path = _shown(error.filename or name, narrative.templates, narrative.shown)
            message = syntax_message(error)
            return Problem(Origin(path, error.lineno), "template-syntax", message, _filter_hint(message, narrative))
        case UndefinedError():
            message, _, hint = str(error).partition("\n")
            if isinstance(error, ColumnError):
                place = narrative.given.get(error.wanted, place)
            return Problem(place, "undefined", message, hint or _name_hint(message, narrative.names))
        case TypeError() if _OPERATOR.search(str(error)):
            message = "values of records are not computed, joined or ordered with operators"
            return Problem(place, "not-computable", message, "use a filter: share, difference, total, years_between")
        case TypeError() if _MANY.search(str(error)):
            message = "several things are compared with one"
            return Problem(place, "not-computable", message, "count them: asset.programs|length > 3")
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


def syntax_message(error: TemplateSyntaxError) -> str:
    """What cannot be understood in a template, in the signs that its writer types."""
    message = error.message or "cannot be understood"
    if message.startswith("Encountered unknown tag 'endoptional'"):
        return "]] ends no stretch: [[ is missing before it"
    if "'endoptional'" in message:
        return "a stretch that begins with [[ on this line, or before it, has no ]]"
    return message


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


def place_of_frame(frame: FrameType, narrative: Narrative) -> Origin:
    """The line of the template that a frame of compiled code renders; lines of brief.yaml are not known."""
    template = frame.f_globals["__jinja_template__"]
    if not str(template.filename).endswith(WRITTEN):
        return Origin(f"{narrative.shown}/{narrative.folder}/brief.yaml")
    path = _shown(template.filename, narrative.templates, narrative.shown)
    return Origin(path, template.get_corresponding_lineno(frame.f_lineno))


@lru_cache(maxsize=1_024)
def _shown(filename: str, templates: Path, shown: str) -> str:
    """A file of templates as the user names it."""
    path = Path(os.path.relpath(filename, templates.resolve())) if os.path.isabs(filename) else Path(filename)
    return str(Path(shown) / path) if not str(path).startswith("..") else filename
