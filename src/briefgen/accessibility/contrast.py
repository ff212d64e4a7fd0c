"""Contrast of two colours, as WCAG 2 computes it."""

from __future__ import annotations

LEAST = 4.5
"""The contrast that text needs."""


def contrast(one: str, other: str) -> float:
    """The ratio of two colours given as six hex digits, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(digits: str) -> float:
    red, green, blue = (_linear(int(digits[start : start + 2], 16) / 255) for start in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
