"""No document of the dataset says what nobody would sign; each kind is found where it stands."""

from __future__ import annotations

import pytest

from briefgen.briefs.compose import compose_document
from briefgen.briefs.outline import outline_brief
from briefgen.document.dump import dump_document
from support.real_project import TEMPLATES, briefs, documents, real_view
from support.unsaid import NEVER, unsaid

SAID = {
    "an outcome joined to the value of another endpoint": "PEAK-1 met its endpoint (PFS): OS hazard ratio of 0.81",
    "a p-value as a value": "PFS <0.006; ORR 40%",
    "a list of the same": "acmemab is approved in China and approved in China",
    "a doubled word": "about 1,200 cases new cases",
    "an empty label": "**Need.**",
    "a name of the schema": "It is a hk_18a company",
    "broken for none": "All no asthma programmes are staged",
    "no finding": "Two of five Acme programmes have a disclosed stage",
    "the owner of an approval as who runs it": "Approved; asthma, first line; run by Acme",
    "an endpoint of nothing": "Endpoint (OS) of a readout, reported in May 2024",
    "a stage without its verb": "Acme-1 is on hold in the United States and discovery in Japan",
    "grammar": "It states to be a small company",
    "words of a machine": "An entry that is missing may exist all the same",
    "an expected event worded as done": "Enrolment of PEAK-1 complete; expected in H1 2026.",
    "separators lost": "Designation (FDA)Designation (EMA)",
    "the outcome said twice": "PEAK-1 did not meet its endpoint (OS): hazard ratio of 0.99 (endpoint not met)",
    "a comma too many": "Acme and Birch have a joint venture (Acme 49%, Birch 51%),, signed in June 2024",
    "a stage told twice": "Acme-1 is in Phase III outside China and in Phase III outside China",
    "royalties without the noun": "EUR 12.5 million upfront, up to EUR 300 million in milestones, tiered, from 8% to 15% of net sales",
    "terms of whichever deal": "Financial terms of the deal",
    "a sum of one part": "Two approved uses: two in Japan",
    "a number that is none": "Medicines with an approval on record: seven of many",
    "a direction of what both do": "Joint venture, Acme to Birch",
    "unknown told as absent": "Statements of the sources: Not carried",
}


@pytest.mark.parametrize("kind", NEVER)
def test_each_kind_is_found(kind: str) -> None:
    assert kind in unsaid(SAID[kind])


def test_no_document_says_what_nobody_would_sign() -> None:
    for brief in briefs():
        view = real_view(brief.audience)
        for outline in outline_brief(brief, view):
            text = dump_document(compose_document(outline, view, TEMPLATES), facts=False)
            assert unsaid(text) == {}, outline


def test_a_title_counts_what_is_expected_apart_from_what_changed() -> None:
    text = dump_document(documents()["quarterly-briefing/henlius.pptx"], facts=False).replace("\u00a0", " ")
    title, _, rest = text.partition("## Four changes since")[2].partition("\n")
    rows = [row for row in rest.partition("Sources:")[0].splitlines() if row.startswith("| ")][1:]
    expected = [row for row in rows if "Expected" in row]
    assert title.endswith("; one event newly expected")
    assert (len(rows) - len(expected), len(expected)) == (4, 1)
