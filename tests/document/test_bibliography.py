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
  - {id: named, type: press_release, tier: company_release, title: A's news, publisher: P, published: 2025-01-01}
  - {id: nobody, type: journal_article, tier: publication, title: B, journal: J Made Up, published: 2025-03-01,
     missing: [authors]}
companies: [{id: acme, name: Acme, source: [named, nobody]}]
"""


def test_an_entry_begins_with_its_publisher_else_with_its_title(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(RECORDS, encoding="utf-8")
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    named, nobody = number_references(("named", "nobody"), view)
    assert plain(named.entry).startswith("P. A’s news. Press release")
    assert plain(nobody.entry) == "B. J Made Up 2025."


def test_a_source_that_an_audience_may_not_see_is_not_listed_and_a_later_one_says_so(tmp_path: Path) -> None:
    more = """  - {id: hidden, type: press_release, tier: company_release, title: H, publisher: P, published: 2025-01-02, audiences: internal}
  - {id: later, type: journal_article, tier: publication, title: L, publisher: P, journal: J Made Up, published: 2026-02-01}
companies"""
    event = "events: [{id: e, type: launch, title: Launch, date: 2025-11-01, announced: 2025-11-02, companies: acme, source: later}]\n"
    (tmp_path / "a.yaml").write_text(RECORDS.replace("companies", more, 1) + event, encoding="utf-8")
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    (later,) = number_references(("hidden", "later"), view)
    assert plain(later.entry) == "P. J Made Up 2026. Published later."


def test_on_pages_a_source_is_cited_by_what_it_is_about_and_a_reprint_says_so_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("""sources:
  - {id: long, type: press_release, tier: company_release, company: acme, published: 2025-01-01, about: Licence of A,
     title: Acme announces a licence of A with many words (reprint)}
  - {id: short, type: press_release, tier: company_release, company: acme, published: 2025-01-02, title: B (reprint)}
companies: [{id: acme, name: Acme, source: long, legal_names: [{name: "Acme, Inc."}]}]
""", encoding="utf-8")  # fmt: skip
    view = view_of(load_dataset(tmp_path), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    long, short = number_references(("long", "short"), view)
    assert plain(long.brief) == "Acme. Licence of A. Press release, reprint, 1\u00a0Jan\u00a02025."
    assert plain(short.brief) == "Acme. B. Press release, reprint, 2\u00a0Jan\u00a02025."
    assert "a licence of A with many words (reprint)" in plain(long.entry)
