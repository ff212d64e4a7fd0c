"""The preview shows sheets beside their text, keeps the last good one, and answers this machine only."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest

from briefgen.accessibility.violation import Violation
from briefgen.build.wanted import Selection
from briefgen.cli.main import main
from briefgen.formats import FORMATS
from briefgen.preview import pictures, proof, serve
from briefgen.preview.pictures import NoPicturesError, missing_programs, with_pictures
from briefgen.preview.proof import Proof, Proofs, ProofSheet, make_proofs
from briefgen.preview.serve import HOST, Preview
from briefgen.preview.watch import snapshot
from briefgen.project import Project
from briefgen.values.dates import Period
from briefgen.writers.pdf import libreoffice
from support.real_project import AS_OF
from support.small_project import PAGE, small_project

PICTURE = b"\x89PNG a picture"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    folder = small_project(tmp_path / "project")
    return Project(folder / "data", folder / "templates", folder / "output")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Pictures without LibreOffice: one for each sheet; the names of what was drawn."""
    names: list[str] = []

    def draw(proof: Proof, folder: Path) -> Proof:
        names.append(proof.name)
        sheets = proof.sheets or (ProofSheet(1, "Words of the page"),)
        made = tuple(ProofSheet(sheet.number, sheet.text, PICTURE, sheet.problems) for sheet in sheets)
        return Proof(proof.format, proof.name, proof.data, proof.dump, made, proof.problems)

    monkeypatch.setattr(serve, "with_pictures", draw)
    monkeypatch.setattr(serve, "missing_programs", lambda: "")
    return names


def selection(brief: str = "page", *subjects: str, formats: tuple[str, ...] = ()) -> Selection:
    return Selection(AS_OF, Period.parse("2025-Q4"), (brief,), subjects, formats=formats)


def page(preview: Preview) -> str:
    answer = preview.answer("/")
    assert answer is not None
    return answer[1].decode()


def state(preview: Preview) -> int:
    answer = preview.answer("/state")
    assert answer is not None
    return int(json.loads(answer[1])["version"])


# --- what is shown -----------------------------------------------------------------------------------------


def test_both_formats_of_the_first_subject_are_shown(project: Project, tmp_path: Path, drawn: list[str]):
    preview = Preview(project, selection())
    preview.rebuild(tmp_path)
    assert [proof.format for proof in preview.view.proofs] == ["docx", "pptx"]
    assert len({proof.name.partition(".")[0] for proof in preview.view.proofs}) == 1
    text = page(preview)
    assert f'src="/sheets/{preview.view.version}/pptx/1.png"' in text
    assert "Words of the page" in text
    assert "Accessibility: no problems" in text
    assert preview.answer(f"/sheets/{preview.view.version}/pptx/1.png") == ("image/png", PICTURE)
    assert preview.answer("/files/" + preview.view.proofs[0].name) == (
        FORMATS["docx"].media,
        preview.view.proofs[0].data,
    )


def test_without_libreoffice_the_text_is_shown_and_what_to_install(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(libreoffice, "WHERE", ())
    assert "LibreOffice cannot be found" in missing_programs()
    preview = Preview(project, selection())
    preview.rebuild(tmp_path)
    text = page(preview)
    assert "apt-get install" in text
    assert "is developed by" in text
    assert not any(sheet.picture for proof in preview.view.proofs for sheet in proof.sheets)


def test_pictures_that_cannot_be_drawn_are_a_problem_on_the_page(
    project: Project, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
):
    def fail(proof: Proof, folder: Path) -> Proof:
        raise NoPicturesError("soffice failed")

    monkeypatch.setattr(serve, "with_pictures", fail)
    preview = Preview(project, selection(formats=("docx",)))
    preview.rebuild(tmp_path)
    assert "cannot be shown as pictures: soffice failed" in page(preview)


@pytest.mark.skipif(bool(missing_programs()), reason="LibreOffice is not installed")
def test_sheets_are_drawn_by_libreoffice(project: Project, tmp_path: Path):
    made = make_proofs(project, selection())
    for one in made.proofs:
        shown = with_pictures(one, tmp_path)
        assert shown.sheets
        assert all(sheet.picture.startswith(b"\x89PNG") for sheet in shown.sheets)
        assert any("is developed by" in " ".join(sheet.text.split()) for sheet in shown.sheets)


# --- changes -----------------------------------------------------------------------------------------------


def test_a_mistake_on_a_branch_not_taken_is_shown(project: Project):
    page = project.templates / "page" / "page.md.j2"
    page.write_text(page.read_text() + "\n{% if company %}{{ company.nme }}{% endif %}\n")
    other = project.templates / "other"
    other.mkdir()
    (other / "brief.yaml").write_text((project.templates / "page" / "brief.yaml").read_text())
    (other / "page.md.j2").write_text("{{ asset.nme }}")
    made = make_proofs(project, selection())
    assert [problem.message for problem in made.problems] == ["company has no 'nme'"]
    assert made.proofs


def test_a_broken_template_leaves_the_last_good_pages(project: Project, tmp_path: Path, drawn: list[str]):
    preview = Preview(project, selection())
    preview.rebuild(tmp_path)
    version, good = state(preview), preview.view.proofs
    template = project.templates / "page" / "page.md.j2"
    template.write_text(PAGE + "\n{{ asset.nmae }} <script>\n")
    preview.rebuild(tmp_path)
    text = page(preview)
    assert state(preview) > version
    assert preview.view.proofs == good
    assert "page.md.j2:" in text
    assert "did you mean" in text
    assert "before the problems above appeared" in text
    template.write_text(PAGE.replace("stands", "is now"))
    preview.rebuild(tmp_path)
    assert preview.view.problems == ()
    assert "is now" in page(preview)


def test_only_what_changed_is_drawn_again(project: Project, tmp_path: Path, drawn: list[str]):
    preview = Preview(project, selection())
    preview.rebuild(tmp_path)
    assert len(drawn) == 2
    preview.rebuild(tmp_path)
    assert len(drawn) == 2


def test_nothing_is_served_of_a_subject_that_does_not_exist(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    opened: list[str] = []
    monkeypatch.setattr(serve.webbrowser, "open", opened.append)
    folders = ["--data", str(project.data), "--templates", str(project.templates)]
    assert main(["preview", "page", "nobody", "--port", "0", "--as-of", "2025-12-31", *folders]) == 2
    assert "http" not in capsys.readouterr().err
    assert opened == []


def test_a_subject_that_vanishes_is_a_problem(project: Project, tmp_path: Path, drawn: list[str]):
    preview = Preview(project, selection())
    preview.rebuild(tmp_path)
    shutil.rmtree(project.templates / "page")
    preview.rebuild(tmp_path)
    assert "no brief is named" in page(preview)
    assert preview.view.proofs


def test_words_of_the_user_are_escaped(project: Project, tmp_path: Path, drawn: list[str]):
    template = project.templates / "page" / "page.md.j2"
    template.write_text(PAGE.replace("stands", "stands &amp; `<img src=x>`"))
    preview = Preview(project, selection())
    preview.rebuild(tmp_path)
    assert "<img src=x" not in page(preview)


def test_a_snapshot_sees_changes_and_no_litter(tmp_path: Path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "index").write_text("x")
    (tmp_path / "a.yaml").write_text("1")
    before = snapshot([tmp_path])
    assert [Path(path).name for path in before] == ["a.yaml"]
    (tmp_path / "a.yaml~").write_text("1")
    assert snapshot([tmp_path]) == before
    (tmp_path / "a.yaml").write_text("12")
    assert snapshot([tmp_path]) != before
    assert snapshot([tmp_path / "nowhere"]) == {}


# --- the server --------------------------------------------------------------------------------------------


@pytest.fixture
def port(project: Project, tmp_path: Path, drawn: list[str]) -> Iterator[int]:
    preview = Preview(project, selection())
    preview.rebuild(tmp_path)
    server = serve._server(preview, 0)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def ask(port: int, path: str, host: str = "") -> tuple[int, str]:
    connection = HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", path, headers={"Host": host or f"{HOST}:{port}"})
    answer = connection.getresponse()
    return answer.status, answer.read().decode(errors="replace")


def test_the_server_answers_its_own_addresses_only(port: int):
    assert ask(port, "/")[0] == 200
    assert ask(port, "/page.css")[0] == 200
    assert json.loads(ask(port, "/state")[1])["doing"] == ""
    for path in ("/../data/areas.yaml", "/files/../../x", "/sheets/1/pptx/99.png", "/sheets/1/exe/1.png", "/nothing"):
        assert ask(port, path)[0] == 404
    assert ask(port, "/", "evil.example:80")[0] == 403


def test_a_port_that_is_taken_is_an_error_of_use(port: int, project: Project, capsys: pytest.CaptureFixture[str]):
    folders = ["--data", str(project.data), "--templates", str(project.templates)]
    assert main(["preview", "page", "--port", str(port), "--no-browser", "--as-of", "2025-12-31", *folders]) == 2
    assert "in use" in capsys.readouterr().err


def test_the_command_stops_quietly(
    project: Project, drawn: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serve.time, "sleep", interrupt)
    opened: list[str] = []
    monkeypatch.setattr(serve.webbrowser, "open", opened.append)
    folders = ["--data", str(project.data), "--templates", str(project.templates)]
    assert main(["preview", "page", "--port", "0", "--as-of", "2025-12-31", *folders]) == 0
    said = capsys.readouterr().err
    assert opened[0] in said
    assert said.rstrip().endswith("stopped")


def test_a_head_is_answered_without_the_content_and_the_page_has_its_script(port: int) -> None:
    assert "fetch" in ask(port, "/page.js")[1]
    connection = HTTPConnection(HOST, port, timeout=10)
    connection.request("HEAD", "/", headers={"Host": f"{HOST}:{port}"})
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b"")


def test_a_port_that_nobody_asked_for_is_any_that_is_free(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    first = serve._server(Preview(project, selection()), 0)
    monkeypatch.setattr(serve, "PREFERRED_PORT", first.server_address[1])
    second = serve._server(Preview(project, selection()), None)
    assert second.server_address[1] != first.server_address[1]
    first.server_close()
    second.server_close()


def test_the_browser_is_opened_and_what_changes_is_built_again(
    project: Project, drawn: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    told: list[str] = []
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) > 1:
            raise KeyboardInterrupt
        (project.data / "more.yaml").write_text("# changed\n")

    monkeypatch.setattr(serve.time, "sleep", wait)
    monkeypatch.setattr(serve.webbrowser, "open", opened.append)
    serve.preview_brief(project, selection(formats=("docx",)), 0, watch=True, say=told.append)
    assert len(opened) == 1
    assert [line for line in told if line.startswith("1 sheet")] == ["1 sheet, 0 problems"] * 2
    assert told[-1] == "stopped"
    serve.preview_brief(project, selection(formats=("docx",)), 0, watch=False, say=told.append, browser=False)
    assert len(opened) == 1


def test_a_bug_of_ours_is_told_as_one(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "make_proofs", lambda *given: Proofs("ext-101", bugs=("Traceback\nTypeError: none\n",)))
    preview = Preview(project, selection())
    preview.rebuild(tmp_path)
    assert "briefgen itself failed: TypeError: none" in page(preview)


def test_only_the_first_subject_is_made_and_what_is_not_accessible_is_told(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (project.data / "example.yaml").read_text()
    (project.data / "more.yaml").write_text(
        "assets: [{id: ext-202, name: EXT-202, company: example, source: example-2025-11-05}]\n"
    )
    assert "ext-202" not in text
    monkeypatch.setattr(
        proof, "check_accessibility", lambda data: [Violation("no-title", "slide 1", "has no title", slide=1)]
    )
    made = make_proofs(project, selection(formats=("pptx",)))
    (deck,) = made.proofs
    assert [len(sheet.problems) for sheet in deck.sheets[:2]] == [1, 0]
    assert "has no title" in deck.sheets[0].problems[0]


def test_data_that_cannot_be_read_are_problems_of_the_page(project: Project) -> None:
    (project.data / "more.yaml").write_text("assets: [\n")
    made = make_proofs(project, selection())
    assert (made.proofs, made.subject) == ((), "")
    assert any("more.yaml" in problem.origin.path for problem in made.problems)


@pytest.mark.parametrize(
    ("result", "said"),
    [("failed", "LibreOffice failed"), (b"no PDF", "the PDF that LibreOffice made cannot be read"),
     (OSError("gone"), "LibreOffice cannot be started")],
)  # fmt: skip
def test_why_there_are_no_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, result: object, said: str) -> None:
    def printed(program: str, files: list[Path], *more: object) -> Iterator[tuple[Path, object]]:
        if isinstance(result, OSError):
            raise result
        yield files[0], result

    monkeypatch.setattr(pictures, "print_files", printed)
    with pytest.raises(NoPicturesError, match=said):
        with_pictures(Proof("docx", "a.docx", b"data", "", ()), tmp_path)


def test_a_link_that_leads_nowhere_is_not_watched(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "nowhere")
    assert snapshot([tmp_path]) == {}
