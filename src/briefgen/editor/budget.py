"""The budget of a brief, and what of a subject its main part tells within it; the rest stands in the annex."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from briefgen.editor.comments import comments_of
from briefgen.editor.materiality import Materiality
from briefgen.editor.news import News
from briefgen.records.vocabulary import NOT_SIGNIFICANT, STAGES
from briefgen.values.dates import PartialDate
from briefgen.view import RecordView, Subject
from briefgen.view.base import record_of
from briefgen.view.commentary import CommentaryView
from briefgen.view.records import DealView, ResultView, TrialView
from briefgen.view.subjects import AssetView

YEAR = 366
"""Days for which a missed endpoint stands beside the news."""
T = TypeVar("T", bound=RecordView)
AtLeastOne = Annotated[int, Field(ge=1)]


class Budget(BaseModel):
    """How much of each thing the main part of a document tells."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    assets: AtLeastOne = 2
    """Assets with a page or slide of their own; those with news first."""
    readouts: AtLeastOne = 3
    """Trials whose results are shown in full; those with news first."""
    changes: AtLeastOne = 8
    """Rows of what changed."""
    events: AtLeastOne = 16
    """Events of a timeline: those of the period, then those expected."""
    deals: AtLeastOne = 1
    """Deals with a page or slide of their own; the newest first."""
    comments: AtLeastOne = 2
    """Comments of the house beside the summary; the annex has the others."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the main part of a document tells at length."""

    assets: tuple[AssetView, ...]
    readouts: tuple[TrialView, ...]
    deals: tuple[DealView, ...]
    missed: tuple[ResultView, ...]
    """Results of the last twelve months that missed their endpoint or were not significant, one of each endpoint."""
    comments: tuple[CommentaryView, ...]
    """Every comment of the house for the period, in the order in which they are told."""
    whole: bool
    """Whether the budget leaves nothing of these out."""


def told_of(subject: Subject, news: Sequence[News], budget: Budget, ranking: Materiality, as_of: date) -> Told:
    """The assets, trials and deals of a subject that its main part tells: those with news first, then pivotal trials
    and the furthest assets."""
    trials = [trial for trial in subject.readouts if not trial.companion_of]
    trials.sort(key=lambda trial: record_of(trial).phase not in ranking.pivotal)
    assets = sorted((asset for asset in subject.assets if asset.has_story), key=_stage, reverse=True)
    deals = list(subject.deals[::-1])
    deals.sort(key=lambda deal: not (deal.has_terms and deal.signed))
    fresh = [one.record for one in news]
    about = [asset for seen in fresh for asset in getattr(seen, "assets", ())]
    return Told(
        assets=_first(assets, about, budget.assets),
        readouts=_first(trials, fresh, budget.readouts),
        deals=_first(deals, [deal for deal in deals if deal.is_new], budget.deals),
        missed=_missed(subject, as_of),
        comments=comments_of(subject, news),
        whole=len(assets) <= budget.assets and len(trials) <= budget.readouts,
    )


def _stage(asset: AssetView) -> int:
    stages = [program.stage.value for program in asset.programs if program.stage]
    return max((STAGES.order(str(stage)) for stage in stages), default=-1)


def _missed(subject: Subject, as_of: date) -> tuple[ResultView, ...]:
    """Of each missed endpoint of a trial the first result that says so."""
    found: dict[tuple[str, str], ResultView] = {}
    for result in subject.results:
        said = record_of(result).significance
        missed = said in NOT_SIGNIFICANT or (said is None and bool(result.missed))
        day: PartialDate | None = result.announced.value if result.announced else None
        recent = day is not None and day.end is not None and (as_of - day.end).days <= YEAR
        if missed and recent and result.is_comparison and not result.subgroup:
            found.setdefault((result.trial.id, str(record_of(result).endpoint)), result)
    return tuple(found.values())


def _first(found: Sequence[T], preferred: Sequence[RecordView], limit: int) -> tuple[T, ...]:
    leading = [seen for seen in found if seen in preferred]
    leading.sort(key=list(preferred).index)
    return tuple(dict.fromkeys([*leading, *found]))[:limit]
