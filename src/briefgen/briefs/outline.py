"""An outline: a brief bound to a subject, a format, a day, a period and an audience."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.briefs.brief import Brief, SubjectKind
from briefgen.view.view import View


@dataclass(frozen=True, slots=True)
class Outline:
    """One document to be composed."""

    brief: Brief
    kind: SubjectKind
    subject: str
    """Id of the company, area or asset."""
    format: str

    @property
    def path(self) -> str:
        """Where it lies below output/<period>/: brief/subject.format."""
        return f"{self.brief.name}/{self.subject}.{self.format}"

    @property
    def template(self) -> str:
        """Where its template lies below the folder of templates."""
        return f"{self.brief.name}/{self.brief.documents[self.format]}"


def outline_brief(brief: Brief, view: View) -> Iterator[Outline]:
    """Every document of a brief: its subjects that the view knows, in each of its formats."""
    for kind in brief.subjects:
        for subject in view.subjects(kind):
            for format in brief.documents:
                yield Outline(brief, kind, subject.id, format)
