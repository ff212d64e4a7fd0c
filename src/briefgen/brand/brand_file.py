"""_brand.yml read and checked: colours that read badly, templates and logos that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from briefgen.brand.brand import TOKENS, Brand, Exchange
from briefgen.brand.colour import MARK, TEXT, contrast, lightness, readable
from briefgen.dataset.validate import validate
from briefgen.dataset.yamlfile import YamlFile, read_yaml
from briefgen.files import UnreadableError, read_file, require_file
from briefgen.problems import Origin, Problem, did_you_mean, require

TEXT_PAIRS = (
    *((token, "white") for token in ("ink", "navy", "blue", "slate", "plum", "teal", "moss", "amber", "brick")),
    *((token, "mist") for token in ("ink", "navy", "blue", "slate")),
    *((token, f"{token}_tint") for token in ("plum", "teal", "moss", "amber", "brick")), ("ink", "amber_tint"),
    ("ink", "phase_0"), ("ink", "phase_1"), ("ink", "phase_2"),
    ("white", "phase_3"), ("white", "phase_4"), ("white", "phase_5"),
    ("white", "navy"), ("phase_1", "navy"), ("phase_2", "navy"), ("white", "slate"), ("white", "blue"),
)  # fmt: skip
"""Text and the ground it stands on."""
MARK_PAIRS = (("steel", "white"), ("blue", "white"))
TEMPLATES = {"pptx": (".pptx", ".potx", ".pptm", ".potm"), "docx": (".docx", ".dotx", ".docm", ".dotm")}
LOGOS = (".png", ".jpg", ".jpeg")
READ = frozenset({".ttf", ".otf", *LOGOS}.union(*TEMPLATES.values()))
"""Endings of the files of a brand that are read."""
LOGO_BYTES = 5_000_000
GREY = 12
"""Steps of lightness by which colours differ that are told apart in print without colour."""
GREY_PAIRS = (("blue", "steel"), *((f"phase_{n}", f"phase_{n + 1}") for n in range(1, 5)))
"""The subject and what it is compared with; a stage and the next."""


def _or_nothing(value: object) -> object:
    return {} if value is None else value


def _sized(value: object) -> object:
    return {"medium": value} if isinstance(value, str) else _or_nothing(value)


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class _Written(BaseModel):
    """A part of _brand.yml; what the format has beside it (foreground, weights) is left to others."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Meta(_Written):
    name: str | None = None


class _Color(_Written):
    palette: Annotated[dict[str, str], BeforeValidator(_or_nothing)] = {}


class _Base(_Written):
    family: str | None = None


class _Typography(_Written):
    base: Annotated[_Base, BeforeValidator(_or_nothing)] = _Base()
    headings: Annotated[_Base, BeforeValidator(_or_nothing)] = _Base()
    east_asian: str | None = Field(default=None, alias="east-asian")
    measured_with: Annotated[tuple[str, ...] | None, BeforeValidator(_listed)] = Field(
        default=None, alias="measured-with"
    )


class _Logo(_Written):
    """Pictures by size, the nearest to the slot first."""

    small: str | None = None
    medium: str | None = None
    large: str | None = None


class _BrandFile(_Written):
    """What is read of _brand.yml."""

    meta: Annotated[_Meta, BeforeValidator(_or_nothing)] = _Meta()
    logo: Annotated[_Logo, BeforeValidator(_sized)] = _Logo()
    color: Annotated[_Color, BeforeValidator(_or_nothing)] = _Color()
    typography: Annotated[_Typography, BeforeValidator(_or_nothing)] = Field(default_factory=_Typography)
    templates: Annotated[dict[str, str], BeforeValidator(_or_nothing)] = {}
    layouts: Annotated[dict[str, str], BeforeValidator(_or_nothing)] = {}
    styles: Annotated[dict[str, str], BeforeValidator(_or_nothing)] = {}


def read_brand(folder: Path, shown: str) -> Brand:
    """Read `_brand.yml` of a folder; ProblemsFoundError if it is missing or wrong, or its colours read badly.

    Nothing of a brand lies outside the folder of templates around it.
    """
    file = read_yaml(folder / "_brand.yml", f"{shown}/_brand.yml", folder.parent)
    require(file.problems)
    require(_strange_files(folder, shown))
    written, problems = validate(_BrandFile, _or_nothing(file.root), file, (), "brand")
    hint = "look at the _brand.yml that `briefgen init` writes"
    require(replace(problem, hint=hint) for problem in problems)
    assert written is not None
    require(_palette_problems(file, written.color.palette))
    colors = tuple((token, written.color.palette[token].lstrip("#").upper()) for token in TOKENS)
    logo = written.logo.medium or written.logo.small or written.logo.large or ""
    templates = _template_problems(file, written.templates, folder)
    require([*contrast_problems(file, dict(colors)), *templates, *_logo_problems(file, logo, folder)])
    typography = written.typography
    family = typography.base.family or "Arial"
    headings = typography.headings.family or ""
    return Brand(
        name=written.meta.name or "briefgen",
        colors=colors,
        family=family,
        east_asian=typography.east_asian or "Noto Sans CJK SC",
        measured_with=typography.measured_with or (family, "Liberation Sans"),
        folder=str(folder),
        templates=tuple(sorted(written.templates.items())),
        layouts=_exchanges(file, written.layouts, "layouts"),
        styles=_exchanges(file, written.styles, "styles"),
        logo=logo,
        headings=headings if headings != family else "",
    )


def _strange_files(folder: Path, shown: str) -> Iterator[Problem]:
    """Templates and fonts that are no files, or links that lead out of the project."""
    for path in sorted((*folder.iterdir(), *folder.glob("fonts/*"))):
        if path.suffix.lower() in READ:
            try:
                require_file(path, folder.parent)
            except UnreadableError as error:
                yield error.problem(Origin(f"{shown}/{path.relative_to(folder).as_posix()}"))


def _exchanges(file: YamlFile, entries: dict[str, str], key: str) -> tuple[Exchange, ...]:
    found = (Exchange(ours, theirs, file.key_origin((key, ours))) for ours, theirs in entries.items())
    return tuple(sorted(found, key=lambda entry: entry.ours))


def contrast_problems(file: YamlFile, colors: dict[str, str]) -> list[Problem]:
    """Text and marks of the palette that are hard to see on their ground, each with a colour that would do."""
    found = []
    for pairs, least in ((TEXT_PAIRS, TEXT), (MARK_PAIRS, MARK)):
        for token, ground in pairs:
            ratio = contrast(colors[token], colors[ground])
            if ratio < least:
                needs = "text needs" if least == TEXT else "marks need"
                message = f"{token} on {ground} has a contrast of {ratio:.1f}; {needs} {least}"
                wrong, other = (ground, token) if token == "white" else (token, ground)
                better = readable(colors[wrong], colors[other], least)
                hint = f'"#{better}" would do for {wrong}' if contrast(better, colors[other]) >= least else ""
                place = file.key_origin(("color", "palette", wrong))
                found.append(Problem(place, "low-contrast", message, hint))
    return found


def grey_problems(brand: Brand) -> Iterator[Problem]:
    """Colours of the palette that mean different things and look alike once they are printed in grey."""
    for one, other in GREY_PAIRS:
        apart = abs(lightness(brand.color(one)) - lightness(brand.color(other)))
        if apart < GREY:
            message = f"{one} and {other} look alike in grey: their lightness differs by {apart:.0f}, less than {GREY}"
            hint = f"make one of them lighter or darker under color: palette; {one} marks what {other} does not"
            yield Problem(Origin(f"{brand.folder}/_brand.yml"), "alike-in-grey", message, hint, "warning")


def _template_problems(file: YamlFile, entries: dict[str, str], folder: Path) -> list[Problem]:
    """Templates of a kind we do not write, or that are not in the brand's folder."""
    found = []
    for kind, name in entries.items():
        place = file.key_origin(("templates", kind))
        if kind not in TEMPLATES:
            found.append(Problem(place, "bad-brand", f"unknown kind of template '{kind}'", "use pptx or docx"))
        elif name != Path(name).name or not (folder / name).is_file():
            there = sorted(path.name for path in folder.iterdir() if path.suffix.lower() in TEMPLATES[kind])
            hint = f"put it beside _brand.yml; there is {', '.join(there) or 'no such file yet'}"
            found.append(Problem(place, "bad-brand", f"templates.{kind}: '{name}' is not in the brand's folder", hint))
    return found


def _logo_problems(file: YamlFile, name: str, folder: Path) -> Iterator[Problem]:
    """A logo that is not in the brand's folder, or no picture that PowerPoint and Word both show."""
    if not name:
        return
    place = file.key_origin(("logo",))
    if name != Path(name).name or not (folder / name).is_file():
        there = sorted(path.name for path in folder.iterdir() if path.suffix.lower() in LOGOS)
        hint = f"put it beside _brand.yml; there is {', '.join(there) or 'no picture yet'}"
        yield Problem(place, "bad-brand", f"logo: '{name}' is not in the brand's folder", hint)
    elif not _is_picture(folder / name):
        yield Problem(place, "bad-brand", f"logo: '{name}' is no PNG or JPEG picture", "save the logo as PNG")


def _is_picture(path: Path) -> bool:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(read_file(path, LOGO_BYTES, path.parent))) as picture:
            picture.verify()
            return picture.format in {"PNG", "JPEG"}
    except (UnreadableError, UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return False


def _palette_problems(file: YamlFile, palette: dict[str, str]) -> list[Problem]:
    where = ("color", "palette")
    missing, hint = [token for token in TOKENS if token not in palette], 'write it as "#1D68A7"'
    problems = [
        Problem(file.key_origin((*where, token)), "bad-brand", f"color.palette.{token} is '{value}'", hint)
        for token, value in palette.items()
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", value)
    ]
    if missing:
        near = did_you_mean(missing[0], set(palette) - set(TOKENS)) if set(palette) - set(TOKENS) else ""
        message = f"color.palette lacks {', '.join(missing)}"
        problems.append(Problem(file.key_origin(where), "bad-brand", message, near))
    problems += [
        Problem(file.key_origin((*where, token)), "bad-brand", f"unknown colour '{token}'", did_you_mean(token, TOKENS))
        for token in palette
        if token not in TOKENS
    ]
    return problems
