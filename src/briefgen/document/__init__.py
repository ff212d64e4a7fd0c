"""Documents: their blocks, the passages and citations in them, the bibliography and the dump."""
