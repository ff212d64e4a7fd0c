"""Ledgers: what each file prints, and from what."""
