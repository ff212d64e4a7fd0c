"""Tables, fact lists and the reference list as grids with fitted columns and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from briefgen.deck.column_widths import MANY, widths_of
from briefgen.deck.marks import kept_within
from briefgen.deck.panels import TINTS
from briefgen.deck.scale import DENSE, size
from briefgen.deck.setting import Setting
from briefgen.deck.shapes import Backdrop, Box, Grid, GridCell, GridRow, Para, Placed, Run, Shape, Stroke, TextShape
from briefgen.deck.text import Look, line_count, line_counts, line_width, to_runs
from briefgen.document.blocks import DefinitionList, Row, Table
from briefgen.document.citations import sources_of
from briefgen.document.inlines import Cite, Inlines, Strong, Value
from briefgen.document.walk import leaves
from briefgen.frozen import frozen
from briefgen.values.facts import STAGE, TERRITORY

INSET_X, CLOSE_INSET_X, INSET_Y = 0.1, 0.06, 0.04
DENSE_INSET = (0.06, 0.0055)
"""The margins of the cells of a register."""
MIN_ROW, TWO_LINES, MIN_FACT = 0.375, 0.51, 0.36
SHORT = 9
"""Rows of a table at most that are made as high as each other."""
CLOSER = 0.03
"""How much less high a row must be the more tightly a slide is set."""
HEAD_LINE, ROW_LINE, FOG_LINE = Stroke("navy", 1.25), Stroke("rule", 0.75), Stroke("fog", 0.75)
MARK = 0.22
PILL, CLEAR, BESIDE = 0.25, 0.05, 0.08
"""How high a pill behind a stage is, and what it leaves free above and below itself, and beside itself."""
UNDER = 2.4
"""Points that a line below such a pill stands further down."""
SLACK = 0.02
"""How much narrower words may be drawn than they are measured."""
EDGE = 0.06
"""How wide the edge before a stage is in a list that stands alone, of which all rows have one."""
CAPTION = "Caption"
"""What the words above a table or figure are."""
CONTINUES, CONTINUED = "Continues on the next slide", "Continued from the previous slide; end of table"


@frozen
class TablePart(Table):
    """Rows of a longer table: columns as wide as those of `whole`; says whether it goes on or ends here."""

    whole: Table | None = None
    last: bool = False


def part_of(table: Table, rows: Sequence[Row], setting: Setting, *, last: bool) -> TablePart:
    """Some rows of a table as a table of its own that keeps its columns and cites what they rest on; the `last` of a
    list goes on without the name above it, which the title of its slide has."""
    whole = whole_of(table)
    sources = (setting.once("sources", row, partial(sources_of, *row.cells)) for row in rows)
    return TablePart(
        table.head,
        tuple(rows),
        table.align,
        () if last and is_name(table.caption) else table.caption,
        table.note,
        tuple(dict.fromkeys(chain.from_iterable(sources))),
        table.referenced,
        table.style,
        whole,
        last,
    )


def whole_of(table: Table) -> Table:
    """The table that it is, or is a part of."""
    return table.whole if isinstance(table, TablePart) and table.whole is not None else table


def is_name(caption: Inlines) -> bool:
    """Whether a caption begins with the name of a list."""
    return isinstance(caption[0], Strong) if caption else False


def place_table(table: Table, x: float, y: float, w: float, setting: Setting) -> Placed:
    """A table with its continuation mark."""
    whole = whole_of(table)
    dense, quiet = table.style == "register", _is_quiet(table, setting)
    inset = _inset(whole)
    how = (w, setting.shrink, id(whole), quiet)
    columns = partial(_columns, whole, setting)
    widths = setting.once("widths", whole, lambda: widths_of(columns(), w, setting, 2 * inset[0], dense=dense), *how)

    def set_row(row: Row) -> GridRow:
        cells = _cells(row, whole, setting)
        if row.group:
            return _group(cells[0], w, setting, inset, dense=dense)
        return grid_row(cells, widths, setting, FOG_LINE if dense else ROW_LINE, 0.0 if dense else MIN_ROW, inset)

    def set_head() -> GridRow:
        return grid_row(_heads(table, setting), widths, setting, HEAD_LINE, 0.0 if dense else 0.3, inset)

    natural = [setting.once("head", table, set_head, *how)]
    natural += [setting.once("row", row, partial(set_row, row), *how) for row in table.rows]
    level = natural if dense else _levelled(natural, setting)
    rows = [level[0], *(aired(row, setting) for row in level[1:])]
    bottom = y + sum(row.height for row in rows)
    pills: list[Shape] = []
    if dense:
        pills, rows = _pilled(rows, widths, x, y, setting, quiet=quiet)
    shapes: list[Shape] = [*pills, Grid("Table", Box(x, y, w, bottom - y), widths, tuple(rows), inset=inset)]
    if isinstance(table, TablePart):
        mark = continuation(table, x, bottom, w)
        return Placed((*shapes, *mark.shapes), mark.bottom)
    return Placed(tuple(shapes), bottom)


def _pilled(
    rows: Sequence[GridRow], widths: Sequence[float], x: float, y: float, setting: Setting, *, quiet: bool
) -> tuple[list[Shape], list[GridRow]]:
    """Filled cells as words on a pill behind the table, as high as the lines of the stage, in a quiet one behind an
    edge, and the rows without those fills."""
    pills: list[Shape] = []
    plain: list[GridRow] = []
    for row in rows:
        left = x
        paras = [cell.para for cell in row.cells]
        for at, (cell, width) in enumerate(zip(row.cells, widths, strict=False)):
            if cell.fill and not row.merged:
                room = width - 2 * DENSE_INSET[0]
                paras[at] = _surely_broken(cell.para, setting, room)
                stage, *under = line_counts(paras[at], setting.brand, room)
                line = cell.para.line / 72
                below = sum(under) * line
                high = min(PILL + (stage - 1) * line, row.height - below - CLEAR)
                top = y + (row.height - below - high + cell.para.apart / 72) / 2
                begins, wide = (left - EDGE, EDGE) if quiet else (left + DENSE_INSET[0], room - BESIDE)
                box = Box(round(begins, 4), round(top, 4), round(wide, 4), round(high, 4))
                pills.append(Backdrop(box, cell.fill, rounded=not quiet))
            left += width
        cells = tuple([GridCell(para, below=cell.below) for para, cell in zip(paras, row.cells, strict=True)])
        plain.append(row if row.merged else replace(row, cells=cells))
        y += row.height
    return pills, plain


def _surely_broken(para: Para, setting: Setting, room: float) -> Para:
    """A stage with a little less kept free beside it, where its lines may else be fewer as drawn than as counted: the
    pill stands where they were counted."""
    found = (replace(para, spare=para.spare - step * SLACK) for step in range(4) if para.spare >= step * SLACK)
    counted = partial(line_counts, brand=setting.brand)
    return next((one for one in found if counted(one, inches=room) == counted(one, inches=room + SLACK)), para)


def continuation(table: TablePart, x: float, y: float, w: float) -> Placed:
    """Whether a table goes on or ends here, said below it, unless titles count the slides of a list by its name."""
    if is_name(whole_of(table).caption):
        return Placed((), y)
    mark = Para((Run(CONTINUED if table.last else CONTINUES, "blue", bold=True),), DENSE, "right")
    return Placed((TextShape("Continuation", Box(x, y + 0.02, w, MARK - 0.03), (mark,)),), y + MARK)


def place_facts(facts: DefinitionList, x: float, y: float, w: float, setting: Setting) -> Placed:
    """Terms in bold slate beside their definitions, divided by rules."""
    points = size("fact", setting.shrink)
    document = setting.document
    terms = [Para(to_runs(term, document, Look("slate", bold=True)), points) for term, _ in facts.items]
    texts = [Para(to_runs(text, document, Look(emph="slate")), points) for _, text in facts.items]
    label = max((line_width(term, setting.brand) for term in terms), default=0.0) + 2 * INSET_X + 0.1
    label = min(max(label, 1.15), 0.4 * w)
    widths = (label, w - label)
    least = MIN_FACT + 0.06 if len(terms) <= 8 else MIN_FACT
    rows = [
        aired(grid_row([GridCell(t), GridCell(d)], widths, setting, ROW_LINE, least), setting)
        for t, d in zip(terms, texts, strict=True)
    ]
    bottom = y + sum(row.height for row in rows)
    return Placed((Grid("Facts", Box(x, y, w, bottom - y), widths, tuple(rows), headed=False),), bottom)


def _heads(table: Table, setting: Setting) -> list[GridCell]:
    look = Look("slate", bold=True)
    points = size("head", setting.shrink)
    return [
        GridCell(Para(to_runs(cell, setting.document, look), points, align))
        for cell, align in zip(table.head, table.align, strict=True)
    ]


def _columns(table: Table, setting: Setting) -> list[list[Para]]:
    """Every cell of each column, head first."""
    rows = [_heads(table, setting)] + [_cells(r, table, setting) for r in table.rows if not r.group]
    return [[cells[index].para for cells in rows if index < len(cells)] for index in range(len(table.head))]


def _cells(row: Row, table: Table, setting: Setting) -> list[GridCell]:
    """The cells of a row as they are set at a size, measured for the columns and set in them."""
    how = (id(table), setting.shrink, _is_quiet(table, setting))
    return setting.once("cells", row, partial(_set_cells, row, table, setting), *how)


def _set_cells(row: Row, table: Table, setting: Setting) -> list[GridCell]:
    points = DENSE if table.style == "register" else size("cell", setting.shrink)
    if row.group:
        return [GridCell(Para(_group_runs(row, setting), points), "mist")]
    quiet = _is_quiet(table, setting)
    cells = []
    for index, inlines in enumerate(row.cells):
        look = _look(index, inlines, table)
        fill, color = _stage(inlines, setting)
        staged = bool(fill) and _all_stages(table, index)
        if staged and not quiet:
            look = Look(color, bold=True)
            if not _only_cites(inlines[1:]):
                under = to_runs(inlines[1:], setting.document, Look("slate"))
                runs = (*to_runs(inlines[:1], setting.document, look), Run("\n"), *_begun(under))
                cells.append(_staged(Para(runs, points, table.align[index], apart=UNDER), fill, table))
                continue
        if (place := _place(inlines)) is not None:
            look = Look(place, bold=True)
        runs = to_runs(inlines, setting.document, look)
        if staged and not quiet:  # its citation stands on the pill, too
            runs = tuple([replace(run, color=color) for run in runs])
        para = Para(runs, points, table.align[index])
        cells.append(GridCell(para, fill if staged else "") if quiet or not staged else _staged(para, fill, table))
    return cells


def _group_runs(row: Row, setting: Setting) -> tuple[Run, ...]:
    """The words over a group: its name bold, what is said of it behind a colon not."""
    runs = to_runs(row.cells[0], setting.document, Look("navy", bold=True))
    ends = next((at for at, run in enumerate(runs) if run.text.startswith(": ")), len(runs))
    return (*runs[:ends], *(replace(run, color="slate", bold=False) for run in runs[ends:]))


def _staged(para: Para, fill: str, table: Table) -> GridCell:
    """A stage on its fill; on a pill in the middle of it, which is a little narrower than its column."""
    on_pill = table.style == "register"
    return GridCell(replace(para, align="center", spare=BESIDE) if on_pill else para, fill)


def _is_quiet(table: Table, setting: Setting) -> bool:
    """Whether its stages have an edge before them and no fill: a list that stands alone."""
    return table.style == "register" and not setting.inside


def _look(index: int, inlines: Inlines, table: Table) -> Look:
    reference_column = table.referenced and index == len(table.head) - 1
    only_cites = bool(inlines) and _only_cites(inlines)
    return Look(plain_cites=reference_column and only_cites, emph="slate", missed="brick")


def _only_cites(inlines: Inlines) -> bool:
    return all(isinstance(inline, Cite) for inline in inlines)


def _stage(inlines: Inlines, setting: Setting) -> tuple[str, str]:
    """Fill and text colour of a cell that begins with a stage."""
    if inlines and isinstance(inlines[0], Value) and inlines[0].role.kind == STAGE:
        stage = inlines[0].role.code
        fill = setting.brand.stage_fill(stage)
        return ("", "ink") if fill == "white" else (fill, setting.brand.stage_ink(stage))
    return "", "ink"


def _begun(runs: Sequence[Run]) -> Sequence[Run]:
    """Runs that begin a line, without the mark and the space that divided them from what stands above."""
    first = replace(runs[0], text=runs[0].text.lstrip(",; "))
    return (first, *runs[1:])


def _place(inlines: Inlines) -> str | None:
    """The colour of a cell that holds nothing but a territory and what it rests on."""
    if not inlines or not _only_cites(inlines[1:]):
        return None
    if isinstance(inlines[0], Value) and inlines[0].role.kind == TERRITORY:
        tint = TINTS.get(inlines[0].role.code)
        return tint[0] if tint else None
    return None


def _all_stages(table: Table, index: int) -> bool:
    """Whether a column is one of stages: most of its cells begin with one, and in no other is one named, so that fills
    can be compared."""
    cells = [row.cells[index] for row in table.rows if not row.group]
    roles = [[inline.role.kind for inline in leaves(cell) if isinstance(inline, Value)] for cell in cells]
    staged = [cell for cell, own in zip(cells, roles, strict=True) if STAGE in own]
    return all(isinstance(cell[0], Value) for cell in staged) and 2 * len(staged) > len(cells)


def grid_row(
    cells: Sequence[GridCell],
    widths: Sequence[float],
    setting: Setting,
    below: Stroke,
    least: float,
    inset: tuple[float, float] = (INSET_X, INSET_Y),
) -> GridRow:
    """A row as high as its longest cell, and at least so high, without more air."""
    x, y = inset
    texts = [((cell.para,), width - 2 * x) for cell, width in zip(cells, widths, strict=True)]
    paras = (para for (para,) in kept_within(texts, setting.brand))
    cells = [GridCell(para, cell.fill, cell.below) for cell, para in zip(cells, paras, strict=True)]
    tallest = max(
        (
            line_count(cell.para, setting.brand, width - 2 * x) * cell.para.line / 72
            for cell, width in zip(cells, widths, strict=True)
        ),
        default=0.0,
    )
    lined = tuple([GridCell(cell.para, cell.fill, below) for cell in cells])
    least -= CLOSER * setting.shrink
    return GridRow(lined, round(max(least, tallest + 2 * y + 0.02), 4))


def _levelled(rows: Sequence[GridRow], setting: Setting) -> Sequence[GridRow]:
    """The rows of a short table, those of one and of two lines as high as each other where there is room."""
    head, *others = rows
    least = min(max((row.height for row in others if not row.merged), default=0.0), TWO_LINES)
    if setting.shrink or len(others) > SHORT:
        return rows
    return (head, *(row if row.merged else replace(row, height=max(row.height, least)) for row in others))


def aired(row: GridRow, setting: Setting) -> GridRow:
    """A row with the air that it has where there is room."""
    if setting.squeeze <= 1:
        return row
    return GridRow(row.cells, round(row.height + (setting.squeeze - 1) * MIN_ROW / 2, 4), row.merged)


def _inset(table: Table) -> tuple[float, float]:
    """The margins of its cells: a table of many columns needs its width for words."""
    if table.style == "register":
        return DENSE_INSET
    return CLOSE_INSET_X if len(table.head) > MANY else INSET_X, INSET_Y


def _group(cell: GridCell, w: float, setting: Setting, inset: tuple[float, float], *, dense: bool) -> GridRow:
    row = grid_row([cell], [w], setting, ROW_LINE, 0.0 if dense else 0.32, inset)
    return GridRow(row.cells, row.height, merged=True)
