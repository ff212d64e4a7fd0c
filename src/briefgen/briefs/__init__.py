"""Briefs: what is written for whom, and how templates become documents."""
