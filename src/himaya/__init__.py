"""Himaya: notice, offer, hand over, protect. The floors are in docs/architecture.md."""
