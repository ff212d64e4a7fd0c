"""The finished files: every fact a reader looks for, no number from nowhere, valid, and readable by other programs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from docx import Document as open_word
from pptx import Presentation as open_presentation

from briefgen.document.inlines import plain
from briefgen.document.walk import values, values_in
from support.office_text import paragraphs, words
from support.real_project import built_paths, documents
from support.sampling import sampled
from support.validity import faults

PATHS = built_paths()
NUMERAL = re.compile(r"\d[\d,.]*\d|\d")

# What a reader of a Hansoh or Henlius briefing looks for, as the sources print it (dashes and spaces made plain).
FACTS = """
03692.HK
Hansoh Pharmaceutical Group Co., Ltd.
Jiangsu Hansoh Pharmaceutical Group Co., Ltd.
1 May 2025
Breakthrough Therapy Designation
NMPA
platinum-resistant recurrent epithelial ovarian, fallopian tube or primary peritoneal cancer
HS-20089-101
HS-20089-201
HS-20089 for injection
B7-H4
topoisomerase inhibitor
Phase III
Phase I
transmembrane immune checkpoint glycoprotein
multi-centre
open-label
immunogenicity
20 October 2023
GlaxoSmithKline Intellectual Property (No.4) Limited
Chinese Mainland, Hong Kong, Macau and Taiwan
develop, manufacture and commercialise
approximately 324,603
around 206,956
61,060
32,646
eighth
within 3 years
4-15.9%
3.4-3.98 months
27.3%
6.7 months
16.6 months
1-2 prior lines
no notable OS benefit
GLOBOCAN 2022 (version 1.1)
26 Apr 2025
Lancet Oncol 2021;22(7):1034-1046
Gynecol Oncol 2021;163(2):237-245
J Clin Oncol 2021;39(33):3671-3681
N Engl J Med 2023;389(23):2162-2174
Pujade-Lauraine E, Hilpert F, Weber B, et al.
Journal, year and pages not given in the source
oncology; anti-infection; CNS diseases; metabolic diseases; autoimmune diseases
top 100
top 3
national key high-tech enterprise
June 2019
www.hspharm.com
Healthcare professionals only
23 October 2025
Henlius Japan Reception 2025
63rd Annual Meeting
Japan Society of Clinical Oncology
Yokohama, Japan
Liu Junling
Sun Yat-sen University Cancer Center
Yusuke Suwa
Yokohama City University Medical Center
Hidekazu Hirano
National Cancer Center Hospital (Tokyo)
Jin Li
Jing Li
fourth-largest
marketing authorisation holder
9
approximately 60
Asia, Europe, Latin America, North America and Oceania
serplulimab
HANSIZHUANG
Hetronifly
HLX43
HLX22
novel epitope
HER2-positive gastric cancer
ASTRUM-005
ASTRUM-005R
21.9%
22.4%
Asian patients
635
8.2 months
17.2 months
real-world
enrolling
primary endpoint
not in the sources
""".strip().splitlines()


@cache
def all_words(folder: Path) -> str:
    return "\n".join(words(path) for path in sorted(folder.rglob("*.*x")))


def file_of(built: Path, path: str) -> Path:
    return built / "2025-Q4" / path


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_appears_as_printed_in_its_source(built: Path, fact: str):
    assert re.search(rf"(?<![\w.,]){re.escape(fact)}(?!\w|[.,]\d)", all_words(built), re.IGNORECASE), fact


@pytest.mark.parametrize("path", PATHS)
def test_no_number_comes_from_nowhere(built: Path, path: str):
    """Numerals of the file are those of its traced values, of its references, or count its own furniture."""
    document = documents()[path]
    traced = [*values(document.furniture), *values_in(document.blocks)]
    stated = [value.text for value in traced]
    stated += [plain(part) for r in document.references for part in (r.entry, r.short)] + [
        plain(a.long) for a in document.abbreviations
    ]
    stated += [a.short for a in document.abbreviations] + [c.locator for v in traced for c in v.fact.citations]
    allowed = {numeral for text in stated for numeral in NUMERAL.findall(text.replace("–", "-"))}
    furniture = {str(number) for number in range(1, 60)} | {"0", "100"}  # references, pages, slides, an axis
    lines = paragraphs(file_of(built, path))
    loose = [
        (numeral, line)
        for line in lines
        for numeral in NUMERAL.findall(re.sub(r"(?<=\d)[–-](?=\d)", " ", line))
        if numeral not in allowed and not set(numeral.split(",")) <= furniture | allowed
    ]
    assert loose == []


@pytest.mark.parametrize("path", sampled(PATHS, 2))
def test_file_is_valid(built: Path, path: str):
    file = file_of(built, path)
    assert faults(file) == []
    if file.suffix == ".docx":
        assert open_word(str(file)).paragraphs
    elif file.suffix == ".pptx":
        assert len(open_presentation(str(file)).slides) > 3


@pytest.mark.parametrize("path", [path for path in PATHS if path.endswith("pptx")])
def test_slides_have_titles_notes_and_alt_texts(built: Path, path: str):
    titles = []
    for slide in open_presentation(str(file_of(built, path))).slides:
        assert slide.shapes.title is not None
        titles.append(slide.shapes.title.text_frame.text)
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        if any(line.startswith(("Source:", "Sources:")) for text in texts for line in text.splitlines()):
            assert "Source" in slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            if shape.shape_type == 13:
                assert shape._element.nvPicPr.cNvPr.get("descr")
        for shape in slide.placeholders:
            assert not shape.has_text_frame or shape.text_frame.text.strip(), (path, slide.slide_id, shape.name)
    assert len(set(titles)) == len(titles)


def test_manifest_lists_every_file(built: Path):
    manifest = json.loads((built / "manifest.json").read_text())
    assert sorted(entry["path"] for entry in manifest["files"]) == sorted(f"2025-Q4/{path}" for path in PATHS)


def test_files_of_every_brief_convert_to_pdf(built: Path, tmp_path: Path):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    files = []
    for folder, suffix in sorted({(file.parent, file.suffix) for file in built.rglob("*.[dp][op][ct]x")}):
        for file in sampled(sorted(folder.glob(f"*{suffix}")), 8):
            files.append(shutil.copy(file, tmp_path / f"{folder.name}-{file.stem}-{suffix[1:]}{suffix}"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, "--headless", "--norestore", profile, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)
    assert {Path(file).stem for file in files} == {file.stem for file in tmp_path.glob("*.pdf")}
    assert len(files) > 6
