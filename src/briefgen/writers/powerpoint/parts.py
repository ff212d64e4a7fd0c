"""A presentation as the parts of its package: those of its template, written once, and beside them slides, pages of
notes, pictures and charts, written as text. python-pptx reads the template and knows nothing of the slides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from posixpath import relpath, split
from typing import Any, cast
from xml.sax.saxutils import escape, quoteattr

from pptx.opc.constants import CONTENT_TYPE, NAMESPACE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.opc.serialized import PackageWriter
from pptx.oxml import parse_xml
from pptx.oxml.slide import CT_NotesSlide
from pptx.parts.slide import NotesSlidePart
from pptx.slide import NotesSlide

from briefgen.brand.brand import Brand
from briefgen.cache import code_of, kept, key_of, versions_of
from briefgen.dataset.packed import pickled, unpickled
from briefgen.deck.shapes import Box
from briefgen.frozen import frozen
from briefgen.office.package import CONTENT_TYPES, relations_of
from briefgen.ooxml.drawingml import NAMESPACES, frame
from briefgen.reference.import_file import take_in
from briefgen.reference.slide_corporate import emptied
from briefgen.reference.slide_template import SlideTemplate, reference_deck

XML = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
PANELS = ("mist", "amber_tint", "moss_tint", "brick_tint")
"""Colours of panels with text that has links."""
_SLIDE, _NOTES, _IMAGE = "ppt/slides/slide", "ppt/notesSlides/notesSlide", "ppt/media/image"
_HERE = "what is written here"
"""What stands in a part of a template for what is put in its place."""
_LISTED = re.compile(f'<[^<>]*"{_HERE}"[^<>]*/>')
_KEY = re.compile(r'Id="rId(\d+)"')
Relation = tuple[str, str, bool]
"""A kind, the name of a part or an address, and whether that is outside the package."""


@dataclass(slots=True)
class Part:
    """A part of a package, and the keys by which it names what it leads to."""

    name: str
    type: str
    content: bytes = b""
    relations: dict[Relation, str] = field(default_factory=dict)

    def relate_to(self, kind: str, target: str, *, outside: bool = False) -> str:
        """The key of what it leads to; the same for the same."""
        return self.relations.setdefault((kind, target, outside), f"rId{len(self.relations) + 1}")


@frozen
class Offered:
    """A layout: its name and part, whether it belongs to the first master, and of each placeholder its number, what a
    shape must say to fill it, and where it stands unless the shape says so."""

    name: str
    part: str
    first: bool
    placeholders: tuple[tuple[int, str, str], ...]


@frozen
class Blank:
    """A template as a presentation without slides: its parts, the name of its main part, what stands in that for a
    slide, the first number of a slide and of a relation that is free, the begin and the end of a page of notes, the
    master of such pages, and its layouts."""

    parts: Mapping[str, bytes]
    main: str
    listed: str
    first: int
    lead: int
    notes: tuple[str, str]
    master: str
    layouts: tuple[Offered, ...]


def blank_of(brand: Brand, template: SlideTemplate | None) -> Blank:
    """What the slides of a brand are put into; ProblemsFoundError if its template cannot be used."""
    if template is None:
        return _own(take_in(brand, "pptx").data, brand)
    palette = template.palette("Text")
    panels = (palette.color(token) for token in PANELS)
    return _corporate(template.data, (template.surface("Text").ground, *panels))


@lru_cache(maxsize=4)
def _own(data: bytes, brand: Brand) -> Blank:
    """That of our own reference document, which is kept by its content."""
    code = code_of("office", "ooxml", "reference", "writers/powerpoint")
    key = key_of("blank", sha256(data).digest(), code, versions_of("python-pptx", "lxml"))
    blank: Blank = unpickled(kept("references", key, lambda: pickled(_blank(reference_deck(brand)))))
    return blank


@lru_cache(maxsize=4)
def _corporate(data: bytes, grounds: tuple[str, ...]) -> Blank:
    return _blank(emptied(data, grounds))


def _blank(presentation: Any) -> Blank:
    main = presentation.part
    listed = presentation.slides._sldIdLst.add_sldId(_HERE)
    notes = _notes(main)
    master = main.notes_master_part.partname.membername
    _ = presentation.core_properties  # there is always such a part
    parts, name = dict(_written(main.package)), main.partname.membername
    masters = enumerate(presentation.slide_masters)
    layouts = tuple(_offered(layout, first=not number) for number, one in masters for layout in one.slide_layouts)
    found = _LISTED.search(parts[name].decode())
    assert found
    lead = 1 + max(int(number) for number in _KEY.findall(parts[relations_of(name)].decode()))
    return Blank(parts, name, found[0], listed.id, lead, notes, master, layouts)


def _offered(layout: Any, *, first: bool) -> Offered:
    holders = []
    for shape in layout.placeholders:
        element = shape._element.find(".//{*}nvPr/{*}ph")
        attributes = "".join(f' {name}="{value}"' for name, value in sorted(element.attrib.items()))
        place = Box(*(edge / 914_400 for edge in (shape.left, shape.top, shape.width, shape.height)))
        holders.append((int(element.get("idx", "0")), f"<p:ph{attributes}/>", frame(place)))
    return Offered(layout.name, layout.part.partname.membername, first, tuple(holders))


def _notes(main: Any) -> tuple[str, str]:
    """What a page of notes says before and after its words."""
    part = NotesSlidePart(PackURI(f"/{_NOTES}0.xml"), CONTENT_TYPE.PML_NOTES_SLIDE, main.package, CT_NotesSlide.new())
    page = NotesSlide(part._element, part)
    page.clone_master_placeholders(main.notes_master_part.notes_master)
    holder: Any = cast("Any", page.notes_placeholder)._element.get_or_add_txBody()
    for line in list(holder.p_lst):
        holder.remove(line)
    holder.extend(list(parse_xml(f"<p:txBody {NAMESPACES}><a:fld>{_HERE}</a:fld></p:txBody>")))
    before, after = part.blob.decode().split(f"<a:fld>{_HERE}</a:fld>")
    return before, after


def _written(package: Any) -> Iterator[tuple[str, bytes]]:
    """The parts of a package of python-pptx by name."""
    out, parts = _Parts(), tuple(package.iter_parts())
    writer = cast("Any", PackageWriter)(None, package._rels, parts)
    for write in (writer._write_content_types_stream, writer._write_pkg_rels):  # noqa: SLF001
        write(out)
    yield from out.items()
    for part in parts:
        yield part.partname.membername, part.blob
        if part.rels:
            yield part.partname.rels_uri.membername, part.rels.xml


class _Parts(dict[str, bytes]):
    """What python-pptx writes, in no archive."""

    def write(self, name: PackURI, content: bytes) -> None:
        """A part."""
        self[name.membername] = content


@dataclass
class SlideParts:
    """A presentation that slides are added to."""

    blank: Blank
    slides: list[Part] = field(default_factory=list)
    _added: dict[str, Part] = field(default_factory=dict)
    _images: dict[bytes, Part] = field(default_factory=dict)
    """Parts of pictures by the hash of their bytes."""
    _last: dict[str, int] = field(default_factory=dict)
    """The last number given in each kind of name."""

    def add(self, stem: str, ending: str, type: str, content: bytes = b"") -> Part:
        """A part under the next name of its kind that is free."""
        number = self._last.get(stem, 0) + 1
        while f"{stem}{number}.{ending}" in self.blank.parts:
            number += 1
        self._last[stem] = number
        part = Part(f"{stem}{number}.{ending}", type, content)
        self._added[part.name] = part
        return part

    def add_slides(self, layouts: Sequence[Offered]) -> list[Part]:
        """A slide that says nothing yet for each layout."""
        for layout in layouts:
            part = self.add(_SLIDE, "xml", CONTENT_TYPE.PML_SLIDE)
            part.relate_to(RELATIONSHIP_TYPE.SLIDE_LAYOUT, layout.part)
            self.slides.append(part)
        return self.slides

    def add_notes(self, slide: Part, words: str) -> None:
        """A page of notes for a slide."""
        lines = (f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" if line else "<a:p/>" for line in words.split("\n"))
        page = self.add(_NOTES, "xml", CONTENT_TYPE.PML_NOTES_SLIDE)
        page.content = "".join(lines).join(self.blank.notes).encode()
        page.relate_to(RELATIONSHIP_TYPE.NOTES_MASTER, self.blank.master)
        page.relate_to(RELATIONSHIP_TYPE.SLIDE, slide.name)
        slide.relate_to(RELATIONSHIP_TYPE.NOTES_SLIDE, page.name)

    def add_picture(self, slide: Part, image: bytes) -> str:
        """The key by which a slide shows a PNG; the same picture is there once."""
        name = sha256(image).digest()
        if name not in self._images:
            self._images[name] = self.add(_IMAGE, "png", CONTENT_TYPE.PNG, image)
        return slide.relate_to(RELATIONSHIP_TYPE.IMAGE, self._images[name].name)

    def written(self) -> dict[str, bytes]:
        """The parts of the package by name."""
        blank = self.blank
        parts = dict(blank.parts)
        for part in self._added.values():
            parts[part.name] = part.content
            if part.relations:
                inside = "".join(_relation(key, one, part.name) for one, key in part.relations.items())
                head = f'{XML}<Relationships xmlns="{NAMESPACE.OPC_RELATIONSHIPS}">'
                parts[relations_of(part.name)] = f"{head}{inside}</Relationships>".encode()
        leads, listed = "", ""
        for number, slide in enumerate(self.slides):
            key = f"rId{blank.lead + number}"
            leads += _relation(key, (RELATIONSHIP_TYPE.SLIDE, slide.name, False), blank.main)
            listed += blank.listed.replace(f'"{blank.first}"', f'"{blank.first + number}"').replace(_HERE, key)
        parts[blank.main] = parts[blank.main].decode().replace(blank.listed, listed).encode()
        _insert(parts, relations_of(blank.main), leads, "</Relationships>")
        _insert(parts, CONTENT_TYPES, "".join(self._types()), "</Types>")
        return parts

    def _types(self) -> Iterator[str]:
        """What the list of content types says of the parts that were added."""
        known = self.blank.parts[CONTENT_TYPES].decode().lower()
        others = {part.name.rpartition(".")[2]: part.type for part in self._added.values()}
        for ending, type in others.items():
            if f'extension="{ending}"' not in known:
                yield f"<Default Extension={quoteattr(ending)} ContentType={quoteattr(type)}/>"
        for part in self._added.values():
            if part.name.endswith(".xml"):
                yield f"<Override PartName={quoteattr(f'/{part.name}')} ContentType={quoteattr(part.type)}/>"


def _relation(key: str, relation: Relation, source: str) -> str:
    kind, target, outside = relation
    target, mode = (target, ' TargetMode="External"') if outside else (_relative(target, split(source)[0]), "")
    return f"<Relationship Id={quoteattr(key)} Type={quoteattr(kind)} Target={quoteattr(target)}{mode}/>"


@lru_cache(maxsize=4_096)
def _relative(name: str, folder: str) -> str:
    return relpath(name, folder)


def _insert(parts: dict[str, bytes], name: str, text: str, before: str) -> None:
    """Put text before the end of a part."""
    head, end, rest = parts[name].decode().rpartition(before)
    parts[name] = f"{head}{text}{end}{rest}".encode()
