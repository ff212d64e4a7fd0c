"""Words, colours and numbers inside an editable chart, as DrawingML charts spell them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from xml.sax.saxutils import quoteattr

from briefgen.brand.brand import Brand
from briefgen.charts.engine.series import Dash, Inset, Label, Phrase, Side
from briefgen.frozen import frozen
from briefgen.ooxml.drawingml import clean, color, language_of

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SVG_TYPE = "image/svg+xml"
NAMESPACES = (
    f'xmlns:c="{CHART_URI}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
NO_FILL, NO_LINE = "<a:noFill/>", "<a:ln><a:noFill/></a:ln>"
CATEGORY_AXIS, VALUE_AXIS = 111_111_111, 222_222_222
_DASHES: dict[Dash, str] = {"solid": "solid", "dashed": "dash", "dotted": "sysDot"}
_SIDES: dict[Side, str] = {"left": "l", "right": "r", "above": "t", "below": "b", "center": "ctr"}
_SHOWN = (
    '<c:showLegendKey val="0"/><c:showVal val="{0}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


@frozen
class ChartLook:
    """What charts of a document are written with: `themed` colours follow the theme, others are plain digits."""

    brand: Brand
    language: str
    themed: bool

    def fill(self, token: str) -> str:
        """A solid fill."""
        digits = f'<a:srgbClr val="{self.brand.color(token)}"/>'
        return f"<a:solidFill>{color(token, self.brand) if self.themed else digits}</a:solidFill>"

    def line(self, token: str, points: float, dash: Dash = "solid") -> str:
        """A line of a weight in points."""
        return (
            f'<a:ln w="{round(points * 12_700)}" cap="flat">{self.fill(token)}<a:prstDash val="{_DASHES[dash]}"/>'
            f"<a:round/></a:ln>"
        )

    def shape(self, fill: str = NO_FILL, line: str = NO_LINE) -> str:
        """The looks of a part of the chart, without effects."""
        return f"<c:spPr>{fill}{line}<a:effectLst/></c:spPr>"

    def properties(self, phrase: Phrase, tag: str) -> str:
        """The look of words."""
        flags = f'b="{int(phrase.bold)}" i="{int(phrase.italic)}" u="none" strike="noStrike" baseline="0"'
        lang = f'lang="{language_of(phrase.text, self.language)}" ' if tag != "defRPr" else ""
        latin, asian = quoteattr(self.brand.family), quoteattr(self.brand.east_asian)
        faces = f"<a:latin typeface={latin}/><a:ea typeface={asian}/><a:cs typeface={latin}/>"
        return f'<a:{tag} {lang}sz="{round(phrase.points * 100)}" {flags}>{self.fill(phrase.color)}{faces}</a:{tag}>'

    def rich(self, label: Label, align: str = "l") -> str:
        """The lines of a label."""
        lines = "".join(self._paragraph(line, align) for line in label)
        return f"<c:tx><c:rich>{_body()}<a:lstStyle/>{lines}</c:rich></c:tx>"

    def _paragraph(self, line: Sequence[Phrase], align: str) -> str:
        first = self.properties(line[0], "defRPr")
        runs = "".join(f"<a:r>{self.properties(p, 'rPr')}<a:t>{clean(p.text)}</a:t></a:r>" for p in line)
        return f'<a:p><a:pPr algn="{align}">{first}</a:pPr>{runs}</a:p>'

    def plain(self, phrase: Phrase) -> str:
        """The look of words an office program writes by itself."""
        first = self.properties(phrase, "defRPr")
        return (
            f"<c:txPr>{_body()}<a:lstStyle/><a:p><a:pPr>{first}</a:pPr>"
            f'<a:endParaRPr lang="{self.language}"/></a:p></c:txPr>'
        )

    def labels(self, labels: Sequence[tuple[Label, Side | None]]) -> str:
        """The labels of a series, as printed; points without one show nothing."""
        single = "".join(self._label(number, label, side) for number, (label, side) in enumerate(labels) if label)
        if not single:
            return ""
        return f"<c:dLbls>{single}{self.shape()}{_SHOWN.format(0)}</c:dLbls>"

    def _label(self, number: int, label: Label, side: Side | None) -> str:
        align = "r" if side == "left" else "l"
        place = _SIDES[side] if side else "outEnd"
        return (
            f'<c:dLbl><c:idx val="{number}"/><c:layout/>{self.rich(label, align)}{self.shape()}'
            f'<c:dLblPos val="{place}"/>{_SHOWN.format(1)}</c:dLbl>'
        )

    def title(self, label: Label, x: float) -> str:
        """The head of a chart, from the left; nothing but a note that there is none when it is empty."""
        if not label:
            return '<c:autoTitleDeleted val="1"/>'
        place = f'<c:xMode val="edge"/><c:yMode val="edge"/><c:x val="{x:.4f}"/><c:y val="0"/>'
        return (
            f"<c:title>{self.rich(label)}<c:layout><c:manualLayout>{place}</c:manualLayout></c:layout>"
            f'<c:overlay val="1"/>{self.shape()}</c:title><c:autoTitleDeleted val="0"/>'
        )

    def below(self, label: Label) -> str:
        """What stands below an axis."""
        return f'<c:title>{self.rich(label, "ctr")}<c:overlay val="0"/>{self.shape()}</c:title>' if label else ""


def _body() -> str:
    return (
        '<a:bodyPr rot="0" vertOverflow="overflow" horzOverflow="overflow" vert="horz" wrap="none" '
        'lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:spAutoFit/></a:bodyPr>'
    )


def layout(frame: Inset) -> str:
    """The place of what is inside the axes."""
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{frame.x:.4f}"/><c:y val="{frame.y:.4f}"/><c:w val="{frame.w:.4f}"/><c:h val="{frame.h:.4f}"/>'
        "</c:manualLayout></c:layout>"
    )


def text_reference(tag: str, formula: str, texts: Sequence[str]) -> str:
    """Texts and the cells they stand in."""
    cached = "".join(f'<c:pt idx="{i}"><c:v>{clean(text)}</c:v></c:pt>' for i, text in enumerate(texts))
    return (
        f'<c:{tag}><c:strRef><c:f>{formula}</c:f><c:strCache><c:ptCount val="{len(texts)}"/>{cached}</c:strCache>'
        f"</c:strRef></c:{tag}>"
    )


def number_reference(tag: str, formula: str, numbers: Sequence[Decimal | None]) -> str:
    """Numbers and the cells they stand in."""
    cached = "".join(
        f'<c:pt idx="{i}"><c:v>{number:f}</c:v></c:pt>' for i, number in enumerate(numbers) if number is not None
    )
    return (
        f"<c:{tag}><c:numRef><c:f>{formula}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(numbers)}"/>{cached}</c:numCache></c:numRef></c:{tag}>'
    )


def chart_space(inner: str, look: ChartLook, workbook: str) -> bytes:
    """The whole chart part: what is inside `c:chart`, the look of its ground and words, and its workbook."""
    text = look.plain(Phrase("", 10, "ink"))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:lang val="{look.language}"/><c:roundedCorners val="0"/>'
        f'<c:chart>{inner}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>{look.shape()}{text}'
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def vector_extension(key: str) -> str:
    """What stands inside `a:blip` for the SVG of that relation, which programs that know SVG show instead."""
    return (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
        f'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{key}"/></a:ext></a:extLst>'
    )
