"""The preview at work: one thread answers the browser, the other builds and watches."""

from __future__ import annotations

import json
import re
import tempfile
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from briefgen.build.prepare import prepare
from briefgen.build.wanted import Selection
from briefgen.formats import FORMATS
from briefgen.preview.page import PageState, html
from briefgen.preview.pictures import NoPicturesError, missing_programs, with_pictures
from briefgen.preview.proof import Proof, Proofs, as_problem, make_proofs
from briefgen.preview.watch import snapshot
from briefgen.problems import Problem, ProblemsFoundError
from briefgen.project import Project, SelectionError
from briefgen.trace.html import beside
from briefgen.values.counting import count

HOST = "127.0.0.1"
PREFERRED_PORT = 8765
PAUSE = 0.5
"""Seconds between two looks at the files."""
_SHEET = re.compile(r"/sheets/\d+/(\w+)/(\d+)\.png")


class Preview:
    """The newest view of a brief, built by one thread and read by others; a view is replaced whole."""

    def __init__(self, project: Project, selection: Selection) -> None:
        self.project, self.selection = project, selection
        brief = selection.briefs[0]
        about = f"{selection.period.text}, as of {selection.as_of.isoformat()}."
        self.view = PageState(0, brief, about)
        self.doing = "Building…"

    def rebuild(self, scratch: Path) -> None:
        """Build again; first the text is shown, then the pictures. What cannot be built leaves the last good view."""
        self.doing = "Building…"
        try:
            made = make_proofs(self.project, self.selection)
        except SelectionError as error:
            made = Proofs("", problems=(as_problem(str(error)),))
        problems = (*made.problems, *map(_bug, made.bugs))
        notice = missing_programs()
        self._show(replace(self._with(made), problems=problems, notice=notice))
        if not notice:
            self._draw(scratch)
        self.doing = ""

    def _with(self, made: Proofs) -> PageState:
        """The view with what was made; of a format that could not be built its last good proof is kept."""
        before = {proof.format: proof for proof in self.view.proofs}
        now = {proof.format: _drawn_already(proof, before.get(proof.format)) for proof in made.proofs}
        title = f"{self.selection.briefs[0]}: {made.subject}" if made.subject else self.view.title
        stale = tuple(format for format in before if format not in now)
        proofs = tuple(proof for _, proof in sorted((before | now).items()))
        return replace(self.view, title=title, proofs=proofs, stale=stale)

    def _draw(self, scratch: Path) -> None:
        """Replace the proofs without pictures by ones with them, one by one."""
        for index, proof in enumerate(self.view.proofs):
            if proof.sheets and all(sheet.picture for sheet in proof.sheets):
                continue
            self.doing = f"Drawing {proof.name}…"
            try:
                drawn = with_pictures(proof, scratch)
            except NoPicturesError as error:
                problem = as_problem(f"{proof.name} cannot be shown as pictures: {error}")
                self._show(replace(self.view, problems=(*self.view.problems, problem)))
                continue
            proofs = list(self.view.proofs)
            proofs[index] = drawn
            self._show(replace(self.view, proofs=tuple(proofs)))

    def _show(self, view: PageState) -> None:
        self.view = replace(view, version=self.view.version + 1)

    def answer(self, path: str) -> tuple[str, bytes] | None:
        """Content type and content of an address; None when there is nothing."""
        view = self.view
        match path:
            case "/":
                return "text/html; charset=utf-8", html(view, self.doing).encode()
            case "/page.css":
                return "text/css; charset=utf-8", beside(__package__, "page.css")
            case "/page.js":
                return "text/javascript; charset=utf-8", beside(__package__, "page.js")
            case "/state":
                return "application/json", json.dumps({"version": view.version, "doing": self.doing}).encode()
        if sheet := _SHEET.fullmatch(path):
            return _picture(view.proofs, sheet[1], int(sheet[2]))
        return next(((FORMATS[p.format].media, p.data) for p in view.proofs if path == f"/files/{p.name}"), None)


def _picture(proofs: tuple[Proof, ...], format: str, number: int) -> tuple[str, bytes] | None:
    sheets = [sheet for proof in proofs if proof.format == format for sheet in proof.sheets]
    found = next((sheet.picture for sheet in sheets if sheet.number == number and sheet.picture), b"")
    return ("image/png", found) if found else None


def _drawn_already(proof: Proof, before: Proof | None) -> Proof:
    """The proof from before, with its pictures, when the document is still the same."""
    return before if before is not None and before.data == proof.data else proof


def _bug(text: str) -> Problem:
    return replace(as_problem(f"briefgen itself failed: {text.strip().splitlines()[-1]}"), severity="error")


def preview_brief(
    project: Project,
    selection: Selection,
    port: int | None,
    *,
    watch: bool,
    say: Callable[[str], None],
    browser: bool = True,
) -> None:
    """Serve the preview until it is interrupted; OSError when a port that was asked for is taken.

    SelectionError, before any address is told, when what is asked for does not exist."""
    with suppress(ProblemsFoundError):  # these are told on the page, where they can be mended
        prepare(project, selection)
    preview = Preview(project, selection)
    server = _server(preview, port)
    address = f"http://{HOST}:{server.server_address[1]}/"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        with tempfile.TemporaryDirectory(prefix="briefgen-preview-") as scratch:
            say(f"{address}  Stop with Ctrl+C.")
            if browser:
                webbrowser.open(address)
            _work(preview, Path(scratch), watch, say)
    except KeyboardInterrupt:
        say("stopped")
    finally:
        server.shutdown()
        server.server_close()


def _work(preview: Preview, scratch: Path, watch: bool, say: Callable[[str], None]) -> None:
    """Build now, and again after each change."""
    folders = (preview.project.data, preview.project.templates)
    while True:
        before = snapshot(folders)
        preview.rebuild(scratch)
        shown = preview.view
        say(f"{count(sum(len(p.sheets) for p in shown.proofs), 'sheet')}, {count(len(shown.problems), 'problem')}")
        while not watch or snapshot(folders) == before:
            time.sleep(PAUSE)


def _server(preview: Preview, port: int | None) -> ThreadingHTTPServer:
    """A server at the port asked for, else at the preferred one or any that is free."""
    handler = type("Handler", (_Handler,), {"preview": preview})
    if port is not None:
        return ThreadingHTTPServer((HOST, port), handler)
    try:
        return ThreadingHTTPServer((HOST, PREFERRED_PORT), handler)
    except OSError:
        return ThreadingHTTPServer((HOST, 0), handler)


class _Handler(BaseHTTPRequestHandler):
    """Answers this machine's browser and nobody else."""

    preview: Preview
    server_version = "briefgen"
    sys_version = ""

    def do_HEAD(self) -> None:
        """Answer without the content."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer one address; a page of another site that was led here by its name is refused."""
        if self.headers.get("Host", "").rpartition(":")[0] not in (HOST, "localhost"):
            self.send_error(403)
            return
        answer = self.preview.answer(self.path.partition("?")[0])
        if answer is None:
            self.send_error(404)
            return
        kind, content = answer
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""
