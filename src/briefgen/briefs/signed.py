"""Signed: the statements that a brief prints, and those of the shipped brief that a project's own drops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from briefgen.briefs.brief import TEMPLATE, Brief, Section, readable_briefs, section_file
from briefgen.briefs.loader import read_template
from briefgen.files import UnreadableError
from briefgen.formats import FORMATS
from briefgen.problems import Origin, Problem

_STATEMENT = re.compile(r"""\bstatement\(\s*["']([\w-]+)["']""")
_PART = re.compile(r"""^Part: ([\w/-]+)$|\{%-? include "([\w/.-]+)\.md\.j2\"""", re.MULTILINE)


def dropped_statements(templates: Path, shown: str, shipped: Path) -> list[Problem]:
    """A warning for each statement that a brief prints as shipped and the project's brief of the same name does not
    print in a format, or no longer in each document of it."""
    if templates.resolve() == shipped.resolve():
        return []
    theirs = {brief.name: brief for brief in readable_briefs(shipped)[0]}
    ours = [brief for brief in readable_briefs(templates)[0] if brief.name in theirs]
    return [
        problem
        for brief in ours
        for format, sections in brief.documents.items()
        for problem in _dropped(
            printed(brief.name, format, sections, templates),
            printed(brief.name, format, theirs[brief.name].documents.get(format, ()), shipped),
            _place(brief, format, f"{shown}/{brief.name}/brief.yaml"),
            f"{brief.name} in {FORMATS[format].program}",
        )
    ]


def printed(brief: str, format: str, sections: Iterable[Section], templates: Path) -> Mapping[str, list[Section]]:
    """The statements that the sections of a document print, by name, with the sections that do."""
    found: dict[str, list[Section]] = {}
    kind = FORMATS[format].kind
    for section in sections:
        for name in _statements(section_file(section, brief, kind, templates), kind, templates, set()):
            found.setdefault(name, []).append(section)
    return found


def _statements(file: str, kind: str, templates: Path, seen: set[str]) -> Iterator[str]:
    """The statements of a template and of its parts, each file read once."""
    if file in seen:
        return
    seen.add(file)
    try:
        text = read_template(templates / file, templates)
    except UnreadableError:  # told where templates are checked
        return
    yield from dict.fromkeys(_STATEMENT.findall(text))
    for part, included in _PART.findall(text):
        name = part or included
        yield from _statements(f"{name if '/' in name else f'{kind}/{name}'}{TEMPLATE}", kind, templates, seen)


def _dropped(
    ours: Mapping[str, list[Section]], theirs: Mapping[str, list[Section]], origin: Origin, where: str
) -> Iterator[Problem]:
    """What our sections do not print of what theirs do, or only sometimes where theirs always do."""
    for name, sections in theirs.items():
        by = f"as shipped its section '{sections[0].name}' prints it"
        if name not in ours:
            message = f"{where} no longer prints the statement '{name}'"
        elif any(map(_always, sections)) and not any(map(_always, ours[name])):
            message = f"{where} prints the statement '{name}' only in some of its documents"
        else:
            continue
        yield Problem(origin, "statement-dropped", message, f"{by}; ask who signs your statements", "warning")


def _always(section: Section) -> bool:
    """Whether a section stands in every document of its format."""
    return not (section.when or section.unless or section.each)


def _place(brief: Brief, format: str, path: str) -> Origin:
    """Where brief.yaml lists the sections of a format."""
    return Origin(path, brief.lines.get(f"documents.{format}.0", 0))
