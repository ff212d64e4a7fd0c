"""Drawings: what is drawn of a readout or of programmes, and by which chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.frozen import frozen

if TYPE_CHECKING:
    from briefgen.view.base import RecordView


@frozen
class Drawing:
    """A chart by its name, the records that it draws, and how; nothing is drawn of none."""

    chart: str
    of: tuple[RecordView, ...]
    options: tuple[tuple[str, Any], ...] = ()
