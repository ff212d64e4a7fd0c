"""The list of references: what leads an entry, and what it begins with where nobody is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from briefgen.dataset.load import load_dataset
from briefgen.document.bibliography import number_references
from briefgen.document.inlines import plain
from briefgen.values.dates import Period
from briefgen.view.view import view_of

RECORDS = """sources:
  - {id: named, type: press_release, tier: company_release, title: A, publisher: P, published: 2025-01-01}
  - {id: nobody, type: journal_article, tier: publication, title: B, journal: J Made Up, published: 2025-03-01,
     missing: [authors]}
companies: [{id: acme, name: Acme, source: [named, nobody]}]
"""


def test_an_entry_begins_with_its_publisher_else_with_its_title(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(RECORDS, encoding="utf-8")
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    named, nobody = number_references(("named", "nobody"), view)
    assert plain(named.entry).startswith("P. A. Press release")
    assert plain(nobody.entry) == "B. J Made Up 2025."
