"""What is exchanged with other systems: the codes of published standards, what a file holds in them, and back.

The promise of this room: every code that leaves is one of the published list, and what a file does not hold stays
empty. What comes in is looked at first, whole or not at all, and taken back by two people. It publishes nothing.
"""
