"""Templates of three invented companies, made by script from different starting points."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from briefgen.brand.brand import Brand, read_brand

_BRAND = Path(__file__).parents[3] / "templates" / "brand"


def brand_with(folder: Path, template: Any, name: str, more: str = "") -> Brand:
    """Our brand in a folder of its own with a company's template, a package of Office or its bytes; `more` goes into its
    _brand.yml."""
    place = folder / "brand"
    shutil.copytree(_BRAND, place)
    if isinstance(template, bytes):
        (place / name).write_bytes(template)
    else:
        template.save(place / name)
    with (place / "_brand.yml").open("a") as file:
        file.write(f"templates: {{{name.rsplit('.', 1)[1]}: {name}}}\n{more}")
    return read_brand(place, "templates/brand")
