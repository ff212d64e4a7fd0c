"""How Office XML is spelled, and how its packages are put together."""
