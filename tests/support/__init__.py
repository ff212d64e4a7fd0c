"""What several tests share: made-up data, projects, documents, and hands that edit finished files."""
