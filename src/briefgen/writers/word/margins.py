"""Header and footer of a Word document: title and date above, class and page number below."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.oxml import parse_xml

from briefgen.brand.brand import Brand
from briefgen.brand.brand_file import LOGO_BYTES
from briefgen.brand.fonts import width
from briefgen.brand.lines import RESERVE
from briefgen.document.inlines import plain
from briefgen.files import read_file
from briefgen.ooxml.wordml import DECLARED, Border, RunFormat, field_runs, inline_picture, paragraph, qn, run, shading
from briefgen.reference.word_floats import NOTHING, Room, room_beside
from briefgen.writers.word.cjk import mark_east_asian
from briefgen.writers.word.front import masthead_xml
from briefgen.writers.word.text import TextSetting, WordDraft, inlines_xml

_SIZE = 8.5
_LOGO = (1.2, 0.32)
"""Inches of the slot for a logo."""
_BAR = 6
"""Points between the edge of the medical footer bar and its text."""


def write_margins(draft: WordDraft, section: Any, setting: TextSetting, *, keep: bool = False) -> None:
    """Fill the headers and footers: the first page has the masthead and the same footer as the others.

    `keep` leaves what a company's own template has there and adds ours below it.
    """
    if keep:
        _add_margins(draft, section, setting)
        return
    section.different_first_page_header_footer = True
    plainly = replace(setting, links=False, dark=True)
    _fill(section.header, _header(draft, plainly), draft.brand)
    section.first_page_header.is_linked_to_previous = False
    logo = _logo(draft, section.first_page_header.part) if draft.brand.logo else ""
    _fill(section.first_page_header, logo + masthead_xml(draft, setting), draft.brand)
    for footer in (section.footer, section.first_page_footer):
        _fill(footer, _footer(draft, plainly), draft.brand)


def _logo(draft: WordDraft, part: Any) -> str:
    """The brand's logo at the right over the first page, as large as its slot allows."""
    folder = Path(draft.brand.folder)
    key, image = part.get_or_add_image(BytesIO(read_file(folder / draft.brand.logo, LOGO_BYTES, folder)))
    scale = min(_LOGO[0] / image.px_width, _LOGO[1] / image.px_height)
    size = image.px_width * scale, image.px_height * scale
    name = draft.brand.name
    alt = "Logo" if re.search(r"\d", name) else f"Logo of {name}"
    picture = inline_picture(draft.next_mark(), "Logo", "logo", key, alt, size)
    return paragraph(draft.styles["Figure"], picture, align="right")


def _header(draft: WordDraft, plainly: TextSetting) -> str:
    left, right = draft.document.header
    between = "\t" if _fits(draft, f"{plain(left)}    {plain(right)}", plainly.width) else "\n\t"
    return paragraph(
        draft.styles["Header"],
        inlines_xml(draft, left, plainly) + run(between) + inlines_xml(draft, right, plainly),
        tabs=[("right", plainly.width)],
        text=plain(left),
    )


def _add_margins(draft: WordDraft, section: Any, setting: TextSetting) -> None:
    plainly = replace(setting, links=False, dark=True)
    first = section.different_first_page_header_footer
    both = draft.part.settings.odd_and_even_pages_header_footer
    for header in (section.header, section.even_page_header) if both else (section.header,):
        _append(header, _header, draft, plainly, section)
    footers = (section.footer, *((section.first_page_footer,) if first else ()))
    for footer in (*footers, section.even_page_footer) if both else footers:
        _append(footer, _footer, draft, plainly, section)


def _append(
    margin: Any, line: Callable[[WordDraft, TextSetting], str], draft: WordDraft, setting: TextSetting, section: Any
) -> None:
    """Add a line below what the template prints there, clear of its floating pictures; where it prints nothing, in its
    place."""
    empty = margin.is_linked_to_previous or not _prints(margin._element)
    room = NOTHING if empty else room_beside(margin._element, section, foot=line is _footer)
    xml = line(draft, replace(setting, width=setting.width - room.left - room.right))
    xml = xml.replace("<w:tabs>", f"<w:tabs>{_cleared(margin.part, xml)}", 1)
    side = "after" if line is _footer else "before"
    if empty:
        _fill(margin, xml, draft.brand)
        _keep_clear(margin._element[-1].get_or_add_pPr(), room, side)
        return
    root = margin._element
    for child in reversed([c for c in root if c.tag == qn("w:p")]):
        if child is not root[-1] or _prints(child):
            break
        root.remove(child)
    _put(root, xml, draft.brand)
    _keep_clear(root[-1].get_or_add_pPr(), room, side)


def _keep_clear(properties: Any, room: Room, side: str) -> None:
    """Move a line away from floating pictures: indents, tab stops and the distance to what is above or below it; its
    first line begins where the others do, whatever the template's body text does."""
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLine"), "0")
    indent.set(qn("w:firstLineChars"), "0")
    if room == NOTHING:
        return
    for name, inches in (("left", room.left), ("right", room.right)):
        indent.set(qn(f"w:{name}"), str(int(indent.get(qn(f"w:{name}"), "0")) + round(inches * 1440)))
    for stop in properties.iter(qn("w:tab")):
        if stop.get(qn("w:val")) != "clear":
            stop.set(qn("w:pos"), str(int(stop.get(qn("w:pos"))) + round(room.left * 1440)))
    if room.away:
        properties.get_or_add_spacing().set(qn(f"w:{side}"), str(round(room.away * 1440)))


def _cleared(part: Any, xml: str) -> str:
    """Takes away the tab stops that the template's style has, which would come before ours."""
    styles = part.styles.element if hasattr(part, "styles") else part.package.main_document_part.styles.element
    found = re.search(r'<w:pStyle w:val="([^"]+)"', xml)
    style, stops = styles.get_by_id(found.group(1)) if found else None, set[str]()
    while style is not None:
        stops |= set(style.xpath("./w:pPr/w:tabs/w:tab[not(@w:val='clear')]/@w:pos"))
        above = style.xpath("./w:basedOn/@w:val")
        style = styles.get_by_id(above[0]) if above else None
    return "".join(f'<w:tab w:val="clear" w:pos="{stop}"/>' for stop in sorted(stops, key=int))


def _prints(element: Any) -> bool:
    """Whether anything can be seen of it: words, fields or pictures."""
    tags = {qn(name) for name in ("w:drawing", "w:pict", "w:fldSimple", "w:instrText", "w:object")}
    return any(e.tag in tags or (e.tag == qn("w:t") and (e.text or "").strip()) for e in element.iter())


def _fill(margin: Any, xml: str, brand: Brand) -> None:
    margin.is_linked_to_previous = False
    root = margin._element
    for child in list(root):
        root.remove(child)
    _put(root, xml, brand)


def _put(root: Any, xml: str, brand: Brand) -> None:
    parsed = parse_xml(f"<w:body {DECLARED}>{xml}</w:body>")
    mark_east_asian(parsed, brand)
    for child in list(parsed):
        root.append(child)


def _footer(draft: WordDraft, setting: TextSetting) -> str:
    left, right = draft.document.footer
    if plain(right) == plain(draft.document.header[1]) and not draft.medical:
        right = ()
    form = RunFormat(bold=True, color=draft.brand.color("white")) if draft.medical else RunFormat()
    page = run("Page ", form) + field_runs("PAGE", "1", form) + run(" of ", form) + field_runs("NUMPAGES", "1", form)
    between = run("   ", form) if right else ""
    edge = _BAR / 72 if draft.medical else 0.0
    words = f"{plain(left)}    {plain(right)}   Page 100 of 100"
    fits = _fits(draft, words, setting.width - 2 * edge)
    content = inlines_xml(draft, left, setting, form) + run("\t" if fits else "\n", form)
    content += inlines_xml(draft, right, setting, form) + (between if fits else run("\t", form)) + page
    tabs = [("right", setting.width - edge)]
    if not draft.medical:
        return paragraph(draft.styles["Footer"], content, tabs=tabs, text=plain(left))
    return _bar(draft, content, tabs)


def _fits(draft: WordDraft, text: str, inches: float) -> bool:
    return width(draft.brand, text, _SIZE, bold=draft.medical) * RESERVE <= inches


def _bar(draft: WordDraft, content: str, tabs: list[tuple[str, float]]) -> str:
    """The footer as a filled bar."""
    fill = draft.brand.color("slate")
    sides = (("top", 5), ("left", _BAR), ("bottom", 5), ("right", _BAR))
    borders = "".join(Border(fill, 0.25, space=space).xml(side) for side, space in sides)
    stop = "".join(f'<w:tab w:val="{kind}" w:pos="{round(at * 1440)}"/>' for kind, at in tabs)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{draft.styles["Footer"]}"/><w:pBdr>{borders}</w:pBdr>{shading(fill)}'
        f'<w:tabs>{stop}</w:tabs><w:spacing w:before="160"/>'
        f'<w:ind w:left="{_BAR * 20}" w:right="{_BAR * 20}"/></w:pPr>{content}</w:p>'
    )
