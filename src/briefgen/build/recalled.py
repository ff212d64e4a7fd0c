"""What was made before. The hash of a document by the questions that it asked of its view: where the view of now gives
the same answers, the document would say the same, and need not be composed. And the files that a full check made: a
build of the same inputs takes them."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING

from briefgen.cache import found, keep, key_of
from briefgen.dataset.packed import pickled, unpickled
from briefgen.view.asked import Question, answers, asked_of

if TYPE_CHECKING:
    from briefgen.build.job import Job, Made, Materials
    from briefgen.view.view import View

_KIND, _FINISHED = "composed", "finished"


def remember(job: Job, materials: Materials, view: View, content: str) -> None:
    """Keep what a document says, with what it asked of a view for its own use."""
    asked = asked_of(view)
    keep(_KIND, _key(job, materials), marshal.dumps((asked, answers(view, asked), content)))


def recall(job: Job, materials: Materials) -> str:
    """The content that a document would have, where that is known without composing it; else ""."""
    data = found(_KIND, _key(job, materials))
    if data is None:
        return ""
    known: tuple[tuple[Question, ...], str, str] = marshal.loads(data)
    asked, answered, content = known
    return content if answers(materials.view(job.outline.brief.audience), asked) == answered else ""


def set_aside(job: Job, materials: Materials, made: Made) -> None:
    """Keep a finished file for the build that follows."""
    keep(_FINISHED, _key_of_all(job, materials), pickled(made))


def taken(job: Job, materials: Materials) -> Made | None:
    """The finished file of a job, where it was set aside."""
    data = found(_FINISHED, _key_of_all(job, materials)) if materials.dataset.digest else None
    made: Made | None = None if data is None else unpickled(data)
    return made


def _key_of_all(job: Job, materials: Materials) -> str:
    """All that a file is made from, and how places are told that stand in its warnings."""
    shown = (materials.dataset.shown, materials.shown)
    return key_of(_key(job, materials), materials.inputs.id, *shown)


def _key(job: Job, materials: Materials) -> str:
    """All that a document is composed from beside the dataset."""
    return key_of(job.path, job.digest, materials.made_with)
