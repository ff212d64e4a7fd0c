"""The reviewer's copy, each claim explained, and the reference pack."""
