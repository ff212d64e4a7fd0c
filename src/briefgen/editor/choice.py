"""The choice of what the main part of a document tells of a subject within its budget."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypeVar

from briefgen.editor.budget import Budget
from briefgen.editor.comments import comments_of
from briefgen.editor.compared import compared_with, leading_alike, spoken_beside
from briefgen.editor.counts import by_kind
from briefgen.editor.materiality import Materiality
from briefgen.editor.news import UNCHANGED, News
from briefgen.editor.outlook import outlook_of
from briefgen.editor.page import pages_of
from briefgen.editor.stories import remainders, stories_of
from briefgen.editor.told import Told
from briefgen.editor.why import with_reasons
from briefgen.values.dates import PartialDate
from briefgen.view import RecordView, Subject
from briefgen.view.area import IndicationView
from briefgen.view.asset import AssetView
from briefgen.view.base import record_of
from briefgen.view.event import EventView
from briefgen.view.glance import glance_of
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
APART = 3
"""Deals beside those told at length that are told one by one; more are a table of the annex."""
MANY = 12
"""Assets of an area beyond which its annex lists them, and programmes that sentences would only count."""
HELD = 6
"""Assets and diseases of an area, from which on a table of its diseases fills a slide."""
NAMED = 3
"""Expected events that the summary of a quiet period names."""
FEW = 3
"""Programmes of a subject on which the first page tells everything, when nothing became known and no trial reports."""
SMALL = 6
"""Events, happened and expected, of one medicine with few programmes that one slide tells."""
QUIET = 3
"""Events that a document shows of a subject on which nothing became known."""
T = TypeVar("T", bound=RecordView)


def told_of(subject: Subject, news: Sequence[News], budget: Budget, ranking: Materiality, as_of: date) -> Told:
    """The assets, trials and deals of a subject that its main part tells: those with news first, then pivotal trials,
    those that did not meet an endpoint and those that missed significance before others, newer results before older,
    and the furthest assets."""
    trials = [trial for trial in subject.readouts if not trial.companion_of]
    trials.sort(key=_newest, reverse=True)
    trials.sort(key=lambda t: (record_of(t).phase not in ranking.pivotal, not t.has_failed, not t.has_missed))
    assets = sorted((asset for asset in subject.assets if asset.has_story), key=_reach, reverse=True)
    deals = list(subject.deals[::-1])
    deals.sort(key=lambda deal: not (deal.has_terms and deal.signed))
    fresh = [one.record for one in news]
    about = [asset for seen in fresh for asset in getattr(seen, "assets", ())]
    missed = _missed(subject, as_of)
    events = _events(subject, budget.events)
    reasoned = with_reasons(news, subject, missed)
    failed = [result.trial for result in missed if result.judgement == "not_met" and result.trial in trials]
    readouts = tuple(dict.fromkeys([*_first(trials, fresh, budget.readouts), *failed]))
    standing = sorted(dict.fromkeys(program.asset for program in subject.programs), key=_reach, reverse=True)
    whole = len(assets) <= budget.assets and len(trials) <= budget.readouts
    quiet = all(one.expected for one in news)
    annex = quiet or not whole
    short = quiet and 0 < len(subject.programs) <= FEW and not subject.readouts
    told_assets = _first(assets, about, budget.assets)
    diseases = _diseases(subject, readouts, budget.diseases)
    diseases_left = tuple(one for one in subject.diseases if one not in diseases)
    told_deals = _first(deals, [deal for deal in deals if deal.is_new], budget.deals)
    drawn = tuple(deal for deal in told_deals if deal.fills_a_slide)
    others = tuple(deal for deal in subject.deals if quiet or deal not in told_deals)
    happened = tuple(one for one in reasoned if not one.expected)
    comments = comments_of(subject, news)
    most_comments = budget.comments if annex and not isinstance(subject, AssetView) else len(comments)
    matters = _matters(readouts, reasoned, subject, missed)
    small = not quiet and whole and _is_small(subject)
    partial = len(trials) > len(readouts)
    cut = partial or any(one not in diseases for one in _numbered(subject))
    many = len(subject.assets) > MANY
    eventful = len(subject.events) + len(subject.catalysts) > budget.events
    open_at = _open_at(subject, annex=annex, small=small)
    open_at_area = _open_at_area(subject)
    glances = (glance_of(subject, subject),) if isinstance(subject, AssetView) else ()
    return Told(
        subject=subject,
        budget=budget,
        assets=told_assets,
        readouts=readouts,
        stories=stories_of(told_assets, subject, annex=annex),
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
        spoken_beside=spoken_beside(subject, happened),
        prolonged=leading_alike(happened),
        positions=_first(standing, about, budget.positions),
        programs=_programs(subject, fresh, budget.programs),
        drawn=MANY < len(subject.programs) <= budget.programs,
        expected_events=subject.catalysts[: budget.expected],
        outlook=outlook_of(subject, budget.events // 2),
        events=events,
        timeline=sum(bool(event.date) for event in events) >= TIMED,
        diseases=diseases,
        diseases_left=diseases_left,
        diseases_apart=tuple(one for one in diseases_left if not one.is_only_counted),
        diseases_counted=tuple(one for one in diseases_left if one.is_only_counted),
        every_comment=comments,
        comments_told=comments[:most_comments],
        comments_apart=comments[most_comments:],
        whole=whole,
        cut=cut,
        many=many,
        eventful=eventful,
        crowded=len(subject.catalysts) > budget.events // 2,
        waiting=len(subject.catalysts) > NAMED,
        small=small,
        quiet=quiet,
        short=short,
        last_standing=_last_standing(subject, standing) if short else (),
        annex=annex,
        news=reasoned,
        happened=happened,
        recounted=len(happened) <= budget.points,
        kinds=by_kind(happened),
        expected=tuple(one for one in reasoned if one.expected),
        unchanged=tuple(News(UNCHANGED, asset) for asset in subject.assets if not asset.changes),
        met=_readouts(subject, "met"),
        not_met=_readouts(subject, "not_met"),
        open_in_register=open_at == "register",
        open_in_claims=open_at == "claims",
        open_apart=open_at == "own",
        open_few=open_at_area == "few",
        open_many=open_at_area == "many",
        large=cut or many or eventful,
        sparse=len(subject.assets) + sum(one in subject.indications for one in subject.diseases) < HELD,
        glances=glances,
        tabled=any(glance.in_table for glance in glances),
        overfull=any(glance.left for glance in glances),
        partial=partial,
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
    furthest = sorted(subject.programs, key=lambda program: program.reach, reverse=True)
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


def _open_at(subject: Subject, *, annex: bool, small: bool) -> Literal["", "register", "claims", "own"]:
    """Where a deck on a company tells what is not stated: with an annex on a slide of its own; without one with the
    register or the claims where both are short; nowhere where a summary tells everything."""
    if annex or small or not (subject.gaps or any(trial.undisclosed for trial in subject.readouts)):
        return "own" if annex else ""
    if 0 < len(subject.claims) < SHORT:
        return "claims"
    return "register" if len(subject.programs) + len(subject.designations) + len(subject.readouts) <= SHORT else "own"


def _open_at_area(subject: Subject) -> Literal["", "few", "many"]:
    """Whether a deck on an area tells what is not stated in its main part or, where it is much, in its annex."""
    if len(subject.programs) <= SHORT and len(subject.gaps) <= NAMED - 1 and not subject.open_readouts:
        return ""
    return "many" if len(subject.gaps) + len(subject.readouts) > MANY else "few"


def _events(subject: Subject, limit: int) -> tuple[EventView, ...]:
    """What a timeline shows: what became known in the period, else the last that is known, then what is expected; where
    both find no room the newest of the one and the next of the other, half of the rows each at least."""
    happened = subject.new_events or subject.events[-QUIET:]
    ahead = subject.catalysts[: max(limit - len(happened), limit // 2)]
    return (*happened[-(limit - len(ahead)) :], *ahead)


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


def _reach(asset: AssetView) -> tuple[bool, bool, int]:
    return max((program.reach for program in asset.programs), default=(False, False, -1))


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
