"""The documents of an output folder as the portal lists them: from the manifest, the ledgers and the files."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from briefgen.build.manifest import BuiltFile
from briefgen.files import UnreadableError, hash_file
from briefgen.formats import FORMATS
from briefgen.frozen import frozen
from briefgen.portal.extract import KINDS
from briefgen.values.counting import count
from briefgen.values.dates import PartialDate, Period


@frozen
class Verdict:
    """What a check says of a file: "good", "bad" or "unknown", in words, and each problem."""

    state: str
    says: str
    problems: tuple[str, ...] = ()


@frozen
class Link:
    """A file beside a document: what it is and where it lies."""

    label: str
    href: str


@frozen
class Document:
    """A row of the portal. `names` are the companies, assets and areas that the document names, by kind; `mark` tells
    it from what it was before; `change` is what became of it, `why` the facts behind that; `state` says what is wrong
    with the file where it lies; `copies` are files for review; `picture` shows the first page, as PNG."""

    path: str
    mark: str
    title: str
    brief: str
    format: str
    audience: str
    period: str
    as_of: str
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()
    change: str = ""
    why: tuple[str, ...] = ()
    state: str = ""
    audit: Verdict = Verdict("unknown", "not recorded")
    accessibility: Verdict = Verdict("unknown", "not checked")
    copies: tuple[Link, ...] = ()
    picture: bytes = b""

    @property
    def href(self) -> str:
        """The file as the page links it."""
        return link(self.path)

    @property
    def picture_data(self) -> str:
        """The picture as the page holds it; empty when there is none."""
        return f"data:image/png;base64,{b64encode(self.picture).decode()}" if self.picture else ""

    @property
    def program(self) -> str:
        """Who opens it."""
        return FORMATS[self.format].program if self.format in FORMATS else self.format

    @property
    def period_text(self) -> str:
        """The period as it is printed."""
        try:
            return Period.parse(self.period).long()
        except ValueError:
            return self.period

    @property
    def as_of_text(self) -> str:
        """The day it speaks from as it is printed."""
        try:
            return PartialDate.parse(self.as_of).long()
        except ValueError:
            return self.as_of

    def named(self, kind: str) -> tuple[str, ...]:
        """What it names of one kind, its subject first."""
        return dict(self.names).get(kind, ())


def link(path: str) -> str:
    """A path below the output folder as the page, which lies in that folder, links it."""
    return "./" + "/".join(quote(part, safe="") for part in path.split("/"))


def mark_of(entry: BuiltFile) -> str:
    """What tells a file from another version of it: the hash of what it shows, else of its bytes."""
    return entry.shown or entry.sha256


def state_of(path: Path, entry: BuiltFile) -> str:
    """What is wrong with a file where it lies; "" when it is as it was written."""
    try:
        same = hash_file(path) == entry.sha256
    except UnreadableError:
        return "missing or unreadable"
    return "" if same else "edited since it was built"


def audit_of(entry: BuiltFile) -> Verdict:
    """What the audit found when the file was written."""
    if entry.audit is None:
        return Verdict("unknown", "not recorded")
    problems = tuple(f"{one.code}: {one.message}" for one in entry.problems)
    if entry.audit.findings:
        return Verdict("bad", count(entry.audit.findings, "problem"), problems)
    return Verdict("good", f"passed, {entry.audit.found:,} {'number' if entry.audit.found == 1 else 'numbers'}")


def accessibility_of(problems: tuple[str, ...] | None) -> Verdict:
    """What was found in a file for readers who listen, enlarge or see no colours; None when nobody looked."""
    if problems is None:
        return Verdict("unknown", "not checked")
    return Verdict("bad", count(len(problems), "problem"), problems) if problems else Verdict("good", "no problems")


def names_in(names: Mapping[str, str], kind: str, subject: str) -> dict[str, tuple[str, ...]]:
    """The names that a document prints, given by record, of each kind, its subject first."""
    first = f"{kind}/{subject}"
    ordered = sorted(names, key=lambda record: (record != first, names[record].casefold()))
    return {kind: tuple(names[record] for record in ordered if record.startswith(f"{kind}/")) for kind in KINDS}
