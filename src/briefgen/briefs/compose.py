"""Compose: an outline and its view become a document; templates are rendered, values placed, sources cited."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, get_args

from jinja2 import UndefinedError
from markupsafe import Markup

from briefgen import charts
from briefgen.briefs.abbreviations import abbreviations_in
from briefgen.briefs.american import in_american
from briefgen.briefs.brief import Brief, SubjectKind, section_file
from briefgen.briefs.cited import KINDS, NEWEST, with_sources
from briefgen.briefs.columns import BEYOND, TableMaker
from briefgen.briefs.comments import comment_blocks
from briefgen.briefs.components import MarkdownError, captioned, without_empty_sections
from briefgen.briefs.filters import lower_first
from briefgen.briefs.furniture import furniture, meta
from briefgen.briefs.loader import COMPILED
from briefgen.briefs.markdown import parse_inline, parse_markdown
from briefgen.briefs.numbered import with_numbers
from briefgen.briefs.outline import Outline
from briefgen.briefs.reach import settings_of
from briefgen.briefs.render import Narrative, escape
from briefgen.briefs.section_options import names_of_section, unknown_options
from briefgen.briefs.wording import entry_of
from briefgen.compliance import check_compliance
from briefgen.document.bibliography import number_references
from briefgen.document.blocks import AbbreviationList, Blocks, Figure, Heading, Paragraph, ReferenceList, Row, Table
from briefgen.document.citations import cite_blocks, sources_in, sources_of
from briefgen.document.document import Allowance, Document, Reference, ShortForm
from briefgen.document.inlines import Cite, Inlines, Text, Value
from briefgen.document.size import oversized
from briefgen.document.walk import inlines_of
from briefgen.editor.choice import told_of
from briefgen.editor.findings import findings
from briefgen.editor.materiality import read_materiality
from briefgen.editor.news import news_of
from briefgen.editor.register import SHEETS, Cell, Register, registers
from briefgen.formats import FORMATS
from briefgen.lexicon.en import AMERICAN, HOUSE
from briefgen.problems import Origin, did_you_mean, require
from briefgen.values.facts import Traced
from briefgen.view import Subject
from briefgen.view.commentary import CommentaryView
from briefgen.view.drawing import Drawing
from briefgen.view.view import View


def compose_document(outline: Outline, view: View, templates: Path, shown: str = "templates") -> Document:
    """The document of an outline; ProblemsFoundError with everything wrong in its templates."""
    with COMPILED.keeping():
        return Composer(outline, view, templates, shown).document()


class Composer:
    """The passes from an outline to a document."""

    def __init__(self, outline: Outline, view: View, templates: Path, shown: str) -> None:
        self.outline = outline
        self.brief: Brief = outline.brief
        self.view = view
        self.template = f"{shown}/{outline.template}"
        self.narrative = Narrative(templates, shown, self.brief.name)
        found = view.find(outline.kind, outline.subject)
        assert isinstance(found, Subject)
        self.subject = found
        ranking = read_materiality(templates, shown)
        self.spelling = ranking.spelling
        told = told_of(
            found, news_of(findings(view, found, view.period, ranking)), self.brief.budget, ranking, view.as_of
        )
        self.quiet = told.quiet
        self.context: dict[str, Any] = {
            "view": view,
            "topic": lower_first(found.name) if outline.kind == "area" else found.name,
            "subject": found,
            **dict.fromkeys(get_args(SubjectKind)),
            outline.kind: found,
            "brief": (settings := settings_of(self.brief)),
            "medical": settings.is_medical,
            "news": told.news,
            "told": told,
            "period": view.period_name,
            "as_of": view.day,
            "kinds_cited": KINDS,
            "newest_cited": NEWEST,
            "chart": self.chart,
            "charts": self.charts,
            "statement": self.statement,
            "table": self.table,
            "facts": self.facts,
            "comment": self.comment,
            "references": self.references,
            "abbreviations": self.abbreviations,
            "register": self.register,
        }

    def document(self) -> Document:
        """The document: rendered, parsed, checked, cited and numbered."""
        self.narrative.read_words(self.context)
        text = self.narrative.render(self.source(), self.context, self.outline.template)
        if any(problem.code == "template-too-large" for problem in self.narrative.problems):
            require(self.narrative.problems)  # nothing more can be printed, which is no fault of brief.yaml
        uncited = without_empty_sections(self.parsed(self.narrative.with_capitals(text)))
        require(oversized(uncited, self.template))
        title = self.line(self.brief.title)
        subtitle = tuple(line for template in self.brief.subtitle if (line := self.line(template)))
        cover: Blocks = (Heading(2, title), *(Paragraph(line) for line in subtitle))
        require([*self.narrative.problems, *check_compliance(cover, uncited, self.view)])
        blocks = cite_blocks(uncited)
        references = number_references(sources_in(blocks), self.view)
        cited = [source for one in references if (source := self.view.find("source", one.id))]
        blocks = with_sources(with_numbers(blocks, references), cited)
        on_pages = FORMATS[self.outline.format].kind == "pages"
        known = HOUSE if on_pages and self.brief.budget.pages == 1 else frozenset()
        said = (title, *subtitle, *inlines_of(blocks))
        abbreviations = abbreviations_in(self.view, said, known, on_pages=on_pages)
        blocks = _without_empty_lists(blocks, references, abbreviations)
        header, footer = furniture(self.outline, self.view, title)
        kind = FORMATS[self.outline.format].kind
        document = Document(
            brief=self.brief.name,
            subject=self.outline.subject,
            title=title,
            subtitle=subtitle,
            meta=meta(self.brief, self.view, references),
            header=header,
            footer=footer,
            blocks=blocks,
            references=references,
            abbreviations=abbreviations,
            variant=self.brief.look,
            charts=self.brief.charts,
            as_of=self.view.as_of.isoformat(),
            keywords=(self.brief.name, self.outline.subject, self.view.period.text, self.view.audience),
            allowance=Allowance(
                self.brief.budget.room(kind, quiet=self.quiet),
                self.setting("budget"),
                self.brief.budget.gives_way,
                self.brief.budget.stays_whole,
            ),
            template=self.template,
            titled=self.setting("title"),
        )
        return in_american(document) if self.spelling == AMERICAN else document

    def references(self, *, run_in: bool = False) -> Markup:
        """Places the list of references."""
        return self.narrative.place(ReferenceList(run_in))

    def abbreviations(self, *, run_in: bool = False) -> Markup:
        """Places the list of abbreviations."""
        return self.narrative.place(AbbreviationList(run_in))

    def source(self) -> str:
        """The template of the whole: its sections one after the other, each with its options."""
        kind = FORMATS[self.outline.format].kind
        named = kind == "slides" and (self.brief.budget.gives_way or self.brief.budget.stays_whole)
        lines = []
        for number, section in enumerate(self.outline.sections):
            options = f"section_options[{number}]"
            given = ", ".join(f"{name} = {options}.{name}" for name in section.options)
            line = self.brief.lines.get(f"documents.{self.outline.format}.{number}", 0)
            place = Origin(f"{self.narrative.shown}/{self.brief.name}/brief.yaml", line)
            self.narrative.given |= {str(value): place for value in section.options.values()}
            file = section_file(section, self.brief.name, kind, self.narrative.templates)
            if section.options and file:
                names = names_of_section(file, self.narrative.environment, self.narrative.templates)
                self.narrative.problems += () if names is None else unknown_options(section, names, place)
            include = f'{{% include "{file}" %}}'
            include = f"{{% with {given} %}}{include}{{% endwith %}}" if given else include
            include = f"{section.loop}{include}\n\n\n{{% endfor %}}" if section.loop else include
            tests = [*(f"told.{state}" for state in section.when), *(f"not told.{state}" for state in section.unless)]
            include = f"{{% if {' and '.join(tests)} %}}{include}{{% endif %}}" if tests else include
            lines.append(f"Section: {section.name}\n\n{include}" if named else include)
        self.context["section_options"] = tuple(section.options for section in self.outline.sections)
        return "\n\n\n".join(lines)  # the first line break after a tag is swallowed

    def parsed(self, text: str) -> Blocks:
        """The blocks of the Markdown that the templates print."""
        try:
            return parse_markdown(text, self.narrative.values, self.narrative.blocks, self.narrative.places)
        except MarkdownError as error:
            self.narrative.problems += error.problems(Origin(self.template))
            return ()

    def line(self, template: str) -> Inlines:
        """A line of brief.yaml, itself a template."""
        text = self.narrative.render(template, self.context, f"{self.brief.name}/brief.yaml")
        try:
            return self.inlines(text)
        except MarkdownError as error:
            self.narrative.problems += error.problems(Origin(f"{self.narrative.shown}/{self.brief.name}/brief.yaml"))
            return ()

    def inlines(self, text: str) -> Inlines:
        """One line of Markdown that a template prints, with its values."""
        return parse_inline(self.narrative.with_capitals(text), self.narrative.values, self.narrative.places)

    # --- what templates call -----------------------------------------------------------------------------------

    def chart(self, name: str, *args: Any, caption: str = "", caller: Any = None, **options: Any) -> Markup:
        """A chart of view objects, captioned by `caption` or the body of a call block; nothing when it has no data."""
        if name not in charts.CHARTS:
            raise UndefinedError(f"no chart is called '{name}'\n{did_you_mean(name, charts.CHARTS)}")
        if charts.takes_day(name):
            options.setdefault("as_of", self.view.day)
        numbers = charts.prepare(name, *args, **options)
        if numbers is None:
            return Markup("")
        place = self.narrative.here()
        facts = tuple(Value.of(one, place) for one in charts.values(name, numbers))
        text = caller() if caller else caption if isinstance(caption, Markup) else escape(caption)
        said = self.narrative.with_capitals(str(text).strip())
        words = captioned(parse_inline(said, self.narrative.values, self.narrative.places))
        numbered = charts.is_numbered(name, numbers)
        alt = charts.describe(name, numbers)
        figure = Figure(name, numbers, alt, words, sources=sources_of(facts), facts=facts, referenced=numbered)
        return self.narrative.place(figure)

    def charts(self, drawings: Iterable[Drawing]) -> Markup:
        """The charts that draw what there is to draw, one below the other."""
        return Markup("").join(self.chart(one.chart, one.of, **dict(one.options)) for one in drawings)

    def statement(self, name: str) -> Markup:
        """A statement of the wording book, by the name of its entry."""
        entry = self.narrative.words.get(entry_of(name))
        if entry is None:
            raise UndefinedError(f"no statement is called '{name}'")
        text = entry()
        return Markup(f"\n\n::: statement {name}\n{text}\n:::\n\n")

    def table(self, rows: Any, columns: str, *, caption: str = "", group: str = "", caller: Any = None) -> Markup:
        """A table of records, a column for each field or entry of the wording book, captioned as a chart is; what it
        has no room for stands in the workbook, and is counted."""
        every = tuple(rows)
        most = self.brief.rows or len(every)
        said = Markup(str(caller()).strip()) if caller else caption
        return self.maker.table(every[:most], columns, said, group) + self.beyond(every[most:])

    def beyond(self, rows: tuple[Any, ...]) -> Markup:
        """How many rows a table has no room for, in the words of the book."""
        entry = self.narrative.words.get(BEYOND)
        if rows and entry is None:
            raise UndefinedError(f"the wording book has no '{BEYOND}', which tells of rows beyond a table")
        return Markup("\n\n{}\n\n").format(entry(rows)) if rows and entry else Markup("")

    def facts(self, record: Any, columns: str, *, always: str = "") -> Markup:
        """The facts of a record, a term for each field or entry of the wording book that says something of it."""
        return self.maker.facts(record, columns, always)

    @property
    def maker(self) -> TableMaker:
        """What makes tables and lists of facts."""
        narrative = self.narrative
        return TableMaker(narrative.environment.getattr, narrative.mark, narrative.words, narrative.said)

    def comment(self, comment: CommentaryView) -> Markup:
        """The words of a comment of the house, each leading to its line of the data."""
        try:
            blocks = comment_blocks(comment)
        except MarkdownError as error:
            self.narrative.problems += error.problems(comment.text.fact.origin)
            return Markup("")
        return Markup("").join(map(self.narrative.place, blocks))

    def register(self, *names: str) -> Markup:
        """Every record of the subject, a section with a table for each kind; only those that are named, if any is."""
        made = {one.name: one for one in registers(self.view, self.subject)}
        for name in names:
            if name not in SHEETS:
                raise UndefinedError(f"no sheet of the register is called '{name}'\n{did_you_mean(name, SHEETS)}")
        place = self.narrative.here()
        wanted = [made[name] for name in names or made if name in made]
        blocks = [block for one in wanted for block in register_blocks(one, place)]
        return Markup("").join(map(self.narrative.place, blocks))

    def setting(self, field: str) -> Origin:
        """The line of brief.yaml that gives a field."""
        return Origin(f"{self.narrative.shown}/{self.brief.name}/brief.yaml", self.brief.lines.get(field, 0))


def register_blocks(register: Register, printed: Origin) -> Blocks:
    """A kind of records as a section with its table; the last column cites."""
    rows = (
        Row((*(_stretches(cell, printed) for cell in line.cells), (Cite(line.sources),) if line.sources else ()))
        for line in register.rows
    )
    head = tuple((Text(column),) for column in (*register.columns, "Sources"))
    sources = tuple(dict.fromkeys(source for line in register.rows for source in line.sources))
    left: Literal["left"] = "left"
    table = Table(head, tuple(rows), tuple(left for _ in head), sources=sources, referenced=True)
    return Heading(2, (Text(register.name),)), table


def _stretches(cell: Cell, printed: Origin) -> Inlines:
    return tuple(Value.of(one, printed) if isinstance(one, Traced) else Text(one) for one in cell)


def _without_empty_lists(
    blocks: Blocks, references: tuple[Reference, ...], abbreviations: tuple[ShortForm, ...]
) -> Blocks:
    """The blocks without lists that have no entry, nor the headings over them."""
    lists = ((ReferenceList, references), (AbbreviationList, abbreviations))
    empty = tuple(kind for kind, entries in lists if not entries)
    return without_empty_sections(tuple(block for block in blocks if not isinstance(block, empty)))
