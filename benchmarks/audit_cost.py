"""What audits cost: seconds spent on writing and on auditing the same documents in one run, and their ratio.

    python benchmarks/audit_cost.py               the documents of the repository's dataset
    python benchmarks/audit_cost.py --portfolio   those of 20 made-up companies with 100 assets; takes minutes

Both are timed in this one process, document by document, so that the ratio holds on a busy machine too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from briefgen.audit.audited import Coverage  # noqa: E402
from briefgen.audit.files import audit_written  # noqa: E402
from briefgen.brand.brand_file import read_brand  # noqa: E402
from briefgen.briefs.brief import read_briefs  # noqa: E402
from briefgen.briefs.compose import compose_document  # noqa: E402
from briefgen.briefs.outline import outline_brief  # noqa: E402
from briefgen.dataset.load import load_dataset  # noqa: E402
from briefgen.document.document import Document  # noqa: E402
from briefgen.values.dates import Period  # noqa: E402
from briefgen.view.view import view_of  # noqa: E402
from briefgen.writers.powerpoint.writer import trace_presentation  # noqa: E402
from briefgen.writers.word.writer import trace_word  # noqa: E402
from support.portfolio_data import write_portfolio  # noqa: E402

MOST = 0.2
"""The share of the writing that an audit may cost."""


@dataclass
class Cost:
    """Seconds of processor time, and what the audits saw."""

    files: int = 0
    writing: float = 0.0
    auditing: float = 0.0
    problems: int = 0
    coverage: Coverage = field(default_factory=Coverage)

    @property
    def ratio(self) -> float:
        """Audit by writing."""
        return self.auditing / self.writing if self.writing else 0.0


def documents(data: Path) -> Iterator[tuple[str, Document]]:
    """Every document of a dataset, composed as it is asked for."""
    dataset, templates = load_dataset(data), ROOT / "templates"
    for brief in read_briefs(templates):
        view = view_of(dataset, date(2025, 12, 31), Period.parse("2025-Q4"), brief.audience)
        for outline in outline_brief(brief, view):
            yield outline.path, compose_document(outline, view, templates)


def measure(data: Path) -> Cost:
    """Write and audit every document of a dataset."""
    brand = read_brand(ROOT / "templates" / "brand", "brand")
    cost = Cost()
    for path, document in documents(data):
        start = process_time()
        trace = trace_word if path.endswith(".docx") else trace_presentation
        written = trace(document, brand)
        middle = process_time()
        found = audit_written(path, written.data, written.ledger)
        cost.writing += middle - start
        cost.auditing += process_time() - middle
        cost.files += 1
        cost.problems += len(found.problems)
        cost.coverage += found.coverage
    return cost


def main(arguments: list[str]) -> int:
    """Measure and print; fails when audits cost too much or find a problem."""
    with TemporaryDirectory() as folder:
        data = write_portfolio(Path(folder) / "data") if "--portfolio" in arguments else ROOT / "data"
        cost = measure(data)
    print(f"{cost.files} files; {cost.coverage}; {cost.problems} problems")
    print(f"writing {cost.writing:.1f} s, auditing {cost.auditing:.1f} s, ratio {cost.ratio:.3f} (at most {MOST})")
    return 1 if cost.ratio > MOST or cost.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
