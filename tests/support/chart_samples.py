"""Made-up view objects for the tests of charts."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from briefgen.brand.brand import Brand
from briefgen.brand.brand_file import read_brand
from briefgen.charts.engine.canvas import Canvas, Medium
from briefgen.charts.engine.marks import TextLine
from briefgen.records.endpoints import ENDPOINTS
from briefgen.records.vocabulary import STAGES
from briefgen.values.dates import PartialDate
from briefgen.values.facts import Role, Traced
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory
from briefgen.view.standing import Standing
from support.facts import fact

FOLDER = Path(__file__).parents[2] / "templates/brand"
AS_OF = PartialDate.parse("2025-10-31")


def brand() -> Brand:
    return read_brand(FOLDER, "templates/brand")


BRAND = brand()
WIDTHS: dict[Medium, float] = {"slide": 12.133, "page": 6.27}


def words(canvas: Canvas) -> list[str]:
    return [mark.text for mark in canvas.marks if isinstance(mark, TextLine)]


def text(words: str, role: str = "text", value: Any = None, record: str = "made/up") -> Traced:
    return Traced(words, fact(record, words[:20], citations=("source-1",)), Role.read(role), value)


MISSING = text("not disclosed", "missing")


def thing(**fields: Any) -> SimpleNamespace:
    return SimpleNamespace(**fields)


def number(written: str) -> Traced:
    quantity = Quantity.parse(written)
    return text(quantity.text, "missing" if quantity.sentinel == "not_disclosed" else "value", quantity)


def when(written: str) -> Traced:
    day = PartialDate.parse(written)
    return text(day.short(), "missing" if day.grain == "unknown" else "date", day)


def place(written: str) -> Traced:
    territory = Territory.parse(written)
    return text(territory.long, f"territory:{territory.group}", territory)


def as_of() -> Traced:
    return text(AS_OF.long(), "date", AS_OF)


COMPANIES = [
    thing(
        name=text(f"Company {letter}"),
        short=text(f"Company {letter}"),
        legal_names=(thing(name=text(f"Company {letter} Limited")),),
        listings=(),
    )
    for letter in "ABC"
]


def indication(name: str, area: str = "cancer") -> SimpleNamespace:
    return thing(
        id=name, name=text(name), label=text(name), lined=text(name), tabled=text(name), area=thing(name=text(area))
    )


def asset(name: str, company: SimpleNamespace = COMPANIES[0]) -> SimpleNamespace:
    return thing(name=text(name), company=company, descriptor=text("PD-1 mAb"), origin=text("self-developed"))


def program(index: int, stage: str = "", **fields: Any) -> SimpleNamespace:
    company = COMPANIES[index % 3]
    base: dict[str, Any] = {
        "asset": asset(f"AB-{index}", company),
        "owner": COMPANIES[(index + index % 2) % 3],
        "indication": indication(" or ".join(["recurrent ovarian cancer"] * (1 + index % 3))),
        "told_line": text("first line") if index % 4 else MISSING,
        "treatment": text("+\u00a0chemotherapy") if index % 3 == 2 else MISSING,
        "told": (Standing(text("PFS not met"), "missed"),) if index % 5 == 3 else (),
        "territory": [place("china"), place("world except china"), place("us eu japan"), MISSING][index % 4],
        "stage": text(STAGES.print(stage), f"stage:{stage}", stage) if stage else MISSING,
        "status": text("under review") if index % 5 == 0 else MISSING,
        "designations": (),
        "endpoint_met": (),
        "approved_on": MISSING,
        "approved_remark": MISSING,
        "trials": (thing(results=(thing(is_new=True),)),) if index % 5 == 2 else (),
        "is_new": index % 7 == 3,
        "has_begun": index % 7 == 3,
        "has_read_out": index % 5 == 2,
        "is_cleared": False,
        "moved": index % 7 == 3,
        "previous": thing(stage=text("phase I", "stage:phase_1", "phase_1")) if index % 7 == 3 else MISSING,
    }
    return thing(**{**base, **fields})


def mapped(count: int) -> list[SimpleNamespace]:
    areas = ("lung cancer", "gynaecological cancer", "gastrointestinal cancer")
    made = programs(count)
    for index, one in enumerate(made):
        one.indication.area = thing(name=text(areas[index // 3 % 3]))
    return made


def programs(count: int) -> list[SimpleNamespace]:
    codes = [*STAGES.codes, ""]
    designated = thing(
        agency=text("FDA"),
        type=text("Breakthrough Therapy Designation", "designation:x", "breakthrough_therapy"),
        indication=indication("EGFR exon 20 insertion lung cancer"),
    )
    met = thing(endpoint=text("primary endpoint"), outcome=text("met"))
    return [
        program(
            index,
            codes[index % len(codes)],
            designations=(designated,) * (index % 3),
            endpoint_met=(met,) * (index % 2),
        )
        for index in range(count)
    ]


DATES = [
    "2019-06", "2024-Q4", "2025-H1", "2025", "2025-06", "2025-10-30", "by 2025-10-20", "by 2021-10-20", "2026-Q2",
    "2026-H2", "2027", "2026-03-04", "2025-Q3", "by 2026-06-30", "2031", "unknown", "2023-10-20",
]  # fmt: skip


def event(index: int, date: str, *, expected: bool, past_due: bool = False) -> SimpleNamespace:
    title = "Japan: marketing authorisation holder status pursued " * (1 + index % 3)
    return thing(
        company=COMPANIES[index % 3],
        companies=(COMPANIES[index % 3],),
        trials=(),
        group=("readout", "regulatory", "deal", "trial", "other")[index % 5],
        type=text("topline readout", value="readout_topline") if index % 2 else text("financing", value="financing"),
        told=None,
        is_plain=bool(index % 2),
        step="readout" if index % 2 else "event",
        designations=(),
        indications=(),
        agency=MISSING,
        territory=MISSING,
        outcome=MISSING,
        endpoint=MISSING,
        assets=(asset(f"AB-{index}"),) if index % 2 else (),
        when=when(date),
        title=text(f"{title}{index}"),
        expected=expected,
        past_due=past_due,
    )


def events(count: int) -> list[SimpleNamespace]:
    made = []
    for index in range(count):
        date = DATES[index % len(DATES)]
        day = PartialDate.parse(date)
        expected = index % 4 == 3 or bool(day.end and AS_OF.end and day.end > AS_OF.end)
        overdue = expected and bool(day.end and AS_OF.end and day.end < AS_OF.end)
        made.append(event(index, date, expected=expected, past_due=overdue))
    return made


VALUES = [
    "4-15.9%", "27.3%", "43.2% (95% CI 38.1-47.0)", "95.5% (95% CI 90.1-98.0)", "not disclosed", ">60%", "0.5%",
]  # fmt: skip
TIMES = [
    "3.4-3.98 months", "11.1 months (95% CI 7.3-NE)", "not reached", "immature", "approximately 36 months",
    "not estimable", "120.55 months",
]  # fmt: skip


def benchmarks(count: int) -> list[SimpleNamespace]:
    made = []
    for index in range(count):
        for code, measure, values in (("ORR", "rate", VALUES), ("PFS", "median", TIMES), ("OS", "median", TIMES[1:])):
            made.append(
                thing(
                    regimen=text(f"non-platinum chemotherapy plus bevacizumab {index}"),
                    population=text("patients with 1–2 prior lines") if index % 2 else MISSING,
                    trials=text("several phase III trials") if index % 3 else MISSING,
                    endpoint=text(ENDPOINTS.print(code), f"endpoint:{code}", code),
                    measure=text(measure, f"measure:{measure}", measure),
                    value=number(values[index % len(values)]),
                )
            )
    return made


def results(count: int) -> list[SimpleNamespace]:
    shown = [value for value in VALUES if "-15" not in value and value != "not disclosed"]
    return [
        thing(
            trial=thing(
                name=text(f"TRIAL-{index // 5}"), is_real_world=index // 5 % 3 == 2, indications=(), enrolled=MISSING
            ),
            endpoint=text("overall survival", "endpoint:OS", "OS"),
            measure=text("rate", "measure:rate", "rate"),
            at=text(f"{1 + index % 5 // 2} years"),
            population=text("Asian patients") if index % 2 else text("overall"),
            subgroup=bool(index % 2),
            value=number(shown[index % len(shown)]),
        )
        for index in range(count)
    ]


def epidemiology() -> list[SimpleNamespace]:
    rows = [
        ("incidence", "approximately 324,603 cases", "world"), ("incidence", "61,060 cases", "china"),
        ("incidence", "12,345 cases", "japan"), ("mortality", "around 206,956 deaths", "world"),
        ("mortality", "32,646 deaths", "china"), ("rank_incidence", "8", "world"),
    ]  # fmt: skip
    return [
        thing(
            measure=text(measure, f"epidemiology:{measure}", measure),
            value=number(value),
            year=text("2022"),
            territory=place(where),
            indication=indication("ovarian cancer"),
            counts=not measure.startswith("rank"),
            people=(),
        )
        for measure, value, where in rows
    ]


def designations(count: int) -> list[SimpleNamespace]:
    kinds = [("NMPA", "Breakthrough Therapy Designation"), ("FDA", "Orphan Drug Designation"), ("EMA", "PRIME")]
    return [
        thing(
            asset=asset(f"AB-{index // 2}"),
            agency=text(kinds[index % 3][0]),
            type=text(kinds[index % 3][1], "designation:x", "prime"),
            indication=indication("platinum-resistant recurrent ovarian cancer"),
            announced=when("2025-05-01") if index % 4 else MISSING,
            is_announced=True,
            proposed=bool(index % 2),
        )
        for index in range(count)
    ]


PAYMENTS = (
    "upfront", "near_term", "milestones", "royalties", "royalty_rate", "equity", "profit_share", "cost_share", "per_share",
    "contingent_value", "total",
)  # fmt: skip


def deal(**fields: Any) -> SimpleNamespace:
    base: dict[str, Any] = {
        "type": text("licence", "deal:out_license", "out_license"),
        "assets": (asset("HS-20089"),),
        "licensor": COMPANIES[0],
        "licensee": COMPANIES[1],
        "licensee_entity": text("Company B Intellectual Property (No.4) Limited"),
        "exclusive": True,
        "is_of_both": False,
        "is_licence": True,
        "keeps_china": False,
        "rights": (text("develop"), text("manufacture"), text("commercialise")),
        "territory": place("world except china-mainland hong-kong macau taiwan"),
        "signed": text("20 October 2023", "date"),
        "amendments": (),
        "total_includes_upfront": False,
        "beyond_upfront": None,
        "milestones_for": (),
        "keeper": thing(name=MISSING),
        **dict.fromkeys(PAYMENTS, MISSING),
    }
    return thing(**{**base, **fields})
