"""Measures: finished files reopened and held against the design, so that none leaves its scale or boxes."""

from briefgen.measures.limits import DESIGN, TODAY, Limits
from briefgen.measures.measure import measured

__all__ = ["DESIGN", "TODAY", "Limits", "measured"]
