"""How often finished files are beyond the limits of the design: counts by measure and kind of slide, then where.

    python benchmarks/design.py output            every Word and PowerPoint file in a folder
    python benchmarks/design.py output --where    the places too

What `briefgen check --full` warns of is held to looser limits; both stand in `src/briefgen/measures/limits.py`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from briefgen.accessibility.violation import Violation  # noqa: E402
from briefgen.brand.brand import Brand  # noqa: E402
from briefgen.brand.brand_file import read_brand  # noqa: E402
from briefgen.measures import DESIGN, TODAY, measured  # noqa: E402
from briefgen.measures.slide import main_part  # noqa: E402
from briefgen.measures.slides import measured_slides  # noqa: E402
from briefgen.office.package import Package, open_package  # noqa: E402


def kinds(package: Package, brand: Brand) -> dict[int, str]:
    """The slides of a deck by number: the layout and the chapter of each; a Word file has none."""
    if package.format() != "pptx":
        return {}
    slides = measured_slides(package, brand, DESIGN)
    main = {slide.number for slide in main_part(slides)}
    return {s.number: f"{s.layout}, {s.chapter or 'no chapter'}{'' if s.number in main else ', annex'}" for s in slides}


def broken(folder: Path, brand: Brand) -> Iterator[tuple[Path, str, Violation, bool]]:
    """Everything beyond the design, with the kind of its slide, and whether it is warned of today."""
    for path in sorted((*folder.rglob("*.pptx"), *folder.rglob("*.docx"))):
        package = open_package(path)
        of_slide, warned = kinds(package, brand), set(measured(package, brand, TODAY))
        for violation in measured(package, brand, DESIGN):
            yield path, of_slide.get(violation.slide, path.suffix), violation, violation in warned


def main(arguments: list[str]) -> None:
    """Prints the counts."""
    brand = read_brand(ROOT / "templates" / "brand", "templates/brand")
    folder = Path(next(one for one in arguments if not one.startswith("--")))
    found = list(broken(folder, brand))
    for (code, kind), times in sorted(Counter((v.code, kind) for _, kind, v, _ in found).items(), key=lambda c: -c[1]):
        print(f"{times:5} {code:18} {kind}")
    for code, times in Counter(violation.code for _, _, violation, _ in found).most_common():
        warned = sum(violation.code == code and now for _, _, violation, now in found)
        print(f"{code}: {times} beyond the design, {warned} of them warned of")
    for path, kind, violation, _ in found if "--where" in arguments else ():
        print(f"{path.relative_to(folder)}: {violation.problem('').message} [{violation.code}; {kind}]")


if __name__ == "__main__":
    main(sys.argv[1:])
