"""Lists and counts of the round tables, already narrowed to the actor: one file per subject."""
