"""Comments: the house's own words on a subject in the order in which they are told."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.editor.news import News
from briefgen.view.base import RecordView, record_of
from briefgen.view.commentary import CommentaryView
from briefgen.view.subject import Subject


def comments_of(subject: Subject, news: Sequence[News]) -> tuple[CommentaryView, ...]:
    """Comments on the subject itself first, then those on what has news, the most material first; newest first."""
    told = [_of(one.record) for one in news]

    def order(comment: CommentaryView) -> tuple[object, ...]:
        about = comment.subject
        place = next((number for number, seen in enumerate(told) if about in seen), len(told))
        return about != subject, place, -record_of(comment).date.end.toordinal(), comment.id

    return tuple(sorted(subject.commentary, key=order))


def _of(lead: RecordView) -> tuple[RecordView, ...]:
    """What a piece of news is about: itself, its trials, assets, diseases and deal."""
    named = [getattr(lead, name, ()) for name in ("trials", "assets", "indications")]
    single = [getattr(lead, name, None) for name in ("trial", "asset", "indication", "deal")]
    return (lead, *(seen for group in named for seen in group), *(one for one in single if isinstance(one, RecordView)))
