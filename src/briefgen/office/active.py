"""What in an Office file can load something or run, found by an XML parser; and the parts of the file without it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree

from briefgen.frozen import frozen
from briefgen.office.fields import address_of, fields_of
from briefgen.office.package import (
    CONTENT_TYPES,
    RELATIONSHIPS,
    NoOfficeFileError,
    Package,
    Relation,
    elements,
    parsed,
    relations_of,
)

_HARMLESS = frozenset((
    "officedocument", "core-properties", "extended-properties", "custom-properties", "thumbnail", "theme",
    "themeoverride", "image", "hdphoto", "hyperlink", "font", "tags", "customxml", "customxmlprops", "audio", "video",
    "media", "chart", "chartex", "chartstyle", "chartcolorstyle", "chartusershapes", "package", "diagramdata",
    "diagramlayout", "diagramquickstyle", "diagramcolors", "diagramdrawing", "styles", "styleswitheffects",
    "numbering", "settings", "websettings", "fonttable", "header", "footer", "footnotes", "endnotes",
    "glossarydocument", "comments", "commentsextended", "commentsids", "commentsextensible", "people", "slidemaster",
    "slidelayout", "slide", "notesmaster", "notesslide", "handoutmaster", "presprops", "viewprops", "tablestyles",
    "commentauthors", "authors", "revisioninfo", "changesinfo", "vmldrawing", "legacydrawing", "ink", "model3d",
    "classificationlabels", "documenttasks", "sectionlist", "slideupdateinfo",
))  # fmt: skip
"""Kinds of relations that neither load from outside nor run, in small letters."""
_NEEDED = frozenset((
    "officedocument", "slidemaster", "slidelayout", "slide", "theme", "styles", "numbering", "settings", "header",
    "footer", "footnotes", "endnotes", "notesmaster", "notesslide", "chart",
))  # fmt: skip
"""Kinds without which a document falls apart."""
_WORDS = {
    "vbaproject": "macros", "wordvbadata": "macros", "attachedtemplate": "another template",
    "oleobject": "an embedded object (OLE)", "package": "an embedded object (OLE)", "control": "an ActiveX control",
    "activexcontrolbinary": "an ActiveX control", "ctrlprop": "an ActiveX control",
    "extensibility": "a ribbon of its own", "usercustomization": "a ribbon of its own",
    "keymapcustomizations": "keys for macros", "afchunk": "another file",
    "attachedtoolbars": "toolbars for macros", "subdocument": "another document", "frame": "frames",
    "mailmergesource": "a source of letters", "mailmergeheadersource": "a source of letters",
    "recipientdata": "a source of letters", "transform": "a stylesheet (XSLT)", "webextension": "an add-in",
    "webextensiontaskpane": "an add-in", "webextensiontaskpanes": "an add-in", "origin": "a digital signature",
}  # fmt: skip
_UNTOLD = frozenset(("printersettings",))
_ELEMENTS = {
    "altChunk": "another file", "subDoc": "another document", "control": "an ActiveX control",
    "controls": "an ActiveX control", "OLEObject": "an embedded object (OLE)",
    "objectEmbed": "an embedded object (OLE)", "objectLink": "a linked object (OLE)",
    "oleObj": "an embedded object (OLE)", "attachedTemplate": "another template",
    "linkStyles": "styles renewed from another template", "mailMerge": "a source of letters", "frameset": "frames",
    "saveThroughXslt": "a stylesheet (XSLT)", "documentProtection": "a protection against changes",
    "writeProtection": "a protection against changes", "modifyVerifier": "a protection against changes",
    "htmlPubPr": "a place to publish to", "entryMacro": "a macro", "exitMacro": "a macro", "script": "a script",
    "scriptAnchor": "a script", "webVideoPr": "a film of a web page", "HyperlinkBase": "a base of links",
}  # fmt: skip
_FIELDS = frozenset((
    "INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "DATABASE", "MACROBUTTON", "MACRO",
    "AUTOTEXT", "AUTOTEXTLIST", "GLOSSARY", "EMBED", "CONTROL", "HTMLACTIVEX", "OCX", "RD", "PRINT", "ADDIN",
))  # fmt: skip
_ACTIONS = ("hlinksldjump", "hlinkshowjump", "customshow", "media", "noaction")
_LINK_SCHEMES = ("http", "https", "mailto")
_W = r"{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = ("{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:")
_RELID = "{urn:schemas-microsoft-com:office:office}relid"
_HOLDERS = {"oleObj": ("graphicFrame",), "webextensionref": ("graphicFrame",), "blip": ("drawing", "pic", "buBlip")}
"""What goes with an element that is taken out, the outermost first."""
_LINKED = f"//*[@*[namespace-uri() = '{_RELATED[1:-1]}' or local-name() = 'relid']]"
_SUSPECT = f"//*[@action or contains(' {' '.join(_ELEMENTS)} ', concat(' ', local-name(), ' '))]"
_DRAWN = "//*[@macro or starts-with(namespace-uri(), 'urn:schemas-microsoft-com:')]"
"""Elements that may have to be changed or taken out, the few among thousands."""


@frozen
class Disarmed:
    """The parts of a file that neither load nor run anything, and what was left out of it, in words."""

    parts: dict[str, bytes]
    left_out: tuple[str, ...]


def disarm(package: Package) -> Disarmed:
    """Everything that a file leads to, but for what can load or run; NoOfficeFileError when it cannot do without."""
    work = _Work(package)
    waiting = [""]
    while waiting:
        name = waiting.pop()
        if name in work.parts or (name and name not in package.parts):
            continue
        kept, dropped = work.relations(name)
        if name:
            work.parts[name] = package.read(name)
            if package.is_xml(name):
                work.part(name, dropped, {relation.id for relation in kept})
        waiting += [relation.target for relation in kept if not relation.outside]
    order = {name: place for place, name in enumerate(package.parts)}
    parts = {name: work.parts[name] for name in sorted(work.parts, key=lambda name: order[name])}
    return Disarmed({CONTENT_TYPES: _types(package, parts), **parts}, tuple(dict.fromkeys(work.left_out)))


def _types(package: Package, parts: dict[str, bytes]) -> bytes:
    """The list of content types without the parts that are gone."""
    root = package.xml(CONTENT_TYPES)
    there = {name.casefold() for name in parts}
    gone = [node for node in root if "PartName" in node.attrib
            and node.get("PartName", "").lstrip("/").casefold() not in there]  # fmt: skip
    for node in gone:
        root.remove(node)
    return _written(root) if gone else package.read(CONTENT_TYPES)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@dataclass(slots=True)
class _Work:
    """The parts gone through so far, and what was left out of them."""

    package: Package
    parts: dict[str, bytes] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def say(self, what: str, name: str) -> None:
        """Note something left out."""
        self.left_out.append(f"{what}, in {name or 'the file'}" if what else "")

    def relations(self, name: str) -> tuple[list[Relation], set[str]]:
        """What stays of the relations of a part, and the ids of the others."""
        kept: list[Relation] = []
        dropped: dict[str, str] = {}
        for relation in self.package.relations(name):
            if not relation.id:
                raise NoOfficeFileError(f"holds {relations_of(name)}, which has a relation without an id")
            if relation.id in dropped or any(relation.id == one.id for one in kept):
                raise NoOfficeFileError(f"holds {relations_of(name)}, which names {relation.id} twice")
            if what := _judged(self.package, name, relation):
                dropped[relation.id] = what
            else:
                kept.append(relation)
        for what in dropped.values():
            if what not in _UNTOLD:
                self.say(what, name)
        place = relations_of(name)
        if place in self.package.parts:
            root = self.package.xml(place)
            changed = _without(root, {relation.id: relation for relation in kept})
            self.parts[place] = _written(root) if changed else self.package.read(place)
        return kept, set(dropped)

    def part(self, name: str, dropped: set[str], kept: set[str]) -> None:
        """Take out of a part's XML what its relations do not lead to, and what can load or run by itself."""
        root = self.package.xml(name)
        found = [*_unlinked(root, dropped, kept), *_taken_out(root), *_without_addresses(root), *_without_fields(root)]
        for what in filter(None, found):
            self.say(what, name)
        if found:
            self.parts[name] = _written(root)


# --- relations ---------------------------------------------------------------------------------------------


def _judged(package: Package, name: str, relation: Relation) -> str:
    """What a relation is left out as; "" when it stays."""
    kind, shown = relation.kind.lower(), relation.target[:80]
    if relation.outside:
        if kind in _NEEDED:
            reason = f"takes its {relation.kind} from outside: {shown}"
            raise NoOfficeFileError(reason, "save it with everything inside")
        if kind == "hyperlink":
            return "" if is_safe_link(relation.target) else f"a link to {shown}"
        return f"{_WORDS.get(kind, relation.kind or 'something')} loaded from {shown}"
    if kind in _UNTOLD:
        return kind
    if kind not in _HARMLESS or (kind == "package" and "/charts/" not in f"/{name}"):
        return _WORDS.get(kind, f"a part of the unknown kind {relation.kind}")
    if relation.target not in package.parts:
        if kind in _NEEDED:
            raise NoOfficeFileError(f"lacks its {relation.kind} '{shown}', to which {name or 'the file'} leads")
        return f"a missing part, {shown}"
    if relation.target.lower().endswith(".svg") and not _is_still(package, relation.target):
        return f"the drawing {shown}, which loads or runs something"
    return ""


def is_safe_link(address: str) -> bool:
    """Whether a link leads to a web page or a mailbox."""
    try:
        return urlsplit(address.strip()).scheme.lower() in _LINK_SCHEMES
    except ValueError:
        return False


def _without(root: etree._Element, kept: dict[str, Relation]) -> bool:
    """Leave only these relations in the part that holds them; whether anything changed."""
    changed = False
    for node in list(root):
        relation = kept.get(node.get("Id", "")) if node.tag == f"{RELATIONSHIPS}Relationship" else None
        if relation is None:
            root.remove(node)
            changed = True
        elif relation.outside and node.get("TargetMode") != "External":
            node.set("TargetMode", "External")
            changed = True
    return changed


def _is_still(package: Package, name: str) -> bool:
    """Whether an SVG drawing has no script and names nothing outside of itself."""
    try:
        nodes = list(parsed(name, package.read(name)).iter(etree.Element))
    except NoOfficeFileError:
        return False
    for node in nodes:
        if _local(node) in ("script", "foreignObject", "handler", "iframe"):
            return False
        for key, value in node.attrib.items():
            word = etree.QName(key).localname.lower()
            inner = str(value).strip().lower().startswith(("#", "data:image/")) or not value
            if word.startswith("on") or (word in ("href", "src") and not inner) or _loads(str(value)):
                return False
        if _local(node) == "style" and _loads(node.text or ""):
            return False
    return True


def _loads(style: str) -> bool:
    return bool(re.search(r"@import|url\(\s*['\"]?(?!#|data:image/)", style, re.I))


# --- elements ----------------------------------------------------------------------------------------------


def _local(node: etree._Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _unlinked(root: etree._Element, dropped: set[str], kept: set[str]) -> Iterator[str]:
    """Take out whatever names a relation that is not kept; those dropped were told already."""
    for node in elements(root, _LINKED, {}):
        name = _local(node)
        optional = name.startswith("hlink") or name in ("blip", "hyperlink")
        ids = {str(key): str(id) for key, id in node.attrib.items() if str(key).startswith((_RELATED, _RELID))}
        gone = {key: id for key, id in ids.items() if id not in kept and (id or not optional)}
        for key in gone:
            del node.attrib[key]
        if gone:
            yield from ("" if id in dropped else f"{name}, which leads nowhere" for id in gone.values())
            if name != "hyperlink" and not (name == "blip" and node.get(f"{_RELATED}embed")):
                _remove(node)


def _taken_out(root: etree._Element) -> Iterator[str]:
    """Take out elements that load or run something."""
    for node in elements(root, _SUSPECT, {}):
        name = _local(node)
        action = node.get("action", "") if name.startswith("hlink") else ""
        if name in _ELEMENTS and node is not root and (name != "HyperlinkBase" or node.text):
            yield _ELEMENTS[name] if _is_in(node, root) else ""
            _remove(node)
        elif action and not action.lower().removeprefix("ppaction://").startswith(_ACTIONS):
            yield f"an action, {action[:40]}"
            _remove(node)


def _is_in(node: etree._Element, root: etree._Element) -> bool:
    return any(above is root for above in node.iterancestors())


def _remove(node: etree._Element) -> None:
    """Take an element out, with what makes no sense without it."""
    above = list(node.iterancestors())
    for holder in _HOLDERS.get(_local(node), ()):
        if found := [one for one in above if _local(one) == holder]:
            node = found[0]
            break
    else:
        fill = node.getparent()
        if _local(node) == "blip" and fill is not None and _local(fill) == "blipFill":
            fill.tag = f"{_DRAWING}noFill"
            fill.attrib.clear()
            fill[:] = []
            return
    _drop(node)


def _drop(node: etree._Element) -> None:
    if (parent := node.getparent()) is not None:
        parent.remove(node)


def _without_addresses(root: etree._Element) -> Iterator[str]:
    """Take addresses out of drawings in VML, and macros off shapes."""
    for node in elements(root, _DRAWN, {}):
        vml = str(node.tag).startswith(_VML)
        for key, value in list(node.attrib.items()):
            name = etree.QName(key).localname.lower()
            loads = vml and (name in ("src", "althref") or (name == "href" and not is_safe_link(str(value))))
            if value and (loads or key == "macro"):
                del node.attrib[key]
                yield "a macro" if key == "macro" else f"an address, {str(value)[:80]}"


# --- fields ------------------------------------------------------------------------------------------------


def _without_fields(root: etree._Element) -> Iterator[str]:
    """Turn fields that load or run something into what they show now."""
    for node in list(root.iterdescendants(f"{_W}fldSimple")):
        if what := _harm(node.get(f"{_W}instr", ""), built=False):
            yield what
            _unwrap(node)
    for one in list(fields_of(root)):
        if what := _harm("".join(one.instruction), built=one.built):
            yield what
            for node in (*one.marks, *one.inside):
                _drop(node)


def _harm(instruction: str, *, built: bool) -> str:
    """What a field is left out as; "" when it stays."""
    words = [word.strip('"') for word in re.findall(r'"[^"]*"?|[^\s"]+', instruction)]
    kind = words[0].strip().upper() if words else ""
    if built:
        return "a field whose kind another field makes"
    if kind in _FIELDS:
        return f"the field {kind}"
    address = address_of(words[1:]) if kind == "HYPERLINK" else ""
    return "" if not address or is_safe_link(address) else f"a link to {address[:80]}"


def _unwrap(node: etree._Element) -> None:
    """Put the children of an element in its place."""
    parent = next(node.iterancestors())
    place = parent.index(node)
    parent[place : place + 1] = [child for child in node if _local(child) != "fldData"]
