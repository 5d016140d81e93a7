"""Cycles, round tables, their agenda, invitations and attendance."""
