"""Trace: from a printed value to its source, and from a source to what rests on it."""
