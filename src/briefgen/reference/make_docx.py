"""reference.docx, the Word template of a brand: its styles, page and settings."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from briefgen.brand.brand import Brand
from briefgen.ooxml.archive import normalise
from briefgen.ooxml.wordml import DECLARED
from briefgen.reference.typefaces import own_faces
from briefgen.reference.word_styles import numbering_xml, styles_xml

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    "styles": f"{_WORD}.styles+xml",
    "numbering": f"{_WORD}.numbering+xml",
    "settings": f"{_WORD}.settings+xml",
    "fontTable": f"{_WORD}.fontTable+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}
_MARGINALS = {"header1": "default", "header2": "first", "footer1": "default", "footer2": "first"}


def reference_docx(brand: Brand) -> bytes:
    """The template as bytes; the same brand gives the same bytes."""
    brand = own_faces(brand)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(),
        "docProps/app.xml": f'{_XML}<Properties xmlns="{_OFFICE.replace("relationships", "extended-properties")}">'
        "<Application>briefgen</Application></Properties>",
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _document_relations(),
        "word/styles.xml": styles_xml(brand),
        "word/numbering.xml": numbering_xml(brand),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(brand),
        "word/theme/theme1.xml": _theme(brand),
    }
    for name in _MARGINALS:
        root, style = ("hdr", "Header") if name.startswith("header") else ("ftr", "Footer")
        content = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>' if name != "header2" else "<w:p/>"
        parts[f"word/{name}.xml"] = f"{_XML}<w:{root} {DECLARED}>{content}</w:{root}>"
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return normalise(out.getvalue())


def _content_types() -> str:
    overrides = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    overrides |= {_part_path(name): kind for name, kind in _PARTS.items()}
    overrides |= {f"/word/{name}.xml": f"{_WORD}.{name[:-1]}+xml" for name in _MARGINALS}
    entries = "".join(f'<Override PartName="{path}" ContentType="{kind}"/>' for path, kind in overrides.items())
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{entries}</Types>'
    )


def _part_path(name: str) -> str:
    return "/word/theme/theme1.xml" if name == "theme" else f"/word/{name}.xml"


def _package_relations() -> str:
    return _relations(
        (
            ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
        )
    )


def _document_relations() -> str:
    parts = [(f"{_OFFICE}/{name}", _part_path(name).removeprefix("/word/")) for name in _PARTS]
    parts += [(f"{_OFFICE}/{name[:-1]}", f"{name}.xml") for name in _MARGINALS]
    return _relations((f"rId{number}", kind, target) for number, (kind, target) in enumerate(parts, 1))


def _relations(entries: Iterable[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, kind, to in entries)
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _document() -> str:
    first = len(_PARTS) + 1
    references = "".join(
        f'<w:{name[:-1]}Reference w:type="{kind}" r:id="rId{number}"/>'
        for number, (name, kind) in enumerate(_MARGINALS.items(), first)
    )
    return (
        f"{_XML}<w:document {DECLARED}><w:body><w:sectPr>{references}"
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1134" w:bottom="1077" w:left="1134"'
        ' w:header="595" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>'
    )


def _core() -> str:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>briefgen</dc:creator>'
        '<dcterms:created xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
    )


def _settings() -> str:
    return (
        f'{_XML}<w:settings {DECLARED}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _font_table(brand: Brand) -> str:
    fonts = "".join(
        f'<w:font w:name="{escape(name)}"><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        for name in dict.fromkeys((brand.family, brand.heading_family, brand.east_asian))
    )
    return f"{_XML}<w:fonts {DECLARED}>{fonts}</w:fonts>"


_THEME_COLORS = {
    "dk1": "ink", "lt1": "white", "dk2": "navy", "lt2": "mist", "accent1": "blue", "accent2": "teal",
    "accent3": "plum", "accent4": "moss", "accent5": "amber_line", "accent6": "brick", "hlink": "blue",
    "folHlink": "blue",
}  # fmt: skip


def _faces(brand: Brand, family: str) -> str:
    latin = escape(family)
    return f'<a:latin typeface="{latin}"/><a:ea typeface="{escape(brand.east_asian)}"/><a:cs typeface="{latin}"/>'


def _theme(brand: Brand) -> str:
    colors = "".join(
        f'<a:{slot}><a:srgbClr val="{brand.color(token)}"/></a:{slot}>' for slot, token in _THEME_COLORS.items()
    )
    major, minor = _faces(brand, brand.heading_family), _faces(brand, brand.family)
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}<a:prstDash val="solid"/></a:ln>'
    return (
        f'{_XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{escape(brand.name)}">'
        f'<a:themeElements><a:clrScheme name="{escape(brand.name)}">{colors}</a:clrScheme>'
        f'<a:fontScheme name="{escape(brand.name)}"><a:majorFont>{major}</a:majorFont>'
        f'<a:minorFont>{minor}</a:minorFont></a:fontScheme><a:fmtScheme name="{escape(brand.name)}">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>"
        f"{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
