"""LibreOffice: where it is, which version, and finished files printed as PDF by processes that take many of them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections import Counter, deque
from collections.abc import Generator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Literal

from briefgen.formats import FORMATS

WHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
"""Where LibreOffice lies when it is not on the path."""
INSTALL = (
    "install it with: apt-get install libreoffice-writer libreoffice-impress libreoffice-calc (Linux), "
    "brew install --cask libreoffice (macOS), winget install TheDocumentFoundation.LibreOffice (Windows)"
)
NotPrinted = Literal["took too long", "failed"]
"""Why a file has no PDF."""
_MANY = 50
"""So many files are given to one process; it is then ended, as its memory grows."""
_TRIES = 2
"""How often a file is given to LibreOffice."""
_ASK, _LOOK = 60, 0.05
"""Seconds that it may take to tell its version, and between two looks at what it has done."""
_SETTINGS = {
    "UseTaggedPDF": True, "PDFUACompliance": True, "ExportBookmarks": True, "ExportNotes": False,
    "UseLosslessCompression": True, "ReduceImageResolution": False,
}  # fmt: skip
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/General"><prop oor:name="DefaultLocale" oor:op="fuse">\
<value>en-GB</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">\
<value>en-GB</value></prop></item>
</oor:items>
"""
"""The language of what says none must not be that of the machine."""
_COMPLETE = b"%%EOF"


def soffice() -> str:
    """The program of LibreOffice; empty when there is none."""
    return shutil.which("soffice") or next((place for place in WHERE if Path(place).is_file()), "")


def version_of(program: str) -> str:
    """What a program answers when it is asked for its version; empty when it does not."""
    with suppress(OSError, subprocess.SubprocessError):
        asked = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=_ASK, check=False)
        return asked.stdout.strip().split("\n")[0]
    return ""


def installed() -> str:
    """The version of LibreOffice; empty where there is none that answers."""
    program = soffice()
    return version_of(program) if program else ""


def print_files(
    program: str, files: Sequence[Path], workers: int, seconds: float
) -> Generator[tuple[Path, bytes | NotPrinted], None, None]:
    """Each file with its PDF, as they are done. A process that ends before its time, or stands still, is started again,
    and the file that it had is given to it once more; both together have so many seconds. Closed early, it ends
    all."""
    waiting, tries, running = deque(_batches(files, workers)), Counter[Path](), list[_Run]()
    with TemporaryDirectory(prefix="briefgen-", ignore_cleanup_errors=True) as scratch:
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    running.append(_Run(program, waiting.popleft(), Path(scratch)))
                time.sleep(_LOOK)
                for run in list(running):
                    ended = run.ended()
                    yield from run.printed()
                    late = run.idle() > seconds / _TRIES
                    if not ended and not late:
                        continue
                    running.remove(run)
                    run.end()
                    if left := run.left:
                        tries[left[0]] += 1
                        if tries[left[0]] >= _TRIES:
                            yield left.pop(0), "took too long" if late else "failed"
                        waiting += [left] if left else []
        finally:
            for run in running:
                run.end()


def _batches(files: Sequence[Path], workers: int) -> list[list[Path]]:
    """Files of one format each; as many for each process as there are processes for, at most so many."""
    batches = []
    for name in FORMATS:
        own = [path for path in files if path.suffix == f".{name}"]
        size = min(_MANY, -(-len(own) // workers) or 1)
        batches += [own[start : start + size] for start in range(0, len(own), size)]
    return batches


class _Run:
    """A process of LibreOffice with a profile of its own and the files that it prints one after the other."""

    def __init__(self, program: str, files: list[Path], scratch: Path) -> None:
        self.folder = Path(mkdtemp(dir=scratch))
        self.left = list(files)
        self._copies = {path: self.folder / f"{number:04}{path.suffix}" for number, path in enumerate(files)}
        for path, copy in self._copies.items():
            shutil.copyfile(path, copy)
        settings = self.folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE, encoding="utf-8")
        command = [
            program, "--headless", "--norestore", f"-env:UserInstallation={(self.folder / 'profile').as_uri()}",
            "--convert-to", _kind_of(files[0]), "--outdir", str(self.folder),
            *map(str, self._copies.values()),
        ]  # fmt: skip
        self.since = time.monotonic()
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "TZ": "UTC"}, start_new_session=True,
        )  # fmt: skip

    def ended(self) -> bool:
        return self._process.poll() is not None

    def idle(self) -> float:
        """Seconds since it had done something."""
        return time.monotonic() - self.since

    def printed(self) -> Generator[tuple[Path, bytes], None, None]:
        """What it has done since it was last asked."""
        for path in list(self.left):
            pdf = self._copies[path].with_suffix(".pdf")
            if not _is_complete(pdf):
                continue
            self.left.remove(path)
            self.since = time.monotonic()
            yield path, pdf.read_bytes()

    def end(self) -> None:
        """End it with all that it has started."""
        with suppress(OSError):
            if os.name == "nt":
                kill = ["taskkill", "/F", "/T", "/PID", str(self._process.pid)]
                subprocess.run(kill, capture_output=True, check=False)
            else:
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def _is_complete(pdf: Path) -> bool:
    """Whether a PDF is there to its last line."""
    try:
        with pdf.open("rb") as file:
            file.seek(-min(16, pdf.stat().st_size), os.SEEK_END)
            return file.read().rstrip().endswith(_COMPLETE)
    except OSError:
        return False


def _kind_of(file: Path) -> str:
    """The kind of PDF that a file becomes: by the filter of its format with our settings, else as LibreOffice does."""
    filter = FORMATS[file.suffix[1:]].pdf
    told = {name: {"type": "boolean", "value": str(value).lower()} for name, value in _SETTINGS.items()}
    return f"pdf:{filter}:{json.dumps(told)}" if filter else "pdf"
