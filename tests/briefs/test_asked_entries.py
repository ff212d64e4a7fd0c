"""Entries that are asked like fields, of one thing or of each of several, and words that agree with a count."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.briefs.check import check_templates
from briefgen.view.view import View
from briefs.test_wording import HEAD, printed, told, view, written

__all__ = ["view"]
BOOK = (
    HEAD
    + """## stands(program)
{stage}[[ {territory|place}]]

## stands_for(program, asset)
{stands} for {asset}

## stands_at_home(program)
{asset} of [[when happened: news]][[otherwise: no news]]

## shared(programs)
{asset} in {use}

## sheet(asset)
### Facts of {name}

facts of asset:
Kind: modality, Where: named_places,
Whose: company

That is all.

## named_places(asset)
{programs.region}

## held_rights(programs)
when programs:
rights of {owner}
otherwise:
no rights

## sentence(program)
It is {stage|lower_first}.

## furthest_first(asset)
when programs.several:
- {programs.stands}
- {programs[:1].held_rights}

## in_lines(asset)
for each program of programs: {stands}.

## each_apart(asset)
each: {programs.stands}

## in_a_row(asset)
joined by "; ":
- {programs[1:].stands}
- {name}
- {programs[5:].stands}
"""
)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("{asset.programs.first.stands}.", "Approved in China."),
        ("{asset.programs.stands}.", "Approved in China, Phase\xa0III in Japan and Phase\xa0II in South Korea."),
        ("{asset.programs[1:].stands|apart}.", "Phase\xa0III in Japan; Phase\xa0II in South Korea."),
        ("{asset.programs.last.stands_for}.", "Phase\xa0II in South Korea for NB-1."),
        ("{asset.programs.held_rights}.", "Rights of Nordic Bio and Partner Pharma."),
        ("{asset.programs[5:].held_rights}.", "No rights."),
        ("{asset.programs|alike('owner')|each(held_rights)}.", "Rights of Nordic Bio and rights of Partner Pharma."),
        (
            "{asset.programs.first.stage} {asset.programs.first.there}[[; {asset.programs.first.remark}]].",
            "Approved in China.",
        ),
        ("{asset.programs.by_owner.held_rights}.", "Rights of Nordic Bio and rights of Partner Pharma."),
        (
            "{asset.programs.by_owner[1:].held_rights}{asset.programs[5:].by_owner.held_rights}.",
            "Rights of Partner Pharma.",
        ),
        ("{asset.programs.by_owner.first.stands|apart}.", "Approved in China; Phase\xa0II in South Korea."),
        ("{asset.programs[:2].sentence}", "It is approved. It is phase\xa0III."),
        ("- {asset.programs[:2].stands}\n- {asset.programs[5:].stands}\n- {asset}", "- Phase\xa0III in Japan\n- NB-1"),
        ("{furthest_first}", "- Approved in China\n- Phase\xa0III in Japan\n- Phase\xa0II in South Korea\n- Rights of"),
        ("{in_lines}", "Approved in China.\n\nPhase\xa0III in Japan.\n\nPhase"),
        ("{each_apart}", "Approved in China\n\nPhase\xa0III in Japan\n\nPhase"),
        ("each: {asset.programs.stands}", "Approved in China\n\nPhase\xa0III in Japan\n\nPhase"),
        ("{in_a_row}.", "Phase\xa0III in Japan; Phase\xa0II in South Korea; NB-1."),
        ("[[{asset.programs[5:].stands}; ]]{asset.programs[:1].stands}", "Approved in China"),
        ("{asset.programs.stands_at_home|apart}", "NB-1 of no news; NB-1 of no news; NB-1 of no news"),
        (
            "{sheet}",
            "### Facts of NB-1\n\nKind\n: Antibody-drug conjugate\nWhere\n: China, Japan and South Korea\nWhose\n: Nordic Bio",
        ),
        ("{asset.programs|figure} programme(s), {asset.programs[:1]|figure} use(s)", "3 programmes, 1 use"),
        ("{asset.programs.shared}", "NB-1 in asthma"),
        ("{happened|count} new[[ when medical: for doctors]][[ otherwise: for all]].", "No new for all."),
    ],
)
def test_an_entry_is_asked_like_a_field(tmp_path: Path, view: View, page: str, said: str) -> None:
    assert said in printed(tmp_path, view, BOOK, page).replace("^1^", "")
    assert not [one for one in told(written(tmp_path, BOOK, page)) if "unused-words" not in one]


def test_an_entry_that_there_is_not_is_told_like_a_field(tmp_path: Path) -> None:
    found = check_templates(written(tmp_path, BOOK, "{asset.programs.stads}"))
    (unknown,) = (one for one in found if one.severity == "error")
    assert (unknown.code, unknown.message) == ("undefined", "no field of program and no entry is called 'stads'")
    found = check_templates(written(tmp_path, BOOK, "{asset.company.there}"))
    (unknown,) = (one for one in found if one.severity == "error")
    assert "'there'" in unknown.message
    found = check_templates(written(tmp_path, BOOK, "{asset.programs.by_ownr.held_rights}"))
    (unknown,) = (one for one in found if one.severity == "error")
    assert "'ownr'" in unknown.message


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("{asset.programs|count} programme(s) is/are open", "Three programmes are open"),
        ("{asset.programs[:1]|count} programme(s) is/are open", "One programme is open"),
        ("{asset.programs[:1]|count} study/studies[[ of {asset}]] reports/report", "One study of NB-1 reports"),
        ("{asset.programs[:1]} open programme(s) is/are late", "One open programme is late"),
        ("{asset.programs|with('stage')} programme(s) of {asset}", "Three programmes of NB-1"),
        (
            "{subject.programs|of(asset)} programme(s), {asset.programs|of(asset.programs[0].asset)|count} use(s)",
            "Three programmes, three uses",
        ),
        ("{asset.programs|count} G/GEJ use(s) and/or more", "Three G/GEJ uses and/or more"),
        ("{asset} is/are (s)", "NB-1 is/are (s)"),
        ("It is a/an {asset.modality} of a/an {asset.company}", "It is an antibody-drug conjugate of a Nordic Bio"),
        ("First told on/in {asset.newest}, in/on time", "First told on 1\xa0May\xa02025, in/on time"),
        ("{asset.programs.first.region}: {asset.programs.first.use}", "China: asthma"),
        ("{asset.programs|count|figure} use(s); {asset.programs[:1]|count} use(s)", "3 uses; one use"),
    ],
)
def test_words_behind_a_count_agree_with_it(tmp_path: Path, view: View, page: str, said: str) -> None:
    assert said in printed(tmp_path, view, BOOK, page)
