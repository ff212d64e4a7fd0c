"""What is more or less in a finished file than the design allows; a company's own template has rules of its own."""

from __future__ import annotations

from briefgen.accessibility.violation import Violation
from briefgen.brand.brand import Brand
from briefgen.formats import FORMATS, loaded
from briefgen.office.package import Package


def measured(package: Package, brand: Brand) -> tuple[Violation, ...]:
    """Everything in a file that breaks the design, in reading order."""
    format = FORMATS[package.format()]
    if not format.measures or format.name in dict(brand.templates):
        return ()
    return tuple(loaded(format.measures)(package, brand))
