"""The same pages, the same bytes: a PDF without its traces of the clock, and with an id by which it proves itself."""

from __future__ import annotations

import hashlib
import re
from datetime import date

_DATES = re.compile(rb"(/(?:CreationDate|ModDate) ?\(D:)\d{14}")
_STAMPS = re.compile(rb"(<xmp:(?:Create|Modify|Metadata)Date>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_IDS = re.compile(rb"(/ID *\[ *<)([0-9A-Fa-f]{32})(>\s*<)([0-9A-Fa-f]{32})(>)")
_CHECKSUM = re.compile(rb"(/DocChecksum */)[0-9A-Fa-f]{32}")
_TAIL = 4096


def fixed(pdf: bytes, day: date) -> bytes:
    """A PDF as LibreOffice made it, dated on a day; its id is the hash of all the rest."""
    stamped = _DATES.sub(rb"\g<1>%s000000" % day.strftime("%Y%m%d").encode(), pdf)
    stamped = _STAMPS.sub(rb"\g<1>%sT00:00:00" % day.isoformat().encode(), stamped)
    return _with_id(stamped, _digest(stamped))


def is_ours(pdf: bytes) -> bool:
    """Whether a PDF is as it was written: its id says so."""
    found = _IDS.search(pdf[-_TAIL:])
    return found is not None and found[2] == found[4] == _digest(pdf)


def _digest(pdf: bytes) -> bytes:
    return hashlib.sha256(_with_id(pdf, b"0" * 32)).hexdigest()[:32].upper().encode()


def _with_id(pdf: bytes, digits: bytes) -> bytes:
    """Only the trailer at the end of the file is touched."""
    head, tail = pdf[:-_TAIL], pdf[-_TAIL:]
    tail = _IDS.sub(rb"\g<1>%s\g<3>%s\g<5>" % (digits, digits), tail)
    return head + _CHECKSUM.sub(rb"\g<1>%s" % digits, tail)
