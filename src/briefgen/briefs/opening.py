"""The opening of a slide: a section without a heading is headed by the entry of the wording book that has its name.

    slides/register-deals.md.j2     ## {register_deals_title}
                                    Subtitle: {register_deals_subtitle}

stands before its first line, or within the condition that the whole section is under, where the book has these entries.
Where the title says nothing, the section prints nothing.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from jinja2 import nodes

from briefgen.briefs.bare_names import Takes
from briefgen.briefs.wording import is_wording

_HEADING = re.compile(r"(?m)^##? ")
_PAGES = "pages/"
"""Where the sections of pages stand, which have headings of several levels and type them all."""
_TITLE = "slide_title"
"""The name under which a section has what its title says."""


def with_opening(tree: nodes.Template, file: str | None, takes: Takes) -> nodes.Template:
    """The tree of a section, given by its path below the folder of templates, with the heading that it leaves out."""
    if file and not (is_wording(file) or file.startswith(_PAGES)):
        name = PurePosixPath(file).name.partition(".")[0].replace("-", "_")
        if f"{name}_title" in takes and not _has_heading(tree):
            said = next((at for at, node in enumerate(tree.body) if not _is_unsaid(node)), len(tree.body))
            tree.body[said:] = _headed(name, takes, tree.body[said:])
    return tree


def _has_heading(tree: nodes.Template) -> bool:
    return any(_HEADING.search(text.data) for text in tree.find_all(nodes.TemplateData))


def _is_unsaid(node: nodes.Node) -> bool:
    """Whether it prints nothing: empty lines, or what a name means."""
    blank = isinstance(node, nodes.Output) and all(
        isinstance(part, nodes.TemplateData) and not part.data.strip() for part in node.nodes
    )
    return blank or isinstance(node, nodes.Assign)


def _headed(name: str, takes: Takes, body: list[nodes.Node]) -> list[nodes.Node]:
    """What a section says under its heading, and under its subtitle where the book has one; a condition that all of it
    is under holds for these too."""
    whole = body[0] if body and all(map(_is_unsaid, body[1:])) else None
    if isinstance(whole, nodes.If) and not (whole.elif_ or whole.else_):
        whole.body = _headed(name, takes, whole.body)
        return body
    said: list[nodes.Expr] = [_text("\n## "), nodes.Name(_TITLE, "load", lineno=1), _text("\n\n")]
    if (subtitle := f"{name}_subtitle") in takes:
        said += [_text("Subtitle: "), nodes.Name(subtitle, "load", lineno=1), _text("\n\n")]
    title = nodes.Assign(nodes.Name(_TITLE, "store"), nodes.Name(f"{name}_title", "load", lineno=1), lineno=1)
    opened = [nodes.Output(said, lineno=1), *body]
    return [title, nodes.If(nodes.Name(_TITLE, "load", lineno=1), opened, [], [], lineno=1)]


def _text(words: str) -> nodes.TemplateData:
    return nodes.TemplateData(words, lineno=1)
