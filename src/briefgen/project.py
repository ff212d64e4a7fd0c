"""A project: where its data, templates and output lie, and what comes with briefgen: templates, scheduled builds."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path, PurePosixPath

from briefgen.frozen import frozen
from briefgen.versions import version

_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[1-9¹²³]) *(\..*)?", re.IGNORECASE)
STARTER = Path(__file__).parent / "_starter"
CI = Path(__file__).parent / "_ci"
CI_HOSTS = {"github": ".github", "gitlab": ""}
"""Who runs scheduled builds, and the folder that its files go into."""
_HIDDEN = {"gitlab-ci.yml": ".gitlab-ci.yml"}


class SelectionError(Exception):
    """What was asked for on the command line does not exist."""


def require_folder(folder: Path, shown: str, hint: str) -> None:
    """SelectionError when there is no such folder; `shown` is how users name it."""
    if not folder.is_dir():
        raise SelectionError(f"{shown} is {'not a folder' if folder.exists() else 'not there'}; {hint}")


@frozen
class Project:
    """The folders of a project, as the user wrote them."""

    data: Path
    templates: Path
    output: Path


def find_project(data: Path | None, templates: Path | None, output: Path | None) -> Project:
    """The folders given, else `data`, `templates` and `output` here; without `templates`, those of briefgen."""
    here = Path("templates")
    return Project(
        data or Path("data"),
        templates or (here if here.is_dir() else bundled_templates()),
        output or Path("output"),
    )


def bundled_templates() -> Path:
    """The templates installed with briefgen; in a checkout, the repository's own."""
    package = Path(__file__).parent
    installed = package / "_bundled" / "templates"
    return installed if installed.is_dir() else package.parents[1] / "templates"


def start_project(folder: Path) -> tuple[Path, ...]:
    """Fill a new or empty folder with a small project; FileExistsError when something is in it."""
    if folder.is_dir() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(STARTER, folder, dirs_exist_ok=True, ignore=_caches)
    shutil.copytree(bundled_templates(), folder / "templates", ignore=_caches)
    (folder / "gitignore").rename(folder / ".gitignore")
    for name, text in ci_files("github").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def ci_files(host: str) -> dict[str, str]:
    """What makes a host build a project on a schedule: texts by the place in the project. They install this version."""
    found = {}
    for path in sorted((CI / host).rglob("*.yml")):
        place = PurePosixPath(CI_HOSTS[host], path.relative_to(CI / host).as_posix())
        text = path.read_text(encoding="utf-8").replace("BRIEFGEN_VERSION", version("briefgen"))
        found[str(place.with_name(_HIDDEN.get(place.name, place.name)))] = text
    return found


def is_reserved(name: str) -> bool:
    """Whether Windows keeps a file name, with or without an ending, for a device: con, aux.x, COM1."""
    return _DEVICES.fullmatch(name) is not None


def why_not_writable(folder: Path) -> str:
    """Why nothing can be written into a folder that may not exist yet; empty when it can."""
    place = next((place for place in (folder, *folder.absolute().parents) if os.path.lexists(place)), folder)
    if not place.is_dir():
        return f"{place} is not a folder"
    return "" if os.access(place, os.W_OK | os.X_OK) else f"{place} is read-only"


def _caches(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "__pycache__"]
