"""The doctor: what of this machine and this project lets a build work, and what stops it."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from importlib import import_module
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Literal

from briefgen.brand import fonts
from briefgen.brand.brand import Brand
from briefgen.brand.brand_file import read_brand
from briefgen.build.cluster import connect
from briefgen.build.cluster import look as cluster_workers
from briefgen.build.executors import cores
from briefgen.build.inputs import LIBRARIES, font_files
from briefgen.build.lock import LockedError, locked
from briefgen.build.manifest import read_manifest
from briefgen.cache import cache_folder, contents
from briefgen.dataset.files import yaml_files
from briefgen.frozen import frozen
from briefgen.problems import Problem, ProblemsFoundError
from briefgen.project import Project, why_not_writable
from briefgen.values.counting import count
from briefgen.versions import version
from briefgen.writers.pdf.libreoffice import INSTALL, installed, soffice

State = Literal["ok", "note", "stops"]
_IMPORTED = ("matplotlib", "docx", "pptx", "xlsxwriter", "jinja2", "lxml.etree", "pydantic", "PIL.Image", "pypdfium2")
_ROOM, _PER_CORE = 200_000_000, 600_000_000
"""Bytes of the disk that a build should find free, and of memory for each process."""


@frozen
class Sign:
    """One thing that was looked at: fine, worth knowing, or what stops a build."""

    what: str
    said: str
    state: State = "ok"


def signs(project: Project, scheduler: str = "") -> Iterator[Sign]:
    """Everything that a build needs, and what makes more of it; with the address of a scheduler also its cluster."""
    for look in (_program, _libraries, _project, _fonts, _output, _cache, _machine, _office):
        yield from look(project)
    if scheduler:
        yield from _cluster(scheduler)


def _program(project: Project) -> Iterator[Sign]:
    fit = (3, 11) <= sys.version_info[:2] <= (3, 13)
    yield Sign("briefgen", version("briefgen"))
    needs = "" if fit else "; briefgen needs 3.11, 3.12 or 3.13"
    yield Sign("Python", f"{platform.python_version()} on {platform.platform()}{needs}", "ok" if fit else "stops")


def _libraries(project: Project) -> Iterator[Sign]:
    for name in LIBRARIES:
        try:
            yield Sign(name, version(name))
        except PackageNotFoundError:
            yield Sign(name, "is not installed; install briefgen again", "stops")
    for module in _IMPORTED:
        try:
            import_module(module)
        except Exception as error:  # whatever a broken library raises
            yield Sign(module, f"cannot be loaded: {error}; install briefgen again", "stops")


def _project(project: Project) -> Iterator[Sign]:
    problems: list[Problem] = []
    files = list(yaml_files(project.data, str(project.data), problems)) if project.data.is_dir() else []
    if files:
        yield Sign("data", f"{count(len(files), 'file')} in {project.data}; `briefgen check` reads them")
    else:
        said = f"there is no YAML file in {project.data}; run `briefgen init`, or say where with --data"
        yield Sign("data", said, "stops")
    if project.templates.is_dir():
        yield Sign("templates", str(project.templates))
    else:
        yield Sign("templates", f"there is no folder {project.templates}; say where with --templates", "stops")


def _fonts(project: Project) -> Iterator[Sign]:
    try:
        brand = read_brand(project.templates / "brand", f"{project.templates}/brand")
        yield Sign("brand", f"{brand.name}, measured and drawn with {fonts.font_file(brand).name}")
        if used := fonts.stand_in(brand):
            said = f"there is no file of {brand.family}: charts are drawn, and texts measured, with {used}"
            yield Sign("typeface", f"{said}; put its faces into {brand.folder}/fonts", "note")
        yield _east_asian(brand)
    except ProblemsFoundError as error:
        yield from (Sign("brand", str(problem), "stops") for problem in error.problems[:3])


def _east_asian(brand: Brand) -> Sign:
    wanted = ("".join(brand.east_asian.lower().split()), "notosanscjk")
    found = next((p.name for p in font_files() if p.stem.lower().replace(" ", "").startswith(wanted)), "")
    if found:
        return Sign("East Asian font", found)
    said = f"neither {brand.east_asian} nor Noto Sans CJK is installed: charts cannot draw Chinese or Japanese names"
    return Sign("East Asian font", said, "note")


def _output(project: Project) -> Iterator[Sign]:
    if reason := why_not_writable(project.output):
        yield Sign("output", reason, "stops")
        return
    place = next(folder for folder in (project.output, *project.output.absolute().parents) if folder.is_dir())
    for what, folder in (("output", place), ("scratch files", Path(tempfile.gettempdir()))):
        try:
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"briefgen")
        except OSError as error:
            yield Sign(what, f"cannot write into {folder}: {error.strerror}", "stops")
            return
    free = shutil.disk_usage(place).free
    said = f"{project.output}, {_size(free)} free"
    yield Sign("output", said if free >= _ROOM else f"{said}: little for a build", "ok" if free >= _ROOM else "note")
    if project.output.is_dir():
        yield from _held(project.output)


def _held(output: Path) -> Iterator[Sign]:
    try:
        files = read_manifest(output).files
        yield Sign("manifest", f"{count(len(files), 'file')}; `briefgen verify-build` holds them against it")
    except ProblemsFoundError as error:
        yield from (Sign("manifest", str(problem), "stops") for problem in error.problems)
    try:
        with locked(output):
            pass
    except LockedError as error:
        yield Sign("lock", f"{error}; wait for it with --wait", "stops")


def _cache(project: Project) -> Iterator[Sign]:
    folder, held = cache_folder(), sum(one.bytes for one in contents())
    if reason := why_not_writable(folder):
        yield Sign("cache", f"{reason}: every build draws all anew", "note")
    else:
        yield Sign("cache", f"{folder}, {_size(held)}")


def _machine(project: Project) -> Iterator[Sign]:
    processes = cores()
    yield Sign("cores", f"{processes}; as many documents are made at once")
    free = _memory()
    if free is None:
        return
    enough = free >= _PER_CORE * processes
    advice = "" if enough else f"; give --jobs {max(1, free // _PER_CORE)}, as each process may need {_size(_PER_CORE)}"
    yield Sign("memory", f"{_size(free)} free{advice}", "ok" if enough else "note")


def _memory() -> int | None:
    """Bytes of memory that are free, where the system says so."""
    with suppress(OSError, ValueError):
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    with suppress(OSError, ValueError, AttributeError):
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return None


def _office(project: Project) -> Iterator[Sign]:
    program = soffice()
    if said := installed():
        yield Sign("LibreOffice", f"{said} ({program}): PDFs and pictures of pages can be made")
    else:
        why = f"{program} does not answer" if program else "is not there"
        yield Sign("LibreOffice", f"{why}: neither PDFs nor pictures of pages can be made; {INSTALL}", "note")
    poppler = shutil.which("pdftoppm")
    missing = "is not there, and nothing of briefgen needs it: pages are drawn by pypdfium2"
    yield Sign("poppler", poppler or missing)


def _cluster(address: str) -> Iterator[Sign]:
    """Each worker of a cluster."""
    try:
        client = connect(address)
    except ProblemsFoundError as error:
        yield from (Sign("cluster", f"{one.origin}: {one.message}; {one.hint}", "stops") for one in error.problems)
        return
    with closing(client):
        looked = cluster_workers(client)
    for worker, threads in sorted(looked.fit.items()):
        yield Sign("worker", f"{worker}, {count(threads, 'thread')}, the same versions, code and fonts as here")
    for problem in looked.unfit:
        yield Sign("worker", f"{problem.origin}: {problem.message}; {problem.hint}", "note")
    if not looked.fit:
        yield Sign("cluster", f"{address} has no worker that can be used", "stops")


def _size(size: int) -> str:
    return f"{size / 1_000_000_000:.1f} GB" if size >= 1_000_000_000 else f"{size / 1_000_000:.0f} MB"
