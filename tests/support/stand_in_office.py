"""A stand-in for LibreOffice: a program named soffice that writes small PDFs, dated now, and dies or hangs as it is told."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

PROGRAM = r"""#!{python} -S
import os, sys, time
from pathlib import Path

place = Path(__file__).parent
if "--version" in sys.argv:
    print((place / "version").read_text())
    sys.exit()
arguments = sys.argv[sys.argv.index("--outdir") + 1 :]
folder, files = Path(arguments[0]), [Path(name) for name in arguments[1:]]
with (place / "runs").open("a") as runs:
    runs.write(" ".join(file.suffix for file in files) + "\n")
for file in files:
    for order in place.glob(f"*-at{file.suffix}"):
        (folder / f"{file.stem}.pdf").write_bytes(b"%PDF-1.6 a part")
        if "once" in order.name:
            order.unlink()
        if "hang" in order.name:
            time.sleep(60)
        sys.exit(1)
    stamp = f"{time.time_ns():032}"
    pages = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    body = b"%PDF-1.6\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    body += b"3 0 obj" + pages + b"endobj\n4 0 obj<</CreationDate(D:%b)>>endobj\n" % stamp[-14:].encode()
    tail = f"trailer<</Root 1 0 R/Info 4 0 R/ID [ <{stamp}>\n<{stamp}> ]\n/DocChecksum /{stamp}>>\n%%EOF\n"
    (folder / f"{file.stem}.pdf").write_bytes(body + tail.encode())
"""


def stand_in_office(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put it on the path; the folder that holds its version, a line for each run, and files that are orders:
    `die-at.docx`, `die-once-at.docx`, `hang-at.docx`."""
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(PROGRAM.replace("{python}", sys.executable))
    program.chmod(0o755)
    (folder / "version").write_text("LibreOffice 0.1")
    (folder / "runs").write_text("")
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    return folder
