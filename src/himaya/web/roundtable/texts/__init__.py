"""Texts: documents, the draft under way clause by clause, what was adopted of it, and the forms that come out of it."""
