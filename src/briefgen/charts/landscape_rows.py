"""The rows of a landscape: assets as chips at the stage that they reached, by target, modality or company."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.charts.engine.chart import capital, tight_territory, traced
from briefgen.charts.engine.stage_columns import ENDS, STAGES, column_of
from briefgen.frozen import frozen
from briefgen.records.vocabulary import HALTED
from briefgen.values.facts import NAME, Traced
from briefgen.view.asset import AssetView
from briefgen.view.program import ProgramView

GROUPINGS = ("target", "modality", "company")
LATE = ("Phase III", "Filed", "Approved")


@frozen
class Standing:
    """Where an asset stands: the stage in one indication and territory, and the stage it left in the period."""

    stage: Traced
    indication: Traced
    territory: Traced
    left: Traced | None

    @property
    def column(self) -> str:
        """Name of its column."""
        return column_of(self.stage)

    @property
    def what(self) -> str:
        """The indication; of what came to a stop also how."""
        halted = ""
        if self.stage and self.column == ENDS[0]:
            halted = f", {str(self.stage).lower()}"
        elif self.stage and self.stage.role.code in HALTED:
            halted = f", {self.stage}"
        return f"{self.indication if self.indication else 'indication not in the sources'}{halted}"

    @property
    def where(self) -> str:
        """The territory, or that none is stated."""
        return str(self.territory) if self.territory else "territory not in the sources"

    @property
    def words(self) -> str:
        """PROC, China."""
        return f"{capital(self.what)}, {self.where}"


@frozen
class AssetChip:
    """An asset at a stage, with every indication and territory that it has there."""

    asset: Traced
    company: Traced | None
    places: tuple[Standing, ...]
    is_new: bool

    @property
    def column(self) -> str:
        """Name of its column."""
        return self.places[0].column

    @property
    def came_from(self) -> str:
        """Name of the column that it left in the period, if it left one."""
        left = (column_of(place.left) for place in self.places if place.left)
        return next((name for name in left if name != self.column), "")

    @property
    def territory(self) -> Traced | None:
        """The territory, where it is one for all its indications."""
        return self.places[0].territory if len({place.where for place in self.places}) == 1 else None


@frozen
class LandscapeRow:
    """Chips of a group that stand beside each other."""

    group: Traced | None
    chips: tuple[AssetChip, ...]


@frozen
class Landscape:
    """Rows group by group, the columns and how many chips each holds in all, and what the groups are."""

    rows: tuple[LandscapeRow, ...]
    columns: tuple[str, ...]
    counts: tuple[int, ...]
    by: str = "target"


def prepare(programs: Iterable[ProgramView], by: str = "target") -> Landscape | None:
    """Programs by asset, grouped by "target", "modality" or "company": the group with most in late stages first, what
    names none last."""
    if by not in GROUPINGS:
        raise ValueError(f"a landscape is grouped by {', '.join(GROUPINGS)}, not by '{by}'")
    assets: dict[str, list[ProgramView]] = {}
    for program in programs:
        assets.setdefault(str(program.asset.name), []).append(program)
    groups: dict[str, list[AssetChip]] = {}
    names: dict[str, Traced | None] = {}
    for found in assets.values():
        name = _group(found[0].asset, by)
        names.setdefault(str(name or ""), name)
        groups.setdefault(str(name or ""), []).extend(_chips(found, by))
    chips = [chip for some in groups.values() for chip in some]
    reached = {chip.column for chip in chips} | {chip.came_from for chip in chips}
    steps = [at for at, name in enumerate(STAGES) if name in reached] or [0]
    columns = (*STAGES[steps[0] : steps[-1] + 1], *(name for name in ENDS if name in reached))
    late = {name: len({str(chip.asset) for chip in some if chip.column in LATE}) for name, some in groups.items()}
    ordered = sorted(groups, key=lambda name: (not name, -late[name]))
    rows = [LandscapeRow(names[name], line) for name in ordered for line in _lines(groups[name], columns)]
    counts = tuple(sum(chip.column == name for chip in chips) for name in columns)
    return Landscape(tuple(rows), columns, counts, by) if rows else None


def _chips(programs: Sequence[ProgramView], by: str) -> Iterable[AssetChip]:
    """A chip of the asset for each column that its programs stand in."""
    asset = programs[0].asset
    company = traced(asset.company.name) if asset.company and by != "company" else None
    for column in dict.fromkeys(column_of(program.stage) for program in programs):
        mine = [program for program in programs if column_of(program.stage) == column]
        yield AssetChip(asset.name, company, tuple(map(_standing, mine)), any(program.has_begun for program in mine))


def _standing(program: ProgramView) -> Standing:
    indication = program.indication.label if program.indication else program.indication.name
    left = traced(program.previous.stage) if program.moved and program.previous else None
    return Standing(program.stage, indication, tight_territory(program.territory), left)


def _lines(chips: Sequence[AssetChip], columns: tuple[str, ...]) -> list[tuple[AssetChip, ...]]:
    """Chips in as few lines as their columns allow, each in the first that is free all along the way it moved."""
    lines: list[list[AssetChip]] = []
    taken: list[set[int]] = []
    for chip in chips:
        at = columns.index(chip.column)
        start = columns.index(chip.came_from) if chip.came_from else at
        way = set(range(min(start, at), max(start, at) + 1))
        index = next((index for index, used in enumerate(taken) if not used & way), len(lines))
        if index == len(lines):
            lines.append([])
            taken.append(set())
        lines[index].append(chip)
        taken[index] |= way
    return [tuple(sorted(line, key=lambda chip: columns.index(chip.column))) for line in lines]


def _group(asset: AssetView, by: str) -> Traced | None:
    if by == "company":
        return traced(asset.company.name) if asset.company else None
    if by == "modality":
        return traced(asset.modality)
    names = [target.name for target in asset.targets]
    if len(names) < 2:
        return names[0] if names else None
    return Traced(" / ".join(map(str, names)), names[0].fact, NAME)
