"""Headings that are too long: their last clauses stand in the subtitle; long names are cut, and stand whole in the text
below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from briefgen.deck.drafts import Draft
from briefgen.document.blocks import Heading, Paragraph
from briefgen.document.inlines import Emph, Inline, Inlines, Link, Strong, Text, Value, plain
from briefgen.values.quantity import Quantity

LENGTHS = (55, 40, 28)
"""Characters of a name that a heading takes, or as few as it must."""
CLAUSES, LEAST = ("; ", ": ", ", "), 30
"""What ends a clause of a title, the first choice first, and the fewest characters that are left of it."""
SETTING = " in "
"""Before the values that end a title of one clause: the diseases of a trial, which its subtitle may tell as well."""
CHAPTER, SHORTEST = 44, 36
"""Characters of a chapter's title beyond which its names are cut, and how many of each are kept."""


def relieved(draft: Draft, what: str) -> Draft | None:
    """The draft with its subtitle moved into its body, or the last clause of its title into its subtitle, or, where it
    has one clause, its long names cut and the whole of it in its body; None when that is no help."""
    heading = draft.heading
    if what == "subtitle":
        moved = Paragraph(heading.subtitle)
        return replace(draft, heading=replace(heading, subtitle=()), blocks=[moved, *draft.blocks])
    if what == "title" and (kept := _parted(heading)):
        return replace(draft, heading=kept)
    tried = (abridged(heading.inlines, longest) for longest in LENGTHS)
    short = next((one for one in tried if one != heading.inlines), None)
    if what != "title" or short is None:
        return None
    whole = [] if draft.told else [Paragraph(heading.inlines)]
    return replace(draft, heading=replace(heading, inlines=short), blocks=[*whole, *draft.blocks], told=True)


def eased(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts ready for fitting: long chapter titles cut, titles that occur more than once marked."""
    shown = Counter(plain(abridged(draft.heading.inlines)) for draft in drafts)
    return [_chapter(replace(draft, repeated=shown[plain(abridged(draft.heading.inlines))] > 1)) for draft in drafts]


def _chapter(draft: Draft) -> Draft:
    """A chapter whose opening says a long title whole in its text."""
    heading = draft.heading
    if not draft.chapter or len(plain(heading.inlines)) <= CHAPTER:
        return draft
    short = abridged(heading.inlines, SHORTEST)
    if short == heading.inlines:
        return draft
    lead = next((block.inlines for block in draft.blocks if isinstance(block, Paragraph)), heading.subtitle)
    whole = Paragraph((*heading.inlines, *((Text(". "), *lead) if lead else ())))
    rest = [block for block in draft.blocks if not isinstance(block, Paragraph) or block.inlines != lead]
    return replace(draft, heading=replace(heading, inlines=short), blocks=[whole, *rest])


def abridged(inlines: Inlines, longest: int = LENGTHS[0]) -> Inlines:
    """Inlines whose long names end after a few words with an ellipsis; a quantity stands whole or not at all."""
    return tuple(_abridged(inline, longest) for inline in inlines)


def _parted(heading: Heading) -> Heading | None:
    """A heading with the last clause of its title at the end of its subtitle; None when too little would be left."""
    for sign in (*CLAUSES, SETTING):
        for index in range(len(heading.inlines) - 1, -1, -1):
            inline, behind = heading.inlines[index], heading.inlines[index + 1 :]
            if isinstance(inline, Text) and _ends_clause(inline.text, sign, behind):
                kept, _, clause = inline.text.rpartition(sign)
                left = (*heading.inlines[:index], Text(kept))
                moved = (Text(clause), *behind)
                between = (Text("; "),) if heading.subtitle else ()
                if len(plain(left)) >= LEAST:
                    return replace(heading, inlines=left, subtitle=(*heading.subtitle, *between, *moved))
    return None


def _ends_clause(text: str, sign: str, behind: Inlines) -> bool:
    """Whether a sign ends a clause within a text that other inlines stand behind."""
    if sign == SETTING:
        listed = all(isinstance(one, Value) or len(plain((one,)).split()) < 2 for one in behind)
        return text.endswith(sign) and bool(behind) and listed
    return sign in text


def _abridged(inline: Inline, longest: int) -> Inline:
    match inline:
        case Value(text=text, content=content) if len(text) > longest and not isinstance(content, Quantity):
            return replace(inline, text=f"{_opening(text, longest)}\N{HORIZONTAL ELLIPSIS}")
        case Strong(children):
            return Strong(abridged(children, longest))
        case Emph(children):
            return Emph(abridged(children, longest))
        case Link(children):
            return replace(inline, inlines=abridged(children, longest))
        case _:
            return inline


def _opening(text: str, longest: int) -> str:
    """The first words of a text; of a text without spaces its first characters."""
    words = text[:longest].rpartition(" ")[0] or text[:longest]
    return words.rstrip(" ,;:(")
