"""What is more or less in a finished file than the design allows, in our own design and in companies' templates."""

from __future__ import annotations

from briefgen.accessibility.violation import Violation
from briefgen.brand.brand import Brand
from briefgen.formats import FORMATS, loaded
from briefgen.measures.limits import TODAY, Limits
from briefgen.office.package import Package


def measured(package: Package, brand: Brand, limits: Limits = TODAY) -> tuple[Violation, ...]:
    """Everything in a file that is further from the design than the limits allow, in reading order."""
    format = FORMATS[package.format()]
    if not format.measures:
        return ()
    return tuple(loaded(format.measures)(package, brand, limits))
