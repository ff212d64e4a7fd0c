"""Where things stand on slides: the boxes of the brand's own layouts, or those of a company's template."""

from __future__ import annotations

from dataclasses import replace

from briefgen.deck import grid as s
from briefgen.deck.scale import BODY, DENSE, DISPLAY, LARGE, SMALL, TITLE, line_height
from briefgen.deck.shapes import Align, Anchor, Box
from briefgen.frozen import frozen


@frozen
class Frame:
    """The standing texts and the body area of content slides of one layout.

    `top` is where the body begins below a subtitle, `plain` without one; `note_bottom` where small print ends;
    `feet` are the boxes of the footer's left and right, `title_sizes` and `subtitle_sizes` the sizes of titles and of
    what stands below them, the largest first. A frame that `rises` is the brand's own, where a title of one line leaves
    its room to the body; in one that is `snug`, small print of few lines does.
    """

    title: Box = s.TITLE
    anchor: Anchor = "top"
    align: Align = "left"
    title_sizes: tuple[float, ...] = (TITLE,)
    bold: bool = True
    subtitle: Box = s.SUBTITLE
    subtitle_sizes: tuple[float, ...] = (LARGE, BODY, DENSE)
    left: float = s.LEFT
    width: float = s.WIDTH
    top: float = s.BODY_TOP
    plain: float = s.BODY_TOP_PLAIN
    note_bottom: float = s.NOTE_BOTTOM
    feet: tuple[Box, Box] = (Box(0.6, 7.06, 6.0, 0.24), Box(6.8, 7.06, 5.33, 0.24))
    rises: bool = True
    snug: bool = False

    def below(self, lines: int) -> Frame:
        """The frame under a title of so many lines: below a single one, what follows stands higher."""
        if lines > 1 or not self.rises:
            return self
        return replace(
            self,
            title=replace(self.title, h=round(self.title.h - s.TITLE_LINE, 3)),
            subtitle=replace(self.subtitle, y=round(self.subtitle.y - s.TITLE_LINE, 3)),
            top=round(self.top - s.BODY_RISE, 3),
            plain=round(self.plain - s.TITLE_LINE, 3),
        )

    def note_top(self, lines: int) -> float:
        """Where small print of so many lines begins; in a company's template it has no more room than they take."""
        if self.snug:
            return round(self.note_bottom - lines * line_height(SMALL) / 72, 3)
        return round(s.note_top(lines) + self.note_bottom - s.NOTE_BOTTOM, 3)

    def body_bottom(self, lines: int) -> float:
        """Where the body must end above small print of so many lines."""
        if self.snug and lines:
            return round(self.note_top(lines) - s.NOTE_GAP, 3)
        return round(s.body_bottom(lines) + self.note_bottom - s.NOTE_BOTTOM, 3)


@frozen
class Opening:
    """The title and text boxes of a cover or chapter slide in a company's template."""

    title: Box
    text: Box
    title_sizes: tuple[float, ...]
    anchor: Anchor = "bottom"
    bold: bool = True
    align: Align = "left"
    feet: tuple[Box, Box] = (Box(0.6, 7.06, 6.0, 0.24), Box(6.8, 7.06, 5.33, 0.24))


@frozen
class Geometry:
    """The frames of a template by our names of layouts; without cover and chapter boxes the brand's own design.

    `path` is the template's file, `named` what it calls the layouts that stand for ours.
    """

    frames: tuple[tuple[str, Frame], ...] = ()
    cover: Opening | None = None
    section: Opening | None = None
    path: str = ""
    named: tuple[tuple[str, str], ...] = ()

    @property
    def corporate(self) -> bool:
        """Whether these are the boxes of a company's own template."""
        return self.cover is not None

    def frame(self, layout: str) -> Frame:
        """The frame of one of our layouts."""
        return dict(self.frames).get(layout, OWN)


OWN = Frame()
REGISTER = Frame(
    title=s.REGISTER_TITLE,
    title_sizes=(DISPLAY,),
    subtitle=s.REGISTER_SUBTITLE,
    subtitle_sizes=(DENSE,),
    top=s.REGISTER_TOP,
    plain=s.REGISTER_TOP_PLAIN,
    rises=False,
)
"""The frame of a slide that holds nothing but a register: all height is its table's."""
DESIGN = Geometry()
