"""PDF: finished Word and PowerPoint files printed by LibreOffice, tagged, with bookmarks, the same bytes each time."""
