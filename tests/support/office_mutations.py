"""Changes that a person or a program may make to a finished file, one at a time; each must be found by an audit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random

from lxml import etree

from briefgen.ledger.ledger import Ledger
from briefgen.values.facts import NAME, RecordKey
from support.office_edits import Office, W, is_raised, words

NUMBER = r"\d+(?:[.,]\d+)*"
QUALIFIERS = "approximately|around|nearly|almost|more than|over|at least|up to"
UNITS = {
    "months": "weeks",
    "years": "months",
    "million": "billion",
    "patients": "sites",
    "%": " mg",
    "USD": "RMB",
    "cases": "deaths",
}
SENTINELS = {"not reached": "reached", "not disclosed": "disclosed", "not in the sources": "in the sources", "not reported": "reported",
             "not estimable": "estimable", "immature": "mature"}  # fmt: skip
MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December",
          "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # fmt: skip
COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
CODED = ("stage", "status", "designation", "trial", "endpoint", "outcome", "agency")


@dataclass
class Spot:
    """A text that can be changed: that of a node, or an attribute of it."""

    node: etree._Element
    attribute: str = ""

    @property
    def text(self) -> str:
        return self.node.get(self.attribute, "") if self.attribute else self.node.text or ""

    def write(self, text: str) -> None:
        if self.attribute:
            self.node.set(self.attribute, text)
        else:
            self.node.text = text


Mutation = Callable[[Office, Ledger, Random], tuple[etree._Element, str]]
"""Changes a file in one place; returns the node and what was done, or raises IndexError when there is no such place."""


def _spots(office: Office) -> list[Spot]:
    return [Spot(node) for node in office.texts()] + [Spot(node, "descr") for node in office.alts()]


def _rewrite(
    spots: list[Spot], random: Random, pattern: str, new: Callable[[re.Match[str]], str]
) -> tuple[etree._Element, str]:
    """Write something else for one match of a pattern in one of the spots."""
    spot = random.choice([spot for spot in spots if re.search(pattern, spot.text)])
    match = random.choice(list(re.finditer(pattern, spot.text)))
    old = spot.text
    spot.write(f"{old[: match.start()]}{new(match)}{old[match.end() :]}")
    return spot.node, f"'{old}' -> '{spot.text}'"


def _pattern(pattern: str, new: Callable[[re.Match[str], Random], str]) -> Mutation:
    def mutation(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
        return _rewrite(_spots(office), random, pattern, lambda match: new(match, random))

    return mutation


def _other_digit(digit: str, random: Random) -> str:
    return random.choice([other for other in "123456789" if other != digit])


def _in_parts(part: str) -> Mutation:
    """One digit is another, in the parts of this name alone."""

    def mutation(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
        spots = [spot for spot in _spots(office) if re.search(part, office.part_of(spot.node))]
        return _rewrite(spots, random, r"\d", lambda match: _other_digit(match.group(), random))

    return mutation


def _alt_text(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
    spots = [Spot(node, "descr") for node in office.alts()]
    return _rewrite(spots, random, r"\d", lambda match: _other_digit(match.group(), random))


def _swapped(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
    """Two numbers of a paragraph, or of a row of a sheet, change places."""
    lines = [*office.paragraphs(), *(row for row in office.rows() if str(row.tag).endswith("}row"))]
    runs = [[n for n in p.iter("{*}t") if re.search(r"\d", n.text or "") and not is_raised(n)] for p in lines]
    pairs = [
        (a, b)
        for nodes in runs
        for a in nodes
        for b in nodes
        if re.findall(NUMBER, a.text or "")[0] != re.findall(NUMBER, b.text or "")[0]
    ]
    one, other = random.choice(pairs)
    first, second = (re.findall(NUMBER, node.text or "")[0] for node in (one, other))
    one.text = (one.text or "").replace(first, second, 1)
    other.text = (other.text or "").replace(second, first, 1)
    return one, f"'{first}' and '{second}' exchanged"


def _removed(kept: Callable[[etree._Element], bool]) -> Mutation:
    """A paragraph is gone."""

    def mutation(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
        paragraph = random.choice([p for p in office.paragraphs() if kept(p)])
        said = words(paragraph)
        for node in list(paragraph.iter("{*}t")):
            node.text = ""
        return paragraph, f"gone: '{said}'"

    return mutation


def _numbers(node: etree._Element) -> list[str]:
    return re.findall(NUMBER, words(node))


def _is_source_line(paragraph: etree._Element) -> bool:
    return words(paragraph).startswith(("Source: ", "Sources: "))


def _has_values(paragraph: etree._Element) -> bool:
    return (
        any(re.search(r"\d", node.text or "") and not is_raised(node) for node in paragraph.iter("{*}t"))
        and not next(paragraph.iter("{*}instrText", "{*}fld"), None) is not None
    )


def _source_changed(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
    """A source line names somebody else."""
    spots = [Spot(node) for p in office.paragraphs() if _is_source_line(p) for node in p.iter("{*}t")]
    return _rewrite(spots, random, r"\b(?!Sources?\b)[A-Za-z]{4,}\b", lambda match: "Somebody")


def _reference_changed(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
    """A word of an entry of the reference list is another."""
    entries = [source.text for source in ledger.sources if source.number]
    listed = [p for p in office.paragraphs() if any(entry in words(p).replace("\u00a0", " ") for entry in entries)]
    spots = [Spot(node) for paragraph in listed for node in paragraph.iter("{*}t")]
    return _rewrite(spots, random, r"\b[A-Za-z]{4,}\b", lambda match: "Otherwise")


def _citation(new: Callable[[str], str]) -> Mutation:
    """The numbers after a sentence change."""

    def mutation(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
        node = random.choice(
            [node for node in office.texts() if is_raised(node) and re.fullmatch(r"[\d,–]+", node.text or "")]
        )
        old = node.text or ""
        node.text = new(old)
        return node, f"citation '{old}' -> '{node.text}'"

    return mutation


def _row_removed(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
    rows = [row for row in office.rows() if any(_has_values(p) for p in row.iter("{*}p", "{*}is"))]
    row = random.choice(rows)
    table = row.getparent()
    assert table is not None
    table.remove(row)
    return table, f"row gone: '{words(row)}'"


def _cell_copied(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
    """A cell says what the cell above or below it says."""
    pairs = []
    for row in office.rows():
        below = row.getnext()
        if below is None:
            continue
        for one, other in _above_each_other(row, below):
            if _numbers(one) != _numbers(other) and all(
                any(_has_values(p) for p in cell.iter("{*}p", "{*}is")) for cell in (one, other)
            ):
                pairs.append((one, other))
    one, other = random.choice(pairs)
    what = f"'{words(other)}' -> '{words(one)}'"
    parent = other.getparent()
    assert parent is not None
    copied = deepcopy(one)
    if "r" in other.attrib:
        copied.set("r", other.get("r", ""))
    parent.replace(other, copied)
    return copied, what


def _above_each_other(row: etree._Element, below: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    if str(row.tag).endswith("}tr"):
        yield from zip(row.iterfind("{*}tc"), below.iterfind("{*}tc"), strict=False)
        return
    columns = {cell.get("r", "").rstrip("0123456789"): cell for cell in below.iterfind("{*}c")}
    pairs = ((cell, columns.get(cell.get("r", "").rstrip("0123456789"))) for cell in row.iterfind("{*}c"))
    yield from ((cell, other) for cell, other in pairs if other is not None)


def _stated(roles: Callable[[str], bool], new: Callable[[str, Ledger, Random], str]) -> Mutation:
    """The text of a value with such a role is another."""

    def mutation(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
        texts = {
            entry.text for printed, entry in ledger.entries() if printed.kind != "picture" and roles(str(entry.role))
        }
        spot = random.choice([Spot(node) for node in office.texts() if node.text in texts])
        old = spot.text
        spot.write(new(old, ledger, random))
        return spot.node, f"'{old}' -> '{spot.text}'"

    return mutation


def _coded(role: str) -> bool:
    return role.partition(":")[0] in CODED and ":" in role


def _code_changed(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
    """A stage, a status, an endpoint or a designation is another one."""
    roles = {
        entry.text: str(entry.role)
        for printed, entry in ledger.entries()
        if printed.kind != "picture" and _coded(str(entry.role))
    }
    spot = random.choice([Spot(node) for node in office.texts() if node.text in roles])
    old = spot.text
    code = roles[old].partition(":")[2]
    spot.write(random.choice(sorted(t for t, role in roles.items() if not role.endswith(f":{code}") and old not in t)))
    return spot.node, f"'{old}' -> '{spot.text}'"


def _unattributed(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
    """Who said a value is no longer named."""
    speakers = {RecordKey("person", entry.fact.attributed_to) for _, entry in ledger.entries()}
    names = {
        entry.text
        for printed, entry in ledger.entries()
        if entry.role == NAME and entry.fact.record in speakers and printed.kind != "picture" and not printed.place.alt
    }
    node = random.choice([node for node in office.texts() if node.text in names])
    old, node.text = node.text, ""
    return node, f"no longer said by '{old}'"


def _typed(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
    """A paragraph with a number nobody stated is added after another."""
    paragraph = random.choice(list(office.paragraphs()))
    added = deepcopy(paragraph)
    nodes = list(added.iter("{*}t"))
    for node in nodes:
        node.text = ""
    nodes[0].text = f"In {random.randint(1000, 9999) / 10}% of cases"
    if str(paragraph.tag).endswith("}is"):
        row = next(paragraph.iterancestors("{*}row"))
        cell = etree.SubElement(row, str(row.tag).replace("}row", "}c"), r=f"ZZ{row.get('r')}", t="inlineStr")
        cell.append(added)
    else:
        paragraph.addnext(added)
    return added, f"typed: '{nodes[0].text}'"


def _raised(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
    """A raised number is typed after another."""
    node = random.choice([node for node in office.texts() if is_raised(node) and (node.text or "").isdigit()])
    node.text = f"{node.text},47"
    return node, f"raised '{node.text}'"


def _deleted(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
    """A run with a value is deleted with tracked changes on, or hidden."""
    runs = [
        node.getparent()
        for node in office.texts()
        if re.search(r"\d", node.text or "") and node.tag == f"{W}t" and not is_raised(node)
    ]
    run = random.choice(runs)
    assert run is not None
    said = words(run)
    if random.random() < 0.5:
        look = run.find(f"{W}rPr")
        if look is None:
            look = etree.SubElement(run, f"{W}rPr")
            run.insert(0, look)
        etree.SubElement(look, f"{W}vanish")
        return run, f"hidden '{said}'"
    deletion = etree.Element(f"{W}del")
    parent = run.getparent()
    assert parent is not None
    parent.replace(run, deletion)
    deletion.append(run)
    for node in run.iter(f"{W}t"):
        node.tag = f"{W}delText"
    return parent, f"tracked deletion of '{said}'"


def _split(office: Office, ledger: Ledger, random: Random) -> tuple[etree._Element, str]:
    """A digit is changed, and the run is cut in two inside the number."""
    nodes = [
        node
        for node in office.texts()
        if re.search(r"\d\d", node.text or "") and not is_raised(node) and "/drawingml/2006/chart" not in node.tag
    ]
    node = random.choice(
        [node for node in nodes if node.getparent() is not None and str(node.getparent().tag).endswith("}r")]
    )
    run, text = node.getparent(), node.text or ""
    assert run is not None
    at = re.search(r"\d\d", text).start() + 1  # type: ignore[union-attr]
    second = deepcopy(run)
    run.addnext(second)
    node.text = text[:at]
    rest = list(second.iter("{*}t"))
    rest[-1].text = _other_digit(text[at], random) + text[at + 1 :]
    return run, f"'{text}' -> '{words(run)}' + '{words(second)}'"


MUTATIONS: dict[str, Mutation] = {
    "digit changed": _pattern(r"\d", lambda match, random: _other_digit(match.group(), random)),
    "digit inserted": _pattern(r"\d", lambda match, random: match.group() + random.choice("123456789")),
    "digit removed": _pattern(r"\d", lambda match, random: ""),
    "point moved": _pattern(r"(\d)(\d)\.(\d)", lambda match, random: f"{match[1]}.{match[2]}{match[3]}"),
    "point removed": _pattern(r"(\d)\.(\d)", lambda match, random: f"{match[1]}{match[2]}"),
    "numbers exchanged": _swapped,
    "range cut": _pattern(rf"({NUMBER})–({NUMBER})", lambda match, random: match[1]),
    "range extended": _pattern(rf"(?<![\d–])({NUMBER})(%| |\u00a0months)", lambda match, random: f"{match[1]}–{match[1]}1{match[2]}"),
    "sign added": _pattern(rf"(?<![\d–.,A-Za-z-])({NUMBER})%", lambda match, random: f"{random.choice('−<>~')}{match[0]}"),
    "unit changed": _pattern(rf"(?<=\d)([ \u00a0]?)({'|'.join(UNITS)})", lambda match, random: match[1] + UNITS[match[2]]),
    "unit removed": _pattern(rf"(?<=\d)[ \u00a0]?({'|'.join(UNITS)})", lambda match, random: ""),
    "currency changed": _pattern(r"(USD|EUR|RMB)(?=[ \u00a0]\d)", lambda match, random: "JPY"),
    "qualifier dropped": _pattern(rf"(?i)\b({QUALIFIERS})[ \u00a0](?=\d|[A-Z]{{3}}[ \u00a0]\d)", lambda match, random: ""),
    "qualifier replaced": _pattern(rf"(?i)\b({QUALIFIERS})(?=[ \u00a0](?:\d|[A-Z]{{3}}[ \u00a0]\d))", lambda match, random: "about"),
    "qualifier added": _pattern(rf"(?<![\w.,–-])({NUMBER})(?=%|\u00a0months|\u00a0patients)", lambda match, random: f"up to {match[0]}"),
    "sentinel changed": _pattern("|".join(SENTINELS), lambda match, random: SENTINELS[match.group()]),
    "month changed": _pattern(rf"\b({'|'.join(MONTHS)})(?=[ \u00a0]\d{{4}})", lambda match, random: "May"),
    "source line removed": _removed(_is_source_line),
    "source changed": _source_changed,
    "reference changed": _reference_changed,
    "citation changed": _citation(lambda old: f"{int(re.findall(r'[0-9]+', old)[0]) + 1}"),
    "citation removed": _citation(lambda old: ""),
    "raised number typed": _raised,
    "row removed": _row_removed,
    "paragraph removed": _removed(_has_values),
    "cell copied": _cell_copied,
    "count changed": _stated(lambda role: role == "count", lambda old, ledger, random: re.sub(rf"(?i)^({'|'.join(COUNTS)}|one|no|\d+)\b", "eleven", old)),
    "phase changed": _pattern(r"(?i)(?<=phase[ \u00a0])(I{1,3}V?)\b", lambda match, random: "II" if match[1] != "II" else "III"),
    "phase extended": _pattern(r"(?i)(?<=phase[ \u00a0])(I{1,2})\b(?!/)", lambda match, random: f"{match[1]}/{match[1]}I"),
    "code changed": _code_changed,
    "negated": _stated(_coded, lambda old, ledger, random: f"not {old}"),
    "attribution dropped": _unattributed,
    "number typed": _typed,
    "digits of another script": _pattern(r"\d", lambda match, random: chr(0xFF10 + int(match.group()))),
    "arabic digits": _pattern(r"\d+", lambda match, random: "".join(chr(0x660 + int(digit)) for digit in match.group())),
    "zero-width sign inside": _pattern(r"(\d)(\d|[.,]\d)", lambda match, random: f"{match[1]}\u200b{match[2]}"),
    "run cut": _split,
    "deleted or hidden": _deleted,
    "alternative text": _alt_text,
    "header or footer": _in_parts(r"(header|footer)\d*\.xml|slides/"),
    "notes": _in_parts("notesSlides"),
    "properties": _in_parts("docProps"),
    "chart": _in_parts("charts/chart"),
    "workbook": _in_parts("embeddings/"),
}  # fmt: skip
