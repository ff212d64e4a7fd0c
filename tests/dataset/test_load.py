"""Loading: any split of files is one dataset; any bad file is a problem with its place, never a traceback."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.checks import check_dataset
from briefgen.dataset.clock import source_day
from briefgen.dataset.conflicts import conflicts_of
from briefgen.dataset.load import load_dataset
from briefgen.dataset.schema import json_schema
from briefgen.dataset.store import Dataset
from briefgen.problems import Origin, Problem, ProblemsFoundError
from briefgen.project import SelectionError
from briefgen.records import Company, Event, Metric, Result, Source, Target
from briefgen.values.dates import UNKNOWN

SOURCE = "sources:\n  - {id: a, type: press_release, tier: company_release, publisher: A, title: T, published: 2025}\n"


def load(folder: Path, **files: str) -> Dataset:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_dataset(folder)


def problems(folder: Path, **files: str) -> list[Problem]:
    with pytest.raises(ProblemsFoundError) as caught:
        load(folder, **files)
    return list(caught.value.problems)


def codes(folder: Path, **files: str) -> list[str]:
    return [problem.code for problem in problems(folder, **files)]


def test_files_and_folders_in_any_split_are_one_dataset(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "c.yml").write_text("companies:\n  - {id: c, name: C}\n")
    (tmp_path / "notes.txt").write_text("not: [data")
    (tmp_path / ".hidden.yaml").write_text("not: [data")
    dataset = load(tmp_path, a="companies:\n  - {id: a, name: A}\n", b="companies:\n  - {id: b, name: B}\n")
    assert dataset.ids("company") == ("a", "b", "c")
    company = dataset.find("company", "c")
    assert company is not None
    assert str(dataset.origin(company, ("name",))) == "data/deep/er/c.yml:2:19"


def test_a_file_shares_its_default_source(tmp_path: Path) -> None:
    text = """\
defaults: {source: "a, cover"}
companies:
  - {id: one, name: One}
  - {id: two, name: Two, source: {locator: page 2}}
  - {id: three, name: Three, source: "b, page 3", listings: [{exchange: X, code: Y, source: {locator: page 4}}]}
areas:
  - {id: oncology, name: Oncology}
"""
    dataset = load(tmp_path, a=text)
    one, two, three = dataset.all(Company)
    assert [(c.source.ids, c.source.locator) for c in (one, two, three) if c.source] == [
        (("a",), "cover"), (("a",), "page 2"), (("b",), "page 3"),
    ]  # fmt: skip
    listing = three.listings[0].source
    assert listing is not None
    assert (listing.ids, listing.locator) == (("b",), "page 4")
    area = dataset.find("area", "oncology")
    assert area is not None
    assert area.source is None
    assert str(dataset.origin(one, ("source",))) == "data/a.yaml:1:20"


def test_records_of_a_list_share_the_default_above_them(tmp_path: Path) -> None:
    text = """\
defaults: {source: "a, cover"}
companies:
  - {id: one, name: One}
  - defaults: {source: "b, slide 4"}
  - {id: two, name: Two}
  - {id: three, name: Three, source: {locator: slide 5}}
  - defaults: {source: c}
  - {id: four, name: Four}
targets:
  - {id: t, name: T}
"""
    dataset = load(tmp_path, a=text)
    sources = {r.id: r.source for kind in (Company, Target) for r in dataset.all(kind)}
    assert {id: (s.ids, s.locator) for id, s in sources.items() if s} == {
        "one": (("a",), "cover"), "two": (("b",), "slide 4"), "three": (("b",), "slide 5"), "four": (("c",), ""),
        "t": (("a",), "cover"),
    }  # fmt: skip
    two = dataset.find("company", "two")
    assert two is not None
    assert str(dataset.origin(two, ("source",))) == "data/a.yaml:4:24"
    with pytest.raises(ProblemsFoundError) as raised:
        load(tmp_path, a=text.replace("{source: c}", "{sauce: c}"))
    assert {str(p.origin) for p in raised.value.problems} == {"data/a.yaml:7:5", "data/a.yaml:7:16"}


def test_what_a_misspelt_default_takes_away_is_told_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        a=SOURCE
        + """
defaults: {sorce: a}
companies: [{id: acme, name: Acme, source: {locator: page 1}}, {id: bolt, nmae: Bolt, source: {locator: page 2}}]
""",
    )
    assert [p.code for p in found] == ["missing-field", "unknown-field", "missing-field", "unknown-field"]
    assert "did you mean 'source'?" in found[1].hint


def test_a_result_calls_its_arm_by_name(tmp_path: Path) -> None:
    dataset = load(
        tmp_path,
        a=SOURCE
        + """
defaults: {source: "a, page 1"}
trials: [{id: t, name: T-1, assets: drug, arms: [{id: low, name: Drug 5 mg}, {id: pbo, name: placebo, role: control}]}]
results:
  - {id: ours, trial: t, endpoint: ORR, arm: low, value: 40%}
  - {id: theirs, trial: t, endpoint: ORR, arm: open label, value: 12%}
  - {id: all, trial: t, endpoint: DCR, value: 60%}
""",
    )
    assert [result.arm for result in dataset.all(Result)] == ["Drug 5 mg", "open label", None]


def test_values_that_disagree_stand_side_by_side_under_their_sources(tmp_path: Path) -> None:
    row = "  - {{company: x, measure: products, value: {}, as_of: 2025, source: {}}}\n"
    dataset = load(tmp_path, a="metrics:\n" + row.format(8, "a") + row.format(9, "[a, b]"))
    assert dataset.ids("metric") == ("x.products.2025.a", "x.products.2025.a.b")
    assert [metric.value.text for metric in dataset.all(Metric)] == ["8", "9"]


def test_statements_that_disagree_are_undecided_until_one_is_preferred(tmp_path: Path) -> None:
    sources = SOURCE + SOURCE.split("\n")[1].replace("id: a", "id: b") + "\n"
    text = "events: [{id: e, type: launch, title: T, companies: c, source: [a, b], date: [{value: 2025-05, source: a}, {value: 2025-06, source: b}]}]\n"
    conflict = next(conflicts_of(load(tmp_path, a=f"{sources}companies: [{{id: c, name: C}}]\n{text}")))
    assert [conflict.verdict(said) for said in conflict.said] == ["undecided", "undecided"]
    decided = text.replace(
        "{value: 2025-06, source: b}", "{value: 2025-06, source: b, preferred: true, reason: corrected}"
    )
    conflict = next(conflicts_of(load(tmp_path, a=f"{sources}companies: [{{id: c, name: C}}]\n{decided}")))
    assert [conflict.verdict(said) for said in conflict.said] == ["rejected", "told"]


def test_two_records_of_one_id_name_both_places(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, a="companies: [{id: x, name: X}]", b="companies:\n  - {id: x, name: X}\n")
    assert str(problem.origin) == "data/b.yaml:2:5"
    assert problem.message == "company 'x' is already given at data/a.yaml:1:13"


def test_problems_of_all_files_come_in_one_run_sorted_by_place(tmp_path: Path) -> None:
    found = problems(tmp_path, b="evnts: []", a="companies:\n  - {id: x, nme: X}\n", c="[1, 2]")
    places = ["data/a.yaml:2:5", "data/a.yaml:2:13", "data/b.yaml:1:1", "data/c.yaml:1:1"]
    assert [str(problem.origin) for problem in found] == places
    assert "did you mean 'events'?" in str(found[2])


def test_message_reads_as_designed(tmp_path: Path) -> None:
    text = "events:\n  - {id: x, type: listing, title: X, companies: x, date: 31 June 2025}\n"
    (problem,) = problems(tmp_path, hansoh=text)
    assert str(problem) == (
        "data/hansoh.yaml:2:58: error[bad-date]: events[0].date: '31 June 2025' is not a date in the calendar\n"
        "  hint: write 2025-06-30, 2025-06, 2025-Q2, 2025-H1, 2025, early, mid- or late 2025, 2025-Q2 to 2025-Q3, "
        "by 2025-06-30, by 2025-Q2, into, through or after 2025, end of 2025, June 2025, Q2 2025, FY2026, FY2026-Q1, in the coming weeks or unknown"
    )


def test_a_year_out_of_range_is_told_with_its_place(tmp_path: Path) -> None:
    text = "events:\n  - {id: x, type: listing, title: X, companies: x, date: 1850-06-30}\n"
    (problem,) = problems(tmp_path, a=text)
    assert str(problem) == (
        "data/a.yaml:2:58: error[bad-date]: events[0].date: '1850-06-30' is not a date briefgen knows; "
        "years run from 1900 to 2200"
    )


def test_empty_files_and_lists_are_fine(tmp_path: Path) -> None:
    dataset = load(tmp_path, a="", b="# nothing yet\n", c="companies:\nevents: []\n", d="---\n")
    assert list(dataset) == []


def test_no_folder_and_no_file(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["no-data"]
    with pytest.raises(SelectionError, match="is not there; run `briefgen init`"):
        load_dataset(tmp_path / "none")
    with pytest.raises(SelectionError, match="is not a folder"):
        load_dataset(Path(__file__))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x00\x01\x02\xff\xfe", "not-utf8"),
        (b"companies: [\xe9]", "not-utf8"),
        (b"\xff\xfea\x00", "not-utf8"),
        (b"a: \x07", "control-character"),
        (b'companies: [{id: x, name: "bell \\x07"}]', "control-character"),
        (b"companies: [", "bad-yaml"),
        (b"companies:\n\t- x", "bad-yaml"),
        (b"a: b: c", "bad-yaml"),
        (b"companies: *nowhere", "bad-yaml"),
        (b"companies: &x [*x]", "bad-yaml"),
        (b"companies: []\n---\ncompanies: []", "bad-yaml"),
        (b"? [a, b]\n: c", "bad-yaml"),
        (b"just text", "wrong-type"),
        (b"[" * 3000, "too-large"),
        (b"defaults: {sauce: a}", "unknown-field"),
    ],
)
def test_bad_files_are_problems(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.yaml").write_bytes(content)
    with pytest.raises(ProblemsFoundError) as caught:
        load_dataset(tmp_path)
    assert code in {problem.code for problem in caught.value.problems}
    assert all(problem.origin.path == "data/a.yaml" and problem.origin.line for problem in caught.value.problems)


def test_an_alias_bomb_is_refused_quickly(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    start = time.monotonic()
    (problem,) = problems(tmp_path, a="\n".join(lines))
    assert problem.code == "too-large"
    assert time.monotonic() - start < 10


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with open(tmp_path / "a.yaml", "wb") as file:
        file.truncate(20_000_000)
    assert codes(tmp_path) == ["too-large"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO here")
def test_a_fifo_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    assert codes(tmp_path) == ["not-a-file"]


def test_a_folder_named_like_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    assert codes(tmp_path) == ["not-a-file"]


def test_an_unreadable_file_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, flags: int) -> int:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("briefgen.files.os.open", refuse)
    (problem,) = problems(tmp_path, a="companies: []")
    assert str(problem) == "data/a.yaml:1:1: error[unreadable]: cannot be read: Permission denied"


def test_a_folder_that_cannot_be_listed_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inner").mkdir()
    listed = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("inner"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (problem,) = problems(tmp_path, a="companies: []")
    assert str(problem).startswith("data/inner")
    assert str(problem).endswith("error[unreadable]: cannot be read: Permission denied")


def test_a_text_without_end_is_too_long(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, a=f"companies: [{{id: a, name: {'x' * 20_001}}}]")
    assert (problem.code, problem.message) == ("too-long", "companies[0].name: has 20,001 characters")
    assert problem.hint == "shorten it"


def test_a_filing_of_an_asset_that_is_nowhere_is_told_by_the_checks_alone(tmp_path: Path) -> None:
    text = "filings: [{id: f, asset: nix, indication: nix, territory: us, agency: FDA, source: a, steps: [{step: submitted, date: 2025-06-01}]}]"
    dataset = load(tmp_path, a=SOURCE + text)
    assert dataset.ids("event") == ()
    assert {problem.code for problem in check_dataset(dataset)} >= {"unknown-id"}


def test_an_event_without_a_day_tells_the_same_as_a_step_without_one(tmp_path: Path) -> None:
    text = """areas: [{id: eye, name: Ophthalmology}]
indications: [{id: ga, name: geographic atrophy, area: eye}]
companies: [{id: acme, name: Acme, source: a}]
assets: [{id: drug, name: drug, company: acme, source: a, programs: [{indication: ga, stage: phase_3, territory: us}]}]
events: [{id: own, type: nda_submitted, title: Filing, date: DAY, expected: true, companies: acme, assets: drug, indications: ga, territory: us, source: a}]
filings: [{id: f, asset: drug, indication: ga, territory: us, agency: FDA, source: a, steps: [{step: submitted, date: unknown}]}]
"""
    assert load(tmp_path, a=SOURCE + text.replace("DAY", "unknown")).ids("event") == ("own",)
    assert len(load(tmp_path, a=SOURCE + text.replace("DAY", "2026-03")).ids("event")) == 2


def test_sources_that_were_read_in_each_other_end_somewhere(tmp_path: Path) -> None:
    circle = "\n".join(
        f"  - {{id: {one}, type: press_release, tier: company_release, title: T, via: {two}, publisher: A}}"
        for one, two in ("xy", "yx")
    )
    dataset = load(tmp_path, a=f"sources:\n{circle}\n")
    source = dataset.find("source", "x")
    assert isinstance(source, Source)
    assert source_day(dataset, source) == UNKNOWN


def test_a_record_that_nobody_wrote_stands_nowhere() -> None:
    assert Dataset().origin(Company(id="a", name="A")) == Origin()


def test_links_lead_nowhere_outside(tmp_path: Path) -> None:
    outside, data = tmp_path / "outside", tmp_path / "data"
    outside.mkdir()
    data.mkdir()
    (outside / "x.yaml").write_text("companies: [{id: x, name: X}]")
    (data / "real.yaml").write_text("companies: [{id: y, name: Y}]")
    (data / "inside.yaml").symlink_to(data / "real.yaml")
    (data / "file.yaml").symlink_to(outside / "x.yaml")
    (data / "folder").symlink_to(outside, target_is_directory=True)
    (data / "broken.yaml").symlink_to(data / "gone.yaml")
    (data / "loop.yaml").symlink_to(data / "loop.yaml")
    found = problems(data)
    assert {(p.origin.path, p.code) for p in found} == {
        ("data/file.yaml", "outside-project"), ("data/folder", "outside-project"), ("data/broken.yaml", "unreadable"),
        ("data/loop.yaml", "unreadable"), ("data/real.yaml", "duplicate-id"),
    }  # fmt: skip


def test_a_very_long_title_is_accepted(tmp_path: Path) -> None:
    text = f"events:\n  - {{id: x, type: listing, title: '{'long ' * 2000}', companies: x, date: 2025}}\n"
    (event,) = load(tmp_path, a=text).all(Event)
    assert len(event.title) == 10_000


def test_two_thousand_events_load_fast(tmp_path: Path) -> None:
    row = "  - {{id: e{}, type: listing, title: Event {}, companies: [x], date: 2025-01-01, source: 'a, page 1'}}\n"
    start = time.process_time()
    dataset = load(tmp_path, a="events:\n" + "".join(row.format(n, n) for n in range(2000)))
    assert len(dataset.ids("event")) == 2000
    assert time.process_time() - start < 5


def test_the_digest_names_the_content(tmp_path: Path) -> None:
    first = load(tmp_path, a="companies: [{id: x, name: X}]").digest
    assert load(tmp_path).digest == first
    assert load(tmp_path, a="companies: [{id: x, name: X}] ").digest != first
    (tmp_path / "a.yaml").rename(tmp_path / "b.yaml")
    assert load(tmp_path).digest != first


def test_scalars_are_never_guessed(tmp_path: Path) -> None:
    text = "companies:\n  - {id: x, name: NO, website: 1.50, listings: [{exchange: 010, code: 03692, date: 2019-06}]}\n"
    (company,) = load(tmp_path, a=text).all(Company)
    assert (company.name, company.website) == ("NO", "1.50")
    assert (company.listings[0].exchange, company.listings[0].code) == ("010", "03692")


signs = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", max_codepoint=0xEFFFF)
plain = st.text(signs, min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(names=st.lists(plain.filter(str.strip), min_size=1, max_size=5))
def test_any_text_survives(names: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("data")
    rows = [{"id": f"c{n}", "name": name} for n, name in enumerate(names)]
    text = yaml.safe_dump({"companies": rows}, allow_unicode=True)
    assert [company.name for company in load(folder, a=text).all(Company)] == names


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_files_does_not_matter(order: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    row = "metrics:\n  - {{company: x, measure: products, value: {}, as_of: 2025, source: s{}}}\n"
    texts = [row.format(8, 1), row.format(9, 2), "companies: [{id: x, name: X}]", SOURCE]
    dataset = load(tmp_path_factory.mktemp("data"), **dict(zip(order, texts, strict=True)))
    assert {record.id: record.model_dump() for record in dataset} == {
        record.id: record.model_dump()
        for record in load(tmp_path_factory.mktemp("data"), **dict(zip("abcd", texts, strict=True)))
    }


def test_the_schema_describes_every_kind() -> None:
    schema = json_schema()
    assert {"defaults", "companies", "events", "people", "epidemiology"} <= set(schema["properties"])
    event = schema["$defs"]["Event"]
    assert "id" in event["required"]
    assert "id" not in schema["$defs"]["Result"]["required"]
    assert [form.get("type") for form in event["properties"]["date"]["anyOf"]] == [["string", "integer"], "array"]
    assert "headline" in event["properties"]["title"]["description"]
    assert schema["$defs"]["Program"]["properties"]["stage"]["anyOf"][0]["enum"][0] == "discovery"
