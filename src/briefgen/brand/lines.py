"""Where lines break: one answer for slides, charts, pages and tables. Pure: the widths of the signs are passed in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from briefgen.frozen import frozen

NEVER_FIRST = frozenset(
    "、。，．・；：！？）」』】〉》〕］｝”’％‰℃…‥ー々ゝヽ〜～ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
    "®™.,;:!?)]}%°'\"-–—/\u00a0"
)
NEVER_LAST = frozenset("（「『【〈《〔［｛“‘￥＄$([{#")
"""Signs that no line of Chinese or Japanese text begins or ends with."""
RESERVE = 1.03
"""Kerning and renderer reserve on every measured width."""
SOFT_HYPHEN, ZERO_WIDTH_SPACE, JOINER = "\u00ad", "\u200b", "\u200d"
HIDDEN = frozenset(f"{SOFT_HYPHEN}{ZERO_WIDTH_SPACE}{JOINER}\u200c\u200e\u202b\u202c\u2060\ufeff")
"""Signs that are not drawn; a soft hyphen is drawn at the end of a line only."""
_BLANKS = f" {ZERO_WIDTH_SPACE}"
_NO_BREAK = frozenset("\u00a0\u202f\u2060\ufeff")
_DIVIDE, _WIDE = frozenset(f"{_BLANKS}{SOFT_HYPHEN}-/–—"), "\u1100"
"""Signs behind which a line may end, and the first sign of the blocks that hold scripts with signs of full width."""
_NOISE = 1e-9
"""What sums of widths may differ by when the same signs are added from another place."""


@frozen
class Break:
    """A place where a line may end: so many signs from the start, what is seen of them is `seen` wide, and what
    follows begins at `past`, behind the blanks."""

    end: int
    seen: float
    past: float


@frozen
class Strip:
    """A text without forced line ends, measured: how far each sign reaches, and where lines may end."""

    text: str
    reach: tuple[float, ...]
    breaks: tuple[Break, ...]

    @property
    def length(self) -> float:
        """Width in one line, reserve included."""
        return self.breaks[-1].seen * RESERVE if self.breaks else 0.0

    @property
    def widest(self) -> float:
        """Width of the widest piece that is kept whole, reserve included."""
        starts = (0.0, *(one.past for one in self.breaks))
        return max((one.seen - start for one, start in zip(self.breaks, starts, strict=False)), default=0.0) * RESERVE

    def count(self, room: float, outdent: float = 0.0) -> int:
        """How many lines it takes in a room; the first line has so much more."""
        if not self.breaks or self.breaks[-1].seen <= (room + outdent) / RESERVE + _NOISE:
            return 1
        return sum(1 for _ in self.spans(room, outdent))

    def lines(self, room: float) -> list[str]:
        """The lines as they are seen."""
        return [self._seen(start, end) for start, end in self.spans(room)]

    def spans(self, room: float, outdent: float = 0.0) -> Iterator[tuple[int, int]]:
        """Where each line begins and ends. A line holds all that fits, the first one by the outdent more; a piece wider
        than the room begins a line and is broken inside itself; no line is wider than the room unless it holds a single
        sign."""
        if not self.breaks:
            yield 0, 0
            return
        start, left, following = 0, 0.0, 0
        while following < len(self.breaks):
            wide = (room if start else room + outdent) / RESERVE + _NOISE
            last = self._last_fitting(following, left + wide)
            if last is not None:
                end, past, following = self.breaks[last].end, self.breaks[last].past, last + 1
            else:
                end = self._broken(start, self.breaks[following].end, left + wide)
                past = self.reach[end]
                following += end == self.breaks[following].end
            yield start, end
            start, left = end, past

    def _seen(self, start: int, end: int) -> str:
        """A line as it is drawn: without the blanks at its end, with a hyphen for the soft one it ends with."""
        line = self.text[start:end].rstrip(_BLANKS)
        hyphen = "-" if line.endswith(SOFT_HYPHEN) and end < len(self.text) else ""
        return line.replace(SOFT_HYPHEN, "").replace(ZERO_WIDTH_SPACE, "").rstrip(" ") + hyphen

    def _last_fitting(self, following: int, limit: float) -> int | None:
        """The last place where a line that reaches the limit may end."""
        found = None
        for index in range(following, len(self.breaks)):
            if self.breaks[index].seen <= limit:
                found = index
            elif self.reach[self.breaks[index].end] > limit:
                break
        return found

    def _broken(self, start: int, end: int, limit: float) -> int:
        """Where a piece wider than the room is broken: no line begins or ends with what it must not, where that can
        be helped."""
        places = [at for at in range(start + 1, end) if _divisible(self.text, at)]
        fitting = [at for at in places if self.reach[at] <= limit]
        proper = [at for at in fitting if _proper(self.text[at - 1], self.text[at])]
        return (proper or fitting or places[:1] or [end])[-1]


def bearable(least: Sequence[float], total: float) -> list[float]:
    """What columns need at least, made to fit: where one holds a piece that is longer than a line can be, as a sequence
    or an address, that column alone gets less and the piece is broken; the others keep their words whole."""
    if sum(least) <= total:
        return list(least)
    most = max(total / 2, total / len(least))
    while sum(min(one, most) for one in least) > total and most > total / len(least):
        most *= 0.95
    return [min(one, max(most, total / len(least))) for one in least]


def strip(text: str, widths: Iterable[float]) -> Strip:
    """Measure a text by the widths of its signs; the width of a soft hyphen is that of the hyphen it becomes."""
    own = tuple(widths)
    drawn = (0.0 if sign == SOFT_HYPHEN else width for sign, width in zip(text, own, strict=True))
    reach = tuple(accumulate(drawn, initial=0.0))
    breaks = []
    for start, end in pairwise((0, *_ends(text))):
        bare = start + len(text[start:end].rstrip(_BLANKS))
        hyphen = own[bare - 1] if bare > start and text[bare - 1] == SOFT_HYPHEN and end < len(text) else 0.0
        breaks.append(Break(end, reach[bare] + hyphen, reach[end]))
    return Strip(text, reach, tuple(breaks))


def pieces(text: str) -> Sequence[str]:
    """Split text where a line may break: after spaces, after hyphens and dashes inside words, between CJK signs."""
    return [text[start:end] for start, end in pairwise((0, *_ends(text)))]


def _ends(text: str) -> Iterator[int]:
    for at in range(len(text) - len(text.lstrip(_BLANKS)) + 1, len(text)):
        sign = text[at - 1]
        if sign < _WIDE and sign not in _DIVIDE and text[at] < _WIDE:
            continue
        if _breaks_between(text[at - 2] if at > 1 else "", text[at - 1], text[at]) and not _in_code(text, at):
            yield at
    if text:
        yield len(text)


def _in_code(text: str, at: int) -> bool:
    """Whether it lies behind the hyphen or slash of a code: PD-L1, NK-NPC, HARMONi-A, G/GEJ."""
    before, sign, following, after = text[at - 2 : at - 1], text[at - 1], text[at], text[at + 1 : at + 2]
    if sign == "/":
        return before.isupper() and following.isupper() and not text[max(0, at - 3) : at - 2].strip().isalnum()
    return sign == "-" and following.isupper() and (before.isupper() or before.isdigit() or not after.isalpha())


def _breaks_between(before: str, sign: str, following: str) -> bool:
    if sign in _BLANKS:
        return following not in _BLANKS
    if sign in _NO_BREAK or following in _NO_BREAK:
        return False
    if sign == SOFT_HYPHEN:
        return bool(before.strip()) and not following.isspace() and following not in HIDDEN
    if sign in "-/":
        return before.isalnum() and following.isalpha()
    if sign in "–—":
        if before.isdigit() and (following.isdigit() or following.isupper()):  # a range: 820–850, 9.9–NE
            return False
        return following != " " and following not in NEVER_FIRST
    if not (_wide(sign) or _wide(following)) or following.isspace():
        return False
    return _proper(sign, following) and not _attached(following) and sign != JOINER


def _proper(sign: str, following: str) -> bool:
    """Whether a line may end with the one and the next begin with the other."""
    return sign not in NEVER_LAST and following not in NEVER_FIRST


def _divisible(text: str, at: int) -> bool:
    """Whether the signs before and behind are drawn one after the other."""
    before, behind = text[at - 1], text[at]
    return not _attached(behind) and before not in (JOINER, SOFT_HYPHEN) and not {before, behind} & _NO_BREAK


def _attached(sign: str) -> bool:
    """A mark that is drawn with the sign before it, or a sign that is not drawn."""
    return sign in HIDDEN or unicodedata.category(sign) in {"Mn", "Mc", "Me"}


def _wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"
