"""A dataset of any size: every name and number is made up, by chance of a seed, so that the same sizes are the same files.

python benchmarks/generated.py FOLDER --assets 100
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml

Record = dict[str, Any]
Records = dict[str, list[Record]]

_AREAS = (
    "oncology",
    "haematology",
    "immunology",
    "neurology",
    "metabolism",
    "cardiology",
    "respiratory",
    "dermatology",
)
_HEADS = ("Tarn", "Osk", "Brume", "Yan", "Fenni", "Casta", "Rudd", "Quen", "Hesper", "Lind", "Mor", "Pellu", "Skar",
          "Thist", "Umber", "Veska", "Wex", "Zeph", "Arbe", "Dun")  # fmt: skip
_TAILS = ("wick", "elle", "low", "drey", "moor", "vale", "mere", "by", "ow", "rassil", "vane", "cine", "row", "down",
          "lane", "mor", "hollow", "yrine", "lune", "mallow")  # fmt: skip
_STAGES = (
    "preclinical",
    "ind_enabling",
    "phase_1",
    "phase_1_2",
    "phase_2",
    "phase_2_3",
    "phase_3",
    "filed",
    "approved",
)
_STATUSES = ("enrolling", "active", "completed")
_PLACES = ("china", "us", "eu", "japan")
_MODALITIES = ("adc", "bispecific_antibody", "small_molecule", "car_t", "monoclonal_antibody", "mrna")
_PHASES = ("phase_1", "phase_2", "phase_3")
_KINDS = (("readout_topline", "Topline readout"), ("nda_submitted", "Filing"), ("first_patient_in", "First patient"),
          ("publication", "Paper"), ("enrollment_complete", "Enrolment complete"))  # fmt: skip
_SAID = ("approximately ", "more than ", "at least ", "", "", "")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many there are of each kind of record."""

    companies: int = 200
    assets: int = 2_000
    trials: int = 3_000
    events: int = 20_000
    sources: int = 5_000

    @classmethod
    def of(cls, assets: int) -> Sizes:
        """The same company ten times or a hundred times: everything in proportion to the assets of the whole."""
        whole = cls()
        shares = {name: getattr(whole, name) * assets // whole.assets for name in cls.__slots__}
        return cls(**{name: max(1, share) for name, share in shares.items()})


def write_generated(folder: Path, sizes: Sizes, seed: int = 1) -> Path:
    """Write the dataset into a folder, a file for each company and one for what they share, and return it."""
    folder.mkdir(parents=True)
    for name, records in generated(sizes, seed).items():
        text = yaml.dump(records, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def generated(sizes: Sizes, seed: int = 1) -> dict[str, Records]:
    """The records of each file by their kind."""
    return _Generator(sizes, Random(seed)).files()


class _Generator:
    """What is made up, in one order."""

    def __init__(self, sizes: Sizes, random: Random) -> None:
        self.sizes, self.random = sizes, random
        self.days = [
            f"{random.choice((2023, 2024, 2025))}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
            for _ in range(sizes.sources)
        ]
        self.diseases = max(len(_AREAS), sizes.assets // 12)
        self.sources_of = [
            [n for n in range(sizes.sources) if n % sizes.companies == c] for c in range(sizes.companies)
        ]
        self.sources_of = [own or [c % sizes.sources] for c, own in enumerate(self.sources_of)]

    def files(self) -> dict[str, Records]:
        files: dict[str, Records] = {"shared": self.shared()}
        for n in range(self.sizes.companies):
            files[f"company-{n:03}"] = {"companies": [self.company(n)], "sources": []}
        owner = lambda asset: f"company-{self.maker(asset):03}"  # noqa: E731
        for n in range(self.sizes.sources):
            files[f"company-{n % self.sizes.companies:03}"]["sources"].append(self.source(n))
        for n in range(self.sizes.assets):
            files[owner(n)].setdefault("assets", []).append(self.asset(n))
        for n in range(self.sizes.trials):
            own = files[owner(n % self.sizes.assets)]
            own.setdefault("trials", []).append(self.trial(n))
            own.setdefault("results", []).extend(self.results(n))
        for n in range(self.sizes.events):
            files[owner(n % self.sizes.assets)].setdefault("events", []).append(self.event(n))
        for n in range(0, self.sizes.assets, 3):
            files[owner(n)].setdefault("designations", []).append(self.designation(n))
        for n in range(0, self.sizes.assets, 4):
            files[owner(n)].setdefault("deals", []).append(self.deal(n))
        return files

    # --- who and where -------------------------------------------------------------------------------------------

    def maker(self, asset: int) -> int:
        return asset % self.sizes.companies

    def key(self, asset: int) -> str:
        return f"x{self.maker(asset):03}-{100 + asset}"

    def read(self, company: int) -> str:
        return f"source-{self.random.choice(self.sources_of[company])}, paragraph {self.random.randint(1, 12)}"

    def disease(self, asset: int, more: int = 0) -> str:
        """A company works in few diseases."""
        return f"disease-{(self.maker(asset) + asset // self.sizes.companies % 2 + more) % self.diseases}"

    # --- records -------------------------------------------------------------------------------------------------

    def shared(self) -> Records:
        """Areas, diseases and what is known of those."""
        epidemiology, benchmarks = [], []
        for n in range(self.diseases):
            source = f"source-{n % self.sizes.sources}, paragraph 3"
            for place, low in (("world", 300_000), ("china", 60_000)):
                value = f"{self.random.randint(low, 3 * low):,}"
                row = {"indication": f"disease-{n}", "measure": "incidence", "territory": place, "year": "2022"}
                epidemiology.append(row | {"value": value, "source": source})
            low = self.random.randint(5, 25)
            row = {"indication": f"disease-{n}", "regimen": "made-up chemotherapy", "endpoint": "ORR"}
            benchmarks.append(row | {"value": f"{low}-{low + self.random.randint(3, 12)}.5%", "source": source})
        return {
            "areas": [{"id": id, "name": id.capitalize()} for id in _AREAS],
            "indications": [self.indication(n) for n in range(self.diseases)],
            "targets": [{"id": f"t{n}", "name": f"TGT{n}", "source": "source-0, paragraph 1"} for n in range(12)],
            "epidemiology": epidemiology,
            "benchmarks": benchmarks,
        }

    def indication(self, n: int) -> Record:
        texts = {"standard_of_care": "Treatment is surgery followed by made-up therapy",
                 "unmet_need": "No treatment made for this disease is known"}  # fmt: skip
        source = f"source-{n % self.sizes.sources}, paragraph 2"
        context = [{"topic": topic, "text": text, "source": source} for topic, text in texts.items()]
        name = f"{_HEADS[n % 20].lower()}{_TAILS[n // 20 % 20]} disease{f' {n // 400 + 1}' if n >= 400 else ''}"
        return {"id": f"disease-{n}", "name": name, "area": _AREAS[n % len(_AREAS)], "context": context}

    def company(self, n: int) -> Record:
        name = f"{_HEADS[n % 20]}{_TAILS[(n // 20 + n) % 20]}{f' {n // 400 + 1}' if n >= 400 else ''}"
        return {
            "id": f"company-{n}", "name": name, "legal_names": [f"{name} Holdings ({n + 1}) Limited"],
            "listings": [{"exchange": "Stock Exchange of Hong Kong", "code": f"{90000 + n}.HK", "date": "2015-06"}],
            "focus": ["oncology", "immunology"], "regions": ["Asia", "Europe"][: n % 2 + 1], "source": self.read(n),
        }  # fmt: skip

    def source(self, n: int) -> Record:
        company = n % self.sizes.companies
        return {
            "id": f"source-{n}", "type": "press_release", "tier": "company_release", "company": f"company-{company}",
            "title": f"Report number {n} on the assets of company {company}", "url": f"https://example.com/{n}",
            "published": self.days[n],
        }  # fmt: skip

    def asset(self, n: int) -> Record:
        company, modality = self.maker(n), self.random.choice(_MODALITIES)
        programs = [
            {
                "indication": self.disease(n, k), "territory": self.random.choice(_PLACES), "stage": self.random.choice(_STAGES),
                "status": self.random.choice(_STATUSES), "source": self.read(company),
            }
            for k in range(self.random.randint(1, 4))
        ]  # fmt: skip
        more = {"payload": "a made-up inhibitor", "dar": f"{self.random.randint(3, 8)}"} if modality == "adc" else {}
        return {
            "id": self.key(n), "name": self.key(n).upper(), "company": f"company-{company}", "source": self.read(company),
            "modality": modality, "targets": [f"t{n % 12}"], "origin": "self-developed", **more, "programs": programs,
        }  # fmt: skip

    def trial(self, n: int) -> Record:
        asset, company = n % self.sizes.assets, self.maker(n % self.sizes.assets)
        name = f"{self.key(asset)}-{201 + n // self.sizes.assets}"
        return {
            "id": name, "name": name.upper(), "assets": self.key(asset), "phase": self.random.choice(_PHASES),
            "indications": self.disease(asset), "enrolled": f"{self.random.choice(_SAID)}{self.random.randint(400, 900)} patients",
            "design": ["multi-centre", "randomised", "open-label"], "objectives": ["efficacy", "safety"],
            "regimen": f"{self.key(asset).upper()} plus chemotherapy", "status": self.random.choice(_STATUSES),
            "primary_endpoint": "PFS", "source": self.read(company),
            "median_follow_up": f"{self.random.randint(6, 30)}.{self.random.randint(0, 9)} months",
        }  # fmt: skip

    def results(self, n: int) -> list[Record]:
        """Of one trial: rates, medians, a ratio and a rate of adverse events."""
        asset = n % self.sizes.assets
        some, trial = self.random.randint, f"{self.key(asset)}-{201 + n // self.sizes.assets}"
        common = {"trial": trial, "source": self.read(self.maker(asset))}
        low, months, ratio = some(20, 70), some(4, 20), some(45, 85)
        return [
            {**common, "endpoint": "ORR", "value": f"{low}.{some(0, 9)}% (95% CI {low - 9}.1-{low + 12}.2)",
             "patients": f"{some(40, 400)}"},
            {**common, "endpoint": "PFS", "measure": "median", "value": f"{months}.{some(0, 9)} months"},
            {**common, "endpoint": "PFS", "measure": "hazard_ratio", "value": f"0.{ratio} (95% CI 0.{ratio - 15}-0.{ratio + 12})"},
            {**common, "endpoint": "OS", "measure": "median", "value": "not reached"},
            {**common, "endpoint": "grade3_TRAE", "value": f"{some(10, 45)}%"},
        ]  # fmt: skip

    def event(self, n: int) -> Record:
        asset, number = n % self.sizes.assets, n // self.sizes.assets
        kind, words = _KINDS[(asset + number) % len(_KINDS)]
        expected, readout = number % 4 == 3, kind == "readout_topline"
        source = self.random.choice(self.sources_of[self.maker(asset)])
        day = f"2026-{self.random.randint(2, 12):02}" if expected else self.days[source]
        event: Record = {
            "id": f"{self.key(asset)}-event-{number}", "type": kind, "date": day,
            "title": f"{words} {number + 1} of {self.key(asset).upper()}", "companies": f"company-{self.maker(asset)}",
            "assets": self.key(asset), "indications": self.disease(asset),
            "territory": _PLACES[number % len(_PLACES)], "source": f"source-{source}, paragraph {number + 1}",
        }  # fmt: skip
        if expected:
            event["expected"] = True
        elif readout:
            event |= {"outcome": "met"}
        if readout and asset < self.sizes.trials:
            event["trials"] = f"{self.key(asset)}-201"
        return event

    def designation(self, n: int) -> Record:
        agency, kind, place = self.random.choice(
            (("NMPA", "breakthrough_therapy", "china"), ("FDA", "fast_track", "us"), ("EMA", "prime", "eu"))
        )
        return {"asset": self.key(n), "agency": agency, "type": kind, "territory": place, "indication": self.disease(n),
                "granted": f"2022-0{n % 9 + 1}-1{n % 9}", "source": self.read(self.maker(n))}  # fmt: skip

    def deal(self, n: int) -> Record:
        company = self.maker(n)
        return {
            "id": f"{self.key(n)}-deal", "type": "out_license", "assets": self.key(n), "exclusive": True,
            "licensor": f"company-{company}", "licensee": f"company-{(company + 1) % self.sizes.companies}",
            "rights": ["develop", "commercialise"], "signed": f"2022-0{n % 9 + 1}-15", "territory": self.random.choice(_PLACES),
            "upfront": f"USD {self.random.randint(5, 90)} million", "milestones": f"up to USD {self.random.randint(100, 900)} million",
            "source": self.read(company),
        }  # fmt: skip


if __name__ == "__main__":
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("folder", type=Path)
    wanted.add_argument("--assets", type=int, default=Sizes().assets)
    given = wanted.parse_args()
    write_generated(given.folder, Sizes.of(given.assets))
