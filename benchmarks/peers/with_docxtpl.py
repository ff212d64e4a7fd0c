"""The peer that fills a Word template: charts with matplotlib, texts and tables with docxtpl.

python with_docxtpl.py DOCUMENTS.json FOLDER
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Inches
from docxtpl import DocxTemplate, InlineImage

from charts import draw

_TEMPLATE = (
    "{%p for block in blocks %}", "{%p if block.kind == 'heading' %}", "{{ block.text }}",
    "{%p elif block.kind == 'text' %}", "{{ block.text }}", "{%p elif block.kind == 'chart' %}", "{{ block.picture }}",
    "{%p else %}",
)  # fmt: skip


def template() -> bytes:
    """A template with a heading, a paragraph, a picture and a table, each in a loop over blocks."""
    document = Document()
    for number, line in enumerate(_TEMPLATE):
        document.add_paragraph(line, style="Heading 2" if number == 2 else None)
    table = document.add_table(rows=3, cols=3)
    table.style = "Table Grid"
    table.cell(0, 0).text = "{%tr for row in block.rows %}"
    for column, text in enumerate(("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}")):
        table.cell(1, column).text = text
    table.cell(2, 0).text = "{%tr endfor %}"
    for line in ("{%p endif %}", "{%p endfor %}"):
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def write_document(made: bytes, spec: dict[str, Any], path: Path) -> None:
    """One document from the template."""
    document = DocxTemplate(io.BytesIO(made))
    blocks = []
    for block in spec["blocks"]:
        if block["kind"] == "chart":
            width = Inches(min(6.0, block["chart"]["inches"][0]))
            block = {"kind": "chart", "picture": InlineImage(document, io.BytesIO(draw(block["chart"])), width=width)}
        blocks.append(block)
    document.render({"blocks": blocks}, autoescape=True)
    document.save(path)


if __name__ == "__main__":
    documents, folder = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    made = template()
    for name, spec in documents.items():
        write_document(made, spec, folder / f"{name}.docx")
