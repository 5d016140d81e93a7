"""The people of the round tables: institutions, delegates, mandates."""
