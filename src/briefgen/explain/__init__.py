"""Explain: what each problem code, record, field, word and form of a value means, for people.

Problem codes have their pages in problem_codes/, one file for each family; all else is read from the records.
"""
