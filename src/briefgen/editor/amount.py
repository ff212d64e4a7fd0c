"""How much is known of a subject: what decides whether a document about it is worth making."""

from __future__ import annotations

from briefgen.view import Subject
from briefgen.view.base import part_of


def facts_of(subject: Subject) -> int:
    """The facts that the view holds of a subject: programmes with a stage, trials and their results, designations,
    filings, deals, and events, happened and expected. What somebody claims is none, nor what is known of a disease."""
    staged = [program for program in subject.programs if part_of(program).stage]
    rows = (subject.trials, subject.results, subject.designations, subject.filings, subject.deals)
    return len(staged) + sum(map(len, rows)) + len(subject.events) + len(subject.catalysts)
