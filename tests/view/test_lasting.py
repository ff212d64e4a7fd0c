"""What holds on behind the status of a programme: a limited approval, a letter of an agency, a listing that was declined."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.dataset.load import load_dataset
from briefgen.values.dates import Period
from briefgen.view.asset import AssetView
from briefgen.view.base import part_of
from briefgen.view.view import view_of

DATA = """
sources: [{id: s, type: press_release, tier: company_release, company: acme, title: S, published: 2025-12-01}]
areas: [{id: oncology, name: Oncology}]
indications: [{id: nsclc, name: non-small cell lung cancer, short: NSCLC, area: oncology}]
companies: [{id: acme, name: Acme, source: s}]
assets: [{id: ac-1, name: AC-1, company: acme, source: s}]
filings:
  - id: f
    asset: ac-1
    indication: nsclc
    territory: us
    agency: FDA
    source: s
    steps: ["""


def seen(folder: Path, *steps: str, extra: str = "") -> AssetView:
    dated = (f"{{date: 2025-{month:02}-01, step: {step}}}" for month, step in enumerate(steps, 1))
    (folder / "all.yaml").write_text(f"{DATA}{', '.join(dated)}]\n{extra}", encoding="utf-8")
    asset = view_of(load_dataset(folder), date(2025, 12, 31), Period.parse("2025-Q4"), "investor").find("asset", "ac-1")
    assert isinstance(asset, AssetView)
    return asset


@pytest.mark.parametrize(
    ("steps", "held"),
    [
        (("approved, approval: accelerated", "reimbursed"), ["approved"]),
        (("approved, approval: conditional", "not_reimbursed"), ["approved", "not_reimbursed"]),
        (("approved, approval: accelerated", "converted"), []),
        (("approved, approval: full", "reimbursed"), []),
        (("not_reimbursed", "reimbursed"), []),
        (("submitted", "complete_response", "resubmitted"), ["complete_response", "resubmitted"]),
        (("submitted", "complete_response", "resubmitted", "complete_response"), []),
        (("submitted", "complete_response"), []),
        (("submitted", "complete_response", "resubmitted", "approved"), []),
        (("approved, approval: conditional", "indication_withdrawn"), []),
    ],
)
def test_a_later_step_does_not_hide_what_holds_on(tmp_path: Path, steps: tuple[str, ...], held: list[str]) -> None:
    (program,) = seen(tmp_path, *steps).programs
    assert [part_of(step).step for step in program.lasting] == held


def test_the_kind_of_an_approval_is_told_once_by_its_status_or_by_its_step(tmp_path: Path) -> None:
    (reimbursed,) = seen(tmp_path, "approved, approval: accelerated", "reimbursed").programs
    assert "accelerated approval" in [str(one.words) for one in reimbursed.told]
    assert str(reimbursed.status_beside) == "reimbursed"
    (conditional,) = seen(tmp_path, "approved, approval: conditional").programs
    assert "conditional approval" not in [str(one.words) for one in conditional.told]
    assert not conditional.status_beside, "its step says it"


def test_warnings_of_a_label_and_other_notices_are_told_apart_from_trials_the_newest_first(tmp_path: Path) -> None:
    event = "companies: acme, assets: ac-1, indications: nsclc, source: s}"
    extra = f"""events:
  - {{id: held, type: clinical_hold, title: Trials on hold, date: 2025-05, {event}
  - {{id: sent, type: nda_submitted, title: Filing, date: 2025-06, {event}
"""
    asset = seen(tmp_path, "approved", "label_update, detail: a warning was added", "label_update", extra=extra)
    assert [event.type.value for event in asset.warned] == ["clinical_hold", "label_update"]
    assert str(asset.warned[1].detail) == "A warning was added"


@pytest.mark.parametrize(
    ("steps", "closed"),
    [
        (("submitted", "approved", "launched"), True),
        (("submitted", "application_withdrawn"), True),
        (("submitted", "refused", "resubmitted"), False),
        (("submitted", "complete_response"), False),
        (("approved", "indication_withdrawn"), True),
    ],
)
def test_a_review_has_ended_unless_something_was_submitted_since(
    tmp_path: Path, steps: tuple[str, ...], closed: bool
) -> None:
    (filing,) = seen(tmp_path, *steps).filings
    assert filing.is_closed == closed


def test_a_use_that_was_withdrawn_says_so_once(tmp_path: Path) -> None:
    (program,) = seen(tmp_path, "approved", "indication_withdrawn").programs
    assert (str(program.stage), bool(program.status), bool(program.status_beside)) == ("Withdrawn", True, False)
