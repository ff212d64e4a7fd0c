"""docs/writing.md does what it says: its project can be built, and each of the five changes takes one place."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from briefgen.briefs.brief import read_briefs
from briefgen.briefs.check import check_templates
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.briefs.said import read_book, say_entry
from briefgen.briefs.wording import entries_in
from briefgen.dataset.load import load_dataset
from briefgen.document.dump import dump_document
from briefgen.editor.told import STATES
from briefgen.project import bundled_templates
from briefgen.values.dates import Period
from briefgen.view.view import View, view_of

GUIDE = (Path(__file__).parents[2] / "docs" / "writing.md").read_text("utf-8")
FILES = re.findall(r"^`(templates/[\w./-]+)`\n\n```(\w+)\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
DATA = """
companies:
  - {id: nordic, name: Nordic Bio, source: report}
  - {id: partner, name: Partner Pharma, source: report}
assets:
  - id: nb-1
    name: NB-1
    company: nordic
    modality: adc
    programs:
      - {indication: asthma, territory: china, stage: approved, owner: nordic}
      - {indication: asthma, territory: japan, stage: phase_3, owner: partner, line: second line}
    source: report
  - id: nb-2
    name: NB-2
    company: nordic
    programs: [{indication: asthma, territory: china, stage: phase_1}]
    source: report
areas: [{id: lungs, name: Lungs}]
indications:
  - {id: asthma, name: asthma, area: lungs, source: report}
sources:
  - {id: report, type: press_release, title: Report, publisher: Nordic Bio, published: 2025-05-01, tier: company_release}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "all.yaml").write_text(DATA)
    for name, language, text in FILES:
        if language != "diff":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
    return tmp_path


def view(project: Path) -> View:
    return view_of(load_dataset(project / "data", "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")


def change(project: Path, title: str) -> None:
    """Do what the guide shows under a title: one block, in one file."""
    part = GUIDE.partition(f"\n### {title}\n")[2].partition("\n##")[0]
    ((name, block),) = re.findall(r"^`([\w./-]+)`\n\n```diff\n(.*?)^```", part, re.DOTALL | re.MULTILINE)
    signed = [(line[0], line[1:]) for line in block.splitlines()]
    before = "".join(f"{line}\n" for sign, line in signed if sign in "- ")
    text = (project / name).read_text()
    assert text.count(before) == 1, "the guide changes what stands in the project"
    (project / name).write_text(text.replace(before, "".join(f"{line}\n" for sign, line in signed if sign in "+ ")))


def pages(project: Path) -> dict[str, str]:
    """The text of each document, when nothing is wrong with templates and book."""
    templates, seen = project / "templates", view(project)
    assert check_templates(templates) == []
    outlines = [one for found in read_briefs(templates) for one in outline_brief(found, seen)]
    return {one.subject: dump_document(compose_document(one, seen, templates)) for one in outlines}


def heads(page: str) -> list[str]:
    return re.findall(r"^# (.*)", page, re.MULTILINE)


def test_the_project_of_the_guide_is_right(project: Path):
    found = pages(project)
    assert heads(found["nb-1"]) == ["NB-1 has reached: approved", "Stages", "Owners", "Important notice"]
    assert "NB-1 of Nordic Bio: Approved in China for asthma; Phase\xa0III in Japan for asthma." in found["nb-1"]
    assert "Nordic Bio holds the rights in China; Partner Pharma holds the rights in Japan." in found["nb-1"]
    assert "# Owners\n\nNordic Bio holds the rights in China." in found["nb-2"]


def test_a_section_is_dropped(project: Path):
    change(project, "Drop a section")
    assert heads(pages(project)["nb-1"]) == ["NB-1 has reached: approved", "Stages", "Important notice"]


def test_sections_are_reordered(project: Path):
    change(project, "Reorder")
    assert heads(pages(project)["nb-1"]) == ["Important notice", "NB-1 has reached: approved", "Stages", "Owners"]


def test_a_column_is_added(project: Path):
    assert "| Territory | Stage |" in pages(project)["nb-1"]
    change(project, "Add a column")
    page = pages(project)["nb-1"]
    assert "| Territory | Stage | Rights | Line |" in page
    assert "| Partner Pharma holds the rights in Japan | Second line |" in page
    assert "Line |" not in pages(project)["nb-2"]


def test_a_statement_is_reworded_everywhere(project: Path):
    change(project, "Reword a statement everywhere")
    for page in pages(project).values():
        assert "Nothing on this page is an offer, a recommendation or advice." in page
        assert "no advice" not in page


def test_the_rule_of_a_title_is_changed(project: Path):
    change(project, "Change the rule of a title")
    found = pages(project)
    assert heads(found["nb-1"])[0] == "NB-1 is approved"
    assert heads(found["nb-2"])[0] == "NB-2 has reached: phase\xa0I"


@pytest.mark.parametrize("block", re.findall(r"^```markdown\n(## .*?)^```", GUIDE, re.DOTALL | re.MULTILINE))
def test_each_example_of_an_entry_can_be_said(project: Path, block: str):
    (entry,) = entries_in(block, "guide.md")
    book, page = (
        project / "templates" / "wording" / "en" / "one-page.md",
        project / "templates" / "pages" / "more.md.j2",
    )
    if f"## {entry.name}(" not in book.read_text():
        book.write_text(f"{book.read_text()}\n{block}")
        page.write_text(f"{{{{ words.{entry.name}(asset) }}}}\n")
    said = {one.name: (file, one) for file, one in read_book(project / "templates", "templates")}
    seen = view(project)
    outlines = [one for found in read_briefs(project / "templates") for one in outline_brief(found, seen)]
    filled = say_entry(*said[entry.name], outlines, seen, project / "templates", 3)
    assert any(one.texts for one in filled.variants)


def test_what_words_shows_stands_in_the_guide(project: Path):
    from click.testing import CliRunner

    from briefgen.cli.words import words

    given = ["stage_of", "--data", str(project / "data"), "--templates", str(project / "templates")]
    result = CliRunner().invoke(words, [*given, "--as-of", "2025-12-31"], catch_exceptions=False)
    (shown,) = re.findall(r"^```text\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    printed = result.output.replace(str(project / "templates"), "templates").rstrip()
    for line in shown.splitlines():
        assert line in printed.splitlines()


def shown(project: Path, *names: str) -> str:
    """What `briefgen words` answers."""
    from click.testing import CliRunner

    from briefgen.cli.words import words

    folders = ["--data", str(project / "data"), "--templates", str(project / "templates"), "--as-of", "2025-12-31"]
    result = CliRunner().invoke(words, [*names, *folders])
    return result.output.replace(f"{project}/", "").replace("\u00a0", " ")


def test_words_finds_what_an_entry_types(project: Path):
    found = shown(project, "no offer  and no ADVICE")
    assert found.startswith("statement_one_page_use()  templates/wording/en/one-page.md:")
    assert found.count("one-page.md:") == 1


def test_words_finds_what_a_section_types(project: Path):
    assert shown(project, "Important notice") == "templates/pages/one-page-notice.md.j2:1\n    # Important notice\n"


def test_words_finds_what_only_filled_entries_say_the_shortest_first(project: Path):
    found = shown(project, "Phase III in Japan")
    names = re.findall(r"^(\w+)\(", found, re.MULTILINE)
    assert names == ["stage_of", "how_far"]
    assert "> Phase III in Japan for asthma\n" in found


def test_words_shows_a_sentence_and_a_title_with_their_capitals_and_a_phrase_without(project: Path):
    book = project / "templates" / "wording" / "en" / "one-page.md"
    ways = {"late_title": "the stage", "late": "the stage is late.", "phrase": "the stage"}
    book.write_text(
        book.read_text() + "".join(f"\n## {name}()\n> Of a stage.\n\n{text}\n" for name, text in ways.items())
    )
    assert re.findall("> (the stage.*)", shown(project, *ways), re.IGNORECASE) == [
        "The stage",
        "The stage is late.",
        "the stage",
    ]


def test_words_tells_what_is_said_nowhere(project: Path):
    assert "no entry and no section says 'Phase IX'" in shown(project, "Phase IX")
    assert "the wording book has no 'stage_off'; did you mean 'stage_of'?" in shown(project, "stage_off")


def test_words_are_spelled_as_documents_are(project: Path):
    book = project / "templates" / "wording" / "en" / "one-page.md"
    book.write_text(book.read_text().replace("holds the rights", "has licensed the programme"))
    ranking = (bundled_templates() / "editor.yaml").read_text("utf-8")
    (setting,) = re.findall(r"^(spelling: american)$", GUIDE, re.MULTILINE)
    (project / "templates" / "editor.yaml").write_text(re.sub(r"^spelling: .*$", setting, ranking, flags=re.MULTILINE))
    said = next(one for one in read_book(project / "templates", "templates") if one[1].name == "held_by")
    seen = view(project)
    outlines = [one for found in read_briefs(project / "templates") for one in outline_brief(found, seen)]
    filled = say_entry(*said, outlines, seen, project / "templates", 1)
    assert filled.variants[0].texts == ("Nordic Bio has licensed the program in China",)
    assert "Nordic Bio has licensed the program in China" in pages(project)["nb-1"]


def test_the_ways_into_the_shipped_briefs_lead_where_the_guide_says(project: Path):
    templates = project / "templates"
    shutil.copytree(bundled_templates(), templates, dirs_exist_ok=True)
    assert shown(project, "What companies and speakers state").count("templates/pages/claims.md.j2:") > 0
    assert "\nno_approval()  templates/wording/en/caveats.md:" in shown(project, "is not an approval")
    (title,) = re.findall(r'^\| change the rule of a title \| `briefgen words "(.+?)"`', GUIDE, re.MULTILINE)
    assert shown(project, title).startswith("area_assets_title(area)  templates/wording/en/")
    part = GUIDE.partition("\n## The briefs that are shipped\n")[2].partition("\n## ")[0]
    (line,) = re.findall(r"^```yaml\n(.*\n)```", part, re.MULTILINE)
    brief = templates / "quarterly-briefing" / "brief.yaml"
    settings = brief.read_text()
    before = "    - pipeline: {unless: short}\n"
    assert before in settings
    brief.write_text(settings.replace(before, line, 1))
    seen = view(project)
    outline = next(one for found in read_briefs(templates) for one in outline_brief(found, seen) if one.format == "docx"
                   and (one.brief.name, one.subject) == ("quarterly-briefing", "nordic"))  # fmt: skip
    assert "| Owner |" in dump_document(compose_document(outline, seen, templates))


def test_a_caveat_of_several_documents_is_worded_once():
    templates = bundled_templates()
    caveats = templates / "wording" / "en" / "caveats.md"
    said = [entry.variants[0].text.lower() for entry in entries_in(caveats.read_text("utf-8"), caveats.name)]
    assert "a designation is not an approval" in said
    for file in {*templates.rglob("*.j2"), *templates.rglob("*.md")} - {caveats}:
        typed = " ".join(file.read_text("utf-8").lower().split())
        assert [caveat for caveat in said if caveat in typed] == [], file


def test_the_guide_names_all_that_a_document_can_be() -> None:
    table = GUIDE.split("| a document is | where |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(STATES)
