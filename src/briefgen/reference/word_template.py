"""A Word template ready for use: our styles found in it by name, and those it lacks added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from briefgen.brand.brand import Brand
from briefgen.brand.colour import TEXT, contrast, readable
from briefgen.frozen import frozen
from briefgen.problems import Origin, Problem, ProblemsFoundError, require
from briefgen.reference.import_file import take_in, unusable
from briefgen.reference.typefaces import own_faces, set_in
from briefgen.reference.word_add import add_styles
from briefgen.reference.word_direction import write_from_the_left
from briefgen.reference.word_floats import clear_text
from briefgen.reference.word_grounds import drop_dark_grounds
from briefgen.reference.word_leftovers import ancestry, drop_old_content
from briefgen.reference.word_match import FROM_TEMPLATE, family_of, matched, style_name
from briefgen.reference.word_setting import keep_own_setting
from briefgen.reference.word_styles import HEADINGS, NAMES

_RUNNING = {"Body Text", "Hyperlink"}
"""Styles that are set as the template's own running text is; the others do not take its indents and its lines."""


@frozen
class WordTemplate:
    """An opened Word template: the ids of our styles in it, those it has, those added, and what is wrong."""

    package: Any
    styles: Mapping[str, str]
    found: tuple[tuple[str, str], ...]
    added: tuple[str, ...]
    problems: tuple[Problem, ...]
    family: str
    brand: Brand


def open_word(brand: Brand) -> WordTemplate:
    """The brand's Word template; ProblemsFoundError if it cannot be used."""
    template = examined_word(brand)
    require(template.problems)
    return template


def examined_word(brand: Brand) -> WordTemplate:
    """The brand's Word template with everything that is wrong with it; ProblemsFoundError if it does not open."""
    taken = take_in(brand, "docx")
    package = _opened(taken.data, brand)
    if not brand.corporate("docx"):
        styles, problems = _own_styles(package, brand)
        own = own_faces(brand)
        return WordTemplate(package, styles, tuple((n, n) for n in styles), (), problems, brand.family, own)
    left_out = drop_old_content(package, str(brand.template("docx")))
    left_out += drop_dark_grounds(package, brand)
    styles, problems = matched(package, brand)
    found = tuple((name, style_name(package, key)) for name, key in styles.items())
    added = tuple(name for name in NAMES if name not in styles)
    family = family_of(package)
    brand = set_in(brand, (family,), [family_of(package, key) for name, key in styles.items() if name in HEADINGS])
    every = {**styles, **add_styles(package, added, styles, brand)}
    named = {entry.ours for entry in brand.styles}
    keep_own_setting(package, {name: every[name] for name in FROM_TEMPLATE - _RUNNING - named}, brand)
    _make_readable(package.part.styles.element, styles.values())
    _one_column(package)
    write_from_the_left(package)
    section = package.sections[-1]
    for header, footer in margin_pairs(package):
        clear_text(section, header._element, footer._element)
    problems += (*taken.problems, *left_out)
    return WordTemplate(package, every, found, added, problems, family, brand)


def _opened(data: bytes, brand: Brand) -> Any:
    try:
        package = docx.Document(BytesIO(data))
        _ = package.part.styles.element
    except Exception as error:
        reason = f"does not open as a document ({' '.join(str(error).split())[:80]})"
        problem = unusable(brand, "docx", reason, "open it in Word and save it again")
        raise ProblemsFoundError([problem]) from None
    return package


def _own_styles(package: Any, brand: Brand) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Our style names and the ids they have in our reference document, which must have them all."""
    found = {style.name: style.style_id for style in package.styles if style.name}
    folded = {name.casefold(): key for name, key in found.items()}
    missing = [name for name in NAMES if name.casefold() not in folded]
    problems: tuple[Problem, ...] = ()
    if missing:
        origin = Origin(str(brand.template("docx")))
        message = f"has no style named {', '.join(missing)}"
        problems = (Problem(origin, "bad-reference", message, f"it has: {', '.join(sorted(found))}"),)
    return {name: folded[name.casefold()] for name in NAMES if name.casefold() in folded}, problems


def _make_readable(styles: Any, keys: Iterable[str]) -> None:
    """Colours of the template's own styles that can hardly be read on their ground made darker or lighter."""
    for key in keys:
        family = list(ancestry(styles, key))
        inks = [color for style in family for color in style.xpath("./w:rPr/w:color")]
        fills = [shade for style in family for shade in style.xpath("./w:pPr/w:shd | ./w:rPr/w:shd")]
        ink = inks[0].get(qn("w:val"), "") if inks else ""
        fill = fills[0].get(qn("w:fill"), "") if fills else ""
        ground = fill if _DIGITS.fullmatch(fill) else "FFFFFF"
        if _DIGITS.fullmatch(ink) and contrast(ink, ground) < TEXT:
            look = family[0].get_or_add_rPr()
            color = look.get_or_add_color()
            color.attrib.clear()
            color.set(qn("w:val"), readable(ink.upper(), ground.upper()))


_DIGITS = re.compile("[0-9A-Fa-f]{6}")


def _one_column(package: Any) -> None:
    """Our documents are set in one column, whatever the template's last section was."""
    for columns in package.sections[-1]._sectPr.findall(qn("w:cols")):
        columns.getparent().remove(columns)


def margin_pairs(package: Any) -> list[tuple[Any, Any]]:
    """The header and footer of each kind of page that the last section has: usual, first and even."""
    section = package.sections[-1]
    pairs = [(section.header, section.footer)]
    if section.different_first_page_header_footer:
        pairs.append((section.first_page_header, section.first_page_footer))
    if package.settings.odd_and_even_pages_header_footer:
        pairs.append((section.even_page_header, section.even_page_footer))
    return pairs
