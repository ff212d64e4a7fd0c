"""Trace: from a number to its source in a renamed file, and from a source to every output."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from random import Random

import pytest

from briefgen.cli.main import main
from briefgen.ledger.ledger import Ledger, from_json
from briefgen.trace.lines import dataset_of, with_lines
from briefgen.trace.trace import sentence
from support.office_edits import Office
from support.office_mutations import MUTATIONS
from support.office_text import words

ROOT = Path(__file__).parents[2]


@pytest.fixture
def mailed(built: Path, tmp_path: Path) -> Path:
    path = tmp_path / "mailed copy.pptx"
    path.write_bytes((built / "2025-Q4" / "quarterly-briefing" / "henlius.pptx").read_bytes())
    return path


def test_a_number_of_a_renamed_file_leads_to_record_line_and_source(
    built: Path, mailed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", str(mailed), "--find", "21.9", "--output", str(built)]) == 0
    printed = capsys.readouterr()
    assert "slide 7, Title 2" in printed.out
    assert "result/astrum-005.os.rate.4-years.overall value" in printed.out
    assert "henlius.yaml:" in printed.out
    assert "henlius-2025-10-23, paragraph 7" in printed.out
    assert "is henlius.pptx: Henlius: quarterly briefing" in printed.err


def test_json_says_the_same(built: Path, mailed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", str(mailed), "--find", "21.9", "--json", "--output", str(built)]) == 0
    content = json.loads(capsys.readouterr().out)
    assert {value["text"] for value in content["values"]} == {"21.9%"}
    assert {(value["value"], value["unit"]) for value in content["values"]} == {("21.9", "%")}


def test_a_derived_value_shows_its_formula_and_inputs(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = built / "2025-Q4" / "asset-deck" / "hs-20089.pptx"
    assert main(["trace", str(path), "--find", "18.8"]) == 0
    printed = capsys.readouterr().out
    assert "formula   61,060 / 324,603" in printed
    assert "epidemiology/ovarian-cancer.incidence.china.2022 value" in printed


def test_an_edited_file_and_a_typed_number_say_so(
    built: Path, mailed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Office(mailed.read_bytes())
    ledger = from_json((built / "2025-Q4" / "quarterly-briefing" / "henlius.pptx.ledger.json").read_bytes())
    _, what = MUTATIONS["digit changed"](office, ledger, Random(11))
    mailed.write_bytes(office.packed())
    assert main(["trace", str(mailed), "--find", "987.6", "--output", str(built)]) == 1
    printed = capsys.readouterr().err
    assert "was edited since it was written: see `briefgen audit" in printed, what
    assert "'987.6' does not stand in the file" in printed


def test_without_its_ledger_a_file_says_where_to_look(mailed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", str(mailed), "--output", str(mailed.parent)]) == 1
    printed = capsys.readouterr().err
    assert "error[no-ledger]" in printed
    assert "--output" in printed


def test_a_source_leads_to_every_output_that_rests_on_it(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "--source", "globocan-2022", "--json", "--output", str(built)]) == 0
    values = json.loads(capsys.readouterr().out)["values"]
    named = {value["file"] for value in values}
    saying = {str(path) for path in built.rglob("*.*x") if "324,603" in words(path)}
    assert saying <= named
    assert all(value["place"] for value in values)


def test_a_record_leads_to_its_sentences(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "--record", "hs-20089", "--json", "--output", str(built)]) == 0
    values = json.loads(capsys.readouterr().out)["values"]
    assert {"asset/hs-20089"} <= {value["record"] for value in values}
    assert any("HS-20089" in value.get("sentence", "") for value in values)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--source", "globocan"], "did you mean 'globocan-2022'?"),
        (["--record", "hs-20098"], "did you mean 'hs-20089'?"),
        ([], "give a FILE, or --source ID, or --record ID"),
        (["--source", "x", "--record", "y"], "give only one of --source and --record"),
        (["missing.docx"], "missing.docx"),
    ],
)
def test_wrong_usage_is_exit_2(
    built: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", *arguments, "--output", str(built)]) == 2
    assert message in capsys.readouterr().err


def test_outputs_without_ledgers_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "--source", "x", "--output", str(tmp_path)]) == 2
    assert "there is no ledger below" in capsys.readouterr().err


def test_the_workbook_holds_every_value_and_is_the_same_each_time(built: Path, tmp_path: Path) -> None:
    path = built / "2025-Q4" / "asset-profile" / "hlx22.docx"
    for name in ("one.xlsx", "two.xlsx"):
        assert main(["trace", str(path), "--xlsx", str(tmp_path / name)]) == 0
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.xlsx") as book:
        shared = book.read("xl/sharedStrings.xml").decode()
    assert "henlius-2025-10-23" in shared
    assert "Reviewed by" in shared


def test_the_sentence_around_a_value_ends_at_full_stops() -> None:
    assert (
        sentence("It grew. The rate was 21.9% (95% CI 3.1-4). It fell.", "21.9%")
        == "The rate was 21.9% (95% CI 3.1-4)."
    )


def test_the_page_holds_every_value_and_can_be_searched(built: Path, tmp_path: Path) -> None:
    path = built / "2025-Q4" / "asset-deck" / "hs-20089.pptx"
    assert main(["trace", str(path), "--html", str(tmp_path / "trace.html")]) == 0
    page = (tmp_path / "trace.html").read_text()
    assert "Trace of hs-20089.pptx" in page
    assert "computed: 61,060 / 324,603, from" in page
    assert page.count("<tr>") > 50
    assert '<input id="find" type="search"' in page


def test_what_one_file_takes_from_a_source(built: Path, mailed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", str(mailed), "--source", "henlius-2025-10-23", "--json", "--output", str(built)]) == 0
    values = json.loads(capsys.readouterr().out)["values"]
    assert values
    assert {value["file"] for value in values} == {str(mailed)}
    assert main(["trace", str(mailed), "--source", "globocan-2022", "--output", str(built)]) == 2
    assert "the file does not rest on a source 'globocan-2022'" in capsys.readouterr().err


def test_a_number_is_found_without_its_comma_and_quoted_from_the_slide(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = built / "2025-Q4" / "asset-deck" / "hs-20089.pptx"
    assert main(["trace", str(path), "--find", "206956"]) == 0
    printed = capsys.readouterr().out
    assert "around 206,956" in printed
    assert "says      Ovarian cancer accounted for" in printed


@pytest.mark.parametrize("option", ["--xlsx", "--html"])
def test_no_other_file_is_written_over(
    mailed: Path, built: Path, option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = mailed.read_bytes()
    for target in (mailed, mailed.with_name("mailed.pptx.ledger.json"), tmp_path / "none" / f"x.{option[2:]}"):
        assert main(["trace", str(mailed), option, str(target), "--output", str(built)]) == 2
    assert mailed.read_bytes() == before
    assert not (tmp_path / "none").exists()
    assert "must end in ." in capsys.readouterr().err


def test_a_file_of_an_earlier_build_is_traced_after_the_next_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--data", str(ROOT / "data"), "--templates", str(ROOT / "templates"), "--output", str(tmp_path / "out")]
    only = ["build", "asset-profile", "--for", "hlx22", "--period", "2025-Q4", "--quiet", *folders, "--as-of"]
    assert main([*only, "2025-12-30"]) == 0
    sent = tmp_path / "sent.docx"
    sent.write_bytes((tmp_path / "out" / "2025-Q4" / "asset-profile" / "hlx22.docx").read_bytes())
    for day in ("2025-12-31", "2025-12-31"):
        assert main([*only, day]) == 0
    assert len(list((tmp_path / "out" / ".ledgers").iterdir())) == 1
    assert main(["audit", str(sent), "--output", str(tmp_path / "out")]) == 0
    assert main(["trace", str(sent), "--find", "HER2", "--output", str(tmp_path / "out")]) == 0
    assert "sent.docx is hlx22.docx: HLX22, an anti-HER2 mAb, as of 2025-12-30" in capsys.readouterr().err


def test_a_dataset_is_looked_into_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    assert dataset_of(tmp_path / "nowhere") is None
    (tmp_path / "a.yaml").write_text("areas: [{id: one, name: One}, {id: two, nmae: Two}]\n")
    found = dataset_of(tmp_path)
    assert found is not None
    assert found.find("area", "one") is not None
    (tmp_path / "a.yaml").write_text("areas: [\n")
    assert dataset_of(tmp_path) is None


def test_lines_are_those_of_the_build_where_there_is_no_dataset() -> None:
    ledger = Ledger.__new__(Ledger)
    assert with_lines(ledger, None) is ledger
