"""The command `briefgen cache`: what is kept between builds, and clearing it."""

from __future__ import annotations

import click

from briefgen import cache as kept
from briefgen.cli import options
from briefgen.cli.output import answer, print_json, say
from briefgen.values.counting import count


@click.group(invoke_without_command=True, short_help="Show or clear what is kept between builds.")
@options.json
@click.pass_context
def cache(context: click.Context, as_json: bool) -> None:
    """Show what is kept between builds: drawn charts, compiled and checked templates, files of data as read.

    It lies in the cache folder of your system, or where BRIEFGEN_CACHE says; nothing is lost when it is cleared.
    """
    if context.invoked_subcommand:
        return
    folder, found = kept.cache_folder(), kept.contents()
    if as_json:
        entries = [{"kind": one.kind, "entries": one.entries, "bytes": one.bytes} for one in found]
        print_json({"version": 1, "folder": str(folder), "most": kept.MOST_BYTES, "kinds": entries})
        return
    for one in found:
        answer(f"{one.kind:<10} {one.entries:>6,}  {_size(one.bytes):>9}")
    if not kept.is_trusted(folder):
        say(f"{folder} is not used, for everybody may write into it: chmod o-w {folder}")
    answer(f"{folder} holds {_size(sum(one.bytes for one in found))} of at most {_size(kept.MOST_BYTES)}")


@cache.command()
def clear() -> None:
    """Remove all that is kept."""
    entries = sum(one.entries for one in kept.contents())
    kept.clear()
    say(f"removed {count(entries, 'file')} from {kept.cache_folder()}")


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
