"""The docs hold together: links lead somewhere, every page is on the site, tests load anywhere."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
PAGES = sorted((ROOT / "docs").glob("*.md"))
POSIX_ONLY = {"fcntl", "grp", "posix", "pwd", "resource", "termios"}
WINDOWS_ONLY = {"msvcrt", "winreg"}


class _Loader(yaml.SafeLoader):
    """Reads `on:` as a text, as GitHub does, and tags of MkDocs as nothing."""


_Loader.yaml_implicit_resolvers = {
    key: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:bool"]
    for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", lambda loader, suffix, node: suffix)


def _read(path: Path):
    return yaml.load(path.read_text("utf-8"), _Loader)


@pytest.mark.parametrize("page", [*PAGES, GITHUB / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    named = re.findall(r"\]\((?!https?:)([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    assert not [name for name in named if not (page.parent / name).exists()]


def test_every_page_is_on_the_site() -> None:
    def listed(items) -> set[str]:
        return {name for item in items for name in ([item] if isinstance(item, str) else listed(*item.values()))}

    assert listed(_read(GITHUB / "mkdocs.yml")["nav"]) == {page.name for page in PAGES}


def test_a_release_is_checked_before_it_is_published() -> None:
    jobs = _read(GITHUB / "workflows" / "release.yml")["jobs"]
    assert (jobs["package"]["needs"], jobs["publish"]["needs"]) == ("check", "package")
    assert jobs["publish"]["permissions"] == {"id-token": "write"}


def test_the_version_is_in_the_changelog() -> None:
    import tomllib

    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"\n## {version}" in (ROOT / "docs" / "changelog.md").read_text("utf-8")


@pytest.mark.parametrize("folder", ["src", "tests"])
def test_modules_load_on_every_system(folder: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in (ROOT / folder).rglob("*.py")
        for line in _bound_to_a_system(path)
    ]
    assert not found, "import it where it is used, for the system that has it"


def _bound_to_a_system(path: Path):
    """Lines of a module, functions and conditions apart, that import what one system lacks."""
    for statement in ast.parse(path.read_text("utf-8")).body:
        names = [alias.name for alias in statement.names] if isinstance(statement, ast.Import) else []
        if isinstance(statement, ast.ImportFrom) and statement.module:
            names = [statement.module]
        if {name.split(".")[0] for name in names} & (POSIX_ONLY | WINDOWS_ONLY):
            yield statement.lineno


def test_the_map_names_every_room() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition("## The rooms")[2].partition("## Where")[0]
    rooms = {folder.name for folder in (ROOT / "src" / "briefgen").iterdir() if (folder / "__init__.py").exists()}
    named = {name for row in re.findall(r"^\| (`.*?) \|", text, re.MULTILINE) for name in re.findall(r"`(\w+)/`", row)}
    assert not rooms - named
