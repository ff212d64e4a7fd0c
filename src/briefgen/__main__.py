"""Runs briefgen as `python -m briefgen`."""

import sys

from briefgen.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
