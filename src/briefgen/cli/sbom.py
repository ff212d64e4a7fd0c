"""The command `briefgen sbom`: what documents are made with, as a bill of materials."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli import options
from briefgen.cli.output import print_json
from briefgen.project import find_project


@click.command()
@options.data
@options.templates
@options.output
def sbom(data: Path | None, templates: Path | None, output: Path | None) -> None:
    """Print what documents are made with here, as CycloneDX.

    Python, briefgen and every library that it requires, the fonts of the brand, and what printed the PDFs of the output
    folder. The same components give the same bytes.
    """
    from briefgen.brand.brand_file import read_brand
    from briefgen.build.components import bill_of_materials
    from briefgen.build.manifest import read_manifest

    project = find_project(data, templates, output)
    brand = read_brand(project.templates / "brand", f"{project.templates}/brand")
    print_json(bill_of_materials(brand, read_manifest(project.output).files))
