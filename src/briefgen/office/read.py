"""Every text of a finished Office file, and where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from lxml import etree

from briefgen.formats import FORMATS, loaded
from briefgen.office.package import NoOfficeFileError, Package
from briefgen.office.pages import StyleNames, read_story
from briefgen.office.passages import REVIEW_ANCHOR, REVIEW_COPY, REVIEW_NOTES, Contents, FilePassage, Place
from briefgen.office.sheets import Looks, S, read_sheet, shared_texts
from briefgen.office.slides import A, P, read_slide

IDENTITY = re.compile(r"briefgen:[0-9a-f]{64}")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STORIES = {"document": "body", "header": "header", "footer": "footer", "comments": "comment",
            "footnotes": "footnote", "endnotes": "endnote"}  # fmt: skip
_NAMED = ("title", "subject", "keywords", "description", "category")
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"


def read_office(data: bytes) -> Contents:
    """Everything readable in a Word, PowerPoint or Excel file; NoOfficeFileError when it is none."""
    return contents_of(Package(data))


def contents_of(package: Package) -> Contents:
    """Everything readable in a package; NoOfficeFileError when it is none of Word, PowerPoint or Excel."""
    try:
        found: Contents = loaded(FORMATS[package.format()].reader)(package)
    except (ValueError, OverflowError) as error:
        raise NoOfficeFileError("holds numbers that no Office program writes") from error
    return replace(found, review=is_review_copy(package))


def is_review_copy(package: Package) -> bool:
    """Whether the file says that it is a copy for review."""
    root = package.find("docProps/core.xml")
    return root is not None and any(node.text == REVIEW_COPY for node in root.iter("{*}contentStatus"))


def identity_of(package: Package) -> str:
    """The id that briefgen stored in the file's properties."""
    root = package.find("docProps/core.xml")
    texts = [] if root is None else [node.text or "" for node in root]
    return next((found.group() for text in texts if (found := IDENTITY.search(text))), "")


def _properties(package: Package) -> Iterator[FilePassage]:
    """Title, subject and other words that programs show of a file."""
    root = package.find("docProps/core.xml")
    for node in () if root is None else root:
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if name in _NAMED and node.text:
            yield FilePassage(Place("properties", shape=name), node.text)


# --- Word --------------------------------------------------------------------------------------------------


def read_pages(package: Package) -> Contents:
    """Everything readable in a Word file."""
    styles = StyleNames(package.find("word/styles.xml"))
    passages: list[FilePassage] = []
    pictures: dict[tuple[str, str], str] = {}
    for name in sorted(package.parts, key=lambda name: (name != FORMATS["docx"].main, name)):
        story = re.fullmatch(r"word/([a-z]+)\d*\.xml", name)
        if story and story.group(1) in _STORIES:
            root = package.xml(name)
            found = read_story(root, _STORIES[story.group(1)], name, styles)
            passages += found
            links = package.targets(name)
            pictures |= _pictures(package, root, "{*}docPr", name, links)
            for frame, shape in _charts(root, "{*}docPr"):
                section = next((one.place.section for one in found if one.place.shape == shape), "")
                passages += _chart(package, links.get(frame, ""), Place("chart", name, section=section, shape=shape))
    passages += _loose(package)
    every = (*_properties(package), *passages)
    return Contents("docx", identity_of(package), every, _references(passages), pictures=pictures)


def _references(passages: list[FilePassage]) -> int:
    return sum(passage.kind == "reference" for passage in passages)


# --- PowerPoint --------------------------------------------------------------------------------------------


def read_slides(package: Package) -> Contents:
    """Everything readable in a PowerPoint file."""
    main = FORMATS["pptx"].main
    root = package.xml(main)
    relations = package.targets(main)
    listed = list(root.iter("{*}sldId"))
    parts = [(relations.get(node.get(f"{_RELATION}id", ""), ""), node.get("id", "")) for node in listed]
    numbers = {name: number for number, (name, _) in enumerate(parts, 1)}
    passages: list[FilePassage] = []
    layouts: dict[str, str] = {}
    pictures: dict[tuple[str, str], str] = {}
    hidden: list[int] = []
    for name, key in parts:
        slide = package.find(name)
        if slide is None:
            continue
        links = package.targets(name)
        pictures |= _pictures(package, slide, "{*}cNvPr", key, links)
        hidden += [numbers[name]] * (slide.get("show") in ("0", "false"))
        layout = next((target for target in links.values() if "slideLayouts/" in target), "")
        if layout not in layouts:
            layouts[layout], found = _layout(package, layout)
            passages += found
        targets = {id: numbers[target] for id, target in links.items() if target in numbers}
        title, found = read_slide(slide, Place("slide", key, numbers[name]), layouts[layout], targets)
        passages += found
        for frame, shape in _charts(slide, "{*}cNvPr"):
            place = Place("chart", key, numbers[name], title, shape)
            passages += _chart(package, links.get(frame, ""), place)
        for target in links.values():
            if "notesSlides/" in target and (notes := package.find(target)) is not None:
                passages += read_slide(notes, Place("notes", key, numbers[name], title), "", {})[1]
    passages += _loose(package)
    if is_review_copy(package):
        passages = list(_reviewed(passages))
    shown = {key: numbers[name] for name, key in parts}
    every = (*_properties(package), *passages)
    return Contents(
        "pptx", identity_of(package), every, _references(passages), shown, tuple(hidden), pictures=pictures
    )  # fmt: skip


def _reviewed(passages: Iterable[FilePassage]) -> Iterator[FilePassage]:
    """Passages of a copy for review: anchors and the claims in notes are no part of the document."""
    below = ""
    for passage in passages:
        place = passage.place
        if place.area == "notes" and passage.text == REVIEW_NOTES:
            below = place.key
        if place.shape.startswith(REVIEW_ANCHOR) or (place.area == "notes" and below == place.key):
            passage = replace(passage, kind="review")
        yield passage


def _layout(package: Package, name: str) -> tuple[str, list[FilePassage]]:
    """The name of a layout, and the words it puts on each slide: those outside placeholders."""
    root = package.find(name)
    if root is None:
        return "", []
    title = next((node.get("name", "") for node in root.iter("{*}cSld")), "")
    for holder in [node for node in root.iterdescendants(f"{P}sp") if next(node.iter(f"{P}ph"), None) is not None]:
        next(holder.iterancestors()).remove(holder)
    return title, read_slide(root, Place("layout", title), "", {})[1]


# --- Excel -------------------------------------------------------------------------------------------------


def read_sheets(package: Package) -> Contents:
    """Everything readable in an Excel file."""
    main = FORMATS["xlsx"].main
    root = package.xml(main)
    relations = package.targets(main)
    texts = shared_texts(package.find("xl/sharedStrings.xml"))
    looks = Looks(package.find("xl/styles.xml"))
    passages: list[FilePassage] = []
    unseen: list[str] = []
    for node in root.iter(f"{S}sheet"):
        part = relations.get(node.get(f"{_RELATION}id", ""), "")
        page = package.find(part)
        if page is None:
            continue
        name = node.get("name", "")
        place = Place("sheet", node.get("sheetId", ""), section=name)
        unseen += [name] * (node.get("state", "visible") != "visible")
        passages.append(FilePassage(replace(place, shape="name"), name))
        passages += read_sheet(page, place, texts, looks)
        for target in package.targets(part).values():
            if re.search(r"/(threadedComments|comments)[^/]*(/[^/]*)?\.xml$", target) and target in package.parts:
                passages += _texts([package.xml(target)], replace(place, area="comment"), "comment")
    passages += _loose(package)
    every = (*_properties(package), *passages)
    return Contents("xlsx", identity_of(package), every, unseen=tuple(unseen))


# --- charts, workbooks, drawings ---------------------------------------------------------------------------


def _charts(root: etree._Element, named: str) -> Iterator[tuple[str, str]]:
    """Relation and shape of each native chart that a part shows."""
    for chart in root.iter(_CHART):
        shapes = (next(node.iter(named), None) for node in chart.iterancestors())
        shape = next((found for found in shapes if found is not None), None)
        yield chart.get(f"{_RELATION}id", ""), "" if shape is None else shape.get("name", "")


def _pictures(
    package: Package, root: etree._Element, named: str, key: str, links: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """The hash of the image, or images, that each shape of a part shows."""
    images: dict[tuple[str, str], list[bytes]] = defaultdict(list)
    for blip in root.iter(f"{A}blip", "{*}svgBlip"):
        shape = next((found for above in blip.iterancestors() for found in above.iter(named)), None)
        image = links.get(blip.get(f"{_RELATION}embed", ""), "")
        if shape is not None and image in package.parts:
            images[(key, shape.get("name", ""))].append(package.read(image))
    return {shape: sha256(b"".join(data)).hexdigest() for shape, data in images.items()}


def _chart(package: Package, name: str, place: Place) -> Iterator[FilePassage]:
    """The words and numbers of a native chart, and those of its workbook."""
    yield from _texts([package.find(name)], place)
    for target in package.targets(name).values():
        yield from _workbook(package, target, replace(place, area="workbook"))


def _loose(package: Package) -> Iterator[FilePassage]:
    """Charts, diagrams, drawings and workbooks that no page shows as a chart: their parts are their places."""
    for name in package.parts:
        if name in package.opened:
            continue
        if re.search(r"/(charts|diagrams|drawings)/(chart|data|drawing)[^/]*\.xml$", name):
            yield from _texts([package.xml(name)], Place(name))
        else:
            yield from _workbook(package, name, Place(name))


def _workbook(package: Package, name: str, place: Place) -> Iterator[FilePassage]:
    if not name.endswith((".xlsx", ".xlsm")) or name not in package.parts or name in package.opened:
        return
    try:
        book = Package(package.read(name), package.room)
    except NoOfficeFileError as error:
        raise NoOfficeFileError(f"holds the workbook {name}, which {error.reason}", error.hint) from None
    package.room = book.room
    parts = [part for part in book.parts if re.fullmatch(r"xl/(sharedStrings|worksheets/[^/]+)\.xml", part)]
    yield from _texts([book.xml(part) for part in parts], place)


def _texts(roots: Iterable[etree._Element | None], place: Place, kind: str = "") -> Iterator[FilePassage]:
    """Each paragraph, text and number of data; numbers of texts in a list of their own are left out."""
    nodes = [node for root in roots if root is not None for node in root.iter("{*}v", "{*}t", f"{A}p")]
    texts = [(node, _words(node)) for node in nodes]
    for number, (node, text) in enumerate(((node, text) for node, text in texts if text), 1):
        yield FilePassage(replace(place, paragraph=number, cell=_cell(node)), text, kind or _drawn(node))


def _cell(node: etree._Element) -> str:
    """The cell of a data sheet that a number stands in: "B2"."""
    above = node.getparent()
    return "" if above is None else above.get("r", "")


def _words(node: etree._Element) -> str:
    if node.tag == f"{A}p":
        return "".join(part.text or "" for part in node.iter(f"{A}t"))
    above = node.getparent()
    inside = node.tag == f"{A}t" or (above is not None and above.get("t") == "s")
    return "" if inside else node.text or ""


def _drawn(node: etree._Element) -> str:
    """What a number of a chart may be beside a value: where a mark stands, or how long its interval is drawn."""
    above = {str(parent.tag).rpartition("}")[2] for parent in node.iterancestors()}
    return "chart number" if above & {"xVal", "yVal", "minus", "plus", "sheetData"} else "chart"
