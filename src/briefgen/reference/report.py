"""What the templates of a brand offer, what they lack and what stands in for it, before anything is built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from briefgen.brand.brand import Brand, Kind
from briefgen.brand.brand_file import LOGO_BYTES
from briefgen.brand.colour import is_dark
from briefgen.deck.grid import TITLE_SLOT
from briefgen.files import read_file
from briefgen.frozen import frozen
from briefgen.office.package import Package
from briefgen.problems import Origin, Problem, ProblemsFoundError
from briefgen.reference.import_file import take_in
from briefgen.reference.slide_boxes import shrinks
from briefgen.reference.slide_match import described, lacking
from briefgen.reference.slide_template import SlideTemplate, examined
from briefgen.reference.typefaces import factor_of, is_known
from briefgen.reference.word_template import WordTemplate, examined_word


@frozen
class MatchReport:
    """Lines for a reader, and the problems found."""

    lines: tuple[str, ...]
    problems: tuple[Problem, ...]


def report(brand: Brand) -> MatchReport:
    """Both templates of a brand, examined."""
    lines: list[str] = []
    problems: list[Problem] = []
    for kind in ("pptx", "docx"):
        try:
            some, more = (_slides if kind == "pptx" else _pages)(brand)
        except ProblemsFoundError as error:
            lines.append(f"{brand.template('pptx' if kind == 'pptx' else 'docx')}: cannot be used")
            problems += error.problems
            continue
        lines += ["", *some] if lines else some
        problems += more
    return MatchReport(tuple(lines), tuple(problems))


def template_problems(brand: Brand) -> tuple[Problem, ...]:
    """What is wrong with a company's own templates; nothing for the reference documents."""
    found: list[Problem] = []
    for kind, look in (("pptx", examined), ("docx", examined_word)):
        if brand.corporate("pptx" if kind == "pptx" else "docx"):
            try:
                template = look(brand)
                found += template.problems if template else ()
            except ProblemsFoundError as error:
                found += error.problems
    return tuple(found)


# --- slides ------------------------------------------------------------------------------------------------


def _slides(brand: Brand) -> tuple[list[str], list[Problem]]:
    template = examined(brand)
    if template is None:
        return [f"{brand.template('pptx')}: made from _brand.yml"], list(_stale(brand, "pptx"))
    lines = [_head(brand, template), "  it offers:"]
    lines += [f"    '{offer.name}': {', '.join(described(offer)) or 'no placeholder'}" for offer in template.offers]
    lines.append("  briefgen uses:")
    wide = max((len(name) for name, _ in template.surfaces), default=0)
    without: dict[str, list[str]] = {}
    for name, surface in template.surfaces:
        dark = ", dark" if is_dark(surface.ground) else ""
        lines.append(f"    {name:<{wide}}  '{surface.match.offer.name}' ({surface.match.why}{dark})")
        for missing in lacking(surface.match):
            without.setdefault(missing, []).append(name)
    if without:
        lines.append("  it has no placeholder for these, which become shapes of their own:")
        lines += [f"    {missing}: {', '.join(names)}" for missing, names in without.items()]
    lines += [f"    {line}" for line in dict.fromkeys(_small_titles(template))]
    return lines, list(template.problems)


def _small_titles(template: SlideTemplate) -> Iterator[str]:
    """How titles are set where their placeholder is smaller than usual."""
    geometry = template.geometry
    for name, surface in template.surfaces if geometry.corporate else ():
        opening = {"Cover": geometry.cover, "Section": geometry.section}.get(name)
        if said := shrinks(opening or geometry.frame(name), dict(surface.slots)[TITLE_SLOT]):
            yield f"'{surface.match.offer.name}': {said}"


def _head(brand: Brand, template: SlideTemplate) -> str:
    width, height = (edge * template.scale for edge in template.size)
    faces = dict.fromkeys(family for _, surface in template.surfaces for family in surface.families)
    return f"{brand.template('pptx')}: {width:.2f} x {height:.2f} in; {_faces(brand, [*faces])}"


def _faces(brand: Brand, families: list[str]) -> str:
    known = [f"{family} {_measure(brand, family)}" for family in families if family]
    return ", ".join(known) or "typeface not named"


def _measure(brand: Brand, family: str) -> str:
    factor = factor_of(brand, family)
    if is_known(brand, family):
        return f"(taken as {factor:.2f} times the width of {brand.family})" if factor != 1 else ""
    return f"(width unknown, taken as {factor:.2f}: put its files into fonts/)"


# --- pages -------------------------------------------------------------------------------------------------


def _pages(brand: Brand) -> tuple[list[str], list[Problem]]:
    template = examined_word(brand)
    if not brand.corporate("docx"):
        return [f"{brand.template('docx')}: made from _brand.yml"], [*template.problems, *_stale(brand, "docx")]
    lines = [f"{brand.template('docx')}: {_paper(template)}; {_faces(brand, [template.family])}"]
    lines.append(f"  its styles used: {', '.join(_pairs(template)) or 'none'}")
    lines.append(f"  added: {', '.join(template.added) or 'none'}")
    return lines, list(template.problems)


def _paper(template: WordTemplate) -> str:
    section = template.package.sections[-1]
    wide = section.page_width - section.left_margin - section.right_margin
    return f"{section.page_width.cm:.1f} x {section.page_height.cm:.1f} cm, text {wide / 360_000:.1f} cm wide"


def _pairs(template: WordTemplate) -> Iterator[str]:
    for ours, theirs in template.found:
        yield ours if ours.casefold() == theirs.casefold() else f"{ours} as '{theirs}'"


# --- reference documents -----------------------------------------------------------------------------------


def _stale(brand: Brand, kind: Kind) -> Iterator[Problem]:
    """A reference document made from other colours, typefaces or another logo than _brand.yml has now. The logo of a
    Word document is set when it is written."""
    name = "ppt/theme/theme1.xml" if kind == "pptx" else "word/theme/theme1.xml"
    parts = Package(take_in(brand, kind).data).parts
    theme = parts.get(name, b"").decode("utf-8", "replace")
    wanted = [brand.color(token) for token in ("ink", "navy", "mist", "blue")]
    faces = (brand.family, brand.heading_family)
    named = all(re.search(f'typeface="{re.escape(face)}"', theme) for face in faces)
    pictures = [data for part, data in parts.items() if part.startswith("ppt/media/")]
    folder = Path(brand.folder)
    logo = [read_file(folder / brand.logo, LOGO_BYTES, folder)] if brand.logo else []
    origin, hint = Origin(str(brand.template(kind))), "make it again with `briefgen brand`"
    if not all(color in theme for color in wanted) or not named:
        message = "was made from other colours or typefaces than _brand.yml has"
        yield Problem(origin, "stale-reference", message, hint, "warning")
    if kind == "pptx" and pictures != logo:
        yield Problem(origin, "stale-reference", "does not hold the logo that _brand.yml names", hint, "warning")
