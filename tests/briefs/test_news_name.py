"""The head of a piece of news, where the news is a result that leads itself and not its trial."""

from __future__ import annotations

import shutil
from pathlib import Path

from briefgen.briefs.brief import read_briefs
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.dataset.load import load_dataset
from briefgen.document.dump import dump_document
from briefgen.view.view import view_of
from support.real_project import AS_OF, PERIOD, TEMPLATES
from support.small_project import BRIEF

DATA = """
sources: [{id: s, type: press_release, tier: company_release, company: acme, title: Made-up results, published: 2025-11-05}]
areas: [{id: oncology, name: Oncology}]
indications: [{id: tumour, name: made-up tumour, area: oncology}]
defaults: {source: "s, paragraph 1"}
companies: [{id: acme, name: Acme}]
assets: [{id: mab, name: acmemab, company: acme, modality: small_molecule, programs: [{indication: tumour, territory: china, stage: phase_3}]}]
trials: [{id: t, name: PEAK-1, assets: mab, phase: phase_3, indications: tumour, regimen: acmemab, comparator: placebo}]
results:
  - {trial: t, endpoint: grade3_TRAE, measure: rate, arm: acmemab, value: 12.0%}
"""
PAGE = "{% for item in news %}{{ item.about }}: {{ news_name(item) }}.\n\n{% endfor %}"


def test_news_that_is_a_result_is_headed_by_its_trial_and_the_day_of_its_report(tmp_path: Path) -> None:
    data, page = tmp_path / "data", tmp_path / "templates" / "page"
    data.mkdir()
    (data / "all.yaml").write_text(DATA)
    page.mkdir(parents=True)
    (page / "brief.yaml").write_text(BRIEF)
    (page / "page.md.j2").write_text(PAGE)
    shutil.copytree(TEMPLATES / "wording", tmp_path / "templates" / "wording")
    view = view_of(load_dataset(data, "data"), AS_OF, PERIOD, "investor")
    (brief,) = read_briefs(tmp_path / "templates")
    outline = next(iter(outline_brief(brief, view)))
    text = dump_document(compose_document(outline, view, tmp_path / "templates"))
    assert "Result: PEAK-1 | Readout, 5 Nov 2025 (report)." in text.replace("\u00a0", " ").replace("\\|", "|")
