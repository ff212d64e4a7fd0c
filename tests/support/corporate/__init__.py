"""Templates of three invented companies, made by script from different starting points."""
