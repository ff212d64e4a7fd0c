"""Word briefings."""
