"""The editor: what a document tells first. It reads the view and never a template."""
