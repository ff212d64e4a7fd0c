"""The portal: one page over everything in the output folder."""
