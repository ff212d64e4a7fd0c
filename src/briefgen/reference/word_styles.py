"""The styles of every Word document: names, sizes and colours of the brand, as styles.xml and numbering.xml."""

from __future__ import annotations

from xml.sax.saxutils import escape

from briefgen.brand.brand import Brand
from briefgen.frozen import frozen
from briefgen.ooxml.wordml import DECLARED, Border, shading

BULLETS, NUMBERS, POINTS = 1, 2, 3
RANK = 13.0
"""Points of the numbers of ranked points, which makes their first lines higher."""
_SINGLE = 240
"""What Word's "single" line is, whose height is that of the typeface."""


@frozen
class ParagraphStyle:
    """A paragraph style; colours and fills are tokens of the brand, distances points, `box` the inner margins
    (vertical, horizontal) of a filled box, `line` the line height in sizes."""

    name: str
    size: float
    before: float = 0
    after: float = 0
    line: float = 1.25
    base: str = "Normal"
    following: str = ""
    bold: bool = False
    italic: bool = False
    color: str = "ink"
    keep_next: bool = False
    fill: str = ""
    edge: str = ""
    box: tuple[int, int] = (0, 0)
    left: float = 0
    hanging: float = 0
    extra: str = ""
    outline: int = 0
    numbering: int = 0


PARAGRAPHS = (
    ParagraphStyle("Body Text", 10, after=6, line=1.45),
    ParagraphStyle("Lead", 12, after=8, line=1.33, following="Body Text"),
    ParagraphStyle("Masthead", 9, before=4.5, line=1.33, color="slate", following="Headline"),
    ParagraphStyle("Meta", 8.5, before=4, line=1.3, color="slate", following="Body Text"),
    ParagraphStyle("Headline", 22, before=13, after=9, line=1.18, bold=True, color="navy", keep_next=True,
          following="Lead"),
    ParagraphStyle("Notice Box", 8, line=1.31, color="slate", edge="rule", following="Headline"),
    ParagraphStyle("Key Point", 10, after=5.2, line=1.36, left=18.4, hanging=18.4, numbering=POINTS),
    ParagraphStyle("Rank Label", 8, after=5, line=1.25, bold=True, color="slate", keep_next=True,
          following="Key Point"),
    ParagraphStyle("Side Note", 8, after=4, line=1.38, color="slate", edge="rule", following="Body Text"),
    ParagraphStyle("Rail Head", 8.5, after=3, line=1.3, bold=True, color="navy", keep_next=True),
    ParagraphStyle("Rail", 8.5, after=1.6, line=1.35),
    ParagraphStyle("Heading 1", 15, before=14, after=6, line=1.2, bold=True, color="navy", keep_next=True, outline=1,
          following="Body Text", extra="break"),
    ParagraphStyle("Heading 2", 11, before=10, after=3, line=1.27, bold=True, color="navy", keep_next=True, outline=2,
          following="Body Text"),
    ParagraphStyle("Heading 3", 10, before=8, after=3, line=1.27, bold=True, keep_next=True, outline=3,
          following="Body Text"),
    ParagraphStyle("Heading Subtitle", 10, after=6, color="slate", keep_next=True, following="Body Text"),
    ParagraphStyle("TOC Heading", 10, before=12, after=3, bold=True, color="navy", keep_next=True),
    ParagraphStyle("TOC 1", 9, after=1),
    ParagraphStyle("List Bullet", 10, after=3, line=1.4, left=11.9, hanging=11.9, numbering=BULLETS),
    ParagraphStyle("List Number", 10, after=3, line=1.4, left=18, hanging=18, numbering=NUMBERS),
    ParagraphStyle("Caption", 9, before=8, after=3, line=1.33, bold=True, color="navy", keep_next=True,
          following="Body Text"),
    ParagraphStyle("Figure", 9, line=1.149, following="Source"),
    ParagraphStyle("Source", 8, before=2.5, after=8, line=1.31, color="slate", extra="contextual",
          following="Body Text"),
    ParagraphStyle("Caution", 9, before=8, after=10, line=1.36, fill="amber_tint", edge="amber_line", box=(5, 8),
          following="Body Text"),
    ParagraphStyle("Attribution", 9, before=6, after=8, line=1.32, fill="mist", box=(5, 9), following="Body Text"),
    ParagraphStyle("Box Head", 10, after=3, bold=True, color="navy", keep_next=True),
    ParagraphStyle("Box Text", 9, after=3, line=1.33),
    ParagraphStyle("Table Text", 8.5, line=1.29),
    ParagraphStyle("Table Head", 8, bold=True, color="slate", keep_next=True, base="Table Text"),
    ParagraphStyle("Table Group", 8.5, bold=True, color="navy", keep_next=True, base="Table Text"),
    ParagraphStyle("Table Gap", 1, line=0, extra="gap"),
    ParagraphStyle("Card Label", 8.5, after=2, color="slate"),
    ParagraphStyle("Card Figure", 15, after=2, line=1.15, bold=True, color="navy"),
    ParagraphStyle("Card Text", 9, after=2),
    ParagraphStyle("Card Qualifier", 8, line=1.2, italic=True, color="slate"),
    ParagraphStyle("Metric Figure", 15, line=1.15, bold=True, color="navy"),
    ParagraphStyle("Panel Head", 10, bold=True, color="slate", keep_next=True),
    ParagraphStyle("Chip Line", 9, after=4, line=1.6),
    ParagraphStyle("Panel Note", 8.5, color="slate"),
    ParagraphStyle("Reference", 8, after=2.4, line=1.31, left=17, hanging=17),
    ParagraphStyle("Statement", 8, after=3.4, line=1.31),
    ParagraphStyle("Header", 8, color="slate", line=1.25),
    ParagraphStyle("Footer", 8, color="slate", line=1.25),
)  # fmt: skip

HEADINGS = {
    "Headline", "Heading 1", "Heading 2", "Heading 3", "TOC Heading", "Rail Head", "Box Head", "Panel Head",
}  # fmt: skip
"""Styles in the typeface of headings."""

CHARACTERS = (
    ("Not Disclosed", '<w:i/><w:iCs/><w:color w:val="{slate}"/>'),
    ("Citation", '<w:color w:val="{blue}"/><w:vertAlign w:val="superscript"/>'),
    ("Reference Number", '<w:b/><w:bCs/><w:color w:val="{blue}"/>'),
    ("Caption Label", '<w:b/><w:bCs/><w:color w:val="{navy}"/>'),
    ("Hyperlink", '<w:color w:val="{blue}"/><w:u w:val="none"/>'),
)
EVIDENCE_TABLE = "Evidence Table"
NAMES = (*(style.name for style in PARAGRAPHS), *(name for name, _ in CHARACTERS), EVIDENCE_TABLE)
_BUILT_IN = {"Heading 1", "Heading 2", "Heading 3", "TOC 1", "Caption", "Header", "Footer"}


def style_id(name: str) -> str:
    """The id of one of our own styles."""
    return name.replace(" ", "")


def line_of(name: str, brand: Brand) -> int:
    """The line height of one of our paragraph styles, as Word counts lines of its typeface: never less than a single
    one, which would cut what stands on it."""
    high = (brand.headed if name in HEADINGS else brand).face.line
    return next(max(_SINGLE, round(style.line * _SINGLE / high)) for style in PARAGRAPHS if style.name == name)


def styles_xml(brand: Brand) -> str:
    """The whole of styles.xml."""
    colors = dict(brand.colors)
    fonts = _fonts(brand)
    characters = "".join(
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f"<w:qFormat/><w:rPr>{fonts}{properties.format(**colors)}</w:rPr></w:style>"
        for name, properties in CHARACTERS
        if name != "Hyperlink"
    )
    hyperlink = (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:uiPriority w:val="99"/>'
        f"<w:rPr>{fonts}{CHARACTERS[-1][1].format(**colors)}</w:rPr></w:style>"
    )
    body = "".join(_paragraph_style(style, brand) for style in PARAGRAPHS)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles {DECLARED}>'
        f"{_defaults(brand)}{body}{characters}{hyperlink}{_table_style(brand)}</w:styles>"
    )


def _fonts(brand: Brand, family: str = "") -> str:
    latin, east = (escape(name, {'"': "&quot;"}) for name in (family or brand.family, brand.east_asian))
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}"/>'


def _defaults(brand: Brand) -> str:
    fonts, ink = _fonts(brand), brand.color("ink")
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="{ink}"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
        '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr><w:widowControl/></w:pPr><w:rPr>{fonts}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        "<w:semiHidden/></w:style>"
    )


def _paragraph_style(style: ParagraphStyle, brand: Brand) -> str:
    name = style.name.lower() if style.name in _BUILT_IN else style.name
    known = style.name in _BUILT_IN or style.name in {"Body Text", "List Bullet", "List Number", "TOC Heading"}
    custom = "" if known else ' w:customStyle="1"'
    following = f'<w:next w:val="{style_id(style.following)}"/>' if style.following else ""
    size = round(style.size * 2)
    family = brand.heading_family if style.name in HEADINGS else ""
    weight = ("<w:b/><w:bCs/>" if style.bold else "") + ("<w:i/><w:iCs/>" if style.italic else "")
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id(style.name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{style_id(style.base)}"/>{following}<w:qFormat/>'
        f"<w:pPr>{_paragraph_properties(style, brand)}</w:pPr>"
        f'<w:rPr>{_fonts(brand, family)}{weight}<w:color w:val="{brand.color(style.color)}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _paragraph_properties(style: ParagraphStyle, brand: Brand) -> str:
    number = f'<w:numPr><w:numId w:val="{style.numbering}"/></w:numPr>' if style.numbering else ""
    level = f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else ""
    line = "exact" if style.extra == "gap" else "auto"
    height = 20 if style.extra == "gap" else line_of(style.name, brand)
    return "".join((
        "<w:keepNext/>" if style.keep_next else "",
        "<w:keepLines/>" if style.outline or style.fill or style.numbering == POINTS else "",
        "<w:pageBreakBefore/>" if style.extra == "break" else "",
        "<w:widowControl/>",
        number,
        _borders(style, brand),
        shading(brand.color(style.fill) if style.fill else ""),
        f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}"'
        f' w:line="{height}" w:lineRule="{line}"/>',
        _indents(style),
        "<w:contextualSpacing/>" if style.extra == "contextual" else "",
        level,
    ))  # fmt: skip


def _indents(style: ParagraphStyle) -> str:
    if style.box[1]:
        edge = 3 if style.edge else 0
        return f'<w:ind w:left="{round((style.box[1] + edge) * 20)}" w:right="{style.box[1] * 20}"/>'
    if style.left:
        return f'<w:ind w:left="{round(style.left * 20)}" w:hanging="{round(style.hanging * 20)}"/>'
    return ""


def _borders(style: ParagraphStyle, brand: Brand) -> str:
    sides: dict[str, Border] = {}
    rule = Border(brand.color("rule"), 0.75, space=4)
    if style.name == "Masthead":
        sides = {"top": Border(brand.color("blue"), 3, space=8)}
    elif style.name == "Notice Box":
        sides = {"top": rule, "bottom": rule}
    elif style.name == "Side Note":
        sides = {"top": Border(brand.color("rule"), 0.75, space=2)}
    elif style.name == "Header":
        sides["bottom"] = Border(brand.color("rule"), 0.75, space=8)
    elif style.name == "Footer":
        sides["top"] = Border(brand.color("rule"), 0.75, space=5)
    elif style.fill:
        upright, across = style.box
        fill = brand.color(style.fill)
        left = Border(brand.color(style.edge), 3, space=across) if style.edge else Border(fill, 0.25, space=across)
        sides = {"top": Border(fill, 0.25, space=upright), "left": left,
                 "bottom": Border(fill, 0.25, space=upright), "right": Border(fill, 0.25, space=across)}  # fmt: skip
    inner = "".join(border.xml(side) for side, border in sides.items())
    return f"<w:pBdr>{inner}</w:pBdr>" if inner else ""


def _table_style(brand: Brand) -> str:
    rule = Border(brand.color("rule"), 0.5)
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(EVIDENCE_TABLE)}">'
        f'<w:name w:val="{EVIDENCE_TABLE}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:rPr>{_fonts(brand)}</w:rPr>"
        f"<w:tblPr><w:tblBorders>{rule.xml('bottom')}{rule.xml('insideH')}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="56" w:type="dxa"/><w:left w:w="40" w:type="dxa"/><w:bottom w:w="56" w:type="dxa"/>'
        '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{Border(brand.color("navy"), 1.25).xml("bottom")}'
        "</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    )


def numbering_xml(brand: Brand) -> str:
    """The whole of numbering.xml: square bullets, numbers, and the large numbers of ranked points."""
    bullet = (
        f'<w:rPr><w:rFonts w:ascii="{brand.family}" w:hAnsi="{brand.family}" w:cs="{brand.family}" w:hint="default"/>'
        f'<w:color w:val="{brand.color("blue")}"/></w:rPr>'
    )
    rank = f'<w:rPr><w:b/><w:color w:val="{brand.color("blue")}"/><w:sz w:val="{round(RANK * 2)}"/></w:rPr>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:numbering {DECLARED}>'
        f"{_abstract(0, 'bullet', '▪', 14.4, bullet)}"
        f"{_abstract(1, 'decimal', '%1.', 18, '')}{_abstract(2, 'decimal', '%1', 18.4, rank)}"
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="{NUMBERS}"><w:abstractNumId w:val="1"/></w:num>'
        f'<w:num w:numId="{POINTS}"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
    )


def _abstract(number: int, kind: str, text: str, indent: float, properties: str) -> str:
    at = round(indent * 20)
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{at}" w:hanging="{at}"/></w:pPr>{properties}</w:lvl>'
        "</w:abstractNum>"
    )
