"""Rules on what a deal pays: its total is its parts, and none of them is counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from briefgen.dataset.store import Dataset
from briefgen.problems import Problem
from briefgen.records import Deal
from briefgen.values.quantity import Quantity

STAGES = ("development_milestones", "regulatory_milestones", "commercial_milestones")
LOOK = "look all of them up in the source"


def check(dataset: Dataset) -> Iterator[Problem]:
    """Totals that are less than their parts, or of which it is said wrongly whether they hold the upfront payment."""
    for deal in dataset.all(Deal):
        total = _amount(deal.total, deal.total)
        if total is not None:
            yield from _whole(dataset, deal, total)
        milestones, stages = _amount(deal.milestones, deal.milestones), [getattr(deal, name) for name in STAGES]
        parts = [amount for part in stages if (amount := _amount(part, deal.milestones)) is not None]
        if milestones is not None and sum(parts) > milestones:
            message = f"milestones: {_text(deal.milestones)} is less than {_sum(stages)}"
            yield Problem(dataset.origin(deal, ("milestones",)), "part-exceeds-whole", message, LOOK)


def _whole(dataset: Dataset, deal: Deal, total: Decimal) -> Iterator[Problem]:
    upfront, milestones = _amount(deal.upfront, deal.total), _amount(deal.milestones, deal.total)
    if not upfront or not milestones:
        return
    both, said = upfront + milestones, deal.total_includes_upfront
    words = _sum([deal.upfront, deal.milestones])
    if said and both > total > max(upfront, milestones):
        message = f"total: {_text(deal.total)} is less than {words}, and is said to hold both"
        yield Problem(dataset.origin(deal, ("total",)), "part-exceeds-whole", message, LOOK)
    elif said and total == milestones:
        message = f"total: {_text(deal.total)} is the milestones alone, and is said to hold the upfront payment"
        hint = "write `total_includes_upfront: false`, or the total that the source gives"
        yield Problem(dataset.origin(deal, ("total",)), "total-upfront", message, hint, "warning")
    elif said is False and both == total:
        message = f"total: {_text(deal.total)} is {words}, and is said not to hold the upfront payment"
        hint = "write `total_includes_upfront: true`; else the upfront payment counts twice"
        yield Problem(dataset.origin(deal, ("total",)), "total-upfront", message, hint, "warning")


def _amount(value: Quantity | None, like: Quantity | None) -> Decimal | None:
    """An amount in units of its currency, when it is in that of another."""
    if value is None or value.number is None or like is None or value.currency != like.currency:
        return None
    return value.number.scaleb(value.scale)


def _text(value: Quantity | None) -> str:
    return value.text.replace("\u00a0", " ") if value else ""


def _sum(values: list[Quantity | None]) -> str:
    return " plus ".join(_text(value) for value in values if value)
