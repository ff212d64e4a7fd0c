"""What a document begins with: the finding that leads, what is told with it, what is counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from briefgen.editor.chosen import TOP
from briefgen.editor.compared import Tally, prolonged_alike
from briefgen.editor.counts import NewsOfAKind, by_kind
from briefgen.editor.news import News
from briefgen.editor.slides import Shown
from briefgen.frozen import frozen
from briefgen.values.facts import Traced
from briefgen.view.asset import AssetView
from briefgen.view.base import record_of
from briefgen.view.result import ResultView

FEW, MANY_KINDS = 3, 6
"""So few pieces of news are told one by one; of so many kinds the first are named."""


@frozen
class Beginning(Shown):
    """What the first paragraph of a document asks."""

    @property
    def finding(self) -> ResultView | None:
        """The result of the first news."""
        return self.happened[0].result if self.happened else None

    @property
    def tally(self) -> Tally:
        """What the tests of the effects came to that the figure of a first page compares."""
        return Tally(self.compared, is_first=True)

    @property
    def longer(self) -> tuple[News, ...]:
        """The news of a longer time to one endpoint that a first paragraph tells together: three at most."""
        return prolonged_alike(self.happened)[:TOP]

    @property
    def survived(self) -> tuple[News, ...]:
        """The news that a first page is headed by, where several found a longer time to one endpoint: the most material
        news among them, or a longer survival, which outweighs a longer time to anything else."""
        alike = prolonged_alike(self.happened)
        endpoint = [record_of(one.result).endpoint for one in alike[:1] if one.result]
        leads = alike[:1] == self.happened[:1] or endpoint == ["OS"]
        return alike if leads and len(alike) > 1 else ()

    @property
    def survived_as(self) -> Traced | None:
        """The endpoint of these: overall survival in a plain word, any other in short."""
        label = next((one.result.label for one in self.survived if one.result), None)
        return replace(label, text="survival") if label and label.text == "OS" else label

    @property
    def points(self) -> tuple[News, ...]:
        """The news that the first page of a text tells one by one: that which heads it before the rest."""
        others = (one for one in self.happened if one not in self.survived)
        return (*self.survived, *others)[: self.budget.points]

    @property
    def survived_with(self) -> tuple[AssetView, ...]:
        """The medicines of these."""
        return tuple(dict.fromkeys(asset for one in self.survived if one.trial for asset in one.trial.assets))

    @property
    def found_ahead(self) -> tuple[News, ...]:
        """The readouts that a first paragraph names before them, as they are more material: three with them at most."""
        return self._found[: self._found.index(self.longer[0])] if self.longer and not self.survived else ()

    @property
    def found_besides(self) -> tuple[News, ...]:
        """The readouts that it names behind them."""
        return tuple(one for one in self._found if one not in (*self.longer, *self.found_ahead))

    @property
    def _found(self) -> tuple[News, ...]:
        others = [one for one in self.happened if one.result and one not in self.longer][: TOP - len(self.longer)]
        return tuple(one for one in self.happened if one in (*self.longer, *others))

    @property
    def dated(self) -> tuple[News, ...]:
        """The news of which a source says when they happened or were announced: what a count of a period counts."""
        return tuple(one for one in self.happened if not one.is_merely_named)

    @property
    def dated_kinds(self) -> tuple[NewsOfAKind, ...]:
        """The same by kind."""
        return by_kind(self.dated)

    @property
    def named_first(self) -> tuple[NewsOfAKind, ...]:
        """The others by kind: things that are merely named."""
        return by_kind([one for one in self.happened if one.is_merely_named])

    @property
    def begins_with(self) -> Literal["findings", "few", "kinds", "counts", "names", "short", "quiet", ""]:
        """What it begins with: readouts, a few pieces of news, the kinds of many, counts, what is merely named; without
        news the age of the sources, or that they say nothing new."""
        if self.finding:
            return "findings"
        if self.happened and len(self.happened) <= FEW:
            return "few"
        if self.dated:
            return "kinds" if len(self.dated_kinds) >= MANY_KINDS else "counts"
        if self.happened:
            return "names"
        if self.short:
            return "short"
        return "quiet" if self.subject.latest_sources else ""
