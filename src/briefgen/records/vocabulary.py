"""The field's controlled words: code -> how it is printed. A code outside its list is a problem with a did-you-mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticCustomError, core_schema

from briefgen.problems import did_you_mean


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of codes and their printed words; used as metadata of a record's field."""

    name: str
    words: tuple[tuple[str, str], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, in its natural order."""
        return tuple(code for code, _ in self.words)

    def print(self, code: str) -> str:
        """The printed words of a code."""
        return dict(self.words)[code]

    def order(self, code: str) -> int:
        """Position of the code in the list; stages and phases sort by it."""
        return self.codes.index(code)

    def check(self, value: Any) -> str:
        """The code for a written value: case, spaces and hyphens do not matter."""
        code = str(value).strip()
        for known in self.codes:
            if code.lower().replace("-", "_").replace(" ", "_") == known.lower().replace("-", "_"):
                return known
        raise PydanticCustomError(
            "vocabulary",
            "'{value}' is not a known {name}",
            {"value": code, "name": self.name, "hint": did_you_mean(code, self.codes)},
        )

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.codes)}


def _plain(name: str, codes: str, **printed: str) -> Vocabulary:
    return Vocabulary(name, tuple((code, printed.get(code, code.replace("_", " "))) for code in codes.split()))


STAGES = _plain(
    "stage",
    "discovery preclinical ind_enabling phase_1 phase_1_2 phase_2 phase_2_3 phase_3 filed approved marketed "
    "on_hold discontinued",
    discovery="Discovery", preclinical="Preclinical", ind_enabling="IND-enabling", phase_1="Phase\u00a0I",
    phase_1_2="Phase\u00a0I/II", phase_2="Phase\u00a0II", phase_2_3="Phase\u00a0II/III", phase_3="Phase\u00a0III",
    filed="Filed", approved="Approved", marketed="Marketed", on_hold="On hold", discontinued="Discontinued",
)  # fmt: skip

PHASES = _plain(
    "trial phase",
    "early_phase_1 phase_1 phase_1_2 phase_2 phase_2_3 phase_3 phase_4 not_applicable",
    early_phase_1="Early Phase\u00a0I", phase_1="Phase\u00a0I", phase_1_2="Phase\u00a0I/II", phase_2="Phase\u00a0II",
    phase_2_3="Phase\u00a0II/III", phase_3="Phase\u00a0III", phase_4="Phase\u00a0IV", not_applicable="not applicable",
)  # fmt: skip

STATUSES = _plain(
    "status",
    "not_filed trial_cleared not_yet_recruiting enrolling recruiting enrolling_by_invitation active completed "
    "suspended terminated withdrawn withheld available temporarily_not_available no_longer_available unknown "
    "pre_filing filed accepted under_review positive_opinion approved conditionally_approved accelerated_approved "
    "rejected launched reimbursed",
    not_yet_recruiting="not yet recruiting", enrolling="enrolling", active="active, not recruiting",
    pre_filing="pre-filing", positive_opinion="positive opinion", rejected="rejected (complete response letter)",
)  # fmt: skip

MODALITIES = _plain(
    "modality",
    "small_molecule monoclonal_antibody bispecific_antibody trispecific_antibody adc bispecific_adc fusion_protein "
    "car_t til tcr_t cell_therapy gene_therapy oncolytic_virus radioligand vaccine mrna oligonucleotide peptide "
    "protac_degrader biosimilar device",
    adc="antibody-drug conjugate", bispecific_adc="bispecific antibody-drug conjugate", car_t="CAR-T cell therapy",
    til="tumour-infiltrating lymphocyte therapy", tcr_t="TCR-T cell therapy", mrna="mRNA therapeutic",
    protac_degrader="targeted protein degrader",
)  # fmt: skip

MODALITY_SHORT = {
    "adc": "ADC", "bispecific_adc": "bispecific ADC", "monoclonal_antibody": "mAb", "bispecific_antibody": "bispecific",
    "trispecific_antibody": "trispecific", "car_t": "CAR-T", "tcr_t": "TCR-T", "til": "TIL", "mrna": "mRNA",
    "protac_degrader": "degrader",
}  # fmt: skip

AGENCIES = _plain(
    "agency",
    "NMPA CDE FDA EMA EC MHLW PMDA MHRA TGA HC MFDS SFDA ANVISA",
)
AGENCY_NAMES = {
    "NMPA": "National Medical Products Administration, China", "CDE": "Center for Drug Evaluation, China",
    "FDA": "Food and Drug Administration, United States", "EMA": "European Medicines Agency",
    "EC": "European Commission", "MHLW": "Ministry of Health, Labour and Welfare, Japan",
    "PMDA": "Pharmaceuticals and Medical Devices Agency, Japan",
    "MHRA": "Medicines and Healthcare products Regulatory Agency, United Kingdom",
    "TGA": "Therapeutic Goods Administration, Australia", "HC": "Health Canada",
    "MFDS": "Ministry of Food and Drug Safety, Korea", "SFDA": "Saudi Food and Drug Authority",
    "ANVISA": "Brazilian Health Regulatory Agency",
}  # fmt: skip

DESIGNATIONS = _plain(
    "designation type",
    "breakthrough_therapy conditional_approval priority_review special_approval fast_track orphan_drug rmat "
    "accelerated_approval rtor project_orbis qidp rare_pediatric_disease prime orphan accelerated_assessment "
    "conditional_ma exceptional_circumstances sakigake pim eams ilap expedited",
    breakthrough_therapy="Breakthrough Therapy Designation", conditional_approval="conditional approval pathway",
    priority_review="Priority Review", special_approval="special approval pathway",
    fast_track="Fast Track designation",
    orphan_drug="Orphan Drug Designation", rmat="Regenerative Medicine Advanced Therapy designation",
    accelerated_approval="Accelerated Approval pathway", rtor="Real-Time Oncology Review",
    project_orbis="Project Orbis", qidp="Qualified Infectious Disease Product designation",
    rare_pediatric_disease="Rare Pediatric Disease designation",
    prime="PRIME", orphan="Orphan designation", accelerated_assessment="Accelerated Assessment",
    conditional_ma="conditional marketing authorisation pathway", exceptional_circumstances="exceptional circumstances",
    sakigake="Sakigake designation", pim="Promising Innovative Medicine designation",
    eams="Early Access to Medicines Scheme", ilap="Innovative Licensing and Access Pathway",
    expedited="expedited review",
)  # fmt: skip
DESIGNATION_SHORT = {
    "breakthrough_therapy": "BTD", "fast_track": "Fast Track", "orphan_drug": "ODD",
    "priority_review": "Priority Review", "rmat": "RMAT", "prime": "PRIME", "orphan": "Orphan", "sakigake": "Sakigake",
}  # fmt: skip

EVENT_KINDS = _plain(
    "event kind",
    "ind_clearance first_patient_in enrollment_complete readout_interim readout_topline readout_final rwe_readout "
    "congress_presentation publication nda_submitted nda_accepted designation_granted positive_opinion "
    "regulatory_approval label_expansion reimbursement_listing launch crl trial_stopped safety_signal deal_signed "
    "deal_closed deal_amended deal_terminated milestone_received financing listing results_release guidance conference "
    "management_change inspection guideline_inclusion regulatory_plan",
    ind_clearance="trial clearance", readout_interim="interim readout", readout_topline="topline readout",
    readout_final="final readout", rwe_readout="real-world readout", nda_submitted="filing",
    nda_accepted="filing accepted", designation_granted="designation", regulatory_approval="approval",
    crl="complete response letter", deal_signed="deal", congress_presentation="congress presentation",
    conference="meeting", regulatory_plan="regulatory plan", first_patient_in="first patient in",
    enrollment_complete="enrolment complete",
)  # fmt: skip
READOUTS = ("readout_interim", "readout_topline", "readout_final", "rwe_readout")
APPROVALS = ("regulatory_approval", "label_expansion")

OUTCOMES = _plain("outcome", "met not_met mixed not_applicable", not_met="not met")

ENDPOINTS = _plain(
    "endpoint",
    "ORR cORR CR PR SD PD DCR CBR DOR PFS rwPFS OS EFS DFS iDFS RFS pCR MPR TTR TTP PFS2 PRO TRAE grade3_TRAE SAE "
    "discontinuation TRAE_death AESI patients other",
    ORR="objective response rate", cORR="confirmed objective response rate", CR="complete response",
    PR="partial response", SD="stable disease", PD="progressive disease", DCR="disease control rate",
    CBR="clinical benefit rate", DOR="duration of response", PFS="progression-free survival",
    rwPFS="real-world progression-free survival", OS="overall survival", EFS="event-free survival",
    DFS="disease-free survival", iDFS="invasive disease-free survival", RFS="recurrence-free survival",
    pCR="pathological complete response", MPR="major pathological response", TTR="time to response",
    TTP="time to progression", PFS2="time to second progression", PRO="patient-reported outcome",
    TRAE="treatment-related adverse events", grade3_TRAE="treatment-related adverse events of grade 3 or higher",
    SAE="serious adverse events", discontinuation="discontinuation due to adverse events",
    TRAE_death="treatment-related death", AESI="adverse events of special interest", patients="patients",
)  # fmt: skip
SAFETY_ENDPOINTS = ("TRAE", "grade3_TRAE", "SAE", "discontinuation", "TRAE_death", "AESI")

RESPONSES = _plain(
    "best response", "CR PR SD PD NE",
    CR="complete response", PR="partial response", SD="stable disease", PD="progressive disease", NE="not evaluable",
)  # fmt: skip
TIME_UNITS = _plain("unit of time", "weeks months years")

MEASURES = _plain(
    "measure",
    "rate median hazard_ratio p_value count difference mean",
    hazard_ratio="hazard ratio", p_value="p-value",
)  # fmt: skip

EPIDEMIOLOGY_MEASURES = _plain(
    "epidemiology measure",
    "incidence mortality prevalence prevalence_1y prevalence_5y asr_incidence asr_mortality rank_incidence "
    "rank_mortality share",
    incidence="new cases", mortality="deaths", prevalence_1y="one-year prevalence",
    prevalence_5y="five-year prevalence",
    asr_incidence="age-standardised incidence", asr_mortality="age-standardised mortality",
    rank_incidence="rank by new cases", rank_mortality="rank by deaths",
)  # fmt: skip

DEAL_TYPES = _plain(
    "deal type",
    "out_license in_license option co_development co_commercialization acquisition joint_venture supply distribution",
    out_license="licence", in_license="licence", option="option", co_development="co-development agreement",
    co_commercialization="co-commercialisation agreement", joint_venture="joint venture", supply="supply agreement",
    distribution="distribution agreement",
)  # fmt: skip

SOURCE_KINDS = _plain(
    "source kind",
    "label registry journal_article preprint congress abstract poster congress_slides press_release reprint "
    "company_report company_presentation results_report filing database website news secondary_press guideline "
    "interview transcript",
    journal_article="journal article", congress_slides="congress slides", press_release="press release",
    reprint="reprinted press release", company_report="company report", company_presentation="company presentation",
    results_report="results report", secondary_press="secondary press",
)  # fmt: skip
TIERS = _plain(
    "tier", "label registry publication congress company_release secondary", company_release="company release"
)

CLAIM_KINDS = _plain(
    "claim kind",
    "superlative self_description opinion strategy status caveat",
    self_description="self-description",
)  # fmt: skip

CONTEXT_TOPICS = _plain(
    "topic", "standard_of_care course options unmet_need", standard_of_care="standard of care", unmet_need="unmet need"
)

TRIAL_KINDS = _plain(
    "trial kind",
    "interventional real_world observational expanded_access",
    real_world="real-world study", interventional="trial", observational="observational study",
    expanded_access="expanded access",
)  # fmt: skip

NAME_KINDS = _plain("kind of name", "brand inn code former", inn="INN")

AUDIENCES = _plain(
    "audience",
    "investor board medical medical_reactive internal",
    investor="Investors, public", board="Board, internal", medical="Healthcare professionals",
    medical_reactive="Healthcare professionals, on request", internal="Internal",
)  # fmt: skip

SOURCE_STATEMENTS = _plain(
    "statement",
    "hcp_only no_unapproved_use reference_only consult_hcp not_disclosure not_advice forward_looking no_update "
    "exchange_filings",
    hcp_only="Healthcare professionals only, not advertising",
    no_unapproved_use="No recommendation of unapproved or off-label use",
    reference_only="For reference; follow physician and label", consult_hcp="Consult a healthcare professional",
    not_disclosure="Not a company disclosure", not_advice="Not investment advice",
    forward_looking="Forward-looking statements", no_update="Current at release; no duty to update",
    exchange_filings="Investors referred to exchange filings",
)  # fmt: skip
