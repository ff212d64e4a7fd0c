"""Writers: a document becomes the bytes of a Word or PowerPoint file."""
