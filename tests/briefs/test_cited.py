"""What a document says of its own sources."""

from __future__ import annotations

from pathlib import Path

from support.small_project import printed

DATA = """sources:
  - {id: release, type: press_release, tier: company_release, publisher: P, title: T, published: 2025-01-01}
  - {id: site, type: website, tier: company_release, publisher: P, title: S, retrieved: 2025-12-01}
  - {id: talk, type: congress, tier: congress, publisher: P, title: C, published: 2025-11-01}
areas: [{id: eye, name: Ophthalmology, source: "release, page 1"}]
indications: [{id: ga, name: geographic atrophy, area: eye, source: "release, page 1"}]
companies: [{id: acme, name: Acme, source: "site, text"}]
assets:
  - {id: drug, name: Drug, company: acme, form: tablet, source: "site, text", programs: [{indication: ga, stage: phase_1, source: "release, page 1"}]}
events: [{id: seen, type: congress_presentation, title: Seen, date: 2025-11, companies: acme, assets: drug, source: "talk, page 1"}]
"""


def test_the_kinds_of_source_are_those_that_the_document_cites(tmp_path: Path) -> None:
    page = "# Drug\n\n{asset.form}. {asset.programs.first.stage}.\n\nKinds: {kinds_cited}.\n\n# References\n\n{references()}\n"
    assert "Kinds: a website and a press release." in printed(tmp_path, DATA, page)


def test_kinds_of_several_sources_stand_in_the_plural_and_news_as_they_are(tmp_path: Path) -> None:
    data = DATA.replace("{id: site, type: website,", "{id: site, type: press_release,").replace(
        "type: congress, t", "type: news, t"
    )
    page = "# Drug\n\n{asset.form}. {asset.programs.first.stage}. {asset.events.first.title}.\n\nIt rests on {kinds_cited}.\n\n# References\n\n{references()}\n"
    assert "It rests on press releases and news." in printed(tmp_path, data, page)
