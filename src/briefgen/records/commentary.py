"""Commentary: the house's own words on a company, an asset, a trial, a disease, an area or a deal."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from briefgen.records.base import (
    AreaRef,
    AssetRef,
    CompanyRef,
    DealRef,
    IndicationRef,
    Record,
    Text,
    TrialRef,
    as_tuple,
)
from briefgen.records.vocabulary import AUDIENCES
from briefgen.values.dates import PartialDate

SUBJECTS = ("company", "area", "asset", "trial", "indication", "deal")
"""Fields that name what a commentary is about; it gives one of them."""


class Commentary(Record):
    """What the house itself thinks. It is printed as the comment of its author, never as a finding. Only investors
    see it, unless its `audiences` say otherwise."""

    kind: ClassVar[str] = "commentary"
    plural: ClassVar[str] = "commentary"
    needs_source: ClassVar[bool] = False

    company: CompanyRef | None = None
    """The company it is about. A commentary has one subject: this or one of the next five."""
    area: AreaRef | None = None
    """The therapeutic area it is about."""
    asset: AssetRef | None = None
    """The asset it is about."""
    trial: TrialRef | None = None
    """The trial it is about."""
    indication: IndicationRef | None = None
    """The disease it is about."""
    deal: DealRef | None = None
    """The deal it is about."""
    period: PartialDate | None = None
    """The quarter, half or year whose documents print it; default: those of every period."""
    author: Text
    """Who comments: a function of the house such as Investor relations, or a name."""
    role: Text | None = None
    """Of a name: the role of the person."""
    date: PartialDate
    """The day on which it was written; earlier days do not know it."""
    text: Text
    """The comment in Markdown. No number is typed: an id in braces prints the value of its record, `{astrum-005-os}`,
    or a field of it, `{hansoh-gsk.upfront}`."""
    audiences: Annotated[tuple[Annotated[str, AUDIENCES], ...], BeforeValidator(as_tuple)] = ("investor",)
    """Who may see it; default: investors only."""

    @model_validator(mode="after")
    def _one_subject(self) -> Commentary:
        if len([name for name in SUBJECTS if getattr(self, name)]) != 1:
            raise PydanticCustomError("subject", "a commentary is about one of: {subjects}", {"subjects": _listed()})
        if self.date.end is None:
            raise PydanticCustomError("date", "a commentary needs the day on which it was written")
        if self.period and not (self.period.start and self.period.end):
            raise PydanticCustomError("period", "the period of a commentary is a quarter, half or year: 2025-Q4")
        return self

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and id of what it is about."""
        return next((name, id) for name in SUBJECTS if (id := getattr(self, name)))

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """Subject, period, author and date."""
        return (*SUBJECTS, "period", "author", "date")


def _listed() -> str:
    return ", ".join(SUBJECTS)
