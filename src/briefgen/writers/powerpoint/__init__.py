"""PowerPoint decks."""
