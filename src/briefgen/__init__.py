"""briefgen: Word briefings and PowerPoint decks from a reviewed dataset, every number traced to its source."""
