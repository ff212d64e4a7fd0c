"""Build: what is wanted, made and kept, and the check that makes nothing."""
