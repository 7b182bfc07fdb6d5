"""督办: duties handed to units, what they answer taken in, and who is warned. Pure: rows in, rows out.

`ledger` makes and updates the 督办台账, `assign` says which unit answers for which item, `returned` finds the answers
in a returned file, `collect` merges them, `reckon` says what they mean for an item, `deadlines` and `alerts` how late
it is on a given day.
"""
