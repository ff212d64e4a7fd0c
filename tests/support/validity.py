"""Whether an Office file is valid. Most parts of our files are the same in each, and most elements like others: what
was found right is not looked at again."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from openxml_audit import OpenXmlValidator
from openxml_audit.context import ValidationContext
from openxml_audit.schema.validator import SchemaValidator

from briefgen.cache import found, keep, versions_of

_RIGHT: set[str] = set()


class _Look(ValidationContext):
    """A look at a part that only tells whether something is wrong: it keeps no places of elements to name them."""

    should_stop = False

    def push_element(self, element: Any) -> None:
        self.part_scratch.setdefault("path", []).append(element)

    def pop_element(self) -> None:
        self.part_scratch["path"].pop()

    @property
    def current_element(self) -> Any:
        return self.part_scratch["path"][-1]


class _Schema(SchemaValidator):
    """What the schema says of a part rests on its content alone; of an element, on its attributes and on the names of
    the elements in it."""

    def __init__(self) -> None:
        super().__init__()
        self._right: dict[Any, Any] = {}
        self._looks = False

    def validate_part(self, part: Any, context: Any) -> Any:
        key = sha256(versions_of("openxml-audit").encode() + (part.raw_content or b"")).hexdigest()
        if key in _RIGHT or found("valid-parts", key) is not None:
            return context.errors
        self._looks = True
        wrong = super().validate_part(part, _Look(context.package, file_format=context.file_format))
        self._looks = False
        if wrong:
            return super().validate_part(part, context)
        _RIGHT.add(key)
        keep("valid-parts", key, b"")
        return context.errors

    def _validate_attributes(self, element: Any, constraint: Any, context: Any) -> None:
        key = (id(constraint), *element.items())
        if not self._looks or any(":" in value for _, value in key[1:]):  # whose prefix means what is declared above it
            super()._validate_attributes(element, constraint, context)
        elif key not in self._right:
            before = len(context.errors)
            super()._validate_attributes(element, constraint, context)
            if len(context.errors) == before:
                self._right[key] = constraint  # which lives on, so that no other gets its id

    def _validate_content_model(self, content_model: Any, children: list[Any], context: Any) -> None:
        key = (id(content_model), *(child.tag for child in children))
        if not self._looks:
            super()._validate_content_model(content_model, children, context)
        elif key not in self._right:
            before = len(context.errors)
            super()._validate_content_model(content_model, children, context)
            if len(context.errors) == before:
                self._right[key] = content_model


@cache
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator()


@cache
def _schema() -> _Schema:
    return _Schema()


def faults(path: Path) -> list[str]:
    """What Office would not take. Texts of our sheets stand in their cells, which is allowed."""
    validator = _validator()
    validator._schema_validator = _schema()
    found = [str(error) for error in validator.validate(str(path)).errors]
    return [fault for fault in found if path.suffix != ".xlsx" or "inlineStr" not in fault]
