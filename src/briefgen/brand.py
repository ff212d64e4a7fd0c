"""The brand: colours and type of every document, chart and slide, read from _brand.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.problems import Origin, Problem, did_you_mean, require
from briefgen.yamlfile import YamlFile, read_yaml

TOKENS = (
    "white", "mist", "fog", "rule", "steel", "slate", "ink", "navy", "blue", "teal", "teal_tint", "plum", "plum_tint",
    "moss", "moss_tint", "amber", "amber_tint", "amber_line", "brick", "brick_tint",
    "phase_0", "phase_1", "phase_2", "phase_3", "phase_4", "phase_5",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Brand:
    """Colours by token as six hex digits, the Latin and East Asian typefaces, and where the brand lies.

    `measured_with` are the families tried in turn when text is measured or a chart is drawn.
    """

    name: str
    colors: tuple[tuple[str, str], ...]
    family: str
    east_asian: str
    measured_with: tuple[str, ...]
    folder: str = ""

    def color(self, token: str) -> str:
        """A token as six hex digits without '#'; KeyError for a token the brand does not know."""
        return dict(self.colors)[token]

    def hex(self, token: str) -> str:
        """A token as '#RRGGBB', for charts."""
        return f"#{self.color(token)}"

    def stage_fill(self, stage: str) -> str:
        """Token of the fill for a development stage; "white" for a stage outside the ramp."""
        return STAGE_FILLS.get(stage, "white")

    def stage_ink(self, stage: str) -> str:
        """Token of the text on that fill."""
        return "white" if self.stage_fill(stage) in {"phase_3", "phase_4", "phase_5"} else "ink"


STAGE_FILLS = {
    "discovery": "phase_0", "preclinical": "phase_0", "ind_enabling": "phase_0",
    "phase_1": "phase_1", "phase_1_2": "phase_1",
    "phase_2": "phase_2", "phase_2_3": "phase_2",
    "phase_3": "phase_3",
    "filed": "phase_4",
    "approved": "phase_5", "marketed": "phase_5",
}  # fmt: skip


def read_brand(folder: Path, shown: str) -> Brand:
    """Read `_brand.yml` of a folder; ProblemsFoundError if it is missing or wrong."""
    file = read_yaml(folder / "_brand.yml", f"{shown}/_brand.yml")
    require(file.problems)
    root: dict[str, Any] = file.root if isinstance(file.root, dict) else {}
    palette = _mapping(_mapping(root, "color"), "palette")
    require(_palette_problems(file, palette))
    typography = _mapping(root, "typography")
    base = _mapping(typography, "base")
    family = str(base.get("family") or "Arial")
    return Brand(
        name=str(_mapping(root, "meta").get("name") or "briefgen"),
        colors=tuple((token, str(palette[token]).lstrip("#").upper()) for token in TOKENS),
        family=family,
        east_asian=str(typography.get("east-asian") or "Noto Sans CJK SC"),
        measured_with=tuple(typography.get("measured-with") or (family, "Liberation Sans")),
        folder=str(folder),
    )


def _mapping(parent: dict[str, Any], key: str) -> dict[str, Any]:
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def _palette_problems(file: YamlFile, palette: dict[str, Any]) -> list[Problem]:
    where = ("color", "palette")
    missing = [token for token in TOKENS if token not in palette]
    problems = [
        Problem(
            file.key_origin((*where, token)),
            "bad-brand",
            f"color.palette.{token} is '{value}'",
            'write it as "#1D68A7"',
        )
        for token, value in palette.items()
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", str(value))
    ]
    if missing:
        near = did_you_mean(missing[0], set(palette) - set(TOKENS)) if set(palette) - set(TOKENS) else ""
        message = f"color.palette lacks {', '.join(missing)}"
        problems.append(Problem(file.key_origin(where), "bad-brand", message, near))
    problems += [
        Problem(
            Origin(*_parts(file, (*where, token))),
            "bad-brand",
            f"unknown colour '{token}'",
            did_you_mean(token, TOKENS),
        )
        for token in palette
        if token not in TOKENS
    ]
    return problems


def _parts(file: YamlFile, path: tuple[str, ...]) -> tuple[str, int, int]:
    origin = file.key_origin(path)
    return origin.path, origin.line, origin.column
