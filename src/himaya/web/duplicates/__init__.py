"""Pages of duplicates: the search of an institution, and two identities side by side."""
