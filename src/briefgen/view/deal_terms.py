"""The terms of a deal, and what kind of deal they make it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefgen.values.facts import CHINA, OUTSIDE, Traced
from briefgen.values.territory import CHINESE, Territory
from briefgen.values.territory import NAMES as PLACES
from briefgen.view.base import RecordView, fact_of, missing

if TYPE_CHECKING:
    from briefgen.view.asset import AssetView
    from briefgen.view.company import CompanyView
    from briefgen.view.deal import InstalmentView, OptionView, StakeView

LISTED, TITLED = 60, 74
"""Signs of a territory that a title has room for: of a list, and of one with exceptions."""
OF_BOTH = (
    "co_development", "co_commercialization", "research", "manufacturing", "supply", "distribution", "cross_license",
    "joint_venture", "merger",
)  # fmt: skip


class TermsView(RecordView):
    """What a deal grants and costs."""

    rights: tuple[Traced, ...]
    territory: Traced
    field_of_use: Traced
    upfront: Traced
    near_term: Traced
    milestones: Traced
    milestones_for: tuple[Traced, ...]
    development_milestones: Traced
    regulatory_milestones: Traced
    commercial_milestones: Traced
    royalties: Traced
    royalty_rate: Traced
    equity: Traced
    profit_share: Traced
    cost_share: Traced
    total: Traced
    total_includes_upfront: Traced | bool


class DealTerms(TermsView):
    """A deal by its terms as they hold, whenever they were agreed."""

    type: Traced
    assets: tuple[AssetView, ...]
    licensor: CompanyView
    licensee: CompanyView
    licensee_entity: Traced
    exclusive: bool
    signed: Traced
    conditions: Traced
    venture: Traced
    stakes: tuple[StakeView, ...]
    per_share: Traced
    contingent_value: Traced
    instalments: tuple[InstalmentView, ...]
    options: tuple[OptionView, ...]
    also_agreed: tuple[Traced, ...]

    @property
    def keeps_china(self) -> bool:
        """Whether China lies outside its territory, and a programme of its medicine is there by itself."""
        if not self.territory or self.territory.value.overlaps(Territory("", ("china",))):
            return False
        programs = (program for asset in self.assets for program in asset.programs)
        return any(program.territory and program.territory.value.group == "china" for program in programs)

    @property
    def has_terms(self) -> bool:
        """Whether any amount is disclosed."""
        names = ("upfront", "near_term", "milestones", "royalties", "royalty_rate", "equity", "profit_share", "total")
        return any(getattr(self, name) for name in names) or bool(self.instalments or self.per_share)

    @property
    def is_outside_china(self) -> bool:
        """Whether its rights hold everywhere but in China."""
        return bool(self.territory) and self.territory.value.short == "Outside China"

    @property
    def has_long_territory(self) -> bool:
        """Whether its territory is a list too long for a title; exceptions are told in full as long as they may be."""
        return bool(self.territory) and len(self.territory.text) > (TITLED if self.territory.value.exclude else LISTED)

    @property
    def is_licence(self) -> bool:
        """Whether rights are licensed."""
        return self._record.type in ("out_license", "in_license")

    @property
    def is_purchase(self) -> bool:
        """Whether a company or what it owns is bought."""
        return self._record.type in ("acquisition", "merger", "asset_purchase")

    @property
    def is_of_both(self) -> bool:
        """Whether both parties do something together, and it goes from neither to the other."""
        return self._record.type in OF_BOTH

    @property
    def granted_as(self) -> Literal["royalties", "purchase", "venture", "both", "option taken up", "option", "rights"]:
        """What one party has from the other, or both have together."""
        if self.is_purchase:
            return "purchase"
        match self._record.type:
            case "royalty_purchase":
                return "royalties"
            case "joint_venture":
                return "venture"
            case "option":
                return "option taken up" if any(option.exercised for option in self.options) else "option"
        return "both" if self.is_of_both else "rights"

    @property
    def has_sides(self) -> bool:
        """Whether one party gives and the other pays."""
        return self.is_licence or self._record.type == "option"

    @property
    def leaves_money_open(self) -> bool:
        """Whether its upfront payment, milestones or royalties are not stated."""
        return not (self.upfront and self.milestones and (self.royalties or self.royalty_rate))

    @property
    def counts_upfront(self) -> Literal["in", "out", ""]:
        """Whether its source says that its total includes the upfront payment, or that it comes on top of it."""
        if not self.total or not isinstance(self.total_includes_upfront, bool):
            return ""
        return "in" if self.total_includes_upfront else "out"

    @property
    def is_priced_per_share(self) -> bool:
        """Whether a price per share is what is known of its money."""
        return bool(self.per_share) and not (self.total or self.upfront or self.milestones)

    @property
    def royalties_as(self) -> Literal["named", "digits", "words", "rate"]:
        """What the words for its royalties say: that they are royalties, of how many digits, or other words; there may
        be none, and at most a rate."""
        if not self.royalties:
            return "rate"
        text = self.royalties.text
        return "named" if "royalt" in text.lower() else "digits" if text.endswith("digit") else "words"

    @property
    def rate_beside(self) -> Traced:
        """The rate of its royalties, where the words for them give none."""
        return missing(fact_of(self, "royalty_rate")) if "%" in self.royalties.text else self.royalty_rate

    @property
    def fills_a_slide(self) -> bool:
        """Whether there is more to show of it than its parties: an amount, or who holds what where."""
        return self.has_terms or bool(self.territory)

    @property
    def excluded(self) -> tuple[Traced, ...]:
        """Places taken out of its territory."""
        territory = self.territory
        places = territory.value.exclude if territory else ()
        return tuple(Traced(PLACES[p], territory.fact, CHINA if p in CHINESE else OUTSIDE) for p in places)
