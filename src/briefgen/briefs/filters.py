"""Words: how traced values are joined, counted, shortened and inflected in sentences. Every filter keeps the trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from markupsafe import Markup

from briefgen.lexicon import spelling
from briefgen.lexicon.en import CARDINALS, COUNTED, NO_DATE, NOT_REPORTED, ORDINALS, PLURAL_VERBS
from briefgen.records.endpoints import short_endpoint
from briefgen.values.brackets import USUAL_KIND
from briefgen.values.counting import plural
from briefgen.values.dates import PartialDate
from briefgen.values.facts import (
    ALARM,
    BUILD,
    COUNT,
    ENDPOINT,
    FLAG,
    MISSING,
    NAME,
    Content,
    Fact,
    Role,
    Traced,
    count,
)  # fmt: skip
from briefgen.values.numbers import NBSP
from briefgen.values.quantity import Quantity
from briefgen.values.territory import Territory
from briefgen.view.deal_elements import ON_TOP
from briefgen.view.printed import placed, placed_in_short
from briefgen.view.program import ProgramView
from briefgen.view.result import ResultView
from briefgen.view.several import alike, as_printed, first_bounded, first_leads, leads_beyond, limits_of, superseded_by
from briefgen.view.several import beside as beside_of
from briefgen.view.standing import StandingAlike

T = TypeVar("T")


def traced(thing: Any) -> Traced:
    """The traced value of a printable thing: itself, the name of a record, or what is missing."""
    if isinstance(thing, Traced):
        return thing
    name = getattr(thing, "missing", None) or getattr(thing, "name", None)
    if isinstance(name, Traced):
        return name
    if isinstance(thing, Markup):
        raise TypeError("an entry of the wording book says text, which is no value; for a capital: |upper_sentence")
    raise TypeError(f"'{type(thing).__name__}' is no value of a record")


def _with(value: Any, text: str, role: Role | None = None, known: Content | None = None) -> Traced:
    old = traced(value)
    return Traced(text, old.fact, role or old.role, old.value, known or old.known)


def _as(value: Traced, quantity: Quantity) -> Traced:
    """The value printed as a quantity that is part of its own."""
    return _with(value, quantity.text, known=quantity)


def short(value: Any) -> Traced:
    """For tables and charts: 23 Oct 2025, "Outside China", an abbreviation."""
    old = traced(value)
    if isinstance(old.value, PartialDate):
        return _with(old, old.value.short())
    if isinstance(old.value, Territory):
        return placed_in_short(old)
    if old.role.kind == ENDPOINT and (words := short_endpoint(str(old.value), "")):
        return _with(old, words)
    label = getattr(value, "label", None)
    return label if isinstance(label, Traced) else old


def short_in(value: Any, year: Any) -> Traced:
    """A date under a head that says its year: 23 Oct; any other date in short."""
    said = short(value)
    if not (year and isinstance(said.value, PartialDate)):
        return said
    return _with(said, said.text.removesuffix(f"{NBSP}{traced(year).text}"))


def place(value: Any) -> Traced:
    """A territory in a sentence: "in China", "outside China", "worldwide"."""
    return placed(traced(value))


def place_tight(value: Any) -> Traced:
    """The same where there is little room: "in the US"."""
    old = traced(value)
    return _with(old, old.value.place_tight) if isinstance(old.value, Territory) else place(value)


def when(value: Any) -> Traced:
    """A date in a sentence: "on 1 May 2025", "in June 2019", "on or before 23 October 2025"."""
    old = traced(value)
    if isinstance(old.value, PartialDate):
        return _with(old, old.value.with_preposition())
    return _with(old, f"({NO_DATE})")


def figure(value: Any) -> Traced:
    """A quantity without unit, qualifier and interval, a count in digits, how many several things are; only where the
    unit is printed beside it."""
    old = count(value) if isinstance(value, (list, tuple)) else traced(value)
    if isinstance(old.value, int):
        return _with(old, f"{old.value:,}", known=Quantity(f"{old.value:,}", Decimal(old.value)))
    return _as(old, old.value.bare) if isinstance(old.value, Quantity) else old


def core(value: Any) -> Traced:
    """A quantity without its qualifier; only where the qualifier is printed beside it."""
    old = traced(value)
    return _as(old, old.value.unqualified) if isinstance(old.value, Quantity) else old


def interval(value: Any) -> Traced:
    """The confidence interval of a quantity; missing when it has none."""
    old = traced(value)
    found = old.value.interval if isinstance(old.value, Quantity) else None
    return _as(old, Quantity(found.text)) if found else _with(old, NOT_REPORTED, MISSING)


def estimate(value: Any) -> Traced:
    """A quantity without its confidence interval; only where the interval is printed beside it."""
    old = traced(value)
    return _as(old, old.value.without_interval) if isinstance(old.value, Quantity) and old.value.interval else old


def bounds(value: Any) -> Traced:
    """The bounds of a confidence interval, only where its `level` is printed in the same section; those of one that is
    no usual "95% CI" with their level."""
    old = interval(value)
    found = value.value.interval if old else None
    return _as(old, Quantity(found.bounds)) if found and found.kind == USUAL_KIND else old


def level(value: Any) -> Traced:
    """What kind of interval a quantity has, for the caption over values that stand without it: "95% CI"; missing when
    it has none."""
    old = interval(value)
    return _with(old, value.value.interval.kind, NAME) if old else old


def bare_interval(value: Any) -> Traced:
    """A quantity with the bounds of its interval alone, "0.60 (0.46–0.78)"; only where its `level` is printed in the
    same section."""
    old = traced(value)
    found = old.value.interval if isinstance(old.value, Quantity) else None
    return _as(old, replace(old.value, text=old.text.replace(found.text, bounds(old).text, 1))) if found else old


def limits(results: Iterable[ResultView], but: str = "") -> Traced:
    """What limits each of several values alike, for once before them: "interim analysis; endpoint not met"; without one
    of them that is said already."""
    return limits_of(tuple(results), but=but)


def beside(result: ResultView, results: Iterable[ResultView] | None = None) -> Traced:
    """The value of a result without what `limits` says before it and its kin, those of its comparison."""
    return beside_of(result, result.together if results is None else tuple(results))


def in_turn(result: ResultView, results: Iterable[ResultView] | None = None) -> Traced:
    """The same where the values follow one another in a sentence: the first with the kind of its interval, "11.1 months
    (95% CI 9.9–NE)", those behind it with the bounds alone, "6.9 months (5.8–8.6)"."""
    every = result.together if results is None else tuple(results)
    value = beside_of(result, every)
    return bare_interval(value) if first_bounded(every) in every[: every.index(result)] else value


def lower_phase(value: Any) -> Traced:
    """A trial phase in a sentence: "phase III"."""
    old = traced(value)
    return _with(old, old.text.replace("Phase", "phase").replace("Early", "early"))


def ordinal(value: Any) -> Traced:
    """A rank in words: eighth."""
    old = traced(value)
    number = old.value.number if isinstance(old.value, Quantity) else None
    if number is None or not 1 <= number <= len(ORDINALS):
        return old
    return _as(old, Quantity(ORDINALS[int(number) - 1]))


def ordinal_figure(value: Any) -> Traced:
    """A rank as a figure: 8th."""
    old = traced(value)
    number = old.value.number if isinstance(old.value, Quantity) else None
    if number is None:
        return old
    last = int(number) % 10 if int(number) % 100 not in (11, 12, 13) else 0
    ending = {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
    return _as(old, Quantity(f"{number}{ending}", number, unit=ending))


def is_amount(value: Traced) -> bool:
    """Whether a value is money, or says that its amount comes on top of others: its letter stays small in a column."""
    return value.text == ON_TOP or any(
        isinstance(one, Quantity) and bool(one.currency) for one in (value.content, value.value)
    )


def upper_first(value: Any) -> Traced:
    """With a capital first letter, for the beginning of a sentence; pMMR and rwPFS stay as they are."""
    old = traced(value)
    return _with(old, spelling.large(old.text))


def lower_first(value: Any) -> Traced:
    """With a small first letter, for the middle of a sentence; names in capitals stay (ASTRUM, HER2)."""
    old = traced(value)
    return _with(old, spelling.small(old.text))


def joined(
    things: Iterable[Any], mark: Callable[[Traced], str], word: str = "and", most: int = 0, others: str = "others"
) -> str:
    """Values, names or what entries of the wording book say as a list in a sentence: a, b and c; each marked. Where
    there are more than `most`, the rest is counted: a, b and seven others. Sentences follow each other."""
    every = list(things)
    if most and len(every) > most + 1:
        every[most:] = [count(every[most:], others, others)]
    marks = [thing if isinstance(thing, Markup) else mark(traced(thing)) for thing in every]
    if len(marks) <= 1:
        return "".join(marks)
    if all(isinstance(text, Markup) and text.endswith(".") for text in marks):
        return " ".join(marks)
    return f"{', '.join(marks[:-1])} {word} {marks[-1]}"


PEOPLE = (
    "adult", "patient", "people", "participant", "subject", "women", "men ", "children", "adolescent", "infant",
    "volunteer", "healthy", "individual", "girls", "boys",
)  # fmt: skip
"""What is said of people, in small letters."""


def names_people(population: Any) -> bool:
    """Whether a population says itself who they are: adults with heart failure, women aged 50 and older."""
    text = traced(population).text.lower()
    return bool(population) and any(word in text for word in PEOPLE)


def words(number: int) -> str:
    """A small number in words; for counts that no record states."""
    return COUNTED[number] if 0 <= number < len(COUNTED) else "many"


def spelled_count(value: Traced) -> Traced:
    """A count as a sentence begins with it, in words: thirteen events. One that is not printed in words is a figure."""
    number, space, noun = value.text.partition(" ")
    is_figure = value.role != COUNT or number in map(str, range(len(COUNTED)))
    return value if is_figure else replace(value, text=CARDINALS.get(number, number) + space + noun)


def furthest(programs: Iterable[ProgramView]) -> tuple[ProgramView, ...]:
    """Programmes with the furthest first, those stopped after them, those of which no stage is known last."""
    return tuple(sorted(programs, key=lambda program: program.reach, reverse=True))


def standing_alike(programs: Iterable[ProgramView]) -> tuple[StandingAlike, ...]:
    """Programmes that one clause tells, the furthest first: of one stage, kind of approval, owner and territory, or
    of one use in several territories."""
    groups: dict[Any, list[ProgramView]] = {}
    told = furthest(programs)
    for here in alike(told, "stage", "lesser", "owner", "territory"):
        stands = (here[0].stage or here[0].status, here[0].lesser, here[0].owner)
        uses = tuple(program.indication for program in here)
        groups.setdefault((*map(as_printed, stands), uses), []).extend(here)
    several = len({program.indication for program in told if program.indication}) > 1
    return tuple(StandingAlike(tuple(group), of_several_uses=several) for group in groups.values())


def uses_in_one(programs: Iterable[ProgramView]) -> tuple[Traced, ...]:
    """The uses of programmes that are told in one name, for their first and last words are the same: first-line
    squamous, non-squamous NSCLC. None where one of them is told with more than its name."""
    told = list(programs)
    names = [program.indication.in_row for program in told if program.indication]
    plainly = len(names) == len(told) > 1 and not any(program.line or program.for_whom for program in told)
    words = [name.text.split(" ") for name in names] if plainly else []
    if not words or not all(len(one) > 2 and (one[0], one[-1]) == (words[0][0], words[0][-1]) for one in words):
        return ()
    kept = [slice(int(at > 0), None if at == len(words) - 1 else -1) for at in range(len(words))]
    return tuple(_with(name, " ".join(one[cut])) for name, one, cut in zip(names, words, kept, strict=True))


def one_of_each(results: Iterable[ResultView]) -> tuple[ResultView, ...]:
    """Of the values of each comparison the first, in their order."""
    leads: list[ResultView] = []
    done: set[ResultView] = set()
    told = tuple(results)
    for result in told:
        if result not in done:
            done.update(result.together)
            leads.append(next(one for one in result.together if one in told))
    return tuple(leads)


def up_to(leads: Sequence[ResultView], most: int) -> tuple[ResultView, ...]:
    """The first of some comparisons, and of the others those that were not significant; all where `most` is none."""
    return first_leads(leads, most)


def earlier_looks(results: Iterable[ResultView]) -> tuple[tuple[ResultView, ...], ...]:
    """What the values of a comparison supersede, analysis by analysis, the latest first."""
    return superseded_by(tuple(results))


def beyond(leads: Sequence[ResultView], most: int) -> tuple[ResultView, ...]:
    """What `up_to` leaves out of the comparisons of a trial, without those that a plot of its ratios draws."""
    return leads_beyond(leads, most)


def counted(things: Any) -> Traced:
    """What stands before a noun for one and for many: how many things there are, or a number as it is printed."""
    return count(things) if isinstance(things, (list, tuple)) else traced(things)


def verb(things: Sequence[Any] | Traced, singular: str) -> str:
    """A verb that agrees with how many things there are, or with a number that is printed: is, are; falls, fall."""
    return agreed(things, singular, several_of(singular))


def agreed(things: Sequence[Any] | Traced, one: str, many: str = "") -> str:
    """The one word or the other, by default its plural, as the number of things asks, or a number that is printed."""
    content = things.content if isinstance(things, Traced) else None
    number = content.number if isinstance(content, Quantity) else len(things) if not isinstance(things, Traced) else 1
    return one if number == 1 else many or plural(one)


def several_of(verb: str) -> str:
    """A verb of one thing as several have it: is, are; falls, fall."""
    return PLURAL_VERBS.get(verb) or verb.removesuffix("s")


def alarming(value: Any) -> Traced:
    """A value that a reader must not miss, as the age of an old source; printed bold in amber."""
    return replace(traced(value), role=ALARM)


def flag(word: str | Traced) -> Traced:
    """A word that marks a row, as New or Carried; printed bold in the brand's accent."""
    return replace(word, role=FLAG) if isinstance(word, Traced) else Traced(word, Fact(BUILD, ("flag",)), FLAG)


def with_article(value: Any) -> Traced:
    """A value with the indefinite article before it: "a PD-1 antibody"; one that begins with an article as it is."""
    said = traced(value)
    before = spelling.article(said.text)
    return replace(said, text=f"{before} {said.text}") if before else said


def in_plural(value: Any) -> Traced:
    """A value whose last word is a noun, of several: "FDA Fast Track designations"."""
    said = traced(value)
    return replace(said, text=plural(said.text))


def article(value: Any) -> str:
    """The indefinite article before a value: "an antibody", "a PD-1 antibody", "an NMPA designation"."""
    return spelling.article(traced(value).text)
