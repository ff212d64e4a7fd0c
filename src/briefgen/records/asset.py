"""Assets, their biological targets and their programs."""

from __future__ import annotations

from typing import Annotated, ClassVar

from briefgen.records.base import (
    CompanyRef,
    FilingRef,
    IndicationRef,
    Record,
    Sourced,
    TargetRefs,
    Text,
)
from briefgen.records.vocabulary import MODALITIES, NAME_KINDS, STAGES, STATUSES
from briefgen.values.territory import Territory


class Target(Record):
    """A biological target."""

    kind: ClassVar[str] = "target"
    plural: ClassVar[str] = "targets"

    name: Text
    """As printed: B7-H4."""
    biology: Text | None = None
    """What it is: a transmembrane immune checkpoint glycoprotein."""
    expression: Text | None = None
    """Where it is found: highly expressed in ..., limited in ..."""


class Name(Sourced):
    """Another name of an asset; a brand holds in its territory only."""

    name: Text
    """As the source prints it."""
    kind: Annotated[str, NAME_KINDS]
    """What kind of name it is."""
    territory: Territory | None = None
    """Where it holds; needed for a brand."""
    company: CompanyRef | None = None
    """Whose name it is: the partner of a partner's code."""


class Program(Sourced):
    """Asset x indication x territory: it has the stage, the status and the owner."""

    indication: IndicationRef | None = None
    """Missing when the source does not name it."""
    territory: Territory | None = None
    """Missing when the source does not name it."""
    stage: Annotated[str, STAGES] | None = None
    """Development stage, from discovery to market."""
    status: Annotated[str, STATUSES] | None = None
    """What is going on: recruiting, under review, launched."""
    owner: CompanyRef | None = None
    """Who runs it; default: the asset's company."""
    line: Text | None = None
    """Line or setting: first line."""
    highest: bool = False
    """True when the source calls it the highest stage of the asset."""
    filing: FilingRef | None = None
    """The filing that states it; steps of filings make such programs by themselves."""


class Asset(Record):
    """A drug. It has no stage of its own: its programs have."""

    kind: ClassVar[str] = "asset"
    plural: ClassVar[str] = "assets"

    name: Text
    """As printed; other names go into `names`."""
    company: CompanyRef
    """The company whose pipeline it belongs to; partners follow from deals and program owners."""
    form: Text | None = None
    """HS-20089 for injection."""
    modality: Annotated[str, MODALITIES] | None = None
    """What kind of medicine it is."""
    targets: TargetRefs = ()
    """Ids of its biological targets."""
    payload: Text | None = None
    """What a conjugate carries; only adc, bispecific_adc and radioligand have one."""
    linker: Text | None = None
    """What joins a payload to its antibody."""
    dar: Text | None = None
    """Drug-to-antibody ratio of an antibody-drug conjugate."""
    origin: Text | None = None
    """self-developed, in-licensed from ..."""
    descriptor: Text | None = None
    """Short description; default: targets and modality, as B7-H4 ADC."""
    feature: Text | None = None
    """What sets the molecule apart in neutral words: novel epitope."""
    names: tuple[Name, ...] = ()
    """Brands by territory, INN, codes of partners, former names."""
    programs: tuple[Program, ...] = ()
    """What is done with it, each with its indication, territory and stage."""
