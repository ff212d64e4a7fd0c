"""An outline: a brief bound to a subject, a format, a day, a period and an audience."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.briefs.brief import Brief, Section, SubjectKind
from briefgen.frozen import frozen
from briefgen.view.view import View


@frozen
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
    def sections(self) -> tuple[Section, ...]:
        """What it is made of."""
        return self.brief.documents[self.format]

    @property
    def template(self) -> str:
        """Where that is written which the document as a whole comes from: its one template, or the list of sections."""
        only = self.sections[0].name if len(self.sections) == 1 and self.sections[0].is_file else "brief.yaml"
        return f"{self.brief.name}/{only}"


def outline_brief(brief: Brief, view: View) -> Iterator[Outline]:
    """Every document of a brief: its subjects that the view knows, in each of its formats."""
    for kind in brief.subjects:
        for subject in view.subjects(kind):
            for format in brief.documents:
                yield Outline(brief, kind, subject.id, format)
