"""Measures of a Word file: sizes of its scale, headings and captions that stay with what they head, tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from lxml import etree

from briefgen.accessibility.page_look import NAMES, PageLook, W, words
from briefgen.accessibility.pages import BODY
from briefgen.accessibility.violation import Violation
from briefgen.brand.brand import Brand
from briefgen.measures.limits import TODAY, Limits
from briefgen.measures.parts import colours_in, colours_of_the_brand, one_of, text_of_charts
from briefgen.office.package import Package, elements
from briefgen.reference.word_template import open_word
from briefgen.writers.word.foresee import page_fills

SCALE = (8.0, 8.5, 9.0, 10.0, 11.0, 12.0, 13.0, 15.0, 22.0)
"""Every size in points that a page may have; 13 is that of the numbers of key points."""
CHART_TEXT = 8.0
"""The smallest letters of a chart."""
_HEADS = ("caption", "rank label", "rail head")
"""Styles of lines that are nothing without what follows, as headings are."""
_CAUTION, _LIMITED = "caution", ("figure", "source")
"""The style of cautions, and those of what stands between a figure and its caution."""
STYLES = "word/styles.xml"
_STORIES = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_WRITTEN = re.compile(r"word/(document|charts/chart\d+)\.xml")
"""What is written into a company's template."""
_COLOURED = re.compile(r"word/((document|header\d*|footer\d*|styles|numbering)|charts/chart\d+)\.xml")


def measure_pages(package: Package, brand: Brand, limits: Limits = TODAY) -> Iterator[Violation]:
    """Everything in a Word file that breaks the design, in reading order; a company's template may have the sizes and
    colours of its own styles, and what its headers and footers say."""
    look = PageLook(package)
    styles = package.find(STYLES) if brand.corporate("docx") else None
    stories, coloured = (_STORIES, _COLOURED) if styles is None else (_WRITTEN, _WRITTEN)
    sizes, colours = ((), ()) if styles is None else (sizes_of(styles), colours_in(styles))
    yield from sizes_of_the_scale(package, look, stories, sizes)
    yield from heads_with_what_follows(package.xml(BODY), look)
    yield from cautions_with_what_they_limit(package.xml(BODY), look)
    yield from pages_filled(package, brand, limits)
    yield from text_of_charts(package, CHART_TEXT)
    yield from colours_of_the_brand(package, coloured, brand, colours)


def sizes_of(styles: etree._Element) -> list[float]:
    """The sizes in points that styles say."""
    return [int(size.get(f"{W}val", "0")) / 2 for size in elements(styles, ".//w:sz", NAMES)]


def sizes_of_the_scale(
    package: Package, look: PageLook, parts: re.Pattern[str], more: Iterable[float]
) -> Iterator[Violation]:
    """Every size that is printed is one of the closed scale or one more; each other one is told once in a part."""
    for part in filter(parts.fullmatch, package.parts):
        found: dict[float, str] = {}
        for run in elements(package.xml(part), ".//w:r[w:t]", NAMES):
            if text := words(run).strip():
                found.setdefault(look.points(run), text[:30])
        for points in sorted(set(found) - {*SCALE, *more}):
            message = f"text of {points:g} pt is not of the scale: '{found[points]}'"
            yield Violation("off-scale", part.rpartition("/")[2], message, one_of(SCALE))


def pages_filled(package: Package, brand: Brand, limits: Limits) -> Iterator[Violation]:
    """No page of several ends far above its foot, the last one neither."""
    fitted = open_word(brand).brand if brand.corporate("docx") else brand
    fills = page_fills(package.parts[BODY], package.parts[STYLES], fitted)
    for number, share in enumerate(fills if len(fills) > 1 else (), start=1):
        if share < (limits.page if number < len(fills) else limits.last):
            message = f"ends after {share:.0%} of its height"
            yield Violation("bare-page", f"page {number}", message, "shorten what does not fit there, or say more")


def heads_with_what_follows(root: etree._Element, look: PageLook) -> Iterator[Violation]:
    """A heading, a caption or a label stays on the page of what it heads, and heads something."""
    shown = _shown(root)
    for child, following in zip(shown, (*shown[1:], None), strict=False):
        level = look.outline(child) if child.tag == f"{W}p" else 0
        if not level and (child.tag != f"{W}p" or look.style_name(look.style(child)) not in _HEADS):
            continue
        text = words(child).strip()[:40]
        after = look.outline(following) if following is not None and following.tag == f"{W}p" else 0
        if following is None or (after and (not level or after <= level)):
            yield Violation("stranded", f"'{text}'", "nothing follows it", "leave it out where it heads nothing")
        elif not look.keeps_with_next(child):
            hint = "set 'keep with next' in its style"
            yield Violation("stranded", f"'{text}'", "may stand at the foot of a page, away from what follows", hint)


def cautions_with_what_they_limit(root: etree._Element, look: PageLook) -> Iterator[Violation]:
    """A caution stays on the page of the figure or table above it."""
    shown = [child for child in _shown(root) if not elements(child, "w:pPr/w:framePr", NAMES)]
    for above, child in pairwise(shown):
        if look.style_name(look.style(child)) != _CAUTION:
            continue
        limited = above.tag == f"{W}tbl" or look.style_name(look.style(above)) in _LIMITED
        last = above if above.tag == f"{W}p" else elements(above, ".//w:p", NAMES)[-1]
        if limited and not look.keeps_with_next(last):
            message = "may stand on another page than what it limits"
            yield Violation("stranded", f"'{words(child).strip()[:40]}'", message, "set 'keep with next' above it")


def _shown(root: etree._Element) -> list[etree._Element]:
    """The paragraphs and tables of a body that print something."""
    body = next(iter(elements(root, "/*/w:body", NAMES)), root)
    return [child for child in body if child.tag in (f"{W}p", f"{W}tbl") and not _is_blank(child)]


def _is_blank(child: etree._Element) -> bool:
    """Whether a paragraph prints nothing, or a table stands beside the text."""
    if child.tag == f"{W}tbl":
        return child.find("w:tblPr/w:tblpPr", NAMES) is not None
    return not words(child).strip() and not elements(child, ".//w:drawing", NAMES)
