"""Lines → documents: repairs, elements of the paper, headings, attachments. Pure; every reader ends here."""
