"""Commentary in a view: what the house says, with the values that it quotes. One whose values are hidden is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from briefgen.dataset.quotes import Quoted, find_quoted, quotes
from briefgen.records import Commentary
from briefgen.values.facts import Traced
from briefgen.view.area import AreaView, IndicationView
from briefgen.view.asset import AssetView
from briefgen.view.base import Missing, RecordView, record_of, shows
from briefgen.view.company import CompanyView
from briefgen.view.comparison import ComparisonView
from briefgen.view.deal import DealView
from briefgen.view.trial import TrialView

if TYPE_CHECKING:
    from briefgen.view.view import View


@shows("commentary")
class CommentaryView(RecordView):
    """What the house itself thinks of something."""

    company: CompanyView | Missing
    area: AreaView | Missing
    asset: AssetView | Missing
    trial: TrialView | Missing
    indication: IndicationView | Missing
    deal: DealView | Missing
    period: Traced
    author: Traced
    role: Traced
    date: Traced

    @property
    def subject(self) -> RecordView:
        """What it is about."""
        found: RecordView = getattr(self, self._record.subject[0])
        return found

    @property
    def about(self) -> Literal["company", "area", "asset", "trial", "indication", "deal"]:
        """What kind of record that is."""
        kind: Literal["company", "area", "asset", "trial", "indication", "deal"] = self._record.subject[0]
        return kind

    @property
    def trials(self) -> tuple[TrialView, ...]:
        """The trials with results that it is on, or that it names or quotes, as far as the view shows them."""
        view = _view_of(self)
        quoted = [find_quoted(view.dataset, quote.name) for quote in quotes(record_of(self).text)]
        seen = [self.trial, *(view.find(one.kind, one.id) for one in quoted)]
        found = [getattr(one, "trial", one) for one in seen if one]
        return tuple(dict.fromkeys(one for one in found if isinstance(one, TrialView) and one.results))

    @property
    def text(self) -> Traced:
        """What it says, with its values, as one text."""
        stretches = "".join(part if isinstance(part, str) else part.text for part in stretches_of(self))
        stated: Traced = self._traced("text", self._record.text)
        return replace(stated, text=stretches)

    @property
    def is_due(self) -> bool:
        """Whether documents of the period print it."""
        own, period = self._record.period, self._view.period
        return own is None or (own.start <= period.start and period.end <= own.end)


def stretches_of(seen: CommentaryView) -> Iterator[str | Traced]:
    """The text of a commentary: its words, and the values that it quotes between them."""
    view, text, at = _view_of(seen), record_of(seen).text, 0
    for quote in quotes(text):
        yield text[at : quote.start]
        yield _value(view, find_quoted(view.dataset, quote.name)) or ""
        at = quote.end
    yield text[at:]


def hidden_in(view: View, commentary: Commentary) -> tuple[str, ...]:
    """What a commentary is about or quotes that the day did not know or the audience may not see."""
    kind, id = commentary.subject
    subject = [] if view.find(kind, id) else [f"{kind} '{id}'"]
    quoted = (find_quoted(view.dataset, quote.name) for quote in quotes(commentary.text))
    return tuple(dict.fromkeys([*subject, *(str(one) for one in quoted if not _value(view, one))]))


def _view_of(seen: RecordView) -> View:
    view: View = vars(seen)["_view"]
    return view


def _value(view: View, quoted: Quoted) -> Traced | None:
    """The value that a quote prints, where the view holds it."""
    seen = view.find(quoted.kind, quoted.id)
    found = seen if seen is None else _of_comparison(seen, quoted) if quoted.kind == "comparison" else None
    if seen is not None and found is None:
        found = getattr(seen, quoted.field)
    named: Any = getattr(found, "name", found) if isinstance(found, RecordView) else found
    return named if isinstance(named, Traced) and named else None


def _of_comparison(seen: RecordView, quoted: Quoted) -> Traced | None:
    """The effect of a comparison, its p-value, or the value of an arm."""
    assert isinstance(seen, ComparisonView)
    arms = [value.arm for value in record_of(seen).values]
    if quoted.field in arms:
        return seen.results[arms.index(quoted.field)].in_full
    effects = (r for r in seen.results if r.is_comparison and r.measure != "p_value")
    first = next(effects, None) if quoted.field == "effect" else None
    return first.in_full if first else None
