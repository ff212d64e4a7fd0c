"""Templates of three invented companies, made by script from different starting points."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from briefgen.brand.brand import Brand
from briefgen.brand.brand_file import read_brand
from support.office_files import TYPES, with_relation

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


def with_second_main(main: str) -> Callable[[dict[str, bytes]], None]:
    """Let a package lead to its main part twice."""

    def change(parts: dict[str, bytes]) -> None:
        with_relation(parts, "", f'<Relationship Id="rIdX" Type="{TYPES}/officeDocument" Target="{main}"/>')

    return change


def with_odd_type(kind: str) -> Callable[[dict[str, bytes]], None]:
    """Let a package call a part by the last word of its type alone, as in "wordprocessingml.styles"."""
    old = f"application/vnd.openxmlformats-officedocument.{kind}+xml"
    new = f"application/x.{kind.rpartition('.')[2]}+xml"

    def change(parts: dict[str, bytes]) -> None:
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(old.encode(), new.encode())

    return change
