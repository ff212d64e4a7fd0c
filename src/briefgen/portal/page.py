"""The page of the portal: a table that needs no script, and the data that its script searches."""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from briefgen.brand.brand import Brand
from briefgen.frozen import frozen
from briefgen.portal.documents import Document
from briefgen.portal.extract import KINDS
from briefgen.portal.look import properties
from briefgen.portal.memory import CHANGED, KEPT, NEW
from briefgen.portal.numbers import Numbers
from briefgen.records.vocabulary import AUDIENCES
from briefgen.trace.html import beside, fill
from briefgen.values.counting import count
from briefgen.versions import version

_WORDS = {"good": "no problems", "bad": "problems", "unknown": "not known"}
_LOOKS = {"investor": "public", "medical": "medical", "medical_reactive": "medical"}
"""How audiences are shown; others are of the house."""
GENERATOR = "briefgen portal"
TITLE = "Briefing portal"
FACETS = (
    ("company", "Company"), ("asset", "Asset"), ("area", "Area"), ("audience", "For"), ("period", "Period"),
    ("format", "Format"), ("brief", "Brief"), ("change", "Since the last build"), ("audit", "Audit"),
    ("accessibility", "Accessibility"),
)  # fmt: skip
_COLUMNS = ("Document", "Company", "Asset", "Area", "For", "Period", "Format", "Checks")
_SHOWN = 3
"""So many names stand in a cell of the table."""


@frozen
class Portal:
    """What the page shows: documents, what their ledgers say, documents that are gone since the last build, and those
    whose ledgers could not be read."""

    documents: tuple[Document, ...]
    numbers: Numbers
    gone: tuple[str, ...] = ()
    without_ledger: tuple[str, ...] = ()


def page(portal: Portal, brand: Brand) -> str:
    """The whole page; the same portal gives the same text."""
    style, script = properties(brand) + _beside("portal.css"), _beside("portal.js")
    return fill(
        __package__, "portal.html", title=TITLE, about=_about(portal.documents), generator=GENERATOR,
        policy=_policy(style, script), style=Markup(style), script=Markup(script), data=Markup(_data(portal)),
        documents=portal.documents, columns=_COLUMNS, kinds=KINDS, shown=_SHOWN, audiences=_audiences(), looks=_LOOKS,
        changes=_changes(portal), gone=portal.gone, left_out=tuple(_left_out(portal)), version=version("briefgen"),
    )  # fmt: skip


def made_by(brand: Brand) -> str:
    """What the page depends on beside the output folder: its look, its template and the version of briefgen."""
    files = (_beside(f"portal.{ending}") for ending in ("html", "css", "js"))
    return "\n".join((version("briefgen"), properties(brand), *files))


def _about(documents: Sequence[Document]) -> str:
    days = sorted({(one.as_of, one.as_of_text) for one in documents})
    periods = sorted({(one.period, one.period_text) for one in documents})
    parts = [count(len(documents), "document")]
    parts.append(periods[0][1] if len(periods) == 1 else count(len(periods), "period"))
    parts.append(f"as of {days[-1][1]}" if len(days) == 1 else f"newest as of {days[-1][1]}")
    return " · ".join(parts)


def _changes(portal: Portal) -> str:
    """What became of the documents when they last changed."""
    found = Counter(one.change for one in portal.documents)
    if not any(found[change] for change in (NEW, CHANGED, KEPT)):
        return "Nothing to compare with: no build before this one has changed these documents."
    return f"Since the build before: {found[NEW]} new, {found[CHANGED]} changed, {found[KEPT]} kept."


def _left_out(portal: Portal) -> Iterator[str]:
    for document, number in sorted(portal.numbers.left_out.items()):
        yield f"{portal.documents[document].path}: {count(number, 'passage')}, for want of room"
    for path in portal.without_ledger:
        yield f"{path}: its ledger is missing or damaged"


def _data(portal: Portal) -> str:
    """The data as JSON in which nothing can end the element that holds it."""
    names: dict[str, int] = {}
    rows = [_row(one, names) for one in portal.documents]
    facets = [list(facet) for facet in FACETS]
    content = {"version": 1, "facets": facets, "names": list(names), "documents": rows} | portal.numbers.to_json()
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _row(one: Document, names: dict[str, int]) -> dict[str, Any]:
    says = {kind: one.named(kind) for kind in KINDS} | {
        "audience": (_audiences().get(one.audience, one.audience),), "period": (one.period_text,),
        "format": (one.program,), "brief": (one.brief,), "change": (one.change,) if one.change else (),
        "audit": (_WORDS[one.audit.state],), "accessibility": (_WORDS[one.accessibility.state],),
    }  # fmt: skip
    held = {kind: [names.setdefault(name, len(names)) for name in held] for kind, held in says.items()}
    return {
        "path": one.path, "href": one.href, "mark": one.mark[:16], "title": one.title, "program": one.program,
        "as_of": one.as_of, "held": held,
    }  # fmt: skip


def _audiences() -> dict[str, str]:
    return {code: AUDIENCES.print(code) for code in AUDIENCES.codes}


def _policy(style: str, script: str) -> str:
    """Nothing is loaded and nothing runs but the style and the script of the page itself."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _beside(name: str) -> str:
    return beside(__package__, name).decode()
