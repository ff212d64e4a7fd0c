"""Whether an Office file is valid. Most parts of our files are the same in each: one found right is not looked at again."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from openxml_audit import OpenXmlValidator
from openxml_audit.schema.validator import SchemaValidator

from briefgen.cache import found, keep, versions_of

_RIGHT: set[str] = set()


class _Schema(SchemaValidator):
    """What the schema says of a part rests on its content alone."""

    def validate_part(self, part: Any, context: Any) -> Any:
        key = sha256(versions_of("openxml-audit").encode() + (part.raw_content or b"")).hexdigest()
        if key in _RIGHT or found("valid-parts", key) is not None:
            return context.errors
        before = len(context.errors)
        errors = super().validate_part(part, context)
        if len(errors) == before and not context.should_stop:
            _RIGHT.add(key)
            keep("valid-parts", key, b"")
        return errors


@cache
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator()


def faults(path: Path) -> list[str]:
    """What Office would not take. Texts of our sheets stand in their cells, which is allowed."""
    validator = _validator()
    validator._schema_validator = _Schema()
    found = [str(error) for error in validator.validate(str(path)).errors]
    return [fault for fault in found if path.suffix != ".xlsx" or "inlineStr" not in fault]
