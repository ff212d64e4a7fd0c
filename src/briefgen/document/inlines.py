"""Stretches of inlines, cut."""

from __future__ import annotations

from briefgen.document.blocks import Inlines, Text


def split_at(inlines: Inlines, sign: str) -> tuple[Inlines, Inlines]:
    """Inlines before and after a sign in plain text."""
    for index, inline in enumerate(inlines):
        if isinstance(inline, Text) and sign in inline.text:
            left, _, right = inline.text.partition(sign)
            before = (*inlines[:index], *((Text(left.rstrip()),) if left.strip() else ()))
            return before, ((Text(right.lstrip()),) if right.strip() else ()) + inlines[index + 1 :]
    return inlines, ()
