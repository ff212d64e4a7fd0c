"""What people edited that no number depends on: told as a note, so that a clean audit hides nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from briefgen.frozen import frozen
from briefgen.ledger.ledger import Ledger, Printed, words_hash
from briefgen.office.passages import FilePassage


@frozen
class Edits:
    """Passages reworded, removed and added, slides hidden and pictures replaced since a file was written."""

    reworded: int = 0
    removed: int = 0
    added: int = 0
    hidden: int = 0
    replaced: int = 0

    def __str__(self) -> str:
        passages = {"reworded": self.reworded, "removed": self.removed, "added": self.added}
        told = [f"{_count(number, 'passage')} {what}" for what, number in passages.items() if number]
        told += [f"{_count(self.hidden, 'slide')} hidden"] * (self.hidden > 0)
        told += [f"{_count(self.replaced, 'picture')} replaced"] * (self.replaced > 0)
        return ", ".join(told)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def count_edits(
    pairs: Iterable[tuple[Printed, FilePassage]], lost: Sequence[Printed], new: Iterable[FilePassage], ledger: Ledger
) -> Edits:
    """Count the passages that people edited; what states nothing is known by its hash alone, so as many of those are
    taken for reworded as are both gone and new."""
    reworded = sum(words_hash(one.text) != words_hash(passage.text) for one, passage in pairs)
    free = (passage for passage in new if passage.kind not in ("comment", "review"))
    now = Counter(words_hash(passage.text) for passage in free)
    was = Counter(ledger.words)
    gone = (was - now).total() + len(lost)
    added = (now - was).total() if ledger.words else 0
    both = min(gone, added)
    return Edits(reworded + both, gone - both, added - both)
