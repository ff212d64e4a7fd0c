"""Audits of finished files, read again without help from the writers."""
