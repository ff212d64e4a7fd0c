"""Territories: the places a right, a stage or a status holds, with exclusions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from briefgen.cache import pickled_by_fields
from briefgen.frozen import frozen
from briefgen.problems import did_you_mean

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

NAMES = {
    "world": "worldwide", "greater-china": "Greater China", "china": "China", "china-mainland": "Chinese Mainland",
    "hong-kong": "Hong Kong", "macau": "Macau", "taiwan": "Taiwan", "japan": "Japan", "korea": "South Korea",
    "us": "United States", "canada": "Canada", "north-america": "North America", "latin-america": "Latin America",
    "brazil": "Brazil", "mexico": "Mexico", "eu": "European Union", "eea": "European Economic Area", "europe": "Europe",
    "uk": "United Kingdom", "switzerland": "Switzerland", "germany": "Germany", "france": "France", "italy": "Italy",
    "spain": "Spain", "asia": "Asia", "asia-pacific": "Asia-Pacific", "southeast-asia": "Southeast Asia",
    "india": "India", "indonesia": "Indonesia", "singapore": "Singapore", "thailand": "Thailand",
    "malaysia": "Malaysia", "vietnam": "Vietnam", "australia": "Australia", "new-zealand": "New Zealand",
    "oceania": "Oceania", "middle-east": "Middle East", "africa": "Africa", "mena": "Middle East and North Africa",
    "israel": "Israel", "turkey": "Turkey", "russia": "Russia", "saudi-arabia": "Saudi Arabia",
}  # fmt: skip
CHINESE = frozenset({"china", "china-mainland", "hong-kong", "macau", "taiwan", "greater-china"})
SPOKEN = {
    **{name.lower(): code for code, name in NAMES.items()},
    "usa": "us", "u.s.": "us", "america": "us", "great britain": "uk", "england": "uk", "prc": "china-mainland",
    "mainland china": "china-mainland", "mainland": "china-mainland", "macao": "macau", "latam": "latin-america",
    "apac": "asia-pacific", "asean": "southeast-asia", "global": "world", "worldwide": "world", "ksa": "saudi-arabia",
    "eu5": "germany france italy spain uk", "ex-china": "world except china", "ex-us": "world except us",
    "outside china": "world except china", "outside of china": "world except china", "row": "world except ...",
    "rest of world": "world except ...", "rest of the world": "world except ...", "excluding": "except",
    "without": "except", "other than": "except",
}  # fmt: skip
"""What people write for a place, and how it is spelled here."""
SPELLING = (
    "regions are spelled southeast-asia, middle-east; `world except china japan` leaves places out; "
    "all: briefgen explain territory"
)
CODES = {"us": "US", "eu": "EU", "uk": "UK", "eea": "EEA"}
"""Places that letters name to everybody."""
WITH_ARTICLE = frozenset({"us", "eu", "uk", "eea", "middle-east"})
"""Places that a sentence names with an article."""
OUTSIDE_CHINA, WORLDWIDE = "Outside China", "Worldwide"
RAISED = frozenset({OUTSIDE_CHINA, WORLDWIDE})
"""Names of chips whose capital is that of their place in the line."""
HINT = "write a territory such as china, or world except china-mainland hong-kong macau taiwan"


@pickled_by_fields
@frozen
class Territory:
    """Included places, and places taken out of them. `text` is the written form."""

    text: str
    include: tuple[str, ...]
    exclude: tuple[str, ...] = ()

    @classmethod
    @lru_cache(1024)
    def parse(cls, written: str) -> Territory:
        """Read `china`, `us, eu` or `world except china-mainland hong-kong`; raises on an unknown place."""
        included, _, excluded = " ".join(written.lower().split()).partition(" except ")
        return cls(" ".join(written.split()), _places(included), _places(excluded))

    @property
    def group(self) -> str:
        """ "china", "outside" (excludes China, or lies elsewhere): the two territory colours."""
        if set(self.include) <= CHINESE:
            return "china"
        return "outside"

    @property
    def long(self) -> str:
        """In full: "worldwide except Chinese Mainland, Hong Kong, Macau and Taiwan"."""
        text = _and(self.include)
        return f"{text} except {_and(self.exclude)}" if self.exclude else text

    @property
    def short(self) -> str:
        """For chips and columns: "Outside China" when China is what is left out, else the full text."""
        if self.exclude and set(self.exclude) <= CHINESE and self.include == ("world",):
            return OUTSIDE_CHINA
        return self.long if self.include != ("world",) or self.exclude else WORLDWIDE

    @property
    def tight(self) -> str:
        """For chips in narrow columns: "US", "EU, UK", else as in others."""
        if self.exclude or not set(self.include) & CODES.keys():
            return self.short
        return ", ".join(CODES.get(place, NAMES[place]) for place in self.include)

    @property
    def within(self) -> str:
        """The same behind other words: "US", "worldwide", "outside China"."""
        return within(self.tight)

    @property
    def place(self) -> str:
        """In a sentence after "in" or alone: "in China", "outside China", "worldwide"."""
        if self.short in RAISED:
            return within(self.short)
        where = self.long if self.include == ("world",) and not self.exclude else _and(self.include, WITH_ARTICLE)
        text = f"{where} except {_and(self.exclude, WITH_ARTICLE)}" if self.exclude else where
        return text if self.include == ("world",) else f"in {text}"

    @property
    def place_tight(self) -> str:
        """The same where there is little room: "in the US", "in the EU and the UK"."""
        if self.exclude or not set(self.include) & CODES.keys():
            return self.place
        return f"in {_and(self.include, WITH_ARTICLE, NAMES | CODES)}"

    def overlaps(self, other: Territory) -> bool:
        """Whether both hold in one place at least, as far as the words tell; China is one place here."""
        mine, others = _one_china(self.include), _one_china(other.include)
        if "world" in mine | others:
            excluded = _one_china(self.exclude) | _one_china(other.exclude)
            named = (mine | others) - {"world"}
            return not named or bool(named - excluded)
        return bool(mine & others)

    def __str__(self) -> str:
        return self.long

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            lambda v: v if isinstance(v, cls) else cls.parse(" ".join(map(str, v)) if isinstance(v, list) else str(v))
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "description": HINT}


def may_meet(one: Territory | None, other: Territory | None) -> bool:
    """Whether two things may hold in one place; a place that is not stated says nothing against it."""
    return one is None or other is None or one.overlaps(other)


def within(place: str) -> str:
    """A place as chips have it, behind other words: worldwide, outside China."""
    return place[0].lower() + place[1:] if place in RAISED else place


def _one_china(places: tuple[str, ...]) -> set[str]:
    return {"china" if place in CHINESE else place for place in places}


def _places(text: str) -> tuple[str, ...]:
    words = [word for word in text.replace(",", " ").replace(" and ", " ").split() if word]
    for word in words:
        if word not in NAMES:
            from pydantic_core import PydanticCustomError

            raise PydanticCustomError(
                "vocabulary", "'{value}' is not a known territory", {"value": word, "hint": _near(text, word)}
            )
    return tuple(words)


def _near(text: str, word: str) -> str:
    """The spelling of what is meant, as far as that is known, and how places are spelled."""
    names = (name for name in sorted(SPOKEN, key=len, reverse=True) if word in (name, *name.split()))
    spoken = next((SPOKEN[name] for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)), "")
    near = f"did you mean '{spoken}'?" if spoken else did_you_mean(word, NAMES)
    return f"{near} {SPELLING}".strip()


def _and(places: tuple[str, ...], articled: frozenset[str] = frozenset(), named: Mapping[str, str] = NAMES) -> str:
    names = [f"the {named[place]}" if place in articled else named[place] for place in places]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
