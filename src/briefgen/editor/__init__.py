"""The editor: what is told, in what order. Findings of one view, changes between two; no words and no layout."""

from __future__ import annotations

from briefgen.editor.changes import Change, changes
from briefgen.editor.findings import Finding, findings
from briefgen.editor.materiality import Materiality, read_materiality

__all__ = ["Change", "Finding", "Materiality", "changes", "findings", "read_materiality"]
