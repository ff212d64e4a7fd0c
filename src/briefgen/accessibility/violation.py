"""A violation: what a reader cannot use in a finished file, where, and how to mend it."""

from __future__ import annotations

from briefgen.frozen import frozen
from briefgen.problems import Origin, Problem


@frozen
class Violation:
    """One thing wrong in a finished file.

    `place` is how a reader finds it ("slide 3", "under 'Pipeline'"), `slide` the slide's number (0 in Word), `shape`
    the name of the shape, table or figure.
    """

    code: str
    place: str
    message: str
    hint: str = ""
    shape: str = ""
    slide: int = 0

    def problem(self, path: str) -> Problem:
        """The violation as a problem of the file; on slides its line is the slide."""
        where = ", ".join(filter(None, (self.place, self.shape)))
        return Problem(Origin(path, self.slide), self.code, f"{where}: {self.message}", self.hint)
