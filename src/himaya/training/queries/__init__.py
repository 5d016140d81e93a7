"""Lists and counts of training; never a name."""
