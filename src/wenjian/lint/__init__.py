"""Rules on how a paper is drafted, each with the source it rests on."""
