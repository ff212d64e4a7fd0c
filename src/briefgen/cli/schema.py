"""The command `briefgen schema`: the JSON Schema of data files."""

from __future__ import annotations

import click

from briefgen.cli.output import print_json


@click.command()
def schema() -> None:
    """Print the JSON Schema of data files.

    Editors that know it complete and check while you type.
    """
    from briefgen.dataset.schema import json_schema

    print_json(json_schema())
