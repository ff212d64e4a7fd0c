"""What of a subject the main part of a document tells within its budget; the rest stands in the annex."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal, TypeVar

from briefgen.editor.budget import Budget
from briefgen.editor.comments import comments_of
from briefgen.editor.compared import compared_with, prolonged_alike
from briefgen.editor.materiality import Materiality
from briefgen.editor.news import UNCHANGED, Changes, News, NewsOfAKind, by_kind, counted
from briefgen.editor.outlook import Outlook, outlook_of
from briefgen.editor.page import TrialPage, pages_of
from briefgen.editor.stories import Remainder, Story, remainders, stories_of
from briefgen.editor.why import with_reasons
from briefgen.records.vocabulary import STAGES
from briefgen.values.dates import PartialDate
from briefgen.view import RecordView, Subject
from briefgen.view.area import IndicationView
from briefgen.view.asset import AssetView
from briefgen.view.base import record_of
from briefgen.view.commentary import CommentaryView
from briefgen.view.deal import DealView
from briefgen.view.event import EventView
from briefgen.view.program import ProgramView
from briefgen.view.result import ResultView
from briefgen.view.several import first_leads
from briefgen.view.trial import TrialView

YEAR = 366
"""Days for which a missed endpoint stands beside the news."""
SHORT = 4
"""Rows of a register, or one more than the claims, that leave room for gaps on their slide."""
TIMED = 6
"""Dated events from which on a timeline tells them."""
APART = 4
"""Deals beside those told at length that are told one by one; more are a table of the annex."""
MANY = 12
"""Assets of an area beyond which its annex lists them, and programmes that sentences would only count."""
NAMED = 3
"""Expected events that the summary of a quiet period names."""
FEW = 3
"""Programmes of a subject on which the first page tells everything, when nothing became known and no trial reports."""
SMALL = 6
"""Events, happened and expected, of one medicine with few programmes that one slide tells."""
QUIET = 3
"""Events that a document shows of a subject on which nothing became known."""
T = TypeVar("T", bound=RecordView)


@dataclass(frozen=True, slots=True)
class Told:
    """What the main part of a document tells at length."""

    assets: tuple[AssetView, ...]
    readouts: tuple[TrialView, ...]
    """As many as the budget holds, and each that did not meet an endpoint in the last twelve months."""
    stories: tuple[Story, ...]
    """The assets told, each with what a deck that has no annex tells of it."""
    remainders: tuple[Remainder, ...]
    """What the annex of a text has left of each trial."""
    matters: tuple[News, ...]
    """Each of these readouts with what the data say beside it, also where it is no news."""
    pages: tuple[TrialPage, ...]
    """What a page tells of each of these readouts."""
    readouts_left: tuple[TrialView, ...]
    """Trials with results that the annex tells alone."""
    deals: tuple[DealView, ...]
    deals_apart: tuple[DealView, ...]
    """The other deals, where they are so few that each is told by itself; the annex of a deck tells them."""
    deals_listed: tuple[DealView, ...]
    """The other deals, where they are so many that a table of the annex lists them."""
    deals_drawn: tuple[DealView, ...]
    """The deals told of which enough is known to fill a slide."""
    deals_undrawn: tuple[DealView, ...]
    """All others, in the order of the files."""
    unshown: tuple[ResultView, ...]
    """Of the comparisons of efficacy those that a table with as many of each trial as the budget says does not show."""
    missed: tuple[ResultView, ...]
    """Results of the last twelve months that missed their endpoint or were not significant, one of each endpoint."""
    missed_beside: tuple[ResultView, ...]
    """The first of these, where no news tells of its trial: what stands against the headline."""
    missed_untold: tuple[EventView, ...]
    """Readouts of the last twelve months of a missed endpoint that has no result on record."""
    compared: tuple[ResultView, ...]
    """Of each trial its effect on the endpoint that the first news tells of."""
    prolonged: tuple[News, ...]
    """The news of a longer time to one endpoint, where the first of the news is one."""
    positions: tuple[AssetView, ...]
    """Assets with a program, of which a summary tells where they stand."""
    programs: tuple[ProgramView, ...]
    """Programmes that a figure draws, in the order of the files."""
    drawn: bool
    """Whether a figure draws all programmes, so many that sentences would only count them."""
    expected_events: tuple[EventView, ...]
    """Events that a calendar of expected ones draws, the next first."""
    outlook: Outlook
    """What a calendar of the period and of what is ahead draws."""
    events: tuple[EventView, ...]
    """Events that became known in the period and those expected, earliest first; in a quiet period the last three."""
    timeline: bool
    """Whether so many of these events have a date that a timeline tells them better than a table."""
    diseases: tuple[IndicationView, ...]
    """Diseases of which numbers are on record: first those of the trials told, the widest first."""
    diseases_left: tuple[IndicationView, ...]
    """The other diseases of the subject, which its annex tells."""
    comments: tuple[CommentaryView, ...]
    """Every comment of the house for the period, in the order in which they are told."""
    comments_told: tuple[CommentaryView, ...]
    """As many of them as the budget of a main part holds; all where there is no annex."""
    comments_apart: tuple[CommentaryView, ...]
    """The others, which the annex tells."""
    whole: bool
    """Whether the budget leaves nothing of these out."""
    cut: bool
    """Whether trials, or diseases with numbers, are left for the annex of an area."""
    many: bool
    """Whether assets are so many that the annex of an area lists them."""
    eventful: bool
    """Whether events, happened and expected, are more than a calendar or timeline has room for."""
    crowded: bool
    """Whether more is expected than the half of a calendar that is kept for it has room for."""
    waiting: bool
    """Whether more is expected than the summary of a quiet period names."""
    small: bool
    """Whether something became known of one medicine, and events are so few that a summary tells all of them."""
    quiet: bool
    """Whether nothing that happened became known in the period."""
    short: bool
    """Whether nothing that happened became known, and what is on record is so little that the first page tells it."""
    last_standing: tuple[ProgramView, ...]
    """Where the furthest asset last stood, its furthest programme first: the headline where `short`, else none."""
    annex: bool
    """Whether an annex holds what the main part has no room for, or no reason to tell."""
    news: tuple[News, ...]
    """What became known in the period, with what the data say beside each."""
    happened: tuple[News, ...]
    """The news that happened, without what is expected."""
    recounted: bool
    """Whether the points of a first page hold all that happened."""
    kinds: tuple[NewsOfAKind, ...]
    """The same by kind, in the order of the first of each."""
    counted: tuple[Changes, ...]
    """All news as a title counts them."""
    expected: tuple[News, ...]
    """The news that is expected and not yet true."""
    unchanged: tuple[News, ...]
    """The assets on which nothing became known, as rows beside the news."""
    met: tuple[EventView, ...]
    """Readouts that became known in the period, of an endpoint that was met."""
    not_met: tuple[EventView, ...]
    """Readouts that became known in the period, of an endpoint that was not met."""
    gaps_at: Literal["", "register", "claims", "own"]
    """Where a deck without an annex tells what is not stated: with the register or the claims where both are short,
    else on a slide of its own."""


STATES = tuple(field.name for field in fields(Told) if field.type == "bool")
"""What a document is or is not; a list of sections asks for it by these names."""


def told_of(subject: Subject, news: Sequence[News], budget: Budget, ranking: Materiality, as_of: date) -> Told:
    """The assets, trials and deals of a subject that its main part tells: those with news first, then pivotal trials,
    those that did not meet an endpoint and those that missed significance before others, newer results before older,
    and the furthest assets."""
    trials = [trial for trial in subject.readouts if not trial.companion_of]
    trials.sort(key=_newest, reverse=True)
    trials.sort(key=lambda t: (record_of(t).phase not in ranking.pivotal, not t.has_failed, not t.has_missed))
    assets = sorted((asset for asset in subject.assets if asset.has_story), key=_stage, reverse=True)
    deals = list(subject.deals[::-1])
    deals.sort(key=lambda deal: not (deal.has_terms and deal.signed))
    fresh = [one.record for one in news]
    about = [asset for seen in fresh for asset in getattr(seen, "assets", ())]
    missed = _missed(subject, as_of)
    events = _events(subject, budget.events)
    reasoned = with_reasons(news, subject, missed)
    failed = [result.trial for result in missed if result.judgement == "not_met" and result.trial in trials]
    readouts = tuple(dict.fromkeys([*_first(trials, fresh, budget.readouts), *failed]))
    standing = sorted(dict.fromkeys(program.asset for program in subject.programs), key=_stage, reverse=True)
    whole = len(assets) <= budget.assets and len(trials) <= budget.readouts
    quiet = all(one.expected for one in news)
    short = quiet and 0 < len(subject.programs) <= FEW and not subject.readouts
    diseases = _diseases(subject, readouts, budget.diseases)
    told_deals = _first(deals, [deal for deal in deals if deal.is_new], budget.deals)
    drawn = tuple(deal for deal in told_deals if deal.fills_a_slide)
    others = tuple(deal for deal in subject.deals if quiet or deal not in told_deals)
    happened = tuple(one for one in reasoned if not one.expected)
    comments = comments_of(subject, news)
    most_comments = budget.comments if quiet or not whole else len(comments)
    matters = _matters(readouts, reasoned, subject, missed)
    return Told(
        assets=_first(assets, about, budget.assets),
        readouts=readouts,
        stories=stories_of(_first(assets, about, budget.assets), subject, annex=quiet or not whole),
        remainders=remainders(subject.readouts, readouts, budget.rows),
        matters=matters,
        pages=pages_of(readouts, matters, budget.rows),
        readouts_left=tuple(trial for trial in trials if trial.efficacy and trial not in readouts),
        deals=told_deals,
        deals_apart=others if len(others) <= APART else (),
        deals_listed=others if len(others) > APART else (),
        deals_drawn=drawn,
        deals_undrawn=tuple(deal for deal in subject.deals if deal not in drawn),
        unshown=tuple(lead for trial in subject.readouts for lead in _beyond(trial, budget.rows)),
        missed=missed,
        missed_beside=tuple(one for one in missed[:1] if one.trial not in [new.record for new in happened]),
        missed_untold=_missed_untold(subject, missed, as_of),
        compared=compared_with(subject, happened),
        prolonged=prolonged_alike(happened),
        positions=_first(standing, about, budget.positions),
        programs=_programs(subject, fresh, budget.programs),
        drawn=MANY < len(subject.programs) <= budget.programs,
        expected_events=subject.catalysts[: budget.expected],
        outlook=outlook_of(subject, budget.events // 2),
        events=events,
        timeline=sum(bool(event.date) for event in events) >= TIMED,
        diseases=diseases,
        diseases_left=tuple(one for one in subject.diseases if one not in diseases),
        comments=comments,
        comments_told=comments[:most_comments],
        comments_apart=comments[most_comments:],
        whole=whole,
        cut=len(trials) > len(readouts) or any(one not in diseases for one in _numbered(subject)),
        many=len(subject.assets) > MANY,
        eventful=len(subject.events) + len(subject.catalysts) > budget.events,
        crowded=len(subject.catalysts) > budget.events // 2,
        waiting=len(subject.catalysts) > NAMED,
        small=not quiet and whole and _is_small(subject),
        quiet=quiet,
        short=short,
        last_standing=_last_standing(subject, standing) if short else (),
        annex=quiet or not whole,
        news=reasoned,
        happened=happened,
        recounted=len(happened) <= budget.points,
        kinds=by_kind(happened),
        counted=counted(reasoned),
        expected=tuple(one for one in reasoned if one.expected),
        unchanged=tuple(News(UNCHANGED, asset) for asset in subject.assets if not asset.changes),
        met=_readouts(subject, "met"),
        not_met=_readouts(subject, "not_met"),
        gaps_at=_gaps_at(subject),
    )


def _is_small(subject: Subject) -> bool:
    events = len(subject.events) + len(subject.catalysts)
    lone = len(subject.assets) == 1 and max(len(subject.readouts), len(subject.deals)) <= 1
    return 0 < len(subject.programs) <= FEW and lone and events <= SMALL


def _beyond(trial: TrialView, most: int) -> list[ResultView]:
    told = first_leads(trial.leads, most)
    return [lead for lead in trial.leads if lead not in told and not lead.is_safety]


def _last_standing(subject: Subject, standing: Sequence[AssetView]) -> tuple[ProgramView, ...]:
    """The programmes of the furthest asset of which a stage is known, the furthest first."""
    return tuple(one for alike in subject.stages for one in alike if one.asset in standing[:1])


def _programs(subject: Subject, fresh: Sequence[RecordView], limit: int) -> tuple[ProgramView, ...]:
    """The programmes that news tell of, then the furthest, as many as there is room for, in the order of the files."""
    furthest = sorted(subject.programs, key=_reached, reverse=True)
    new = [program for program in furthest if _is_told_by(program, fresh)]
    kept = set(_first(furthest, new, limit))
    return tuple(program for program in subject.programs if program in kept)


def _is_told_by(program: ProgramView, fresh: Sequence[RecordView]) -> bool:
    about = (seen for seen in fresh if program.indication in getattr(seen, "indications", ()))
    return program in fresh or any(program.asset in getattr(seen, "assets", ()) for seen in about)


def _matters(
    readouts: Sequence[TrialView], news: Sequence[News], subject: Subject, missed: Sequence[ResultView]
) -> tuple[News, ...]:
    fresh = {one.record: one for one in news if one.result}
    older = [News("readout", trial, trial.readout.finding or None) for trial in readouts if trial not in fresh]
    return (*(fresh[trial] for trial in readouts if trial in fresh), *with_reasons(older, subject, missed))


def _readouts(subject: Subject, outcome: str) -> tuple[EventView, ...]:
    told = (event for event in subject.new_events if event.type not in ("publication", "conference"))
    return tuple(event for event in told if event.judgement == outcome and event.assets)


def _gaps_at(subject: Subject) -> Literal["", "register", "claims", "own"]:
    if not subject.gaps and not any(trial.undisclosed for trial in subject.readouts):
        return ""
    if 0 < len(subject.claims) < SHORT:
        return "claims"
    return "register" if len(subject.programs) + len(subject.designations) + len(subject.readouts) <= SHORT else "own"


def _events(subject: Subject, limit: int) -> tuple[EventView, ...]:
    """What a timeline shows: what became known in the period, then what is expected; else the last that is known."""
    happened = subject.new_events or subject.events[-QUIET:]
    return (*happened, *subject.catalysts)[:limit]


def _diseases(subject: Subject, readouts: Sequence[TrialView], limit: int) -> tuple[IndicationView, ...]:
    known = [disease for disease in subject.diseases if disease.epidemiology or disease.benchmarks or disease.context]
    named = [wide for trial in readouts for one in trial.indications for wide in (one, *one.ancestors)]
    return _first(known, named, limit)


def _numbered(subject: Subject) -> list[IndicationView]:
    """The diseases that a slide can be drawn of."""
    return [disease for disease in subject.diseases if disease.epidemiology or disease.benchmarks]


def _newest(trial: TrialView) -> tuple[date, date]:
    """When the newest result of a trial was announced, as far as it is known."""
    days: list[PartialDate] = [result.announced.value for result in trial.results if result.announced]
    return max((day.sort_key for day in days), default=(date.min, date.min))


def _stage(asset: AssetView) -> int:
    return max(map(_reached, asset.programs), default=-1)


def _reached(program: ProgramView) -> int:
    return STAGES.order(str(program.stage.value)) if program.stage else -1


def _missed(subject: Subject, as_of: date) -> tuple[ResultView, ...]:
    """Of each missed endpoint of a trial the first result that says so; endpoints not met before looks that decide
    nothing yet."""
    found: dict[tuple[str, str], ResultView] = {}
    for result in sorted(subject.results, key=lambda result: not result.is_comparison):
        day: PartialDate | None = result.announced.value if result.announced else None
        if result.is_missed and _is_recent(day, as_of) and not result.subgroup:
            found.setdefault((result.trial.id, str(record_of(result).endpoint)), result)
    return tuple(sorted(found.values(), key=lambda result: result.judgement != "not_met"))


def _missed_untold(subject: Subject, told: Sequence[ResultView], as_of: date) -> tuple[EventView, ...]:
    said = (e for e in subject.events if e.is_readout and not e.expected and e.outcome == "not_met")
    recent = [event for event in said if _is_recent(record_of(event).date, as_of)]
    return tuple(event for event in recent if not any(result.trial in event.trials for result in told))


def _is_recent(day: PartialDate | None, as_of: date) -> bool:
    return day is not None and day.end is not None and 0 <= (as_of - day.end).days <= YEAR


def _first(found: Sequence[T], preferred: Sequence[RecordView], limit: int) -> tuple[T, ...]:
    leading = [seen for seen in found if seen in preferred]
    leading.sort(key=list(preferred).index)
    return tuple(dict.fromkeys([*leading, *found]))[:limit]
