"""Entry: data files written for the user. Skeletons of records, and one order and layout for every file."""
