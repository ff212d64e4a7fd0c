"""The page of the preview: sheets at the left, their text and problems beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from briefgen.formats import FORMATS
from briefgen.preview.proof import Proof, Sheet
from briefgen.problems import Problem
from briefgen.values.counting import count

SCRIPT = """
const version = document.body.dataset.version;
async function look() {
  try {
    const answer = await fetch("/state", {cache: "no-store"});
    const state = await answer.json();
    document.getElementById("state").textContent = state.doing;
    if (String(state.version) !== version) { location.reload(); return; }
  } catch { document.getElementById("state").textContent = "The preview was stopped."; }
  setTimeout(look, 700);
}
look();
"""
STYLE = """
:root { --navy: #12304F; --slate: #55636F; --rule: #C8D1DA; --mist: #F3F6F9; --amber: #8A5200; --brick: #A12B2B; }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 Arial, "Liberation Sans", "Noto Sans CJK SC", sans-serif; color: #1A2632; }
header { position: sticky; top: 0; z-index: 1; background: var(--navy); color: #fff; padding: 12px 24px; }
header h1 { font-size: 18px; margin: 0; }
header p { margin: 2px 0 0; color: #B9D2E8; }
header a { color: #fff; margin-right: 16px; }
main { padding: 16px 24px 60px; }
h2 { color: var(--navy); font-size: 20px; margin: 28px 0 4px; scroll-margin-top: 84px; }
.sheet { display: grid; grid-template-columns: minmax(0, 3fr) minmax(280px, 2fr); gap: 24px; padding: 18px 0;
  border-top: 1px solid var(--rule); scroll-margin-top: 84px; }
.sheet h3 { margin: 0 0 6px; font-size: 14px; color: var(--slate); }
.sheet img { width: 100%; border: 1px solid var(--rule); display: block; }
.none { border: 1px dashed var(--rule); color: var(--slate); padding: 40px; text-align: center; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 Menlo, Consolas, monospace; }
.problems { margin: 0 0 12px; padding: 10px 14px; list-style: none; background: #FFF5E0;
  border-left: 4px solid #D9982B; }
.problems li { white-space: pre-wrap; overflow-wrap: anywhere; margin: 4px 0; }
.problems b { color: var(--brick); }
.problems .warning { color: var(--amber); }
.fine { color: var(--slate); }
details { margin: 12px 0; background: var(--mist); padding: 10px 14px; }
summary { cursor: pointer; font-weight: bold; color: var(--navy); }
@media (max-width: 900px) { .sheet { grid-template-columns: 1fr; } }
"""


@dataclass(frozen=True, slots=True)
class PageState:
    """What the page shows at a moment; `stale` are the formats that could not be built from the newest files."""

    version: int
    title: str
    about: str
    proofs: tuple[Proof, ...] = ()
    problems: tuple[Problem, ...] = ()
    notice: str = ""
    stale: tuple[str, ...] = ()


def html(view: PageState, doing: str) -> str:
    """The whole page."""
    links = "".join(f'<a href="#{p.format}">{FORMATS[p.format].program} ({len(p.sheets)})</a>' for p in view.proofs)
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{escape(view.title)}: preview</title>"
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css"></head>'
        f'<body data-version="{view.version}"><header><h1>{escape(view.title)}</h1>'
        f'<p>{escape(view.about)} <span id="state" role="status">{escape(doing)}</span></p><nav>{links}</nav></header>'
        f'<main>{"".join(_main(view))}</main><script src="/page.js"></script></body></html>'
    )


def _main(view: PageState) -> Iterator[str]:
    if view.notice:
        yield f'<p class="fine">{escape(view.notice)}</p>'
    yield _problems(view.problems)
    for proof in view.proofs:
        yield from _proof(proof, view.version, stale=proof.format in view.stale)


def _problems(problems: tuple[Problem, ...]) -> str:
    items = "".join(f'<li class="{problem.severity}">{_words(problem)}</li>' for problem in problems)
    return f'<ul class="problems" role="alert">{items}</ul>' if items else ""


def _words(problem: Problem) -> str:
    place = f"<b>{escape(str(problem.origin))}</b> " if problem.origin.path else ""
    hint = f"\nhint: {escape(problem.hint)}" if problem.hint else ""
    return f"{place}{problem.severity}[{problem.code}]: {escape(problem.message)}{hint}"


def _proof(proof: Proof, version: int, *, stale: bool) -> Iterator[str]:
    program = FORMATS[proof.format].program
    yield f'<section><h2 id="{proof.format}">{program}</h2>'
    yield f'<p><a href="/files/{escape(proof.name)}" download>{escape(proof.name)}</a>'
    if stale:
        yield " <strong>This is how it was before the problems above appeared.</strong>"
    wrong = sum(len(sheet.problems) for sheet in proof.sheets) + len(proof.problems)
    yield f' <span class="fine">Accessibility: {count(wrong, "problem") if wrong else "no problems"}</span></p>'
    yield _list(proof.problems)
    for sheet in proof.sheets:
        yield _sheet(proof, sheet, version)
    open_ = "" if proof.sheets else " open"
    yield f"<details{open_}><summary>Text of the document</summary><pre>{escape(proof.dump)}</pre></details></section>"


def _sheet(proof: Proof, sheet: Sheet, version: int) -> str:
    name = f"{FORMATS[proof.format].sheet} {sheet.number}"
    source = f"/sheets/{version}/{proof.format}/{sheet.number}.png"
    picture = f'<img src="{source}" alt="{name}, its text stands beside it" loading="lazy">'
    return (
        f'<article class="sheet" id="{proof.format}-{sheet.number}"><div><h3>{name}</h3>'
        f"{picture if sheet.picture else '<p class=none>No picture yet</p>'}</div>"
        f"<div>{_list(sheet.problems)}<pre>{escape(sheet.text.strip())}</pre></div></article>"
    )


def _list(problems: tuple[str, ...]) -> str:
    items = "".join(f"<li>{escape(problem)}</li>" for problem in problems)
    return f'<ul class="problems">{items}</ul>' if items else ""
