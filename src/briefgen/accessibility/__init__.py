"""Accessibility: finished files reopened and held against what every reader may expect of them."""

from briefgen.accessibility.check import check_accessibility
from briefgen.accessibility.files import audit_files
from briefgen.accessibility.violation import Violation
from briefgen.office.package import NoOfficeFileError

__all__ = ["NoOfficeFileError", "Violation", "audit_files", "check_accessibility"]
