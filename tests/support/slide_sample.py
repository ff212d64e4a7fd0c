"""A deck's document by hand: the content of the design pictures, with a fake chart library."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import pytest

from briefgen import charts
from briefgen.document.blocks import (
    AbbreviationList,
    Block,
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
from briefgen.document.inlines import Cite, Inline, Inlines, Link, Strong, Text, Value
from briefgen.values.facts import Citation, Role
from support.facts import fact

HANSOH, HENLIUS = "hansoh-2025-05-01", "henlius-2025-10-23"
GROUP = ("ref-4", "ref-5", "ref-6", "ref-7", "ref-8")


def t(*parts: str | Inline) -> Inlines:
    """Inlines from words and inlines."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def b(text: str) -> Strong:
    return Strong((Text(text),))


def v(text: str, role: str = "value", source: str = HANSOH, locator: str = "paragraph 3") -> Value:
    return Value(text, fact("record", "field", "data/x.yaml:1:1", (Citation(source, locator),)), Role.read(role))


def missing(text: str = "not disclosed") -> Value:
    return v(text, "missing")


def h(text: str, *rest: Inline, subtitle: Inlines = (), level: int = 2) -> Heading:
    return Heading(level, (Text(text), *rest), subtitle)


C1, C2, C3 = Cite((HANSOH,)), Cite((HENLIUS,)), Cite(("globocan",))
C12, CG = Cite((HANSOH, HENLIUS)), Cite(GROUP)


def figure(name: str, *sources: str, note: Inlines = ()) -> Figure:
    return Figure(name, 1, f"Chart {name}: 4 to 15.9%, not disclosed.", note=note, sources=sources or (HANSOH,))


def notice() -> Statement:
    columns = Columns((
        Column((h("Forward-looking statements", level=3),
                Paragraph(t("This briefing repeats statements published by the companies named. Words such as expect, plan, may, will, potential, target and pursue mark statements about the future.")),
                Paragraph(t("They are predictions, not guarantees. Scientific, commercial, political, economic, financial, legal, competitive and social factors, many beyond the companies’ control, may make results differ significantly.")))),
        Column((h("Use of this document", level=3),
                Paragraph(t("For information only. It is not investment advice, not a company disclosure, and not a recommendation of any medicine or indication.")),
                Paragraph(t("Source 1 is current as of 1 May 2025 and source 2 as of 23 October 2025; neither is updated here. For listed-company information, read the announcements and financial reports of 03692.HK.")))),
        Column((h("Investigational medicines", level=3),
                Paragraph(t("The sources state an approval only for serplulimab in first-line ES-SCLC, territory not listed. HS-20089, HLX22, HLX43 and other serplulimab uses are shown as investigational.")),
                Paragraph(t("Nothing here recommends an unapproved medicine or an off-label use. Treatment decisions belong to healthcare professionals and follow the local label.")))),
    ), "ruled")  # fmt: skip
    carried, not_carried = t(Strong((Text("Carried"),))), t(missing("Not carried"))
    rows = [Row((t(x), carried, not_carried)) for x in (
        "Healthcare professionals only, not advertising", "No recommendation of unapproved or off-label use",
        "Forward-looking statements", "Not investment advice")]  # fmt: skip
    table = Table(
        (t("Statement in the source"), t("Hansoh Pharma, 1 May 2025", C1), t("Henlius, 23 Oct 2025", C2)),
        tuple(rows), ("left", "left", "left"),
    )  # fmt: skip
    return Statement("important-notice", (
        h("Important notice"), columns, h("Which statements the two sources carry", level=3), table,
    ))  # fmt: skip


def summary() -> tuple[Block, ...]:
    return (
        h("HS-20089 holds an NMPA designation and serplulimab has met a phase III endpoint; efficacy data remain partial"),
        Cards((
            Card(t("HS-20089, China", C1), t(v("Phase III", "stage:phase_3")), t("highest stage; Phase I outside China, run by GSK"), t("Phase III trial name not disclosed")),
            Card(t("HS-20089, NMPA", C1), t(v("1 May 2025", "date")), t("Breakthrough Therapy Designation announced, proposed for PROC"), t("A designation is not an approval")),
            Card(t("Serplulimab, gastric", C2), t("Endpoint met"), t("primary endpoint of a phase III perioperative trial"), t("Endpoint and trial not named")),
            Card(t("Serplulimab, ES-SCLC", C2), t(v("21.9%", source=HENLIUS)), t("4-year overall survival rate, ASTRUM-005, as quoted by an expert"), t("95% CI and control arm not reported")),
        )),
        BulletList((
            t(b("Split rights."), " GSK holds exclusive HS-20089 rights worldwide except Chinese Mainland, Hong Kong, Macau and Taiwan, since 20 October 2023. Economics are not disclosed in this source.", C1),
            t(b("Need."), " 324,603 new ovarian cancer cases and 206,956 deaths worldwide in 2022. Most advanced-stage patients relapse within 3 years.", Cite((HANSOH, "globocan"))),
            t(b("Real-world data, separate study."), " ASTRUM-005R, China, 635 patients: median real-world PFS 8.2 months and median OS 17.2 months. Not comparable with the trial rate.", C2),
            t(b("Missing."), " No efficacy or safety value for HS-20089, no phase for HLX22 or HLX43, no date for any next readout or filing.", C12),
        )),
        SpeakerNotes((Paragraph(t("Open with the two stages.")),)),
    )  # fmt: skip


def changes() -> tuple[Block, ...]:
    def row(change: Inlines, asset: Inlines, now: str, before: Inlines, date: str, ref: Cite) -> Row:
        return Row((change, asset, t(now), before, t(date), (ref,)))

    new, absent = t(Strong((Text("New"),))), t(missing("not in dataset"))
    report = "23 Oct 2025 (report)"
    return (
        h("Five new disclosures from Henlius since 30 September; no source on HS-20089 newer than 1 May 2025",
          subtitle=t("Change between the data snapshots of 30 September and 31 October 2025")),
        Table(
            tuple(t(x) for x in ("Change", "Asset and indication", "Now", "30 Sep 2025", "Date as stated", "Ref.")),
            (
                row(new, t(b("Serplulimab"), ", perioperative gastric cancer"), "Phase III primary endpoint met; trial and endpoint not named", absent, "On or before\n23 Oct 2025", C2),
                row(new, t(b("Serplulimab"), ", first-line ES-SCLC"), "ASTRUM-005 4-year OS rate 21.9% overall, 22.4% in Asian patients", absent, report, C2),
                row(new, t(b("Serplulimab"), ", ES-SCLC, real-world"), "ASTRUM-005R, 635 patients: median rwPFS 8.2 and OS 17.2 months", absent, report, C2),
                row(new, t(b("Serplulimab"), ", pMMR/MSS mCRC"), "Patients enrolled; phase, number and results not disclosed", absent, report, C2),
                row(new, t(b("Henlius"), ", Japan"), "Core teams in place; marketing authorisation holder status pursued", absent, report, C2),
                row(t("No change"), t(b("HS-20089")), "Phase III in China, Phase I outside China", t("Same"), "Last source 1 May 2025", C1),
            ),
            ("left", "left", "left", "left", "left", "left"), referenced=True, sources=(HANSOH, HENLIUS),
        ),
        Callout("caution", (Paragraph(t(b("Check before use."), " The HS-20089 source is 183 days older than the data date. Confirm that nothing newer is public.")),)),
    )  # fmt: skip


def pipeline() -> tuple[Block, ...]:
    return (
        h("One asset, two stages: HS-20089 is in Phase III in China and in Phase I under GSK in the rest of the world",
          subtitle=t("Highest stage by asset, indication and territory", C12)),
        figure("pipeline", HANSOH, HENLIUS, note=t("* Worldwide excluding Chinese Mainland, Hong Kong, Macau and Taiwan. BTD: Breakthrough Therapy Designation, announced 1 May 2025, proposed for PROC; not an approval. Phase III indication not specified.")),
    )  # fmt: skip


def asset() -> tuple[Block, ...]:
    facts = DefinitionList((
        (t("Type"), t("B7-H4-targeted antibody-drug conjugate, for injection")),
        (t("Payload"), t("Topoisomerase inhibitor")),
        (t("Target"), t("B7-H4, a transmembrane immune checkpoint glycoprotein, highly expressed in multiple solid tumours including ovarian and endometrial cancer; limited expression in normal tissues")),
        (t("Origin"), t("Self-developed by Hansoh Pharma")),
        (t("Partner"), t("GSK, exclusive licence, 20 October 2023")),
        (t("Studies"), t("HS-20089-101, Phase I, advanced solid tumours\nHS-20089-201, Phase II, recurrent or metastatic ovarian and endometrial cancer")),
        (t("Efficacy"), t(missing("not disclosed in this source"))),
        (t("Safety"), t(missing("not disclosed in this source"))),
    ))  # fmt: skip
    panels = Panels((
        Panel(t("Chinese Mainland"), t("Hansoh Pharma"), (t(v("Phase III", "stage:phase_3")), t(v("Breakthrough Therapy Designation", "designation:breakthrough_therapy"))), t("Proposed for PROC; announced 1 May 2025; not an approval"), "china"),
        Panel(t("Hong Kong, Macau, Taiwan"), t("outside the GSK licence"), (t(missing("stage not disclosed")),)),
        Panel(t("Rest of world"), t("GSK, exclusive licence"), (t(v("Phase I", "stage:phase_1")),), t("Indication of the Phase I trials not disclosed"), "outside"),
    ))  # fmt: skip
    return (
        h("HS-20089: a B7-H4 ADC in Phase III in China, licensed to GSK for the rest of the world"),
        Columns((
            Column((h("Facts", C1, level=3), facts)), Column((h("Status by territory", C1, level=3), panels)),
        )),
        Paragraph(t("Investigational: the source states no approval. The source says “in China”; it is filed here under Chinese Mainland because NMPA is the agency named."), "note"),
    )  # fmt: skip


def need() -> tuple[Block, ...]:
    return (
        h("Ovarian cancer caused around 206,956 deaths in 2022, and most advanced-stage patients relapse within 3 years",
          subtitle=t("New cases and deaths, world and China, 2022", C3)),
        Columns((
            Column((figure("epidemiology", "globocan"), Paragraph(t(b("Reading the chart."), " China is part of the world total and is drawn inside it. Shares are derived: 61,060 / 324,603 and 32,646 / 206,956.")))),
            Column((
                h("Rank among cancers in women", C3, level=3),
                Metrics(((t("8th"), t("most common malignancy")), (t("8th"), t("leading cause of cancer death")))),
                h("Why options run out", C1, level=3),
                BulletList((t("Standard treatment is surgery with platinum-based chemotherapy."), t("Most advanced-stage patients relapse within 3 years and eventually become platinum resistant."), t("The company describes treatment options and efficacy in PROC as extremely limited."))),
            )),
        )),
        Paragraph(t("Whether the figure for China includes Hong Kong, Macau and Taiwan is not stated. Source 1 gives the world figures as approximate."), "note"),
    )  # fmt: skip


def standard() -> tuple[Block, ...]:
    return (
        h("Non-platinum single-agent response rates span 4–15.9%; bevacizumab extends PFS without notable OS benefit",
          subtitle=t("Platinum-resistant recurrent ovarian cancer, phase III trials cited by the company", Cite((HANSOH, *GROUP)))),
        figure("benchmarks", *GROUP),
        Callout("caution", (Paragraph(t(b("Cross-trial display."), " Different trials, populations and prior lines. Not a head-to-head comparison; no ranking may be inferred.")),)),
        Columns((
            Column((h("What bevacizumab changed", level=3), Paragraph(t("PFS was significantly extended, but no notable OS benefit was observed against non-platinum chemotherapy.", CG)))),
            Column((h("What the range means", level=3), Paragraph(t("4–15.9% and 3.4–3.98 months span several phase III trials. The bar marks lowest and highest; there is no midpoint.", CG)))),
            Column((h("What is not shown", level=3), Paragraph(t("No HS-20089 efficacy value is disclosed, so none is plotted. Confidence intervals and patient numbers are not stated.", C1)))),
        )),
    )  # fmt: skip


def readout() -> tuple[Block, ...]:
    chips = Chips(
        tuple(t(missing(x)) for x in ("control arm", "95% CI", "patients (n)", "data cut-off", "follow-up", "safety"))
    )
    return (
        h("ASTRUM-005: 4-year overall survival rate of 21.9% with serplulimab plus chemotherapy in first-line ES-SCLC",
          subtitle=t("Trial landmark rate and a separate real-world study, as stated at a company-hosted event", C2)),
        Columns((
            Column((
                h("Phase III trial: ASTRUM-005", C2, level=3),
                Paragraph(t("Serplulimab plus chemotherapy, first-line extensive-stage small cell lung cancer")),
                figure("landmark", HENLIUS, note=t("Landmark rates are shown as dots at the stated time only; no curve is drawn.")),
                h("Not disclosed in this source", level=3), chips,
            ), 6.9),
            Column((Callout("real-world", (
                h("Real-world study: ASTRUM-005R", C2, level=3),
                Paragraph(t("ES-SCLC, China. A different study design")),
                Metrics(((t("635"), t(b("patients"))), (t("8.2"), t(b("months"), "  median real-world PFS")), (t("17.2"), t(b("months"), "  median OS")))),
                Paragraph(t("Kept apart from ASTRUM-005: real-world medians and trial landmark rates are not comparable.")),
            )),), 4.733),
        )),
        Callout("attribution", (Paragraph(t(b("Attributed to Prof. Liu Junling"), ", Sun Yat-sen University Cancer Center, at the Henlius Japan Reception 2025, Yokohama, a company-hosted event. Spoken figures, not a publication. With no control-arm value, no treatment effect can be read from them.")),)),
    )  # fmt: skip


def deal() -> tuple[Block, ...]:
    economics = DefinitionList(
        tuple((t(x), t(missing())) for x in ("Upfront payment", "Milestones", "Royalties", "Equity", "Profit share"))
    )
    territory = Panels((
        Panel(t("Included, GSK"), (), (), t("Worldwide, except the four listed below"), "outside"),
        Panel(t("Excluded from the licence"), (), tuple(t(v(x, "territory:china")) for x in ("Chinese Mainland", "Hong Kong", "Macau", "Taiwan")), (), "china"),
    ))  # fmt: skip
    return (
        h("GSK holds exclusive HS-20089 rights worldwide except Chinese Mainland, Hong Kong, Macau and Taiwan",
          subtitle=t("Licence structure, territory and economics", C1)),
        figure("deal"),
        Columns((
            Column((h("Territory", level=3), territory), 5.9),
            Column((h("Economics", level=3), economics), 5.833),
        )),
        Paragraph(t("Closing date and conditions are not disclosed. Not disclosed does not mean zero."), "note"),
    )  # fmt: skip


def register() -> tuple[Block, ...]:
    nd = t(missing())
    rows = [Row((t("Programmes"),), True)]
    for cells in (
        (
            t("HS-20089"),
            t("Ovarian and other gynaecological tumours"),
            t("China"),
            t(v("Phase III", "stage:phase_3")),
            t("Trial name not disclosed"),
            C1,
        ),
        (
            t("HS-20089"),
            t("PROC (proposed)"),
            t("China, NMPA"),
            t("Breakthrough Therapy Designation"),
            t("Announced 1 May 2025; not an approval"),
            C1,
        ),
        (t("HS-20089"), nd, t("Outside China*"), t("Phase I, by GSK"), t("As of 1 May 2025"), C1),
        (
            t("Serplulimab"),
            t("ES-SCLC, first line"),
            t(missing("not listed")),
            t("Approved"),
            t("Company claim: first anti-PD-1 in this use"),
            C2,
        ),
        (
            t("Serplulimab"),
            t("Perioperative gastric cancer"),
            nd,
            t("Phase III, primary endpoint met"),
            t("Date, trial, endpoint not named"),
            C2,
        ),
        (t("Serplulimab"), t("pMMR/MSS mCRC"), nd, t("Enrolling"), t("Phase, number not disclosed"), C2),
        (t("HLX22"), t("HER2-positive gastric cancer"), nd, nd, t("Anti-HER2 mAb"), C2),
        (t("HLX43"), t("Various solid tumours"), nd, nd, t("PD-L1 ADC"), C2),
    ):
        rows.append(Row((t(Strong(cells[0])), *cells[1:5], (cells[5],))))
    rows.append(Row((t("Benchmarks in platinum-resistant ovarian cancer"),), True))
    for measure, value, qualifier in (
        ("ORR", "4–15.9%", "Range over trials"), ("Median PFS", "3.4–3.98 months", "Range over trials"),
        ("ORR", "27.3%", "CI, n not disclosed"), ("Median PFS", "6.7 months", "Significant PFS extension"),
        ("Median OS", "16.6 months", "No notable OS benefit"),
    ):  # fmt: skip
        rows.append(Row((t(b("Non-platinum")), t("1–2 prior lines"), t(measure), t(value), t(qualifier), (CG,))))
    heads = ("Asset or study", "Indication or population", "Territory", "Status or result", "Qualifier", "Ref.")
    return (
        h("Every status is tied to an indication, a territory and a source",
          subtitle=t("Programme register: status as stated in the sources")),
        Table(tuple(t(x) for x in heads), tuple(rows), ("left",) * 6, sources=(HANSOH, HENLIUS, *GROUP), referenced=True,
              note=t("* Worldwide excluding Chinese Mainland, Hong Kong, Macau and Taiwan.")),
    )  # fmt: skip


REFERENCES = (
    Reference(HANSOH, 1, t("Hansoh Pharmaceutical Group. Hansoh Pharma announces NMPA has included B7-H4-targeted ADC HS-20089 as Breakthrough-Therapy-Designated Drug for platinum-resistant recurrent ovarian cancer. Press release, 1 May 2025, ", Link(t("hspharm.com"), "https://www.hspharm.com/")), t("Hansoh Pharma, press release, 1 May 2025"), t("Hansoh Pharma")),
    Reference(HENLIUS, 2, t("Henlius. On Site at JSCO: Henlius Advances Treatment Innovations in High-Incidence Cancers Across Asia. Company report, 23 Oct 2025."), t("Henlius, company report, 23 Oct 2025"), t("Henlius")),
    Reference("globocan", 3, t("International Agency for Research on Cancer. Cancer TODAY: GLOBOCAN 2022 (version 1.1), 2024. Retrieved 26 Apr 2025."), t("GLOBOCAN 2022 v1.1"), t("GLOBOCAN 2022 v1.1"), via=1),
    Reference("ref-4", 4, t("Pujade-Lauraine E, Fujiwara K, Ledermann JA, et al. Lancet Oncol 2021;22(7):1034–1046."), t("Pujade-Lauraine 2021"), t("Pujade-Lauraine 2021"), via=1),
    Reference("ref-5", 5, t("Gaillard S, Oaknin A, Ray-Coquard I, et al. Gynecol Oncol 2021;163(2):237–245."), t("Gaillard 2021"), t("Gaillard 2021"), via=1),
    Reference("ref-6", 6, t("Hamanishi J, Takeshima N, Katsumata N, et al. J Clin Oncol 2021;39(33):3671–3681."), t("Hamanishi 2021"), t("Hamanishi 2021"), via=1),
    Reference("ref-7", 7, t("Pujade-Lauraine E, Hilpert F, Weber B, et al."), t("Pujade-Lauraine"), t("Pujade-Lauraine"), "Journal, year and pages not given in the source.", 1),
    Reference("ref-8", 8, t("Moore KN, Angelergues A, Konecny GE, et al. N Engl J Med 2023;389(23):2162–2174."), t("Moore 2023"), t("Moore 2023"), via=1),
)  # fmt: skip

ABBREVIATIONS = tuple(ShortForm(short, t(long)) for short, long in (
    ("ES-SCLC", "extensive-stage small cell lung cancer"), ("mCRC", "metastatic colorectal cancer"),
    ("ORR", "objective response rate"), ("OS", "overall survival"), ("PFS", "progression-free survival"),
    ("PROC", "platinum-resistant recurrent epithelial ovarian, fallopian tube or primary peritoneal cancer"),
    ("rwPFS", "real-world progression-free survival"),
))  # fmt: skip


def sample(variant: str = "investor", blocks: tuple[Block, ...] | None = None) -> Document:
    """The whole deck, or other blocks in its frame."""
    medical = variant == "medical"
    body: tuple[Block, ...] = (
        notice(), *summary(), *changes(),
        h("HS-20089 in ovarian cancer", level=1), Paragraph(t("Asset, unmet need, standard of care and the licence with GSK"), "lead"),
        *pipeline(), *asset(), *need(), *standard(), *readout(), *deal(), *register(),
        h("References"), ReferenceList(), Paragraph(t("References 3 to 8 are quoted as printed in source 1 and were not checked against the publications."), "note"),
        h("Abbreviations"), AbbreviationList(),
    )  # fmt: skip
    return Document(
        brief="quarterly-briefing",
        subject="hansoh",
        title=t("Oncology pipeline briefing"),
        subtitle=(t("Hansoh Pharma (03692.HK) and Henlius"), t("Quarterly update, Q4 2025 to date")),
        meta=((t("Data as of"), t("31 October 2025")), (t("Audience"), t("Investors, public")),
              (t("Status"), t("Draft for review")), (t("Sources"), t("8, listed at end"))),
        header=((), ()),
        footer=(t("For healthcare professionals only. Not for promotional use."), t("Job code: not assigned   v0.1 draft   Expires: not set"))
        if medical else (t("Oncology pipeline briefing: Hansoh Pharma and Henlius"), t("Public sources only. Data as of 31 Oct 2025")),
        blocks=body if blocks is None else blocks,
        references=REFERENCES,
        abbreviations=ABBREVIATIONS,
        variant="medical" if medical else "investor",
        as_of="2025-10-31",
        keywords=("oncology", "HS-20089"),
    )  # fmt: skip


HEIGHTS = {"pipeline": 4.3, "epidemiology": 3.72, "benchmarks": 2.55, "landmark": 1.9, "deal": 1.55}


class FakeCharts:
    """Stands in for briefgen.charts: `numbers` counts parts of the natural height."""

    def natural_height(self, name: str, numbers: Any, width: float, brand: Any, medium: str) -> float:
        return HEIGHTS.get(name, 3.0) * int(numbers)

    def least_height(self, name: str, numbers: Any, width: float, brand: Any, medium: str) -> float:
        return 0.8 * self.natural_height(name, numbers, width, brand, medium)

    def split(
        self, name: str, numbers: Any, width: float, max_height: float, brand: Any, medium: str
    ) -> tuple[Any, ...]:
        one = HEIGHTS.get(name, 3.0)
        each = max(1, int(max_height / one))
        full, rest = divmod(int(numbers), each)
        return (each,) * full + ((rest,) if rest else ())

    def describe(self, name: str, numbers: Any) -> str:
        return f"Chart {name}: 4 to 15.9%, not disclosed."

    def draw(
        self,
        name: str,
        numbers: Any,
        width: float,
        height: float,
        brand: Any,
        medium: str,
        variant: str = "investor",
        language: str = "en-GB",
    ) -> bytes:
        w, hh = round(width * 20), round(height * 20)
        raw = b"".join(b"\0" + b"\xe6\xeb\xf0" * w for _ in range(hh))

        def chunk(kind: bytes, data: bytes) -> bytes:
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        head = struct.pack(">IIBBBBB", w, hh, 8, 2, 0, 0, 0)
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def stand_in_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let fake charts take the place of all."""
    fake = FakeCharts()
    for name in ("natural_height", "least_height", "split", "describe", "draw"):
        monkeypatch.setattr(charts, name, getattr(fake, name))
