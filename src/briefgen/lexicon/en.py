"""English: numbers, time, qualifiers, negations, what is not known, and the program's own words in documents."""

from __future__ import annotations

# --- numbers -------------------------------------------------------------------------------------------------

ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_IRREGULAR = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
SCALES = {
    "thousand": 3, "k": 3, "million": 6, "mn": 6, "mln": 6, "m": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12,
}  # fmt: skip
"""Words and letters that scale the number before them, by their power of ten."""
MONEY_SCALES = frozenset({"k", "m", "b"})
"""Letters that scale money only."""


def ordinal(word: str) -> str:
    """The ordinal of a number word: two, second; twenty, twentieth."""
    return _IRREGULAR.get(word) or (f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th")


def _spelled() -> dict[str, tuple[int, bool]]:
    table: dict[str, tuple[int, bool]] = {}
    for number, word in enumerate(ONES):
        table[word], table[ordinal(word)] = (number, False), (number, True)
    for tens, value in TENS.items():
        table[tens], table[ordinal(tens)] = (value, False), (value, True)
        for number, word in enumerate(ONES[1:10], 1):
            table[f"{tens}-{word}"] = (value + number, False)
            table[f"{tens}-{ordinal(word)}"] = (value + number, True)
    return table


SPELLED = _spelled()
"""Number words up to ninety-nine: the number, and whether the word is an ordinal."""
CARDINALS = {str(number): word for word, (number, is_ordinal) in SPELLED.items() if not is_ordinal}
"""The word of each number of these, as a sentence begins with it."""
COUNTED = ("no", *ONES[1:13])
"""How documents count up to twelve, from none on."""
ORDINALS = tuple(ordinal(word) for word in ONES[1:13])
"""How documents rank up to the twelfth."""
PLURAL_VERBS = {"is": "are", "was": "were", "has": "have", "does": "do", "this": "these", "it": "they", "its": "their"}
"""Verbs and pronouns whose plural is another word; the others lose their s."""
FRACTIONS = ("half", "third", "quarter", "fifth", "tenth")

# --- time ----------------------------------------------------------------------------------------------------

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTHS_WRITTEN = (*MONTHS, *(month[:3] for month in MONTHS), "Sept")
"""Months as sources write them; the first three letters tell which."""
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
"""The quarters and halves of a year in words."""
SEASONS = ("spring", "summer", "autumn", "fall", "winter")
TIME_UNITS = {
    "year": ("year", "years", "yr", "yrs"), "month": ("month", "months", "mo", "mos", "mth", "mths"),
    "week": ("week", "weeks", "wk", "wks"), "day": ("day", "days"), "hour": ("hour", "hours", "hr", "hrs"),
    "minute": ("minute", "minutes", "min", "mins"),
}  # fmt: skip
TIMES = {word: unit for unit, words in TIME_UNITS.items() for word in words}

# --- what stands beside a number -----------------------------------------------------------------------------

APPROXIMATE = (
    "approximately", "around", "about", "~", "≈", "an estimated", "estimated", "roughly", "circa", "ca.", "approx.",
    "some",
)  # fmt: skip
"""Qualifiers that are no bound."""
QUALIFIERS = (
    *APPROXIMATE[:3], "nearly", "almost", "more than", "over", "at least", "less than", "up to", "at most",
    *APPROXIMATE[3:5], ">=", "<=", "≥", "≤", ">", "<", "an estimated", "estimated", "fewer than", "no more than",
    "no fewer than", "no less than", "greater than", "close to", "just under", "roughly", "circa", "ca.", "approx.",
    "under", "above", "below", "some", "as many as", "not more than", "not less than", "in excess of", "upwards of",
    "well over", "slightly more than", "a minimum of", "a maximum of", "minimum of", "maximum of", "c.",
)  # fmt: skip
"""Qualifiers that a value of the dataset may begin with."""
CLEAR_QUALIFIERS = ("approximately", "nearly", "almost", "up to", "at most")
"""Qualifiers that are nothing else in a sentence."""
BEFORE: tuple[tuple[str, str], ...] = (
    (r"approximately|approx\.?|roughly|circa|ca\.|around|about|in the region of|[~≈∼]", "approximately"),
    (r"(?:an )?estimated|some", "approximately?"),
    (r"nearly|almost|close to|just under", "nearly"),
    (r"at least|no less than|not less than|no fewer than|(?:a )?minimum of|≥|>=", "at least"),
    (r"more than|greater than|above|exceed(?:s|ed|ing)?|in excess of|upwards of|>", "more than"),
    (r"over", "more than over"),
    (r"up to|as (?:much|many) as|at most|no more than|not more than|(?:a )?maximum of|≤|<=", "up to"),
    (r"less than|fewer than|under|below|<", "less than"),
)
"""What qualifies the number after it. A class with `?` may also be none; `over` before a span of time may be."""
AFTER: tuple[tuple[str, str], ...] = (
    (r"\+", "more than"), (r" or more\b", "at least"), (r" or (?:less|fewer)\b", "up to"),
    (r" or so\b", "approximately"),
)  # fmt: skip
REDUCED, RAISED = r"reduc|decreas|lower|declin|f[ae]ll|cut|down", r"increas|rais|rise|rose|higher|improv|gr[eo]w|up\b"
CHANGED_BY = {
    "reduced by": REDUCED, "decreased by": REDUCED, "lowered by": REDUCED, "cut by": REDUCED, "increased by": RAISED,
    "improved by": RAISED, "raised by": RAISED, "up": RAISED, "up by": RAISED, "down": REDUCED, "down by": REDUCED,
    "increased": RAISED, "decreased": REDUCED, "declined": REDUCED, "declined by": REDUCED, "fell": REDUCED,
    "fell by": REDUCED, "grew": RAISED, "grew by": RAISED, "rose": RAISED, "rose by": RAISED, "growth of": RAISED,
    "increase of": RAISED, "decrease of": REDUCED, "decline of": REDUCED, "reduction of": REDUCED,
    "improvement of": RAISED,
}  # fmt: skip
"""What a value is changed by, before its number, and how sources say it anywhere in the sentence."""
CHANGES = {
    "reduction": REDUCED, "decrease": REDUCED, "lower": REDUCED, "increase": RAISED, "improvement": RAISED,
    "higher": RAISED, "growth": RAISED, "decline": REDUCED,
}  # fmt: skip
"""The same behind its number."""
KINDS_OF_TEST = ("one-sided", "two-sided", "1-sided", "2-sided", "nominal", "descriptive", "exploratory")
"""What is said of a p-value in brackets."""
RATES = (
    "CER", "constant exchange rates", "constant currency", "constant currencies", "local currency", "local currencies",
    "reported rates", "actual rates",
)  # fmt: skip
"""Rates of exchange at which a growth figure is stated again in brackets."""
POINTS = "percentage points"
"""The unit of a difference of shares."""
LABELS = {
    "phase": "phase", "grade": "grade", "grades": "grade", "stage": "stage", "table": "table", "figure": "figure",
    "fig": "figure", "page": "page", "paragraph": "paragraph", "section": "section", "reference": "reference",
    "ref": "reference", "cycle": "cycle", "cohort": "cohort", "arm": "arm", "part": "part", "day": "day",
    "week": "week", "month": "month", "version": "version", "v": "version", "ver": "version", "no": "number",
    "number": "number", "#": "number", "ranked": "rank", "rank": "rank", "ranks": "rank",
}  # fmt: skip
"""A word before a number that makes it a name: phase 3 is no count of three."""
PEOPLE = frozenset({"patient", "subject", "participant", "individual", "people", "person"})
COUNTED_IN_TRIALS = {
    "people": PEOPLE | {"adult", "child", "children", "woman", "women", "man", "men", "volunteer", "infant"},
    "sites": frozenset({"site", "centre", "center", "hospital", "clinic", "institution"}),
    "countries": frozenset({"country", "nation"}),
    "events": frozenset({"event"}),
}
"""What is counted of a trial, each kind by the stems of its words."""
WHO = frozenset(
    {
        "patient", "patients", "subjects", "participants", "individuals", "people", "persons", "adult", "adults",
        "adolescents", "children", "infants", "women", "men", "females", "males", "responder", "responders", "smokers",
        "carriers", "population", "set", "group", "cohort", "olds", "aged",
    }
)  # fmt: skip
"""Words by which the name of a subgroup names people, and not only what they have in common."""
PEOPLE_COUNTED = {
    "incidence": "new cases", "mortality": "deaths", "prevalence": "people", "prevalence_1y": "people",
    "prevalence_5y": "people",
}  # fmt: skip
"""What a number of people counts, by the measure of epidemiology."""
RATES_OF_DISEASE = {"incidence": "incidence", "mortality": "mortality"}
"""What a share or ratio of these measures is called."""
UNITS_BESIDE = (
    "days?", "weeks?", "months?", "years?", "hours?", "thousand", "million", "billion", "mg", "kg", "patients", "cases",
    "deaths", "people", "per cent",
)  # fmt: skip
"""Units that are nothing else in a sentence."""

UNNAMED_TREATMENTS = (
    "placebo", "standard", "usual", "best", "physician's", "physicians'", "physician’s", "physicians’",
    "investigator's", "investigators'", "investigator’s", "investigators’", "control", "chemotherapy", "radiotherapy",
    "chemoradiotherapy", "surgery", "sham", "vehicle", "observation", "supportive", "background", "delayed",
    "watchful", "no", "untreated", "active", "matching", "comparator", "conventional", "routine", "dose",
)  # fmt: skip
"""With which words begins what patients get where no medicine is named first."""

# --- what is not so, and what is not known -------------------------------------------------------------------

NEGATIONS = ("not", "no", "never", "without", "neither", "nor")
NOTHING = ("none", "cannot")
"""Negations that stand beside no value."""
NOT_DISCLOSED = "not disclosed"
"""A party speaks of it without the value."""
NOT_REPORTED = "not reported"
"""A source reports the trial and not this."""
NOT_IN_SOURCES = "not in the sources"
"""The dataset holds nothing: the sources on file do not speak of it. It is told as nothing else."""
GAPS = (NOT_DISCLOSED, NOT_REPORTED, NOT_IN_SOURCES)
"""What stands in the place of a value; it is small wherever it stands."""
NO_INTERVAL = f"CI {NOT_REPORTED}"
NO_DATE = "no date"
"""An event is known and its date is not."""
SENTINELS = {
    "not_reached": ("not reached", "nr"),
    "not_estimable": ("not estimable", "ne", "nc"),
    "immature": ("immature",),
    "not_reported": (NOT_REPORTED,),
    "not_disclosed": (NOT_DISCLOSED, "undisclosed"),
}
"""How the dataset writes each way of not knowing; documents print the first."""
SENTINELS_WRITTEN = {
    "not_reached": ("not reached", "not yet reached", "not been reached", "NR", "unreached"),
    "not_estimable": ("not estimable", "not evaluable", "NE", "NC", "not calculable", "could not be estimated"),
    "immature": ("immature", "not mature", "not yet mature"),
    "not_reported": ("not reported", "NR"),
}
"""How sources write them."""

LINES = {"first line": "1L", "second line": "2L", "third line": "3L", "fourth line": "4L"}
"""Lines of treatment as they stand before a disease where there is little room."""
INTERIM = "interim"
FINAL = "final"
ENDPOINT_NOT_MET = "endpoint not met"
ENDPOINT_MET = "endpoint met"
STATES = {
    "met": "Endpoint met", "significant": "Significant", "not_met": "Endpoint not met",
    "not_crossed": "Boundary not crossed", "interim": "Interim", "final": "Final",
}  # fmt: skip
"""What came out for an endpoint, as it stands before its value."""
MISSED_AS = {"not_met": "was not met", "not_crossed": "did not cross its boundary"}
"""The same behind the endpoint that was missed."""
BEFORE_VALUES = {INTERIM: "interim analysis", FINAL: "final analysis"}
"""What stands in brackets behind a number, in the words that stand once before several."""

# --- the program's own words in documents --------------------------------------------------------------------

REFERENCES = "Ref."
"""Head of the column of reference numbers."""
LISTED = "References"
"""The name of the list of them."""
STORY = ("New", "Why it matters", "What next")
"""The columns of a piece of news."""
PARTS_COUNTED = r"\(\d+\sof\s\d+\)"
LEFT_OUT_COUNTED = r"\band \d+ more\b|: \d+ entries\."
CITED_IN = "Cited in"
UNDATED = "undated"
LATER = "published later"
LEADING = ("a", "an", "the", "in", "of", "on", "to", "by", "at", "for", "with", "vs")
"""Small words that end no first line of a title, as they lead to what follows."""
AND = " and "
ANNEX = "Annex"
IN_ANNEX = "Also in the annex: "
CONTINUED = ", continued"
"""What follows the name of a slide that takes up what another had no room for."""


def part(number: int, parts: int, space: str = " ") -> str:
    """Which part of a whole that was split: (1 of 2)."""
    return f"({number}{space}of{space}{parts})"


def left_out(number: int) -> str:
    """What a list leaves out: and 3 more."""
    return f"and {number} more"


def entries(number: int) -> str:
    """How much a text stands for that says none of it: 12 entries."""
    return f"{number} entries."


# --- British and American ------------------------------------------------------------------------------------

BRITISH, AMERICAN = "british", "american"
LANGUAGES = {BRITISH: "en-GB", AMERICAN: "en-US"}
"""The language that a document says it is written in."""
_IZED = (
    "annual author capital categor central character commercial critic custom emphas equal final formal general "
    "harmon hospital immun individual initial internal local maxim metabol minim modern monet normal optim organ penal "
    "personal prior random rational real recogn revital special stabil standard steril summar tabul tantal util visual"
)
_BEFORE = ("", "un", "re", "de", "non", "dis", "over", "under")
_ENDS = ("e", "ed", "es", "er", "ers", "ing", "ation", "ations", "able")
_OR = (
    "behaviour colour endeavour favour flavour harbour honour humour labour neighbour odour rigour rumour tumour vigour"
)
_AFTER_OR = ("", "s", "ed", "ing", "able", "ably", "ite", "al", "less", "ful")
AMERICAN_PARTS = {
    "haemo": "hemo", "haema": "hema", "glycaemi": "glycemi", "lipidaemi": "lipidemi", "sterolaemi": "sterolemi",
    "kalaemi": "kalemi", "natraemi": "natremi", "calcaemi": "calcemi", "uricaemi": "uricemi", "ischaemi": "ischemi",
    "leukaemi": "leukemi", "anaemi": "anemi", "bacteraemi": "bacteremi", "viraemi": "viremi", "septicaemi": "septicemi",
    "albuminaemi": "albuminemi", "oesophag": "esophag", "oestrogen": "estrogen", "diarrhoea": "diarrhea",
    "dyspnoea": "dyspnea", "apnoea": "apnea", "coeliac": "celiac", "foetal": "fetal", "foetus": "fetus",
    "gynaecolog": "gynecolog", "paediatri": "pediatri", "orthopaedi": "orthopedi", "anaesthe": "anesthe",
    "caesarean": "cesarean", "faecal": "fecal", "faeces": "feces", "aetiolog": "etiolog", "manoeuvr": "maneuver",
    "sulphat": "sulfat", "sulphur": "sulfur",
}  # fmt: skip
"""Parts of the words of medicine, wherever they stand in a word."""
_ALONE = {
    "oedema": "edema", "oedematous": "edematous", "lymphoedema": "lymphedema",
    "programme": "program", "licence": "license", "centre": "center", "centred": "centered",
    "multicentre": "multicenter", "practise": "practice", "practised": "practiced",
    "litre": "liter", "metre": "meter", "titre": "titer", "fibre": "fiber", "theatre": "theater", "calibre": "caliber",
    "defence": "defense", "offence": "offense", "pretence": "pretense",
    "analyse": "analyze", "analysed": "analyzed", "analysing": "analyzing", "analyser": "analyzer",
    "catalyse": "catalyze", "catalysed": "catalyzed", "dialysed": "dialyzed", "paralysed": "paralyzed",
    "analogue": "analog", "catalogue": "catalog", "grey": "gray", "ageing": "aging", "judgement": "judgment",
    "acknowledgement": "acknowledgment", "fulfil": "fulfill", "fulfilment": "fulfillment", "enrol": "enroll",
    "enrolment": "enrollment", "instalment": "installment", "skilful": "skillful", "cancelled": "canceled",
    "cancelling": "canceling", "labelled": "labeled", "labelling": "labeling", "unlabelled": "unlabeled",
    "modelled": "modeled", "modelling": "modeling", "totalled": "totaled", "signalled": "signaled",
    "signalling": "signaling", "channelled": "channeled", "levelled": "leveled", "counselling": "counseling",
    "travelled": "traveled", "travelling": "traveling", "artefact": "artifact", "sceptical": "skeptical",
    "aluminium": "aluminum", "whilst": "while",
}  # fmt: skip
_WITH_PLURAL = (
    "oedema programme licence centre litre metre titre fibre theatre defence offence analyser analogue catalogue "
    "judgement acknowledgement fulfil enrol enrolment instalment artefact"
)
AMERICAN_WORDS = {
    **{
        f"{before}{stem}is{end}": f"{before}{stem}iz{end}"
        for before in _BEFORE for stem in _IZED.split() for end in _ENDS
    },
    **{f"{word}{end}": f"{word[:-3]}or{end}" for word in _OR.split() for end in _AFTER_OR},
    **_ALONE,
    **{f"{word}s": f"{_ALONE[word]}s" for word in _WITH_PLURAL.split()},
}  # fmt: skip
"""British words, in small letters, as Americans spell them; licences and programmes are nouns."""

REPRINT = "reprint"
"""How a title ends, in brackets, that is read in a copy on another site."""
HOUSE = frozenset(
    {"OS", "PFS", "ORR", "HR", "CI", "ITT", "PD-1", "PD-L1", "EGFR", "VEGF", "FDA", "EMA", "NMPA", "NSCLC"}
)
"""Short forms that every reader knows: the list of a single page leaves them out."""
SPELLED_BY_ALL = {"CI": "confidence interval", "HR": "hazard ratio", "NE": "not estimable"}
"""Short forms that briefgen prints of itself, in the words of a list; a dataset may spell them otherwise."""


def tight_regimen(words: str) -> str:
    """What patients get where there is little room: ivonescimab + chemo."""
    return words.replace(" plus ", " + ").replace("chemotherapy", "chemo")
