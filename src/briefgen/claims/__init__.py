"""Claims: does a document say with a value what its record says? What limits a value travels with it.

Each module holds rules that look at one value in its passage; docs/templates.md tells the writers of templates.
"""

from __future__ import annotations

from briefgen.claims import binding, limits, whole
from briefgen.claims.stated import Rule, World, stated_by
from briefgen.document import Blocks
from briefgen.problems import Problem
from briefgen.reading import passages, words_of
from briefgen.view import View

RULES: tuple[Rule, ...] = (*whole.RULES, *limits.RULES, *binding.RULES)


def check_claims(cover: Blocks, blocks: Blocks, view: View) -> list[Problem]:
    """Values of a document, its cover and its blocks, that lost what limits them or stand under another's name."""
    world = World(view, words_of(cover))
    return [
        problem
        for passage in passages((*cover, *blocks))
        for value in passage.values
        if value.role != "missing"
        for stated in stated_by(value, passage, world)
        for rule in RULES
        for problem in rule(stated)
    ]
