"""A dataset ten times larger than any real one, made by counting: long names, many rows, four scripts, missing facts."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

Records = dict[str, list[dict[str, Any]]]

PROGRAMS, EVENTS = 60, 200
COMPANY, PARTNER, SMALL = "great-wall", "nile", "sumida"
HEAVY, SPARSE = "gw-100", "gw-101"
AREA = "oncology"
LONG = (
    "unresectable, locally advanced or metastatic adenocarcinoma of the stomach or of the gastro-oesophageal junction "
    "with overexpression of the receptor, in adults whose disease progressed during or after a fluoropyrimidine and a "
    "platinum compound, who have no history of interstitial lung disease and no symptomatic brain metastases"
)
STAGES = ("discovery", "preclinical", "ind_enabling", "phase_1", "phase_1_2", "phase_2", "phase_2_3", "phase_3",
          "filed", "approved", "marketed", "on_hold", "discontinued", None)  # fmt: skip
STATUSES = ("enrolling", "active", "completed", None, "under_review")
PLACES = ("china", "us", "eu", "japan", "world except china-mainland hong-kong macau taiwan", None)
KINDS = ("readout_topline", "first_patient_in", "nda_submitted", "conference", "deal_signed", "publication",
         "enrollment_complete", "regulatory_approval")  # fmt: skip
DATES = ("2025-11-05", "2025-10", "2025-Q4", "by 2025-12-15", "2024-H2", "2023", "2025-12-18", "unknown")
AHEAD = ("2026-01-20", "2026-03", "2026-Q2", "2026-H2", "2027", "unknown", "by 2026-06-30")


def write_stress_data(folder: Path) -> Path:
    """Write the dataset into a folder and return it."""
    folder.mkdir(parents=True)
    text = yaml.safe_dump(stress_records(), allow_unicode=True, sort_keys=False, width=100)
    (folder / "stress.yaml").write_text(text, encoding="utf-8")
    return folder


def stress_records() -> Records:
    """Every record of the dataset, by kind."""
    indications = _indications()
    assets = _assets([entry["id"] for entry in indications])
    return {
        "sources": _sources(),
        "areas": [{"id": AREA, "name": "Oncology"}, {"id": "immunology", "name": "Immunology and inflammation"}],
        "indications": indications,
        "companies": _companies(),
        "people": _people(),
        "targets": _targets(),
        "assets": assets,
        "trials": _trials(),
        "results": _results(),
        "events": _events([entry["id"] for entry in assets]),
        "designations": _designations(indications),
        "deals": _deals(),
        "benchmarks": _benchmarks(),
        "epidemiology": _epidemiology(),
        "claims": _claims(),
        "metrics": _metrics(),
    }


def _from(number: int) -> str:
    return f"release-{number % 30}, paragraph {number % 17 + 1}"


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _sources() -> list[dict[str, Any]]:
    return [
        _given(
            missing=["authors", "pages", "volume"] if n % 3 == 0 else None, id=f"release-{n}", type="press_release" if n % 3 else "journal_article", tier="company_release", company=COMPANY,
            title=f"Great Wall reports progress number {n} of its programmes in oncology, immunology and metabolic disease",
            journal="Journal of Very Long Names in Clinical Oncology and Haematology" if n % 3 == 0 else None,
            published=f"2025-12-{n % 9 + 20}", url=f"https://example.com/news/{n}",
        )
        for n in range(30)
    ]  # fmt: skip


def _indications() -> list[dict[str, Any]]:
    longest = {"id": "long", "name": LONG, "area": AREA}
    shortened = {"id": "long-short", "name": LONG.replace("stomach", "oesophagus"), "short": "GEJ cancer", "area": AREA}
    foreign = {"id": "foreign", "name": "鼻咽癌 (nasopharyngeal carcinoma, سرطان البلعوم الأنفي)", "area": AREA}
    plain = [
        _given(id=f"cancer-{n}", name=f"relapsed cancer of site {'abcdefghijklmnopqrst'[n]} after two lines", area=AREA,
               short=f"RC-{'ABCDEFGHIJKLMNOPQRST'[n]}" if n % 2 else None)
        for n in range(20)
    ]  # fmt: skip
    skin = {"id": "dermatitis", "name": "atopic dermatitis", "area": "immunology"}
    context = [
        {
            "topic": topic,
            "text": f"Treatment number {n} is used after failure of platinum and works for few",
            "source": _from(n),
        }
        for n, topic in enumerate(islice(cycle(("standard_of_care", "course", "options", "unmet_need")), 16))
    ]
    return [{**longest, "context": context}, shortened, foreign, *plain, skin]


def _companies() -> list[dict[str, Any]]:
    regions = ["Asia", "Europe", "Latin America", "North America", "Oceania", "the Middle East and North Africa"]
    return [
        {"id": COMPANY, "name": "Great Wall 長城製藥", "source": _from(1), "website": "https://www.example.com/",
         "legal_names": ["长城药业集团股份有限公司", "Great Wall Pharmaceutical Group Company Limited", "شركة سور الصين العظيم للأدوية"],
         "listings": [{"exchange": "Hong Kong Stock Exchange", "code": "00001.HK", "date": "2019-06"}],
         "focus": ["oncology", "anti-infection", "diseases of the central nervous system", "metabolic diseases"] * 2,
         "regions": regions, "flags": ["national key high-tech enterprise"]},
        {"id": PARTNER, "name": "شركة النيل للأدوية", "legal_names": ["Nile Pharma SAE"], "source": _from(2)},
        {"id": SMALL, "name": "隅田製薬", "legal_names": ["隅田製薬株式会社"], "source": _from(3)},
    ]  # fmt: skip


def _people() -> list[dict[str, Any]]:
    return [
        {"id": "wang", "name": "王小明 (Wang Xiaoming)", "title": "Prof.", "role": "Chief Investigator of all trials",
         "affiliation": "中山大学肿瘤防治中心, Sun Yat-sen University Cancer Center, Guangzhou", "source": _from(4)},
        {"id": "said", "name": "د. سعيد عبد الرحمن", "title": "Dr.", "role": "Chief Medical Officer", "company": PARTNER,
         "source": _from(5)},
    ]  # fmt: skip


def _targets() -> list[dict[str, Any]]:
    return [
        {"id": f"t{n}", "name": f"TGT{n}", "source": _from(n), "biology": "a transmembrane glycoprotein of the B7 family",
         "expression": "highly expressed in most solid tumours, limited in normal tissue"}
        for n in range(4)
    ]  # fmt: skip


def _assets(indications: list[str]) -> list[dict[str, Any]]:
    """Twelve assets: the first with 24 programs, the second with none, the others share the rest."""
    counts = [24, 0, *([4] * 8), 3, 1]
    assert sum(counts) == PROGRAMS
    names = cycle(indications)
    return [_asset(n, count, [next(names) for _ in range(count)]) for n, count in enumerate(counts)]


def _asset(n: int, count: int, indications: list[str]) -> dict[str, Any]:
    programs = [
        _given(indication=indication, territory=PLACES[k % 6], stage=STAGES[(n + k) % 14], status=STATUSES[k % 5],
               owner=PARTNER if k % 6 == 4 else None, line="second line or later" if k % 4 == 1 else None,
               note="Only patients with a confirmed response may enter the extension part" if k % 5 == 2 else None)
        for k, indication in enumerate(indications)
    ]  # fmt: skip
    modality = ("adc", "bispecific_antibody", "small_molecule", "car_t", "protac_degrader", "mrna")[n % 6]
    record = _given(
        id=f"gw-{100 + n}", name=f"GW-{100 + n}", company=SMALL if n == 11 else COMPANY, source=_from(n), programs=programs,
        modality=modality if n != 1 else None, targets=[f"t{k}" for k in range(n % 4)] or None,
    )  # fmt: skip
    if n == 0:
        brands = [
            ("长城安", "brand", "china"),
            ("Murallinib", "inn", None),
            ("دواء السور", "brand", "saudi-arabia"),
            ("万里", "brand", "japan"),
        ]
        record["names"] = [_given(name=name, kind=kind, territory=place) for name, kind, place in brands]
        record |= {"form": "GW-100 for injection", "payload": "a topoisomerase I inhibitor of the newest generation",
                   "origin": "self-developed", "feature": "novel epitope and a cleavable linker with a long half-life"}  # fmt: skip
    return record


def _trials() -> list[dict[str, Any]]:
    return [
        _given(id=f"wall-{n}", name=f"WALL-{n:03}", assets=HEAVY if n < 9 else f"gw-{100 + n - 7}", phase=("phase_1", "phase_2", "phase_3")[n % 3],
               indications="long" if n == 0 else f"cancer-{n}", enrolled=f"{100 + 7 * n} patients" if n % 4 else None,
               design=["multi-centre", "open-label", "randomised", "active-controlled", "event-driven"][: n % 6] or None,
               objectives=["efficacy", "safety", "tolerability", "pharmacokinetics", "immunogenicity"], source=_from(n),
               regimen="GW-100 with carboplatin, paclitaxel and bevacizumab" if n % 2 else None,
               comparator="the investigator's choice of chemotherapy" if n % 2 else None, status="enrolling",
               population="adults with measurable disease and adequate organ function", primary_endpoint="PFS" if n % 3 else None,
               type="real_world" if n == 8 else None, registrations=[{"registry": "ClinicalTrials.gov", "number": f"NCT{n + 10}123456"}])
        for n in range(14)
    ]  # fmt: skip


def _results() -> list[dict[str, Any]]:
    populations = (
        None,
        "patients with high expression",
        "patients pretreated with bevacizumab",
        "亚洲患者 (Asian patients)",
    )
    rows: list[dict[str, Any]] = []
    for n in range(10):
        for k, population in enumerate(populations):
            common = _given(trial=f"wall-{n}", population=population, subgroup=True if k else None, source=_from(n + k),
                            attributed_to="wang" if n == 2 else None)  # fmt: skip
            rows += [
                {
                    **common,
                    "endpoint": "ORR",
                    "value": f"{30 + n + k}.{k}% (95% CI {20 + n}.1-{55 + n}.9)",
                    "patients": str(60 + n),
                },
                {**common, "endpoint": "PFS", "measure": "median", "value": f"{5 + k}.{n} months (95% CI 4.1-NE)"},
                {
                    **common,
                    "endpoint": "OS",
                    "measure": "median",
                    "value": "not reached" if n % 2 else f"{12 + k}.{n} months",
                },
                {**common, "endpoint": "OS", "at": "2 years", "value": f"{40 + n}.{k}%"},
            ]
        rows.append({"trial": f"wall-{n}", "endpoint": "grade3_TRAE", "value": f"{20 + n}%", "source": _from(n)})
    return rows


def _events(assets: list[str]) -> list[dict[str, Any]]:
    return [_event(n, assets[0] if n % 5 == 0 else assets[n % len(assets)]) for n in range(EVENTS)]


def _event(n: int, asset: str) -> dict[str, Any]:
    expected = n % 3 == 0
    kind = KINDS[n % 8]
    return _given(
        id=f"event-{n}", type=kind, date=AHEAD[n % 7] if expected else DATES[n % 8], expected=expected or None,
        title=f"{('Topline readout', 'First patient', 'Filing', '会议 at the congress', 'Licence', 'Paper', 'Enrolment complete', 'Approval')[n % 8]}"
        f" number {n} of {asset.upper()}" + (", the largest of its kind, in patients who failed two lines" if n % 10 == 0 else ""),
        companies=SMALL if asset == "gw-111" else COMPANY, assets=asset, indications="long" if n % 7 == 0 else f"cancer-{n % 20}",
        territory=PLACES[n % 5] if n % 2 else None, outcome="met" if kind == "readout_topline" and not expected else None,
        people=["wang", "said"] if kind == "conference" else None, source=_from(n),
        detail="The company gave no further details on timing or design" if n % 4 == 0 else None,
        place="广州, China" if kind == "conference" else None,
    )  # fmt: skip


def _designations(indications: list[dict[str, Any]]) -> list[dict[str, Any]]:
    agencies = (("NMPA", "breakthrough_therapy", "china"), ("FDA", "fast_track", "us"), ("FDA", "orphan_drug", "us"),
                ("EMA", "prime", "eu"), ("MHLW", "sakigake", "japan"))  # fmt: skip
    given = [(indications[4]["id"], *agency) for agency in agencies] + [("long", *agencies[0])]
    return [
        {"asset": HEAVY, "agency": agency, "type": kind, "territory": place, "indication": indication,
         "announced": "2025-05-01", "source": _from(n)}
        for n, (indication, agency, kind, place) in enumerate(given)
    ]  # fmt: skip


def _deals() -> list[dict[str, Any]]:
    return [
        _given(id=f"deal-{n}", type=("out_license", "co_development", "option")[n % 3], assets=HEAVY, licensor=COMPANY, licensee=PARTNER,
               exclusive=True, rights=["develop", "manufacture", "commercialise"], signed="2024-02-01", source=_from(n),
               territory=("eu", "japan", "us")[n % 3], upfront="USD 85 million" if n % 2 else None,
               milestones="up to USD 1,485 million", royalties="tiered, from a high single digit to the low twenties of net sales")
        for n in range(3)
    ]  # fmt: skip


def _benchmarks() -> list[dict[str, Any]]:
    return [
        _given(indication="long", regimen=f"Standard chemotherapy number {n} with supportive care", endpoint=endpoint, source=_from(n),
               measure="median" if endpoint != "ORR" else None, value=f"{n + 4}.5%" if endpoint == "ORR" else f"{n + 3}.4-{n + 4}.98 months",
               caveat="No notable benefit in overall survival" if n % 3 == 0 else None)
        for n in range(12)
        for endpoint in ("ORR", "PFS", "OS")
    ]  # fmt: skip


def _epidemiology() -> list[dict[str, Any]]:
    return [
        {"indication": "long", "measure": measure, "territory": place, "year": "2022", "value": value, "source": _from(4)}
        for place, factor in (("world", 10), ("china", 4), ("us", 1), ("japan", 1))
        for measure, value in (("incidence", f"approximately {96 * factor},784"), ("mortality", f"{65 * factor},853"))
    ]  # fmt: skip


def _claims() -> list[dict[str, Any]]:
    return [
        _given(id=f"claim-{n}", type=("superlative", "opinion", "strategy", "self_description")[n % 4], company=COMPANY, source=_from(n),
               text=f"its programme number {n} is the first of its class in the world and meets a need that nobody else meets",
               assets=HEAVY if n % 2 else None, said_by="wang" if n % 4 == 1 else None, indications="long" if n % 5 == 0 else None)
        for n in range(20)
    ]  # fmt: skip


def _metrics() -> list[dict[str, Any]]:
    return [
        {"company": COMPANY, "measure": f"products launched in region {word}", "value": str(n + 2), "as_of": "2025-09-30", "source": _from(n)}
        for n, word in enumerate(("one", "two", "three", "four", "five", "six", "seven"))
    ]  # fmt: skip
