"""A portfolio of 20 companies and 100 assets, every name and number made up by counting: for builds of real size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

Records = dict[str, list[dict[str, Any]]]

COMPANIES, ASSETS = 20, 100
SAMPLE = ("company-5", "cas-125", "ska-112")
"""A company and two assets, whose documents stand for the others where building all takes too long."""
NAMES = ("Tarnwick", "Oskelle", "Brumelow", "Yandrey", "Fennimoor", "Castavale", "Ruddlemere", "Quenby Hollow",
         "Hesperow", "Lindrassil", "Morvane", "Pellucine", "Skarrow", "Thistledown Ninth", "Umberlane", "Veskamor",
         "Wexhollow", "Zephyrine", "Arbelune", "Dunmallow")  # fmt: skip
DISEASES = (
    ("oncology", "marrow-glioma", "marrow glioma", None), ("oncology", "duct-carcinoma", "advanced duct carcinoma", "ADC2"),
    ("haematology", "late-anaemia", "late-onset anaemia", "LOA"), ("haematology", "node-lymphoma", "relapsed node lymphoma", None),
    ("immunology", "scale-dermatitis", "scale dermatitis", None), ("immunology", "ring-arthritis", "ring arthritis", "RgA"),
    ("neurology", "stage-migraine", "stage 2 migraine", None), ("neurology", "slow-palsy", "slow palsy", "SlP"),
    ("metabolism", "night-diabetes", "type 4 diabetes", "T4D"), ("metabolism", "pale-colitis", "pale colitis", None),
)  # fmt: skip
AREAS = ("oncology", "haematology", "immunology", "neurology", "metabolism")
STAGES = ("discovery", "preclinical", "ind_enabling", "phase_1", "phase_1_2", "phase_2", "phase_2_3", "phase_3",
          "filed", "approved", "marketed", "on_hold", "discontinued", None)  # fmt: skip
STATUSES = ("enrolling", "active", "completed", None, "under_review")
PLACES = ("china", "us", "eu", "japan", "world except china-mainland hong-kong macau taiwan", None)
MODALITIES = ("adc", "bispecific_antibody", "small_molecule", "car_t", "monoclonal_antibody", "mrna", None)
SENTINELS = ("not reached", "not estimable", "immature", "not reported", "not disclosed")
QUALIFIERS = ("approximately ", "up to ", "more than ", "nearly ", "at least ", "over ", "")
GRANTS = (("NMPA", "breakthrough_therapy", "china"), ("FDA", "fast_track", "us"), ("FDA", "orphan_drug", "us"),
          ("EMA", "prime", "eu"), ("MHLW", "sakigake", "japan"))  # fmt: skip
PAST = ("2025-10-07", "2025-11", "2025-Q4", "2025-12-03", "2024-H2", "2023", "2025-02-28", "unknown")
AHEAD = ("2026-01-20", "2026-03", "2026-Q2", "2026-H2", "2027", "unknown", "by 2026-06-30")
KINDS = (("readout_topline", "Topline readout"), ("nda_submitted", "Filing"), ("first_patient_in", "First patient"),
         ("publication", "Paper"), ("enrollment_complete", "Enrolment complete"))  # fmt: skip


def write_portfolio(folder: Path) -> Path:
    """Write the dataset into a folder, a file for each kind of record, and return it."""
    folder.mkdir(parents=True)
    for kind, records in portfolio_records().items():
        text = yaml.safe_dump({kind: records}, allow_unicode=True, sort_keys=False, width=110)
        (folder / f"{kind}.yaml").write_text(text, encoding="utf-8")
    return folder


def portfolio_records() -> Records:
    """Every record of the dataset, by kind."""
    return {
        "sources": [*(_release(n) for n in range(COMPANIES)), *(_paper(n) for n in range(COMPANIES))],
        "areas": [{"id": id, "name": id.capitalize()} for id in AREAS],
        "indications": [_indication(n) for n in range(len(DISEASES))],
        "companies": [_company(n) for n in range(COMPANIES)],
        "people": [_speaker(n) for n in range(COMPANIES)],
        "targets": [{"id": f"t{n}", "name": f"TGT{n}", "source": _read(n)} for n in range(12)],
        "assets": [_asset(n) for n in range(ASSETS)],
        "trials": [_trial(n) for n in range(ASSETS) if n % 10 != 9],
        "results": [row for n in range(ASSETS) if n % 10 not in (7, 9) for row in _results(n)],
        "events": [event for n in range(ASSETS) for event in _events(n)],
        "designations": [_designation(n) for n in range(0, ASSETS, 3)],
        "deals": [_deal(n) for n in range(0, ASSETS, 5)],
        "benchmarks": [row for n in range(len(DISEASES)) for row in _benchmarks(n)],
        "epidemiology": [row for n in range(len(DISEASES)) for row in _epidemiology(n)],
        "claims": [_claim(n) for n in range(0, ASSETS, 4)],
        "metrics": [row for n in range(COMPANIES) for row in _metrics(n)],
    }


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _maker(n: int) -> int:
    return n % COMPANIES


def _code(n: int) -> str:
    return f"{NAMES[_maker(n)][:3].upper()}-{100 + n}"


def _key(n: int) -> str:
    return _code(n).lower()


def _disease(n: int, more: int = 0) -> str:
    """A company works in two diseases, next to each other in the list."""
    return DISEASES[(_maker(n) // 2 + (n // COMPANIES + more) % 2) % len(DISEASES)][1]


def _read(n: int) -> str:
    return f"release-{_maker(n)}, paragraph {n % 9 + 1}"


def _cited(n: int) -> str:
    return f"paper-{_maker(n)}, cited in paragraph {n % 7 + 1}"


def _release(n: int) -> dict[str, Any]:
    return {
        "id": f"release-{n}", "type": "press_release", "tier": "company_release", "company": f"company-{n}",
        "title": f"{NAMES[n]} reports on its five assets in the year 2025", "published": f"2025-12-{n % 9 + 10}",
        "url": f"https://example.com/{n}", "carries": ["forward_looking", "not_advice"] if n % 2 else ["hcp_only"],
    }  # fmt: skip


def _paper(n: int) -> dict[str, Any]:
    return _given(
        id=f"paper-{n}", type="journal_article", tier="publication", authors=f"Study group {n + 1}",
        title=f"Outcomes in cohort {n + 1} over {n + 2} years", journal="Journal of Made-up Medicine",
        volume=f"{10 + n}({n % 6 + 1})", pages=None if n % 4 == 0 else f"{100 + n}-{109 + n}", published=f"20{10 + n % 14}-0{n % 9 + 1}",
        missing=["pages"] if n % 4 == 0 else None, via=f"release-{n}",
    )  # fmt: skip


def _indication(n: int) -> dict[str, Any]:
    area, id, name, short = DISEASES[n]
    topics = ("standard_of_care", "course", "unmet_need")
    texts = (f"Treatment is surgery followed by up to {n + 3} cycles of made-up therapy",
             f"Within {n + 2} years nearly {50 + n}% of patients have a relapse",
             "No treatment made for this disease is known")  # fmt: skip
    context = [{"topic": topic, "text": text, "source": _read(n)} for topic, text in zip(topics, texts, strict=True)]
    return _given(id=id, name=name, short=short, area=area, context=context)


def _company(n: int) -> dict[str, Any]:
    return {
        "id": f"company-{n}", "name": NAMES[n], "legal_names": [f"{NAMES[n]} Holdings ({n + 1}) Limited"],
        "listings": [{"exchange": "Stock Exchange of Hong Kong", "code": f"{90000 + n}.HK", "date": f"20{10 + n % 10}-06"}],
        "focus": ["oncology", "immunology"], "regions": ["Asia", "Europe"][: n % 2 + 1], "source": _read(n),
    }  # fmt: skip


def _speaker(n: int) -> dict[str, Any]:
    """An office, not a person: who speaks for a company."""
    return {"id": f"speaker-{n}", "name": f"the medical office of {NAMES[n]}", "role": "Spokesperson",
            "affiliation": NAMES[n], "company": f"company-{n}", "source": _read(n)}  # fmt: skip


def _asset(n: int) -> dict[str, Any]:
    programs = [
        _given(indication=_disease(n, k) if (n + k) % 9 else None, territory=PLACES[(n + k) % 6], stage=STAGES[(n + 3 * k) % 14],
               status=STATUSES[(n + k) % 5], line="second line" if k == 1 else None, source=_read(n + 20 * k),
               note=f"Cohort {k + 2} of the program is not disclosed" if (n + k) % 4 == 0 else None)
        for k in range(n % 4 + 1)
    ]  # fmt: skip
    return _given(
        id=_key(n), name=_code(n), company=f"company-{_maker(n)}", source=_read(n), programs=programs,
        modality=MODALITIES[n % 7], targets=[f"t{k}" for k in range(n % 3)] or None, origin="self-developed" if n % 2 else None,
        payload="a made-up inhibitor 3" if MODALITIES[n % 7] == "adc" else None, dar=f"{n % 5 + 4}" if MODALITIES[n % 7] == "adc" else None,
        names=[{"name": f"Brand{n}ia", "kind": "brand", "territory": "japan"}] if n % 6 == 0 else None,
    )  # fmt: skip


def _trial(n: int) -> dict[str, Any]:
    phases = ("phase_1", "phase_2", "phase_3", "phase_2_3")
    return _given(
        id=f"{_key(n)}-201", name=f"{_code(n)}-201", assets=_key(n), phase=phases[n % 4] if n % 8 else None,
        indications=_disease(n), enrolled=f"{QUALIFIERS[n % 7]}{120 + 7 * n} patients" if n % 5 else None,
        design=["multi-centre", "randomised", "open-label"][: n % 4] or None, objectives=["efficacy", "safety"],
        comparator="placebo" if n % 3 == 0 else None, regimen=f"{_code(n)} plus chemotherapy" if n % 3 else None,
        type="real_world" if n % 11 == 5 else None, status=STATUSES[n % 5], source=_read(n),
        median_follow_up=f"{10 + n % 20}.{n % 10} months" if n % 2 else None, primary_endpoint="PFS" if n % 2 else "ORR",
        registrations=[{"registry": "ClinicalTrials.gov", "number": f"NCT9{n:07}"}] if n % 3 == 1 else None,
    )  # fmt: skip


def _results(n: int) -> list[dict[str, Any]]:
    """Rates with and without an interval, medians with open bounds, ratios, a safety rate and a sentinel."""
    common = _given(
        trial=f"{_key(n)}-201", source=_read(n), attributed_to=f"speaker-{_maker(n)}" if n % 6 == 1 else None
    )
    low, months = 20 + n % 50, 4 + n % 17
    patients = {"patients": f"{60 + n % 40}"}
    some = [
        {**common, **patients, "endpoint": "ORR", "value": f"{low}.{n % 10}% (95% CI {low - 9}.{n % 7}-{low + 12}.{n % 9})"},
        {**common, "endpoint": "ORR", "population": "patients with high expression", "subgroup": True,
         "value": f"{QUALIFIERS[n % 7]}{low + 11}.{(n + 3) % 10}%"},
        {**common, "endpoint": "PFS", "measure": "median", "value": f"{months}.{n % 10} months (95% CI {months - 2}.1-NE)"},
        {**common, "endpoint": "PFS", "measure": "hazard_ratio", "value": f"0.{40 + n % 50} (95% CI 0.{30 + n % 9}-0.{92 + n % 8})"},
        {**common, "endpoint": "PFS", "measure": "p_value", "value": f"<0.00{n % 8 + 1}"},
        {**common, "endpoint": "OS", "measure": "median", "value": SENTINELS[n % 5]},
        {**common, "endpoint": "OS", "at": f"{n % 4 + 2} years", "value": f"{low + 5}.{n % 9}%"},
        {**common, "endpoint": "grade3_TRAE", "value": f"{10 + n % 30}%"},
    ]  # fmt: skip
    return some[: 3 + n % 6]


def _events(n: int) -> list[dict[str, Any]]:
    return [_event(n, k) for k in range(3)]


def _event(n: int, k: int) -> dict[str, Any]:
    expected = k == 2
    kind, words = KINDS[(n + k) % 5]
    readout = kind == "readout_topline"
    return _given(
        id=f"{_key(n)}-event-{k}", type=kind, date=AHEAD[n % 7] if expected else PAST[(n + 3 * k) % 8], expected=expected or None,
        title=f"{words} {'in phase II ' if n % 3 == 0 else ''}of {_code(n)}", companies=f"company-{_maker(n)}", assets=_key(n),
        indications=_disease(n), trials=f"{_key(n)}-201" if readout and n % 10 != 9 else None,
        outcome="met" if readout and not expected else None, territory=PLACES[n % 5] if n % 2 else None, source=_read(n),
        detail=f"It concerns {QUALIFIERS[n % 7]}{30 + n} sites in {n % 8 + 2} countries" if n % 4 == 0 else None,
    )  # fmt: skip


def _designation(n: int) -> dict[str, Any]:
    agency, kind, place = GRANTS[n % 5]
    return _given(asset=_key(n), agency=agency, type=kind, territory=place, indication=_disease(n), source=_read(n),
                  granted=f"2025-0{n % 9 + 1}-1{n % 9}" if n % 2 else None, proposed=True if n % 4 == 0 else None)  # fmt: skip


def _deal(n: int) -> dict[str, Any]:
    amounts = ("USD 85 million", "EUR 12.5 million", "RMB 300 million", None)
    return _given(
        id=f"{_key(n)}-deal", type=("out_license", "co_development", "option")[n % 3], assets=_key(n), exclusive=True,
        licensor=f"company-{_maker(n)}", licensee=f"company-{_maker(n + 7)}", rights=["develop", "commercialise"],
        signed=f"2024-0{n % 9 + 1}-15", territory=PLACES[n % 5], source=_read(n), upfront=amounts[n // 5 % 4],
        milestones=f"up to USD {1 + n % 3},{100 + n} million" if n % 2 else None, royalties="tiered, from 8% to 15% of net sales" if n % 3 else None,
        near_term="not disclosed" if n % 4 == 0 else None,
    )  # fmt: skip


def _benchmarks(n: int) -> list[dict[str, Any]]:
    common = {"indication": DISEASES[n][1], "regimen": f"made-up therapy {n + 1}", "source": _cited(n)}
    return [
        {
            **common,
            "endpoint": "ORR",
            "value": f"{n + 4}-{n + 15}.9%",
            "caveat": "Values of several trials with 2 designs",
        },
        {**common, "endpoint": "PFS", "measure": "median", "value": f"{n + 3}.4-{n + 3}.98 months"},
        {**common, "endpoint": "OS", "measure": "median", "value": f"{QUALIFIERS[n % 7]}{n + 10}.{n} months"},
    ]


def _epidemiology(n: int) -> list[dict[str, Any]]:
    rows = [("incidence", "world", f"{QUALIFIERS[n % 7]}{300 + n},603"), ("incidence", "china", f"{60 + n},{100 + n}"),
            ("mortality", "world", f"around {200 + n},956"), ("rank_incidence", "world", f"{n + 3}"),
            ("share", "world", f"{n + 7}.5%")]  # fmt: skip
    return [
        _given(indication=DISEASES[n][1], measure=measure, territory=place, year="2022", value=value, source=_cited(n),
               among="malignancies" if measure == "rank_incidence" else None)
        for measure, place, value in rows
    ]  # fmt: skip


def _claim(n: int) -> dict[str, Any]:
    return _given(
        id=f"{_key(n)}-claim", type=("superlative", "opinion", "strategy", "self_description")[n // 4 % 4], company=f"company-{_maker(n)}",
        text=f"it expects {_code(n)} to be among the first {n % 5 + 3} of its class", assets=_key(n), source=_read(n),
        said_by=f"speaker-{_maker(n)}" if n % 8 == 0 else None,
    )  # fmt: skip


def _metrics(n: int) -> list[dict[str, Any]]:
    rows = (
        ("products launched worldwide", f"{n % 9 + 1}"),
        ("countries and regions reached", f"approximately {30 + n}"),
    )
    return [
        {"company": f"company-{n}", "measure": measure, "value": value, "as_of": "2025-09-30", "source": _read(n)}
        for measure, value in rows
    ]
