"""A small output folder as a build leaves it: documents that are only bytes, their ledgers and the manifest."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from briefgen.brand.brand import Brand
from briefgen.brand.brand_file import read_brand
from briefgen.build.manifest import AuditResult, BuiltFile, Manifest, write_manifest
from briefgen.ledger import ledger_path
from briefgen.ledger.ledger import Entry, Ledger, Listed, Printed, to_json
from briefgen.office.passages import Place
from briefgen.values.facts import DERIVED, NAME, VALUE, Citation, Role
from support.facts import fact

BRAND = Path(__file__).parents[2] / "templates" / "brand"
COMPANY = fact("company/northholm", "name", "data/northholm.yaml:3:9", (Citation("northholm-2025", "paragraph 1"),))
ASSET = fact("asset/nb-7", "name", "data/northholm.yaml:9:9", (Citation("northholm-2025", "paragraph 2"),))
AREA = fact("area/lung", "name", "data/areas.yaml:2:9")
RATIO = fact("result/north-1.pfs", "value", "data/northholm.yaml:40:12", (Citation("northholm-2025", "paragraph 3"),))
CASES = fact("epidemiology/lung", "value", "data/areas.yaml:20:5", (Citation("who-2022", "table 2"),))
SHARE = fact("derived/share", "share", formula="61,060 / 324,603", inputs=(CASES,))
SOURCES = (
    Listed("northholm-2025", 1, "Northholm Bio. NB-7 in lung cancer. Press release, 12 November 2025.", tier="company"),
    Listed("who-2022", 2, "WHO. Cancer today. 2022.", tier="registry"),
)
TITLE = "NB-7: a hazard ratio of 0.60"


def passages(ratio: str = "0.60") -> tuple[Printed, ...]:
    """What a deck prints: a title with names and a value, the value alone, a chart, a share and a statement."""
    slide = Place("slide", "256", 1, TITLE, "Title 2", paragraph=1)
    value = Entry(ratio, RATIO)
    return (
        Printed(replace(slide, section=""), "Northholm Bio in lung cancer", (
            Entry("Northholm Bio", COMPANY, NAME), Entry("Lung cancer", AREA, NAME))),
        Printed(slide, f"NB-7: a hazard ratio of {ratio}", (Entry("NB-7", ASSET, NAME), value), kind="title"),
        Printed(replace(slide, shape="Figure 4"), ratio, (value,)),
        Printed(replace(slide, shape="Chart 5"), "", (value,), kind="picture", image="0" * 64),
        Printed(replace(slide, slide=2, key="257", section="Burden"), "About 61,060 of 324,603 cases, 18.8%", (
            Entry("61,060", CASES), Entry("18.8%", SHARE, DERIVED))),
        Printed(replace(slide, area="notes", shape="Notes 1"), "1 Northholm Bio. NB-7 in lung cancer.", (
            Entry("Northholm Bio.", RATIO, Role("reference")),), kind="source note"),
        Printed(Place("body", section="Use"), "Not for promotion.", kind="statement"),
    )  # fmt: skip


def entry(path: str, **more: object) -> BuiltFile:
    """An entry of the manifest."""
    known = {
        "brief": path.split("/")[1], "subject": "nb-7", "kind": "asset", "audience": "investor", "period": "2025-Q4",
        "as_of": "2025-12-31", "format": path.rpartition(".")[2], "title": "NB-7, a degrader", "name": "NB-7",
        "audit": AuditResult(12, 12, 0),
    }  # fmt: skip
    return BuiltFile(path=path, sha256=digest(path), **{**known, **more})  # type: ignore[arg-type]


def digest(path: str) -> str:
    """The hash of the bytes that `fill` writes."""
    return hashlib.sha256(path.encode()).hexdigest()


def fill(output: Path, *entries: BuiltFile, printed: tuple[Printed, ...] | None = None) -> Path:
    """Write files, ledgers and manifest."""
    for one in entries:
        path = output / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.path.encode())
        if one.role == "document":
            ledger = Ledger(
                "briefgen:" + "1" * 64, one.sha256, one.format, one.brief, one.subject, one.title, one.as_of,
                SOURCES, passages() if printed is None else printed,
            )  # fmt: skip
            ledger_path(path).write_bytes(to_json(ledger))
    write_manifest(output, Manifest(entries))
    return output


def brand() -> Brand:
    """The brand of the project."""
    return read_brand(BRAND, "templates/brand")


__all__ = ["RATIO", "VALUE", "brand", "digest", "entry", "fill", "passages"]
