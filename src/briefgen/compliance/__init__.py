"""Claims: does a document say with a value what its record says? What limits a value travels with it.

Each module holds rules that look at one value in its passage; docs/templates.md tells the writers of templates.
"""

from __future__ import annotations

from briefgen.compliance import ownership, qualifications, quantities
from briefgen.compliance.rule import Rule, World, stated_by
from briefgen.document.blocks import Blocks
from briefgen.document.passages import passages, words_in
from briefgen.problems import Problem
from briefgen.values.facts import MISSING
from briefgen.view.view import View

RULES: tuple[Rule, ...] = (*quantities.RULES, *qualifications.RULES, *ownership.RULES)


def check_compliance(cover: Blocks, blocks: Blocks, view: View) -> list[Problem]:
    """Values of a document, its cover and its blocks, that lost what limits them or stand under another's name."""
    world = World(view, words_in(cover))
    return [
        problem
        for passage in passages((*cover, *blocks))
        for value in passage.values
        if value.role != MISSING
        for stated in stated_by(value, passage, world)
        for rule in RULES
        for problem in rule(stated)
    ]
