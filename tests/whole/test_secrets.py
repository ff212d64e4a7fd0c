"""What is under embargo or not for the audience is in no output: no text, chart, note, ledger, copy, pack or file name."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.cli.main import main
from briefgen.dataset.load import load_dataset
from briefgen.document.dump import dump_document
from briefgen.values.dates import Period
from briefgen.view.view import view_of
from support.real_project import TEMPLATES, briefs
from support.small_project import add_brief, small_project

UNTIL = "embargo_until: 2026-02-01"
DATA = """
sources:
  - {id: fir-1, type: press_release, tier: company_release, company: fir, title: Fir reports, published: 2025-10-01}
  - {id: fir-2, type: press_release, tier: company_release, company: fir, title: Zyxwsource, published: 2025-10-02, embargo_until: 2026-02-01}
  - {id: fir-3, type: press_release, tier: company_release, company: fir, title: Fir reports later, published: 2026-01-15}
defaults: {source: "fir-1, paragraph 1"}
areas: [{id: oncology, name: Oncology}]
indications: [{id: nsclc, name: non-small cell lung cancer, short: NSCLC, area: oncology, context: [
  {topic: standard_of_care, text: Surgery is the first choice, source: "fir-1, paragraph 2"},
  {topic: standard_of_care, text: Zyxwcontext is the second, source: "fir-1, paragraph 2", embargo_until: 2026-02-01}]}]
targets: [{id: egfr, name: EGFR}, {id: zyxw-target, name: Zyxwtarget, audiences: internal}]
companies:
  - id: fir
    name: Fir Pharma
    legal_names: [{name: Fir Pharma plc}, {name: Zyxwlegal plc, embargo_until: 2026-02-01}]
    listings: [{exchange: Zyxwexchange, code: ZYXW.LIST, announced: 2026-01-20}, {exchange: Old Exchange, code: FIR.L}]
  - {id: zyxw-partner, name: Zyxwpartner, partner_only: true, embargo_until: 2026-02-01}
assets:
  - id: fir-101
    name: FIR-101
    company: fir
    modality: small_molecule
    targets: [egfr, zyxw-target]
    names:
      - {name: Firbrand, kind: brand, territory: us}
      - {name: Zyxwbrand, kind: brand, territory: eu, embargo_until: 2026-02-01}
      - {name: Zyxwname, kind: brand, territory: japan, source: "fir-2, paragraph 1"}
      - {name: Zyxwlate, kind: brand, territory: korea, source: "fir-3, paragraph 1"}
    programs:
      - {indication: nsclc, territory: us, stage: phase_2}
      - {indication: nsclc, territory: china, stage: phase_3, line: zyxwline, embargo_until: 2026-02-01}
      - {indication: nsclc, territory: brazil, stage: phase_1, line: zyxwowner, owner: zyxw-partner}
  - {id: zyxw-asset, name: ZYXWASSET, company: fir, embargo_until: 2026-02-01, programs: [{indication: nsclc, stage: phase_1}]}
events:
  - {id: e-1, type: launch, title: FIR launched, date: 2025-09, companies: fir, assets: fir-101}
  - {id: zyxw-event, type: launch, title: Zyxwevent held, date: 2025-09, companies: fir, assets: fir-101, embargo_until: 2026-02-01}
  - {id: e-3, type: launch, title: ZYXWASSET introduced, date: 2025-09, companies: fir, assets: [fir-101, zyxw-asset]}
  - {id: e-4, type: launch, title: Zyxwsourced told, date: 2025-09, companies: fir, assets: fir-101, source: "fir-2, paragraph 1"}
  - {id: e-5, type: launch, title: Zyxwdeal signed, date: 2025-09, companies: fir, deal: zyxw-deal}
  - {id: e-6, type: launch, title: Zyxwforever, date: 2025-09, companies: fir, assets: fir-101, audiences: internal}
  - {id: e-8, type: launch, title: Announced before its source, date: 2025-09, companies: fir, assets: fir-101, announced: 2025-09-20, source: "fir-3, paragraph 2"}
  - {id: e-7, type: launch, title: Zyxwnever, date: 2025-09, companies: fir, assets: fir-101, embargo_until: unknown}
deals:
  - {id: zyxw-deal, type: out_license, assets: fir-101, licensor: fir, licensee: zyxw-partner, signed: 2025-09, upfront: USD 7 million}
people: [{id: zyxw-person, name: Zyxwspeaker, company: fir, embargo_until: 2026-02-01}]
claims:
  - {id: c-1, type: strategy, text: Zyxwclaim comes, company: fir, said_by: zyxw-person, assets: fir-101}
"""
TIMED = (
    "Zyxwsource", "Zyxwlegal", "Zyxwexchange", "ZYXW.LIST", "Zyxwpartner", "Zyxwbrand", "Zyxwname", "Zyxwlate",
    "zyxwline", "zyxwowner", "ZYXWASSET", "Zyxwevent", "ZYXWASSET introduced", "Zyxwsourced", "Zyxwdeal", "Zyxwspeaker",
    "Zyxwclaim", "zyxw-asset", "Zyxwcontext", "Fir reports later",
)  # fmt: skip
"""What comes out when the day is past; of a source that appears later its title too."""
NEVER = ("Zyxwforever", "Zyxwnever", "Zyxwtarget")
"""What is for another audience, or whose day is not known."""
BRIEF = """
title: "{{ subject.name }}"
for: [company, asset]
audience: investor
documents: {docx: page.md.j2, pptx: page.md.j2}
footer: For tests
"""
PAGE = """
## All of {{ subject.name }}

{% for c in subject.companies if company is none %}{{ c.name }}, {{ c.legal_names|map(attribute="name")|listed }}. {% endfor %}

{% for c in view.all("company") %}{% for n in c.legal_names %}
- {{ n.name }}
{% endfor %}{% for l in c.listings %}
- {{ l.exchange }}: {{ l.code }}
{% endfor %}{% endfor %}

{% for a in view.assets %}
- {{ a.name }}, {{ a.descriptor }}{% for n in a.names %}, {{ n.name }}{% endfor %}.
{% endfor %}

{% for kind in ("company", "person", "target") %}
{% for r in view.all(kind) %}
- {{ r.name }}
{% endfor %}
{% endfor %}

{% for r in view.all("event") %}
- {{ r.title }}
{% endfor %}

{% for r in view.all("source") %}
- {{ r.title }}
{% endfor %}

{% for r in view.all("claim") %}
- {{ r.said_by.name }} says that {{ r.text }}.
{% endfor %}

## Programmes

{% for a in view.assets %}{% for p in a.programs %}
- {{ a.name }} {{ p.line }} {{ p.owner.name }} {{ p.indication.name }} {{ p.territory }}
{% endfor %}{% endfor %}

{% for i in view.all("indication") %}{% for c in i.context %}
- {{ c.text }}.
{% endfor %}{% endfor %}

## Pipeline

{{ chart("pipeline", subject.programs) }}

## Events

{{ chart("timeline", subject.events, as_of=as_of) }}

## References

{{ references() }}
"""


def everything(data: bytes) -> Iterator[bytes]:
    """All bytes of a file, and of all files packed in it."""
    yield data
    if data[:2] == b"\x1f\x8b":
        yield from everything(gzip.decompress(data))
    elif zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                yield name.encode()
                yield from everything(package.read(name))


def words_of(folder: Path) -> str:
    """Every name and every word in a folder, tags between letters taken out too."""
    found = []
    for path in sorted(folder.rglob("*")):
        found.append(str(path.relative_to(folder)))
        for data in everything(path.read_bytes()) if path.is_file() else ():
            text = data.decode("utf-8", "replace")
            found += [text, re.sub(r"<[^>]*>", "", text)]
    return "\n".join(found)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    small_project(tmp_path)
    for path in (tmp_path / "data").iterdir():
        path.unlink()
    (tmp_path / "data" / "all.yaml").write_text(DATA)
    add_brief(tmp_path, "all", PAGE, BRIEF)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(day: str, output: str, *more: str) -> str:
    code = main(
        ["build", "all", "--period", "2025-Q4", "--as-of", day, "--jobs", "1", "--quiet", "--output", output, *more]
    )
    assert code == 0
    return words_of(Path(output))


def test_no_output_holds_a_secret_and_each_is_told_when_its_day_is_past(project: Path):
    before = build("2025-12-31", "before", "--review")
    assert "Firbrand" in before
    assert "zyxw" not in before.casefold()
    assert "Announced before its source" in before
    assert "Fir reports later" not in before
    after = build("2026-03-01", "after", "--review")
    assert [word for word in TIMED if word not in after] == []
    assert [word for word in NEVER if word.casefold() in after.casefold()] == []


def test_an_audience_sees_what_is_for_it(project: Path):
    shown = build("2026-03-01", "internal", "--audience", "internal", "--format", "docx", "--for", "fir")
    assert "Zyxwforever" in shown
    assert "Zyxwtarget" in shown
    assert "Zyxwnever" not in shown


@pytest.mark.parametrize("day", ["2025-12-31", "2026-03-01"])
def test_the_briefs_that_come_with_briefgen_hold_none_either(project: Path, day: str):
    data = load_dataset(project / "data")
    dumps = []
    for brief in briefs():
        view = view_of(data, date.fromisoformat(day), Period.parse("2025-Q4"), brief.audience)
        dumps += [dump_document(compose_document(outline, view, TEMPLATES)) for outline in outline_brief(brief, view)]
    text = "\n".join(dumps)
    assert "FIR-101" in text
    assert ("zyxw" in text.casefold()) == (day > "2026-02")
    assert not any(word in text for word in NEVER)
