"""Checks as a whole; single rules are in cases/."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from briefgen.checks import GROUPS, check_dataset
from briefgen.checks.entities import normal
from briefgen.checks.walk import links, parts
from briefgen.dataset.load import load_dataset
from briefgen.records import KINDS, Asset, Event

CHECKS = Path(check_dataset.__code__.co_filename).parent
CASES = Path(__file__).parents[1] / "cases"


def test_every_rule_has_a_case() -> None:
    rules = "".join(path.read_text() for path in CHECKS.glob("*.py"))
    codes = set(re.findall(r'"([a-z]+(?:-[a-z]+)+|loop|payload|overdue)"', rules)) - {"saudi-arabia"}
    cases = "".join(path.read_text("utf-8") for path in CASES.glob("*.yaml"))
    stated = set(re.findall(r"#! \w+\[([\w-]+)\]", cases))
    assert len(codes) > 25
    assert codes - stated == set()


def test_every_module_is_a_group() -> None:
    names = {path.stem for path in CHECKS.glob("*.py")} - {"__init__", "walk"}
    assert {group.__name__.rsplit(".", 1)[-1] for group in GROUPS} == names


def test_every_field_that_names_a_record_is_followed() -> None:
    asset = Asset.model_validate(
        {
            "id": "x", "name": "X", "company": "c", "targets": ["t1", "t2"], "source": "s, page 1",
            "programs": [{"indication": "i", "owner": "o", "source": ["s1", "s2"]}],
        }
    )  # fmt: skip
    found = {(*path, *inner): (kind, id) for path, part in parts(asset) for inner, kind, id in links(part)}
    assert found == {
        ("company",): ("company", "c"),
        ("targets", 0): ("target", "t1"),
        ("targets", 1): ("target", "t2"),
        ("source", "ids", 0): ("source", "s"),
        ("programs", 0, "indication"): ("indication", "i"),
        ("programs", 0, "owner"): ("company", "o"),
        ("programs", 0, "source", "ids", 0): ("source", "s1"),
        ("programs", 0, "source", "ids", 1): ("source", "s2"),
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_fields_that_name_records_name_known_kinds(kind: type) -> None:
    from briefgen.checks.walk import link_fields

    assert {name for _, name in link_fields(kind)} <= {other.kind for other in KINDS}
    assert ("deal", "deal") in link_fields(Event)


@pytest.mark.parametrize(("one", "other", "same"), [
    ("HLX43", "hlx-43", True), ("Acme Co., Ltd.", "ACME CO LTD", True), ("Jin Li", "Jing Li", False),
    ("Café", "Cafe", True), ("HLX22", "HLX43", False), ("翰森", "复宏", False), ("💊", "👩", False),
    ("PD-L1", "PD-1", False),
])  # fmt: skip
def test_names(one: str, other: str, same: bool) -> None:
    assert (normal(one) == normal(other)) is same


def test_five_thousand_records_are_checked_fast(tmp_path: Path) -> None:
    row = "  - {{id: e{0}, type: listing, title: Event {0}, companies: [x], date: 2025-01-01, source: 'a, page 1'}}\n"
    text = "sources: [{id: a, type: news, tier: secondary, published: 2025}]\n"
    text += "companies: [{id: x, name: X, source: 'a, page 1'}]\nevents:\n" + "".join(map(row.format, range(5000)))
    (tmp_path / "a.yaml").write_text(text)
    dataset = load_dataset(tmp_path)
    start = time.monotonic()
    assert check_dataset(dataset) == []
    assert time.monotonic() - start < 5


def test_a_record_is_never_told_to_name_itself(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("areas:\n  - {id: oncology, name: Oncology, parent: oncologie}\n")
    (problem,) = (found for found in check_dataset(load_dataset(tmp_path)) if found.code == "unknown-id")
    assert problem.hint == "add it to the list 'areas'"
