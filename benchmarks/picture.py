"""The picture of the benchmark: ratios of one run, beside their targets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

_WORDS = 0.7
"""What the words behind a bar take of its axis at most: no line of a target runs through them."""
_INK, _FOG, _GOOD, _BAD = "#1d2733", "#8a94a0", "#1f6f8b", "#b5532a"


def draw_benchmark(result: dict[str, Any], path: Path) -> None:
    """Each ratio in its target: a bar that stays left of the line has reached it."""
    rows = [row for row in result["rows"] if row["target"]]
    figure = Figure(figsize=(9, 0.42 * len(rows) + 1.1), dpi=150)
    axes = figure.add_axes((0.46, 0.6 / (0.42 * len(rows) + 1.1), 0.5, 1 - 1.0 / (0.42 * len(rows) + 1.1)))
    for place, row in enumerate(rows):
        share = row["target"] / row["ratio"] if row["at_least"] else row["ratio"] / row["target"]
        axes.barh(place, min(share, 3.0), color=_GOOD if row["reached"] else _BAD, height=0.55)
        sign = "≥" if row["at_least"] else "≤"
        digits = 3 if row["ratio"] >= 0.01 else 2
        said = f"{row['ratio']:.{digits}g} ({sign} {row['target']:g})"
        ends = min(share, 3.0)
        behind = ends if ends + _WORDS < 1 or ends > 1 else 1.0
        axes.text(behind + 0.03, place, said, va="center", fontsize=8, color=_INK)
    axes.axvline(1, color=_INK, linewidth=1)
    axes.set_yticks(range(len(rows)), [row["what"] for row in rows], fontsize=8)
    axes.invert_yaxis()
    axes.set_xlim(0, 3.6)
    axes.set_xticks([0, 1, 2, 3], ["0", "target", "2 times", "3 times or more"], fontsize=8, color=_FOG)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    machine, scale = result["machine"], result["scale"]
    run = f"One run on {machine['cores']} cores, Python {machine['python']}"
    note = f"{run}: {scale['decks']} decks beside the peers, data of {scale['read']:,} assets read"
    figure.text(0.02, 0.02, note, fontsize=7, color=_FOG)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Software": None})
