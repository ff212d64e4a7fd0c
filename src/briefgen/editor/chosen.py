"""What is chosen of a subject for the main part of a document, within its budget."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from briefgen.editor.budget import Budget
from briefgen.editor.counts import NewsOfAKind
from briefgen.editor.news import News
from briefgen.editor.outlook import Outlook
from briefgen.editor.page import TrialPage
from briefgen.editor.stories import Remainder, Story
from briefgen.frozen import frozen
from briefgen.view import RecordView, Subject
from briefgen.view.area import IndicationView
from briefgen.view.asset import AssetView
from briefgen.view.commentary import CommentaryView
from briefgen.view.deal import DealView
from briefgen.view.event import EventView
from briefgen.view.glance import Glance
from briefgen.view.program import ProgramView
from briefgen.view.result import ResultView
from briefgen.view.trial import TrialView

TOP = 3
"""So many pieces of news a summary tells at length, so many missed endpoints and figures of a company stand beside; so
many programmes or events are few."""
T = TypeVar("T", bound=RecordView)


@frozen
class Chosen:
    """What the main part of a document tells at length."""

    subject: Subject
    budget: Budget
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
    spoken_beside: tuple[ResultView, ...]
    """Of trials that have none but a spoken one, which a figure does not show, that one."""
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
    diseases_apart: tuple[IndicationView, ...]
    """Those of them of which more than numbers is on record."""
    diseases_counted: tuple[IndicationView, ...]
    """The others of them, which a line tells."""
    every_comment: tuple[CommentaryView, ...]
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
    expected: tuple[News, ...]
    """The news that is expected and not yet true."""
    unchanged: tuple[News, ...]
    """The assets on which nothing became known, as rows beside the news."""
    met: tuple[EventView, ...]
    """Readouts that became known in the period, of an endpoint that was met."""
    not_met: tuple[EventView, ...]
    """Readouts that became known in the period, of an endpoint that was not met."""
    open_in_register: bool
    """Whether a deck without an annex has room for what is not stated on its register."""
    open_in_claims: bool
    """Whether a deck without an annex has room for what is not stated below its claims."""
    open_apart: bool
    """Whether what is not stated has a slide of its own in a deck on a company."""
    open_few: bool
    """Whether what is not stated in an area is a slide of its main part."""
    open_many: bool
    """Whether what is not stated in an area is so much that it is a slide of the annex."""
    large: bool
    """Whether the annex of an area holds trials, diseases, assets or events."""
    sparse: bool
    """Whether an area has so few assets and diseases that a table of its diseases fills no slide."""
    glances: tuple[Glance, ...]
    """Which of its uses a document on one asset tells."""
    tabled: bool
    """Whether these stand in a table, and what the medicine is in the annex."""
    overfull: bool
    """Whether they are more than one slide has room for."""
    partial: bool
    """Whether trials with results are left for the annex of an area."""


def besides(found: Iterable[T], told: Iterable[object]) -> tuple[T, ...]:
    """Those that are not among those told."""
    known = tuple(told)
    return tuple(one for one in found if one not in known)
