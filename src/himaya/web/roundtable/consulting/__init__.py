"""Consultations: what institutions say of a text clause by clause, and what becomes of it."""
