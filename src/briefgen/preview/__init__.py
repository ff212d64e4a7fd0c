"""A brief while it is being written: built, turned into pictures and shown on a local page beside its text."""

from briefgen.preview.proof import Proof, ProofSheet
from briefgen.preview.serve import PREFERRED_PORT, preview_brief

__all__ = ["PREFERRED_PORT", "Proof", "ProofSheet", "preview_brief"]
