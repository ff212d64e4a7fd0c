"""Changes between two views: every kind, with before and now, cause and source; `briefgen diff` prints them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from briefgen.cli.main import main
from briefgen.dataset.load import load_dataset
from briefgen.editor import changes
from briefgen.values.dates import Period
from briefgen.view.view import View, view_of

HEAD = """
sources:
  - {id: old, type: press_release, tier: company_release, company: acme, title: Old, published: 2025-06-10}
  - {id: new, type: press_release, tier: company_release, company: acme, title: New, published: 2025-11}
  - {id: year, type: journal_article, tier: publication, publisher: Paper, title: Of the year, published: 2025}
areas: [{id: oncology, name: Oncology}]
indications:
  - {id: nsclc, name: non-small cell lung cancer, short: NSCLC, area: oncology}
  - {id: sclc, name: small cell lung cancer, short: SCLC, area: oncology}
companies: [{id: acme, name: Acme, source: old}, {id: partner, name: Partner, partner_only: true, source: old}]
trials:
  - {id: one, name: ONE, assets: ac-1, phase: phase_3, indications: nsclc, source: old}
"""
ASSET = """
assets:
  - {{id: ac-1, name: AC-1, company: acme, source: old, programs: [{programs}]}}
"""


def pair(folder: Path, more: str, programs: str = "", head: str = HEAD) -> tuple[View, View]:
    folder.mkdir(exist_ok=True)
    (folder / "all.yaml").write_text(head + ASSET.format(programs=programs) + more)
    return views(folder, folder)


def views(before: Path, after: Path) -> tuple[View, View]:
    days = date(2025, 9, 30), date(2025, 12, 31)
    since = Period.parse(f"{days[0] + timedelta(days=1)}..{days[1]}")
    return view_of(load_dataset(before), days[0], since, "investor"), view_of(
        load_dataset(after), days[1], since, "investor"
    )


def told(then: View, now: View) -> list[tuple[str, str, str, str, list[str]]]:
    company = now.find("company", "acme")
    rows = changes(then, now, company)
    return [(one.kind, one.what, one.before, one.now, [cause.id for cause in one.causes]) for one in rows]


@pytest.mark.parametrize(
    ("first", "second", "change"),
    [
        ("phase_2", "phase_3", ("advanced", "Phase\u00a0II", "Phase\u00a0III")),
        ("phase_3", "phase_2", ("regressed", "Phase\u00a0III", "Phase\u00a0II")),
        ("phase_3", "on_hold", ("regressed", "Phase\u00a0III", "On hold")),
        ("on_hold", "phase_3", ("advanced", "On hold", "Phase\u00a0III")),
        ("phase_3", "discontinued", ("discontinued", "Phase\u00a0III", "Discontinued")),
    ],
)
def test_moves_of_a_stage(tmp_path: Path, first: str, second: str, change: tuple[str, str, str]) -> None:
    row = "{{indication: nsclc, territory: china, stage: {}, source: {}}}"
    then, now = pair(tmp_path, "", f"{row.format(first, 'old')}, {row.format(second, 'new')}")
    assert told(then, now) == [(change[0], "AC-1 in NSCLC, China", change[1], change[2], [])]


def test_a_move_and_its_event_are_one_row(tmp_path: Path) -> None:
    programs = "{indication: nsclc, territory: china, stage: filed}, {indication: nsclc, territory: china, stage: approved, source: new}"
    event = "{id: ok, type: regulatory_approval, title: Approval, date: 2025-11, companies: acme, assets: ac-1, indications: nsclc, territory: china, source: new}"
    then, now = pair(tmp_path, f"events: [{event}]", programs)
    assert told(then, now) == [("advanced", "AC-1 in NSCLC, China", "Filed", "Approved", ["ok"])]


EXPECTED = "{{id: {id}, type: readout_topline, title: Readout of ONE, date: {date}, companies: acme, assets: ac-1, trials: one, source: {source}{more}}}"


@pytest.mark.parametrize(
    ("was", "now", "kind", "printed"),
    [
        ("2026-Q1", "2026-Q3", "slipped", ("expected in Q1\u00a02026", "expected in Q3\u00a02026")),
        ("2026-Q3", "2026-Q1", "brought forward", ("expected in Q3\u00a02026", "expected in Q1\u00a02026")),
        ("2026", "2026-H2", "value changed", ("expected in 2026", "expected in H2\u00a02026")),
        ("2026-H2", "unknown", "value changed", ("expected in H2\u00a02026", "expected, no date")),
    ],
)
def test_a_guided_window_moves(tmp_path: Path, was: str, now: str, kind: str, printed: tuple[str, str]) -> None:
    rows = [
        EXPECTED.format(id="a", date=was, source="old", more=", expected: true"),
        EXPECTED.format(id="b", date=now, source="new", more=", expected: true"),
    ]
    assert told(*pair(tmp_path, f"events: [{', '.join(rows)}]")) == [(kind, "Readout of ONE", *printed, [])]


def test_what_was_expected_is_settled(tmp_path: Path) -> None:
    rows = [
        EXPECTED.format(id="a", date="2025-Q4", source="old", more=", expected: true"),
        EXPECTED.format(id="b", date="2025-11", source="new", more=", outcome: met").replace(
            "Readout of ONE", "ONE met its endpoint"
        ),
    ]
    row = ("resolved", "Readout of ONE", "expected in Q4\u00a02025", "ONE met its endpoint, Nov\u00a02025", ["b"])
    assert told(*pair(tmp_path, f"events: [{', '.join(rows)}]")) == [row]


def test_a_new_result_of_a_known_trial_and_a_later_analysis(tmp_path: Path) -> None:
    first = "{id: orr, trial: one, endpoint: ORR, measure: rate, value: 40%, source: old}"
    later = "{id: orr-2, trial: one, endpoint: ORR, measure: rate, value: 41%, analysis: final, supersedes: orr, source: new}"
    more = "{id: dcr, trial: one, endpoint: DCR, measure: rate, value: 60%, source: new}"
    paper = "{id: paper, type: publication, title: ONE published, date: 2025-11, companies: acme, assets: ac-1, trials: one, source: new}"
    then, now = pair(tmp_path, f"results: [{first}, {later}, {more}]\nevents: [{paper}]")
    rate = "objective response rate"
    row = ("value changed", "ONE", f"{rate} 40%", f"{rate} 41%; 1 more value", ["paper"])
    assert told(then, now) == [row]


def test_new_records(tmp_path: Path) -> None:
    deal = "{id: d, type: out_license, assets: ac-1, licensor: acme, licensee: partner, signed: 2025-11, source: new}"
    signed = "{id: s, type: deal_signed, title: Licence signed, date: 2025-11, companies: acme, assets: ac-1, deal: d, source: new}"
    grant = "{asset: ac-1, agency: FDA, type: fast_track, indication: nsclc, territory: us, source: new}"
    launch = "{id: l, type: launch, title: Launch, date: 2025-11, companies: acme, assets: ac-1, source: new}"
    trial = "  - {id: two, name: TWO, assets: ac-1, phase: phase_3, status: recruiting, source: new}\n"
    programs = "{indication: sclc, territory: us, stage: phase_1, source: new}"
    more = f"deals: [{deal}]\nevents: [{signed}, {launch}]\ndesignations: [{grant}]"
    assert told(*pair(tmp_path, more, programs, HEAD + trial)) == [
        ("new", "AC-1 in NSCLC", "", "FDA Fast Track", []),
        ("new", "AC-1 in SCLC, United States", "", "Phase\u00a0I", []),
        ("new", "AC-1: Acme to Partner", "", "licence", ["s"]),
        ("new", "Launch", "", "Launch, Nov\u00a02025", []),
        ("new", "TWO", "", "recruiting", []),
    ]


def test_one_more_source_of_what_was_known_is_no_news(tmp_path: Path) -> None:
    grant = "{asset: ac-1, agency: FDA, type: fast_track, indication: nsclc, territory: us, announced: 2025-03, source: [old, year]}"
    assert told(*pair(tmp_path, f"designations: [{grant}]")) == []


def test_a_preferred_value_puts_an_earlier_one_right(tmp_path: Path) -> None:
    event = "{{id: {id}, type: regulatory_approval, title: Approval, date: {date}, companies: acme, assets: ac-1, indications: nsclc, source: {more}}}"
    rows = (
        event.format(id="a", date="2025-05", more="old"),
        event.format(id="b", date="2025-06-01", more="new, preferred: true, reason: The day is stated"),
    )
    then, now = pair(tmp_path, f"events: [{', '.join(rows)}]")
    assert told(then, now) == [("error corrected", "Approval", "May\u00a02025", "1\u00a0Jun\u00a02025", [])]


def test_what_is_rejected_is_no_change(tmp_path: Path) -> None:
    event = "{{id: {id}, type: regulatory_approval, title: Approval, date: {date}, companies: acme, assets: ac-1, indications: nsclc, source: {more}}}"
    rows = (
        event.format(id="a", date="2025-06-01", more="old, preferred: true, reason: The day is stated"),
        event.format(id="b", date="2025-05", more="new"),
    )
    then, now = pair(tmp_path, f"events: [{', '.join(rows)}]")
    assert told(then, now) == []


def test_two_states_of_the_files(tmp_path: Path) -> None:
    """The same record says something else: known since, put right, or from another source."""
    deal = "deals: [{{id: d, type: out_license, assets: ac-1, licensor: acme, licensee: partner, upfront: {}, source: {}}}]"
    then, _ = pair(tmp_path / "a", deal.format("USD 5 million", "old"))
    for value, source, kind, printed in (
        ("USD 50 million", "old", "error corrected", ("USD\u00a05\u00a0million", "USD\u00a050\u00a0million")),
        ("USD 50 million", "new", "value changed", ("USD\u00a05\u00a0million", "USD\u00a050\u00a0million")),
        ("USD 5 million", "new", "source changed", ("old", "new")),
    ):
        _, now = pair(tmp_path / "b", deal.format(value, source))
        assert told(then, now) == [(kind, "AC-1: Acme to Partner", *printed, [])]


@pytest.mark.parametrize(
    ("assets", "type", "what"),
    [
        ("assets: ac-1, ", "out_license", "AC-1: Acme to Partner"),
        ("assets: ac-1, ", "co_development", "AC-1: Acme and Partner"),
        ("", "acquisition", "Acme to Partner"),
        ("", "joint_venture", "Acme and Partner"),
    ],
)
def test_a_deal_is_named_by_its_parties_with_or_without_a_medicine(
    tmp_path: Path, assets: str, type: str, what: str
) -> None:
    deal = f"deals: [{{id: d, type: {type}, {assets}licensor: acme, licensee: partner, source: new}}]"
    (row,) = told(*pair(tmp_path, deal))
    assert row[:2] == ("new", what)


def test_a_subject_that_was_not_known_before_is_all_new(tmp_path: Path) -> None:
    head = HEAD.replace("{id: acme, name: Acme, source: old}", "{id: acme, name: Acme, source: new}")
    rows = told(*pair(tmp_path, "", "{indication: nsclc, territory: us, stage: phase_1, source: new}", head))
    assert [row[0] for row in rows] == ["new"]


def test_nothing_changed(tmp_path: Path) -> None:
    assert told(*pair(tmp_path, "", "{indication: nsclc, territory: us, stage: phase_1}")) == []


def test_each_changed_record_is_told_once(tmp_path: Path) -> None:
    from support.portfolio_data import write_portfolio

    write_portfolio(tmp_path / "many")
    then, now = views(tmp_path / "many", tmp_path / "many")
    for company in now.companies[:5]:
        rows = changes(then, now, company)
        records = [one.record for one in rows]
        causes = {cause for one in rows for cause in one.causes if one.record != cause}
        old = then.find("company", company.id)
        was = {event.id for event in old.events} if old else set()
        new = {event for event in company.events if event.id not in was}
        assert len(records) == len(set(records))
        assert new <= {*records, *causes}
        assert not causes & {one.record for one in rows if one.field == "event" and one.kind == "new"}


def test_the_command_counts_its_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair(
        tmp_path,
        "",
        "{indication: nsclc, territory: us, stage: phase_1}, {indication: nsclc, territory: us, stage: phase_2, source: new}",
    )
    base = ["diff", "2025-Q3", "2025-12-31", "--data", str(tmp_path)]
    assert main([*base, "--for", "acme"]) == 0
    assert capsys.readouterr().out == (
        "Acme: 1 change from 30 September 2025 to 31 December 2025\n"
        "  advanced: AC-1 in NSCLC, United States: Phase I → Phase II\n"
        "      known in November 2025; sources: new\n"
    )
    assert main([*base, "--json"]) == 0
    (subject,) = json.loads(capsys.readouterr().out)["subjects"]
    assert subject["changes"] == [{
        "kind": "advanced", "what": "AC-1 in NSCLC, United States", "field": "stage", "before": "Phase\u00a0I", "now": "Phase\u00a0II",
        "known": "2025-11", "record": "asset/ac-1", "causes": [], "sources": ["new"], "file": f"data/all.yaml:{_line(tmp_path)}",
    }]  # fmt: skip
    assert main(["diff", "2025-10-01", "2025-Q3", "--data", str(tmp_path)]) == 2
    assert "give the earlier one first" in capsys.readouterr().err
    assert main(["diff", "2025-Q3", "2025-Q4", "--for", "acm", "--data", str(tmp_path)]) == 2
    assert "did you mean 'acme'?" in capsys.readouterr().err
    assert main(["diff", "2025-06-30", "2025-Q3", "--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "Acme: no change from 30 June 2025 to 30 September 2025\n"


def _line(folder: Path) -> str:
    lines = (folder / "all.yaml").read_text().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "stage: phase_2" in text)
    return f"{line}:{lines[line - 1].rindex('{indication') + 1}"


def test_a_programme_that_has_the_same_stage_and_another_status(tmp_path: Path) -> None:
    row = "{{indication: nsclc, territory: china, stage: phase_3, status: {}, source: {}}}"
    then, now = pair(tmp_path, "", f"{row.format('enrolling', 'old')}, {row.format('completed', 'new')}")
    assert told(then, now) == [("value changed", "AC-1 in NSCLC, China", "enrolling", "completed", [])]


def test_a_stage_that_was_not_disclosed_before(tmp_path: Path) -> None:
    row = "{{indication: nsclc, territory: china, {}source: {}}}"
    then, now = pair(tmp_path, "", f"{row.format('', 'old')}, {row.format('stage: phase_1, ', 'new')}")
    ((kind, what, _, stage, _),) = told(then, now)
    assert (kind, what, stage) == ("value changed", "AC-1 in NSCLC, China", "Phase\u00a0I")


def test_a_trial_of_which_nothing_was_known_before_says_so_once(tmp_path: Path) -> None:
    row = "  - {{id: four, name: FOUR, assets: ac-1, {}source: {}}}\n"
    then, _ = pair(tmp_path / "a", "", head=HEAD + row.format("", "old"))
    _, now = pair(tmp_path / "b", "", head=HEAD + row.format("phase: phase_2, enrolled: 12, ", "new"))
    assert ("value changed", "FOUR", "not in the sources", "Phase\u00a0II; 12\u00a0patients", []) in told(then, now)


def test_what_is_still_expected_is_no_change_and_is_settled_by_its_own_kind_alone(tmp_path: Path) -> None:
    rows = [
        EXPECTED.format(id="a", date="2026-Q1", source="old", more=", expected: true"),
        EXPECTED.format(id="b", date="2025-11", source="new", more="").replace(
            "readout_topline", "congress_presentation"
        ),
        EXPECTED.format(id="c", date="2025-11", source="new", more="").replace("readout_topline", "first_patient_in"),
    ]
    assert [row[0] for row in told(*pair(tmp_path, f"events: [{', '.join(rows)}]"))] == ["new", "new"]
    other = EXPECTED.format(id="d", date="2026-Q3", source="new", more=", expected: true").replace(
        "readout_topline", "launch"
    )
    found = told(*pair(tmp_path, f"events: [{rows[0]}, {other}]"))
    assert [row[:2] for row in found] == [("new", "Readout of ONE")]


def test_lists_that_a_record_holds_are_told_before_and_after(tmp_path: Path) -> None:
    event = "events: [{{id: e, type: launch, title: Alliance, date: 2025-06, companies: acme, assets: ac-1, {}source: old}}]"
    then, _ = pair(tmp_path / "a", event.format(""))
    _, now = pair(tmp_path / "b", event.format("indications: [nsclc, sclc], "))
    assert told(then, now) == [
        ("error corrected", "Alliance", "none named", "non-small cell lung cancer, small cell lung cancer", [])
    ]
    _, noted = pair(tmp_path / "c", event.format("note: As the newspaper had it., "))
    assert told(then, noted) == []


def test_what_is_known_only_since_a_source_of_no_exact_day_came_is_told_as_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pair(tmp_path, "events: [{id: e, type: launch, title: Alliance, date: 2025-06, companies: acme, source: year}]")
    assert main(["diff", "2025-Q3", "2025-12-31", "--data", str(tmp_path)]) == 0
    assert "  source changed: Alliance: known since 2025; its source came after that\n" in capsys.readouterr().out


@pytest.mark.parametrize(("agency", "kind"), [("FDA", "resolved"), ("EMA", "new")])
def test_the_word_of_another_agency_settles_nothing(tmp_path: Path, agency: str, kind: str) -> None:
    rows = [
        "{id: a, type: regulatory_approval, title: Approval of AC-1, date: 2026-Q1, companies: acme, assets: ac-1, agency: FDA, source: old, expected: true}",
        f"{{id: b, type: regulatory_approval, title: AC-1 approved, date: 2025-11, companies: acme, assets: ac-1, agency: {agency}, source: new}}",
    ]
    assert [row[0] for row in told(*pair(tmp_path, f"events: [{', '.join(rows)}]"))] == [kind]
