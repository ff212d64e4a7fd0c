"""Contrast between colours as WCAG counts it, and colours moved to another ground at the same contrast."""

from __future__ import annotations

TEXT, MARK = 4.5, 3.0
"""The least contrast of text and of marks that carry meaning."""
_EASE = 0.05


def luminance(color: str) -> float:
    """Relative luminance of six hex digits, 0 for black and 1 for white."""
    return _weighed(_linear(color))


def lightness(color: str) -> float:
    """How light six hex digits look once they are printed in grey, from 0 for black to 100 (CIE L*)."""
    share = luminance(color)
    return 116 * share ** (1 / 3) - 16 if share > 216 / 24389 else share * 24389 / 27


def contrast(one: str, other: str) -> float:
    """The ratio between two colours, from 1 to 21."""
    light, dark = sorted((luminance(one) + _EASE, luminance(other) + _EASE), reverse=True)
    return light / dark


def is_dark(ground: str) -> bool:
    """Whether white reads better on the ground than black."""
    return contrast("FFFFFF", ground) > contrast("000000", ground)


def carried(color: str, ground: str) -> str:
    """The colour that has on `ground` the contrast which `color` has on white, of the same hue.

    All ratios between carried colours stay as they were, until white or black is reached; what is nearly white
    becomes nearly the ground.
    """
    ratio = contrast(color, "FFFFFF")
    if ratio < 1.01:
        return ground
    color = mixed(ground, color, min(1.0, (ratio - 1) * 1.2))
    base = luminance(ground) + _EASE
    wanted = base * ratio if is_dark(ground) else base / ratio
    return with_luminance(color, min(1.0, max(0.0, wanted - _EASE)))


def readable(color: str, ground: str, least: float = TEXT) -> str:
    """The colour itself if it reads on the ground, else the nearest lighter or darker one that does."""
    if contrast(color, ground) >= least:
        return color
    base = luminance(ground) + _EASE
    wanted = base * (least + 0.05) if is_dark(ground) else base / (least + 0.05)
    return with_luminance(color, min(1.0, max(0.0, wanted - _EASE)))


def with_luminance(color: str, wanted: float) -> str:
    """The colour made lighter or darker to a luminance; what cannot be lighter is mixed with white."""
    red, green, blue = _linear(color)
    now = _weighed((red, green, blue))
    if now <= 0:
        return _digits((wanted, wanted, wanted))
    scale = min(wanted / now, 1 / max(red, green, blue))
    scaled = (red * scale, green * scale, blue * scale)
    reached = _weighed(scaled)
    share = (wanted - reached) / (1 - reached) if wanted > reached + 1e-9 and reached < 1 else 0.0
    return _digits(tuple(part + (1 - part) * share for part in scaled))


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two, `share` of it from the second."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[0:2], 16), int(color[2:4], 16), int(color[4:6], 16)


def _linear(color: str) -> tuple[float, float, float]:
    red, green, blue = (_opened(part / 255) for part in _parts(color))
    return red, green, blue


def _opened(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _weighed(parts: tuple[float, float, float]) -> float:
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _digits(parts: tuple[float, ...]) -> str:
    return "".join(f"{round(255 * _closed(min(1.0, max(0.0, part)))):02X}" for part in parts)


def _closed(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
