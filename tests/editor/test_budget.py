"""A rich company's deck keeps its budget, leads with the news, and keeps in its annex what it does not tell."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.dataset.load import load_dataset
from briefgen.deck import Deck, cut_deck
from briefgen.document.allowance import over_budget
from briefgen.document.document import Document
from briefgen.document.inlines import plain
from briefgen.document.walk import inlines_of
from briefgen.editor import findings, read_materiality
from briefgen.editor.budget import Budget
from briefgen.editor.choice import told_of
from briefgen.editor.news import news_of
from briefgen.editor.told import Told
from briefgen.values.dates import Period
from briefgen.view.view import View, view_of
from support.real_project import TEMPLATES, briefs

DATA = Path(__file__).parents[1] / "companies" / "akeso" / "data"
DAYS = (("2025-Q2", date(2025, 6, 30)), ("2025-Q4", date(2025, 12, 31)))
BRAND = read_brand(TEMPLATES / "brand", "brand")
DECKS = (("quarterly-briefing", "akeso"), ("asset-deck", "ivonescimab"), ("medical-deck", "ivonescimab"))


@cache
def seen(period: str, day: date, audience: str = "investor") -> View:
    return view_of(load_dataset(DATA), day, Period.parse(period), audience)


@cache
def deck(period: str, day: date, name: str = "quarterly-briefing", subject: str = "akeso") -> Document:
    brief = next(brief for brief in briefs() if brief.name == name)
    view = seen(period, day, brief.audience)
    outline = next(one for one in outline_brief(brief, view) if (one.subject, one.format) == (subject, "pptx"))
    return compose_document(outline, view, TEMPLATES)


@cache
def cut(period: str, day: date, name: str, subject: str) -> Deck:
    return cut_deck(deck(period, day, name, subject), BRAND)


def text(document: Document) -> str:
    return re.sub(r"\s+", " ", "\n".join(plain(inlines) for inlines in inlines_of(document.blocks)))


@pytest.mark.parametrize(("period", "day"), DAYS)
def test_the_main_part_keeps_its_budget(period: str, day: date) -> None:
    for brief, subject in DECKS:
        document, made = deck(period, day, brief, subject), cut(period, day, brief, subject)
        assert document.allowance.most
        assert not list(over_budget(document, "slide", made.main, made.chapters))
        assert made.main < len(made.slides)
    titles = [slide.title.paras[0].text for slide in cut(period, day, *DECKS[0]).slides]
    assert sum(title.startswith("Important notice") for title in titles) == 1


def plainly(words: str) -> str:
    """Words without the level of 95% intervals, which a register says once in its caption."""
    return re.sub(r"\s+", " ", words).replace("95% CI ", "").casefold()


def unlimited(result, said: str) -> str:
    """A value as it is told: with its limits beside it, or without where they stand once before a comparison."""
    alone = str(result.value.value.without(*result.limits))
    return alone if plainly(alone) in plainly(said) else str(result.value)


def shown_as(event, said: str) -> str:
    """An event as it is told: by its title, or where its kind tells it as well, as the row of a calendar."""
    row = f"{event.type} {' '.join(str(trial.name) for trial in event.trials)} {event.when}"
    return row if event.is_plain and plainly(row) in plainly(said) else str(event.title)


@pytest.mark.parametrize(("period", "day"), DAYS)
def test_nothing_is_lost(period: str, day: date) -> None:
    said = text(deck(period, day))
    company = seen(period, day).find("company", "akeso")
    stated = [shown_as(event, said) for event in (*company.events, *company.catalysts)]
    stated += [unlimited(result, said) for result in company.results] + [claim.text for claim in company.claims]
    stated += [program.stage for program in company.programs] + [d.type for d in company.designations]
    missing = [str(one) for one in stated if plainly(str(one)) not in plainly(said)]
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
    assert (len(told.assets), [str(trial.name) for trial in told.readouts[2:]]) == (1, ["HARMONi"])
    assert all(trial in [one.record for one in news] for trial in told.readouts[:2])
    assert {str(result.trial.name) for result in told.missed} == {"HARMONi", "HARMONi-2"}
    assert told.missed_beside in ((), told.missed[:1])
    titled = {
        told.summary_titled_by,
        replace(told, prolonged=(told.happened[:1] * 2)).summary_titled_by,
        replace(told, prolonged=(), missed_beside=told.missed[:1]).summary_titled_by,
        replace(told, prolonged=(), missed_beside=()).summary_titled_by,
        replace(told, prolonged=(), happened=told.happened[:1]).summary_titled_by,
    }
    assert titled == {"longer", "count", "news"}
    assert told.has_approval == any(one.kind == "approval" for one in news)
    assert all(result.trial not in [one.record for one in told.happened] for result in told.missed_beside)
    nothing_new = told_of(company, [], Budget(), ranking, view.as_of)
    assert nothing_new.missed_beside == nothing_new.missed[:1] != ()
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


def told_in(data: str, folder: Path) -> Told:
    (folder / "all.yaml").write_text(data)
    q4 = Period.parse("2025-Q4")
    view = view_of(load_dataset(folder), q4.end, q4, "investor")
    ranking = read_materiality(TEMPLATES, "templates")
    found = view.find("company", "acme")
    return told_of(found, news_of(findings(view, found, q4, ranking)), Budget(), ranking, view.as_of)


SMALL = """
sources: [{id: s, type: press_release, tier: company_release, company: acme, title: S, published: 2025-11-10}]
areas: [{id: oncology, name: Oncology}]
indications: [{id: nsclc, name: NSCLC, area: oncology}]
companies: [{id: acme, name: Acme, source: s}]
assets:
  - {id: ac-1, name: AC-1, company: acme, source: s, programs: [PROGRAMS]}
trials:
  - {id: one, name: ONE, assets: ac-1, indications: nsclc, source: s}
  - {id: two, name: TWO, assets: ac-1, indications: nsclc, source: s}
results:
  - {id: r, trial: one, endpoint: ORR, measure: rate, value: 30%, source: s}
  - {id: q, trial: two, endpoint: ORR, measure: rate, value: 31%, source: s}
"""
PLACES = ("china", "us", "japan", "eu")


@pytest.mark.parametrize(
    ("programs", "claims", "place"),
    [(2, 0, "register"), (3, 0, "own"), (3, 3, "claims"), (2, 4, "register"), (2, 2, "claims")],
)
def test_what_is_not_stated_stands_where_there_is_room(programs: int, claims: int, place: str, tmp_path: Path) -> None:
    rows = ", ".join(f"{{indication: nsclc, territory: {where}}}" for where in PLACES[:programs])
    said = "".join(
        f"  - {{id: c{n}, company: acme, assets: ac-1, type: opinion, text: Better {n}, source: s}}\n"
        for n in range(claims)
    )
    data = SMALL.replace("PROGRAMS", rows) + (f"claims:\n{said}" if said else "")
    told = told_in(data, tmp_path)
    places = {"register": told.open_in_register, "claims": told.open_in_claims, "own": told.open_apart}
    assert [name for name, here in places.items() if here] == [place]


def test_what_happened_stands_apart_from_what_is_expected_and_what_did_not_change() -> None:
    view = seen(*DAYS[1])
    ranking = read_materiality(TEMPLATES, "templates")
    found = view.find("company", "akeso")
    told = told_of(found, news_of(findings(view, found, view.period, ranking)), Budget(), ranking, view.as_of)
    assert set(told.happened) == {one for one in told.news if not one.expected}
    assert all(one.kind == "unchanged" and not one.record.changes for one in told.unchanged)  # type: ignore[attr-defined]
    assert {one.outcome for one in told.met} <= {"met"}
    assert {one.outcome for one in told.not_met} <= {"not_met"}


def test_programs_are_counted_by_stage_those_stopped_last(tmp_path: Path) -> None:
    stages = ("discontinued", "phase_2", "approved", "phase_2")
    rows = ", ".join(f"{{indication: nsclc, territory: {w}, stage: {s}}}" for w, s in zip(PLACES, stages, strict=True))
    (tmp_path / "all.yaml").write_text(SMALL.replace("PROGRAMS", rows))
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    found = view.find("company", "acme").stages
    assert [(str(alike[0].stage.value), len(alike)) for alike in found] == [
        ("approved", 1),
        ("phase_2", 2),
        ("discontinued", 1),
    ]


@pytest.mark.parametrize(("named", "begins"), [(3, "few"), (4, "names")])
def test_of_deals_that_are_merely_named_a_few_are_told_and_more_are_counted(
    named: int, begins: str, tmp_path: Path
) -> None:
    deals = "".join(
        f"  - {{id: d{n}, type: out_license, licensor: acme, licensee: p{n}, assets: ac-1, source: s}}\n"
        for n in range(named)
    )
    partners = "".join(f", {{id: p{n}, name: Partner {n}, partner_only: true, source: s}}" for n in range(named))
    data = SMALL.partition("trials:")[0].replace("name: Acme, source: s}", f"name: Acme, source: s}}{partners}")
    told = told_in(f"{data.replace('PROGRAMS', '')}deals:\n{deals}", tmp_path)
    assert told.begins_with == begins
    assert [(kin.kind, len(kin.items)) for kin in told.named_first] == [("deal", named)]
    assert told.dated == ()
