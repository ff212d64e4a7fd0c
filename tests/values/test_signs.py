"""What no document may hold, no link may lead to and no file may be called: refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.cli.main import main
from briefgen.values.signs import may_be_linked, unfit
from support.small_project import add_brief, small_project

DAYS = ["--period", "2025-Q4", "--as-of", "2025-12-31"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(small_project(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://www.example.org/a?b=c#d", True), ("HTTP://example.org", True), ("mailto:ir@example.org", True),
        ("https://例え.jp/パス", True), ("https://example.org:8443/x@y", True), ("https://[2001:db8::1]/", True),
        (r"\\host\share", False), ("//host/share", False), ("file:///etc/passwd", False), ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False), ("data:text/html,x", False), ("ftp://example.org", False), ("page.html", False),
        ("https:\\\\host\\share", False), ("https://", False), ("https:///x", False), ("#part", False), ("", False),
        ("https://www.example.org@evil.example/", False), ("https://a\u202eb.org", False), (" https://a.org", False),
        ("https://a.org\\@b.org", False), ("https://a.org/\U000f0000", False), ("mailto:", False), ("ms-word:x", False),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_web_or_to_a_mailbox(address: str, allowed: bool) -> None:
    assert may_be_linked(address) is allowed


def test_unfit_signs_are_named_and_marks_are_known() -> None:
    assert unfit("µ名💊\u202e\ue000\n\t") is None
    found = unfit("ab\U000f0001\x07", {"\U000f0001"}.__contains__)
    assert found is not None
    assert (found.index, found.code, found.message) == (3, "control-character", "holds the control character U+0007")


def test_a_name_that_windows_keeps_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "data" / "a.yaml").write_text(
        "companies:\n  - {id: aux, name: A}\n  - {id: con.x, name: B}\n  - {id: console, name: C}\n"
        "abbreviations: [{short: CON, long: contralateral}]\n"
    )
    add_brief(project, "Com1", "# One\n")
    assert main(["check", *DAYS]) == 1
    found = [line for line in capsys.readouterr().err.splitlines() if "reserved-name" in line]
    assert found == [
        "data/a.yaml:2:10: error[reserved-name]: companies[0].id: Windows keeps the name 'aux' for a device",
        "data/a.yaml:3:10: error[reserved-name]: companies[1].id: Windows keeps the name 'con.x' for a device",
        "templates/Com1: error[reserved-name]: Windows keeps the name 'Com1' for a device",
    ]
    (project / "data" / "a.yaml").unlink()
    assert main(["build", *DAYS]) == 1
    assert "templates/Com1: error[reserved-name]: Windows keeps the name 'Com1'" in capsys.readouterr().err


SIGNS = {
    "\U00100005": "private-use-character", "{{ '\\U0010FFF0' }}": "private-use-character",
    "&#x100005; &#1048577;": "bad-markdown", "&#xFFF00;": "bad-markdown",
    "a\x00b": "control-character", "{{ 'a\\x07b' }}": "control-character",
    "{% include 'page/part.md.j2' %}": "private-use-character",
}  # fmt: skip


@pytest.mark.parametrize("text", SIGNS, ids=ascii)
def test_a_sign_that_no_document_holds_is_a_problem_of_its_template(
    project: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    page = project / "templates" / "page" / "page.md.j2"
    page.with_name("part.md.j2").write_text("a\nb\U000f0000\n", encoding="utf-8")
    page.write_text(f"# Title\n\n## Part\n\n{text}\n", encoding="utf-8")
    assert main(["show", "page", "ext-101", *DAYS]) == 1
    printed = capsys.readouterr().err
    place = {"private-use-character": ":5", "control-character": ":5"}.get(SIGNS[text], "")
    place = "part.md.j2:2" if "part" in text else f"page.md.j2{place}"
    assert printed.startswith(f"templates/page/{place}: error[{SIGNS[text]}]")


def test_check_finds_a_sign_in_a_template_that_nothing_uses(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "templates" / "shared").mkdir()
    (project / "templates" / "shared" / "a.md.j2").write_text("one\ntwo \x00\n")
    assert main(["check", *DAYS]) == 1
    assert capsys.readouterr().err.startswith("templates/shared/a.md.j2:2: error[control-character]: holds")


@pytest.mark.parametrize("value", ["\\0", "\\x9b", "\\U000F0000"])
def test_a_sign_in_brief_yaml_is_a_problem_with_its_place(
    project: Path, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    path = project / "templates" / "page" / "brief.yaml"
    path.write_text(path.read_text().replace("footer: For tests", f'footer: "{value}"'))
    assert main(["check", *DAYS]) == 1
    assert "templates/page/brief.yaml:7:9: error[" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["page/brief.yaml", "brand/_brand.yml"])
@pytest.mark.parametrize(("text", "column"), [("[" * 3000, 42), ("{a: " * 3000, 165), ("- " * 3000, 83)])
def test_settings_nested_too_deep_are_told_with_their_place(
    project: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, column: int
) -> None:
    (project / "templates" / name).write_text(text)
    assert main(["check", *DAYS]) == 1
    assert f"templates/{name}:1:{column}: error[too-large]: is nested more than 40" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["page/brief.yaml", "brand/_brand.yml"])
def test_a_tag_in_settings_is_told_with_its_place(project: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    path = project / "templates" / name
    path.write_text(path.read_text() + "version: !!str 1\n")
    lines = len(path.read_text().splitlines())
    assert main(["check", *DAYS]) == 1
    assert f"templates/{name}:{lines}:10: error[yaml-tag]: '!!str' is a tag" in capsys.readouterr().err


def test_markdown_that_no_title_has_is_a_problem_of_brief_yaml(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "templates" / "page" / "brief.yaml"
    path.write_text(path.read_text().replace("{{ asset.name }}", "[x](file:///etc)"))
    assert main(["check", *DAYS]) == 1
    assert "templates/page/brief.yaml: error[bad-markdown]: nothing can be linked" in capsys.readouterr().err


LINKS = [
    r"[x](\\\\host\share)", "[x](//host/share)", "[x](file:///etc/passwd)", "[x](javascript:alert)", "<javascript:alert>",
    "<file:///c:/x>", "[x](page.html)", "[x][ref]\n\n[ref]: vbscript:x", "[x]({{ link }})", "[x](data:text/html,x)",
    "[x](https:\\\\host)", "[x](https://a@b.org)", "[x]()",
]  # fmt: skip


@pytest.mark.parametrize("link", LINKS)
def test_a_link_that_leads_elsewhere_is_a_problem(project: Path, capsys: pytest.CaptureFixture[str], link: str) -> None:
    page = project / "templates" / "page" / "page.md.j2"
    page.write_text("{% set link = 'file:x' %}\n# Title\n\n## Part\n\n" + link + "\n")
    assert main(["show", "page", "ext-101", *DAYS]) == 1
    printed = capsys.readouterr().err
    assert printed.startswith("templates/page/page.md.j2: error[bad-markdown]: nothing can be linked to '")
    assert "hint: a link leads to an address with http://, https:// or mailto:" in printed


def test_links_to_the_web_and_to_mailboxes_stay(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = project / "templates" / "page" / "page.md.j2"
    page.write_text(
        "# Title\n\n## Part\n\n[a](https://example.org/b%20c?d=é) <mailto:ir@example.org> <ir@example.org>"
        " [{{ asset.name }}](https://example.org/{{ asset.name }})\n"
    )
    assert main(["show", "page", "ext-101", *DAYS]) == 0
    printed = capsys.readouterr().out
    for address in ("https://example.org/b%20c?d=é", "mailto:ir@example.org", "https://example.org/EXT-101"):
        assert address in printed


@pytest.mark.parametrize("address", [r"\\host\share", "file:///x", "javascript:x", "https://a@b.org/", "www.a.org"])
def test_the_address_of_a_source_is_one_of_the_web(
    project: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    path = project / "data" / "sources.yaml"
    path.write_text(path.read_text().replace("    title:", f"    url: '{address}'\n    title:", 1))
    assert main(["check", *DAYS]) == 1
    assert "error[bad-address]: url: '" in capsys.readouterr().err
