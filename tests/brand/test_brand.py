"""The brand: contrast recomputed, a second brand everywhere, reference documents remade."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from fontTools.ttLib import TTFont
from PIL import Image
from pptx import Presentation

from briefgen import charts
from briefgen.brand import fonts
from briefgen.brand.brand import Brand
from briefgen.brand.brand_file import TEXT_PAIRS, grey_problems, read_brand
from briefgen.brand.colour import carried, contrast, is_dark, readable
from briefgen.charts.engine.drawing import Drawing
from briefgen.charts.engine.marks import TextLine
from briefgen.charts.engine.raster import png
from briefgen.cli.main import cli, main
from briefgen.deck.chapters import nameplate
from briefgen.deck.grid import LOGO
from briefgen.doctor import signs
from briefgen.problems import ProblemsFoundError
from briefgen.project import Project
from briefgen.reference.make_pptx import reference_presentation
from support import slide_sample
from support.chart_samples import programs

ROOT = Path(__file__).parents[2]
PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main"
BRAND = ROOT / "templates" / "brand"
ORCHARD = {"navy": "#3B1F4A", "blue": "#8A3C7A", "ink": "#241A2B", "phase_4": "#5A2A63", "phase_5": "#2B1233"}


def other_brand(folder: Path, colors: dict[str, str]) -> Path:
    """A copy of the brand with other colours."""
    shutil.copytree(BRAND, folder)
    text = (folder / "_brand.yml").read_text()
    for token, color in colors.items():
        text = re.sub(rf'(\n    {token}: )"#\w+"', rf'\1"{color}"', text)
    (folder / "_brand.yml").write_text(text)
    return folder


@pytest.mark.parametrize(
    ("before", "after", "place", "said"),
    [
        ("measured-with: [Arial,", "measured-with: [{a: b},", "49:19", "measured-with[0]: a mapping is not a text"),
        ("name: briefgen", "name: [a]", "4:9", "meta.name: a list is not a text"),
        ("meta:\n", "meta: x\nother:\n", "3:7", "meta: 'x' is not a mapping"),
        ("color:\n", "color: x\nother:\n", "5:8", "color: 'x' is not a mapping"),
        ("palette:\n", "palette: [x]\n  other:\n", "6:12", "color.palette: a list is not a mapping"),
        ('navy: "#12304F"', "navy: [a]", "14:11", "color.palette.navy: a list is not a text"),
        ("base: {family: Arial, size: 10.5pt, line-height: 1.3}", "base: Arial", "44:9", "base: 'Arial' is not a mapping"),
        ("base: {family: Arial,", "base: {family: {a: b},", "44:18", "base.family: a mapping is not a text"),
        ("east-asian: Noto Sans CJK SC", "east-asian: [a]", "48:15", "typography.east-asian: a list is not a text"),
        ("meta:", "templates: a.pptx\nmeta:", "3:12", "templates: 'a.pptx' is not a mapping"),
        ("meta:", "templates: {pptx: [a]}\nmeta:", "3:19", "templates.pptx: a list is not a text"),
        ("meta:", "layouts: [a]\nmeta:", "3:10", "layouts: a list is not a mapping"),
        ("meta:", "styles: {a: [b]}\nmeta:", "3:13", "styles.a: a list is not a text"),
    ],
)  # fmt: skip
def test_a_wrong_type_is_a_problem_with_its_place(
    tmp_path: Path, before: str, after: str, place: str, said: str
) -> None:
    text = (BRAND / "_brand.yml").read_text()
    assert before in text
    (tmp_path / "_brand.yml").write_text(text.replace(before, after, 1))
    (problem,) = problems_of(tmp_path)
    assert problem.startswith(f"brand/_brand.yml:{place}: error[wrong-type]: brand.")
    assert said in problem


def test_colours_that_look_alike_in_grey_are_named() -> None:
    brand = read_brand(BRAND, "brand")
    assert list(grey_problems(brand)) == []
    (found,) = grey_problems(brand.recolored(blue="0E8FB0"))
    assert (found.code, found.severity) == ("alike-in-grey", "warning")
    assert "blue and steel look alike in grey" in found.message


@pytest.mark.parametrize(
    ("family", "measured", "stands_in"),
    [
        ("Arial", "[Arial, Liberation Sans]", ""),  # Liberation Sans has its widths
        ("Acme Sans", "", "Liberation Sans"),
        ("Georgia", "[Acme Sans, Liberation Sans]", "Liberation Sans"),
    ],
)
def test_a_typeface_whose_file_is_missing_is_named_with_what_stands_in(
    tmp_path: Path, family: str, measured: str, stands_in: str
) -> None:
    folder = shutil.copytree(BRAND, tmp_path / "templates" / "brand")
    text = (folder / "_brand.yml").read_text().replace("base: {family: Arial", f"base: {{family: {family}", 1)
    lines = [line for line in text.splitlines() if "measured-with" not in line]
    if measured:
        at = next(number for number, line in enumerate(lines) if line.startswith("  base: "))
        lines.insert(at + 1, f"  measured-with: {measured}")
    (folder / "_brand.yml").write_text("\n".join(lines))
    brand = read_brand(folder, "brand")
    assert fonts.stand_in(brand) == stands_in
    found = list(fonts.font_problems(brand))
    assert [(one.code, one.severity) for one in found] == [("font-stands-in", "warning")] * bool(stands_in)
    said = [
        sign.said for sign in signs(Project(tmp_path, folder.parent, tmp_path / "output")) if sign.what == "typeface"
    ]
    assert [stands_in in one and family in one for one in said] == [True] * bool(stands_in)


def test_a_blank_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "_brand.yml").write_text((BRAND / "_brand.yml").read_text().replace("meta:", "styles: {a: }\nmeta:", 1))
    (problem,) = problems_of(tmp_path)
    assert problem.startswith("brand/_brand.yml:3:13: error[missing-field]: brand.styles.a is blank")


@pytest.mark.parametrize("text", ["just text", "[a, b]", "!!map {}"])
def test_a_brand_that_is_no_mapping_is_a_problem(tmp_path: Path, text: str) -> None:
    (tmp_path / "_brand.yml").write_text(text)
    assert "brand/_brand.yml:1:1: error[" in problems_of(tmp_path)[0]


def test_empty_parts_of_the_brand_are_as_good_as_none(tmp_path: Path) -> None:
    text = (BRAND / "_brand.yml").read_text() + "templates:\nlayouts:\nstyles: {}\n"
    (tmp_path / "_brand.yml").write_text(text.replace("meta:\n  name: briefgen", "meta:"))
    assert read_brand(tmp_path, "brand").name == "briefgen"


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(ProblemsFoundError) as caught:
        read_brand(folder, "brand")
    return [str(problem) for problem in caught.value.problems]


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ground", ["0E2A33", "000000", "FFF8E7", "1F1F3D", "FFFFFF"])
def test_colours_keep_their_contrast_on_another_ground(ground: str) -> None:
    brand = read_brand(BRAND, "brand")
    moved = brand.on(ground)
    for text, back in TEXT_PAIRS:
        least = min(4.5, contrast(brand.color(text), brand.color(back)))
        assert contrast(moved.color(text), moved.color(back)) >= least - 0.15, (ground, text, back)
    assert moved.color("white") == ground


def test_a_carried_colour_has_its_ratio() -> None:
    assert contrast(carried("1D68A7", "0E2A33"), "0E2A33") == pytest.approx(contrast("1D68A7", "FFFFFF"), abs=0.1)
    assert carried("1D68A7", "FFFFFF") == "1D68A7"
    assert is_dark("0E2A33")
    assert not is_dark("FFFFFF")
    assert contrast(readable("8593A0", "FFFFFF"), "FFFFFF") >= 4.5


def test_text_too_pale_is_a_problem_with_a_colour_that_would_do(tmp_path: Path) -> None:
    folder = other_brand(tmp_path / "brand", {"slate": "#8C98A3"})
    first = problems_of(folder)[0]
    assert re.match(r"brand/_brand.yml:\d+:\d+: error\[low-contrast\]: slate on ", first)
    better = re.search(r'"(#\w{6})" would do for slate', first)
    assert better
    assert not any("slate on white" in p for p in _left(tmp_path, {"slate": better[1]}))


def _left(tmp_path: Path, colors: dict[str, str]) -> list[str]:
    folder = other_brand(tmp_path / "again", colors)
    try:
        read_brand(folder, "brand")
    except ProblemsFoundError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_pale_lines_need_only_three(tmp_path: Path) -> None:
    assert any(
        "steel on white has a contrast of 2." in p
        for p in problems_of(other_brand(tmp_path / "b", {"steel": "#9AA6B2"}))
    )


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = other_brand(tmp_path / "brand", {})
    with (folder / "_brand.yml").open("a") as file:
        file.write("templates: {pptx: acme.potx, odt: x.odt}\n")
    found = "\n".join(problems_of(folder))
    assert "'acme.potx' is not in the brand's folder" in found
    assert "there is reference.pptx" in found
    assert "unknown kind of template 'odt'" in found


def test_the_command_remakes_the_same_reference_documents(tmp_path: Path) -> None:
    folder = other_brand(tmp_path / "templates" / "brand", {})
    for name in ("reference.docx", "reference.pptx"):
        (folder / name).unlink()
    assert main(["brand", "--templates", str(tmp_path / "templates")]) == 0
    for name in ("reference.docx", "reference.pptx"):
        assert (folder / name).read_bytes() == (BRAND / name).read_bytes()


def test_a_second_brand_changes_documents_and_charts_alike(tmp_path: Path) -> None:
    folder = other_brand(tmp_path / "templates" / "brand", ORCHARD)
    assert "stale-reference" in _check(tmp_path)
    assert main(["brand", "--templates", str(tmp_path / "templates")]) == 0
    assert "stale-reference" not in _check(tmp_path)
    brand = read_brand(folder, "brand")
    for name in ("ppt/theme/theme1.xml", "ppt/slideLayouts/slideLayout1.xml"):
        with ZipFile(folder / "reference.pptx") as package:
            text = package.read(name).decode()
        assert not any(old in text for old in ("12304F", "1D68A7", "1B5187"))
    with ZipFile(folder / "reference.docx") as package:
        assert "3B1F4A" in package.read("word/styles.xml").decode()
    name, numbers = "pipeline", charts.prepare("pipeline", programs(4))
    assert _pixels(name, numbers, brand) & {(0x8A, 0x3C, 0x7A), (0x3B, 0x1F, 0x4A), (0x24, 0x1A, 0x2B)}
    assert not _pixels(name, numbers, brand) & {(0x1D, 0x68, 0xA7), (0x12, 0x30, 0x4F)}


def _pixels(name: str, numbers: object, brand: Brand) -> set[tuple[int, int, int]]:
    height = charts.natural_height(name, numbers, 8, brand, "slide")
    image = Image.open(BytesIO(charts.draw(name, numbers, 8, height, brand, "slide", "investor")))
    return {color for _, color in image.getcolors(1 << 24) or ()}  # type: ignore[misc]


def test_a_chart_on_a_dark_ground_is_drawn_on_it() -> None:
    brand = read_brand(BRAND, "brand")
    name, numbers = "pipeline", charts.prepare("pipeline", programs(4))
    assert (0x0E, 0x2A, 0x33) in _pixels(name, numbers, brand.on("0E2A33"))
    assert (255, 255, 255) in _pixels(name, numbers, replace(brand))


def _check(folder: Path) -> str:
    result = CliRunner().invoke(cli, ["brand", "check", "--templates", str(folder / "templates")])
    return result.output + (result.stderr or "")


def branded(folder: Path, entry: str, *, named: str = "briefgen") -> Path:
    """A copy of the brand with a logo, white on nothing but its own blue."""
    shutil.copytree(BRAND, folder)
    text = (folder / "_brand.yml").read_text().replace("name: briefgen", f"name: {named}", 1)
    (folder / "_brand.yml").write_text(f"logo: {entry}\n{text}")
    Image.new("RGB", (400, 100), "#1D68A7").save(folder / "acme.png")
    (folder / "broken.png").write_text("no picture")
    return folder


@pytest.mark.parametrize("entry", ["acme.png", "{large: gone.png, medium: acme.png}"])
def test_a_logo_fills_its_slot_in_proportion_and_dark_layouts_hide_it(tmp_path: Path, entry: str) -> None:
    brand = read_brand(branded(tmp_path / "brand", entry, named="'Orchard & \\1 Co'"), "brand")
    made = reference_presentation(brand)
    assert made == reference_presentation(brand)
    deck = Presentation(BytesIO(made))
    (logo,) = (shape for shape in deck.slide_master.shapes if shape.name == "Logo")
    assert (logo.width / logo.height) == pytest.approx(4, abs=0.01)
    assert (logo.left + logo.width) / 914400 == pytest.approx(LOGO.right, abs=0.01)
    assert logo.top / 914400 >= LOGO.y - 0.01
    assert (logo.top + logo.height) / 914400 <= LOGO.bottom + 0.01
    assert logo._element._nvXxPr.cNvPr.get("descr") == "Logo of Orchard & \\1 Co"
    numbers = [node.get("id") for node in deck.slide_master._element.iter(f"{{{PRESENTATION}}}cNvPr")]
    assert len(numbers) == len(set(numbers))
    bare = {layout.name for layout in deck.slide_layouts if layout._element.get("showMasterSp") == "0"}
    assert {name.split()[0] for name in bare} == {"Cover", "Section"}


def test_a_logo_takes_the_place_of_the_name(tmp_path: Path) -> None:
    plain = read_brand(BRAND, "brand")
    document = slide_sample.sample()
    assert nameplate(document.title, document, plain)
    assert not nameplate(document.title, document, replace(plain, logo="acme.png"))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("gone.png", "logo: 'gone.png' is not in the brand's folder"),
        ("../acme.png", "logo: '../acme.png' is not in the brand's folder"),
        ("broken.png", "logo: 'broken.png' is no PNG or JPEG picture"),
        ("_brand.yml", "logo: '_brand.yml' is no PNG or JPEG picture"),
    ],
)
def test_a_logo_that_cannot_be_drawn_is_a_problem(tmp_path: Path, entry: str, said: str) -> None:
    (problem,) = problems_of(branded(tmp_path / "brand", entry))
    assert f"error[bad-brand]: {said}" in problem


def test_a_sign_that_only_forbids_a_break_is_as_wide_as_what_it_is_drawn_as(tmp_path: Path) -> None:
    """Some typefaces have no no-break space: it is measured and drawn as their space, and not with another font."""
    folder = tmp_path / "brand"
    shutil.copytree(BRAND, folder)
    for path in (folder / "fonts").glob("*.ttf"):
        font = TTFont(path)
        for table in font["cmap"].tables:
            for code in (0xA0, 0x202F, 0x2011):
                table.cmap.pop(code, None)
        font.save(path)
    bare, whole = read_brand(folder, "brand"), read_brand(BRAND, "brand")
    for sign, alike in (("\u00a0", " "), ("\u202f", " "), ("\u2011", "-")):
        assert fonts.width(bare, f"8.4{sign}months", 10) == pytest.approx(fonts.width(whole, f"8.4{alike}months", 10))
    assert drawn(bare, "8.4\u00a0months") == drawn(bare, "8.4 months") == drawn(whole, "8.4 months")


def drawn(brand: Brand, text: str) -> bytes:
    return png(Drawing((TextLine(0.1, 0.2, text, 10, 1.0),), 2, 0.4, 1, brand))


def test_a_chinese_face_without_sisters_leaves_japanese_and_korean_to_those_of_office() -> None:
    brand = replace(read_brand(BRAND, "templates/brand"), east_asian="SimSun")
    assert brand.east_asian_for("zh-CN") == "SimSun"
    faces = {language: brand.east_asian_for(language) for language in ("zh-TW", "ja-JP", "ko-KR")}
    assert len(set(faces.values()) - {"SimSun"}) == 3
    sisters = replace(brand, east_asian="Noto Sans CJK SC")
    assert all(sisters.east_asian_for(language).startswith("Noto Sans CJK ") for language in faces)
