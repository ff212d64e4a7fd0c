"""What a PowerPoint template offers, and which of its layouts stands for each of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from pptx.oxml.ns import qn

from briefgen.brand.brand import Brand
from briefgen.deck.layouts import MEDICAL, SLOTS
from briefgen.deck.shapes import Box
from briefgen.frozen import frozen
from briefgen.problems import Origin, Problem, did_you_mean

TITLES = ("title", "ctrTitle")
TEXTS = ("", "obj", "body", "subTitle")
PICTURES = ("", "obj", "pic")
TABLES = ("", "obj", "tbl")
FEET = ("ftr", "dt", "sldNum")
_WORDS = {"ctrTitle": "title", "title": "title", "subTitle": "subtitle", "": "content", "obj": "content",
          "body": "text", "pic": "picture", "tbl": "table", "ftr": "footer", "dt": "date",
          "sldNum": "slide number"}  # fmt: skip
_EMU = 914_400
_KINDS = {"Cover": ("title",), "Section": ("secHead",), "Two Content": ("twoObj", "twoTxTwoObj")}
_COUNTED = re.compile(r"^\d+_|[_ -]*\(?\d*\)?$")
"""What programs add to the name of a copied layout."""
_CONTENT = ("obj", "tx", "objTx", "txObj")
_NAMES = {
    "Cover": (
        "title slide",
        "title",
        "cover",
        "titelfolie",
        "diapositive de titre",
        "diapositiva de título",
        "diapositiva titolo",
        "slide de título",
        "diapositivo de título",
        "titeldia",
        "titelbild",
        "rubrikbild",
        "titelslide",
        "tittellysbilde",
        "otsikkodia",
        "slajd tytułowy",
        "úvodní snímek",
        "титульный слайд",
        "başlık slaydı",
        "标题幻灯片",
        "標題投影片",
        "タイトル スライド",
        "제목 슬라이드",
        "شريحة عنوان",
        "שקופית כותרת",
    ),
    "Section": (
        "section header",
        "section",
        "chapter",
        "divider",
        "abschnittsüberschrift",
        "titre de section",
        "encabezado de sección",
        "intestazione sezione",
        "cabeçalho da secção",
        "cabeçalho da seção",
        "sectiekop",
        "avsnittsrubrik",
        "afsnitsoverskrift",
        "nagłówek sekcji",
        "заголовок раздела",
        "节标题",
        "節標題",
        "章節標題",
        "セクション見出し",
        "구역 머리글",
        "عنوان المقطع",
        "כותרת מקטע עליונה",
    ),
    "Two Content": (
        "two content",
        "comparison",
        "two columns",
        "zwei inhalte",
        "deux contenus",
        "dos objetos",
        "due contenuti",
        "conteúdo duplo",
        "duas partes de conteúdo",
        "inhoud van twee",
        "två delar",
        "dwa elementy zawartości",
        "два объекта",
        "两栏内容",
        "兩項物件",
        "2 つのコンテンツ",
        "콘텐츠 2개",
    ),
}
_CONTENT_NAMES = (
    "title and content",
    "content",
    "text",
    "title and text",
    "body",
    "titel und inhalt",
    "titre et contenu",
    "título y objetos",
    "titolo e contenuto",
    "título e objeto",
    "título e conteúdo",
    "titel en object",
    "rubrik och innehåll",
    "titel og indhold",
    "tittel og innhold",
    "otsikko ja sisältö",
    "tytuł i zawartość",
    "nadpis a obsah",
    "заголовок и объект",
    "başlık ve i̇çerik",
    "标题和内容",
    "標題及物件",
    "タイトルとコンテンツ",
    "제목 및 내용",
    "عنوان ومحتوى",
    "כותרת ותוכן",
)
_ROOM = 8.0
"""Square inches that the text of a content layout has at least."""


@frozen
class Placeholder:
    """A placeholder of a template's layout: its kind ("" for any content), idx, name and box in inches."""

    kind: str
    idx: int
    name: str
    box: Box


@frozen
class Layout:
    """A layout of the template: its place among the layouts, name, kind and placeholders in reading order."""

    index: int
    name: str
    kind: str
    holders: tuple[Placeholder, ...]
    vertical: bool = False

    def first(self, kinds: Iterable[str]) -> Placeholder | None:
        """The first placeholder of one of these kinds."""
        return next((holder for holder in self.holders if holder.kind in kinds), None)

    @property
    def titled(self) -> bool:
        """Whether it has a title."""
        return self.first(TITLES) is not None

    @property
    def body(self) -> tuple[Placeholder, ...]:
        """The placeholders of text and other content, without the title and the foot."""
        return tuple(holder for holder in self.holders if holder.kind not in (*TITLES, *FEET))


@frozen
class Match:
    """One of our layouts, the offer that stands for it, and why: named, same name, kind, or nearest."""

    ours: str
    offer: Layout
    why: str


def layouts_of(presentation: Any, scale: float) -> tuple[Layout, ...]:
    """Every layout of every master, measured in inches of a slide 7.5 in high."""
    layouts = [layout for master in presentation.slide_masters for layout in master.slide_layouts]
    return tuple(_offer(index, layout, scale) for index, layout in enumerate(layouts))


def _offer(index: int, layout: Any, scale: float) -> Layout:
    holders = [holder for shape in layout.placeholders if (holder := _holder(shape, scale))]
    holders.sort(key=lambda holder: (round(holder.box.y, 1), holder.box.x))
    kind = layout._element.get("type", "")
    upright = [*layout._element.iter(qn("a:bodyPr"))]
    turned = any(_EIGHTH < int(frame.get("rot", "0")) % _HALF < 3 * _EIGHTH for frame in _frames(layout))
    vertical = kind.startswith("vert") or turned or any(body.get("vert", "horz") != "horz" for body in upright)
    return Layout(index, layout.name or f"layout {index + 1}", kind, tuple(holders), vertical)


_EIGHTH, _HALF = 2_700_000, 10_800_000
"""An eighth and a half of a turn."""


def _frames(layout: Any) -> Iterable[Any]:
    """The frames of its placeholders of text."""
    for shape in layout.placeholders:
        yield from shape._element.iterfind(f"{qn('p:spPr')}/{qn('a:xfrm')}")


def _holder(shape: Any, scale: float) -> Placeholder | None:
    mark = shape._element.find(f".//{qn('p:ph')}")
    edges = (shape.left, shape.top, shape.width, shape.height)
    if any(edge is None for edge in edges):
        return None
    box = Box(*(round(edge / _EMU / scale, 4) for edge in edges))
    return Placeholder(mark.get("type", ""), int(mark.get("idx", "0")), shape.name, box)


# --- matching ----------------------------------------------------------------------------------------------


def match_layouts(offers: Sequence[Layout], brand: Brand) -> tuple[tuple[Match, ...], tuple[Problem, ...]]:
    """Each of our layouts with its match, and what is wrong: exceptions that name nothing, no layout with a title."""
    problems = list(_exception_problems(offers, brand))
    found: dict[str, Match] = {}
    for name in SLOTS:
        match = _match(name, offers, brand)
        if match is not None:
            found[name] = match
    if lacking := [name for name in SLOTS if name not in found]:
        message = f"has no layout with a title for {', '.join(lacking)}"
        problems.append(Problem(Origin(str(brand.template("pptx"))), "missing-layout", message, offered(offers)))
    return tuple(found.values()), tuple(problems)


def offered(offers: Sequence[Layout]) -> str:
    """The layouts of the template with their placeholders, in one sentence."""
    parts = (f"'{offer.name}' ({', '.join(described(offer)) or 'no placeholder'})" for offer in offers)
    return f"it has {'; '.join(parts) or 'no layouts'}"


def described(offer: Layout) -> list[str]:
    """The kinds of its placeholders in words."""
    return [_WORDS.get(holder.kind, holder.kind) for holder in offer.holders]


def lacking(match: Match) -> list[str]:
    """What the matched layout has no placeholder for; it stands there as a shape of its own."""
    offer = match.offer
    kinds = {holder.kind for holder in offer.body}
    main, texts = ("", 1) if match.ours == "Section" else SLOTS[match.ours]
    found = []
    if match.ours == "Cover" and not kinds & set(TEXTS):
        found.append("subtitle")
    if main == "picture" and not kinds & set(PICTURES):
        found.append("picture")
    if main == "table" and not kinds & set(TABLES):
        found.append("table")
    if texts and not kinds & set(TEXTS):
        found.append("text")
    if match.ours != "Cover":
        found += [_WORDS[kind] for kind in ("ftr", "sldNum") if offer.first((kind,)) is None]
    return found


def _exception_problems(offers: Sequence[Layout], brand: Brand) -> Iterable[Problem]:
    names = {offer.name for offer in offers}
    ours = (*SLOTS, *(name + MEDICAL for name in SLOTS))
    for entry in brand.layouts:
        if entry.ours not in ours:
            hint = did_you_mean(entry.ours, SLOTS)
            yield Problem(entry.origin, "bad-brand", f"layouts: briefgen has no layout '{entry.ours}'", hint)
        elif entry.theirs not in names:
            message = f"layouts.{entry.ours}: the template has no layout '{entry.theirs}'"
            yield Problem(entry.origin, "missing-layout", message, did_you_mean(entry.theirs, names))
        elif all(offer.vertical or not offer.titled for offer in offers if offer.name == entry.theirs):
            message = f"layouts.{entry.ours}: '{entry.theirs}' has no title, or vertical text"
            usable = [offer.name for offer in offers if offer.titled and not offer.vertical]
            yield Problem(entry.origin, "missing-layout", message, f"these can be used: {', '.join(usable)}")


def _match(name: str, offers: Sequence[Layout], brand: Brand) -> Match | None:
    titled = [offer for offer in offers if offer.titled and not offer.vertical]
    wanted = {entry.ours: entry.theirs for entry in brand.layouts}.get(name)
    for offer in titled:
        if offer.name == wanted:
            return Match(name, offer, "named in _brand.yml")
    for offer in titled:
        if offer.name.casefold() == name.casefold():
            return Match(name, offer, "same name")
    kinds = _KINDS.get(name, _CONTENT)
    for offer in titled:
        if offer.kind in kinds and _suits(name, offer):
            return Match(name, offer, "same kind")
    for known in _NAMES.get(name, _CONTENT_NAMES):
        for offer in titled:
            if _COUNTED.sub("", offer.name).casefold() == known and _suits(name, offer):
                return Match(name, offer, "usual name")
    if name == "Two Content" and (beside := next((offer for offer in titled if _has_two_beside(offer)), None)):
        return Match(name, beside, "two texts side by side")
    if name == "Two Content" and (content := _match("Text", offers, brand)):
        return Match(name, content.offer, "nearest")
    best = max(titled, key=lambda offer: _likeness(name, offer), default=None)
    return None if best is None else Match(name, best, "nearest")


def _suits(name: str, offer: Layout) -> bool:
    """Whether a layout holds what one of ours needs, whatever its kind or name promises."""
    texts = [h.box.w * h.box.h for h in offer.body if h.kind in TEXTS and h.box.h > 0.9]
    if name in {"Cover", "Section"}:
        return len([area for area in texts if area > _ROOM]) < 2
    if name == "Two Content":
        return _has_two_beside(offer) or len([area for area in texts if area > _ROOM / 2]) > 1
    return len(texts) == 1 and texts[0] >= _ROOM


def _has_two_beside(offer: Layout) -> bool:
    """Whether a layout holds two large texts next to each other and nothing else large."""
    large = [holder.box for holder in offer.body if holder.kind in TEXTS and holder.box.h > 0.9]
    return len(large) == 2 and abs(large[0].y - large[1].y) < 0.3 and large[0].right <= large[1].x + 0.1


def _likeness(name: str, offer: Layout) -> float:
    """How well the placeholders of a layout suit one of ours."""
    kinds = [holder.kind for holder in offer.body]
    score = SequenceMatcher(None, name.casefold(), offer.name.casefold()).ratio()
    centred = offer.first(("ctrTitle",)) is not None
    if name == "Cover":
        return score + 4 * centred + 2 * ("subTitle" in kinds) - 0.5 * len(kinds)
    if name == "Section":
        return score + 2 * (offer.kind == "titleOnly") + 2 * (kinds == ["body"]) + centred - 0.5 * len(kinds)
    area = max((holder.box.w * holder.box.h for holder in offer.body if holder.kind in TEXTS), default=0.0)
    return score + min(area / 12, 3) + (offer.kind == "titleOnly") - 3 * centred - 0.4 * max(len(kinds) - 1, 0)
