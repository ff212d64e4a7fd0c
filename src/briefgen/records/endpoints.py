"""Controlled words of results: endpoints, what is measured, how arms are compared, tested and found."""

from __future__ import annotations

from briefgen.records.controlled import Vocabulary

ENDPOINTS = Vocabulary.of(
    "endpoint",
    "ORR cORR CR PR SD PD DCR CBR DOR PFS rwPFS OS EFS DFS iDFS RFS pCR MPR TTR TTP PFS2 PRO MRD patients "
    "HbA1c HbA1c_target FPG TIR body_weight weight_loss_5 weight_loss_10 weight_loss_15 weight_loss_20 waist BMI "
    "LDL_C HDL_C non_HDL_C triglycerides Lp_a ApoB SBP DBP MACE CV_death HHF MI stroke LVEF NT_proBNP 6MWD "
    "eGFR eGFR_slope UACR proteinuria kidney_failure "
    "ACR20 ACR50 ACR70 DAS28 PASI75 PASI90 PASI100 sPGA IGA EASI EASI75 EASI90 itch DLQI SALT20 HiSCR ASAS20 ASAS40 "
    "SRI4 BICLA clinical_remission clinical_response endoscopic_remission endoscopic_improvement "
    "FEV1 FVC exacerbations ACQ SGRQ "
    "relapses EDSS CDP seizures migraine_days ADAS_Cog CDR_SB UPDRS MADRS HAM_D HAM_A PANSS response remission "
    "bleeds haemoglobin transfusion_independence platelet_response "
    "infection symptomatic_disease severe_disease hospitalisation antibody_titre seroconversion seroprotection SVR12 "
    "viral_load HBsAg_loss clinical_cure time_to_recovery BCVA BMD fractures pain quality_of_life "
    "TEAE TRAE grade3_TRAE SAE discontinuation TRAE_death death AESI hypoglycaemia reactogenicity other",
    ORR="objective response rate", cORR="confirmed objective response rate", CR="complete response",
    PR="partial response", SD="stable disease", PD="progressive disease", DCR="disease control rate",
    CBR="clinical benefit rate", DOR="duration of response", PFS="progression-free survival",
    rwPFS="real-world progression-free survival", OS="overall survival", EFS="event-free survival",
    DFS="disease-free survival", iDFS="invasive disease-free survival", RFS="recurrence-free survival",
    pCR="pathological complete response", MPR="major pathological response", TTR="time to response",
    TTP="time to progression", PFS2="time to second progression", PRO="patient-reported outcome",
    MRD="negative minimal residual disease", HbA1c_target="HbA1c target reached", FPG="fasting plasma glucose",
    TIR="time in range", weight_loss_5="weight loss of at least 5%", weight_loss_10="weight loss of at least 10%",
    weight_loss_15="weight loss of at least 15%", weight_loss_20="weight loss of at least 20%",
    waist="waist circumference", BMI="body mass index", LDL_C="LDL cholesterol", HDL_C="HDL cholesterol",
    non_HDL_C="non-HDL cholesterol", Lp_a="lipoprotein(a)", ApoB="apolipoprotein B", SBP="systolic blood pressure",
    DBP="diastolic blood pressure", MACE="major adverse cardiovascular events", CV_death="cardiovascular death",
    HHF="hospitalisation for heart failure", MI="myocardial infarction", LVEF="left ventricular ejection fraction",
    NT_proBNP="NT-proBNP", **{"6MWD": "six-minute walk distance"}, eGFR="estimated glomerular filtration rate",
    eGFR_slope="slope of the estimated glomerular filtration rate", UACR="urinary albumin-to-creatinine ratio",
    ACR20="ACR 20 response", ACR50="ACR 50 response", ACR70="ACR 70 response", DAS28="disease activity score (DAS28)",
    PASI75="PASI 75 response", PASI90="PASI 90 response", PASI100="PASI 100 response",
    sPGA="static physician's global assessment", IGA="investigator's global assessment",
    EASI="eczema area and severity index", EASI75="EASI 75 response", EASI90="EASI 90 response",
    DLQI="dermatology life quality index", SALT20="SALT score of 20 or less", HiSCR="hidradenitis suppurativa response",
    ASAS20="ASAS 20 response", ASAS40="ASAS 40 response", SRI4="SLE responder index (SRI-4)",
    BICLA="BICLA response", FEV1="forced expiratory volume in one second", FVC="forced vital capacity",
    ACQ="asthma control questionnaire", SGRQ="St George's respiratory questionnaire",
    EDSS="expanded disability status scale", CDP="confirmed disability progression", migraine_days="migraine days",
    ADAS_Cog="ADAS-Cog score", CDR_SB="CDR-SB score", UPDRS="UPDRS score", MADRS="MADRS score", HAM_D="HAM-D score",
    HAM_A="HAM-A score", PANSS="PANSS score", SVR12="sustained virologic response at 12 weeks",
    HBsAg_loss="loss of HBsAg", BCVA="best-corrected visual acuity", BMD="bone mineral density",
    TEAE="treatment-emergent adverse events", TRAE="treatment-related adverse events",
    grade3_TRAE="treatment-related adverse events of grade 3 or higher", SAE="serious adverse events",
    discontinuation="discontinuation due to adverse events", TRAE_death="treatment-related death",
    AESI="adverse events of special interest", patients="patients", other="unnamed endpoint",
)  # fmt: skip
ENDPOINT_SHORT = {
    "LDL_C": "LDL-C", "HDL_C": "HDL-C", "non_HDL_C": "non-HDL-C", "Lp_a": "Lp(a)", "NT_proBNP": "NT-proBNP",
    "PASI75": "PASI 75", "PASI90": "PASI 90", "PASI100": "PASI 100", "EASI75": "EASI 75", "EASI90": "EASI 90",
    "ACR20": "ACR 20", "ACR50": "ACR 50", "ACR70": "ACR 70", "ASAS20": "ASAS 20", "ASAS40": "ASAS 40",
    "ADAS_Cog": "ADAS-Cog", "CDR_SB": "CDR-SB", "HAM_D": "HAM-D", "HAM_A": "HAM-A", "eGFR_slope": "eGFR slope",
    "discontinuation": "discontinuation due to adverse events", "other": "unnamed endpoint",
}  # fmt: skip
"""Abbreviations that are not spelled as their codes."""


def short_endpoint(code: str, printed: str) -> str:
    """An endpoint by its abbreviation, as its code or its own name may be, else as it is printed."""
    return ENDPOINT_SHORT.get(code) or (code if code.isalnum() else printed)


SPELLED_OUT = {
    short: printed
    for code, printed in ENDPOINTS.words
    if (short := ENDPOINT_SHORT.get(code, code)).casefold() not in printed.casefold() and "_" not in short
}
"""What the abbreviations of endpoints stand for."""
SAFETY_ENDPOINTS = (
    "TEAE", "TRAE", "grade3_TRAE", "SAE", "discontinuation", "TRAE_death", "AESI", "hypoglycaemia", "reactogenicity",
)  # fmt: skip
SAFETY_SOUGHT = ("TEAE", "grade3_TRAE", "SAE", "discontinuation", "TRAE_death", "AESI")
"""What readers look for among the safety results of a medicine."""
SAFETY_FOREMOST = ("SAE", "discontinuation", "TRAE_death")
"""What of it they look for first in those of one trial."""
TIMES_TO_EVENT = (
    "DOR", "PFS", "rwPFS", "OS", "EFS", "DFS", "iDFS", "RFS", "TTR", "TTP", "PFS2", "time_to_recovery",
)  # fmt: skip
"""Endpoints whose median is a time."""
SOONER_IS_BETTER = ("TTR", "time_to_recovery")
"""Times to an event that is hoped for."""
HIGHER_IS_BETTER = (
    "ORR", "cORR", "CR", "PR", "DCR", "CBR", "pCR", "MPR", "MRD", "HbA1c_target", "TIR", "weight_loss_5",
    "weight_loss_10", "weight_loss_15", "weight_loss_20", "HDL_C", "LVEF", "6MWD", "eGFR", "eGFR_slope", "ACR20",
    "ACR50", "ACR70", "PASI75", "PASI90", "PASI100", "EASI75", "EASI90", "SALT20", "HiSCR", "ASAS20", "ASAS40", "SRI4",
    "BICLA", "clinical_remission", "clinical_response", "endoscopic_remission", "endoscopic_improvement", "FEV1", "FVC",
    "response", "remission", "transfusion_independence", "platelet_response", "SVR12", "HBsAg_loss", "clinical_cure",
    "BCVA", "BMD",
)  # fmt: skip
"""Endpoints of which more is better for whom they are of."""
LOWER_IS_BETTER = (
    "PD", "HbA1c", "LDL_C", "non_HDL_C", "triglycerides", "Lp_a", "ApoB", "MACE", "CV_death", "HHF", "MI", "stroke",
    "NT_proBNP", "UACR", "proteinuria", "kidney_failure", "DAS28", "EASI", "itch", "DLQI", "exacerbations", "ACQ",
    "SGRQ", "relapses", "EDSS", "CDP", "seizures", "migraine_days", "ADAS_Cog", "CDR_SB", "UPDRS", "MADRS", "HAM_D",
    "HAM_A", "PANSS", "bleeds", "infection", "symptomatic_disease", "severe_disease", "hospitalisation", "viral_load",
    "fractures", "pain", "death", *SAFETY_ENDPOINTS,
)  # fmt: skip
"""Endpoints of which less is better. Those in neither list depend on the disease, such as body weight, or are none
that a patient feels, such as titres: no chart says whom they favour."""
ENDPOINT_ROLES = Vocabulary.of(
    "role of an endpoint", "primary co_primary secondary exploratory", co_primary="co-primary"
)
RESPONSES = Vocabulary.of(
    "best response", "CR PR SD PD NE",
    CR="complete response", PR="partial response", SD="stable disease", PD="progressive disease", NE="not evaluable",
)  # fmt: skip
TIME_UNITS = Vocabulary.of("unit of time", "weeks months years")
_EFFECTS = (
    "hazard_ratio odds_ratio risk_ratio rate_ratio incidence_rate_ratio gmt_ratio difference ls_mean_difference "
    "relative_reduction risk_reduction vaccine_efficacy number_needed_to_treat"
)
_EFFECT_WORDS = {
    "incidence_rate_ratio": "incidence rate ratio",
    "gmt_ratio": "ratio of geometric mean titres",
    "ls_mean_difference": "least-squares mean difference",
    "risk_reduction": "absolute risk reduction",
    "relative_reduction": "relative risk reduction",
}
EFFECTS = Vocabulary.of("effect", _EFFECTS, **_EFFECT_WORDS)
"""Measures that compare arms."""
RATIOS = (
    "hazard_ratio", "odds_ratio", "risk_ratio", "rate_ratio", "incidence_rate_ratio", "gmt_ratio",
)  # fmt: skip
"""Effects that are 1 where the arms are alike; the others are 0."""
IN_POINTS = ("difference", "ls_mean_difference", "risk_reduction")
"""Effects whose per cent are percentage points."""
REDUCTIONS = ("vaccine_efficacy", "relative_reduction")
"""Effects that are shares of a risk, of which no more than the whole can be taken away."""
DRAWN_EFFECTS = (*RATIOS, *IN_POINTS, *REDUCTIONS)
"""Effects that lie on an axis. A number needed to treat does not: its interval may run through infinity."""
MEASURES = Vocabulary.of(
    "measure",
    "rate median count mean change ls_mean_change percent_change annualised_rate incidence_rate event_rate gmt "
    f"p_value {_EFFECTS}",
    change="change from baseline", ls_mean_change="least-squares mean change from baseline",
    percent_change="percentage change from baseline", annualised_rate="annualised rate",
    gmt="geometric mean titre", p_value="p-value", **_EFFECT_WORDS,
)  # fmt: skip
COMPARISONS = (*EFFECTS.codes, "p_value")
"""Measures that are no value of an arm but of a comparison."""
CHANGES = ("mean", "change", "ls_mean_change", "percent_change", *EFFECTS.codes)
"""Measures that may fall below nothing and rise beyond the whole."""
SIDES = Vocabulary.of("sides of a test", "one two", one="one-sided", two="two-sided")
TESTS = Vocabulary.of("kind of test", "confirmatory nominal descriptive exploratory")
ANALYSES = Vocabulary.of(
    "analysis", "interim primary final updated post_hoc topline exploratory pooled", post_hoc="post hoc"
)
SIGNIFICANCES = Vocabulary.of(
    "significance", "met significant not_met not_tested interim_not_crossed not_stated",
    met="met", significant="statistically significant", not_met="not met", not_tested="not formally tested",
    interim_not_crossed="boundary not crossed", not_stated="significance not reported",
)  # fmt: skip
SIGNIFICANT = ("met", "significant")
NOT_SIGNIFICANT = ("not_met", "interim_not_crossed")
"""What is said of a test whose values must not be told without it."""
ARM_ROLES = Vocabulary.of("role of an arm", "experimental control other")
