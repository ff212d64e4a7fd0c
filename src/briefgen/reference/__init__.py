"""Reference documents: our own, and a company's taken in and matched."""
