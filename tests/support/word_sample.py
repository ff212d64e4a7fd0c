"""The briefing of the design pages as a Document, built by hand."""

from __future__ import annotations

from briefgen.document.blocks import (
    AbbreviationList,
    BulletList,
    Callout,
    Card,
    Cards,
    Chips,
    Column,
    Columns,
    DefinitionList,
    Figure,
    Heading,
    Metrics,
    NumberedList,
    Panel,
    Panels,
    Paragraph,
    ReferenceList,
    Row,
    SpeakerNotes,
    Statement,
    Table,
)
from briefgen.document.document import Document, Reference, ShortForm
from briefgen.document.inlines import Cite, Emph, Inline, Inlines, Link, Strong, Text, Value
from briefgen.values.facts import Role
from support.facts import fact

FACT = fact("record", "field")


def t(text: str) -> Inlines:
    return (Text(text),)


def v(text: str, role: str = "value") -> Value:
    return Value(text, FACT, Role.read(role))


def missing(text: str = "not disclosed") -> Inlines:
    return (v(text, "missing"),)


def c(*numbers: int) -> Cite:
    return Cite(tuple(f"s{number}" for number in numbers))


def mix(*parts: Inline | str) -> Inlines:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def entry(*cells: Inlines | str) -> Row:
    return Row(tuple(t(part) if isinstance(part, str) else part for part in cells))


def group(text: str) -> Row:
    return Row((t(text),), group=True)


REFERENCES = tuple(
    Reference(f"s{number}", number, text, short, short, gap, via)
    for number, text, short, gap, via in (
        (1, mix("Hansoh Pharmaceutical Group. Hansoh Pharma announces NMPA has included B7-H4-targeted ADC HS-20089 as "
                "Breakthrough-Therapy-Designated Drug for platinum-resistant recurrent ovarian cancer. Press release, "
                "1 May 2025. ", Link(t("www.hspharm.com"), "https://www.hspharm.com")),
         t("Hansoh Pharma, press release, 1 May 2025"), "", 0),
        (2, t("Henlius. On Site at JSCO: Henlius Advances Treatment Innovations in High-Incidence Cancers Across Asia. "
              "Company report, 23 Oct 2025."), t("Henlius, company report, 23 Oct 2025"), "", 0),
        (3, t("International Agency for Research on Cancer. Cancer TODAY: GLOBOCAN 2022 (version 1.1), 2024. "
              "Retrieved 26 Apr 2025."), t("GLOBOCAN 2022 v1.1, retrieved 26 Apr 2025"), "", 1),
        (4, t("Pujade-Lauraine E, Fujiwara K, Ledermann JA, et al. Lancet Oncol 2021;22(7):1034–1046."),
         t("Pujade-Lauraine et al., Lancet Oncol 2021"), "", 1),
        (5, t("Gaillard S, Oaknin A, Ray-Coquard I, et al. Gynecol Oncol 2021;163(2):237–245."),
         t("Gaillard et al., Gynecol Oncol 2021"), "", 1),
        (6, t("Hamanishi J, Takeshima N, Katsumata N, et al. J Clin Oncol 2021;39(33):3671–3681."),
         t("Hamanishi et al., J Clin Oncol 2021"), "", 1),
        (7, t("Pujade-Lauraine E, Hilpert F, Weber B, et al."), t("Pujade-Lauraine, Hilpert et al."),
         "Journal, year and pages not given in the source.", 0),
        (8, t("Moore KN, Angelergues A, Konecny GE, et al. N Engl J Med 2023;389(23):2162–2174."),
         t("Moore et al., N Engl J Med 2023"), "", 1),
    )
)  # fmt: skip

ABBREVIATIONS = tuple(
    ShortForm(short, t(text))
    for short, text in (
        ("ADC", "antibody-drug conjugate"), ("BTD", "Breakthrough Therapy Designation"), ("CI", "confidence interval"),
        ("ES-SCLC", "extensive-stage small cell lung cancer"), ("JSCO", "Japan Society of Clinical Oncology"),
        ("mCRC", "metastatic colorectal cancer"), ("NMPA", "National Medical Products Administration, China"),
        ("OS", "overall survival"), ("PFS", "progression-free survival"),
    )
)  # fmt: skip

GLANCE = Table(
    head=(t("Item"), t("As stated"), t("Ref.")),
    align=("left", "left", "left"),
    referenced=True,
    note=t("* Worldwide excluding Chinese Mainland, Hong Kong, Macau and Taiwan. PROC: platinum-resistant recurrent "
           "epithelial ovarian, fallopian tube or primary peritoneal cancer."),
    rows=(
        group("Hansoh Pharma"),
        entry("HS-20089, China", "Phase III, highest stage; trial name not disclosed", (c(1),)),
        entry("HS-20089, outside China*", "Phase I, run by GSK", (c(1),)),
        entry("NMPA designation", "Breakthrough Therapy Designation announced 1 May 2025, proposed for PROC; "
              "a designation is not an approval", (c(1),)),
        entry("Licence to GSK", "Exclusive, worldwide except Chinese Mainland, Hong Kong, Macau and Taiwan, "
              "20 October 2023; economics not disclosed in this source", (c(1),)),
        group("Henlius"),
        entry("Serplulimab, ES-SCLC", "Approved, first line; territories not listed", (c(2),)),
        entry("Serplulimab, gastric", "Primary endpoint met in a phase III perioperative trial; trial and endpoint "
              "not named", (c(2),)),
        entry("ASTRUM-005", "Overall survival rate at 4 years: 21.9% overall, 22.4% in Asian patients; 95% CI not "
              "reported; expert statement", (c(2),)),
        entry("ASTRUM-005R", "Real-world study, 635 patients: median real-world PFS 8.2 months, median OS 17.2 months; "
              "expert statement", (c(2),)),
        entry("HLX22 and HLX43", mix("Phase ", v("not disclosed", "missing")), (c(2),)),
    ),
)  # fmt: skip

BENCHMARKS = Table(
    caption=t("Reported outcomes in platinum-resistant recurrent ovarian cancer, phase III trials"),
    head=(t("Regimen"), t("Response rate"), t("Median PFS"), t("Median OS"), t("Ref.")),
    align=("left",) * 5,
    referenced=True,
    note=t("Values are not mapped to single references. Confidence intervals and patient numbers are not stated."),
    sources=("s4", "s5", "s6", "s7", "s8"),
    rows=(
        entry("Non-platinum single-agent chemotherapy", mix(v("4–15.9%"), " ", Emph(t("(range)"))),
              mix(v("3.4–3.98 months"), " ", Emph(t("(range)"))), missing(), (c(4, 5, 6, 7, 8),)),
        entry("Non-platinum chemotherapy plus bevacizumab, 1–2 prior lines", "27.3%", "6.7 months", "16.6 months",
              (c(4, 5, 6, 7, 8),)),
    ),
)  # fmt: skip

PIPELINE = Table(
    caption=t("Highest stage as stated in the sources"),
    head=(t("Asset"), t("Indication"), t("Territory"), t("Stage"), t("Note"), t("Ref.")),
    align=("left",) * 6,
    referenced=True,
    note=t("* Worldwide excluding Chinese Mainland, Hong Kong, Macau and Taiwan."),
    sources=("s1", "s2"),
    rows=(
        group("Hansoh Pharma"),
        entry("HS-20089", "Ovarian and other gynaecological tumours", "China", (v("Phase III", "stage:phase_3"),),
              "NMPA BTD, proposed for PROC", (c(1),)),
        entry("HS-20089", missing(), "Outside China*", (v("Phase I", "stage:phase_1"),), "Run by GSK", (c(1),)),
        group("Henlius"),
        entry("Serplulimab", "ES-SCLC, first line", missing("not listed"), (v("Approved", "stage:approved"),), "PD-1 mAb",
              (c(2),)),
        entry("Serplulimab", "Gastric cancer, perioperative", missing(), (v("Phase III", "stage:phase_3"),),
              "Primary endpoint met", (c(2),)),
        entry("Serplulimab", "mCRC, pMMR/MSS", missing(), missing(), "Enrolling", (c(2),)),
        entry("HLX22", "HER2-positive gastric cancer", missing(), missing(), "Anti-HER2 mAb", (c(2),)),
        entry("HLX43", "Various solid tumours", missing(), missing(), "PD-L1 ADC", (c(2),)),
    ),
)  # fmt: skip

EVENTS = Table(
    caption=t("Events, earliest first, at the precision the source gives"),
    head=(t("Date as stated"), t("Event"), t("Kind"), t("Ref.")),
    align=("left",) * 4,
    referenced=True,
    sources=("s1", "s2"),
    rows=(
        entry("June 2019", "Hansoh Pharma listed on the Stock Exchange of Hong Kong", "occurred", (c(1),)),
        entry("20 Oct 2023", "Exclusive licence of HS-20089 to GSK", "occurred", (c(1),)),
        entry("1 May 2025", "NMPA Breakthrough Therapy Designation, HS-20089", "announced", (c(1),)),
        entry("On or before\n23 Oct 2025", "Serplulimab: primary endpoint met, phase III, perioperative gastric cancer",
              "reported", (c(2),)),
        entry("On or before\n23 Oct 2025", "Henlius Japan Reception 2025, Yokohama, during the 63rd JSCO meeting",
              "occurred", (c(2),)),
        entry(missing(), "Japan: marketing authorisation holder status being pursued", (Emph(t("expected")),), (c(2),)),
    ),
)  # fmt: skip

UNDISCLOSED = Table(
    head=(t("Item"), t("Missing")),
    align=("left", "left"),
    rows=(
        entry("HS-20089", "Efficacy and safety values; name of the Phase III trial; indication outside China; licence "
              "economics"),
        entry("ASTRUM-005", "95% CI; control arm; patient numbers; data cut-off; follow-up; safety"),
        entry("Serplulimab, gastric", "Trial name; endpoint; date of the result"),
        entry("HLX22, HLX43", "Phase; territory; any value"),
    ),
)  # fmt: skip


def body(*parts: Inline | str) -> Paragraph:
    return Paragraph(mix(*parts))


def h(level: int, text: str) -> Heading:
    return Heading(level, t(text))


STATEMENT = Statement(
    "forward-looking",
    tuple(
        Paragraph((Strong(t(head)), Text(f" {text}")))
        for head, text in (
            ("Forward-looking statements.", "This briefing repeats statements published by the companies named. Words "
             "such as expect, plan, may, will, potential, target and pursue mark statements about the future. They are "
             "predictions, not guarantees. Scientific, commercial, political, economic, financial, legal, competitive "
             "and social factors, many beyond the companies’ control, may make results differ significantly."),
            ("Use.", "For information only. Not investment advice, not a company disclosure, not a recommendation of "
             "any medicine or indication. Source 1 is current as of 1 May 2025 and source 2 as of 23 October 2025; "
             "neither is updated here. For listed-company information, read the announcements and financial reports of "
             "03692.HK."),
            ("Investigational medicines.", "The sources state an approval only for serplulimab in first-line ES-SCLC, "
             "territory not listed. All other uses are shown as investigational."),
        )
    ),
)  # fmt: skip

NOTICE = Callout("notice", (
    body(Strong(t("Important notice.")), " This briefing repeats published company statements, some of them "
         "forward-looking, and is current only as of the dates shown. It is not investment advice and recommends no "
         "medicine. Except where an approval is stated, uses shown are investigational."),
))  # fmt: skip

PAGES = (
    NOTICE,
    h(2, "At a glance"),
    GLANCE,
    h(2, "Summary"),
    body("HS-20089, a B7-H4-targeted antibody-drug conjugate, is in Phase III in China and in Phase I outside China "
         "under GSK.", c(1), " On 1 May 2025 Hansoh Pharma announced an NMPA Breakthrough Therapy Designation with PROC "
         "as proposed indication; a designation is not an approval. No efficacy value is disclosed in this source.", c(1)),
    body("Henlius reported that serplulimab met the primary endpoint of a phase III trial in perioperative gastric "
         "cancer and quoted 4-year survival from ASTRUM-005.", c(2), " No date is disclosed for any next readout or "
         "filing.", c(1), c(2)),
    h(1, "Ovarian cancer: unmet need and standard of care"),
    h(2, "Burden"),
    body("In 2022, approximately 324,603 new cases of ovarian cancer were diagnosed worldwide and around 206,956 women "
         "died of it, the eighth place among cancers in women on both counts.", c(3), " China recorded 61,060 cases and "
         "32,646 deaths.", c(3)),
    Figure("epidemiology", None, "Two bars. New cases 324,603 in the world, 61,060 in China.",
           t("Ovarian cancer, new cases and deaths, world and China, 2022"),
           t("China is drawn inside the world total. Shares are derived."), ("s3",)),
    h(2, "Standard of care"),
    body("Standard treatment is surgery with platinum-based chemotherapy. Most advanced-stage patients relapse within "
         "3 years and eventually become resistant to platinum; the company describes treatment options as extremely "
         "limited.", c(1), " Adding bevacizumab significantly extended progression-free survival, with no notable "
         "overall survival benefit against non-platinum chemotherapy.", c(1, 4, 5, 6, 7, 8)),
    BENCHMARKS,
    Callout("caution", (body(Strong(t("Cross-trial display.")), " The rows come from different trials, populations and "
            "prior lines. This is not a head-to-head comparison and no ranking may be inferred."),)),
    Figure("benchmarks", None, "Range and dot chart.", t("The same benchmarks drawn as ranges and single values"),
           t("Bars mark the lowest and highest value; there is no midpoint."), ("s4", "s5", "s6", "s7", "s8")),
    h(1, "Pipeline by asset, indication and territory"),
    body("A stage belongs to one asset, one indication and one territory. HS-20089 shows why: it is in Phase III in China "
         "and in Phase I elsewhere.", c(1)),
    PIPELINE,
    h(2, "Events"),
    EVENTS,
    h(2, "Readout: ASTRUM-005 and ASTRUM-005R"),
    body("Prof. Liu Junling, Sun Yat-sen University Cancer Center, stated a 4-year overall survival rate of 21.9% overall "
         "and 22.4% in Asian patients for serplulimab plus chemotherapy in first-line ES-SCLC.", c(2)),
    h(1, "References"),
    ReferenceList(),
    Paragraph(t("References 3 to 8 are quoted as printed in source 1 and were not checked against the publications."),
              "note"),
    h(2, "Statements"),
    STATEMENT,
    h(2, "What the sources do not disclose"),
    UNDISCLOSED,
    h(2, "Abbreviations"),
    AbbreviationList(),
)  # fmt: skip

SHOWCASE = (
    h(1, "HS-20089 at a glance"),
    Paragraph(mix("One asset, three territories, one disclosed licence.", c(1)), "lead"),
    Cards((
        Card(t("New cases, world"), (v("324,603"),), t("ovarian cancer, 2022"), t("approximately; GLOBOCAN 2022")),
        Card(t("Response rate"), (v("4–15.9%"),), t("non-platinum single agent"), t("range over trials")),
        Card(t("Median PFS"), (v("3.4–3.98 months"),), t("non-platinum single agent"), t("range over trials")),
        Card(t("Upfront payment"), missing(), t("licence to GSK"), t("in this source")),
    )),
    Columns((
        Column((h(2, "Facts"), DefinitionList((
            (t("Type"), t("B7-H4-targeted antibody-drug conjugate, for injection")),
            (t("Payload"), t("Topoisomerase inhibitor")),
            (t("Studies"), t("HS-20089-101, Phase I, advanced solid tumours\nHS-20089-201, Phase II, recurrent or "
                             "metastatic ovarian and endometrial cancer")),
            (t("Efficacy"), missing("not disclosed in this source")),
        )))),
        Column((h(2, "Status by territory"), Panels((
            Panel(t("Chinese Mainland"), t("Hansoh Pharma"),
                  ((v("Phase III", "stage:phase_3"),), (v("Breakthrough Therapy Designation", "designation:btd"),)),
                  t("Proposed for PROC; announced 1 May 2025; not an approval"), "china"),
            Panel(t("Hong Kong, Macau, Taiwan"), t("outside the GSK licence"), (missing("stage not disclosed"),)),
            Panel(t("Rest of world"), t("GSK, exclusive licence"), ((v("Phase I", "stage:phase_1"),),),
                  t("Indication of the Phase I trials not disclosed"), "outside"),
        )))),
    )),
    h(2, "Readout"),
    Chips((missing("95% CI"), missing("median OS"), missing("data cut-off"), (v("China", "territory:china"),))),
    Callout("real-world", (
        h(3, "ASTRUM-005R, real-world study, China"),
        Metrics((((v("635"),), t("patients")), ((v("8.2 months"),), t("median real-world PFS")),
                 ((v("17.2 months"),), t("median OS")))),
        Paragraph(t("A different design: not to be read beside a trial arm.")),
    )),
    Callout("attribution", (body(Strong(t("Prof. Liu Junling")), ", Sun Yat-sen University Cancer Center, at the Henlius "
            "Japan Reception.", c(2)), body("Figures are spoken, not published."))),
    Callout("caution", (body(Strong(t("Limits.")), " Read with care:"), BulletList((t("no control arm"), t("no data "
            "cut-off"))))),
    h(3, "What to watch"),
    BulletList((t("Data from the Phase III trial in China: no date stated."), mix("Filing in Japan, ", v("not disclosed",
               "missing"), "."), t("A third entry that is long enough to run over the end of its line and shows the "
               "hanging indent of the list."))),
    NumberedList((t("First step"), t("Second step"))),
    h(3, "And again from one"),
    NumberedList((t("First step"), t("Second step"))),
    SpeakerNotes((body("Never printed."),)),
    Paragraph(t("漢霖製藥 复宏汉霖 上海 עברית و العربية 🧬 & <b> |x|")),
    Paragraph(t("مرحبا بالعالم HS-20089")),
)  # fmt: skip


def sample(blocks: tuple[object, ...] = PAGES, **changes: object) -> Document:
    settings: dict[str, object] = {
        "brief": "quarterly", "subject": "Hansoh Pharma, Henlius", "title": t("Oncology pipeline briefing"),
        "subtitle": (t("Hansoh Pharma (03692.HK) and Henlius"), t("Quarterly update, Q4 2025 to date")),
        "meta": ((t("Data as of"), t("31 October 2025")), (t("Audience"), t("Investors, public")),
              (t("Status"), t("Draft for review")), (t("Sources"), t("8, listed at the end"))),
        "header": (t("Oncology pipeline briefing: Hansoh Pharma and Henlius"), t("Data as of 31 October 2025")),
        "footer": (t("Public sources only. Draft for review. Not investment advice."), ()),
        "blocks": blocks, "references": REFERENCES, "abbreviations": ABBREVIATIONS, "as_of": "2025-10-31",
        "keywords": ("oncology",),
    }  # fmt: skip
    return Document(**(settings | changes))  # type: ignore[arg-type]
