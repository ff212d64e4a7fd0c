"""The command that writes the skeleton of a record into a data file."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli import options
from briefgen.cli.output import say
from briefgen.project import SelectionError, find_project


@click.command(short_help="Write the skeleton of a record.")
@click.argument("kind", metavar="KIND")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--company", default="", metavar="ID", help="The company it belongs to; it goes into that one's file.")
@click.option("--trial", default="", metavar="ID", help="The trial it is of; it goes into that one's file.")
@click.option("--file", "file", type=click.Path(path_type=Path), metavar="FILE", help="The data file to write into.")
@click.option("--id", "id", default="", metavar="ID", help="Its id.  [default: made from NAME]")
@options.data
def add(
    kind: str, names: tuple[str, ...], company: str, trial: str, file: Path | None, id: str, data: Path | None
) -> None:
    """Write the skeleton of a record, or of one for each NAME, to be filled in.

    \b
    briefgen add company "Fernwick Oncology"          into a file of its own
    briefgen add source fernwick-2025-11-12           into the file with most sources
    briefgen add asset FWK-101 --company fernwick     into the file of the company
    briefgen add asset FWK-2 FWK-3 --company fernwick several at once
    briefgen add comparison --trial fern-1            with the arms of the trial
    briefgen add result --file data/fernwick.yaml     NAME may be left out where no id is needed

    Needed fields stand open, the others are comments below them, each with its meaning. What is in the file stays as
    it is; a folder that does not exist is made.
    `briefgen explain` lists the kinds of records; `briefgen check` lists the blanks.
    """
    from briefgen.entry.add import Wanted, add_record
    from briefgen.problems import did_you_mean
    from briefgen.records import BY_KIND, BY_PLURAL
    from briefgen.records.synonyms import LISTS

    wanted = BY_KIND.get(kind.lower()) or BY_PLURAL.get(kind.lower())
    if wanted is None:
        hint = LISTS.get(f"{kind.lower()}s") or LISTS.get(kind.lower()) or did_you_mean(kind.lower(), BY_KIND)
        raise SelectionError(f"there is no kind of record '{kind}'; {hint}")
    project = find_project(data, None, None)
    if id and len(names) > 1:
        raise click.UsageError("--id is for one record; with several NAMEs each gets its own")
    for name in names or ("",):
        one = Wanted(wanted, name.strip(), id.strip(), company.strip(), trial.strip(), file)
        added = add_record(project.data, str(project.data), one)
        say(f"{wanted.kind}{f' {added.id}' if added.id else ''} stands at {added.origin}; fill in its blanks")
