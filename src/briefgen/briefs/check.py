"""Check: what is wrong with the templates of a folder as they are written, before any document is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefgen import cache
from briefgen.briefs.loader import read_template
from briefgen.briefs.names import check_names
from briefgen.briefs.render import Narrative
from briefgen.briefs.source import check_source
from briefgen.briefs.wording import wording_files
from briefgen.files import UnreadableError
from briefgen.problems import Problem


def check_templates(templates: Path, shown: str = "templates") -> list[Problem]:
    """What is wrong with the templates of a folder as they are written: syntax, tables, typed digits, names. Those with
    nothing wrong are not looked at again until they change."""
    written = [*templates.rglob("*.j2"), *wording_files(templates)]
    files = {file.relative_to(templates).as_posix(): file for file in sorted(written)}
    key = _key(files, templates)
    if key and cache.found("checked", key) is not None:
        return []
    narrative = Narrative(templates, shown, "shared")
    problems = [problem for name, file in files.items() for problem in check_source(file, f"{shown}/{name}", narrative)]
    problems += check_names(files, narrative.environment, templates, shown)
    if key and not problems:
        cache.keep("checked", key, b"")
    return problems


def _key(files: Mapping[str, Path], templates: Path) -> str:
    """What stands for templates, the settings of their briefs, and all that looks at them; empty where a file cannot be
    read."""
    try:
        texts = [(name, read_template(file, templates)) for name, file in files.items()]
        texts += [(file.parent.name, read_template(file, templates)) for file in sorted(templates.glob("*/brief.yaml"))]
    except UnreadableError:
        return ""
    code = cache.code_of("briefs", "charts", "dataset", "document", "editor", "lexicon", "records", "values", "view")
    return cache.key_of(texts, code, cache.code_of("formats.py", "files.py"), cache.versions_of("jinja2", "PyYAML"))
