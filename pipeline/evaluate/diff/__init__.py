"""What a change of the rules did: two revisions over the same texts, row by row."""
