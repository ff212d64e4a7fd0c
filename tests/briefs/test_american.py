"""American spelling: the program's words change everywhere, those of the data nowhere."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

import briefgen
from briefgen import charts
from briefgen.audit.numbers import audit_numbers
from briefgen.brand.brand_file import read_brand
from briefgen.briefs.american import in_american
from briefgen.briefs.brief import read_briefs
from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.charts.gallery import EXAMPLES, sample_view
from briefgen.dataset.load import load_dataset
from briefgen.document.blocks import Figure
from briefgen.document.document import Document
from briefgen.document.dump import dump_document
from briefgen.document.inlines import Text
from briefgen.editor.materiality import read_materiality
from briefgen.lexicon.spelling import american
from briefgen.office.read import read_office
from briefgen.problems import ProblemsFoundError
from briefgen.project import bundled_templates
from briefgen.records import endpoints, vocabulary
from briefgen.records.controlled import Vocabulary
from briefgen.values.dates import Period
from briefgen.view.view import view_of
from briefgen.writers.powerpoint.writer import trace_presentation, write_presentation
from briefgen.writers.word.writer import trace_word, write_word
from support.chart_samples import brand
from support.slide_sample import h, sample

SOURCE = Path(briefgen.__file__).parent
GALLERY = Path(__file__).parents[2] / "docs" / "gallery"
DATA = """
companies:
  - {id: labour, name: Tumour Centre Labour, source: report}
  - {id: partner, name: Partner Pharma, source: report}
assets:
  - id: nb-1
    name: NB-1
    company: labour
    programs: [{indication: leukaemia, territory: china, stage: phase_3}, {indication: leukaemia, territory: us, stage: phase_1}]
    source: report
areas: [{id: blood, name: Blood}]
indications: [{id: leukaemia, name: acute leukaemia, area: blood, source: report}]
deals: [{id: pact, licensor: labour, licensee: partner, assets: nb-1, type: out_license, signed: 2025-05-01, source: report}]
trials: [{id: one, name: ONE, assets: nb-1, indications: leukaemia, phase: phase_3, source: report}]
results:
  - {trial: one, endpoint: haemoglobin, measure: rate, value: 41.2%, source: report}
  - {trial: one, endpoint: other, endpoint_name: tumour colour, measure: rate, value: 12.5%, source: report}
sources:
  - id: report
    type: press_release
    title: A randomised programme
    publisher: Tumour Centre Labour
    published: 2025-05-01
    tier: company_release
"""
BRIEF = """
title: "{{ asset.name }}: programmes"
for: asset
audience: investor
documents: {docx: page.md.j2, pptx: page.md.j2}
footer: A randomised footer
"""
PAGE = """
## The programme of {{ asset.name }}

{{ asset.name }} of {{ asset.company.name }} has {{ asset.programs|count("programme") }} in
{{ asset.programs[0].indication }}, a randomised one first, under {{ asset.deals[0].type|article }} {{ asset.deals[0].type }}.

{% for result in asset.trials[0].results %}
- {{ result.endpoint|upper_first }}: {{ result.value }}
{% endfor %}

{% call chart("deal", asset.deals) %}The licence, analysed{% endcall %}

## References

{{ references() }}
"""


def composed(folder: Path, setting: str = "", format: str = "docx", page: str = PAGE) -> Document:
    files = {"data/all.yaml": DATA, "templates/page/brief.yaml": BRIEF, "templates/page/page.md.j2": page}
    ranking = (bundled_templates() / "editor.yaml").read_text().replace("spelling: british\n", "")
    for name, text in {**files, "templates/editor.yaml": f"{ranking}\n{setting}\n"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    view = view_of(load_dataset(folder / "data", "data"), date(2025, 12, 31), Period.parse("2025-Q4"), "investor")
    (brief,) = read_briefs(folder / "templates")
    (outline,) = [one for one in outline_brief(brief, view) if one.format == format]
    return compose_document(outline, view, folder / "templates")


@pytest.mark.parametrize(
    ("british", "spelled"),
    [
        ("Programmes", "Programs"), ("TUMOUR", "TUMOR"), ("tumour-infiltrating", "tumor-infiltrating"),
        ("non-randomised", "non-randomized"), ("unauthorised", "unauthorized"), ("authorisation", "authorization"),
        ("licence", "license"), ("cross-licence", "cross-license"), ("licensed", "licensed"), ("enrolment", "enrollment"),
        ("enrolled", "enrolled"), ("haemoglobin", "hemoglobin"), ("hypoglycaemia", "hypoglycemia"),
        ("gastro-oesophageal", "gastro-esophageal"), ("analysed", "analyzed"), ("analyses", "analyses"),
        ("favours", "favors"), ("colours", "colors"), ("titres", "titers"), ("co-commercialisation", "co-commercialization"),
        ("hospitalisation", "hospitalization"), ("four hours", "four hours"), ("promising", "promising"),
        ("advertising", "advertising"), ("exercised", "exercised"), ("otherwise", "otherwise"), ("aerobic", "aerobic"),
        ("paediatric", "pediatric"), ("age-standardised", "age-standardized"), ("annualised rate", "annualized rate"),
        ("programmed", "programmed"), ("concentre", "concentre"), ("angioedema", "angioedema"),
    ],
)  # fmt: skip
def test_words_are_spelled_as_americans_do(british: str, spelled: str):
    assert american(british) == spelled
    assert american(spelled) == spelled


def test_words_to_be_kept_stay_as_they_are():
    assert american("Tumour programme", frozenset({"tumour"})) == "Tumour program"


def test_no_vocabulary_word_is_british_after_it():
    british = re.compile(r"(?:programme|tumour|haem|aemia|licence|titre|enrolment|is(?:ation|ed)\b)")
    words = (*vars(vocabulary).values(), *vars(endpoints).values())
    lists = [one for one in words if isinstance(one, Vocabulary)]
    left = {american(words) for one in lists for _, words in one.words if british.search(american(words))}
    assert {words for words in left if "exercised" not in words} == set()


def test_own_words_change_and_those_of_the_data_do_not(tmp_path: Path):
    text = dump_document(composed(tmp_path, "spelling: american"), facts=False)
    for said in (
        "NB-1: programs", "A randomized footer", "The program of NB-1", "two programs", "a randomized one", "a license",
        "Hemoglobin: 41.2%", "The license, analyzed", "en-US",
        "NB-1 of Tumour Centre Labour has", "acute leukaemia", "Tumour colour: 12.5%", "A randomised programme",
    ):  # fmt: skip
        assert said in text


NESTED = """
## Both sides

::::: columns
:::: column
**The programme**, *{{ asset.company.name }}*, [a licence](https://example.org/licence).
::::
:::: column
{{ chart("deal", asset.deals) }}
::::
:::::
"""


def test_what_stands_within_other_things_is_spelled_too(tmp_path: Path):
    text = dump_document(composed(tmp_path, "spelling: american", page=NESTED), facts=False)
    assert "**The program**, *Tumour Centre Labour*" in text
    assert "[a license](https://example.org/licence)" in text
    assert "Licence, NB-1" not in text
    assert "License, NB-1" in text


def test_british_is_what_a_document_is_without_a_setting(tmp_path: Path):
    plain = dump_document(composed(tmp_path))
    assert dump_document(composed(tmp_path, "spelling: british")) == plain
    assert "two programmes" in plain
    assert "en-GB" in plain


def test_values_keep_their_facts(tmp_path: Path):
    from briefgen.document.walk import values_in

    british, other = composed(tmp_path), composed(tmp_path, "spelling: american")
    assert [one.fact for one in values_in(british.blocks)] == [one.fact for one in values_in(other.blocks)]


def test_a_spelling_that_there_is_not_is_told(tmp_path: Path):
    with pytest.raises(ProblemsFoundError) as error:
        composed(tmp_path, "spelling: amrican")
    (problem,) = error.value.problems
    assert str(problem.origin).startswith("templates/editor.yaml:")
    assert "american" in f"{problem.message} {problem.hint}"
    assert read_materiality(bundled_templates()).spelling == "british"


@pytest.mark.parametrize("format", ["docx", "pptx"])
def test_files_ledger_and_audit_agree(tmp_path: Path, format: str):
    document = composed(tmp_path, "spelling: american", format)
    write, trace = (write_word, trace_word) if format == "docx" else (write_presentation, trace_presentation)
    face = read_brand(bundled_templates() / "brand", "templates/brand")
    data, written = write(document, face), trace(document, face)
    assert data == written.data
    with ZipFile(BytesIO(data)) as package:
        text = b"".join(
            package.read(name) for name in package.namelist() if re.search(r"slides/\w+\.xml$|styles|core", name)
        )
    assert b"en-US" in text
    assert b"en-GB" not in text
    assert audit_numbers("file", read_office(data), written.ledger).problems == ()
    texts = [entry.text for _, entry in written.ledger.entries()]
    assert "two programs" in texts
    assert "Tumour Centre Labour" in texts


@pytest.mark.parametrize("name", EXAMPLES)
def test_charts_speak_american_around_their_values(name: str):
    numbers = EXAMPLES[name].numbers(sample_view(GALLERY))
    figure = Figure(name, numbers, charts.describe(name, numbers), facts=())
    document = in_american(replace(sample(blocks=(h("One"), figure)), footer=((Text("x"),), ())))
    (spelled,) = [block for block in document.blocks if isinstance(block, Figure)]
    assert len(charts.values(name, spelled.numbers)) == len(charts.values(name, numbers))
    assert not re.search(r"\b(?:favours|licence|programme)", spelled.alt)
    if name in ("forest", "deal-territory"):
        # what nobody is known to keep is excluded from the licence: a word that differs
        said = numbers if name == "forest" else replace(numbers, keeper=None)
        drawn = [charts.draw(name, said, 6, 3, brand(), "page", language=one) for one in ("en-GB", "en-US")]
        assert drawn[0] != drawn[1]
    panels = charts.panels(name, numbers, 6, 3, brand(), "page", language="en-US")
    assert "avours" not in repr(panels)


@pytest.mark.parametrize("room", ["deck", "document", "writers"])
def test_what_rooms_add_to_a_finished_document_is_spelled_alike_on_both_sides(room: str):
    """Their words stand in no document that is composed, so no setting reaches them."""
    for path in (SOURCE / room).rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        texts = [
            n.value
            for n in ast.walk(tree)
            if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in prose
        ]
        assert [text for text in texts if " " in text and american(text) != text] == [], path
