"""The portal in a real browser, from the file system: search, keys, filters, what is new, where a number is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from briefgen.build.manifest import AuditResult
from briefgen.portal.write import write_portal
from support.browser import PROGRAM, Browser, browser
from support.portal_output import brand, entry, fill

pytestmark = pytest.mark.skipif(not PROGRAM, reason="Chromium is not installed")
DECK, PAPER, TALK = "2025-Q4/asset-deck/nb-7.pptx", "2025-Q4/asset-profile/nb-7.docx", "2026-Q1/medical-deck/nb-7.pptx"
TITLES = "#documents .told > a:first-child"
MEDICAL = {"period": "2999-Q1", "as_of": "2999-01-01", "audience": "medical", "title": "Scientific information"}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as made:
        yield made


@pytest.fixture
def page(tmp_path: Path, chromium: Browser) -> Iterator[Browser]:
    fill(tmp_path, entry(DECK), entry(PAPER, audit=AuditResult(12, 11, 1)), entry(TALK, **MEDICAL))
    write_portal(tmp_path, brand())
    chromium.complaints()
    chromium.open(tmp_path / "index.html")
    yield chromium
    assert chromium.complaints() == []


def test_slash_goes_to_the_search_and_the_count_is_told_as_it_is_typed(page: Browser) -> None:
    assert page.text("#told") == "All 3 documents"
    page.press("/")
    page.write("scientific")
    assert page.run("return document.activeElement.id + document.activeElement.value") == "searchscientific"
    assert page.shown(TITLES) == ["Scientific information"]
    assert page.text("#told") == "1 of 3 documents"
    page.write("/")  # a sign like others in a field
    assert page.text("#told") == "0 of 3 documents"
    page.press("Escape")
    assert page.text("#told") == "All 3 documents"


def test_facets_filter_and_count_what_the_others_leave(page: Browser) -> None:
    labels = page.shown("#facets label")
    assert labels == ["For", "Period", "Format", "Brief", "Audit"]  # what all documents share is no filter
    choose = """const select = document.getElementById(arguments[0]);
      select.value = [...select.options].find((one) => one.textContent.startsWith(arguments[1])).value;
      select.dispatchEvent(new Event("change"));
      return [...document.getElementById("facet-audience").options].map((one) => one.textContent)"""
    assert page.run(choose, "facet-format", "Word") == ["All", "Healthcare professionals (0)", "Investors, public (1)"]
    assert page.text("#told") == "1 of 3 documents"
    assert page.run("return location.hash") == "#format=Word"
    page.click("#clear")
    assert page.text("#told") == "All 3 documents"
    assert page.run(choose, "facet-audit", "problems")
    assert len(page.shown(TITLES)) == 1


def test_an_address_holds_what_is_asked_for(page: Browser, tmp_path: Path) -> None:
    page.open(tmp_path / "index.html", "#audience=Healthcare+professionals&number=18.8")
    assert page.text("#told") == "1 of 3 documents"
    assert page.text("#numbers-told") == "1 passage in 3 documents"


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("0.60", "NB-7: a hazard ratio of 0.60"),
        ("HAZARD   ratio of 0.60", "NB-7: a hazard ratio of 0.60"),
        ("61 060", "About 61,060 of 324,603 cases, 18.8%"),
        ("61060", "About 61,060 of 324,603 cases, 18.8%"),
        ("cases share", "About 61,060 of 324,603 cases, 18.8%"),
        ("promotion", "Not for promotion."),
        ("who-2022", "About 61,060 of 324,603 cases, 18.8%"),
    ],
)
def test_a_number_leads_to_documents_and_sources(page: Browser, asked: str, first: str) -> None:
    page.click("#number")
    page.write(asked)
    assert page.shown("#found .sentence")[0] == first
    assert "NB-7, a degrader PowerPoint, Q4 2025, for Investors, public" in page.shown("#found .places")[0]


@pytest.mark.parametrize("asked", ["60", "0.6", "324", "8.8", "1,060", "nowhere"])
def test_a_part_of_a_number_is_another_number(page: Browser, asked: str) -> None:
    page.click("#number")
    page.write(asked)
    assert page.text("#numbers-told") == "No passage of these documents says that"


def test_an_answer_names_record_line_source_and_what_was_computed(page: Browser) -> None:
    page.click("#number")
    page.write("18.8")
    said = page.text("#found .values")
    assert "18.8% derived/share share" in said
    assert "computed: 61,060 / 324,603, from epidemiology/lung value" in said
    assert "WHO. Cancer today. 2022. · table 2 · registry" in said
    assert page.run("return document.querySelector('#found mark').textContent") == "18.8%"
    assert page.run("return document.querySelector('#found a').getAttribute('href')").startswith("./2026-Q1/")


def test_what_is_new_to_the_reader_is_told_until_it_is_seen(page: Browser, tmp_path: Path) -> None:
    assert page.shown("#news") == []
    fill(tmp_path, entry(DECK, shown="9" * 64), entry(PAPER), entry("2025-Q4/asset-deck/nb-8.pptx"))
    write_portal(tmp_path, brand())
    for _ in range(2):  # to look again does not take it away
        page.open(tmp_path / "index.html")
        assert "1 new, 1 changed." in page.text("#news-told")
        assert page.shown(".looked") == ["changed since you looked", "new to you"]
    page.click("#seen")
    assert page.shown(".looked") + page.shown("#news") == []
    page.open(tmp_path / "index.html")
    assert page.shown("#news") == []


def test_without_a_store_of_the_browser_everything_else_works(page: Browser) -> None:
    broken = """Object.defineProperty(window, "localStorage", {get() { throw new Error("denied"); }});
      const again = new Page(JSON.parse(document.getElementById("data").textContent));
      again.look(); again.markSeen(); return [again.stored(), again.store({}), document.getElementById("news").hidden]"""
    assert page.run(broken) == [None, False, True]


def test_a_document_whose_day_is_to_come_says_how_long(page: Browser) -> None:
    [chip] = page.shown("td .chip.house")
    assert chip.startswith("its day is to come: ")
    assert chip.endswith(" days")
    assert page.run(
        "return [daysAhead('2026-01-03', '2026-01-01'), daysAhead('2025-01-01', '2026-01-01'), daysAhead('x', '')]"
    ) == [2, 0, 0]


def test_columns_sort_by_keyboard_and_say_so(page: Browser) -> None:
    page.run("document.querySelector('thead button').focus()")
    page.press("Enter")
    assert page.run("return document.querySelector('thead th').getAttribute('aria-sort')") == "ascending"
    assert page.shown(TITLES)[-1] == "Scientific information"
    page.press("Enter")
    assert page.shown(TITLES)[0] == "Scientific information"


def test_the_first_key_leads_past_the_head(page: Browser) -> None:
    page.press("Tab", "Enter")
    assert page.run("return document.activeElement.id") == "documents"


@pytest.mark.parametrize(
    ("text", "word", "held"),
    [
        ("0.60 (95% ci 0.46-0.78)", "0.60", True), ("10.60", "0.60", False), ("0.605", "0.60", False),
        ("10.60 and 0.60", "0.60", True), ("phase 3, 12 patients", "3", True), ("3,456", "3", False),
        ("at 60.", "60", True), ("hs-20089", "20089", True), ("", "1", False),
    ],
)  # fmt: skip
def test_numbers_are_held_as_a_whole(page: Browser, text: str, word: str, held: bool) -> None:
    assert page.run("return holds(arguments[0], arguments[1])", text, word) is held


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier_in_the_table_and_in_the_answers(page: Browser, scheme: Literal["light", "dark"]) -> None:
    assert page.barriers(scheme) == []
    page.click("#number")
    page.write("18.8")
    assert page.barriers(scheme) == []


def test_axe_finds_the_barrier_of_a_page_that_has_one(page: Browser) -> None:
    page.run("document.getElementById('search').labels[0].remove()")
    assert "label" in {barrier.partition(":")[0] for barrier in page.barriers("light")}
