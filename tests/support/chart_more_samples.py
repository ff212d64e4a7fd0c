"""Made-up view objects for the charts of results, curves and single patients."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from briefgen.records.curve import Points
from briefgen.records.endpoints import ENDPOINTS, RESPONSES
from support.chart_samples import COMPANIES, MISSING, asset, deal, number, programs, text, thing

RATIOS = [
    "0.66 (95% CI 0.51-0.86)", "0.94", "1.02 (95% CI 0.80-1.30)", "0.58 (95% CI 0.40-0.84)", "0.03 (95% CI 0.01-0.2)",
    "not reached", "2.1 (90% CI 0.9-NE)", "11 (95% CI 4-44)", "not disclosed",
]  # fmt: skip
SHARES = ["48.3% (95% CI 39.1-57.6)", "26.7%", "not disclosed", "4-15.9%", ">60%", "100% (95% CI 97-100)", "0%"]
TIMES = ["10.7 months (95% CI 8.8-13.0)", "not reached", "5.4 months (95% CI 4.3-NE)", "immature", "118.25 months"]
LONG = "patients with platinum-resistant recurrent disease and one to three prior lines"


def trial(index: int, **fields: Any) -> SimpleNamespace:
    base: dict[str, Any] = {
        "name": text(f"TRIAL-{index}"),
        "is_real_world": index % 4 == 3,
        "regimen": text("acmetinib plus pembrolizumab and chemotherapy") if index % 2 else MISSING,
        "comparator": text("investigator's choice of chemotherapy") if index % 2 else MISSING,
        "curves": (),
        "patients": (),
        "indications": (thing(label=text("platinum-resistant ovarian cancer")),) if index % 3 else (),
        "enrolled": number("342 patients") if index % 2 else MISSING,
    }
    return thing(**{**base, **fields})


def _result(index: int, code: str, measure: str, value: str, per_trial: int, **fields: Any) -> SimpleNamespace:
    base: dict[str, Any] = {
        "trial": trial(index // per_trial),
        "endpoint": text(ENDPOINTS.print(code), f"endpoint:{code}", code),
        "measure": text(measure, f"measure:{measure}", measure),
        "at": MISSING,
        "arm": text("acmetinib plus pembrolizumab") if index % 2 else MISSING,
        "population": [text("overall"), text(LONG), MISSING][index % 3],
        "subgroup": index % 3 == 1,
        "patients": number("171") if index % 2 else number("1,204 patients"),
        "value": number(value),
        "assessor": text("BICR") if index % 4 == 1 else MISSING,
        "together": (),
        "is_control": index % 4 == 3,
        "baseline": MISSING,
        **dict.fromkeys(("of_arm", "margin", "significance", "missed"), MISSING),
    }
    return thing(**{**base, **fields})


def ratios(count: int) -> list[SimpleNamespace]:
    codes = ("PFS", "OS")
    return [
        _result(i, codes[i // 3 % 2], "hazard_ratio", RATIOS[i % len(RATIOS)], 5) for i in range(count)
    ]  # fmt: skip


def trials(count: int) -> list[SimpleNamespace]:
    """Trials with hazard ratios on two endpoints, some with a value missed, one without a ratio."""
    found = []
    for index in range(count):
        rows = [
            compared(
                5 * index, code, "hazard_ratio", RATIOS[(index + at) % len(RATIOS)], ("median", "9 months", "6 months")
            )
            for at, code in enumerate(("PFS", "OS")[: 1 + index % 2 + (index == 0)])
        ]
        found.append(
            thing(
                name=rows[0].trial.name,
                enrolled=number("342"),
                against=text("investigator's choice of therapy"),
                is_real_world=False,
                efficacy=rows,
            )
        )
    return found  # fmt: skip


def arm_value(value: str, measure: str, *, control: bool, **fields: Any) -> SimpleNamespace:
    """The value of one arm of a comparison."""
    name = text("investigator's choice of therapy" if control else "acmetinib plus partner")
    base = {
        "arm": name, "arm_label": name, "is_control": control, "is_comparison": False, "measure": text(measure, "", measure),
        "value": number(value), "events": MISSING, "patients": number("171"), "baseline": MISSING,
    }  # fmt: skip
    return thing(**{**base, **fields})


def verdicts(count: int) -> list[SimpleNamespace]:
    """Hazard ratios of several trials on one endpoint, every fourth a reduction of the risk, some missed, one open."""
    found = []
    for index in range(count):
        measure, value = (
            ("relative_reduction", "26%") if index % 4 == 3 else ("hazard_ratio", RATIOS[index % len(RATIOS)])
        )
        row = compared(5 * index, "OS", measure, value, ("median", "9 months", "6 months"))
        row.trial.indications = (thing(short=text("EGFRm NSCLC")),) if index % 3 else ()
        row.is_favourable, row.significant = index % 4 in (0, 3), index % 4 == 3
        found.append(row)
    return found


def compared(
    index: int, code: str, measure: str, value: str, arms: tuple[str, str, str], **fields: Any
) -> SimpleNamespace:
    """An effect with the values of its two arms."""
    stated, one, other = arms
    extra = fields.pop("cells", {})
    values = tuple(arm_value(v, stated, control=c, **extra) for v, c in ((one, False), (other, True)))
    return _result(index, code, measure, value, 5, together=values, **fields)


def differences(count: int) -> list[SimpleNamespace]:
    kinds: list[tuple[str, str, str, tuple[str, str, str], dict[str, Any]]] = [
        (
            "HbA1c",
            "ls_mean_difference",
            "-1.6 percentage points (95% CI -1.8 to -1.4)",
            ("ls_mean_change", "-1.9 percentage points (SE 0.05)", "-0.3 percentage points (SE 0.07)"),
            {"cells": {"baseline": number("8.2%")}},
        ),
        (
            "body_weight",
            "difference",
            "-8.2 percentage points (95% CI -9.1 to -7.3)",
            ("percent_change", "-9.8%", "-1.6%"),
            {},
        ),
        (
            "PASI75",
            "difference",
            "-3.9 percentage points (95% CI -9.6 to 1.8)",
            ("rate", "67.7%", "71.6%"),
            {"margin": number("12 percentage points")},
        ),
        (
            "pain",
            "difference",
            "0.2 (90% CI -0.4 to NE)",
            ("change", "-1.1", "-1.3"),
            {"significance": text("", "", "not_met")},
        ),
        ("quality_of_life", "ls_mean_difference", "12.4", ("change", "14.1", "immature"), {}),
        ("SBP", "ls_mean_difference", "not reported", ("change", "not disclosed", "-2.5 mmHg"), {}),
    ]
    made = []
    for index in range(count):
        code, measure, value, arms, fields = kinds[index % len(kinds)]
        made.append(compared(index, code, measure, value, arms, at=text("week 40"), **fields))
    return made


def reductions(count: int) -> list[SimpleNamespace]:
    values = ["81.3% (95% CI 70.2-88.3)", "47% (95% CI -20 to 74)", "12% (95% CI -240 to 60)", "26%", "not disclosed"]
    return [
        compared(i, "symptomatic_disease", "vaccine_efficacy", values[i % len(values)], ("count", "21 cases", "112 cases"),
                 margin=number("30%") if i % 2 == 0 else MISSING)
        for i in range(count)
    ]  # fmt: skip


def efficacy(count: int) -> list[SimpleNamespace]:
    rows = [_result(i, "ORR", "rate", SHARES[i % len(SHARES)], 3) for i in range(0, count, 2)]
    return rows + [_result(i, "PFS", "median", TIMES[i % len(TIMES)], 3) for i in range(1, count, 2)]


def arms(count: int) -> list[SimpleNamespace]:
    """Adverse events of trials with two arms; every third trial has no control, every fourth an interval."""
    found = []
    for i in range(count):
        uses = (thing(label=text("sq NSCLC")),) if i % 2 else ()
        enrolled = number("532 patients") if i % 2 else MISSING
        trial = thing(name=text(f"HARMONi-{i}"), indications=uses, enrolled=enrolled)
        shared: dict[str, Any] = {"measure": "rate", "trial": trial, "patients": MISSING, "at": MISSING}
        shared |= {"endpoint": text(f"treatment-related adverse events of grade {3 + i % 2} or higher")}
        shared |= {"population": text("safety population")}
        written = f"{64 - i % 40}% (95% CI {60 - i % 40}.1 to {70 - i % 40}.9)" if i % 4 == 0 else f"{64 - i % 40}%"
        own = thing(**shared, arm=text("acmetinib"), value=number(written), is_control=False)
        control = thing(**shared, arm=text("placebo plus chemotherapy"), value=number("12.5%"), is_control=True)
        both = (own, control) if i % 3 else (own,)
        for one in both:
            one.arm_label, one.together = one.arm, both
        found += both
    return found


def series(written: str) -> Any:
    return text(written, "value", Points.parse(written))


def curve(index: int, **fields: Any) -> SimpleNamespace:
    fall = 1 + index % 7
    points = ", ".join(f"{month} {max(100 - fall * month, 0)}" for month in range(0, 25))
    at_risk = ", ".join(f"{month} {1200 - 40 * month}" for month in range(0, 25, 1 + index % 3))
    base: dict[str, Any] = {
        "endpoint": text("overall survival"),
        "arm": text(f"acmetinib plus long partner name {index}") if index % 3 else MISSING,
        "population": text("ITT") if index % 2 else MISSING,
        "unit": text("months", "unit:months", "months"),
        "points": series(points),
        "at_risk": series(at_risk),
    }
    return thing(**{**base, **fields})


def curved(count: int) -> list[SimpleNamespace]:
    return [trial(i, curves=tuple(curve(i + 2 * j) for j in range(1 + i % 6))) for i in range(count)]


def patient(index: int) -> SimpleNamespace:
    codes = [*RESPONSES.codes, ""]
    code = codes[index % len(codes)]
    change = f"{(index * 37) % 160 - 100}%"
    return thing(
        code=text(f"P{index:02}"),
        arm=text("arm B with a long name") if index % 30 > 20 else MISSING,
        months=number(f"{index * 7 % 30}.{index % 10}") if index % 9 else MISSING,
        best_change=number(change) if index % 11 else MISSING,
        response=text(RESPONSES.print(code), f"best response:{code}", code) if code else MISSING,
        ongoing=index % 4 == 0,
    )


def patients(count: int) -> list[SimpleNamespace]:
    """Trials of at most twelve patients each."""
    made = [patient(index) for index in range(1, count + 1)]
    return [trial(at, patients=tuple(made[at : at + 12])) for at in range(0, count, 12)]


def landscape(count: int) -> list[SimpleNamespace]:
    rows = programs(count)
    for index, row in enumerate(rows):
        row.asset = asset(f"AB-{index // 2}", COMPANIES[index // 2 % 3])
        row.asset.modality = text("antibody-drug conjugate", "modality:adc", "adc") if index % 4 else MISSING
        row.asset.targets = tuple(thing(name=text(f"TARGET {n}")) for n in range(index // 2 % 3))
    return rows


AMOUNTS = ["USD 85 million", "up to USD 1,485 million", "EUR 1.2 billion", "USD 40-60 million", "CNY 300"]


def deals(count: int) -> list[SimpleNamespace]:
    made = []
    for index in range(count):
        terms: dict[str, Any] = {"upfront": number(AMOUNTS[index % len(AMOUNTS)])} if index % 4 != 3 else {}
        if index % 3 == 1:
            terms |= {"milestones": number("up to USD 1,485 million"), "total": number("USD 1.57 billion")}
            terms |= {"royalties": text("tiered royalties from the high single digits to the low twenties")}
        made.append(deal(**terms))
    return made
