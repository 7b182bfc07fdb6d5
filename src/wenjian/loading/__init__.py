"""Files that people write: YAML and its xlsx twins, read into records and written back."""
