"""Addresses as readers see them: the site alone or a DOI, as nobody types or reads the rest of a line."""

from __future__ import annotations

import re
from dataclasses import replace

from briefgen.document.inlines import Inline, Inlines, Link, Text, Value

_TECHNICAL = re.compile(
    r"(?:www|web|stag(?:e|ing)|preprod|preview|dev|test|qa|uat|beta|origin|cdn|cache|amp|m|mobile)-?\d*\."
    r"(?=[^./]{3,}\.[^./]|[^./]+\.[^./]+\.)"
)
"""A part of a site's name that serves its keepers, before a name that stands without it; *ir.* and *trial.* tell where
a page is."""
_RESOLVERS = ("doi.org", "dx.doi.org")


def located(inlines: Inlines) -> Inlines:
    """A citation whose links show the site alone, or the whole DOI."""
    return tuple(
        replace(inline, inlines=tuple(_site(shown) for shown in inline.inlines)) if isinstance(inline, Link) else inline
        for inline in inlines
    )


def _site(shown: Inline) -> Inline:
    """The site of an address, without what is technical in its name."""
    if not isinstance(shown, (Text, Value)):
        return shown
    address = shown.text
    while found := _TECHNICAL.match(address):
        address = address[found.end() :]
    host, _, path = address.partition("/")
    return replace(shown, text=f"doi:{path}" if host in _RESOLVERS else host)
