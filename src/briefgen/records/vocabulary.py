"""The field's controlled words: code -> how it is printed. A code outside its list is a problem with a did-you-mean."""

from __future__ import annotations

from briefgen.records.controlled import Vocabulary

STAGES = Vocabulary.of(
    "stage",
    "discovery preclinical ind_enabling phase_1 phase_1_2 phase_2 phase_2_3 phase_3 filed approved marketed "
    "on_hold discontinued withdrawn",
    discovery="Discovery", preclinical="Preclinical", ind_enabling="IND-enabling", phase_1="Phase\u00a0I",
    phase_1_2="Phase\u00a0I/II", phase_2="Phase\u00a0II", phase_2_3="Phase\u00a0II/III", phase_3="Phase\u00a0III",
    filed="Filed", approved="Approved", marketed="Marketed", on_hold="On hold", discontinued="Discontinued",
    withdrawn="Withdrawn",
)  # fmt: skip
STOPPED = ("on_hold", "discontinued", "withdrawn")

PHASES = Vocabulary.of(
    "trial phase",
    "early_phase_1 phase_1 phase_1_2 phase_2 phase_2_3 phase_3 phase_4 not_applicable",
    early_phase_1="Early Phase\u00a0I", phase_1="Phase\u00a0I", phase_1_2="Phase\u00a0I/II", phase_2="Phase\u00a0II",
    phase_2_3="Phase\u00a0II/III", phase_3="Phase\u00a0III", phase_4="Phase\u00a0IV", not_applicable="not applicable",
)  # fmt: skip

STATUSES = Vocabulary.of(
    "status",
    "not_filed trial_cleared not_yet_recruiting enrolling recruiting enrolling_by_invitation active completed "
    "suspended terminated withdrawn withheld available temporarily_not_available no_longer_available unknown "
    "pre_filing filed accepted under_review positive_opinion approved conditionally_approved accelerated_approved "
    "rejected refused resubmitted application_withdrawn indication_withdrawn suspended_marketing launched reimbursed",
    not_yet_recruiting="not yet recruiting", enrolling="enrolling", active="active, not recruiting",
    pre_filing="filing intended", positive_opinion="positive opinion", rejected="complete response letter",
    suspended_marketing="marketing suspended",
)  # fmt: skip

HALTED = {
    code: STATUSES.print(code)
    for code in (
        "rejected", "refused", "application_withdrawn", "indication_withdrawn", "suspended_marketing", "suspended",
        "terminated", "withdrawn", "no_longer_available",
    )
}  # fmt: skip
"""Statuses that end or stay what the stage beside them says: a stage is never printed without them."""

MODALITIES = Vocabulary.of(
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

AGENCY_NAMES = {
    "NMPA": "National Medical Products Administration, China", "CDE": "Center for Drug Evaluation, China",
    "NHSA": "National Healthcare Security Administration, China",
    "FDA": "Food and Drug Administration, United States",
    "CDC": "Centers for Disease Control and Prevention, United States",
    "CMS": "Centers for Medicare & Medicaid Services, United States",
    "ICER": "Institute for Clinical and Economic Review, United States", "EMA": "European Medicines Agency",
    "EC": "European Commission", "MHLW": "Ministry of Health, Labour and Welfare, Japan",
    "PMDA": "Pharmaceuticals and Medical Devices Agency, Japan",
    "MHRA": "Medicines and Healthcare products Regulatory Agency, United Kingdom",
    "NICE": "National Institute for Health and Care Excellence, England",
    "SMC": "Scottish Medicines Consortium", "G-BA": "Federal Joint Committee, Germany",
    "IQWiG": "Institute for Quality and Efficiency in Health Care, Germany",
    "BfArM": "Federal Institute for Drugs and Medical Devices, Germany",
    "PEI": "Paul-Ehrlich-Institut, Germany", "HAS": "Haute Autorit\u00e9 de Sant\u00e9, France",
    "ANSM": "National Agency for the Safety of Medicines, France", "AIFA": "Italian Medicines Agency",
    "AEMPS": "Spanish Agency of Medicines and Medical Devices", "Swissmedic": "Swiss Agency for Therapeutic Products",
    "TGA": "Therapeutic Goods Administration, Australia",
    "PBAC": "Pharmaceutical Benefits Advisory Committee, Australia",
    "Medsafe": "New Zealand Medicines and Medical Devices Safety Authority", "HC": "Health Canada",
    "CDA-AMC": "Canada's Drug Agency", "MFDS": "Ministry of Food and Drug Safety, Korea",
    "HIRA": "Health Insurance Review and Assessment Service, Korea",
    "TFDA": "Taiwan Food and Drug Administration", "HSA": "Health Sciences Authority, Singapore",
    "NPRA": "National Pharmaceutical Regulatory Agency, Malaysia", "BPOM": "Food and Drug Authority, Indonesia",
    "CDSCO": "Central Drugs Standard Control Organisation, India", "SFDA": "Saudi Food and Drug Authority",
    "TITCK": "Turkish Medicines and Medical Devices Agency",
    "ANVISA": "Brazilian Health Regulatory Agency",
    "COFEPRIS": "Federal Commission for the Protection against Sanitary Risks, Mexico",
    "WHO": "World Health Organization",
}  # fmt: skip
AGENCIES = Vocabulary.of("agency", " ".join(AGENCY_NAMES), HC="Health Canada")
PROPER_NAMES = ("HC", "NICE", "Swissmedic", "Medsafe")
"""Agencies that are named without an article."""
ADVISERS = ("EMA", "PMDA")
"""Agencies that review an application and advise on it; the approval is that of another body."""

DESIGNATIONS = Vocabulary.of(
    "designation type",
    "breakthrough_therapy conditional_approval priority_review special_approval fast_track orphan_drug rmat "
    "accelerated_approval rtor project_orbis qidp rare_pediatric_disease prime orphan accelerated_assessment "
    "conditional_ma exceptional_circumstances sakigake conditional_early_approval pim eams ilap expedited "
    "tropical_disease_priority_review rolling_review provisional_approval gift innovation_passport prequalification",
    breakthrough_therapy="Breakthrough Therapy Designation", conditional_approval="conditional approval pathway",
    priority_review="Priority Review", special_approval="special approval pathway",
    fast_track="Fast Track designation",
    orphan_drug="Orphan Drug Designation", rmat="Regenerative Medicine Advanced Therapy designation",
    accelerated_approval="Accelerated Approval pathway", rtor="Real-Time Oncology Review",
    project_orbis="Project Orbis", qidp="Qualified Infectious Disease Product designation",
    rare_pediatric_disease="Rare Pediatric Disease designation",
    prime="PRIME designation", orphan="Orphan designation", accelerated_assessment="Accelerated Assessment",
    conditional_ma="conditional marketing authorisation pathway", exceptional_circumstances="exceptional circumstances",
    sakigake="Sakigake designation", pim="Promising Innovative Medicine designation",
    eams="Early Access to Medicines Scheme", ilap="Innovative Licensing and Access Pathway",
    expedited="expedited review", conditional_early_approval="Conditional Early Approval pathway",
    tropical_disease_priority_review="Tropical Disease Priority Review", rolling_review="Rolling Review",
    provisional_approval="provisional approval pathway", gift="Global Innovative products on Fast Track designation",
    innovation_passport="Innovation Passport", prequalification="prequalification",
)  # fmt: skip
DESIGNATION_SHORT = {
    "breakthrough_therapy": "BTD", "fast_track": "Fast Track", "orphan_drug": "ODD",
    "priority_review": "Priority Review", "rmat": "RMAT", "prime": "PRIME", "orphan": "Orphan", "sakigake": "Sakigake",
}  # fmt: skip

EVENT_KINDS = Vocabulary.of(
    "event kind",
    "ind_clearance first_patient_in enrollment_complete readout_interim readout_topline readout_final rwe_readout "
    "congress_presentation publication nda_submitted nda_accepted designation_granted positive_opinion "
    "regulatory_approval label_expansion reimbursement_listing launch crl trial_stopped safety_signal deal_signed "
    "deal_closed deal_amended deal_terminated milestone_received financing listing results_release guidance conference "
    "management_change inspection guideline_inclusion regulatory_plan priority_review nda_resubmitted refusal "
    "application_withdrawn indication_withdrawn goal_date advisory_committee label_update rems recall shortage "
    "clinical_hold hold_lifted option_exercised opt_in acquisition joint_venture patent litigation settlement "
    "generic_entry recommendation tender share_buyback dividend rating negative_opinion reimbursement_declined",
    ind_clearance="trial clearance", readout_interim="interim readout", readout_topline="topline readout",
    readout_final="final readout", rwe_readout="real-world readout", nda_submitted="filing",
    nda_accepted="filing accepted", designation_granted="designation", regulatory_approval="approval",
    crl="complete response letter", deal_signed="deal", deal_terminated="deal ended",
    congress_presentation="congress presentation", conference="meeting", regulatory_plan="regulatory plan",
    first_patient_in="first patient in",
    enrollment_complete="enrolment complete", nda_resubmitted="filing resubmitted", refusal="application refused",
    rems="risk evaluation and mitigation strategy", goal_date="decision goal date",
    advisory_committee="advisory committee meeting", opt_in="opt-in", generic_entry="generic or biosimilar entry",
)  # fmt: skip
READOUTS = ("readout_interim", "readout_topline", "readout_final", "rwe_readout")
APPROVALS = ("regulatory_approval", "label_expansion")
WARNINGS = ("safety_signal", "recall", "rems", "clinical_hold", "label_update")
"""Events that tell of safety apart from the results of trials; a label update by what it changed."""
DEALINGS = (
    "deal_signed", "deal_closed", "deal_amended", "deal_terminated", "milestone_received", "option_exercised", "opt_in",
    "acquisition", "joint_venture",
)  # fmt: skip
"""Events of a deal."""
EVENT_GROUPS = {
    **dict.fromkeys((*READOUTS, "congress_presentation", "publication", "safety_signal"), "readout"),
    **dict.fromkeys(
        (*APPROVALS, "ind_clearance", "nda_submitted", "nda_accepted", "nda_resubmitted", "designation_granted",
         "positive_opinion", "negative_opinion", "reimbursement_listing", "reimbursement_declined", "launch", "crl",
         "refusal", "application_withdrawn",
         "indication_withdrawn", "regulatory_plan", "priority_review", "goal_date", "advisory_committee",
         "label_update", "rems", "recall", "inspection", "guideline_inclusion", "recommendation"), "regulatory",
    ),
    **dict.fromkeys(DEALINGS, "deal"),
    **dict.fromkeys(
        ("first_patient_in", "enrollment_complete", "trial_stopped", "clinical_hold", "hold_lifted"), "trial"
    ),
}  # fmt: skip
"""The lane of a calendar that an event stands in; those of no kind here stand in the last one."""

EVENT_STEPS = {
    "decision": (*APPROVALS, "goal_date", "positive_opinion", "reimbursement_listing"),
    "readout": (*READOUTS, "congress_presentation", "publication", "results_release"),
    "regulatory step": ("advisory_committee",),
    "filing": ("nda_submitted", "nda_accepted", "nda_resubmitted", "priority_review", "regulatory_plan"),
    "trial step": ("ind_clearance", "first_patient_in", "enrollment_complete"),
    "event": (),
}
"""What is ahead of a medicine, the weightiest first; events of no kind here are other events."""

OUTCOMES = Vocabulary.of("outcome", "met not_met mixed not_applicable", not_met="not met")


EPIDEMIOLOGY_MEASURES = Vocabulary.of(
    "epidemiology measure",
    "incidence mortality prevalence prevalence_1y prevalence_5y asr_incidence asr_mortality rank_incidence "
    "rank_mortality share hospital_admissions diagnosed treated",
    hospital_admissions="hospital admissions", diagnosed="diagnosed patients", treated="treated patients",
    incidence="new cases", mortality="deaths", prevalence_1y="one-year prevalence",
    prevalence_5y="five-year prevalence",
    asr_incidence="age-standardised incidence", asr_mortality="age-standardised mortality",
    rank_incidence="rank by new cases", rank_mortality="rank by deaths",
)  # fmt: skip

DEAL_TYPES = Vocabulary.of(
    "deal type",
    "out_license in_license cross_license option co_development co_commercialization acquisition asset_purchase merger "
    "joint_venture supply distribution manufacturing royalty_purchase research",
    out_license="licence", in_license="licence", option="option", co_development="co-development agreement",
    co_commercialization="co-commercialisation agreement", joint_venture="joint venture", supply="supply agreement",
    distribution="distribution agreement", cross_license="cross-licence", asset_purchase="asset purchase",
    manufacturing="manufacturing agreement", royalty_purchase="royalty purchase", research="research collaboration",
)  # fmt: skip

AMENDMENTS = Vocabulary.of(
    "kind of amendment",
    "amended extended expanded territory_returned rights_returned option_exercised option_lapsed opted_in opted_out "
    "assigned closed terminated",
    opted_in="opted in", opted_out="opted out",
)  # fmt: skip
ENDINGS = ("terminated", "option_lapsed", "rights_returned")
"""Amendments after which nothing of a deal holds."""
AMENDMENT_EVENTS = {
    "option_exercised": "option_exercised", "opted_in": "opt_in", "closed": "deal_closed",
    **dict.fromkeys(ENDINGS, "deal_terminated"),
}  # fmt: skip
"""The event that an amendment is; every other one is an amended deal."""

FILING_STEPS = Vocabulary.of(
    "step of a filing",
    "planned submitted accepted priority_review goal_date advisory_committee positive_opinion negative_opinion "
    "complete_response refused resubmitted application_withdrawn approved label_update rems reimbursed "
    "not_reimbursed launched converted suspended_marketing recalled indication_withdrawn",
    goal_date="decision goal", complete_response="complete response letter", rems="REMS required",
    converted="converted to full approval", suspended_marketing="marketing suspended",
    not_reimbursed="reimbursement declined",
)  # fmt: skip
FILING_EVENTS = {
    "planned": "regulatory_plan", "submitted": "nda_submitted", "accepted": "nda_accepted",
    "complete_response": "crl", "refused": "refusal", "resubmitted": "nda_resubmitted",
    "approved": "regulatory_approval", "reimbursed": "reimbursement_listing",
    "not_reimbursed": "reimbursement_declined", "converted": "regulatory_approval",
    "suspended_marketing": "safety_signal", "recalled": "recall",
    "launched": "launch",
}  # fmt: skip
"""The event that a step of a filing is, where its name is another."""
APPROVAL_KINDS = Vocabulary.of("kind of approval", "full accelerated conditional provisional exceptional emergency")

METRIC_KINDS = Vocabulary.of(
    "kind of figure",
    "sales revenue royalty_income collaboration_income operating_income net_income cash debt runway rd_spend sga_spend "
    "operating_cash_flow headcount products countries capacity patients_treated shares other",
    rd_spend="R&D spend", sga_spend="SG&A spend",
)  # fmt: skip
ACCOUNTING = Vocabulary.of(
    "accounting",
    "gaap ifrs non_gaap non_ifrs constant_currency unaudited",
    gaap="GAAP", ifrs="IFRS", non_gaap="non-GAAP", non_ifrs="non-IFRS", constant_currency="at constant exchange rates",
)  # fmt: skip

FLAGS = {
    "hk_18a": "listed biotechnology company under Chapter 18A of the Hong Kong listing rules",
    "national_high_tech": "national high-tech enterprise", "emerging_growth": "emerging growth company",
    "sme": "small or medium-sized enterprise",
}  # fmt: skip
"""What a company is by a rule; a flag in the words of the source is printed as it stands."""

SOURCE_KINDS = Vocabulary.of(
    "source kind",
    "label registry journal_article preprint congress abstract poster congress_slides press_release reprint "
    "company_report company_presentation results_report filing database website news secondary_press guideline "
    "interview transcript report law",
    journal_article="journal article", congress_slides="congress slides", press_release="press release",
    reprint="reprinted press release", company_report="company report", company_presentation="company presentation",
    results_report="results report", secondary_press="secondary press",
)  # fmt: skip
TIERS = Vocabulary.of(
    "tier", "label registry publication congress company_release secondary", company_release="company release"
)

CLAIM_KINDS = Vocabulary.of(
    "claim kind",
    "superlative self_description opinion strategy status caveat",
    self_description="self-description",
)  # fmt: skip

CONTEXT_TOPICS = Vocabulary.of(
    "topic", "standard_of_care course options unmet_need", standard_of_care="standard of care", unmet_need="unmet need"
)

TRIAL_KINDS = Vocabulary.of(
    "trial kind",
    "interventional real_world observational expanded_access",
    real_world="real-world study", interventional="trial", observational="observational study",
    expanded_access="expanded access",
)  # fmt: skip

NAME_KINDS = Vocabulary.of(
    "kind of name", "brand inn code partner_code generic former", inn="INN", partner_code="partner’s code"
)

AUDIENCES = Vocabulary.of(
    "audience",
    "investor board medical medical_reactive internal",
    investor="Investors, public", board="Board, internal", medical="Healthcare professionals",
    medical_reactive="Healthcare professionals, on request", internal="Internal",
)  # fmt: skip

SOURCE_STATEMENTS = Vocabulary.of(
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
