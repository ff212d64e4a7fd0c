"""Brand: colours, typefaces and how wide their letters are."""
