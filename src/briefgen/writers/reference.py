"""Make reference.docx and reference.pptx again from _brand.yml: `python -m briefgen.writers.reference templates/brand`."""

from __future__ import annotations

import sys

from briefgen.writers import reference_docx, reference_pptx

if __name__ == "__main__":
    reference_docx.main(sys.argv)
    reference_pptx.main(sys.argv)
