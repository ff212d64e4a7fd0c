"""Traces as a page: a table of values, where they stand and what they rest on, to search and to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from briefgen.trace.trace import TraceRow, alike

_SCRIPT = """
const box = document.getElementById("find"), rows = [...document.querySelectorAll("tbody tr")];
const told = document.getElementById("told");
function look() {
  const wanted = box.value.toLowerCase();
  let shown = 0;
  for (const row of rows) {
    row.hidden = !row.textContent.toLowerCase().includes(wanted);
    shown += !row.hidden;
  }
  told.textContent = shown + " of " + rows.length + " values";
}
box.addEventListener("input", look);
look();
"""
_STYLE = """
body { margin: 0; font: 14px/1.45 Arial, "Liberation Sans", "Noto Sans CJK SC", sans-serif; color: #1A2632; }
header { background: #12304F; color: #fff; padding: 16px 28px; }
header h1 { font-size: 19px; margin: 0 0 10px; overflow-wrap: anywhere; }
label { margin-right: 8px; }
input { font: inherit; padding: 5px 9px; width: 320px; border: 0; border-radius: 3px; }
#told { color: #B9D2E8; margin-left: 12px; }
main { padding: 8px 28px 48px; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; color: #55636F; font-size: 12px; padding: 12px 14px 6px 0; border-bottom: 2px solid #12304F; }
td { vertical-align: top; padding: 9px 14px 9px 0; border-bottom: 1px solid #C8D1DA; overflow-wrap: anywhere; }
td:first-child { font-weight: bold; color: #12304F; min-width: 8em; }
td p { margin: 0 0 4px; }
.soft { color: #55636F; }
code { font: 12.5px Menlo, Consolas, monospace; }
@media print { label, input, #told { display: none; } header { color: #000; background: none; padding: 0; } }
"""
_SHOWN = 5
"""Places of a value shown before one opens the others."""
_HEADS = ("Value", "Where it stands", "Record", "Sources")


def page(rows: Sequence[TraceRow], what: str, find: str = "") -> str:
    """The rows as one HTML page without any other file; `what` was traced, `find` fills the search box."""
    heads = "".join(f"<th scope='col'>{head}</th>" for head in _HEADS)
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="en-GB"><head><meta charset="utf-8"><title>Trace of {escape(what)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n'
        f"<body><header><h1>Trace of {escape(what)}</h1>"
        f'<label for="find">Find</label><input id="find" type="search" value="{escape(find)}">'
        '<span id="told" role="status"></span></header>\n'
        f"<main><table><thead><tr>{heads}</tr></thead><tbody>\n{''.join(_rows(rows))}</tbody></table></main>\n"
        f"<script>{_SCRIPT}</script></body></html>\n"
    )


def _rows(rows: Sequence[TraceRow]) -> Iterator[str]:
    several = len({row.file for row in rows}) > 1
    for same in alike(rows, files=several):
        row = same[0]
        cells = (_lines([row.text]), _where(same, several=several), _record(row), _lines(row.sources))
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"


def _where(same: Sequence[TraceRow], *, several: bool) -> str:
    files = _lines([same[0].file], "soft") if several else ""
    says = _lines([same[0].sentence], "soft") if same[0].sentence and same[0].sentence != same[0].text else ""
    places = list(dict.fromkeys(row.place for row in same))
    more = _lines(places[_SHOWN:])
    rest = f"<details><summary>and {len(places) - _SHOWN} more places</summary>{more}</details>" if more else ""
    return files + _lines(places[:_SHOWN]) + rest + says


def _record(row: TraceRow) -> str:
    computed = [f"computed: {row.formula}, from", *row.inputs] if row.formula else []
    said = [f"said by {row.attributed_to}"] if row.attributed_to else []
    data = f"<p><code>{escape(row.origin)}</code></p>" if row.origin else ""
    return _lines([f"{row.record} {row.field}".strip()]) + data + _lines([*computed, *said], "soft")


def _lines(lines: Iterable[str], look: str = "") -> str:
    kind = f' class="{look}"' if look else ""
    return "".join(f"<p{kind}>{escape(line)}</p>" for line in lines if line)
