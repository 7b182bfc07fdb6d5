"""Lines → documents. Pure; every reader ends here.

`lines` what a line is; `repair` the order of repairs (`garbled` bytes, `characters`, `furniture` of pages, `wraps`);
`cuts` glued lines cut apart; `papers` the papers of a file, each with its `head`, `blocks` (`headings`), `signature`
and `tail`; `faults` of numbering. `pages` and what it uses make lines of printed pages.
"""
