"""What words of the vocabulary mean where their printed form does not say it."""

from __future__ import annotations

from briefgen.records.vocabulary import AGENCY_NAMES

EFFECT_MEANINGS = {
    "hazard_ratio": "of both arms; below 1 favours the first",
    "odds_ratio": "of responders or events",
    "risk_ratio": "of shares of patients",
    "rate_ratio": "of annualised rates",
    "incidence_rate_ratio": "of events in person-years",
    "gmt_ratio": "of titres",
    "difference": "between arms; per cent are percentage points",
    "ls_mean_difference": "between arms, adjusted; per cent are percentage points",
    "relative_reduction": "of the risk, with the sign %",
    "risk_reduction": "in percentage points",
    "vaccine_efficacy": "with the sign %; may fall below 0%",
    "number_needed_to_treat": "patients for one more response or one event less",
}
MEANINGS: dict[str, dict[str, str]] = {
    "agency": AGENCY_NAMES,
    "stage": {
        "ind_enabling": "studies that the first trial needs", "phase_1_2": "one trial with both phases",
        "filed": "an application is with the agency", "approved": "approved, not yet sold",
        "marketed": "approved and sold",
        "on_hold": "stopped for a time", "discontinued": "given up",
    },
    "status": {
        "not_filed": "no application yet", "trial_cleared": "the agency has cleared the trial",
        "enrolling": "patients are being enrolled", "enrolling_by_invitation": "invited patients only",
        "active": "running, no new patients", "withheld": "the registry hides the entry",
        "pre_filing": "an application is being prepared", "filed": "an application was submitted",
        "accepted": "the agency has accepted the application", "conditionally_approved": "approved with conditions",
        "accelerated_approved": "approved on early evidence", "launched": "sold",
        "reimbursed": "on a reimbursement list",
    },
    "event kind": {
        "ind_clearance": "an agency allows the first trial", "first_patient_in": "a trial treats its first patient",
        "enrollment_complete": "a trial has all its patients", "readout_interim": "results before the end of a trial",
        "readout_topline": "first results in words", "readout_final": "results of the final analysis",
        "rwe_readout": "results of a real-world study", "nda_submitted": "an application is submitted",
        "nda_accepted": "an agency accepts an application",
        "positive_opinion": "an agency's committee recommends approval",
        "negative_opinion": "an agency's committee recommends no approval",
        "reimbursement_declined": "a payer or its assessor does not take it on",
        "regulatory_approval": "the first approval in a territory", "label_expansion": "an approval for a further use",
        "crl": "an agency does not approve", "trial_stopped": "a trial ends before its plan",
        "milestone_received": "a payment under a deal", "listing": "shares are listed",
        "results_release": "a financial report",
        "guidance": "the company says what it expects", "regulatory_plan": "the company plans a filing",
        "guideline_inclusion": "a guideline names the asset",
    },
    "measure": {
        "rate": "a share of patients, with the sign %; at a stated time with `at`", "median": "a time, with its unit",
        "count": "a number of patients", "mean": "with its unit", "change": "with its unit; `baseline` says from what",
        "ls_mean_change": "with its unit and SE", "percent_change": "of the baseline, with the sign %",
        "annualised_rate": "events a patient and year: relapses, exacerbations, bleeds",
        "incidence_rate": "events in person-years, with the unit", "event_rate": "a share of patients with an event",
        "gmt": "of antibodies", "p_value": "between 0 and 1", **EFFECT_MEANINGS,
    },
    "effect": EFFECT_MEANINGS,
    "significance": {
        "met": "the source says that the endpoint was met",
        "significant": "it calls the test significant and says of no endpoint that it was met",
        "not_met": "it calls it not met or not significant",
        "not_tested": "the hierarchy stopped before it, or it is descriptive",
        "interim_not_crossed": "an interim look that did not reach its boundary",
        "not_stated": "the source gives numbers and no word",
    },
    "analysis": {
        "interim": "before the planned end; printed beside every number of it", "primary": "of the primary endpoint",
        "final": "the last planned one", "updated": "later follow-up", "post_hoc": "not planned",
        "topline": "first numbers of a release", "pooled": "of several trials",
    },
    "kind of test": {
        "confirmatory": "it decides", "nominal": "not controlled for the number of tests",
        "descriptive": "it decides nothing",
    },
    "role of an arm": {"experimental": "gets what is tested", "control": "is what it is compared with"},
    "epidemiology measure": {
        "prevalence": "people living with it", "prevalence_1y": "diagnosed within a year",
        "prevalence_5y": "diagnosed within five years", "asr_incidence": "new cases, age-standardised",
        "asr_mortality": "deaths, age-standardised", "rank_incidence": "place among diseases: `among` says which",
        "rank_mortality": "place among diseases: `among` says which", "share": "of a part, with the sign %",
        "hospital_admissions": "in the year",
        "diagnosed": "of those who have it", "treated": "of those who are diagnosed",
    },
    "tier": {
        "label": "approved product information", "registry": "a trial registry", "publication": "a journal or database",
        "congress": "an abstract, poster or talk", "company_release": "what a company says of itself",
        "secondary": "what others report",
    },
    "claim kind": {
        "superlative": "first, leading, best", "self_description": "what a company says it is",
        "opinion": "what somebody thinks", "strategy": "what a company wants to do",
        "status": "how things stand, as they say",
        "caveat": "a limit that the source itself states",
    },
    "audience": {
        "investor": "sees what is public", "board": "sees what is for the board", "medical": "healthcare professionals",
        "medical_reactive": "healthcare professionals who have asked", "internal": "sees everything for the house",
    },
    "trial kind": {
        "interventional": "patients are treated by protocol", "real_world": "patients of everyday practice",
        "observational": "patients are watched", "expanded_access": "treatment outside a trial",
    },
    "kind of name": {
        "brand": "holds in its territory only", "inn": "international non-proprietary name",
        "code": "of a company or partner", "former": "no longer used",
    },
    "outcome": {"met": "the endpoint was met", "not_met": "it was not", "mixed": "some were, some were not"},
}  # fmt: skip
