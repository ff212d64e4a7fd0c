"""The portal: one page over the output folder, which needs nothing but itself, and says what is left out."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from briefgen.brand.colour import TEXT, contrast
from briefgen.build.manifest import AuditResult, FoundProblem
from briefgen.cli.main import main
from briefgen.ledger import ledger_path
from briefgen.ledger.ledger import Printed
from briefgen.office.passages import Place
from briefgen.portal import extract, write
from briefgen.portal.accessible import looking
from briefgen.portal.extract import extract_of
from briefgen.portal.look import PAIRS, colours
from briefgen.portal.memory import NAME as MEMORY
from briefgen.portal.numbers import Numbers
from briefgen.portal.write import NotOursError, write_portal
from support.page import Element, data_of, read_page
from support.portal_output import brand, digest, entry, fill, passages
from support.small_project import small_project

DECK, PAPER, TALK = "2025-Q4/asset-deck/nb-7.pptx", "2025-Q4/asset-profile/nb-7.docx", "2025-Q3/medical-deck/nb-7.pptx"


def three(output: Path) -> Path:
    earlier = {
        "period": "2025-Q3",
        "as_of": "2025-09-30",
        "audience": "medical",
        "title": "NB-7: scientific information",
    }
    return fill(output, entry(DECK), entry(PAPER), entry(TALK, **earlier))


def written(output: Path) -> Element:
    path = write_portal(output, brand())
    assert path is not None
    return read_page(path.read_text("utf-8"))


def rows(page: Element) -> list[Element]:
    return page.all("tbody")[0].all("tr")


def test_without_script_there_is_a_table_of_all_documents_with_links_that_lead_to_them(tmp_path: Path) -> None:
    page = written(three(tmp_path))
    links = [row.all("a")[0].attributes["href"] for row in rows(page)]
    assert links == [f"./{path}" for path in (DECK, PAPER, TALK)]  # the newest first
    assert all((tmp_path / link).is_file() for link in links)
    cells = [cell.text for cell in rows(page)[2].all("th", "td")]
    assert cells[0] == f"NB-7: scientific information {TALK}"
    assert cells[1:5] == ["Northholm Bio", "NB-7", "Lung cancer", "Healthcare professionals"]
    assert cells[5:7] == ["Q3 2025 as of 30 September 2025", "PowerPoint"]
    assert cells[7] == "Audit passed, 12 numbers Accessibility not checked"
    for needs_script in ("searches", "facets", "numbers"):
        assert "hidden" in page.by_id(needs_script).attributes


def test_the_page_loads_nothing_and_names_no_address_outside(tmp_path: Path) -> None:
    page = written(three(tmp_path))
    for one in page.all():
        for name, value in one.attributes.items():
            assert "//" not in value, (one.tag, name, value)
            assert name not in ("src", "srcset", "style"), (one.tag, name)
            assert not name.startswith("on"), (one.tag, name)
    assert not page.all("link", "img", "iframe", "object", "base")
    policy = next(one.attributes["content"] for one in page.all("meta") if "http-equiv" in one.attributes)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    css, script = page.all("style")[0].text, page.all("script")[1].text
    assert "url(" not in css
    assert "@import" not in css
    assert not re.search(r"fetch\(|XMLHttpRequest|import\b|innerHTML|document\.write|\beval\b", script)


def test_the_page_has_landmarks_labels_and_places_that_speak(tmp_path: Path) -> None:
    page = written(three(tmp_path))
    assert page.all("html")[0].attributes["lang"] == "en-GB"
    assert [len(page.all(tag)) for tag in ("header", "main", "footer", "h1", "table", "caption")] == [1] * 6
    assert {one.attributes["for"] for one in page.all("label")} == {"search", "number"}
    for id in ("told", "numbers-told"):
        assert page.by_id(id).attributes["aria-live"] == "polite"
    ids = [one.attributes["id"] for one in page.all() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    for one in page.all():
        for name in ("aria-labelledby", "aria-describedby"):
            assert one.attributes.get(name, ids[0]) in ids
    assert page.all("a")[0].attributes == {"class": "skip", "href": "#documents"}
    assert all(head.attributes["scope"] == "col" for head in page.all("thead")[0].all("th"))


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_reads_on_its_ground(dark: bool) -> None:
    used = colours(brand(), dark=dark)
    for ink, ground in PAIRS:
        assert contrast(used[ink], used[ground]) >= TEXT, (ink, ground)


def test_the_same_output_gives_the_same_bytes_in_any_folder_and_again(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        written(three(tmp_path / name))
        texts.append((tmp_path / name / "index.html").read_bytes())
    (tmp_path / "one" / "index.html").unlink()
    written(tmp_path / "one")
    assert texts == [(tmp_path / "one" / "index.html").read_bytes()] * 2
    assert str(tmp_path) not in texts[0].decode()


HOSTILE = "</script><script>alert(1)</script><!--\u2028\"'&<img src=x onerror=alert(1)>"


def test_hostile_names_stay_texts(tmp_path: Path) -> None:
    path = "2025-Q4/javascript:alert(1)/a#b?<script>.pptx"
    output = fill(tmp_path, entry(path, title=HOSTILE, name=HOSTILE, audience=HOSTILE, period=HOSTILE, as_of=HOSTILE,
                                  problems=(FoundProblem("error", "x", HOSTILE, HOSTILE),), audit=AuditResult(1, 1, 1)),
                  printed=passages(HOSTILE))  # fmt: skip
    page = written(output)
    assert len(page.all("script")) == 2
    assert not page.all("img")
    [row] = rows(page)
    assert row.all("a")[0].attributes["href"] == "./2025-Q4/javascript%3Aalert%281%29/a%23b%3F%3Cscript%3E.pptx"
    assert HOSTILE.split("\u2028")[0] in row.text
    assert data_of(page)["documents"][0]["title"] == HOSTILE
    assert HOSTILE in data_of(page)["texts"]


def says(data: dict[str, list[list[int]]], number: int) -> tuple[str, list[str], list[tuple[int, str]]]:
    """A statement in words: its text, its values, and where it stands."""
    texts: list[str] = data["texts"]  # type: ignore[assignment]
    text, values, stands = data["statements"][number]  # type: ignore[misc]
    held = [texts[value] for value in values[::2]]  # type: ignore[index]
    places = [(stands[at], texts[stands[at + 1]]) for at in range(0, len(stands), 2)]  # type: ignore[index,arg-type]
    return texts[text], held, places


def test_what_ledgers_say_is_told_once_with_every_place_and_source(tmp_path: Path) -> None:
    data = data_of(written(three(tmp_path)))
    told = [says(data, number) for number in range(len(data["statements"]))]
    title = "NB-7: a hazard ratio of 0.60"
    assert (title, ["NB-7", "0.60"], [(0, "slide 1"), (1, "slide 1"), (2, "slide 1")]) in told
    assert ("0.60", ["0.60"], [(number, f"slide 1, '{title}'") for number in range(3)]) in told
    assert ("Not for promotion.", [], [(number, "'Use'") for number in range(3)]) in told
    assert not any("1 Northholm" in text for text, _, _ in told)  # a list of sources is no statement
    shares = [fact for fact in data["facts"] if data["texts"][fact[4]] == "61,060 / 324,603"]
    assert [data["texts"][data["facts"][number][0]] for number in shares[0][6]] == ["epidemiology/lung"]
    assert len(data["texts"]) == len(set(data["texts"]))


def test_what_has_no_room_is_counted_and_named(tmp_path: Path) -> None:
    numbers = Numbers(limit=300)
    found = extract_of(three(tmp_path) / DECK)
    numbers.add(0, found)
    numbers.add(1, found)
    numbers.add(2, replace(found, statements=0))
    assert len(numbers.statements) + numbers.left_out[0] == numbers.left_out[1] == 6
    assert 2 not in numbers.left_out
    assert numbers.size < 300 + 500


def test_a_ledger_is_read_once_and_again_when_it_is_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "kept"))
    path = three(tmp_path) / DECK
    first, read = extract_of(path), list[str]()
    monkeypatch.setattr(extract.json, "loads", read.append)
    assert extract_of(path) == first
    monkeypatch.undo()
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "kept"))
    ledger = ledger_path(path)
    ledger.write_text(ledger.read_text("utf-8").replace("NB-7", "NB-8"), "utf-8")
    assert extract_of(path).names == first.names | {"asset/nb-7": "NB-8"}
    assert not read


def test_a_ledger_that_is_damaged_or_gone_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    three(tmp_path)
    ledger_path(tmp_path / DECK).write_text('{"passages": [{"place": {}}], "facts": [], "sources": []}')
    ledger_path(tmp_path / TALK).unlink()
    page = written(tmp_path)
    assert [line.text for line in page.by_id("numbers").all("li")] == [
        f"{path}: its ledger is missing or damaged" for path in (DECK, TALK)
    ]
    assert len(rows(page)) == 3
    assert data_of(page)["statements"]


@pytest.mark.parametrize(
    "damage",
    ['"fact": 999', '"fact": -1', '"fact": "0"', '"text": 5, "fact": 0'],
)
def test_a_ledger_of_strange_types_is_damaged_not_a_bug(tmp_path: Path, damage: str) -> None:
    path = ledger_path(fill(tmp_path, entry(DECK)) / DECK)
    path.write_text(re.sub(r'"fact": 0', damage, path.read_text("utf-8")), "utf-8")
    assert "its ledger is missing or damaged" in written(tmp_path).text


def test_a_fact_computed_from_itself_is_damage(tmp_path: Path) -> None:
    path = ledger_path(fill(tmp_path, entry(DECK)) / DECK)
    ledger = json.loads(path.read_bytes())
    ledger["facts"][0]["inputs"] = [0]
    path.write_text(json.dumps(ledger), "utf-8")
    assert "its ledger is missing or damaged" in written(tmp_path).text


def test_what_changed_since_the_build_before_is_told_until_something_changes_again(tmp_path: Path) -> None:
    first = written(three(tmp_path))
    assert "no build before this one" in first.by_id("documents").text
    fresh = "2025-Q4/asset-deck/nb-8.pptx"
    fill(
        tmp_path,
        entry(DECK, shown="9" * 64, changes=("PFS 0.60 -> 0.58",)),
        entry(PAPER, changes=("new words",)),
        entry(fresh),
    )
    kept = "kept, last written because new words"
    for _ in range(2):  # a build that changes nothing takes nothing away
        page = written(tmp_path)
        assert "Since the build before: 1 new, 1 changed, 1 kept." in page.by_id("documents").text
        assert [row.all("dd")[0].text for row in rows(page)] == ["changed PFS 0.60 -> 0.58", "new", kept]
        assert f"Gone since the build before: 1 {TALK}" in page.by_id("documents").text
        (tmp_path / "index.html").unlink()


@pytest.mark.parametrize(
    "memory", ["", "{", "[]", '{"version": 1}', '{"version": 1, "now": [], "before": 3}', "\0", '{"version": 99}']
)
def test_a_memory_that_is_damaged_is_none(tmp_path: Path, memory: str) -> None:
    three(tmp_path)
    (tmp_path / MEMORY).write_text(memory)
    assert "no build before this one" in written(tmp_path).text


def test_a_file_that_was_edited_or_is_gone_is_marked(tmp_path: Path) -> None:
    three(tmp_path)
    (tmp_path / DECK).write_bytes(b"edited")
    (tmp_path / TALK).unlink()
    chips = [
        [one.text for one in row.all("th")[0].all("span") if "bad" in one.attributes["class"]]
        for row in rows(written(tmp_path))
    ]
    assert chips == [["edited since it was built"], [], ["missing or unreadable"]]


def test_the_verdict_of_an_audit_names_its_problems(tmp_path: Path) -> None:
    found = FoundProblem("error", "untraced-number", DECK, "slide 3: 61 is nowhere")
    fill(tmp_path, entry(DECK, audit=AuditResult(12, 11, 1), problems=(found,)))
    page = written(tmp_path)
    assert "Audit 1 problem untraced-number: slide 3: 61 is nowhere" in rows(page)[0].text
    data = data_of(page)
    assert [data["names"][name] for name in data["documents"][0]["held"]["audit"]] == ["problems"]


def test_a_file_whose_audit_was_not_recorded_says_so(tmp_path: Path) -> None:
    fill(tmp_path, entry(DECK, audit=None))
    assert "Audit not recorded" in rows(written(tmp_path))[0].text


def test_what_finds_no_room_in_the_page_is_told_below_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three(tmp_path)
    monkeypatch.setattr(write, "Numbers", partial(Numbers, limit=300))
    assert f"{PAPER}: 6 passages, for want of room" in written(tmp_path).text


def test_a_picture_that_states_nothing_is_no_statement(tmp_path: Path) -> None:
    bare = Printed(Place("slide", "256", 1, "Title", "Logo 9"), "", (), kind="picture", image="0" * 64)
    fill(tmp_path, entry(DECK), printed=(*passages(), bare))
    assert extract_of(tmp_path / DECK).statements == extract_of(three(tmp_path / "three") / DECK).statements


def test_a_folder_in_the_place_of_the_page_is_left_alone(tmp_path: Path) -> None:
    (three(tmp_path) / "index.html").mkdir()
    with pytest.raises(NotOursError):
        write_portal(tmp_path, brand())


class Halting:
    """An executor that does not end with one of its files."""

    def run(self, task: Callable[[Path], object], paths: Sequence[Path]) -> Iterator[tuple[Path, object]]:
        for path in paths:
            yield path, "took too long" if path.name == "late.docx" else task(path)


def test_a_file_that_cannot_be_looked_at_says_so_and_one_that_takes_too_long_has_no_result(tmp_path: Path) -> None:
    broken, late = tmp_path / "broken.docx", tmp_path / "late.docx"
    broken.write_bytes(b"no zip")
    assert dict(looking(Halting())([broken, late])) == {broken: ("unreadable: the file is no Office file",)}  # type: ignore[arg-type]


def test_files_for_review_stand_with_their_document(tmp_path: Path) -> None:
    copy, pack = "2025-Q4/asset-deck/nb-7.review.pptx", "2025-Q4/asset-deck/nb-7.pptx.references.zip"
    fill(tmp_path, entry(DECK), entry(copy, role="review", of=DECK), entry(pack, role="pack", of=DECK, format="zip"))
    [row] = rows(written(tmp_path))
    assert [(one.text, one.attributes["href"]) for one in row.all("a")][1:] == [
        ("reference pack", f"./{pack}"), ("copy for review", f"./{copy}"),
    ]  # fmt: skip


def test_a_page_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    three(tmp_path)
    (tmp_path / "index.html").write_text("<h1>Ours</h1>")
    with pytest.raises(NotOursError):
        write_portal(tmp_path, brand())
    assert (tmp_path / "index.html").read_text() == "<h1>Ours</h1>"


def test_a_link_with_its_name_is_replaced_not_followed(tmp_path: Path) -> None:
    output, outside = three(tmp_path / "output"), tmp_path / "outside.html"
    (output / "index.html").symlink_to(outside)
    written(output)
    assert not outside.exists()
    assert not (output / "index.html").is_symlink()


def test_a_page_that_is_up_to_date_is_not_written_again(tmp_path: Path) -> None:
    written(three(tmp_path))
    before = (tmp_path / "index.html").stat().st_ino
    written(tmp_path)
    assert (tmp_path / "index.html").stat().st_ino == before
    (tmp_path / PAPER).write_bytes(b"edited")
    written(tmp_path)
    assert (tmp_path / "index.html").stat().st_ino != before


def test_files_are_looked_at_once_and_what_was_found_is_kept(tmp_path: Path) -> None:
    three(tmp_path)
    looked: list[Path] = []

    def look(paths):  # type: ignore[no-untyped-def]
        looked.extend(paths)
        return [(path, ("no-alt-text: slide 2",) if path.name == "nb-7.docx" else ()) for path in paths]

    for _ in range(2):
        write_portal(tmp_path, brand(), look)
    assert sorted(looked) == sorted(tmp_path / path for path in (DECK, PAPER, TALK))
    fill(tmp_path, entry(DECK), entry(PAPER))
    said = [row.all("dl")[0].text for row in rows(written(tmp_path))]
    assert [one.rpartition("Accessibility ")[2] for one in said] == ["no problems", "1 problem no-alt-text: slide 2"]
    assert set(json.loads((tmp_path / MEMORY).read_text())["looked"]) == {digest(DECK), digest(PAPER)}


def test_an_empty_folder_gets_no_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert write_portal(tmp_path, brand()) is None
    assert main(["portal", "--output", str(tmp_path)]) == 2
    assert "lists no document; build first" in capsys.readouterr().err
    assert main(["portal", "--output", str(tmp_path / "none")]) == 2
    assert "there is no folder" in capsys.readouterr().err


def test_build_writes_the_page_and_portal_looks_at_the_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = small_project(tmp_path / "project")
    folders = [f"--{name}={project / name}" for name in ("templates", "output")]
    days = ["--period", "2025-Q4", "--as-of", "2025-12-31", "--jobs", "1"]
    assert main(["build", *days, f"--data={project / 'data'}", *folders]) == 0
    page = project / "output" / "index.html"
    assert f"portal: {page}" in capsys.readouterr().err
    first = page.read_bytes()
    assert main(["build", *days, f"--data={project / 'data'}", *folders, "--quiet"]) == 0
    assert page.read_bytes() == first
    assert "not checked" in read_page(first.decode()).all("table")[0].text
    assert main(["portal", *folders, "--jobs", "1"]) == 0
    assert "not checked" not in read_page(page.read_text("utf-8")).all("table")[0].text


def test_the_real_output_is_all_in_the_page_and_small(built: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    shutil.copytree(built, output)
    page = written(output)
    files = {path.relative_to(output).as_posix() for path in output.glob("*/*/*.*x")}
    assert {one["path"] for one in data_of(page)["documents"]} == files
    assert data_of(page)["statements"] != []
    ledgers = sum(path.stat().st_size for path in output.rglob("*.ledger.json"))
    assert (output / "index.html").stat().st_size < ledgers / 5
