"""Keeping a library of clauses: whether its clauses are well made, which there are on a subject or for a duty, and what
a nearer layer changed.
"""
