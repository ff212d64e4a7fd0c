"""Slides, pages of notes and pictures put into a presentation. Which names are taken is known here; python-pptx looks
through the whole package for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any, cast
from xml.sax.saxutils import escape, quoteattr

from pptx.opc.constants import CONTENT_TYPE, NAMESPACE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.opc.serialized import PackageWriter
from pptx.oxml import parse_xml
from pptx.oxml.slide import CT_NotesSlide
from pptx.parts.image import ImagePart
from pptx.parts.slide import NotesSlidePart, SlidePart
from pptx.slide import NotesSlide

from briefgen.ooxml.drawingml import NAMESPACES

_SLIDE, _NOTES, _IMAGE = "/ppt/slides/slide", "/ppt/notesSlides/notesSlide", "/ppt/media/image"
_MOST = 1_000_000
XML = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


@dataclass
class SlideParts:
    """A presentation that slides are added to."""

    presentation: Any
    placeholders: dict[str, tuple[tuple[int, str, str], ...]] = field(default_factory=dict)
    """What each layout that was used offers, by its name."""
    _images: dict[bytes, Any] = field(default_factory=dict)
    """Parts of pictures by the hash of their bytes."""
    _last: dict[str, int] = field(default_factory=dict)
    """The last number given in each kind of name."""

    def add_slides(self, layouts: Sequence[Any]) -> list[Any]:
        """A slide without shapes for each layout."""
        main, listed = self.presentation.part, self.presentation.slides._sldIdLst
        slides = []
        for layout in layouts:
            part = cast("Any", SlidePart).new(self._free(_SLIDE, "xml"), main.package, layout.part)
            listed.add_sldId(main.relate_to(part, RELATIONSHIP_TYPE.SLIDE))
            slides.append(part.slide)
        return slides

    def add_notes(self, slide: Any, words: str) -> None:
        """A page of notes for a slide."""
        blank, body = self._blank_notes
        page = NotesSlidePart(
            self._free(_NOTES, "xml"), CONTENT_TYPE.PML_NOTES_SLIDE, blank.package, deepcopy(blank._element)
        )
        page.relate_to(self.presentation.part.notes_master_part, RELATIONSHIP_TYPE.NOTES_MASTER)
        page.relate_to(slide.part, RELATIONSHIP_TYPE.SLIDE)
        shape: Any = page._element.cSld.spTree[body]
        holder = shape.get_or_add_txBody()
        for line in list(holder.p_lst):
            holder.remove(line)
        lines = "".join(
            f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" if line else "<a:p/>" for line in words.split("\n")
        )
        holder.extend(list(parse_xml(f"<p:txBody {NAMESPACES}>{lines}</p:txBody>")))
        slide.part.relate_to(page, RELATIONSHIP_TYPE.NOTES_SLIDE)

    @cached_property
    def _blank_notes(self) -> tuple[Any, int]:
        """A page of notes that says nothing, in no package, and which of its shapes takes the words."""
        main = self.presentation.part
        part = NotesSlidePart(
            PackURI(f"{_NOTES}0.xml"), CONTENT_TYPE.PML_NOTES_SLIDE, main.package, CT_NotesSlide.new()
        )
        page = NotesSlide(part._element, part)
        page.clone_master_placeholders(main.notes_master_part.notes_master)
        holder: Any = page.notes_placeholder
        return part, list(part._element.cSld.spTree).index(holder._element)

    def add_picture(self, slide: Any, image: bytes) -> str:
        """The key by which a slide shows a PNG; the same picture is there once."""
        name = sha256(image).digest()
        if name not in self._images:
            package = self.presentation.part.package
            self._images[name] = ImagePart(self._free(_IMAGE, "png"), CONTENT_TYPE.PNG, package, image)
        key: str = slide.part.relate_to(self._images[name], RELATIONSHIP_TYPE.IMAGE)
        return key

    def _free(self, stem: str, ending: str) -> PackURI:
        """The next name of a part of a kind, which no other has."""
        numbers = range(self._last.get(stem, 0) + 1, _MOST)
        self._last[stem] = number = next(n for n in numbers if (stem, n) not in self._present)
        return PackURI(f"{stem}{number}.{ending}")

    @cached_property
    def _present(self) -> set[tuple[str, int | None]]:
        """The parts that the template came with, by the begin of their names and their number."""
        names = (part.partname for part in self.presentation.part.package.iter_parts())
        return {(name.rpartition(".")[0].rstrip("0123456789"), name.idx) for name in names}

    def written(self) -> Mapping[str, bytes]:
        """The parts of the package by name."""
        package, out = self.presentation.part.package, _Parts()
        parts = tuple(package.iter_parts())
        writer = cast("Any", PackageWriter)(None, package._rels, parts)
        for write in (writer._write_content_types_stream, writer._write_pkg_rels):  # noqa: SLF001
            write(out)
        for part in parts:
            out.write(part.partname, part.blob)
            if part.rels:
                out.write(part.partname.rels_uri, _relations(part))
        return out


def _relations(part: Any) -> bytes:
    """What a part leads to, in the order in which it came to; python-pptx builds a tree for it."""
    lines = []
    for key, one in sorted(part.rels.items(), key=lambda item: (len(item[0]), item[0])):
        target = one.target_ref if one.is_external else _relative(one.target_part.partname, part.partname.baseURI)
        mode = ' TargetMode="External"' if one.is_external else ""
        lines.append(
            f"<Relationship Id={quoteattr(key)} Type={quoteattr(one.reltype)} Target={quoteattr(target)}{mode}/>"
        )
    return f'{XML}<Relationships xmlns="{NAMESPACE.OPC_RELATIONSHIPS}">{"".join(lines)}</Relationships>'.encode()


@lru_cache(maxsize=4_096)
def _relative(name: PackURI, base: str) -> str:
    return name.relative_ref(base)


class _Parts(dict[str, bytes]):
    """What python-pptx writes, in no archive."""

    def write(self, name: PackURI, content: bytes) -> None:
        """A part."""
        self[name.membername] = content
