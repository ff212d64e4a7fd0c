"""Briefs about one asset: what they say of little, of much and of nothing, and what they must never say."""

from __future__ import annotations

import itertools
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.briefs.brief import read_briefs
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.briefs.said import read_book
from briefgen.briefs.wording import entry_of
from briefgen.charts import CHARTS
from briefgen.dataset.load import load_dataset
from briefgen.deck import cut_deck
from briefgen.document.blocks import Heading
from briefgen.document.document import Document
from briefgen.document.inlines import plain
from briefgen.project import STARTER
from briefgen.values.dates import Period
from briefgen.view.view import view_of
from support.document_words import text_in, text_of
from support.real_project import TEMPLATES, documents, real_view

ASSETS = ("hs-20089", "serplulimab", "hlx22", "hlx43")
DECKS = ("asset-deck", "medical-deck")
FORMATS = {"asset-deck": "pptx", "medical-deck": "pptx", "asset-profile": "docx"}
PROMOTION = (
    "best-in-class", "best in its class", "first in the world", "breakthrough drug", "promising", "paradigm",
    "encouraging", "manageable", "well tolerated", "leading", "unmet need", "only anti-PD-1", "largest",
)  # fmt: skip
MORE = Path(__file__).parents[1] / "support" / "full_asset.yaml"


def document(brief: str, asset: str) -> Document:
    return documents()[f"{brief}/{asset}.{FORMATS[brief]}"]


def titles(found: Document) -> list[str]:
    return [plain(block.inlines) for block in found.blocks if isinstance(block, Heading) and block.level == 2]


def words(found: Document) -> str:
    return re.sub(r"[\s\u00a0]+", " ", f"{text_of(found.title, *found.subtitle)} {text_in(found.blocks)}")


@pytest.mark.parametrize("asset", ASSETS)
@pytest.mark.parametrize("brief", DECKS)
def test_titles_fit_two_lines_and_differ(brief: str, asset: str):
    found = titles(document(brief, asset))
    assert max(map(len, found)) <= 112
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("asset", ASSETS)
@pytest.mark.parametrize("brief", FORMATS)
def test_every_brief_says_what_is_investigational(brief: str, asset: str):
    text = words(document(brief, asset))
    said = ("the sources state no approval", "The sources state a current approval only for",
            "A use is investigational unless an approval is stated for it")  # fmt: skip
    assert any(words in text for words in said)


@pytest.mark.parametrize("asset", ASSETS)
def test_the_medical_deck_repeats_no_claim_and_no_promotion(asset: str):
    text = words(document("medical-deck", asset)).lower()
    assert [word for word in PROMOTION if word.lower() in text] == []


@pytest.mark.parametrize("asset", ASSETS)
def test_the_medical_deck_is_for_professionals_on_its_cover_and_foot(asset: str):
    found = document("medical-deck", asset)
    assert "For healthcare professionals only" in " ".join(map(plain, found.subtitle))
    assert "For healthcare professionals only" in plain(found.footer[0])
    assert titles(found)[0] == "Purpose and important information"


@pytest.mark.parametrize("brief", DECKS)
def test_benchmarks_keep_their_caveat_and_stay_away_from_the_asset(brief: str):
    found = document(brief, "hs-20089")
    assert "no notable OS benefit" in words(found)
    assert "Cross-trial display." in words(found)
    near = [title for title in titles(found) if "HS-20089" in title]
    assert [title for title in near if re.search(r"27\.3|16\.6|6\.7|15\.9", title)] == []


@pytest.mark.parametrize("brief", FORMATS)
def test_spoken_figures_name_their_speaker_and_what_is_missing(brief: str):
    text = words(document(brief, "serplulimab"))
    assert "21.9%" in text
    assert "Liu Junling" in text
    assert "not a publication" in text
    assert "control arm" in text.lower()


@pytest.mark.parametrize("asset", ["hlx22", "hlx43"])
def test_a_deck_on_little_is_short_and_has_no_hole(asset: str):
    found = titles(document("asset-deck", asset))
    assert len(found) <= 6
    assert [title for title in found if re.search(r"reports|licen[cs]e|designation|studies", title)] == []


def test_the_designation_is_dated_and_no_approval():
    for brief in FORMATS:
        text = words(document(brief, "hs-20089"))
        assert "1 May 2025" in text
        assert "not an approval" in text or "not approvals" in text


# --- other data --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """Documents on an invented medicine of which much is known."""
    data = tmp_path_factory.mktemp("rich") / "data"
    shutil.copytree(STARTER / "data", data)
    shutil.copy(MORE, data / "full_asset.yaml")
    dataset = load_dataset(data)
    found = {}
    for brief in read_briefs(TEMPLATES):
        if brief.name not in FORMATS:
            continue
        view = view_of(dataset, date(2025, 12, 31), Period.parse("2025-Q4"), brief.audience)
        for outline in outline_brief(brief, view):
            found[f"{brief.name}/{outline.subject}"] = compose_document(outline, view, TEMPLATES)
    return found


def test_a_trial_with_two_arms_is_told_with_both(rich: dict[str, Document]):
    found = titles(rich["asset-deck/acm-1"])
    assert any(t.startswith("SUMMIT-1 met its endpoint (PFS): PFS hazard ratio of ") for t in found)
    assert any(t.startswith("SUMMIT-2 did not meet its endpoint") for t in found)
    text = words(rich["asset-deck/acm-1"])
    assert "95% CI 0.51–0.86" in text
    assert "not reached" in text


def test_safety_is_shown_where_it_is_reported(rich: dict[str, Document]):
    for brief in DECKS:
        assert any("safety" in title.lower() or "events: " in title for title in titles(rich[f"{brief}/acm-1"]))
    assert "no efficacy or safety result" in words(rich["medical-deck/acm-2"]).lower()


def test_below_safety_results_stands_what_no_trial_reports_and_how_they_are_read(rich: dict[str, Document]):
    text = words(rich["asset-deck/acm-1"])
    assert "Not reported in any trial" in text
    assert "Absence here is absence in the sources, not absence of events." in text
    assert "values of different rows must not be compared" in text


def test_a_designation_stays_in_its_territory(rich: dict[str, Document]):
    text = words(rich["asset-deck/acm-1"])
    assert re.search(r"PRIME designation EMA NSCLC \(proposed, unapproved use\) European Union", text)


def test_disclosed_terms_are_printed_and_missing_ones_said(rich: dict[str, Document]):
    text = words(rich["asset-deck/acm-1"])
    assert "USD 85 million" in text
    assert "up to USD 1,485 million" in text
    assert "is not zero" in text


def test_every_deck_fits_its_slides(rich: dict[str, Document]):
    brand = read_brand(TEMPLATES / "brand", "templates/brand")
    for path, found in rich.items():
        if not path.startswith("asset-profile"):
            assert len(cut_deck(found, brand).slides) >= 5


# --- docs/templates.md -------------------------------------------------------------------------------------------


DOCS = (TEMPLATES.parent / "docs" / "templates.md").read_text("utf-8")


def test_the_brief_from_scratch_in_the_docs_works(tmp_path: Path):
    folder = tmp_path / "templates"
    for path, content in re.findall(r"^`templates/(status-note/[\w.-]+)`\n\n```\w+\n(.*?)^```", DOCS, re.S | re.M):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content)
    view = real_view()
    (brief,) = read_briefs(folder)
    for outline in outline_brief(brief, view):
        found = compose_document(outline, view, folder)
        assert len(titles(found)) == 2
        assert found.references


def test_the_docs_name_every_chart_and_entries_that_there_are():
    for name in CHARTS:
        assert f"`{name}`" in DOCS
    entries = {entry.name for _, entry in read_book(TEMPLATES, "templates")}
    assert set(re.findall(r"words\.(\w+)", DOCS)) <= entries
    statements = re.findall(r"`([a-z-]+)`", DOCS.partition("| Statement |")[2].partition("\n\n")[0])
    assert statements
    assert {entry_of(name) for name in statements} <= entries


# --- the budget of the decks -------------------------------------------------------------------------------------

COMPANIES = Path(__file__).parents[1] / "companies"


@pytest.fixture(scope="module", params=["akeso", "kestrane"])
def decks(request: pytest.FixtureRequest) -> dict[str, Document]:
    """The asset and medical decks of a company at the end of a quarter that a missed endpoint precedes."""
    dataset = load_dataset(COMPANIES / request.param / "data")
    found = {}
    for brief in read_briefs(TEMPLATES):
        if brief.name in DECKS:
            view = view_of(dataset, date(2025, 12, 31), Period.parse("2025-Q4"), brief.audience)
            for outline in outline_brief(brief, view):
                found[f"{brief.name}/{outline.subject}"] = compose_document(outline, view, TEMPLATES)
    return found


def test_the_main_part_keeps_its_budget(decks: dict[str, Document]):
    budget = {"asset-deck": 10, "medical-deck": 14}
    annex = re.compile(r"Annex|Stud(?:y|ies) of .*: endpoints|References")
    for name, found in decks.items():
        main = list(itertools.takewhile(lambda title: not annex.match(title), titles_of_slides(found)))
        assert len(main) <= budget[name.split("/")[0]], (name, main)


def test_the_annex_has_what_the_trials_state_of_their_analyses(decks: dict[str, Document]):
    for name, found in decks.items():
        if name.endswith("/ivonescimab"):
            text = words(found)
            assert "NCT05499390" in text
            assert "Primary: PFS (IRRC); secondary: OS and ORR" in text
            assert "Co-primary: PFS and OS" in text
            assert "Interim for PFS and ORR (median follow-up 8.7 months); interim for OS (maturity 39%)" in text
            assert "Interim for OS (data cut-off December 2023, median follow-up 17.6 months, maturity 52%)" in text
        if name.endswith("/cadonilimab"):
            assert "18.7 months" in words(found)


def test_a_missed_endpoint_of_the_last_year_stands_beside_the_status(decks: dict[str, Document]):
    for name, found in decks.items():
        if name.endswith("/ivonescimab"):
            text = words(found)
            assert text.index("endpoint not met") < text.index("In brackets: 95% CI")


def titles_of_slides(found: Document) -> list[str]:
    return [plain(block.inlines) for block in found.blocks if isinstance(block, Heading) and block.level <= 2]


@pytest.mark.parametrize(
    ("company", "asset", "title"),
    [
        ("akeso", "ivonescimab", "HARMONi-6 met its PFS endpoint (interim): ivonescimab vs tislelizumab, both with chemotherapy, "
                                    "hazard ratio 0.60; OS not reported"),
        ("akeso", "ivonescimab", "HARMONi did not meet its OS endpoint: hazard ratio of 0.79, p = 0.057 (threshold 0.0448); "
                                    "it met its PFS endpoint"),
        ("kestrane", "orsulizumab", "CLARION-1 met its co-primary endpoints: ACR 20 response at week 24 of 58.4% with orsulizumab, "
                                    "31.1% with placebo"),
    ],
)  # fmt: skip
def test_a_title_tells_the_test_and_the_effect_and_shares_of_both_arms(company: str, asset: str, title: str) -> None:
    data = Path(__file__).parents[1] / "companies" / company / "data"
    brief = next(brief for brief in read_briefs(TEMPLATES) if brief.name == "asset-deck")
    view = view_of(load_dataset(data), date(2025, 12, 31), Period.parse("2025-Q4"), brief.audience)
    outline = next(one for one in outline_brief(brief, view) if one.subject == asset)
    found = titles(compose_document(outline, view, TEMPLATES))
    assert title in [one.replace("\xa0", " ") for one in found]
