"""The audit: finished files reopened and held against what every reader may expect of them."""

from briefgen.audit.accessibility import check_accessibility
from briefgen.audit.files import audit_files
from briefgen.audit.package import UnreadableError
from briefgen.audit.violation import Violation

__all__ = ["UnreadableError", "Violation", "audit_files", "check_accessibility"]
