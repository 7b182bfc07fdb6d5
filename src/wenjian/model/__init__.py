"""The vocabulary of wenjian as typed values."""
