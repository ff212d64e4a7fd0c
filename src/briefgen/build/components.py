"""Components: the software and the fonts that make documents here, as a bill of materials (CycloneDX)."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import uuid
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from briefgen.brand.brand import Brand
from briefgen.build.inputs import toolchain
from briefgen.build.manifest import BuiltFile
from briefgen.files import UnreadableError, read_file

SPEC = "1.6"
OURS = "briefgen"
MOST_FONT = 100_000_000
_FONTS = (".ttf", ".otf", ".ttc", ".otc")
_REQUIRED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_OPTIONAL = re.compile(r"\bextra\s*==")
_LICENCE = "License :: "


def bill_of_materials(brand: Brand, printed: tuple[BuiltFile, ...] = ()) -> dict[str, Any]:
    """What documents are made with: Python, briefgen with every library that it requires, the fonts of the brand, and
    what printed the PDFs that there are. No clock and no chance: the same components give the same bytes."""
    packages = dict(sorted(_required(OURS).items()))
    own = packages.pop(OURS)
    interpreter = _program("Python", platform.python_version(), f"cpe:2.3:a:python:python:{platform.python_version()}")
    components = [interpreter, *(_package(found) for found in packages.values()), *_fonts(brand), *_printers(printed)]
    made = toolchain()
    main = _package(own) | {"type": "application"}
    named = {"briefgen:program": made.program, "briefgen:installed-fonts": made.fonts}
    bill: dict[str, Any] = {
        "metadata": {
            "component": main,
            "properties": [{"name": name, "value": value} for name, value in named.items()],
        },
        "components": components,
        "dependencies": [
            {"ref": _ref(own), "dependsOn": sorted({*_direct(own, packages), *map(_ref_of, _beside(components))})},
            *({"ref": _ref(found), "dependsOn": _direct(found, packages)} for found in packages.values()),
            *({"ref": _ref_of(component)} for component in _beside(components)),
        ],
    }
    number = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(bill, sort_keys=True))
    head = {"bomFormat": "CycloneDX", "specVersion": SPEC, "serialNumber": f"urn:uuid:{number}", "version": 1}
    return head | bill


# --- packages ----------------------------------------------------------------------------------------------


def _required(name: str) -> dict[str, Distribution]:
    """The package of a name and all installed ones that it requires, by their names in one spelling."""
    found: dict[str, Distribution] = {}
    wanted = [name]
    while wanted:
        name = _spelled(wanted.pop())
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # one for another system or another version of Python
            continue
        wanted += _names(found[name])
    return found


def _names(package: Distribution) -> Iterator[str]:
    """The packages that one requires, but for those of its extras."""
    for line in package.requires or ():
        condition = line.partition(";")[2]
        name = _REQUIRED.match(line)
        if name and not _OPTIONAL.search(condition):
            yield name[0]


def _spelled(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _ref(package: Distribution) -> str:
    return f"pkg:pypi/{_spelled(package.metadata['Name'])}@{package.version}"


def _direct(package: Distribution, known: dict[str, Distribution]) -> list[str]:
    return sorted({_ref(known[_spelled(name)]) for name in _names(package) if _spelled(name) in known})


def _package(package: Distribution) -> dict[str, Any]:
    ref = _ref(package)
    component = {
        "type": "library", "bom-ref": ref, "name": package.metadata["Name"], "version": package.version, "purl": ref,
    }  # fmt: skip
    licences = _licences(package)
    return component | ({"licenses": licences} if licences else {})


def _licences(package: Distribution) -> list[dict[str, Any]]:
    """Its licence as it states it: an SPDX expression, else what it is classified as; nothing where it states none."""
    about = package.metadata
    if "License-Expression" in about:
        return [{"expression": about["License-Expression"]}]
    classes = [text.rpartition(" :: ")[2] for text in about.get_all("Classifier") or () if text.startswith(_LICENCE)]
    said = about["License"].strip() if "License" in about else ""
    names = classes or ([said] if said and len(said) < 80 and "\n" not in said else [])
    return [{"license": {"name": name}} for name in sorted(set(names))]


# --- what stands beside them ---------------------------------------------------------------------------------


def _program(name: str, version: str, cpe: str = "") -> dict[str, Any]:
    component = {"type": "application", "bom-ref": f"{name}@{version}", "name": name, "version": version}
    return component | ({"cpe": f"{cpe}:*:*:*:*:*:*:*"} if cpe else {})


def _fonts(brand: Brand) -> Iterator[dict[str, Any]]:
    """The font files of the brand, each with its hash."""
    for path in sorted((Path(brand.folder) / "fonts").glob("*"), key=lambda path: path.name):
        if path.suffix.lower() not in _FONTS:
            continue
        try:
            digest = hashlib.sha256(read_file(path, MOST_FONT)).hexdigest()
        except UnreadableError:  # a check says what is wrong with it
            continue
        yield {
            "type": "file", "bom-ref": f"font:{path.name}", "name": path.name,
            "hashes": [{"alg": "SHA-256", "content": digest}],
        }  # fmt: skip


def _printers(files: tuple[BuiltFile, ...]) -> Iterator[dict[str, Any]]:
    """The programs that printed PDFs, as the manifest names them."""
    for printer in sorted({file.made_with.partition(",")[0] for file in files if file.made_with}):
        name, _, version = printer.partition(" ")
        yield _program(name, version)


def _beside(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [component for component in components if "purl" not in component]


def _ref_of(component: dict[str, Any]) -> str:
    return str(component["bom-ref"])
