"""Materiality: which kinds of findings weigh more. One file that people change says it: `editor.yaml`."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from briefgen.dataset.tree import Path_
from briefgen.dataset.validate import validate
from briefgen.dataset.yamlfile import read_yaml
from briefgen.problems import Problem, require
from briefgen.project import bundled_templates
from briefgen.records.base import as_tuple
from briefgen.records.controlled import Vocabulary
from briefgen.records.vocabulary import PHASES

FILE = "editor.yaml"
FINDING_KINDS = Vocabulary(
    "kind of finding",
    (
        ("approval", "Approval"), ("refusal", "Refusal"), ("pivotal_readout", "Pivotal readout"),
        ("safety_signal", "Safety signal"), ("filing", "Filing"), ("deal", "Deal"), ("designation", "Designation"),
        ("readout", "Readout"), ("trial_started", "Trial started"), ("trial_stopped", "Trial stopped"),
        ("guidance", "Guidance"), ("publication", "Publication"), ("attendance", "Attendance"), ("other", "Other news"),
    ),
)  # fmt: skip
TRAITS = Vocabulary(
    "trait", (("not_met", "not met first"), ("primary", "primary endpoint first"), ("own", "own first"),
              ("newer", "newer first")),
)  # fmt: skip


_Kinds = Annotated[tuple[Annotated[str, FINDING_KINDS], ...], BeforeValidator(as_tuple)]


class Materiality(BaseModel):
    """The ranking of findings, as `editor.yaml` gives it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    materiality: tuple[_Kinds, ...]
    """Kinds of findings from the most to the least material; kinds of one row weigh the same."""
    no_news: _Kinds = ()
    """Kinds that are no news when they stand alone."""
    pivotal: Annotated[tuple[Annotated[str, PHASES], ...], BeforeValidator(as_tuple)]
    """Phases whose trials are pivotal."""
    within: Annotated[tuple[Annotated[str, TRAITS], ...], BeforeValidator(as_tuple)] = ()
    """What comes first among findings that weigh the same."""
    spelling: Literal["british", "american"] = "british"
    """How documents spell words that no source or person wrote."""

    def rank(self, kind: str) -> int:
        """The place of a kind, 0 for the most material; what is no news comes last."""
        places = (place for place, kinds in enumerate(self.materiality) if kind in kinds)
        return next(places, len(self.materiality))


def read_materiality(templates: Path, shown: str = "templates") -> Materiality:
    """The ranking of a templates folder, else that of briefgen; ProblemsFoundError with all that is wrong with it."""
    own = os.path.lexists(templates / FILE)
    folder, name = (templates, f"{shown}/{FILE}") if own else (bundled_templates(), f"{bundled_templates()}/{FILE}")
    file = read_yaml(folder / FILE, name, folder)
    require(file.problems)
    read, problems = validate(Materiality, file.root, file, (), "editor")
    require(problems)
    assert read is not None  # else there was a problem
    rows = [(("materiality", row), kinds) for row, kinds in enumerate(read.materiality)]
    placed = [(path, kind) for path, kinds in (*rows, (("no_news",), read.no_news)) for kind in kinds]
    uses = Counter(kind for _, kind in placed)
    for kind in (kind for kind, times in uses.items() if times > 1):
        path: Path_ = [path for path, named in placed if named == kind][-1]
        message, hint = f"'{kind}' stands here and further up", "each kind of finding has one place"
        problems.append(Problem(file.value_origin(path), "ranked-twice", message, hint))
    for kind in (kind for kind in FINDING_KINDS.codes if kind not in uses):
        message = f"'{kind}' has no place in the ranking"
        hint = "add it under materiality, or under no_news"
        problems.append(Problem(file.key_origin(("materiality",)), "not-ranked", message, hint))
    require(problems)
    return read
