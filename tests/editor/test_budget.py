"""A rich company's deck keeps its budget, leads with the news, and keeps in its annex what it does not tell."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from briefgen.brand.brand import read_brand
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.dataset.load import load_dataset
from briefgen.deck import cut_deck
from briefgen.document.blocks import Document, plain
from briefgen.document.walk import inlines_of
from briefgen.editor import findings, read_materiality
from briefgen.editor.budget import Budget, told_of
from briefgen.editor.news import news_of
from briefgen.values.dates import Period
from briefgen.view.view import View, view_of
from support.real_project import TEMPLATES, briefs

DATA = Path(__file__).parents[1] / "companies" / "akeso" / "data"
DAYS = (("2025-Q2", date(2025, 6, 30)), ("2025-Q4", date(2025, 12, 31)))
MAIN = 16
"""Slides before the annex: cover, notice, summary, changes, pipeline, filings and figures where there are any, events,
expected events, and as many assets, trials and deals as the budget allows."""


@cache
def seen(period: str, day: date) -> View:
    return view_of(load_dataset(DATA), day, Period.parse(period), "investor")


@cache
def deck(period: str, day: date) -> Document:
    view = seen(period, day)
    brief = next(brief for brief in briefs() if brief.name == "quarterly-briefing")
    outline = next(one for one in outline_brief(brief, view) if (one.subject, one.format) == ("akeso", "pptx"))
    return compose_document(outline, view, TEMPLATES)


def text(document: Document) -> str:
    return re.sub(r"\s+", " ", "\n".join(plain(inlines) for inlines in inlines_of(document.blocks)))


@pytest.mark.parametrize(("period", "day"), DAYS)
def test_the_main_part_keeps_its_budget(period: str, day: date) -> None:
    titles = [
        "".join(run.text for para in slide.title.paras for run in para.runs)
        for slide in cut_deck(deck(period, day), read_brand(TEMPLATES / "brand", "brand")).slides
    ]
    assert next(n for n, title in enumerate(titles) if title.startswith("Annex")) <= MAIN
    assert sum(title.startswith("Important notice") for title in titles) == 1


def unlimited(result, said: str) -> str:
    """A value as it is told: with its limits beside it, or without where they stand once before a comparison."""
    alone = str(result.value.value.without(*result.limits))
    return alone if re.sub(r"\s+", " ", alone) in said else str(result.value)


@pytest.mark.parametrize(("period", "day"), DAYS)
def test_nothing_is_lost(period: str, day: date) -> None:
    said = text(deck(period, day))
    company = seen(period, day).find("company", "akeso")
    stated = [event.title for event in (*company.events, *company.catalysts)]
    stated += [unlimited(result, said) for result in company.results] + [claim.text for claim in company.claims]
    stated += [program.stage for program in company.programs] + [d.type for d in company.designations]
    missing = [str(one) for one in stated if re.sub(r"\s+", " ", str(one)).casefold() not in said.casefold()]
    assert missing == []


def test_summaries_differ_and_lead_with_the_most_material_news() -> None:
    titles = []
    for period, day in DAYS:
        view = seen(period, day)
        company = view.find("company", "akeso")
        first = news_of(findings(view, company, view.period, read_materiality(TEMPLATES)))[0]
        headings = [plain(block.inlines) for block in deck(period, day).blocks if hasattr(block, "level")]
        told = str(first.record.name if first.result else first.record.title)
        assert told in headings[1]
        titles.append(headings[1])
    assert len(set(titles)) == 2


def test_what_has_news_is_told_at_length_and_missed_endpoints_stay_in_sight() -> None:
    view = seen(*DAYS[1])
    company = view.find("company", "akeso")
    ranking = read_materiality(TEMPLATES)
    news = news_of(findings(view, company, view.period, ranking))
    told = told_of(company, news, Budget(assets=1, readouts=2), ranking, view.as_of)
    assert not told.whole
    assert (len(told.assets), len(told.readouts)) == (1, 2)
    assert all(trial in [one.record for one in news] for trial in told.readouts)
    assert {str(result.trial.name) for result in told.missed} == {"HARMONi", "HARMONi-2"}
    assert told_of(company, news, Budget(assets=99, readouts=99), ranking, view.as_of).whole


# --- a quarter without news, an area ----------------------------------------------------------------------------------


def shown_deck(brief_name: str, subject: str, view: View) -> Document:
    brief = next(brief for brief in briefs() if brief.name == brief_name)
    outline = next(one for one in outline_brief(brief, view) if (one.subject, one.format) == (subject, "pptx"))
    return compose_document(outline, view, TEMPLATES)


def slide_titles(document: Document) -> list[str]:
    deck = cut_deck(document, read_brand(TEMPLATES / "brand", "brand"))
    return ["".join(run.text for para in slide.title.paras for run in para.runs) for slide in deck.slides]


def test_a_quarter_without_news_is_short_and_its_annex_keeps_the_rest() -> None:
    view = view_of(load_dataset(DATA.parents[3] / "data"), date(2026, 11, 28), Period.parse("2025-Q4"), "investor")
    document = shown_deck("quarterly-briefing", "gsk", view)
    titles = slide_titles(document)
    assert next(n for n, title in enumerate(titles) if title.startswith("Annex")) <= 5
    assert titles[2].replace("\u00a0", " ").startswith("Nothing new on GSK became known in Q4 2025")
    assert all(str(event.title) in text(document) for event in view.find("company", "gsk").events)


def test_what_is_only_expected_makes_no_news() -> None:
    view = seen(*DAYS[1])
    ranking = read_materiality(TEMPLATES, "templates")
    found = view.find("company", "akeso")
    news = news_of(findings(view, found, view.period, ranking))
    ahead = [one for one in news if one.expected]
    assert told_of(found, ahead, Budget(), ranking, view.as_of).quiet
    assert not told_of(found, news, Budget(), ranking, view.as_of).quiet


def test_an_area_tells_each_disease_once() -> None:
    view = seen(*DAYS[1])
    area = next(one for one in view.all("area") if len([d for d in one.diseases if d.epidemiology or d.benchmarks]) > 1)
    titles = [title for title in slide_titles(shown_deck("area-landscape", area.id, view)) if "(" not in title]
    assert len(titles) == len(set(titles))


def test_the_diseases_of_the_trials_told_come_first() -> None:
    view = seen(*DAYS[1])
    ranking = read_materiality(TEMPLATES, "templates")
    found = view.find("company", "akeso")
    told = told_of(found, (), Budget(diseases=1, readouts=1), ranking, view.as_of)
    named = {wide for one in told.readouts[0].indications for wide in (one, *one.ancestors)}
    assert len(told.diseases) == 1
    assert told.diseases[0] in named or not named & {d for d in found.diseases if d.epidemiology or d.benchmarks}
