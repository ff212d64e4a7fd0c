"""What the sources leave out of an asset."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from briefgen.frozen import frozen
from briefgen.values.facts import Traced
from briefgen.view.base import fact_of, missing

if TYPE_CHECKING:
    from briefgen.view.asset import AssetView
    from briefgen.view.deal import DealView
    from briefgen.view.program import ProgramView
    from briefgen.view.trial import TrialView

Lack = Literal["stage", "territory", "trials", "efficacy", "safety", "deal terms", "next steps"]
"""What a title names of all that the sources leave out of an asset."""


@frozen
class Gap:
    """What the sources leave out of an asset, in short words."""

    asset: AssetView
    missing: tuple[Traced, ...]

    @property
    def whom(self) -> tuple[AssetView]:
        """Whom it is of."""
        return (self.asset,)


@frozen
class TrialsGap:
    """What the sources leave out of each of some trials, in short words."""

    whom: tuple[TrialView, ...]
    missing: tuple[Traced, ...]


def lacks_of(asset: AssetView) -> tuple[Lack, ...]:
    """What the sources leave out of an asset altogether."""
    trials, deals = asset.trials, asset.deals
    found: dict[Lack, object] = {
        "stage": asset.highest,
        "territory": any(program.territory for program in asset.programs),
        "trials": trials,
        "efficacy": any(trial.efficacy for trial in trials),
        "safety": any(trial.safety for trial in trials),
        "deal terms": not deals or any(deal.upfront for deal in deals),
        "next steps": (*asset.catalysts, *asset.unstarted),
    }
    return tuple(what for what, known in found.items() if not known)


def undisclosed(asset: AssetView, programs: Sequence[ProgramView]) -> tuple[Traced, ...]:
    """What some programs of an asset, its trials and its deals leave undisclosed."""
    found: list[Traced] = []
    for program in programs:
        lacks = {"phase": program.stage, "territory": program.territory}
        words = " and ".join(word for word, given in lacks.items() if not given)
        if words and program.indication:
            found.append(missing(fact_of(program, "stage"), f"{words} for {program.indication.label.text}"))
        elif not program.indication:
            place = f" {program.territory.value.place}" if program.territory else ""
            found.append(missing(fact_of(program, "indication"), f"indication{place}"))
    if not any(trial.efficacy for trial in asset.trials):
        found.append(missing(fact_of(asset, "programs"), "efficacy and safety values"))
    found += [missing(deal.fact, _terms_of(deal, asset)) for deal in asset.deals if not deal.has_terms]
    return tuple(found)


def _terms_of(deal: DealView, asset: AssetView) -> str:
    """What is missing of a deal, by its kind and by whom it is with: an asset may have several."""
    others = [party for party in (deal.licensor, deal.licensee) if party != asset.company]
    kind = "deal" if deal.is_purchase else deal.type.text
    fee = " other than the fee" if any(option.fee for option in deal.options) else ""
    return f"financial terms{fee} of the {kind} with {' and '.join(party.name.text for party in others)}"
