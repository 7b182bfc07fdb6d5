"""What is kept in the user's cache folder from one run to the next: the thesaurus, the patterns of the rules.

Never required: without it, or where it cannot be trusted, everything is read and made as ever. It may be deleted at any
time, and holds no word of a paper.
"""
