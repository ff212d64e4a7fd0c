"""What libraries have to tell (the age of a font, the place of a cache) is not for users of briefgen."""

from __future__ import annotations

import logging
import sys
import warnings


def silence_libraries() -> None:
    """Print no log and no warning of any library, unless Python was started with -W or PYTHONWARNINGS."""
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
