"""Small edits of a small document, each told by what it did to a number, a name or what stands before a value."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from briefgen.audit.files import audit_written
from briefgen.audit.numerals import numerals
from briefgen.cli.main import main
from briefgen.ledger import ledger_path
from briefgen.ledger.ledger import from_json
from briefgen.office.passages import FilePassage, Place
from support.office_edits import Office, words
from support.small_project import add_brief, small_project

PAGE = """# Results of {{ asset.name }}

{{ asset.name }} is developed by {{ asset.company.name }}.

{{ view.find("company", "other").name }} has no part in it.

The rate was approximately {{ (asset.results|first).value }} in the trial.

These are the rates that were seen in the trial for the endpoints that its protocol had named before it began:
{% for one in asset.results %}{{ one.value }}, {% endfor %}and no more.

## References

{{ references() }}
"""
MORE = """companies: [{id: other, name: Other Biotech, source: example-2025-11-05}]
results:
"""
RATES = {"DCR": "61.1%", "CR": "3.3%", "PR": "37.7%", "SD": "19.9%", "PD": "12.2%", "TEAE": "88.8%"}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_project(tmp_path_factory.mktemp("audited"))
    more = (
        f"  - {{trial: ext-101-02, endpoint: {name}, value: {rate}, source: example-2025-11-05}}"
        for name, rate in RATES.items()
    )
    (folder / "data/more.yaml").write_text(MORE + "\n".join(more) + "\n")
    add_brief(folder, "own", PAGE)
    places = [f"--{name}={folder / name}" for name in ("data", "templates", "output")]
    days = ["--period", "2025-Q4", "--as-of", "2025-12-31", "--jobs", "1", "--quiet"]
    assert main(["build", "own", "--format", "docx", *days, *places]) == 0
    return folder / "output/2025-Q4/own/ext-101.docx"


def told(document: Path, start: str, *texts: str | tuple[str, str]) -> list[tuple[str, str]]:
    """What the audit says when the paragraph that begins so becomes one or several others."""
    office = Office(document.read_bytes())
    paragraph = next(one for one in office.paragraphs() if words(one).startswith(start))
    for text in reversed(texts):
        more: Any = deepcopy(paragraph)
        nodes = list(more.iter("{*}t"))
        for node in nodes:
            node.text = ""
        was = words(paragraph)
        nodes[0].text = was.replace(*text) if isinstance(text, tuple) else text or was
        paragraph.addnext(more)
    paragraph.getparent().remove(paragraph)
    found = audit_written(document.name, office.packed(), from_json(ledger_path(document).read_bytes()))
    return [(problem.code, problem.message) for problem in found.problems]


BEFORE = (
    "These are the rates that were seen in the trial for the endpoints that its protocol had named before it began:"
)


@pytest.mark.parametrize(
    ("start", "texts", "code", "said"),
    [
        ("The rate was", [("approximately ", "")], "qualifier-dropped", "'approximately' no longer stands before '41.2%"),
        ("EXT-101 is", [("Example Therapeutics", "Other Biotech")], "wrong-place", "'Other Biotech' stands where 'Example"),
        ("These are", [f"{BEFORE} all of them, and no more."], "value-changed", "are not there"),
        ("The rate was", ["", ""], "wrong-place", "41.2%"),
        ("The rate was", ["", "In phase III thirty-two patients responded."], "untraced-number", "no record says 'thirty-two"),
    ],
)  # fmt: skip
def test_an_edit_is_told_by_what_it_did(
    document: Path, start: str, texts: list[str | tuple[str, str]], code: str, said: str
) -> None:
    found = told(document, start, *texts)
    assert any(one == code and said in message for one, message in found), found


def test_the_number_of_a_chapter_is_no_value() -> None:
    (found,) = numerals(FilePassage(Place("slide", "256", 1, paragraph=1), "3", "chapter number"))
    assert found.exempt == "chapter number"
