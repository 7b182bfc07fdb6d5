"""Chinese text as official documents use it: segmentation, numbering, numerals, dates, measures, slots, encodings."""
