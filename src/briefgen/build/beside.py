"""What is wrong beside the data and the templates' words: with the brand, or with the statements that briefs print."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.brand.brand_file import grey_problems, read_brand
from briefgen.brand.fonts import font_problems
from briefgen.briefs.signed import dropped_statements
from briefgen.problems import Problem, ProblemsFoundError
from briefgen.project import Project, bundled_templates
from briefgen.reference.typefaces import own_faces


def beside_data(project: Project) -> tuple[Problem, ...]:
    """Problems of the brand and of the statements, which a check tells and a build counts."""
    dropped = dropped_statements(project.templates, str(project.templates), bundled_templates())
    return (*_brand_problems(project), *dropped)


def _brand_problems(project: Project) -> Iterator[Problem]:
    """What is wrong with the reference documents and a company's own templates; a brand that cannot be read is told
    already."""
    from briefgen.reference.import_file import reference_problems

    try:
        brand = read_brand(project.templates / "brand", f"{project.templates}/brand")
        own_faces(brand)  # which says which of its fonts cannot be read
        yield from grey_problems(brand)
        yield from font_problems(brand)
        yield from reference_problems(brand)
        if brand.templates:
            from briefgen.reference.report import template_problems

            yield from template_problems(brand)
    except ProblemsFoundError as error:
        yield from error.problems
