"""What a deal pays, element by element, who keeps what is not licensed, and what of it matters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefgen import charts
from briefgen.dataset.load import load_dataset
from briefgen.view.view import view_of
from support.real_project import AS_OF, PERIOD

DATA = """defaults: {{source: "s, page 1"}}
sources: [{{id: s, type: press_release, tier: company_release, title: T, publisher: P, published: 2025-01-01}}]
areas: [{{id: eye, name: Ophthalmology}}]
indications: [{{id: ga, name: geographic atrophy, area: eye}}]
companies: [{{id: acme, name: Acme}}, {{id: bold, name: Bold}}, {{id: cold, name: Cold}}]
assets: [{{id: drug, name: Drug, company: acme, programs: [{{indication: ga, stage: phase_3, territory: us, owner: {owner}}}]}}]
trials: [{{id: t, name: PEAK-1, assets: drug, phase: phase_3, indications: ga, sponsor: bold}}]
events:
  - {{id: e, type: readout_topline, date: 2026-H2, expected: true, title: Readout of PEAK-1, companies: bold, assets: drug, trials: t}}
{events}
deals: [{{id: d, type: out_license, licensor: acme, licensee: bold, assets: drug, territory: us japan{more}}}]
"""
MONEY = ", upfront: USD 50 million, total: up to USD 400 million, total_includes_upfront: true"


@pytest.fixture
def deal(tmp_path: Path) -> Any:
    def made(more: str = "", owner: str = "bold", events: str = "") -> Any:
        (tmp_path / "a.yaml").write_text(DATA.format(more=more, owner=owner, events=events), encoding="utf-8")
        return view_of(load_dataset(tmp_path), AS_OF, PERIOD, "investor").find("deal", "d")

    return made


def told(deal: Any) -> list[tuple[str, str | None]]:
    return [(one.name, one.amount and str(one.amount).replace("\u00a0", " ")) for one in deal.elements]


def test_what_a_total_leaves_is_derived(deal: Any) -> None:
    one = deal(MONEY)
    assert told(one) == [
        ("upfront payment", "USD 50 million"), ("beyond upfront", "up to USD 350 million"),
        ("royalties", "not in the sources"),
    ]  # fmt: skip
    assert [element.derived for element in one.elements] == [False, True, False]
    assert one.elements[1].amount.fact.formula == "up to USD 400 million - USD 50 million"
    drawn = charts.prepare("deal-scale", one)
    assert str(drawn.rows[1]).replace("\u00a0", " ") == "up to USD 350 million beyond the upfront payment (derived)"


@pytest.mark.parametrize(
    "more",
    [
        MONEY.replace("true", "false"),
        f"{MONEY}, milestones: up to USD 300 million",
        MONEY.replace("upfront: USD", "upfront: EUR"),
        MONEY.replace("50", "up to 50").replace("USD up to", "up to USD"),
        MONEY.replace("USD 50 million", "not disclosed"),
        MONEY.replace("400", "50"),
        MONEY.replace("USD 50 million", "low double-digit"),
        MONEY.replace("USD 50 million", "USD 40-50 million"),
    ],
)
def test_where_nothing_can_be_reckoned_nothing_is_derived(more: str, deal: Any) -> None:
    assert deal(more).beyond_upfront is None


def test_what_a_source_speaks_of_without_an_amount_is_withheld(deal: Any) -> None:
    assert deal(MONEY).withheld == ()
    one = deal(", upfront: undisclosed, equity: undisclosed, milestones: undisclosed, royalties: single-digit")
    assert [str(name) for name in one.withheld] == ["upfront payment", "equity investment", "milestones"]
    assert ("equity investment", "not disclosed") in told(one)


def test_instalments_stand_for_the_upfront_payment_that_they_are(deal: Any) -> None:
    parts = ", instalments: [{amount: USD 30 million, paid: true}, {amount: USD 20 million, due: 2024-03-05}]"
    one = deal(MONEY + parts)
    assert told(one)[:2] == [("instalment", "USD 30 million"), ("instalment", "USD 20 million")]
    assert [part.unconfirmed for part in one.instalments] == [False, True]
    assert told(deal(MONEY + parts.replace("30", "10")))[0] == ("upfront payment", "USD 50 million")
    assert told(deal(MONEY + parts.replace("USD 30", "EUR 30")))[0] == ("upfront payment", "USD 50 million")
    assert told(deal(parts))[0] == ("upfront payment", "not in the sources")


def test_what_a_source_remarks_on_an_instalment_has_no_unit_below_one(deal: Any) -> None:
    parts = ", instalments: [{amount: USD 30 million, on: closing, note: 'about USD 5.1 million as 2 million shares'}]"
    assert [str(one.remark) for one in deal(MONEY + parts).instalments] == ["about 5.1 as 2 million shares"]
    alone = deal(parts.replace("30 million", "30 thousand") + ", upfront: EUR 1 million").instalments
    assert [str(one.remark) for one in alone] == ["about USD 5.1 million as 2 million shares"]
    assert not deal(MONEY + ", instalments: [{amount: USD 50 million}]").instalments[0].remark


def test_what_a_total_leaves_is_of_milestones_where_a_source_says_what_they_are_paid_for(deal: Any) -> None:
    one = deal(f"{MONEY}, milestones_for: [regulatory, commercial]")
    assert told(one)[1] == ("milestones", "up to USD 350 million")
    assert [str(kind) for kind in one.elements[1].kinds] == ["regulatory", "commercial"]
    drawn = charts.prepare("deal-scale", one)
    assert str(drawn.rows[1]).replace("\u00a0", " ") == "up to USD 350 million in milestones (derived)"
    assert [part.around[:2] for part in (drawn.rows[0], drawn.total)] == [("USD", "50"), ("up\u00a0to USD", "400")]


def test_royalties_in_words_keep_their_rate_apart(deal: Any) -> None:
    assert ("royalties", "8–15%") in told(deal(", royalties: tiered, royalty_rate: 8-15%"))
    assert ("royalties", None) in told(deal(", royalties: 8 to 15% of net sales, royalty_rate: 8-15%"))
    assert ("royalties", "8–15%") in told(deal(", royalty_rate: 8-15%"))


def test_what_is_told_in_words_has_no_amount(deal: Any) -> None:
    (split,) = (one for one in deal(", profit_share: '50:50'").elements if one.name == "profit share")
    assert (split.amount, str(split.terms)) == (None, "50:50")
    assert deal(", total: USD 9 million").elements[-1].includes_upfront is None


def test_amounts_of_one_unit_stand_bare_below_it(deal: Any) -> None:
    one = deal(f"{MONEY}, royalties: low double-digit percentage of net sales")
    bare = {element.name: str(element.bare).replace("\u00a0", " ") for element in one.elements}
    assert bare == {"upfront payment": "50", "beyond upfront": "up to 350", "royalties": "on top"}
    assert str(one.unit).replace("\u00a0", " ") == "USD million"
    mixed = deal(", upfront: USD 50 million, milestones: EUR 10 million")
    assert not mixed.unit
    assert str(mixed.elements[0].bare).replace("\u00a0", " ") == "USD 50 million"
    assert not deal(", upfront: $50 million, milestones: $10 million").unit


def test_the_licensor_keeps_what_nobody_else_holds(deal: Any) -> None:
    assert str(deal().keeper.name) == "Acme"
    assert not deal().keeps_china, "no programme is there"
    assert not deal(owner="cold").keeper
    assert charts.describe("deal-territory", charts.prepare("deal-territory", deal())).endswith(
        "kept by Acme, all other territories."
    )


def test_places_that_were_added_stand_apart(deal: Any) -> None:
    more = ", amendments: [{type: expanded, date: unknown, territory: us japan canada}"
    one = deal(f"{more}]")
    assert one.amendments[0].only_adds
    said = charts.describe("deal-territory", charts.prepare("deal-territory", one))
    assert (
        "Bold, since signing, United States and Japan; Bold, added later, Canada, date of the change not in the sources"
        in said
    )
    assert (
        not deal(f"{more}, {{date: 2025-02-01, what: Bold returns Japan, territory: us canada}}]")
        .amendments[1]
        .only_adds
    )
    assert not deal(f"{more}, {{date: 2025-02-01, territory: us canada}}]").amendments[1].only_adds
    dated = deal(f"{more.replace('unknown', '2025-02-01')}]")
    assert "Bold, added 1 February 2025, Canada" in (
        charts.describe("deal-territory", charts.prepare("deal-territory", dated)).replace("\u00a0", " ")
    )


def test_places_that_are_left_out_no_longer_are_neither_added_nor_lost(deal: Any) -> None:
    before, wider = "{date: 2025-02-01, territory: world except us japan}", "territory: world except japan"
    more = f", amendments: [{before}, {{date: 2025-03-01, what: Bold takes up the United States, {wider}}}]"
    (change,) = deal(more).amendments[1].changed_beside
    assert (change.added, change.lost, str(change.new)) == (None, None, "worldwide except Japan")


def test_a_deal_matters_by_what_its_licensee_runs_and_awaits(deal: Any) -> None:
    assert [str(trial.name) for trial in deal().trials] == ["PEAK-1"]
    assert str(deal().next.title) == "Readout of PEAK-1"


def test_milestones_are_open_until_one_was_paid(deal: Any) -> None:
    assert deal(MONEY).leaves_payments_open
    assert not deal().leaves_payments_open
    paid = "  - {id: m, type: milestone_received, date: 2025-02-01, title: First milestone of Bold, companies: acme, deal: d}"
    assert not deal(MONEY, events=paid).leaves_payments_open
