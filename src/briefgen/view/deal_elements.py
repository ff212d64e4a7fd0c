"""Elements of a deal: what is paid, how much, for what and when, and what follows from other amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from briefgen.frozen import frozen
from briefgen.values.facts import DERIVED, Fact, RecordKey, Traced
from briefgen.values.quantity import Quantity
from briefgen.view.base import missing

if TYPE_CHECKING:
    from briefgen.view.deal import DealView, InstalmentView

BEFORE = (
    ("per_share", "price per share"), ("upfront", "upfront payment"), ("near_term", "near-term payments"),
    ("milestones", "milestones"), ("development_milestones", "of which development"),
    ("regulatory_milestones", "of which regulatory"), ("commercial_milestones", "of which commercial"),
    ("equity", "equity investment"),
)  # fmt: skip
"""Amounts in the order of a table, with their names."""
WORDED = (
    ("contingent_value", "later payments"), ("profit_share", "profit share"), ("cost_share", "development costs"),
)  # fmt: skip
"""Elements that are told in words."""
ROYALTIES, ON_TOP = "royalties", "on top"
ALWAYS = ("upfront", "milestones")
"""Told also where the sources leave them out, when one party pays the other."""


@frozen
class DealElement:
    """One element of a deal. An amount that is None has none by its nature; one that is missing is not stated."""

    name: str
    amount: Traced | None
    terms: Traced | None = None
    """What it is paid for, or how it is reckoned, in words."""
    kinds: tuple[Traced, ...] = ()
    """What milestones are paid for."""
    instalment: InstalmentView | None = None
    """The part of a payment that it is."""
    derived: bool = False
    """Whether it was reckoned from other amounts."""
    includes_upfront: bool | None = None
    """Of a total, whether it holds the upfront payment; None where the source does not say."""
    unit: Traced | None = None
    """The currency and unit of all amounts of the deal, where they share one: USD million."""

    @property
    def bare(self) -> Traced | None:
        """The amount as it stands below that unit; of royalties beside other amounts that they come on top."""
        if self.unit and self.amount:
            return bare(self.amount)
        on_top = self.name == ROYALTIES and self.amount is None and self.unit
        return replace(self.terms, text=ON_TOP) if on_top and self.terms else self.amount


def elements_of(deal: DealView) -> tuple[DealElement, ...]:
    """What is paid, from signing to the total."""
    found = tuple(_elements(deal))
    unit = unit_of(one.amount for one in found if one.amount)
    return tuple(replace(one, unit=unit) for one in found)


def unit_of(amounts: Iterable[Traced]) -> Traced | None:
    """The currency and unit that some amounts share, read as one of them; None where they differ, one is no amount of
    money or there are fewer than two."""
    every = tuple(amounts)
    money = [one.value for one in every if isinstance(one.value, Quantity) and one.value.number is not None]
    shared = {(one.currency, one.unit) for one in money if one.money in ("", one.currency)}
    if len(money) < max(2, len(every)) or len(shared) != 1 or not all(one.currency == one.money for one in money):
        return None
    (currency, unit), first = shared.pop(), every[0]
    return replace(first, text=f"{currency} {unit}".strip(), known=None, value=None)


def bare(amount: Traced) -> Traced:
    """An amount without its currency and unit."""
    quantity: Quantity = amount.value
    number = Quantity.of(quantity.number or Decimal(0), "", quantity.qualifier)
    return replace(amount, text=number.text, known=number)


def below_unit(said: Traced, unit: Traced) -> Traced:
    """Words whose amounts lose the currency and unit that stand above them: 274.9 in cash."""
    currency, _, scale = unit.text.partition(" ")
    amount = rf"\b{re.escape(currency)}[ \u00a0](\d[\d.,]*)[ \u00a0]{re.escape(scale)}\b"
    return replace(said, text=re.sub(amount, r"\1", said.text)) if said and unit and scale else said


def beyond_upfront(deal: DealView) -> Traced | None:
    """What a total leaves beyond the upfront payment, reckoned where no source divides it; None where it cannot be."""
    total, first = deal.total, deal.upfront
    if deal.total_includes_upfront is not True or not (total and first):
        return None
    if deal.milestones or deal.near_term or deal.equity:
        return None
    whole, part = total.value, first.value
    if not isinstance(whole, Quantity) or not isinstance(part, Quantity) or part.qualifier:
        return None
    if whole.number is None or part.number is None or (whole.currency, whole.unit) != (part.currency, part.unit):
        return None
    rest = Quantity.of(whole.number - part.number, whole.unit, whole.qualifier, whole.currency)
    key, formula = RecordKey("derived", "difference"), f"{whole.text} - {part.text}"
    fact = Fact(key, ("difference",), formula=" ".join(formula.split()), inputs=(total.fact, first.fact))
    return Traced(rest.text, fact, DERIVED, rest, rest) if rest.number else None


def withheld(deal: DealView) -> tuple[Traced, ...]:
    """The amounts that a source speaks of without giving them, by their names."""
    named = {**{field: name for field, name in BEFORE if "milestones" not in field}, "milestones": "milestones"}
    found = ((getattr(deal, field), name) for field, name in (*named.items(), ("total", "total")))
    return tuple(missing(amount.fact, name) for amount, name in found if _is_withheld(amount))


def _is_withheld(amount: Traced) -> bool:
    return isinstance(amount.value, Quantity) and amount.value.sentinel == "not_disclosed"


def _elements(deal: DealView) -> Iterator[DealElement]:
    rest = beyond_upfront(deal)
    for field, name in BEFORE:
        amount: Traced = getattr(deal, field)
        if field == "milestones" and rest:
            kinds = deal.milestones_for
            yield DealElement("milestones" if kinds else "beyond upfront", rest, kinds=kinds, derived=True)
        elif field == "upfront" and upfront_in_parts(deal):
            pass
        elif amount or _is_withheld(amount) or (field in ALWAYS and deal.has_sides):
            yield DealElement(name, amount, kinds=deal.milestones_for if field == "milestones" else ())
        if field == "upfront":
            yield from (DealElement("instalment", one.amount, instalment=one) for one in deal.instalments)
    yield from _royalties(deal)
    for field, name in WORDED:
        words: Traced = getattr(deal, field)
        if words:
            yield DealElement(name, None, words)
    if deal.total and not rest:
        says = deal.total_includes_upfront
        yield DealElement("total", deal.total, includes_upfront=says if isinstance(says, bool) else None)


def upfront_in_parts(deal: DealView) -> bool:
    """Whether the instalments are all of the upfront payment, which is then told by them."""
    amounts = [deal.upfront.value, *(one.amount.value for one in deal.instalments)]
    known = [one for one in amounts if isinstance(one, Quantity) and one.number is not None]
    if len(known) < len(amounts) or len({(one.currency, one.unit) for one in known}) > 1:
        return False
    whole, *parts = (one.number or 0 for one in known)
    return whole == sum(parts)


def _royalties(deal: DealView) -> Iterator[DealElement]:
    """Royalties: a rate that the words do not state is their amount."""
    words, rate = deal.royalties, deal.royalty_rate
    if words:
        yield DealElement(ROYALTIES, None if "%" in words.text or not rate else rate, words)
    elif rate or deal.has_sides:
        yield DealElement(ROYALTIES, rate or missing(words.fact))
