"""Company templates from strangers: what can load or run is left out and told, what is damaged is named or mended."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from lxml import etree

from briefgen.brand.brand import Brand
from briefgen.brand.brand_file import read_brand
from briefgen.brand.fonts import width
from briefgen.cli.main import cli, main
from briefgen.document.blocks import Figure
from briefgen.office.package import Package
from briefgen.problems import ProblemsFoundError
from briefgen.reference.import_file import take_in
from briefgen.reference.report import report
from briefgen.writers.powerpoint.writer import write_presentation
from briefgen.writers.word.writer import write_word
from support.corporate import pages, slides
from support.office_files import LFS, TYPES, R, W, edited, mutated, unzipped, with_relation
from support.sampling import sampled
from support.slide_sample import sample, summary
from support.small_project import small_project
from support.word_sample import sample as word_sample

ROOT = Path(__file__).parents[2]
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
V = 'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml"'
Parts = dict[str, bytes]
MASTER, LAYOUT, SETTINGS = "ppt/slideMasters/slideMaster1.xml", "ppt/slideLayouts/slideLayout2.xml", "word/settings.xml"


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A Word template with a header and a footer, and a PowerPoint template."""
    folder = tmp_path_factory.mktemp("originals")
    slides.renamed(folder / "acme.pptx")
    pages.letterhead(folder / "acme.docx")
    return {path.suffix[1:]: path.read_bytes() for path in folder.iterdir()}


def brand_of(folder: Path, kind: str, data: bytes) -> Brand:
    """The brand with a template of these bytes."""
    place = folder / "brand"
    shutil.copytree(ROOT / "templates" / "brand", place, dirs_exist_ok=True)
    (place / f"acme.{kind}").write_bytes(data)
    yml = (ROOT / "templates" / "brand" / "_brand.yml").read_text()
    (place / "_brand.yml").write_text(f"{yml}templates: {{{kind}: acme.{kind}}}\n")
    return read_brand(place, "templates/brand")


def written(brand: Brand, kind: str) -> Parts:
    if kind == "pptx":
        return unzipped(write_presentation(sample(blocks=tuple(summary())), brand))
    blocks = tuple(block for block in word_sample().blocks if not isinstance(block, Figure))
    return unzipped(write_word(word_sample(blocks=blocks[:5]), brand))


# --- what can load or run ----------------------------------------------------------------------------------


def external(owner: str, kind: str, target: str, mode: str = "External") -> Callable[[Parts], None]:
    relation = f'<Relationship Id="rIdX" Type="{TYPES}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return lambda parts: with_relation(parts, owner, relation)


def internal(
    owner: str, kind: str, part: str, content: bytes = b"x", type: str = "application/octet-stream"
) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[part] = content
        with_relation(parts, owner, f'<Relationship Id="rIdX" Type="{TYPES}/{kind}" Target="/{part}"/>')
        override = f'<Override PartName="/{part}" ContentType="{type}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())

    return change


def put(part: str, before: str, xml: str) -> Callable[[Parts], None]:
    """Put XML before a closing tag of a part."""
    declared = re.sub(r"^<([\w:]+)", rf"<\1 {W} {R} {P} {A} {V}", xml)

    def change(parts: Parts) -> None:
        head, tag, tail = parts[part].rpartition(before.encode())
        assert tag
        parts[part] = head + declared.encode() + tag + tail

    return change


def both(*changes: Callable[[Parts], None]) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        for one in changes:
            one(parts)

    return change


def complex_field(*codes: str) -> str:
    """A field of several runs, its instruction split over them."""
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>' for code in codes)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"<w:p>{mark.format('begin')}{runs}{mark.format('separate')}<w:r><w:t>shown before</w:t></w:r>{mark.format('end')}</w:p>"


def in_header(xml: str) -> Callable[[Parts], None]:
    return put("word/header1.xml", "</w:hdr>", xml)


EVIL = r"\\host\share\x"
BUILT = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INC</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE LUDE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    f'<w:r><w:instrText>PICTURE "{EVIL}"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
FIELD_KINDS = (
    "INCLUDEPICTURE",
    "INCLUDETEXT",
    "LINK",
    "DDE",
    "DDEAUTO",
    "IMPORT",
    "DATABASE",
    "MACROBUTTON",
    "AUTOTEXT",
)
BLIP = '<p:pic><p:nvPicPr><p:cNvPr id="99" name="Linked"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:link="rIdX"/></p:blipFill><p:spPr/></p:pic>'
OBJECT = '<w:p><w:r><w:object><o:OLEObject Type="Embed" ProgID="Package" ShapeID="s" DrawAspect="Icon" ObjectID="_1" r:id="rIdX"/></w:object></w:r></w:p>'
OLE_FRAME = (
    '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="98" name="Object"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
    '<p:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></p:xfrm><a:graphic><a:graphicData uri="x"><p:oleObj r:id="rIdX" progId="P"><p:link updateAutomatic="1"/></p:oleObj></a:graphicData></a:graphic></p:graphicFrame>'
)
CLICK = '<p:sp><p:nvSpPr><p:cNvPr id="97" name="Go"><a:hlinkClick r:id="{}" action="{}"/></p:cNvPr><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr/></p:sp>'
SCRIPTED = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

FILLED = '<p:sp><p:nvSpPr><p:cNvPr id="96" name="Filled"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:blipFill><a:blip r:link="rIdX"/></a:blipFill></p:spPr></p:sp>'


def drawing(content: str) -> Callable[[Parts], None]:
    """A picture of a layout that is an SVG of this content."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{content}</svg>'.encode()
    shown = put(LAYOUT, "</p:spTree>", BLIP.replace("r:link", "r:embed"))
    return both(internal(LAYOUT, "image", "ppt/media/x.svg", svg, "image/svg+xml"), shown)


FIELDS: tuple[tuple[Callable[[Parts], None], str, bytes], ...] = (
    *((in_header(complex_field(f' {kind.lower()} "{EVIL}" ')), f"the field {kind}, in word/header1.xml", f" {kind.lower()} ".encode())
      for kind in FIELD_KINDS),
    (in_header(complex_field(" IncludeP", f'ICTURE "{EVIL}"')), "the field INCLUDEPICTURE", b"ICTURE"),
    (in_header(BUILT), "a field whose kind another field makes", b"PICTURE"),
    (put("word/footer1.xml", "</w:ftr>", complex_field(f" DDEAUTO c {EVIL}")), "the field DDEAUTO, in word/footer1.xml", b"DDEAUTO"),
    (in_header(f'<w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;{EVIL}&quot;"><w:r><w:t>shown before</w:t></w:r></w:fldSimple></w:p>'), "the field INCLUDETEXT", b"INCLUDETEXT"),
    (in_header(complex_field(f' HYPERLINK "{EVIL}"')), r"a link to \\host\share\x", b"host"),
)  # fmt: skip
"""Fields that load or run something: the change that puts one in, what is told of it, and what no document may hold."""
ACTIVE: dict[str, tuple[str, Callable[[Parts], None], str, bytes]] = {
    "link": ("docx", both(external("word/header1.xml", "hyperlink", "file:///etc/passwd"), in_header('<w:p><w:hyperlink r:id="rIdX"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>')), "a link to file:///etc/passwd", b"passwd"),
    "character reference": ("docx", both(external("word/header1.xml", "image", "http://example.org/x.png", "&#69;xternal"), in_header('<w:p><w:r><w:pict><v:shape><v:imagedata r:id="rIdX"/></v:shape></w:pict></w:r></w:p>')), "image loaded from http://example.org/x.png", b"example.org"),
    "address without a mode": ("docx", external("word/header1.xml", "image", "http://example.org/x.png", "Internal"), "image loaded from http://example.org/x.png", b"example.org"),
    "drawing with an address": ("docx", in_header('<w:p><w:r><w:pict><v:shape><v:imagedata src="http://example.org/x.png"/></v:shape></w:pict></w:r></w:p>'), "an address, http://example.org/x.png", b"example.org"),
    "attached template": ("docx", both(external(SETTINGS, "attachedTemplate", "http://example.org/x.dotm"), put(SETTINGS, "</w:settings>", '<w:attachedTemplate r:id="rIdX"/>')), "another template loaded from http://example.org/x.dotm, in word/settings.xml", b"x.dotm"),
    "letters": ("docx", put(SETTINGS, "</w:settings>", '<w:mailMerge><w:query w:val="SELECT"/></w:mailMerge>'), "a source of letters", b"mailMerge"),
    "protection": ("docx", put(SETTINGS, "</w:settings>", '<w:documentProtection w:edit="readOnly" w:enforcement="1" w:hash="AAAA" w:salt="AAAA"/>'), "a protection against changes", b"documentProtection"),
    "other file": ("docx", both(internal("word/document.xml", "aFChunk", "word/x.html"), put("word/header1.xml", "</w:hdr>", '<w:altChunk r:id="rIdX"/>')), "another file, in word/document.xml", b"altChunk"),
    "other document": ("docx", both(external("word/header1.xml", "subDocument", "x.docx"), in_header('<w:p><w:subDoc r:id="rIdX"/></w:p>')), "another document loaded from x.docx", b"subDoc"),
    "frames": ("docx", put("word/webSettings.xml", "</w:webSettings>", '<w:frameset><w:frame><w:sourceFileName r:id="rIdX"/></w:frame></w:frameset>'), "frames, in word/webSettings.xml", b"frameset"),
    "object": ("docx", both(internal("word/header1.xml", "oleObject", "word/embeddings/o.bin"), in_header(OBJECT)), "an embedded object (OLE), in word/header1.xml", b"OLEObject"),
    "control": ("docx", both(internal("word/header1.xml", "control", "word/activeX/activeX1.xml", b"<a/>", "application/vnd.ms-office.activeX+xml"), in_header('<w:p><w:r><w:object><w:control r:id="rIdX" w:name="c"/></w:object></w:r></w:p>')), "an ActiveX control", b"w:control"),
    "ribbon": ("docx", internal("", "ui/extensibility", "customUI/customUI.xml", b"<a/>", "application/xml"), "a ribbon of its own, in the file", b"customUI"),
    "add-in": ("docx", internal("", "webextensiontaskpanes", "word/webextensions/taskpanes.xml", b"<a/>", "application/xml"), "an add-in", b"taskpanes"),
    "unknown": ("docx", internal("word/header1.xml", "launcher", "word/launcher.exe"), "a part of the unknown kind launcher", b"launcher"),
    "picture": ("pptx", both(external(MASTER, "image", "http://example.org/x.png"), put(MASTER, "</p:spTree>", BLIP)), "image loaded from http://example.org/x.png", b"Linked"),
    "film": ("pptx", external(LAYOUT, "video", "file:///c:/x.avi"), "video loaded from file:///c:/x.avi", b"x.avi"),
    "object on slides": ("pptx", both(external(LAYOUT, "oleObject", "file:///c:/x.xls"), put(LAYOUT, "</p:spTree>", OLE_FRAME)), "an embedded object (OLE) loaded from file:///c:/x.xls", b"oleObj"),
    "program": ("pptx", both(external(LAYOUT, "hyperlink", "calc.exe"), put(LAYOUT, "</p:spTree>", CLICK.format("rIdX", "ppaction://program"))), "a link to calc.exe", b"program"),
    "broken drawing": ("pptx", both(internal(LAYOUT, "image", "ppt/media/x.svg", b"<svg", "image/svg"), put(LAYOUT, "</p:spTree>", BLIP.replace("r:link", "r:embed"))), "the drawing ppt/media/x.svg, which loads or runs something", b"x.svg"),
    "macro of a shape": ("pptx", put(LAYOUT, "</p:spTree>", CLICK.format("", "").replace("<p:sp>", '<p:sp macro="Run">', 1)), "a macro, in ppt/slideLayouts/slideLayout2.xml", b'macro="Run"'),
    "macro": ("pptx", put(LAYOUT, "</p:spTree>", CLICK.format("", "ppaction://macro?name=Run")), "an action, ppaction://macro?name=Run", b"name=Run"),
    "scripted drawing": ("pptx", both(internal(LAYOUT, "image", "ppt/media/x.svg", SCRIPTED, "image/svg+xml"), put(LAYOUT, "</p:spTree>", BLIP.replace("r:link", "r:embed"))), "the drawing ppt/media/x.svg, which loads or runs something", b"alert"),
    "filled shape": ("pptx", both(external(LAYOUT, "image", "http://example.org/x.png"), put(LAYOUT, "</p:spTree>", FILLED)), "image loaded from http://example.org/x.png", b"example.org"),
    "address that is none": ("docx", both(external("word/header1.xml", "hyperlink", "http://[x"), in_header('<w:p><w:hyperlink r:id="rIdX"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>')), "a link to http://[x", b"http://[x"),
    **{f"drawing with {what}": ("pptx", drawing(content), "the drawing ppt/media/x.svg, which loads or runs something", trace)
       for what, content, trace in (
           ("a style", '<style>@import "http://example.org/a.css"</style>', b"example.org"),
           ("an event", '<rect onload="alert(1)"/>', b"alert"),
           ("an address", '<image href="http://example.org/x.png"/>', b"example.org"),
           ("a background", '<rect style="fill: url(http://example.org/x.svg)"/>', b"example.org"),
       )},
    "no changes": ("pptx", put("ppt/presentation.xml", "</p:presentation>", '<p:modifyVerifier cryptProviderType="rsaAES" hash="AAAA"/>'), "a protection against changes", b"modifyVerifier"),
}  # fmt: skip


WRITTEN = sampled(sorted(ACTIVE), 4)
"""With these a document is written; of the others what every document begins with is looked at."""


@pytest.mark.parametrize("name", sorted(ACTIVE))
def test_what_can_load_or_run_is_left_out_and_told(name: str, originals: dict[str, bytes], tmp_path: Path) -> None:
    kind, change, told, trace = ACTIVE[name]
    brand = brand_of(tmp_path, kind, edited(originals[kind], change))
    found = report(brand).problems
    assert [p.severity for p in found] == ["warning"] * len(found)
    assert any(p.code == "left-out" and told in p.message for p in found), found
    parts = written(brand, kind) if name in WRITTEN else Package(take_in(brand, kind).data).parts  # type: ignore[arg-type]
    assert trace not in b"\n".join(name.encode() + content for name, content in parts.items())


def test_every_field_that_loads_or_runs_something_is_left_out_and_told(
    originals: dict[str, bytes], tmp_path: Path
) -> None:
    """All in one template: what they showed before stays."""
    brand = brand_of(tmp_path, "docx", edited(originals["docx"], both(*(change for change, _, _ in FIELDS))))
    found = [p.message for p in report(brand).problems if p.code == "left-out"]
    assert not [told for _, told, _ in FIELDS if not any(told in message for message in found)], found
    every = b"\n".join(name.encode() + content for name, content in written(brand, "docx").items())
    assert not [trace for _, _, trace in FIELDS if trace in every]
    assert every.count(b"shown before") == len(FIELDS) - 1


def test_the_template_is_as_dangerous_as_the_test_says(originals: dict[str, bytes]) -> None:
    for kind, change, _, trace in (*ACTIVE.values(), *(("docx", *field) for field in FIELDS)):
        before, after = unzipped(originals[kind]), unzipped(edited(originals[kind], change))
        assert sum(trace in name.encode() + text for name, text in after.items()) > sum(
            trace in name.encode() + text for name, text in before.items()
        )
        for name, text in after.items():
            if name.endswith(".xml"):
                etree.fromstring(text)


HARMLESS: dict[str, tuple[str, Callable[[Parts], None], bytes]] = {
    "page": ("docx", in_header(complex_field(" PAGE ")), b" PAGE "),
    "simple page": (
        "docx",
        in_header('<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'),
        b'w:instr=" PAGE "',
    ),
    "computed": (
        "docx",
        in_header(BUILT.replace("INC", "=").replace(f'PICTURE "{EVIL}"', "+ 1").replace("QUOTE LUDE", " NUMPAGES ")),
        b" NUMPAGES ",
    ),
    "web": (
        "docx",
        both(
            external("word/header1.xml", "hyperlink", "https://example.org/a"),
            in_header('<w:p><w:hyperlink r:id="rIdX"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>'),
        ),
        b"https://example.org/a",
    ),
    "place in the file": (
        "docx",
        in_header(complex_field(' HYPERLINK \\l "annex" \\o "C: see the annex" ')),
        b'"annex"',
    ),
    "web without a mode": (
        "docx",
        both(
            external("word/header1.xml", "hyperlink", "https://example.org/a", "Internal"),
            in_header('<w:p><w:hyperlink r:id="rIdX"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>'),
        ),
        b'Target="https://example.org/a" TargetMode="External"',
    ),
    "drawing": (
        "pptx",
        drawing('<style>rect {fill: url(#a)}</style><use href="#a"/><rect style="fill: red" id="a"/>'),
        b"url(#a)",
    ),
    "mail": ("docx", in_header(complex_field(' HYPERLINK "mailto:ir@example.org" ')), b"mailto:ir@example.org"),
    "jump": (
        "pptx",
        put(LAYOUT, "</p:spTree>", CLICK.format("", "ppaction://hlinkshowjump?jump=nextslide")),
        b"jump=nextslide",
    ),
}


@pytest.mark.parametrize("name", sorted(HARMLESS))
def test_harmless_fields_and_links_stay(name: str, originals: dict[str, bytes], tmp_path: Path) -> None:
    kind, change, kept = HARMLESS[name]
    brand = brand_of(tmp_path, kind, edited(originals[kind], change))
    assert not [found for found in report(brand).problems if "of its old document" not in found.message]
    assert any(kept in text for text in written(brand, kind).values())


def test_a_template_that_does_nothing_keeps_every_byte(originals: dict[str, bytes], tmp_path: Path) -> None:
    for kind in ("docx", "pptx"):
        taken = take_in(brand_of(tmp_path / kind, kind, originals[kind]), kind)  # type: ignore[arg-type]
        before, after = unzipped(originals[kind]), Package(taken.data).parts
        assert taken.problems == ()
        changed = {name for name in after if after[name] != before[name]}
        assert changed <= {"[Content_Types].xml", "ppt/_rels/presentation.xml.rels"}, "printers are not taken in"


def test_brand_check_names_what_is_left_out(originals: dict[str, bytes], tmp_path: Path) -> None:
    change, told, _ = FIELDS[FIELD_KINDS.index("DDEAUTO")]
    brand_of(tmp_path, "docx", edited(originals["docx"], change))
    result = CliRunner().invoke(cli, ["brand", "check", "--templates", str(tmp_path)], standalone_mode=False)
    assert result.return_value == 0
    assert f"acme.docx: warning[left-out]: {told}: left out of every document" in result.output


def test_what_a_template_needs_from_outside_is_refused(originals: dict[str, bytes], tmp_path: Path) -> None:
    def change(parts: Parts) -> None:
        name = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
        parts[name] = re.sub(
            rb'Target="[^"]*theme1.xml"', b'Target="http://example.org/t" TargetMode="External"', parts[name]
        )

    found = report(brand_of(tmp_path, "pptx", edited(originals["pptx"], change))).problems
    assert "takes its theme from outside: http://example.org/t" in str(found[0])


# --- damaged templates -------------------------------------------------------------------------------------


def without(*names: str) -> Callable[[Parts], None]:
    return lambda parts: [parts.pop(name) for name in names] and None


def swap(name: str, old: str, new: str, count: int = 1) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        text, times = re.subn(old.encode(), new.encode(), parts[name], count=count)
        assert times
        parts[name] = text

    return change


def cyclic(parts: Parts) -> None:
    parts["word/styles.xml"] = re.sub(
        rb'(w:styleId="(Heading\d)".*?<w:basedOn w:val=")Normal"', rb'\1\2"', parts["word/styles.xml"], flags=re.S
    )


def unnamed(parts: Parts) -> None:
    """A picture whose kind is nowhere told."""
    parts["word/media/logo.abc"] = b"x"
    with_relation(parts, "word/header1.xml", f'<Relationship Id="rIdX" Type="{TYPES}/image" Target="media/logo.abc"/>')


def renamed_document(parts: Parts) -> None:
    """The document in a part whose name says that it is no XML."""
    for name, new in (
        ("word/document.xml", "word/document.bin"),
        ("word/_rels/document.xml.rels", "word/_rels/document.bin.rels"),
    ):
        parts[new] = parts.pop(name)
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = parts[name].replace(b"word/document.xml", b"word/document.bin")


def layout_that_is_a_theme(parts: Parts) -> None:
    relations = parts["ppt/slideMasters/_rels/slideMaster1.xml.rels"]
    theme = next(found for found in re.findall(rb"<Relationship [^>]*>", relations) if b'/theme"' in found)
    key = re.search(rb'Id="(\w+)"', theme)
    assert key
    parts[MASTER] = re.sub(rb'(<p:sldLayoutId [^>]*r:id=")\w+"', rb"\1" + key[1] + b'"', parts[MASTER], count=1)


DAMAGED: dict[str, tuple[str, Callable[[Parts], None], str]] = {
    "no relations": ("pptx", without("_rels/.rels"), "is a zip archive but no Office file"),
    "no list of types": ("docx", without("[Content_Types].xml"), "is a zip archive but no Office file"),
    "no relations of the document": ("pptx", without("ppt/_rels/presentation.xml.rels"), "has no slide master"),
    "no master": ("pptx", without(MASTER), "lacks its slideMaster 'ppt/slideMasters/slideMaster1.xml'"),
    "no theme": ("pptx", swap("ppt/slideMasters/_rels/slideMaster1.xml.rels", r'<Relationship [^>]*/theme"[^>]*/>', ""), "has no theme"),
    "no layouts": ("pptx", swap(MASTER, r"<p:sldLayoutIdLst>.*</p:sldLayoutIdLst>", ""), "has no slide layouts"),
    "missing theme": ("pptx", without("ppt/theme/theme1.xml"), "lacks its theme 'ppt/theme/theme1.xml'"),
    "missing header": ("docx", without("word/header1.xml"), "lacks its header 'word/header1.xml'"),
    "NaN": ("pptx", swap(LAYOUT, r'<a:off x="[^"]*"', '<a:off x="NaN"'), "slideLayout2.xml with off x='NaN', which is no number"),
    "negative": ("pptx", swap(LAYOUT, r'<a:ext cx="[^"]*"', '<a:ext cx="-5"'), "with ext cx='-5', which is not between"),
    "absurd": ("pptx", swap(LAYOUT, r'<a:off x="[^"]*"', '<a:off x="9e300"'), "with off x='9e300', which is not between"),
    "no slide": ("pptx", swap("ppt/presentation.xml", r'<p:sldSz cx="\d+"', '<p:sldSz cx="0"'), "with sldSz cx='0', which is not between"),
    "no size": ("pptx", swap("ppt/presentation.xml", r"<p:sldSz [^>]*/>", ""), "does not say how large its slides are"),
    "colour": ("pptx", swap("ppt/theme/theme1.xml", r'srgbClr val="\w+"', 'srgbClr val="blue"'), "theme1.xml with the colour 'blue', which is none"),
    "not the document": ("docx", lambda parts: parts.update({"word/document.xml": f"<w:styles {W}/>".encode()}), "which is something else: styles"),
    "empty document": ("docx", lambda parts: parts.update({"word/document.xml": b""}), "holds word/document.xml, which is empty"),
    "no body": ("docx", lambda parts: parts.update({"word/document.xml": f"<w:document {W}/>".encode()}), "which has no body"),
    "wrong type": ("docx", swap("[Content_Types].xml", r"wordprocessingml\.template\.main\+xml", "spreadsheetml.sheet.main+xml"), "is not a Word file"),
    "wrong type of styles": ("docx", swap("[Content_Types].xml", r"wordprocessingml\.styles\+xml", "wordprocessingml.numbering+xml"), "calls word/styles.xml in [Content_Types].xml"),
    "cycle": ("docx", cyclic, "which is based on itself"),
    "narrow": ("docx", swap("word/document.xml", r'w:left="\d+"', 'w:left="11000"'), "in of its pages for text"),
    "deep": ("docx", lambda parts: parts.update({"word/document.xml": b"<a>" * 5000 + b"</a>" * 5000}), "holds word/document.xml, which is broken XML: nested too deep"),
    "layout without master": ("pptx", swap("ppt/slideLayouts/_rels/slideLayout2.xml.rels", r'<Relationship [^>]*/slideMaster"[^>]*/>', ""), "slideLayout2.xml, which does not lead back to a slide master"),
    "no shapes": ("pptx", swap(LAYOUT, r"(?s)<p:spTree>.*</p:spTree>", ""), "slideLayout2.xml, which has no tree of shapes"),
    "shape without a name": ("pptx", swap(LAYOUT, r"(?s)<p:nvSpPr>.*?</p:nvSpPr>", ""), "which has a shape without"),
    "style without id": ("docx", swap("word/styles.xml", r' w:styleId="[^"]*"', ""), "has a style without an id"),
    "picture of no kind": ("docx", unnamed, "does not say in [Content_Types].xml what word/media/logo.abc is"),
    "document that is no XML": ("docx", renamed_document, "holds word/document.bin, which is no XML"),
    "layout that is a theme": ("pptx", layout_that_is_a_theme, "slideMaster1.xml, which lists a slideLayout that is not there"),
    "no id": ("docx", lambda parts: with_relation(parts, "word/header1.xml", f'<Relationship Type="{TYPES}/image" Target="a"/>'), "has a relation without an id"),
    "twice": ("docx", lambda parts: [with_relation(parts, "word/header1.xml", f'<Relationship Id="rId9" Type="{TYPES}/image" Target="a"/>') for _ in "ab"] and None, "names rId9 twice"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(DAMAGED))
def test_damage_is_named_with_the_file(name: str, originals: dict[str, bytes], tmp_path: Path) -> None:
    kind, change, reason = DAMAGED[name]
    brand = brand_of(tmp_path, kind, edited(originals[kind], change))
    found = [str(problem) for problem in report(brand).problems if problem.severity == "error"]
    assert len(found) == 1
    assert f"acme.{kind}: error[bad-template]: " in found[0]
    assert reason in found[0]
    with pytest.raises(ProblemsFoundError, match=r"acme\.(docx|pptx): error\[bad-template\]"):
        written(brand, kind)


MENDED: dict[str, tuple[str, Callable[[Parts], None]]] = {
    "fractions": ("docx", swap("word/document.xml", r'w:left="(\d+)"', r'w:left="\1.0001"')),
    "measures": ("docx", swap("word/document.xml", r'w:top="\d+"', 'w:top="1in"')),
    "no size of pages": ("docx", swap("word/document.xml", r"<w:pgSz [^>]*/>", "")),
    "no margins": ("docx", swap("word/document.xml", r"<w:pgMar [^>]*/>", "")),
    "no sections": ("docx", swap("word/document.xml", r"<w:sectPr.*</w:sectPr>", "")),
    "missing picture": ("pptx", external(LAYOUT, "image", "../media/none.png", "Internal")),
    "relation that is not there": (
        "docx",
        in_header('<w:p><w:r><w:pict><v:shape><v:imagedata r:id="rId77"/></v:shape></w:pict></w:r></w:p>'),
    ),
    "header that leads nowhere": ("docx", swap("word/header1.xml", "<w:hdr ", '<w:hdr r:id="rId77" ')),
    "no numbering": ("docx", swap("word/_rels/document.xml.rels", r"<Relationship [^>]*/numbering\"[^>]*/>", "")),
}


@pytest.mark.parametrize("name", sorted(MENDED))
def test_harmless_damage_is_mended(name: str, originals: dict[str, bytes], tmp_path: Path) -> None:
    kind, change = MENDED[name]
    brand = brand_of(tmp_path, kind, edited(originals[kind], change))
    assert written(brand, kind)


def test_mutated_templates_are_used_or_named(originals: dict[str, bytes], tmp_path: Path) -> None:
    for kind in ("docx", "pptx"):
        for number in range(6):
            brand = brand_of(tmp_path / kind, kind, mutated(originals[kind], Random(number)))
            report(brand)
            with suppress(ProblemsFoundError):
                written(brand, kind)


# --- reference documents and fonts -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_project(tmp_path_factory.mktemp("project"))


def run(project: Path, *arguments: str) -> tuple[int, str]:
    folders = [f"--{name}={project / name}" for name in ("data", "templates")]
    more = [f"--output={project / 'output'}", "--jobs", "1", "--quiet"] if arguments[0] == "build" else []
    result = CliRunner().invoke(
        cli, [*arguments, "--period", "2025-Q4", "--as-of", "2025-12-31", *folders, *more], standalone_mode=False
    )
    assert result.exception is None, result.exception
    return int(result.return_value), result.output


def damaged(name: str, data: bytes | None) -> Callable[[Path], None]:
    return lambda brand: (brand / name).write_bytes(data) and None if data is not None else (brand / name).unlink()


FONT = "fonts/LiberationSans-Regular.ttf"
REGULAR = (ROOT / "templates" / "brand" / FONT).read_bytes()
SPOILT: dict[str, tuple[Callable[[Path], None], str, str]] = {
    **{f"{kind} {what}": (damaged(f"reference.{kind}", data), f"reference.{kind}: error[bad-reference]: {reason}", hint)
       for kind in ("docx", "pptx")
       for what, data, reason, hint in (
           ("missing", None, "is missing", "make it with `briefgen brand`"),
           ("empty", b"", "is empty", "make it with `briefgen brand`"),
           ("pointer", LFS, "is a Git LFS pointer", "run `git lfs pull`"),
           ("cut", (ROOT / "templates" / "brand" / f"reference.{kind}").read_bytes()[:-99], "is damaged", "make it with"),
       )},
    "font missing": (damaged(FONT, None), "fonts: error[bad-font]: holds no Regular face of Arial", "LiberationSans-Bold.ttf"),
    "font empty": (damaged(FONT, b""), "Regular.ttf: error[bad-font]: is empty", "put the file there again"),
    "font pointer": (damaged(FONT, LFS), "Regular.ttf: error[bad-font]: is a Git LFS pointer", "run `git lfs pull`"),
    "font cut": (damaged(FONT, REGULAR[: len(REGULAR) // 2]), "Regular.ttf: error[bad-font]: is damaged or no font file", "put"),
    "font of text": (damaged(FONT, b"no font" * 99), "Regular.ttf: error[bad-font]: is damaged or no font file", "put"),
}  # fmt: skip


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("name", sorted(SPOILT))
def test_a_spoilt_brand_is_named(
    name: str, command: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil, message, hint = SPOILT[name]
    shutil.copytree(project / "templates", tmp_path / "templates")
    (tmp_path / "data").symlink_to(project / "data")
    spoil(tmp_path / "templates" / "brand")
    code, text = run(tmp_path, command)
    assert code == 1
    assert message in text
    assert hint in text


def test_measured_with_may_be_one_family_and_nothing_else(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates" / "brand", tmp_path / "brand")
    file = tmp_path / "brand" / "_brand.yml"
    text = file.read_text()

    def brand(written: str) -> Brand:
        file.write_text(re.sub(r"measured-with: .*", f"measured-with: {written}", text))
        return read_brand(tmp_path / "brand", "brand")

    assert brand("Liberation Sans").measured_with == ("Liberation Sans",)
    assert width(brand("Liberation Sans"), "abc", 10) > 0
    for wrong in ("{a: b}", "[[a]]", "[{a: b}]"):
        with pytest.raises(
            ProblemsFoundError, match=r"_brand.yml:\d+:\d+: error\[wrong-type\]: brand\.typography\.measured-with"
        ):
            brand(wrong)


def test_main_is_the_way_in(capsys: Any, tmp_path: Path) -> None:
    """A template of the kind of Word's own Strict Open XML says what to save it as."""
    document = docx.Document()
    out = BytesIO()
    document.save(out)

    def change(parts: Parts) -> None:
        for name in parts:
            if name.endswith((".xml", ".rels")):
                strict = parts[name].replace(
                    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                )
                parts[name] = strict.replace(TYPES.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")

    brand_of(tmp_path, "docx", edited(out.getvalue(), change))
    assert main(["brand", "check", "--templates", str(tmp_path)]) == 1
    printed = capsys.readouterr().err
    assert "is saved as Strict Open XML" in printed
    assert "save it as 'Word Document (*.docx)', not as Strict Open XML" in printed
