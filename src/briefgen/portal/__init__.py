"""The portal: one page over everything in the output folder."""

NAME = "index.html"
"""Its name in the output folder."""
