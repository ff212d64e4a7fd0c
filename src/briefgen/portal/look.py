"""The look of the portal: the colours of the brand on white and on a dark ground, as custom properties of the style."""

from __future__ import annotations

import re

from briefgen.brand.brand import Brand
from briefgen.brand.colour import carried, mixed, readable

_BLACK = "000000"
_INKS = (
    "ink", "navy", "slate", "blue", "steel", "rule", "fog", "mist", "amber", "amber_tint", "amber_line", "brick",
    "brick_tint", "teal", "teal_tint",
)  # fmt: skip
_STRIPES = tuple(f"phase_{number}" for number in range(5))
PAIRS = (
    *((ink, ground) for ink in ("ink", "navy", "slate", "blue") for ground in ("ground", "mist")),
    *((name, f"{name}_tint") for name in ("amber", "brick", "teal")), ("amber", "ground"), ("brick", "ground"),
    ("band_ink", "band"), ("band_soft", "band"), ("band_ink", "slate_fill"), ("ink", "found"),
)  # fmt: skip
"""Text of the page and the ground it stands on."""


def colours(brand: Brand, *, dark: bool) -> dict[str, str]:
    """The colours of the page by what they are for; on the dark ground with the contrasts that they have on white."""
    if dark:
        ground = mixed(brand.color("navy"), _BLACK, 0.55)
        tokens = {name: carried(brand.color(name), ground) for name in _INKS}
        band, band_ink, band_soft = mixed(brand.color("navy"), _BLACK, 0.25), tokens["ink"], tokens["slate"]
        fill = mixed(tokens["slate"], ground, 0.75)
    else:
        ground, tokens = "FFFFFF", {name: brand.color(name) for name in _INKS}
        band, band_ink, band_soft, fill = brand.color("navy"), "FFFFFF", brand.color("phase_1"), brand.color("slate")
    tokens |= {"ground": ground, "band": band, "slate_fill": fill}
    tokens |= {"band_ink": readable(band_ink, band), "band_soft": readable(band_soft, band)}
    tokens |= {name: brand.color(name) for name in _STRIPES}
    tokens["found"] = mixed(ground, tokens["amber_line"], 0.35)
    for ink, below in PAIRS:
        tokens[ink] = readable(tokens[ink], tokens[below])
    return tokens


def properties(brand: Brand) -> str:
    """The colours and the typeface as the style sheet reads them."""
    light, dark = (_block(colours(brand, dark=dark)) for dark in (False, True))
    families = ", ".join(f'"{_named(name)}"' for name in (brand.family, *brand.measured_with, brand.east_asian))
    return (
        f":root {{ color-scheme: light dark; --face: {families}, sans-serif; {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
    )


def _block(tokens: dict[str, str]) -> str:
    return " ".join(f"--{name.replace('_', '-')}: #{digits};" for name, digits in sorted(tokens.items()))


def _named(family: str) -> str:
    """The name of a typeface with nothing that a style sheet could read otherwise."""
    return re.sub(r"[^\w .-]", "", family)
