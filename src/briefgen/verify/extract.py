"""The text of a source: plain text, HTML or PDF, with the line or page of every character."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from briefgen.files import UnreadableError, read_file
from briefgen.frozen import frozen
from briefgen.problems import Origin, Problem, ProblemsFoundError
from briefgen.verify.pdf import PdfError, page_texts

MAX_BYTES = 50_000_000
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
SPACES = dict.fromkeys([*range(0x2000, 0x200B), 0xA0, 0x202F, 0x205F, 0x3000, 9, 0x0B, 0x0D], " ")
QUOTES = {ord("‘"): "'", ord("’"): "'", ord("“"): '"', ord("”"): '"'}
NOTHING = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF], "")
PLAIN = {**DASHES, **SPACES, **QUOTES, **NOTHING}
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@frozen
class SourceText:
    """A text in plain signs. `starts` and `places` say where each stretch of it stands: "line 24", "page 3, line 2"."""

    name: str
    text: str
    starts: tuple[int, ...]
    places: tuple[str, ...]

    def place(self, offset: int) -> str:
        """Where a character stands."""
        return self.places[max(bisect_right(self.starts, offset) - 1, 0)] if self.places else ""

    def excerpt(self, start: int, end: int, width: int = 78) -> str:
        """The words around a passage, in one line of limited width."""
        margin = max((width - 2 - (end - start)) // 2, 0)
        left, right = max(start - margin, 0), min(end + margin, len(self.text))
        cut = " ".join(self.text[left:right].split())[: width - 2]
        return f"{'…' if left else ''}{cut}{'…' if right < len(self.text) else ''}"


def read_source(path: Path, shown: str, inside: Path | None = None) -> SourceText:
    """Read a file by its ending, inside a folder if one is given; ProblemsFoundError says why it cannot be."""
    try:
        content = read_file(path, MAX_BYTES, inside)
    except UnreadableError as error:
        raise ProblemsFoundError([error.problem(Origin(shown))]) from None
    text = READERS[path.suffix.lower()](content, path, shown)
    if not text.text.strip():
        hint = "a scanned PDF holds pictures only: run text recognition on it, or save its text as .txt"
        raise _problem(shown, "no-text", "holds no text", hint)
    return text


def from_plain(content: str, shown: str) -> SourceText:
    """Plain text, placed by line."""
    lines = content.split("\n")
    return _joined(shown, [(f"line {number}", line) for number, line in enumerate(lines, 1)])


def clean(text: str) -> str:
    """Text in plain signs: one kind of dash, space and quotation mark; raised digits become marks like [2]."""
    text = re.sub("[⁰¹²³⁴-⁹]+", lambda found: f"[{found[0].translate(SUPERSCRIPTS)}]", text)
    text = re.sub("[\ufb00-\ufb06\uff00-\uffef]", lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return re.sub(" {3,}", "  ", text.translate(PLAIN))


def _read_plain(content: bytes, path: Path, shown: str) -> SourceText:
    return from_plain(_decoded(content, shown), shown)


def _read_html(content: bytes, path: Path, shown: str) -> SourceText:
    reader = _Html()
    reader.feed(_decoded(content, shown))
    reader.close()
    return _joined(shown, [(f"line {number}", line) for number, line in reader.lines()])


def _read_pdf(content: bytes, path: Path, shown: str) -> SourceText:
    try:
        pages = page_texts(content)
    except PdfError as error:
        if error.locked:
            hint = "save a copy without its password, or save its text as .txt"
            raise _problem(shown, "bad-pdf", "is locked with a password", hint) from None
        hint = "open it and save it anew, or save its text as .txt"
        raise _problem(shown, "bad-pdf", "cannot be read as a PDF", hint) from None
    lines = []
    for page, text in enumerate(pages, 1):
        lines += [(f"page {page}, line {number}", line) for number, line in enumerate(text.split("\n"), 1)]
    return _joined(shown, lines)


READERS: dict[str, Callable[[bytes, Path, str], SourceText]] = {
    ".txt": _read_plain, ".html": _read_html, ".htm": _read_html, ".pdf": _read_pdf,
}  # fmt: skip


def _joined(shown: str, lines: list[tuple[str, str]]) -> SourceText:
    starts, places, cleaned, offset = [], [], [], 0
    for place, line in lines:
        plain = clean(line)
        starts.append(offset)
        places.append(place)
        cleaned.append(plain)
        offset += len(plain) + 1
    return SourceText(shown, "\n".join(cleaned), tuple(starts), tuple(places))


def _decoded(content: bytes, shown: str) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig"), (b"", "cp1252")):
        try:
            if content.startswith(mark):
                return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise _problem(shown, "not-utf8", "is not UTF-8 text", "save the file with the encoding UTF-8")


def _problem(shown: str, code: str, message: str, hint: str = "") -> ProblemsFoundError:
    return ProblemsFoundError([Problem(Origin(shown), code, message, hint)])


_BLOCKS = (
    "address article aside blockquote body br caption dd details div dl dt figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead title tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
CELLS = frozenset({"td", "th"})
HIDDEN = frozenset({"script", "style", "template", "noscript"})


class _Html(HTMLParser):
    """Collects text by block; each line keeps the line of the file it began in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.hidden = 0
        self.raised = 0
        self.found: list[tuple[int, str]] = []
        self.current: list[str] = []
        self.began = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in HIDDEN
        self.raised += tag == "sup"
        self._space(tag)

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(self.hidden - (tag in HIDDEN), 0)
        self.raised = max(self.raised - (tag == "sup"), 0)
        self._space(tag)

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        if self.raised and re.fullmatch(r"[\d\s,–-]+", data):
            data = f"[{data.strip()}]"
        if not "".join(self.current).strip():
            self.began = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        self.current.append(re.sub(r"\s+", " ", data))

    def lines(self) -> list[tuple[int, str]]:
        """The lines of text with an empty one after each block."""
        self._flush()
        return [item for began, line in self.found for item in ((began, line), (began, ""))]

    def _space(self, tag: str) -> None:
        if tag in BLOCKS:
            self._flush()
        elif tag in CELLS:
            self.current.append(" ")

    def _flush(self) -> None:
        line = "".join(self.current).strip()
        if line:
            self.found.append((self.began, line))
        self.current = []
