"""Signs: which of them no document holds, how a terminal may show the others, and where a link may lead."""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import bidirectional

from briefgen.frozen import frozen

_UNFIT = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff])|[\U000f0000-\U0010ffff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MARKS = re.compile("[\u061c\u200e\u200f]")
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff\ufeff]")
"""Control characters, and signs that turn the direction or the lines of the text after them."""
_ADDRESS = re.compile(
    r"https?://[^\s/\\?#@<>\"]+(?:[/?#][^\s\\<>\"]*)?|mailto:[^\s\\<>\"/@]+@[^\s\\<>\"/@]+", re.IGNORECASE
)


LEFTWARDS, EMBEDDED, ENDED = "\u200e", "\u202b", "\u202c"
"""Signs that the program writes and nobody sees: text goes on from left to right; what follows goes from right to left;
it ends."""


START, MIDDLE, END, ZERO = 0xE5C0, 0xE5C1, 0xE5C2, 0xE5D0
"""What a value is marked with while a file is written: before its number, between that and its text, and after it; the
first of the digits of the number."""
OPEN = f"{chr(START)}([{chr(ZERO)}-{chr(ZERO + 9)}]+){chr(MIDDLE)}"
MARK = re.compile(f"{OPEN}|{chr(END)}")


def without_marks(text: str) -> str:
    """Text as it will be read when the file is written."""
    return text if text.isascii() or chr(END) not in text else MARK.sub("", text)


def unsteered(text: str) -> str:
    """Text without the signs of direction that the program writes."""
    return text if text.isascii() else text.replace(LEFTWARDS, "").replace(EMBEDDED, "").replace(ENDED, "")


@frozen
class Unfit:
    """A sign that no document holds: where it stands, and what is said of it."""

    index: int
    code: str
    message: str


def unfit(text: str, known: Callable[[str], bool] = lambda sign: False) -> Unfit | None:
    """The first control character, or private-use one of the planes in which the program marks values; but for those
    that are known to be such marks."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return None
    found = next((found for found in _UNFIT.finditer(text) if not known(found[0])), None)
    if found is None:
        return None
    code = "control-character" if found[1] else "private-use-character"
    return Unfit(found.start(), code, f"holds the {code.replace('-char', ' char')} U+{ord(found[0]):04X}")


def turning(text: str) -> Unfit | None:
    """The first character that turns the direction of the text after it, or that marks a direction in a text that has
    only one: what is read would not be what is written."""
    found = _TURNING.search(text) or (None if _right_to_left(text) else _MARKS.search(text))
    if found is None:
        return None
    return Unfit(found.start(), "direction-character", f"holds the direction character U+{ord(found[0]):04X}")


def directions(text: str) -> list[str]:
    """Which way each letter of a text goes: "L" from the left, "R" from the right."""
    return ["L" if kind == "L" else "R" for kind in map(bidirectional, text) if kind in ("L", "R", "AL")]


def reads_rightwards(text: str) -> bool:
    """Whether a text begins in Arabic or Hebrew and is mostly so, and is therefore read as one from the right."""
    letters = directions(text)
    return letters[:1] == ["R"] and 2 * letters.count("R") >= len(letters)


def _right_to_left(text: str) -> bool:
    return any(bidirectional(sign) in ("R", "AL") for sign in _MARKS.sub("", text))


def visible(text: str) -> str:
    """Text whose control and direction characters are written as escapes, so that they steer no terminal."""
    return _UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def on_one_line(text: str) -> str:
    """Visible text whose line ends and tabs are escapes too, so that it cannot pass for another line."""
    return visible(text).replace("\n", "\\n").replace("\t", "\\t")


def may_be_linked(address: str) -> bool:
    """Whether a link may lead there: to a page of the web or to a mailbox, never to a file, a share or a script."""
    return _ADDRESS.fullmatch(address) is not None and unfit(address) is None and visible(address) == address
