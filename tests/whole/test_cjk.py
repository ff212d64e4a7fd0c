"""Chinese and Japanese: languages by their signs, typefaces in both formats, line breaks."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from briefgen.brand.brand_file import read_brand
from briefgen.brand.fonts import width, wrap
from briefgen.brand.lines import NEVER_FIRST, NEVER_LAST, RESERVE, pieces
from briefgen.measures import measured
from briefgen.office.package import open_package
from briefgen.values.cjk import east_asian_language
from support.foreign_company import built, valid_formats

ROOT = Path(__file__).parents[2]
BRAND = read_brand(ROOT / "templates" / "brand", "templates/brand")
LONG = "青田生物宣布QT-101（青芙妥®）治疗「非小细胞肺癌」患者的第Ⅲ期临床试验进展，详见“研究方法”。データ・カットオフは2025年。"


@pytest.mark.parametrize(
    ("text", "language"),
    [("复宏汉霖", "zh-CN"), ("塩野義製薬", "ja-JP"), ("アステラス", "ja-JP"), ("臺灣醫藥", "zh-TW"), ("삼성", "ko-KR"),
     ("Phase III", ""), ("HS-20089（药）", "zh-CN")],
)  # fmt: skip
def test_the_language_is_told_by_the_signs(text: str, language: str) -> None:
    assert east_asian_language(text) == language


def test_the_typeface_follows_the_language() -> None:
    assert BRAND.east_asian_for("zh-CN") == "Noto Sans CJK SC"
    assert BRAND.east_asian_for("ja-JP") == "Noto Sans CJK JP"


@pytest.mark.parametrize("inches", [0.6, 1.0, 1.7, 3.0])
def test_no_line_begins_or_ends_with_what_must_not(inches: float) -> None:
    lines = wrap(BRAND, LONG, 12, inches)
    assert "".join(lines) == LONG
    for line in lines:
        assert line[0] not in NEVER_FIRST
        assert line[-1] not in NEVER_LAST
        assert width(BRAND, line, 12) * RESERVE <= inches or len(pieces(line)) == 1
    assert pieces("肺癌HS-20089")[:2] == ["肺", "癌"]
    assert pieces("青芙妥®）")[-1] == "妥®）"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented company's documents."""
    return built(tmp_path_factory.mktemp("cjk"), "cjk", "qingtian", "qt-101")


def test_documents_in_chinese_and_japanese_are_valid(output: Path) -> None:
    assert valid_formats(output)


def test_word_runs_name_their_language_and_typeface(output: Path) -> None:
    with zipfile.ZipFile(output / "quarterly-briefing" / "qingtian.docx") as package:
        text = package.read("word/document.xml").decode()
    runs = re.findall(r"<w:r>(?:(?!</w:r>).)*</w:r>", text)
    runs = [run for run in runs if "<w:t" in run]
    japanese = [run for run in runs if "浜名湖製薬" in run]
    chinese = [run for run in runs if "青田生物医药" in run and "製薬" not in run]
    assert japanese
    assert chinese
    assert all('w:eastAsia="Noto Sans CJK JP"' in run and '<w:lang w:eastAsia="ja-JP"/>' in run for run in japanese)
    assert all('w:eastAsia="Noto Sans CJK SC"' in run and '<w:lang w:eastAsia="zh-CN"/>' in run for run in chinese)


def test_slides_name_the_japanese_typeface(output: Path) -> None:
    with zipfile.ZipFile(output / "quarterly-briefing" / "qingtian.pptx") as package:
        slides = "".join(package.read(n).decode() for n in package.namelist() if n.startswith("ppt/slides/slide"))
    runs = re.findall(r"<a:r>(?:(?!</a:r>).)*</a:r>", slides)
    japanese = [run for run in runs if "浜名湖製薬" in run]
    assert japanese
    assert all('lang="ja-JP"' in run and '<a:ea typeface="Noto Sans CJK JP"/>' in run for run in japanese)


def test_no_run_of_a_slide_is_empty(output: Path) -> None:
    with zipfile.ZipFile(output / "quarterly-briefing" / "qingtian.pptx") as package:
        slides = [package.read(n).decode() for n in package.namelist() if n.startswith("ppt/slides/slide")]
    assert slides
    assert not [slide for slide in slides if "<a:t></a:t>" in slide or "<a:t/>" in slide]


def test_documents_keep_to_the_design(output: Path) -> None:
    for path in (*output.rglob("*.pptx"), *output.rglob("*.docx")):
        assert measured(open_package(path), BRAND) == (), path


def test_two_events_make_a_short_deck_that_tells_each_once(output: Path) -> None:
    with zipfile.ZipFile(output / "quarterly-briefing" / "qingtian.pptx") as package:
        names = [n for n in package.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", n)]
        slides = ["".join(re.findall(r"<a:t>([^<]*)</a:t>", package.read(n).decode())) for n in names]
    assert len(slides) == 6
    told = [slide for slide in slides if "青田生物宣布第三季度业绩及非小细胞肺癌Ⅲ期临床试验进展" in slide]
    assert len(told) == 1
    for said in ("is in Phase III in China", "USD 40 million upfront", "efficacy and safety values"):
        assert said in told[0].replace("\u00a0", " ")
