"""What limits a value travels with it: templates that strip or misplace something, and templates that do not."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.briefs.brief import Brief
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.checks import check_dataset
from briefgen.compliance import check_compliance
from briefgen.dataset.load import load_dataset
from briefgen.dataset.store import Dataset
from briefgen.document.blocks import Paragraph
from briefgen.document.inlines import Value
from briefgen.problems import Origin, Problem, ProblemsFoundError
from briefgen.view.view import View, view_of
from support.real_project import AS_OF, PERIOD, ROOT, TEMPLATES, briefs, real_view

DATA = Path(__file__).parents[1] / "support" / "claims_data.yaml"
SAMPLE = ROOT / "docs" / "gallery" / "sample.yaml"


def loaded(file: Path, folder: Path) -> Dataset:
    folder.mkdir()
    shutil.copy(file, folder)
    return load_dataset(folder)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    dataset = loaded(DATA, tmp_path_factory.mktemp("claims") / "data")
    assert [problem for problem in check_dataset(dataset) if problem.severity == "error"] == []
    return view_of(dataset, AS_OF, PERIOD, "investor")


def problems(template: str, view: View, subject: str, folder: Path, title: str = "Note") -> list[Problem]:
    """What is wrong with the document of one template; `x.ID` in it is the result or benchmark of that id."""
    (folder / "note").mkdir(exist_ok=True)
    kinds = ("result", "benchmark", "trial", "deal", "claim", "epidemiology")
    ids = ", ".join(f'"{seen.id}": view.find("{kind}", "{seen.id}")' for kind in kinds for seen in view.all(kind))
    (folder / "note" / "brief.yaml").write_text("")
    (folder / "note" / "note.md.j2").write_text(f"{{% set x = {{{ids}}} %}}{template}")
    brief = Brief.model_validate(
        {
            "name": "note",
            "title": title,
            "for": ["asset"],
            "audience": "investor",
            "footer": "Public.",
            "documents": {"docx": "note.md.j2"},
        }
    )
    outline = next(one for one in outline_brief(brief, view) if one.subject == subject)
    try:
        compose_document(outline, view, folder)
    except ProblemsFoundError as error:
        return list(error.problems)
    return []


def codes(template: str, view: View, folder: Path) -> list[str]:
    return [problem.code for problem in problems(template, view, "acm-1", folder)]


ARMS = "ACM-1 reached {{ x.late.value }}, docetaxel {{ x.control.value }} in the {{ x.control.population }} set."
STRIPPED = [
    ("{{ x.fern.enrolled|core }} were enrolled.", "qualifier-dropped"),
    ("{{ x.fern.enrolled|figure }} patients were enrolled.", "qualifier-dropped"),
    ("Approximately that.\n\n{{ x.fern.enrolled|core }} were enrolled.", "qualifier-dropped"),
    ("Upfront {{ x.deal.upfront|figure }} million.", "unit-dropped"),
    ("Milestones of {{ x.deal.milestones|core }}.", "qualifier-dropped"),
    ("The response rate with pemetrexed was {{ x.range.value|figure }}.", "unit-dropped"),
    ("Median PFS in FERN-{{ x.fern.phase }}: {{ x.pfs.value|figure }} ({{ x.pfs.value|interval }}).", "unit-dropped"),
    ("Median PFS was {{ x.pfs.value|estimate }}.", "interval-dropped"),
    ("More were stable by {{ x.gap.value|figure }} ({{ x.gap.value|interval }}).", "unit-dropped"),
    ("Median PFS was {{ x.pfs.value|bare_interval }}.", "interval-dropped"),
    ("## One\n\nMedian PFS was {{ x.pfs.value|estimate }}.\n\n## Two\n\n{{ x.pfs.value|interval }}", "interval-dropped"),
    ("The response rate was {{ x.late.value }}.", "population-dropped"),
    ("## {{ x.young.population }}\n\n### All\n\nText.\n\n## Rate\n\nIt was {{ x.young.value }}.", "population-dropped"),
    ("The rate was {{ x.young.value }}.\n\nNote: {{ x.young.population }}.", "population-dropped"),
    ("With pemetrexed PFS was {{ x.soc.value }} in the {{ x.soc.population }}.", "caveat-dropped"),
    ("Disease control was {{ x.spoken.value }}.", "attribution-dropped"),
    ("It is said that {{ x.first.text }}.", "attribution-dropped"),
    ("Acme Bio says that {{ x.hope.text }}.", "attribution-dropped"),
    ("In the {{ x.early.population }} set the rate was {{ x.early.value }}.", "superseded-alone"),
    ("## A\n\n{{ x.early.population }}: {{ x.early.value }}.\n\n## B\n\n{{ x.late.population }}: {{ x.late.value }}.", "superseded-alone"),
    ("ACM-1 reached {{ x.control.value }} in the {{ x.control.population }} set.", "comparator-as-result"),
    ("ACMEVA shrinks tumours. In the {{ x.control.population }} set {{ x.control.value }} responded.", "comparator-as-result"),
    ("ACM-1 reached {{ x.range.value }}.", "comparator-as-result"),
    ("ACM-1 reached {{ x.other.value }}.", "comparator-as-result"),
    ("## ACM-1\n\n{{ x.other.value }} responded.", "comparator-as-result"),
    ("## Pemetrexed\n\n### ACM-1\n\n::: metrics\n- {{ x.range.value }} | responded\n:::", "comparator-as-result"),
    ("::: cards\n### ACM-1\n\n{{ x.range.value }}\n\nresponse rate\n:::", "comparator-as-result"),
    ("| | Rate |\n|---|---|\n| ACM-1 | {{ x.range.value }} |", "comparator-as-result"),
    ("| | ACM-1 | Pemetrexed |\n|---|---|---|\n| Rate | {{ x.range.value }} | |", "comparator-as-result"),
    ("In FERN-1, {{ x.control.population }} set, {{ x.control.value }} responded.", "comparator-as-result"),
    ("{{ x.moss.enrolled }} took ACM-1.", "comparator-as-result"),
    ("ACM-1 reached {{ x.range.value }}, against {{ x.range.regimen }}.", "comparator-as-result"),
    ("ACM-1 reached {{ x.range.value }} compared with {{ x.range.regimen }}.", "comparator-as-result"),
    ("ACM-1, an antibody, did better ({{ x.range.value }}) than {{ x.range.regimen }}.", "comparator-as-result"),
    ("Our antibody reached {{ x.range.value }}, against {{ x.range.regimen }}.", "comparator-as-result"),
    ("Unlike {{ x.range.regimen }}, ACM-1 reached {{ x.range.value }}.", "comparator-as-result"),
    ("## ACM-1 reached {{ x.range.value }}, over {{ x.range.regimen }}\n\nText.", "comparator-as-result"),
    ("ACM-1 reached {{ x.control.value }} in the {{ x.control.population }} set versus docetaxel.", "comparator-as-result"),
    (f"{ARMS} The difference was {{{{ x.late.value|difference(x.control.value) }}}}.", "derived-unmarked"),
    (f"{ARMS} In MOSS-2 {{{{ x.other.value }}}}. Derived: {{{{ x.late.value|difference(x.other.value) }}}}.", "unlike-values"),
    ("FERN-1, derived, {{ x.late.population }}, docetaxel: {{ x.late.value|difference(x.control.value) }}.", "derived-alone derived-alone"),
    ("Total: {{ (x.deal.upfront, x.deal.milestones)|total }}.", "derived-unmarked"),
    ("{{ x.late.value|difference(x.range.value) }}", "not-computable"),
    ("Derived: {{ x.deaths.value|share(x.cases.value) }}.", "unlike-values"),
    ("Derived: {{ (x.deaths.value, x.cases.value)|total }}.", "unlike-values"),
]  # fmt: skip

KEPT = [
    "{{ x.fern.enrolled }} were enrolled.",
    "Approximately {{ x.fern.enrolled|figure }} patients were enrolled.",
    "::: cards\n### Enrolled\n\n{{ x.fern.enrolled|figure }}\n\npatients\n\n*approximately*\n:::",
    "::: metrics\n- {{ x.fern.enrolled|core }} | approximately\n:::",
    "| Trial | Patients, approximately |\n|---|---|\n| FERN | {{ x.fern.enrolled|figure }} |",
    "| Regimen | ORR (%) |\n|---|---|\n| {{ x.range.regimen }} | {{ x.range.value|figure }} |",
    "Upfront USD {{ x.deal.upfront|figure }} million.",
    "Median PFS was {{ x.pfs.value }}.",
    "| Months | Interval |\n|---|---|\n| {{ x.pfs.value|figure }} | {{ x.pfs.value|interval }} |",
    "## Median PFS of {{ x.pfs.value|estimate }}\n\nInterval: {{ x.pfs.value|interval }}.",
    "Median OS was {{ x.os.value|figure }}.",
    "More were stable by {{ x.gap.value }}.",
    "Table: {{ x.late.population }}\n\n| Rate |\n|---|\n| {{ x.late.value }} |",
    "## Response of {{ x.late.value }}\n\nAnalysis of the {{ x.late.population }} population.",
    "The rate was {{ x.late.value }}.\n\nNote: {{ x.late.population }} population.",
    "In {{ x.young.population }} it was {{ x.young.value }}.",
    "With pemetrexed PFS was {{ x.soc.value }} in the {{ x.soc.population }}.\n\n::: caution\n{{ x.soc.caveat }}.\n:::",
    "Disease control was {{ x.spoken.value }}.\n\n::: attribution\nStated by {{ x.spoken.attributed_to.name }}.\n:::",
    "Acme Bio says that {{ x.first.text }}.",
    "{{ x.hope.said_by.name }} says that {{ x.hope.text }}.",
    "In the {{ x.late.population }} set the rate was {{ x.late.value }}, earlier {{ x.early.value }}.",
    "ACM-1 reached {{ x.late.value }}, docetaxel {{ x.control.value }} in the {{ x.control.population }} set.",
    "ACM-1 is studied in {{ x.fern.name }}. With pemetrexed {{ x.range.value }} responded.",
    "ACM-1 is an antibody.\n\nIn {{ x.moss.name }} {{ x.other.value }} responded.",
    "## ACM-1\n\n### Pemetrexed\n\n{{ x.range.value }} responded.",
    "| | ACM-1 | Pemetrexed |\n|---|---|---|\n| Rate | | {{ x.range.value }} |",
    "ACM-1: {{ x.fern.enrolled }}.",
    "ACM-1 in FERN (n = {{ x.fern.number_enrolled }}).",
    "{{ x.range.value }} responded to other treatments.",
    "{{ x.range.value }} responded to pemetrexed; no rate of ACM-1 is disclosed.",
    "With ACM-1 in development, pemetrexed reached {{ x.range.value }}.",
    "Where ACM-1 is studied, {{ x.range.value }} responded to pemetrexed.",
    "ACM-1 is studied and {{ x.range.value }} responded to pemetrexed.",
    "ACM-1 is set against pemetrexed, which reached {{ x.range.value }}.",
    "ACM-1 reached {{ x.late.value }} in the {{ x.late.population }} set versus {{ x.control.value }} with docetaxel.",
    "ACM-1 reached {{ x.late.value }} ({{ x.late.population }}) and docetaxel {{ x.control.value }}.",
    "ACM-1 and docetaxel reached {{ x.late.value }} and {{ x.control.value }} ({{ x.late.population }}).",
    f"{ARMS} Derived: {{{{ x.late.value|difference(x.control.value) }}}}, {{{{ (x.late, x.pfs)|count('value') }}}}.",
    "Derived: {{ x['cases-us'].value|share(x.cases.value) }}.",
    "Total, computed here: {{ (x.deal.upfront, x.deal.milestones)|total }}.",
]  # fmt: skip


@pytest.mark.parametrize(("template", "code"), STRIPPED)
def test_what_is_stripped_or_misplaced_is_a_problem(template: str, code: str, view: View, tmp_path: Path) -> None:
    assert codes(template, view, tmp_path) == code.split()


@pytest.mark.parametrize("template", KEPT)
def test_what_is_printed_beside_a_value_is_kept(template: str, view: View, tmp_path: Path) -> None:
    assert codes(template, view, tmp_path) == []


@pytest.mark.parametrize("endpoint", ["ORR", "PFS", "OS"])
def test_published_values_are_no_results_of_hs_20089(endpoint: str, tmp_path: Path) -> None:
    """27.3%, 6.7 and 16.6 months belong to chemotherapy plus bevacizumab."""
    template = f"""\
## HS-20089 in platinum-resistant disease

{{% for b in view.all("benchmark") if b.endpoint == "{endpoint}" and b.population %}}
{{{{ b.endpoint|upper_first }}}} reached {{{{ b.value }}}} in {{{{ b.population }}}}. {{{{ b.caveat }}}}.
{{% endfor %}}
"""
    (problem,) = problems(template, real_view(), "hs-20089", tmp_path)
    assert problem.code == "comparator-as-result"
    assert str(problem.origin) == "templates/note/note.md.j2:4"
    assert "HS-20089 but is a value of non-platinum chemotherapy plus bevacizumab" in problem.message


def test_a_problem_names_the_line_of_the_macro_that_printed_the_value(view: View, tmp_path: Path) -> None:
    template = "\n{% macro size(t) %}\n{{ t.enrolled|core }}\n{% endmacro %}\n\n{{ size(x.fern) }} in all."
    (problem,) = problems(template, view, "acm-1", tmp_path)
    assert str(problem.origin) == "templates/note/note.md.j2:3"
    assert str(problem).endswith("or its qualifier in the same sentence, row or card")


def test_the_same_line_is_a_problem_only_where_it_strips(view: View, tmp_path: Path) -> None:
    template = "{% for t in (x.fern, x.moss) %}\n\n{{ t.enrolled|core }} in {{ t.name }}.\n{% endfor %}"
    (problem,) = problems(template, view, "acm-1", tmp_path)
    assert '"300 patients"' in problem.message


def test_a_title_in_brief_yaml_is_read_too(view: View, tmp_path: Path) -> None:
    (tmp_path / "note").mkdir()
    (tmp_path / "note" / "note.md.j2").write_text("Text.")
    title = "ACM-1 in {{ view.find('trial', 'fern').enrolled|figure }}"
    settings: dict[str, Any] = {"name": "note", "title": title, "for": ["asset"], "audience": "investor"}
    brief = Brief.model_validate({**settings, "footer": "Public.", "documents": {"docx": "note.md.j2"}})
    with pytest.raises(ProblemsFoundError, match=r"^templates/note/brief\.yaml: error\[qualifier-dropped"):
        compose_document(next(iter(outline_brief(brief, view))), view, tmp_path)


def test_a_trial_shows_its_latest_analysis_and_the_earlier_one_beside_it(view: View) -> None:
    trial = view.find("trial", "fern")
    assert trial is not None
    shown = [result for result in trial.results if result.endpoint == "ORR" and not result.subgroup]
    assert [result.id for result in shown] == ["late", "control"]
    assert [result.id for result in shown[0].earlier] == ["early"]
    before = view_of(view.dataset, date(2025, 1, 1), PERIOD, "investor").find("trial", "fern")
    assert before is None


def test_in_a_document_on_an_asset_other_values_name_their_owner(view: View, tmp_path: Path) -> None:
    title, bare = "{{ asset.name }} at a glance", "## Response\n\n{{ x.range.value }} responded."
    (problem,) = problems(bare, view, "acm-1", tmp_path, title)
    assert problem.code == "comparator-as-result"
    assert problems(bare, view, "acm-1", tmp_path) == []
    assert problems(f"{bare}\n\n- Pemetrexed", view, "acm-1", tmp_path, title) == []
    own = "## Response\n\n{{ x.late.value }} of the {{ x.late.population }} set responded."
    assert problems(own, view, "acm-1", tmp_path, title) == []


def test_an_arm_without_the_asset_is_a_control_when_another_arm_has_it(tmp_path: Path) -> None:
    text = DATA.read_text("utf-8").replace(", comparator: docetaxel", "")
    (tmp_path / DATA.name).write_text(text)
    view = view_of(loaded(tmp_path / DATA.name, tmp_path / "data"), AS_OF, PERIOD, "investor")
    template = "ACM-1 reached {{ x.control.value }} in the {{ x.control.population }} set."
    assert codes(template, view, tmp_path) == ["comparator-as-result"]


def test_the_guide_for_writers_names_every_problem() -> None:
    rules = "".join(path.read_text("utf-8") for path in Path(check_compliance.__code__.co_filename).parent.glob("*.py"))
    guide = (ROOT / "docs" / "templates.md").read_text("utf-8")
    found = set(re.findall(r'problem\(\s*"([a-z-]+)"', rules))
    assert len(found) == 12
    assert [code for code in sorted({*found, "not-computable"}) if f"`{code}`" not in guide] == []


@pytest.mark.parametrize("data", [DATA, SAMPLE], ids=lambda path: path.stem)
def test_the_shipped_templates_strip_nothing(data: Path, tmp_path: Path) -> None:
    view = view_of(loaded(data, tmp_path / "data"), AS_OF, PERIOD, "investor")
    for brief in briefs():
        for outline in outline_brief(brief, view):
            compose_document(outline, view, TEMPLATES)


@pytest.mark.parametrize(
    ("kind", "id", "text", "said"),
    [
        ("benchmark", "range", "4%", "is one end of the range 4\u201315.9%"),
        ("result", "os", "reached", "stands for 'not reached'"),
    ],
)
def test_a_value_that_lost_a_part_of_itself_is_found(view: View, kind: str, id: str, text: str, said: str) -> None:
    """No filter does this; the rule holds whatever prints the value."""
    whole = view.find(kind, id).value
    (problem, *_) = check_compliance(
        (), (Paragraph((Value.of(replace(whole, text=text), Origin("page.md.j2")),)),), view
    )
    assert problem.code == "value-cut"
    assert said in problem.message


def test_who_said_a_value_is_not_asked_where_nobody_may_know_it(tmp_path: Path) -> None:
    text = DATA.read_text("utf-8").replace("people:\n  - {", "people:\n  - {audiences: medical, ")
    (tmp_path / DATA.name).write_text(text)
    view = view_of(loaded(tmp_path / DATA.name, tmp_path / "data"), AS_OF, PERIOD, "investor")
    assert view.find("person", "smith") is None
    assert "attribution-dropped" not in codes("ACM-1 controlled {{ x.spoken.value }}.", view, tmp_path)
