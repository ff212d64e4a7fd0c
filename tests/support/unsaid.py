"""Sentences that nobody would sign, each as the kind that it is of."""

from __future__ import annotations

import re

NEVER = {
    "an outcome joined to the value of another endpoint": r"met its endpoint \((\w+)\): (?!.{0,40}\1)",
    "a p-value as a value": r"\b(?:PFS|OS|ORR|DFS) (?:of )?[<=]?\s?0\.00\d",
    "a list of the same": r"\b(\w+ in [A-Z][\w ]+) and \1\b",
    "a doubled word": r"\b(a|the|of|in|is|for|and|cases|royalties|patients) \1\b|\bcases new cases\b|\broyalties\W+tiered royalties\b",
    "an empty label": r"^\W*(?:Need|Rights|Next|Safety|Limits)\.(?:\*\*)?\s*$",
    "a name of the schema": r"(?<![\w/?=.-])[a-z]+_[a-z0-9_]+\b(?![\w/-])",
    "broken for none": r"\bAll no\b|\bNone? of (?:one|zero)\b|\b(?:Zero|No) new disclosures\b",
    "no finding": r"\bhave a disclosed stage\b|\bare in view\b|Every status is tied",
    "the owner of an approval as who runs it": r"[Aa]pproved[^.|\n]{0,40}\brun by\b",
    "an endpoint of nothing": r"ndpoints?(?: \([^)]*\))? of a readout",
    "a stage without its verb": r"\bis [^.|\n]{0,60} and (?:discovery|preclinical) in\b",
    "grammar": r"\bIt states to be\b|\bis at a stage not\b",
    "words of a machine": r"may exist all the same|not repeated here|travels? with them|not in dataset",
    "an expected event worded as done": r"\bcomplete[,;] expected\b",
    "separators lost": r"\)(?:Designation|Approval|Filing)\b",
    "the outcome said twice": r"did not meet its [^:|\n]{0,60}: [^|;\n]{0,120}\(endpoint not met\)|at an interim analysis: [^|\n]{0,60}\(interim\)",
    "a comma too many": r",,|, ,",
    "a stage told twice": r"\b((?:approved|filed|marketed|in Phase) [^,.;|\n]{3,50}?) and \1\b",
    "royalties without the noun": r", tiered, from\b",
    "terms of whichever deal": r"\bterms of the deal\b",
    "a sum of one part": r"(?i:\b(\w+) approved uses: \1 in\b)",
    "a number that is none": r"\b(?:\w+|\d+) of many\b",
    "a direction of what both do": r"\b[Jj]oint venture, \w+ to\b",
    "unknown told as absent": r"\bNot carried\b|\bnot disclosed does not mean\b",
}


def unsaid(text: str) -> dict[str, str]:
    """What of a text nobody would sign, with the kind."""
    plain = text.replace("\u00a0", " ")
    found = {kind: re.search(pattern, plain, re.MULTILINE) for kind, pattern in NEVER.items()}
    return {kind: plain[max(match.start() - 60, 0) : match.end() + 60] for kind, match in found.items() if match}
