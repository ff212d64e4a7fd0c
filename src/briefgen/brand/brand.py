"""The brand: colours and type of every document, chart and slide."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Literal

from briefgen.brand.colour import carried
from briefgen.frozen import frozen
from briefgen.problems import Origin
from briefgen.records.vocabulary import HALTED

TOKENS = (
    "white", "mist", "fog", "rule", "steel", "slate", "ink", "navy", "blue", "teal", "teal_tint", "plum", "plum_tint",
    "moss", "moss_tint", "amber", "amber_tint", "amber_line", "brick", "brick_tint",
    "phase_0", "phase_1", "phase_2", "phase_3", "phase_4", "phase_5",
)  # fmt: skip
ARIAL_LINE = 1.149
"""Sizes of a single line of Arial."""
_CUTS = {"zh-TW": "TC", "ja-JP": "JP", "ko-KR": "KR"}
_FACES = {"zh-TW": "Microsoft JhengHei", "ja-JP": "Yu Gothic", "ko-KR": "Malgun Gothic"}
Kind = Literal["pptx", "docx"]


@frozen
class Exchange:
    """An entry of `layouts` or `styles` in _brand.yml: our name, the template's name, and where that is written."""

    ours: str
    theirs: str
    origin: Origin


@frozen
class Face:
    """How a typeface is set: how much wider its text is than what texts are measured with, how much wider its bold
    digits are, and how high a single line of it is, in sizes."""

    stretch: float = 1.0
    bold_digits: float = 1.0
    line: float = ARIAL_LINE


@frozen
class Brand:
    """Colours by token as six hex digits, the Latin and East Asian typefaces, and where the brand lies.

    `measured_with` are the families tried in turn when text is measured or a chart is drawn; `face` is how text is set
    in the typeface of the brand or of a company's own template, `heads` how titles and headings are.
    `templates` are that company's files by format; `themed` says whether colours may be named by the theme of the
    file. `logo` is the picture beside _brand.yml that fills the slot for a logo. `headings` is the typeface of titles
    and headings where it is another one than `family`.
    """

    name: str
    colors: tuple[tuple[str, str], ...]
    family: str
    east_asian: str
    measured_with: tuple[str, ...]
    folder: str = ""
    templates: tuple[tuple[str, str], ...] = ()
    layouts: tuple[Exchange, ...] = ()
    styles: tuple[Exchange, ...] = ()
    face: Face = Face()
    heads: Face = Face()
    themed: bool = True
    logo: str = ""
    headings: str = ""

    def __hash__(self) -> int:
        """Of what tells most brands apart: brands are keys of every measure of text."""
        return hash((self.name, self.family, self.folder, self.face.stretch, self.themed))

    @property
    def headed(self) -> Brand:
        """The brand that titles and headings are measured with."""
        return self if self.heads == self.face else replace(self, face=self.heads)

    @property
    def heading_family(self) -> str:
        """The typeface of titles and headings: `headings`, else that of the text."""
        return self.headings or self.family

    def template(self, kind: Kind) -> Path:
        """The template of a format: the company's own if the brand names one, else our reference document."""
        return Path(self.folder) / dict(self.templates).get(kind, f"reference.{kind}")

    def corporate(self, kind: Kind) -> bool:
        """Whether the template of a format is the company's own."""
        return kind in dict(self.templates)

    def recolored(self, **tokens: str) -> Brand:
        """The brand with other colours for some tokens, none of them named by a theme."""
        return replace(self, colors=tuple((t, tokens.get(t, digits)) for t, digits in self.colors), themed=False)

    def on(self, ground: str) -> Brand:
        """The brand for a slide of another colour than white: every contrast as on white."""
        moved = {token: carried(digits, ground) for token, digits in self.colors}
        return self.recolored(**moved)

    def east_asian_for(self, language: str) -> str:
        """The typeface of Chinese (zh-CN, zh-TW), Japanese or Korean text: that of the brand, or its sister."""
        if language in ("", "zh-CN"):
            return self.east_asian
        cut = re.fullmatch(r"(Noto S(?:ans|erif) CJK|Source Han S(?:ans|erif)) \w+", self.east_asian)
        if cut:
            return f"{cut[1]} {_CUTS[language]}"
        return _FACES[language]

    def color(self, token: str) -> str:
        """A token as six hex digits without '#'; KeyError for a token the brand does not know."""
        return dict(self.colors)[token]

    def hex(self, token: str) -> str:
        """A token as '#RRGGBB', for charts."""
        return f"#{self.color(token)}"

    def stage_fill(self, stage: str) -> str:
        """Token of the fill for a development stage, or for the status that halted it; "white" outside the ramp."""
        return STAGE_FILLS.get(stage, "white")

    def stage_ink(self, stage: str) -> str:
        """Token of the text on that fill."""
        fill = self.stage_fill(stage)
        if fill == "brick_tint":
            return "brick"
        return "white" if fill in {"phase_3", "phase_4", "phase_5"} else "ink"


STAGE_FILLS = {
    "discovery": "phase_0", "preclinical": "phase_0", "ind_enabling": "phase_0",
    "phase_1": "phase_1", "phase_1_2": "phase_1",
    "phase_2": "phase_2", "phase_2_3": "phase_2",
    "phase_3": "phase_3",
    "filed": "phase_4",
    "approved": "phase_5", "marketed": "phase_5",
    **dict.fromkeys(("discontinued", "withdrawn", *HALTED), "brick_tint"),
}  # fmt: skip
