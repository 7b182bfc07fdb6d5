"""`python -m wenjian`."""

from wenjian.cli import main

main()
