"""The bill of materials: every component once, as CycloneDX wants it, and the same bytes for the same components."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import fields
from importlib.metadata import Distribution, PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.build import components
from briefgen.build.components import bill_of_materials
from briefgen.build.manifest import BuiltFile
from briefgen.cli.main import main
from briefgen.project import bundled_templates

NUMBER = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
KNOWN = {"type", "bom-ref", "name", "version", "purl", "cpe", "licenses", "hashes"}


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    return bill_of_materials(read_brand(bundled_templates() / "brand", "brand"))


def test_it_is_a_bill_as_cyclonedx_describes_it(bill: dict[str, Any]) -> None:
    assert list(bill) == [
        "bomFormat", "specVersion", "serialNumber", "version", "metadata", "components", "dependencies",
    ]  # fmt: skip
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert NUMBER.fullmatch(bill["serialNumber"])
    components = [bill["metadata"]["component"], *bill["components"]]
    for component in components:
        assert set(component) <= KNOWN
        assert component["type"] in {"application", "library", "file"}
        assert component["name"]
        for licence in component.get("licenses", ()):
            assert set(licence) in ({"expression"}, {"license"})
    refs = [component["bom-ref"] for component in components]
    assert len(refs) == len(set(refs))
    assert sorted(refs) == sorted(entry["ref"] for entry in bill["dependencies"])
    assert {ref for entry in bill["dependencies"] for ref in entry.get("dependsOn", ())} < set(refs)


def test_it_names_what_makes_documents_and_no_tool_of_developers(bill: dict[str, Any]) -> None:
    named = {component["name"].lower(): component for component in bill["components"]}
    assert named["matplotlib"]["purl"] == f"pkg:pypi/matplotlib@{version('matplotlib')}"
    assert {"python", "lxml", "numpy", "markupsafe"} <= set(named)  # the last two are required by what is required
    assert not {"pytest", "ruff", "mypy"} & set(named)
    face = named["liberationsans-regular.ttf"]
    assert re.fullmatch("[0-9a-f]{64}", face["hashes"][0]["content"])
    assert bill["metadata"]["component"]["name"] == "briefgen"


def test_a_package_that_is_not_installed_and_a_font_that_cannot_be_read_are_left_out(
    bill: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(bundled_templates() / "brand", tmp_path / "brand")
    installed = components.distribution

    def found(name: str) -> Distribution:
        if name == "lxml":
            raise PackageNotFoundError(name)
        return installed(name)

    monkeypatch.setattr(components, "distribution", found)
    brand = read_brand(tmp_path / "brand", "brand")
    (tmp_path / "brand" / "fonts" / "folder.ttf").mkdir()
    less = bill_of_materials(brand)
    names = [{component["name"] for component in one["components"]} for one in (bill, less)]
    assert names[0] - names[1] == {"lxml"}
    assert not names[1] - names[0]


def test_another_font_and_a_printer_make_another_bill(bill: dict[str, Any], tmp_path: Path) -> None:
    shutil.copytree(bundled_templates() / "brand", tmp_path / "brand")
    assert bill_of_materials(read_brand(tmp_path / "brand", "brand")) == bill
    (tmp_path / "brand" / "fonts" / "Other-Regular.ttf").write_bytes(b"not looked into")
    more = bill_of_materials(read_brand(tmp_path / "brand", "brand"))
    assert more["serialNumber"] != bill["serialNumber"]
    texts = {field.name: "" for field in fields(BuiltFile) if field.type == "str"}
    pdf = BuiltFile(**{**texts, "made_with": "LibreOffice 24.8.4.2 480, fonts 0f28f3"})
    printed = bill_of_materials(read_brand(tmp_path / "brand", "brand"), (pdf, pdf))
    (office,) = [component for component in printed["components"] if component["name"] == "LibreOffice"]
    assert office["version"] == "24.8.4.2 480"


def test_the_command_prints_the_same_bytes_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    assert main(["sbom"]) == 0
    first = capsys.readouterr().out
    assert main(["sbom"]) == 0
    assert capsys.readouterr().out == first
    assert json.loads(first)["bomFormat"] == "CycloneDX"
