"""The words of sources and documents, each once: a file for each language, and the currencies of the world."""
