"""The options that commands share, and how their values are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefgen.formats import FORMATS
from briefgen.problems import did_you_mean

if TYPE_CHECKING:
    from briefgen.values.dates import Period

F = TypeVar("F", bound=Callable[..., Any])
FORMAT = click.Choice(tuple(FORMATS))
CHARTS = ("picture", "native", "svg")


class Day(click.ParamType[date]):
    """A day, written 2025-12-31."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        from briefgen.values.dates import YEARS, PartialDate

        try:
            when = PartialDate.of(value) if isinstance(value, date) else PartialDate.parse(value)
        except ValueError:
            when = None
        if when is None or when.start is None or when.grain != "day":
            return self.fail(f"'{value}' is not a day; write 2025-12-31; {YEARS}", param, ctx)
        return when.start


class PeriodType(click.ParamType["Period"]):
    """A period, written 2025-Q4, 2025-H1, 2025, 2025-06 or 2025-04-01..2025-06-30."""

    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """Read the period."""
        from briefgen.values.dates import YEARS, Period

        try:
            return value if isinstance(value, Period) else Period.parse("".join(value.split()))
        except ValueError:
            forms = "2025-Q4, 2025-H1, 2025 or 2025-04-01..2025-06-30"
            return self.fail(f"'{value}' is not a period; write {forms}; {YEARS}", param, ctx)


class Audience(click.ParamType[str]):
    """An audience of the vocabulary."""

    name = "audience"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the audience."""
        from briefgen.records.vocabulary import AUDIENCES

        if value not in AUDIENCES.codes:
            self.fail(f"no audience is named '{value}'; {did_you_mean(value, AUDIENCES.codes)}", param, ctx)
        return str(value)


class Scheduler(click.ParamType[str]):
    """The address of a scheduler, written tcp://host:port."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the address."""
        if not re.fullmatch(r"(tcp|tls|ucx|ws|wss)://\S+:[0-9]+/?", value):
            self.fail(f"'{value}' is no address of a scheduler; write tcp://host:8786", param, ctx)
        return str(value)


def _folder(name: str, help: str) -> Callable[[F], F]:
    return click.option(
        f"--{name}", type=click.Path(path_type=Path), envvar=f"BRIEFGEN_{name.upper()}", metavar="FOLDER", help=help
    )


data = _folder("data", "Where the dataset lies.  [default: data]")
templates = _folder("templates", "Where the templates lie.  [default: templates, else those of briefgen]")
output = _folder("output", "Where documents go.  [default: output]")
period = click.option(
    "--period", type=PeriodType(), envvar="BRIEFGEN_PERIOD", metavar="PERIOD",
    help="2025-Q4, 2025-H1, 2025 or 2025-04-01..2025-06-30.  [default: the last completed quarter]",
)  # fmt: skip
as_of = click.option(
    "--as-of", type=Day(), envvar="BRIEFGEN_AS_OF", metavar="DAY",
    help="The day the documents speak from: 2025-12-31.  [default: today]",
)  # fmt: skip
audience = click.option(
    "--audience", type=Audience(), envvar="BRIEFGEN_AUDIENCE", metavar="AUDIENCE",
    help="Write for this audience instead of the one of each brief.",
)  # fmt: skip
charts = click.option(
    "--charts", type=click.Choice(CHARTS), envvar="BRIEFGEN_CHARTS",
    help="Charts as pictures, as charts Office can edit (native) or as SVG, instead of what each brief says.",
)  # fmt: skip
jobs = click.option(
    "--jobs", type=click.IntRange(1), envvar="BRIEFGEN_JOBS", metavar="N", help="Processes.  [default: all cores]"
)
scheduler = click.option(
    "--scheduler", type=Scheduler(), envvar="BRIEFGEN_SCHEDULER", metavar="tcp://HOST:PORT",
    help="Make documents on the workers of this Dask cluster; it needs the extra briefgen[cluster].",
)  # fmt: skip
seconds = click.option(
    "--time-limit", "seconds", type=click.FloatRange(min=1), envvar="BRIEFGEN_TIME_LIMIT", metavar="SECONDS",
    help="How long one document may take.  [default: 300]",
)  # fmt: skip
json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


def time_frame(as_of: date | None, period: Period | None) -> tuple[date, Period]:
    """The as-of day and the period, with their defaults; a period that has not begun is refused."""
    from briefgen.values.dates import FIRST_YEAR, Period

    day = as_of or date.today()
    if not period and (day.year, day.month) < (FIRST_YEAR, 4):
        raise click.BadParameter(f"no quarter was completed before {day.isoformat()}", param_hint="'--as-of'")
    span = period or Period.last_completed_quarter(day)
    if span.start > day:
        raise click.BadParameter(f"{span.text} begins after the as-of day {day.isoformat()}", param_hint="'--period'")
    return day, span
