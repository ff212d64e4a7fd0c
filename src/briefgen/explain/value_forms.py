"""The forms in which values, dates, territories, points and sources are written, each with an example that is read."""

from __future__ import annotations

from briefgen.frozen import frozen
from briefgen.lexicon.currencies import JOINED
from briefgen.lexicon.en import QUALIFIERS
from briefgen.values.quantity import SENTINELS
from briefgen.values.territory import NAMES


@frozen
class ValueForm:
    """A kind of value: what it is for, examples with their meaning, and the words it knows."""

    name: str
    meaning: str
    examples: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...] = ()


VALUE = ValueForm(
    "value",
    "A quantity as the source prints it: number, unit, qualifier, range and interval are kept. The five words for a "
    "number that is not there are five different things, and none is zero. What is left out prints as not in the "
    "sources.",
    (
        ("21.9%", "a rate; the sign belongs to it"),
        ("11.1 months", "a number with its unit"),
        ("324,603", "a count"),
        ("1 in 30,000", "a ratio; 3.3 per 100,000 too; no chart draws it beside numbers of people"),
        ("4-15.9%", "a range over several trials or sources; both ends are printed"),
        ("approximately 324,603", "a qualifier; it is printed with the number"),
        ("up to 300 patients", "a target or limit"),
        ("<0.001", "below what was measured"),
        ("41.5% (95% CI 33.3-50.1)", "with its confidence interval"),
        ("11.1 months (95% CI 7.3-NE)", "an interval whose end is not estimable (NE) or not reached (NR)"),
        ("USD 85 million", "an amount: currency, number, unit"),
        ("up to USD 1,485 million", "an amount that is a limit"),
        ("-45%", "a change from baseline"),
        ("-3.2 (95% CI -5.6 to -0.8)", "a difference with its interval below zero"),
        ("59/142 (41.5%)", "events of patients with their rate; both are kept"),
        ("5.6+ months", "a time that went on at the data cut-off"),
        ("12.0 months (range 1.3-24.0)", "with a range; IQR, SD and SE are written alike"),
        ("+24%", "growth, with the sign that the source gives it"),
        ("+24% (+27% at CER)", "and at constant exchange rates"),
        ("USD (12.3) million", "a loss; printed with a minus"),
        ("USD 610-640 million", "a range of money; USD 610 million to USD 640 million is read too"),
        ("twelve patients", "a number in words; 2.5-fold and two-fold are read too"),
        ("into 2028", "how long something lasts; through 2027, until mid-2027 and beyond 2030 are read too"),
        ("low double-digit", "a size in words; mid-teens and high single digits are read too"),
        ("reduced by 26%", "printed as stated; it is no value of the measure and no chart draws it"),
        ("not reached (95% CI 27.0-NE)", "a median whose interval is known in part"),
        ("not reached", "the median lies beyond the follow-up"),
        ("not estimable", "it cannot be computed"),
        ("immature", "too few events so far"),
        ("not reported", "it was measured and the source leaves it out"),
        ("not disclosed", "the source says that it does not say"),
    ),
    (
        ("qualifiers", ", ".join(QUALIFIERS)),
        ("currencies", f"every code of ISO 4217, such as {', '.join(JOINED)}; signs and names as the source has them"),
        ("instead of a number", ", ".join(SENTINELS)),
    ),
)
DATE = ValueForm(
    "date",
    "A date as precise as its source. It is never printed more precisely, and sorts by its last possible day; "
    "what is expected stands where its window begins.",
    (
        ("2025-06-30", "a day"),
        ("2025-06", "a month"),
        ("2025-Q2", "a quarter of the calendar year"),
        ("2025-H1", "a half"),
        ("2025", "a year"),
        ("by 2025-06-30", "on that day or before"),
        ("by 2026-Q2", "in that quarter or before; never printed as a day"),
        ("mid-2026", "as guidance says it; early, late, beginning of, end of, mid to late and summer 2026 too"),
        ("through 2027", "up to its end; until, before, into, around, from, after and since a date are read too"),
        ("1 June 2026", "as releases write it: June 2026, Q2 2026, 2Q26, first half of 2026 are read too"),
        ("2026-Q2 to 2026-Q3", "a window"),
        ("FY2026", "a fiscal year; FY2026-Q1 and FY2026-H1 too. Its days come from `fiscal_year_end` of the company"),
        ("in the coming weeks", "in the words of the source: in, within or over the coming, next or near ..."),
        ("unknown", "the source does not say"),
    ),
)
TERRITORY = ValueForm(
    "territory",
    "Where a right, a stage, a designation or an approval holds: one place or several, and what is taken out of them.",
    (
        ("china", "one place"),
        ("us, eu", "several"),
        ("world", "everywhere"),
        ("world except china-mainland hong-kong macau taiwan", "everywhere but there"),
    ),
    tuple(NAMES.items()),
)
POINTS = ValueForm(
    "points",
    "A curve point by point: time and value, then a comma. Times never go back; the first is 0.",
    (
        ("0 100, 3 95.2, 6 88.1", "per cent free of the event, which begins at 100 and never rises"),
        ("0 120, 3 110, 6 97", "patients at risk, which are whole numbers"),
    ),
)
SOURCE = ValueForm(
    "source",
    "Where a record was read. A part without one has that of the record around it; a record without one has that of "
    "`defaults:` above it in its list, else at the top of its file.",
    (
        ("fernwick-2025-11-12, paragraph 3", "id of a source, and the place in it"),
        ("[ref-1, ref-2]", "several sources, cited as a group"),
        ("{id: fernwick-2025-11-12, locator: 'page 4, table 2'}", "in full; needed when the place has a comma"),
        ("{locator: paragraph 3}", "the source of `defaults:`, in a part that of its record, and the place"),
    ),
)
FORMS = {form.name: form for form in (VALUE, DATE, TERRITORY, POINTS, SOURCE)}
